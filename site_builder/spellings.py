"""Names that are spelled in two ways, though they most likely mean one thing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from site_builder.content import Finding
from site_builder.names import fold, name_id

_SHORTEST = 5
"""Letters of a word in which one letter more, less or other is taken for a slip."""


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


_Words = tuple[str, ...]


def _without_a_letter(words: _Words, instead: str) -> Iterator[_Words]:
    """The words with each letter of each long one left out in turn, or replaced."""
    for place, word in enumerate(words):
        if len(word) >= _SHORTEST and word.isalpha():
            for at in range(len(word)):
                yield (*words[:place], word[:at] + instead + word[at + 1 :], *words[place + 1 :])
