"""Who is who in what machines are told: one node for each person and thing, on all pages; roles, lists, moments."""

from __future__ import annotations

import json
from typing import Any

import pytest

from site_builder import plan
from tests.items import graph, one, picture, put, said
from tests.publication import QUIET, SITE, Publication

HOME = "https://example.org/"


@pytest.fixture
def publication(publication: Publication) -> Publication:
    """One that makes no more than it needs."""
    publication.write("content/site.yaml", SITE + QUIET)
    return publication


def found(publication: Publication, path: str, kind: str = "Article") -> Any:
    """The first node of a type on a page."""
    return next(node for node in graph(publication.page(path)) if node["@type"] == kind)


def article(publication: Publication, **keys: str) -> Any:
    """The work of an article with these keys."""
    put(publication, "articles/stuk", **keys)
    publication.build()
    return found(publication, "articles/stuk")


# ----------------------------------------------------------------------------------------------------------------- who


def test_two_makers_of_a_drawing_are_two_people(publication: Publication) -> None:
    """And a group is no person; the credit names them in a row."""
    picture(publication, "assets/vel.png")
    publication.interview("brug", sketch="vel.png", artists="[Noor Vink, Kim Kas, {group: Klas 3B}]")
    publication.build()
    drawing = found(publication, "interviews/brug", "ImageObject")
    assert [("Person", "Noor Vink"), ("Person", "Kim Kas"), ("Organization", "Klas 3B")] == [
        (maker["@type"], maker["name"]) for maker in drawing["creator"]
    ]


def test_two_speakers_of_the_same_name_are_two(publication: Publication) -> None:
    """The quotation is of the one whose id the title names."""
    for id in ("jan-een", "jan-twee"):
        put(publication, f"speakers/{id}", name="Jan Jansen")
    text = "## Wat?\n\n@jan-een: Nee.\n\n@jan-twee: Bouw pas."
    speakers = "[{speaker: jan-een, role: Bouwer}, {speaker: jan-twee, role: Schilder}]"
    put(publication, "interviews/koor", text, title="Bouw pas", quote_by="jan-twee", speakers=speakers)
    publication.build()
    about = found(publication, "interviews/koor")["about"]
    people = [f"{HOME}speakers/jan-{n}/#person" for n in ("een", "twee")]
    assert list(zip(["Bouwer", "Schilder"], people, strict=True)) == [
        (role["roleName"], role["about"]["@id"]) for role in about
    ]
    assert {"@id": people[1]} == found(publication, "interviews/koor", "Quotation")["creator"]


def test_one_person_is_one_node_on_all_pages(publication: Publication) -> None:
    """Who speaks and writes is named by the speaker's page, on the author's page too."""
    put(publication, "authors/ada", name="Ada Okoye")
    work = article(publication, authors="[ada]", editors="[ada]", speakers="[ada]")
    ada = {"@id": f"{HOME}speakers/ada/#person"}
    assert [[ada], [ada], [ada]] == [work["author"], work["contributor"], work["about"]]
    for path, kind in (("speakers/ada", "WebPage"), ("authors/ada", "ProfilePage")):
        assert ada == found(publication, path, kind)["mainEntity"]
        assert ada["@id"] == found(publication, path, "Person")["@id"]


def test_a_group_that_speaks_is_no_person(publication: Publication) -> None:
    """schema.org has no word for it but organisation; it has no page."""
    publication.interview("brug", speakers="[ada, {group: Klas 3B}]")
    publication.build()
    url = f"{HOME}interviews/brug/"
    group = {"@type": "Organization", "@id": f"{url}#speaker-2", "name": "Klas 3B"}
    assert group in graph(publication.page("interviews/brug"))


def test_who_made_a_source_may_be_an_organisation(publication: Publication) -> None:
    """Or a person of the publication; whoever has no file is taken for a person."""
    put(publication, "organisations/werf", name="De Werf")
    sources = "[{title: Zand, creators: [werf, ada, An An]}, {note: Zie ook thuis.}]"
    work = article(publication, sources=sources)
    assert "Zie ook thuis." == work["citation"][1]
    assert [
        {"@id": f"{HOME}organisations/werf/#organisation"},
        {"@id": f"{HOME}speakers/ada/#person"},
        {"@type": "Person", "name": "An An"},
    ] == work["citation"][0]["author"]


def test_the_organisation_of_a_person_has_its_name(publication: Publication) -> None:
    """Not the id by which the file names it; it is the node of its own page."""
    put(publication, "organisations/werf", name="De Werf")
    put(publication, "speakers/ada", name="Ada Okoye", role="Bouwer", organisation="werf")
    publication.interview("brug", speakers="[{speaker: ada, role: Bouwer, organisation: werf}]")
    publication.build()
    assert "Bouwer, De Werf" == said(one(publication.page("speakers/ada"), ".opening .role"))
    werf = {"@id": f"{HOME}organisations/werf/#organisation"}
    assert werf == found(publication, "speakers/ada", "Person")["worksFor"]
    assert "De Werf" == found(publication, "speakers/ada", "Organization")["name"]
    role = found(publication, "interviews/brug", "Person")["worksFor"]
    assert ("OrganizationRole", "Bouwer", werf) == (role["@type"], role["roleName"], role["worksFor"])


def test_only_profiles_are_the_same_person(publication: Publication) -> None:
    """A link to a book or to an interview elsewhere is none; the label says which it is."""
    labels = ["Website", "linkedin", "Mijn boek", "Interview in De Krant", "Mail"]
    urls = [f"https://elders.example/{n}" for n in range(4)] + ["mailto:ada@example.org"]
    links = [{"label": label, "url": url} for label, url in zip(labels, urls, strict=True)]
    put(publication, "speakers/ada", name="Ada Okoye", links=json.dumps(links))
    publication.build()
    assert urls[:2] == found(publication, "speakers/ada", "Person")["sameAs"]


