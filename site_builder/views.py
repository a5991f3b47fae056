"""What each template receives: one documented value per template.

A template sees its view as `view`, the publication as `site`, the translator as `_` and the functions of
`makers/page.py`. It sees no clock, no listing of files and no random numbers, so a page is a pure function of its
view. Every field says what it is; a test fails when one does not. Text that was Markdown is `Markup`; everything else
is plain text that the template escapes.
"""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from markupsafe import Markup

from site_builder.models import Link

# ------------------------------------------------------------------------------------------------------- small values


class Date(msgspec.Struct, frozen=True):
    """A day, for machines and for readers."""

    iso: Annotated[str, "ISO 8601, such as 2026-03-14"]
    text: Annotated[str, "in the language of the page, such as 14 maart 2026"]


class Picture(msgspec.Struct, frozen=True):
    """A picture in all its sizes; `picture(…)` writes its HTML."""

    alt: Annotated[str, "alternative text; empty for a picture that only decorates"]
    width: Annotated[int, "pixels of the largest size"]
    height: Annotated[int, "pixels of the largest size"]
    tone: Annotated[int, "mean colour, one of the 64 classes tone-0 … tone-63"]
    webp: Annotated[tuple[tuple[str, int], ...], "addresses and widths of the WebP sizes, ascending"]
    jpeg: Annotated[tuple[tuple[str, int, int], ...], "addresses, widths and heights of the JPEG sizes, ascending"]
    caption: Annotated[Markup, "caption, may be empty"] = Markup("")
    credit: Annotated[str, "who is to be named"] = ""
    creator: Annotated[str, "who made it"] = ""
    creator_url: Annotated[str, "page of who made it, or empty"] = ""
    medium: Annotated[str, "what it was made with"] = ""
    id: Annotated[str, "anchor in the page, or empty"] = ""
    classes: Annotated[str, "classes the author gave it"] = ""


class Participant(msgspec.Struct, frozen=True):
    """Somebody's part in an item, as it was then."""

    name: Annotated[str, "full name"]
    url: Annotated[str, "page of the person, or empty"]
    role: Annotated[str, "role at the time, may be empty"]
    organisation: Annotated[str, "organisation at the time, may be empty"]
    on_behalf_of: Annotated[str, "for whom they spoke, may be empty"]
    note: Annotated[str, "what the author notes, such as the reason for thanks"] = ""


class Credit(msgspec.Struct, frozen=True):
    """One line of the credits: what was done, and by whom."""

    parts: Annotated[tuple[str, ...], "what they did: interview, drawing, text, photography, editing, translation"]
    people: Annotated[tuple[Participant, ...], "who did it"]


class Turn(msgspec.Struct, frozen=True):
    """What one speaker says in an answer that several give."""

    name: Annotated[str, "full name of the speaker"]
    initials: Annotated[str, "initials, for where the name has been said"]
    url: Annotated[str, "page of the speaker, or empty"]
    first: Annotated[bool, "whether this is the speaker's first turn in the interview"]
    text: Annotated[Markup, "what is said"]


class Exchange(msgspec.Struct, frozen=True):
    """A question and its answer."""

    id: Annotated[str, "anchor"]
    number: Annotated[int, "from 1"]
    question: Annotated[Markup, "the question"]
    short: Annotated[str, "the question in short, for lists"]
    answer: Annotated[Markup, "the answer with its quotation marks; empty when there are turns"]
    turns: Annotated[tuple[Turn, ...], "the turns, where several speakers answer"]
    at: Annotated[str, "time in the recording as m:ss or h:mm:ss, may be empty"]


class AuthorBox(msgspec.Struct, frozen=True):
    """The box about somebody who made the item and has a file."""

    name: Annotated[str, "full name"]
    url: Annotated[str, "page of the author"]
    tagline: Annotated[str, "what the author does, may be empty"]
    motto: Annotated[Markup, "motto, may be empty"]
    portrait: Annotated[Picture | None, "portrait, if there is one"]


class Card(msgspec.Struct, frozen=True):
    """What a list shows of an interview."""

    url: Annotated[str, "address"]
    lang: Annotated[str, "language of the item"]
    title: Annotated[Markup, "title, with quotation marks where it is a quotation"]
    quote_by: Annotated[str, "name of whom the title quotes, may be empty"]
    kicker: Annotated[str, "line above the title, may be empty"]
    date: Annotated[Date | None, "date of publication"]
    description: Annotated[str, "the lead as one plain paragraph, may be empty"]
    speakers: Annotated[tuple[Participant, ...], "the speakers as they were then"]
    sketch: Annotated[Picture | None, "the drawing, if there is one"]
    draft: Annotated[bool, "whether it is a draft that only the preview shows"]


