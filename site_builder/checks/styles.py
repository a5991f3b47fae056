"""A style sheet: the files that it loads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_builder.checks.facts import Facts, Reference, is_local

_NO_ADDRESSES = re.compile(r"/\*.*?\*/|@namespace\b[^;]*;", re.DOTALL | re.IGNORECASE)
_URL = re.compile(r"""\burl\(\s*(?:"([^"]*)"|'([^']*)'|([^\s"')]+))|@import\s+(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)


def read(data: bytes) -> Facts:
    """The facts of a style sheet."""
    return Facts(tuple(dict.fromkeys(references(data.decode("utf-8", "replace")))))


def references(css: str) -> Iterator[Reference]:
    """What some CSS loads. What is inside the page itself, such as a filter, is no file."""
    for found in _URL.finditer(_NO_ADDRESSES.sub(" ", css)):
        address = next(filter(None, found.groups()), "").strip()
        if not address.startswith("#") and is_local(address):
            yield Reference("load", address)
