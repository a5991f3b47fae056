"""What the texts of one file ask for: holes, footnotes, links, pictures, quotations, anchors, problems."""

from __future__ import annotations

import msgspec

from site_builder.errors import Problem, problem
from site_builder.footnotes import NoteList
from site_builder.frontmatter import Keys, Source
from site_builder.language import language_for
from site_builder.models import HOLE, HOLE_END, Asset, Hole, Quotation
from site_builder.typography import Quotes, typographer_for

RESERVED = frozenset({"core-message", "drawing", "footnotes", "main", "questions", "top"})
"""Anchors that themes use themselves."""


class Rules(msgspec.Struct, frozen=True):
    """What decides how text is set, besides the text."""

    lang: str
    quotes: Quotes
    raw_html: str  # escape or sanitise

    @property
    def inside(self) -> Quotes:
        """The marks for a quotation inside a quotation."""
        own = self.quotes
        return Quotes(own.inner_open, own.inner_close, own.open, own.close)


class Pull(msgspec.Struct, frozen=True):
    """A pull quote that has to stand literally in an answer, or in the text when `source` is empty."""

    text: str
    source: str
    line: int
    column: int


_SAFE_ATTRIBUTES = {"class", "id", "lang", "title", "role", "tabindex", "aria-hidden", "aria-label"}


class Gathering:
    """Gathers while the texts of one file are rendered, in whatever order."""

    def __init__(self, source: Source, rules: Rules) -> None:
        self.source, self.rules = source, rules
        self.problems: list[Problem] = []
        self.holes: list[Hole] = []
        self.assets: list[Asset] = []
        self.links: list[tuple[str, str]] = []
        self.places: dict[str, tuple[Keys, int, int]] = {}
        self.quotations: list[Quotation] = []
        self.pulls: list[Pull] = []
        self.notes = NoteList()
        self.anchors: set[str] = set(RESERVED)
        self.typographer = typographer_for(rules.lang, rules.quotes)
        self.nested = typographer_for(rules.lang, rules.inside)

    def anchor(self, wanted: str) -> str:
        """An id that nothing else in this file has."""
        wanted = wanted or "section"
        found, n = wanted, 1
        while found in self.anchors:
            n += 1
            found = f"{wanted}-{n}"
        self.anchors.add(found)
        return found

    def claim(self, id: str) -> bool:
        """Take an id that the author gave; False when something in this file has it."""
        free = id not in self.anchors
        self.anchors.add(id)
        return free

    def hole(self, hole: Hole) -> str:
        """A sign for something that is put in when the page is made."""
        self.holes.append(hole)
        return f"{HOLE}{len(self.holes) - 1}{HOLE_END}"

    def place(self, keys: Keys, line: int = 0, column: int = 1) -> str:
        """A name for a place in the file, for problems that are only found later."""
        name = f"@{len(self.places)}"
        self.places[name] = (keys, line, column)
        return name

    def report(self, code: str, keys: Keys, line: int = 0, column: int = 1, /, **words: object) -> None:
        """Note a problem at a line (from 0) of the text at `keys`, or without keys of the body."""
        at = self.source.text_position(keys, line, column)
        self.problems.append(problem(code, self.source.path, *at, **words))

    def footnotes(self) -> str:
        """The list of all footnotes, for the foot of the item."""
        return self.notes.html(language_for(self.rules.lang)) if self.notes.notes else ""

    def sanitised(self, text: str) -> str:
        """Some HTML with everything taken out that could run, load or restyle something."""
        import nh3  # only publications that allow HTML need it

        return nh3.clean(
            text,
            tags=nh3.ALLOWED_TAGS - {"img"} | {"section", "aside", "figure", "figcaption", "mark", "input"},
            attributes={"*": _SAFE_ATTRIBUTES, "a": {"href"}, "ol": {"start"}, "th": {"scope"}}
            | {"input": {"type", "disabled", "checked"}},
            url_schemes={"http", "https", "mailto", "tel"},
            link_rel=None,
        )
