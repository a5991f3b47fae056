"""What each template receives: one documented value per template.

A template sees its view as `view`, the publication as `site`, the translator as `_` and the functions of
`makers/page.py`. It sees no clock, no listing of files and no random numbers, so a page is a pure function of its
view. Every field says what it is; a test fails when one does not. Text that was Markdown is `Markup`; everything else
is plain text that the template escapes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from site_builder.models import Link


def doc(text: str, **options: Any) -> Any:
    """A field of a view, with the sentence that explains it to a theme's author."""
    return field(metadata={"doc": text}, **options)


# ------------------------------------------------------------------------------------------------------- small values


@dataclass(frozen=True, slots=True)
class Date:
    """A day, for machines and for readers."""

    iso: str = doc("ISO 8601, such as 2026-03-14")
    text: str = doc("in the language of the page, such as 14 maart 2026")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in all its sizes; `picture(…)` writes its HTML."""

    alt: str = doc("alternative text; empty for a picture that only decorates")
    width: int = doc("pixels of the largest size")
    height: int = doc("pixels of the largest size")
    tone: int = doc("mean colour, one of the 64 classes tone-0 … tone-63")
    webp: tuple[tuple[str, int], ...] = doc("addresses and widths of the WebP sizes, ascending")
    jpeg: tuple[tuple[str, int, int], ...] = doc("addresses, widths and heights of the JPEG sizes, ascending")
    caption: Markup = doc("caption, may be empty", default=Markup(""))
    credit: str = doc("who is to be named", default="")
    creator: str = doc("who made it", default="")
    creator_url: str = doc("page of who made it, or empty", default="")
    medium: str = doc("what it was made with", default="")
    id: str = doc("anchor in the page, or empty", default="")
    classes: str = doc("classes the author gave it", default="")


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody's part in an item, as it was then."""

    name: str = doc("full name")
    url: str = doc("page of the person, or empty")
    role: str = doc("role at the time, may be empty")
    organisation: str = doc("organisation at the time, may be empty")
    on_behalf_of: str = doc("for whom they spoke, may be empty")
    note: str = doc("what the author notes, such as the reason for thanks", default="")


@dataclass(frozen=True, slots=True)
class Credit:
    """One line of the credits: what was done, and by whom."""

    parts: tuple[str, ...] = doc("what they did: interview, drawing, text, photography, editing, translation")
    people: tuple[Participant, ...] = doc("who did it")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says in an answer that several give."""

    name: str = doc("full name of the speaker")
    initials: str = doc("initials, for where the name has been said")
    url: str = doc("page of the speaker, or empty")
    first: bool = doc("whether this is the speaker's first turn in the interview")
    text: Markup = doc("what is said")


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answer."""

    id: str = doc("anchor")
    number: int = doc("from 1")
    question: Markup = doc("the question")
    short: str = doc("the question in short, for lists")
    answer: Markup = doc("the answer with its quotation marks; empty when there are turns")
    turns: tuple[Turn, ...] = doc("the turns, where several speakers answer")
    at: str = doc("time in the recording as m:ss or h:mm:ss, may be empty")


@dataclass(frozen=True, slots=True)
class AuthorBox:
    """The box about somebody who made the item and has a file."""

    name: str = doc("full name")
    url: str = doc("page of the author")
    tagline: str = doc("what the author does, may be empty")
    motto: Markup = doc("motto, may be empty")
    portrait: Picture | None = doc("portrait, if there is one")


