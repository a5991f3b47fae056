"""The folder `content/` → everything its files say, each file by itself.

Files are found, and those the store does not know are read, in worker processes when there are many. What comes out
is the `Stock`: small heads for every file, and whole summaries and documents on request. `linking.py` then makes one
publication of it.
"""

from __future__ import annotations

import datetime as dt
import os
import zoneinfo
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from site_builder.digest import digest, digest_of, digest_of_file
from site_builder.errors import CODES, Problem, SiteError, problem
from site_builder.executors import Here, shares
from site_builder.finding import Found
from site_builder.models import (
    ITEM_KINDS,
    Document,
    Interview,
    Item,
    ItemSummary,
    Kind,
    Organisation,
    OrganisationSummary,
    Person,
    PersonSummary,
    Series,
    SeriesSummary,
    Summary,
    Topic,
    TopicSummary,
    changed_on,
)
from site_builder.settings import SETTINGS, Settings
from site_builder.store import Store, Stored, seen_of

if TYPE_CHECKING:
    from site_builder.documents import Reading

Places = dict[str, tuple[tuple[str | int, ...], int, int]]
_FEW = 40  # files that are read here rather than by workers
_FEWER = 50  # one file in so many is looked for by itself, rather than that all that is known of files is written anew
_DOCUMENTS: dict[Kind, Any] = {
    "interview": Interview,
    **dict.fromkeys(ITEM_KINDS[1:], Item),
    "speaker": Person,
    "author": Person,
    "organisation": Organisation,
    "series": Series,
    "topic": Topic,
}
_SUMMARIES: dict[Kind, Any] = {
    **dict.fromkeys(ITEM_KINDS, ItemSummary),
    "speaker": PersonSummary,
    "author": PersonSummary,
    "organisation": OrganisationSummary,
    "series": SeriesSummary,
    "topic": TopicSummary,
}


class Options(msgspec.Struct, frozen=True):
    """What is asked of one build. `date` is the moment it is made for; nothing else looks at a clock.

    Without an offset it is in the publication's time zone.
    """

    date: dt.datetime
    drafts: bool = False

    def day(self, settings: Settings) -> dt.date:
        """The day of the build in the publication's time zone."""
        try:
            return self.date.astimezone(zoneinfo.ZoneInfo(settings.timezone)).date()
        except OverflowError:  # on the first and the last day there is
            return self.date.date()


class Head(msgspec.Struct, frozen=True, array_like=True):
    """The little of a file that every build looks at."""

    summary: str  # digest of the summary; empty when the file could not be read
    draft: bool
    publish: dt.datetime | None
    lang: str  # of an item; else empty
    problems: tuple[Problem, ...]
    changed: dt.date | None = None  # the last day on which an item says it was changed


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """A file of content. `key` finds its reading in the store."""

    path: str
    kind: Kind
    key: str
    head: Head

    def hidden(self, options: Options) -> bool:
        """Whether it is nowhere in the output: a draft, or something to be published later."""
        return not options.drafts and (self.head.draft or self.is_awaited(options))

    def is_awaited(self, options: Options) -> bool:
        """Whether it is to be published later."""
        return self.head.publish is not None and self.head.publish > options.date


class Stock(msgspec.Struct, frozen=True):
    """What there is: every file of content, and the other files that items may use, by path, its accents composed."""

    root: Path
    entries: tuple[Entry, ...]
    files: dict[str, os.DirEntry[str]]
    problems: tuple[Problem, ...]
    summaries: dict[str, Summary]  # of the files that were read just now; the store has them all


def load_settings(root: Path, store: Store, code: str) -> Settings:
    """The settings of the publication. Raises SiteError."""
    file = root / SETTINGS
    try:
        if not file.is_file():
            raise SiteError([problem("not-a-regular-file" if file.exists() else "no-settings", SETTINGS)])
        raw = file.read_bytes()
    except OSError as error:
        raise SiteError([problem("unreadable", SETTINGS, why=error.strerror)]) from None

    def read() -> Settings:
        from site_builder.configuration import read_settings  # not needed for an unchanged publication

        return read_settings(SETTINGS, raw)

    return store.known("settings", digest_of((code, digest(raw))), Settings, read)


