"""Pages are made while others are still being planned: to the same bytes, and only where the plan turns out well."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Any

import pytest

from site_builder import making, pipeline, plan
from site_builder.build import Build, build
from site_builder.content import Options
from site_builder.errors import SiteError
from site_builder.executors import Here, Workers
from site_builder.making import begin_making
from site_builder.pipeline import Pipeline
from site_builder.store import Store
from tests.publication import NOW, Publication, tree


@pytest.fixture
def many(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> Publication:
    """A publication whose plan goes ahead in many pieces."""
    monkeypatch.setattr(plan, "BATCH", 3)
    for number in range(12):
        publication.interview(f"nummer-{number}", title=f"Nummer {number}", date=f"2026-03-{number + 1:02}")
    return publication


@pytest.fixture
def ahead(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that were handed on before the plan was whole."""
    begun: list[str] = []

    def noting(wanted: Any, *given: Any) -> Any:
        begun.extend(output for task, _ in wanted for output in task.outputs)
        return begin_making(wanted, *given)

    monkeypatch.setattr(pipeline, "begin_making", noting)
    return begun


@pytest.fixture(params=["here", "threads", "processes"])
def executor(request: pytest.FixtureRequest) -> Iterator[Executor]:
    with {"here": Here(), "threads": ThreadPoolExecutor(2), "processes": Workers(2)}[request.param] as found:
        yield found


def built(publication: Publication, executor: Executor) -> Build:
    with contextlib.closing(Store(publication.store)) as store:
        return build(publication.root, Options(NOW), store=store, executor=executor)


def test_pages_go_ahead_of_the_plan(many: Publication, ahead: list[str], executor: Executor) -> None:
    done = built(many, executor)
    assert {f"interviews/nummer-{n}/index.html" for n in range(12)} <= set(ahead)
    assert len(ahead) == len(set(ahead))
    assert set(done.keys) == set(done.made) > set(ahead)
    assert tree(many.public) == many.clean(Options(NOW))["tree"]
    assert 0 == len(making._stores)


def test_only_what_is_missing_goes_ahead(many: Publication, ahead: list[str]) -> None:
    """An edit of a title makes the pages that show it, no others."""
    many.build()
    ahead.clear()
    many.edit("content/interviews/nummer-5.md", "Nummer 5", "Nummer vijf")
    done = many.build()
    assert ahead
    assert set(ahead) <= set(done.made)
    assert "interviews/nummer-1/index.html" not in done.made


def test_no_page_goes_ahead_of_an_error(many: Publication, ahead: list[str]) -> None:
    """What is known to end in problems is not begun."""
    many.interview("fout", title="Fout", related="[bestaat-niet]")
    with pytest.raises(SiteError):
        many.build()
    assert [] == ahead


def test_an_error_of_the_plan_itself_leaves_nothing(many: Publication, ahead: list[str], executor: Executor) -> None:
    """Two items with one address are found last; what was made by then is gone, and the site is as it was."""
    built(many, executor)
    before = tree(many.public)
    many.interview("dubbel", title="Dubbel", aliases="[/interviews/nummer-2/]")
    many.edit("content/site.yaml", "Proef", "Proeven")
    ahead.clear()
    with pytest.raises(SiteError):
        built(many, executor)
    assert ahead
    assert before == tree(many.public)
    assert not (many.root / ".public.site-builder/made").exists()
    assert 0 == len(making._stores)


def test_what_nobody_waits_for_is_not_made(many: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the plan fails, pages that nobody has begun with are left."""
    cancelled: list[bool] = []
    real = Pipeline.__exit__

    def noting(self: Pipeline, *given: Any) -> None:
        real(self, *given)
        cancelled.extend(future.cancelled() or future.done() for future in self.work)

    monkeypatch.setattr(Pipeline, "__exit__", noting)
    many.interview("dubbel", title="Dubbel", aliases="[/interviews/nummer-2/]")
    with ThreadPoolExecutor(1) as executor:
        stopped = executor.submit(os.read, (ends := os.pipe())[0], 1)  # it has something else to do
        with pytest.raises(SiteError):
            built(many, executor)
        os.write(ends[1], b"x")
        assert b"x" == stopped.result()
    for end in ends:
        os.close(end)
    assert len(cancelled) > 3
    assert all(cancelled)
