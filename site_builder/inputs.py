"""What an output is made from, besides the whole text of its own documents.

These are plain values: the plan makes them, they decide the key of a task, a worker turns them into a view. So they
hold just what a page shows of the rest of the publication, and nothing that merely could matter.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

import msgspec

from site_builder.models import CoreMessage, Link


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


class Part(msgspec.Struct, frozen=True, array_like=True):
    """Somebody's part in an item, with the person found."""

    name: str
    url: str
    role: str
    organisation: str
    on_behalf_of: str = ""
    note: str = ""


class CardData(msgspec.Struct, frozen=True, array_like=True):
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
    files: dict[str, Link] = {}  # address and "PDF, 1.2 MB"
    links: dict[str, str] = {}
    people: dict[str, Known] = {}  # by role and name: "speaker ada", "author noor-vink"


class ItemInputs(msgspec.Struct, frozen=True, array_like=True):
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


class Said(msgspec.Struct, frozen=True, array_like=True):
    """Words of a speaker, with the place where they stand."""

    text: str
    lang: str
    url: str
    title: str


class PersonInputs(msgspec.Struct, frozen=True, array_like=True):
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


class TopicInputs(msgspec.Struct, frozen=True, array_like=True):
    """A topic. Without a file, `document` is empty."""

    document: str
    url: str
    title: str
    around: Surroundings
    cards: tuple[CardData, ...]


class ListInputs(msgspec.Struct, frozen=True, array_like=True):
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


class RegisterInputs(msgspec.Struct, frozen=True, array_like=True):
    """The A–Z of speakers: letter, then names with addresses."""

    url: str
    letters: tuple[tuple[str, tuple[Link, ...]], ...]


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
    authors: tuple[str, ...]


class FeedInputs(msgspec.Struct, frozen=True, array_like=True):
    """A feed."""

    id: str
    title: str
    subtitle: str
    url: str
    home: str
    updated: str
    entries: tuple[FeedEntry, ...]


class SitemapInputs(msgspec.Struct, frozen=True, array_like=True):
    """All pages with the day of their last change."""

    pages: tuple[tuple[str, str], ...]


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
    """A file that is published as it is. `rewrite` has addresses to replace in a style sheet."""

    source: str  # absolute path, or relative to the publication
    digest: str
    rewrite: tuple[tuple[str, str], ...] = ()


def encode(inputs: msgspec.Struct) -> bytes:
    """Inputs as a task has them: the name of their type, and the values."""
    return msgspec.msgpack.encode((type(inputs).__name__, inputs))


def decode(encoded: bytes) -> Any:
    """The inputs that `encode` was given."""
    name, raw = msgspec.msgpack.decode(encoded, type=tuple[str, msgspec.Raw])
    return msgspec.msgpack.decode(raw, type=globals()[name])
