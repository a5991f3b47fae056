"""What an output is made from, besides the whole text of its own documents.

These are plain values: the plan makes them, they decide the key of a task, a worker turns them into a view. So they
hold just what a page shows of the rest of the publication, and nothing that merely could matter.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

import msgspec

from site_builder.models import CoreMessage, Hole, Link
from site_builder.particulars import Correction


class PictureSizes(msgspec.Struct, frozen=True, array_like=True):
    """A picture as it is published: addresses and sizes in pixels."""

    tone: int
    width: int
    height: int
    webp: tuple[tuple[str, int], ...]
    jpeg: tuple[tuple[str, int, int], ...]


class Known(msgspec.Struct, frozen=True, array_like=True):
    """A person as other pages name them."""

    name: str
    url: str = ""
    initials: str = ""
    reached_at: tuple[Link, ...] = ()  # links of their own, where somebody is to be asked
    page: str = ""  # address of the page that names them for programs, if it isn't `url`


class PublishedFile(msgspec.Struct, frozen=True, array_like=True):
    """A file as it is published: its address, and what is printed of it."""

    url: str
    kind: str  # its suffix in capitals, such as PDF
    size: int  # bytes


class Part(msgspec.Struct, frozen=True, array_like=True):
    """Somebody's part in an item, with the person found."""

    name: str
    url: str
    role: str
    organisation: str
    on_behalf_of: str = ""
    note: str = ""


class CardData(msgspec.Struct, frozen=True, array_like=True):
    """What a list shows of an item."""

    url: str
    lang: str
    title: str  # for lists, HTML
    list_title: str  # the same in plain text, with quotation marks where it is a quotation
    quoted: bool  # whether `title` is a quotation
    quote_by: str
    kicker: str
    date: dt.date | None
    description: str
    speakers: tuple[Part, ...]
    sketch: PictureSizes | None
    alt: str  # of the drawing or the picture
    draft: bool
    kind: str = "interview"  # or article, report, column, research, dossier, page
    picture: PictureSizes | None = None  # of an item without a drawing
    series: str = ""  # its title, where titles begin with it
    verdict: str = ""
    sponsored: bool = False


class Box(msgspec.Struct, frozen=True, array_like=True):
    """The box about an author."""

    name: str
    url: str
    tagline: str
    motto: str
    portrait: PictureSizes | None
    portrait_alt: str


class Surroundings(msgspec.Struct, frozen=True, array_like=True):
    """What the text of one document refers to: by path, address, id or name as they are written there."""

    pictures: dict[str, PictureSizes] = {}
    files: dict[str, PublishedFile] = {}
    links: dict[str, str] = {}
    people: dict[str, Known] = {}  # by role and name: "speaker ada", "author noor-vink"
    parties: dict[str, Link] = {}  # organisations, and whoever is named in passing, as written: those with a file


class SeriesPart(msgspec.Struct, frozen=True, array_like=True):
    """The series an item belongs to."""

    title: str
    url: str
    cadence: str = ""
    prefix: bool = False  # whether titles begin with its own
    blurb: str = ""  # HTML
    holes: tuple[Hole, ...] = ()  # of the blurb
    around: Surroundings = Surroundings()  # what the blurb refers to


class Place(msgspec.Struct, frozen=True, array_like=True):
    """Where a page stands in a row of pages that make one list."""

    number: int = 1
    total: int = 1
    newer: str = ""  # address of the page before
    older: str = ""  # address of the page after
    first: int = 1  # number of the first entry on it


class Neighbour(msgspec.Struct, frozen=True, array_like=True):
    """The item before or behind another one in a dossier."""

    label: str
    url: str
    lang: str


class InDossier(msgspec.Struct, frozen=True, array_like=True):
    """A dossier that holds an item, and what stands beside the item there."""

    label: str
    url: str
    lang: str
    previous: Neighbour | None = None
    next: Neighbour | None = None


class ItemInputs(msgspec.Struct, frozen=True, array_like=True):
    """An item: its page, or its index.json."""

    document: str  # path of its source
    url: str
    around: Surroundings
    topics: tuple[Link, ...]
    licence: Link
    previous: CardData | None = None
    next: CardData | None = None
    boxes: tuple[Box, ...] = ()
    series: SeriesPart | None = None
    related: tuple[CardData, ...] = ()
    dossiers: tuple[InDossier, ...] = ()  # that hold the item
    entries: tuple[CardData, ...] = ()  # of a dossier, on this page
    record: str = ""  # address of its index.json, if there is one
    place: Place = Place()
    draft: bool = False  # shown all the same, and marked; so is what is not to be published yet


class Said(msgspec.Struct, frozen=True, array_like=True):
    """Words of a speaker, with the place where they stand."""

    text: str
    lang: str
    url: str
    title: str
    title_lang: str


