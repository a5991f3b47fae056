"""What a file says of itself reaches every page that shows it: an edit of any field of a summary alone is enough."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec
import pytest

from site_builder.documents import read_document
from site_builder.finding import FOLDERS
from site_builder.models import ItemSummary, OrganisationSummary, PersonSummary, SeriesSummary, TopicSummary
from site_builder.reading import ReadingRules
from tests.items import picture, put
from tests.publication import Publication

BRUG, BEEK = "content/interviews/brug.md", "content/articles/beek.md"
NOOR, WERF, STROMEN = "content/authors/noor.md", "content/organisations/werf.md", "content/series/stromen.md"
TITLE = "title: Een brug begint met luisteren"


class Edit(NamedTuple):
    """An edit of one file, and a page that shows it, be it that of the file itself, whose other text is unchanged."""

    path: str
    old: str
    new: str
    page: str


def line(path: str, text: str, page: str) -> Edit:
    """A line more in the front matter."""
    return Edit(path, "---\n", f"---\n{text}\n", page)


HOME, OWN, AUTHOR = "index.html", "interviews/brug/index.html", "authors/noor/index.html"

EDITS: dict[str, Edit] = {
    "ItemSummary.title": Edit(BRUG, TITLE, "title: Een brug begint met *luisteren*", HOME),
    "ItemSummary.list_title": line(BRUG, "list_title: Bruggen", HOME),
    "ItemSummary.other_title": line(BRUG, 'list_title: "Eén brug begint met luisteren"', HOME),
    "ItemSummary.lang": line(BRUG, "lang: en", HOME),
    "ItemSummary.date": Edit(BRUG, "date: 2026-03-14", "date: 2026-01-14", HOME),
    "ItemSummary.updated": line(BRUG, "updated: 2026-04-01", "sitemap.xml"),
    "ItemSummary.publish": line(BRUG, "publish: 2026-05-01", "sitemap.xml"),
    "ItemSummary.draft": line(BEEK, "draft: true", HOME),
    "ItemSummary.description": Edit(BRUG, "Wie een oever", "Wie één oever", HOME),
    "ItemSummary.kicker": line(BRUG, "kicker: Vooraf", HOME),
    "ItemSummary.quote_by": Edit(BEEK, "quote_by: ada", "quote_by: Bo Bos", "series/stromen/index.html"),
    "ItemSummary.speakers": Edit(BRUG, "role: Bouwer", "role: Bouwster", HOME),
    "ItemSummary.interviewers": line(BRUG, "interviewers: [noor]", AUTHOR),
    "ItemSummary.artists": line(BRUG, "artists: [noor]", AUTHOR),
    "ItemSummary.authors": line(BRUG, "authors: [noor]", AUTHOR),
    "ItemSummary.photographers": line(BRUG, "photographers: [noor]", AUTHOR),
    "ItemSummary.editors": line(BRUG, "editors: [noor]", AUTHOR),
    "ItemSummary.translators": line(BRUG, "translators: [noor]", AUTHOR),
    "ItemSummary.thanks": line(BRUG, "thanks: [noor]", OWN),
    "ItemSummary.topics": Edit(BRUG, "topics: [hout]", "topics: [hout, Ambacht]", "topics/ambacht/index.html"),
    "ItemSummary.sketches": Edit(BRUG, "alt: Twee oevers", "alt: Drie oevers", HOME),
    "ItemSummary.picture": Edit(BEEK, "alt: Een beek", "alt: Een sloot", HOME),
    "ItemSummary.core_message": Edit(BRUG, "Bouw pas als", "Bouw eerst als", "core-messages/index.html"),
    "ItemSummary.quotations": Edit(BEEK, "“nu of nooit”", "“toen of nooit”", "speakers/ada/index.html"),
    "ItemSummary.mentions": Edit(BRUG, "speaker: noor", "speaker: Bo Bos", OWN),
    "ItemSummary.links": Edit(BRUG, "](water.md)", "](../articles/beek.md)", OWN),
    "ItemSummary.assets": Edit(BRUG, "](een.pdf)", "](twee.pdf)", "assets/twee.pdf"),
    "ItemSummary.feed_id": line(BRUG, "id: brug-1", "feed.xml"),
    "ItemSummary.navigation": Edit("content/pages/over.md", "navigation: true", "navigation: false", "404.html"),
    "ItemSummary.format": line(BEEK, "format: column", HOME),
    "ItemSummary.items": Edit("content/dossiers/kade.md", ", interviews/water", "", "interviews/water/index.html"),
    "ItemSummary.series": line(BRUG, "series: stromen", "series/stromen/index.html"),
    "ItemSummary.verdict": Edit(BEEK, "verdict: Waar", "verdict: Onwaar", "series/stromen/index.html"),
    "ItemSummary.organisations": Edit(BEEK, "role: gastheer", "role: maker", "organisations/werf/index.html"),
    "ItemSummary.commissioned_by": line(BRUG, "commissioned_by: werf", "organisations/werf/index.html"),
    "ItemSummary.sponsored": line(BRUG, "sponsored: true", HOME),
    "ItemSummary.corrections": Edit(
        BEEK, "text: Het was een sloot", "text: Het was een plas", "corrections/index.html"
    ),
    "ItemSummary.related": line(BRUG, "related: [interviews/water]", OWN),
    "ItemSummary.aliases": line(BRUG, "aliases: [/oud/]", "oud/index.html"),
    "ItemSummary.named": Edit(BEEK, "depicts: [ada]", "depicts: [ada, noor]", "articles/beek/index.html"),
    "ItemSummary.parties": line(BRUG, "research: {by: werf}", OWN),
    "PersonSummary.full": Edit(NOOR, "name: Noor van Dijk", "name: Noor ten Dijk", "articles/beek/index.html"),
    "PersonSummary.register": line("content/speakers/ada.md", "name_style: as-is", "speakers/index.html"),
    "PersonSummary.sort": line("content/speakers/ada.md", "sort: Zzz", "speakers/index.html"),
    "PersonSummary.letter": line("content/speakers/ada.md", "sort: Aaa", "speakers/index.html"),
    "PersonSummary.initials": Edit("content/speakers/ada.md", "Ada van", "Bea van", OWN),
    "PersonSummary.organisation": line(NOOR, "organisation: werf", AUTHOR),
    "PersonSummary.tagline": Edit(NOOR, "tagline: Kijkt", "tagline: Ziet", "articles/beek/index.html"),
    "PersonSummary.motto": Edit(NOOR, "motto: Eerst kijken", "motto: Eerst zien", "articles/beek/index.html"),
    "PersonSummary.portrait": Edit(NOOR, "alt: Noor lacht", "alt: Noor huilt", "articles/beek/index.html"),
    "PersonSummary.links": Edit(NOOR, "](../interviews/brug.md)", "](../interviews/water.md)", AUTHOR),
    "PersonSummary.assets": Edit(NOOR, "image: foto.png", "image: ander.png", "articles/beek/index.html"),
    "PersonSummary.named": Edit(
        NOOR, "Noor schrijft", "::: contact {person=ada}\nMail haar.\n:::\n\nNoor schrijft", AUTHOR
    ),
    "PersonSummary.reached_at": Edit(NOOR, "noor.example.org", "n.example.org", "interviews/water/index.html"),
    "TopicSummary.title": Edit("content/topics/hout.md", "title: Hout", "title: Het hout", OWN),
    "TopicSummary.links": Edit(
        "content/topics/hout.md", "](../interviews/brug.md)", "](/core-messages/)", "topics/hout/index.html"
    ),
    "TopicSummary.assets": Edit("content/topics/hout.md", "](een.pdf)", "](twee.pdf)", "topics/hout/index.html"),
    "SeriesSummary.title": Edit(STROMEN, "title: Stromen", "title: Stroming", "articles/beek/index.html"),
    "SeriesSummary.cadence": Edit(STROMEN, "cadence: elke maand", "cadence: elke week", "articles/beek/index.html"),
    "SeriesSummary.prefix_titles": Edit(STROMEN, "prefix_titles: true", "prefix_titles: false", HOME),
    "SeriesSummary.blurb": Edit(STROMEN, "Over stromen", "Over *stromen*", "articles/beek/index.html"),
    "SeriesSummary.holes": Edit(STROMEN, "](een.pdf)", "](twee.pdf)", "articles/beek/index.html"),
    "SeriesSummary.links": Edit(STROMEN, "](../interviews/brug.md)", "](/core-messages/)", "articles/beek/index.html"),
    "SeriesSummary.assets": Edit(STROMEN, "](een.pdf)", "](twee.pdf)", "assets/twee.pdf"),
    "OrganisationSummary.title": Edit(WERF, "name: De Werf", "name: De Oude Werf", "articles/beek/index.html"),
    "OrganisationSummary.links": Edit(
        WERF, "](../interviews/brug.md)", "](/core-messages/)", "organisations/werf/index.html"
    ),
    "OrganisationSummary.assets": Edit(WERF, "image: foto.png", "image: ander.png", "organisations/werf/index.html"),
}
"""For each field an edit that changes it."""

OF_THE_PATH = "kind id source"
"""What no edit changes."""

OF_ITS_OWN_PAGE = {
    ItemSummary: "section quote_literal",
    PersonSummary: "family given role description",
    TopicSummary: "description named",
    SeriesSummary: "description verdicts named",
    OrganisationSummary: "description url pronunciation picture named",
}
"""What is shown on the page of the file alone, from its whole text, or shown nowhere, as what has its own test."""


@pytest.fixture
def woven(publication: Publication) -> Publication:
    """A publication in which everything leads to everything, built."""
    of_quotations = "{% for card in view.cards %}{{ card.title }} {{ card.quote_by }} {{ card.verdict }}{% endfor %}"
    publication.write("templates/series.html", f"<!doctype html><title>{{{{ view.title }}}}</title>{of_quotations}")
    for name in ("een", "twee"):
        publication.write(f"assets/{name}.pdf", f"%PDF-1.4 {name}")
    for name, width in (("foto", 40), ("ander", 50), ("blad", 60)):
        picture(publication, f"assets/{name}.png", width)
    links = "Over stromen, [het verslag](een.pdf) en [de brug](../interviews/brug.md)."
    put(
        publication,
        "series/stromen",
        links,
        title="Stromen",
        cadence="elke maand",
        prefix_titles="true",
        verdicts="[Waar, Onwaar]",
    )
    put(publication, "topics/hout", links, title="Hout")
    put(publication, "organisations/werf", links, name="De Werf", picture="{image: foto.png, alt: Een helling}")
    put(
        publication,
        "authors/noor",
        "Noor schrijft over [de brug](../interviews/brug.md).",
        name="Noor van Dijk",
        tagline="Kijkt",
        motto="Eerst kijken",
        portrait="{image: foto.png, alt: Noor lacht}",
        links="[{label: Website, url: https://noor.example.org/}]",
    )
    publication.write("content/speakers/ada.md", "---\nname: Ada van Okoye\n---\nAda bouwt.\n")
    talk = "\n".join(
        (
            "qa:",
            "  - question: Waar begin je?",
            "    answer:",
            "      - {speaker: ada, text: Hier.}",
            "      - {speaker: noor, text: Daar.}",
        )
    )
    put(
        publication,
        "interviews/brug",
        "Zie [het water](water.md) en [het verslag](een.pdf).\n",
        title="Een brug begint met luisteren",
        date="2026-03-14",
        topics="[hout]",
        speakers="[{speaker: ada, role: Bouwer}, noor, Bo Bos]",
        sketch="{image: blad.png, alt: Twee oevers}",
        lead="Wie een oever wil verbinden.",
        core_message=f"Bouw pas als je luistert.\n{talk}",
    )
    put(
        publication,
        "interviews/water",
        "::: contact {person=noor}\nMail haar.\n:::\n",
        date="2026-02-14",
        topics="[hout]",
        qa="[{question: Waarom?, answer: Daarom.}]",
    )
    put(
        publication,
        "articles/beek",
        "Zij zei: [“nu of nooit”]{by=ada}.",
        speakers="[ada, Bo Bos]",
        quote_by="ada",
        lead="Langs het water.",
        picture="{image: ander.png, alt: Een beek, depicts: [ada]}",
        series="{series: stromen, verdict: Waar}",
        authors="[noor]",
        organisations="[{organisation: werf, role: gastheer}]",
        corrections="[{date: 2026-04-02, text: Het was een sloot}]",
    )
    put(publication, "dossiers/kade", items="[interviews/brug, interviews/water]")
    put(publication, "pages/over", navigation="true")
    publication.build()
    return publication


def said(path: str, text: str) -> dict[str, Any]:
    """What a summary of this text says, by the names of its fields."""
    rules = ReadingRules("nl", "Europe/Amsterdam", "", "escape")
    document = read_document(path, text.encode(), FOLDERS[path.split("/")[1]], rules).document
    assert document is not None
    kind = type(document.summary).__name__
    return {f"{kind}.{name}": value for name, value in msgspec.structs.asdict(document.summary).items()}


@pytest.mark.parametrize("field", EDITS)
def test_an_edit_of_one_field_reaches_who_shows_it(woven: Publication, field: str) -> None:
    """The build is what a clean one is, and the page that shows the field is another one than before."""
    path, old, new, page = EDITS[field]
    text = (woven.root / path).read_text("utf-8")
    before = said(path, text)
    text = text.replace(old, new, 1)
    assert said(path, text)[field] != before[field]
    woven.write(path, text)
    changes = woven.build().changes
    assert page in {*changes.added, *changes.changed}


def test_there_is_an_edit_of_every_field() -> None:
    """A new field of a summary gets an edit here, or a word on why it needs none."""
    for kind, own in OF_ITS_OWN_PAGE.items():
        edited = {name.partition(".")[2] for name in EDITS if name.startswith(f"{kind.__name__}.")}
        without = {*OF_THE_PATH.split(), *own.split()}
        assert not edited & without
        assert set(kind.__struct_fields__) == edited | without
