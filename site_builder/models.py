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
from typing import Annotated, Literal

import msgspec

from site_builder.particulars import (
    CallToAction,
    Correction,
    Download,
    Event,
    OrganisationPart,
    Recorded,
    Recording,
    Research,
    SourceWork,
    Work,
)

ItemKind = Literal["interview", "article", "dossier", "page"]
ITEM_KINDS: tuple[ItemKind, ...] = ("interview", "article", "dossier", "page")
PersonKind = Literal["speaker", "author"]
Kind = Literal["interview", "article", "dossier", "page", "speaker", "author", "organisation", "series", "topic"]

HOLE, HOLE_END = "\ue000", "\ue001"


class Hole(msgspec.Struct, frozen=True, array_like=True):
    """Something in rendered text that is filled in later; its number is its index in the document's `holes`."""

    kind: Literal["picture", "poster", "file", "size", "whole", "link", "person", "contact"]
    target: str  # path of a picture or file as written (`size` is that of the file, `whole` its address with the host)
    text: str = ""  # alternative text of a picture; language in which a size is given
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
    """A drawing of an item."""

    image: str
    alt: str = ""
    caption: str = ""  # HTML
    creator: str = ""
    medium: str = ""
    id: str = "drawing"  # anchor in the page


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


class CoreMessage(msgspec.Struct, frozen=True, array_like=True):
    """What the interview comes down to."""

    html: str
    text: str


class Quotation(msgspec.Struct, frozen=True, array_like=True):
    """Words of a speaker that were marked with `{by=…}` or pulled out of an answer."""

    by: str  # id, or name as written
    text: str  # plain, without outer quotation marks
    exchange: str = ""  # id of the question it answers
    anchor: str = ""  # id of the words themselves, where they stand in no answer
    lang: str = ""  # language of the words, where it is another than the item's


class Link(msgspec.Struct, frozen=True, array_like=True):
    """A label with an address; `url` is empty where there is nothing to go to."""

    label: Annotated[str, "what it is called"]
    url: Annotated[str, "where it leads, or empty"] = ""


class Asset(msgspec.Struct, frozen=True, array_like=True):
    """A file that a document needs. `where` names the place in the source for a problem with it."""

    use: Literal["drawing", "picture", "portrait", "logo", "file"]
    path: str  # as written
    where: str
    creator: str = ""
    credit: str = ""
    kind: Literal["", "sound", "film", "transcript"] = ""  # what a file must be


class ItemSummary(msgspec.Struct, frozen=True, array_like=True):
    """What other pages show of an item."""

    kind: ItemKind
    id: str  # the slug
    source: str  # path of the file in the publication
    title: str  # HTML, without quotation marks
    list_title: str  # plain text, with quotation marks where it is a quotation
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
    sketches: tuple[Sketch, ...] = ()
    picture: Picture | None = None
    core_message: CoreMessage | None = None
    quotations: tuple[Quotation, ...] = ()
    thanks: tuple[Participation, ...] = ()
    mentions: tuple[str, ...] = ()  # who takes turns in the answers
    links: tuple[tuple[str, str], ...] = ()  # (address inside the site, where it is written)
    assets: tuple[Asset, ...] = ()
    feed_id: str = ""
    navigation: bool = False  # a page that stands in the menu
    format: str = ""  # of an article: article, report, column or research
    items: tuple[str, ...] = ()  # of a dossier: interviews/ada and so on, in order
    series: str = ""  # id, or name as written
    verdict: str = ""
    organisations: tuple[OrganisationPart, ...] = ()
    commissioned_by: str = ""
    sponsored: bool = False
    corrections: tuple[Correction, ...] = ()
    related: tuple[str, ...] = ()  # interviews/ada and so on
    aliases: tuple[str, ...] = ()  # old paths below the home page
    named: tuple[tuple[str, str], ...] = ()  # (id or name of a person the text names, where it is written)
    parties: tuple[tuple[str, str], ...] = ()  # (id or name of who is named in passing, where it is written)
    other_title: bool = False  # whether `list_title` has other words than `title`

    @property
    def sketch(self) -> Sketch | None:
        """The first of the drawings."""
        return self.sketches[0] if self.sketches else None


def changed_on(item: ItemSummary) -> dt.date | None:
    """The day of the last change of substance; a correction is one."""
    days = [item.date, item.updated, *(correction.date for correction in item.corrections)]
    return max((day for day in days if day), default=None)