class PersonInputs(msgspec.Struct, frozen=True, array_like=True):
    """A speaker or an author. Without a file, `document` is empty and `name` is all there is."""

    template: Literal["speaker.html", "author.html"]
    document: str
    url: str
    name: str
    initials: str
    around: Surroundings
    cards: tuple[CardData, ...]
    parts: tuple[tuple[str, str, str], ...]  # role and organisation then, and on whose behalf, one for each card
    quotations: tuple[Said, ...]
    topics: tuple[Link, ...]
    counterpart: str  # address of the same person in the other role
    count: int = 0  # of all cards, on all pages
    companions: tuple[Link, ...] = ()  # who speaks in the same items
    feed: str = ""
    place: Place = Place()


class ThingInputs(msgspec.Struct, frozen=True, array_like=True):
    """A topic, a series or an organisation. Without a file, `document` is empty."""

    template: Literal["topic.html", "series.html", "organisation.html"]
    document: str
    url: str
    title: str
    around: Surroundings
    cards: tuple[CardData, ...]
    count: int = 0  # of all cards, on all pages
    parts: tuple[tuple[tuple[Part, ...], tuple[str, ...]], ...] = ()  # of an organisation: people and parts, per card
    feed: str = ""
    place: Place = Place()


class ListInputs(msgspec.Struct, frozen=True, array_like=True):
    """A page of a list of items: home, or core messages."""

    template: Literal["home.html", "core-messages.html"]
    url: str
    cards: tuple[CardData, ...]
    messages: tuple[CoreMessage, ...]  # one for each card, for core messages
    ids: tuple[str, ...]  # anchors, one for each card, for core messages
    place: Place


class CorrectionsInputs(msgspec.Struct, frozen=True, array_like=True):
    """A page of corrections, newest first, each with the card of its item."""

    url: str
    corrections: tuple[tuple[Correction, CardData], ...]
    place: Place


class RedirectInputs(msgspec.Struct, frozen=True, array_like=True):
    """A page that leads from an old address to the one an item has now."""

    target: str  # address of the item
    title: str
    lang: str


class RegisterInputs(msgspec.Struct, frozen=True, array_like=True):
    """The A–Z of speakers: letter, then names with addresses."""

    url: str
    letters: tuple[tuple[str, tuple[Link, ...]], ...]
    count: int  # of all speakers, on all pages
    index: tuple[Link, ...]  # every letter with the address where it begins
    place: Place


class NotFoundInputs(msgspec.Struct, frozen=True, array_like=True):
    """The page for addresses that lead nowhere."""

    url: str


class FeedEntry(msgspec.Struct, frozen=True, array_like=True):
    """One item of a feed; its text comes from its document."""

    document: str
    id: str
    url: str
    around: Surroundings
    topics: tuple[str, ...]
    authors: tuple[Link, ...]  # names and absolute addresses
    series: SeriesPart | None = None
    entries: tuple[Link, ...] = ()  # of a dossier: titles and absolute addresses


class FeedInputs(msgspec.Struct, frozen=True, array_like=True):
    """A feed."""

    format: Literal["atom", "rss", "json"]

    id: str
    title: str
    subtitle: str
    url: str
    home: str
    updated: str
    entries: tuple[FeedEntry, ...]


class SitemapInputs(msgspec.Struct, frozen=True, array_like=True):
    """Pages with the day of their last change."""

    pages: tuple[tuple[str, str], ...]


class SitemapIndexInputs(msgspec.Struct, frozen=True, array_like=True):
    """Sitemaps with the day of the last change in them."""

    sitemaps: tuple[tuple[str, str], ...]


class RobotsInputs(msgspec.Struct, frozen=True, array_like=True):
    """What crawlers are told."""

    sitemap: str


class DerivativeInputs(msgspec.Struct, frozen=True, array_like=True):
    """A picture in its published sizes. `source` is read; its digest stands for its bytes."""

    source: str
    digest: str
    wanted: tuple[tuple[int, int, str], ...]  # width, height, format
    quality: int
    max_pixels: int
    creator: str
    credit: str
    licence: str


class CopyInputs(msgspec.Struct, frozen=True, array_like=True):
    """A file that is published as it is. In a style sheet, addresses of files are replaced.

    `rewrite` has the paths of these files in the folder of the theme, and their new names as seen from `folder`.
    """

    source: str  # absolute path, or relative to the publication
    digest: str
    rewrite: tuple[tuple[str, str], ...] = ()
    bare: bool = False  # a picture, to be published without its metadata
    folder: str = ""  # of a style sheet, in that of the theme


def encode(inputs: msgspec.Struct) -> bytes:
    """Inputs as a task has them: the name of their type, and the values."""
    return msgspec.msgpack.encode((type(inputs).__name__, inputs))


def decode(encoded: bytes) -> Any:
    """The inputs that `encode` was given."""
    name, raw = msgspec.msgpack.decode(encoded, type=tuple[str, msgspec.Raw])
    return msgspec.msgpack.decode(raw, type=globals()[name])
