"""Disks that are full, broken or can only be read: the build says so, the old site stays, the next build mends all.

`faults.py` makes a system call fail, once or from then on, and makes sure that it did.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from site_builder.errors import SiteError
from tests.faults import (
    ENVIRONMENT,
    Call,
    Scene,
    Struck,
    assert_mended,
    calls_of,
    chosen,
    command,
    quiet,
    scene_of_a_build,
    settled,
    step,
    strike,
    tell,
    whole,
)
from tests.pictures import encoded, grainy
from tests.publication import tiny

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="strace and tmpfs are of Linux: CI runs this there")

# What is said of a call that failed: one problem, with a file of the publication and what to do.
REFUSED = {
    "ENOSPC": r"disk-full\]: the disk is full while writing (?P<file>\S+)",
    "EROFS": r"write-failed\]: (?P<file>\S+) can't be written: \S.*",
    "EIO": r"(?:write-failed|unreadable)\]: (?P<file>\S+|the file) can't be (?:written|read): \S.*",
}
STORE = r"store-failed\]: (?P<of_store>\.cache\S+) can't be read or written: \S.*"
SCRATCH = r"(?:making \d+ of \d+\n)*(?:note: the store could not be used \(.+\), so everything was made anew\n)?"


@pytest.mark.parametrize(
    ("error", "on", "count"),
    [
        ("ENOSPC", False, 14),
        ("EROFS", False, 5),
        ("EIO", False, 5),
        ("ENOSPC", True, 3),
        ("EROFS", True, 3),
        ("EIO", True, 3),
    ],
)
def test_a_call_that_fails(tmp_path: Path, error: str, on: bool, count: int) -> None:
    """Where the disk refuses, the build does without, or says what and why with code 1 and leaves the old site."""
    scene, log = scene_of_a_build(settled(tmp_path / "publication")), tmp_path / "log"
    step(scene.publication, 3)
    every = calls_of(scene.line, scene.root, log)
    if on:  # what is said is written too, and Python opens files of its own
        every = [call for call in every if call.name not in ("write", "openat")]
    points, fired, codes, faults = chosen(every, count), list[Call](), list[int](), list[str]()
    for number, call in enumerate(points, 4):
        step(scene.publication, number)
        old = whole(scene)
        struck = strike(scene.line, scene.root, log, call, f"error={error}", on=on)
        fired += [call] * struck.fired
        codes.append(struck.code)
        try:
            if struck.fired:
                assert_told(scene, old, struck, error)
            assert_mended(scene, old, call)
        except (AssertionError, SiteError) as fault:
            faults.append(f"{call}: {fault}")
    how = f"{error} {'from then on' if on else 'once'}, refused {codes.count(1)} times,"
    tell(f"a build after edits: {how}", fired, every)
    assert not faults, "\n\n".join([f"{len(faults)} faults", *faults])
    assert len(points) - max(2, len(points) // 20) <= len(fired)  # a file more or less that Python opens
    assert 1 in codes


def assert_told(scene: Scene, old: dict[str, bytes], struck: Struck, error: str) -> None:
    """A build that was struck has done all the same, or said what was refused; nothing is half done."""
    if struck.code == 0:
        assert re.fullmatch(SCRATCH, struck.said), struck
        assert whole(scene) == scene.publication.clean(scene.options)["tree"]
        return
    assert 1 == struck.code, struck
    said = rf"{SCRATCH}\S+: error\[(?:{REFUSED[error]}|{STORE})\n    help: \S.*\n1 error\n"
    assert re.fullmatch(said, struck.said), struck
    assert str(scene.root) not in struck.said, struck
    assert old == whole(scene)


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
    scene = scene_of_a_build(publication)
    met = set()
    for number, room in enumerate([0, 24, 48, 100, 150, 200, 300, 400, 500, 3000]):
        step(publication, number)
        picture = f"content/interviews/sheet-{number % 2}.png"
        publication.write(picture, encoded(grainy(1000 + number, 600), "PNG"))
        publication.interview("blad", title=f"Blad {number}", sketch=f"{{image: sheet-{number % 2}.png, alt: Blad}}")
        old = whole(scene)
        resize(small_disk, used(small_disk) + room)
        line = command(publication, "--workers", "1")
        done = subprocess.run(line, env=ENVIRONMENT, check=False, capture_output=True, text=True)
        if done.returncode:
            assert 1 == done.returncode, (room, done.stderr)
            found = re.findall(FULL, done.stderr)
            assert found, (room, done.stderr)
            assert 3 == len(done.stderr.splitlines()), (room, done.stderr)
            assert old == whole(scene), room
            met |= {"picture" if "/pictures/" in file else file.split("/")[0] for _, file in found}
        else:
            met.add("nothing")
            assert (room > 100) != ("note: the store could not be used" in done.stderr), (room, done.stderr)
        resize(small_disk, 16_000)
        assert_mended(scene, old, room)
    assert {"nothing", "public", ".cache", "picture"} <= met, met


def test_a_disk_without_room_for_names(small_disk: Path) -> None:
    """A disk may have room for bytes but none for one more file."""
    publication = tiny(small_disk)
    publication.build(compare=False)
    scene = scene_of_a_build(publication)
    codes = set()
    for number, more in enumerate([0, 2, 4, 8, 100]):
        step(publication, number)
        old = whole(scene)
        taken = os.statvfs(small_disk)
        names = taken.f_files - taken.f_ffree + more
        subprocess.run(["mount", "-o", f"remount,nr_inodes={names}", str(small_disk)], check=True)
        done = subprocess.run(command(publication), env=ENVIRONMENT, check=False, capture_output=True, text=True)
        assert done.returncode in (0, 1), done.stderr
        assert "Traceback" not in done.stderr
        if done.returncode:
            assert re.search(FULL, done.stderr), done.stderr
            assert old == whole(scene)
        codes.add(done.returncode)
        subprocess.run(["mount", "-o", "remount,nr_inodes=100000", str(small_disk)], check=True)
        assert_mended(scene, old, more)
    assert {0, 1} == codes
