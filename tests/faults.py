"""Faults on purpose: every system call of a build that changes something on disk can be made to fail, or to end it.

strace counts these calls in one run, and strikes at the N-th call of a kind in another. `FAULTS=all` in the
environment makes the tests strike at all of them, `FAULTS=2/8` at the second of eight parts of them; without it they
take a sample that stays the same. What was struck is counted, and told when the tests have ended.
"""

from __future__ import annotations

import collections
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from site_builder.build import Build, build, no_progress
from site_builder.content import Options
from site_builder.executors import Here
from site_builder.making import Progress
from site_builder.opening import site_folder, store_of
from site_builder.terminal import note, show
from tests.publication import INTERVIEW, NOW, QUIET, SITE, Publication, tiny, tree

ROOT = Path(__file__).resolve().parent.parent
CHANGING = """
chmod chown copy_file_range creat fallocate fchmod fchmodat fchown fchownat fdatasync fsetxattr fsync ftruncate link
linkat mkdir mkdirat openat pwrite64 pwritev pwritev2 rename renameat renameat2 rmdir sendfile setxattr symlink
symlinkat sync sync_file_range syncfs truncate unlink unlinkat utime utimensat utimes write writev
"""
"""Every call that changes what is on disk, or has it written there; of `openat` those that may make a file."""
ENVIRONMENT = os.environ | {
    "PYTHONPATH": str(ROOT),
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",  # so that two builds of one thing make the same calls in the same order
}
TOLD: list[str] = []
"""A line for each sweep, for the end of the tests."""


class Call(NamedTuple):
    """The N-th call of a kind in its process."""

    name: str
    when: int


class Struck(NamedTuple):
    """What came of a build that was struck."""

    code: int
    said: str  # on standard error
    fired: bool  # whether the fault met a call that changes the publication


def command(publication: Publication, *words: str) -> list[str]:
    """The command line of a build."""
    return [sys.executable, "-m", "site_builder", "build", str(publication.root), "--date", NOW.isoformat(), *words]


def strace() -> str:
    """Where strace is."""
    found = shutil.which("strace")
    assert found, "strace is missing: run `apt-get install strace`"
    return found


def calls_of(line: Sequence[str], root: Path, log: Path) -> list[Call]:
    """Each call by which a command changes something below a folder, in order.

    Those of its workers are not among them, but are struck as well: each process counts for itself.
    """
    known = ",".join(f"?{name}" for name in CHANGING.split())
    traced = [strace(), "-f", "-qq", "-y", "-s", "0", "-o", str(log), "-e", f"trace={known}"]
    done = subprocess.run([*traced, *line], env=ENVIRONMENT, check=False, capture_output=True, text=True)
    assert 0 == done.returncode, done.stderr
    counts: collections.Counter[str] = collections.Counter()
    found = []
    rows = re.findall(r"^(\d+) +(\w+)\((.*)", log.read_text("utf-8", "replace"), re.MULTILINE)
    for name, words in (row[1:] for row in rows if row[0] == rows[0][0]):
        counts[name] += 1
        if str(root) in words and (name != "openat" or "O_CREAT" in words):
            found.append(Call(name, counts[name]))
    return found


def strike(line: Sequence[str], root: Path, log: Path, call: Call, fault: str, *, on: bool = False) -> Struck:
    """Run a command with a fault at a call, such as `signal=KILL` or `error=EIO`; with `on` at all that follow too."""
    inject = ["-e", f"trace={call.name}", "-e", f"inject={call.name}:{fault}:when={call.when}{'+' * on}"]
    traced = [strace(), "-f", "-q", "-y", "-s", "0", "-o", str(log), *inject]
    scratch = log.with_name("scratch")  # for whatever is written elsewhere
    scratch.mkdir(exist_ok=True)
    environment = ENVIRONMENT | {"TMPDIR": str(scratch)}
    done = subprocess.run([*traced, *line], env=environment, check=False, capture_output=True, text=True)
    left = "" if "KILL" in fault else "".join(f"\n{path.name} is left" for path in scratch.iterdir())
    shutil.rmtree(scratch)
    return Struck(done.returncode, done.stderr + left, _fired(log.read_text("utf-8", "replace"), root, fault))


