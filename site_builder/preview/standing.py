"""How the preview stands: the last good site, and what is wrong since."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec

from site_builder.build import Build
from site_builder.errors import Problem


class Answer(msgspec.Struct, frozen=True):
    """What an address leads to: a file of the site by its path in it, another address, or nothing."""

    kind: Literal["file", "elsewhere", "nothing"]
    value: str = ""


class Standing(msgspec.Struct, frozen=True):
    """The outcome of one build. Without `files` there has never been a site.

    `folder` and `files` are those of the last good site, `home` is its path without escapes, such as / or /mag/;
    `built` is of this build, if it came to an end. `note` is why the store was of no use.
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

    def open(self, name: str) -> BinaryIO | None:
        """A file of the site to read from; None when it isn't there, or somebody has put a link on the way to it."""
        if name not in self.files:
            return None
        try:
            return _opened(self.folder, name)
        except OSError:
            return None

    def read(self, name: str) -> bytes | None:
        """The bytes of a file of the site, or None like `open`."""
        file = self.open(name)
        if file is None:
            return None
        with file:
            return file.read()

    def holds(self, name: str) -> bool:
        """Whether a file of the site is there, and really lies in its folder."""
        file = self.open(name)
        if file is not None:
            file.close()
        return file is not None


_STEPWISE = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")
"""Whether a file can be opened from one folder to the next, so that nobody can turn a folder into a link meanwhile."""


def _opened(folder: Path, name: str) -> BinaryIO:
    """Open a plain file below a folder. Raises OSError, also for a link at any place below the folder's parent."""
    if not _STEPWISE:  # on Windows
        path = Path(os.path.realpath(folder.parent), folder.name, name)
        if path != path.resolve(strict=True) or not path.is_file():
            raise FileNotFoundError(name)
        return path.open("rb")
    *folders, last = name.split("/")
    here = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        for part in folders:
            there = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=here)
            os.close(here)
            here = there
        file = os.open(last, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=here)  # no pipe may keep us waiting
    finally:
        os.close(here)
    if not stat.S_ISREG(os.fstat(file).st_mode):
        os.close(file)
        raise FileNotFoundError(name)
    return os.fdopen(file, "rb")
