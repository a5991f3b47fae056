"""The store: nothing in it can be wrong for long, and a build needs nothing that is in it."""

from __future__ import annotations

import contextlib
import fnmatch
import os
import pkgutil
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from site_builder import content, locks, making, output
from site_builder import store as store_module
from site_builder.build import build
from site_builder.content import Options
from site_builder.digest import digest
from site_builder.errors import SiteError
from site_builder.executors import Here, Workers
from site_builder.opening import store_folder, store_of
from site_builder.store import Store, seen_of
from tests.pictures import drawing, encoded
from tests.publication import INTERVIEW, NOW, QUIET, SITE, Publication, tree

ROOT = Path(__file__).resolve().parent.parent
PAGE_SIZE = 8192  # of the database
PAGE = "interviews/brug/index.html"
HOUR_AGO = time.time_ns() - 3_600_000_000_000


@pytest.fixture
def drawn(publication: Publication) -> Publication:
    """A publication with a picture, a download and a warning, whose files are old enough to be trusted."""
    publication.write("content/interviews/sheet.png", encoded(drawing(), "PNG"))
    publication.write("assets/report.pdf", b"%PDF-1.4 one")
    text = INTERVIEW.replace("Ada bouwt bruggen.", "Ada bouwt bruggen, zie [het verslag](report.pdf).")
    publication.interview("brug", text, sketch="{image: sheet.png, alt: Twee oevers}")
    publication.interview("water", title="Water wijst", date="2026-02-01", topics="[ambacht!]")
    return publication


