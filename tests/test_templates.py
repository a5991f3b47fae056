"""How we compile templates: the bytes are those of plain Jinja, and so are the messages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jinja2
import pytest
from markupsafe import Markup

from site_builder import presses
from site_builder.digest import digest
from site_builder.language import language_for
from site_builder.makers.templates import ChangedError, Environment
from site_builder.theme import Template
from site_builder.values import Place

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
    "attributes": "{{ place.total }} {{ names[1] }} {{ mapping.items()|length }} {{ title.upper().lower() }}",
    "keys behind a dot": "{{ mapping.k }} {{ mapping['k'] }} {{ site.theme.accent }} {{ place['number'] }}",
    "what isn't there": "{{ mapping.x is defined }} {{ place.x|default('none') }} {{ nobody is defined }}"
    "{{ names[7]|default('none') }}",
    "names that Python keeps for itself": "{{ mapping.if }}{{ {'class': 3}.class }}{{ mapping.__class__.__name__ }}",
    "macros with names": "{% macro row(a, b='-', c='-') %}{{ a }}{{ b }}{{ c }}{% endmacro %}{{ row(1) }}"
    "{{ row(1, c=2) }}{{ row(html, title, 3) }}{{ row(*names) }}{{ row(a=1, **mapping_of_b) }}{{ row }}",
    "macros with more": "{% macro row(a) %}{{ a }}{{ varargs }}{{ kwargs }}{% endmacro %}"
    "{{ row(1) }}{{ row(1, 2, b=title) }}",
    "callers": "{% macro box(a, caller=none) %}{{ a }}{{ caller('x') if caller }}{% endmacro %}{{ box(1) }}"
    "{% call(y) box(2) %}{{ y }}{{ html }}{% endcall %}",
    "recursion": "{% for row in tree recursive %}{{ row.name }}{{ loop(row.below) if row.below }}{% endfor %}",
    "included with a choice": "{% include ['no.html', 'part.html'] %}{% include 'no.html' ignore missing %}",
    "a layout by a variable": "{% set other = 'layout.html' %}{% extends other %}"
    "{% block main %}{{ super() }}{% endblock %}",
    "perhaps a layout": "{{ title }}{% if key %}{% extends 'layout.html' %}{% endif %}"
    "{% block main %}{{ html }}{% endblock %}",
    "unescaped macros": "{% macro bold(a) %}<b>{{ a }}</b>{% endmacro %}{% macro twice(a) %}{{ bold(a) }}{% endmacro %}"
    "{% autoescape false %}{{ twice(title) }}{% endautoescape %}",
    "python in the text": "yield from nothing(at all)\n    yield from nothing(at all)\n",
}

ORDINARY = {
    "unescaped", "perhaps escaped", "words in a variable", "keys behind a dot", "what isn't there", "recursion",
    "unescaped macros",
}  # fmt: skip
"""What quick code is not enough for."""


def values() -> dict[str, Any]:
    return {
        "title": "A & \"B\" <c> 'd'",
        "html": Markup("<em>x & y</em>"),
        "said": '"Oh", she said',
        "possessive": "foto's",
        "names": ["a", "b<", "c"],
        "mapping": {"k": "<v>", "if": "<w>"},
        "key": "Menu",
        "place": Place(2, 3, "/", "/page/3/"),
        "site": {"theme": {"accent": "red"}},
        "mapping_of_b": {"b": "<2>"},
        "tree": [{"name": "<a>", "below": [{"name": "b", "below": []}]}],
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {"layout": LAYOUT, "part": PART, "macro": MACRO}.items():
        (tmp_path / f"{name}.html").write_text(text, "utf-8")
    return tmp_path


def templates_in(folder: Path) -> tuple[Template, ...]:
    return tuple(Template(path.name, str(path), digest(path.read_bytes())) for path in sorted(folder.iterdir()))


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("snippet", SNIPPETS)
def test_the_bytes_are_those_of_jinja(folder: Path, snippet: str, lang: str) -> None:
    """Neither words that are compiled in nor quick code makes a difference."""
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
    for _ in range(2):
        environment = Environment(templates_in(folder), language, compiled)
        assert [expected] * 2 == [environment.fill_in("page.html", values()) for _ in range(2)]
        assert environment._for_ordinary == ({"page.html"} if snippet in ORDINARY else set())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{ place.x }}", "'site_builder.values.Place object' has no attribute 'x'"),
        ("{{ mapping.x }}", "'dict object' has no attribute 'x'"),
        ("{{ mapping['x'] }}", "'dict object' has no attribute 'x'"),
        ("{{ names[9] }}", "list object has no element 9"),
        ("{{ nobody.x }}", "'nobody' is undefined"),
        ("{{ title() }}", "'str' object is not callable"),
        ("{% macro one(a) %}{{ a }}{% endmacro %}{{ one() }}", "parameter 'a' was not provided"),
        ("{% macro one(a) %}{{ a }}{% endmacro %}{{ one(1, 2) }}", "macro 'one' takes not more than 1 argument(s)"),
    ],
)
def test_what_is_wrong_is_told_as_jinja_tells_it(folder: Path, text: str, message: str) -> None:
    """With the line of the template, every time it is filled in."""
    (folder / "page.html").write_text(f"\n{text}", "utf-8")
    environment = Environment(templates_in(folder), language_for("en"), {})
    for _ in range(2):
        with pytest.raises((jinja2.UndefinedError, TypeError), match=re.escape(message)) as caught:
            environment.fill_in("page.html", values())
        lines = [entry.lineno + 1 for entry in caught.traceback if entry.path == folder / "page.html"]
        assert 2 == lines[-1]


def test_what_is_compiled_is_of_one_language(folder: Path) -> None:
    """A page in English has English words, also when somebody has compiled the Dutch ones before."""
    compiled: dict[str, bytes] = {}
    (folder / "word.html").write_text("{{ _('All speakers') }}", "utf-8")
    dutch, english = (Environment(templates_in(folder), language_for(lang), compiled) for lang in ("nl", "en"))
    for _ in range(2):
        assert "Alle sprekers" == dutch.get_template("word.html").render()
        assert "All speakers" == english.get_template("word.html").render()
        dutch.forget()
        english.forget()


def test_a_template_that_changed_is_compiled_anew(folder: Path) -> None:
    """What was compiled of it before is not used."""
    compiled: dict[str, bytes] = {}
    language = language_for("nl")
    (folder / "page.html").write_text("old", "utf-8")
    assert "old" == Environment(templates_in(folder), language, compiled).get_template("page.html").render()
    (folder / "page.html").write_text("new", "utf-8")
    assert "new" == Environment(templates_in(folder), language, compiled).get_template("page.html").render()


@pytest.mark.parametrize("name", ["page.html", "part.html", "layout.html", "macro.html"])
def test_a_template_that_changes_while_pages_are_made_is_refused(folder: Path, name: str) -> None:
    """Whether a page is made of it, or what it extends, includes or imports; when it is as it was, it will do again."""
    text = "{% extends 'layout.html' %}{% import 'macro.html' as m %}{% block main %}{{ m.link(title) }}{% endblock %}"
    (folder / "page.html").write_text(text, "utf-8")
    environment = Environment(templates_in(folder), language_for("nl"), {})
    was = (folder / name).read_bytes()
    (folder / name).write_bytes(b"else")
    with pytest.raises(ChangedError) as caught:
        environment.fill_in("page.html", values())
    assert str(folder / name) == caught.value.path
    (folder / name).write_bytes(was)
    assert "else" not in environment.fill_in("page.html", values())


def test_a_broken_template_is_left_for_whoever_needs_it(folder: Path) -> None:
    """Compiling all of them ahead says nothing of it."""
    (folder / "broken.html").write_text("{% if %}", "utf-8")
    (folder / "page.html").write_text("{{ _('Menu') }}", "utf-8")
    before = set(presses._compiled)
    expected = presses.Expected("nl", ("en",), ("page",), ("macro.html",))
    presses._compile(templates_in(folder), "x", "", expected, 0, 1)
    new = sorted(key.partition("\0")[0] for key in presses._compiled.keys() - before)
    assert ["en", "nl"] == sorted(set(new))
    environment = Environment(templates_in(folder), language_for("nl"), presses._compiled)
    with pytest.raises(jinja2.TemplateSyntaxError):
        environment.get_template("broken.html")
