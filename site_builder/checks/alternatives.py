"""What a picture is to those who don't see it: its alternative text."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from site_builder.alternatives import is_caption, is_file_name
from site_builder.checks.facts import Fault
from site_builder.checks.markup import attribute, has_name, is_hidden, shape

if TYPE_CHECKING:
    from bs4 import Tag


def is_picture(tag: Tag) -> bool:
    """Whether a tag has an alternative text: that of a button must say what it does."""
    return tag.name == "img" or (tag.name == "input" and (attribute(tag, "type") or "").lower() == "image")


def faults(tag: Tag) -> Iterator[Fault]:
    """What is wrong with the alternative text of a picture."""
    source, written = attribute(tag, "src") or "", attribute(tag, "alt")
    name = posixpath.basename(unquote(source.partition("?")[0])) or source
    if tag.name == "input" and has_name(tag):
        return
    if written is None or tag.name == "input":
        pattern = rf"<{tag.name}\b(?![^>]*\balt\b)"
        yield Fault("page-alt-missing", {"picture": name}, source, shape(tag), pattern)
        return
    if is_hidden(tag) or (not written.strip() and _is_named_otherwise(tag)):
        return
    alt, captions = " ".join(written.split()), _captions(tag)
    if not alt:
        if captions and attribute(tag, "role") not in ("presentation", "none"):
            yield Fault("page-alt-empty", {"picture": name}, f"{name.partition('.')[0]}.", shape(tag))
    elif is_file_name(alt, name):
        yield Fault("page-alt-file-name", {"alt": alt}, alt, shape(tag))
    elif any(is_caption(alt, caption) for caption in captions):
        yield Fault("page-alt-caption", {"alt": alt}, alt, shape(tag))


def _captions(tag: Tag) -> set[str]:
    """The caption of the figure that a picture stands in, whole and in its parts."""
    figure = tag.find_parent("figure")
    caption = figure.find("figcaption") if figure else None
    if caption is None:
        return set()
    return {" ".join(part.get_text(" ").split()) for part in (caption, *caption.find_all(True))} - {""}


def _is_named_otherwise(tag: Tag) -> bool:
    """Whether a picture stands in a link that says in words where it leads."""
    link = tag.find_parent("a")
    return link is not None and bool(link.get_text().strip())
