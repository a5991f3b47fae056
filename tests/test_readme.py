"""What a newcomer reads first is so: they can do as the README says and see what it shows."""

from __future__ import annotations

import re
from pathlib import Path

from site_builder import __version__
from tests.checkout import ROOT
from tests.pictures import drawing, encoded
from tests.publication import Publication
from tests.test_cli import run

README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_the_mistake_is_told_as_shown(tmp_path: Path) -> None:
    """Who makes the mistake in the starter reads exactly what the README shows."""
    [shown] = [text for language, text in BLOCKS if not language]
    assert 0 == run("new", "my-magazine", folder=tmp_path).code
    publication = Publication(tmp_path / "my-magazine")
    publication.edit("content/interviews/first-interview.md", "title:", "titel:")
    done = run("build", folder=publication.root)
    assert 1 == done.code
    assert f"{shown}1 error\n" == done.err


def test_the_interview_is_one(tmp_path: Path) -> None:
    """The interview of the README builds in the starter as it stands there, and `check` has nothing to say about it."""
    [text] = [text for language, text in BLOCKS if language == "markdown"]
    assert 0 == run("new", "my-magazine", folder=tmp_path).code
    publication = Publication(tmp_path / "my-magazine")
    publication.write("content/interviews/bridge/index.md", text)
    publication.write("content/interviews/bridge/sheet.jpg", encoded(drawing(), "JPEG"))
    publication.write("content/speakers/mira-holt.md", "---\nname: Mira Holt\n---\nMira builds.\n")
    checked = run("check", "--strict", folder=publication.root)
    assert (0, "") == (checked.code, checked.err)
    assert 0 == run("build", folder=publication.root).code
    page = publication.page("interviews/bridge/")
    assert page.h1
    assert "“A bridge begins with listening”" == page.h1.get_text(strip=True)


def test_the_wheel_is_called_so() -> None:
    """What is to be installed until there is a release has the name that `dev.py wheel` gives it."""
    assert f"pip install dist/site_builder-{__version__}-py3-none-any.whl" in README
