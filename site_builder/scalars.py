"""How the text that an author typed becomes a date, a number, an address.

Every value comes in as text, a list or a mapping, just as typed (`frontmatter.py`). What doesn't fit raises `Unfit`.
"""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import urlsplit

from site_builder.urls import ID, is_outside

LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
TIME_CODE = re.compile(r"(?:(\d{1,2}):)?(\d{1,2}):(\d{2})")
LONGEST_NUMBER = 18
"""Digits that a number may have, and still be counted with."""
_TRUTH = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


class Unfit(Exception):  # noqa: N818  it is no error of the program's
    """A value is not what its key wants: one of the codes of `errors.CODES`, and words for its message."""

    def __init__(self, code: str, **words: object) -> None:
        super().__init__(code)
        self.code, self.words = code, words


def name_of(value: object) -> str:
    """What an author would call a value that is something else than was wanted."""
    names: dict[type, str] = {list: "a list", dict: "a mapping", str: "a text"}
    return names.get(type(value), "nothing")


def is_blank(value: object) -> bool:
    """Whether a key has no value, so that it counts as not written."""
    return value is None or (isinstance(value, str) and (not value or value.isspace()))


def as_text(value: object) -> str:
    """A text, without the space around it."""
    if isinstance(value, str):
        return value.strip()
    raise Unfit("not-a-text", found=name_of(value))


def as_block(value: object) -> str:
    """A text of several lines, as it is."""
    if isinstance(value, str):
        return value
    raise Unfit("not-a-text", found=name_of(value))


def as_truth(value: object) -> bool:
    """True or false."""
    text = as_text(value)
    if text.lower() not in _TRUTH:
        raise Unfit("not-true-or-false", value=text)
    return _TRUTH[text.lower()]


def as_number(value: object) -> int:
    """A whole number of digits alone."""
    text = as_text(value)
    if not text.isdecimal() or len(text) > LONGEST_NUMBER:
        raise Unfit("not-a-number", value=text)
    return int(text)


_COUNT = re.compile(r"[0-9]{1,3}(?:([.,\u00a0\u2009\u202f ])[0-9]{3}(?:\1[0-9]{3})*)?|[0-9]+")


def as_count(value: object) -> int:
    """How many there are, at least one; the signs between thousands are those of any language."""
    text = as_text(value)
    digits = re.sub("[^0-9]", "", text)
    if not _COUNT.fullmatch(text) or len(digits) > LONGEST_NUMBER or not int(digits):
        raise Unfit("not-a-count", value=text)
    return int(digits)


_YEAR_OR_MONTH = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?")
_LIKE_DATE = re.compile(r"\d{1,4}([-./])\d{1,2}(?:\1\d{1,4})?|\d{1,2}[-./]\d{4}|0+")


def read_period(text: str) -> dt.date | None:
    """The first day of a year, a month or a day; None for a period in words. Raises ValueError."""
    if match := _YEAR_OR_MONTH.fullmatch(text):
        return dt.date(int(match[1]), int(match[2] or 1), 1)
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return dt.date.fromisoformat(text)
    if _LIKE_DATE.fullmatch(text) and not re.fullmatch(r"\d{4}/\d\d", text):  # a season
        raise ValueError("not written as year, year-month or year-month-day")
    return None


def as_period(value: object) -> str:
    text = as_text(value)
    try:
        read_period(text)
    except ValueError as error:
        raise Unfit("not-a-period", value=text, why=str(error)) from None
    return text


def as_date(value: object) -> dt.date:
    """A day, as year-month-day."""
    text = as_text(value)
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            raise ValueError("not written as year-month-day")
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise Unfit("not-a-date", value=text, why=str(error)) from None


def as_date_time(value: object) -> dt.datetime:
    """A day, or a moment of one."""
    text = as_text(value)
    try:
        if not re.match(r"\d{4}-\d\d-\d\d", text):
            raise ValueError("it does not begin with year-month-day")
        if not "0002" <= text[:4] <= "9998":
            raise ValueError("its year is out of reach")  # in some time zone it is in no year there is
        return dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise Unfit("not-a-time", value=text, why=str(error)) from None


def as_language(value: object) -> str:
    """The code of a language."""
    text = as_text(value)
    if not LANGUAGE.fullmatch(text):
        raise Unfit("not-a-language", value=text)
    return text


def read_time_code(text: str) -> int:
    """Seconds of `m:ss` or `h:mm:ss`. Raises ValueError."""
    match = TIME_CODE.fullmatch(text)
    if match is None or int(match[3]) > 59 or (match[1] and int(match[2]) > 59):
        raise ValueError(text)
    return int(match[1] or 0) * 3600 + int(match[2]) * 60 + int(match[3])


