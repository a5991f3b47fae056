"""Markdown → HTML: pyromark's events through a renderer of our own.

CommonMark with tables, footnotes, strikethrough and task lists, and the additions of the content format: attributes,
containers, remarks, words of a speaker, turns, quotation marks around answers. Raw HTML is shown as text, addresses
that could run something are refused, and what only the whole publication knows stays a hole (`models.Hole`).

One `Writer` reads one file. It gathers everything the text asks for on the way: holes, footnotes, links, pictures,
quotations, problems. The work is done in `rendering.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from site_builder.errors import Problem, problem
from site_builder.footnotes import NoteList
from site_builder.frontmatter import Keys, Source
from site_builder.inline import GUARD, HOLES, escape, plain
from site_builder.models import HOLE, HOLE_END, Asset, Hole, Quotation
from site_builder.rendering import Pull, Rendering, Section, first_words
from site_builder.typography import Quotes, Typographer

_SPECIAL = re.compile(r"[\\`*_~\[\]<>&!{}]|https?:")  # what could be an inline construct
RESERVED = frozenset({"core-message", "drawing", "footnotes", "main", "questions", "top"})
"""Anchors that themes use themselves."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What decides how text is set, besides the text."""

    lang: str
    quotes: Quotes
    raw_html: str  # escape or sanitise

    @property
    def inside(self) -> Quotes:
        """The marks for a quotation inside a quotation."""
        own = self.quotes
        return Quotes(own.inner_open, own.inner_close, own.open, own.close)


class Writer:
    """Renders all text of one file."""

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
        self.typographer = Typographer(rules.lang, rules.quotes)
        self.nested = Typographer(rules.lang, rules.inside)

    # -- texts

    def inline(self, text: str, keys: Keys) -> str:
        """One line of text, such as a title: Markdown's inline constructs only."""
        line = " ".join(text.split())
        if not _SPECIAL.search(line):
            return escape(self.typographer.text(line))
        return Rendering(self, GUARD + line, keys, self.typographer).sections()[0].html

    def blocks(self, text: str, keys: Keys, *, prefix: str = "") -> str:
        """A whole text. Ids of its footnotes begin with `prefix`."""
        if not text.strip():
            return ""
        return Rendering(self, text, keys, self.typographer, prefix=prefix).sections()[0].html

    def answer(self, text: str, keys: Keys, *, prefix: str) -> Section:
        """An answer: quotation marks around its paragraphs, or turns."""
        return Rendering(self, text, keys, self.nested, prefix=prefix, quoted=True).sections()[0]

    def body(self, *, questions: bool) -> list[Section]:
        """The body: one section, or with `questions` one more for each level-2 heading."""
        return Rendering(self, self.source.body, (), self.typographer, questions=questions).sections()

    # -- what texts ask for

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

    def sanitised(self, text: str) -> str:
        """Some HTML with everything taken out that could run, load or restyle something."""
        import nh3  # only publications that allow HTML need it

        return nh3.clean(
            text,
            tags=nh3.ALLOWED_TAGS - {"img"} | {"section", "aside", "figure", "figcaption", "mark", "input"},
            attributes={"*": {"class", "id", "lang", "title"}, "a": {"href"}, "ol": {"start"}, "th": {"scope"}}
            | {"input": {"type", "disabled", "checked"}},
            url_schemes={"http", "https", "mailto", "tel"},
            link_rel=None,
        )


def fill(text: str, holes: tuple[Hole, ...], resolve: Callable[[Hole], str]) -> str:
    """Some HTML of a document with its holes filled in."""
    if HOLE not in text:
        return text
    return HOLES.sub(lambda match: resolve(holes[int(match[0][1:-1])]), text)


__all__ = ["Rules", "Section", "Writer", "fill", "first_words", "plain"]
