"""Site + theme → plan: every file of the finished publication, and everything that decides its bytes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

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
    InDossier,
    ItemInputs,
    Neighbour,
    NotFoundInputs,
    PersonInputs,
    RedirectInputs,
    Said,
    SeriesPart,
    Surroundings,
    ThingInputs,
    encode,
)
from site_builder.licences import licence_link
from site_builder.linking import Site, Somebody
from site_builder.listings import Listings, series_of
from site_builder.models import ItemSummary, Link, Participation, Quotation, changed_at, changed_on
from site_builder.names import name_id
from site_builder.overviews import Overviews
from site_builder.paging import LONG_PAGE, pages_of
from site_builder.tasks import Ahead, Plan, Task
from site_builder.theme import Theme
from site_builder.urls import page_output

BATCH = 250
"""Tasks that are given ahead together."""


def make_plan(
    site: Site, theme: Theme, code: str, pixels: str, ahead: Ahead | None = None
) -> tuple[Plan, list[Finding]]:
    """The plan, and what is wrong with addresses and links. `code` and `pixels` are digests of our own code.

    `ahead` hears of most tasks while others are still being planned.
    """
    planner = _Planner(site, theme, code, pixels)
    tasks, taken = list[Task](), Taken()
    for task in planner.tasks():
        tasks.append(task)
        if ahead and len(tasks) % BATCH == 0:
            ahead(tasks[-BATCH:], planner.context, planner.inputs)
    findings = [*clashes(planner.at, tasks, taken), *planner.announced.ids_twice()]
    aliases, more = old_addresses(planner.at, taken)
    tasks += [planner.redirect_task(alias, item) for alias, item in aliases]
    findings += [*more, *broken_links(planner.at, tasks)]
    return Plan(tuple(tasks), planner.context, site.probed, planner.inputs), findings


class _Planner:
    def __init__(self, site: Site, theme: Theme, code: str, pixels: str) -> None:
        self.site, self.theme, self.settings = site, theme, site.settings
        self.at = Addresses(site)
        self.inputs: dict[str, bytes] = {}  # of each task, by its static key
        self.assets = Assets(self.at, theme, pixels, self.inputs)
        self.cards = Cards(self.at, self.assets)
        self.lists = Listings(self.at)
        self.blurbs: dict[str, Surroundings] = {}  # what those of series refer to, by id
        self.licence = licence_link(self.settings.licence)
        self.sitemap: list[tuple[str, str]] = []
        self.context = msgspec.msgpack.encode(self.make_context())
        self.text = digest_of((code, theme.digest, digest(self.context)))
        self.announced = Announcements(self.at, self.assets)

    # ------------------------------------------------------------------------------------------------ all of it

    def tasks(self) -> Iterator[Task]:
        """Every task but those of old addresses; pages come first, since they ask for pictures and files."""
        yield from self.page_tasks()
        for outputs, inputs, documents, label in self.announced.all(self.lists, self.sitemap):
            yield self.text_task("feed", outputs, inputs, documents, label)
        yield from self.assets.tasks.values()

    def page_tasks(self) -> Iterator[Task]:
        yield from self.item_tasks()
        for id, person in sorted(self.site.people.items()):
            if self.at.person_url(person, "speaker"):
                yield from self.speaker_tasks(id, person)
            if self.at.person_url(person, "author"):
                yield from self.author_tasks(id, person)
        for id in sorted(self.site.topics):
            yield from self.topic_tasks(id)
        for id in sorted(self.site.series):
            yield from self.series_tasks(id)
        for id in sorted(self.site.organisations):
            yield from self.organisation_tasks(id)
        for path, inputs, label in Overviews(self.at, self.cards).all():
            yield self.page_task(path, inputs, label=label)
        yield self.text_task("page", ("404.html",), NotFoundInputs(self.at.address("404.html")), label="the 404 page")

    def text_task(
        self, make: str, outputs: tuple[str, ...], inputs: Any, documents: tuple[str, ...] = (), label: str = ""
    ) -> Task:
        encoded = encode(inputs)
        key = digest_of((self.text, make, *outputs, digest(encoded)))
        self.inputs[key] = encoded
        return Task(make, outputs, key, documents, label)

    def page_task(self, path: str, inputs: Any, document: str = "", label: str = "", date: str = "") -> Task:
        if document not in self.cards.hidden:
            self.sitemap.append((self.settings.origin + self.at.address(path), date))
        documents = (document,) if document else ()
        return self.text_task("page", (page_output(path),), inputs, documents, document or label)

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
            series=self.series_part(item),
            related=tuple(self.cards.slip(other) for other in self.related(item)),
            dossiers=tuple(self.in_dossier(*held) for held in self.lists.holding.get(item.source, ())),
            entries=entries,
            record=self.at.address(f"{path}index.json") if self.settings.outputs.item_json else "",
            draft=item.source in self.cards.hidden,
        )
        date = changed_at(item, self.announced.zone).date().isoformat() if changed_on(item) else ""
        if not entries:
            yield self.page_task(path, inputs, item.source, date=date)
        for here, shown, place in pages_of(self.at, path, entries, LONG_PAGE) if entries else ():
            page = msgspec.structs.replace(inputs, url=self.at.address(here), entries=tuple(shown), place=place)
            yield self.page_task(here, page, item.source, date=date)
        if inputs.record:
            yield self.text_task("record", (f"{path}index.json",), inputs, (item.source,), item.source)

    def series_part(self, item: ItemSummary) -> SeriesPart | None:
        """The series that an item belongs to, with its blurb and what that refers to."""
        part = self.at.series_part(item) if item.series else None
        series = self.site.series[series_of(item)][1] if part else None
        if part is None or series is None:
            return part
        if series.id not in self.blurbs:
            found, needed = self.assets.surroundings(series), {hole.target for hole in series.holes}
            files = {path: file for path, file in found.files.items() if path in needed}
            links = {written: url for written, url in found.links.items() if written in needed}
            self.blurbs[series.id] = Surroundings(files=files, links=links)
        around = self.blurbs[series.id]
        return msgspec.structs.replace(part, blurb=series.blurb, holes=series.holes, around=around)

    def in_dossier(self, dossier: ItemSummary, before: ItemSummary | None, behind: ItemSummary | None) -> InDossier:
        """A dossier that holds an item, and what stands beside the item there."""
        title, url = self.at.title_of(dossier), self.at.url_of(dossier)
        beside = [Neighbour(self.at.title_of(i), self.at.url_of(i), i.lang) if i else None for i in (before, behind)]
        return InDossier(title, url, dossier.lang, *beside)

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
        inputs = RedirectInputs(self.at.url_of(item), self.at.title_of(item), item.lang)
        return self.text_task("page", (alias,), inputs, label=item.source)

    # ------------------------------------------------------------------------------------------------ people

    def speaker_tasks(self, id: str, person: Somebody) -> Iterator[Task]:
        parts = self.at.speaking.get(id, [])
        labels = tuple(label for item, _ in parts for label in item.topics)
        companions = tuple(
            Link(known.name, known.url)
            for known in (self.at.known(o, "speaker") for o in self.lists.companions(id)[:30])
        )
        said = self.lists.said_by.get(id, {})
        for path, shown, place in pages_of(self.at, self.at.path_of("speaker", id), parts, LONG_PAGE):
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

    def then(self, part: Participation) -> tuple[str, str, str]:
        """Role and organisation at the time, and for whom they spoke."""
        found = self.at.part(part)
        return found.role, found.organisation, found.on_behalf_of

    def author_tasks(self, id: str, person: Somebody) -> Iterator[Task]:
        author = person.author
        assert author is not None
        made = self.lists.made_by.get(id, [])
        for path, shown, place in pages_of(self.at, self.at.path_of("author", id), made, LONG_PAGE):
            summary = author if place.number == 1 else None
            inputs = PersonInputs(
                template="author.html",
                document=summary.source if summary else "",
                url=self.at.address(path),
                name=person.name,
                initials=person.initials,
                around=self.around(summary),
                cards=tuple(self.cards.tile(item) for item in shown),
                parts=(),
                quotations=(),
                topics=(),
                counterpart=self.at.person_url(person, "speaker"),
                count=len(made),
                place=place,
            )
            yield self.page_task(path, inputs, inputs.document, f"the page of {person.name}")

    def around(self, summary: Any) -> Surroundings:
        """What the text of the file of a person or a thing refers to, if there is one."""
        if summary is None:
            return Surroundings()
        works_for = getattr(summary, "organisation", "")
        parties = {works_for: self.at.organisation(works_for)} if works_for else {}
        return self.assets.surroundings(summary, self.at.asked(summary), parties)

    def said(self, item: ItemSummary, quotation: Quotation) -> Said:
        anchor = quotation.exchange or quotation.anchor
        url = self.at.url_of(item) + (f"#{anchor}" if anchor else "")
        return Said(quotation.text, quotation.lang or item.lang, url, self.at.title_of(item), item.lang)

    # ------------------------------------------------------------------------------------------------ things

    def topic_tasks(self, id: str) -> Iterator[Task]:
        label, topic = self.site.topics[id]
        yield from self.thing_tasks("topic", id, label, topic, self.lists.by_topic.get(id, []))

    def series_tasks(self, id: str) -> Iterator[Task]:
        label, series = self.site.series[id]
        yield from self.thing_tasks("series", id, label, series, self.lists.by_series.get(id, []))

    def organisation_tasks(self, id: str) -> Iterator[Task]:
        summary, involved = self.site.organisations[id], self.lists.involving.get(id, [])
        parts = {item.source: (tuple(map(self.at.part, people)), tuple(roles)) for item, people, roles in involved}
        items = [item for item, _, _ in involved]
        yield from self.thing_tasks("organisation", id, summary.title, summary, items, parts)

    def thing_tasks(
        self, kind: Any, id: str, label: str, file: Any, items: list[ItemSummary], parts: dict[str, Any] | None = None
    ) -> Iterator[Task]:
        """The pages of a thing; `parts` has an organisation's part in each item, by source."""
        card = self.cards.slip if kind == "series" else self.cards.tile
        for path, shown, place in pages_of(self.at, self.at.path_of(kind, id), items, LONG_PAGE):
            summary = file if place.number == 1 else None
            inputs = ThingInputs(
                template=f"{kind}.html",  # type: ignore[arg-type]
                document=summary.source if summary else "",
                url=self.at.address(path),
                title=label,
                around=self.around(summary),
                cards=tuple(map(card, shown)),
                count=len(items),
                parts=tuple(parts[item.source] for item in shown) if parts else (),
                feed=self.announced.address_of(kind, id) if items else "",
                place=place,
            )
            yield self.page_task(path, inputs, inputs.document, f'the {kind} "{label}"')

    # ------------------------------------------------------------------------------------------------ the publication

    def make_context(self) -> Context:
        settings, outputs, paths = self.settings, self.settings.outputs, self.settings.paths
        files, logo = self.assets.theme_files(), self.logo()
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
            logo=logo[-1][0] if logo else "",
            small_logo=logo[0] if logo else ("", 0, 0),
            contact=settings.contact,
            licence=self.licence,
            stylesheets=tuple(files[name] for name in self.theme.styles),
            static=files,
            theme=dict(self.theme.settings),
            icon=files.get(self.theme.icon, ""),
        )
        profiles = dict(sorted(self.theme.profiles.items()))
        return Context(site, profiles, settings.timezone, settings.quotes, outputs.structured_data)

    def has_corrections(self) -> bool:
        return any(item.corrections for item in (*self.site.stories, *self.site.pages))

    def logo(self) -> tuple[tuple[str, int, int], ...]:
        """The absolute addresses of the publisher's logo with their sizes, ascending."""
        sizes = self.assets.logo()
        origin = self.settings.origin
        return tuple((origin + url, width, height) for url, width, height in sizes.jpeg) if sizes else ()
