"""An edit in a publication of a thousand interviews: what must be made again is, what differs is written, and no more.

The expected paths are named by hand. What is made again but comes out the same is in `made` and not in `written`.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import time
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from concurrent.futures import Executor
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from site_builder.build import Build, build
from site_builder.content import Options
from site_builder.data import data_folder
from site_builder.executors import Here, Workers
from site_builder.store import Store
from tests.pictures import drawing, encoded
from tests.publication import NOW, PERSON, SITE, Publication, tree

COUNT = 1000
AT = 500
NEAR, FAR = (AT - 40, AT + 40), (AT - 1, AT + 1)
"""Those that share speaker, series and topic with the interview that is edited, and those before and behind it."""


def name(number: int) -> str:
    return f"nummer-{number:03}"


def day(number: int) -> str:
    """Number 0 is the newest, and each is of a day of its own."""
    return (dt.date(2025, 12, 31) - dt.timedelta(days=number)).isoformat()


def write(publication: Publication, number: int, **keys: str) -> None:
    """One of the thousand: ten have a speaker, fifty a topic; three share both and a series."""
    if number in (*NEAR, AT):
        keys = {"topics": "[Ambacht]", "series": "Stromen"} | keys
    else:
        keys = {"topics": f"[Onderwerp {number % 20}]", "speakers": f"[Spreker {number // 10}]"} | keys
    if number == AT:
        keys = {"sketch": "{image: sheet.png, alt: Blad}"} | keys
    publication.interview(name(number), **({"title": f"Nummer {number}", "date": day(number)} | keys))


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(2) as executor:
        yield executor


@pytest.fixture(scope="module")
def thousand(tmp_path_factory: pytest.TempPathFactory, workers: Workers) -> Publication:
    """The publication, built twice, so that there is a spare generation."""
    publication = Publication(tmp_path_factory.mktemp("thousand"))
    publication.write("content/site.yaml", SITE)
    publication.write("content/speakers/ada.md", PERSON)
    publication.write("content/interviews/sheet.png", SHEETS[0])
    for number in range(COUNT):
        write(publication, number)
    built(publication, workers)
    publication.edit(f"content/interviews/{name(AT)}.md", "met koffie", "met melk")
    LAST[publication.root] = touched_by(built(publication, workers))
    return publication


def built(publication: Publication, executor: Any) -> Build:
    with contextlib.closing(Store(publication.store)) as store:
        return build(publication.root, Options(NOW), store=store, executor=executor)


# ---------------------------------------------------------------------------------------------------- what to expect


def items(*numbers: int) -> set[str]:
    """The page of each item, and its index.json."""
    return {f"interviews/{name(n)}/index.{kind}" for n in numbers for kind in ("html", "json")}


def pages(*numbers: int) -> set[str]:
    return {f"interviews/{name(n)}/index.html" for n in numbers}


def things(*paths: str) -> set[str]:
    """The page of each speaker, topic or series, and its feed."""
    return {f"{path}/{file}" for path in paths for file in ("index.html", "feed.xml")}


def records(*numbers: int) -> set[str]:
    return items(*numbers) - pages(*numbers)


def home(numbers: Iterable[int]) -> set[str]:
    return {f"page/{n}/index.html" if n > 1 else "index.html" for n in numbers}


def messages(numbers: Iterable[int]) -> set[str]:
    """Pages of core messages."""
    return {f"core-messages/{path}" for path in home(numbers)}


FEEDS = {"feed.xml", "rss.xml", "feed.json"}
OWN_FEEDS = {"speakers/ada/feed.xml", "series/stromen/feed.xml", "topics/ambacht/feed.xml"}
SERIES = {"series/stromen/index.html"}
OWN_LISTS = things("speakers/ada", "series/stromen", "topics/ambacht")
ITS_LISTS = OWN_LISTS | home([51]) | items(AT, *NEAR)
"""Where its card stands, and its own page."""
BESIDE = [n + step for n in (*NEAR, AT) for step in (-1, 1)]
SHEETS = [encoded(drawing(32, 24).rotate(angle), "PNG") for angle in (0, 180)]
PICTURE = "pictures/sheet.*"


class Row(NamedTuple):
    """An edit, with the outputs it makes again and, where these are not all of them, those that are written."""

    edit: Callable[[Publication], object]
    made: set[str]
    same: AbstractSet[str] = frozenset()  # made again, but the bytes stay what they were
    removed: AbstractSet[str] = frozenset()


def rewritten(number: int = AT, **keys: str) -> Callable[[Publication], object]:
    return lambda publication: write(publication, number, **keys)


def replaced(old: str, new: str, path: str = f"content/interviews/{name(AT)}.md") -> Callable[[Publication], object]:
    return lambda publication: publication.edit(path, old, new)


def written(path: str, text: str | bytes) -> Callable[[Publication], object]:
    return lambda publication: publication.write(path, text)


def with_crlf(publication: Publication) -> None:
    path = publication.root / f"content/interviews/{name(AT)}.md"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


def touched(publication: Publication) -> None:
    for path in publication.root.glob("content/**/*.*"):
        path.touch()
        path.chmod(0o600)


ROWS = {
    "an answer": Row(replaced("met melk", "met thee"), items(AT) | OWN_FEEDS),
    "an answer of the newest": Row(
        replaced("met koffie", "met thee", f"content/interviews/{name(0)}.md"),
        items(0) | FEEDS | {"speakers/spreker-0/feed.xml", "topics/onderwerp-0/feed.xml"},
    ),
    "a lead": Row(replaced("Wie een oever", "Wie de oever"), items(AT) | OWN_FEEDS | home([51]), same=home([51])),
    "a title": Row(rewritten(title="Anders"), ITS_LISTS | items(*FAR) | messages([51]), same=records(*FAR)),
    "a core message": Row(replaced("Bouw pas", "Bouw dus"), items(AT) | OWN_FEEDS | messages([51])),
    "a date": Row(
        rewritten(date=day(AT + 1)),
        ITS_LISTS | items(*FAR) | messages([51]) | {"sitemap.xml"},
        same=records(*NEAR) | items(*FAR),
    ),
    "a new topic": Row(
        rewritten(topics="[Nieuw]"), items(AT, *NEAR) | OWN_LISTS - SERIES | things("topics/nieuw") | {"sitemap.xml"}
    ),
    "a drawing": Row(
        written("content/interviews/sheet.png", SHEETS[1]), ITS_LISTS | {PICTURE}, records(*NEAR), removed={PICTURE}
    ),
    "the name of a speaker": Row(
        written("content/speakers/ada.md", PERSON.replace("Okoye", "Obi")),
        OWN_LISTS | {"speakers/index.html"} | home([47, 51, 55]) | messages([47, 51, 55])
        | items(*NEAR, AT, *BESIDE),
        same=records(*BESIDE) | SERIES,
    ),
    "a biography": Row(replaced("Ada bouwt", "Ada schrijft", "content/speakers/ada.md"), {"speakers/ada/index.html"}),
    "a topic that gets a file": Row(
        written("content/topics/ambacht.md", "---\ntitle: Het ambacht\n---\n"), OWN_LISTS - SERIES | items(AT, *NEAR)
    ),
    "a draft": Row(
        rewritten(draft="true"),
        items(*NEAR, *FAR) | OWN_LISTS | home(range(51, 101)) | messages(range(51, 101)) | {"sitemap.xml"},
        same=records(*FAR),
        removed=items(AT) | {PICTURE},
    ),
    "a new draft": Row(rewritten(COUNT, draft="true"), set()),
    "the newest": Row(
        rewritten(COUNT, date="2026-01-31", speakers="[Iemand]", topics="[Nieuw]"),
        items(0, COUNT) | FEEDS | things("speakers/iemand", "topics/nieuw") | {"sitemap.xml", "speakers/index.html"}
        | home(range(1, 102)) | messages(range(1, 102)),
        same=records(0),
    ),
    "the oldest, deleted": Row(
        lambda publication: (publication.root / f"content/interviews/{name(999)}.md").unlink(),
        items(998) | things("speakers/spreker-99") | {"topics/onderwerp-19/index.html", "sitemap.xml"}
        | home([100]) | messages([100]),
        removed=items(999),
    ),
    "longer pages": Row(
        written("content/site.yaml", SITE + "page_size: 20\n"),
        home(range(1, 51)) | messages(range(1, 51)) | {"sitemap.xml"},
        removed=home(range(51, 101)) | messages(range(51, 101)),
    ),
    "shorter feeds": Row(
        written("content/site.yaml", SITE + "feed_length: 10\n"),
        FEEDS | {f"topics/onderwerp-{n}/feed.xml" for n in range(20)},
    ),
    "other ends of lines": Row(with_crlf, items(AT) | OWN_FEEDS, same=items(AT) | OWN_FEEDS),
    "times and rights": Row(touched, set()),
}  # fmt: skip
"""Every edit by what is edited."""


@pytest.mark.parametrize("what", ROWS)
def test_an_edit_makes_and_writes_what_it_must(thousand: Publication, workers: Workers, what: str) -> None:
    """Exactly these outputs are made, exactly those that differ written, and no other file or folder is touched."""
    row = ROWS[what]
    with edited(thousand, workers, row.edit) as done:
        assert row.made == named(done.made)
        assert row.made - row.same == named(written_by(done))
        assert row.removed == named(done.changes.removed)


def test_a_template_that_says_the_same(thousand: Publication, workers: Workers) -> None:
    """Every page is made with it, and none is written."""
    text = (data_folder("themes") / "paper/templates/base.html").read_text("utf-8")
    with edited(thousand, workers, written("templates/base.html", text + "{# niets #}")) as done:
        assert {path for path in done.keys if not path.startswith(("theme/", "pictures/"))} == set(done.made)
        assert not done.changes


def test_the_title_of_the_publication(thousand: Publication, workers: Workers) -> None:
    """It stands on every page and in every feed; pictures, data and files of the theme stay."""
    with edited(thousand, workers, replaced("Proef", "Beproefd", "content/site.yaml")) as done:
        changed = {path for path in done.keys if not path.startswith(("theme/", "pictures/"))}
        assert changed == set(done.made)
        assert changed - {"robots.txt", "sitemap.xml"} - records(*range(COUNT)) == written_by(done)


def test_nothing_changed(thousand: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is asked to read or make anything, and of all files and folders not one is touched."""
    newest = max(path.stat().st_ctime for path in files(thousand.root / "content"))
    while time.time() < newest + 2.1:  # until then, digests of files are not kept
        time.sleep(0.1)
    built(thousand, Here())
    before = everything(thousand.root)
    monkeypatch.setattr(Here, "submit", refuse)
    done = built(thousand, Refusing())
    assert () == done.made
    assert not done.changes
    assert before == everything(thousand.root)


