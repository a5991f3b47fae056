"""One pass over the events of one Markdown text: its blocks, containers, questions and turns.

pyromark parses and this writes HTML. `markdown.py` says what it is for, `inline.py` has what stands inside a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
import pyromark

from site_builder.containers import FENCE, Attributes, prepare
from site_builder.enclosing import Enclosing
from site_builder.frontmatter import Keys
from site_builder.gathering import Gathering
from site_builder.inline import GUARD, Event, Span
from site_builder.names import slug
from site_builder.ordinary import MAX_DEPTH, OPTIONS
from site_builder.quoting import signed_off, unmarked
from site_builder.typed_yaml import FORBIDDEN
from site_builder.typography import Typographer
from site_builder.wording import attribute, escape, first_words, is_wordless, plain

_CHARACTER = re.compile("&#(?:[xX]([0-9a-fA-F]{1,6})|([0-9]{1,7}));")
_TURN = re.compile(r"@([a-z0-9][a-z0-9-]*):[ \t]*")
_INLINE = {"Emphasis": "em", "Strong": "strong", "Strikethrough": "del"}
_ALIGN = {"None": "", "Left": ' class="left"', "Center": ' class="centre"', "Right": ' class="right"'}


class Section(msgspec.Struct):
    """A stretch of a text that begins at a level-2 heading; the first one has none."""

    id: str = ""
    heading: str = ""  # HTML
    attributes: Attributes = Attributes()
    line: int = 0  # of the heading, from 0
    turns: list[tuple[str, str, int]] = []  # speaker, HTML, line
    html: str = ""


class Rendering(Enclosing):
    """Renders one text. With `quoted` it is an answer; with `questions` its level-2 headings begin answers."""

    def __init__(
        self,
        writer: Gathering,
        text: str,
        keys: Keys,
        typographer: Typographer,
        *,
        prefix: str = "",
        quoted: bool = False,
        questions: bool = False,
    ) -> None:
        self.prepared = prepare(text)
        super().__init__(writer, self.prepared.text, keys, typographer, prefix)
        self.quoted, self.questions, self.unquoted = quoted, questions, typographer
        self.found = [Section()]
        self.cells: list[str] = []  # alignments of the table's columns
        self.cell, self.head = 0, False
        self.footnote, self.outside = "", self.out
        self.heading_line, self.above = 0, self.out  # of the heading that is being written, and what stands above it
        self.guarded = False  # whether this is a single line

    def sections(self) -> list[Section]:
        """Render all of it."""
        for line in self.prepared.malformed:
            self.report_line("attributes-malformed", line)
        for line in self.prepared.indented:
            self.report_line("container-indented", line)
        fences = {line: fence.attributes for line, fence in self.prepared.fences.items()}
        for line, attributes in sorted((self.prepared.headings | fences).items()):
            if attributes.twice:
                self.report_line("attribute-twice", line, key=attributes.twice)
        for line, attributes in self.prepared.headings.items():
            if attributes.id and not self.writer.claim(attributes.id):
                self.report_line("anchor-twice", line, id=attributes.id)
        if "&#" in self.text:
            self.check_references()
        self.events = self.not_too_deep(pyromark.events_with_range(self.text, options=OPTIONS))
        for event, span in self.events:
            self.take(event, span)
        while self.containers:
            container = self.containers.pop()
            self.report_line("container-unclosed", container.fence.line, name=container.fence.name)
            self.close(container, ended=False)
        self.finish_section()
        self.finish_notes()
        return self.found

    def not_too_deep(self, events: Iterable[tuple[Event, Any]]) -> Iterator[tuple[Event, Span]]:
        """The events. Raises SiteError where elements are nested deeper than what shows pages would follow."""
        depth = 0
        for event, span in events:
            if event.__class__ is not str:
                if "Start" in event:
                    depth += 1
                    if depth > MAX_DEPTH:
                        self.refuse_depth(*self.line_column(span["start"]))
                elif "End" in event:
                    depth -= 1
            yield event, span

    def check_references(self) -> None:
        """A numeric character reference must not stand for a character that no file may hold."""
        for found in _CHARACTER.finditer(self.text):
            sign = chr(min(int(found[1], 16) if found[1] else int(found[2]), 0x10FFFF))
            if FORBIDDEN.match(sign):
                byte = len(self.text[: found.start()].encode())
                self.report_at("control-character", byte, character=f"U+{ord(sign):04X}")

    def take(self, event: Event, span: Span) -> None:
        if event.__class__ is str:
            self.out.append(_SIMPLE[event])
            self.before = " "
            return
        kind, value = event.popitem()
        if kind == "Text":
            if value[0] in _OURS:
                self.set_text(value, span)
            else:
                self.put(value)
        elif kind == "Start":
            self.start(value, span)
        elif kind == "End":
            self.end(value)
        elif kind == "Code":
            self.code(value)
        elif kind == "FootnoteReference":
            self.reference(value.casefold())
        elif kind == "TaskListMarker":
            self.out.append('<span class="task">☑</span> ' if value else '<span class="task">☐</span> ')
        elif kind == "InlineHtml":
            self.raw(value, span, block=False)

    def set_text(self, text: str, span: Span) -> None:
        """A run of text that may belong to something of ours."""
        last = self.out[-1] if self.out else ""
        if text[0] == GUARD:
            self.out.pop()  # its <p>
            self.guarded, text = True, text[1:]
        elif self.is_escaped(span):
            pass
        elif text == "[":
            self.put(text)
            self.brackets.append((len(self.out) - 1, span["start"], len(self.writer.quotations)))
            return
        elif text[0] == "^" and last == "[" and self.brackets and self.brackets[-1][0] == len(self.out) - 1:
            self.perhaps_reference(self.brackets[-1][1])
        elif text == "]":
            self.put(text)
            self.closed = self.brackets.pop() if self.brackets else None
            return
        elif text[0] == "{" and last == "]" and self.closed:
            text = self.attributed(text) if "}" in text else self.braces(text)
        elif text[0] == "{" and self.lone is not None and self.lone.place == len(self.out) - 1:
            text = self.picture_attributes(text, span["start"])
        elif text[0] == "@" and last == "<p>" and self.in_answer() and (match := _TURN.match(text)):
            self.turn(match[1], self.line(span["start"]))
            text = text[match.end() :]
        if text:
            self.put(text)

    def braces(self, text: str) -> str:
        """Attributes that came in several runs of text; what is left to set."""
        parts = [text]
        for event, span in self.events:
            if not isinstance(event, dict) or "Text" not in event:
                text = "".join(parts)
                if self.closed and self.check_braces(text[1:], self.closed[1]) and "InlineHtml" in event:
                    return ""
                self.put(text)  # something else stands between the braces, so they are text
                self.take(event, span)
                return ""
            parts.append(event["Text"])
            if "}" in event["Text"]:
                return self.attributed("".join(parts))
        return "".join(parts)

    # ------------------------------------------------------------------------------------------------ blocks

    def start(self, tag: Any, span: Span) -> None:
        if tag == "Paragraph":
            self.before, self.lone = "", None
            self.out.append("<p>")
            if self.in_answer() and not self.found[-1].turns:
                self.marks.begin_paragraph(self.out)
                self.typographer = self.writer.nested
            return
        name, value = _named(tag)
        if name in _INLINE:
            self.marks.begin_text(self.out)
            self.out.append(f"<{_INLINE[name]}>")
        elif name == "Link":
            self.link(value, span)
        elif name == "Image":
            self.image(value, span)
        elif name == "Heading":
            self.heading_line, self.above = self.line(span["start"]), self.out
            self.out, self.before = [], ""
        elif name == "Item":
            self.before = ""
            self.out.append("<li>")
        elif name == "List":
            self.depth += 1
            number = f' start="{value}"' if value not in (None, 1) else ""
            self.out.append("<ul>\n" if value is None else f"<ol{number}>\n")
        elif name == "BlockQuote":
            self.depth += 1
            self.out.append("<blockquote>\n")
        elif name == "CodeBlock":
            self.code_block(value)
        elif name == "HtmlBlock":
            self.html_block(span)
        elif name == "FootnoteDefinition":
            self.depth += 1
            self.footnote, self.outside, self.out = value.casefold(), self.out, []
            if self.footnote in self.note_lines:
                self.report_at("footnote-twice", span["start"], label=value)
            self.note_lines[self.footnote] = self.line(span["start"])
        else:
            self.start_table(name, value)

    def start_table(self, name: str, value: Any) -> None:
        if name == "Table":
            self.depth += 1
            self.cells = [_ALIGN[cell] for cell in value]
            self.out.append('<div class="table" tabindex="0"><table>\n')
        elif name == "TableCell":
            self.before = ""
            opening = '<th scope="col"' if self.head else "<td"
            self.out.append(f"{opening}{self.cells[self.cell]}>")
            self.cell += 1
        else:
            self.head, self.cell = name == "TableHead", 0
            self.out.append("<thead><tr>" if self.head else "<tr>")

    def end(self, tag: Any) -> None:
        if tag == "Paragraph":
            self.end_paragraph()
            return
        name, value = _named(tag)
        if name in _INLINE:
            self.out.append(f"</{_INLINE[name]}>")
        elif name == "Link":
            self.end_link()
        elif name == "Heading":
            self.end_heading(int(value[1:]))
        elif name == "List":
            self.depth -= 1
            self.out.append("</ol>\n" if value else "</ul>\n")
        elif name == "FootnoteDefinition":
            self.depth -= 1
            text = self.notes.texts[self.footnote] = "".join(self.out).strip()
            if not text:
                line = self.note_lines[self.footnote]
                self.report_line("footnote-without-text", line, label=self.footnote, suggestion="")
            self.out = self.outside
        elif name == "TableCell":
            self.out.append("</th>" if self.head else "</td>")
        else:
            self.depth -= name in ("BlockQuote", "Table")
            self.out.append(_ENDS[name])

    def end_paragraph(self) -> None:
        """Close a paragraph, unless it held nothing but a comment, or a picture that stands alone."""
        self.typographer = self.unquoted
        self.brackets.clear()
        self.closed = None
        picture, self.lone = self.lone, None
        if self.guarded:
            return
        if picture is not None and picture.place == len(self.out) - 1 and self.out[picture.place - 1] == "<p>":
            self.marks.forget_paragraph(picture.place)
            self.out[-2:] = [self.alone(picture)]
        elif self.out[-1] == "<p>":
            self.marks.forget_paragraph(len(self.out))
            self.out.pop()
        else:
            self.marks.waits = False
            self.out.append("</p>\n")

    def end_heading(self, level: int) -> None:
        """A heading, or with `questions` the next question."""
        line = self.heading_line
        attributes = self.prepared.headings.get(line, Attributes())
        text, self.out = "".join(self.out), self.above
        self.brackets.clear()
        self.closed = None
        if self.questions and level == 2 and not self.containers:
            self.next_question(text, attributes, line)
            return
        if level == 1:
            self.report_line("heading-level-1", line)
            level = 2
        for key in sorted(attributes.values):
            self.report_line("unknown-attribute", line, key=key, name="a heading", suggestion="")
        if is_wordless(text):
            self.report_line("without-words", line, what="heading")
        id = attributes.id or self.writer.anchor(slug(plain(text)))
        classes = f' class="{" ".join(attributes.classes)}"' if attributes.classes else ""
        self.out.append(f'<h{level} id="{id}"{classes}>{text}</h{level}>\n')

    def code_block(self, kind: Any) -> None:
        words = kind.get("Fenced", "").split() if isinstance(kind, dict) else []
        name = f' class="language-{attribute(words[0])}"' if words else ""
        self.out.append(f"<pre><code{name}>{escape(self.take_text())}</code></pre>\n")

    def html_block(self, span: Span) -> None:
        """A fence of ours, a comment, or raw HTML."""
        text = "".join(event["Html"] for event, _ in self.until_end() if isinstance(event, dict) and "Html" in event)
        match = FENCE.match(text.strip())
        fence = self.prepared.fences.get(int(match[1])) if match else None
        if fence is None:
            self.raw(text, span, block=True)
        elif fence.name:
            self.open(fence)
        elif self.containers:
            self.close(self.containers.pop())
        else:
            self.report_line("container-not-open", fence.line)

    # ------------------------------------------------------------------------------------------------ answers

    def in_answer(self) -> bool:
        """Whether a paragraph here is one of the answer itself."""
        return self.quoted and self.depth == 0 and not self.containers

    def next_question(self, text: str, attributes: Attributes, line: int) -> None:
        """A level-2 heading begins the next answer, or with `{.section}` ends the questions."""
        self.finish_section()
        id = attributes.id or self.writer.anchor(first_words(text))
        self.found.append(Section(id, text, attributes, line))
        self.quoted = self.questions = "section" not in attributes.classes
        self.prefix = id

    def turn(self, speaker: str, line: int) -> None:
        """A paragraph that begins with `@speaker:` opens a turn; what came before belongs to the one before."""
        self.out.pop()  # its <p>
        turns, before = self.found[-1].turns, "".join(self.out)
        if turns:
            turns[-1] = (turns[-1][0], before, turns[-1][2])
        elif before.strip():
            turns.append(("", before, line))
        turns.append((speaker, "", line))
        self.out = ["<p>"]
        self.typographer = self.unquoted  # a turn is in no quotation marks
        self.marks.forget_all()

    def finish_section(self) -> None:
        """What has been written so far is the whole of the last section."""
        section = self.found[-1]
        self.marks.finish(self.out)
        text = "".join(self.out)
        clean = self.sanitised if self.unclean else str
        section.heading = clean(section.heading)
        if section.turns:
            who, _, line = section.turns[-1]
            section.turns[-1] = (who, text, line)
            section.turns = [(who, clean(unmarked(words)), line) for who, words, line in section.turns]
        else:
            section.html = clean(signed_off(text))
        self.out = []
        self.brackets.clear()
        self.closed = None


def _named(tag: Any) -> tuple[str, Any]:
    """The name of an element, and what goes with it."""
    return (tag, None) if tag.__class__ is str else next(iter(tag.items()))


_OURS = frozenset(f"{GUARD}[]{{@^")  # what something of ours begins with
_SIMPLE = {"SoftBreak": "\n", "HardBreak": "<br>\n", "Rule": "<hr>\n"}
_ENDS = {
    "Item": "</li>\n",
    "BlockQuote": "</blockquote>\n",
    "TableHead": "</tr></thead>\n<tbody>\n",
    "TableRow": "</tr>\n",
    "Table": "</tbody></table></div>\n",
}
