"""Pelican, with plugins for YAML and for pictures. Speakers are authors, topics are tags."""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmarks.corpus import Interview
from benchmarks.peers.peer import MissingError, Peer, said_by


class Pelican(Peer):
    """From the Python environment in `venv/`."""

    name = "pelican"
    title = "Pelican"
    kept = ("cache",)
    drawings = "content/sketches"
    note = "has no setting for the quality of pictures, and publishes the originals too"

    @property
    def program(self) -> str:
        found = self.tools / "venv" / "bin" / "pelican"
        if not found.exists():
            raise MissingError("no pelican in the folder of tools")
        return str(found)

    def version(self) -> str:
        return said_by(self.program, "--version")

    def interview(self, interview: Interview) -> dict[str, object]:
        keys = super().interview(interview)
        keys["authors"], keys["tags"], keys["slug"] = keys.pop("speakers"), keys.pop("topics"), interview.slug
        return keys

    def before_preview(self, site: Path) -> None:
        """It would serve the pages of its last build before it has made new ones."""
        shutil.rmtree(site / self.output, ignore_errors=True)

    def build(self, site: Path) -> list[str]:
        return [self.program, "-q", "-s", "pelicanconf.py"]

    def serve(self, site: Path, port: int) -> list[str]:
        return [*self.build(site), "-l", "-r", "-b", "127.0.0.1", "-p", str(port)]
