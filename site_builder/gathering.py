"""What the texts of one file ask for: holes, footnotes, links, pictures, quotations, anchors, problems."""

from __future__ import annotations

import re

import msgspec

from site_builder.alternatives import fault
from site_builder.errors import Problem, problem
from site_builder.footnotes import NoteList
from site_builder.frontmatter import Keys, Source
from site_builder.language import language_for
from site_builder.linting import Linter
from site_builder.models import HOLE, HOLE_END, Asset, Hole, Quotation
from site_builder.typography import Quotes, typographer_for
from site_builder.urls import is_outside, parted

RESERVED = frozenset(
    [
        "audio",
        "core-message",
        "corrections",
        "disclosure",
        "downloads",
        "drawing",
        "events",
        "footnotes",
        "main",
        "organisations",
        "picture",
        "questions",
        "related",
        "related-title",
        "research",
        "series",
        "sources",
        "speakers",
        "top",
        "video",
    ]
)
"""Anchors that themes use themselves."""


class Rules(msgspec.Struct, frozen=True):
    """What decides how text is set, besides the text."""

    lang: str
    quotes: Quotes
    raw_html: str  # escape or sanitise
    people: tuple[str, ...] = ()  # names and ids of those the file is about
    lint: bool = False  # whether slips are looked for

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
    by: str = ""  # id or name of whose words they are


_INSIDE = re.compile(r"/?[^\s/\\:][^\s\\:]*|/")
"""An address of the author's that leads to a page or a file of the publication."""

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
        self.named: list[tuple[str, str]] = []  # people to ask, and where they are named
        self.figures = 0
        self.notes = NoteList()
        self.anchors: set[str] = set(RESERVED)
        self._numbers: dict[str, int] = {}  # the last one that each of them was given
        self.typographer = typographer_for(rules.lang, rules.quotes)
        is_looked_at = rules.lint and rules.lang.lower().partition("-")[0] == "nl"
        self.linter = Linter(f"{source.head}\n{source.body}", rules.people) if is_looked_at else None
        self.nested = typographer_for(rules.lang, rules.inside)

    def anchor(self, wanted: str) -> str:
        """An id that nothing else in this file has."""
        wanted = wanted or "section"
        found, n = wanted, self._numbers.get(wanted, 1)
        while found in self.anchors:
            n += 1
            found = f"{wanted}-{n}"
        self.anchors.add(found)
        self._numbers[wanted] = n
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

    def link_hole(self, address: str, where: str) -> str:
        """A sign for the address of a page or a file of the publication; both are found later."""
        if address.startswith("/") or parted(address)[0].endswith(".md"):
            self.links.append((address, where))
            return self.hole(Hole("link", address))
        self.assets.append(Asset("file", address, where))
        return self.hole(Hole("file", address))

    def ask_for(self, address: str, where: str) -> None:
        """Note what an address that stands at a named place needs: a page or a file of the publication, or nothing."""
        if is_outside(address):
            return
        if address.startswith("/") or parted(address)[0].endswith(".md"):
            self.links.append((address, where))
        else:
            self.assets.append(Asset("file", address, where))

    def place(self, keys: Keys, line: int = 0, column: int = 1) -> str:
        """A name for a place in the file, for problems that are only found later."""
        name = f"@{len(self.places)}"
        self.places[name] = (keys, line, column)
        return name

    def report(self, code: str, keys: Keys, line: int = 0, column: int = 1, /, **words: object) -> None:
        """Note a problem at a line (from 0) of the text at `keys`, or without keys of the body."""
        at = self.source.text_position(keys, line, column)
        self.problems.append(problem(code, self.source.path, *at, **words))

    def lint(self, text: str, keys: Keys) -> None:
        """Report what looks like a slip in the text at `keys`, as it was typed. Nothing is changed."""
        if self.linter is not None:
            for slip in self.linter.slips(text):
                self.report(slip.code, keys, slip.line, slip.column, text=slip.text)

    def check_alt(self, missing: str, keys: Keys, alt: str, file: str, caption: str = "") -> None:
        """Report that a picture of the front matter has an alternative text that says nothing, or none (`missing`)."""
        found = fault(alt, file, caption)
        if found == "missing":
            self.report(missing, (*keys, "image"))
        elif found:
            self.report(found, (*keys, "alt"), alt=alt)

    def footnotes(self) -> str:
        """The list of all footnotes, for the foot of the item."""
        return self.notes.html(language_for(self.rules.lang)) if self.notes.notes else ""

    def sanitised(self, text: str, keys: Keys, line: int) -> str:
        """Some HTML with everything taken out that could run, load or restyle something.

        Links of the author's are looked up as those in Markdown are, in a text at `keys`.
        """
        import nh3  # only publications that allow HTML need it

        def attribute(_tag: str, name: str, value: str) -> str | None:
            ours = value.startswith(HOLE)
            if name in ("src", "poster"):
                return value if ours else None
            if name != "href" or ours or value.startswith("#") or is_outside(value):
                return value
            return self.link_hole(value, self.place(keys, line)) if _INSIDE.fullmatch(value) else None

        return nh3.clean(
            text,
            tags=nh3.ALLOWED_TAGS - {"img"} | {"section", "aside", "figure", "figcaption", "mark", "video"},
            attributes={"*": _SAFE_ATTRIBUTES, "a": {"href"}, "ol": {"start"}, "th": {"scope"}}
            | {"video": {"controls", "preload", "poster", "src"}},
            attribute_filter=attribute,
            url_schemes={"http", "https", "mailto", "tel"},
            link_rel=None,
        )
