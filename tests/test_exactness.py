"""A build after any number of edits is what a clean build is: byte for byte, with the same problems."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zoneinfo
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, event, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from site_builder import build as build_module
from site_builder import content, glance, making, pipeline
from site_builder import store as store_module
from site_builder.build import Build, build
from site_builder.content import Options
from site_builder.digest import PACKAGE_CODE, Code, code_digest, digest, zone_digest
from site_builder.errors import SiteError, counted, formatted
from site_builder.executors import Here
from site_builder.opening import site_folder
from site_builder.output import Output
from site_builder.store import Store
from tests.choices import PICTURES, TITLES
from tests.edits import MADE, Edits
from tests.pictures import drawing, encoded
from tests.publication import NOW, Publication, assert_held, rights, tree

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = int(os.environ.get("EXAMPLES", "0"))
"""How many rows of steps are tried by the long run, other ones each time; without it, the few that CI tries."""


Sites = dict[str, dict[str, bytes]]
"""Path → bytes of every file, by folder."""


_PLANS = ("plan of the site", "inputs of the site", "plan of the preview", "inputs of the preview")
SPACES = st.sampled_from((*_PLANS, "entries", "files", "facts", "settings", "theme", "pictures"))
SPOILING = st.sampled_from(("add", "cut", "delete", "replace", "link"))


class Builds(Edits):
    """After each step a build, and a second one that finds nothing to do."""

    def __init__(self) -> None:
        super().__init__()
        self.unbuilt = 0  # steps that no build follows
        self.broken = 0  # builds that ended in problems, one after the other
        self.release = ""  # of the program, as far as keys know it
        self.killed: tuple[Sites, Sites] | None = None  # before a build that was killed, and after it
        self.is_finished = False  # another process has built it already
        self.good: dict[str, bytes | Path] = {}  # the author's files as they were when all was well
        self.moment = self.drafts, self.date  # of that
        self.patches = pytest.MonkeyPatch()
        self.patches.setattr(store_module, "_RACY", 20_000_000)  # so that digests are kept, as of files of two seconds
        self.patches.setattr(pipeline, "FEW", 2)  # so that the preview borrows pages
        for module in (build_module, glance, pipeline):
            self.patches.setattr(module, "code_digest", self.digest_of_code)

    def teardown(self) -> None:
        self.patches.undo()
        super().teardown()

    def digest_of_code(self, code: Code) -> str:
        """That of another release, but for pixels: pictures would have other names."""
        return code_digest(code) + (self.release if code is PACKAGE_CODE else "")

    # -- building

    @invariant()
    def the_site_is_what_a_clean_build_makes(self) -> None:
        """Raises AssertionError when it isn't. With problems the old site stays, whatever was wrong with it."""
        if self.unbuilt:
            self.unbuilt -= 1
            return
        time.sleep(0.025)
        options, before = Options(self.date, self.drafts), self.sites()
        try:
            done = self.compared(options)
        except SiteError as error:
            event("problems: " + " ".join(sorted({p.code for p in error.problems if p.severity == "error"})))
            assert before == self.sites()
            self.broken += 1
            if self.broken == 3:
                self.take_it_all_back()
        else:
            event("built")
            assert not (self.is_finished and done.made)
            self.broken, self.good, self.moment = 0, self.saved(), (self.drafts, self.date)
            self.assert_nothing_is_left_to_do(options)
        if self.killed:
            assert self.killed[1] in (self.killed[0], self.sites())
        self.killed, self.is_finished = None, False

    def compared(self, options: Options, **places: Any) -> Build:
        """Build, and compare with a clean build: files, bytes, rights, problems. Raises SiteError like `build`."""
        publication = self.publication
        with contextlib.closing(Store(publication.store)) as store:
            if "output" in places:
                places["output"] = site_folder(store.folder)
            seen = None if places else publication.glance(store, options)
            try:
                done = build(self.root, options, store=store, executor=Here(), **places)
            except SiteError as error:
                publication.compare_problems(error, options)
                raise
        assert_held(seen, done)
        clean, folder = publication.clean(options), places.get("output", self.root / done.settings.output)
        assert clean["problems"] == list(done.problems)
        assert clean["tree"] == tree(folder)
        assert clean["rights"] == rights(folder)
        return done

    def assert_nothing_is_left_to_do(self, options: Options) -> None:
        """A second build makes nothing, reads no text, and touches no file."""
        called: list[str] = []
        before = self.touched()
        with pytest.MonkeyPatch.context() as patches, contextlib.closing(Store(self.publication.store)) as store:
            for module, name in ((making, "make_share"), (content, "read_share"), (Output, "new_room")):
                patches.setattr(module, name, lambda *_, name=name: called.append(name))
            done = build(self.root, options, store=store, executor=Here())
        assert ([], (), ()) == (called, done.made, tuple(done.changes.added + done.changes.changed))
        assert not done.changes
        assert before == self.touched()

    def touched(self) -> dict[str, tuple[int, ...]]:
        """Everything that builds have made, as the file system shows it; but the store's folder, which SQLite uses."""
        found: dict[str, tuple[int, ...]] = {}
        for top in MADE:
            for path in (self.root / top).rglob("*"):
                if path != self.publication.store:
                    seen = path.lstat()
                    found[str(path)] = (seen.st_mode, seen.st_ino, seen.st_size, seen.st_mtime_ns)
        return found

    def sites(self) -> Sites:
        """Every site that there is, whole."""
        return {str(path): tree(path) for path in (self.root / "public", self.root / "dist/site") if path.exists()}

    def saved(self) -> dict[str, bytes | Path]:
        """All files of the author, and the links."""
        return {str(path): path.readlink() if path.is_symlink() else path.read_bytes() for path in self.sources()}

    def take_it_all_back(self) -> None:
        """When one mistake has followed another: the files as they were when all was well, and all is well again."""
        note("# back to when all was well")
        for path in self.root.iterdir():
            if path.name not in MADE:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        for name, data in self.good.items():
            target = Path(name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.symlink_to(data) if isinstance(data, Path) else target.write_bytes(data)
        self.drafts, self.date = self.moment
        self.the_site_is_what_a_clean_build_makes()
        assert not self.broken

    # -- how an author builds

    @rule(steps=st.integers(2, 4))
    def go_on_without_a_build(self, steps: int) -> None:
        self.unbuilt = steps

    @rule(seed=st.sampled_from(("0", "1", "4711", "random")), workers=st.sampled_from((1, 2, 3)))
    def build_by_command(self, seed: str, workers: int) -> None:
        """Another process, with other hashes and with workers; then there is nothing left to make."""
        done = self.command(PYTHONHASHSEED=seed, WORKERS=str(workers))
        clean = self.publication.clean(Options(self.date, self.drafts))["problems"]
        failed = any(p.severity == "error" for p in clean)
        said = "\n".join([*map(formatted, clean), counted(clean)])
        assert int(failed) == done.returncode, done.stderr
        assert said in done.stderr or "output-" in done.stderr
        self.is_finished, self.unbuilt = not failed and not self.release, 0

    @rule(change=st.integers(1, 150), workers=st.sampled_from((1, 2)), title=TITLES)
    def kill_a_build(self, change: int, workers: int, title: str) -> None:
        """One that makes every page. There is the old site or the new one, and the next build needs no help."""
        before, site = self.sites(), self.root / "content/site.yaml"
        site.write_text(re.sub("^title: .*", f"title: {title}", site.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
        done = self.command(KILL_AT=str(change), WORKERS=str(workers))
        event("killed" if done.returncode == -signal.SIGKILL else "too late to be killed")
        self.killed, self.unbuilt = (before, self.sites()), 0

    def command(self, **environment: str) -> subprocess.CompletedProcess[str]:
        words = ["build", str(self.root), "--date", self.date.isoformat(), *["--drafts"][: self.drafts]]
        words += ["--workers", environment["WORKERS"]]
        known = {"PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, sys.path)]), "PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.run(
            [sys.executable, "-m", "tests.interrupted", *words], env=os.environ | known | environment,
            cwd=self.root.parent, check=False, capture_output=True, text=True, encoding="utf-8",
        )  # fmt: skip

    @rule()
    def look_at_the_preview(self) -> None:
        """It has drafts and a folder of its own, shares the store, and takes what it can from the public site."""
        options, before = Options(self.date, drafts=True), self.sites()
        with contextlib.suppress(SiteError):
            self.compared(options, output=None, borrow=True)
            event("previewed")
        assert before == self.sites()

    @rule(release=st.sampled_from(("", "next")))
    def build_with_another_release(self, release: str) -> None:
        """Whose code is another one, though it makes the same."""
        self.release = release

    # -- what lies about

    @rule(table=st.sampled_from(("entries", "readings")), digit=st.sampled_from("0123456789abcdef."))
    def forget_some_of_the_store(self, table: str, digit: str) -> None:
        self.change_the_store(f"DELETE FROM {table} WHERE instr(key, ?) > 8", digit)

    @rule(
        space=SPACES,
        how=st.sampled_from(("x'00'", "''", "1")),
    )
    def damage_a_value(self, space: str, how: str) -> None:
        self.change_the_store(f"UPDATE entries SET value = {how} WHERE space = ?", space)

    @rule(part=st.sampled_from(("head", "summary", "document", "places")), digit=st.sampled_from("0123456789abcdef"))
    def damage_readings(self, part: str, digit: str) -> None:
        self.change_the_store(f"UPDATE readings SET {part} = x'0041' WHERE instr(key, ?) > 8", digit)

    def change_the_store(self, query: str, *words: str) -> None:
        damaged = contextlib.suppress(sqlite3.DatabaseError)  # already
        with damaged, contextlib.closing(sqlite3.connect(self.publication.store / "store.sqlite")) as database:
            database.execute(query, words)
            database.commit()

    @rule(place=st.integers(0, 99))
    def damage_the_store(self, place: int) -> None:
        path = self.publication.store / "store.sqlite"
        data = bytearray(path.read_bytes())
        if data:
            data[len(data) * place // 100] ^= 0x55
            path.write_bytes(data)

    @rule(number=st.integers(0, 9), how=st.sampled_from(("cut", "add", "delete")))
    def spoil_a_picture_of_the_store(self, number: int, how: str) -> None:
        """When the site has none, so that it is wanted."""
        shutil.rmtree(self.publication.public / "pictures", ignore_errors=True)
        if files := sorted(path for path in (self.publication.store / "pictures").rglob("*") if path.is_file()):
            spoil(files[number % len(files)], how)

    @rule(what=st.sampled_from(("store", "database", "pictures", "spare", "output", "mark", "preview")))
    def delete_what_was_made(self, what: str) -> None:
        public = self.publication.public
        side = public.with_name(".public.site-builder")
        for path in {
            "store": [self.publication.store],
            "database": [self.publication.store / "store.sqlite"],
            "pictures": [self.publication.store / "pictures"],
            "spare": [side / "spare"],
            "output": [public],
            "mark": [public, side],
            "preview": [site_folder(self.publication.store)],
        }[what]:
            if path.is_file():
                path.unlink()
            shutil.rmtree(path, ignore_errors=True)

    @rule(number=st.integers(0, 60), how=SPOILING, spare=st.booleans())
    def spoil_the_output(self, number: int, how: str, spare: bool) -> None:
        folder = self.root / (".public.site-builder/spare" if spare else "public")
        if files := sorted(path for path in folder.rglob("*") if path.is_file()):
            spoil(files[number % len(files)], how)


def spoil(path: Path, how: str) -> None:
    """Change a file in place, or put something else in its place."""
    if how == "add":
        with path.open("ab") as file:
            file.write(b"spoilt")
    elif how == "cut":
        os.truncate(path, path.stat().st_size // 2)
    else:
        path.unlink()
    if how == "replace":
        path.write_bytes(b"spoilt")
    if how == "link":
        path.symlink_to("/etc/hostname")


TestBuilds = Builds.TestCase
TestBuilds.settings = settings(
    max_examples=EXAMPLES or 25,
    stateful_step_count=20 if EXAMPLES else 8,
    deadline=None,
    derandomize=not EXAMPLES,
    print_blob=bool(EXAMPLES),
    suppress_health_check=list(HealthCheck),
)


# ------------------------------------------------------------------------------------------------- another release


CHANGES = {
    "a style sheet": ("makers/copy.py", "rewrite.get(path, found[2])", "found[2]"),
    "a picture to take away": ("makers/copy.py", "bare(source.read_bytes(), source.suffix)", "source.read_bytes()"),
    "a drawing": ("drawing/facts.py", "found.tone, found.alpha", "found.tone ^ 1, found.alpha"),
    "a size of a drawing": ("makers/derivative.py", "method=2, xmp", "method=0, xmp"),
    "a title for lists": ("items.py", "return given or own, other", "return given or own.upper(), other"),
    "what is found": ("alternatives.py", "_SUFFIX.search(alt) is not None", "False"),
    "a page": ("indexes.py", 'gettext("Core messages"), data', 'gettext("Corrections"), data'),
    "a default": ("schema_settings.py", '"Quality of both, 1 to 100.", 80', '"Quality of both, 1 to 100.", 30'),
    "what a theme says": ("configuration.py", "icon=model.icon,", 'icon="",'),
}
"""What an edit of our own code changes, and the edit."""


@pytest.mark.parametrize("what", CHANGES)
def test_after_a_change_of_our_own_code(publication: Publication, tmp_path: Path, what: str) -> None:
    """Another release makes what it would make from nothing, and finds what it would find."""
    module, old, new = CHANGES[what]
    program = tmp_path / "program"
    for name in ("site_builder", "themes"):
        shutil.copytree(ROOT / name, program / name, ignore=shutil.ignore_patterns("__pycache__"))
    publication.write("assets/photo.jpg", encoded(drawing(), "JPEG", comment=b"Thuis"))
    publication.write("content/interviews/sheet.png", PICTURES[0])
    publication.interview("brug", sketch="{image: sheet.png, alt: Twee oevers}")
    publication.edit("content/interviews/brug.md", "Ada bouwt", "[Foto](photo.jpg). Ada bouwt")
    publication.write("templates/404.html", '<!doctype html><title>Weg</title><img src="x.svg" alt="blad.png">')

    def run(*words: str) -> str:
        command = [sys.executable, "-m", "site_builder", *words, "--date", NOW.isoformat()]
        environment = os.environ | {"PYTHONPATH": str(program), "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(
            command, cwd=publication.root, env=environment, check=False, capture_output=True, text=True
        )
        return done.stdout + done.stderr

    def result() -> object:
        return run("check") if what == "what is found" else (run("build"), tree(publication.public))[1]

    before = result()
    text = (program / "site_builder" / module).read_text("utf-8")
    assert old in text
    (program / "site_builder" / module).write_text(text.replace(old, new), "utf-8")
    after = result()
    for folder in (publication.store, publication.public, publication.root / ".public.site-builder"):
        shutil.rmtree(folder, ignore_errors=True)
    assert before != after == result()


# ------------------------------------------------------------------------------------------------- another time zone


def test_after_a_change_of_the_rules_of_the_time_zone(publication: Publication, tmp_path: Path) -> None:
    """A country that moves its clocks has other moments in feeds, however little of the publication has changed."""
    zone = tmp_path / "zones/Europe/Amsterdam"
    zone.parent.mkdir(parents=True)
    publication.interview("brug", publish="2026-03-14T09:00")

    def feed(rules: str) -> str:
        zone.write_bytes((resources.files("tzdata") / "zoneinfo" / rules).read_bytes())
        command = [sys.executable, "-m", "site_builder", "build", "--verify", "--date", NOW.isoformat()]
        environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONTZPATH": str(tmp_path / "zones")}
        done = subprocess.run(command, cwd=publication.root, env=environment, check=False, capture_output=True)
        assert (0, b"") == (done.returncode, done.stderr)
        return publication.text("feed.xml")

    assert "2026-03-14T09:00:00+01:00" in feed("Europe/Amsterdam")
    assert "2026-03-14T09:00:00+09:00" in feed("Asia/Tokyo")


def test_data_of_a_time_zone_is_what_is_read_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """That of the system; where it has none, as on Windows, that of the package `tzdata`."""
    zone = "Europe/Amsterdam"
    packaged = digest((resources.files("tzdata") / "zoneinfo" / zone).read_bytes())
    found = next((path for top in zoneinfo.TZPATH if (path := Path(top, zone)).is_file()), None)
    assert zone_digest(zone) == (digest(found.read_bytes()) if found else packaged)
    zone_digest.cache_clear()
    monkeypatch.setattr(zoneinfo, "TZPATH", ())
    assert zone_digest(zone) == packaged
    assert zone_digest("Europe/Nergens") == ""
    zone_digest.cache_clear()