def fill_table(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the store trust files of a twentieth of a second, wait for that long, and build: it then knows them all."""
    monkeypatch.setattr(store_module, "_RACY", 50_000_000)
    time.sleep(0.1)
    publication.build()
    store = Store(publication.store)
    try:
        known = msgspec.msgpack.decode(store.get("files", "seen") or b"")
    finally:
        store.close()
    assert {"content/interviews/brug.md", "content/speakers/ada.md"} <= known.keys()


@contextlib.contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """A folder that can only be read, even by root."""
    if os.geteuid() == 0:
        for step in (["--bind", str(folder), str(folder)], ["-o", "remount,bind,ro", str(folder)]):
            subprocess.run(["mount", *step], check=True)
    else:
        folder.chmod(0o555)
    try:
        yield
    finally:
        if os.geteuid() == 0:
            subprocess.run(["umount", str(folder)], check=True)
        else:
            folder.chmod(0o755)


def note(publication: Publication) -> str:
    """What the store has to say about itself after a build."""
    store = Store(publication.store)
    try:
        build(publication.root, Options(NOW), store=store, executor=Here())
        return store.note
    finally:
        store.close()


def damages(whole: bytes) -> Iterator[tuple[str, bytes]]:
    """Every kind of damage to a file: cut off, emptied, replaced, and with flipped bits here and there."""
    pages = range(PAGE_SIZE, len(whole), PAGE_SIZE)
    for length in (0, 1, 50, 100, 4096, len(whole) // 2, *pages, len(whole) - 1):
        yield f"cut at {length}", whole[:length]
    yield "text", b"no database" * 100
    yield "zeros", bytes(len(whole))
    chance = random.Random(1)
    for place in (0, 16, 18, 28, 56, 60, 92, 100, *(chance.randrange(100, len(whole)) for _ in range(24))):
        yield f"bit at {place}", whole[:place] + bytes([whole[place] ^ 1 << chance.randrange(8)]) + whole[place + 1 :]
    for page in (0, *pages):
        yield f"page {page // PAGE_SIZE}", whole[:page] + chance.randbytes(PAGE_SIZE) + whole[page + PAGE_SIZE :]


# --------------------------------------------------------------------------------------------------------------- damage


def test_a_damaged_database_is_never_used_and_never_in_the_way(drawn: Publication) -> None:
    """Whatever happens to the database, the next build gives what a clean build gives, and the one after it."""
    drawn.build()
    whole = (drawn.store / "store.sqlite").read_bytes()
    clean = drawn.clean(Options(NOW))
    for name, damaged in damages(whole):
        for suffix in ("-wal", "-shm"):
            (drawn.store / f"store.sqlite{suffix}").unlink(missing_ok=True)
        (drawn.store / "store.sqlite").write_bytes(damaged)
        for place in (drawn.public, drawn.root / ".public.site-builder"):
            shutil.rmtree(place)
        done = drawn.build(compare=False)
        assert clean["tree"] == tree(drawn.public), name
        assert clean["problems"] == list(done.problems), name
        assert "" == note(drawn), name


def test_a_damaged_database_beside_an_output_that_is_right(drawn: Publication) -> None:
    """Damage does not touch what is finished: nothing is written when nothing has changed."""
    drawn.build()
    whole = (drawn.store / "store.sqlite").read_bytes()
    before = {path: path.stat() for path in drawn.public.rglob("*")}
    for _, damaged in list(damages(whole))[::5]:
        (drawn.store / "store.sqlite").write_bytes(damaged)
        assert not drawn.build(compare=False).changes
    assert before == {path: path.stat() for path in drawn.public.rglob("*")}


def _version(number: int) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        with sqlite3.connect(path) as database:
            database.execute(f"PRAGMA user_version={number}")
        database.close()

    return change


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _link_to_itself(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


def _folder(path: Path) -> None:
    path.unlink()
    (path / "x").mkdir(parents=True)


def _other_tables(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("DROP TABLE readings")
    database.close()


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda path: path.write_bytes(b"no database" * 100), "file is not a database"),
        (_version(store_module._VERSION + 1), f"it is of version {store_module._VERSION + 1}"),
        (_version(store_module._VERSION - 1), f"it is of version {store_module._VERSION - 1}"),
        (_other_tables, "no such table: readings"),
        (_folder, "it is a folder"),
        (lambda path: path.with_name("store.sqlite-wal").mkdir(), "it is a folder"),
        (_pipe, "it is no file"),
        (_link_to_itself, "unable to open database file"),
    ],
    ids=["text", "newer", "older", "tables", "folder", "folder beside", "pipe", "link to itself"],
)
def test_an_unusable_database_is_renewed_once(drawn: Publication, spoil: Callable[[Path], None], why: str) -> None:
    """The store says why it had to be renewed, and is as good as new in the next build."""
    drawn.build()
    spoil(drawn.store / "store.sqlite")
    assert why == note(drawn)
    assert "" == note(drawn)
    drawn.build()


def test_the_command_line_says_that_the_store_was_renewed(drawn: Publication) -> None:
    """An author hears once why a build took longer than usual."""
    drawn.build()
    drawn.write(".cache/site-builder/store.sqlite", b"no database" * 100)
    command = [sys.executable, "-m", "site_builder", "build", str(drawn.root)]
    for expected in ("note: the store could not be used (file is not a database), so everything was made anew\n", ""):
        done = subprocess.run(
            command, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True
        )
        said = "".join(line for line in done.stderr.splitlines(keepends=True) if line.startswith("note:"))
        assert expected == said


def test_a_store_that_loses_a_text_in_the_middle(drawn: Publication) -> None:
    """A reading that is damaged where only some builds look makes the store begin again."""
    drawn.build()
    for part in ("summary", "document", "places"):
        with sqlite3.connect(drawn.store / "store.sqlite") as database:
            database.execute(f"UPDATE readings SET {part} = x'0000000041'")
            database.execute("DELETE FROM entries")
        database.close()
        drawn.write("templates/x.html", f"{part}")  # another theme: every page is made again
        drawn.build()


def test_bits_that_flip(publication: Publication) -> None:
    """Wherever a bit flips, what is made is what a clean build makes."""
    publication.build()
    whole, clean = (publication.store / "store.sqlite").read_bytes(), publication.clean(Options(NOW))["tree"]
    chance = random.Random(7)
    for _ in range(50):
        place, bit = chance.randrange(len(whole)), 1 << chance.randrange(8)
        for path in (publication.public, publication.root / ".public.site-builder", publication.store):
            shutil.rmtree(path)
        flipped = whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :]
        publication.write(".cache/site-builder/store.sqlite", flipped)
        publication.build(compare=False)
        assert clean == tree(publication.public), (place, bit)


def test_a_store_that_was_empty_or_elsewhere(drawn: Publication, tmp_path: Path) -> None:
    """An empty file is a new store; a link leads to where the store is kept."""
    drawn.build()
    path = drawn.store / "store.sqlite"
    path.write_bytes(b"")
    assert "" == note(drawn)
    for target in (path.rename(tmp_path / "kept.sqlite"), tmp_path / "new.sqlite"):
        path.unlink(missing_ok=True)
        path.symlink_to(target)
        shutil.rmtree(drawn.public)
        drawn.build()
        assert target.stat().st_size > PAGE_SIZE


def test_a_publication_that_was_copied_with_its_store(drawn: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """On another computer files have other inodes and times: what they hold is looked at again."""
    fill_table(drawn, monkeypatch)
    copy = Publication(drawn.root.with_name("copy"))
    shutil.copytree(drawn.root, copy.root)  # with the times of modification, like cp -a
    interview = copy.root / "content/interviews/brug.md"
    before = interview.stat()
    copy.edit("content/interviews/brug.md", "koffie", "karnem")
    os.utime(interview, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert "" == note(copy)
    copy.build()
    assert "karnem" in copy.text(PAGE)
    assert "koffie" in drawn.text(PAGE)


def test_workers_go_on_with_the_store_that_took_the_place_of_a_damaged_one(
    drawn: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As those of a preview, which outlive many builds, and have the damaged one open."""
    monkeypatch.setattr(making, "FEW", 0)
    with Workers(1) as executor:
        for drink in ("thee", "melk"):
            drawn.interview("brug", INTERVIEW.replace("koffie", drink))
            with contextlib.closing(Store(drawn.store)) as store:
                build(drawn.root, Options(NOW), store=store, executor=executor)
            assert drawn.clean(Options(NOW))["tree"] == tree(drawn.public)
            with sqlite3.connect(drawn.store / "store.sqlite") as database:
                database.execute("UPDATE readings SET document = x'0000000041'")
            database.close()


@pytest.mark.parametrize("gone", ["store.sqlite", "store.sqlite-wal", "pictures", "."])
def test_what_is_deleted_between_builds(drawn: Publication, gone: str) -> None:
    """Any part of the store, or all of it, may be removed at any time."""
    for drink in ("thee", "melk"):
        drawn.build()
        path = drawn.store / gone
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
        drawn.interview("brug", INTERVIEW.replace("koffie", drink), sketch="{image: sheet.png, alt: Twee oevers}")
        drawn.edit("content/site.yaml", "title: Proef", "title: Proef ")
    shutil.rmtree(drawn.public)
    drawn.build()


@pytest.mark.parametrize(
    "moment",
    [
        "glance.find_files",
        "build.plan_for",
        "build.what_is_missing",
        "pipeline.make_missing",
        "makers.derivative.make",
        "store._digests",
        "output.Output.write",
    ],
)
@pytest.mark.parametrize("times", [1, 2])
def test_a_store_that_is_deleted_in_the_middle(
    drawn: Publication, monkeypatch: pytest.MonkeyPatch, moment: str, times: int
) -> None:
    """A store that goes while files are found, read, planned or made is made anew, and the build ends well."""
    real, left = pkgutil.resolve_name(f"site_builder.{moment}"), times

    def delete(*args: object, **kwargs: object) -> object:
        nonlocal left
        left -= 1
        if left >= 0:
            shutil.rmtree(drawn.store)
        return real(*args, **kwargs)

    monkeypatch.setattr(f"site_builder.{moment}", delete)
    monkeypatch.setattr(Publication, "glance", lambda *_: None)  # which would find files before the build does
    drawn.build()
    assert left <= 0
    monkeypatch.undo()
    assert "" == note(drawn)


def test_a_store_that_is_deleted_again_and_again(drawn: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else's clean-up that doesn't let a build come to its end is told of."""
    real = making.make_missing

    def delete(*args: object, **kwargs: object) -> object:
        shutil.rmtree(drawn.store)
        return real(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr("site_builder.pipeline.make_missing", delete)
    [found] = drawn.problems(compare=False)
    assert ("store-failed", ".cache/site-builder/store.sqlite") == (found.code, found.path)
    monkeypatch.undo()
    drawn.build()


def test_a_store_that_is_deleted_while_workers_make(drawn: Publication) -> None:
    """The command says once that it had to begin again, and makes what a clean build makes."""
    for item in range(60):
        drawn.interview(f"item-{item}", title=f"Item {item}", date=f"20{item % 20 + 10}-01-01")
    command = [sys.executable, "-m", "site_builder", "build", str(drawn.root), "--date", NOW.isoformat()]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen([*command, "--workers", "2"], env=environment, stderr=subprocess.PIPE, text=True) as process:
        deadline = time.monotonic() + 60
        while not any((drawn.root / ".public.site-builder/made").glob("*/interviews/*")):
            assert process.poll() is None
            assert time.monotonic() < deadline
        process.send_signal(signal.SIGSTOP)
        shutil.rmtree(drawn.store)
        process.send_signal(signal.SIGCONT)
        said = process.communicate()[1]
    assert 0 == process.returncode, said
    assert said.count("note: the store could not be used") <= 1, said
    assert drawn.clean(Options(NOW))["tree"] == tree(drawn.public)
    drawn.build()


@pytest.mark.parametrize("damage", ["empty", "cut", "flipped", "gone", "other"])
def test_a_damaged_picture_is_made_again(drawn: Publication, damage: str) -> None:
    """A finished picture in the store is published only when it is byte for byte what was made."""
    drawn.build()
    pictures = [path for path in (drawn.store / "pictures").rglob("*") if path.is_file()]
    assert len(pictures) > 1
    for picture in pictures:
        whole = picture.read_bytes()
        shutil.rmtree(drawn.public)
        shutil.rmtree(drawn.root / ".public.site-builder")
        if damage == "gone":
            picture.unlink()
        else:
            flipped = whole[:99] + bytes([whole[99] ^ 1]) + whole[100:]
            picture.write_bytes({"empty": b"", "cut": whole[:-1], "flipped": flipped, "other": b"spoilt"}[damage])
        drawn.build()
        assert whole == picture.read_bytes()


def test_what_a_killed_build_left_in_the_store_goes(drawn: Publication) -> None:
    """Half-made pictures are removed by the next build that makes something."""
    drawn.write(".cache/site-builder/half/abc.1/sheet.webp", b"half")
    drawn.build()
    assert not (drawn.store / "half").exists() or not list((drawn.store / "half").iterdir())


# ---------------------------------------------------------------------------------------------------- disks that say no


def test_a_store_that_can_not_be_written(drawn: Publication) -> None:
    """Where the store's place is no folder, or can't be one, a build works without and says so."""
    drawn.write(".cache", "a file")
    with store_of(drawn.root) as store:
        assert "File exists" in store.note or "Not a directory" in store.note
        build(drawn.root, Options(NOW), store=store, executor=Here())
        scratch = store.folder
    assert not scratch.exists()
    assert drawn.clean(Options(NOW))["tree"] == tree(drawn.public)
    assert "a file" == (drawn.root / ".cache").read_text()


@pytest.mark.parametrize(
    ("written", "folder"),
    [
        ("store: bewaard", "bewaard"),
        ("outputs: {feeds: []}\ncontact: 'hier'\nstore: elders/store # niet hier", "elders/store"),
        ('"store": bewaard', "bewaard"),
        ("store:\n  bewaard", "bewaard"),
        ("store: wat\n  bewaard is", "wat bewaard is"),
        ("store: wat\n\n  bewaard is", ".cache/site-builder"),
        ("store: 'mijn#map'", "mijn#map"),
        ("store: mijn#map", "mijn#map"),
        (r'"st\x6fre": bewaard', "bewaard"),
        ("description: |\n  store: weg", ".cache/site-builder"),
        ('description: "een\nstore: twee\n"', ".cache/site-builder"),
        ("contact: [x,\nstore: twee\n]", ".cache/site-builder"),
        ("store:", ".cache/site-builder"),
        ("store: content/x", ".cache/site-builder"),
        ("store: [x]", ".cache/site-builder"),
    ],
)
def test_the_folder_of_the_store(publication: Publication, written: str, folder: str) -> None:
    """It is the one that the settings have, however it is written; where these are wrong, the usual one."""
    publication.write("content/site.yaml", f"{written}\n{SITE}")
    assert folder == store_folder(publication.root)


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a file system, as Linux does")
def test_a_store_on_a_disk_that_can_only_be_read(drawn: Publication) -> None:
    """A store that was made before the disk became read-only is not in the way of a build."""
    drawn.build()
    drawn.edit("content/site.yaml", "title: Proef\n", "title: Proef\nstore: kept\n")
    shutil.copytree(drawn.store, drawn.root / "kept")
    with read_only(drawn.root / "kept"), store_of(drawn.root) as store:
        assert store.note
        build(drawn.root, Options(NOW), store=store, executor=Here())
    assert drawn.clean(Options(NOW))["tree"] == tree(drawn.public)


@pytest.mark.skipif(sys.platform != "linux", reason="takes away what only root on Linux has")
@pytest.mark.parametrize("what", ["folder", "database", "both", "pictures"])
def test_a_store_of_somebody_else(drawn: Publication, what: str) -> None:
    """Where the store or a part of it may only be read, a build says so in one line, or needs it not."""
    drawn.build()
    database = drawn.store / "store.sqlite"
    shut = {"folder": [drawn.store], "database": [database], "both": [database, drawn.store], "pictures": []}[what]
    if what == "pictures":
        shut = [path for path in (drawn.store / "pictures").rglob("*") if path.is_dir()]
    for number in range(2):
        drawn.edit("content/interviews/brug.md", f"koffie{number or ''}", f"koffie{number + 1}")
        for path in shut:
            path.chmod(path.stat().st_mode & ~0o222)
        as_another = ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override", sys.executable]
        done = subprocess.run(
            [*as_another, "-m", "site_builder", "build", str(drawn.root), "--date", NOW.isoformat()],
            env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        for path in filter(Path.exists, shut):
            path.chmod(path.stat().st_mode | 0o222)
        assert 0 == done.returncode, done.stderr
        notes = [line for line in done.stderr.splitlines() if line.startswith("note: the store could not be used")]
        expected = {"folder": 1, "both": 1, "pictures": 0, "database": int(number == 0)}[what]
        assert expected == len(notes), (number, done.stderr)
        if what == "database":
            shut = []  # it was renewed
        assert drawn.clean(Options(NOW))["tree"] == tree(drawn.public)


@pytest.mark.parametrize("function", ["put_readings", "put_only", "put", "save_files"])
def test_a_store_on_a_full_disk(drawn: Publication, monkeypatch: pytest.MonkeyPatch, function: str) -> None:
    """A store that can't grow says that the disk is full; nothing else is wrong."""
    real = Store._spoken

    def full(*args: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        store = args[0]
        assert isinstance(store, Store)
        with real(store):
            raise error

    monkeypatch.setattr(Store, function, full)
    [found] = drawn.problems(compare=False)
    assert ("disk-full", ".cache/site-builder/store.sqlite") == (found.code, found.message.rpartition(" ")[2])
    monkeypatch.undo()
    drawn.build()


# -------------------------------------------------------------------------------------------------------- changed files


def picture(angle: int) -> bytes:
    """A picture that takes as many bytes at any angle."""
    return encoded(drawing().rotate(angle), "PNG", compress_level=0)


@pytest.mark.parametrize("trusted", [False, True], ids=["recent", "in the table"])
@pytest.mark.parametrize(
    ("path", "old", "new", "changed"),
    [
        ("content/interviews/brug.md", b"koffie", b"karnem", PAGE),
        ("content/speakers/ada.md", b"Ada bouwt", b"Ada graaf", "speakers/ada/index.html"),
        ("content/site.yaml", b"title: Proef", b"title: Droef", "index.html"),
        ("templates/404.html", b"Weg", b"Zoe", "404.html"),
        ("assets/report.pdf", b"one", b"two", "assets/report.pdf"),
        ("content/interviews/sheet.png", picture(0), picture(180), "pictures/sheet.*.webp"),
    ],
    ids=["interview", "person", "settings", "template", "file", "picture"],
)
def test_a_change_that_leaves_size_and_time_as_they_were(
    drawn: Publication,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    old: bytes,
    new: bytes,
    changed: str,
    trusted: bool,
) -> None:
    """A file whose bytes change is seen, even when its size, its inode and its time of modification do not."""
    drawn.write("templates/404.html", "Weg")
    source = drawn.root / path
    if source.suffix == ".png":
        source.write_bytes(old)
    os.utime(source, ns=(HOUR_AGO, HOUR_AGO))
    drawn.build()
    if trusted:
        fill_table(drawn, monkeypatch)
    before, whole = tree(drawn.public), source.read_bytes()
    assert old in whole
    assert len(old) == len(new)
    with source.open("r+b") as file:
        file.write(whole.replace(old, new))
    os.utime(source, ns=(HOUR_AGO, HOUR_AGO))
    drawn.build()
    after = tree(drawn.public)
    assert any(before.get(name) != data for name, data in after.items() if fnmatch.fnmatch(name, changed))


def test_files_that_changed_just_now_are_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """git's racy rule: what may change again within one tick of its clock is read again; the rest is not."""
    monkeypatch.setattr(store_module, "_RACY", 100_000_000)
    path, store = tmp_path / "file", Store(tmp_path / "store")

    def kept(moment: int, *, wait: float) -> bool:
        path.write_bytes(b"one")
        os.utime(path, ns=(moment, moment))
        time.sleep(wait)
        store.digest("file", path)
        store.save_files()
        return store.get("files", "seen") is not None

    try:
        now = time.time_ns()
        assert not kept(HOUR_AGO, wait=0)  # its time was set back just now
        assert not kept(now, wait=0)
        assert not kept(now + 10**12, wait=0.2)
        assert kept(now, wait=0.2)
    finally:
        store.close()


def test_what_was_noted_is_kept_whether_or_not_it_was_asked_for(tmp_path: Path) -> None:
    """In a first build, whoever reads a file notes its digest; the next build need not read two thousand again."""
    store = Store(tmp_path)
    try:
        for number in range(2000):
            store.remember(f"{number}.md", (1, HOUR_AGO, HOUR_AGO, number), "0" * 32)
        store.save_files()
        assert 2000 == len(store._kept())
    finally:
        store.close()


def test_an_edit_leaves_what_is_known_of_all_files(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only when many files are others it is written anew; a file that it lacks is found by itself, and not read."""
    publication.write("content/site.yaml", SITE + QUIET)
    for number in range(120):
        publication.interview(f"nummer-{number}", title=f"Nummer {number}", date="2026-03-01")
    publication.build()
    written: list[int] = []
    keep = content._keep_entries

    def noting(store: Store, salt: str, sources: Any, entries: Any) -> None:
        written.append(len(entries))
        keep(store, salt, sources, entries)

    monkeypatch.setattr(content, "_keep_entries", noting)
    for number in (7, 8, 9):
        publication.edit(f"content/interviews/nummer-{number}.md", "met koffie", "met melk")
        publication.build()
        assert not publication.build().made
    assert [122] == written
    read: list[object] = []
    monkeypatch.setattr(content, "_read_one", lambda *given: read.append(given))
    publication.write("content/pages/over.md", "---\ntitle: Over\n---\nOver ons.\n")
    shutil.rmtree(publication.root / "content/pages")
    publication.edit("content/site.yaml", "Proef", "Proeven")
    publication.build(compare=False)
    assert [] == read


class WithinATick:
    """A file whose status still is what it was, as a slow clock shows it."""

    def __init__(self, path: Path) -> None:
        self.path, self.status = path, path.stat()

    def stat(self) -> os.stat_result:
        return self.status

    def __fspath__(self) -> str:
        return str(self.path)


def test_a_file_that_is_written_twice_at_once(tmp_path: Path) -> None:
    """The second time is seen even where the clock of the files shows none; here nobody is less patient than builds."""
    path = tmp_path / "file"
    path.write_bytes(b"one")
    file: Any = WithinATick(path)
    store = Store(tmp_path / "store")
    try:
        assert digest(b"one") == store.digest("file", file)
        store.save_files()
        path.write_bytes(b"two")
        assert digest(b"two") == store.digest("file", file)
    finally:
        store.close()


def test_old_files_are_read_once(drawn: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """The table spares reading what nobody has touched for a while."""
    fill_table(drawn, monkeypatch)
    read: list[str] = []
    real = Path.read_bytes

    def reading(path: Path) -> bytes:
        read.append(path.name)
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", reading)
    drawn.build(compare=False)
    assert "site.yaml" in read
    assert not {"ada.md", "sheet.png", "report.pdf", "paper.css"} & set(read)


# -------------------------------------------------------------------------------------------------------------- pruning


def test_what_piles_up_is_removed_and_what_is_needed_stays(tmp_path: Path) -> None:
    """Each kind of thing in the store is pruned when far more is kept than is wanted, and only what is not."""
    store = Store(tmp_path)
    try:
        wanted = {f"{number:032x}" for number in range(50)}
        others = {f"{number:032x}" for number in range(50, 1500)}
        with store.transaction():
            for key in wanted | others:
                store.put("facts", key, key.encode())
        store.put("plan", "a", b"plan")
        store.keep("facts", wanted)
        assert all(store.get("facts", key) == key.encode() for key in wanted)
        assert all(store.get("facts", key) is None for key in others)
        assert b"plan" == store.get("plan", "a")
        store.keep("facts", set())
        assert all(store.get("facts", key) == key.encode() for key in wanted)  # few are no trouble

        for key in [*wanted, *sorted(others)[:200]]:
            with store.new_pictures(key) as folder:
                (folder / "a.webp").write_bytes(key.encode())
            store.note_pictures(key, ["a.webp"])
        store.keep_pictures(wanted)
        assert all(store.has_pictures(key, ["a.webp"]) for key in wanted)
        assert not any(store.has_pictures(key, ["a.webp"]) for key in others)
        store.keep_pictures(set())
        assert all(store.has_pictures(key, ["a.webp"]) for key in wanted)
    finally:
        store.close()


def test_pictures_are_removed_while_the_output_is_held(drawn: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another build can't have found pictures that then go."""
    monkeypatch.setattr(locks, "PATIENCE", 0)
    codes: list[str] = []

    def keep_pictures(_: Store, keys: set[str]) -> None:
        assert keys
        with pytest.raises(SiteError) as caught, output.Output(drawn.public).opened():
            pass
        codes.extend(found.code for found in caught.value.problems)

    monkeypatch.setattr(Store, "keep_pictures", keep_pictures)
    drawn.build(compare=False)
    assert ["busy"] == codes


def test_readings_of_long_ago_are_forgotten(publication: Publication) -> None:
    """The readings that this build uses survive any number of edits."""
    publication.build()
    store = Store(publication.store)
    try:
        with sqlite3.connect(store.path) as database:
            database.executemany("INSERT INTO readings VALUES (?, '', '', '', '')", [(str(n),) for n in range(1100)])
        database.close()
        known = {key for (key,) in store._all("SELECT key FROM readings WHERE head <> ''")}
        assert 2 == len(known)
        store.keep_readings(known)
        assert known == {key for (key,) in store._all("SELECT key FROM readings")}
    finally:
        store.close()
    assert not publication.build().made


def test_a_value_that_was_changed_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every value carries a checksum."""
    monkeypatch.setattr(store_module, "_RACY", 0)
    store = Store(tmp_path)
    try:
        store.put("facts", "a", b"value")
        for spoilt in (b"", b"val", "text", 5, None, b"\0\0\0\0value"):
            store._do("UPDATE entries SET value = ?", spoilt)
            assert store.get("facts", "a") is None
        (tmp_path / "file").write_bytes(b"bytes")
        store.remember("file", seen_of((tmp_path / "file").stat()), "0" * 32)
        store.save_files()
        assert "0" * 32 == store.digest("file", tmp_path / "file")
        store._do("UPDATE entries SET value = CAST(replace(value, '000', '111') AS BLOB) WHERE space = 'files'")
        store.save_files()  # it forgets what it has read
        assert "277089d91c0bdf4f2e6862ba7e4a07605119431f5d13f726dd352b06f1b206a9"[:32] == store.digest(
            "file", tmp_path / "file"
        )
    finally:
        store.close()


def bytes_read() -> int:
    """All that this process has read so far."""
    return int(Path("/proc/self/io").read_text("ascii").split("rchar:")[1].split()[0])


@pytest.mark.skipif(not Path("/proc/self/io").exists(), reason="only Linux says how much a process has read")
def test_a_large_value_is_read_only_when_it_is_asked_for(tmp_path: Path) -> None:
    """The plan of a large publication takes megabytes, and thousands of small values lie around it."""
    names = [f"{number:04}" for number in range(2_000)]
    store = Store(tmp_path)
    with store.transaction():
        for name in names:
            store.put("small", name, b"x" * 500)
            if int(name) % 100 == 50:
                store.put("small", f"{name}-large", b"x" * 1_000_000)
    store.close()
    store = Store(tmp_path)
    before = bytes_read()
    assert all(store.get("small", name) == b"x" * 500 for name in names)
    assert bytes_read() - before < 20_000_000
    store.close()
