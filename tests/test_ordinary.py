"""Ordinary texts take a short way to the same HTML."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.frontmatter import Source
from site_builder.markdown import Rules, Writer
from site_builder.ordinary import ordinary, ordinary_answer
from site_builder.rendering import Rendering
from site_builder.typography import quotes_for

THOROUGH = settings(max_examples=600, deadline=None, derandomize=True)
LANGUAGES = st.sampled_from(["nl", "en", "fr", "de", "fi"])


def writer(lang: str, quotes: str = "") -> Writer:
    return Writer(Source("x.md", "", 2, {}, "", 3), Rules(lang, quotes_for(lang, quotes), "escape"))


def both_ways(text: str, lang: str, quotes: str, *, quoted: bool) -> tuple[str | None, str]:
    """What the short way and what the long way make of a text."""
    short, long = writer(lang, quotes), writer(lang, quotes)
    if quoted:
        html = ordinary_answer(text, short.typographer, short.nested, short.rules.quotes)
    else:
        html = ordinary(text, short.typographer)
    section = Rendering(long, text, ("lead",), long.typographer, quoted=quoted).sections()[0]
    if html is not None:
        assert not section.turns
        gathered = (long.problems, long.links, long.assets, long.holes, long.quotations, long.notes.notes)
        assert not any(gathered)
    return html, section.html


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("Een woord.\n", "<p>“Een woord.”</p>\n"),
        ("Eén\ntwee\n\nDrie", "<p>“Eén\ntwee</p>\n<p>“Drie”</p>\n"),
        ("*Ja* en **nee**", "<p>“<em>Ja</em> en <strong>nee</strong>”</p>\n"),
        ('Hij zei: "foto\'s".', "<p>“Hij zei: ‘foto’s’.”</p>\n"),
        ('Ja:\n- "a"\n- b', "<p>“Ja:”</p>\n<ul>\n<li>“a”</li>\n<li>b</li>\n</ul>\n"),
        ('a\n\n> “b” "c"\n\n"d"', "<p>“a</p>\n<blockquote>\n<p>“b” “c”</p>\n</blockquote>\n<p>“‘d’”</p>\n"),
        ("a\n\n> “b\n", "<p>“a”</p>\n<blockquote>\n<p>“b</p>\n</blockquote>\n"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>\n'),
        ("Zie [dit](https://example.org/a_b/).", '<p>“Zie <a href="https://example.org/a_b/">dit</a>.”</p>\n'),
    ],
)
def test_ordinary_answers(text: str, shown: str) -> None:
    """Paragraphs, emphasis, lists and links to other sites are ordinary, whatever marks and dashes stand in them."""
    assert (shown, shown) == both_ways(text, "nl", "", quoted=True)


@pytest.mark.parametrize(
    "text",
    [
        "## Kop", "a\n===", "a  \nb", "a\\\nb", "`code`", "    code", "~~weg~~", "<b>x</b>", "a &amp; b", "1 < 2",
        "a > b",
        "[x]{.remark}", "![x](y.png)", "[x](y.md)", "[x](/y/)", "[x](#y)", "[x](https://example.org 'titel')",
        "[x](mailto:a@example.org)", "[x](https://localhost)", "<https://example.org>", "::: note\na\n:::", "@ada: ja",
        "[^1]\n\n[^1]: noot", "- [ ] doe", "| a |\n|---|\n| b |", "---", "- a\n\n- b", "- a\n  - b", "- > a", "> - a",
        "\u00a0a", "{", "[los] 'b'", "*los 'b'", "- a\n- b\n\n1. c",
    ],
)  # fmt: skip
def test_what_is_not_ordinary_takes_the_long_way(text: str) -> None:
    """What is ours, what we write otherwise, and what might be either."""
    short, _ = both_ways(text, "nl", "", quoted=False)
    answer, _ = both_ways(text, "nl", "", quoted=True)
    assert (short, answer) == (None, None)


def test_an_answer_that_begins_with_a_space_of_ours_takes_the_long_way() -> None:
    """The mark comes behind it."""
    assert both_ways("» zei ze", "fr", "", quoted=True)[0] is None


def test_an_answer_with_block_quotations_in_each_other_takes_the_long_way() -> None:
    """The paragraphs of the outer one carry no marks; outside of answers it is ordinary."""
    text = "> a\n> > b\n>\n> c\n"
    assert both_ways(text, "nl", "", quoted=True)[0] is None
    assert both_ways(text, "nl", "", quoted=False)[0] is not None


PIECES = st.sampled_from(
    [
        "woord", "één", " ", " ", " ", ". ", ", ", "\n", "\n\n", "\n\n", '"', '"', "'", "'", "’", "“", "”", "«",
        " »", "‘",
        "foto's", "'s", "'24", "...", "--", " - ", "-", "–", "—", "12 ", "€ 5", "2 m2", " = ", "!", "?", " ;",
        ":", "(", ")",
        "*", "*", "**", "_", "*a*", "**b**", "_c_", "[", "]", "[d](https://example.org/d/)", "[",
        "](https://e.org)", "\n- ",
        "\n- ", "\n1. ", "\n2) ", "\n  ", "\n    ", "\n> ", "> ", "- ", "# ", "\n***\n", "|", "\n|-|-|\n", "~",
        "~~", "`",
        "<", "&", "\\", "{", "}", "@a: ", "^", "[^1]", ":::", "  \n", "\t", "\u00a0", "\u202f", "\u2028",
        "https://e.org",
    ]
)  # fmt: skip


@THOROUGH
@given(st.lists(PIECES, max_size=16), LANGUAGES, st.sampled_from(["", "single", "guillemets"]), st.booleans())
def test_the_short_way_leads_to_the_same_html(pieces: list[str], lang: str, quotes: str, quoted: bool) -> None:
    """Whatever stands in a text: the same to the letter, or it takes the long way."""
    short, long = both_ways("".join(pieces), lang, quotes, quoted=quoted)
    assert short in (None, long)


@THOROUGH
@given(st.text(max_size=30), st.text(max_size=10), LANGUAGES, st.booleans())
def test_any_characters_come_out_the_same(text: str, words: str, lang: str, quoted: bool) -> None:
    """Every character there is, in and around emphasis and links."""
    text = "".join(sign for sign in f"{text} *{words}* [{words}](https://e.org/x)" if not "\ue000" <= sign <= "\ue00f")
    short, long = both_ways(text, lang, "", quoted=quoted)
    assert short in (None, long)