def as_time_code(value: object) -> int:
    """A moment of a recording, in seconds."""
    text = as_text(value)
    try:
        return read_time_code(text)
    except ValueError:
        raise Unfit("not-a-time-code", value=text) from None


def as_address(value: object) -> str:
    """An address on the web."""
    text = as_text(value)
    try:
        parts = urlsplit(text)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # such as a bracket or a port that is no number
        sound = False
    if not sound or re.search(r"[\s<>\"\\]", text):
        raise Unfit("not-a-web-address", value=text)
    return text


def as_id(value: object) -> str:
    """The id of something that has a file."""
    text = as_text(value)
    if not ID.fullmatch(text):
        raise Unfit("not-an-id", value=text)
    return text


def as_entry(value: object) -> str:
    """A text in a list, which can't be empty."""
    text = as_text(value)
    if not text:
        raise Unfit("not-a-text", found="nothing")
    return text


_MAILBOX = r"[^\s@<>\"?,]+@[^\s@<>\"?,]+"
_LETTER = rf"mailto:(?=.)(?:{_MAILBOX}(?:,{_MAILBOX})*)?(?:\?[^\s<>\"]+)?"
_CALL = r"tel:(?=\D*\d)\+?(?:[\d().*-]|%2[03])+(?:;[^\s<>\"]+)?"


def as_link(value: object) -> str:
    """An address on the web, of a mailbox or of a telephone."""
    text = as_text(value)
    return text if re.fullmatch(f"{_LETTER}|{_CALL}", text, re.IGNORECASE) else as_address(text)


def as_destination(value: object) -> str:
    """An address in the publication, or a whole one outside it."""
    text = as_text(value)
    if is_outside(text):
        try:
            as_link(text)
        except Unfit:
            raise Unfit("link-incomplete", address=text) from None
    return text


def as_place(value: object) -> str:
    """Where something is to be put: a folder, an address, or the name of a repository's remote."""
    text = as_text(value)
    if text.startswith("-"):
        raise Unfit("not-a-place", value=text, why="it begins with a hyphen, as options of commands do")
    if not text.isprintable():
        raise Unfit("not-a-place", value=text, why="it is more than one line, or holds an invisible sign")
    return text


def as_repository(value: object) -> str:
    """The name of a remote or an address, without a password."""
    text = as_place(value)
    if re.match(r"[^/]+://[^/]*:[^/]*@", text):
        raise Unfit("password-in-address")
    return text


_NOT_IN_BRANCH = re.compile(r"[\x00-\x20\x7f~^:?*\[\\]")


def as_branch(value: object) -> str:
    """The name of a branch, as git allows it."""
    text = as_text(value)
    parts = text.split("/")
    reasons = (
        (text.startswith("-"), "it begins with a hyphen"),
        (_NOT_IN_BRANCH.search(text), "it has a space, or one of the signs ~ ^ : ? * [ \\"),
        (".." in text or "@{" in text, "it has .. or @{ in it"),
        (not all(parts), "a part of it is empty"),
        (any(part.startswith(".") for part in parts), "a part of it begins with a full stop"),
        (text.endswith(".") or any(part.endswith(".lock") for part in parts), "it ends in a full stop or in .lock"),
        (text in ("@", "HEAD"), "git calls something else by that name"),
    )
    for is_so, why in reasons:
        if is_so:
            raise Unfit("not-a-branch", value=text, why=why)
    return text


_LONGEST_PART = 200  # file systems take 255, and a file is written under a longer name at first
_NOT_IN_PATH = re.compile(r'[\x00-\x20<>"\\?#|*:%\x7f]')


def as_path(value: object) -> str:
    """An address in the publication, without the slash at its start, such as `2019/03/old-title/`."""
    text = as_text(value)
    path = text.removeprefix("/")
    parts = path.rstrip("/").split("/")
    reasons = (
        (not path, "it names no page"),
        ("?" in path, "what follows ? never reaches a file; only your host can send such addresses on"),
        ("#" in path, "what follows # stays with the reader's browser; leave it out"),
        ("%" in path, "letters such as é stand there as they are, not as %C3%A9"),
        (":" in path, "only the path counts, without https:// and the name of the host"),
        (_NOT_IN_PATH.search(path), "it has a space or a sign that an address can't have"),
        (any(part in ("", ".", "..") for part in parts), "a part of it is empty, or . or .."),
        (
            any(len(part.encode()) > _LONGEST_PART for part in parts),
            f"a part of it has more than {_LONGEST_PART} bytes",
        ),
    )
    for is_so, why in reasons:
        if is_so:
            raise Unfit("not-a-path", value=text, why=why)
    return path
