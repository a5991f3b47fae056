"""The small values that views are made of: dates, pictures, people, cards, downloads.

Every field says what it is; a test fails when one does not. Text that was Markdown is `Markup`; everything else is
plain text that a template escapes.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from markupsafe import Markup

from site_builder.models import Link


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
    depicts: Annotated[str, "who is in the picture, as a row of names; empty where the caption names them all"] = ""
    id: Annotated[str, "anchor in the page, or empty"] = ""


class Participant(msgspec.Struct, frozen=True):
    """Somebody's part in an item, as it was then."""

    name: Annotated[str, "full name"]
    url: Annotated[str, "page of the person, or empty"]
    role: Annotated[str, "role at the time, may be empty"]
    organisation: Annotated[str, "organisation at the time, may be empty"]
    on_behalf_of: Annotated[str, "for whom they spoke, may be empty"]
    note: Annotated[str, "what the author notes, such as the reason for thanks"] = ""
    organisation_url: Annotated[str, "page of the organisation, or empty"] = ""
    on_behalf_of_url: Annotated[str, "page of whom they spoke for, or empty"] = ""


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
    at_url: Annotated[str, "address of the recording at that time, may be empty"]


class AuthorBox(msgspec.Struct, frozen=True):
    """The box about somebody who made the item and has a file."""

    name: Annotated[str, "full name"]
    url: Annotated[str, "page of the author, or empty"]
    tagline: Annotated[str, "what the author does, may be empty"]
    motto: Annotated[Markup, "motto, may be empty"]
    portrait: Annotated[Picture | None, "portrait, if there is one"]


class Card(msgspec.Struct, frozen=True):
    """What a list shows of an item."""

    kind: Annotated[str, "interview, article, report, column, research, dossier or page"]
    url: Annotated[str, "address"]
    lang: Annotated[str, "language of the item"]
    title: Annotated[Markup, "title, with quotation marks where it is a quotation"]
    quote_by: Annotated[str, "name of whom the title quotes, may be empty"]
    kicker: Annotated[str, "line above the title, may be empty"]
    date: Annotated[Date | None, "date of publication"]
    description: Annotated[str, "the lead as one plain paragraph, may be empty"]
    speakers: Annotated[tuple[Participant, ...], "the speakers as they were then"]
    sketch: Annotated[Picture | None, "the drawing, if there is one"]
    picture: Annotated[Picture | None, "its picture, if there is no drawing"]
    draft: Annotated[bool, "whether it is a draft, or to appear later, so that only the preview shows it"]
    verdict: Annotated[str, "verdict of an instalment of a series, may be empty"] = ""
    sponsored: Annotated[bool, "whether it was paid for, and has to be labelled so"] = False


class Quote(msgspec.Struct, frozen=True):
    """Words of a speaker, with the place where they stand."""

    text: Annotated[Markup, "the words, with quotation marks"]
    lang: Annotated[str, "language of the words"]
    url: Annotated[str, "address of the answer they stand in"]
    title: Annotated[str, "title of the item, plain text"]
    title_lang: Annotated[str, "language of the item"]


class Message(msgspec.Struct, frozen=True):
    """A core message in the list of all of them."""

    id: Annotated[str, "anchor"]
    text: Annotated[Markup, "the message"]
    card: Annotated[Card, "the item it belongs to"]


class Part(msgspec.Struct, frozen=True):
    """A speaker's part in an item: the role was theirs at the time."""

    card: Annotated[Card, "the item"]
    role: Annotated[str, "role at the time, may be empty"]
    organisation: Annotated[str, "organisation at the time, may be empty"]
    on_behalf_of: Annotated[str, "for whom they spoke, may be empty"]


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
    locale: Annotated[str, "language and country for shared links, such as nl_NL"]
    image: Annotated[str, "absolute address of the picture for shared links, may be empty"] = ""
    image_alt: Annotated[str, "alternative text of that picture"] = ""
    image_width: Annotated[int, "pixels"] = 0
    image_height: Annotated[int, "pixels"] = 0
    published: Annotated[str, "moment of publication, ISO 8601; may be empty"] = ""
    modified: Annotated[str, "moment of the last change of substance, ISO 8601; may be empty"] = ""
    json_ld: Annotated[Markup, "structured data as JSON, safe inside <script>; may be empty"] = Markup("")
    noindex: Annotated[bool, "whether search engines are asked to stay away"] = False


class Place(msgspec.Struct, frozen=True):
    """Where a page stands in a row of pages that make one list."""

    number: Annotated[int, "number of this page, from 1"]
    total: Annotated[int, "number of pages"]
    newer: Annotated[str, "address of the page before, or empty"]
    older: Annotated[str, "address of the page after, or empty"]