def read_content(found: Found, settings: Settings, store: Store, executor: Executor, code: str) -> Stock:
    """Read the files that the store does not know. Afterwards, `found` has the digest of what was read of each."""
    rules = rules_of(settings)
    salt = digest_of((code, *rules))
    last, summaries = _last_entries(store, salt), dict[str, Summary]()
    entries = {path: row[1] for path, _, source in found.documents if (row := last.get(path)) and row[0] == source}
    if unknown := len(found.documents) - len(entries):
        sources = {path: source for path, _, source in found.documents}
        others = {
            reading_key(salt, path, source): (path, kind)
            for path, kind, source in found.documents
            if source and path not in entries
        }
        for key, head in store.heads(others).items():
            path, kind = others.pop(key)
            entries[path] = Entry(path, kind, key, msgspec.msgpack.decode(head, type=Head))
        unread = [(path, kind) for path, kind, source in found.documents if not source] + list(others.values())
        for read in _read(found.root, unread, salt, rules, store, executor):
            if read.stored is None:  # as if it had been seen while looking for files
                found.problems.append(problem("unreadable", read.path, why=read.why))
                continue
            stored = read.stored
            entries[read.path] = Entry(read.path, read.kind, stored.key, msgspec.msgpack.decode(stored.head, type=Head))
            sources[read.path] = read.source  # another one when somebody has written it meanwhile
            store.remember(read.path, read.seen, read.source)
            if stored.summary:
                summaries[read.path] = msgspec.msgpack.decode(stored.summary, type=_SUMMARIES[read.kind])
        store.keep_readings({entry.key for entry in entries.values()})
        if unknown * _FEWER > len(entries):
            _keep_entries(store, salt, sources, entries)
        found.documents = [(path, kind, sources[path]) for path, kind, _ in found.documents if path in entries]
    problems = [*found.problems, *(p for entry in entries.values() for p in entry.head.problems)]
    ordered = tuple(entries[path] for path, *_ in found.documents if path in entries)
    return Stock(found.root, ordered, found.files, tuple(problems), summaries)


def _last_entries(store: Store, salt: str) -> dict[str, tuple[str, Entry]]:
    """The entries of the last build by path, each with the digest of its file: most files are as they were."""
    stored = store.get("entries", salt)
    return msgspec.msgpack.decode(stored, type=dict[str, tuple[str, Entry]]) if stored else {}


def _keep_entries(store: Store, salt: str, sources: dict[str, str], entries: dict[str, Entry]) -> None:
    rows = {path: (sources[path], entry) for path, entry in entries.items()}
    with store.transaction():
        store.put_only("entries", [(salt, msgspec.msgpack.encode(rows))])


def rules_of(settings: Settings) -> tuple[str, str, str, str]:
    """The settings that reading depends on."""
    return (settings.language, settings.timezone, settings.quotes, settings.raw_html)


def reading_key(salt: str, path: str, source: str) -> str:
    """The key of a reading: by code and settings, by path (the slug is in it), by the digest of the bytes."""
    return digest_of((salt, path, source))


def summaries_of(stock: Stock, store: Store, entries: Iterable[Entry]) -> dict[str, Summary]:
    """What other pages show of these files, by path. Raises LostError when the store has lost it."""
    wanted, known = list(entries), stock.summaries
    others = [entry.key for entry in wanted if entry.path not in known]
    stored = store.summaries(others) if others else {}
    return {e.path: known.get(e.path) or msgspec.msgpack.decode(stored[e.key], type=_SUMMARIES[e.kind]) for e in wanted}


def document_of(store: Store, key: str, kind: Kind) -> Document:
    """A file, whole. Raises LostError when the store has lost it."""
    return msgspec.msgpack.decode(store.document(key), type=_DOCUMENTS[kind])  # type: ignore[no-any-return]


def on_disk(root: Path, files: Mapping[str, os.DirEntry[str]], path: str) -> str:
    """The path of one of the other files as the file system has it."""
    real = files[path].path
    return path if real.endswith(path) else Path(os.path.relpath(real, root)).as_posix()


class Finding(msgspec.Struct, frozen=True):
    """A problem that is known before its line is. `where` names a place in the file, or is empty for all of it.

    Plans are kept with their findings rather than with problems: a line may move without anything else changing.
    """

    code: str
    path: str
    where: str = ""
    words: dict[str, str] = {}

    @property
    def is_error(self) -> bool:
        return CODES[self.code].severity == "error"


