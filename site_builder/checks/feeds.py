"""A feed, the sitemap or the data of an item: every address in it, those inside its texts as well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree

from site_builder.checks.data import NO_ADDRESS, is_address, texts
from site_builder.checks.facts import Facts, Fault, Reference
from site_builder.checks.markup import parsed
from site_builder.checks.pages import references


def read(data: bytes) -> Facts:
    """The facts of a file in XML or JSON."""
    try:
        found = list(texts(data) if data.lstrip()[:1] in b"[{" else _of_xml(data))
    except (ValueError, ElementTree.ParseError) as error:
        return Facts(faults=(Fault("feed-unreadable", {"why": str(error)}),))
    return Facts(tuple(dict.fromkeys(_found(found))))


def _found(written: Iterable[str]) -> Iterator[Reference]:
    for text in written:
        if is_address(text):
            yield Reference("mention", text)
        elif "<" in text:
            for tag in parsed(text).find_all(True):
                yield from (Reference("mention", r.address) for r in references(tag) if "://" in r.address)


def _of_xml(data: bytes) -> Iterator[str]:
    for element in ElementTree.fromstring(data).iter():
        name = element.tag.rpartition("}")[2]
        if name not in NO_ADDRESS:
            yield (element.text or "").strip()
        yield from (value.strip() for value in element.attrib.values())
