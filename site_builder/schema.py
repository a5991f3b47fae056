"""What an author may write: every key of every kind of file, its shape and its meaning.

This is the one source of the reader, of the JSON Schemas for editors (`json_schemas`) and of the author's
documentation. All values come in as text, lists and mappings, just as typed (`frontmatter.py`); here text becomes
dates, numbers and truth values where a key wants them. `validate` reports every mistake of a file at once.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Annotated, Any, Literal, TypeVar, get_args
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    ValidationError,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from site_builder.errors import Problem, SiteError, did_you_mean, problem
from site_builder.frontmatter import Source
from site_builder.urls import ID

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_TIME_CODE = re.compile(r"(?:(\d{1,2}):)?(\d{1,2}):(\d{2})")
_LINE = "\0line"  # no author can write it
_TRUTH = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def _fail(code: str, **words: object) -> PydanticCustomError:
    return PydanticCustomError(code, "see errors.CODES", words)


def _name_of(value: object) -> str:
    names: dict[type, str] = {list: "a list", dict: "a mapping", str: "a text"}
    return names.get(type(value), "nothing")


def _text(value: object) -> str:
    if isinstance(value, str):
        return value.strip()
    raise _fail("not-a-text", found=_name_of(value))


def _block(value: object) -> str:
    if isinstance(value, str):
        return value
    raise _fail("not-a-text", found=_name_of(value))


def _truth(value: object) -> bool:
    text = _text(value)
    if text.lower() not in _TRUTH:
        raise _fail("not-true-or-false", value=text)
    return _TRUTH[text.lower()]


def _number(value: object) -> int:
    text = _text(value)
    if not text.isdecimal():
        raise _fail("not-a-number", value=text)
    return int(text)


def _date(value: object) -> dt.date:
    text = _text(value)
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            raise ValueError("not written as year-month-day")
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise _fail("not-a-date", value=text, why=str(error)) from None


def _date_time(value: object) -> dt.datetime:
    text = _text(value)
    try:
        if not re.match(r"\d{4}-\d\d-\d\d", text):
            raise ValueError("it does not begin with year-month-day")
        return dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise _fail("not-a-time", value=text, why=str(error)) from None


def _language(value: object) -> str:
    text = _text(value)
    if not _LANGUAGE.fullmatch(text):
        raise _fail("not-a-language", value=text)
    return text


def read_time_code(text: str) -> int:
    """Seconds of `m:ss` or `h:mm:ss`. Raises ValueError."""
    match = _TIME_CODE.fullmatch(text)
    if match is None or int(match[3]) > 59 or (match[1] and int(match[2]) > 59):
        raise ValueError(text)
    return int(match[1] or 0) * 3600 + int(match[2]) * 60 + int(match[3])


def _time_code(value: object) -> int:
    text = _text(value)
    try:
        return read_time_code(text)
    except ValueError:
        raise _fail("not-a-time-code", value=text) from None


def _address(value: object) -> str:
    text = _text(value)
    try:
        parts = urlsplit(text)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # such as a bracket or a port that is no number
        sound = False
    if not sound or re.search(r"[\s<>\"\\]", text):
        raise _fail("not-a-web-address", value=text)
    return text


def _id(value: object) -> str:
    text = _text(value)
    if not ID.fullmatch(text):
        raise _fail("not-an-id", value=text)
    return text


def _list(value: object) -> list[Any]:
    if isinstance(value, list):
        return value
    raise _fail("not-a-list", found=_name_of(value))


def _entry(value: object) -> str:
    text = _text(value)
    if not text:
        raise _fail("not-a-text", found="nothing")
    return text


def _between(low: int, high: int) -> AfterValidator:
    def check(value: int) -> int:
        if not low <= value <= high:
            raise _fail("out-of-range", low=low, high=high)
        return value

    return AfterValidator(check)


def _as_picture(value: object) -> object:
    return {"image": value} if isinstance(value, str) else value


def _as_participant(value: object) -> object:
    """`name or id, role, organisation` in one line, or a mapping."""
    if not isinstance(value, str):
        return value
    who, _, rest = value.partition(", ")
    role, _, organisation = rest.partition(", ")
    found = {_LINE: who.strip(), "role": role.strip(), "organisation": organisation.strip()}
    return {key: text for key, text in found.items() if text}


def _as_theme(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


def _whole(pattern: re.Pattern[str]) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^(?:{pattern.pattern})$"})


_SCALAR: dict[str, Any] = {"type": ["string", "number", "boolean"]}
Text = Annotated[str, BeforeValidator(_text), WithJsonSchema(_SCALAR)]
Block = Annotated[str, BeforeValidator(_block), WithJsonSchema(_SCALAR)]
"""Markdown: kept to the letter, as its lines are counted."""
Truth = Annotated[bool, BeforeValidator(_truth), WithJsonSchema({"type": "boolean"})]
Number = Annotated[int, BeforeValidator(_number), WithJsonSchema({"type": "integer", "minimum": 0})]
Date = Annotated[dt.date, BeforeValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]
DateTime = Annotated[dt.datetime, BeforeValidator(_date_time), WithJsonSchema({"type": "string"})]
Language = Annotated[str, BeforeValidator(_language), _whole(_LANGUAGE)]
TimeCode = Annotated[int, BeforeValidator(_time_code), _whole(_TIME_CODE)]
Address = Annotated[str, BeforeValidator(_address), WithJsonSchema({"type": "string", "format": "uri"})]
Id = Annotated[str, BeforeValidator(_id), _whole(ID)]


def key(description: str, default: Any = ..., **options: Any) -> Any:
    """A key an author may write, with the sentence that explains it."""
    return Field(default, description=description, **options)


def _is_blank(value: object) -> bool:
    return isinstance(value, str) and (not value or value.isspace())


class Model(BaseModel):
    """A mapping that knows its keys: any other is a problem; one without a value counts as not written."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _leave_out_empty(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            raise _fail("not-a-mapping-here", found=_name_of(value))
        written = {key: item for key, item in value.items() if item is not None and not _is_blank(item)}
        return written if len(written) < len(value) else value


