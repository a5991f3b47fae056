"""Builds that are killed: the old site stays whole, and the next build mends all.

`faults.py` ends a build at a system call of it, and makes sure that it did.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from site_builder import files, making
from site_builder.build import build
from site_builder.content import Options
from site_builder.drawing.facts import Facts, facts_of
from site_builder.errors import SiteError
from site_builder.executors import Workers
from site_builder.making import FEW, Job, Order, Results, make_share
from site_builder.store import Store
from tests.faults import (
    ENVIRONMENT,
    Call,
    Scene,
    assert_mended,
    calls_of,
    chosen,
    quiet,
    scene_of_a_build,
    scene_of_a_preview,
    settled,
    step,
    strike,
    tell,
    whole,
)
from tests.pictures import encoded, grainy
from tests.publication import NOW, Publication, tiny, tree

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="strace is of Linux: CI runs this there")


def killed(scenes: Callable[[int], Scene], log: Path, what: str, *, least: int, count: int, spared: int = 0) -> None:
    """Kill the build of a scene at its changing calls, a new turn of it each time; `spared` calls may not come."""
    scene = scenes(0)
    every = calls_of(scene.line, scene.root, log)
    if "--workers" in scene.line:  # they write to each other too, open files of their own, and share the database
        every = [call for call in every if call.name not in ("write", "openat", "pwrite64", "ftruncate")]
    assert least <= len(every), every
    points, fired, faults = chosen(every, count), list[Call](), list[str]()
    for number, call in enumerate(points, 1):
        scene = scenes(number)
        old = whole(scene)
        struck = strike(scene.line, scene.root, log, call, "signal=KILL")
        fired += [call] * struck.fired
        try:
            assert struck.code in (0, 1, -signal.SIGKILL), struck
            assert_mended(scene, old, call)
        except (AssertionError, SiteError) as fault:
            faults.append(f"{call}: {fault}")
    tell(f"{what}: killed", fired, every)
    assert not faults, "\n\n".join([f"{len(faults)} faults", *faults])
    assert len(points) - max(spared, len(points) // 20) <= len(fired)  # a file more or less that Python opens


def test_killed_at_any_call(tmp_path: Path) -> None:
    """Whenever a build is killed, there is one whole site, and the next build needs no help."""
    scene = scene_of_a_build(settled(tmp_path / "publication"))

    def turn(number: int) -> Scene:
        step(scene.publication, 3 + number)
        return scene

    killed(turn, tmp_path / "log", "a build after edits", least=120, count=25, spared=2)


def test_the_first_build_killed(tmp_path: Path) -> None:
    """A first build that is killed leaves no site or a whole one."""

    def turn(number: int) -> Scene:
        return scene_of_a_build(quiet(tmp_path / str(number)))

    killed(turn, tmp_path / "log", "a first build", least=120, count=14)


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


def test_the_preview_killed(tmp_path: Path) -> None:
    """The site of the preview is as safe as that which is published, and killing the one does not touch the other."""
    publication = quiet(tmp_path / "publication")
    for item in range(FEW):  # so many that the preview takes over what the site has
        publication.interview(f"item-{item}", title=f"Item {item}", date=f"20{item % 20 + 10}-01-01")
    publication.build()
    public = tree(publication.public)
    scene = scene_of_a_preview(publication)

    def turn(number: int) -> Scene:
        assert public == tree(publication.public)
        shutil.rmtree(scene.site.parent, ignore_errors=True)
        publication.interview("item-0", title=f"Anders {number}")
        return scene

    killed(turn, tmp_path / "log", "a preview that borrows", least=150, count=10)


def test_killed_while_workers_make(large: Publication, tmp_path: Path) -> None:
    """Killing a worker, or the build that has some, at any call leaves one whole site and nothing to mend by hand."""
    scene = scene_of_a_build(large, "--workers", "2")
    for number in (1, 2):
        rewrite(large, number)
        scene.build()

    def turn(number: int) -> Scene:
        rewrite(large, 3 + number)
        return scene

    killed(turn, tmp_path / "log", "a build with workers", least=300, count=4, spared=1)


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
    scene = scene_of_a_build(large, "--workers", "2")
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
            old = whole(scene)
            process = subprocess.Popen(scene.line, env=ENVIRONMENT, start_new_session=True, stdout=subprocess.DEVNULL)
            wait_for(moment, process)
            if alone:
                process.kill()
            else:
                os.killpg(process.pid, signal.SIGKILL)
            assert -signal.SIGKILL == process.wait()
            assert_mended(scene, old, (number, alone))
            deadline = time.monotonic() + 20
            while processes_of(process.pid):
                assert time.monotonic() < deadline, "workers live on"
                time.sleep(0.05)


def _crashing_facts(path: Path, limit: int, offered: bool) -> Facts:
    if path.name == "sheet-1.png":
        os._exit(9)
    return facts_of(path, limit, offered)


def _crashing_share(job: Job, share: Sequence[Order]) -> Results:
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


_CRASHING = ("interviews/item-7/index.html", "interviews/item-8/index.json", "interviews/item-35/index.html")


def _crashing_page(job: Job, share: Sequence[Order]) -> Results:
    if any(order.task.outputs[0] in _CRASHING for order in share):
        os._exit(9)
    return make_share(job, share)


def test_a_page_that_ends_a_worker(large: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is no picture's fault, and of all that was made with it only such a page is blamed."""
    store = Store(large.store)
    monkeypatch.setattr(making, "make_share", _crashing_page)
    with Workers(2) as workers, contextlib.closing(store), pytest.raises(SiteError) as caught:
        build(large.root, Options(NOW), store=store, executor=workers)
    [found] = caught.value.problems
    assert "making-crashes" == found.code
    assert found.path.removeprefix("public/") in _CRASHING
    assert not large.public.exists()
