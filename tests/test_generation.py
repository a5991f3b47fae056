"""Looking at what is there while other work is done: it must find what looking afterwards would."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from site_builder import output
from site_builder.errors import SiteError
from site_builder.executors import meanwhile
from site_builder.generation import Folders, Generation, Seen, look, read, scan, settled
from tests.publication import Publication, tree

PAGE = "interviews/brug/index.html"


@pytest.fixture
def ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders of any size are looked at ahead."""
    monkeypatch.setattr(output, "_LARGE", 0)


def side_of(publication: Publication) -> Path:
    return publication.root / ".public.site-builder"


# ------------------------------------------------------------------------------------------------------------ meanwhile


def test_it_is_done_in_another_process() -> None:
    here = os.getpid()
    with meanwhile([os.getpid, lambda: 5], int) as result:
        assert here != result(0) == result(0)
        assert 5 == result(1)


def test_among_threads_it_is_done_at_the_call() -> None:
    """A copy of a process with threads may find their locks held for ever."""
    ended = threading.Event()
    thread = threading.Thread(target=ended.wait)
    thread.start()
    try:
        with meanwhile([os.getpid], int) as result:
            assert os.getpid() == result(0)
    finally:
        ended.set()
        thread.join()


def test_where_no_process_can_be_had_it_is_done_at_the_call(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refused)
    with meanwhile([os.getpid], int) as result:
        assert os.getpid() == result(0)


def test_when_it_comes_to_grief_there_it_is_done_here() -> None:
    here = os.getpid()

    def work() -> int:
        if os.getpid() != here:
            os._exit(9)
        return 5

    with meanwhile([lambda: 4, work, work], int) as result:
        assert [5, 5, 4] == [result(2), result(1), result(0)]


def test_what_nobody_asks_for_leaves_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it has ended by then or not."""
    copies: list[int] = []
    fork = os.fork

    def noted() -> int:
        copies.append(fork())
        return copies[-1]

    monkeypatch.setattr(os, "fork", noted)
    before = len(os.listdir("/proc/self/fd")) if Path("/proc").exists() else 0
    for work in (os.getpid, threading.Event().wait):
        with meanwhile([work], int):
            pass
    assert 2 == len(copies)
    for copy in copies:
        with pytest.raises(ChildProcessError):
            os.waitpid(copy, os.WNOHANG)
    assert before == (len(os.listdir("/proc/self/fd")) if Path("/proc").exists() else 0)


# --------------------------------------------------------------------------------------------------------------- ahead


@pytest.mark.usefixtures("ahead")
def test_edits_of_a_folder_that_is_looked_at_ahead(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every build is what a clean one is, and this process lists neither the site nor its spare."""
    publication.interview("water", title="Water wijst", date="2026-02-01")
    for drink in ("thee", "melk"):  # then there is a spare
        publication.edit("content/interviews/brug.md", "koffie", "koffie, " + drink)
        publication.build()
    listed: list[str] = []
    real = os.scandir

    def noting(folder: str = ".") -> Any:
        listed.append(str(folder))
        return real(folder)

    monkeypatch.setattr(os, "scandir", noting)
    publication.edit("content/interviews/brug.md", "koffie", "water")
    assert PAGE in publication.build(compare=False).changes.changed
    monkeypatch.undo()
    assert [] == [folder for folder in listed if {"public", "spare"} & set(Path(folder).parts)]
    (publication.root / "content/interviews/water.md").unlink()
    assert "interviews/water/index.html" in publication.build().changes.removed
    publication.interview("water", title="Water wijst", date="2026-02-01")
    assert "interviews/water/index.html" in publication.build().changes.added
    assert not publication.build().changes


