"""`site-builder check`: is everything in the finished site as readers need it?

    load → plan → make what can be read → learn its facts → compare

Nothing is written but the store: pages are made in a folder that is gone afterwards, pictures not at all. What is
known of a page is kept under the digest of its bytes, so that an unchanged page is neither made nor read again.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from concurrent.futures import Executor
from pathlib import Path

import msgspec

from site_builder.build import Ready, attempt, prepare
from site_builder.checks import feeds, links, pages, styles, svg
from site_builder.checks.facts import Facts
from site_builder.checks.report import Report, Subject
from site_builder.content import Options, reading_key, rules_of
from site_builder.data import shown
from site_builder.digest import CHECK_CODE, PACKAGE_CODE, code_digest, code_in_zone, digest, digest_of
from site_builder.errors import Problem, SiteError
from site_builder.executors import Here, shares
from site_builder.making import Job, Progress, make_missing
from site_builder.models import Item, Kind
from site_builder.scaffold import left_over
from site_builder.settings import SETTINGS
from site_builder.store import LostError, Store
from site_builder.tasks import Task
from site_builder.urls import address

_FEW = 10  # files that are read here rather than by workers
_MANY = 2_000  # files that are made before they are read and removed
_READERS = {
    ".html": pages.read,
    ".css": styles.read,
    ".svg": svg.read,
    ".xml": feeds.read,
    ".json": feeds.read,
}
_COPIED = (".css", ".svg")
"""What is looked into though it is a file of a theme as it is."""


class Checked(msgspec.Struct, frozen=True):
    """What a check came to: how many pages were looked at, and what is wrong with them and with the content."""

    pages: int
    problems: tuple[Problem, ...]

    def count(self, severity: str) -> int:
        return sum(found.severity == severity for found in self.problems)


def check(root: Path, options: Options, *, store: Store, executor: Executor, progress: Progress) -> Checked:
    """Look at every page, style sheet and feed of the site. Where content or templates are broken, only at these."""
    try:
        return attempt(root, store, lambda: _check(root, options, store, executor, progress))
    except SiteError as error:
        return Checked(0, error.problems)


def _check(root: Path, options: Options, store: Store, executor: Executor, progress: Progress) -> Checked:
    ready = prepare(root, options, store=store, executor=executor)
    told = (*ready.problems, *slips(root, ready, store, executor))
    if any(found.severity == "error" for found in told):
        return Checked(0, tuple(sorted(told)))
    tasks = {task.outputs[0]: task for task in ready.plan.tasks if _reader_of(task)}
    try:
        known = learn(root, ready, tasks, store, executor, progress)
    except SiteError as error:
        raise SiteError({*told, *error.problems}) from error

    def facts_of(output: str) -> Facts:
        return _decoded(store, known[output])

    settings = ready.begun.settings
    outputs = frozenset(output for task in ready.plan.tasks for output in task.outputs)
    files = ((output, facts_of(output)) for output in tasks)
    faults = links.faults(
        files,
        links.Grounds(settings.base_url, outputs),
        lambda output: facts_of(output).ids if output in tasks else None,
    )
    sources = {_address(ready, output): task.documents[0] for output, task in tasks.items() if _is_of_one(task)}
    report = Report(root, settings.origin, settings.home, [SETTINGS, *_own_templates(root, ready)], sources)
    found = report.problems((_subject(root, ready, tasks[output]), fault) for output, fault in faults)
    of_alts = {(old.path, old.line) for old in told if "alt" in old.code.split("-")}
    found = [new for new in found if not (new.code.startswith("page-alt-") and (new.path, new.line) in of_alts)]
    count = sum(output.endswith(".html") for output in tasks)
    return Checked(count, tuple(sorted({*told, *found})))


def _reader_of(task: Task) -> str:
    """Which kind of file a task makes, by the end of its name; empty for what is not looked into."""
    output = task.outputs[0]
    if task.make == "copy" and not (output.startswith("theme/") and output.endswith(_COPIED)):
        return ""
    return next((end for end in _READERS if output.endswith(end)), "")


# -------------------------------------------------------------------------------------------------------------- slips


def slips(root: Path, ready: Ready, store: Store, executor: Executor) -> list[Problem]:
    """What looks like a slip in the texts of the content, as it was typed. What is known of a file is kept."""
    rules = rules_of(ready.begun.settings)
    places = {path: digest_of(("slips", key)) for path, (key, _) in ready.readings.items()}
    unread = [(path, ready.readings[path][1]) for path, place in places.items() if store.get("slips", place) is None]
    chosen = executor if len(unread) > _FEW else Here()
    work = [chosen.submit(slips_of_share, root, share, rules) for share in shares(unread, chosen, smallest=20)]
    for future in work:
        with store.transaction():
            for key, found in future.result():
                store.put("slips", digest_of(("slips", key)), msgspec.msgpack.encode(found))
    store.keep("slips", places.values())
    known = (store.get("slips", place) for place in places.values())
    return [found for row in known if row for found in msgspec.msgpack.decode(row, type=list[Problem])]


def slips_of_share(
    root: Path, share: Sequence[tuple[str, Kind]], rules: tuple[str, str, str, str]
) -> list[tuple[str, list[Problem]]]:
    """The slips in some files, each with the key of the bytes in which they are; runs in a worker."""
    from site_builder.documents import ReadingRules, read_document

    given, rows = ReadingRules(*rules, lint=True), list[tuple[str, list[Problem]]]()
    salt = digest_of((code_in_zone(code_digest(PACKAGE_CODE), given.timezone), *rules))
    for path, kind in share:
        raw = (root / path).read_bytes()
        reading = read_document(path, raw, kind, given)
        slips = [found for found in reading.problems if found.code.startswith("lint-")]
        if isinstance(reading.document, Item) and not reading.document.summary.draft:
            slips += left_over(path, raw.decode("utf-8", "replace"))
        rows.append((reading_key(salt, path, digest(raw)), slips))
    return rows


# ----------------------------------------------------------------------------------------------------------- learning


def learn(
    root: Path, ready: Ready, tasks: dict[str, Task], store: Store, executor: Executor, progress: Progress
) -> dict[str, str]:
    """See to it that the store has the facts of every file; where in it, by output."""
    code = code_digest(CHECK_CODE)
    source_keys = {source: key for source, (key, _) in ready.readings.items()}
    keys = {output: task.key(source_keys) for output, task in tasks.items()}
    stored = store.get("finished", "digests")
    digests = msgspec.msgpack.decode(stored, type=dict[str, str]) if stored else {}
    places = {output: _place(code, output, digests[key]) for output, key in keys.items() if key in digests}
    missing = [output for output in tasks if output not in places or store.get("checked", places[output]) is None]
    compiled = ready.compiled() if missing else {}
    for start in range(0, len(missing), _MANY):
        batch = missing[start : start + _MANY]
        with tempfile.TemporaryDirectory() as scratch:
            job = Job(
                root=str(root),
                store=str(store.folder),
                edition=store.edition,
                folder=scratch,
                output=str(ready.begun.folder),
                templates=ready.begun.theme.templates,
                theme=ready.begun.theme.digest,
                code=code_digest(PACKAGE_CODE),
                compiled=compiled,
                context=ready.plan.context,
            )
            wanted = [(tasks[output], keys[output]) for output in batch]
            made = make_missing(
                wanted, job, ready.readings, ready.plan.inputs, store=store, executor=executor, progress=progress
            )
            for output in batch:
                digests[keys[output]] = made[output].digest
                places[output] = _place(code, output, made[output].digest)
            _read(scratch, {places[output]: output for output in batch}, store, executor, progress)
    if missing:
        kept = {key: digests[key] for key in keys.values()}
        with store.transaction():
            store.put_only("finished", [("digests", msgspec.msgpack.encode(kept))])
        store.keep("checked", places.values())
    return places


def _place(code: str, output: str, found: str) -> str:
    """Where in the store the facts of a file are: by our code, the kind of file and the digest of its bytes."""
    return digest_of((code, os.path.splitext(output)[1], found))


def _read(folder: str, wanted: dict[str, str], store: Store, executor: Executor, progress: Progress) -> None:
    """Put the facts of new files into the store."""
    new = [(place, output) for place, output in wanted.items() if store.get("checked", place) is None]
    chosen = executor if len(new) > _FEW else Here()
    work = [chosen.submit(read_share, folder, share) for share in shares(new, chosen, smallest=5)]
    done = 0
    for future in work:
        results = future.result()
        done += len(results)
        progress("reading", done, len(new))
        with store.transaction():
            for place, facts in results:
                store.put("checked", place, facts)


def read_share(folder: str, share: Sequence[tuple[str, str]]) -> list[tuple[str, bytes]]:
    """The facts of some files; runs in a worker."""
    return [(place, msgspec.msgpack.encode(read_file(folder, output))) for place, output in share]


def read_file(folder: str, output: str) -> Facts:
    """The facts of one finished file."""
    read = next(read for end, read in _READERS.items() if output.endswith(end))
    return read(Path(folder, output).read_bytes())


def _decoded(store: Store, place: str) -> Facts:
    facts = store.get("checked", place)
    if facts is None:
        raise LostError("it is damaged")
    return msgspec.msgpack.decode(facts, type=Facts)


# ----------------------------------------------------------------------------------------------------------- subjects


def _subject(root: Path, ready: Ready, task: Task) -> Subject:
    """A finished file as a problem names it, and where its text is from."""
    output = task.outputs[0]
    if task.make == "copy":
        return Subject(_address(ready, output), shown(root, task.label), (shown(root, task.label),))
    return Subject(_address(ready, output), f"{shown(root, ready.begun.folder)}/{output}", task.documents)


def _address(ready: Ready, output: str) -> str:
    """The address of a finished file, that of a page without the name of its file."""
    page = output.removesuffix("index.html") if f"/{output}".endswith("/index.html") else output
    return address(ready.begun.settings.home, page)


def _is_of_one(task: Task) -> bool:
    """Whether a file is the page of a source."""
    return task.outputs[0].endswith(".html") and len(task.documents) == 1


def _own_templates(root: Path, ready: Ready) -> list[str]:
    """The templates that lie in the publication, relative to it."""
    files = [Path(template.path) for template in ready.begun.theme.templates]
    return [path.relative_to(root).as_posix() for path in files if path.is_relative_to(root)]