class Participant(Model):
    """Somebody's part in an item, with role and organisation as they were then."""

    speaker: Text = key("Id (or name) of a speaker.", "")
    author: Text = key("Id (or name) of an author.", "")
    name: Text = key("A name that needs no file.", "")
    group: Text = key("A group of people, such as a class.", "")
    line: Text = key("Set by the reader for the one-line form.", "", validation_alias=_LINE)
    role: Text = key("Role at the time.", "")
    organisation: Text = key("Organisation at the time.", "")
    on_behalf_of: Text = key("For whom they spoke.", "")
    note: Text = key("A remark, such as the reason for thanks.", "")

    @model_validator(mode="after")
    def _one_name(self) -> Participant:
        given = [n for n in (self.speaker, self.author, self.name, self.group, self.line) if n]
        if len(given) != 1:
            raise _fail("one-name-per-person", count=len(given))
        return self


_Person = Annotated[Participant, BeforeValidator(_as_participant, json_schema_input_type=str | Participant)]
Participants = Annotated[tuple[_Person, ...], BeforeValidator(_list)]
Entry = Annotated[str, BeforeValidator(_entry), WithJsonSchema(_SCALAR)]
Texts = Annotated[tuple[Entry, ...], BeforeValidator(_list)]


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


Answer = Annotated[
    Annotated[Block, Tag("<text>")] | Annotated[tuple[TurnModel, ...], Tag("<turns>")],
    Discriminator(lambda value: "<turns>" if isinstance(value, list | tuple) else "<text>"),
]


class Question(Model):
    """A question and its answer."""

    question: Block = key("The question; Markdown inline.")
    answer: Answer = key("The answer: Markdown without outer quotation marks, or turns.")
    id: Id = key("Anchor; default: made from the first words of the question.", "")
    short: Text = key("The question in a few words, for lists.", "")
    at: TimeCode | None = key("Time in the recording, m:ss or h:mm:ss.", None)

    @model_validator(mode="before")
    @classmethod
    def _has_an_answer(cls, value: Any) -> Any:
        if isinstance(value, dict) and value.get("question") and (not (it := value.get("answer")) or _is_blank(it)):
            raise _fail("question-without-answer")
        return value