@pytest.mark.usefixtures("ahead")
@pytest.mark.parametrize("where", ["site", "spare"])
@pytest.mark.parametrize("how", ["spoilt", "gone", "strange", "folder"])
def test_what_somebody_did_is_seen_ahead(publication: Publication, where: str, how: str) -> None:
    for drink in ("thee", "melk"):
        publication.edit("content/interviews/brug.md", "koffie", "koffie, " + drink)
        publication.build()
    folder = publication.public if where == "site" else side_of(publication) / "spare"
    if how == "spoilt":
        (folder / PAGE).write_text("anders", "utf-8")
    elif how == "gone":
        (folder / PAGE).unlink()
    elif how == "folder":
        (folder / "interviews/leeg").mkdir()
    elif where == "spare":
        (folder / "vreemd.html").write_text("vreemd", "utf-8")
    else:
        (folder / ".DS_Store").write_text("vreemd", "utf-8")
    publication.edit("content/interviews/brug.md", "koffie", "water")
    if (where, how) == ("site", "folder"):
        with pytest.raises(SiteError, match="interviews/leeg/ in the output folder was not made by this program"):
            publication.build()
        (folder / "interviews/leeg").rmdir()
    publication.build()
    assert not publication.build().changes


@pytest.mark.usefixtures("ahead")
def test_what_another_build_did_meanwhile_is_not_overlooked(
    publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was seen of a folder does not hold when another build has put a new one in its place."""
    publication.build()
    publication.edit("content/interviews/brug.md", "koffie", "melk")
    publication.build()
    publication.edit("content/interviews/brug.md", "melk", "koffie")
    (side_of(publication) / "spare/vreemd.html").write_text("vreemd", "utf-8")
    real = output.Output.opened

    def build_first(self: output.Output, *waiting: Any) -> object:
        monkeypatch.setattr(output.Output, "opened", real)
        publication.edit("content/interviews/brug.md", "koffie", "thee")
        publication.build(compare=False)
        publication.edit("content/interviews/brug.md", "thee", "koffie")
        return real(self, *waiting)

    monkeypatch.setattr(output.Output, "opened", build_first)
    done = publication.build()
    assert PAGE in done.changes.changed
    assert "koffie" in publication.text(PAGE)


def test_what_was_seen_of_no_folder_is_never_taken_over(tmp_path: Path) -> None:
    """A folder without a record looks like no folder at all."""
    site, records = tmp_path / "site", tmp_path / "records"
    seen, _ = look(site, records)
    site.mkdir()
    (site / "a.html").write_text("a", "utf-8")
    assert {"a.html"} == Generation.of(site, records, seen).strange


def test_a_generation_is_what_is_there(publication: Publication) -> None:
    publication.build()
    (publication.public / "404.html").unlink()
    (publication.public / "feed.xml").write_text("anders", "utf-8")
    (publication.public / "vreemd").mkdir()
    found = Generation.of(publication.public, side_of(publication) / "records")
    assert {"vreemd/"} == found.strange
    assert tree(publication.public).keys() | {"vreemd/"} == found.present
    assert tree(publication.public).keys() - {"feed.xml"} == found.rows.keys()


def test_seen_goes_through_a_pipe() -> None:
    """It is plain data."""
    with meanwhile([lambda: Seen((1, 2), ("a",), (), ("b",))], Seen) as result:
        assert Seen((1, 2), ("a",), (), ("b",)) == result(0)


# ------------------------------------------------------------------------------------------------- folders that tell


def _page_by_hand(site: Path) -> None:
    (site / "interviews/brug/eigen.html").write_text("eigen", "utf-8")


def _page_by_hand_in_an_old_folder(site: Path) -> None:
    folder = site / "interviews/brug"
    was = folder.stat()
    (folder / "eigen.html").write_text("eigen", "utf-8")
    os.utime(folder, ns=(was.st_atime_ns, was.st_mtime_ns))


def _folders_by_hand(site: Path) -> None:
    (site / "interviews/brug/a/leeg").mkdir(parents=True)
    (site / "interviews/brug/a/b.html").write_text("b", "utf-8")


def _folder_elsewhere(site: Path) -> None:
    (site / "interviews/brug").rename(site.parent / "elders")
    (site / "interviews/brug").symlink_to(site.parent / "elders")


def _folder_for_a_page(site: Path) -> None:
    (site / PAGE).unlink()
    (site / PAGE).mkdir()
    (site / PAGE / "a.html").write_text("a", "utf-8")


def _page_for_a_folder(site: Path) -> None:
    shutil.rmtree(site / "interviews/brug")
    (site / "interviews/brug").write_text("geen map", "utf-8")


def _emptied(site: Path) -> None:
    (site / PAGE).unlink()


@pytest.fixture
def old(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> Publication:
    """A publication that was built some time ago, as far as its folders tell."""

    def as_they_are(folders: Folders, _: int) -> Folders:
        return folders

    monkeypatch.setattr(output, "settled", as_they_are)
    publication.build()
    probe, latest = publication.root / "probe", max(p.stat().st_ctime_ns for p in publication.public.rglob("*"))
    deadline = time.monotonic() + 10
    while not probe.exists() or probe.stat().st_mtime_ns <= latest:
        assert time.monotonic() < deadline
        probe.write_text("tik", "utf-8")
    return publication


BY_HAND: dict[str, Callable[[Path], object]] = {
    "nothing": lambda _: None,
    "page": _page_by_hand,
    "page and time": _page_by_hand_in_an_old_folder,
    "folders": _folders_by_hand,
    "folder elsewhere": _folder_elsewhere,
    "folder for a page": _folder_for_a_page,
    "page for a folder": _page_for_a_folder,
    "emptied": _emptied,
    "removed": lambda site: shutil.rmtree(site / "interviews"),
    "changed": lambda site: (site / PAGE).write_text("anders", "utf-8"),
    "on top": lambda site: (site / "boven.html").write_text("boven", "utf-8"),
    "renamed": lambda site: (site / "interviews").rename(site / "gesprekken"),
}


@pytest.mark.parametrize("by_hand", BY_HAND.values(), ids=BY_HAND)
def test_folders_that_look_the_same_need_no_listing(old: Publication, by_hand: Callable[[Path], object]) -> None:
    """What is seen at a glance is what listing every folder would show."""
    site, records = old.public, side_of(old) / "records"
    by_hand(site)
    seen, record = look(site, records)
    assert record.folders
    there = scan(site)
    changed = {path for path, row in record.rows.items() if there.get(path) != (row.size, row.mtime, row.inode)}
    assert (changed, changed - there.keys(), there.keys() - record.rows.keys()) == tuple(
        map(set, (seen.changed, seen.gone, seen.strange))
    )


def test_a_folder_is_listed_only_when_something_came_or_went(old: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    (old.public / "interviews/brug/eigen.html").write_text("eigen", "utf-8")
    listed: list[str] = []
    real = os.scandir

    def noting(folder: str = ".") -> Any:
        listed.append(os.path.relpath(folder, old.public))
        return real(folder)

    monkeypatch.setattr(os, "scandir", noting)
    seen, _ = look(old.public, side_of(old) / "records")
    assert ("interviews/brug/eigen.html",) == seen.strange
    assert [".", "interviews/brug"] == sorted(listed)


NS = 1_000_000_000


@pytest.mark.parametrize(
    ("modified", "others", "sure"),
    [
        (10 * NS + 123, 5 * NS + 123, False),  # now
        (10 * NS - 5_000_123, 5 * NS + 123, False),  # within a tick of a clock that ticks a hundred times a second
        (10 * NS - 30_000_123, 5 * NS + 123, True),
        (9 * NS, 5 * NS + 123, True),  # a round number by chance
        (9 * NS, 6 * NS, False),  # a disk that knows no parts of seconds
        (7 * NS, 6 * NS, True),
    ],
)
def test_a_folder_tells_nothing_before_its_clock_has_ticked(modified: int, others: int, sure: bool) -> None:
    folders = {"een": (modified, modified, 1), "twee": (others, others, 2)}
    assert sure is (settled(folders, 10 * NS)["een"] == folders["een"])


def test_a_record_from_before_folders_were_recorded_still_counts(publication: Publication) -> None:
    publication.build()
    for record in (side_of(publication) / "records").iterdir():
        record.write_bytes(msgspec.msgpack.encode(read(record).rows))
    assert not publication.build().changes
