"""The stock of files → one publication: people, topics, pictures and links found, clashes and gaps reported.

Only summaries are needed for it. What is found wrong is a finding at a named place of a file; its line and column are
looked up when it is certain that somebody will read them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor

import msgspec

from site_builder.content import Finding, Options, Stock, summaries_of
from site_builder.errors import did_you_mean
from site_builder.files import File, Files
from site_builder.licences import unknown_licence
from site_builder.models import (
    ITEM_KINDS,
    ItemSummary,
    Kind,
    OrganisationSummary,
    PersonSummary,
    SeriesSummary,
    Summary,
    TopicSummary,
)
from site_builder.names import make_name, name_id
from site_builder.naming import ROLES, Role, named_in
from site_builder.settings import SETTINGS, Settings
from site_builder.spellings import Spellings
from site_builder.store import Store
from site_builder.urls import ID, composed, identity, reference


class Somebody(msgspec.Struct, frozen=True):
    """A person, with a file or without."""

    id: str  # also the name of the page
    name: str
    initials: str
    register: str
    sort: str
    letter: str
    speaker: PersonSummary | None = None
    author: PersonSummary | None = None


class Site(msgspec.Struct, frozen=True):
    """The publication, linked together."""

    settings: Settings
    stories: tuple[ItemSummary, ...]  # interviews, articles and dossiers, newest first
    pages: tuple[ItemSummary, ...]  # by slug
    references: dict[str, ItemSummary]  # by folder and slug, such as interviews/ada
    people: dict[str, Somebody]  # by id or slug
    topics: dict[str, tuple[str, TopicSummary | None]]  # by slug: label and file
    series: dict[str, tuple[str, SeriesSummary | None]]  # by slug: label and file
    organisations: dict[str, OrganisationSummary]  # by id
    files: dict[tuple[str, str], File]  # by source and path as written there
    probed: dict[str, str]  # every path a file was looked for at → its digest, or empty when there was none
    keys: dict[str, str]  # key of the reading of each source
    kinds: dict[str, Kind]
    hidden: tuple[str, ...]  # sources that are drafts or not yet published but shown all the same
    unread: tuple[str, ...]  # sources with mistakes, of which nothing else is known

    def summaries(self) -> Iterator[Summary]:
        """Every file of content that could be read and is shown."""
        yield from self.stories
        yield from self.pages
        for person in self.people.values():
            yield from filter(None, (person.speaker, person.author))
        yield from (topic for _, topic in self.topics.values() if topic)
        yield from (series for _, series in self.series.values() if series)
        yield from self.organisations.values()


def link(
    stock: Stock, settings: Settings, options: Options, store: Store, executor: Executor, pixels: str
) -> tuple[Site, list[Finding]]:
    """Make one publication of all files. `pixels` is the digest of the code that reads pictures."""
    linker = _Linker(stock, settings, options, store)
    files = Files(stock, settings, store, executor, pixels)
    site = linker.site(files)
    return site, linker.findings + files.findings


class _Linker:
    def __init__(self, stock: Stock, settings: Settings, options: Options, store: Store) -> None:
        self.stock, self.settings, self.options = stock, settings, options
        self.findings: list[Finding] = []
        self.summaries: dict[str, Summary] = summaries_of(
            stock, store, (entry for entry in stock.entries if entry.head.summary and not entry.hidden(options))
        )
        self._leave_out_the_awaited(store)
        kinds: tuple[Kind, ...] = ("speaker", "author", "topic", "series", "organisation")
        self.ids = {kind: self._ids(kind) for kind in kinds}

    def _leave_out_the_awaited(self, store: Store) -> None:
        """Whom only hidden items name is hidden as well: her page would tell what is not to be known yet."""
        hidden = [e for e in self.stock.entries if e.head.summary and e.hidden(self.options)]
        awaited = {id for summary in summaries_of(self.stock, store, hidden).values() for id in named_in(summary)}
        awaited -= {id for summary in self.summaries.values() for id in named_in(summary)} if awaited else set()
        for path, summary in tuple(self.summaries.items()):
            if isinstance(summary, PersonSummary) and summary.id in awaited:
                del self.summaries[path]

    def _ids(self, kind: Kind) -> dict[str, str]:
        """The ids that have a file, with its path, whether or not the file could be read."""
        return {identity(e.path): e.path for e in self.stock.entries if e.kind == kind}

    # ------------------------------------------------------------------------------------------------ the whole

    def site(self, files: Files) -> Site:
        items = [s for s in self.summaries.values() if isinstance(s, ItemSummary)]
        stories = sorted((s for s in items if s.kind != "page"), key=newest_first)
        pages = sorted((s for s in items if s.kind == "page"), key=lambda s: s.id)
        references = {reference(item.source): item for item in items}
        self.check_names()
        if words := unknown_licence(self.settings.licence):
            self.report("unknown-licence", SETTINGS, "licence", **words)
        people = self.find_people([*stories, *pages])
        topics = self.find_topics([*stories, *pages])
        series = self.find_series([*stories, *pages])
        organisations = self.find_organisations([*stories, *pages])
        self.check_references(items, references)
        self.check_dates(items)
        found = files.found(self.summaries)
        shown = (
            [e.path for e in self.stock.entries if e.hidden(Options(self.options.date))] if self.options.drafts else []
        )
        return Site(
            settings=self.settings,
            stories=tuple(stories),
            pages=tuple(pages),
            references=references,
            people=people,
            topics=topics,
            series=series,
            organisations=organisations,
            files=found,
            probed=files.probed,
            keys={entry.path: entry.key for entry in self.stock.entries},
            kinds={entry.path: entry.kind for entry in self.stock.entries},
            hidden=tuple(shown),
            unread=tuple(entry.path for entry in self.stock.entries if not entry.head.summary),
        )

    def report(self, code: str, source: str, where: str, **words: str) -> None:
        self.findings.append(Finding(code, source, where, words))

    # ------------------------------------------------------------------------------------------------ names of files

    def check_names(self) -> None:
        for entry in self.stock.entries:
            name = identity(entry.path)
            if entry.kind in self.ids:
                if not ID.fullmatch(name):
                    self.report("not-an-id", entry.path, "", value=name)
            elif why := _unfit(name):
                self.report("bad-file-name", entry.path, "", why=why)

    # ------------------------------------------------------------------------------------------------ people

    def find_people(self, items: Sequence[ItemSummary]) -> dict[str, Somebody]:
        people: dict[str, Somebody] = {}
        for summary in self.summaries.values():
            if isinstance(summary, PersonSummary):
                known = people.get(summary.id)
                speaker, author = (known.speaker, known.author) if known else (None, None)
                if summary.kind == "speaker":
                    speaker = summary
                else:
                    author = summary
                main = speaker or summary
                people[summary.id] = Somebody(
                    main.id, main.full, main.initials, main.register, main.sort, main.letter, speaker, author
                )
        for item in items:
            for field_name, role in ROLES:
                seen: set[tuple[str, bool]] = set()
                for index, person in enumerate(getattr(item, field_name)):
                    if (same := (name_id(person.who), person.group)) in seen:
                        self.report("person-twice", item.source, f"{field_name}.{index}", name=person.who)
                    seen.add(same)
                    self.meet(
                        people, item, f"{field_name}.{index}.{role}", person.who, person.named, role, person.group
                    )
            for name in item.mentions:
                self.meet(people, item, "", name, True, "speaker", False)
            for quotation in item.quotations:
                declared = name_id(quotation.by) in {name_id(person.who) for person in item.speakers}
                self.meet(people, item, f"by:{quotation.by}", quotation.by, declared, "speaker", False)
            for n, sketch in enumerate(item.sketches):
                if sketch.creator:
                    where = "sketch.creator" if len(item.sketches) == 1 else f"sketches.{n}.creator"
                    self.meet(people, item, where, sketch.creator, False, "author", False)
            self.check_quote_by(item)
        for summary in self.summaries.values():
            for name, where in summary.named:
                self.meet(people, summary, where, name, False, "speaker", False)
        self.check_spelling(people, items)
        return people

    def check_spelling(self, people: dict[str, Somebody], items: Iterable[ItemSummary]) -> None:
        """Names without a file that are most likely those of somebody with one."""
        files = {id for id, person in people.items() if person.speaker or person.author}
        spelled = Spellings("person-spelled-twice", self.ids["speaker"].keys() | self.ids["author"].keys())
        for item in items:
            for field_name, role in ROLES:
                for index, person in enumerate(getattr(item, field_name)):
                    if not person.group:
                        spelled.note(person.who, item.source, f"{field_name}.{index}.{role}")
            for name, where in item.parties:
                if name_id(name) not in self.ids["organisation"]:
                    spelled.note(name, item.source, where)
        self.findings += spelled.slips(people[id].name for id in files)

    def meet(
        self,
        people: dict[str, Somebody],
        item: Summary,
        where: str,
        who: str,
        named: bool,
        role: Role,
        group: bool,
    ) -> None:
        """Know somebody that an item names; an id must have its file."""
        id = name_id(who)
        has_file = id in self.ids["speaker"] or id in self.ids["author"]
        if not has_file and not named and ID.fullmatch(who):
            known = [*self.ids["speaker"], *self.ids["author"]]
            self.report(
                "unknown-person", item.source, where, id=who, folder=f"{role}s", suggestion=did_you_mean(who, known)
            )
        if id and id not in people and not has_file:
            name = make_name(name=who, style="as-is" if group else "nl")
            people[id] = Somebody(id, name.full, name.initials, name.register, name.sort, name.letter)

    def check_quote_by(self, item: ItemSummary) -> None:
        if item.quote_by and name_id(item.quote_by) not in {name_id(p.who) for p in item.speakers}:
            hint = did_you_mean(item.quote_by, [p.who for p in item.speakers])
            self.report("quote-by-stranger", item.source, "quote_by", name=item.quote_by, suggestion=hint)

    # ------------------------------------------------------------------------------------------------ things

    def find_topics(self, items: Iterable[ItemSummary]) -> dict[str, tuple[str, TopicSummary | None]]:
        topics: dict[str, tuple[str, TopicSummary | None]] = {
            s.id: (s.title, s) for s in self.summaries.values() if isinstance(s, TopicSummary)
        }
        spelled = Spellings("topic-spelled-twice", self.ids["topic"])
        for item in items:
            for index, label in enumerate(item.topics):
                spelled.note(label, item.source, f"topics.{index}")
                self.check_letters(label, item.source, f"topics.{index}")
        self.findings += [
            *spelled.findings(),
            *spelled.title_findings({id: title for id, (title, _) in topics.items()}),
        ]
        return topics | {id: (label, None) for id, label in spelled.labels()}

    def find_series(self, items: Iterable[ItemSummary]) -> dict[str, tuple[str, SeriesSummary | None]]:
        files = {s.id: s for s in self.summaries.values() if isinstance(s, SeriesSummary)}
        spelled = Spellings("series-spelled-twice", self.ids["series"])
        for item in items:
            id = name_id(item.series)
            if item.series and id not in self.ids["series"] and ID.fullmatch(item.series):
                hint = did_you_mean(item.series, self.ids["series"])
                self.report("unknown-series", item.source, "series.series", id=item.series, suggestion=hint)
            elif item.verdict:
                self.check_verdict(item, id, files.get(id))
            if item.series:
                spelled.note(item.series, item.source, "series.series")
                self.check_letters(item.series, item.source, "series.series")
        self.findings += [*spelled.findings(), *spelled.title_findings({id: s.title for id, s in files.items()})]
        return {id: (s.title, s) for id, s in files.items()} | {id: (label, None) for id, label in spelled.labels()}

    def check_letters(self, name: str, source: str, where: str) -> None:
        """A topic or a series has a page, so its name must give an address."""
        if not name_id(name):
            self.report("name-without-letters", source, where, name=name)

    def check_verdict(self, item: ItemSummary, id: str, series: SeriesSummary | None) -> None:
        if series is None and id not in self.ids["series"]:
            self.report("verdict-without-series-file", item.source, "series.verdict", series=item.series, id=id)
        elif series is not None and not series.verdicts:
            words = {"series": series.title, "value": item.verdict, "file": series.source}
            self.report("verdict-of-no-series", item.source, "series.verdict", **words)
        elif series is not None and item.verdict not in series.verdicts:
            hint = did_you_mean(item.verdict, series.verdicts)
            words = {"value": item.verdict, "known": ", ".join(series.verdicts), "suggestion": hint}
            self.report("verdict-not-allowed", item.source, "series.verdict", series=series.title, **words)

    def find_organisations(self, items: Iterable[ItemSummary]) -> dict[str, OrganisationSummary]:
        """The organisations with a file; those of which there is only a name must have it in one spelling."""
        spelled = Spellings("organisation-spelled-twice", self.ids["organisation"])
        for item in items:
            for index, part in enumerate(item.organisations):
                if ID.fullmatch(part.organisation) and part.organisation not in self.ids["organisation"]:
                    hint = did_you_mean(part.organisation, self.ids["organisation"])
                    where = f"organisations.{index}.organisation"
                    self.report("unknown-organisation", item.source, where, id=part.organisation, suggestion=hint)
                else:
                    spelled.note(part.organisation, item.source, f"organisations.{index}.organisation")
            spelled.note(item.commissioned_by, item.source, "commissioned_by")
            for field_name, _ in ROLES:
                for index, person in enumerate(getattr(item, field_name)):
                    spelled.note(person.organisation, item.source, f"{field_name}.{index}.organisation")
        found = {s.id: s for s in self.summaries.values() if isinstance(s, OrganisationSummary)}
        self.findings += [*spelled.findings(), *spelled.title_findings({id: s.title for id, s in found.items()})]
        self.findings += spelled.near_findings(s.title for s in found.values())
        return found

    # ------------------------------------------------------------------------------------------------ other items

    def check_references(self, items: Iterable[ItemSummary], known: dict[str, ItemSummary]) -> None:
        """Every item that another one names must be there."""
        there = {reference(entry.path): entry for entry in self.stock.entries if entry.kind in ITEM_KINDS}
        for item in items:
            hidden = [
                name
                for name in map(composed, item.items)
                if name in there and name not in known and there[name].head.summary
            ]
            if hidden and len(hidden) == len(item.items):
                self.report("dossier-of-hidden", item.source, "items")
            for key, given in (("related", item.related), ("items", item.items)):
                named = [composed(name) for name in given]
                for index, name in enumerate(named):
                    where = f"{key}.{index}"
                    if name not in there:
                        whole = next((known for known in sorted(there) if known.endswith(f"/{name}")), "")
                        hint = f'did you mean "{whole}"? ' if whole else did_you_mean(name, there)
                        self.report("item-missing", item.source, where, item=name, suggestion=hint)
                    elif name == reference(item.source):
                        self.report("item-itself", item.source, where)
                    elif name in named[:index]:
                        self.report("item-twice", item.source, where, item=name)
                    elif name not in known and there[name].head.summary:
                        if key == "related" or len(hidden) < len(item.items):
                            self.report("item-hidden", item.source, where, item=name)
                    elif key == "items" and there[name].kind == "page":
                        self.report("not-in-dossier", item.source, where, item=name)
                    elif key == "items" and there[name].kind == "dossier":
                        self.report("dossier-in-dossier", item.source, where, item=name)

    def check_dates(self, items: Iterable[ItemSummary]) -> None:
        """What has been changed or corrected was so by the day of the build."""
        today = self.options.day(self.settings)
        for item in items:
            if item.publish and item.publish > self.options.date:
                continue  # a preview
            days = {"updated": item.updated} | {f"corrected:{c.date}": c.date for c in reversed(item.corrections)}
            for where, day in days.items():
                if day and day > today:
                    self.report("date-ahead", item.source, where, what=where.partition(":")[0], date=day.isoformat())


def newest_first(item: ItemSummary) -> tuple[int, str]:
    """What items are sorted by: the newest first, those without a date last, those of one day by their ids."""
    return (-item.date.toordinal() if item.date else 0, item.id)


_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_UNFIT = re.compile('[\x00-\x20<>:"/\\\\|?*#%\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]')


def _unfit(name: str) -> str:
    """Why a file name can't be part of an address on every system, or empty."""
    if _UNFIT.search(name):
        return "use letters, digits, hyphens and points only"
    if _RESERVED.fullmatch(name):
        return f"Windows keeps the name {name} for itself"
    if name.startswith("-") or name.endswith("."):
        return "it begins with a hyphen or ends in a point"
    if len(name.encode()) > 150:
        return "it is longer than 150 bytes"
    return ""
