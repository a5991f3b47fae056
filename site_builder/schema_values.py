"""The small values inside a file of content: texts, dates, people, pictures, downloads, sources.

They are parts of the schema, see `schema.py`. This module evaluates its annotations: they are the shapes of the keys.
"""

import datetime as dt
from typing import Annotated, Literal

from site_builder import scalars
from site_builder.scalars import Unfit, is_blank
from site_builder.shapes import Either, ListOf, Model, Scalar, Short, key, under, whole
from site_builder.urls import ID

_SCALAR = {"type": ["string", "number", "boolean"]}
Text = Annotated[str, Scalar(scalars.as_text, _SCALAR)]
_BLOCK = Scalar(scalars.as_block, _SCALAR, "Markdown")
Block = Annotated[str, _BLOCK]
"""Markdown: kept to the letter, as its lines are counted."""
Line = Annotated[str, Scalar(scalars.as_block, _SCALAR, "line of Markdown")]
Truth = Annotated[bool, Scalar(scalars.as_truth, {"type": "boolean"}, "`true` or `false`")]
Date = Annotated[dt.date, Scalar(scalars.as_date, {"type": "string", "format": "date"}, "date")]
DateTime = Annotated[dt.datetime, Scalar(scalars.as_date_time, {"type": "string"}, "date, or date and time")]
Count = Annotated[int, Scalar(scalars.as_count, {"type": ["string", "integer"]}, "number")]
Period = Annotated[str, Scalar(scalars.as_period, _SCALAR, "year, month, date, or words")]
Language = Annotated[str, Scalar(scalars.as_language, whole(scalars.LANGUAGE), "language code")]
TimeCode = Annotated[int, Scalar(scalars.as_time_code, whole(scalars.TIME_CODE), "m:ss or h:mm:ss")]
Address = Annotated[str, Scalar(scalars.as_address, {"type": "string", "format": "uri"}, "web address")]
LinkAddress = Annotated[str, Scalar(scalars.as_link, {"type": "string", "format": "uri"}, "address")]
Destination = Annotated[str, Scalar(scalars.as_destination, {"type": "string"}, "address")]
ID_NAME = Scalar(scalars.as_id, whole(ID), "id")
Id = Annotated[str, ID_NAME]
_NO_OPTION = {"type": "string", "pattern": "^[^-].*$"}
Folder = Annotated[str, Scalar(scalars.as_place, _NO_OPTION, "path")]
Repository = Annotated[str, Scalar(scalars.as_repository, _NO_OPTION, "name or address")]
Branch = Annotated[str, Scalar(scalars.as_branch, _NO_OPTION, "name of a branch")]
Path = Annotated[str, Scalar(scalars.as_path, {"type": "string"}, "path")]
ENTRY = Scalar(scalars.as_entry, _SCALAR)
Texts = tuple[Annotated[str, ENTRY], ...]
MOST_NAMES = 500  # in one list: each name has a page, which shows the others
Names = Annotated[tuple[str, ...], ListOf(ENTRY, most=MOST_NAMES)]
LINE = "\0line"  # a key that no author can write


def _as_person(text: str) -> object:
    """`name or id, role, organisation` in one line."""
    who, _, rest = text.partition(", ")
    role, _, organisation = rest.partition(", ")
    found = {LINE: who.strip(), "role": role.strip(), "organisation": organisation.strip()}
    return {key: text for key, text in found.items() if text}


class Participant(Model):
    """Somebody's part in an item, with role and organisation as they were then."""

    speaker: Text = key("Id (or name) of a speaker.", "")
    author: Text = key("Id (or name) of an author.", "")
    name: Text = key("A name that needs no file.", "")
    group: Text = key("A group of people, such as a class.", "")
    line: Text = key("Set by the reader for the one-line form.", "", name=LINE)
    role: Text = key("Role at the time.", "")
    organisation: Text = key("Organisation at the time.", "")
    on_behalf_of: Text = key("For whom they spoke.", "")
    note: Text = key("A remark, such as the reason for thanks.", "")

    def check(self) -> None:
        given = [n for n in (self.speaker, self.author, self.name, self.group, self.line) if n]
        if len(given) != 1:
            raise Unfit("one-name-per-person", count=len(given))


PEOPLE = "people list"
PERSON = Short(Participant, _as_person, "line")
Participants = Annotated[tuple[Participant, ...], ListOf(PERSON, most=MOST_NAMES, said=PEOPLE)]


class Picture(Model):
    """A picture that is not the drawing."""

    image: Text = key("Path of the file, beside the item or in assets/.")
    alt: Text = key("What there is to see, for who can't see it.", "")
    caption: Line = key("Caption.", "")
    credit: Text = key("Who is to be named.", "")
    depicts: Texts = key("Who is in the picture.", ())


AnyPicture = Annotated[Picture | None, Short(Picture, under("image"), "path")]


class Portrait(Model):
    """A portrait."""

    image: Text = key("Path of the file, beside the person's file or in assets/.")
    alt: Text = key("What there is to see, for who can't see it.", "")
    credit: Text = key("Who is to be named.", "")


AnyPortrait = Annotated[Portrait | None, Short(Portrait, under("image"), "path")]


