"""Pages of the publication as a whole: home, the A–Z of speakers, core messages, corrections."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from site_builder.addresses import Addresses
from site_builder.cards import Cards
from site_builder.inputs import CorrectionsInputs, ListInputs, RegisterInputs
from site_builder.linking import newest_first
from site_builder.models import CoreMessage, ItemSummary, Link
from site_builder.names import name_id
from site_builder.paging import LONG_PAGE, pages_of

LONG_REGISTER = 1000
"""Names on a page of an A–Z."""

Overview = tuple[str, Any, str]
"""Path, inputs and label of a page."""


class Overviews:
    """The inputs of these pages."""

    def __init__(self, addresses: Addresses, cards: Cards) -> None:
        self.at, self.cards = addresses, cards
        self.site, self.settings = addresses.site, addresses.settings

    def all(self) -> Iterator[Overview]:
        """All pages, but those that are off."""
        yield from self.home()
        if self.settings.outputs.speakers:
            yield from self.register()
        if self.settings.outputs.core_messages:
            yield from self.core_messages()
        yield from self.corrections()

    def home(self) -> Iterator[Overview]:
        """All items, newest first, but that the newest interview leads."""
        stories = self.site.stories
        leading = next((item for item in stories if item.kind == "interview"), None)
        ordered = [*([leading] if leading else []), *(item for item in stories if item is not leading)]
        for path, items, place in pages_of(self.at, "", ordered, self.settings.page_size):
            cards = tuple(self.cards.card(item) for item in items)
            inputs = ListInputs("home.html", self.at.address(path), cards, (), (), place)
            yield path, inputs, "the home page"

    def core_messages(self) -> Iterator[Overview]:
        """All core messages, newest first."""
        items = sorted((*self.site.stories, *self.site.pages), key=newest_first)
        found = [(item, item.core_message) for item in items if item.core_message]
        top = f"{self.settings.paths.core_messages}/"
        for path, rows, place in pages_of(self.at, top, found, self.settings.page_size):
            cards = tuple(self.cards.brief(item) for item, _ in rows)
            messages: tuple[CoreMessage, ...] = tuple(message for _, message in rows)
            ids = tuple(_anchor(item) for item, _ in rows)
            inputs = ListInputs("core-messages.html", self.at.address(path), cards, messages, ids, place)
            yield path, inputs, "the page of core messages"

    def corrections(self) -> Iterator[Overview]:
        """The page of all corrections, once there is one."""
        found = [(c, item) for item in (*self.site.stories, *self.site.pages) for c in item.corrections]
        found.sort(key=lambda row: (-row[0].date.toordinal(), row[1].source))
        for path, rows, place in pages_of(self.at, f"{self.settings.paths.corrections}/", found, LONG_PAGE):
            corrections = tuple((correction, self.cards.brief(item)) for correction, item in rows)
            if corrections:
                inputs = CorrectionsInputs(self.at.address(path), corrections, place)
                yield path, inputs, "the page of corrections"

    def register(self) -> Iterator[Overview]:
        """All speakers by letter; every page has the letters of all."""
        speakers = [(p, url) for p in self.site.people.values() if (url := self.at.person_url(p, "speaker"))]
        speakers.sort(key=lambda row: (row[0].letter == "#", row[0].letter, row[0].sort, row[0].id))
        pages = list(pages_of(self.at, f"{self.settings.paths.speakers}/", speakers, LONG_REGISTER))
        index: dict[str, str] = {}
        for path, rows, _ in pages:
            for person, _ in rows:
                anchor = "other" if person.letter == "#" else person.letter
                index.setdefault(person.letter, f"{self.at.address(path)}#letter-{anchor}")
        for path, rows, place in pages:
            letters: dict[str, list[Link]] = {}
            for person, url in rows:
                letters.setdefault(person.letter, []).append(Link(person.register, url))
            inputs = RegisterInputs(
                url=self.at.address(path),
                letters=tuple((letter, tuple(row)) for letter, row in letters.items()),
                count=len(speakers),
                index=tuple(Link(letter, url) for letter, url in index.items()),
                place=place,
            )
            yield path, inputs, "the list of speakers"


def _anchor(item: ItemSummary) -> str:
    """The anchor of an item in a list of items of several kinds."""
    name = name_id(item.id)
    return name if item.kind == "interview" else f"{item.kind}-{name}"
