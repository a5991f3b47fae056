"""Two at once: a build that another one keeps waiting says whom it waits for, and spoils nothing."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from site_builder import locks
from site_builder.build import build
from site_builder.checking import check
from site_builder.content import Options
from site_builder.errors import SiteError, problem
from site_builder.executors import Here
from site_builder.opening import store_of
from site_builder.publishing import Order, publish
from tests.faults import ENVIRONMENT, command, preview
from tests.publication import NOW, SITE, Publication, tiny, tree

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="stops a process in the middle")


@pytest.fixture
def busy(tmp_path: Path) -> Publication:
    """A publication whose build takes long enough to be met in the middle."""
    publication = tiny(tmp_path)
    publication.write("content/site.yaml", SITE.replace("example.org", "proef.nl") + "publish: {web: {folder: uit}}\n")
    for item in range(60):
        publication.interview(f"item-{item}", title=f"Item {item}", date=f"20{item % 20 + 10}-01-01")
    return publication


def wait_for(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.001)


@contextlib.contextmanager
def stopped_build(publication: Publication) -> Iterator[subprocess.Popen[bytes]]:
    """A build that stands still while it makes pages, and goes on afterwards."""
    made = publication.root / ".public.site-builder" / "made"
    line = command(publication, "--workers", "1")
    with subprocess.Popen(line, env=ENVIRONMENT, stdout=subprocess.DEVNULL) as process:
        try:
            wait_for(lambda: any(made.glob("*/*/*")) or process.poll() is not None)
            process.send_signal(signal.SIGSTOP)
            assert process.poll() is None, "the build ended too soon"
            yield process
        finally:
            process.send_signal(signal.SIGCONT)
    assert 0 == process.returncode


def a_build(publication: Publication, told: Callable[[str, int, int], None]) -> None:
    with store_of(publication.root) as store:
        build(publication.root, Options(NOW), store=store, executor=Here(), progress=told)


def a_publish(publication: Publication, told: Callable[[str, int, int], None]) -> None:
    with store_of(publication.root) as store:
        publish(publication.root, Options(NOW), Order(), store=store, executor=Here(), progress=told)


def a_preview(publication: Publication, told: Callable[[str, int, int], None]) -> None:
    preview(publication.root, told)


@pytest.mark.parametrize("other", [a_build, a_publish, a_preview])
def test_the_second_says_whom_it_waits_for(
    busy: Publication, other: Callable[[Publication, Callable[[str, int, int], None]], None]
) -> None:
    """It waits for the first, tells its process and for how long it has been at work, and then does its own."""
    told: list[str] = []
    with stopped_build(busy) as first:
        second = threading.Thread(target=other, args=[busy, lambda what, *_: told.append(what)])
        second.start()
        try:
            wait_for(lambda: told or not second.is_alive())
        finally:
            first.send_signal(signal.SIGCONT)
            second.join()
    waiting = [what for what in told if "waiting" in what]
    assert re.fullmatch(rf"another one is running \(process {first.pid}, for \d+ s\): waiting, second", waiting[0]), (
        told
    )
    assert busy.clean(Options(NOW))["tree"] == tree(busy.public)


def test_the_second_gives_up(busy: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """When that takes too long it ends, and names who it was that kept it."""
    monkeypatch.setattr(locks, "PATIENCE", 0)
    with stopped_build(busy) as first:
        for other in (a_build, a_publish, a_preview):
            with pytest.raises(SiteError) as caught:
                other(busy, lambda *_: None)
            [found] = caught.value.problems
            assert "busy" == found.code
            says = rf"another build of this publication is running \(process {first.pid}, for \d+ s\)"
            assert re.fullmatch(says, found.message)
            assert "wait until it has ended, or end it if it hangs" == found.hint
    assert not (busy.root / "uit").exists()
    assert busy.clean(Options(NOW))["tree"] == tree(busy.public)
    assert b"" == (busy.root / ".public.site-builder" / "lock").read_bytes(), "it is signed by nobody any more"


def test_a_check_waits_for_nobody(busy: Publication) -> None:
    """A check writes nothing, so it may look while a build is at work."""
    with stopped_build(busy), store_of(busy.root) as store:
        done = check(busy.root, Options(NOW), store=store, executor=Here(), progress=lambda *_: None)
    assert done.pages > 60
    assert not done.count("error")


def test_a_lock_without_a_signature(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is killed, or can't sign, leaves no name that would be wrong."""
    monkeypatch.setattr(locks, "PATIENCE", 0)
    publication = tiny(tmp_path)
    publication.build()
    lock = publication.root / ".public.site-builder" / "lock"
    with locks.locked(lock, problem("busy", "public")) as sign:
        [found] = publication.problems(compare=False)
        assert "another build of this publication is running" == found.message
        sign()
        [found] = publication.problems(compare=False)
        assert f"(process {os.getpid()}, for " in found.message
