"""What `::: containers` become: notes, pull quotes, figures with legend and method, films, people to ask.

`Enclosing` is the part of `rendering.Rendering` that opens and closes them.
"""

from __future__ import annotations

import re
from typing import NoReturn

import msgspec

from site_builder.containers import Fence
from site_builder.errors import SiteError, did_you_mean, problem
from site_builder.frontmatter import Keys
from site_builder.gathering import Gathering, Pull
from site_builder.inline import SCHEME, Inline, credited
from site_builder.language import language_for
from site_builder.literally import strip_outer_quotes
from site_builder.models import HOLE, Asset, Hole
from site_builder.ordinary import MAX_DEPTH
from site_builder.scalars import Unfit, as_address
from site_builder.typography import Typographer, inside_marks
from site_builder.urls import is_outside
from site_builder.wording import attribute, escape, plain


class Container(msgspec.Struct, frozen=True):
    """What a container is, and each of its attributes with what it means."""

    meaning: str
    attributes: dict[str, str] = {}


CONTAINERS = {
    "figure": Container(
        "A numbered picture; the first paragraph in it is the caption.",
        {
            "src": "Path of the picture; required.",
            "alt": "What there is to see, for who can't see it.",
            "credit": "Who is to be named.",
        },
    ),
    "legend": Container("Inside a figure: what its signs mean, a list of `- sign: meaning`."),
    "method": Container("Inside a figure: how its figures came about."),
    "pull": Container(
        "Words of the item, shown large. They must stand literally in it.",
        {
            "from": "Id of the question in whose answer they stand.",
            "by": "Id or name of whose words they are.",
        },
    ),
    "video": Container(
        "A film: a file of your own plays in the page, one elsewhere becomes a link.",
        {
            "src": "Path of the file, or its address elsewhere; required.",
            "title": "Title of the film; required.",
            "poster": "Path of the picture that stands for it.",
        },
    ),
    "contact": Container(
        "Whom to ask: the name and the links of somebody, and what you add.",
        {"person": "Id or name; required."},
    ),
    "note": Container("A text set apart."),
}
"""Every container that an author may write."""

_TYPED_NUMBER = re.compile(
    r"\A(?:<(?:strong|em)>)?(?:Figuur|Figure|Fig\.)[ \u00a0]*\d+"
    r"(?:[.:](?:</(?:strong|em)>)?|(?:</(?:strong|em)>)?[.:])\s*"
)
_LEGEND_KEY = re.compile(r"<li>(?:<p>)?([^<:]{1,80}):(?=\s)")


class _Open(msgspec.Struct, frozen=True):
    """A container that has been opened, and what was being written outside of it."""

    fence: Fence
    outside: list[str]
    held: list[Fence]  # the containers right inside of it