class Quote(msgspec.Struct, frozen=True):
    """Words of a speaker, with the place where they stand."""

    text: Annotated[Markup, "the words, with quotation marks"]
    lang: Annotated[str, "language of the words"]
    url: Annotated[str, "address of the answer they stand in"]
    title: Annotated[str, "title of the interview, plain text"]


class Message(msgspec.Struct, frozen=True):
    """A core message in the list of all of them."""

    id: Annotated[str, "anchor"]
    text: Annotated[Markup, "the message"]
    card: Annotated[Card, "the interview it belongs to"]


class Part(msgspec.Struct, frozen=True):
    """A speaker's part in an interview: the role was theirs at the time."""

    card: Annotated[Card, "the interview"]
    role: Annotated[str, "role at the time, may be empty"]
    organisation: Annotated[str, "organisation at the time, may be empty"]


class Register(msgspec.Struct, frozen=True):
    """The people of one letter in an A–Z."""

    letter: Annotated[str, "capital letter, or # for names without one"]
    people: Annotated[tuple[Link, ...], "names as the register has them, with the address of each page"]


class Head(msgspec.Struct, frozen=True):
    """What stands in a page's <head>."""

    title: Annotated[str, "content of <title>: title of the page and of the publication"]
    heading: Annotated[str, "title of the page alone, for shared links"]
    description: Annotated[str, "one sentence or two, may be empty"]
    url: Annotated[str, "absolute address of the page"]
    type: Annotated[str, "Open Graph type: website, article or profile"]
    lang: Annotated[str, "language of the page"]
    image: Annotated[str, "absolute address of the picture for shared links, may be empty"] = ""
    image_alt: Annotated[str, "alternative text of that picture"] = ""
    image_width: Annotated[int, "pixels"] = 0
    image_height: Annotated[int, "pixels"] = 0
    published: Annotated[str, "ISO date of publication, may be empty"] = ""
    modified: Annotated[str, "ISO date of the last change of substance, may be empty"] = ""
    json_ld: Annotated[Markup, "structured data as JSON, safe inside <script>; may be empty"] = Markup("")
    noindex: Annotated[bool, "whether search engines are asked to stay away"] = False


# ------------------------------------------------------------------------------------------------------ the publication


class Site(msgspec.Struct, frozen=True):
    """The publication; every template has it as `site`."""

    title: Annotated[str, "title of the publication"]
    description: Annotated[str, "what it is about, may be empty"]
    language: Annotated[str, "language of the publication"]
    origin: Annotated[str, "scheme and host, such as https://example.org"]
    home: Annotated[str, "address of the home page, such as / or /mag/"]
    navigation: Annotated[tuple[Link, ...], "the menu"]
    feed: Annotated[str, "address of the Atom feed, or empty when feeds are off"]
    speakers: Annotated[str, "address of the A–Z of speakers, or empty when it is off"]
    core_messages: Annotated[str, "address of the page of core messages, or empty when it is off"]
    publisher: Annotated[Link, "who publishes it"]
    logo: Annotated[str, "absolute address of the publisher's logo, may be empty"]
    contact: Annotated[str, "how to reach the publisher, may be empty"]
    licence: Annotated[Link, "the licence of the whole, may be empty"]
    stylesheets: Annotated[tuple[str, ...], "addresses of the theme's style sheets"]
    static: Annotated[dict[str, str], "address of each file in the theme's static folder, by its path"]
    theme: Annotated[dict[str, Any], "settings of the theme"]
    icon: Annotated[str, "address of the theme's icon, may be empty"] = ""


# ------------------------------------------------------------------------------------------------ one for each template


class Home(msgspec.Struct, frozen=True):
    """home.html: the newest interviews; the first page shows the newest with its drawing large."""

    head: Annotated[Head, "what stands in <head>"]
    cards: Annotated[tuple[Card, ...], "the interviews of this page, newest first"]
    number: Annotated[int, "number of this page, from 1"]
    total: Annotated[int, "number of pages"]
    newer: Annotated[str, "address of the page with newer interviews, or empty"]
    older: Annotated[str, "address of the page with older interviews, or empty"]


