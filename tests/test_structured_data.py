"""What machines are told of each page: schema.org as JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from site_builder import plan
from site_builder.structured import as_file, as_script
from tests.items import graph, one, picture, put
from tests.publication import SITE, Publication

HOME = "https://example.org/mag/"
ENTRIES = "[articles/verslag, interviews/brug, articles/cijfers]"
PAGES = {
    "": "WebSite",
    "interviews/brug": "Article",
    "articles/verslag": "Article",
    "articles/zuil": "Article",
    "articles/cijfers": "Article",
    "articles/stuk": "Article",
    "dossiers/map": "CollectionPage",
    "over": "WebPage",
    "series/reeks": "CollectionPage",
    "topics/ambacht": "CollectionPage",
    "organisations/werf": "CollectionPage",
    "speakers/ada": "WebPage",
    "speakers/bo-bos": "WebPage",
    "authors/noor": "ProfilePage",
}

ADDRESSES = ("url", "@id", "item", "contentUrl", "thumbnailUrl", "license", "logo", "sameAs", "mainEntityOfPage")


@pytest.fixture
def magazine(publication: Publication) -> Publication:
    """A page of every kind, below a path, with everything machines can be told of."""
    site = SITE.replace("https://example.org/", HOME) + "licence: CC BY-SA\n"
    publication.write("content/site.yaml", site + "publisher: {name: De Brug, url: https://brug.example/}\n")
    person = {"role": "Minister", "organisation": "Regering", "links": "[{label: Web, url: https://ada.example/}]"}
    put(publication, "speakers/ada", name="Ada van Okoye", **person)
    put(publication, "authors/noor", "Tekent.", name="Noor Vink")
    put(publication, "organisations/werf", "Bouwt.", name="De Werf", url="https://werf.example/")
    put(publication, "series/reeks", "Maandelijks.", title="De reeks")
    for n, name in enumerate(("vel", "foto", "still")):
        picture(publication, f"assets/{name}.png", 100 + n)
    publication.write("assets/geluid.mp3", b"ID3" + b"x" * 2000)
    publication.write("assets/film.mp4", b"ftyp" + b"x" * 2000)
    speakers = "[{speaker: ada, role: Bouwer, organisation: Stadswerf}, Bo Bos]"
    publication.interview(
        "brug", title="Bouw *pas*", quote_by="ada", speakers=speakers, interviewers="[noor]", artists="[Kim Kas]",
        translators="[Tim Tol]", series="reeks", sketch="{image: vel.png, alt: Een vel, caption: Het *vel*}",
        picture="{image: foto.png, alt: Een foto, credit: Lot}", audio="{file: geluid.mp3, duration: 1:02:03}",
        video="{file: film.mp4, poster: still.png, duration: 4:05}", recorded="{place: De Kas, city: Gouda}",
        disclosure="Wij *kregen* koffie.", updated="2026-04-01", section="Water",
        organisations="[werf, {organisation: De Krant, role: uitgever}]",
    )  # fmt: skip
    publication.edit("content/interviews/brug.md", "met koffie.", "met koffie. Bouw pas, zei ik.")
    works = "[{kind: boek, title: Zand, creators: [An An, Bo Bo], year: 2001, isbn: 978-1, url: https://zand.example/}]"
    fixed = "[{date: 2026-05-02, text: Het was *anders*.}, {date: 2026-05-03, kind: update, text: Meer.}]"
    facts = {"sources": works, "corrections": fixed, "commissioned_by": "werf", "authors": "[noor, {group: Klas 3B}]"}
    put(publication, "articles/verslag", lead="Hoe het ging.", format="report", speakers="[ada]", **facts)
    put(publication, "articles/zuil", format="column", commissioned_by="De Krant", licence="CC0")
    put(publication, "articles/cijfers", format="research", core_message="Het *klopt*.")
    put(publication, "articles/stuk", list_title="x" * 150)
    put(publication, "dossiers/map", items=ENTRIES)
    put(publication, "pages/over")
    publication.build()
    return publication


def nodes(publication: Publication, path: str) -> dict[str, dict[str, Any]]:
    """The nodes of a page's graph by type; a type that stands there several times gets a number."""
    found: dict[str, dict[str, Any]] = {}
    for node in graph(publication.page(path)):
        count = sum(name.split()[0] == node["@type"] for name in found)
        found[node["@type"] + (f" {count + 1}" if count else "")] = node
    return found


