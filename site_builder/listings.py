"""Which items belong together: by topic, series, speaker, maker, organisation and dossier; what to read on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from site_builder.addresses import Addresses
from site_builder.linking import newest_first
from site_builder.models import ItemSummary, Participation, Quotation
from site_builder.names import name_id
from site_builder.urls import composed

RELATED = 3
"""Items to read on."""

_WEIGHTS = {"speaker": 4, "series": 3, "topic": 1}
_REACH = 3  # neighbours on either side in a list that are looked at
Involved = tuple[ItemSummary, list[Participation], list[str]]
Holding = tuple[ItemSummary, ItemSummary | None, ItemSummary | None]
"""A dossier, and what stands before and behind an item in it."""


class Listings:
    """The items of a publication, listed by everything that they have in common; each list newest first."""

    def __init__(self, at: Addresses) -> None:
        self.at, self.site = at, at.site
        self.by_topic: dict[str, list[ItemSummary]] = {}
        self.by_series: dict[str, list[ItemSummary]] = {}
        self.made_by: dict[str, list[ItemSummary]] = {}
        self.said_by: dict[str, dict[str, list[Quotation]]] = {}  # by speaker and source
        self.involving: dict[str, list[Involved]] = {}  # by organisation: who spoke for it, and its own parts
        self.holding: dict[str, list[Holding]] = {}  # by source: the dossiers that hold it
        for item in self.site.stories:
            self._list(item)
        for page in self.site.pages:
            for topic in topics_of(page):
                self.by_topic.setdefault(topic, []).append(page)
                self.by_topic[topic].sort(key=newest_first)
        self.quoting = [page for page in self.site.pages if page.quotations]  # though they are in no other list
        for item in (*self.site.stories, *self.quoting):
            for quotation in item.quotations:
                self.said_by.setdefault(name_id(quotation.by), {}).setdefault(item.source, []).append(quotation)
        self.by_speaker = {id: [item for item, _ in parts] for id, parts in at.speaking.items()}
        self._lists = {"speaker": self.by_speaker, "series": self.by_series, "topic": self.by_topic}
        self._positions: dict[tuple[str, str], dict[str, int]] = {}

    def _list(self, item: ItemSummary) -> None:
        for topic in topics_of(item):
            self.by_topic.setdefault(topic, []).append(item)
        if item.series:
            self.by_series.setdefault(series_of(item), []).append(item)
        people = (item.authors, item.interviewers, item.artists, item.photographers, item.editors, item.translators)
        for who in dict.fromkeys(name_id(person.who) for group in people for person in group):
            self.made_by.setdefault(who, []).append(item)
        if self.site.organisations:
            for id, involved in self._involvements(item).items():
                self.involving.setdefault(id, []).append(involved)
        if item.kind == "dossier":
            held = list(self.named(item.items))
            for before, here, behind in zip([None, *held], held, [*held[1:], None], strict=False):
                self.holding.setdefault(here.source, []).append((item, before, behind))

    def _involvements(self, item: ItemSummary) -> dict[str, Involved]:
        found: dict[str, Involved] = {}

        def involved(name: str) -> Involved | None:
            id = name_id(name)
            return found.setdefault(id, (item, [], [])) if id in self.site.organisations else None

        for person in item.speakers:
            for name in dict.fromkeys((person.organisation, person.on_behalf_of)):
                if name and (row := involved(name)):
                    row[1].append(person)
        for part in item.organisations:
            if (row := involved(part.organisation)) and part.role:
                row[2].append(part.role)
        if item.commissioned_by:
            involved(item.commissioned_by)
        return found

    def named(self, references: Iterable[str]) -> Iterator[ItemSummary]:
        """The items with these names that are shown."""
        for name in references:
            if found := self.site.references.get(composed(name)):
                yield found

    def companions(self, id: str) -> list[str]:
        """Who speaks in the same items as somebody, most often first."""
        counts: dict[str, int] = {}
        for item, _ in self.at.speaking.get(id, ()):
            for other in {name_id(person.who) for person in item.speakers if not person.group} - {id}:
                if other in self.site.people:
                    counts[other] = counts.get(other, 0) + 1
        return sorted(counts, key=lambda other: (-counts[other], self.site.people[other].sort, other))

    # ------------------------------------------------------------------------------------------------ related

    def related(self, item: ItemSummary) -> list[ItemSummary]:
        """What to read on: what the author names, then the nearest items with the same speakers, series and topics.

        Only the neighbours in each list are looked at, so the work grows with the number of items.
        """
        chosen = [found for found in self.named(item.related) if found is not item]
        scores: dict[str, int] = {}
        near: dict[str, ItemSummary] = {}
        for kind, id in self._lists_of(item) if item.kind != "page" else ():
            row, place = self._lists[kind][id], self._position(kind, id, item)
            for other in [*row[max(0, place - _REACH) : place], *row[place + 1 : place + 1 + _REACH]]:
                scores[other.source] = scores.get(other.source, 0) + _WEIGHTS[kind]
                near[other.source] = other
        dossiers = [dossier for dossier, _, _ in self.holding.get(item.source, ())]
        named_already = [*chosen, *self.named(item.items), *dossiers]
        for known in named_already:
            scores.pop(known.source, None)
        ranked = sorted(scores, key=lambda source: (-scores[source], _days(near[source], item), source))
        return [*chosen, *(near[source] for source in ranked)][: max(RELATED, len(chosen))]

    def _lists_of(self, item: ItemSummary) -> Iterator[tuple[str, str]]:
        for person in item.speakers:
            if (id := name_id(person.who)) in self.at.speaking and not person.group:
                yield "speaker", id
        if item.series:
            yield "series", series_of(item)
        for topic in topics_of(item):
            yield "topic", topic

    def _position(self, kind: str, id: str, item: ItemSummary) -> int:
        if (kind, id) not in self._positions:
            self._positions[kind, id] = {found.source: n for n, found in enumerate(self._lists[kind][id])}
        return self._positions[kind, id][item.source]


def topics_of(item: ItemSummary) -> Iterable[str]:
    """The slugs of an item's topics, each once."""
    return dict.fromkeys(name_id(label) for label in item.topics)


def series_of(item: ItemSummary) -> str:
    """The slug of an item's series."""
    return name_id(item.series)


def _days(one: ItemSummary, other: ItemSummary) -> int:
    """The days between two items."""
    return abs((one.date - other.date).days) if one.date and other.date else 0
