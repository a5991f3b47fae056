"""What headings, links, drawings and fields are called, for those who don't see the page."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from site_builder.checks.facts import Fault
from site_builder.checks.markup import attribute, has_name, is_hidden, is_named, shape

if TYPE_CHECKING:
    from bs4 import Tag

_HEADING = re.compile("h[1-6]")
_NAMING = ("aria-controls", "aria-describedby", "aria-labelledby")
_UNNAMED_SVG = r"<svg\b[^>]*\brole\s*=\s*[\"']?img"


def faults(tags: Sequence[Tag], ids: Collection[str]) -> Iterator[Fault]:
    """What is shown to the eye only, and names that are on no page."""
    for tag in tags:
        yield from _named_elsewhere(tag, ids)
        if tag.name in ("a", "area") and (address := attribute(tag, "href")) is not None:
            if not _says_something(tag):
                yield Fault("page-link-without-text", {"address": address}, "", shape(tag), _link_pattern(address))
        elif tag.name == "svg" and attribute(tag, "role") == "img" and not _says_something(tag):
            yield Fault("page-svg-without-name", {}, "", shape(tag), _UNNAMED_SVG)


def headings(tags: Sequence[Tag]) -> Iterator[Fault]:
    """Headings without words, and those that skip a level on the way down."""
    above = 1
    for tag in tags:
        if not _HEADING.fullmatch(tag.name) or is_hidden(tag):
            continue
        level, text = int(tag.name[1]), " ".join(tag.get_text().split())
        begin = rf"<h{level}\b[^>]*>\s*"
        if not is_named(tag):
            pattern = rf"(?m:^[ \t]*##+[ \t]*$)|{begin}(?:\{{|</)"
            yield Fault("page-heading-empty", {"level": str(level)}, "", shape(tag), pattern)
        if level > above + 1:
            words = {"text": text, "level": str(level), "above": str(above)}
            pattern = rf"{begin}(?:\{{|{re.escape(text)})"
            yield Fault("page-heading-skipped", words, f"{'#' * level} {text}", shape(tag), pattern)
        above = level


def _named_elsewhere(tag: Tag, ids: Collection[str]) -> Iterator[Fault]:
    """Ids by which a tag names others that are not there."""
    for name in ("for", *_NAMING) if tag.name == "label" else _NAMING:
        written = attribute(tag, name) or ""
        for id in written.split():
            if id not in ids:
                words = {"attribute": name, "tag": tag.name, "id": id}
                yield Fault("page-id-missing", words, f'{name}="{written}"', shape(tag))


def _says_something(tag: Tag) -> bool:
    """Whether a link or a drawing has a name, or need not have one."""
    if tag.name == "a":
        return is_hidden(tag) or is_named(tag)
    if tag.name == "svg":
        title = tag.find("title", recursive=False)
        return is_hidden(tag) or has_name(tag) or bool(title and title.get_text(strip=True))
    return is_hidden(tag) or attribute(tag, "alt") is not None or has_name(tag)


def _link_pattern(address: str) -> str:
    """How a link without words is written, in Markdown or in a template."""
    last = re.split("[?#]", address)[0].rstrip("/").rpartition("/")[2]
    return (
        rf"(?<!!)\[\s*\]\([^)\s]*{re.escape(last)}|<a\b[^>]*>\s*(?:\{{\{{[^}}]*\}}\}}\s*)?</a>|<area\b(?![^>]*\balt\b)"
    )