def _fired(log: str, root: Path, fault: str) -> bool:
    if fault.startswith("error="):
        return any("(INJECTED)" in line and str(root) in line for line in log.splitlines())
    last = dict(re.findall(r"^(\d+) +(\w+\(.*)", log, re.MULTILINE))  # of each process and thread
    return any(
        str(root) in last.get(killed, "") for killed in re.findall(r"^(\d+) +\+\+\+ killed by", log, re.MULTILINE)
    )


def chosen(calls: Sequence[Call], count: int) -> list[Call]:
    """The calls to strike at: all of them, a part, or so many from first to last with one of each kind if that goes."""
    wanted = os.environ.get("FAULTS", "")
    if wanted == "all":
        return list(calls)
    if wanted:
        part, parts = map(int, wanted.split("/"))
        assert 0 < part <= parts
        return list(calls[part - 1 :: parts])
    kinds = {call.name: call for call in reversed(calls)}
    always = [call for call in calls if kinds[call.name] == call and len(kinds) <= count]
    others = [call for call in calls if call not in always]
    more = max(2, count - len(always))
    return [*always, *(others[(len(others) - 1) * number // (more - 1)] for number in range(more) if others)]


def tell(what: str, fired: Sequence[Call], calls: Sequence[Call]) -> None:
    """Note what a sweep came to: `a first build: killed at 10 of 143 changing calls: mkdir 4, write 6`."""
    counts = collections.Counter(call.name for call in fired)
    kinds = ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
    TOLD.append(f"{what} at {len(fired)} of {len(calls)} changing calls: {kinds}")


# ------------------------------------------------------------------------------------------------------ publications


def quiet(root: Path) -> Publication:
    """The smallest publication, of which little is made: where a fault strikes is chosen by counting calls."""
    root.mkdir(parents=True, exist_ok=True)
    publication = tiny(root)
    publication.write("content/site.yaml", SITE + QUIET)
    return publication


def settled(root: Path) -> Publication:
    """A publication of a few builds, with a spare generation; its parts come and go with `step`."""
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


class Scene(NamedTuple):
    """A publication and a build of it that is struck again and again."""

    publication: Publication
    line: list[str]
    site: Path
    build: Callable[[], Build]  # the same, in this process
    options: Options

    @property
    def root(self) -> Path:
        return self.publication.root

    @property
    def side(self) -> Path:
        return self.site.parent / f".{self.site.name}.site-builder"


def scene_of_a_build(publication: Publication, *words: str) -> Scene:
    """A build of the site."""
    line = command(publication, *words)
    return Scene(publication, line, publication.public, lambda: publication.build(compare=False), Options(NOW))


def scene_of_a_preview(publication: Publication) -> Scene:
    """A build for the preview: with drafts, into the store, with what the site has already."""
    line = [sys.executable, "-m", "tests.faults", str(publication.root)]
    site = site_folder(publication.store)
    return Scene(publication, line, site, lambda: preview(publication.root), Options(NOW, drafts=True))


def preview(root: Path, progress: Progress = no_progress) -> Build:
    """Build for the preview, as `serve` does. Raises SiteError."""
    with store_of(root) as store:
        options, site = Options(NOW, drafts=True), site_folder(Publication(root).store)
        built = build(root, options, store=store, executor=Here(), output=site, borrow=True, progress=progress)
        note(store)
    return built


def whole(scene: Scene) -> dict[str, bytes]:
    """The site as it stands."""
    return tree(scene.site) if scene.site.exists() else {}


def assert_mended(scene: Scene, old: dict[str, bytes], where: object) -> None:
    """The site is the old one or the new one; the next build is right and leaves nothing lying about."""
    found = whole(scene)
    scene.build()
    new = scene.publication.clean(scene.options)["tree"]
    assert new == whole(scene), where
    assert found in (old, new), where
    assert {path.name for path in scene.side.iterdir()} <= {"lock", "records", "spare"}, where
    generations = [path for path in (scene.site, scene.side / "spare") if path.exists()]
    records = {path.name for path in (scene.side / "records").iterdir()}
    assert records == {str(path.stat().st_ino) for path in generations}, where
    assert not list((scene.publication.store / "half").glob("*")), where
    assert not scene.build().made, where


def main() -> int:
    """One build for the preview, told as the command line tells of it; the exit code."""
    from site_builder.errors import SiteError

    try:
        preview(Path(sys.argv[1]))
    except SiteError as error:
        show(error.problems, Path(sys.argv[1]))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
