"""Site + theme → plan: every file of the finished publication, and everything that decides its bytes.

A task names a maker, its outputs, and its inputs as encoded plain values. Its *static key* is a digest of all that plus
the code; the bytes of the documents whose text it needs are added when the key is asked for, so an edit that changes no
summary leaves the plan as it was.
"""

from __future__ import annotations

import datetime as dt
import posixpath
import zoneinfo
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

import msgspec

from site_builder import views
from site_builder.content import SETTINGS, Finding
from site_builder.digest import digest, digest_of
from site_builder.errors import did_you_mean
from site_builder.inputs import (
    Box,
    CardData,
    CopyInputs,
    DerivativeInputs,
    FeedEntry,
    FeedInputs,
    ItemInputs,
    Known,
    ListInputs,
    NotFoundInputs,
    Part,
    PersonInputs,
    PictureSizes,
    RegisterInputs,
    RobotsInputs,
    Said,
    SitemapInputs,
    Surroundings,
    TopicInputs,
)
from site_builder.licences import licence_link
from site_builder.linking import File, Role, Site, Somebody
from site_builder.models import ItemSummary, Link, Participation, Quotation, Summary
from site_builder.names import slug
from site_builder.settings import PictureProfile
from site_builder.theme import Theme
from site_builder.urls import address, folded, page_output


@dataclass(frozen=True, slots=True)
class Task:
    """One or several files and how they are made. `documents` are sources whose whole text is needed."""

    make: str
    outputs: tuple[str, ...]
    inputs: bytes
    static_key: str
    documents: tuple[str, ...] = ()
    label: str = ""  # what it is, for messages

    def key(self, readings: dict[str, str]) -> str:
        """What the bytes of the outputs depend on; `readings` are the keys of the sources."""
        if not self.documents:
            return self.static_key
        return digest_of((self.static_key, *(readings[source] for source in self.documents)))


