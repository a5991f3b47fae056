"""What a publication is made of, as frozen values that are complete when they are made.

Three things are kept apart: what an author wrote (`schema.py`), what one file says once it has been read (here), and
what a template receives (`views.py`). A file is read into a *document* with all of its text; a document carries its
*summary*, the small part that other pages show of it. Documents are plain data: they can be stored and sent to another
process.

Text that was Markdown is HTML here. It may hold *holes*: what only the whole publication knows (the sizes of a
picture, the address of a person) is written as ``HOLE`` + number + ``HOLE_END`` and filled in when a page is made.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

ItemKind = Literal["interview", "page"]
PersonKind = Literal["speaker", "author"]
Kind = Literal["interview", "page", "speaker", "author", "topic"]

HOLE, HOLE_END = "\ue000", "\ue001"


class Hole(msgspec.Struct, frozen=True, array_like=True):
    """Something in rendered text that is filled in later; its number is its index in the document's `holes`."""

    kind: Literal["picture", "file", "size", "link"]
    target: str  # path of a picture or file as written (`size` is the size of that file), address of a link
    text: str = ""  # alternative text of a picture
    wide: bool = False  # whether a picture is to be shown wider than the text


class Participation(msgspec.Struct, frozen=True, array_like=True):
    """Somebody's part in one item, as it was then; never taken from the person's own file."""

    who: str  # id, or name as written
    named: bool = False  # written as a name on purpose: never asks for a file
    group: bool = False
    role: str = ""
    organisation: str = ""
    on_behalf_of: str = ""
    note: str = ""


class Picture(msgspec.Struct, frozen=True, array_like=True):
    """A picture an item shows. `image` is the path as written, relative to the item's folder or to `assets/`."""

    image: str
    alt: str = ""
    caption: str = ""  # HTML
    credit: str = ""
    depicts: tuple[str, ...] = ()


class Sketch(msgspec.Struct, frozen=True, array_like=True):
    """The drawing of an item."""

    image: str
    alt: str = ""
    caption: str = ""  # HTML
    creator: str = ""
    medium: str = ""


class Turn(msgspec.Struct, frozen=True, array_like=True):
    """What one speaker says in an answer that several give."""

    speaker: str  # id, or name as written
    html: str


class Exchange(msgspec.Struct, frozen=True, array_like=True):
    """A question and its answer: either `answer`, with its quotation marks set, or `turns`."""

    id: str
    number: int  # from 1
    question: str  # HTML
    short: str  # plain text, for lists of questions
    answer: str = ""  # HTML
    turns: tuple[Turn, ...] = ()
    at: int | None = None  # seconds into the recording
    lasting_id: bool = False  # written by the author, so it survives a rewording


class CoreMessage(msgspec.Struct, frozen=True, array_like=True):
    """What the interview comes down to."""

    html: str
    text: str


class Quotation(msgspec.Struct, frozen=True, array_like=True):
    """Words of a speaker that were marked with `{by=…}` or pulled out of an answer."""

    by: str  # id, or name as written
    text: str  # plain, without outer quotation marks
    exchange: str = ""  # id of the question it answers


class Recorded(msgspec.Struct, frozen=True, array_like=True):
    """Where and when the conversation took place."""

    place: str = ""
    city: str = ""
    date: dt.date | None = None


class Link(msgspec.Struct, frozen=True, array_like=True):
    """A label with an address; `url` is empty where there is nothing to go to."""

    label: str
    url: str = ""


class Work(msgspec.Struct, frozen=True, array_like=True):
    """A book or another work of a person."""

    title: str
    kind: str = ""
    year: str = ""
    isbn: str = ""


class Asset(msgspec.Struct, frozen=True, array_like=True):
    """A file that a document needs. `where` names the place in the source for a problem with it."""

    use: Literal["drawing", "picture", "portrait", "file"]
    path: str  # as written
    where: str
    creator: str = ""
    credit: str = ""


