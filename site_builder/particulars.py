"""The particulars of items and people: events, sources, downloads, corrections and the like, as frozen plain values."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec


class Recorded(msgspec.Struct, frozen=True, array_like=True):
    """Where and when the conversation took place."""

    place: str = ""
    city: str = ""
    date: dt.date | None = None


class Work(msgspec.Struct, frozen=True, array_like=True):
    """A book or another work of a person."""

    title: str
    kind: str = ""
    year: str = ""
    isbn: str = ""
    note: str = ""


class Correction(msgspec.Struct, frozen=True, array_like=True):
    """What was wrong, or has changed."""

    date: dt.date
    kind: Literal["correction", "clarification", "update"]
    html: str


class OrganisationPart(msgspec.Struct, frozen=True, array_like=True):
    """What an organisation has to do with an item."""

    organisation: str  # id, or name as written
    role: str = ""


class Stop(msgspec.Struct, frozen=True, array_like=True):
    """A place and a day of an event."""

    city: str = ""
    venue: str = ""
    date: dt.date | None = None


class Event(msgspec.Struct, frozen=True, array_like=True):
    """An event that an item is about."""

    name: str
    organiser: str = ""
    date: dt.date | None = None
    stops: tuple[Stop, ...] = ()


class SourceWork(msgspec.Struct, frozen=True, array_like=True):
    """A work that an item draws on."""

    title: str
    kind: str = ""
    creators: tuple[str, ...] = ()
    year: str = ""
    isbn: str = ""
    url: str = ""
    note: str = ""


class Download(msgspec.Struct, frozen=True, array_like=True):
    """A file for readers: `file` is a path as written, `to` an address elsewhere; one of them is empty."""

    file: str = ""
    to: str = ""
    label: str = ""
    kind: str = ""
    speaker: str = ""  # id, or name as written


class CallToAction(msgspec.Struct, frozen=True, array_like=True):
    """What readers are asked to do."""

    label: str
    to: str
    html: str = ""


class Recording(msgspec.Struct, frozen=True, array_like=True):
    """A sound or film file; paths as written."""

    file: str
    transcript: str = ""
    poster: str = ""
    duration: int | None = None  # seconds


class Research(msgspec.Struct, frozen=True, array_like=True):
    """How the figures of an item came about."""

    n: int = 0
    population: str = ""
    mode: str = ""
    period: str = ""
    by: str = ""
    commissioned_by: str = ""
    note: str = ""  # HTML, in place of a sentence made of the rest
