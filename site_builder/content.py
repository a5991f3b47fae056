"""The folder `content/` → everything its files say, each file by itself.

Files are found, and those the store does not know are read, in worker processes when there are many. What comes out
is the `Stock`: small heads for every file, and whole summaries and documents on request. `linking.py` then makes one
publication of it.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import zoneinfo
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

import msgspec

from site_builder.digest import digest, digest_of, digest_of_file
from site_builder.errors import CODES, Problem, SiteError, did_you_mean, problem
from site_builder.executors import Here, shares
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
from site_builder.store import Store, Stored
from site_builder.urls import composed

FOLDERS: dict[str, Kind] = {
    "interviews": "interview",
    "articles": "article",
    "dossiers": "dossier",
    "pages": "page",
    "speakers": "speaker",
    "authors": "author",
    "organisations": "organisation",
    "series": "series",
    "topics": "topic",
}
Places = dict[str, tuple[tuple[str | int, ...], int, int]]
_PLAIN_NAME = re.compile(r"(?!index\.md)[A-Za-z0-9][\w-]*\.md", re.ASCII)
_FEW = 40  # files that are read here rather than by workers
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


class Found(msgspec.Struct):
    """The files of a publication: those of content with their kinds and digests, the others as they stand there."""

    root: Path
    documents: list[tuple[str, Kind, str]] = []
    files: dict[str, os.DirEntry[str]] = {}
    problems: list[Problem] = []


def load_settings(root: Path, store: Store, code: str) -> Settings:
    """The settings of the publication. Raises SiteError."""
    try:
        raw = (root / SETTINGS).read_bytes()
    except FileNotFoundError:
        raise SiteError([problem("no-settings", SETTINGS)]) from None
    except OSError as error:
        raise SiteError([problem("unreadable", SETTINGS, why=error.strerror)]) from None

    def read() -> Settings:
        from site_builder.configuration import read_settings  # not needed for an unchanged publication

        return read_settings(SETTINGS, raw)

    return store.known("settings", digest_of((code, digest(raw))), Settings, read)


def read_content(found: Found, settings: Settings, store: Store, executor: Executor, code: str) -> Stock:
    """Read the files that the store does not know."""
    rules = rules_of(settings)
    salt = digest_of((code, *rules))
    last = _last_entries(store, salt)
    entries = {path: row[1] for path, _, source in found.documents if (row := last.get(path)) and row[0] == source}
    if len(entries) < len(found.documents):
        others = {
            reading_key(salt, path, source): (path, kind)
            for path, kind, source in found.documents
            if path not in entries
        }
        for key, head in store.heads(others).items():
            path, kind = others.pop(key)
            entries[path] = Entry(path, kind, key, msgspec.msgpack.decode(head, type=Head))
        changing = set[str]()
        for path, kind, stored in _read(found.root, list(others.values()), salt, rules, store, executor):
            entries[path] = Entry(path, kind, stored.key, msgspec.msgpack.decode(stored.head, type=Head))
            if stored.key not in others:  # somebody wrote it since its digest was taken
                changing.add(path)
        store.keep_readings({entry.key for entry in entries.values()})
        _keep_entries(store, salt, [row for row in found.documents if row[0] not in changing], entries)
    problems = [*found.problems, *(p for entry in entries.values() for p in entry.head.problems)]
    ordered = tuple(entries[path] for path, *_ in found.documents)
    return Stock(found.root, ordered, found.files, tuple(problems))


def _last_entries(store: Store, salt: str) -> dict[str, tuple[str, Entry]]:
    """The entries of the last build by path, each with the digest of its file: most files are as they were."""
    stored = store.get("entries", salt)
    return msgspec.msgpack.decode(stored, type=dict[str, tuple[str, Entry]]) if stored else {}


def _keep_entries(
    store: Store, salt: str, documents: Iterable[tuple[str, Kind, str]], entries: dict[str, Entry]
) -> None:
    rows = {path: (source, entries[path]) for path, _, source in documents}
    with store.transaction():
        store.put_only("entries", [(salt, msgspec.msgpack.encode(rows))])


def rules_of(settings: Settings) -> tuple[str, str, str, str]:
    """The settings that reading depends on."""
    return (settings.language, settings.timezone, settings.quotes, settings.raw_html)


def reading_key(salt: str, path: str, source: str) -> str:
    """The key of a reading: by code and settings, by path (the slug is in it), by the digest of the bytes."""
    return digest_of((salt, path, source))


def summaries_of(store: Store, entries: Iterable[Entry]) -> dict[str, Summary]:
    """What other pages show of these files, by path. Raises LostError when the store has lost it."""
    wanted = list(entries)
    stored = store.summaries(entry.key for entry in wanted)
    return {e.path: msgspec.msgpack.decode(stored[e.key], type=_SUMMARIES[e.kind]) for e in wanted}


def document_of(store: Store, key: str, kind: Kind) -> Document:
    """A file, whole. Raises LostError when the store has lost it."""
    return msgspec.msgpack.decode(store.document(key), type=_DOCUMENTS[kind])  # type: ignore[no-any-return]


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


# ----------------------------------------------------------------------------------------------------------- finding


def find_files(root: Path, store: Store) -> Found:
    """Find all files. What is wrong with one is among the problems, and that file nowhere else."""
    found = Found(root)
    for top in ("content", "assets"):
        if stray := stray_link(root, top):
            found.problems.append(stray)
        else:
            _walk(top, found, store, {os.path.realpath(root / top)})
    found.documents.sort()
    return found


def _walk(folder: str, found: Found, store: Store, visited: set[str]) -> None:
    root = found.root
    try:
        entries = sorted(os.scandir(root / folder), key=attrgetter("name"))
    except FileNotFoundError:
        return
    except OSError as error:
        found.problems.append(problem("unreadable", folder, why=error.strerror))
        return
    kind = FOLDERS.get(folder.removeprefix("content/"))
    for entry in entries:
        path = f"{folder}/{entry.name}"
        if kind and _PLAIN_NAME.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
            _add(path, kind, entry, found, store)  # nearly all there is
            continue
        if entry.name.startswith(".") or entry.name.endswith("~") or path == SETTINGS:
            continue
        try:
            path.encode()
        except UnicodeEncodeError:
            shown = path.encode("utf-8", "backslashreplace").decode()
            found.problems.append(problem("bad-file-name", shown, why="it is not UTF-8"))
            continue
        if entry.is_symlink() and (stray := stray_link(root, path)):
            found.problems.append(stray)
            continue
        if entry.is_dir():
            real = os.path.realpath(entry.path)
            if real not in visited:
                _walk(path, found, store, visited | {real})
        elif not entry.is_file():
            found.problems.append(problem("not-a-regular-file", path))
        elif path.startswith("content/") and entry.name.endswith(".md"):
            _sort_in(path, entry, found, store)
        elif other := found.files.get(composed(path)):
            words = {"other": os.path.relpath(other.path, root)}
            found.problems.append(problem("file-name-twice", path, **words))
        else:
            found.files[composed(path)] = entry


def _add(path: str, kind: Kind, entry: os.DirEntry[str], found: Found, store: Store) -> None:
    """Note a file of content with the digest of its bytes."""
    try:
        found.documents.append((path, kind, store.digest(path, entry)))
    except OSError as error:
        found.problems.append(problem("unreadable", path, why=error.strerror))


def on_disk(stock: Stock, path: str) -> str:
    """The path of one of the other files as the file system has it."""
    real = stock.files[path].path
    return path if real.endswith(path) else Path(os.path.relpath(real, stock.root)).as_posix()


def stray_link(root: Path, path: str) -> Problem | None:
    """The problem, if there is one, that a path is a symbolic link that leads out of the publication, or nowhere."""
    link = root / path
    if not link.is_symlink():
        return None
    if not os.path.exists(link):
        return problem("symlink-broken", path)
    if not link.resolve().is_relative_to(root.resolve()):
        return problem("symlink-leaves", path, target=os.readlink(link))
    return None


def _sort_in(path: str, entry: os.DirEntry[str], found: Found, store: Store) -> None:
    """Tell what kind of file a Markdown file is by where it lies."""
    _, top, *rest = path.split("/")
    kind = FOLDERS.get(top)
    if kind is None or not rest:
        why, hint = "no kind of content has this folder", did_you_mean(top, FOLDERS) if rest else ""
    elif rest == ["index.md"]:
        why, hint = "index.md stands for the folder it lies in, and this is the folder of all", ""
    elif len(rest) > 2 or (len(rest) == 2 and rest[1] != "index.md"):
        why, hint = "it lies too deep, or is not called index.md", ""
    else:
        _add(path, kind, entry, found, store)
        return
    known = ", ".join(f"{folder}/" for folder in FOLDERS)
    found.problems.append(problem("unexpected-file", path, why=why, suggestion=hint, known=known))


# ----------------------------------------------------------------------------------------------------------- reading


def _read(
    root: Path,
    unread: Sequence[tuple[str, Kind]],
    salt: str,
    rules: tuple[str, str, str, str],
    store: Store,
    executor: Executor,
) -> Iterator[tuple[str, Kind, Stored]]:
    if not unread:
        return
    chosen = executor if len(unread) > _FEW else Here()
    work = [chosen.submit(read_share, root, share, salt, rules) for share in shares(unread, chosen, smallest=20)]
    for future in work:
        results = future.result()
        with store.transaction():
            store.put_readings(stored for *_, stored in results)
        yield from results


def read_share(
    root: Path, share: Sequence[tuple[str, Kind]], salt: str, rules: tuple[str, str, str, str]
) -> list[tuple[str, Kind, Stored]]:
    """Read some files; runs in a worker."""
    return [(path, kind, _read_one(root, path, kind, salt, rules)) for path, kind in share]


def _read_one(root: Path, path: str, kind: Kind, salt: str, rules: tuple[str, str, str, str]) -> Stored:
    from site_builder.documents import Reading, ReadingRules, read_document
    from site_builder.frontmatter import MAX_BYTES, check_size

    source = digest(b"")
    try:
        with open(f"{root}/{path}", "rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > MAX_BYTES:  # it may be larger than memory
                source = digest_of_file(file)
            check_size(path, size)
            raw = file.read()
        source = digest(raw)
        reading = read_document(path, raw, kind, ReadingRules(*rules))
    except SiteError as error:
        reading = Reading(None, error.problems, {})
    except OSError as error:
        reading = Reading(None, (problem("unreadable", path, why=error.strerror or str(error)),), {})
    encode = msgspec.msgpack.encode
    document = reading.document
    summary = encode(document.summary) if document else b""
    draft = bool(document and getattr(document.summary, "draft", False))
    publish = getattr(document.summary, "publish", None) if document else None
    lang = getattr(document.summary, "lang", "") if document else ""
    changed = changed_on(document.summary) if isinstance(document, Item) else None
    head = Head(digest(summary) if document else "", draft, publish, lang, reading.problems, changed)
    return Stored(
        key=reading_key(salt, path, source),
        head=encode(head),
        summary=summary,
        document=encode(document) if document else b"",
        places=encode(reading.places),
    )