def refuse(*work: object) -> None:
    raise AssertionError(work)


class Refusing(Executor):
    """An executor that has no work to do."""

    submit = refuse  # type: ignore[assignment]


# ---------------------------------------------------------------------------------------------------- an edit, undone


@contextlib.contextmanager
def edited(publication: Publication, workers: Workers, edit: Callable[[Publication], object]) -> Iterator[Build]:
    """The build after an edit. Raises AssertionError when another file or folder was touched, or undoing fails."""
    sources = {path: path.read_bytes() for top in ("content", "templates") for path in files(publication.root / top)}
    site, before, spare = tree(publication.public), seen(publication.public), folders(spare_of(publication))
    try:
        edit(publication)
        done = built(publication, workers)
        assert_only(done, before, seen(publication.public))
        assert_only_folders(publication, done, spare)
        yield done
    finally:
        for top in ("content", "templates"):
            for path in files(publication.root / top):
                if path not in sources:
                    path.unlink()
        for path, data in sources.items():
            if not path.exists() or path.read_bytes() != data:
                path.write_bytes(data)
        LAST[publication.root] = touched_by(built(publication, workers)) or LAST[publication.root]
    assert site == tree(publication.public)


LAST: dict[Path, set[str]] = {}
"""What the last build that wrote anything wrote: the next one brings the spare generation to that as well."""


