"""The languages of the interface: words of the theme, dates, enumerations.

Babel is imported when a language is first spoken: who only reads content doesn't need it.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from babel import Locale

_CATALOGUES = Path(__file__).parent / "locale"


class Language:
    """How the interface speaks in one language. English is the language of the messages themselves."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.locale = _locale(code)
        self.messages: dict[str, str | tuple[str, ...]] = {}
        catalogue = _CATALOGUES / f"{self.locale.language}.po"
        if catalogue.exists():
            from babel.messages.pofile import read_po

            with catalogue.open("rb") as file:
                read = read_po(file, locale=self.locale.language)
            for message in read:
                key = message.id[0] if isinstance(message.id, tuple) else message.id
                if message.string and key:
                    self.messages[str(key)] = (
                        message.string if isinstance(message.string, str) else tuple(message.string)
                    )
        self._dates: dict[dt.date, str] = {}

    def load(self) -> None:
        """Read now what would be read when it is first needed."""
        self.date(dt.date.min)

    @functools.cached_property
    def territory(self) -> str:
        """The language with its country, or the one where most people speak it: nl_NL."""
        from babel import Locale
        from babel.core import get_global

        country = self.locale.territory
        if not country:
            likely = get_global("likely_subtags").get(self.locale.language, "")
            country = Locale.parse(likely).territory if likely else None
        return f"{self.locale.language}_{country}" if country else self.locale.language

    def date(self, day: dt.date) -> str:
        """A day in words, such as 14 maart 2026."""
        if day not in self._dates:
            from babel.dates import format_date

            self._dates[day] = format_date(day, "long", self.locale)
        return self._dates[day]

    def number(self, number: float) -> str:
        """A number as the language writes it, such as 1.093 in Dutch."""
        from babel.numbers import format_decimal

        return format_decimal(number, locale=self.locale)

    def size(self, size: int) -> str:
        """The size of a file of so many bytes, such as 1.2 MB."""
        if size >= 999_500:  # what would be rounded to 1,000 kB
            return f"{self.number(round(size / 1e6, 1))} MB"
        return f"{self.number(max(1, round(size / 1000)))} kB"

    def month(self, month: dt.date) -> str:
        """A month in words, such as July 2018."""
        from babel.dates import format_skeleton

        return format_skeleton("yMMMM", month, locale=self.locale)

    def gettext(self, message: str, **words: Any) -> str:
        """A message of the interface with its words put in."""
        found = self.messages.get(message, message)
        text = found if isinstance(found, str) else found[0]
        return text % words if words else text

    def ngettext(self, one: str, many: str, number: int, **words: Any) -> str:
        """A message that depends on a number, which it may name as %(n)s."""
        found = self.messages.get(one)
        forms = (one, many) if found is None or isinstance(found, str) else found
        return forms[min(int(number != 1), len(forms) - 1)] % {"n": number, **words}

    def enumerate(self, names: Sequence[str]) -> str:
        """Names in a row: `A, B and C`."""
        if len(names) < 2:
            return "".join(names)
        from babel.lists import format_list

        return format_list(list(names), locale=self.locale)


@functools.cache
def language_for(code: str) -> Language:
    """The interface in a language, by its BCP 47 code."""
    return Language(code)


def _locale(code: str) -> Locale:
    from babel import Locale, UnknownLocaleError

    for attempt in (code, code.split("-", maxsplit=1)[0]):
        try:
            return Locale.parse(attempt, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")