class ItemSummary(msgspec.Struct, frozen=True, array_like=True):
    """What other pages show of an interview or a page."""

    kind: ItemKind
    id: str  # the slug
    source: str  # path of the file in the publication
    title: str  # HTML, without quotation marks
    list_title: str  # plain text
    lang: str
    date: dt.date | None = None
    updated: dt.date | None = None
    publish: dt.datetime | None = None
    draft: bool = False
    description: str = ""  # plain text, one paragraph
    kicker: str = ""
    section: str = ""
    quote_by: str = ""  # id or name of the speaker whose words the title is
    quote_literal: bool = False  # the title stands literally in an answer
    speakers: tuple[Participation, ...] = ()
    interviewers: tuple[Participation, ...] = ()
    artists: tuple[Participation, ...] = ()
    authors: tuple[Participation, ...] = ()
    photographers: tuple[Participation, ...] = ()
    editors: tuple[Participation, ...] = ()
    translators: tuple[Participation, ...] = ()
    topics: tuple[str, ...] = ()
    sketch: Sketch | None = None
    picture: Picture | None = None
    core_message: CoreMessage | None = None
    quotations: tuple[Quotation, ...] = ()
    thanks: tuple[Participation, ...] = ()
    mentions: tuple[str, ...] = ()  # who takes turns in the answers
    links: tuple[tuple[str, str], ...] = ()  # (address inside the site, where it is written)
    assets: tuple[Asset, ...] = ()
    feed_id: str = ""
    navigation: bool = False  # a page that stands in the menu


class PersonSummary(msgspec.Struct, frozen=True, array_like=True):
    """What other pages show of a person with a file."""

    kind: PersonKind
    id: str
    source: str
    full: str  # "Jeroen van Denderen"
    register: str  # "Denderen, Jeroen van"
    family: str
    given: str
    sort: str
    letter: str
    initials: str
    role: str = ""  # today's
    organisation: str = ""
    tagline: str = ""
    motto: str = ""  # HTML
    description: str = ""
    portrait: Picture | None = None
    links: tuple[tuple[str, str], ...] = ()  # (address inside the site, where it is written)
    assets: tuple[Asset, ...] = ()


class TopicSummary(msgspec.Struct, frozen=True, array_like=True):
    """What other pages show of a topic with a file."""

    kind: Literal["topic"]
    id: str
    source: str
    title: str
    description: str = ""
    links: tuple[tuple[str, str], ...] = ()
    assets: tuple[Asset, ...] = ()


Summary = ItemSummary | PersonSummary | TopicSummary


class Interview(msgspec.Struct, frozen=True, array_like=True):
    """One interview, whole."""

    summary: ItemSummary
    exchanges: tuple[Exchange, ...]
    holes: tuple[Hole, ...] = ()
    lead: str = ""  # HTML, as are the following
    background: str = ""
    afterword: str = ""
    notes: str = ""  # the list of footnotes
    disclosure: str = ""
    central_question: str = ""
    recorded: Recorded | None = None
    author_role: str = ""
    signature: bool = False
    licence: str = ""
    extra: object = None


class Page(msgspec.Struct, frozen=True, array_like=True):
    """A page of its own, such as a colophon."""

    summary: ItemSummary
    holes: tuple[Hole, ...] = ()
    lead: str = ""
    body: str = ""
    notes: str = ""
    disclosure: str = ""
    recorded: Recorded | None = None
    author_role: str = ""
    signature: bool = False
    licence: str = ""
    extra: object = None


class Person(msgspec.Struct, frozen=True, array_like=True):
    """The file of a speaker or an author."""

    summary: PersonSummary
    holes: tuple[Hole, ...] = ()
    biography: str = ""
    notes: str = ""
    links: tuple[Link, ...] = ()
    works: tuple[Work, ...] = ()
    pronunciation: str = ""


class Topic(msgspec.Struct, frozen=True, array_like=True):
    """The file of a topic."""

    summary: TopicSummary
    holes: tuple[Hole, ...] = ()
    introduction: str = ""
    notes: str = ""


Document = Interview | Page | Person | Topic
