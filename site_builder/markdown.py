"""Markdown → HTML: pyromark's events through a renderer of our own.

CommonMark with tables, footnotes, strikethrough and task lists, and the additions of the content format: attributes,
containers, remarks, words of a speaker, turns, quotation marks around answers. Raw HTML is shown as text, addresses
that could run something are refused, and what only the whole publication knows stays a hole (`models.Hole`).

One `Writer` reads one file. It gathers everything the text asks for on the way: holes, footnotes, links, pictures,
quotations, problems. The work is done in `rendering.py`.
"""

from __future__ import annotations

from collections.abc import Callable

from site_builder.frontmatter import Keys
from site_builder.gathering import Gathering, Rules
from site_builder.inline import GUARD
from site_builder.models import HOLE, Hole
from site_builder.ordinary import ordinary, ordinary_answer
from site_builder.rendering import Rendering, Section
from site_builder.wording import HOLES, first_words, plain

_WITHOUT_MEANING = bytes(byte for byte in range(256) if byte not in b"\\`*_~[]<>&!{}")  # in a line of Markdown


class Writer(Gathering):
    """Renders all text of one file."""

    def inline(self, text: str, keys: Keys) -> str:
        """One line of text, such as a title: Markdown's inline constructs only."""
        self.lint(text, keys)
        line = " ".join(text.split())
        if not line.encode().translate(None, _WITHOUT_MEANING) and "http" not in line:
            return self.typographer.text(line)
        return Rendering(self, GUARD + line, keys, self.typographer).sections()[0].html

    def blocks(self, text: str, keys: Keys, *, prefix: str = "") -> str:
        """A whole text. Ids of its footnotes begin with `prefix`."""
        if not text.strip():
            return ""
        self.lint(text, keys)
        html = ordinary(text, self.typographer)
        if html is None:
            html = Rendering(self, text, keys, self.typographer, prefix=prefix).sections()[0].html
        return html

    def answer(self, text: str, keys: Keys, *, prefix: str) -> Section:
        """An answer: quotation marks around its paragraphs, or turns. Whoever has it as it was typed lints it."""
        html = ordinary_answer(text, self.typographer, self.nested, self.rules.quotes)
        if html is not None:
            return Section(html=html)
        return Rendering(self, text, keys, self.typographer, prefix=prefix, quoted=True).sections()[0]

    def body(self, *, questions: bool, text: str | None = None, typed: str | None = None) -> list[Section]:
        """The body: one section, or with `questions` one more for each level-2 heading.

        `text` stands in its place, and `typed` where slips are looked for.
        """
        self.lint(self.source.body if typed is None else typed, ())
        text = self.source.body if text is None else text
        html = ordinary(text, self.typographer)
        if html is not None:
            return [Section(html=html)]
        return Rendering(self, text, (), self.typographer, questions=questions).sections()


def fill(text: str, holes: tuple[Hole, ...], resolve: Callable[[Hole], str]) -> str:
    """Some HTML of a document with its holes filled in."""
    if HOLE not in text:
        return text
    return HOLES.sub(lambda match: resolve(holes[int(match[0][1:-1])]), text)


__all__ = ["Rules", "Section", "Writer", "fill", "first_words", "plain"]
