"""Compiled templates are kept for the next process: only those of the program, and only as long as they are right."""

from __future__ import annotations

import contextlib
import errno
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import jinja2
import pytest

from site_builder import bytecode, data, presses
from site_builder.build import build
from site_builder.content import Options
from site_builder.digest import PACKAGE_CODE, code_digest
from site_builder.executors import Workers
from site_builder.store import Store
from tests.publication import NOW, Publication, tree

ROOT = Path(__file__).resolve().parent.parent


class Program:
    """The program as a process of its own has it, with its themes in a folder of their own."""

    def __init__(self, folder: Path, patches: pytest.MonkeyPatch) -> None:
        self.themes = folder / "data" / "themes"
        self.cache = folder / "cache"
        self.log = folder / "compiled.txt"
        shutil.copytree(ROOT / "themes", self.themes)
        patches.setattr(data, "PACKAGED", folder / "data")
        patches.setattr(sys, "pycache_prefix", str(self.cache))
        patches.setattr(sys, "dont_write_bytecode", False)
        compile_template = jinja2.Environment.compile

        def logged(environment: jinja2.Environment, source: str, name: str, filename: str) -> object:
            with self.log.open("a", encoding="utf-8") as log:  # also what workers compile
                log.write(f"{name}\n")
            return compile_template(environment, source, name, filename)

        patches.setattr(jinja2.Environment, "compile", logged)

    def kept(self) -> list[Path]:
        """The files that are kept, and whatever else was left beside them."""
        return sorted(path for path in self.cache.rglob("templates-*") if "__pycache__" not in path.name)

    def first(self, publication: Publication, work: Callable[[], object] | None = None) -> list[str]:
        """A first build, or other work, in a process that knows nothing yet: the templates that it compiles."""
        for folder in (publication.store, publication.public):
            shutil.rmtree(folder, ignore_errors=True)
        return self.next(work or (lambda: publication.build(compare=False)))

    def next(self, work: Callable[[], object]) -> list[str]:
        """Work in a process that knows nothing yet: the templates that it compiles."""
        self.log.write_text("")
        presses._new.clear()
        presses._known.clear()
        for function in (presses.press_for, presses._environment, presses._know_kept):
            function.cache_clear()
        work()
        return self.log.read_text("utf-8").split()


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    folder = tmp_path / "program"
    folder.mkdir()
    return Program(folder, monkeypatch)


def state(path: Path) -> tuple[int, int]:
    """What changes when a file is written or replaced."""
    found = path.stat()
    return found.st_ino, found.st_mtime_ns


def test_another_process_compiles_nothing(program: Program, publication: Publication) -> None:
    """It finds what the first one has compiled, makes the same bytes of it, and leaves the file alone."""
    compiled = program.first(publication)
    assert {"base.html", "home.html", "interview.html"} <= set(compiled)
    expected = tree(publication.public)
    [path] = program.kept()
    before = state(path)
    assert [] == program.first(publication)
    assert expected == tree(publication.public) == publication.clean(Options(NOW))["tree"]
    assert before == state(path)


def test_what_an_edit_compiles_is_kept_too(program: Program, publication: Publication) -> None:
    """Beside what was there; nothing is compiled for the next edit."""
    program.first(publication)
    [path] = program.kept()
    before = set(bytecode.kept(code_digest(PACKAGE_CODE), "nl"))
    publication.write("content/pages/over.md", "---\ntitle: Over ons\n---\nWij zijn het.\n")
    assert ["page.html"] == program.next(lambda: publication.build(compare=False))
    after = set(bytecode.kept(code_digest(PACKAGE_CODE), "nl"))
    assert {"page.html"} == {key.split("\0")[2] for key in after - before}
    assert before < after
    publication.edit("content/pages/over.md", "Wij zijn", "Jij bent")
    assert [] == program.next(publication.build)
    assert [path] == program.kept()


