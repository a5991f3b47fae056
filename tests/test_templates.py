"""How we compile templates: the bytes are those of plain Jinja."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2
import pytest
from markupsafe import Markup

from site_builder import presses
from site_builder.language import language_for
from site_builder.makers.templates import Environment

LAYOUT = """<title>{{ title }}</title>{% block main %}-{{ title }}-{% endblock %}{% include "part.html" %}"""
PART = """[{{ title|upper }}{{ _("Menu") }}]"""
MACRO = """{% macro link(text, url="#") %}<a href="{{ url }}">{{ text }}</a>{% endmacro %}"""

SNIPPETS = {
    "text": "{{ title }} {{ html }} {{ 1 }} {{ 1.5 }} {{ none }} {{ true }} {{ names }} {{ mapping }}",
    "quotation marks": "{{ said }} {{ possessive }}",
    "constants": "{{ 'a<b' }}{{ 3 * 4 }}{{ 'x' ~ title }}",
    "words": "{{ _('Menu') }} {{ _('All speakers')|upper }} {{ _('Nobody knows <this>') }}",
    "words with words": "{{ _('on behalf of %(name)s', name=title) }} {{ ngettext('one', '%(n)s of them', 3) }}",
    "words in a variable": "{% set word = _('Menu') %}{% set rows = {'a': _('Menu')} %}{{ word }} {{ rows.a }}",
    "words that depend": "{{ none or _('Menu') }} {{ _(key) }} {{ _('Menu') if title else '' }}",
    "another _": "{% for _ in names %}{{ _ }}{% endfor %}",
    "blocks": "{% extends 'layout.html' %}{% block main %}{{ super() }}{% block inner %}{{ html }}{% endblock %}"
    "{% endblock %}",
    "macros": "{% import 'macro.html' as m %}{{ m.link(title) }}{{ m.link(html, title) }}",
    "calls": "{% macro box() %}<b>{{ caller() }}</b>{% endmacro %}{% call box() %}{{ title }}{% endcall %}",
    "captured": "{% set text %}{{ title }}{{ html }}{% endset %}{{ text }}{{ text|length }}",
    "loops": "{% for name in names %}{{ loop.index }}{{ name }}{% if not loop.last %}, {% endif %}{% else %}none"
    "{% endfor %}{% for n in names if n > 'b' %}{{ n }}{% endfor %}",
    "filters": "{% filter upper %}{{ title }}{% endfilter %}{{ title|e }}{{ html|string }}{{ names|join(title) }}",
    "unescaped": "{% autoescape false %}{{ title }}{{ html }}{% endautoescape %}",
    "perhaps escaped": "{% autoescape key == 'Menu' %}{{ title }}{{ html }}{% endautoescape %}",
    "python in the text": "yield from nothing(at all)\n    yield from nothing(at all)\n",
}


def values() -> dict[str, Any]:
    return {
        "title": "A & \"B\" <c> 'd'",
        "html": Markup("<em>x & y</em>"),
        "said": '"Oh", she said',
        "possessive": "foto's",
        "names": ["a", "b<", "c"],
        "mapping": {"k": "<v>"},
        "key": "Menu",
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {"layout": LAYOUT, "part": PART, "macro": MACRO}.items():
        (tmp_path / f"{name}.html").write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("snippet", SNIPPETS)
def test_the_bytes_are_those_of_jinja(folder: Path, snippet: str, lang: str) -> None:
    """Neither words that are compiled in nor a quicker look at what is printed makes a difference."""
    (folder / "page.html").write_text(SNIPPETS[snippet], "utf-8")
    language = language_for(lang)
    plain = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        keep_trailing_newline=True,
    )  # fmt: skip
    plain.globals.update(_=language.gettext, ngettext=language.ngettext)
    expected = plain.get_template("page.html").render(values())
    assert expected
    compiled: dict[str, bytes] = {}
    assert expected == Environment([str(folder)], language, compiled).get_template("page.html").render(values())
    assert expected == Environment([str(folder)], language, dict(compiled)).get_template("page.html").render(values())


def test_what_is_compiled_is_of_one_language(folder: Path) -> None:
    """A page in English has English words, also when somebody has compiled the Dutch ones before."""
    compiled: dict[str, bytes] = {}
    dutch, english = (Environment([str(folder)], language_for(lang), compiled) for lang in ("nl", "en"))
    (folder / "word.html").write_text("{{ _('Menu') }}", "utf-8")
    for environment in (dutch, english):
        environment.get_template("word.html")
        environment.forget()
    (folder / "word.html").write_text("{{ _('All speakers') }}", "utf-8")
    assert "Alle sprekers" == dutch.get_template("word.html").render()
    assert "All speakers" == english.get_template("word.html").render()


def test_a_template_that_changed_is_compiled_anew(folder: Path) -> None:
    """What was compiled of it before is not used."""
    compiled: dict[str, bytes] = {}
    language = language_for("nl")
    (folder / "page.html").write_text("old", "utf-8")
    assert "old" == Environment([str(folder)], language, compiled).get_template("page.html").render()
    (folder / "page.html").write_text("new", "utf-8")
    assert "new" == Environment([str(folder)], language, compiled).get_template("page.html").render()


def test_a_broken_template_is_left_for_whoever_needs_it(folder: Path) -> None:
    """Compiling all of them ahead says nothing of it."""
    (folder / "broken.html").write_text("{% if %}", "utf-8")
    (folder / "page.html").write_text("{{ _('Menu') }}", "utf-8")
    before = set(presses._compiled)
    presses._compile((str(folder),), "x", presses.Expected("nl", ("en",), ("page",), ("macro.html",)), 0, 1)
    new = sorted(key.partition(" ")[0] for key in presses._compiled.keys() - before)
    assert ["en", "nl"] == sorted(set(new))
    environment = Environment([str(folder)], language_for("nl"), presses._compiled)
    with pytest.raises(jinja2.TemplateSyntaxError):
        environment.get_template("broken.html")
