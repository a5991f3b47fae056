"""Faults of finished files → problems for who can mend them: one for each cause, in the file where it lies."""

from __future__ import annotations

import functools
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from urllib.parse import unquote

import msgspec

from site_builder.checks.facts import Fault
from site_builder.errors import Problem, problem
from site_builder.urls import parted

_ENOUGH = 50  # sources to look into: what is on more pages and in none of these is not from there


class Subject(msgspec.Struct, frozen=True):
    """A finished file: its address and its path, and the sources with text of its own, relative to the publication."""

    address: str
    path: str
    sources: tuple[str, ...] = ()


class Place(msgspec.Struct, frozen=True):
    """A line of a source."""

    source: str
    line: int
    column: int


class Report:
    """Turns faults into problems.

    `shared` are sources that every page may have something from, `pages` the sources of pages by their address.
    """

    def __init__(self, root: Path, origin: str, home: str, shared: Sequence[str], pages: Mapping[str, str]) -> None:
        self.root, self.origin, self.home, self.shared, self.pages = root, origin, home, shared, pages
        self._read = functools.lru_cache(maxsize=200)(self._text)

    def problems(self, found: Iterable[tuple[Subject, Fault]]) -> list[Problem]:
        """One problem for each cause. What is not in the text of a page is from its template."""
        causes: dict[tuple[str, ...], tuple[Fault, dict[Subject, None]]] = {}
        for subject, fault in found:
            words = (word for name, word in fault.words.items() if name != "suggestion")
            key = (fault.code, *(word.removeprefix(self.origin) for word in (fault.text, *words)))
            causes.setdefault(key, (fault, {}))[1][subject] = None
        written: dict[tuple[str, Place], Problem] = {}
        loose: dict[tuple[str, ...], tuple[Fault, dict[Subject, None]]] = {}
        for key, (fault, subjects) in causes.items():
            places = list(self._places(fault, subjects))
            for subject, place in places:
                others = len(subjects) - 1 if len(places) == 1 else 0
                written.setdefault((fault.code, place), _problem(fault, subject, place, others))
            if not places:
                shaped = (fault.code, fault.shape) if fault.shape else key
                loose.setdefault(shaped, (fault, {}))[1].update(subjects)
        return [*written.values(), *(self._of_all(fault, tuple(subjects)) for fault, subjects in loose.values())]

    def _of_all(self, fault: Fault, subjects: Sequence[Subject]) -> Problem:
        """The problem of pages in whose own text there is nothing of it: in a template of ours, else in the page."""
        place = next(self._found(fault, self.shared), Place(subjects[0].path, 0, 0))
        return _problem(fault, subjects[0], place, len(subjects) - 1)

    def _places(self, fault: Fault, subjects: Iterable[Subject]) -> Iterator[tuple[Subject, Place]]:
        """Where in the sources of these pages the text of a fault stands; each source once."""
        sources = {source: subject for subject in reversed(list(subjects)) for source in subject.sources}
        few = dict(islice(reversed(sources.items()), _ENOUGH))
        for place in self._found(fault, sources if any(self._found(fault, few)) else ()):
            yield sources[place.source], place

    def _found(self, fault: Fault, sources: Iterable[str]) -> Iterator[Place]:
        patterns = [_pattern(text) for text in self._spellings(fault.text)]
        patterns += [re.compile(fault.pattern)] if fault.pattern else []
        for source in sources if patterns else ():
            text = self._read(source)
            ways = [*patterns, *map(_pattern, self._from(source, fault.text))]
            if found := next((hit for way in ways if (hit := way.search(text))), None):
                start = text.rfind("\n", 0, found.start()) + 1
                yield Place(source, text.count("\n", 0, start) + 1, found.start() - start + 1)

    def _spellings(self, text: str) -> Iterator[str]:
        """How an address may be written where it comes from: as it is, from the host on, from the home page on."""
        path = text.removeprefix(self.origin)
        below = path.removeprefix(self.home)
        if text:
            yield from dict.fromkeys((text, unquote(text)))
        if path.startswith("/") and below not in ("", path):
            yield from dict.fromkeys((path, f"/{below}", below))

    def _from(self, source: str, text: str) -> Iterator[str]:
        """How a source may name the page at an address: by the file that it is made of."""
        path, rest = parted(text.removeprefix(self.origin))
        if target := self.pages.get(path):
            written = posixpath.relpath(target, posixpath.dirname(source)) + rest
            yield from (written, f"./{written}")

    def _text(self, source: str) -> str:
        try:
            return (self.root / source).read_text("utf-8-sig", "replace")
        except OSError:
            return ""


def _pattern(text: str) -> re.Pattern[str]:
    """Finds a text where it stands by itself, not as a part of a longer word, address or file name."""
    end = r"(?![\w/#?-]|\.\w)" if re.match(r"[\w/]", text[-1]) else ""
    return re.compile(rf"(?<![\w/]){re.escape(text)}{end}")


def _problem(fault: Fault, subject: Subject, place: Place, others: int) -> Problem:
    more = f" and {others} other page{'s' * (others != 1)}" if others else ""
    words = fault.words | {"where": f"on {subject.address}{more}"}
    return problem(fault.code, place.source, place.line, place.column, **words)
