"""Scripts in a page: a publication needs none, and they can load what no other check sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from site_builder.checks.addresses import addresses
from site_builder.checks.data import is_address, texts
from site_builder.checks.facts import Fault, Reference, scheme_of
from site_builder.checks.markup import attribute, parsed, shape

if TYPE_CHECKING:
    from bs4 import Tag

_RUNS = re.compile(r"|module|(?:text|application)/(?:x-)?(?:java|ecma|live|j)script[\d.]*")
_HANDLER = re.compile(r"on[a-z]{3,}")


def faults(tag: Tag) -> Iterator[Fault]:
    """What runs in the page itself, in a script, at an event or behind an address."""
    for what, text in _running(tag):
        yield Fault("page-script", {"what": what}, text, shape(tag))
    if tag.name == "iframe" and (page := attribute(tag, "srcdoc")):
        yield from (fault for inner in parsed(page).find_all(True) for fault in faults(inner))


def references(tag: Tag) -> Iterator[Reference]:
    """What the lists for browsers in a page make them load from elsewhere; patterns with * name nothing by itself."""
    if tag.name == "script" and _type(tag) in ("importmap", "speculationrules"):
        try:
            found = list(texts(tag.string or ""))
        except ValueError:  # browsers leave out what they can't read
            return
        for text in found:
            if (is_address(text) or text.startswith("//")) and "*" not in text:
                yield Reference("load", text)


def _running(tag: Tag) -> Iterator[tuple[str, str]]:
    """What runs, and what to look for in the template."""
    if tag.name == "script" and attribute(tag, "src") is None and _RUNS.fullmatch(_type(tag)):
        lines = (tag.string or "").split("\n")
        if first := next((line.strip() for line in lines if line.strip()), ""):
            yield "a <script>", first
    for name, value in tag.attrs.items():
        if _HANDLER.fullmatch(name) and str(value).strip():
            yield name, f'{name}="{value}"'
    for _, address in addresses(tag):
        scheme = scheme_of(address)
        if scheme == "javascript" or (scheme == "data" and tag.name == "script"):
            yield f"an address that begins with {scheme}:", address.strip()


def _type(tag: Tag) -> str:
    return (attribute(tag, "type") or "").strip().lower()