def locate(stock: Stock, store: Store, findings: Sequence[Finding]) -> list[Problem]:
    """The findings as problems, each with its line and column. It reads the files in question again."""
    keys = {entry.path: entry.key for entry in stock.entries}
    found: list[Problem] = []
    for path, group in groupby(sorted(findings, key=lambda finding: finding.path), lambda finding: finding.path):
        in_file = list(group)
        position = _positions(stock.root, path, store.places(keys[path]) if path in keys else None, in_file)
        found += (problem(f.code, path, *(position(f.where) if f.where else (1, 1)), **f.words) for f in in_file)
    return found


def _positions(
    root: Path, path: str, stored: bytes | None, findings: Sequence[Finding]
) -> Callable[[str], tuple[int, int]]:
    """What knows the line and column of the named places in a file, if any of the findings names one."""
    from site_builder.frontmatter import read, read_yaml  # only for problems

    if not any(finding.where for finding in findings):
        return lambda _: (1, 1)
    places: Places = msgspec.msgpack.decode(stored, type=Places) if stored else {}
    source = (read_yaml if path == SETTINGS else read)(path, (root / path).read_bytes())

    def position(where: str) -> tuple[int, int]:
        if where in places:
            return source.text_position(*places[where])
        return source.position([int(part) if part.isdecimal() else part for part in where.split(".")])

    return position


# ----------------------------------------------------------------------------------------------------------- reading


class Read(msgspec.Struct, frozen=True):
    """A file that was read: the digest of its bytes, what the file system showed of it, and what the store is to have.

    Without that it could not be read; `why` says what the system said.
    """

    path: str
    kind: Kind
    source: str = ""
    seen: tuple[int, int, int, int] = (0, 0, 0, 0)
    stored: Stored | None = None
    why: str = ""


def _read(
    root: Path,
    unread: Sequence[tuple[str, Kind]],
    salt: str,
    rules: tuple[str, str, str, str],
    store: Store,
    executor: Executor,
) -> Iterator[Read]:
    if not unread:
        return
    chosen = executor if len(unread) > _FEW else Here()
    work = deque(chosen.submit(read_share, root, share, salt, rules) for share in shares(unread, chosen, smallest=20))
    while work:
        results = work.popleft().result()  # which nobody else holds on to: together they may be larger than memory
        with store.transaction():
            store.put_readings(read.stored for read in results if read.stored)
        yield from results


def read_share(
    root: Path, share: Sequence[tuple[str, Kind]], salt: str, rules: tuple[str, str, str, str]
) -> list[Read]:
    """Read some files; runs in a worker."""
    return [_read_one(root, path, kind, salt, rules) for path, kind in share]


def _read_one(root: Path, path: str, kind: Kind, salt: str, rules: tuple[str, str, str, str]) -> Read:
    from site_builder.documents import Reading, ReadingRules, read_document
    from site_builder.frontmatter import MAX_BYTES, check_size

    try:
        with open(f"{root}/{path}", "rb") as file:
            stat = os.fstat(file.fileno())
            is_small = stat.st_size <= MAX_BYTES  # what isn't may be larger than memory
            raw = file.read() if is_small else b""
            source = digest(raw) if is_small else digest_of_file(file)
    except OSError as error:
        return Read(path, kind, why=error.strerror or str(error))
    try:
        check_size(path, stat.st_size)
        reading = read_document(path, raw, kind, ReadingRules(*rules))
    except SiteError as error:
        reading = Reading(None, error.problems, {})
    stored = _to_store(reading, reading_key(salt, path, source))
    return Read(path, kind, source, seen_of(stat), stored)


def _to_store(reading: Reading, key: str) -> Stored:
    encode = msgspec.msgpack.encode
    document = reading.document
    summary = encode(document.summary) if document else b""
    draft = bool(document and getattr(document.summary, "draft", False))
    publish = getattr(document.summary, "publish", None) if document else None
    lang = getattr(document.summary, "lang", "") if document else ""
    changed = changed_on(document.summary) if isinstance(document, Item) else None
    head = Head(digest(summary) if document else "", draft, publish, lang, reading.problems, changed)
    return Stored(
        key=key,
        head=encode(head),
        summary=summary,
        document=encode(document) if document else b"",
        places=encode(reading.places),
    )
