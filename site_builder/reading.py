"""What readers of all kinds of files share."""

from __future__ import annotations

import re

import msgspec

from site_builder.frontmatter import Source
from site_builder.inline import HOLES
from site_builder.markdown import Rules, Writer
from site_builder.models import HOLE
from site_builder.typography import quotes_for

_LINK = re.compile(r"</?a\b[^>]*>")
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