@dataclass(frozen=True, slots=True)
class Card:
    """What a list shows of an interview."""

    url: str = doc("address")
    lang: str = doc("language of the item")
    title: Markup = doc("title, with quotation marks where it is a quotation")
    quote_by: str = doc("name of whom the title quotes, may be empty")
    kicker: str = doc("line above the title, may be empty")
    date: Date | None = doc("date of publication")
    description: str = doc("the lead as one plain paragraph, may be empty")
    speakers: tuple[Participant, ...] = doc("the speakers as they were then")
    sketch: Picture | None = doc("the drawing, if there is one")
    draft: bool = doc("whether it is a draft that only the preview shows")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a speaker, with the place where they stand."""

    text: Markup = doc("the words, with quotation marks")
    lang: str = doc("language of the words")
    url: str = doc("address of the answer they stand in")
    title: str = doc("title of the interview, plain text")


@dataclass(frozen=True, slots=True)
class Message:
    """A core message in the list of all of them."""

    id: str = doc("anchor")
    text: Markup = doc("the message")
    card: Card = doc("the interview it belongs to")


@dataclass(frozen=True, slots=True)
class Part:
    """A speaker's part in an interview: the role was theirs at the time."""

    card: Card = doc("the interview")
    role: str = doc("role at the time, may be empty")
    organisation: str = doc("organisation at the time, may be empty")


@dataclass(frozen=True, slots=True)
class Register:
    """The people of one letter in an A–Z."""

    letter: str = doc("capital letter, or # for names without one")
    people: tuple[Link, ...] = doc("names as the register has them, with the address of each page")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands in a page's <head>."""

    title: str = doc("content of <title>: title of the page and of the publication")
    heading: str = doc("title of the page alone, for shared links")
    description: str = doc("one sentence or two, may be empty")
    url: str = doc("absolute address of the page")
    type: str = doc("Open Graph type: website, article or profile")
    lang: str = doc("language of the page")
    image: str = doc("absolute address of the picture for shared links, may be empty", default="")
    image_alt: str = doc("alternative text of that picture", default="")
    image_width: int = doc("pixels", default=0)
    image_height: int = doc("pixels", default=0)
    published: str = doc("ISO date of publication, may be empty", default="")
    modified: str = doc("ISO date of the last change of substance, may be empty", default="")
    json_ld: Markup = doc("structured data as JSON, safe inside <script>; may be empty", default=Markup(""))
    noindex: bool = doc("whether search engines are asked to stay away", default=False)


# ------------------------------------------------------------------------------------------------------ the publication


@dataclass(frozen=True, slots=True)
class Site:
    """The publication; every template has it as `site`."""

    title: str = doc("title of the publication")
    description: str = doc("what it is about, may be empty")
    language: str = doc("language of the publication")
    origin: str = doc("scheme and host, such as https://example.org")
    home: str = doc("address of the home page, such as / or /mag/")
    navigation: tuple[Link, ...] = doc("the menu")
    feed: str = doc("address of the Atom feed, or empty when feeds are off")
    speakers: str = doc("address of the A–Z of speakers, or empty when it is off")
    core_messages: str = doc("address of the page of core messages, or empty when it is off")
    publisher: Link = doc("who publishes it")
    logo: str = doc("absolute address of the publisher's logo, may be empty")
    contact: str = doc("how to reach the publisher, may be empty")
    licence: Link = doc("the licence of the whole, may be empty")
    stylesheets: tuple[str, ...] = doc("addresses of the theme's style sheets")
    static: dict[str, str] = doc("address of each file in the theme's static folder, by its path")
    theme: dict[str, Any] = doc("settings of the theme")
    icon: str = doc("address of the theme's icon, may be empty", default="")


# -------------------------------------------------------------------------------------------------- one for each template


@dataclass(frozen=True, slots=True)
class Home:
    """home.html: the newest interviews; the first page shows the newest with its drawing large."""

    head: Head = doc("what stands in <head>")
    cards: tuple[Card, ...] = doc("the interviews of this page, newest first")
    number: int = doc("number of this page, from 1")
    total: int = doc("number of pages")
    newer: str = doc("address of the page with newer interviews, or empty")
    older: str = doc("address of the page with older interviews, or empty")