class SeriesPart(msgspec.Struct, frozen=True):
    """The series an item belongs to."""

    title: Annotated[str, "name of the series"]
    url: Annotated[str, "page of the series"]
    cadence: Annotated[str, "how often an instalment appears, may be empty"]
    blurb: Annotated[Markup, "the first paragraph of what it is about, without its tag; may be empty"]
    verdict: Annotated[str, "the verdict of this instalment, may be empty"]
    prefix: Annotated[bool, "whether titles begin with the name of the series"]
    linked: Annotated[bool, "whether the blurb leads to the page of the series"]


class Neighbour(msgspec.Struct, frozen=True):
    """The item before or behind another one in a dossier."""

    label: Annotated[str, "its title, plain text"]
    url: Annotated[str, "address"]
    lang: Annotated[str, "language of the item"]


class InDossier(msgspec.Struct, frozen=True):
    """A dossier that holds an item, and what stands beside the item there."""

    label: Annotated[str, "title of the dossier, plain text"]
    url: Annotated[str, "address of the dossier"]
    lang: Annotated[str, "language of the dossier"]
    previous: Annotated[Neighbour | None, "what stands before the item in the dossier"]
    next: Annotated[Neighbour | None, "what stands behind it"]


class Download(msgspec.Struct, frozen=True):
    """A file for readers."""

    label: Annotated[str, "what it is called"]
    url: Annotated[str, "address"]
    about: Annotated[str, "type and size of the file, such as PDF, 1.2 MB; empty for one elsewhere"]
    kind: Annotated[str, "kind, such as slides; may be empty"]
    speaker: Annotated[str, "whose it is, may be empty"]


class Source(msgspec.Struct, frozen=True):
    """A work that an item draws on."""

    title: Annotated[str, "title"]
    url: Annotated[str, "where it can be read, may be empty"]
    creators: Annotated[tuple[str, ...], "names of who made it"]
    by: Annotated[str, "the same as a row; may be empty"]
    kind: Annotated[str, "kind, such as book; may be empty"]
    year: Annotated[str, "year, may be empty"]
    isbn: Annotated[str, "ISBN, may be empty"]
    note: Annotated[str, "a remark, may be empty"]


class Stop(msgspec.Struct, frozen=True):
    """A place and a day of an event."""

    place: Annotated[str, "building and town, may be empty"]
    date: Annotated[Date | None, "day, if it is known"]


class Event(msgspec.Struct, frozen=True):
    """An event that an item is about."""

    name: Annotated[str, "name"]
    organiser: Annotated[str, "who organised it, may be empty"]
    date: Annotated[Date | None, "first day, if it is known"]
    stops: Annotated[tuple[Stop, ...], "where it was held, if in several places"]


class Recording(msgspec.Struct, frozen=True):
    """A sound or film file of the publication's own."""

    url: Annotated[str, "address of the file"]
    about: Annotated[str, "type, size and length, such as MP3, 12 MB, 42:10"]
    captions: Annotated[str, "address of captions (WebVTT), or empty"]
    transcript: Annotated[str, "address of a transcript to read, or empty"]
    poster: Annotated[str, "address of the picture before it plays, or empty"]


class Enclosure(msgspec.Struct, frozen=True):
    """A recording as feeds offer it."""

    url: Annotated[str, "absolute address of the file"]
    type: Annotated[str, "media type, such as audio/mpeg"]
    size: Annotated[int, "bytes"]
    seconds: Annotated[int, "how long it is, or 0 where that is not known"]


class Correction(msgspec.Struct, frozen=True):
    """What was wrong, or has changed."""

    date: Annotated[Date, "day of the correction"]
    kind: Annotated[str, "correction, clarification or update"]
    label: Annotated[str, "the same in words, such as Verduidelijking"]
    text: Annotated[Markup, "what was wrong and what is right"]
    card: Annotated[Card | None, "the item, in a list of corrections of several"] = None


class CallToAction(msgspec.Struct, frozen=True):
    """What readers are asked to do."""

    label: Annotated[str, "words on the button"]
    url: Annotated[str, "where it leads"]
    text: Annotated[Markup, "a sentence before it, may be empty"]


class OrganisationRole(msgspec.Struct, frozen=True):
    """What an organisation has to do with an item."""

    name: Annotated[str, "name"]
    url: Annotated[str, "its page, or empty"]
    role: Annotated[str, "its part, such as publisher; may be empty"]


class Involvement(msgspec.Struct, frozen=True):
    """An item that an organisation has to do with."""

    card: Annotated[Card, "the item"]
    people: Annotated[tuple[Participant, ...], "who spoke for it, with the role at the time"]
    roles: Annotated[tuple[str, ...], "its own parts in the item, such as publisher"]
