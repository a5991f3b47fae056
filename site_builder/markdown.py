"""Markdown → HTML: pyromark's events through a renderer of our own.

CommonMark with tables, footnotes, strikethrough and task lists, and the additions of the content format: attributes,
containers, remarks, words of a speaker, turns, quotation marks around answers. Raw HTML is shown as text, addresses
that could run something are refused, and what only the whole publication knows stays a hole (`models.Hole`).

One `Writer` reads one file. It gathers everything the text asks for on the way: holes, footnotes, links, pictures,
quotations, problems.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import pyromark

from site_builder.containers import FENCE, Attributes, Fence, Prepared, prepare, read_attributes
from site_builder.errors import Problem, did_you_mean, problem
from site_builder.frontmatter import Keys, Source
from site_builder.models import HOLE, HOLE_END, Asset, Hole, Quotation
from site_builder.names import slug
from site_builder.typography import Quotes, Typographer, strip_outer_quotes

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
)
GUARD = "\ue002"  # begins the text of a single line, so that nothing in it is taken for a block
MARK = "\ue003"  # stands before a quotation mark of ours while a text is being written
_TURN = re.compile(r"@([a-z0-9][a-z0-9-]*):[ \t]*")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_SAFE_SCHEMES = ("http:", "https:", "mailto:", "tel:")
_SPECIAL = re.compile(r"[\\`*_~\[\]<>&!{}]|https?:")  # what could be an inline construct
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_TODO = re.compile(r"<!--\s*TODO\b")
_TAG = re.compile(r"<[^>]*>")
_HOLES = re.compile(f"{HOLE}\\d+{HOLE_END}")
_CONTAINERS = {
    "note": frozenset[str](),
    "pull": frozenset({"from"}),
    "figure": frozenset({"src", "alt"}),
    "legend": frozenset[str](),
    "method": frozenset[str](),
}
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


@dataclass(frozen=True, slots=True)
class Pull:
    """A pull quote that has to stand literally in an answer, or in the text when `source` is empty."""

    text: str
    source: str
    line: int
    column: int


@dataclass(slots=True)
class Section:
    """A stretch of a text that begins at a level-2 heading; the first one has none."""

    heading: str = ""  # HTML
    attributes: Attributes = Attributes()
    line: int = 0  # of the heading, from 0
    turns: list[tuple[str, str, int]] = field(default_factory=list)  # speaker, HTML, line
    html: str = ""


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
        self.notes: list[tuple[str, str]] = []  # id and HTML, by number
        self.anchors: set[str] = set(RESERVED)
        self.typographer = Typographer(rules.lang, rules.quotes)
        self.nested = Typographer(rules.lang, rules.inside)

    def inline(self, text: str, keys: Keys) -> str:
        """One line of text, such as a title: Markdown's inline constructs only."""
        if not text:
            return ""
        if not _SPECIAL.search(text):
            return _escape(self.typographer.text(" ".join(text.split())))
        guarded = GUARD + " ".join(text.split())
        return _Rendering(self, guarded, keys, self.typographer, prefix="").sections()[0].html

    def blocks(self, text: str, keys: Keys, *, prefix: str = "") -> str:
        """A whole text. Ids of footnotes begin with `prefix`."""
        if not text.strip():
            return ""
        return _Rendering(self, text, keys, self.typographer, prefix=prefix).sections()[0].html

    def answer(self, text: str, keys: Keys, *, prefix: str) -> Section:
        """An answer: quotation marks around its paragraphs, or turns."""
        return _Rendering(self, text, keys, self.nested, prefix=prefix, quoted=True).sections()[0]

    def body(self, text: str, *, questions: bool) -> list[Section]:
        """The body: one section, or with `questions` one more for each level-2 heading."""
        return _Rendering(self, text, (), self.typographer, prefix="", questions=questions).sections()

    def footnotes(self) -> str:
        """The list of all footnotes, in the order in which they were referred to."""
        if not self.notes:
            return ""
        items = "".join(
            f'<li id="{id}">{text} <a class="backlink" href="#{id}-ref" aria-label="{n}">↩︎</a></li>'
            for n, (id, text) in enumerate(self.notes, 1)
        )
        return f'<section class="footnotes" id="footnotes" role="doc-endnotes"><ol>{items}</ol></section>'

    def anchor(self, wanted: str) -> str:
        """An id that nothing else in this file has."""
        found, n = wanted or "section", 1
        while found in self.anchors:
            n += 1
            found = f"{wanted or 'section'}-{n}"
        self.anchors.add(found)
        return found

    def place(self, keys: Keys, line: int = 0, column: int = 1) -> str:
        """A name for a place in the file, for problems that are only found later."""
        name = f"@{len(self.places)}"
        self.places[name] = (keys, line, column)
        return name

    def hole(self, hole: Hole) -> str:
        self.holes.append(hole)
        return f"{HOLE}{len(self.holes) - 1}{HOLE_END}"

    def report(self, code: str, keys: Keys, line: int = 0, column: int = 1, **words: object) -> None:
        at = self.source.text_position(keys, line, column)
        self.problems.append(problem(code, self.source.path, *at, **words))


