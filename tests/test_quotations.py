"""Quotations: which words are printed between marks, what stands inside them, and who said what."""

from __future__ import annotations

import json

import feedparser
import pytest

from site_builder.typography import inside_marks, quotes_for
from tests.items import graph, one, put, said, texts
from tests.publication import QUIET, SITE, Publication


@pytest.fixture
def bridge(publication: Publication) -> Publication:
    """An interview whose title is a quotation of its speaker."""
    publication.write("content/site.yaml", SITE + QUIET)
    publication.interview("brug", title="Bouw pas", quote_by="ada")
    return publication


# --------------------------------------------------------------------------------------------------------------- marks


def printed(publication: Publication) -> list[str]:
    """What the first item is called: in the feed, in `<title>`, in shared links, on the home page, and at its top."""
    page = publication.page("interviews/brug")
    return [
        feedparser.parse(publication.text("feed.xml")).entries[0].title,
        one(page, "title").string.removesuffix(" – Proef"),
        one(page, "meta[property='og:title']")["content"],
        said(one(publication.page(""), ".cover-title")),
        said(one(page, "h1")),
    ]


def test_a_quotation_has_its_marks_wherever_it_is_printed(bridge: Publication) -> None:
    """A feed and a search engine print the same words as the page."""
    bridge.build()
    assert ["“Bouw pas”"] * 5 == printed(bridge)


def test_words_that_nobody_said_have_no_marks(bridge: Publication) -> None:
    """A title for lists that has other words is printed as it is, in all of them."""
    bridge.interview("brug", title="Bouw pas", quote_by="ada", list_title="Over bruggen & meer")
    bridge.build()
    assert [*["Over bruggen & meer"] * 4, "“Bouw pas”"] == printed(bridge)
    bridge.interview("brug", title="Bouw *pas*", quote_by="ada", list_title="'Bouw pas'")
    bridge.build()
    assert "“Bouw pas”" == printed(bridge)[0]


def test_old_addresses_and_dossiers_print_titles_alike(bridge: Publication) -> None:
    """With the marks of a quotation."""
    bridge.interview("brug", title="Bouw pas", quote_by="ada", aliases="[oud]")
    put(bridge, "dossiers/map", items="[interviews/brug]", date="2026-01-01")
    bridge.build()
    assert "“Bouw pas” – Proef" == one(bridge.page("oud"), "title").string
    assert ">“Bouw pas”</a></li>" in feedparser.parse(bridge.text("feed.xml")).entries[1].content[0].value


@pytest.mark.parametrize(
    "title", ['Zij zei "nee" tegen mij', "'Zij zei \"nee\" tegen mij'", "“Zij zei 'nee' tegen mij”"]
)
def test_a_quotation_in_a_title_that_is_one_gets_the_inner_marks(bridge: Publication, title: str) -> None:
    """However it was typed."""
    bridge.interview("brug", title=json.dumps(title, ensure_ascii=False), quote_by="ada")
    bridge.build()
    assert {"“Zij zei ‘nee’ tegen mij”"} == set(printed(bridge))


def test_words_and_pull_quotes_get_the_inner_marks(bridge: Publication) -> None:
    """In a turn, in the background and on the speaker's page."""
    said_before = 'Vooraf zei zij "ja".\n\n::: pull {by=ada}\nVooraf zei zij "ja".\n:::\n\n'
    answer = '## Wat?\n\n@ada: Toen. [“Hij zei "ho"”]{by=bo}'
    put(bridge, "interviews/koor", said_before + answer, speakers="[ada, bo]")
    put(bridge, "speakers/bo", name="Bo Bos")
    bridge.build()
    page = bridge.page("interviews/koor")
    assert "“Vooraf zei zij ‘ja’.”" == texts(page, ".pull p")[0]
    assert "“Hij zei ‘ho’”" == said(one(page, ".said"))
    assert "“Hij zei ‘ho’”" in said(one(bridge.page("speakers/bo"), "main"))


def test_marks_inside_marks() -> None:
    """The inner ones inside the outer ones and the other way round; an apostrophe is none, a lone mark stays."""
    nl, fr, sv = (quotes_for(lang) for lang in ("nl", "fr", "sv"))
    assert "‘a’ en ‘b’" == inside_marks("“a” en “b”", nl)
    assert "‘hij riep “foto’s” hard’" == inside_marks("“hij riep ‘foto’s’ hard”", nl)
    assert "de foto’s “van" == inside_marks("de foto’s “van", nl)
    assert "“oui”" == inside_marks("«\u202foui\u202f»", fr)
    assert "’a’ och ’b’" == inside_marks("”a” och ”b”", sv)


# ------------------------------------------------------------------------------------------------------------ who says


def is_claimed(publication: Publication, path: str) -> bool:
    """Whether a page claims that its title was said."""
    return any(node["@type"] == "Quotation" for node in graph(publication.page(path)))


SAID = [
    ("@ada: Bouw pas, zei ik.", True),
    ("@bo: Bouw pas, zei ik.\n\n@ada: Nee.", False),
    ("@ada: Nee. [Bouw pas]{by=bo}", False),
    ("@ada: Nee. [“Bouw pas”]{by=bo} Maar: bouw pas. Bouw pas!", True),
    ("@ada: Ja. [Bouw pas]{by=ada}", True),
    ("@ada: Nee. [Bouw pas]{.remark}", False),
    ("@ada: Nee.\n\n> Bouw pas", False),
    ("@ada: Nee.\n\n    Bouw pas", False),
    ("@ada: Bouw [lacht]{.remark} pas.", False),
    ("Bouw pas, zei ik.", True),
]


@pytest.mark.parametrize(("answer", "literal"), SAID)
def test_a_quotation_is_what_its_speaker_says(bridge: Publication, answer: str, literal: bool) -> None:
    """Not another in the same answer, the interviewer, a text that is quoted, or code."""
    front = {"title": "Bouw pas", "quote_by": "ada", "speakers": "[ada, bo]"}
    put(bridge, "interviews/koor", f"## Wat? {{#wat}}\n\n{answer}", **front)
    put(bridge, "speakers/bo", name="Bo Bos")
    bridge.build()
    assert literal == is_claimed(bridge, "interviews/koor")


@pytest.mark.parametrize(
    ("text", "literal"),
    [("Bouw pas, schrijft de krant.", False), ("[“Bouw pas”]{by=bo}", False), ("Ada: [“Bouw pas”]{by=ada}.", True)],
)
def test_an_article_quotes_whom_its_words_are_marked_as(bridge: Publication, text: str, literal: bool) -> None:
    """What else stands in it is the author's."""
    put(bridge, "articles/stuk", text, title="Bouw pas", quote_by="ada", speakers="[ada, bo]")
    put(bridge, "speakers/bo", name="Bo Bos")
    bridge.build()
    assert literal == is_claimed(bridge, "articles/stuk")
