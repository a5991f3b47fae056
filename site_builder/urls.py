"""Addresses: where a page stands in the output, and how other pages reach it."""

from __future__ import annotations

import functools
import posixpath
import re
import unicodedata
from urllib.parse import quote

ID = re.compile(r"[a-z0-9][a-z0-9-]*")
"""What the id of a person or a topic looks like."""


_OUTSIDE = ("https://", "http://", "mailto:", "tel:")


def is_outside(address: str) -> bool:
    """Whether an address leads out of the publication: to the web, a mailbox or a telephone."""
    return address.lower().startswith(_OUTSIDE)


def parted(address: str) -> tuple[str, str]:
    """The path of an address inside the publication, and what follows it: a query, a fragment."""
    path = re.split("[?#]", address, maxsplit=1)[0]
    return path, address[len(path) :]


def composed(path: str) -> str:
    """A path as it is looked up and published, whichever way the file system keeps its accents."""
    return path if path.isascii() else unicodedata.normalize("NFC", path)


def identity(source: str) -> str:
    """The slug or id of a file of content: its name, or that of its folder when it is an index."""
    folder, name = posixpath.split(source)
    return composed(posixpath.basename(folder) if name == "index.md" else name.removesuffix(".md"))


def reference(source: str) -> str:
    """How items name each other: `interviews/ada` for content/interviews/ada/index.md."""
    return composed(source.removeprefix("content/").removesuffix(".md").removesuffix("/index"))


def page_output(path: str) -> str:
    """The file of the page at `path` (`interviews/ada/`, or empty for the home page)."""
    return f"{path}index.html"


@functools.lru_cache(maxsize=100_000)
def address(home: str, path: str) -> str:
    """The address of an output path below the home page, percent-encoded."""
    return home + quote(path)


def folded(path: str) -> str:
    """What two paths have in common that some file system takes for the same."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