def written_by(done: Build) -> set[str]:
    return {*done.changes.added, *done.changes.changed}


def touched_by(done: Build) -> set[str]:
    return written_by(done) | set(done.changes.removed)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def seen(folder: Path) -> dict[str, tuple[int, int]]:
    """Inode and time of every file."""
    found = {path.relative_to(folder).as_posix(): path.lstat() for path in files(folder)}
    return {path: (stat.st_ino, stat.st_mtime_ns) for path, stat in found.items()}


def assert_only(done: Build, before: dict[str, tuple[int, int]], after: dict[str, tuple[int, int]]) -> None:
    """The files that were written are new ones, and all others the very same as before."""
    differing = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert touched_by(done) == differing


def spare_of(publication: Publication) -> Path:
    return publication.root / ".public.site-builder" / "spare"


def folders(generation: Path) -> dict[str, tuple[int, int]]:
    """Inode and time of every folder of a generation."""
    found = [generation, *(path for path in generation.rglob("*") if path.is_dir())]
    return {path.relative_to(generation).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns) for path in found}


def assert_only_folders(publication: Publication, done: Build, spare: dict[str, tuple[int, int]]) -> None:
    """The spare generation has taken its place, and only folders with something new, and those above, were touched."""
    now = folders(publication.public if done.changes else spare_of(publication))
    changed = {path for path in spare.keys() | now.keys() if spare.get(path) != now.get(path)}
    lately = (touched_by(done) | LAST.get(publication.root, set())) if done.changes else set()
    allowed = {parent.as_posix() for path in lately for parent in Path(path).parents}
    assert spare["."][0] == now["."][0]
    assert changed <= allowed


def everything(root: Path) -> dict[str, tuple[int, int, int]]:
    """Inode, size and time of every file and folder, but the folder in which SQLite puts a file for a moment."""
    store = root / ".cache" / "site-builder"
    found = {str(path): path.lstat() for path in root.rglob("*") if path != store}
    return {path: (stat.st_ino, stat.st_size, stat.st_mtime_ns) for path, stat in found.items()}


def named(paths: Iterable[str]) -> set[str]:
    """Paths, with those of pictures as one."""
    return {PICTURE if path.startswith("pictures/") else path for path in paths}