@dataclass(frozen=True, slots=True)
class Interview:
    """interview.html: one interview, whole."""

    head: Head = doc("what stands in <head>")
    lang: str = doc("language of the interview")
    title: Markup = doc("title, with quotation marks where it is a quotation")
    quote_by: Participant | None = doc("whom the title quotes")
    kicker: str = doc("line above the title, may be empty")
    section: str = doc("label that groups items, may be empty")
    date: Date = doc("date of publication")
    updated: Date | None = doc("date of the last change of substance")
    draft: bool = doc("whether it is a draft that only the preview shows")
    lead: Markup = doc("lead, may be empty")
    speakers: tuple[Participant, ...] = doc("the speakers as they were then")
    credits: tuple[Credit, ...] = doc("who made it")
    author_role: str = doc("in which role the author wrote it, may be empty")
    signature: str = doc("name printed at the foot, may be empty")
    topics: tuple[Link, ...] = doc("topics")
    central_question: str = doc("the question behind all questions, may be empty")
    background: Markup = doc("background about speaker and subject, may be empty")
    exchanges: tuple[Exchange, ...] = doc("questions and answers")
    afterword: Markup = doc("what follows the questions, may be empty")
    notes: Markup = doc("footnotes as a list, may be empty")
    sketch: Picture | None = doc("the drawing")
    picture: Picture | None = doc("a picture that is not the drawing")
    core_message: Markup = doc("the core message, may be empty")
    disclosure: Markup = doc("how it came about, may be empty")
    recorded: str = doc("where and when it was recorded, may be empty")
    thanks: tuple[Participant, ...] = doc("who is thanked")
    authors: tuple[AuthorBox, ...] = doc("boxes about those who made it and have a file")
    licence: Link = doc("the licence of this item, may be empty")
    previous: Card | None = doc("the interview before this one")
    next: Card | None = doc("the interview after this one")
    extra: Any = doc("the author's own values, as text, lists and mappings")


@dataclass(frozen=True, slots=True)
class Page:
    """page.html: a page of its own, such as a colophon."""

    head: Head = doc("what stands in <head>")
    lang: str = doc("language of the page")
    title: Markup = doc("title")
    kicker: str = doc("line above the title, may be empty")
    date: Date | None = doc("date, if it has one")
    updated: Date | None = doc("date of the last change of substance")
    draft: bool = doc("whether it is a draft that only the preview shows")
    lead: Markup = doc("lead, may be empty")
    body: Markup = doc("the text")
    notes: Markup = doc("footnotes as a list, may be empty")
    sketch: Picture | None = doc("a drawing, if there is one")
    picture: Picture | None = doc("a picture, if there is one")
    core_message: Markup = doc("a core message, may be empty")
    disclosure: Markup = doc("how it came about, may be empty")
    credits: tuple[Credit, ...] = doc("who made it")
    author_role: str = doc("in which role the author wrote it, may be empty")
    signature: str = doc("name printed at the foot, may be empty")
    topics: tuple[Link, ...] = doc("topics")
    recorded: str = doc("where and when it was recorded, may be empty")
    thanks: tuple[Participant, ...] = doc("who is thanked")
    licence: Link = doc("the licence of this page, may be empty")
    extra: Any = doc("the author's own values, as text, lists and mappings")


@dataclass(frozen=True, slots=True)
class Speaker:
    """speaker.html: what somebody said in this publication, and in which role."""

    head: Head = doc("what stands in <head>")
    name: str = doc("full name")
    pronunciation: str = doc("how the name is said, may be empty")
    role: str = doc("today's role, may be empty")
    organisation: str = doc("today's organisation, may be empty")
    portrait: Picture | None = doc("portrait, if there is one")
    initials: str = doc("initials, for where there is no portrait")
    biography: Markup = doc("biography, may be empty")
    notes: Markup = doc("footnotes as a list, may be empty")
    links: tuple[Link, ...] = doc("links of the person's own")
    works: tuple[Any, ...] = doc("works with title, kind, year and isbn")
    parts: tuple[Part, ...] = doc("the interviews, newest first, with the role at the time")
    quotes: tuple[Quote, ...] = doc("words of theirs, newest first")
    topics: tuple[Link, ...] = doc("topics of those interviews")
    author: str = doc("address of the same person's page as an author, or empty")


