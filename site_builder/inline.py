"""What stands inside a line of Markdown: text, spans with attributes, links, pictures, raw HTML.

`Inline` is the half of `rendering.Rendering` that knows nothing of blocks.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import msgspec
from msgspec.structs import replace

from site_builder.alternatives import fault
from site_builder.containers import Attributes, like_attributes, read_attributes
from site_builder.errors import Guesses, did_you_mean
from site_builder.footnotes import TextNotes
from site_builder.frontmatter import Keys
from site_builder.gathering import Gathering
from site_builder.language import language_for
from site_builder.literally import strip_outer_quotes
from site_builder.models import Asset, Hole, Quotation
from site_builder.quoting import QuotationMarks
from site_builder.scalars import Unfit, as_link
from site_builder.typography import Typographer, inside_marks
from site_builder.wording import attribute, escape, plain

GUARD = "\ue002"  # begins the text of a single line, so that nothing in it is taken for a block
Event = Any  # a name, or a mapping of one kind to its value
Span = dict[str, int]  # where an event stands: bytes of the text

SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_SAFE_SCHEMES = ("http:", "https:", "mailto:", "tel:")
_UNRESERVED = re.compile(r"[\w!#$%&'()*+,/:;=?@\[\]~.-]*", re.ASCII)
_PLAIN_ADDRESS = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[\w%+,./~-]*)?", re.ASCII)
_UNSEEN = re.compile(r"[\x00-\x20]+")
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_TODO = re.compile(r"<!--\s*TODO\b")
_ID = re.compile(r"""<[^<>]*?\sid\s*=\s*(["']?)([^\s"'<>]+)\1""", re.IGNORECASE)
_VERBATIM = re.compile(r"<(/?)(?:code|kbd|pre|samp|tt|var)\b", re.IGNORECASE)
_REFERENCE = re.compile(rb"\[\^([^\[\]\\\n]+)\]")
_IN_BRACKETS = re.compile(r"[(\[](?:[^()\[\]]|\([^()]*\))*[)\]]")
_OPEN_BRACKET = re.compile(r"^(?:<[^>]*>)*[(\[]")


Bracket = tuple[int, int, int]
"""Where a `[` stands in `out` and in the source, and how many quotations there were before it."""


class Lone(msgspec.Struct, frozen=True):
    """A picture in a paragraph: where it stands in `out`, and what goes with it if nothing else stands there."""

    place: int
    caption: str  # HTML
    attributes: Attributes = Attributes()


class Inline:
    """The text that is being written, and where in the source it comes from."""

    def __init__(self, writer: Gathering, text: str, keys: Keys, typographer: Typographer, prefix: str) -> None:
        self.writer, self.keys, self.typographer, self.prefix = writer, keys, typographer, prefix
        self.text = text
        self.events: Iterator[tuple[Event, Span]] = iter(())
        self.out: list[str] = []
        self.before = ""  # the last character set in this block
        self.depth = 0  # of lists, block quotes, tables and footnotes
        self.brackets: list[Bracket] = []  # those that are open
        self.closed: Bracket | None = None  # the last one that was closed
        self.marks = QuotationMarks(writer.rules.quotes)
        self.notes = TextNotes(writer.notes, writer.anchor)
        self.note_lines: dict[str, int] = {}  # label → line
        self.without_note: list[tuple[str, int]] = []  # label and byte of what should refer to a footnote
        self.after_link = "</a>"
        self.lone: Lone | None = None  # a picture that may be all of its paragraph
        self.spelled_out = False  # whether the text is an address itself
        self.verbatim = 0  # elements around the text in which it stays as it was typed
        self.unclean = False  # whether HTML of the author's is in `out`
        self.raw_line = 0  # of the first of it

    @functools.cached_property
    def encoded(self) -> bytes:
        """The text as the parser counts it."""
        return self.text.encode()

    # ------------------------------------------------------------------------------------------------ text

    def put(self, text: str) -> None:
        """Set a run of text."""
        shown = text if self.spelled_out or self.verbatim > 0 else self.typographer.text(text, self.before)
        self.before = shown[-1]
        if self.marks.waits and (words := shown.lstrip()):
            if len(words) < len(shown):
                self.out.append(shown[: len(shown) - len(words)])
            self.marks.begin_text(self.out)
            shown = words
        if "&" in shown or "<" in shown or ">" in shown:
            shown = escape(shown)
        self.out.append(shown)

    def code(self, text: str) -> None:
        self.marks.begin_text(self.out)
        self.out.append(f"<code>{escape(text)}</code>")
        self.before = "x"

    def reference(self, label: str) -> None:
        self.marks.begin_text(self.out)
        self.out.append(self.notes.reference(label, self.prefix))

    def perhaps_reference(self, byte: int) -> None:
        """`[^` that is text, since the parser knows no such footnote."""
        if label := _REFERENCE.match(self.encoded, byte):
            self.without_note.append((label[1].decode(), byte))

    def finish_notes(self) -> None:
        """Hand the footnotes over, and report those that lack a text or a reference."""
        for label in self.notes.finish(self.sanitised if self.unclean else None):
            self.report_line("footnote-unused", self.note_lines[label], label=label)
        guess = Guesses(self.note_lines)
        for label, byte in self.without_note:
            self.report_at("footnote-without-text", byte, label=label, suggestion=guess(label))

    # ------------------------------------------------------------------------------------------------ attributes

    def attributed(self, text: str) -> str:
        """`[words]{attributes}…`: wrap the words. What follows the braces, or all when they are something else."""
        inside, _, rest = text[1:].partition("}")
        attributes = read_attributes(inside)
        assert self.closed is not None
        start, byte, quotations = self.closed
        if attributes is None or attributes == Attributes():
            self.check_braces(inside, byte)
            return text
        self.closed = None
        self.check_twice(attributes, byte)
        words = "".join(self.out[start + 1 : -1])
        for key in sorted(attributes.values.keys() - {"lang", "by"}):
            self.report_at("unknown-attribute", byte, key=key, name="[…]", suggestion=did_you_mean(key, ("lang", "by")))
        if lang := attributes.values.get("lang"):
            held = self.writer.quotations
            held[quotations:] = [replace(quotation, lang=quotation.lang or lang) for quotation in held[quotations:]]
        if "remark" in attributes.classes:
            self.remark(start, words, attributes)
        else:
            self.out[start:] = [self.span(words, attributes, byte)]
        return rest

    def check_braces(self, inside: str, byte: int) -> bool:
        """Report what stands between braces as it was typed, but was meant for attributes."""
        meant = like_attributes(inside)
        if meant:
            self.report_at("attributes-malformed", byte)
        return meant

    def check_twice(self, attributes: Attributes, byte: int) -> None:
        if attributes.twice:
            self.report_at("attribute-twice", byte, key=attributes.twice)

    def span(self, words: str, attributes: Attributes, byte: int) -> str:
        classes = list(attributes.classes)
        by = attributes.values.get("by")
        place = "corrections" if self.prefix.startswith("correction-") else self.prefix  # they stand on two pages
        place = place if place in self.writer.anchors else ""
        anchor = attributes.id or (self.writer.anchor("words") if by and not place else "")
        if attributes.id and not self.writer.claim(attributes.id):
            self.report_at("anchor-twice", byte, id=attributes.id)
        if by:
            classes.append("said")
            marks = self.writer.rules.quotes
            bare, marked = strip_outer_quotes(words)
            if marked:
                words = words.replace(bare, inside_marks(bare, marks))
            said = inside_marks(strip_outer_quotes(plain(words))[0], marks)
            lang = attributes.values.get("lang", "")
            self.writer.quotations.append(Quotation(by, said, place, anchor, lang))
            self.writer.places[f"by:{by}"] = (self.keys, *self.line_column(byte))
        id = f' id="{anchor}"' if anchor else ""
        name = f' class="{" ".join(classes)}"' if classes else ""
        return f"<span{name}{id}{_language(attributes)}>{words}</span>"

    def remark(self, start: int, words: str, attributes: Attributes) -> None:
        """An aside of the interviewer, outside the quotation marks, in parentheses unless the author typed brackets."""
        del self.out[start:]
        if self.marks.starts and self.depth == 0:
            self.marks.interrupt(self.out)
        own = self.writer.rules.lang
        label = language_for(own).gettext("interviewer:")
        lang = f' lang="{attribute(own)}"' if "lang" in attributes.values else ""
        who = f'<span class="visually-hidden"{lang}>{escape(label)} </span>'
        if not _IN_BRACKETS.fullmatch(plain(words)):
            words = f"({words})"
        words = _OPEN_BRACKET.sub(lambda found: found[0] + who, words, count=1)
        self.out.append(f'<span class="remark"{_language(attributes)}>{words}</span>')
        self.before = "x"

    # ------------------------------------------------------------------------------------------------ links, pictures

    def link(self, value: dict[str, Any], span: Span) -> None:
        self.marks.begin_text(self.out)
        address = value["dest_url"]
        if value["link_type"] == "Email":
            address = f"mailto:{address}"
        self.spelled_out = value["link_type"] in ("Autolink", "Email")
        title = f' title="{attribute(value["title"])}"' if value["title"] else ""
        bare = _UNSEEN.sub("", html.unescape(address))
        scheme = SCHEME.match(bare)
        if (scheme and scheme[0].lower() not in _SAFE_SCHEMES) or bare.startswith(("//", "\\", "/\\")):
            self.report_at("link-refused", span["start"], address=address)
            self.out.append("<a>")
        elif scheme and not _is_whole(bare):
            self.report_at("link-incomplete", span["start"], address=address)
            self.out.append("<a>")
        elif scheme or address.startswith("#"):
            self.out.append(f'<a href="{_address(address)}"{title}>')
        elif not address:
            self.report_at("link-empty", span["start"])
            self.out.append("<a>")
        else:
            self.out.append(f'<a href="{self.inside_link(address, span)}"{title}>')

    def inside_link(self, address: str, span: Span) -> str:
        """A link to a page or a file of the publication; both are found later."""
        place = self.writer.place(self.keys, *self.line_column(span["start"]))
        found = self.writer.link_hole(address, place)
        if self.writer.holes[-1].kind == "file":
            self.after_link = f"</a>{self.writer.hole(Hole('size', address, self.writer.rules.lang))}"
        return found

    def end_link(self) -> None:
        self.spelled_out = False
        self.out.append(self.after_link)
        self.after_link = "</a>"

    def image(self, value: dict[str, Any], span: Span) -> None:
        """A picture; alone in its paragraph it is a figure."""
        alt, address = self.take_text(), value["dest_url"]
        if SCHEME.match(address) or address.startswith("//"):
            self.report_at("picture-elsewhere", span["start"], address=address)
            return
        place = self.line_column(span["start"])
        self.check_alt("picture-without-alt", alt, address, value["title"], *place)
        picture = self.picture(address, alt, *place)
        self.out.append(picture)
        self.before = "x"
        self.lone = Lone(len(self.out) - 1, escape(self.typographer.text(value["title"])) if value["title"] else "")

    def picture(self, address: str, alt: str, line: int, column: int = 1, *, wide: bool = False) -> str:
        """A picture of the publication, to be put in later."""
        self.writer.assets.append(Asset("picture", address, self.writer.place(self.keys, line, column)))
        return self.writer.hole(Hole("picture", address, alt, wide))

    def picture_attributes(self, text: str, byte: int) -> str:
        """`{.wide}` right behind a picture; what follows."""
        inside, closed, rest = text[1:].partition("}")
        attributes = read_attributes(inside) if closed else None
        if attributes is None:
            self.check_braces(inside, byte)
            return text
        self.check_twice(attributes, byte)
        for key in sorted(attributes.values.keys() - {"credit"}):
            hint = did_you_mean(key, ("credit",))
            self.report_at("unknown-attribute", byte, key=key, name="a picture", suggestion=hint)
        if "wide" in attributes.classes:
            self.writer.holes[-1] = replace(self.writer.holes[-1], wide=True)
        if self.lone is not None:
            self.lone = Lone(self.lone.place, self.lone.caption, attributes)
        return rest.strip() and rest

    def alone(self, picture: Lone) -> str:
        """A picture that is all of its paragraph: a figure."""
        attributes = picture.attributes
        id = f' id="{self.writer.anchor(attributes.id)}"' if attributes.id else ""
        classes = " ".join(("figure", *attributes.classes))
        words = picture.caption + credited(attributes)
        caption = f"<figcaption>{words}</figcaption>" if words else ""
        return f'<figure class="{classes}"{id}>{self.out[picture.place]}{caption}</figure>\n'

    # ------------------------------------------------------------------------------------------------ raw HTML

    def raw(self, text: str, span: Span, *, block: bool) -> None:
        """Comments go; the rest is shown as text, unless the settings let a safe list through."""
        if _TODO.search(text):
            what = " ".join(_COMMENT.findall(text)[0].strip("<!->").split()).removeprefix("TODO").strip(" :")
            self.report_at("todo", span["start"], text=what)
        text = _COMMENT.sub("", text)
        if not text.strip():
            return
        if self.writer.rules.raw_html == "sanitise":
            for found in _ID.finditer(text):
                if not self.writer.claim(found[2]):
                    self.report_at("anchor-twice", span["start"], id=found[2])
            self.verbatim += sum(-1 if found[1] else 1 for found in _VERBATIM.finditer(text))
            self.out.append(text)
            if not self.unclean:
                self.unclean, self.raw_line = True, self.line(span["start"])
            return
        self.report_at("html-shown-as-text", span["start"], text=text.strip().split("\n")[0][:40])
        shown = escape(text.strip("\n"))
        self.out.append(f"<p>{shown}</p>\n" if block else shown)

    def sanitised(self, text: str) -> str:
        """Some of what has been written, as harmless as what the build writes itself."""
        return self.writer.sanitised(text, self.keys, self.raw_line)

    # ------------------------------------------------------------------------------------------------ events, places

    def until_end(self) -> Iterator[tuple[Event, Span]]:
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

    def is_escaped(self, span: Span) -> bool:
        """Whether a backslash stands before a run of text."""
        return span["start"] > 0 and self.encoded[span["start"] - 1 : span["start"]] == b"\\"

    def line(self, byte: int) -> int:
        """The line, from 0, of a byte of the text."""
        return self.encoded.count(b"\n", 0, byte)

    def line_column(self, byte: int) -> tuple[int, int]:
        """The line, from 0, and the column, from 1, of a byte of the text."""
        start = self.encoded.rfind(b"\n", 0, byte) + 1
        before = self.encoded[start:byte].decode("utf-8", "replace")
        return self.line(byte), len(before.removeprefix(GUARD)) + 1

    def report_at(self, code: str, byte: int, **words: object) -> None:
        self.writer.report(code, self.keys, *self.line_column(byte), **words)

    def check_alt(self, missing: str, alt: str, file: str, caption: str, line: int, column: int = 1) -> None:
        if found := fault(alt, file, caption):
            self.writer.report(missing if found == "missing" else found, self.keys, line, column, alt=alt)

    def report_line(self, code: str, line: int, **words: object) -> None:
        self.writer.report(code, self.keys, line, 1, **words)


def credited(attributes: Attributes) -> str:
    """Who is to be named with a picture."""
    credit = attributes.values.get("credit", "")
    return f' <span class="credit">{escape(credit)}</span>' if credit else ""


def _address(text: str) -> str:
    return attribute(_quoted(text))


def _quoted(text: str) -> str:
    return text if _UNRESERVED.fullmatch(text) else quote(text, safe="!#$%&'()*+,/:;=?@[]~")


def _is_whole(address: str) -> bool:
    """Whether an address outside the publication can be one at all."""
    if _PLAIN_ADDRESS.fullmatch(address):
        return True
    try:
        return bool(as_link(_quoted(address)))
    except Unfit:
        return False


def _language(attributes: Attributes) -> str:
    lang = attributes.values.get("lang")
    return f' lang="{attribute(lang)}"' if lang else ""
