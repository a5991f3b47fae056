"""Site + theme → plan: every file of the finished publication, and everything that decides its bytes."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import msgspec
from msgspec.structs import replace

from site_builder import views
from site_builder.addresses import Addresses
from site_builder.assets import Assets
from site_builder.consistency import broken_links, clashes
from site_builder.content import Finding
from site_builder.context import Context
from site_builder.digest import digest, digest_of
from site_builder.inputs import (
    Box,
    CardData,
    FeedEntry,
    FeedInputs,
    ItemInputs,
    ListInputs,
    NotFoundInputs,
    PersonInputs,
    RegisterInputs,
    RobotsInputs,
    Said,
    SitemapInputs,
    Surroundings,
    TopicInputs,
    encode,
)
from site_builder.licences import licence_link
from site_builder.linking import Site, Somebody
from site_builder.models import ItemSummary, Link, Quotation
from site_builder.names import slug
from site_builder.tasks import Plan, Task
from site_builder.theme import Theme
from site_builder.urls import page_output


def make_plan(site: Site, theme: Theme, code: str, pixels: str) -> tuple[Plan, list[Finding]]:
    """The plan, and what is wrong with addresses and links. `code` and `pixels` are digests of our own code."""
    planner = _Planner(site, theme, code, pixels)
    tasks = tuple(planner.tasks())
    findings = [*clashes(planner.at, tasks), *broken_links(planner.at, tasks)]
    return Plan(tasks, planner.context, site.probed), findings


class _Planner:
    def __init__(self, site: Site, theme: Theme, code: str, pixels: str) -> None:
        self.site, self.theme, self.settings = site, theme, site.settings
        self.at = Addresses(site)
        self.assets = Assets(self.at, theme, pixels)
        self.zone = zoneinfo.ZoneInfo(self.settings.timezone)
        self.licence = licence_link(self.settings.licence)
        self.sitemap: list[tuple[str, str]] = []
        self.cards: dict[str, CardData] = {}
        self.tiles: dict[str, CardData] = {}
        self.briefs: dict[str, CardData] = {}
        self.by_topic, self.made_by, self.said_by = self._listings()
        self.context = msgspec.msgpack.encode(self.make_context())
        self.text = digest_of((code, theme.digest, digest(self.context)))

    def _listings(
        self,
    ) -> tuple[
        dict[str, list[ItemSummary]], dict[str, list[ItemSummary]], dict[str, list[tuple[ItemSummary, Quotation]]]
    ]:
        """The interviews of each topic and of each maker, and the words of each speaker, newest first."""
        by_topic: dict[str, list[ItemSummary]] = {}
        made_by: dict[str, list[ItemSummary]] = {}
        said_by: dict[str, list[tuple[ItemSummary, Quotation]]] = {}
        for item in self.site.interviews:
            for topic in dict.fromkeys(slug(label) or label for label in item.topics):
                by_topic.setdefault(topic, []).append(item)
            people = (item.authors, item.interviewers, item.artists, item.photographers, item.editors, item.translators)
            for who in dict.fromkeys(slug(person.who) for group in people for person in group):
                made_by.setdefault(who, []).append(item)
        for item in (*self.site.interviews, *self.site.pages):
            for quotation in item.quotations:
                said_by.setdefault(slug(quotation.by), []).append((item, quotation))
        return by_topic, made_by, said_by

    # ------------------------------------------------------------------------------------------------ all of it

    def tasks(self) -> Iterator[Task]:
        """Every task; pages come first, since they ask for pictures and files."""
        yield from list(self.page_tasks())
        yield from self.machine_tasks()
        yield from self.assets.tasks.values()

    def page_tasks(self) -> Iterator[Task]:
        yield from self.interview_tasks()
        for page in self.site.pages:
            yield self.item_task(page, "page.html")
        yield from self.home_tasks()
        for id, person in sorted(self.site.people.items()):
            if url := self.at.person_url(person, "speaker"):
                yield self.speaker_task(id, person, url)
            if url := self.at.person_url(person, "author"):
                yield self.author_task(id, person, url)
        for id in sorted(self.site.topics):
            yield self.topic_task(id)
        if self.settings.outputs.speakers:
            yield self.register_task()
        if self.settings.outputs.core_messages:
            yield from self.core_message_tasks()
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

    # ------------------------------------------------------------------------------------------------ cards

    def card(self, item: ItemSummary) -> CardData:
        if item.source not in self.cards:
            self.cards[item.source] = CardData(
                url=self.at.url_of(item),
                lang=item.lang,
                title=item.title,
                list_title=item.list_title,
                quoted=bool(item.quote_by),
                quote_by=self.at.known(item.quote_by, "speaker").name if item.quote_by else "",
                kicker=item.kicker,
                date=item.date,
                description=item.description,
                speakers=tuple(self.at.part(person) for person in item.speakers),
                sketch=self.assets.drawing(item),
                sketch_alt=item.sketch.alt if item.sketch else "",
                draft=item.source in self.site.hidden,
            )
        return self.cards[item.source]

    def tile(self, item: ItemSummary) -> CardData:
        """A card for walls of drawings, without the lead."""
        if item.source not in self.tiles:
            self.tiles[item.source] = replace(self.card(item), description="")
        return self.tiles[item.source]

    def brief(self, item: ItemSummary) -> CardData:
        """A card for lists that show neither drawing nor lead."""
        if item.source not in self.briefs:
            self.briefs[item.source] = replace(self.tile(item), sketch=None, sketch_alt="", kicker="")
        return self.briefs[item.source]

    # ------------------------------------------------------------------------------------------------ items

    def interview_tasks(self) -> Iterator[Task]:
        items = self.site.interviews
        for n, item in enumerate(items):
            newer = self.brief(items[n - 1]) if n else None
            older = self.brief(items[n + 1]) if n + 1 < len(items) else None
            yield self.item_task(item, "interview.html", older, newer)

    def item_task(
        self, item: ItemSummary, template: Any, previous: CardData | None = None, next: CardData | None = None
    ) -> Task:
        inputs = ItemInputs(
            template=template,
            document=item.source,
            url=self.at.url_of(item),
            around=self.assets.surroundings(item, self.at.people_in(item)),
            topics=self.at.topic_links(item.topics),
            licence=self.licence,
            previous=previous,
            next=next,
            boxes=tuple(self.boxes(item)),
        )
        date = item.updated or item.date
        return self.page_task(self.at.path_of(item), inputs, item.source, date=date.isoformat() if date else "")

    def boxes(self, item: ItemSummary) -> Iterator[Box]:
        """The boxes about those who made an item and have a file as an author."""
        for id in dict.fromkeys(slug(p.who) for p in (*item.authors, *item.interviewers, *item.artists)):
            person = self.site.people.get(id)
            author = person and person.author
            if person and author:
                alt = author.portrait.alt if author.portrait else ""
                portrait = self.assets.portrait(author)
                url = self.at.person_url(person, "author")
                yield Box(person.name, url, author.tagline, author.motto, portrait, alt)

    # ------------------------------------------------------------------------------------------------ people, topics

    def speaker_task(self, id: str, person: Somebody, url: str) -> Task:
        parts = self.at.speaking.get(id, [])
        labels = tuple(label for item, _ in parts for label in item.topics)
        inputs = PersonInputs(
            template="speaker.html",
            document=person.speaker.source if person.speaker else "",
            url=url,
            name=person.name,
            initials=person.initials,
            around=self.assets.surroundings(person.speaker) if person.speaker else Surroundings(),
            cards=tuple(self.tile(item) for item, _ in parts),
            parts=tuple((part.role, part.organisation) for _, part in parts),
            quotations=tuple(self.said(*row) for row in self.said_by.get(id, ())),
            topics=self.at.topic_links(labels),
            counterpart=self.at.person_url(person, "author"),
        )
        path = self.at.person_path(id, "speaker")
        return self.page_task(path, inputs, inputs.document, f"the page of {person.name}")

    def author_task(self, id: str, person: Somebody, url: str) -> Task:
        author = person.author
        assert author is not None
        inputs = PersonInputs(
            template="author.html",
            document=author.source,
            url=url,
            name=person.name,
            initials=person.initials,
            around=self.assets.surroundings(author),
            cards=tuple(self.tile(item) for item in self.made_by.get(id, ())),
            parts=(),
            quotations=(),
            topics=(),
            counterpart=self.at.person_url(person, "speaker"),
        )
        return self.page_task(self.at.person_path(id, "author"), inputs, author.source)

    def said(self, item: ItemSummary, quotation: Quotation) -> Said:
        anchor = f"#{quotation.exchange}" if quotation.exchange else ""
        return Said(quotation.text, item.lang, self.at.url_of(item) + anchor, item.list_title)

    def topic_task(self, id: str) -> Task:
        label, topic = self.site.topics[id]
        inputs = TopicInputs(
            document=topic.source if topic else "",
            url=self.at.topic_url(id),
            title=label,
            around=self.assets.surroundings(topic) if topic else Surroundings(),
            cards=tuple(self.tile(item) for item in self.by_topic.get(id, ())),
        )
        return self.page_task(self.at.topic_path(id), inputs, inputs.document, f'the topic "{label}"')

    # ------------------------------------------------------------------------------------------------ lists

    def pages_of(self, path: str, items: Sequence[ItemSummary]) -> Iterator[tuple[str, Sequence[ItemSummary], _Turn]]:
        """The pages of a list: path, items, and where in the row of pages each stands."""
        size = self.settings.page_size
        total = max(1, -(-len(items) // size))
        paths = [path if n == 1 else f"{path}page/{n}/" for n in range(1, total + 1)]
        for n, here in enumerate(paths, 1):
            newer = self.at.address(paths[n - 2]) if n > 1 else ""
            older = self.at.address(paths[n]) if n < total else ""
            yield here, items[(n - 1) * size : n * size], _Turn(n, total, newer, older)

    def home_tasks(self) -> Iterator[Task]:
        for path, items, turn in self.pages_of("", self.site.interviews):
            cards = tuple(self.card(item) for item in items)
            inputs = ListInputs("home.html", self.at.address(path), cards, (), (), *turn)
            yield self.page_task(path, inputs, label="the home page")

    def core_message_tasks(self) -> Iterator[Task]:
        found = [item for item in self.site.interviews if item.core_message]
        for path, items, turn in self.pages_of(f"{self.settings.paths.core_messages}/", found):
            cards = tuple(self.brief(item) for item in items)
            messages = tuple(item.core_message for item in items if item.core_message)
            ids = tuple(slug(item.id) or item.id for item in items)
            inputs = ListInputs("core-messages.html", self.at.address(path), cards, messages, ids, *turn)
            yield self.page_task(path, inputs, label="the page of core messages")

    def register_task(self) -> Task:
        speakers = [(p, url) for p in self.site.people.values() if (url := self.at.person_url(p, "speaker"))]
        letters: dict[str, list[Link]] = {}
        for person, url in sorted(
            speakers, key=lambda row: (row[0].letter == "#", row[0].letter, row[0].sort, row[0].id)
        ):
            letters.setdefault(person.letter, []).append(Link(person.register, url))
        path = f"{self.settings.paths.speakers}/"
        inputs = RegisterInputs(self.at.address(path), tuple((letter, tuple(row)) for letter, row in letters.items()))
        return self.page_task(path, inputs, label="the list of speakers")

    # ------------------------------------------------------------------------------------------------ for machines

    def machine_tasks(self) -> Iterator[Task]:
        """Feed, sitemap and robots.txt."""
        outputs, settings = self.settings.outputs, self.settings
        if "atom" in outputs.feeds:
            items = self.site.interviews[: settings.feed_length]
            newest = max((item.updated or item.date for item in items if item.date), default=None)
            feed = FeedInputs(
                id=self.tag(None, ""),
                title=settings.title,
                subtitle=settings.description,
                url=settings.origin + self.at.address("feed.xml"),
                home=settings.base_url,
                updated=self.moment(newest),
                entries=tuple(self.entry(item) for item in items),
            )
            yield self.text_task("feed", ("feed.xml",), feed, tuple(item.source for item in items), "the feed")
        if outputs.sitemap:
            pages = SitemapInputs(tuple(sorted(self.sitemap)))
            yield self.text_task("feed", ("sitemap.xml",), pages, label="the sitemap")
        if outputs.robots:
            sitemap = settings.origin + self.at.address("sitemap.xml") if outputs.sitemap else ""
            yield self.text_task("feed", ("robots.txt",), RobotsInputs(sitemap), label="robots.txt")

    def entry(self, item: ItemSummary) -> FeedEntry:
        made = item.authors or item.interviewers or item.artists
        names = tuple(self.at.part(p, "author").name for p in made)
        return FeedEntry(
            document=item.source,
            id=item.feed_id or self.tag(item.date, self.at.path_of(item).rstrip("/")),
            url=self.settings.origin + self.at.url_of(item),
            around=self.assets.surroundings(item, self.at.people_in(item)),
            topics=tuple(link.label for link in self.at.topic_links(item.topics)),
            authors=names or (self.settings.publisher.label or self.settings.title,),
        )

    def tag(self, date: dt.date | None, path: str) -> str:
        """A tag URI (RFC 4151): stays the same when the publication moves below its host."""
        host = urlsplit(self.settings.base_url).hostname
        return f"tag:{host},{date.isoformat() if date else '2026'}:{path or self.settings.home}"

    def moment(self, date: dt.date | None) -> str:
        """The first moment of a day in the publication's time zone, RFC 3339."""
        if date is None:
            return "1970-01-01T00:00:00Z"
        return dt.datetime(date.year, date.month, date.day, tzinfo=self.zone).isoformat()

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
            speakers=self.at.address(f"{paths.speakers}/") if outputs.speakers else "",
            core_messages=self.at.address(f"{paths.core_messages}/") if outputs.core_messages else "",
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

    def logo(self) -> str:
        """The absolute address of the publisher's logo, in its largest JPEG size."""
        sizes = self.assets.logo()
        return self.settings.origin + sizes.jpeg[-1][0] if sizes else ""


class _Turn(NamedTuple):
    """Where in a row of pages one stands: its number, how many there are, and the addresses beside it."""

    number: int
    total: int
    newer: str
    older: str
