"""A build after any number of edits is what a clean build is: byte for byte, wherever and however it runs."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from site_builder import store as store_module
from site_builder.build import build
from site_builder.content import Options
from site_builder.errors import SiteError
from site_builder.executors import Here, Workers
from site_builder.store import Store
from tests.pictures import drawing, encoded
from tests.publication import INTERVIEW, NOW, PERSON, SITE, Publication, tiny, tree

ROOT = Path(__file__).resolve().parent.parent
HOUR_AGO = time.time_ns() - 3_600_000_000_000
EXAMPLES = int(os.environ.get("EXAMPLES", "12"))
"""More of them are tried by `EXAMPLES=500 python -m pytest tests/test_exactness.py`, other ones each time."""

PICTURES = [encoded(drawing(32, 24).rotate(angle), "PNG", compress_level=0) for angle in (0, 180)]
FILES = [b"%PDF-1.4 one", b"%PDF-1.4 two"]

SLUGS = st.sampled_from(("brug", "water", "lucht", "vuur"))
TITLES = st.sampled_from(("Een brug", "Water wijst", "Éénmaal", '"Aanhaling"'))
DATES = st.sampled_from(("2026-03-14", "2026-02-01", "2025-12-31", "2026-03-14"))
TOPICS = st.sampled_from(("[Ambacht]", "[ambacht, Rivier]", "[Rivier]", "[]"))
SPEAKERS = st.sampled_from(("[ada]", "[ada, Jan Jansen]", "[bo]", "[Jan Jansen]"))
SKETCHES = st.sampled_from(("{image: sheet.png, alt: Blad}", "{image: other.png, alt: Ander}", ""))
WORDS = st.sampled_from(("koffie", "thee", "[het verslag](report.pdf)", "[Water](water.md)", "*melk*"))
SETTINGS = st.sampled_from(
    (
        "",
        "page_size: 1\n",
        "page_size: 2\nfeed_length: 1\n",
        "description: Waar het over gaat\nlanguage: en\n",
        "outputs: {feeds: [], sitemap: false, structured_data: false}\n",
        "outputs: {speakers: false, core_messages: false, authors: false}\n",
        "paths: {interviews: gesprekken, topics: onderwerpen}\n",
        "theme: {name: inkt}\n",
        "theme: {name: paper, accent: blue}\n",
        "timezone: Pacific/Kiritimati\n",
        "pictures: {webp: [16, 32], jpeg: [16], quality: 60}\n",
        "output: dist/site\n",
    )
)
ADDRESSES = st.sampled_from(("https://example.org/", "https://example.org/blad/"))
PICTURE_PATHS = ("content/interviews/sheet.png", "assets/other.png", "assets/sheet.png")
TEMPLATES = st.sampled_from(("templates/404.html", "templates/interview.html", "themes/inkt/templates/404.html"))


class Edits(RuleBasedStateMachine):
    """Everything that can happen to a publication between two builds; after each of it, a build."""

    def __init__(self) -> None:
        super().__init__()
        self.scratch = tempfile.TemporaryDirectory()
        self.publication = tiny(Path(self.scratch.name))
        self.drafts, self.date, self.racy = False, NOW, store_module._RACY
        store_module._RACY = 20_000_000  # so that the table of digests is used, as it is for files of two seconds

    def teardown(self) -> None:
        store_module._RACY = self.racy
        self.scratch.cleanup()

    @initialize()
    def begin(self) -> None:
        self.write("content/interviews/sheet.png", PICTURES[0])
        self.write("assets/other.png", PICTURES[1])
        self.write("assets/report.pdf", FILES[0])
        self.write("themes/inkt/theme.yaml", "name: inkt\nparent: paper\nstyles: [paper.css, inkt.css]\n")
        self.write("themes/inkt/static/inkt.css", "a { color: red }\n")

    def write(self, path: str, data: str | bytes) -> None:
        self.publication.write(path, data)

    def path(self, slug: str) -> Path | None:
        folder = self.publication.root / "content/interviews"
        return next((p for p in (folder / f"{slug}.md", folder / slug / "index.md") if p.exists()), None)

    def remove(self, path: str) -> None:
        (self.publication.root / path).unlink(missing_ok=True)

    def remove_tree(self, path: Path) -> None:
        shutil.rmtree(path, ignore_errors=True)

    @invariant()
    def a_build_is_a_clean_build(self) -> None:
        """Raises AssertionError when it isn't. With problems the old site stays, whatever was wrong with it."""
        time.sleep(0.025)
        before = tree(self.publication.public) if self.publication.public.exists() else {}
        try:
            self.publication.build(drafts=self.drafts, date=self.date)
            event("built")
        except SiteError as error:
            event("problems: " + " ".join(sorted({p.code for p in error.problems if p.severity == "error"})))
            assert before == (tree(self.publication.public) if self.publication.public.exists() else {})

    # -- interviews

    @rule(slug=SLUGS, title=TITLES, date=DATES, topics=TOPICS, speakers=SPEAKERS, sketch=SKETCHES, word=WORDS)
    def write_interview(
        self, slug: str, title: str, date: str, topics: str, speakers: str, sketch: str, word: str
    ) -> None:
        path = self.path(slug)
        text = INTERVIEW.replace("koffie", word)
        lines = {"title": title, "date": date, "topics": topics, "speakers": speakers, "sketch": sketch}
        self.publication.interview(slug, text, **lines)
        if path and path.name == "index.md":
            self.remove(f"content/interviews/{slug}/index.md")

    @rule(slug=SLUGS, old=WORDS, new=WORDS)
    def edit_answer(self, slug: str, old: str, new: str) -> None:
        if path := self.path(slug):
            path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")

    @rule(
        slug=SLUGS, line=st.sampled_from(("draft: true", "publish: 2026-06-02", "quote_by: ada", "kicker: Kop", "x: 1"))
    )
    def toggle_a_key(self, slug: str, line: str) -> None:
        if path := self.path(slug):
            text = path.read_text("utf-8")
            path.write_text(
                text.replace(f"{line}\n", "") if f"{line}\n" in text else f"---\n{line}\n{text[4:]}", "utf-8"
            )

    @rule(slug=SLUGS)
    def delete_interview(self, slug: str) -> None:
        if path := self.path(slug):
            path.unlink()

    @rule(one=SLUGS, other=SLUGS)
    def swap_or_rename(self, one: str, other: str) -> None:
        first, second = self.path(one), self.path(other)
        if first and second and first != second:
            texts = first.read_bytes(), second.read_bytes()
            second.write_bytes(texts[0])
            first.write_bytes(texts[1])
        elif first and not second:
            first.rename(self.publication.root / "content/interviews" / f"{other}.md")

    @rule(slug=SLUGS)
    def move_into_a_folder(self, slug: str) -> None:
        path = self.path(slug)
        if path and path.name != "index.md":
            path.with_suffix("").mkdir(exist_ok=True)
            path.rename(path.with_suffix("") / "index.md")

    # -- other content

    @rule(id=st.sampled_from(("ada", "bo")), name=st.sampled_from(("Ada Okoye", "Bo van Dijk", "")), role=st.booleans())
    def write_person(self, id: str, name: str, role: bool) -> None:
        path = f"content/{'speakers' if role else 'authors'}/{id}.md"
        if name:
            self.write(path, PERSON.replace("Ada Okoye", name))
        else:
            self.remove(path)

    @rule(text=st.sampled_from(("---\ntitle: Het ambacht\n---\nHanden.\n", "---\ntitle: Handwerk\n---\n", "")))
    def write_topic(self, text: str) -> None:
        if text:
            self.write("content/topics/ambacht.md", text)
        else:
            self.remove("content/topics/ambacht.md")

    @rule(text=st.sampled_from(("Over ons.", "Zie [het verslag](report.pdf) en [de brug](../interviews/brug.md).", "")))
    def write_page(self, text: str) -> None:
        if text:
            self.write("content/pages/over.md", f"---\ntitle: Over\n---\n{text}\n")
        else:
            self.remove("content/pages/over.md")

    @rule(path=st.sampled_from(PICTURE_PATHS), number=st.sampled_from((0, 1, None)))
    def replace_picture(self, path: str, number: int | None) -> None:
        if number is None:
            self.remove(path)
        else:
            self.replace(path, PICTURES[number])

    @rule(number=st.sampled_from((0, 1)))
    def replace_file(self, number: int) -> None:
        self.replace("assets/report.pdf", FILES[number])

    def replace(self, path: str, data: bytes) -> None:
        """Other bytes of the same size, in the same inode, with the same time of modification."""
        self.write(path, data)
        os.utime(self.publication.root / path, ns=(HOUR_AGO, HOUR_AGO))

    @rule()
    def touch_everything(self) -> None:
        for path in self.publication.root.glob("content/**/*.md"):
            path.touch()
            path.chmod(0o600)

    # -- settings, themes, options

    @rule(title=TITLES, address=ADDRESSES, more=SETTINGS)
    def change_settings(self, title: str, address: str, more: str) -> None:
        text = SITE.replace("title: Proef", f"title: {title}").replace("https://example.org/", address)
        keys = {line.partition(":")[0] for line in more.splitlines()}
        kept = [line for line in text.splitlines() if line.partition(":")[0] not in keys]
        self.write("content/site.yaml", "\n".join([*kept, more]))

    @rule(
        path=TEMPLATES,
        text=st.sampled_from(("<!doctype html><title>Anders</title>", "{{ page.nothing }}", "{% if %}", "")),
    )
    def override_template(self, path: str, text: str) -> None:
        if text:
            self.write(path, text)
        else:
            self.remove(path)

    @rule(colour=st.sampled_from(("red", "tan")))
    def edit_style(self, colour: str) -> None:
        self.replace("themes/inkt/static/inkt.css", f"a {{ color: {colour} }}\n".encode())

    @rule(drafts=st.booleans(), days=st.sampled_from((0, 1, -100, 400)))
    def build_for_another_moment(self, drafts: bool, days: int) -> None:
        self.drafts, self.date = drafts, NOW + dt.timedelta(days=days)

    # -- what lies about

    @rule(table=st.sampled_from(("entries", "readings")), digit=st.sampled_from("0123456789abcdef."))
    def forget_some_of_the_store(self, table: str, digit: str) -> None:
        with contextlib.closing(sqlite3.connect(self.publication.store / "store.sqlite")) as database:
            database.execute(f"DELETE FROM {table} WHERE instr(key, ?) > 8", (digit,))
            database.commit()

    @rule(place=st.integers(0, 99))
    def damage_the_store(self, place: int) -> None:
        path = self.publication.store / "store.sqlite"
        data = bytearray(path.read_bytes())
        data[len(data) * place // 100] ^= 0x55
        path.write_bytes(data)

    @rule(what=st.sampled_from(("store", "pictures", "spare", "output", "mark")))
    def delete_what_was_made(self, what: str) -> None:
        public = self.publication.public
        side = public.with_name(".public.site-builder")
        if what == "mark":
            self.remove_tree(public)
        for path in {
            "store": [self.publication.store],
            "pictures": [self.publication.store / "pictures"],
            "spare": [side / "spare"],
            "output": [public],
            "mark": [side],
        }[what]:
            self.remove_tree(path)

    @rule(number=st.integers(0, 30), how=st.sampled_from(("spoil", "delete", "replace")))
    def spoil_the_output(self, number: int, how: str) -> None:
        files = sorted(path for path in self.publication.public.rglob("*") if path.is_file())
        if not files:
            return
        path = files[number % len(files)]
        if how != "spoil":
            path.unlink()
        if how != "delete":
            with path.open("ab") as file:
                file.write(b"spoilt")


TestEdits = Edits.TestCase
TestEdits.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=8 if EXAMPLES <= 12 else 20,
    deadline=None,
    derandomize=EXAMPLES <= 12,
    suppress_health_check=list(HealthCheck),
)