class Interview(msgspec.Struct, frozen=True):
    """interview.html: one interview, whole."""

    head: Annotated[Head, "what stands in <head>"]
    lang: Annotated[str, "language of the interview"]
    title: Annotated[Markup, "title, with quotation marks where it is a quotation"]
    quote_by: Annotated[Participant | None, "whom the title quotes"]
    kicker: Annotated[str, "line above the title, may be empty"]
    section: Annotated[str, "label that groups items, may be empty"]
    date: Annotated[Date, "date of publication"]
    updated: Annotated[Date | None, "date of the last change of substance"]
    draft: Annotated[bool, "whether it is a draft that only the preview shows"]
    lead: Annotated[Markup, "lead, may be empty"]
    speakers: Annotated[tuple[Participant, ...], "the speakers as they were then"]
    credits: Annotated[tuple[Credit, ...], "who made it"]
    author_role: Annotated[str, "in which role the author wrote it, may be empty"]
    signature: Annotated[str, "name printed at the foot, may be empty"]
    topics: Annotated[tuple[Link, ...], "topics"]
    central_question: Annotated[str, "the question behind all questions, may be empty"]
    background: Annotated[Markup, "background about speaker and subject, may be empty"]
    exchanges: Annotated[tuple[Exchange, ...], "questions and answers"]
    afterword: Annotated[Markup, "what follows the questions, may be empty"]
    notes: Annotated[Markup, "footnotes as a list, may be empty"]
    sketch: Annotated[Picture | None, "the drawing"]
    picture: Annotated[Picture | None, "a picture that is not the drawing"]
    core_message: Annotated[Markup, "the core message, may be empty"]
    disclosure: Annotated[Markup, "how it came about, may be empty"]
    recorded: Annotated[str, "where and when it was recorded, may be empty"]
    thanks: Annotated[tuple[Participant, ...], "who is thanked"]
    authors: Annotated[tuple[AuthorBox, ...], "boxes about those who made it and have a file"]
    licence: Annotated[Link, "the licence of this item, may be empty"]
    previous: Annotated[Card | None, "the interview before this one"]
    next: Annotated[Card | None, "the interview after this one"]
    extra: Annotated[Any, "the author's own values, as text, lists and mappings"]


class Page(msgspec.Struct, frozen=True):
    """page.html: a page of its own, such as a colophon."""

    head: Annotated[Head, "what stands in <head>"]
    lang: Annotated[str, "language of the page"]
    title: Annotated[Markup, "title"]
    kicker: Annotated[str, "line above the title, may be empty"]
    date: Annotated[Date | None, "date, if it has one"]
    updated: Annotated[Date | None, "date of the last change of substance"]
    draft: Annotated[bool, "whether it is a draft that only the preview shows"]
    lead: Annotated[Markup, "lead, may be empty"]
    body: Annotated[Markup, "the text"]
    notes: Annotated[Markup, "footnotes as a list, may be empty"]
    sketch: Annotated[Picture | None, "a drawing, if there is one"]
    picture: Annotated[Picture | None, "a picture, if there is one"]
    core_message: Annotated[Markup, "a core message, may be empty"]
    disclosure: Annotated[Markup, "how it came about, may be empty"]
    credits: Annotated[tuple[Credit, ...], "who made it"]
    author_role: Annotated[str, "in which role the author wrote it, may be empty"]
    signature: Annotated[str, "name printed at the foot, may be empty"]
    topics: Annotated[tuple[Link, ...], "topics"]
    recorded: Annotated[str, "where and when it was recorded, may be empty"]
    thanks: Annotated[tuple[Participant, ...], "who is thanked"]
    licence: Annotated[Link, "the licence of this page, may be empty"]
    extra: Annotated[Any, "the author's own values, as text, lists and mappings"]


class Speaker(msgspec.Struct, frozen=True):
    """speaker.html: what somebody said in this publication, and in which role."""

    head: Annotated[Head, "what stands in <head>"]
    name: Annotated[str, "full name"]
    pronunciation: Annotated[str, "how the name is said, may be empty"]
    role: Annotated[str, "today's role, may be empty"]
    organisation: Annotated[str, "today's organisation, may be empty"]
    portrait: Annotated[Picture | None, "portrait, if there is one"]
    initials: Annotated[str, "initials, for where there is no portrait"]
    biography: Annotated[Markup, "biography, may be empty"]
    notes: Annotated[Markup, "footnotes as a list, may be empty"]
    links: Annotated[tuple[Link, ...], "links of the person's own"]
    works: Annotated[tuple[Any, ...], "works with title, kind, year and isbn"]
    parts: Annotated[tuple[Part, ...], "the interviews, newest first, with the role at the time"]
    quotes: Annotated[tuple[Quote, ...], "words of theirs, newest first"]
    topics: Annotated[tuple[Link, ...], "topics of those interviews"]
    author: Annotated[str, "address of the same person's page as an author, or empty"]