def test_workers_compile_nothing_either(program: Program, publication: Publication) -> None:
    """In a first build with workers: what each of them compiled is there for all of the next build."""
    for number in range(60):
        publication.interview(f"item-{number}", title=f"Item {number}")

    def work() -> None:
        with Workers(2) as executor, contextlib.closing(Store(publication.store)) as store:
            executor.prepare(lambda: None)
            assert executor.is_prepared
            build(publication.root, Options(NOW), store=store, executor=executor)

    compiled = program.first(publication, work)
    assert (1, 1) == (compiled.count("base.html"), compiled.count("interview.html"))
    expected = tree(publication.public)
    assert [] == program.first(publication, work)
    assert expected == tree(publication.public) == publication.clean(Options(NOW))["tree"]


def test_each_language_has_a_file(program: Program, publication: Publication) -> None:
    """Whose words are its own, also when somebody takes one file for the other."""
    program.first(publication)
    assert 'lang="nl"' in publication.text("index.html")
    [dutch] = program.kept()
    publication.edit("content/site.yaml", "language: nl", "language: en")
    english = dutch.with_name(dutch.name.replace("-nl.", "-en."))
    shutil.copy(dutch, english)
    assert "base.html" in program.first(publication)
    expected = publication.clean(Options(NOW))["tree"]
    assert expected == tree(publication.public)
    assert [] == program.first(publication)
    assert expected == tree(publication.public)
    assert [english, dutch] == program.kept()


def test_a_template_of_the_program_that_changed(program: Program, publication: Publication) -> None:
    """It is compiled anew, alone, and takes the place of the old one."""
    program.first(publication)
    template = program.themes / "paper" / "templates" / "404.html"
    template.write_text("Nobody is here.", "utf-8")
    assert ["404.html"] == program.first(publication)
    assert "Nobody is here." == publication.text("404.html")
    assert [] == program.first(publication)
    assert "Nobody is here." == publication.text("404.html")


