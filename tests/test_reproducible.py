"""The same publication gives the same site: wherever it lies, whoever builds it, and whatever surrounds that."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Literal, NamedTuple
from unicodedata import normalize

import pytest

from site_builder.build import build
from site_builder.content import Options
from site_builder.executors import Here, Workers
from site_builder.store import Store
from tests.choices import FILES, PHOTOS, PICTURES
from tests.publication import INTERVIEW, NOW, Publication, rights, tiny, tree

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def rich(tmp_path: Path) -> Publication:
    """A publication with some of everything, large enough for workers."""
    root = tmp_path / "publication"
    root.mkdir()
    return enriched(tiny(root))


def enriched(publication: Publication) -> Publication:
    for number in range(50):
        topics = f"[Onderwerp {number % 7}, Éénmaal]"
        date = f"20{10 + number % 16}-0{1 + number % 9}-11"
        lang = ("nl", "en")[number % 2]
        publication.interview(f"nummer-{number}", title=f"Nummer {number}", date=date, topics=topics, lang=lang)
    for number, data in enumerate(PICTURES):
        publication.write(f"content/interviews/sheet-{number}.png", data)
        publication.interview(f"blad-{number}", sketch=f"{{image: sheet-{number}.png, alt: Blad}}")
    publication.write("assets/vél één.jpg", PHOTOS[0])
    publication.write("assets/report.pdf", FILES[0])
    publication.write("content/pages/over.md", "---\ntitle: Over\n---\nZie [het verslag](report.pdf).\n")
    publication.write("content/authors/noor.md", "---\nname: Noor Vink\nportrait: {image: vél één.jpg, alt: N}\n---\n")
    publication.write("content/series/stromen.md", "---\ntitle: Stromen\nprefix_titles: true\n---\nAlles stroomt.\n")
    publication.interview("één", title="Éénmaal", series="stromen", authors="[noor, Lot Kind]", aliases="[oud/1.html]")
    publication.interview("later", title="Later", topics="[éénmaal!]", draft="true")
    return publication


# ------------------------------------------------------------------------------------------------ where work is done


EXECUTORS: dict[str, Callable[[], Executor]] = {
    "processes": lambda: Workers(2),
    "one process": lambda: Workers(1),
    "threads": lambda: ThreadPoolExecutor(4),
    "here": Here,
}


@pytest.mark.parametrize("kind", EXECUTORS)
def test_wherever_the_work_is_done(rich: Publication, kind: str) -> None:
    """Processes, threads and no such thing give the same bytes and the same problems, in a first and a later build."""
    options = Options(NOW, drafts=True)
    for word in ("thee", "melk"):
        rich.interview("nummer-1", INTERVIEW.replace("koffie", word), title=f"Met {word}")
        store = Store(rich.store)
        with EXECUTORS[kind]() as executor, contextlib.closing(store):
            done = build(rich.root, options, store=store, executor=executor)
        clean = rich.clean(options)
        assert clean["tree"] == tree(rich.public)
        assert clean["problems"] == list(done.problems)


def test_where_no_process_can_be_had(rich: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some containers allow none: the work is done all the same, in a first build and in later ones."""

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", "/dev/shm")

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", refused)
    store = Store(rich.store)
    with Workers(2) as executor, contextlib.closing(store):
        executor.prepare(lambda: None)
        build(rich.root, Options(NOW), store=store, executor=executor)
    assert rich.clean(Options(NOW))["tree"] == tree(rich.public)


def test_where_the_folder_for_sockets_has_a_long_name(rich: Publication, tmp_path: Path) -> None:
    """No socket can have it, so no process can be started: the work is done all the same."""
    rich.build(compare=False)
    rich.edit("content/site.yaml", "title: Proef", "title: Anders")
    folder = tmp_path / ("long" * 40)
    folder.mkdir()
    command = [sys.executable, "-m", "site_builder", "build", str(rich.root), "--date", NOW.isoformat(), "--workers=2"]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(folder)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (0, "") == (done.returncode, done.stderr)
    assert rich.clean(Options(NOW))["tree"] == tree(rich.public)


