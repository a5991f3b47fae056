"""The shapes that keys take: how the text an author typed becomes a date, a number, an address.

Every value comes in as text, a list or a mapping, just as typed (`frontmatter.py`). A shape is a pydantic type that
turns it into what a key wants, or fails with one of the codes of `errors.CODES`.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from site_builder.urls import ID

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_TIME_CODE = re.compile(r"(?:(\d{1,2}):)?(\d{1,2}):(\d{2})")
LINE = "\0line"  # no author can write it
_TRUTH = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def fail(code: str, **words: object) -> PydanticCustomError:
    return PydanticCustomError(code, "see errors.CODES", words)


def name_of(value: object) -> str:
    names: dict[type, str] = {list: "a list", dict: "a mapping", str: "a text"}
    return names.get(type(value), "nothing")


def _text(value: object) -> str:
    if isinstance(value, str):
        return value.strip()
    raise fail("not-a-text", found=name_of(value))


def _block(value: object) -> str:
    if isinstance(value, str):
        return value
    raise fail("not-a-text", found=name_of(value))


def _truth(value: object) -> bool:
    text = _text(value)
    if text.lower() not in _TRUTH:
        raise fail("not-true-or-false", value=text)
    return _TRUTH[text.lower()]


def _number(value: object) -> int:
    text = _text(value)
    if not text.isdecimal():
        raise fail("not-a-number", value=text)
    return int(text)


def _date(value: object) -> dt.date:
    text = _text(value)
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            raise ValueError("not written as year-month-day")
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise fail("not-a-date", value=text, why=str(error)) from None


def _date_time(value: object) -> dt.datetime:
    text = _text(value)
    try:
        if not re.match(r"\d{4}-\d\d-\d\d", text):
            raise ValueError("it does not begin with year-month-day")
        return dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise fail("not-a-time", value=text, why=str(error)) from None


def _language(value: object) -> str:
    text = _text(value)
    if not _LANGUAGE.fullmatch(text):
        raise fail("not-a-language", value=text)
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
        raise fail("not-a-time-code", value=text) from None


def _address(value: object) -> str:
    text = _text(value)
    try:
        parts = urlsplit(text)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # such as a bracket or a port that is no number
        sound = False
    if not sound or re.search(r"[\s<>\"\\]", text):
        raise fail("not-a-web-address", value=text)
    return text


def _id(value: object) -> str:
    text = _text(value)
    if not ID.fullmatch(text):
        raise fail("not-an-id", value=text)
    return text


def as_list(value: object) -> list[Any]:
    if isinstance(value, list):
        return value
    raise fail("not-a-list", found=name_of(value))


def as_entry(value: object) -> str:
    text = _text(value)
    if not text:
        raise fail("not-a-text", found="nothing")
    return text


def between(low: int, high: int) -> AfterValidator:
    def check(value: int) -> int:
        if not low <= value <= high:
            raise fail("out-of-range", low=low, high=high)
        return value

    return AfterValidator(check)


def as_picture(value: object) -> object:
    return {"image": value} if isinstance(value, str) else value


def as_participant(value: object) -> object:
    """`name or id, role, organisation` in one line, or a mapping."""
    if not isinstance(value, str):
        return value
    who, _, rest = value.partition(", ")
    role, _, organisation = rest.partition(", ")
    found = {LINE: who.strip(), "role": role.strip(), "organisation": organisation.strip()}
    return {key: text for key, text in found.items() if text}


def as_theme(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


def _whole(pattern: re.Pattern[str]) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^(?:{pattern.pattern})$"})


SCALAR: dict[str, Any] = {"type": ["string", "number", "boolean"]}
Text = Annotated[str, BeforeValidator(_text), WithJsonSchema(SCALAR)]
Block = Annotated[str, BeforeValidator(_block), WithJsonSchema(SCALAR)]
"""Markdown: kept to the letter, as its lines are counted."""
Truth = Annotated[bool, BeforeValidator(_truth), WithJsonSchema({"type": "boolean"})]
Number = Annotated[int, BeforeValidator(_number), WithJsonSchema({"type": "integer", "minimum": 0})]
Date = Annotated[dt.date, BeforeValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]
DateTime = Annotated[dt.datetime, BeforeValidator(_date_time), WithJsonSchema({"type": "string"})]
Language = Annotated[str, BeforeValidator(_language), _whole(_LANGUAGE)]
TimeCode = Annotated[int, BeforeValidator(_time_code), _whole(_TIME_CODE)]
Address = Annotated[str, BeforeValidator(_address), WithJsonSchema({"type": "string", "format": "uri"})]
Id = Annotated[str, BeforeValidator(_id), _whole(ID)]
