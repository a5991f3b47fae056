"""What an author may write: every key of every kind of file, its shape and its meaning.

This is the one source of the reader, of the JSON Schemas for editors (`json_schemas`) and of the author's
documentation. All values come in as text, lists and mappings, just as typed (`frontmatter.py`); `shapes.py` turns them
into what a key wants, and `validation.py` reports every mistake of a file at once.
"""

import datetime as dt
from typing import Annotated, Any, Literal

from site_builder import scalars
from site_builder.scalars import Unfit, is_blank
from site_builder.shapes import Either, ListOf, Model, Number, Scalar, Short, key, whole
from site_builder.urls import ID

# This module evaluates its annotations: they are the shapes of the keys.

_SCALAR = {"type": ["string", "number", "boolean"]}
Text = Annotated[str, Scalar(scalars.as_text, _SCALAR)]
Block = Annotated[str, Scalar(scalars.as_block, _SCALAR)]
"""Markdown: kept to the letter, as its lines are counted."""
Truth = Annotated[bool, Scalar(scalars.as_truth, {"type": "boolean"})]
Date = Annotated[dt.date, Scalar(scalars.as_date, {"type": "string", "format": "date"})]
DateTime = Annotated[dt.datetime, Scalar(scalars.as_date_time, {"type": "string"})]
Language = Annotated[str, Scalar(scalars.as_language, whole(scalars.LANGUAGE))]
TimeCode = Annotated[int, Scalar(scalars.as_time_code, whole(scalars.TIME_CODE))]
Address = Annotated[str, Scalar(scalars.as_address, {"type": "string", "format": "uri"})]
Id = Annotated[str, Scalar(scalars.as_id, whole(ID))]
Texts = tuple[Annotated[str, Scalar(scalars.as_entry, _SCALAR)], ...]
LINE = "\0line"  # a key that no author can write


def _as_person(text: str) -> object:
    """`name or id, role, organisation` in one line."""
    who, _, rest = text.partition(", ")
    role, _, organisation = rest.partition(", ")
    found = {LINE: who.strip(), "role": role.strip(), "organisation": organisation.strip()}
    return {key: text for key, text in found.items() if text}


def _as_picture(text: str) -> object:
    return {"image": text}


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


_PERSON = Short(Participant, _as_person)
Participants = Annotated[tuple[Participant, ...], ListOf(_PERSON)]


class Picture(Model):
    """A picture that is not the drawing."""

    image: Text = key("Path of the file, beside the item or in assets/.")
    alt: Text = key("What there is to see, for who can't see it.", "")
    caption: Block = key("Caption; Markdown inline.", "")
    credit: Text = key("Who is to be named.", "")
    depicts: Texts = key("Who is in the picture.", ())


class Portrait(Model):
    """A portrait."""

    image: Text = key("Path of the file, beside the person's file or in assets/.")
    alt: Text = key("What there is to see, for who can't see it.", "")
    credit: Text = key("Who is to be named.", "")


class Sketch(Model):
    """The drawing."""

    image: Text = key("Path of the file, beside the item or in assets/.")
    alt: Text = key("What the drawing shows, in one sentence of at most 150 characters.", "")
    caption: Block = key("Caption; Markdown inline.", "")
    creator: Text = key("Who drew it, id or name; default: the artists.", "")
    medium: Text = key("What it was drawn with.", "")


class Recorded(Model):
    """Where and when the conversation took place."""

    place: Text = key("Building or organisation.", "")
    city: Text = key("Town.", "")
    date: Date | None = key("Day of the conversation.", None)


class TurnModel(Model):
    """What one speaker says in an answer that several give."""

    speaker: Text = key("Id or name of one of the item's speakers.")
    text: Block = key("What is said; Markdown.")


Answer = Annotated[str | tuple[TurnModel, ...], Either(ListOf(TurnModel.shape), Scalar(scalars.as_block, _SCALAR))]


class Question(Model):
    """A question and its answer."""

    question: Block = key("The question; Markdown inline.")
    answer: Answer = key("The answer: Markdown without outer quotation marks, or turns.")
    id: Id = key("Anchor; default: made from the first words of the question.", "")
    short: Text = key("The question in a few words, for lists.", "")
    at: TimeCode | None = key("Time in the recording, m:ss or h:mm:ss.", None)

    @classmethod
    def check_written(cls, given: dict[str, object]) -> None:
        if given.get("question") and (not (answer := given.get("answer")) or is_blank(answer)):
            raise Unfit("question-without-answer")