def changed_at(item: ItemSummary, zone: dt.tzinfo) -> dt.datetime:
    """The moment of the last change of substance: the first of its day, but never before it was published."""
    return max(first_moment(changed_on(item), zone), published_at(item, zone))


def published_at(item: ItemSummary, zone: dt.tzinfo) -> dt.datetime:
    """The moment of publication: as the author sets it, else the first of its day."""
    return item.publish.astimezone(zone) if item.publish else first_moment(item.date, zone)


def first_moment(day: dt.date | None, zone: dt.tzinfo) -> dt.datetime:
    """The first moment of a day in a time zone; of no day, the first that computers count."""
    return dt.datetime(day.year, day.month, day.day, tzinfo=zone) if day else dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def kind_of(item: ItemSummary) -> str:
    """What readers know an item as: interview, article, report, column, research, dossier or page."""
    return item.format or item.kind


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
    named: tuple[tuple[str, str], ...] = ()  # (id or name of a person the text names, where it is written)
    reached_at: tuple[Link, ...] = ()  # links of the person's own


class TopicSummary(msgspec.Struct, frozen=True, array_like=True):
    """What other pages show of a topic with a file."""

    kind: Literal["topic"]
    id: str
    source: str
    title: str
    description: str = ""
    links: tuple[tuple[str, str], ...] = ()
    assets: tuple[Asset, ...] = ()
    named: tuple[tuple[str, str], ...] = ()  # (id or name of a person the text names, where it is written)


class SeriesSummary(msgspec.Struct, frozen=True, array_like=True):
    """What other pages show of a series with a file."""

    kind: Literal["series"]
    id: str
    source: str
    title: str
    description: str = ""
    cadence: str = ""
    verdicts: tuple[str, ...] = ()  # the allowed ones
    prefix_titles: bool = False
    blurb: str = ""  # HTML: the first paragraph of the text, for the pages of items
    holes: tuple[Hole, ...] = ()  # of the blurb
    links: tuple[tuple[str, str], ...] = ()
    assets: tuple[Asset, ...] = ()
    named: tuple[tuple[str, str], ...] = ()  # (id or name of a person the text names, where it is written)


class OrganisationSummary(msgspec.Struct, frozen=True, array_like=True):
    """What other pages show of an organisation with a file."""

    kind: Literal["organisation"]
    id: str
    source: str
    title: str
    description: str = ""
    url: str = ""
    pronunciation: str = ""
    picture: Picture | None = None
    links: tuple[tuple[str, str], ...] = ()
    assets: tuple[Asset, ...] = ()
    named: tuple[tuple[str, str], ...] = ()  # (id or name of a person the text names, where it is written)


ThingSummary = TopicSummary | SeriesSummary | OrganisationSummary
Summary = ItemSummary | PersonSummary | ThingSummary


class Item(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """An item, whole: what its own page shows of it, whatever its kind."""

    summary: ItemSummary
    holes: tuple[Hole, ...] = ()
    lead: str = ""  # HTML, as are the following
    body: str = ""  # of an interview: the background
    notes: str = ""  # the list of footnotes
    disclosure: str = ""
    recorded: Recorded | None = None
    author_role: str = ""
    signature: bool = False
    licence: str = ""
    events: tuple[Event, ...] = ()
    sources: tuple[SourceWork, ...] = ()
    downloads: tuple[Download, ...] = ()
    cta: CallToAction | None = None
    audio: Recording | None = None
    video: Recording | None = None
    research: Research | None = None
    extra: object = None


class Interview(Item, frozen=True, array_like=True, kw_only=True):
    """One interview, whole."""

    exchanges: tuple[Exchange, ...]
    afterword: str = ""  # HTML
    central_question: str = ""


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
    text: str = ""  # HTML
    notes: str = ""


class Series(msgspec.Struct, frozen=True, array_like=True):
    """The file of a series."""

    summary: SeriesSummary
    holes: tuple[Hole, ...] = ()
    text: str = ""  # HTML
    notes: str = ""


class Organisation(msgspec.Struct, frozen=True, array_like=True):
    """The file of an organisation."""

    summary: OrganisationSummary
    holes: tuple[Hole, ...] = ()
    text: str = ""  # HTML
    notes: str = ""


Thing = Topic | Series | Organisation
Document = Item | Person | Thing
