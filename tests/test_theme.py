"""Themes: what templates receive, how a publication or a theme of one's own changes them, how they fail."""

from __future__ import annotations

import ast
import io
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes
from jinja2.ext import babel_extract

from site_builder import views
from site_builder.data import data_folder
from site_builder.digest import PACKAGE
from site_builder.errors import SiteError
from site_builder.makers import templates
from site_builder.showing import KINDS_OF_CORRECTION
from site_builder.structured import GENRES
from tests.items import one, picture
from tests.publication import SITE, Publication

ROOT = Path(__file__).resolve().parent.parent
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
    names = {path.name for path in (PAPER / "templates").rglob("*.*")}
    assert views.TEMPLATES.keys() <= names


# ----------------------------------------------------------------------------------------------------------- messages

Message = str | tuple[str, str]  # with a form for many
FUNCTIONS = {"_", "gettext", "ngettext"}
ELSEWHERE = {
    "GENRES[kind]": set(GENRES.values()),
    "KINDS_OF_CORRECTION[correction.kind]": set(KINDS_OF_CORRECTION.values()),
    "message": set[str](),
}
"""Calls with something else than a text, and the messages that they stand for: the table, and what templates give."""


def strings_of(found: str | Iterable[str | None]) -> Message:
    """A message as an extractor gives it: a text, or texts with gaps where other arguments are."""
    texts = (found,) if isinstance(found, str) else tuple(text for text in found if text is not None)
    assert len(texts) in (1, 2), texts
    return texts[0] if len(texts) == 1 else (texts[0], texts[1])


def messages_of_templates() -> set[Message]:
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    found: set[Message] = set()
    for path in sorted((PAPER / "templates").rglob("*.*")):
        raw = path.read_bytes()
        rows = babel_extract(io.BytesIO(raw), sorted(FUNCTIONS), [], {"silent": "false"})
        here = [strings_of(message or ()) for _, _, message, _ in rows]
        calls = [
            call
            for call in environment.parse(raw.decode()).find_all(nodes.Call)
            if isinstance(call.node, nodes.Name) and call.node.name in FUNCTIONS
        ]
        assert len(calls) == len(here), f"{path.name}: a message that is no plain text can't be translated"
        found.update(here)
    return found


def messages_of_the_code() -> set[Message]:
    """What is said in Python, in f-strings too, where Babel's own extractor doesn't look."""
    found: set[Message] = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = getattr(call.func, "attr", getattr(call.func, "id", "")) if isinstance(call, ast.Call) else ""
            if isinstance(call, ast.Call) and name in FUNCTIONS:
                texts = call.args[:2] if name == "ngettext" else call.args[:1]
                if all(isinstance(text, ast.Constant) for text in texts):
                    found.add(strings_of([ast.literal_eval(text) for text in texts]))
                else:
                    found |= ELSEWHERE[ast.unparse(texts[0])]
    return found


def catalogue(language: str) -> dict[Message, tuple[str, ...]]:
    """Every message of a catalogue with its forms."""
    with (PACKAGE / "locale" / f"{language}.po").open("rb") as file:
        read = read_po(file, locale=language, abort_invalid=True)
    assert not read.obsolete
    assert read.num_plurals == 2
    rows = [message for message in read if message.id]
    assert not [message.id for message in rows if message.fuzzy]
    return {strings_of(m.id): tuple(m.string) if isinstance(m.string, list | tuple) else (str(m.string),) for m in rows}


def placeholders(text: str) -> tuple[list[str], list[list[str]]]:
    """The words that are put into a text, and those of each part in brackets, which goes when one of them is empty."""
    assert not re.search(r"%(?!\(\w+\)s|%)", text), text
    groups = [sorted(set(re.findall(r"%\((\w+)\)s", group))) for group in re.findall(r"\[([^\]]*)\]", text)]
    assert text.count("[") == text.count("]") == len(groups), text
    return sorted(set(re.findall(r"%\((\w+)\)s", text))), sorted(groups)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_catalogue_has_every_message_and_no_other(language: str) -> None:
    """All that the theme and the code say to readers, with the form for many; nothing that nobody says."""
    used = messages_of_templates() | messages_of_the_code()
    assert used == catalogue(language).keys()
    assert len(used) > 50
    assert len([message for message in used if isinstance(message, tuple)]) > 2


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_translation_has_the_placeholders_of_its_message(language: str) -> None:
    """Every form has its text, with the same words to put in and the same parts that may go."""
    for message, forms in catalogue(language).items():
        originals = (message,) if isinstance(message, str) else message
        assert len(forms) == len(originals), message
        for original, form in zip(originals, forms, strict=True):
            assert form.strip(), message
            assert placeholders(form) == placeholders(original), message


def test_every_language_of_the_interface_has_a_catalogue() -> None:
    assert {path.name for path in (PACKAGE / "locale").iterdir()} == {"nl.po", "en.po"}