class Item(Model):
    """The keys of every item."""

    title: Block = key("Title; Markdown inline.")
    list_title: Text = key("Shorter or plainer title for lists, feeds and <title>.", "")
    date: Date | None = key("Date of publication.", None)
    updated: Date | None = key("Date of the last change of substance.", None)
    publish: DateTime | None = key("Until then the item is nowhere in the output; without offset in the site's zone.", None)
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
    picture: Annotated[Picture | None, BeforeValidator(_as_picture, json_schema_input_type=str | Picture)] = key("A picture that is not the drawing.", None)
    sketch: Annotated[Sketch | None, BeforeValidator(_as_picture, json_schema_input_type=str | Sketch)] = key("The drawing.", None)
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
    speakers: Annotated[tuple[_Person, ...], Field(min_length=1), BeforeValidator(_list)] = key("Who answers, at least one.")
    interviewers: Participants = key("Who asks.", ())
    artists: Participants = key("Who draws.", ())
    central_question: Text = key("The question behind all questions.", "")
    qa: Annotated[tuple[Question, ...] | None, BeforeValidator(_list)] = key("Questions and answers.", None)


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
    links: Annotated[tuple[LabelledLink, ...], BeforeValidator(_list)] = key("Links of the person's own.", ())
    portrait: Annotated[Portrait | None, BeforeValidator(_as_picture, json_schema_input_type=str | Portrait)] = key("Portrait.", None)
    works: Annotated[tuple[WorkModel, ...], BeforeValidator(_list)] = key("Works.", ())
    pronunciation: Text = key("How the name is said.", "")

    @model_validator(mode="after")
    def _has_a_name(self) -> Speaker:
        if not (self.name or self.family or self.given):
            raise _fail("person-without-name")
        return self


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


_Width = Annotated[Number, _between(1, 20_000)]
Widths = Annotated[tuple[_Width, ...], BeforeValidator(_list)]


class Pictures(Model):
    """The sizes in which pictures are published."""

    webp: Widths = key("Widths of the WebP sizes, pixels.", (480, 960, 1600, 2400))
    jpeg: Annotated[tuple[_Width, ...], Field(min_length=1), BeforeValidator(_list)] = key(
        "Widths of the JPEG sizes, pixels; at least one.", (960,)
    )
    quality: Annotated[Number, _between(1, 100)] = key("Quality of both, 1 to 100.", 80)
    max_megapixels: Annotated[Number, _between(1, 10_000)] = key("Larger pictures are refused.", 120)


class Outputs(Model):
    """Kinds of output that can be turned off."""

    feeds: Annotated[tuple[Literal["atom"], ...], BeforeValidator(_list)] = key("Feeds.", ("atom",))
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


class ThemeChoice(BaseModel):
    """The theme by name, and its settings, which the theme itself checks."""

    model_config = ConfigDict(extra="allow", frozen=True)
    name: Text = key("Name of the theme.", "paper")


class Settings(Model):
    """content/site.yaml"""

    title: Text = key("Title of the publication.")
    base_url: Address = key("Address at which it will stand, such as https://example.org/mag/.")
    description: Text = key("What it is about.", "")
    language: Language = key("Language of the publication, BCP 47.", "en")
    timezone: Text = key("Time zone, such as Europe/Amsterdam.", "UTC")
    theme: Annotated[ThemeChoice, BeforeValidator(_as_theme, json_schema_input_type=str | ThemeChoice)] = key("Theme, with its settings.", ThemeChoice())
    page_size: Annotated[Number, _between(1, 500)] = key("Interviews per page of a list.", 10)
    feed_length: Number = key("Items in a feed.", 20)
    publisher: Publisher | None = key("Who publishes it.", None)
    contact: Text = key("How to reach the publisher.", "")
    licence: Text = key("SPDX or Creative Commons name, or an address.", "")
    navigation: Annotated[tuple[MenuEntry, ...] | None, BeforeValidator(_list)] = key("The menu.", None)
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
    styles: Annotated[tuple[Text, ...] | None, BeforeValidator(_list)] = key("Style sheets in static/, in order.", None)
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