class Item(Model):
    """The keys of every item."""

    title: Block = key("Title; Markdown inline.")
    list_title: Text = key("Shorter or plainer title for lists, feeds and <title>.", "")
    date: Date | None = key("Date of publication.", None)
    updated: Date | None = key("Date of the last change of substance.", None)
    publish: DateTime | None = key(
        "Until then the item is nowhere in the output; without offset in the site's zone.", None
    )
    draft: Truth = key("A draft is nowhere in the output of build.", False)
    lang: Language = key("Language, BCP 47; default: the site's.", "")
    kicker: Text = key("Line above the title.", "")
    section: Text = key("Label that groups items.", "")
    lead: Block = key("Lead; Markdown.", "")
    topics: Texts = key("Topics, by id or name.", ())
    authors: Participants = key("Who wrote it.", ())
    photographers: Participants = key("Who took the pictures.", ())
    editors: Participants = key("Who edited it.", ())
    translators: Participants = key("Who translated it.", ())
    author_role: Text = key("In which role the author wrote it.", "")
    signature: Truth = key("Print the author's name at the foot as well.", False)
    picture: Annotated[Picture | None, Short(Picture, _as_picture)] = key("A picture that is not the drawing.", None)
    sketch: Annotated[Sketch | None, Short(Sketch, _as_picture)] = key("The drawing.", None)
    core_message: Block = key("What it comes down to; Markdown.", "")
    disclosure: Block = key("How it came about; Markdown.", "")
    thanks: Participants = key("Who is thanked, each with a note.", ())
    recorded: Recorded | None = key("Where and when it was recorded.", None)
    licence: Text = key("SPDX or Creative Commons name, or an address.", "")
    id: Text = key("Lasting identifier for feeds; default: from first date and slug.", "")
    extra: Any = key("Anything; templates see it and the build never touches it.", None)


class Interview(Item):
    """interviews/<slug>.md or interviews/<slug>/index.md"""

    date: Date = key("Date of publication.")
    quote_by: Text = key("Speaker whose words the title is.", "")
    speakers: Annotated[tuple[Participant, ...], ListOf(_PERSON, least=1)] = key("Who answers, at least one.")
    interviewers: Participants = key("Who asks.", ())
    artists: Participants = key("Who draws.", ())
    central_question: Text = key("The question behind all questions.", "")
    qa: tuple[Question, ...] | None = key("Questions and answers.", None)


class Page(Item):
    """pages/<slug>.md"""

    navigation: Truth = key("Whether the page stands in the menu.", True)


class LabelledLink(Model):
    """A link of a person."""

    label: Text = key("What the link is called.")
    url: Address = key("Where it goes.")


class WorkModel(Model):
    """A book or another work."""

    title: Text = key("Title.")
    kind: Text = key("Kind, such as book.", "")
    year: Text = key("Year.", "")
    isbn: Text = key("ISBN.", "")


class Speaker(Model):
    """speakers/<id>.md"""

    name: Text = key("Full name.", "")
    given: Text = key("Given name.", "")
    prefix: Text = key("Particle, such as van der.", "")
    family: Text = key("Family name without particle.", "")
    name_style: Literal["nl", "be", "as-is"] = key("How the name is sorted.", "nl")
    sort: Text = key("Sort key, where the rules fail.", "")
    role: Text = key("Today's role, shown on the person's page only.", "")
    organisation: Text = key("Today's organisation, shown on the person's page only.", "")
    links: tuple[LabelledLink, ...] = key("Links of the person's own.", ())
    portrait: Annotated[Portrait | None, Short(Portrait, _as_picture)] = key("Portrait.", None)
    works: tuple[WorkModel, ...] = key("Works.", ())
    pronunciation: Text = key("How the name is said.", "")

    def check(self) -> None:
        if not (self.name or self.family or self.given):
            raise Unfit("person-without-name")


class Author(Speaker):
    """authors/<id>.md"""

    tagline: Text = key("What the author does.", "")
    motto: Block = key("Motto; Markdown inline.", "")


class Topic(Model):
    """topics/<id>.md"""

    title: Text = key("The topic.")


class Publisher(Model):
    """Who publishes it."""

    name: Text = key("Name.")
    url: Address = key("Address of the publisher's own site.", "")
    logo: Text = key("Path of a picture in assets/.", "")


class MenuEntry(Model):
    """An entry of the menu."""

    label: Text = key("What it is called.")
    to: Text = key("Address in the publication, such as /speakers/, or on the web.")


_WIDTH = Number(1, 20_000)
Widths = Annotated[tuple[int, ...], ListOf(_WIDTH)]