# ------------------------------------------------------------------------------------------------- wherever and however


@pytest.fixture
def rich(tmp_path: Path) -> Publication:
    """A publication with some of everything, large enough for workers."""
    root = tmp_path / "publication"
    root.mkdir()
    publication = tiny(root)
    for number in range(50):
        topics = f"[Onderwerp {number % 7}, Éénmaal]"
        date = f"20{10 + number % 16}-0{1 + number % 9}-11"
        lang = ("nl", "en")[number % 2]
        publication.interview(f"nummer-{number}", title=f"Nummer {number}", date=date, topics=topics, lang=lang)
    for number, data in enumerate(PICTURES):
        publication.write(f"content/interviews/sheet-{number}.png", data)
        publication.interview(f"blad-{number}", sketch=f"{{image: sheet-{number}.png, alt: Blad}}")
    publication.write("assets/report.pdf", FILES[0])
    publication.write("content/pages/over.md", "---\ntitle: Over\n---\nZie [het verslag](report.pdf).\n")
    publication.interview("later", title="Later", topics="[éénmaal!]", draft="true")
    return publication


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

    monkeypatch.setattr("site_builder.executors.ProcessPoolExecutor", refused)
    store = Store(rich.store)
    with Workers(2) as executor, contextlib.closing(store):
        executor.prepare(lambda: None)
        build(rich.root, Options(NOW), store=store, executor=executor)
    assert rich.clean(Options(NOW))["tree"] == tree(rich.public)


