"""What readers of all kinds of files share."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from site_builder.frontmatter import Source
from site_builder.markdown import Rules, Writer
from site_builder.models import HOLE, Hole
from site_builder.typography import quotes_for
from site_builder.wording import HOLES, NOTE_REFERENCE

_LINK = re.compile(r"</?a\b[^>]*>")
_OWN_LINK = re.compile(r'<a href="#[^>]*>(.*?)</a>', re.DOTALL)
_ID = re.compile(r'(<[^<>]*) id="[^"]*"')
_DESCRIPTION = 300  # characters of a plain-text description


class ReadingRules(msgspec.Struct, frozen=True):
    """The settings that reading depends on."""

    language: str
    timezone: str
    quotes: str
    raw_html: str
    lint: bool = False  # whether slips are looked for


def writer_for(source: Source, lang: str, rules: ReadingRules, people: tuple[str, ...] = ()) -> Writer:
    """What renders the texts of a file in its language; `people` are the names and ids of those it is about."""
    return Writer(source, Rules(lang, quotes_for(lang, rules.quotes), rules.raw_html, people, rules.lint))


def described(text: str) -> str:
    """At most a few sentences, cut at a word."""
    if len(text) <= _DESCRIPTION:
        return text
    return text[:_DESCRIPTION].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"


def unlinked(html: str) -> str:
    """A line that other pages show in links of their own: without the links and pictures in it."""
    return HOLES.sub("", _LINK.sub("", html)) if "<a" in html or HOLE in html else html


def portable(html: str, holes: Sequence[Hole]) -> str:
    """A paragraph that other pages show: without ids and pictures, footnotes and links into its own page."""
    html = _ID.sub(r"\1", _OWN_LINK.sub(r"\1", NOTE_REFERENCE.sub("", html)))
    return HOLES.sub(lambda hole: hole[0] if holes[int(hole[0][1:-1])].kind in ("link", "file", "size") else "", html)