class Pictures(Model):
    """The sizes in which pictures are published."""

    webp: Widths = key("Widths of the WebP sizes, pixels.", (480, 960, 1600, 2400))
    jpeg: Annotated[tuple[int, ...], ListOf(_WIDTH, least=1)] = key(
        "Widths of the JPEG sizes, pixels; at least one.", (960,)
    )
    quality: Annotated[int, Number(1, 100)] = key("Quality of both, 1 to 100.", 80)
    max_megapixels: Annotated[int, Number(1, 10_000)] = key("Larger pictures are refused.", 120)


class Outputs(Model):
    """Kinds of output that can be turned off."""

    feeds: tuple[Literal["atom"], ...] = key("Feeds.", ("atom",))
    sitemap: Truth = key("sitemap.xml", True)
    robots: Truth = key("robots.txt", True)
    speakers: Truth = key("The A–Z of speakers.", True)
    core_messages: Truth = key("The page of all core messages.", True)
    authors: Truth = key("A page for each author.", True)
    structured_data: Truth = key("JSON-LD in interviews and pages of people.", True)


class Paths(Model):
    """Where the pages of each kind stand."""

    interviews: Id = key("Interviews.", "interviews")
    speakers: Id = key("Speakers.", "speakers")
    authors: Id = key("Authors.", "authors")
    topics: Id = key("Topics.", "topics")
    core_messages: Id = key("Core messages.", "core-messages")


class ThemeChoice(Model, open=True):
    """The theme by name, and its settings, which the theme itself checks."""

    others: dict[str, Any]
    name: Text = key("Name of the theme.", "paper")


class Settings(Model):
    """content/site.yaml"""

    title: Text = key("Title of the publication.")
    base_url: Address = key("Address at which it will stand, such as https://example.org/mag/.")
    description: Text = key("What it is about.", "")
    language: Language = key("Language of the publication, BCP 47.", "en")
    timezone: Text = key("Time zone, such as Europe/Amsterdam.", "UTC")
    theme: Annotated[ThemeChoice, Short(ThemeChoice, lambda name: {"name": name})] = key(
        "Theme, with its settings.", ThemeChoice()
    )
    page_size: Annotated[int, Number(1, 500)] = key("Interviews per page of a list.", 10)
    feed_length: Annotated[int, Number()] = key("Items in a feed.", 20)
    publisher: Publisher | None = key("Who publishes it.", None)
    contact: Text = key("How to reach the publisher.", "")
    licence: Text = key("SPDX or Creative Commons name, or an address.", "")
    navigation: tuple[MenuEntry, ...] | None = key("The menu.", None)
    pictures: Pictures = key("Sizes of pictures.", Pictures())
    outputs: Outputs = key("Kinds of output.", Outputs())
    paths: Paths = key("Where pages stand.", Paths())
    quotes: Literal["", "double", "single", "low", "guillemets"] = key("Quotation marks; default: by language.", "")
    raw_html: Literal["escape", "sanitise"] = key("What happens to HTML in Markdown.", "escape")
    output: Text = key("Folder of the finished site.", "public")
    store: Text = key("Folder of what builds keep.", ".cache/site-builder")


class ThemeSetting(Model):
    """A setting that a theme offers."""

    type: Literal["text", "switch", "choice", "number"] = key("Type.")
    default: Text = key("Default.")
    choices: Texts = key("Allowed values of a choice.", ())
    description: Text = key("What it does.", "")


class PictureProfile(Model):
    """How wide a theme shows a kind of picture, and the widths it needs where they differ from the site's."""

    sizes: Text = key("The sizes attribute.")
    webp: Widths | None = key("Widths of the WebP sizes.", None)
    jpeg: Widths | None = key("Widths of the JPEG sizes.", None)


class Theme(Model):
    """themes/<name>/theme.yaml"""

    name: Text = key("Name.")
    description: Text = key("What it looks like.", "")
    parent: Text = key("Theme whose templates and files fill the gaps.", "")
    settings: dict[str, ThemeSetting] = key("Settings it offers.", {})
    styles: tuple[Text, ...] | None = key("Style sheets in static/, in order.", None)
    icon: Text = key("Icon in static/.", "")
    pictures: dict[str, PictureProfile] = key("Picture profiles: drawing, cover, card, picture, wide, portrait.", {})


FILES: dict[str, type[Model]] = {
    "interview": Interview,
    "page": Page,
    "speaker": Speaker,
    "author": Author,
    "topic": Topic,
    "settings": Settings,
    "theme": Theme,
}
"""Every kind of file with its keys."""