class Backwards:
    """`os.scandir`, in the order that nobody expects."""

    def __init__(self, real: Callable[[Any], Any], folder: Any) -> None:
        with real(folder) as entries:
            self.entries = iter(sorted(entries, key=lambda entry: entry.name, reverse=True))

    def __iter__(self) -> Iterator[os.DirEntry[str]]:
        return self.entries

    def __next__(self) -> os.DirEntry[str]:
        return next(self.entries)

    def __enter__(self) -> Backwards:
        return self

    def __exit__(self, *rest: object) -> None:
        self.close()

    def close(self) -> None:
        pass


def test_whatever_order_folders_are_in(rich: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """File systems list names in orders of their own."""
    real = os.scandir
    monkeypatch.setattr(os, "scandir", lambda folder=".": Backwards(real, folder))
    rich.build(drafts=True)


ELSEWHERE: dict[str, dict[str, str]] = {
    "far west": {"TZ": "Pacific/Pago_Pago", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "1", "umask": "077"},
    "far east": {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "2",
        "umask": "000",
        "PYTHONOPTIMIZE": "2",
    },
    "between": {"TZ": "America/St_Johns", "LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "random", "COLUMNS": "20"},
}


def test_whatever_surrounds_it(rich: Publication, tmp_path: Path) -> None:
    """Time zone, language, order of hashes, rights, optimisation, folder and home have no part in what is made."""
    base = rich.clean(Options(NOW))["tree"]
    for number, (name, more) in enumerate(ELSEWHERE.items()):
        folder = tmp_path / f"{'verre ' * number}één map"
        shutil.copytree(rich.root, folder, ignore=shutil.ignore_patterns("public", ".*"))
        home = tmp_path / f"home-{number}"
        home.mkdir()
        umask = int(more.get("umask", "022"), 8)
        environment = os.environ | {"PYTHONPATH": str(ROOT), "HOME": str(home)} | more
        command = [sys.executable, "-m", "site_builder", "build", str(folder), "--date", NOW.isoformat()]
        subprocess.run(command, cwd=home, env=environment, umask=umask, check=True, capture_output=True)
        assert base == tree(folder / "public"), name
        assert [] == list(home.iterdir())


CHANGES = {
    "a style sheet": ("makers/copy.py", "rewrite.get(path, found[2])", "found[2]"),
    "a picture to take away": ("makers/copy.py", "bare(source.read_bytes(), source.suffix)", "source.read_bytes()"),
    "a drawing": ("drawing/facts.py", "found.tone, found.alpha", "found.tone ^ 1, found.alpha"),
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
