"""What is known of one finished file by its bytes alone, so that it has to be found out only once.

A module that reads a kind of file has one function `read(data) -> Facts`.
"""

from __future__ import annotations

import re
from typing import Literal

import msgspec

Use = Literal["link", "load", "part", "mention", "redirect"]
"""A reader may follow a link; a browser loads by itself, a whole file or a part of one that has a name; machines read
mentions; a redirect sends everybody on."""


class Reference(msgspec.Struct, frozen=True, array_like=True):
    """An address as it is written in the file."""

    use: Use
    address: str


class Fault(msgspec.Struct, frozen=True, array_like=True):
    """Something wrong with a file. `text` is what to look for in its source, `shape` is where in the template it is.

    `pattern` is a regular expression for how else a text or a template may have written it.
    """

    code: str
    words: dict[str, str] = {}
    text: str = ""
    shape: str = ""
    pattern: str = ""


class Facts(msgspec.Struct, frozen=True, array_like=True):
    """A file: what it refers to, the anchors in it, and what is wrong with it by itself."""

    references: tuple[Reference, ...] = ()
    ids: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    base: str = ""  # what its addresses are relative to, when it says so itself


_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*(?=:)")
_NEVER_FETCHED = frozenset({"about", "blob", "data", "javascript"})


def scheme_of(address: str) -> str:
    """What stands before the colon of an address, as browsers see it: without the breaks in it."""
    found = _SCHEME.match(re.sub(r"[\t\n\r]", "", address.strip().lower()))
    return found[0] if found else ""


def is_local(address: str, use: Use) -> bool:
    """Whether an address can be looked up at all: not a mail address, a telephone number, or the data themselves.

    What is loaded is asked of another host by other means than the web's as well.
    """
    scheme = scheme_of(address)
    return scheme not in _NEVER_FETCHED if use in ("load", "part") else scheme in ("", "http", "https")
