"""Data in a finished file: the addresses in JSON, be it a feed, an item's own file or what a page says of itself."""

from __future__ import annotations

import json
from collections.abc import Iterator

NO_ADDRESS = frozenset({"id", "guid"})
"""What only looks like an address: names that stay when a page moves."""


def texts(data: bytes | str) -> Iterator[str]:
    """Every text in JSON that may be or hold an address. Raises ValueError for what is no JSON."""
    return (text for _, text in named_texts(data))


def named_texts(data: bytes | str) -> Iterator[tuple[str, str]]:
    """The same, each with the name of what it is the value of."""
    yield from _texts(json.loads(data))


def _texts(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, key)
    elif isinstance(value, str) and key not in NO_ADDRESS:
        yield key, value.strip()


def is_address(text: str) -> bool:
    """Whether a text is the absolute address of something on the web, and nothing else."""
    return text.startswith(("https://", "http://")) and not set(text) & set(" \n<")
