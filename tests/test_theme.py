"""Themes: what templates receive, how a publication or a theme of one's own changes them, how they fail."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_type_hints

import pytest
from babel.messages.pofile import read_po

from site_builder import views
from site_builder.data import data_folder
from site_builder.digest import PACKAGE
from site_builder.errors import SiteError
from tests.publication import SITE, Publication

PAPER = data_folder("themes") / "paper"
VIEWS = [v for v in vars(views).values() if isinstance(v, type) and v.__module__ == views.__name__]


def test_every_field_of_every_view_is_documented() -> None:
    undocumented = [
        f"{view.__name__}.{name}"
        for view in VIEWS
        for name, hint in get_type_hints(view, include_extras=True).items()
        if not any(isinstance(text, str) and text for text in getattr(hint, "__metadata__", ()))
    ]
    assert undocumented == []
    assert len(VIEWS) > 20


def test_every_view_is_documented_and_used() -> None:
    assert all(view.__doc__ and not view.__doc__.startswith(view.__name__ + "(") for view in VIEWS)
    assert set(views.TEMPLATES.values()) <= set(VIEWS)


def test_paper_has_every_template() -> None:
    names = {path.name for path in (PAPER / "templates").iterdir()}
    assert views.TEMPLATES.keys() <= names


def test_every_message_of_paper_is_in_the_dutch_catalogue() -> None:
    used = set()
    for path in (PAPER / "templates").iterdir():
        text = path.read_text("utf-8")
        used |= {a or b for a, b in re.findall(r"""\b_\(\s*(?:"([^"]+)"|'([^']+)')""", text)}
        for match in re.findall(r"""ngettext\(\s*"([^"]+)",\s*"[^"]+\"""", text):
            used.add(match)
    for path in PACKAGE.rglob("*.py"):
        used |= set(re.findall(r"""gettext\(\s*["']([^"']+)["']""", path.read_text("utf-8")))
    with (PACKAGE / "locale" / "nl.po").open("rb") as file:
        known = {m.id[0] if isinstance(m.id, tuple) else m.id for m in read_po(file, locale="nl") if m.string}
    assert used - known == set()
    assert len(used) > 20


def test_a_theme_of_ones_own_fills_its_gaps_from_its_parent(publication: Publication) -> None:
    publication.write("content/site.yaml", SITE + "theme: {name: inkt, accent: blue, groet: Dag}\n")
    publication.write(
        "themes/inkt/theme.yaml",
        "name: inkt\nparent: paper\nsettings:\n  groet: {type: text, default: Hallo}\n",
    )
    publication.write("themes/inkt/templates/404.html", "<!doctype html><title>{{ site.theme.groet }}</title>")
    publication.build()
    assert publication.text("404.html") == "<!doctype html><title>Dag</title>"
    assert "accent-blue" in publication.text("index.html")


@pytest.mark.parametrize(
    ("theme", "code"),
    [
        ("{name: paper, accent: purple}", "theme-setting-wrong"),
        ("{name: paper, acent: blue}", "theme-setting-unknown"),
        ("parper", "unknown-theme"),
        ("../paper", "unknown-theme"),
    ],
)
def test_a_wrong_theme_setting_is_a_problem(publication: Publication, theme: str, code: str) -> None:
    publication.write("content/site.yaml", SITE + f"theme: {theme}\n")
    assert [p.code for p in publication.problems()] == [code]


def test_themes_that_are_each_others_parents(publication: Publication) -> None:
    publication.write("content/site.yaml", SITE + "theme: a\n")
    publication.write("themes/a/theme.yaml", "name: a\nparent: b\n")
    publication.write("themes/b/theme.yaml", "name: b\nparent: a\n")
    assert [p.code for p in publication.problems()] == ["theme-loop"]


def test_an_undefined_name_tells_template_line_and_page(publication: Publication) -> None:
    publication.build()
    before = publication.text("404.html")
    publication.write("templates/404.html", "<!doctype html>\n<title>\n{{ view.titel }}</title>")
    with pytest.raises(SiteError) as caught:
        publication.build()
    (found,) = caught.value.problems
    assert (found.path, found.line, found.code) == ("templates/404.html", 3, "template-failed")
    assert "titel" in found.message
    assert "the 404 page" in found.message
    assert publication.text("404.html") == before


def test_a_broken_template_tells_its_line(publication: Publication) -> None:
    publication.write("templates/404.html", "<!doctype html>\n{% if %}")
    (found,) = publication.problems()
    assert (found.path, found.line, found.code) == ("templates/404.html", 2, "template-broken")


def test_style_sheets_name_the_published_files(publication: Publication) -> None:
    publication.build()
    (sheet,) = (publication.public / "theme").glob("paper.*.css")
    addresses = re.findall(r"url\(\s*[\"']?([^\"')]+)", sheet.read_text("utf-8"))
    assert addresses
    for address in addresses:
        assert address.startswith("data:") or (Path(sheet.parent) / address).is_file(), address