# ------------------------------------------------------------------------------------------------ the order of folders


class Disorderly:
    """`os.scandir` and `os.listdir`, in an order that nobody expects."""

    def __init__(self, folder: Any, *, seed: int | None) -> None:
        with _scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name, reverse=True)
        if seed is not None:
            random.Random(seed).shuffle(found)
        self.entries = iter(found)

    def __iter__(self) -> Iterator[os.DirEntry[str]]:
        return self.entries

    def __next__(self) -> os.DirEntry[str]:
        return next(self.entries)

    def __enter__(self) -> Disorderly:
        return self

    def __exit__(self, *rest: object) -> None:
        self.close()

    def close(self) -> None:
        pass


_scandir = os.scandir


def disorder(seed: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let folders be read backwards, or with a seed in any order; processes that are forked later inherit it."""
    monkeypatch.setattr(os, "scandir", lambda folder=".": Disorderly(folder, seed=seed))
    monkeypatch.setattr(os, "listdir", lambda folder=".": [entry.name for entry in Disorderly(folder, seed=seed)])


@pytest.mark.parametrize("seed", [None, 1, 2])
def test_whatever_order_folders_are_in(rich: Publication, monkeypatch: pytest.MonkeyPatch, seed: int | None) -> None:
    """File systems list names in orders of their own; what is found of two files is found of the same one."""
    disorder(seed, monkeypatch)
    rich.build(drafts=True)
    forms: tuple[Literal["NFC", "NFD"], ...] = ("NFC", "NFD")
    for form in forms:
        rich.write("assets/" + normalize(form, "één.pdf"), FILES[0])
    assert "file-name-twice" in [problem.code for problem in rich.problems()]


def test_whatever_order_folders_are_in_for_workers(rich: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are copies of this process, and see the same."""
    disorder(3, monkeypatch)
    with Workers(2) as executor, contextlib.closing(Store(rich.store)) as store:
        executor.prepare(lambda: None)
        done = build(rich.root, Options(NOW), store=store, executor=executor)
    monkeypatch.undo()
    clean = rich.clean(Options(NOW))
    assert clean["tree"] == tree(rich.public)
    assert clean["problems"] == list(done.problems)


# ------------------------------------------------------------------------------------------------ the command line


class Surroundings(NamedTuple):
    """What may differ from one computer to another. Of `environment`, None takes a name away."""

    environment: dict[str, str | None]
    folder: str = "publication"
    workers: int = 2
    umask: int = 0o022
    user: int | None = None  # who has no name, no home and no rights but their own
    times: int | None = None  # of all sources
    store: str = "cold"


LONG = "/".join(["een-map-met-een-lange-naam"] * 6)
ELSEWHERE = {
    "far west": Surroundings(
        {"TZ": "Pacific/Pago_Pago", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "1"}, workers=1, umask=0o077, times=0
    ),
    "far east": Surroundings(
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "2", "PYTHONOPTIMIZE": "2"},
        folder="verre één map", workers=3, umask=0o000, times=4_000_000_000,
    ),
    "between": Surroundings(
        {"TZ": "America/St_Johns", "LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "random", "COLUMNS": "20"}, folder=LONG
    ),
    "nowhere": Surroundings(
        {"TZ": None, "LANG": None, "LC_ALL": None, "HOME": None, "TERM": None, "SOURCE_DATE_EPOCH": "1"}, user=12_345
    ),
    "a store that is warm": Surroundings({"PYTHONHASHSEED": "3"}, store="warm"),
    "a store of another publication": Surroundings({"PYTHONHASHSEED": "4"}, store="of another"),
    "a store and a site from elsewhere": Surroundings({"PYTHONHASHSEED": "5"}, folder="één", store="moved"),
}  # fmt: skip


@pytest.fixture(scope="module")
def away() -> Iterator[Path]:
    """A folder that everybody may enter, unlike those of pytest."""
    with tempfile.TemporaryDirectory() as scratch:
        Path(scratch).chmod(0o755)
        yield Path(scratch)


@pytest.fixture(scope="module")
def first(away: Path) -> Publication:
    """The publication as everybody has it, built once."""
    root = away / "first"
    root.mkdir()
    publication = enriched(tiny(root))
    run(publication, Surroundings({}), away / "home")
    return publication


def run(publication: Publication, around: Surroundings, home: Path) -> None:
    """Build by command, from another working folder and with an own home."""
    home.mkdir()
    known = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "HOME": str(home)}
    environment = {key: value for key, value in (known | around.environment).items() if value is not None}
    command = [sys.executable, "-m", "site_builder", "build", str(publication.root)]
    command += ["--date", NOW.isoformat(), "--workers", str(around.workers)]
    if around.user is not None and os.geteuid() == 0:
        for path in (home, publication.root, *publication.root.rglob("*")):
            os.chown(path, around.user, around.user)
        powers = ["--inh-caps=-all,+dac_read_search", "--ambient-caps=-all,+dac_read_search"]  # to get at the program
        ids = [f"--reuid={around.user}", f"--regid={around.user}", "--clear-groups"]
        command = ["setpriv", *ids, *powers, "--bounding-set=-all,+dac_read_search", *command]
    done = subprocess.run(
        command, cwd=home, env=environment, umask=around.umask, check=False, capture_output=True, text=True
    )
    assert 0 == done.returncode, done.stderr
    assert [] == list(home.iterdir())


