"""A feed or the sitemap: every address in it, those inside its texts as well."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree

from site_builder.checks.facts import Facts, Fault, Reference
from site_builder.checks.markup import parsed
from site_builder.checks.pages import references

_NO_ADDRESS = frozenset({"id", "guid"})
"""What only looks like an address: names that stay when a page moves."""


def read(data: bytes) -> Facts:
    """The facts of a feed, in XML or JSON."""
    try:
        texts = list(_of_json(json.loads(data)) if data.lstrip()[:1] in b"[{" else _of_xml(data))
    except (ValueError, ElementTree.ParseError) as error:
        return Facts(faults=(Fault("feed-unreadable", {"why": str(error)}),))
    return Facts(tuple(dict.fromkeys(_found(texts))))


def _found(texts: Iterable[str]) -> Iterator[Reference]:
    for text in texts:
        if text.startswith(("https://", "http://")) and not set(text) & set(" \n<"):
            yield Reference("mention", text)
        elif "<" in text:
            for tag in parsed(text).find_all(True):
                yield from (Reference("mention", r.address) for r in references(tag) if "://" in r.address)


def _of_xml(data: bytes) -> Iterator[str]:
    for element in ElementTree.fromstring(data).iter():
        name = element.tag.rpartition("}")[2]
        if name not in _NO_ADDRESS:
            yield (element.text or "").strip()
        yield from (value.strip() for value in element.attrib.values())


def _of_json(value: object, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _of_json(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _of_json(inner, key)
    elif isinstance(value, str) and key not in _NO_ADDRESS:
        yield value.strip()