@dataclass(slots=True)
class _Open:
    """A container that has been opened, and what was being written outside of it."""

    fence: Fence
    outside: list[str]


class _Rendering:
    """One pass over the events of one text."""

    def __init__(
        self,
        writer: Writer,
        text: str,
        keys: Keys,
        typographer: Typographer,
        *,
        prefix: str,
        quoted: bool = False,
        questions: bool = False,
    ) -> None:
        self.writer, self.keys, self.typographer = writer, keys, typographer
        self.prefix, self.quoted, self.questions = prefix, quoted, questions
        self.text = text
        self.prepared: Prepared = prepare(text)
        self.out: list[str] = []
        self.before = ""  # the last character set in this block
        self.depth = 0  # of lists, block quotes, tables and footnotes
        self.containers: list[_Open] = []
        self.found: list[Section] = [Section()]
        self.starts: list[int] = []  # where the quoted paragraphs of this answer begin in `out`
        self.open_mark = False  # whether an opening mark waits for its text
        self.brackets: list[tuple[int, int]] = []  # where `[` stands in `out`, and in the source
        self.cells: list[str] = []  # alignments of the table
        self.footnotes: dict[str, str] = {}  # label → text
        self.numbers: dict[str, int] = {}  # label → number
        self.prefixes: dict[str, str] = {}  # label → prefix of its id
        self.unclean = False  # whether HTML of the author's is in `out`
        self.after_link = "</a>"
        self.guarded = False  # whether this is a single line
        self.line_starts: list[int] | None = None

    # ------------------------------------------------------------------------------------------------ the pass

    def sections(self) -> list[Section]:
        for line in self.prepared.malformed:
            self.report_line("attributes-malformed", line)
        self.events = pyromark.events_with_range(self.prepared.text, options=_OPTIONS)
        for event, span in self.events:
            if event.__class__ is str:
                self.simple(event)  # type: ignore[arg-type]
                continue
            ((kind, value),) = event.items()  # type: ignore[union-attr]
            if kind == "Text":
                self.set_text(value, span)
            elif kind == "Start":
                self.start(value, span)
            elif kind == "End":
                self.end(value, span)
            elif kind == "Code":
                self.begin_text()
                self.out.append(f"<code>{_escape(value)}</code>")
                self.before = "x"
            elif kind == "FootnoteReference":
                self.reference(value)
            elif kind == "TaskListMarker":
                self.out.append(f'<input type="checkbox" disabled{" checked" if value else ""}> ')
            elif kind == "InlineHtml":
                self.raw(value, span, block=False)
        for open_container in self.containers:
            self.report_line("container-unclosed", open_container.fence.line, name=open_container.fence.name)
        self.finish_section()
        self.finish_footnotes()
        return self.found

    def simple(self, event: str) -> None:
        if event == "SoftBreak":
            self.out.append("\n")
            self.before = " "
        elif event == "HardBreak":
            self.out.append("<br>\n")
            self.before = " "
        elif event == "Rule":
            self.out.append("<hr>\n")

    # ------------------------------------------------------------------------------------------------ blocks

    def start(self, tag: Any, span: Any) -> None:
        if tag == "Paragraph":
            self.before = ""
            self.out.append("<p>")
            if self.depth == 0 and not self.containers and self.marks_quotes():
                self.starts.append(len(self.out))
                self.open_mark = True
            return
        name, value = (tag, None) if tag.__class__ is str else next(iter(tag.items()))
        if name in ("Emphasis", "Strong", "Strikethrough"):
            self.begin_text()
            self.out.append(_INLINE[name][0])
        elif name == "Link":
            self.begin_text()
            self.link(value, span)
        elif name == "Image":
            self.image(value, span)
        elif name == "Heading":
            self.heading(int(value["level"][1:]), span)
        elif name == "Item":
            self.out.append("<li>")
            self.before = ""
        elif name == "List":
            self.depth += 1
            start = f' start="{value}"' if value not in (None, 1) else ""
            self.out.append("<ul>\n" if value is None else f"<ol{start}>\n")
        elif name == "BlockQuote":
            self.depth += 1
            self.out.append("<blockquote>\n")
        elif name == "CodeBlock":
            self.code_block(value)
        elif name == "HtmlBlock":
            self.html_block(span)
        elif name == "Table":
            self.depth += 1
            self.cells = [_ALIGN[cell] for cell in value]
            self.out.append('<div class="table"><table>\n')
        elif name == "TableHead":
            self.head, self.cell = True, 0
            self.out.append("<thead><tr>")
        elif name == "TableRow":
            self.head, self.cell = False, 0
            self.out.append("<tr>")
        elif name == "TableCell":
            self.before = ""
            opening = '<th scope="col"' if self.head else "<td"
            self.out.append(f"{opening}{self.cells[self.cell]}>")
            self.cell += 1
        elif name == "FootnoteDefinition":
            self.depth += 1
            self.footnote, self.outside, self.out = value, self.out, []

    def end(self, tag: Any, span: Any) -> None:
        if tag == "Paragraph":
            self.end_paragraph()
            return
        name, value = (tag, None) if tag.__class__ is str else next(iter(tag.items()))
        if name in _INLINE:
            self.out.append(_INLINE[name][1])
        elif name == "Link":
            self.out.append(self.after_link)
            self.after_link = "</a>"
        elif name == "Item":
            self.out.append("</li>\n")
        elif name == "List":
            self.depth -= 1
            self.out.append("</ol>\n" if value else "</ul>\n")
        elif name == "BlockQuote":
            self.depth -= 1
            self.out.append("</blockquote>\n")
        elif name == "TableCell":
            self.out.append("</th>" if self.head else "</td>")
        elif name == "TableHead":
            self.out.append("</tr></thead>\n<tbody>\n")
        elif name == "TableRow":
            self.out.append("</tr>\n")
        elif name == "Table":
            self.depth -= 1
            self.out.append("</tbody></table></div>\n")
        elif name == "FootnoteDefinition":
            self.depth -= 1
            self.footnotes[self.footnote] = "".join(self.out).strip()
            self.out = self.outside

    def end_paragraph(self) -> None:
        self.brackets.clear()
        if self.guarded:
            return
        self.open_mark = False
        if self.out[-1] == "<p>" or (len(self.out) > 1 and self.out[-2] == "<p>" and self.out[-1].startswith("<figure")):
            # an empty paragraph (it held a comment), or a picture alone: no paragraph
            figure = self.out.pop() if self.out[-1] != "<p>" else ""
            self.out.pop()
            if self.starts and self.starts[-1] == len(self.out) + 1:
                self.starts.pop()
            if figure:
                self.out.append(figure + "\n")
            return
        self.out.append("</p>\n")

    def heading(self, level: int, span: Any) -> None:
        """A heading, or with `questions` the next question."""
        line = self.line(span["start"])
        attributes = self.prepared.headings.get(line, Attributes())
        outside, self.out, self.before = self.out, [], ""
        for event, inner in self.events:
            if event.__class__ is str:
                self.simple(event)  # type: ignore[arg-type]
                continue
            ((kind, value),) = event.items()  # type: ignore[union-attr]
            if kind == "End" and value.__class__ is dict and "Heading" in value:
                break
            if kind == "Text":
                self.set_text(value, inner)
            elif kind == "Start":
                self.start(value, inner)
            elif kind == "End":
                self.end(value, inner)
            elif kind == "Code":
                self.out.append(f"<code>{_escape(value)}</code>")
            elif kind == "InlineHtml":
                self.raw(value, inner, block=False)
            elif kind == "FootnoteReference":
                self.reference(value)
        text, self.out = "".join(self.out), outside
        if level == 1:
            self.report_line("heading-level-1", line)
        if self.questions and level == 2 and not self.containers:
            self.finish_section()
            self.found.append(Section(text, attributes, line))
            self.quoted = "section" not in attributes.classes
            self.questions = self.quoted
            self.typographer = self.writer.nested if self.quoted else self.writer.typographer
            self.prefix = attributes.id or slug(plain(text))
            return
        id = self.writer.anchor(attributes.id or slug(plain(text)))
        classes = f' class="{" ".join(attributes.classes)}"' if attributes.classes else ""
        level = max(2, level)
        self.out.append(f'<h{level} id="{id}"{classes}>{text}</h{level}>\n')

    def code_block(self, kind: Any) -> None:
        parts = [self.take_text()]
        language = kind["Fenced"].split()[0] if isinstance(kind, dict) and kind.get("Fenced", "").strip() else ""
        name = f' class="language-{_attribute(language)}"' if language else ""
        self.out.append(f"<pre><code{name}>{_escape(''.join(parts))}</code></pre>\n")

    def html_block(self, span: Any) -> None:
        """A block of raw HTML: a fence of ours, a comment, or HTML to escape or sanitise."""
        text = "".join(value["Html"] for value, _ in self.until_end() if isinstance(value, dict) and "Html" in value)
        if match := FENCE.match(text.strip()):
            fence = self.prepared.fences.get(int(match[1]))
            if fence is not None:
                self.container(fence)
                return
        self.raw(text, span, block=True)

    def until_end(self) -> Iterator[tuple[Any, Any]]:
        """The events up to the end of the element that has just begun."""
        depth = 1
        for event, span in self.events:
            if isinstance(event, dict):
                depth += ("Start" in event) - ("End" in event)
                if depth == 0:
                    return
            yield event, span

    def take_text(self) -> str:
        """The plain text of the element that has just begun."""
        parts = []
        for event, _ in self.until_end():
            if isinstance(event, dict):
                parts += [str(value) for kind, value in event.items() if kind in ("Text", "Code")]
            elif event in ("SoftBreak", "HardBreak"):
                parts.append(" ")
        return "".join(parts)

    # ------------------------------------------------------------------------------------------------ containers

    def container(self, fence: Fence) -> None:
        if not fence.name:
            if self.containers:
                self.close(self.containers.pop())
            else:
                self.report_line("container-not-open", fence.line)
            return
        if fence.name not in _CONTAINERS:
            hint = did_you_mean(fence.name, _CONTAINERS)
            self.report_line("unknown-container", fence.line, name=fence.name, suggestion=hint)
        for key in set(fence.attributes.values) - _CONTAINERS.get(fence.name, frozenset(fence.attributes.values)):
            hint = did_you_mean(key, _CONTAINERS[fence.name])
            self.report_line("unknown-attribute", fence.line, key=key, name=fence.name, suggestion=hint)
        if fence.name in ("legend", "method") and not any(c.fence.name == "figure" for c in self.containers):
            self.report_line("only-in-figure", fence.line, name=fence.name)
        self.containers.append(_Open(fence, self.out))
        self.out = []

    def close(self, container: _Open) -> None:
        fence, inner = container.fence, "".join(self.out)
        self.out = container.outside
        attributes = fence.attributes
        id = f' id="{self.writer.anchor(attributes.id)}"' if attributes.id else ""
        classes = " ".join((fence.name, *attributes.classes))
        if fence.name == "pull":
            text = strip_outer_quotes(plain(inner))[0]
            line, column = self.writer.source.text_position(self.keys, fence.line + 1, 1)
            self.writer.pulls.append(Pull(text, attributes.values.get("from", ""), line, column))
            marks = self.writer.rules.quotes
            self.out.append(f'<aside class="{classes}"{id} aria-hidden="true"><p>{marks.open}{_escape(text)}{marks.close}</p></aside>\n')
        elif fence.name == "figure":
            source = attributes.values.get("src", "")
            if not source:
                self.report_line("figure-without-src", fence.line)
                return
            caption, _, rest = inner.partition("</p>\n") if inner.startswith("<p>") else ("", "", inner)
            picture = self.picture(source, attributes.values.get("alt", ""), fence.line)
            shown = f"<figcaption>{caption.removeprefix('<p>')}{rest.strip()}</figcaption>" if inner.strip() else ""
            self.out.append(f'<figure class="{classes}"{id}>{picture}{shown}</figure>\n')
        else:
            tag = "aside" if fence.name == "note" else "div"
            self.out.append(f'<{tag} class="{classes}"{id}>\n{inner}</{tag}>\n')

    # ------------------------------------------------------------------------------------------------ inline

    def set_text(self, text: str, span: Any) -> None:
        if text[0] == GUARD:  # the guard of a single line
            self.guarded, text = True, text[1:]
            self.out.pop()  # its <p>
        elif text == "[":
            self.brackets.append((len(self.out), span["start"]))
        elif text[0] == "{" and self.brackets and self.out[-1] == "]":
            if text := self.attributed(text, span):
                self.put(text)
            return
        elif text[0] == "{" and self.out[-1].startswith(("<figure", HOLE)):
            text = self.picture_attributes(text)
            if not text.strip():
                return
        elif text[0] == "@" and self.out[-1] == "<p>" and self.depth == 0 and self.in_exchange():
            if match := _TURN.match(text):
                self.turn(match[1], self.line(span["start"]))
                text = text[match.end() :]
                if not text:
                    return
        if text:
            self.put(text)

    def put(self, text: str) -> None:
        shown = self.typographer.text(text, self.before)
        self.before = shown[-1]
        if self.open_mark and (words := shown.lstrip()):
            self.out.append(_escape(shown[: len(shown) - len(words)]))
            self.begin_text()
            shown = words
        if "&" in shown or "<" in shown or ">" in shown:
            shown = _escape(shown)
        self.out.append(shown)

    def begin_text(self) -> None:
        """Set the opening mark that waits."""
        if self.open_mark:
            self.open_mark = False
            self.out.append(f"{MARK}{self.writer.rules.quotes.open}")

    def attributed(self, text: str, span: Any) -> str:
        """`[words]{attributes}`: wrap the words; returns what follows the braces, or all when they are something else."""
        while "}" not in text:
            event = next(self.events, None)
            if event is None or not isinstance(event[0], dict) or "Text" not in event[0]:
                return text
            text += event[0]["Text"]
        inside, _, rest = text[1:].partition("}")
        attributes = read_attributes(inside)
        if attributes is None or not (attributes.classes or attributes.values or attributes.id):
            return text
        start, byte = self.brackets.pop()
        words = "".join(self.out[start + 1 : -1])
        unknown = set(attributes.values) - {"lang", "by"}
        for key in sorted(unknown):
            self.report_at("unknown-attribute", byte, key=key, name="[…]", suggestion=did_you_mean(key, ("lang", "by")))
        if "remark" in attributes.classes:
            self.remark(start, words, attributes)
            return rest
        classes = list(attributes.classes)
        extra = f' id="{self.writer.anchor(attributes.id)}"' if attributes.id else ""
        if by := attributes.values.get("by"):
            classes.append("said")
            said = strip_outer_quotes(plain(words))[0]
            self.writer.quotations.append(Quotation(by, said, self.prefix if self.quoted else ""))
            self.writer.places[f"by:{by}"] = (self.keys, *self.line_column(byte))
        if lang := attributes.values.get("lang"):
            extra += f' lang="{_attribute(lang)}"'
        name = f' class="{" ".join(classes)}"' if classes else ""
        self.out[start:] = [f"<span{name}{extra}>{words}</span>"]
        return rest

    def remark(self, start: int, words: str, attributes: Attributes) -> None:
        """An aside of the interviewer: outside the quotation marks, which close before it and open again after it."""
        del self.out[start:]
        words = words.replace(f"{MARK}{self.writer.rules.quotes.open}", "", 1)
        lang = f' lang="{_attribute(attributes.values["lang"])}"' if "lang" in attributes.values else ""
        if self.starts and self.depth == 0 and not self.containers:
            spoken = "".join(self.out[self.starts[-1] :])
            kept = spoken.rstrip().removesuffix(f"{MARK}{self.writer.rules.quotes.open}")
            if plain(kept).strip():
                gap = spoken[len(spoken.rstrip()) :]
                self.out[self.starts[-1] :] = [f"{kept}{MARK}{self.writer.rules.quotes.close}{gap}"]
            else:
                del self.out[self.starts[-1] :]
            self.open_mark = True
        self.out.append(f'<span class="remark"{lang}>{words}</span>')
        self.before = "x"

    def link(self, value: dict[str, Any], span: Any) -> None:
        address = value["dest_url"]
        title = f' title="{_attribute(value["title"])}"' if value["title"] else ""
        bare = re.sub(r"[\x00-\x20]+", "", html.unescape(address))
        scheme = _SCHEME.match(bare)
        if (scheme and scheme[0].lower() not in _SAFE_SCHEMES) or bare.startswith(("//", "\\", "/\\")):
            self.report_at("link-refused", span["start"], address=address)
            self.out.append("<a>")
        elif scheme or address.startswith("#"):
            self.out.append(f'<a href="{_address(address)}"{title}>')
        elif not address:
            self.report_at("link-empty", span["start"])
            self.out.append("<a>")
        else:
            place = self.writer.place(self.keys, *self.line_column(span["start"]))
            if address.startswith("/") or address.partition("#")[0].endswith(".md"):
                self.writer.links.append((address, place))
                hole = self.writer.hole(Hole("link", address))
            else:
                self.writer.assets.append(Asset("file", address, place))
                hole = self.writer.hole(Hole("file", address))
                self.after_link = f"</a>{self.writer.hole(Hole('size', address))}"
            self.out.append(f'<a href="{hole}"{title}>')

    def image(self, value: dict[str, Any], span: Any) -> None:
        alt = self.take_text()
        address = value["dest_url"]
        if _SCHEME.match(address) or address.startswith("//"):
            self.report_at("picture-elsewhere", span["start"], address=address)
            return
        line, column = self.line_column(span["start"])
        picture = self.picture(address, alt, line, column)
        alone = self.out[-1] == "<p>"
        if alone:
            text = self.typographer.text(value["title"]) if value["title"] else ""
            caption = f"<figcaption>{_escape(text)}</figcaption>" if text else ""
            self.out.append(f'<figure class="figure">{picture}{caption}</figure>')
        else:
            self.begin_text()
            self.out.append(picture)

    def picture(self, address: str, alt: str, line: int, column: int = 1) -> str:
        self.writer.assets.append(Asset("picture", address, self.writer.place(self.keys, line, column)))
        return self.writer.hole(Hole("picture", address, alt))

    def picture_attributes(self, text: str) -> str:
        """`{.wide}` right behind a picture; returns what follows."""
        inside, closed, rest = text[1:].partition("}")
        attributes = read_attributes(inside) if closed else None
        if attributes is None:
            return text
        if self.out[-1].startswith("<figure"):
            id = f' id="{self.writer.anchor(attributes.id)}"' if attributes.id else ""
            classes = " ".join(("figure", *attributes.classes))
            self.out[-1] = f'<figure class="{classes}"{id}' + self.out[-1].removeprefix('<figure class="figure"')
        return rest

    def raw(self, text: str, span: Any, *, block: bool) -> None:
        """Raw HTML: comments go, the rest is shown as text unless the settings let a safe list through."""
        if _TODO.search(text):
            self.report_at("todo", span["start"], text=" ".join(_COMMENT.findall(text)[0].strip("<!->").split()))
        text = _COMMENT.sub("", text)
        if not text.strip():
            return
        if self.writer.rules.raw_html == "sanitise":
            self.out.append(text)
            self.unclean = True
            return
        self.report_at("html-shown-as-text", span["start"], text=text.strip().split("\n")[0][:40])
        shown = _escape(text.strip("\n"))
        self.out.append(f"<p>{shown}</p>\n" if block else shown)

    def reference(self, label: str) -> None:
        self.begin_text()
        first = label not in self.numbers
        if first:
            self.numbers[label] = len(self.writer.notes) + 1
            self.writer.notes.append(("", ""))
        number = self.numbers[label]
        id = self.note_id(label)
        own = f' id="{id}-ref"' if first else ""
        self.out.append(f'<sup class="note-ref"><a{own} href="#{id}" role="doc-noteref">{number}</a></sup>')

    def note_id(self, label: str) -> str:
        prefix = self.prefixes.setdefault(label, self.prefix)  # that of the first reference
        return "-".join(part for part in ("note", prefix, slug(label)) if part)

    # ------------------------------------------------------------------------------------------------ turns and ends

    def in_exchange(self) -> bool:
        return self.quoted and not self.containers

    def marks_quotes(self) -> bool:
        return self.quoted and not self.found[-1].turns

    def turn(self, speaker: str, line: int) -> None:
        """A paragraph that begins with `@speaker:` opens a turn; what came before belongs to the one before."""
        self.out.pop()  # its <p>
        self.starts = self.starts[:-1] if self.open_mark else self.starts
        self.open_mark = False
        section = self.found[-1]
        before = "".join(self.out)
        if section.turns:
            who, _, at = section.turns[-1]
            section.turns[-1] = (who, before, at)
        elif before.strip():
            section.turns.append(("", before, line))
        section.turns.append((speaker, "", line))
        self.out, self.starts = ["<p>"], []

    def finish_section(self) -> None:
        section = self.found[-1]
        if self.starts:
            self.close_quotation()
        text = "".join(self.out)
        if self.unclean:
            text = _sanitised(text)
        if section.turns:
            mark = f"{MARK}{self.writer.rules.quotes.open}"
            who, _, line = section.turns[-1]
            section.turns[-1] = (who, text, line)
            section.turns = [(who, words.replace(mark, ""), line) for who, words, line in section.turns]
        else:
            section.html = text.replace(MARK, "")
        self.out, self.starts, self.brackets, self.unclean = [], [], [], False

    def close_quotation(self) -> None:
        """The closing mark, at the end of the last quoted paragraph unless that ends in a remark."""
        end = next(i for i in range(self.starts[-1], len(self.out)) if self.out[i] == "</p>\n")
        paragraph = "".join(self.out[self.starts[-1] : end])
        mark = self.writer.rules.quotes
        if paragraph.rfind(f"{MARK}{mark.open}") > paragraph.rfind(f"{MARK}{mark.close}"):
            self.out.insert(end, f"{MARK}{mark.close}")

    def finish_footnotes(self) -> None:
        for label, number in self.numbers.items():
            text = self.footnotes.get(label, "")
            text = text.removeprefix("<p>").removesuffix("</p>") if text.count("<p>") == 1 else text
            self.writer.notes[number - 1] = (self.note_id(label), text)
        for label in self.footnotes.keys() - self.numbers.keys():
            self.report_line("footnote-unused", 0, label=label)

    # ------------------------------------------------------------------------------------------------ places

    def line(self, byte: int) -> int:
        """The line, from 0, of a byte of the text."""
        if self.line_starts is None:
            raw = self.prepared.text.encode()
            self.line_starts = [0, *(i + 1 for i, c in enumerate(raw) if c == 10)]
        return bisect_right(self.line_starts, byte) - 1

    def line_column(self, byte: int) -> tuple[int, int]:
        """The line, from 0, and the column, from 1, of a byte of the text."""
        line = self.line(byte)
        assert self.line_starts is not None
        before = self.prepared.text.encode()[self.line_starts[line] : byte].decode("utf-8", "replace")
        return line, len(before.removeprefix(GUARD)) + 1

    def report_at(self, code: str, byte: int, **words: object) -> None:
        self.writer.report(code, self.keys, *self.line_column(byte), **words)

    def report_line(self, code: str, line: int, **words: object) -> None:
        self.writer.report(code, self.keys, line, 1, **words)