class Sketch(Model):
    """The drawing."""

    image: Text = key("Path of the file, beside the item or in assets/.")
    alt: Text = key("What the drawing shows, in one sentence of at most 150 characters.", "")
    caption: Line = key("Caption.", "")
    creator: Text = key("Who drew it, id or name; default: the artists.", "")
    medium: Text = key("What it was drawn with.", "")


AnySketch = Annotated[Sketch | None, Short(Sketch, under("image"), "path")]
Sketches = Annotated[tuple[Sketch, ...], ListOf(Short(Sketch, under("image"), "path"))]


class Recorded(Model):
    """Where and when the conversation took place."""

    place: Text = key("Building or organisation.", "")
    city: Text = key("Town.", "")
    date: Date | None = key("Day of the conversation.", None)


class SeriesChoice(Model):
    """The series an item belongs to."""

    series: Text = key("Id or name of the series.")
    verdict: Text = key("The verdict, one that the series allows.", "")


AnySeries = Annotated[SeriesChoice | None, Short(SeriesChoice, under("series"), "id or name")]


class OrganisationPart(Model):
    """An organisation that has to do with the item."""

    organisation: Text = key("Id or name of the organisation.")
    role: Text = key("Its part, such as publisher or partner.", "")


Organisations = Annotated[tuple[OrganisationPart, ...], ListOf(Short(OrganisationPart, under("organisation"), "name"))]


class Stop(Model):
    """A place and a day of an event."""

    city: Text = key("Town.", "")
    venue: Text = key("Building or room.", "")
    date: Date | None = key("Day.", None)

    def check(self) -> None:
        if not (self.city or self.venue or self.date):
            raise Unfit("stop-without-place")


class Event(Model):
    """An event that the item is about."""

    name: Text = key("Name.")
    organiser: Text = key("Who organised it, by id or name.", "")
    date: Date | None = key("First day.", None)
    stops: tuple[Stop, ...] = key("Where it was held, if in several places.", ())


class SourceModel(Model):
    """A book, a report or another work that the item draws on."""

    title: Text = key("Title; it may be missing where there are creators or a note.", "")
    kind: Text = key("Kind, such as book or report.", "")
    creators: Texts = key("Who made it, each by id or name.", ())
    year: Text = key("Year.", "")
    isbn: Text = key("ISBN.", "")
    url: Address = key("Where it can be read.", "")
    note: Text = key("A remark.", "")

    def check(self) -> None:
        if not (self.title or self.creators or self.note):
            raise Unfit("source-without-title")


class Download(Model):
    """A file that readers may take; type and size are printed from the file."""

    file: Text = key("Path of a file beside the item or in assets/; it is published as it is.", "")
    to: Address = key("Address of a file elsewhere, in place of `file`.", "")
    label: Text = key("What it is called; default: the name of the file.", "")
    kind: Text = key("Kind, such as slides or white paper.", "")
    speaker: Text = key("Id or name of the speaker whose it is.", "")

    def check(self) -> None:
        if bool(self.file) == bool(self.to):
            raise Unfit("one-place-per-download", count="both" if self.file else "neither")


class CallToAction(Model):
    """What readers are asked to do."""

    label: Text = key("Words on the button.")
    to: Destination = key("Address in the publication or on the web.")
    text: Block = key("A sentence before it.", "")


class Recording(Model):
    """A sound or film file of one's own."""

    file: Text = key("Path of the file, beside the item or in assets/.")
    transcript: Text = key("Path of a transcript; a .vtt file becomes captions as well.", "")
    poster: Text = key("Path of the picture to show before it plays.", "")
    duration: TimeCode | None = key("Length.", None)


AnyRecording = Annotated[Recording | None, Short(Recording, under("file"), "path")]


class Research(Model):
    """How the figures came about; a sentence is made of it."""

    n: Count = key("Number of people questioned.", 0)
    population: Text = key("Who they are, such as inhabitants of Utrecht.", "")
    mode: Text = key("How they were questioned, such as online.", "")
    period: Period = key("When, such as 2018-07.", "")
    by: Text = key("Who did the research, by id or name.", "")
    commissioned_by: Text = key("Who had it done, by id or name.", "")
    note: Block = key("A text in place of the sentence.", "")


class CorrectionModel(Model):
    """What was wrong, or has changed."""

    date: Date = key("Day of the correction.")
    text: Block = key("What was wrong and what is right.")
    kind: Literal["correction", "clarification", "update"] = key("What kind of change it is.", "correction")


class TurnModel(Model):
    """What one speaker says in an answer that several give."""

    speaker: Text = key("Id or name of one of the item's speakers.")
    text: Block = key("What is said.")


Answer = Annotated[str | tuple[TurnModel, ...], Either(ListOf(TurnModel.shape), _BLOCK)]


class Question(Model):
    """A question and its answer."""

    question: Line = key("The question.")
    answer: Answer = key("The answer without quotation marks around it, or its turns.")
    id: Id = key("Anchor; default: made from the first words of the question.", "")
    short: Text = key("The question in a few words, for lists.", "")
    at: TimeCode | None = key("Time in the recording.", None)

    @classmethod
    def check_written(cls, given: dict[str, object]) -> None:
        if given.get("question") and (not (answer := given.get("answer")) or is_blank(answer)):
            raise Unfit("question-without-answer")
