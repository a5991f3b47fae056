"""Tiny whole publications: write, build, edit, build again.

`Publication.build` compares every build with a clean one that another process makes, with another hash seed, in
another working folder and with an empty store: the same files, the same bytes, the same problems. So every test of
anything is also a test of exactness.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup

from site_builder import bytecode
from site_builder.build import Build, build
from site_builder.content import Options
from site_builder.errors import Problem, SiteError
from site_builder.executors import Here
from site_builder.glance import Glance, begin, last_glance
from site_builder.output import Output
from site_builder.store import LostError, Store

NOW = dt.datetime(2026, 6, 1, 12, 0, tzinfo=dt.UTC)

SITE = """\
title: Proef
base_url: https://example.org/
language: nl
timezone: Europe/Amsterdam
"""

QUIET = "outputs: {feeds: [atom], feeds_per: [], item_json: false, related: false}\n"
"""For `site.yaml`, where it is beside the point how much is made of an item: its page and one feed."""

INTERVIEW = """\
---
title: Een brug begint met luisteren
date: 2026-03-14
speakers: [ada]
topics: [Ambacht]
lead: |
  Wie een oever wil verbinden, hoort eerst de andere kant.
core_message: |
  Bouw pas als je luistert.
qa:
  - question: Waar begin je?
    answer: |
      Aan de overkant, met koffie.
---
Ada bouwt bruggen.
"""

PERSON = """\
---
name: Ada Okoye
---
Ada bouwt.
"""


class Publication:
    """A publication in a folder of its own. Paths are relative to it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.store = root / ".cache" / "site-builder"

    # -- writing

    def write(self, path: str, text: str | bytes) -> Path:
        """Write a file, in LF and UTF-8 when it is given as text."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
        return target

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace a text that must be there."""
        text = (self.root / path).read_text("utf-8")
        assert old in text, f"{old!r} is not in {path}"
        self.write(path, text.replace(old, new))

    def interview(self, slug: str, text: str = INTERVIEW, **keys: str) -> str:
        """Write an interview; keyword arguments are lines of front matter that replace those of the text."""
        lines = text.split("\n")
        for key, value in keys.items():
            place = next((i for i, line in enumerate(lines) if line.startswith(f"{key}:")), None)
            if place is None:
                lines.insert(1, f"{key}: {value}")
            else:
                lines[place] = f"{key}: {value}"
        path = f"content/interviews/{slug}.md"
        self.write(path, "\n".join(lines))
        return path

    # -- building

    def build(self, *, drafts: bool = False, date: dt.datetime = NOW, compare: bool = True) -> Build:
        """Build here, and compare with a clean build elsewhere. Raises SiteError like `build`."""
        options = Options(date, drafts)
        store = Store(self.store)
        seen = self.glance(store, options)
        try:
            done = build(self.root, options, store=store, executor=Here())
        except SiteError as error:
            if compare:
                self.compare_problems(error, options)
            raise
        else:
            assert_held(seen, done)
        finally:
            store.close()
        if compare:
            clean = self.clean(options)
            assert list(done.problems) == clean["problems"]
            assert tree(self.root / done.settings.output) == clean["tree"]
        return done

    def glance(self, store: Store, options: Options) -> Glance | None:
        """What a glance shows to be as the last build left it, if there is nothing to do."""
        with contextlib.suppress(SiteError, OSError, LostError):
            begun = begin(self.root, options, store)
            return last_glance(begun, Output(begun.folder), store)
        return None

    def compare_problems(self, error: SiteError, options: Options) -> None:
        """A clean build must find the same, but for what is wrong with this output folder."""
        found = [p for p in error.problems if p.code not in _OF_THE_FOLDER]
        assert found == self.clean(options)["problems"]

    def clean(self, options: Options) -> dict[str, Any]:
        """The tree, the rights and the problems of a clean build in another process."""
        return _clean_builder().build(self.root, options)

    def problems(self, **options: Any) -> list[Problem]:
        """All problems of a build, whether or not it succeeds."""
        try:
            return list(self.build(**options).problems)
        except SiteError as error:
            return list(error.problems)

    # -- reading

    @property
    def public(self) -> Path:
        return self.root / "public"

    def page(self, path: str) -> BeautifulSoup:
        """A finished page, parsed: `interviews/ada/` or empty for the home page."""
        return BeautifulSoup((self.public / path / "index.html").read_bytes(), "html.parser")

    def text(self, path: str) -> str:
        """A finished file as text."""
        return (self.public / path).read_text("utf-8")

    def files(self) -> set[str]:
        """The paths of all finished files but those of the theme."""
        return {path for path in tree(self.public) if not path.startswith("theme/")}


