"""Footnotes: numbered through a whole item in the order in which they are referred to."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from site_builder.language import Language
from site_builder.names import slug


class NoteList(msgspec.Struct):
    """All footnotes of one item: id and HTML of each, by number."""

    notes: list[tuple[str, str]] = []

    def html(self, words: Language) -> str:
        """The list at the foot of the item, each note with a way back."""
        back = words.gettext("Back to reference %(number)s")
        items = "".join(
            f'<li id="{id}">{text} <a class="backlink" href="#{id}-ref" aria-label="{back % {"number": n}}">↩︎</a></li>'
            for n, (id, text) in enumerate(self.notes, 1)
        )
        return f'<section class="footnotes" id="footnotes" role="doc-endnotes"><ol>{items}</ol></section>'


class TextNotes:
    """The footnotes of one text of an item. Labels hold within the text, ids are prefixed by the answer."""

    def __init__(self, all_notes: NoteList) -> None:
        self.all = all_notes
        self.texts: dict[str, str] = {}  # label → HTML
        self.numbers: dict[str, int] = {}  # label → number
        self.ids: dict[str, str] = {}  # label → id

    def reference(self, label: str, prefix: str) -> str:
        """The HTML of a reference; the first one to a note gives it its number and its id."""
        own = ""
        if label not in self.numbers:
            self.all.notes.append(("", ""))
            self.numbers[label] = len(self.all.notes)
            self.ids[label] = "-".join(part for part in ("note", prefix, slug(label)) if part)
            own = f' id="{self.ids[label]}-ref"'
        id, number = self.ids[label], self.numbers[label]
        return f'<sup class="note-ref"><a{own} href="#{id}" role="doc-noteref">{number}</a></sup>'

    def finish(self, clean: Callable[[str], str] | None) -> list[str]:
        """Hand the notes over to the item, cleaned if need be; the labels of notes that nothing refers to."""
        for label, number in self.numbers.items():
            text = self.texts.get(label, "")
            text = clean(text) if clean else text
            single = text.count("<p>") == 1 and text.startswith("<p>") and text.endswith("</p>")
            self.all.notes[number - 1] = (self.ids[label], text[3:-4] if single else text)
        return [label for label in self.texts if label not in self.numbers]