def test_the_theme_needs_no_ordinary_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What quick code takes for granted is so in all templates of ours: no page of our publication is made twice."""
    for folder in ("content", "assets", "themes"):
        shutil.copytree(ROOT / folder, tmp_path / folder)

    def only_quick(self: templates.Environment, name: str, values: dict[str, Any]) -> str:
        used.add(name)
        return self.get_template(name).render(values)

    used: set[str] = set()
    monkeypatch.setattr(templates.Environment, "fill_in", only_quick)
    Publication(tmp_path).build(compare=False)
    assert used > {"404.html", "author.html", "dossier.html", "home.html", "interview.html", "organisation.html"}


# ------------------------------------------------------------------------------------------------- themes of one's own


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


def test_a_style_sheet_has_another_address_when_a_file_it_names_has(publication: Publication) -> None:
    """Who has kept the old sheet would look for a file that is gone."""
    publication.write("content/site.yaml", SITE + "theme: inkt\n")
    publication.write("themes/inkt/theme.yaml", "name: inkt\nparent: paper\nstyles: [inkt.css]\n")
    publication.write("themes/inkt/static/inkt.css", "p { background: url(vlak.svg) }\n")
    found = []
    for colour in ("red", "tan"):
        publication.write("themes/inkt/static/vlak.svg", f"<svg xmlns='http://www.w3.org/2000/svg' fill='{colour}'/>")
        publication.build()
        (sheet,) = (publication.public / "theme").glob("inkt.*.css")
        (file,) = (publication.public / "theme").glob("vlak.*.svg")
        assert f"url({file.name})" in sheet.read_text("utf-8")
        assert f"/theme/{sheet.name}" in publication.text("index.html")
        found.append((sheet.name, file.name))
    assert [2, 2] == [len(set(names)) for names in zip(*found, strict=True)]


def test_a_theme_that_shows_pictures_wider_reaches_pages_made_before(publication: Publication) -> None:
    """Though neither a template nor a file of it has changed."""
    publication.write("content/site.yaml", SITE + "theme: inkt\n")
    picture(publication, "assets/vel.png")
    publication.interview("brug", sketch="{image: vel.png, alt: Een vel}")
    for width in ("40rem", "50rem"):
        shown = f"pictures: {{drawing: {{sizes: {width}}}}}"
        publication.write("themes/inkt/theme.yaml", f"name: inkt\nparent: paper\n{shown}\n")
        publication.build()
        assert width == one(publication.page("interviews/brug"), "#drawing img")["sizes"]


def test_style_sheets_name_files_in_any_way(publication: Publication) -> None:
    """However the path of a file is written that leads to it, the sheet finds the published one."""
    ways = ("a.svg", "./a.svg", "../css/a.svg", "../../static/css/a.svg", "../b.svg", "./../b.svg", "/a.svg", "c.svg")
    publication.write("content/site.yaml", SITE + "theme: inkt\n")
    publication.write("themes/inkt/theme.yaml", "name: inkt\nparent: paper\nstyles: [css/inkt.css]\n")
    publication.write("themes/inkt/static/css/inkt.css", "".join(f"p {{ mask: url({way}) }}\n" for way in ways))
    publication.write("themes/inkt/static/css/a.svg", "<svg/>")
    publication.write("themes/inkt/static/b.svg", "<svg></svg>")
    publication.build()
    theme = publication.public / "theme"
    (sheet,), (a,), (b,) = theme.glob("css/inkt.*.css"), theme.glob("css/a.*.svg"), theme.glob("b.*.svg")
    named = re.findall(r"url\(([^)]+)", sheet.read_text("utf-8"))
    assert [a.name] * 4 + [f"../{b.name}"] * 2 + ["/a.svg", "c.svg"] == named


def test_a_number_without_end_is_no_number(publication: Publication) -> None:
    """Of a theme's setting, as of any other."""
    publication.write("content/site.yaml", SITE + f"theme: {{name: inkt, breed: {'9' * 5000}}}\n")
    breadth = "settings:\n  breed: {type: number, default: 4}\n"
    publication.write("themes/inkt/theme.yaml", f"name: inkt\nparent: paper\n{breadth}")
    assert ["theme-setting-wrong"] == [problem.code for problem in publication.problems()]


@pytest.mark.parametrize(
    ("template", "why"),
    [
        ("{{ view.titel }}", 'NotFound has no "titel"'),
        ("{{ view.haed }}", 'NotFound has no "haed"; did you mean "head"?'),
        ("{{ site.titel }}", 'Site has no "titel"; did you mean "title"?'),
        ('{% extends "404.html" %}', "the template extends or includes itself, directly or through others"),
        ('{% include "weg.html" %}', "there is no template weg.html"),
    ],
)
def test_what_is_wrong_in_a_template_is_said_in_its_own_words(
    publication: Publication, template: str, why: str
) -> None:
    """In those of templates and views, not of Python."""
    publication.write("templates/404.html", template)
    (found,) = publication.problems()
    assert f"{why} (while making the 404 page)" == found.message
    assert "templates/404.html" == found.path
