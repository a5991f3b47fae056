"""A finished page: the addresses in it, its anchors, and whether everybody can read it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import unquote

from site_builder.checks import alternatives, labels, scripts, styles
from site_builder.checks.addresses import addresses
from site_builder.checks.data import is_address, texts
from site_builder.checks.facts import Facts, Fault, Reference, is_local
from site_builder.checks.markup import attribute, is_hidden, parsed

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_PAINT = frozenset(
    {"clip-path", "cursor", "fill", "filter", "mask", "stroke"} | {"marker", "marker-end", "marker-mid", "marker-start"}
)
"""Attributes of an SVG whose values are CSS."""
_ANIMATED = ("by", "from", "to", "values")


def read(data: bytes) -> Facts:
    """The facts of a page."""
    soup = parsed(data)
    tags = soup.find_all(True)
    base = next((attribute(tag, "href") or "" for tag in tags if tag.name == "base"), "")
    said, mistakes = _data(tags)
    found = dict.fromkeys([*(reference for tag in tags for reference in references(tag)), *said])
    inside = [r for r in found if r.address.startswith("#") and not base]
    ids = [id for tag in tags if (id := attribute(tag, "id") or (tag.name == "a" and attribute(tag, "name")))]
    faults = [
        *_foundations(soup, is_redirect=any(r.use == "redirect" for r in found)),
        *_anchors(tags, inside, ids),
        *labels.headings(tags),
        *labels.faults(tags, frozenset(ids)),
        *(fault for tag in tags if alternatives.is_picture(tag) for fault in alternatives.faults(tag)),
        *(fault for tag in tags for fault in scripts.faults(tag)),
        *mistakes,
    ]
    outside = tuple(reference for reference in found if reference not in inside)
    return Facts(outside, tuple(dict.fromkeys(ids)), tuple(faults), base)


# ----------------------------------------------------------------------------------------------------------- addresses


def references(tag: Tag) -> Iterator[Reference]:
    """The addresses in one tag."""
    for use, address in addresses(tag):
        if is_local(address, use):
            yield Reference(use, address.strip())
    yield from scripts.references(tag)
    for css in _css(tag):
        yield from styles.references(css)
    if tag.name == "iframe" and (page := attribute(tag, "srcdoc")):
        for inner in parsed(page).find_all(True):
            yield from (r for r in references(inner) if not r.address.startswith("#"))


def _css(tag: Tag) -> Iterator[str]:
    """The CSS of a tag, in attributes of its own as well."""
    if tag.name == "style" and tag.string:
        yield tag.string
    animated = _ANIMATED if tag.name in ("animate", "set") else ()
    for name, css in tag.attrs.items():
        if name == "style" or ((name in _PAINT or name in animated) and "(" in css):
            yield str(css)


def _data(tags: Sequence[Tag]) -> tuple[list[Reference], list[Fault]]:
    """The addresses in what a page says of itself to programs, which name things by what stands behind a #."""
    found, faults = [], []
    for tag in tags:
        if tag.name == "script" and (attribute(tag, "type") or "").lower() == "application/ld+json":
            try:
                found += [Reference("mention", t.partition("#")[0]) for t in texts(tag.string or "") if is_address(t)]
            except ValueError as error:
                faults.append(Fault("page-data-unreadable", {"why": str(error)}))
    return found, faults


# ----------------------------------------------------------------------------------------------------------- the page


def _foundations(soup: BeautifulSoup, *, is_redirect: bool) -> Iterator[Fault]:
    """What every page needs. One that only sends its readers on has nothing to show."""
    if soup.html is None or not (attribute(soup.html, "lang") or "").strip():
        yield Fault("page-without-language")
    if soup.title is None or not soup.title.get_text(strip=True):
        yield Fault("page-without-title")
    if is_redirect:
        return
    if soup.main is None:
        yield Fault("page-without-main")
    if (count := sum(not is_hidden(tag) for tag in soup.find_all("h1"))) != 1:
        yield Fault("page-main-heading", {"count": str(count) if count else "no", "s": "s" * (count != 1)})


def _anchors(tags: Sequence[Tag], inside: Sequence[Reference], ids: Sequence[str]) -> Iterator[Fault]:
    """Ids that stand twice, and links inside the page that lead to none."""
    counts = Counter(id for tag in tags if (id := attribute(tag, "id")))
    for id, count in counts.items():
        if count > 1:
            pattern = rf"\sid\s*=\s*[\"']?{re.escape(id)}(?=[\"'\s>])"
            yield Fault("page-id-twice", {"id": id, "count": str(count)}, f"{{#{id}", pattern=pattern)
    for reference in inside:
        anchor = unquote(reference.address[1:]).partition(":~:")[0]
        if reference.use in ("link", "part") and anchor.lower() not in ("", "top") and anchor not in ids:
            yield Fault("page-anchor-missing", {"address": reference.address, "anchor": anchor}, reference.address)
