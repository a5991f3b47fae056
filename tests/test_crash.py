"""Builds that are killed, disks that are full or fail: the old site stays whole, and the next build mends all.

Faults come from strace, which ends a build, or lets a system call of it fail, at the N-th call of a kind. Every test
makes sure that the fault did happen.
"""

from __future__ import annotations

import collections
import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from site_builder import files, making
from site_builder.build import build
from site_builder.content import Options
from site_builder.drawing.facts import Facts, facts_of
from site_builder.errors import Problem, SiteError
from site_builder.executors import Workers
from site_builder.making import Job, Order, make_share
from site_builder.output import Made
from site_builder.store import Store
from tests.pictures import encoded, grainy
from tests.publication import INTERVIEW, NOW, QUIET, SITE, Publication, tiny, tree

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="strace and tmpfs are of Linux: CI runs this there")

ROOT = Path(__file__).resolve().parent.parent
CHANGING = ("mkdir", "rmdir", "rename", "renameat2", "link", "unlink", "unlinkat", "write", "pwrite64", "ftruncate")
PLACING = {"link", "renameat2"}
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}


def command(publication: Publication, *words: str) -> list[str]:
    return [sys.executable, "-m", "site_builder", "build", str(publication.root), "--date", NOW.isoformat(), *words]


@pytest.fixture(scope="module")
def strace() -> str:
    found = shutil.which("strace")
    assert found, "strace is missing: run `apt-get install strace`"
    return found


def quiet(root: Path) -> Publication:
    """The smallest publication, of which little is made: where a fault strikes is chosen by counting calls."""
    publication = tiny(root)
    publication.write("content/site.yaml", SITE + QUIET)
    return publication


@pytest.fixture
def settled(tmp_path: Path) -> Publication:
    """A publication of a few builds, with a spare generation; its parts come and go with `step`."""
    root = tmp_path / "publication"
    root.mkdir()
    publication = quiet(root)
    publication.interview("oud", title="Oud", date="2025-06-01")
    for number in range(3):
        step(publication, number)
        publication.build(compare=False)
    return publication


def step(publication: Publication, number: int) -> None:
    """An interview comes, one goes, two are edited, one of them anew: all that can happen to a page."""
    publication.interview("brug", INTERVIEW.replace("koffie", f"thee nummer {number}"))
    turn = number % 2
    text = INTERVIEW.replace("koffie", f"melk nummer {number}")
    publication.interview(f"water-{turn}", text, date=f"2025-01-0{turn + 1}")
    publication.interview(f"nieuw-{number}", title=f"Nieuw {number}", date="2026-01-01", topics=f"[Onderwerp {number}]")
    (publication.root / f"content/interviews/nieuw-{number - 1}.md").unlink(missing_ok=True)


def whole(publication: Publication) -> dict[str, bytes]:
    return tree(publication.public) if publication.public.exists() else {}


def assert_mended(publication: Publication, old: dict[str, bytes], where: object) -> None:
    """The site is the old one or the new one; the next build is right and leaves nothing lying about."""
    found = whole(publication)
    publication.build()
    assert found in (old, tree(publication.public)), where
    side = publication.root / ".public.site-builder"
    assert {path.name for path in side.iterdir()} <= {"lock", "records", "spare"}, where
    generations = [path for path in (publication.public, side / "spare") if path.exists()]
    records = {path.name for path in (side / "records").iterdir()}
    assert records == {str(path.stat().st_ino) for path in generations}, where
    assert not list((publication.store / "half").glob("*")), where
    assert not publication.build(compare=False).made, where


# -------------------------------------------------------------------------------------------------------------- killed


def calls_of_a_build(strace: str, publication: Publication, log: Path) -> list[tuple[str, int]]:
    """Each changing system call of a build, in order, with its number among those of its kind."""
    traced = ["-f", "-qq", "-o", str(log), "-e", f"trace={','.join(CHANGING)}"]
    subprocess.run([strace, *traced, *command(publication)], env=ENVIRONMENT, check=True, capture_output=True)
    counts: collections.Counter[str] = collections.Counter()
    points = []
    for name in re.findall(r"^\d+ +(\w+)\(", log.read_text("utf-8", "replace"), re.MULTILINE):
        counts[name] += 1
        points.append((name, counts[name]))
    return points