@dataclass(frozen=True, slots=True)
class Context:
    """What every page is made with."""

    site: views.Site
    profiles: dict[str, PictureProfile]
    timezone: str
    quotes: str
    structured_data: bool
    hidden: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The finished publication before anything is made."""

    tasks: tuple[Task, ...]
    context: bytes
    probed: dict[str, str]


def make_plan(site: Site, theme: Theme, code: str, pixels: str) -> tuple[Plan, list[Finding]]:
    """The plan, and what is wrong with addresses and links. `code` and `pixels` are digests of our own code."""
    planner = _Planner(site, theme, code, pixels)
    tasks = tuple(planner.tasks())
    return Plan(tasks, planner.context, site.probed), [*_clashes(planner, tasks), *_broken_links(planner, tasks)]


class _Planner:
    def __init__(self, site: Site, theme: Theme, code: str, pixels: str) -> None:
        self.site, self.theme, self.settings, self.pixels = site, theme, site.settings, pixels
        self.zone = zoneinfo.ZoneInfo(self.settings.timezone)
        self.sources: dict[str, str] = {}  # source → address of its page
        self.derivatives: dict[str, Task] = {}
        self.copies: dict[str, Task] = {}
        self.sitemap: list[tuple[str, str]] = []
        self.cards: dict[str, CardData] = {}
        self.sizes: dict[tuple[str, str, str, str], PictureSizes] = {}
        self.licence = licence_link(self.settings.licence)
        self.speaking = self.speaking_in()
        for item in (*site.interviews, *site.pages):
            self.sources[item.source] = self.url_of(item)
        for person in site.people.values():
            for summary in filter(None, (person.speaker, person.author)):
                self.sources[summary.source] = self.person_url(person, summary.kind) or ""
        for id, (_, summary) in site.topics.items():
            if summary:
                self.sources[summary.source] = self.topic_url(id)
        self.statics = dict(self.plan_statics())
        self.context = msgspec.msgpack.encode(self.make_context())
        self.text = digest_of((code, theme.digest, digest(self.context)))

    # ------------------------------------------------------------------------------------------------ all of it

    def tasks(self) -> Iterator[Task]:
        """Every task; pages come first, since they ask for pictures and files."""
        yield from list(self.page_tasks())
        yield from self.feed_tasks()
        yield from self.derivatives.values()
        yield from self.copies.values()

    def page_tasks(self) -> Iterator[Task]:
        yield from self.interview_tasks()
        for page in self.site.pages:
            yield self.item_task(page, "page.html")
        yield from self.home_tasks()
        for id, person in sorted(self.site.people.items()):
            if url := self.person_url(person, "speaker"):
                yield self.person_task(id, person, "speaker", url)
            if url := self.person_url(person, "author"):
                yield self.person_task(id, person, "author", url)
        for id in sorted(self.site.topics):
            yield self.topic_task(id)
        if self.settings.outputs.speakers:
            yield self.register_task()
        if self.settings.outputs.core_messages:
            yield from self.core_message_tasks()
        yield self.text_task("page", ("404.html",), NotFoundInputs(self.address("404.html")), label="the 404 page")

    def text_task(
        self, make: str, outputs: tuple[str, ...], inputs: Any, documents: tuple[str, ...] = (), label: str = ""
    ) -> Task:
        encoded = msgspec.msgpack.encode((type(inputs).__name__, inputs))
        key = digest_of((self.text, make, *outputs, digest(encoded)))
        return Task(make, outputs, encoded, key, documents, label)

    def page_task(self, path: str, inputs: Any, documents: tuple[str, ...] = (), label: str = "", date: str = "") -> Task:
        self.sitemap.append((self.settings.origin + self.address(path), date))
        return self.text_task("page", (page_output(path),), inputs, tuple(filter(None, documents)), label)

    # ------------------------------------------------------------------------------------------------ addresses

    def address(self, path: str) -> str:
        return address(self.settings.home, path)

    def path_of(self, item: ItemSummary) -> str:
        return f"{self.settings.paths.interviews}/{item.id}/" if item.kind == "interview" else f"{item.id}/"

    def url_of(self, item: ItemSummary) -> str:
        return self.address(self.path_of(item))

    def topic_url(self, id: str) -> str:
        return self.address(f"{self.settings.paths.topics}/{id}/")

    def person_path(self, id: str, kind: Role) -> str:
        paths = self.settings.paths
        return f"{paths.speakers if kind == 'speaker' else paths.authors}/{id}/"

    def person_url(self, person: Somebody, kind: Role) -> str:
        """The address of a page for somebody in a role, or empty when there is none."""
        if kind == "author":
            has_page = person.author is not None and self.settings.outputs.authors
        else:
            has_page = person.speaker is not None or person.id in self.speaking
        return self.address(self.person_path(person.id, kind)) if has_page else ""

    def speaking_in(self) -> dict[str, list[tuple[ItemSummary, Participation]]]:
        """The interviews of every speaker, newest first, with their part in it. Groups have no page."""
        found: dict[str, list[tuple[ItemSummary, Participation]]] = {}
        for item in self.site.interviews:
            for person in item.speakers:
                id = slug(person.who)
                parts = found.setdefault(id, [])
                if id and not person.group and (not parts or parts[-1][0] is not item):
                    parts.append((item, person))
        return {id: parts for id, parts in found.items() if parts}

    # ------------------------------------------------------------------------------------------------ people

    def known(self, who: str, role: Role) -> Known:
        """Somebody as an item names them, with the page that fits the role."""
        person = self.site.people.get(slug(who))
        if person is None:
            return Known(who)
        first, second = ("speaker", "author") if role == "speaker" else ("author", "speaker")
        url = self.person_url(person, first) or self.person_url(person, second)  # type: ignore[arg-type]
        return Known(person.name, url, person.initials)

    def part(self, person: Participation, role: Role = "speaker") -> Part:
        if person.group:
            return Part(person.who, "", person.role, person.organisation, person.on_behalf_of, person.note)
        known = self.known(person.who, role)
        return Part(known.name, known.url, person.role, person.organisation, person.on_behalf_of, person.note)

    def people_in(self, item: ItemSummary) -> dict[str, Known]:
        speakers = [p.who for p in item.speakers if not p.group] + list(item.mentions)
        speakers += [q.by for q in item.quotations] + [item.quote_by]
        others = (item.interviewers, item.artists, item.authors, item.photographers, item.editors, item.translators)
        made = [p.who for people in (*others, item.thanks) for p in people if not p.group]
        made += [item.sketch.creator] if item.sketch else []
        found = {f"speaker {who}": self.known(who, "speaker") for who in speakers if who}
        return found | {f"author {who}": self.known(who, "author") for who in made if who}

    # ------------------------------------------------------------------------------------------------ pictures, files

    def surroundings(self, summary: Summary, people: dict[str, Known] | None = None) -> Surroundings:
        pictures: dict[str, PictureSizes] = {}
        files: dict[str, Link] = {}
        for asset in summary.assets:
            file = self.site.files.get((summary.source, asset.path))
            if file is None:
                continue
            if asset.use == "file":
                files[asset.path] = self.copy(summary, file)
            else:
                creator = self.creator(summary, asset.creator) if asset.use == "drawing" else ""
                pictures[asset.path] = self.picture(file, asset.use, creator, asset.credit)
        links = {written: self.follow(summary.source, written) or "" for written, _ in summary.links}
        return Surroundings(pictures, files, links, people or {})

    def creator(self, summary: Summary, named: str) -> str:
        """Who made a drawing: as named, else the artists of the item."""
        if named:
            return self.known(named, "author").name
        artists = summary.artists if isinstance(summary, ItemSummary) else ()
        return ", ".join(self.part(artist, "author").name for artist in artists)

    def picture(self, file: File, use: str, creator: str = "", credit: str = "") -> PictureSizes:
        """The published sizes of a picture; the task that makes them joins the plan."""
        profile = self.theme.profile("portrait" if use == "portrait" else "drawing")
        settings = self.settings.pictures
        webp_widths, jpeg_widths = settings.webp, settings.jpeg
        if use == "portrait":
            webp_widths, jpeg_widths = profile.webp or webp_widths, profile.jpeg or jpeg_widths
        memo = (file.digest, use if use == "portrait" else "", creator, credit)
        if memo in self.sizes:
            return self.sizes[memo]
        facts = file.facts
        assert facts is not None
        webp = scaled(facts.width, facts.height, webp_widths)
        jpeg = scaled(facts.width, facts.height, jpeg_widths)
        wanted = tuple((w, h, kind) for kind, sizes in (("webp", webp), ("jpeg", jpeg)) for w, h in sizes)
        licence = self.licence.url or self.licence.label
        quality, limit = settings.quality, settings.max_pixels
        inputs = DerivativeInputs(file.path, file.digest, wanted, quality, limit, creator, credit, licence)
        encoded = msgspec.msgpack.encode(("DerivativeInputs", inputs))
        key = digest_of((self.pixels, digest(msgspec.msgpack.encode(replace(inputs, source="")))))
        stem = slug(posixpath.splitext(posixpath.basename(file.path))[0]) or "picture"
        names = {(w, kind): f"pictures/{stem}.{key[:8]}-{w}.{'jpg' if kind == 'jpeg' else kind}" for w, _, kind in wanted}
        outputs = tuple(names[w, kind] for w, _, kind in wanted)
        self.derivatives.setdefault(key, Task("derivative", outputs, encoded, key, label=file.path))
        found = PictureSizes(
            tone=facts.tone,
            width=webp[-1][0] if webp else jpeg[-1][0],
            height=webp[-1][1] if webp else jpeg[-1][1],
            webp=tuple((self.address(names[w, "webp"]), w) for w, _ in webp),
            jpeg=tuple((self.address(names[w, "jpeg"]), w, h) for w, h in jpeg),
        )
        self.sizes[memo] = found
        return found

    def copy(self, summary: Summary, file: File) -> Link:
        """Publish a file: beside the page of its item, or where it is in assets/."""
        if file.path.startswith("assets/"):
            path = file.path
        else:
            page = self.sources[summary.source].removeprefix(self.settings.home)
            path = f"{page}{posixpath.basename(file.path)}"
        self.copies.setdefault(path, _copy_task(path, file.path, file.digest))
        return Link(_described(file), self.address(path))

    def plan_statics(self) -> Iterator[tuple[str, str]]:
        """Publish the theme's files under names that change with their bytes; style sheets get the new names."""
        named = {path: _hashed(path, link.label) for path, link in self.theme.static.items() if not path.endswith(".css")}
        for path, link in sorted(self.theme.static.items(), key=lambda row: row[0].endswith(".css")):
            rewrite: tuple[tuple[str, str], ...] = ()
            if path.endswith(".css"):
                top = posixpath.dirname(path)
                rewrite = tuple((posixpath.relpath(p, top or "."), posixpath.relpath(n, top or ".")) for p, n in named.items())
                found = digest_of((link.label, *(new for _, new in rewrite)))
                named[path] = _hashed(path, found)
            output = f"theme/{named[path]}"
            self.copies[output] = _copy_task(output, link.url, link.label, rewrite)
            yield path, self.address(output)

    # ------------------------------------------------------------------------------------------------ cards

    def card(self, item: ItemSummary) -> CardData:
        if item.source not in self.cards:
            sketch = None
            if item.sketch and (file := self.site.files.get((item.source, item.sketch.image))):
                sketch = self.picture(file, "drawing", self.creator(item, item.sketch.creator))
            self.cards[item.source] = CardData(
                url=self.url_of(item),
                lang=item.lang,
                title=item.title,
                list_title=item.list_title,
                quoted=bool(item.quote_by),
                quote_by=self.known(item.quote_by, "speaker").name if item.quote_by else "",
                kicker=item.kicker,
                date=item.date,
                description=item.description,
                speakers=tuple(self.part(person) for person in item.speakers),
                sketch=sketch,
                sketch_alt=item.sketch.alt if item.sketch else "",
                draft=item.source in self.site.hidden,
            )
        return self.cards[item.source]

    def brief(self, item: ItemSummary) -> CardData:
        """A card for lists that show no drawing and no lead."""
        return replace(self.card(item), sketch=None, sketch_alt="", description="", kicker="")

    def topic_links(self, labels: Iterable[str]) -> tuple[Link, ...]:
        found = {slug(label) or label: None for label in labels}
        return tuple(Link(self.site.topics[id][0], self.topic_url(id)) for id in found if id in self.site.topics)

    # ------------------------------------------------------------------------------------------------ pages

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
            url=self.url_of(item),
            around=self.surroundings(item, self.people_in(item)),
            topics=self.topic_links(item.topics),
            licence=self.licence,
            previous=previous,
            next=next,
            boxes=tuple(self.boxes(item)),
        )
        date = item.updated or item.date
        return self.page_task(self.path_of(item), inputs, (item.source,), item.source, date.isoformat() if date else "")

    def boxes(self, item: ItemSummary) -> Iterator[Box]:
        """The boxes about those who made an item and have a file as an author."""
        ids = dict.fromkeys(slug(p.who) for p in (*item.authors, *item.interviewers, *item.artists))
        for id in ids:
            person = self.site.people.get(id)
            author = person and person.author
            if person is None or author is None:
                continue
            portrait = author.portrait
            file = self.site.files.get((author.source, portrait.image)) if portrait else None
            picture = self.picture(file, "portrait", credit=portrait.credit) if file and portrait else None
            alt = portrait.alt if portrait else ""
            yield Box(person.name, self.person_url(person, "author"), author.tagline, author.motto, picture, alt)

    def pages_of(self, path: str, items: Sequence[ItemSummary]) -> Iterator[tuple[str, Sequence[ItemSummary], int, int, str, str]]:
        """The pages of a list: path, items, number, total, and the addresses of the pages beside it."""
        size = self.settings.page_size
        total = max(1, -(-len(items) // size))
        paths = [path if n == 1 else f"{path}page/{n}/" for n in range(1, total + 1)]
        for n, here in enumerate(paths, 1):
            newer = self.address(paths[n - 2]) if n > 1 else ""
            older = self.address(paths[n]) if n < total else ""
            yield here, items[(n - 1) * size : n * size], n, total, newer, older

    def home_tasks(self) -> Iterator[Task]:
        for path, items, n, total, newer, older in self.pages_of("", self.site.interviews):
            cards = tuple(self.card(item) for item in items)
            inputs = ListInputs("home.html", self.address(path), cards, (), (), n, total, newer, older)
            yield self.page_task(path, inputs, label="the home page")

    def core_message_tasks(self) -> Iterator[Task]:
        found = [item for item in self.site.interviews if item.core_message]
        for path, items, n, total, newer, older in self.pages_of(f"{self.settings.paths.core_messages}/", found):
            cards = tuple(self.brief(item) for item in items)
            messages = tuple(item.core_message for item in items if item.core_message)
            ids = tuple(slug(item.id) or item.id for item in items)
            inputs = ListInputs("core-messages.html", self.address(path), cards, messages, ids, n, total, newer, older)
            yield self.page_task(path, inputs, label="the page of core messages")

    def person_task(self, id: str, person: Somebody, kind: Role, url: str) -> Task:
        summary = person.speaker if kind == "speaker" else person.author
        if kind == "speaker":
            parts = self.speaking.get(id, [])
            items = [item for item, _ in parts]
            roles = tuple((part.role, part.organisation) for _, part in parts)
            quotations = tuple(self.said_by(id))
            other: Role = "author"
        else:
            items, roles, quotations, other = self.made_by(id), (), (), "speaker"
        inputs = PersonInputs(
            template="speaker.html" if kind == "speaker" else "author.html",
            document=summary.source if summary else "",
            url=url,
            name=person.name,
            initials=person.initials,
            around=self.surroundings(summary) if summary else Surroundings(),
            cards=tuple(self.brief(item) for item in items),
            parts=roles,
            quotations=quotations,
            topics=self.topic_links(label for item in items for label in item.topics) if kind == "speaker" else (),
            counterpart=self.person_url(person, other),
        )
        path = self.person_path(id, kind)
        label = summary.source if summary else f"the page of {person.name}"
        return self.page_task(path, inputs, (inputs.document,), label)

    def made_by(self, id: str) -> list[ItemSummary]:
        if not hasattr(self, "_made"):
            self._made: dict[str, list[ItemSummary]] = {}
            for item in self.site.interviews:
                people = (item.authors, item.interviewers, item.artists, item.photographers, item.editors, item.translators)
                for who in dict.fromkeys(slug(p.who) for group in people for p in group):
                    self._made.setdefault(who, []).append(item)
        return self._made.get(id, [])

    def said_by(self, id: str) -> Iterator[Said]:
        if not hasattr(self, "_said"):
            self._said: dict[str, list[tuple[ItemSummary, Quotation]]] = {}
            for item in (*self.site.interviews, *self.site.pages):
                for quotation in item.quotations:
                    self._said.setdefault(slug(quotation.by), []).append((item, quotation))
        for item, quotation in self._said.get(id, []):
            anchor = f"#{quotation.exchange}" if quotation.exchange else ""
            yield Said(quotation.text, item.lang, self.url_of(item) + anchor, item.list_title)

    def topic_task(self, id: str) -> Task:
        label, summary = self.site.topics[id]
        if not hasattr(self, "_by_topic"):
            self._by_topic: dict[str, list[ItemSummary]] = {}
            for item in self.site.interviews:
                for topic in dict.fromkeys(slug(t) or t for t in item.topics):
                    self._by_topic.setdefault(topic, []).append(item)
        inputs = TopicInputs(
            document=summary.source if summary else "",
            url=self.topic_url(id),
            title=label,
            around=self.surroundings(summary) if summary else Surroundings(),
            cards=tuple(self.brief(item) for item in self._by_topic.get(id, [])),
        )
        path = f"{self.settings.paths.topics}/{id}/"
        return self.page_task(path, inputs, (inputs.document,), summary.source if summary else f'the topic "{label}"')

    def register_task(self) -> Task:
        speakers = [(p, url) for p in self.site.people.values() if (url := self.person_url(p, "speaker"))]
        letters: dict[str, list[Link]] = {}
        for person, url in sorted(speakers, key=lambda row: (row[0].letter == "#", row[0].letter, row[0].sort, row[0].id)):
            letters.setdefault(person.letter, []).append(Link(person.register, url))
        path = f"{self.settings.paths.speakers}/"
        inputs = RegisterInputs(self.address(path), tuple((letter, tuple(row)) for letter, row in letters.items()))
        return self.page_task(path, inputs, label="the list of speakers")

    # ------------------------------------------------------------------------------------------------ feeds and the like

    def feed_tasks(self) -> Iterator[Task]:
        outputs, settings = self.settings.outputs, self.settings
        if "atom" in outputs.feeds:
            items = self.site.interviews[: settings.feed_length]
            newest = max((item.updated or item.date for item in items if item.date), default=None)
            feed = FeedInputs(
                id=self.tag(None, ""),
                title=settings.title,
                subtitle=settings.description,
                url=settings.origin + self.address("feed.xml"),
                home=settings.base_url,
                updated=self.moment(newest),
                entries=tuple(self.entry(item) for item in items),
            )
            documents = tuple(item.source for item in items)
            yield self.text_task("feed", ("feed.xml",), feed, documents, label="the feed")
        if outputs.sitemap:
            pages = tuple(sorted(self.sitemap))
            yield self.text_task("feed", ("sitemap.xml",), SitemapInputs(pages), label="the sitemap")
        if outputs.robots:
            sitemap = settings.origin + self.address("sitemap.xml") if outputs.sitemap else ""
            yield self.text_task("feed", ("robots.txt",), RobotsInputs(sitemap), label="robots.txt")

    def entry(self, item: ItemSummary) -> FeedEntry:
        made = item.authors or item.interviewers or item.artists
        names = tuple(self.part(p, "author").name for p in made) or (self.settings.publisher.label or self.settings.title,)
        return FeedEntry(
            document=item.source,
            id=item.feed_id or self.tag(item.date, self.path_of(item).rstrip("/")),
            url=self.settings.origin + self.url_of(item),
            around=self.surroundings(item, self.people_in(item)),
            topics=tuple(link.label for link in self.topic_links(item.topics)),
            authors=names,
        )

    def tag(self, date: dt.date | None, path: str) -> str:
        """A tag URI (RFC 4151): stays the same when the publication moves below its host."""
        host = urlsplit(self.settings.base_url).hostname
        return f"tag:{host},{date.isoformat() if date else '2026'}:{path or self.settings.home}"

    def moment(self, date: dt.date | None) -> str:
        if date is None:
            return "1970-01-01T00:00:00Z"
        return dt.datetime(date.year, date.month, date.day, tzinfo=self.zone).isoformat()

    # ------------------------------------------------------------------------------------------------ the publication

    def make_context(self) -> Context:
        settings, outputs, paths = self.settings, self.settings.outputs, self.settings.paths
        site = views.Site(
            title=settings.title,
            description=settings.description,
            language=settings.language,
            origin=settings.origin,
            home=settings.home,
            navigation=tuple(self.navigation()),
            feed=self.address("feed.xml") if "atom" in outputs.feeds else "",
            speakers=self.address(f"{paths.speakers}/") if outputs.speakers else "",
            core_messages=self.address(f"{paths.core_messages}/") if outputs.core_messages else "",
            publisher=settings.publisher,
            logo="",
            contact=settings.contact,
            licence=self.licence,
            stylesheets=tuple(self.statics[name] for name in self.theme.styles),
            static=self.statics,
            theme=dict(self.theme.settings),
            icon=self.statics.get(self.theme.icon, ""),
        )
        profiles = dict(sorted(self.theme.profiles.items()))
        return Context(site, profiles, settings.timezone, settings.quotes, outputs.structured_data, self.site.hidden)

    def navigation(self) -> Iterator[Link]:
        """The menu as the settings have it; without it, the pages that want to be in it."""
        if self.settings.navigation is None:
            yield from (Link(page.list_title, self.url_of(page)) for page in self.site.pages if page.navigation)
            return
        for entry in self.settings.navigation:
            yield Link(entry.label, self.menu_address(entry.url))

    def menu_address(self, written: str) -> str:
        outside = "://" in written or written.startswith("mailto:")
        return written if outside else self.address(written.lstrip("/"))

    def follow(self, source: str, written: str) -> str | None:
        """The address behind a link inside the publication, or None when it surely leads nowhere."""
        path, mark, rest = written.partition("#")
        if path.startswith("/"):
            return self.address("") + path.lstrip("/") + mark + rest
        found = self.sources.get(posixpath.normpath(posixpath.join(posixpath.dirname(source), path)))
        return None if found is None else found + mark + rest


def scaled(width: int, height: int, widths: Sequence[int]) -> list[tuple[int, int]]:
    """The sizes of a picture for the wanted widths: exact, ascending, never enlarged.

    A width beyond the picture's gives the picture's own, once. Heights are rounded half up.
    """
    found = sorted({min(wanted, width) for wanted in widths})
    return [(w, max(1, (2 * height * w + width) // (2 * width))) for w in found]


def _hashed(path: str, found: str) -> str:
    stem, suffix = posixpath.splitext(path)
    return f"{stem}.{found[:8]}{suffix}"


def _copy_task(output: str, source: str, found: str, rewrite: tuple[tuple[str, str], ...] = ()) -> Task:
    inputs = CopyInputs(source, found, rewrite)
    key = digest_of(("copy", output, found, *(f"{old} {new}" for old, new in rewrite)))
    return Task("copy", (output,), msgspec.msgpack.encode(("CopyInputs", inputs)), key, label=source)


def _described(file: File) -> str:
    """Type and size of a file, such as `PDF, 1.2 MB`."""
    kind = posixpath.splitext(file.path)[1].lstrip(".").upper() or "file"
    size = f"{file.size / 1e6:.1f} MB" if file.size >= 1_000_000 else f"{max(1, round(file.size / 1000))} kB"
    return f"{kind}, {size}"


def _clashes(planner: _Planner, tasks: Sequence[Task]) -> Iterator[Finding]:
    """Two files of the site must not have one path, not even on a system that folds case."""
    first: dict[str, Task] = {}
    for task in tasks:
        for output in task.outputs:
            other = first.setdefault(folded(output), task)
            if other is not task:
                mine, theirs = (task, other) if task.label in planner.site.keys else (other, task)
                shown = planner.address(output.removesuffix("index.html"))
                path = mine.label if mine.label in planner.site.keys else SETTINGS
                yield Finding("address-twice", path, "", {"address": shown, "other": theirs.label})


def _broken_links(planner: _Planner, tasks: Sequence[Task]) -> Iterator[Finding]:
    """Every link to the publication itself must lead to one of its files."""
    outputs = {output for task in tasks for output in task.outputs}
    pages = [planner.address(o.removesuffix("index.html")) for o in outputs if o.endswith("index.html")]
    site = planner.site
    people = [s for p in site.people.values() for s in (p.speaker, p.author) if s]
    topics = [s for _, s in site.topics.values() if s]
    summaries: list[Summary] = [*site.interviews, *site.pages, *people, *topics]
    for summary in summaries:
        for written, where in summary.links:
            followed = planner.follow(summary.source, written)
            if followed is None or not _leads_somewhere(planner, followed, outputs):
                words = {"address": written, "suggestion": did_you_mean(followed or written, pages)}
                yield Finding("link-broken", summary.source, where, words)
    for entry in site.settings.navigation or ():
        address = planner.menu_address(entry.url)
        if address.startswith("/") and not _leads_somewhere(planner, address, outputs):
            words = {"address": entry.url, "suggestion": did_you_mean(address, pages)}
            yield Finding("link-broken", SETTINGS, "", words)


def _leads_somewhere(planner: _Planner, url: str, outputs: set[str]) -> bool:
    path = url.partition("#")[0].partition("?")[0].removeprefix(planner.settings.home)
    return bool({path, page_output(path), page_output(f"{path}/")} & outputs)

