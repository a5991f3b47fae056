"""The stock of files → one publication: people, topics, pictures and links found, clashes and gaps reported.

Only summaries are needed for it. What is found wrong is a finding at a named place of a file; its line and column are
looked up when it is certain that somebody will read them.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

import msgspec

from site_builder.content import SETTINGS, Finding, Options, Stock, summaries_of
from site_builder.digest import digest_of
from site_builder.errors import did_you_mean
from site_builder.executors import Workers
from site_builder.models import Asset, ItemSummary, PersonSummary, Summary, TopicSummary
from site_builder.names import make_name, slug
from site_builder.settings import Settings
from site_builder.store import Store
from site_builder.urls import ID, identity

Role = Literal["speaker", "author"]


class Facts(msgspec.Struct, frozen=True):
    """What the plan needs to know of a picture; `code` names what is wrong with it, with the words for the message."""

    width: int = 0
    height: int = 0
    tone: int = 0
    alpha: bool = False
    code: str = ""
    words: dict[str, str] = {}


class File(msgspec.Struct, frozen=True):
    """A file that an item uses: where it lies, the digest of its bytes, and facts if it is a picture."""

    path: str
    digest: str
    size: int
    facts: Facts | None = None


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
    interviews: tuple[ItemSummary, ...]  # newest first
    pages: tuple[ItemSummary, ...]  # by slug
    people: dict[str, Somebody]  # by id or slug
    topics: dict[str, tuple[str, TopicSummary | None]]  # by slug: label and file
    files: dict[tuple[str, str], File]  # by source and path as written there
    probed: dict[str, str]  # every path a file was looked for at → its digest, or empty when there was none
    keys: dict[str, str]  # key of the reading of each source
    kinds: dict[str, str]
    hidden: tuple[str, ...]  # sources that are drafts or not yet published but shown all the same
    unread: tuple[str, ...]  # sources with mistakes, of which nothing else is known


def link(
    stock: Stock, settings: Settings, options: Options, store: Store, executor: Executor, pixels: str
) -> tuple[Site, list[Finding]]:
    """Make one publication of all files. `pixels` is the digest of the code that reads pictures."""
    linker = _Linker(stock, settings, options, store, executor, pixels)
    site = linker.site()
    return site, linker.findings


class _Linker:
    def __init__(
        self, stock: Stock, settings: Settings, options: Options, store: Store, executor: Executor, pixels: str
    ) -> None:
        self.stock, self.settings, self.options = stock, settings, options
        self.store, self.executor, self.pixels = store, executor, pixels
        self.findings: list[Finding] = []
        self.probed: dict[str, str] = {}
        self.summaries: dict[str, Summary] = summaries_of(
            store, (entry for entry in stock.entries if entry.head.summary and not entry.hidden(options))
        )
        self.ids = {kind: self._ids(kind) for kind in ("speaker", "author", "topic")}

    def _ids(self, kind: str) -> dict[str, str]:
        """The ids that have a file, with its path, whether or not the file could be read."""
        return {identity(e.path): e.path for e in self.stock.entries if e.kind == kind}

    # ------------------------------------------------------------------------------------------------ the whole

    def site(self) -> Site:
        items = [s for s in self.summaries.values() if isinstance(s, ItemSummary)]
        interviews = sorted((s for s in items if s.kind == "interview"), key=_newest_first)
        pages = sorted((s for s in items if s.kind == "page"), key=lambda s: s.id)
        self.check_names()
        people = self.find_people(interviews, pages)
        topics = self.find_topics([*interviews, *pages])
        files = self.find_files()
        shown = (
            [e.path for e in self.stock.entries if e.hidden(Options(self.options.date))] if self.options.drafts else []
        )
        return Site(
            settings=self.settings,
            interviews=tuple(interviews),
            pages=tuple(pages),
            people=people,
            topics=topics,
            files=files,
            probed=self.probed,
            keys={entry.path: entry.key for entry in self.stock.entries},
            kinds={entry.path: entry.kind for entry in self.stock.entries},
            hidden=tuple(shown),
            unread=tuple(entry.path for entry in self.stock.entries if not entry.head.summary),
        )

    def find(self, code: str, source: str, where: str, **words: str) -> None:
        self.findings.append(Finding(code, source, where, words))

    # ------------------------------------------------------------------------------------------------ names of files

    def check_names(self) -> None:
        for entry in self.stock.entries:
            name = identity(entry.path)
            if entry.kind in ("speaker", "author", "topic"):
                if not ID.fullmatch(name):
                    self.find("not-an-id", entry.path, "", value=name)
            elif why := _unfit(name):
                self.find("bad-file-name", entry.path, "", why=why)

    # ------------------------------------------------------------------------------------------------ people

    def find_people(self, interviews: Iterable[ItemSummary], pages: Iterable[ItemSummary]) -> dict[str, Somebody]:
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
        for item in [*interviews, *pages]:
            for field_name, role in _ROLES:
                for index, person in enumerate(getattr(item, field_name)):
                    self.meet(
                        people, item, f"{field_name}.{index}.{role}", person.who, person.named, role, person.group
                    )
            for name in item.mentions:
                self.meet(people, item, "", name, True, "speaker", False)
            for quotation in item.quotations:
                declared = slug(quotation.by) in {slug(person.who) for person in item.speakers}
                self.meet(people, item, f"by:{quotation.by}", quotation.by, declared, "speaker", False)
            if item.sketch and item.sketch.creator:
                self.meet(people, item, "sketch.creator", item.sketch.creator, False, "author", False)
            self.check_quote_by(item)
        return people

    def meet(
        self, people: dict[str, Somebody], item: ItemSummary, where: str, who: str, named: bool, role: Role, group: bool
    ) -> None:
        """Know somebody that an item names; an id must have its file."""
        id = slug(who)
        has_file = id in self.ids["speaker"] or id in self.ids["author"]
        if not has_file and not named and ID.fullmatch(who):
            known = [*self.ids["speaker"], *self.ids["author"]]
            self.find(
                "unknown-person", item.source, where, id=who, folder=f"{role}s", suggestion=did_you_mean(who, known)
            )
        if id and id not in people and not has_file:
            name = make_name(name=who, style="as-is" if group else "nl")
            people[id] = Somebody(id, name.full, name.initials, name.register, name.sort, name.letter)

    def check_quote_by(self, item: ItemSummary) -> None:
        if item.quote_by and slug(item.quote_by) not in {slug(p.who) for p in item.speakers}:
            hint = did_you_mean(item.quote_by, [p.who for p in item.speakers])
            self.find("quote-by-stranger", item.source, "quote_by", name=item.quote_by, suggestion=hint)

    # ------------------------------------------------------------------------------------------------ topics

    def find_topics(self, items: Iterable[ItemSummary]) -> dict[str, tuple[str, TopicSummary | None]]:
        topics: dict[str, tuple[str, TopicSummary | None]] = {
            s.id: (s.title, s) for s in self.summaries.values() if isinstance(s, TopicSummary)
        }
        spelled: dict[str, dict[str, tuple[str, str]]] = {}
        for item in items:
            for index, label in enumerate(item.topics):
                id = slug(label) or label
                if id not in self.ids["topic"]:
                    spelled.setdefault(id, {}).setdefault(label, (item.source, f"topics.{index}"))
        for id, labels in sorted(spelled.items()):
            kept, *others = sorted(labels)
            topics[id] = (kept, None)
            for other in others:
                self.find("topic-spelled-twice", *labels[other], label=other, other=kept)
        return topics

    # ------------------------------------------------------------------------------------------------ files

    def find_files(self) -> dict[tuple[str, str], File]:
        """Every file that something asks for: beside its source, else in assets/."""
        wanted = [(source, asset) for source, s in self.summaries.items() for asset in s.assets]
        if self.settings.logo:
            wanted.append((SETTINGS, Asset("picture", self.settings.logo, "publisher.logo")))
        found: dict[tuple[str, str], tuple[Asset, str]] = {}
        for source, asset in wanted:
            path = self.resolve(source, asset)
            if path:
                found[source, asset.path] = (asset, path)
        pictures = sorted({path for asset, path in found.values() if asset.use != "file"})
        facts = self.facts(pictures)
        for source, asset in wanted:
            known = facts.get(found[source, asset.path][1]) if (source, asset.path) in found else None
            if known is not None and known.code and asset.use != "file":
                self.find(known.code, source, asset.where, file=asset.path, **known.words)
        return {
            key: File(path, self.probed[path], self.stock.files[path].stat().st_size, facts.get(path))
            for key, (_, path) in found.items()
            if path not in facts or not facts[path].code
        }

    def resolve(self, source: str, asset: Asset) -> str:
        """The path of a file in the publication, or empty after it has been reported missing."""
        picture = asset.use != "file"
        name = asset.path if picture else unquote(asset.path.partition("#")[0].partition("?")[0])
        candidates = [posixpath.normpath(posixpath.join(posixpath.dirname(source), name))]
        candidates.append(posixpath.normpath(posixpath.join("assets", name)))
        if name.startswith("/") or "\\" in name or not any(c.startswith(("content/", "assets/")) for c in candidates):
            self.find("file-leaves", source, asset.where, file=asset.path)
            return ""
        for candidate in candidates:
            if self.probe(candidate):
                return candidate
        near = [posixpath.relpath(f, posixpath.dirname(source)) for f in self.stock.files if _beside(f, source)]
        near += [f.removeprefix("assets/") for f in self.stock.files if f.startswith("assets/")]
        code = "picture-missing" if picture else "file-missing"
        self.find(code, source, asset.where, file=asset.path, suggestion=did_you_mean(name, near))
        return ""

    def probe(self, path: str) -> str:
        """The digest of a file, or empty when there is none; either is remembered as something the plan rests on."""
        if path not in self.probed:
            entry = self.stock.files.get(path)
            self.probed[path] = self.store.digest(self.stock.root, path, entry.stat()) if entry else ""
        return self.probed[path]

    # ------------------------------------------------------------------------------------------------ facts

    def facts(self, paths: list[str]) -> dict[str, Facts]:
        """The facts of pictures, from the store or from the workers."""
        limit = self.settings.pictures.max_pixels
        keys = {
            p: digest_of((self.pixels, self.probed[p], posixpath.splitext(p)[1].lower(), str(limit))) for p in paths
        }
        found: dict[str, Facts] = {}
        for path in paths:
            if stored := self.store.get("facts", keys[path]):
                found[path] = msgspec.msgpack.decode(stored, type=Facts)
        missing = [path for path in paths if path not in found]
        for path, facts in self.look_at(missing, limit):
            found[path] = facts
            if facts.code != "picture-crashes":
                self.store.put("facts", keys[path], msgspec.msgpack.encode(facts))
        self.store.keep("facts", keys.values())
        return found

    def look_at(self, paths: list[str], limit: int) -> Iterator[tuple[str, Facts]]:
        root = self.stock.root
        work = [(path, self.executor.submit(facts_of, root / path, limit)) for path in paths]
        suspects = []
        for path, future in work:
            try:
                yield path, future.result()
            except BrokenProcessPool:
                suspects.append(path)
        for path in suspects:  # one of them crashed the decoder: each gets workers of its own
            with Workers(1) as alone:
                try:
                    yield path, alone.submit(facts_of, root / path, limit).result()
                except BrokenProcessPool:
                    yield path, Facts(code="picture-crashes")
        if suspects and isinstance(self.executor, Workers):
            self.executor.restart()


def facts_of(path: Path, limit: int) -> Facts:
    """Look at one picture; runs in a worker."""
    from site_builder.drawing.pixels import PictureError, read_facts

    try:
        found = read_facts(path, max_pixels=limit)
    except PictureError as error:
        return Facts(code=error.code, words={key: str(value) for key, value in error.words.items()})
    except OSError:
        return Facts(code="picture-damaged")
    return Facts(found.width, found.height, found.tone, found.alpha)


_ROLES: tuple[tuple[str, Role], ...] = (
    ("speakers", "speaker"),
    ("interviewers", "author"),
    ("artists", "author"),
    ("authors", "author"),
    ("photographers", "author"),
    ("editors", "author"),
    ("translators", "author"),
    ("thanks", "author"),
)


def _newest_first(item: ItemSummary) -> tuple[int, str]:
    return (-item.date.toordinal() if item.date else 0, item.id)


def _beside(file: str, source: str) -> bool:
    return posixpath.dirname(file) == posixpath.dirname(source)


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
