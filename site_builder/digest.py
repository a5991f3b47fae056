"""Digests: one kind, for everything that is looked up by its content."""

from __future__ import annotations

import functools
import hashlib
import os
import sys
import zoneinfo
from collections.abc import Iterable
from io import BufferedReader
from pathlib import Path
from typing import NamedTuple


def digest(data: bytes) -> str:
    """128 bits of SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()[:32]


def digest_of_file(file: BufferedReader) -> str:
    """The digest of all that an opened file holds, which may be more than there is memory."""
    return hashlib.file_digest(file, "sha256").hexdigest()[:32]


def digest_of(parts: Iterable[str]) -> str:
    """The digest of a row of texts that contain no NUL."""
    return digest("\0".join(parts).encode())


PACKAGE = Path(__file__).resolve().parent


class Code(NamedTuple):
    """What one kind of output is made with: our own files, and libraries. A test sees to it that no file is missing."""

    patterns: tuple[str, ...]
    libraries: tuple[str, ...]
    python: bool = True  # whether another Python may make other bytes

    def files(self) -> list[Path]:
        """Our own files."""
        return sorted({path for pattern in self.patterns for path in PACKAGE.glob(pattern)})


_ALL = ("**/*.py", "locale/*.po")
_TEXT = ("jinja2", "markupsafe", "pyromark", "babel", "python_frontmatter", "pyyaml", "msgspec", "nh3")
PACKAGE_CODE = Code(_ALL, _TEXT)
PIXEL_CODE = Code(("drawing/*.py", "makers/derivative.py"), ("pillow",), python=False)
COPY_CODE = Code(("makers/copy.py", "drawing/metadata.py"), ("pillow",))
CHECK_CODE = Code(_ALL, ("beautifulsoup4", "msgspec", "soupsieve", "tinycss2"))


@functools.cache
def code_digest(code: Code) -> str:
    """The digest of our own code in these files, of the libraries that it makes its outputs with, and of Python."""
    parts = [f"{path.relative_to(PACKAGE).as_posix()} {digest(path.read_bytes())}" for path in code.files()]
    parts.append(sys.version if code.python else "")
    return digest_of(parts + [f"{name} {found}" for name, found in sorted(_installed(code.libraries).items())])


def code_in_zone(code: str, zone: str) -> str:
    """The digest of some code that works with the moments of a time zone: systems learn new rules for those."""
    return digest_of((code, zone_digest(zone)))


@functools.cache
def zone_digest(zone: str) -> str:
    """The digest of the data of a time zone, found where `zoneinfo` finds it; empty when there is none."""
    for folder in (*zoneinfo.TZPATH, *(os.path.join(folder, "tzdata", "zoneinfo") for folder in sys.path)):
        data = Path(folder, zone)
        if data.is_file():
            return digest(data.read_bytes())
    return ""


def _installed(names: tuple[str, ...]) -> dict[str, str]:
    """What identifies each installed library: the digest of the list of its files, codecs and all.

    `importlib.metadata` would know it too, but takes longer to import than a build of an unchanged site.
    """
    found: dict[str, str] = {}
    for folder in sys.path:
        try:
            entries = os.listdir(folder or ".")
        except OSError:
            continue
        for entry in entries:
            name = entry.partition("-")[0].lower()
            if name in names and name not in found and entry.endswith(".dist-info"):
                record = Path(folder, entry, "RECORD")
                found[name] = f"{entry} {digest(record.read_bytes()) if record.is_file() else ''}"
    return found
