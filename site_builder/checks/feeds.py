"""A feed, the sitemap or the data of an item: every address in it, those inside its texts as well."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

from site_builder.checks.data import NO_ADDRESS, is_address, named_texts
from site_builder.checks.facts import Facts, Fault, Reference
from site_builder.checks.markup import parsed
from site_builder.checks.pages import references

_FOR_READERS = frozenset({"content", "encoded", "html"})
"""What holds HTML that is shown elsewhere: the content of an entry, and whatever is named like `answer_html`.

Its anchors are looked up in the page that it is of.
"""


def read(data: bytes) -> Facts:
    """The facts of a file in XML or JSON."""
    found: dict[Reference, None] = {}
    faults: dict[str, Fault] = {}
    try:
        for name, text in _of_json(data) if data.lstrip()[:1] in b"[{" else _of_xml(data):
            for address in _addresses(text):
                if "://" in address:
                    whole = address if name not in _FOR_READERS else address.partition("#")[0]
                    found[Reference("mention", whole)] = None
                elif name in _FOR_READERS:
                    faults[address] = Fault("feed-address-relative", {"address": address}, address)
    except (ValueError, ElementTree.ParseError) as error:
        return Facts(faults=(Fault("feed-unreadable", {"why": str(error)}),))
    return Facts(tuple(found), faults=tuple(faults.values()))


def _addresses(text: str) -> Iterator[str]:
    """The address that a text is, or those in its HTML."""
    if is_address(text):
        yield text
    elif "<" in text:
        for tag in parsed(text).find_all(True):
            yield from (reference.address for reference in references(tag))


def _of_json(data: bytes) -> Iterator[tuple[str, str]]:
    return ((name.rpartition("_")[2], text) for name, text in named_texts(data))


def _of_xml(data: bytes) -> Iterator[tuple[str, str]]:
    for element in ElementTree.fromstring(data).iter():
        name = element.tag.rpartition("}")[2]
        if name not in NO_ADDRESS:
            yield name, (element.text or "").strip()
        yield from (("", value.strip()) for value in element.attrib.values())
