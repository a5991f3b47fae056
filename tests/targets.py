"""Publications that can be published, and places to publish them to."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from site_builder.content import Options
from site_builder.errors import Problem, SiteError
from site_builder.executors import Here
from site_builder.publishing import Order, Published, publish
from site_builder.store import Store
from tests.publication import NOW, QUIET, SITE, Publication, tiny

ADDRESS = "https://bruggenblad.nl/"
MANIFEST = ".site-builder.json"
STARTED = SITE.replace("https://example.org/", ADDRESS) + QUIET


def magazine(root: Path, target: str) -> Publication:
    """The smallest publication with an address of its own, and one target: `folder: ../site`."""
    root.mkdir(parents=True, exist_ok=True)
    publication = tiny(root)
    publication.write("content/site.yaml", f"{STARTED}publish: {{web: {{{target}}}}}\n")
    return publication


def send(publication: Publication, *, drafts: bool = False, **order: Any) -> Published:
    """Publish in this process."""
    store = Store(publication.store)
    try:
        options = Options(NOW, drafts)
        return publish(
            publication.root, options, Order(**order), store=store, executor=Here(), progress=lambda *_: None
        )
    finally:
        store.close()


def refused(publication: Publication, **order: Any) -> Problem:
    """The one problem for which nothing can be published."""
    with pytest.raises(SiteError) as caught:
        send(publication, **order)
    [found] = caught.value.problems
    return found


def place(problem: Problem) -> tuple[str, str, int, int]:
    """The code of a problem, and where it is."""
    return problem.code, problem.path, problem.line, problem.column


def paths(done: Published) -> list[str]:
    """What was done, or would be, as the command line lists it."""
    changes = done.changes
    groups = (("+", changes.added), ("~", changes.changed), ("-", changes.removed))
    return [f"{sign} {path}" for sign, group in groups for path in group]


def difference(before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    """The same, found by looking at the files themselves."""
    added = [f"+ {path}" for path in sorted(after.keys() - before.keys())]
    changed = [f"~ {path}" for path in sorted(before.keys() & after.keys()) if before[path] != after[path]]
    return added + changed + [f"- {path}" for path in sorted(before.keys() - after.keys())]


def git(folder: Path, *words: str) -> str:
    """What a git command says."""
    done = subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True, text=True)
    return done.stdout
