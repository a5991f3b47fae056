"""HTML as a tree, and what is asked of its tags."""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag


def parsed(markup: bytes | str) -> BeautifulSoup:
    """HTML as a tree in which every attribute is a text, the first of its name."""
    from bs4 import BeautifulSoup

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # guesses about what else the markup might be
        return BeautifulSoup(
            markup.decode("utf-8", "replace") if isinstance(markup, bytes) else markup,
            "html.parser",
            multi_valued_attributes=None,
            on_duplicate_attribute="ignore",
        )


def attribute(tag: Tag, name: str) -> str | None:
    """The value of an attribute, or None when the tag does not have it."""
    value = tag.get(name)
    return None if value is None else str(value)


def shape(tag: Tag) -> str:
    """Where in a page something stands, the same on all pages of a template: names and classes, without numbers."""
    around = [one for one in (tag, *tag.parents) if one.name not in ("html", "body", "[document]")]
    names = [f"{one.name}.{attribute(one, 'class') or ''}" for one in reversed(around)]
    return re.sub(r"\d+", "", " ".join(names))


def is_hidden(tag: Tag) -> bool:
    """Whether nobody is told of this: not even a screen reader."""
    return any(
        attribute(one, "aria-hidden") == "true" or attribute(one, "hidden") is not None for one in (tag, *tag.parents)
    )


def has_name(tag: Tag) -> bool:
    """Whether a tag is named by an attribute of its own."""
    return any((attribute(tag, name) or "").strip() for name in ("alt", "aria-label", "aria-labelledby", "title"))


def is_named(tag: Tag) -> bool:
    """Whether somebody who hears the page hears something here: words, or a name for what is shown."""
    if has_name(tag) or any(words.strip() and not is_hidden(words.parent) for words in tag.strings if words.parent):
        return True
    return any(has_name(inner) and not is_hidden(inner) for inner in tag.find_all(True))
