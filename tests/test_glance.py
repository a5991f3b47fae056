"""A glance tells that nothing has changed, and only then. `Publication.build` takes one before every build."""

from __future__ import annotations

import contextlib
import datetime as dt
import shutil
from collections.abc import Callable
from typing import Any

import pytest

from site_builder import build as build_module
from site_builder.build import Outcome, update
from site_builder.content import Options
from site_builder.executors import Here
from site_builder.glance import last_glance
from site_builder.store import Store
from tests.pictures import drawing, encoded
from tests.publication import NOW, Publication

PAGE = "interviews/brug/index.html"


@pytest.fixture
def built(publication: Publication) -> Publication:
    """A publication with a picture, a draft, an item to come, a template of its own and a warning."""
    publication.write("content/interviews/sheet.png", encoded(drawing(32, 24), "PNG"))
    publication.interview("brug", sketch="{image: sheet.png}")
    publication.interview("later", title="Later", publish="2026-07-01")
    publication.interview("eerder", title="Eerder", publish="2026-05-01")
    publication.interview("kladje", title="Kladje", draft="true")
    publication.interview("leeg", title="Leeg")
    publication.write("templates/404.html", '{% extends "base.html" %}{% block main %}Weg{% endblock %}\n')
    publication.build()
    return publication


def asked(publication: Publication, date: dt.datetime = NOW, *, drafts: bool = False) -> Outcome:
    with contextlib.closing(Store(publication.store)) as store:
        return update(publication.root, Options(date, drafts), store=store, executor=Here())


@pytest.fixture
def glances(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """For each update, whether a glance was enough."""
    taken: list[bool] = []

    def noting(*given: Any) -> Any:
        found = last_glance(*given)
        taken.append(found is not None)
        return found

    monkeypatch.setattr(build_module, "last_glance", noting)
    return taken


def test_nothing_has_changed(built: Publication, glances: list[bool], monkeypatch: pytest.MonkeyPatch) -> None:
    """The outcome is that of a build, and nothing of the content is loaded for it."""
    done = built.build()
    monkeypatch.setattr(build_module, "plan_of", None)
    seen = asked(built)
    assert [True] == glances
    assert seen.problems
    assert (seen.settings, seen.files, seen.problems) == (done.settings, done.files, done.problems)
    assert not seen.changes


def _replaced_in_place(built: Publication) -> None:
    path = built.root / "content/interviews/brug.md"
    path.write_bytes(path.read_bytes().replace(b"koffie", b"cacaos"))


CHANGES: dict[str, Callable[[Publication], object]] = {
    "answer": _replaced_in_place,
    "new item": lambda p: p.interview("nieuw", title="Nieuw"),
    "item gone": lambda p: (p.root / "content/interviews/eerder.md").unlink(),
    "item renamed": lambda p: (p.root / "content/interviews/leeg.md").rename(p.root / "content/interviews/vol.md"),
    "settings": lambda p: p.edit("content/site.yaml", "Proef", "Proeven"),
    "picture": lambda p: p.write("content/interviews/sheet.png", encoded(drawing(32, 24).rotate(180), "PNG")),
    "picture gone": lambda p: (p.root / "content/interviews/sheet.png").unlink(),
    "template": lambda p: p.edit("templates/404.html", "Weg", "Kwijt"),
    "new template": lambda p: p.write("templates/topic.html", "{{ view.title }}"),
    "page of the site": lambda p: (p.public / PAGE).write_text("anders", "utf-8"),
    "page of the site gone": lambda p: (p.public / PAGE).unlink(),
    "folder of the site": lambda p: (p.public / "interviews/leegte").mkdir(),
    "site gone": lambda p: shutil.rmtree(p.public),
    "record gone": lambda p: shutil.rmtree(p.root / ".public.site-builder/records"),
    "litter": lambda p: (p.root / ".public.site-builder/made/1-2").mkdir(parents=True),
    "store gone": lambda p: shutil.rmtree(p.store),
    "stray file": lambda p: p.write("content/los.md", "Los"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_something_has_changed(
    built: Publication, glances: list[bool], change: Callable[[Publication], object]
) -> None:
    change(built)
    with contextlib.suppress(Exception):  # some of it is an error
        asked(built)
    assert [False] == glances


@pytest.mark.parametrize(
    ("date", "enough"),
    [
        (dt.datetime(2026, 6, 30, 23, 59, tzinfo=dt.timezone(dt.timedelta(hours=2))), True),
        (dt.datetime(2026, 7, 1, tzinfo=dt.timezone(dt.timedelta(hours=2))), False),
        (dt.datetime(2026, 5, 1, tzinfo=dt.timezone(dt.timedelta(hours=2))), True),
        (dt.datetime(2026, 4, 30, 23, 59, tzinfo=dt.timezone(dt.timedelta(hours=2))), False),
    ],
)
def test_the_moment_counts_where_something_is_published(
    built: Publication, glances: list[bool], date: dt.datetime, *, enough: bool
) -> None:
    """Neither before an item that was there, nor from the moment on at which another one is to come."""
    asked(built, date)
    assert [enough] == glances
    assert built.build(date=date).problems == asked(built, date).problems


def test_what_is_said_of_tomorrow_is_looked_at_again(publication: Publication, glances: list[bool]) -> None:
    """A correction that is dated in the future is a warning until that day."""
    publication.interview("brug", corrections='[{date: "2026-06-03", text: Rechtgezet., kind: correction}]')
    assert publication.build().problems
    asked(publication)
    assert [False] == glances
    later = NOW + dt.timedelta(days=2)
    assert not publication.build(date=later).problems
    asked(publication, later)
    assert [False, True] == glances


def test_drafts_are_another_build(built: Publication, glances: list[bool]) -> None:
    asked(built, drafts=True)
    assert [False] == glances


def test_a_glance_writes_nothing(built: Publication, glances: list[bool]) -> None:
    asked(built)
    before = {p: p.lstat() for p in built.root.rglob("*") if p.is_file()}
    asked(built)
    assert [True, True] == glances
    assert before == {p: p.lstat() for p in built.root.rglob("*") if p.is_file()}