def sample(points: list[tuple[str, int]], count: int) -> list[tuple[str, int]]:
    """So many points from first to last, those that put things in their place among them."""
    always = [point for point in points if point[0] in PLACING]
    others = [point for point in points if point[0] not in PLACING]
    wanted = count - len(always)
    return always + [others[(len(others) - 1) * number // (wanted - 1)] for number in range(wanted)]


def test_killed_at_any_call(settled: Publication, strace: str, tmp_path: Path) -> None:
    """Whenever a build is killed, there is one whole site, and the next build needs no help."""
    step(settled, 3)
    every = calls_of_a_build(strace, settled, tmp_path / "log")
    assert set(CHANGING) - {"ftruncate"} <= {name for name, _ in every}
    points, fired = sample(every, 25), 0
    for number, (name, when) in enumerate(points, 4):
        step(settled, number)
        old = whole(settled)
        inject = ["-e", f"trace={name}", "-e", f"inject={name}:signal=KILL:when={when}"]
        done = subprocess.run(
            [strace, "-f", "-qq", "-o", os.devnull, *inject, *command(settled)],
            env=ENVIRONMENT, check=False, capture_output=True,
        )  # fmt: skip
        fired += done.returncode == -signal.SIGKILL
        assert done.returncode in (0, -signal.SIGKILL)
        assert_mended(settled, old, (name, when))
    assert fired >= len(points) - 2  # the database may need a call less than in the run that was counted


# In a first build the new files become the site: one rename each for them, for their record, for the site.
FIRST = [("mkdir", 3), ("mkdir", 12), ("write", 9), ("rename", 1), ("rename", 2), ("rename", 3), ("rename", 4)]


def test_the_first_build_killed(tmp_path: Path, strace: str) -> None:
    """A first build that is killed leaves no site or a whole one."""
    fired = 0
    for number, (name, when) in enumerate(FIRST):
        root = tmp_path / str(number)
        root.mkdir()
        publication = tiny(root)
        inject = ["-e", f"trace={name}", "-e", f"inject={name}:signal=KILL:when={when}"]
        line = [strace, "-f", "-qq", "-o", os.devnull, *inject, *command(publication)]
        done = subprocess.run(line, env=ENVIRONMENT, check=False, capture_output=True)
        fired += done.returncode == -signal.SIGKILL
        assert_mended(publication, {}, (name, when))
    assert len(FIRST) == fired


@pytest.fixture
def large(tmp_path: Path) -> Publication:
    """A publication with enough pages and pictures for workers."""
    root = tmp_path / "publication"
    root.mkdir()
    publication = tiny(root)
    rewrite(publication, 0)
    return publication


def rewrite(publication: Publication, number: int) -> None:
    """Change every page and every picture."""
    for item in range(45):
        publication.interview(f"item-{item}", title=f"Item {item}, {number}", date=f"20{item % 20 + 10}-01-01")
    for item in range(2):
        publication.write(f"content/interviews/sheet-{item}.png", encoded(grainy(500 + number, 300 + item), "PNG"))
        publication.interview(f"item-{item}", title=f"Item {number}", sketch=f"{{image: sheet-{item}.png, alt: Blad}}")


def wait_for(condition: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert process.poll() is None, "the build ended too soon"
        assert time.monotonic() < deadline
        time.sleep(0.001)


def processes_of(group: int) -> set[int]:
    """The processes of a group that have not ended."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, of, *_ = path.read_text().rpartition(") ")[2].split()
        except OSError:
            continue
        if int(of) == group and state not in "ZX":
            found.add(int(path.parent.name))
    return found


def test_killed_with_its_workers_or_without(large: Publication) -> None:
    """A build with workers may be killed at once with them; without them, they end by themselves and spoil nothing."""
    made, half = large.root / ".public.site-builder" / "made", large.store / "half"
    moments: list[tuple[str, Callable[[], bool]]] = [
        ("reading", (large.store / "store.sqlite-wal").exists),
        ("a picture", lambda: any(half.glob("*"))),
        ("some pages", lambda: len(list(made.glob("*/*/*"))) > 20),
    ]
    number = 0
    for _, moment in moments:
        for alone in (False, True):
            number += 1
            rewrite(large, number)
            old = whole(large)
            process = subprocess.Popen(
                command(large, "--workers", "2"), env=ENVIRONMENT, start_new_session=True, stdout=subprocess.DEVNULL
            )
            wait_for(moment, process)
            if alone:
                process.kill()
            else:
                os.killpg(process.pid, signal.SIGKILL)
            assert -signal.SIGKILL == process.wait()
            assert_mended(large, old, (number, alone))
            deadline = time.monotonic() + 20
            while processes_of(process.pid):
                assert time.monotonic() < deadline, "workers live on"
                time.sleep(0.05)


def _crashing_facts(path: Path, limit: int, offered: bool) -> Facts:
    if path.name == "sheet-1.png":
        os._exit(9)
    return facts_of(path, limit, offered)


def _crashing_share(job: Job, share: Sequence[Order]) -> list[tuple[dict[str, Made], list[Problem]]]:
    if share[0].task.label.endswith("sheet-1.png"):
        os._exit(9)
    return make_share(job, share)


@pytest.mark.parametrize(
    ("module", "function", "crashing"),
    [(files, "facts_of", _crashing_facts), (making, "make_share", _crashing_share)],
    ids=["looked at", "made"],
)
def test_a_picture_that_ends_a_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: object, function: str, crashing: Callable[..., object]
) -> None:
    """What crashes the decoder is named, and it alone; the build ends like any other that has problems."""
    publication = tiny(tmp_path)
    for item in range(3):
        publication.write(f"content/interviews/sheet-{item}.png", encoded(grainy(200, 100 + item), "PNG"))
        publication.interview(f"item-{item}", title=f"Item {item}", sketch=f"{{image: sheet-{item}.png, alt: Blad}}")
    store = Store(publication.store)
    with monkeypatch.context() as patch, Workers(2) as workers, contextlib.closing(store):
        patch.setattr(module, function, crashing)
        with pytest.raises(SiteError) as caught:
            build(publication.root, Options(NOW), store=store, executor=workers)
        [found] = caught.value.problems
        assert "picture-crashes" == found.code
        assert "sheet-1.png" in found.message
        assert not publication.public.exists()
        patch.undo()
        build(publication.root, Options(NOW), store=store, executor=workers)
    publication.build()


def _crashing_page(job: Job, share: Sequence[Order]) -> list[tuple[dict[str, Made], list[Problem]]]:
    if any(order.task.label.endswith("item-7.md") for order in share):
        os._exit(9)
    return make_share(job, share)


def test_a_page_that_ends_a_worker(large: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is no picture's fault; what was made together is told, and no page is blamed alone."""
    store = Store(large.store)
    monkeypatch.setattr(making, "make_share", _crashing_page)
    with Workers(2) as workers, contextlib.closing(store), pytest.raises(SiteError) as caught:
        build(large.root, Options(NOW), store=store, executor=workers)
    for found in caught.value.problems:
        assert "making-crashes" == found.code
        assert re.fullmatch(r"public/\S+", found.path)
        assert re.search(r"this file or one of the \d+ others with it ended the process", found.message)
    assert not large.public.exists()


# ------------------------------------------------------------------------------------------------------ disks that fail


@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
def test_a_call_that_fails(settled: Publication, strace: str, tmp_path: Path, error: str) -> None:
    """When the disk is full or broken, the build says so with code 1, and the old site is whole."""
    step(settled, 3)
    log = tmp_path / "log"
    last = dict(calls_of_a_build(strace, settled, log))
    points = [("write", 1), ("rename", last["rename"] - 1), ("link", 1), ("renameat2", 1)]  # the last one tidies up
    if error == "ENOSPC":
        points += [("mkdir", last["mkdir"] - 2), ("write", 4), ("rename", 1), ("pwrite64", 1), ("pwrite64", 12)]
    for number, (name, when) in enumerate(points, 4):
        step(settled, number)
        old = whole(settled)
        inject = ["-e", f"trace={name}", "-e", f"inject={name}:error={error}:when={when}"]
        line = [strace, "-f", "-qq", "-o", str(log), *inject, *command(settled)]
        done = subprocess.run(line, env=ENVIRONMENT, check=False, capture_output=True, text=True)
        where = (name, when, done.stderr)
        assert "(INJECTED)" in log.read_text("utf-8", "replace"), where
        assert "Traceback" not in done.stderr, where
        if (name, error) == ("link", "EIO"):  # then files are copied
            assert 0 == done.returncode, where
        elif done.returncode or name not in ("write", "pwrite64"):  # what is printed is written as well
            assert 1 == done.returncode, where
            assert old == whole(settled), where
            said = "the disk is full while writing" if error == "ENOSPC" else r"can't be (written|read): \S+"
            assert re.search(said, done.stderr), where
            assert 3 == len(done.stderr.splitlines()), where
        assert_mended(settled, old, where)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, whose size can be set with `resize`."""
    place = tmp_path / "disk"
    place.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(place)], capture_output=True, check=False
    )
    assert 0 == done.returncode, (
        f"this test mounts a tmpfs: run it as root where that is allowed ({done.stderr.decode()})"
    )
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def resize(disk: Path, kilobytes: int) -> None:
    subprocess.run(["mount", "-o", f"remount,size={kilobytes}k", str(disk)], check=True)


def used(disk: Path) -> int:
    stat = os.statvfs(disk)
    return (stat.f_blocks - stat.f_bfree) * stat.f_frsize // 1024


FULL = (
    r"(\S+): error\[disk-full\]: the disk is full while writing (\S+)\n    help: make room; the old site is untouched\n"
)


def test_a_disk_that_fills_up(small_disk: Path) -> None:
    """Whatever part of a build meets a full disk: code 1, the file and what to do; then all is well with more room."""
    publication = quiet(small_disk)
    publication.build(compare=False)
    met = set()
    for number, room in enumerate([0, 24, 48, 100, 150, 200, 300, 400, 500, 3000]):
        step(publication, number)
        picture = f"content/interviews/sheet-{number % 2}.png"
        publication.write(picture, encoded(grainy(1000 + number, 600), "PNG"))
        publication.interview("blad", title=f"Blad {number}", sketch=f"{{image: sheet-{number % 2}.png, alt: Blad}}")
        old = whole(publication)
        resize(small_disk, used(small_disk) + room)
        line = command(publication, "--workers", "1")
        done = subprocess.run(line, env=ENVIRONMENT, check=False, capture_output=True, text=True)
        if done.returncode:
            assert 1 == done.returncode, (room, done.stderr)
            found = re.findall(FULL, done.stderr)
            assert found, (room, done.stderr)
            assert 3 == len(done.stderr.splitlines()), (room, done.stderr)
            assert old == whole(publication), room
            met |= {"picture" if "/pictures/" in file else file.split("/")[0] for _, file in found}
        else:
            met.add("nothing")
            assert (room > 100) != ("note: the store could not be used" in done.stderr), (room, done.stderr)
        resize(small_disk, 16_000)
        assert_mended(publication, old, room)
    assert {"nothing", "public", ".cache", "picture"} <= met, met


def test_a_disk_without_room_for_names(small_disk: Path) -> None:
    """A disk may have room for bytes but none for one more file."""
    publication = tiny(small_disk)
    publication.build(compare=False)
    codes = set()
    for number, more in enumerate([0, 2, 4, 8, 100]):
        step(publication, number)
        old = whole(publication)
        taken = os.statvfs(small_disk)
        names = taken.f_files - taken.f_ffree + more
        subprocess.run(["mount", "-o", f"remount,nr_inodes={names}", str(small_disk)], check=True)
        done = subprocess.run(command(publication), env=ENVIRONMENT, check=False, capture_output=True, text=True)
        assert done.returncode in (0, 1), done.stderr
        assert "Traceback" not in done.stderr
        if done.returncode:
            assert re.search(FULL, done.stderr), done.stderr
            assert old == whole(publication)
        codes.add(done.returncode)
        subprocess.run(["mount", "-o", "remount,nr_inodes=100000", str(small_disk)], check=True)
        assert_mended(publication, old, more)
    assert {0, 1} == codes
