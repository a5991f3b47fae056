"""The words of HTML that has been written: without tags, holes and marks; and text as HTML has it."""

from __future__ import annotations

import html
import re

from site_builder.models import HOLE, HOLE_END
from site_builder.names import LONGEST_ID, slug
from site_builder.quoting import signed_off

HOLES = re.compile(f"{HOLE}\\d+{HOLE_END}")
NOTE_REFERENCE = re.compile(r'<sup class="note-ref">.*?</sup>')
_TAG = re.compile(r"<[^>]*>")


def plain(text: str) -> str:
    """The words of some HTML of ours, on one line."""
    text = signed_off(HOLES.sub("", text) if HOLE in text else text)
    if "<" in text or "&" in text:
        if "note-ref" in text:
            text = NOTE_REFERENCE.sub("", text)
        text = html.unescape(_TAG.sub("", text))
    return " ".join(text.split())


def first_words(text: str) -> str:
    """The beginning of a slug of some HTML: what a question is called when it has no id."""
    words: list[str] = []
    for word in plain(text).split(maxsplit=12)[:12]:
        if made := slug(word):
            words += made.split("-")
        if len(words) >= 6:
            break
    beginning = "-".join(words[:6])
    return slug(beginning) if len(beginning) > LONGEST_ID else beginning or "question"


def is_wordless(text: str) -> bool:
    """Whether there are no words in some HTML of ours."""
    return ("<" in text or HOLE in text or not text.strip()) and not plain(text)


def escape(text: str) -> str:
    """Text as HTML shows it."""
    return html.escape(text, quote=False)


def attribute(text: str) -> str:
    """Text between double quotes in a tag."""
    return html.escape(text, quote=True)
