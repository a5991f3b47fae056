"""Hugo: one binary. Speakers and topics are taxonomies."""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmarks.corpus import Person
from benchmarks.peers.peer import MissingError, Peer, said_by


class Hugo(Peer):
    """From the Python package `hugo`, without its start by Python, or from the path."""

    name = "hugo"
    title = "Hugo"
    kept = ("resources", ".hugo_cache")
    feed = "index.xml"

    @property
    def program(self) -> str:
        packaged = sorted(self.tools.glob("venv/lib/python3*/site-packages/hugo/binaries/hugo*"))
        found = str(packaged[0]) if packaged else shutil.which("hugo")
        if found is None:
            raise MissingError("no hugo in the folder of tools, and none on the path")
        return found

    def version(self) -> str:
        return said_by(self.program, "version").split()[1].lstrip("v").partition("-")[0]

    def person_path(self, person: Person) -> str:
        return f"content/speakers/{person.id}/_index.md"

    def build(self, site: Path) -> list[str]:
        return [self.program, "--quiet", "--cacheDir", str(site / ".hugo_cache")]

    def serve(self, site: Path, port: int) -> list[str]:
        return [self.program, "server", "--bind", "127.0.0.1", "--port", str(port), *self.build(site)[1:]]