class Speakers(msgspec.Struct, frozen=True):
    """speakers.html: all speakers from A to Z."""

    head: Annotated[Head, "what stands in <head>"]
    letters: Annotated[tuple[Register, ...], "the letters that have somebody, in order"]
    count: Annotated[int, "number of speakers"]


class Author(msgspec.Struct, frozen=True):
    """author.html: who somebody is and what they made."""

    head: Annotated[Head, "what stands in <head>"]
    name: Annotated[str, "full name"]
    pronunciation: Annotated[str, "how the name is said, may be empty"]
    tagline: Annotated[str, "what the author does, may be empty"]
    motto: Annotated[Markup, "motto, may be empty"]
    role: Annotated[str, "today's role, may be empty"]
    organisation: Annotated[str, "today's organisation, may be empty"]
    portrait: Annotated[Picture | None, "portrait, if there is one"]
    initials: Annotated[str, "initials, for where there is no portrait"]
    biography: Annotated[Markup, "biography, may be empty"]
    notes: Annotated[Markup, "footnotes as a list, may be empty"]
    links: Annotated[tuple[Link, ...], "links of the person's own"]
    works: Annotated[tuple[Any, ...], "works with title, kind, year and isbn"]
    cards: Annotated[tuple[Card, ...], "what they made, newest first"]
    speaker: Annotated[str, "address of the same person's page as a speaker, or empty"]


class Topic(msgspec.Struct, frozen=True):
    """topic.html: the interviews about something."""

    head: Annotated[Head, "what stands in <head>"]
    title: Annotated[str, "the topic"]
    introduction: Annotated[Markup, "introduction, may be empty"]
    notes: Annotated[Markup, "footnotes as a list, may be empty"]
    cards: Annotated[tuple[Card, ...], "its interviews, newest first"]


class CoreMessages(msgspec.Struct, frozen=True):
    """core-messages.html: what every interview comes down to."""

    head: Annotated[Head, "what stands in <head>"]
    messages: Annotated[tuple[Message, ...], "the core messages of this page, newest first"]
    number: Annotated[int, "number of this page, from 1"]
    total: Annotated[int, "number of pages"]
    newer: Annotated[str, "address of the page with newer messages, or empty"]
    older: Annotated[str, "address of the page with older messages, or empty"]


class NotFound(msgspec.Struct, frozen=True):
    """404.html: for an address that leads nowhere."""

    head: Annotated[Head, "what stands in <head>"]


class Entry(msgspec.Struct, frozen=True):
    """One item in a feed; all addresses are absolute."""

    id: Annotated[str, "lasting identifier, a tag URI"]
    url: Annotated[str, "address"]
    title: Annotated[str, "title, plain text"]
    lang: Annotated[str, "language of the item"]
    published: Annotated[str, "RFC 3339 time"]
    updated: Annotated[str, "RFC 3339 time"]
    authors: Annotated[tuple[str, ...], "names of who made it"]
    topics: Annotated[tuple[str, ...], "names of its topics"]
    summary: Annotated[str, "the lead as plain text, may be empty"]
    content: Annotated[str, "the whole item as HTML"]


class Feed(msgspec.Struct, frozen=True):
    """feed.xml: the newest items with their full text, as Atom."""

    id: Annotated[str, "lasting identifier"]
    title: Annotated[str, "title of the feed"]
    subtitle: Annotated[str, "what it is about, may be empty"]
    lang: Annotated[str, "language of the publication"]
    url: Annotated[str, "absolute address of the feed"]
    home: Annotated[str, "absolute address of the page it belongs to"]
    updated: Annotated[str, "RFC 3339 time of the newest change"]
    entries: Annotated[tuple[Entry, ...], "the items, newest first"]


class Sitemap(msgspec.Struct, frozen=True):
    """sitemap.xml: the address of every page."""

    pages: Annotated[tuple[tuple[str, str], ...], "absolute address and ISO date of the last change, or empty"]


class Robots(msgspec.Struct, frozen=True):
    """robots.txt."""

    sitemap: Annotated[str, "absolute address of the sitemap, or empty when it is off"]


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
