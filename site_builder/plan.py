"""Site + theme → plan: every file of the finished publication, and everything that decides its bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import msgspec

from site_builder import views
from site_builder.addresses import Addresses
from site_builder.announcing import Announcements, feeds_of
from site_builder.assets import Assets
from site_builder.cards import Cards
from site_builder.consistency import Taken, broken_links, clashes, old_addresses
from site_builder.content import Finding
from site_builder.context import Context
from site_builder.digest import digest, digest_of
from site_builder.inputs import (
    Box,
    CorrectionsInputs,
    ItemInputs,
    ListInputs,
    NotFoundInputs,
    PersonInputs,
    Place,
    RedirectInputs,
    RegisterInputs,
    Said,
    Surroundings,
    ThingInputs,
    encode,
)
from site_builder.licences import licence_link
from site_builder.linking import Site, Somebody
from site_builder.listings import Listings
from site_builder.models import CoreMessage, ItemSummary, Link, Participation, Quotation, changed_on
from site_builder.names import name_id
from site_builder.tasks import Plan, Task
from site_builder.theme import Theme
from site_builder.urls import page_output

LONG_PAGE = 100
"""Items on a page about one thing: a topic, a speaker, a dossier."""

LONG_REGISTER = 1000
"""Names on a page of an A–Z."""

_T = TypeVar("_T")


def make_plan(site: Site, theme: Theme, code: str, pixels: str) -> tuple[Plan, list[Finding]]:
    """The plan, and what is wrong with addresses and links. `code` and `pixels` are digests of our own code."""
    planner = _Planner(site, theme, code, pixels)
    tasks, taken = list(planner.tasks()), Taken()
    findings = list(clashes(planner.at, tasks, taken))
    aliases, more = old_addresses(planner.at, taken)
    tasks += [planner.redirect_task(alias, item) for alias, item in aliases]
    findings += [*more, *broken_links(planner.at, tasks)]
    return Plan(tuple(tasks), planner.context, site.probed), findings


class _Planner:
    def __init__(self, site: Site, theme: Theme, code: str, pixels: str) -> None:
        self.site, self.theme, self.settings = site, theme, site.settings
        self.at = Addresses(site)
        self.assets = Assets(self.at, theme, pixels)
        self.cards = Cards(self.at, self.assets)
        self.lists = Listings(self.at)
        self.licence = licence_link(self.settings.licence)
        self.sitemap: list[tuple[str, str]] = []
        self.context = msgspec.msgpack.encode(self.make_context())
        self.text = digest_of((code, theme.digest, digest(self.context)))
        self.announced = Announcements(self.at, self.assets)

    # ------------------------------------------------------------------------------------------------ all of it

    def tasks(self) -> Iterator[Task]:
        """Every task but those of old addresses; pages come first, since they ask for pictures and files."""
        yield from list(self.page_tasks())
        for outputs, inputs, documents, label in self.announced.all(self.lists, self.sitemap):
            yield self.text_task("feed", outputs, inputs, documents, label)
        yield from self.assets.tasks.values()

    def page_tasks(self) -> Iterator[Task]:
        yield from self.item_tasks()
        yield from self.home_tasks()
        for id, person in sorted(self.site.people.items()):
            if url := self.at.person_url(person, "speaker"):
                yield from self.speaker_tasks(id, person, url)
            if self.at.person_url(person, "author"):
                yield from self.author_tasks(id, person)
        for id in sorted(self.site.topics):
            yield from self.topic_tasks(id)
        for id in sorted(self.site.series):
            yield from self.series_tasks(id)
        for id in sorted(self.site.organisations):
            yield from self.organisation_tasks(id)
        if self.settings.outputs.speakers:
            yield from self.register_tasks()
        if self.settings.outputs.core_messages:
            yield from self.core_message_tasks()
        yield from self.correction_tasks()
        yield self.text_task("page", ("404.html",), NotFoundInputs(self.at.address("404.html")), label="the 404 page")

    def text_task(
        self, make: str, outputs: tuple[str, ...], inputs: Any, documents: tuple[str, ...] = (), label: str = ""
    ) -> Task:
        encoded = encode(inputs)
        key = digest_of((self.text, make, *outputs, digest(encoded)))
        return Task(make, outputs, encoded, key, documents, label)

    def page_task(self, path: str, inputs: Any, document: str = "", label: str = "", date: str = "") -> Task:
        self.sitemap.append((self.settings.origin + self.at.address(path), date))
        documents = (document,) if document else ()
        return self.text_task("page", (page_output(path),), inputs, documents, document or label)

    def pages_of(self, path: str, rows: Sequence[_T], size: int) -> Iterator[tuple[str, Sequence[_T], Place]]:
        """The pages of a list: path, rows, and where in the row of pages each stands. There is always a first one."""
        total = max(1, -(-len(rows) // size))
        paths = [path if n == 1 else f"{path}page/{n}/" for n in range(1, total + 1)]
        for n, here in enumerate(paths, 1):
            newer = self.at.address(paths[n - 2]) if n > 1 else ""
            older = self.at.address(paths[n]) if n < total else ""
            yield here, rows[(n - 1) * size : n * size], Place(n, total, newer, older)

    # ------------------------------------------------------------------------------------------------ items

    def item_tasks(self) -> Iterator[Task]:
        for kind in ("interview", "article", "dossier"):
            items = [item for item in self.site.stories if item.kind == kind]
            for n, item in enumerate(items):
                newer = items[n - 1] if n else None
                older = items[n + 1] if n + 1 < len(items) else None
                yield from self.tasks_of_item(item, older, newer)
        for page in self.site.pages:
            yield from self.tasks_of_item(page)

    def tasks_of_item(
        self, item: ItemSummary, previous: ItemSummary | None = None, next: ItemSummary | None = None
    ) -> Iterator[Task]:
        """The page of an item, or the pages of a long dossier, and its index.json."""
        path = self.at.path_of(item.kind, item.id)
        entries = tuple(self.cards.card(held) for held in self.lists.named(item.items))
        inputs = ItemInputs(
            document=item.source,
            url=self.at.url_of(item),
            around=self.assets.surroundings(item, self.at.people_in(item), self.at.parties_in(item)),
            topics=self.at.topic_links(item.topics),
            licence=self.licence,
            previous=self.cards.brief(previous) if previous else None,
            next=self.cards.brief(next) if next else None,
            boxes=tuple(self.boxes(item)),
            series=self.at.series_part(item) if item.series else None,
            related=tuple(self.cards.slip(other) for other in self.related(item)),
            dossiers=tuple(Link(d.list_title, self.at.url_of(d)) for d in self.lists.holding.get(item.source, ())),
            entries=entries,
            record=self.at.address(f"{path}index.json") if self.settings.outputs.item_json else "",
        )
        date = changed_on(item)
        for here, shown, place in self.pages_of(path, entries, LONG_PAGE):
            first = (place.number - 1) * LONG_PAGE + 1
            page = msgspec.structs.replace(
                inputs, url=self.at.address(here), entries=tuple(shown), first=first, place=place
            )
            yield self.page_task(here, page, item.source, date=date.isoformat() if date else "")
        if inputs.record:
            yield self.text_task("record", (f"{path}index.json",), inputs, (item.source,), item.source)

    def related(self, item: ItemSummary) -> list[ItemSummary]:
        return self.lists.related(item) if self.settings.outputs.related else list(self.lists.named(item.related))

    def boxes(self, item: ItemSummary) -> Iterator[Box]:
        """The boxes about those who made an item and have a file as an author."""
        for id in dict.fromkeys(name_id(p.who) for p in (*item.authors, *item.interviewers, *item.artists)):
            person = self.site.people.get(id)
            author = person and person.author
            if person and author:
                alt = author.portrait.alt if author.portrait else ""
                portrait = self.assets.portrait(author)
                url = self.at.person_url(person, "author")
                yield Box(person.name, url, author.tagline, author.motto, portrait, alt)

    def redirect_task(self, alias: str, item: ItemSummary) -> Task:
        """The page at an old address of an item."""
        inputs = RedirectInputs(self.at.address(alias), self.at.url_of(item), item.list_title, item.lang)
        return self.text_task("page", (alias,), inputs, label=item.source)

    # ------------------------------------------------------------------------------------------------ people

    def speaker_tasks(self, id: str, person: Somebody, url: str) -> Iterator[Task]:
        parts = self.at.speaking.get(id, [])
        labels = tuple(label for item, _ in parts for label in item.topics)
        companions = tuple(
            Link(known.name, known.url)
            for known in (self.at.known(o, "speaker") for o in self.lists.companions(id)[:30])
        )
        said = self.lists.said_by.get(id, {})
        for path, shown, place in self.pages_of(self.at.path_of("speaker", id), parts, LONG_PAGE):
            summary = person.speaker if place.number == 1 else None
            quoting = [*(item for item, _ in shown), *(self.lists.quoting if place.number == 1 else ())]
            inputs = PersonInputs(
                template="speaker.html",
                document=summary.source if summary else "",
                url=self.at.address(path),
                name=person.name,
                initials=person.initials,
                around=self.around(summary),
                cards=tuple(self.cards.tile(item) for item, _ in shown),
                parts=tuple(self.then(part) for _, part in shown),
                quotations=tuple(self.said(item, q) for item in quoting for q in said.get(item.source, ())),
                topics=self.at.topic_links(labels) if place.number == 1 else (),
                counterpart=self.at.person_url(person, "author"),
                count=len(parts),
                companions=companions if place.number == 1 else (),
                feed=self.announced.address_of("speaker", id) if parts else "",
                place=place,
            )
            yield self.page_task(path, inputs, inputs.document, f"the page of {person.name}")

    def then(self, part: Participation) -> tuple[str, str]:
        """Role and organisation at the time."""
        return part.role, self.at.organisation(part.organisation).label

    def author_tasks(self, id: str, person: Somebody) -> Iterator[Task]:
        author = person.author
        assert author is not None
        made = self.lists.made_by.get(id, [])
        for path, shown, place in self.pages_of(self.at.path_of("author", id), made, LONG_PAGE):
            inputs = PersonInputs(
                template="author.html",
                document=author.source,
                url=self.at.address(path),
                name=person.name,
                initials=person.initials,
                around=self.around(author),
                cards=tuple(self.cards.tile(item) for item in shown),
                parts=(),
                quotations=(),
                topics=(),
                counterpart=self.at.person_url(person, "speaker"),
                count=len(made),
                place=place,
            )
            yield self.page_task(path, inputs, author.source)

    def around(self, summary: Any) -> Surroundings:
        """What the text of the file of a person or a thing refers to, if there is one."""
        if summary is None:
            return Surroundings()
        return self.assets.surroundings(summary, self.at.asked(summary))

    def said(self, item: ItemSummary, quotation: Quotation) -> Said:
        anchor = quotation.exchange or quotation.anchor
        url = self.at.url_of(item) + (f"#{anchor}" if anchor else "")
        return Said(quotation.text, item.lang, url, item.list_title)

    # ------------------------------------------------------------------------------------------------ things

    def topic_tasks(self, id: str) -> Iterator[Task]:
        label, topic = self.site.topics[id]
        yield from self.thing_tasks("topic", id, label, topic, self.lists.by_topic.get(id, []))

    def series_tasks(self, id: str) -> Iterator[Task]:
        label, series = self.site.series[id]
        yield from self.thing_tasks("series", id, label, series, self.lists.by_series.get(id, []))

    def thing_tasks(self, kind: Any, id: str, label: str, file: Any, items: list[ItemSummary]) -> Iterator[Task]:
        for path, shown, place in self.pages_of(self.at.path_of(kind, id), items, LONG_PAGE):
            summary = file if place.number == 1 else None
            inputs = ThingInputs(
                template=f"{kind}.html",  # type: ignore[arg-type]
                document=summary.source if summary else "",
                url=self.at.address(path),
                title=label,
                around=self.around(summary),
                cards=tuple(map(self.cards.tile if kind == "topic" else self.cards.slip, shown)),
                count=len(items),
                feed=self.announced.address_of(kind, id) if items else "",
                place=place,
            )
            yield self.page_task(path, inputs, inputs.document, f'the {kind} "{label}"')

    def organisation_tasks(self, id: str) -> Iterator[Task]:
        summary, involved = self.site.organisations[id], self.lists.involving.get(id, [])
        for path, shown, place in self.pages_of(self.at.path_of("organisation", id), involved, LONG_PAGE):
            inputs = ThingInputs(
                template="organisation.html",
                document=summary.source,
                url=self.at.address(path),
                title=summary.title,
                around=self.around(summary),
                cards=tuple(self.cards.tile(item) for item, _, _ in shown),
                count=len(involved),
                parts=tuple((tuple(map(self.at.part, people)), tuple(roles)) for _, people, roles in shown),
                place=place,
            )
            yield self.page_task(path, inputs, summary.source)

    # ------------------------------------------------------------------------------------------------ lists

    def home_tasks(self) -> Iterator[Task]:
        """All items, newest first, but that the newest interview leads."""
        stories = self.site.stories
        leading = next((item for item in stories if item.kind == "interview"), None)
        ordered = [*([leading] if leading else []), *(item for item in stories if item is not leading)]
        for path, items, place in self.pages_of("", ordered, self.settings.page_size):
            cards = tuple(self.cards.card(item) for item in items)
            inputs = ListInputs("home.html", self.at.address(path), cards, (), (), place)
            yield self.page_task(path, inputs, label="the home page")

    def core_message_tasks(self) -> Iterator[Task]:
        found = [(item, item.core_message) for item in self.site.stories if item.core_message]
        top = f"{self.settings.paths.core_messages}/"
        for path, rows, place in self.pages_of(top, found, self.settings.page_size):
            cards = tuple(self.cards.brief(item) for item, _ in rows)
            messages: tuple[CoreMessage, ...] = tuple(message for _, message in rows)
            ids = tuple(_anchor(item) for item, _ in rows)
            inputs = ListInputs("core-messages.html", self.at.address(path), cards, messages, ids, place)
            yield self.page_task(path, inputs, label="the page of core messages")

    def correction_tasks(self) -> Iterator[Task]:
        """The page of all corrections, once there is one."""
        found = [(c, item) for item in (*self.site.stories, *self.site.pages) for c in item.corrections]
        found.sort(key=lambda row: (-row[0].date.toordinal(), row[1].source))
        for path, rows, place in self.pages_of(f"{self.settings.paths.corrections}/", found, LONG_PAGE):
            corrections = tuple((correction, self.cards.brief(item)) for correction, item in rows)
            if corrections:
                inputs = CorrectionsInputs(self.at.address(path), corrections, place)
                yield self.page_task(path, inputs, label="the page of corrections")

    def register_tasks(self) -> Iterator[Task]:
        speakers = [(p, url) for p in self.site.people.values() if (url := self.at.person_url(p, "speaker"))]
        speakers.sort(key=lambda row: (row[0].letter == "#", row[0].letter, row[0].sort, row[0].id))
        pages = list(self.pages_of(f"{self.settings.paths.speakers}/", speakers, LONG_REGISTER))
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
            yield self.page_task(path, inputs, label="the list of speakers")

    # ------------------------------------------------------------------------------------------------ the publication

    def make_context(self) -> Context:
        settings, outputs, paths = self.settings, self.settings.outputs, self.settings.paths
        files = self.assets.theme_files()
        site = views.Site(
            title=settings.title,
            description=settings.description,
            language=settings.language,
            origin=settings.origin,
            home=settings.home,
            navigation=self.at.menu(),
            feed=self.at.address("feed.xml") if "atom" in outputs.feeds else "",
            feeds=tuple(Link(kind, self.at.address(path)) for kind, path in feeds_of(outputs.feeds)),
            speakers=self.at.address(f"{paths.speakers}/") if outputs.speakers else "",
            core_messages=self.at.address(f"{paths.core_messages}/") if outputs.core_messages else "",
            corrections=self.at.address(f"{paths.corrections}/") if self.has_corrections() else "",
            publisher=settings.publisher,
            logo=self.logo(),
            contact=settings.contact,
            licence=self.licence,
            stylesheets=tuple(files[name] for name in self.theme.styles),
            static=files,
            theme=dict(self.theme.settings),
            icon=files.get(self.theme.icon, ""),
        )
        profiles = dict(sorted(self.theme.profiles.items()))
        return Context(site, profiles, settings.timezone, settings.quotes, outputs.structured_data, self.site.hidden)

    def has_corrections(self) -> bool:
        return any(item.corrections for item in (*self.site.stories, *self.site.pages))

    def logo(self) -> str:
        """The absolute address of the publisher's logo, in its largest JPEG size."""
        sizes = self.assets.logo()
        return self.settings.origin + sizes.jpeg[-1][0] if sizes else ""


def _anchor(item: ItemSummary) -> str:
    """The anchor of an item in a list of items of several kinds."""
    name = name_id(item.id)
    return name if item.kind == "interview" else f"{item.kind}-{name}"
