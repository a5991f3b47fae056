"""What an output is made from, besides the whole text of its own documents.

These are plain values: the plan makes them, they decide the key of a task, a worker turns them into a view. So they
hold just what a page shows of the rest of the publication, and nothing that merely could matter.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from site_builder.models import CoreMessage, Link


@dataclass(frozen=True, slots=True)
class PictureSizes:
    """A picture as it is published: addresses and sizes in pixels."""

    tone: int
    width: int
    height: int
    webp: tuple[tuple[str, int], ...]
    jpeg: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Known:
    """A person as other pages name them."""

    name: str
    url: str = ""
    initials: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody's part in an item, with the person found."""

    name: str
    url: str
    role: str
    organisation: str
    on_behalf_of: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class CardData:
    """What a list shows of an interview."""

    url: str
    lang: str
    title: str  # HTML
    list_title: str
    quoted: bool
    quote_by: str
    kicker: str
    date: dt.date | None
    description: str
    speakers: tuple[Part, ...]
    sketch: PictureSizes | None
    sketch_alt: str
    draft: bool


@dataclass(frozen=True, slots=True)
class Box:
    """The box about an author."""

    name: str
    url: str
    tagline: str
    motto: str
    portrait: PictureSizes | None
    portrait_alt: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the text of one document refers to: by path, address, id or name as they are written there."""

    pictures: dict[str, PictureSizes] = field(default_factory=dict)
    files: dict[str, Link] = field(default_factory=dict)  # address and "PDF, 1.2 MB"
    links: dict[str, str] = field(default_factory=dict)
    people: dict[str, Known] = field(default_factory=dict)  # by role and name: "speaker ada", "author noor-vink"


@dataclass(frozen=True, slots=True)
class ItemInputs:
    """An interview or a page."""

    template: Literal["interview.html", "page.html"]
    document: str  # path of its source
    url: str
    around: Surroundings
    topics: tuple[Link, ...]
    licence: Link
    previous: CardData | None = None
    next: CardData | None = None
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a speaker, with the place where they stand."""

    text: str
    lang: str
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class PersonInputs:
    """A speaker or an author. Without a file, `document` is empty and `name` is all there is."""

    template: Literal["speaker.html", "author.html"]
    document: str
    url: str
    name: str
    initials: str
    around: Surroundings
    cards: tuple[CardData, ...]
    parts: tuple[tuple[str, str], ...]  # role and organisation then, one for each card
    quotations: tuple[Said, ...]
    topics: tuple[Link, ...]
    counterpart: str  # address of the same person in the other role


@dataclass(frozen=True, slots=True)
class TopicInputs:
    """A topic. Without a file, `document` is empty."""

    document: str
    url: str
    title: str
    around: Surroundings
    cards: tuple[CardData, ...]


@dataclass(frozen=True, slots=True)
class ListInputs:
    """A page of a list of interviews: home, or core messages."""

    template: Literal["home.html", "core-messages.html"]
    url: str
    cards: tuple[CardData, ...]
    messages: tuple[CoreMessage, ...]  # one for each card, for core messages
    ids: tuple[str, ...]  # anchors, one for each card, for core messages
    number: int
    total: int
    newer: str
    older: str


@dataclass(frozen=True, slots=True)
class RegisterInputs:
    """The A–Z of speakers: letter, then names with addresses."""

    url: str
    letters: tuple[tuple[str, tuple[Link, ...]], ...]


@dataclass(frozen=True, slots=True)
class NotFoundInputs:
    """The page for addresses that lead nowhere."""

    url: str


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One item of a feed; its text comes from its document."""

    document: str
    id: str
    url: str
    around: Surroundings
    topics: tuple[str, ...]
    authors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FeedInputs:
    """A feed."""

    id: str
    title: str
    subtitle: str
    url: str
    home: str
    updated: str
    entries: tuple[FeedEntry, ...]


@dataclass(frozen=True, slots=True)
class SitemapInputs:
    """All pages with the day of their last change."""

    pages: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RobotsInputs:
    """What crawlers are told."""

    sitemap: str


@dataclass(frozen=True, slots=True)
class DerivativeInputs:
    """A picture in its published sizes. `source` is read; its digest stands for its bytes."""

    source: str
    digest: str
    wanted: tuple[tuple[int, int, str], ...]  # width, height, format
    quality: int
    max_pixels: int
    creator: str
    credit: str
    licence: str


@dataclass(frozen=True, slots=True)
class CopyInputs:
    """A file that is published as it is. `rewrite` has addresses to replace in a style sheet."""

    source: str  # absolute path, or relative to the publication
    digest: str
    rewrite: tuple[tuple[str, str], ...] = ()
