"""Footnotes: numbered through a whole item in the order in which they are referred to."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from site_builder.language import Language
from site_builder.names import slug


class NoteList(msgspec.Struct):
    """All footnotes of one item, by number: id, id of the first reference to it, and HTML of each."""

    notes: list[tuple[str, str, str]] = []

    def html(self, words: Language) -> str:
        """The list at the foot of the item, each note with a way back."""
        back = words.gettext("Back to reference %(number)s")
        items = "".join(
            f'<li id="{id}">{text} <a class="backlink" href="#{first}" aria-label="{back % {"number": n}}">↩︎</a></li>'
            for n, (id, first, text) in enumerate(self.notes, 1)
        )
        return f'<section class="footnotes" id="footnotes" role="doc-endnotes"><ol>{items}</ol></section>'


class TextNotes:
    """The footnotes of one text of an item. Labels hold within the text, ids are prefixed by the answer.

    `anchor` makes an id that nothing else in the item has.
    """

    def __init__(self, all_notes: NoteList, anchor: Callable[[str], str]) -> None:
        self.all, self.anchor = all_notes, anchor
        self.texts: dict[str, str] = {}  # label → HTML
        self.numbers: dict[str, int] = {}  # label → number

    def reference(self, label: str, prefix: str) -> str:
        """The HTML of a reference; the first one to a note gives it its number and its id."""
        own = ""
        if label not in self.numbers:
            id = self.anchor("-".join(filter(None, ("note", prefix, slug(label)))))
            first = self.anchor(f"{id}-ref")
            self.all.notes.append((id, first, ""))
            self.numbers[label] = len(self.all.notes)
            own = f' id="{first}"'
        number = self.numbers[label]
        id = self.all.notes[number - 1][0]
        return f'<sup class="note-ref"><a{own} href="#{id}" role="doc-noteref">{number}</a></sup>'

    def finish(self, clean: Callable[[str], str] | None) -> list[str]:
        """Hand the notes over to the item, cleaned if need be; the labels of notes that nothing refers to."""
        for label, number in self.numbers.items():
            text = self.texts.get(label, "")
            text = clean(text) if clean else text
            single = text.count("<p>") == 1 and text.startswith("<p>") and text.endswith("</p>")
            id, first, _ = self.all.notes[number - 1]
            self.all.notes[number - 1] = (id, first, text[3:-4] if single else text)
        return [label for label in self.texts if label not in self.numbers]