@dataclass(frozen=True, slots=True)
class Speakers:
    """speakers.html: all speakers from A to Z."""

    head: Head = doc("what stands in <head>")
    letters: tuple[Register, ...] = doc("the letters that have somebody, in order")
    count: int = doc("number of speakers")


@dataclass(frozen=True, slots=True)
class Author:
    """author.html: who somebody is and what they made."""

    head: Head = doc("what stands in <head>")
    name: str = doc("full name")
    pronunciation: str = doc("how the name is said, may be empty")
    tagline: str = doc("what the author does, may be empty")
    motto: Markup = doc("motto, may be empty")
    role: str = doc("today's role, may be empty")
    organisation: str = doc("today's organisation, may be empty")
    portrait: Picture | None = doc("portrait, if there is one")
    initials: str = doc("initials, for where there is no portrait")
    biography: Markup = doc("biography, may be empty")
    notes: Markup = doc("footnotes as a list, may be empty")
    links: tuple[Link, ...] = doc("links of the person's own")
    works: tuple[Any, ...] = doc("works with title, kind, year and isbn")
    cards: tuple[Card, ...] = doc("what they made, newest first")
    speaker: str = doc("address of the same person's page as a speaker, or empty")


@dataclass(frozen=True, slots=True)
class Topic:
    """topic.html: the interviews about something."""

    head: Head = doc("what stands in <head>")
    title: str = doc("the topic")
    introduction: Markup = doc("introduction, may be empty")
    notes: Markup = doc("footnotes as a list, may be empty")
    cards: tuple[Card, ...] = doc("its interviews, newest first")


@dataclass(frozen=True, slots=True)
class CoreMessages:
    """core-messages.html: what every interview comes down to."""

    head: Head = doc("what stands in <head>")
    messages: tuple[Message, ...] = doc("the core messages of this page, newest first")
    number: int = doc("number of this page, from 1")
    total: int = doc("number of pages")
    newer: str = doc("address of the page with newer messages, or empty")
    older: str = doc("address of the page with older messages, or empty")


@dataclass(frozen=True, slots=True)
class NotFound:
    """404.html: for an address that leads nowhere."""

    head: Head = doc("what stands in <head>")


@dataclass(frozen=True, slots=True)
class Entry:
    """One item in a feed; all addresses are absolute."""

    id: str = doc("lasting identifier, a tag URI")
    url: str = doc("address")
    title: str = doc("title, plain text")
    lang: str = doc("language of the item")
    published: str = doc("RFC 3339 time")
    updated: str = doc("RFC 3339 time")
    authors: tuple[str, ...] = doc("names of who made it")
    topics: tuple[str, ...] = doc("names of its topics")
    summary: str = doc("the lead as plain text, may be empty")
    content: str = doc("the whole item as HTML")


@dataclass(frozen=True, slots=True)
class Feed:
    """feed.xml: the newest items with their full text, as Atom."""

    id: str = doc("lasting identifier")
    title: str = doc("title of the feed")
    subtitle: str = doc("what it is about, may be empty")
    lang: str = doc("language of the publication")
    url: str = doc("absolute address of the feed")
    home: str = doc("absolute address of the page it belongs to")
    updated: str = doc("RFC 3339 time of the newest change")
    entries: tuple[Entry, ...] = doc("the items, newest first")


@dataclass(frozen=True, slots=True)
class Sitemap:
    """sitemap.xml: the address of every page."""

    pages: tuple[tuple[str, str], ...] = doc("absolute address and ISO date of the last change, or empty")


@dataclass(frozen=True, slots=True)
class Robots:
    """robots.txt."""

    sitemap: str = doc("absolute address of the sitemap, or empty when it is off")


TEMPLATES: dict[str, type] = {
    "home.html": Home,
    "interview.html": Interview,
    "page.html": Page,
    "speaker.html": Speaker,
    "speakers.html": Speakers,
    "author.html": Author,
    "topic.html": Topic,
    "core-messages.html": CoreMessages,
    "404.html": NotFound,
    "feed.xml": Feed,
    "sitemap.xml": Sitemap,
    "robots.txt": Robots,
}
"""Every template a theme may give, with the view it receives."""