def test_another_release(program: Program, publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """It compiles everything anew, and what the old one had kept is gone."""
    compiled = program.first(publication)
    before = program.kept()
    for module in ("build", "glance", "pipeline"):
        monkeypatch.setattr(f"site_builder.{module}.code_digest", lambda _: "of another release")
    assert sorted(compiled) == sorted(program.first(publication))
    assert before == program.kept()
    assert [] == program.first(publication)


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "cut short": lambda data: data[:-1],
    "half": lambda data: data[: len(data) // 2],
    "no more than a seal": lambda data: data[:32],
    "a bit": lambda data: data[:-1000] + bytes([data[-1000] ^ 1]) + data[-999:],
    "another seal": lambda data: bytes([data[0] ^ 1]) + data[1:],
    "something else": lambda _: b"no templates\n" * 1000,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_none(program: Program, publication: Publication, damage: str) -> None:
    """Nothing of it is used; it is whole again after a build."""
    compiled = program.first(publication)
    [path] = program.kept()
    path.write_bytes(DAMAGES[damage](path.read_bytes()))
    assert sorted(compiled) == sorted(program.first(publication))
    assert publication.clean(Options(NOW))["tree"] == tree(publication.public)
    assert [] == program.first(publication)


def test_where_nothing_can_be_kept(program: Program, publication: Publication) -> None:
    """A build is what it is elsewhere: no folder can be made, or something is in the way."""
    program.cache.write_text("a file")
    assert "base.html" in program.first(publication)
    assert publication.clean(Options(NOW))["tree"] == tree(publication.public)
    program.cache.unlink()
    program.first(publication)
    [path] = program.kept()
    path.unlink()
    path.mkdir()
    assert "base.html" in program.first(publication)
    assert [path] == program.kept()


@pytest.mark.parametrize("step", ["write_bytes", "replace"])
def test_a_disk_that_is_full(
    program: Program, publication: Publication, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Nothing is said, and nothing is left lying about."""
    real = getattr(Path, step)

    def refused(path: Path, given: bytes | Path) -> object:
        if not path.name.startswith("templates-"):
            return real(path, given)
        path.write_text("half of it")
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    with monkeypatch.context() as patches:
        patches.setattr(Path, step, refused)
        assert "base.html" in program.first(publication)
    assert [] == program.kept()
    assert publication.clean(Options(NOW))["tree"] == tree(publication.public)


def test_who_wants_no_bytecode(program: Program, publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """`PYTHONDONTWRITEBYTECODE` is for templates too, which are compiled each time; what is there is used."""
    with monkeypatch.context() as patches:
        patches.setattr(sys, "dont_write_bytecode", True)
        for _ in range(2):
            assert "base.html" in program.first(publication)
        assert [] == program.kept()
        patches.setattr(sys, "dont_write_bytecode", False)
        program.first(publication)
        patches.setattr(sys, "dont_write_bytecode", True)
        assert [] == program.first(publication)


def test_a_python_that_keeps_nothing(
    program: Program, publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Templates are compiled each time where modules are."""
    with monkeypatch.context() as patches:
        patches.setattr(sys.implementation, "cache_tag", None)
        for _ in range(2):
            assert "base.html" in program.first(publication)
    assert [] == program.kept()


def test_templates_of_a_publication_are_not_among_them(program: Program, publication: Publication) -> None:
    """They are compiled by each process, and nothing that is compiled lies in the publication."""
    publication.write("templates/404.html", "Niemand.")
    publication.write("themes/mine/theme.yaml", "name: Mine\nparent: paper\n")
    publication.write("themes/mine/templates/home.html", '{% extends "base.html" %}{% block main %}Mijn{% endblock %}')
    with (publication.root / "content" / "site.yaml").open("a") as file:
        file.write("theme: {name: mine}\n")
    assert "base.html" in program.first(publication)
    assert ["404.html", "home.html"] == sorted(program.first(publication))
    code = code_digest(PACKAGE_CODE)
    files = [Path(key.split("\0")[3]) for key in bytecode.kept(code, "nl")]
    assert files
    assert all(file.is_relative_to(program.themes) for file in files)
    [path] = program.kept()
    python = path.read_bytes()[-200:]
    assert not [file for file in publication.root.rglob("*") if file.is_file() and python in file.read_bytes()]
    assert not [file for file in publication.root.rglob("*") if "__pycache__" in file.parts]


def test_two_processes_keep_what_both_have_compiled(program: Program) -> None:
    """Whoever writes later adds to what the other one wrote; what is the same is not written again."""
    one, other = (bytecode.key_of("nl", "Quick", name, str(program.themes / name)) for name in ("a.html", "b.html"))
    bytecode.keep("code", {one: b"1"})
    bytecode.keep("code", {other: b"2"})
    assert {one: b"1", other: b"2"} == bytecode.kept("code", "nl")
    assert {} == bytecode.kept("other code", "nl") == bytecode.kept("code", "en")
    [path] = program.kept()
    before = state(path)
    bytecode.keep("code", {one: b"1"})
    assert before == state(path)


def test_nobody_tells_what_others_have_told(program: Program, publication: Publication) -> None:
    """A process tells once what it has compiled itself, and no more than that."""
    program.first(publication)
    assert {} == presses.newly_compiled()
    presses.know_compiled({"what another process": b"has compiled"})
    assert {} == presses.newly_compiled()
    presses._compiled["what this process"] = b"has compiled"
    assert {"what this process": b"has compiled"} == presses.newly_compiled()
    assert {} == presses.newly_compiled()


def test_a_publication_beside_the_themes(program: Program) -> None:
    """A folder whose name begins as that of the themes is not theirs."""
    key = bytecode.key_of("nl", "Quick", "a.html", f"{program.themes}-mine/a.html")
    bytecode.keep("code", {key: b"1"})
    assert [] == program.kept()
