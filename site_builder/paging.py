"""Long lists over several pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from site_builder.addresses import Addresses
from site_builder.inputs import Place

LONG_PAGE = 100
"""Items on a page about one thing: a topic, a speaker, a dossier."""

_T = TypeVar("_T")


def pages_of(at: Addresses, path: str, rows: Sequence[_T], size: int) -> Iterator[tuple[str, Sequence[_T], Place]]:
    """The pages of a list: path, rows, and where in the row of pages each stands. There is always a first one."""
    total = max(1, -(-len(rows) // size))
    paths = [path if n == 1 else f"{path}page/{n}/" for n in range(1, total + 1)]
    for n, here in enumerate(paths, 1):
        newer = at.address(paths[n - 2]) if n > 1 else ""
        older = at.address(paths[n]) if n < total else ""
        start = (n - 1) * size
        yield here, rows[start : start + size], Place(n, total, newer, older, start + 1)