_OF_THE_FOLDER = frozenset({"output-not-ours", "output-foreign-file", "disk-full", "write-failed", "busy"})
"""Problems of an output folder, which the clean build's has not."""


def assert_held(seen: Glance | None, done: Build) -> None:
    """When there was nothing to do at a glance, there was nothing to do indeed."""
    if seen is not None:
        assert (seen.files, seen.problems, ()) == (done.files, done.problems, done.made)
        assert not done.changes


def tiny(root: Path) -> Publication:
    """The smallest publication there is: one interview, one person."""
    publication = Publication(root)
    publication.write("content/site.yaml", SITE)
    publication.write("content/speakers/ada.md", PERSON)
    publication.interview("brug")
    return publication


def tree(folder: Path) -> dict[str, bytes]:
    """Path → bytes of every file below a folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def rights(folder: Path) -> dict[str, str]:
    """What everything below a folder is, and who may do what with it: path → such as `-rw-r--r--`."""
    found = [folder, *folder.rglob("*")] if folder.exists() else []
    return {p.relative_to(folder).as_posix(): stat.filemode(p.lstat().st_mode) for p in found}


# ------------------------------------------------------------------------------------------------- the clean builder


class _CleanBuilder:
    """A process that makes clean builds on request, a line of JSON each."""

    def __init__(self) -> None:
        self.scratch = tempfile.TemporaryDirectory()
        environment = os.environ | {
            "PYTHONHASHSEED": "4711",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[1]), *filter(None, sys.path)]),
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.publication"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=self.scratch.name,
            env=environment,
            text=True,
        )

    def build(self, root: Path, options: Options) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        order = {"root": str(root), "date": options.date.isoformat(), "drafts": options.drafts}
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, "the clean builder has died"
        answer = json.loads(line)
        assert "crash" not in answer, answer["crash"]
        with contextlib.ExitStack() as stack:
            folder = Path(answer["folder"])
            stack.callback(_remove, folder)
            problems = [Problem(**p) for p in answer["problems"]]
            return {"problems": problems, "tree": tree(folder / "site"), "rights": rights(folder / "site")}


_running: list[_CleanBuilder] = []


def _clean_builder() -> _CleanBuilder:
    if not _running:
        _running.append(_CleanBuilder())
    return _running[0]


def stop_clean_builder() -> None:
    """End the process, if there is one."""
    while _running:
        builder = _running.pop()
        assert builder.process.stdin is not None
        builder.process.stdin.close()
        builder.process.wait()
        assert builder.process.stdout is not None
        builder.process.stdout.close()
        builder.scratch.cleanup()


def _remove(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)


def _serve() -> Iterator[dict[str, Any]]:
    import msgspec

    bytecode.FOLDER = Path(tempfile.gettempdir(), "nothing is kept here")
    for line in sys.stdin:
        order = json.loads(line)
        folder = Path(tempfile.mkdtemp())
        options = Options(dt.datetime.fromisoformat(order["date"]), order["drafts"])
        store = Store(folder / "store")
        answer: dict[str, Any] = {"folder": str(folder)}
        try:
            done = build(Path(order["root"]), options, store=store, executor=Here(), output=folder / "site")
            answer["problems"] = [msgspec.structs.asdict(p) for p in done.problems]
        except SiteError as error:
            answer["problems"] = [msgspec.structs.asdict(p) for p in error.problems]
        except Exception as error:  # noqa: BLE001  the other process tells of it
            answer["crash"] = repr(error)
        finally:
            store.close()
        yield answer


if __name__ == "__main__":
    for result in _serve():
        sys.stdout.write(json.dumps(result) + "\n")
        sys.stdout.flush()