def test_what_a_thing_is_stays_on_its_second_page(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """A series, an author, a speaker and a dossier have one name, that of their first page."""
    monkeypatch.setattr(plan, "LONG_PAGE", 1)
    put(publication, "series/reeks", title="De reeks")
    put(publication, "authors/noor", name="Noor Vink")
    for n in (1, 2):
        put(publication, f"articles/a{n}", authors="[noor]", series="reeks", speakers="[ada]")
    put(publication, "dossiers/map", items="[articles/a1, articles/a2]")
    publication.build(compare=False)
    for path, kind, anchor in [
        ("series/reeks", "CreativeWorkSeries", "series"),
        ("authors/noor", "Person", "person"),
        ("speakers/ada", "Person", "person"),
        ("dossiers/map", "CollectionPage", "article"),
    ]:
        for page in (path, f"{path}/page/2"):
            assert f"{HOME}{path}/#{anchor}" == found(publication, page, kind)["@id"], page


# ---------------------------------------------------------------------------------------------------- moments and words


def test_moments_are_those_of_the_publication(publication: Publication) -> None:
    """With their zone, as the author sets them; nothing is changed before it is published."""
    work = article(publication, date="2026-03-20", publish="2026-04-02 09:30", updated="2026-03-25")
    moment = "2026-04-02T09:30:00+02:00"
    page = publication.page("articles/stuk")
    times = [one(page, f"meta[property='article:{name}_time']")["content"] for name in ("published", "modified")]
    assert [moment] * 4 == [work["datePublished"], work["dateModified"], *times]
    assert f"<loc>{HOME}articles/stuk/</loc><lastmod>2026-04-02</lastmod>" in publication.text("sitemap.xml")


def test_a_headline_ends_with_a_word(publication: Publication) -> None:
    """In at most 110 characters; the title itself is there as well when lists call it something else."""
    work = article(publication, title="Kort", list_title="Een lange titel " * 10)
    assert len(work["headline"]) <= 110
    assert work["headline"].endswith(("Een…", "lange…", "titel…"))
    assert "Kort" == work["alternativeHeadline"]


@pytest.mark.parametrize(("lang", "genre", "locale"), [("nl", "Verslag", "nl_NL"), ("en-GB", "Report", "en_GB")])
def test_words_for_machines_are_in_the_language_of_the_item(
    publication: Publication, lang: str, genre: str, locale: str
) -> None:
    """What kind of item it is, and the language with its country."""
    assert genre == article(publication, lang=lang, format="report")["genre"]
    assert locale == one(publication.page("articles/stuk"), "meta[property='og:locale']")["content"]


# ------------------------------------------------------------------------------------------------- pictures and lists


@pytest.mark.parametrize(
    ("credit", "makers"), [("", ["Lot Maas", "Kim Kas"]), ("kim kas", ["Kim Kas"]), ("Archief", None)]
)
def test_a_photograph_is_by_its_photographer(publication: Publication, credit: str, makers: list[str] | None) -> None:
    """Whom the credit names; a credit that names none of them is nobody."""
    picture(publication, "assets/foto.png")
    own = f"{{image: foto.png, alt: Een foto, credit: '{credit}'}}"
    article(publication, picture=own, photographers="[Lot Maas, Kim Kas]", licence="CC BY")
    photograph = found(publication, "articles/stuk", "ImageObject")
    creators = photograph.get("creator")
    assert makers == (creators and [creator["name"] for creator in creators])
    assert "https://creativecommons.org/licenses/by/4.0/" == photograph["license"]


def test_people_and_organisations_have_pictures(publication: Publication) -> None:
    """The portrait, and what an organisation shows of itself."""
    picture(publication, "assets/hoofd.png", 130)
    put(publication, "speakers/ada", name="Ada Okoye", portrait="{image: hoofd.png, alt: Ada, credit: Lot}")
    put(publication, "organisations/werf", name="De Werf", picture="{image: hoofd.png, alt: De werf}")
    publication.build()
    portrait = found(publication, "speakers/ada", "Person")["image"]
    assert ("ImageObject", "Ada", "Lot") == tuple(portrait[key] for key in ("@type", "caption", "creditText"))
    assert portrait["contentUrl"].removeprefix(HOME) in publication.files()
    assert "De werf" == found(publication, "organisations/werf", "Organization")["image"]["caption"]


def test_every_list_says_what_is_on_its_page(publication: Publication) -> None:
    """Names and addresses in the order of the page, numbered through all pages."""
    publication.write("content/site.yaml", f"{SITE}{QUIET}page_size: 1\n")
    put(publication, "articles/stuk", date="2026-05-05", corrections="[{date: 2026-05-06, text: Anders.}]")
    put(publication, "speakers/bo", name="Bo van den Bos")
    publication.build()
    bridge = ("Een brug begint met luisteren", f"{HOME}interviews/brug/")
    expected = {
        "": [(1, *bridge)],
        "page/2": [(2, "Stuk", f"{HOME}articles/stuk/")],
        "core-messages": [(1, *bridge)],
        "corrections": [(1, "Stuk", f"{HOME}articles/stuk/#corrections")],
        "speakers": [(1, "Bos, Bo van den", f"{HOME}speakers/bo/"), (2, "Okoye, Ada", f"{HOME}speakers/ada/")],
    }
    for path, rows in expected.items():
        page = found(publication, path, "CollectionPage")
        assert ("ItemList", f"{HOME}{path}{'/' if path else ''}") == (page["mainEntity"]["@type"], page["url"])
        listed = page["mainEntity"]["itemListElement"]
        assert rows == [(entry["position"], entry["name"], entry["url"]) for entry in listed], path