class Enclosing(Inline):
    """Text in containers."""

    def __init__(self, writer: Gathering, text: str, keys: Keys, typographer: Typographer, prefix: str) -> None:
        super().__init__(writer, text, keys, typographer, prefix)
        self.containers: list[_Open] = []

    def open(self, fence: Fence) -> None:
        if fence.name not in CONTAINERS:
            hint = did_you_mean(fence.name, CONTAINERS)
            words = {"name": fence.name, "suggestion": hint, "known": ", ".join(sorted(CONTAINERS))}
            self.report_line("unknown-container", fence.line, **words)
        known = CONTAINERS[fence.name].attributes if fence.name in CONTAINERS else fence.attributes.values
        for key in sorted(fence.attributes.values.keys() - known.keys()):
            hint = did_you_mean(key, known)
            self.report_line("unknown-attribute", fence.line, key=key, name=fence.name, suggestion=hint)
        if fence.name in ("legend", "method") and not any(c.fence.name == "figure" for c in self.containers):
            self.report_line("only-in-figure", fence.line, name=fence.name)
        elif self.containers:
            self.containers[-1].held.append(fence)
        if len(self.containers) >= MAX_DEPTH:
            self.refuse_depth(fence.line, 1)
        self.containers.append(_Open(fence, self.out, []))
        self.out, self.lone = [], None

    def refuse_depth(self, line: int, column: int) -> NoReturn:
        """Raise SiteError for what is nested too deep at a line (from 0) and column."""
        at = self.writer.source.text_position(self.keys, line, column)
        raise SiteError([problem("text-too-deep", self.writer.source.path, *at, limit=MAX_DEPTH)])

    def close(self, container: _Open, *, ended: bool = True) -> None:
        fence, inner, self.out = container.fence, "".join(self.out), container.outside
        if not ended:  # what stands in it may be anything
            self.out.append(inner)
            return
        self.check_held(container)
        if fence.name in ("legend", "method", "note", "pull") and not (plain(inner) or HOLE in inner):
            self.report_line("without-words", fence.line, what=fence.name)
            return
        attributes = fence.attributes
        id = f' id="{self.writer.anchor(attributes.id)}"' if attributes.id else ""
        own = f'class="{" ".join((fence.name, *attributes.classes))}"{id}'
        self.out.append(self.enclosed(fence, inner, own))

    def check_held(self, container: _Open) -> None:
        """Only some containers hold others: a note any, a figure one legend and one method."""
        outer, seen = container.fence, set()
        for fence in container.held:
            if outer.name == "figure" and fence.name in ("legend", "method"):
                if fence.name in seen:
                    self.report_line("twice-in-figure", fence.line, name=fence.name)
                seen.add(fence.name)
            elif outer.name != "note" and fence.name in CONTAINERS and outer.name in CONTAINERS:
                self.report_line("container-in-container", fence.line, name=fence.name, outer=outer.name)

    def enclosed(self, fence: Fence, inner: str, own: str) -> str:
        """The HTML of a container with what stands in it; `own` are its class and id."""
        match fence.name:
            case "pull":
                return self.pull_quote(inner, own, fence)
            case "figure":
                return self.figure(inner, own, fence)
            case "video":
                return self.video(inner, own, fence)
            case "contact":
                return self.contact(inner, own, fence)
            case "legend":
                if self.containers and "<li>" not in inner:
                    self.report_line("legend-without-list", fence.line)
                inner = _LEGEND_KEY.sub(r'<li><b class="key">\1</b><span class="visually-hidden">:</span>', inner)
                label = language_for(self.writer.rules.lang).gettext("Legend")
                return f'<div {own}>\n<p class="label">{escape(label)}</p>\n{inner}</div>\n'
            case "note":
                return f"<aside {own}>\n{inner}</aside>\n"
        return f"<div {own}>\n{inner}</div>\n"

    def pull_quote(self, inner: str, own: str, fence: Fence) -> str:
        """Words that stand elsewhere in the item, so they are hidden from who would hear them twice."""
        marks = self.writer.rules.quotes
        text, marked = strip_outer_quotes(plain(inner))
        if marked or self.typographer is not self.writer.nested:
            text = inside_marks(text, marks)
        place = self.writer.source.text_position(self.keys, fence.line + 1, 1)
        by = fence.attributes.values.get("by", "")
        self.writer.pulls.append(Pull(text, fence.attributes.values.get("from", ""), *place, by))
        said = ""
        if by:
            self.writer.places.setdefault(f"by:{by}", (self.keys, fence.line, 1))
            said = f'<p class="pull-by">{self.writer.hole(Hole("person", by))}</p>'
        return f'<aside {own} aria-hidden="true"><p>{marks.open}{escape(text)}{marks.close}</p>{said}</aside>\n'

    def figure(self, inner: str, own: str, fence: Fence) -> str:
        """A picture with its caption (the first paragraph), numbered, and whatever else the container holds."""
        source = fence.attributes.values.get("src", "")
        if not source:
            self.report_missing("figure-without-src", fence)
            return ""
        wide, alt = "wide" in fence.attributes.classes, fence.attributes.values.get("alt", "")
        picture = self.picture(source, alt, fence.line, wide=wide)
        caption, _, rest = inner.partition("</p>\n") if inner.startswith("<p>") else ("", "", inner)
        self.check_alt("figure-without-alt", alt, source, plain(caption), fence.line)
        if caption:
            self.writer.figures += 1
            number = language_for(self.writer.rules.lang).gettext("Figure %(n)s.", n=self.writer.figures)
            words = _TYPED_NUMBER.sub("", caption.removeprefix("<p>"), count=1)
            caption = f'<span class="number">{number}</span> {words}'
        credit = credited(fence.attributes)
        shown = f"<figcaption>{caption}{rest.strip()}{credit}</figcaption>" if inner.strip() or credit else ""
        return f"<figure {own}>{picture}{shown}</figure>\n"

    def video(self, inner: str, own: str, fence: Fence) -> str:
        """A film: one of the publication plays in the page, one elsewhere is a link, since pages load nothing of it."""
        source, title = fence.attributes.values.get("src", ""), fence.attributes.values.get("title", "")
        poster = fence.attributes.values.get("poster", "")
        if not source or not title:
            self.report_missing("video-incomplete", fence, missing="src" if not source else "title")
            return ""
        if SCHEME.match(source) and not is_outside(source):
            self.report_line("link-refused", fence.line, address=source)
            return ""
        if not is_outside(source):
            place = self.writer.place(self.keys, fence.line)
            self.writer.assets.append(Asset("file", source, place, kind="film"))
            shown = f' poster="{self.poster(poster, fence)}"' if poster else ""
            film = f'<video controls preload="none"{shown} src="{self.writer.hole(Hole("file", source))}"></video>'
            address, whole = self.writer.hole(Hole("file", source)), self.writer.hole(Hole("whole", source))
            printed = f'<a class="printed" href="{address}">{whole}</a>'
            caption = f"<figcaption><cite>{escape(title)}</cite>{inner.strip()} {printed}</figcaption>"
            return f"<figure {own}>{film}{caption}</figure>\n"
        try:
            site = as_address(source).split("/")[2].rpartition("@")[2].removeprefix("www.")
        except Unfit:
            self.report_line("link-refused", fence.line, address=source)
            return ""
        where = language_for(self.writer.rules.lang).gettext("Watch on %(site)s", site=site)
        picture = self.picture(poster, "", fence.line) if poster else ""
        words = f'<cite>{escape(title)}</cite> <span class="video-site">{escape(where)}</span>'
        caption = f"<figcaption>{inner.strip()}</figcaption>" if inner.strip() else ""
        link = f'<a href="{attribute(source)}">{picture}<span class="video-title">{words}</span></a>'
        return f"<figure {own}>{link}{caption}</figure>\n"

    def report_missing(self, code: str, fence: Fence, **words: object) -> None:
        """Report that an attribute is missing, unless none could be read."""
        if not fence.malformed:
            self.report_line(code, fence.line, **words)

    def poster(self, address: str, fence: Fence) -> str:
        """The address of the picture that stands in for a film."""
        self.writer.assets.append(Asset("picture", address, self.writer.place(self.keys, fence.line)))
        return self.writer.hole(Hole("poster", address))

    def contact(self, inner: str, own: str, fence: Fence) -> str:
        """Whom to ask: the person's name and links, and what the author adds."""
        person = fence.attributes.values.get("person", "")
        if not person:
            self.report_missing("contact-without-person", fence)
            return ""
        self.writer.named.append((person, self.writer.place(self.keys, fence.line)))
        return f"<aside {own}>{self.writer.hole(Hole('contact', person))}\n{inner}</aside>\n"
