"""How the preview stands: the last good site, and what is wrong since."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

import msgspec

from site_builder.build import Build
from site_builder.errors import Problem


class Answer(msgspec.Struct, frozen=True):
    """What an address leads to: a file of the site by its path in it, another address, or nothing."""

    kind: Literal["file", "elsewhere", "nothing"]
    value: str = ""


class Standing(msgspec.Struct, frozen=True):
    """The outcome of one build. Without `files` there has never been a site.

    `folder` and `files` are those of the last good site, `home` is its path, such as / or /mag/; `built` is of this
    build, if it came to an end. `note` is why the store was of no use.
    """

    folder: Path
    home: str
    files: frozenset[str]
    problems: tuple[Problem, ...]
    built: Build | None = None
    note: str = ""

    @property
    def is_good(self) -> bool:
        return not any(found.severity == "error" for found in self.problems)

    def answer(self, address: str) -> Answer:
        """What the path of an address leads to. Only what the site is known to hold is ever looked for on the disk."""
        if not address.startswith(self.home):
            return Answer("elsewhere", self.home) if self.home.startswith(address) else Answer("nothing")
        inner = address.removeprefix(self.home)
        name = f"{inner}index.html" if inner.endswith("/") or not inner else inner
        if name in self.files:
            return Answer("file", name)
        if f"{inner}/index.html" in self.files:
            return Answer("elsewhere", f"{self.home}{inner}/")
        return Answer("nothing")

    def read(self, name: str) -> bytes | None:
        """The bytes of a file of the site; None when it isn't there, or somebody has put a link in its place."""
        if not self.holds(name):
            return None
        try:
            return Path(self.folder, name).read_bytes()
        except OSError:
            return None

    def holds(self, name: str) -> bool:
        """Whether a file of the site is there, and really lies in its folder."""
        path = Path(os.path.realpath(self.folder), name)
        return name in self.files and path.is_file() and path == path.resolve()