M = TypeVar("M", bound=BaseModel)


def validate(model: type[M], source: Source) -> M:
    """The values of a file as `model` has them. Raises SiteError with every mistake of the file."""
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        found = [_as_problem(model, source, row) for row in error.errors(include_url=False, include_input=False)]
        raise SiteError(dict.fromkeys(found)) from None


def json_schemas() -> dict[str, dict[str, Any]]:
    """A JSON Schema for each kind of file, by the name of the kind."""
    schemas = {}
    for name, model in FILES.items():
        schema = model.model_json_schema()
        schema.get("$defs", {}).get("Participant", {"properties": {}})["properties"].pop(_LINE, None)
        schemas[name] = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return schemas


_OWN_WORDS = {
    "extra_forbidden": "unknown-key",
    "missing": "missing-key",
    "too_short": "list-too-short",
    "literal_error": "not-one-of",
    "dict_type": "not-a-mapping-here",
    "model_type": "not-a-mapping-here",
}


def _as_problem(model: type[BaseModel], source: Source, row: Any) -> Problem:
    keys = tuple(part for part in row["loc"] if not _is_variant(part))
    code = _OWN_WORDS.get(row["type"], row["type"])
    name = str(keys[-1]) if keys else ""
    words: dict[str, Any] = {"key": name, "place": _spelled(keys), **row.get("ctx", {})}
    if code == "unknown-key":
        known = _known(model, keys[:-1])
        words["suggestion"] = did_you_mean(name, known)
        words["rest"] = "own values go under `extra:`" if "extra" in known else f"there are: {', '.join(known)}"
    elif code == "not-a-mapping-here":
        words = {"found": _name_of(_value_at(source.data, keys)), "known": ", ".join(_known(model, keys)), **words}
    elif code == "not-one-of":
        words["value"] = _value_at(source.data, keys)
        allowed = [value for value in re.findall(r"'(.*?)'", words["expected"]) if value]
        words["expected"], words["suggestion"] = ", ".join(allowed), did_you_mean(str(words["value"]), allowed)
    elif code == "question-without-answer":
        words["number"] = int(keys[-1]) + 1
    elif code == "not-a-text" and (bracket := _bracket(source, keys)):
        code, words["character"] = "bracket-first", bracket
    line, column = source.position(keys, of_key=code == "unknown-key")
    return problem(code, source.path, line, column, **words)


def _spelled(keys: Iterable[str | int]) -> str:
    """A place among the keys in words: `role` in entry 2 of `speakers`."""
    text = ""
    for key in keys:
        here = f"`{key}`" if isinstance(key, str) else f"entry {key + 1}"
        text = f"{here} {'of' if isinstance(key, int) else 'in'} {text}" if text else here
    return text


def _value_at(data: Any, keys: Iterable[str | int]) -> Any:
    for key in keys:
        data = data[key] if isinstance(data, dict | list) else data
    return data


def _is_variant(part: str | int) -> bool:
    """Whether a part of pydantic's location is a tag of ours, which the author never wrote."""
    return isinstance(part, str) and part.startswith("<")


def _known(model: Any, keys: Iterable[str | int]) -> list[str]:
    """The keys that may stand at `keys` in a file of this model."""
    for part in keys:
        if isinstance(part, str) and hasattr(model, "model_fields"):
            field = model.model_fields.get(part)
            if field is None:
                continue  # the key of a mapping that takes any
            found = _models_in(field.annotation)
            if not found:
                return []
            model = found[0]
    return [name for name in getattr(model, "model_fields", {}) if name != "line"]


def _models_in(annotation: Any) -> list[Any]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models_in(part)]


def _bracket(source: Source, keys: tuple[str | int, ...]) -> str:
    """The bracket with which the value at `keys` begins, or empty."""
    line, column = source.position(keys)
    sign = source.head.split("\n")[line - source.head_line][column - 1 : column]
    return sign if sign in ("[", "{") else ""