def brought(publication: Publication, folder: Path, around: Surroundings) -> Publication:
    """A copy of a publication in another folder, with what the surroundings want of a store."""
    made = () if around.store == "moved" else ("public", ".*")
    shutil.copytree(publication.root, folder, ignore=shutil.ignore_patterns(*made))
    copy = Publication(folder)
    if around.store == "of another":
        shutil.copytree(publication.store, copy.store)
    if around.times is not None:
        for path in folder.rglob("*"):
            os.utime(path, (around.times, around.times))
    return copy


@pytest.mark.parametrize("where", ELSEWHERE)
def test_whatever_surrounds_it(first: Publication, away: Path, where: str) -> None:
    """Folder, home, user, time zone, language, hashes, rights, times, workers and store have no part in what is made.

    The rights of what is made are those that the surroundings give to any file.
    """
    around = ELSEWHERE[where]
    copy = brought(first, away / where / around.folder, around)
    if around.store == "warm":
        copy.edit("content/site.yaml", "title: Proef", "title: Beproefd")
        run(copy, around, away / where / "home-before")
        copy.edit("content/site.yaml", "title: Beproefd", "title: Proef")
    run(copy, around, away / where / "home")
    assert tree(first.public) == tree(copy.public)
    expected = {("d", 0o777 & ~around.umask), ("-", 0o666 & ~around.umask)}
    assert expected == {(found[0], _mode(found)) for found in rights(copy.public).values()}
    if around.user is not None and os.geteuid() == 0:
        assert around.user == copy.public.stat().st_uid


def _mode(shown: str) -> int:
    """The number of rights such as `-rw-r--r--`."""
    return int("".join("0" if sign == "-" else "1" for sign in shown[1:]), 2)


def test_rights_of_sources_stay_with_them(publication: Publication) -> None:
    """A file that only its owner may read, or that may be run, is published as any other is."""
    publication.write("assets/report.pdf", FILES[0]).chmod(0o700)
    publication.write("content/interviews/sheet.png", PICTURES[0]).chmod(0o600)
    publication.write("assets/photo.jpg", PHOTOS[0]).chmod(0o400)
    publication.interview(
        "brug",
        sketch="{image: sheet.png, alt: Blad}",
        downloads="[{file: report.pdf, label: A}, {file: photo.jpg, label: B}]",
    )
    publication.build()
    assert {"assets/report.pdf", "assets/photo.jpg"} <= publication.files()
    umask = os.umask(0)
    os.umask(umask)
    assert {0o666 & ~umask} == {_mode(found) for found in rights(publication.public).values() if found[0] == "-"}
