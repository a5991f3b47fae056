"""The authors' reference says what the program does: its tables are the schema's, and its examples are tried."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

import pytest

from site_builder.checking import check
from site_builder.content import Options
from site_builder.enclosing import CONTAINERS
from site_builder.errors import SiteError
from site_builder.executors import Here
from site_builder.frontmatter import read_yaml
from site_builder.manual import keys_of, models, replace_tables
from site_builder.store import Store
from tests.guides import DOCS, as_file, fences, with_files
from tests.publication import NOW, Publication

TEXT = DOCS["content-format.md"]
EXAMPLES = fences(TEXT)
TABLES = {found[1]: found[2] for found in re.finditer(r"<!-- keys: (\w+) -->\n(.*?)<!-- /keys -->", TEXT, re.DOTALL)}


def test_the_tables_are_those_of_the_schema() -> None:
    """A change of the schema is a change of the reference: `python3 dev.py docs` makes it."""
    assert TEXT == replace_tables(TEXT), "run `python3 dev.py docs`"


def test_tables_are_made_anew() -> None:
    """What somebody writes between the marks does not last, and what stands outside is left alone."""
    emptied = re.sub(r"^\| `[a-z_]+` \| .* \| .* \| .*\n", "", TEXT, flags=re.MULTILINE)
    assert emptied.count("\n") < TEXT.count("\n") - 200
    assert TEXT == replace_tables(emptied)


@pytest.mark.parametrize("name", models())
def test_every_key_has_its_row(name: str) -> None:
    """No kind of file, no mapping and no key of either is left out."""
    rows = re.findall(r"^\| `(\S+)` \| .+ \| .* \| .+ \|$", TABLES[name], re.MULTILINE)
    assert list(keys_of(models()[name])) == rows


@pytest.mark.parametrize("name", models())
def test_what_has_keys_of_its_own_leads_to_them(name: str) -> None:
    """From every row of a mapping one gets to its table."""
    for key, row in zip(keys_of(models()[name]).values(), TABLES[name].splitlines()[2:], strict=True):
        assert ("](#" in row) == (key.shape.mapping is not None), row


def test_every_container_is_explained() -> None:
    """With every attribute, in the row below it."""
    found = re.search(r"<!-- containers -->\n(.*?)<!-- /containers -->", TEXT, re.DOTALL)
    assert found
    rows = re.findall(r"^\| (?:`(\w+)`)? \| (?:`(\w+)`)? \| .+ \|$", found[1], re.MULTILINE)
    assert rows == [
        row for name, known in CONTAINERS.items() for row in [(name, ""), *(("", a) for a in known.attributes)]
    ]


@pytest.fixture
def examples(tmp_path: Path) -> Publication:
    """A publication of all examples."""
    publication = Publication(tmp_path)
    for number, (info, text) in enumerate(EXAMPLES):
        if info != "text":
            publication.write(*as_file(info, text, number))
    with_files(publication)
    return publication


def test_the_examples_can_be_built(examples: Publication) -> None:
    """All together they are a publication without a problem, every file of them a page."""
    built = examples.build()
    assert () == built.problems
    assert len(EXAMPLES) > 20
    assert {"interviews/bridge/index.html", "articles/mill-report/index.html", "old.html"} <= examples.files()
    assert "<em>woven</em>" in examples.text("interviews/two-looms/index.html")


def test_the_examples_stand_the_check(examples: Publication) -> None:
    """Nobody learns from them how to write what the check complains of."""
    store = Store(examples.store)
    found = check(examples.root, Options(NOW), store=store, executor=Here(), progress=lambda *_: None)
    store.close()
    assert () == tuple(found.problems)


ACCIDENTS = re.findall(r"^\| `(\w+: [^`]*)`[^|]*\| [^|]* \| `(\w+: [^`]*)` \|$", TEXT, re.MULTILINE)


def test_accidents_are_there() -> None:
    """The table of YAML accidents is read right."""
    assert 6 == len(ACCIDENTS)


@pytest.mark.parametrize(("accident", "cure"), ACCIDENTS)
def test_accidents_and_cures(accident: str, cure: str) -> None:
    """What is called an accident is a problem, at least with the schema, and its cure is none."""
    text = read_yaml("x.yaml", cure.encode()).data
    assert all(isinstance(value, str) for value in text.values())
    with contextlib.suppress(SiteError):
        assert not all(isinstance(value, str) for value in read_yaml("x.yaml", accident.encode()).data.values())
