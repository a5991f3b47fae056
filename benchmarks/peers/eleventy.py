"""Eleventy, with eleventy-img for the drawings."""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmarks.corpus import Corpus
from benchmarks.peers.peer import MissingError, Peer, said_by


class Eleventy(Peer):
    """From the Node packages in `eleventy/`."""

    name = "eleventy"
    title = "Eleventy"
    kept = (".cache",)
    note = "serves with --incremental, its quick mode"

    @property
    def packages(self) -> Path:
        return self.tools / "eleventy" / "node_modules"

    @property
    def program(self) -> list[str]:
        node, script = shutil.which("node"), self.packages / "@11ty/eleventy/cmd.cjs"
        if node is None or not script.exists():
            raise MissingError("no node on the path, or no eleventy in the folder of tools")
        return [node, str(script)]

    def version(self) -> str:
        return said_by(*self.program, "--version")

    def prepare(self, corpus: Corpus, site: Path, originals: Path) -> None:
        super().prepare(corpus, site, originals)
        (site / "node_modules").symlink_to(self.packages)

    def build(self, site: Path) -> list[str]:
        return [*self.program, "--quiet"]

    def serve(self, site: Path, port: int) -> list[str]:
        return [*self.program, "--serve", "--incremental", "--quiet", f"--port={port}"]
