"""The list of what was published, which lies at every target: what it names is ours, everything else is foreign.

    {"format": 1, "base_url": "https://magazine.example/", "files": ["404.html", …]}

It comes from outside, as anybody may change what lies there: it never leads out of the target.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

import msgspec

MANIFEST = ".site-builder.json"
_FORMAT = 1
_GIT = frozenset((".git", "git~1"))


class Manifest(msgspec.Struct, frozen=True):
    """Which publication it is, by its address, and the path of every file that was published, but the list's own."""

    base_url: str
    files: frozenset[str]


class DamagedError(Exception):
    """A manifest that can't be read, and why."""


class NewerError(Exception):
    """A manifest of a later version of this program."""


def encoded(base_url: str, files: Iterable[str]) -> bytes:
    """A manifest as it lies at a target, a path on a line."""
    found = {"format": _FORMAT, "base_url": base_url, "files": sorted(files)}
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def decoded(raw: bytes) -> Manifest:
    """The manifest that was found at a target. Raises NewerError and DamagedError."""
    try:
        if msgspec.json.decode(raw, type=_Format).format > _FORMAT:
            raise NewerError
        found = msgspec.json.decode(raw, type=_Written)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DamagedError(str(error)) from None
    if found.format != _FORMAT:
        raise DamagedError(f"there is no format {found.format}")
    for path in found.files:
        if not is_inside(path):
            raise DamagedError(f'it names "{path}", which is no path of a site')
    return Manifest(found.base_url, frozenset(found.files))


class _Format(msgspec.Struct):
    format: int


class _Written(msgspec.Struct):
    format: int
    base_url: str
    files: list[str]


def is_inside(path: str) -> bool:
    """Whether a path leads to a file of a site, and surely not out of the target, nor into git's own folder."""
    parts = path.split("/")
    return (
        not any(part in ("", ".", "..") or part.rstrip(". ").casefold() in _GIT for part in parts)
        and not {"\\", "\0"} & set(path)
        and parts[0][1:2] != ":"  # a drive
        and path != MANIFEST
    )