_INLINE = {
    "Emphasis": ("<em>", "</em>"),
    "Strong": ("<strong>", "</strong>"),
    "Strikethrough": ("<del>", "</del>"),
}
_ALIGN = {
    "None": "",
    "Left": ' class="left"',
    "Center": ' class="centre"',
    "Right": ' class="right"',
}


def plain(text: str) -> str:
    """The words of some HTML of ours, on one line."""
    text = _HOLES.sub("", text) if HOLE in text else text
    return " ".join(html.unescape(_TAG.sub("", text.replace(MARK, ""))).split())


def _escape(text: str) -> str:
    return html.escape(text, quote=False)


def _attribute(text: str) -> str:
    return html.escape(text, quote=True)


def _address(text: str) -> str:
    return _attribute(quote(text, safe="!#$%&'()*+,/:;=?@[]~"))


def _sanitised(text: str) -> str:
    import nh3  # only publications that allow HTML need it

    return nh3.clean(
        text,
        tags=nh3.ALLOWED_TAGS - {"img"} | {"section", "aside", "figure", "figcaption", "mark", "input"},
        attributes={"*": {"class", "id", "lang", "title"}, "a": {"href"}, "ol": {"start"}, "th": {"scope"}}
        | {"input": {"type", "disabled", "checked"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )


Resolve = Callable[[Hole], str]


def fill(text: str, holes: tuple[Hole, ...], resolve: Resolve) -> str:
    """Some HTML of a document with its holes filled in."""
    if HOLE not in text:
        return text
    return _HOLES.sub(lambda match: resolve(holes[int(match[0][1:-1])]), text)