def everything(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Every key with its value, however deep."""
    if isinstance(value, dict):
        yield key, value
        for name, inner in value.items():
            yield from everything(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from everything(inner, key)
    else:
        yield key, value


# ------------------------------------------------------------------------------------------------------ of every page


def test_every_page_is_told_of_as_what_it_is(magazine: Publication) -> None:
    """In one graph with its site and who publishes it."""
    for path, kind in PAGES.items():
        script = one(magazine.page(path), 'script[type="application/ld+json"]').string
        data = json.loads(script)
        assert {"@context", "@graph"} == data.keys()
        assert "https://schema.org" == data["@context"]
        assert kind == data["@graph"][0]["@type"], path
        found = nodes(magazine, path)
        site = {"@type": "WebSite", "@id": f"{HOME}#website", "url": HOME, "name": "Proef", "inLanguage": "nl"}
        assert site | {"publisher": {"@id": f"{HOME}#publisher"}} == found["WebSite"]
        publisher = {
            "@type": "Organization",
            "@id": f"{HOME}#publisher",
            "name": "De Brug",
            "url": "https://brug.example/",
        }
        assert publisher in found.values()
        if path:
            steps = found["BreadcrumbList"]["itemListElement"]
            assert [(1, HOME), (2, f"{HOME}{path}/")] == [(step["position"], step["item"]) for step in steps]


def test_what_a_page_refers_to_in_itself_is_there(magazine: Publication) -> None:
    """Every reference, but to what another page is about; no id twice."""
    for path in PAGES:
        data = graph(magazine.page(path))
        found = [value for key, value in everything(data) if isinstance(value, dict) and "@id" in value]
        defined = [value["@id"] for value in found if len(value) > 1]
        referred = {value["@id"] for value in found if len(value) == 1}
        assert len(defined) == len(set(defined)), path
        assert not referred - set(defined), path


def test_what_machines_are_told_is_well_formed(magazine: Publication) -> None:
    """Addresses are absolute, dates are ISO, texts are plain, nothing is empty, no visitors ask anything."""
    for path in PAGES:
        for key, value in everything(graph(magazine.page(path))):
            assert value not in ("", None, []), (path, key)
            if isinstance(value, dict):
                assert value.get("@type") not in ("FAQPage", "QAPage", "Question", "Answer", "ClaimReview")
                continue
            if key in ADDRESSES:
                assert str(value).startswith("https://"), (path, key, value)
            if key.startswith("date") or key == "uploadDate":
                assert re.fullmatch(r"\d{4}(-\d\d-\d\dT\d\d:\d\d:\d\d\+0[12]:00)?", value), (path, key, value)
            assert not isinstance(value, str) or not re.search(r"</?\w+>|&\w+;|\ue000", value), (path, key, value)


def test_what_machines_are_told_can_be_turned_off(magazine: Publication) -> None:
    """On every page."""
    magazine.edit("content/site.yaml", "licence:", "outputs: {structured_data: false}\nlicence:")
    magazine.build()
    for path in PAGES:
        assert "ld+json" not in (magazine.public / path / "index.html").read_text("utf-8"), path


# ------------------------------------------------------------------------------------------------------------- of items


def test_an_interview_is_an_article_with_its_makers(magazine: Publication) -> None:
    """With its dates, its licence, what it belongs to and how it came about."""
    work = nodes(magazine, "interviews/brug")["Article"]
    url = f"{HOME}interviews/brug/"
    bo = {"@id": f"{HOME}speakers/bo-bos/#person"}
    expected = {
        "@type": "Article",
        "@id": f"{url}#article",
        "url": url,
        "mainEntityOfPage": url,
        "headline": "“Bouw pas”",
        "genre": "Visueel interview",
        "inLanguage": "nl",
        "datePublished": "2026-03-14T00:00:00+01:00",
        "dateModified": "2026-04-01T00:00:00+02:00",
        "description": "Wie een oever wil verbinden, hoort eerst de andere kant.",
        "abstract": "Bouw pas als je luistert.",
        "articleSection": "Water",
        "keywords": ["Ambacht"],
        "author": [{"@id": f"{HOME}authors/noor/#person"}],
        "contributor": [{"@type": "Person", "name": "Kim Kas"}],
        "translator": [{"@type": "Person", "name": "Tim Tol"}],
        "about": [{"@type": "Role", "roleName": "Bouwer", "about": {"@id": f"{HOME}speakers/ada/#person"}}, bo],
        "mentions": [
            {"@id": f"{HOME}organisations/werf/#organisation"},
            {"@type": "Organization", "name": "De Krant"},
        ],
        "publisher": {"@id": f"{HOME}#publisher"},
        "license": "https://creativecommons.org/licenses/by-sa/4.0/",
        "backstory": "Wij kregen koffie.",
        "contentLocation": {"@type": "Place", "name": "De Kas, Gouda"},
        "image": [{"@id": f"{url}#drawing"}, {"@id": f"{url}#picture"}],
        "audio": {"@id": f"{url}#audio"},
        "video": {"@id": f"{url}#video"},
    }
    assert expected == {key: value for key, value in work.items() if key != "isPartOf"}


def test_whoever_photographed_or_edited_has_contributed(publication: Publication) -> None:
    """As whoever drew has; each once, a group as well."""
    made = {"artists": "[Kim Kas]", "photographers": "[Lot Loo, Kim Kas]", "editors": "[Bo Bos, {group: Klas 3B}]"}
    put(publication, "articles/beek", **made)
    publication.build()
    work = nodes(publication, "articles/beek")["Article"]
    assert ["Kim Kas", "Lot Loo", "Bo Bos", "Klas 3B"] == [person["name"] for person in work["contributor"]]


def test_a_person_has_the_role_of_then(magazine: Publication) -> None:
    """Never today's, which stands on the person's own page alone; everywhere it is the same person."""
    found = nodes(magazine, "interviews/brug")
    stadswerf = {"@type": "Organization", "name": "Stadswerf"}
    assert {
        "@type": "Person",
        "@id": f"{HOME}speakers/ada/#person",
        "name": "Ada van Okoye",
        "url": f"{HOME}speakers/ada/",
        "worksFor": {"@type": "OrganizationRole", "roleName": "Bouwer", "worksFor": stadswerf},
    } == found["Person"]
    url = f"{HOME}speakers/bo-bos/"
    assert {"@type": "Person", "@id": f"{url}#person", "name": "Bo Bos", "url": url} == found["Person 2"]
    assert f"{url}#person" == nodes(magazine, "speakers/bo-bos")["Person"]["@id"]
    assert "Minister" not in magazine.text("interviews/brug/index.html")
    assert {"jobTitle", "worksFor"}.isdisjoint(nodes(magazine, "articles/verslag")["Person"])


@pytest.mark.parametrize(("said", "literal"), [("Bouw pas, zei ik.", True), ("Ik zei: bouw dan pas.", False)])
def test_only_words_that_were_said_are_a_quotation(magazine: Publication, said: str, literal: bool) -> None:
    """Whoever the title quotes, it must stand in an answer."""
    magazine.edit("content/interviews/brug.md", "Bouw pas, zei ik.", said)
    magazine.build()
    url = f"{HOME}interviews/brug/"
    expected = {
        "@type": "Quotation",
        "text": "Bouw pas",
        "isPartOf": {"@id": f"{url}#article"},
        "creator": {"@id": f"{HOME}speakers/ada/#person"},
    }
    assert nodes(magazine, "interviews/brug").get("Quotation") == (expected if literal else None)


def test_titles_begin_with_the_name_of_their_series_wherever_that_wants_it(magazine: Publication) -> None:
    """In the headline, in the row of pages that lead there, in lists, and in the feed of a dossier."""
    put(magazine, "series/proef", "Zoekt.", title="De proef", prefix_titles="true")
    put(magazine, "articles/deel", series="proef", speakers="[{name: Bo, on_behalf_of: de buurt}]")
    put(magazine, "dossiers/serie", items="[articles/deel]", date="2026-05-09")
    magazine.build()
    found = nodes(magazine, "articles/deel")
    assert "De proef: Deel" == found["Article"]["headline"]
    assert "De proef: Deel" == found["BreadcrumbList"]["itemListElement"][-1]["name"]
    assert {"@type": "Organization", "name": "de buurt"} == found["Person"]["affiliation"]
    (entry,) = nodes(magazine, "dossiers/serie")["CollectionPage"]["mainEntity"]["itemListElement"]
    assert "De proef: Deel" == entry["name"]
    assert ">De proef: Deel&lt;/a&gt;&lt;/li&gt;" in magazine.text("feed.xml").replace("&#34;", '"').replace(
        "&gt;De", ">De"
    )


def test_pictures_and_recordings_say_what_they_are(magazine: Publication) -> None:
    """Where the file is, how large, how long (ISO 8601), who made it."""
    found = nodes(magazine, "interviews/brug")
    url = f"{HOME}interviews/brug/"
    drawing, photograph = found["ImageObject"], found["ImageObject 2"]
    assert re.fullmatch(rf"{HOME}pictures/vel\.\w{{8}}-100\.jpg", drawing.pop("contentUrl"))
    assert {
        "@type": "ImageObject",
        "@id": f"{url}#drawing",
        "width": 100,
        "height": 80,
        "caption": "Het vel",
        "creator": [{"@type": "Person", "name": "Kim Kas"}],
        "creditText": "Kim Kas",
        "license": "https://creativecommons.org/licenses/by-sa/4.0/",
        "representativeOfPage": True,
    } == drawing
    assert (f"{url}#picture", 101, "Lot", "Een foto") == tuple(
        photograph[key] for key in ("@id", "width", "creditText", "caption")
    )
    assert {
        "@type": "AudioObject",
        "@id": f"{url}#audio",
        "name": "“Bouw pas”",
        "contentUrl": f"{HOME}assets/geluid.mp3",
        "uploadDate": "2026-03-14T00:00:00+01:00",
        "duration": "PT1H2M3S",
    } == found["AudioObject"]
    video = found["VideoObject"]
    assert ("PT0H4M5S", f"{HOME}assets/film.mp4") == (video["duration"], video["contentUrl"])
    poster = video["thumbnailUrl"].removeprefix(HOME)
    assert poster in magazine.files()


def test_every_published_address_of_a_file_leads_to_one(magazine: Publication) -> None:
    """Of pictures and recordings, on all pages."""
    found = [value for path in PAGES for key, value in everything(graph(magazine.page(path))) if key == "contentUrl"]
    assert len(found) >= 4
    assert {str(address).removeprefix(HOME) for address in found} <= magazine.files()


def test_an_item_is_part_of_its_series_and_its_dossiers(magazine: Publication) -> None:
    """And of the publication."""
    found = nodes(magazine, "interviews/brug")
    assert {
        "@type": "CreativeWorkSeries",
        "@id": f"{HOME}series/reeks/#series",
        "name": "De reeks",
    } == found["CreativeWorkSeries"]
    dossier = {"@type": "CollectionPage", "@id": f"{HOME}dossiers/map/#article", "name": "Map"}
    assert [{"@id": f"{HOME}#website"}, {"@id": f"{HOME}series/reeks/#series"}, dossier] == found["Article"]["isPartOf"]
    assert dossier["@id"] == nodes(magazine, "dossiers/map")["CollectionPage"]["@id"]
    assert f"{HOME}series/reeks/#series" == nodes(magazine, "series/reeks")["CreativeWorkSeries"]["@id"]
    assert [{"@id": f"{HOME}#website"}] == nodes(magazine, "articles/zuil")["Article"]["isPartOf"]


def test_a_report_says_who_paid_what_it_draws_on_and_what_was_wrong(magazine: Publication) -> None:
    """Funder, citations, corrections; a group is an author, but no person."""
    work = nodes(magazine, "articles/verslag")["Article"]
    assert {"@id": f"{HOME}organisations/werf/#organisation"} == work["funder"]
    assert [
        {"@type": "CorrectionComment", "text": "Meer.", "datePublished": "2026-05-03T00:00:00+02:00"},
        {"@type": "CorrectionComment", "text": "Het was anders.", "datePublished": "2026-05-02T00:00:00+02:00"},
    ] == work["correction"]
    (source,) = work["citation"]
    assert ("Book", "Zand", "978-1", "2001", "https://zand.example/") == tuple(
        source[key] for key in ("@type", "name", "isbn", "datePublished", "url")
    )
    group = {"@type": "Organization", "name": "Klas 3B"}
    assert [{"@id": f"{HOME}authors/noor/#person"}, group] == work["author"]
    assert {"@type": "Organization", "name": "De Krant"} == nodes(magazine, "articles/zuil")["Article"]["funder"]


def test_every_maker_of_a_source_is_named_alone(magazine: Publication) -> None:
    """`An An en Bo Bo` is nobody."""
    (source,) = nodes(magazine, "articles/verslag")["Article"]["citation"]
    authors = source["author"] if isinstance(source["author"], list) else [source["author"]]
    assert ["An An", "Bo Bo"] == [author["name"] if isinstance(author, dict) else author for author in authors]


def test_each_kind_of_article_has_its_genre_and_its_licence(magazine: Publication) -> None:
    """Its own licence, else that of the publication; a headline of at most 110 characters."""
    genres = {path: nodes(magazine, f"articles/{path}")["Article"].get("genre") for path in ("verslag", "zuil")}
    assert {"verslag": "Verslag", "zuil": "Column"} == genres
    assert "Onderzoek" == nodes(magazine, "articles/cijfers")["Article"]["genre"]
    assert "genre" not in nodes(magazine, "articles/stuk")["Article"]
    zuil, stuk = (nodes(magazine, f"articles/{path}")["Article"] for path in ("zuil", "stuk"))
    assert "https://creativecommons.org/publicdomain/zero/1.0/" == zuil["license"]
    assert "https://creativecommons.org/licenses/by-sa/4.0/" == stuk["license"]
    assert ("x" * 109 + "…", "Stuk") == (stuk["headline"], stuk["alternativeHeadline"])
    assert "Het klopt." == nodes(magazine, "articles/cijfers")["Article"]["abstract"]


def test_a_dossier_lists_what_it_holds_in_order(magazine: Publication) -> None:
    """As the page does."""
    page = nodes(magazine, "dossiers/map")["CollectionPage"]
    listed = page["mainEntity"]
    assert "ItemList" == listed["@type"]
    assert [
        (1, "Verslag", f"{HOME}articles/verslag/"),
        (2, "“Bouw pas”", f"{HOME}interviews/brug/"),
        (3, "Cijfers", f"{HOME}articles/cijfers/"),
    ] == [(entry["position"], entry["name"], entry["url"]) for entry in listed["itemListElement"]]
    assert ("Map", "2026-03-01T00:00:00+01:00") == (page["name"], page["datePublished"])


def test_a_long_dossier_goes_on_counting(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """The place of an item is the one it has in the whole."""
    monkeypatch.setattr(plan, "LONG_PAGE", 2)
    for name in ("beek", "zee"):
        put(publication, f"articles/{name}")
    put(publication, "dossiers/map", items="[articles/zee, articles/beek, interviews/brug]")
    publication.build(compare=False)
    for path, places in (("dossiers/map", [1, 2]), ("dossiers/map/page/2", [3])):
        listed = nodes(publication, path)["CollectionPage"]["mainEntity"]["itemListElement"]
        assert places == [entry["position"] for entry in listed]


def test_a_source_is_a_book_when_it_has_a_number_or_is_called_one(publication: Publication) -> None:
    """In Dutch or English; anything else is a work."""
    sources = ("[{title: Een, kind: Boek}, {title: Twee, kind: book}, {title: Drie, isbn: 978-1}, "
               "{title: Vier, kind: rapport}, {title: Vijf}]")  # fmt: skip
    put(publication, "articles/beek", sources=sources)
    publication.build()
    citation = nodes(publication, "articles/beek")["Article"]["citation"]
    assert ["Book", "Book", "Book", "CreativeWork", "CreativeWork"] == [source["@type"] for source in citation]


# ------------------------------------------------------------------------------------------------ of people and things


def test_who_publishes_here_has_a_profile_and_who_is_asked_has_a_page(magazine: Publication) -> None:
    """Both have the person as what the page is about; there the role is today's."""
    page, node = graph(magazine.page("speakers/ada"))[:2]
    assert ("WebPage", {"@id": f"{HOME}speakers/ada/#person"}) == (page["@type"], page["mainEntity"])
    assert {
        "@type": "Person",
        "@id": f"{HOME}speakers/ada/#person",
        "name": "Ada van Okoye",
        "url": f"{HOME}speakers/ada/",
        "givenName": "Ada",
        "familyName": "van Okoye",
        "jobTitle": "Minister",
        "description": "Tekst.",
        "sameAs": ["https://ada.example/"],
        "worksFor": {"@type": "Organization", "name": "Regering"},
    } == node
    page, node = graph(magazine.page("authors/noor"))[:2]
    assert ("ProfilePage", {"@id": node["@id"]}) == (page["@type"], page["mainEntity"])
    assert ("Person", "Noor Vink", "Tekent.") == (node["@type"], node["name"], node["description"])


def test_things_say_what_they_are_and_what_they_hold(magazine: Publication) -> None:
    """A series, an organisation, a topic with its items in order."""
    series = nodes(magazine, "series/reeks")
    assert {"@id": f"{HOME}series/reeks/#series"} == series["CollectionPage"]["about"]
    listed = series["CollectionPage"]["mainEntity"]["itemListElement"]
    assert [(1, f"{HOME}interviews/brug/")] == [(entry["position"], entry["url"]) for entry in listed]
    assert ("De reeks", "Maandelijks.") == tuple(series["CreativeWorkSeries"][key] for key in ("name", "description"))
    organisation = nodes(magazine, "organisations/werf")
    assert {"@id": f"{HOME}organisations/werf/#organisation"} == organisation["CollectionPage"]["about"]
    assert 2 == len(organisation["CollectionPage"]["mainEntity"]["itemListElement"])
    assert {
        "@type": "Organization",
        "@id": f"{HOME}organisations/werf/#organisation",
        "name": "De Werf",
        "url": "https://werf.example/",
        "description": "Bouwt.",
    } in organisation.values()
    topic = nodes(magazine, "topics/ambacht")["CollectionPage"]
    assert {"@type": "Thing", "name": "Ambacht"} == topic["about"]
    assert [(1, f"{HOME}interviews/brug/")] == [
        (entry["position"], entry["url"]) for entry in topic["mainEntity"]["itemListElement"]
    ]


def test_items_are_numbered_through_all_pages_of_a_list(magazine: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second page of a topic, or of a dossier, goes on where the first ends."""
    monkeypatch.setattr(plan, "LONG_PAGE", 1)
    put(magazine, "articles/later", date="2026-05-05", topics="[Ambacht]")
    magazine.build(compare=False)
    for path in ("topics/ambacht", "dossiers/map"):
        pages = [nodes(magazine, at)["CollectionPage"]["mainEntity"] for at in (path, f"{path}/page/2")]
        assert [1, 2] == [entry["position"] for page in pages for entry in page["itemListElement"]], path


def test_every_page_of_a_thing_says_what_it_is(magazine: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """An organisation is one on its second page as well."""
    monkeypatch.setattr(plan, "LONG_PAGE", 1)
    put(magazine, "articles/later", date="2026-05-05", organisations="[werf]", series="reeks")
    magazine.build(compare=False)
    for path, kind in {"organisations/werf": "Organization", "series/reeks": "CreativeWorkSeries"}.items():
        found = nodes(magazine, f"{path}/page/2")
        main = found["CollectionPage"]["about"]
        assert [kind] == [node["@type"] for node in found.values() if node.get("@id") == main["@id"]], path
        assert main == nodes(magazine, path)["CollectionPage"]["about"]


def test_no_character_ends_what_machines_are_told() -> None:
    """Neither tags nor what some readers of scripts take for the end of a line."""
    text = "</script> <!-- a & b \u2028 \u2029 é"
    script = str(as_script({"name": text}))
    assert not set("<>&\u2028\u2029") & set(script)
    assert {"name": text} == json.loads(script)


def test_json_says_what_it_was_given() -> None:
    """Every character, HTML as text, numbers and nothing; a file has a line for each value."""
    text = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x11000))))
    data = {"text": text, "html": Markup("<b>x & y</b>"), "rows": [1, {"none": None}, []], "nothing": {}}
    expected = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    assert expected.encode() == as_file(data)
    script = as_script(data)
    assert data == json.loads(script)
    assert not set(script) & set("<>&\u2028\u2029")
    with pytest.raises(NotImplementedError):
        as_file({"path": Path()})
