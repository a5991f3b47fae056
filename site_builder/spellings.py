"""Names that are spelled in two ways, though they most likely mean one thing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from site_builder.content import Finding
from site_builder.names import fold, name_id

_SHORTEST = 5
"""Letters of a word in which one letter more, less or other is taken for a slip."""

_SHORTEST_OF_PEOPLE = 7
"""The same in the name of a person: Peter and Pieter, Jansen and Janssen may well be two people."""

_MOST_COMPARED = 20
"""Names that meet one in one place and are compared with it."""


class Spellings:
    """The names of one kind of thing as they are written; those with a file in `files`, by id, have one spelling."""

    def __init__(self, code: str, files: Collection[str]) -> None:
        self.code, self.files = code, files
        self.spelled: dict[str, dict[str, tuple[str, str]]] = {}  # by slug: each label, and where it is written first

    def note(self, label: str, source: str, where: str) -> None:
        """Note a name at a place."""
        id = name_id(label)
        if id and id not in self.files:
            self.spelled.setdefault(id, {}).setdefault(label, (source, where))

    def labels(self) -> Iterator[tuple[str, str]]:
        """The slug of every name without a file, and the spelling that is kept: the first in sort order."""
        for id, labels in sorted(self.spelled.items()):
            yield id, min(labels)

    def findings(self) -> Iterator[Finding]:
        """A finding for every other spelling of a name."""
        for _, labels in sorted(self.spelled.items()):
            kept, *others = sorted(labels)
            for other in others:
                yield Finding(self.code, *labels[other], {"label": other, "other": kept})

    def title_findings(self, titles: dict[str, str]) -> Iterator[Finding]:
        """A finding for every name that is the title of a file, by id, but not in the spelling that makes its id."""
        ids = {fold(title): id for id, title in titles.items()}
        for id, labels in sorted(self.spelled.items()):
            for label in sorted(labels):
                if fold(label) in ids and ids[fold(label)] != id:
                    yield Finding(self.code, *labels[label], {"label": label, "other": ids[fold(label)]})

    def near_findings(self, titles: Iterable[str]) -> Iterator[Finding]:
        """A finding for every name that differs in one letter of a long word from another, or from one of `titles`.

        Names meet under what is left of them without a letter, so that the work only grows with their number.
        """
        whole: dict[_Words, str] = {}
        masked: dict[_Words, str] = {}
        shortened: dict[_Words, str] = {}
        for id, label in [*(("", title) for title in sorted(titles)), *self.labels()]:
            words = tuple(fold(label).split())
            masks, shorts = list(_without_a_letter(words, "_")), list(_without_a_letter(words, ""))
            found = [masked.get(mask) for mask in masks] + [whole.get(short) for short in shorts]
            near = next(filter(None, [*found, shortened.get(words)]), "")
            if id and near and words not in whole:
                yield Finding(self.code, *self.spelled[id][label], {"label": label, "other": near})
            whole.setdefault(words, label)
            for known, variants in ((masked, masks), (shortened, shorts)):
                for variant in variants:
                    known.setdefault(variant, label)

    def slips(self, names: Iterable[str]) -> Iterator[Finding]:
        """A finding for every name of a person that is one of `names` but for a letter inside one or more long words.

        The last letter counts: Willems is not Willemse. Names meet under their initials and their last word without a
        letter, and only a few that do are compared, so that the work only grows with their number.
        """
        known: dict[tuple[str, ...], list[tuple[_Words, str]]] = {}
        for name in sorted(set(names)):
            words = tuple(fold(name).split())
            for key in _meeting_places(words):
                known.setdefault(key, []).append((words, name))
        for id, label in self.labels():
            words = tuple(fold(label).split())
            met = [row for key in _meeting_places(words) for row in known.get(key, [])[:_MOST_COMPARED]]
            near = next((name for other, name in met if other != words and all(map(_is_near, words, other))), "")
            if near:
                yield Finding(self.code, *self.spelled[id][label], {"label": label, "other": near})


_Words = tuple[str, ...]


def _meeting_places(words: _Words) -> Iterator[tuple[str, ...]]:
    """What names have in common that may be one: initials, and the last word, whole or without one of its letters."""
    initials = tuple(word[0] for word in words)
    for last in words[-1:]:
        yield (*initials, last)
        if len(last) >= _SHORTEST_OF_PEOPLE:
            yield from ((*initials, last[:at] + last[at + 1 :]) for at in range(1, len(last) - 1))


def _is_near(one: str, other: str) -> bool:
    """Whether two words are the same but for a letter inside, where both are long."""
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < _SHORTEST_OF_PEOPLE or len(longer) - len(shorter) > 1:
        return False
    begin = _in_common(shorter, longer)
    end = _in_common(shorter[begin:][::-1], longer[begin:][::-1])
    return begin > 0 and end > 0 and len(longer) - begin - end == 1


def _in_common(shorter: str, longer: str) -> int:
    """How many letters two words begin with together."""
    return next((n for n, letter in enumerate(shorter) if letter != longer[n]), len(shorter))


def _without_a_letter(words: _Words, instead: str) -> Iterator[_Words]:
    """The words with each letter of each long one left out in turn, or replaced."""
    for place, word in enumerate(words):
        if len(word) >= _SHORTEST and word.isalpha():
            for at in range(len(word)):
                yield (*words[:place], word[:at] + instead + word[at + 1 :], *words[place + 1 :])
