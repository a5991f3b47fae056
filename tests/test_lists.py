"""Pages that list items: dossiers, things, people, the home page, registers, corrections."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from site_builder import overviews, plan
from tests.items import hrefs, one, picture, put, said, texts
from tests.pictures import drawing, encoded
from tests.publication import INTERVIEW, SITE, Publication

TITLES = "main .card-title"


def listed(publication: Publication, path: str, selector: str = TITLES) -> list[str]:
    """The titles on a page of a list."""
    return texts(publication.page(path), selector)


def parts(publication: Publication, path: str) -> list[tuple[str, str]]:
    """What a dossier of a person or an organisation says: title, and the roles of then."""
    rows = publication.page(path).select(".part-list > li")
    return [(said(row.select_one(".card-title")), " + ".join(texts(row, ".role"))) for row in rows]


# ----------------------------------------------------------------------------------------------------------- dossiers


def test_a_dossier_has_its_items_in_its_own_order(publication: Publication) -> None:
    """Neither by date nor by name; each with its number, its kind and its lead."""
    put(publication, "articles/beek", date="2026-05-01", lead="Hoe het water liep.")
    put(publication, "articles/zee", date="2026-01-01", format="column")
    put(publication, "dossiers/water", items="[articles/zee, interviews/brug, articles/beek]")
    assert [] == publication.problems()
    page = publication.page("dossiers/water")
    assert ["Zee", "Een brug begint met luisteren", "Beek"] == texts(page, ".contents-list h3")
    assert ["/articles/zee/", "/interviews/brug/", "/articles/beek/"] == hrefs(page, ".contents-list h3 a")
    assert ["1", "2", "3"] == texts(page, ".contents-list .badge")
    assert ["Column", "Visueel interview", "Artikel"] == texts(page, ".contents-list .kicker")
    assert "Hoe het water liep." in texts(page, ".contents-list .card-lead")
    assert "1" == one(page, ".contents-list")["start"]
    assert ["/dossiers/water/"] == hrefs(publication.page("articles/beek"), "footer.colophon a[href^='/dossiers/']")


def test_a_dossier_leaves_out_what_is_not_published(publication: Publication) -> None:
    """The author is told; with drafts it stands in its place."""
    put(publication, "articles/geheim", draft="true")
    put(publication, "articles/beek")
    put(publication, "dossiers/water", items="[articles/geheim, articles/beek]")
    (warning,) = publication.problems()
    assert ("item-hidden", "content/dossiers/water.md", 4) == (warning.code, warning.path, warning.line)
    assert ["Beek"] == listed(publication, "dossiers/water")
    assert "eheim" not in publication.text("dossiers/water/index.html")
    publication.build(drafts=True)
    assert ["Geheim", "Beek"] == listed(publication, "dossiers/water")


def test_what_readers_are_asked_to_do_stands_behind_the_introduction_of_a_dossier(publication: Publication) -> None:
    """Before its entries, and once."""
    put(publication, "dossiers/water", "Waarom dit.", items="[interviews/brug]", cta="{label: Doe mee, to: /}")
    publication.build()
    article = one(publication.page("dossiers/water"), "main > article")
    assert ["prose", "part cta", "part contents"] == [
        " ".join(tag["class"]) for tag in article.select(".prose, .cta, .contents")
    ]


def test_an_item_of_a_dossier_leads_to_the_one_before_and_behind_it_there(publication: Publication) -> None:
    """In the order of the dossier, past what is not published; in each dossier that holds it."""
    put(publication, "series/reeks", title="De reeks", prefix_titles="true")
    put(publication, "articles/beek", date="2026-01-01", series="reeks")
    put(publication, "articles/geheim", draft="true")
    put(publication, "articles/zee", lang="en", title="Sea")
    put(publication, "dossiers/water", items="[articles/zee, articles/geheim, interviews/brug, articles/beek]")
    put(publication, "dossiers/los", items="[interviews/brug]", date="2026-01-01")
    publication.build()
    page = publication.page("interviews/brug")
    assert ["Vorige: Sea", "Volgende: De reeks: Beek"] == texts(page, ".beside li")
    assert ["/articles/zee/", "/articles/beek/"] == hrefs(page, ".beside a")
    assert ["en", None] == [link.get("lang") for link in page.select(".beside a")]
    assert ["Vorige: Een brug begint met luisteren"] == texts(publication.page("articles/beek"), ".beside li")
    publication.edit("content/articles/zee.md", "title: Sea", "title: Lake")
    publication.build()
    assert "Vorige: Lake" in texts(publication.page("interviews/brug"), ".beside li")


def test_a_long_dossier_goes_on_with_its_numbers_on_the_next_page(publication: Publication) -> None:
    """A hundred entries on a page; the text stands on the first alone."""
    names = [f"deel-{n:03}" for n in range(101)]
    for name in names:
        put(publication, f"articles/{name}")
    items = ", ".join(f"articles/{name}" for name in reversed(names))
    put(publication, "dossiers/alles", "Waarom dit.", items=f"[{items}]", core_message="Samen.")
    publication.build()
    first, second = publication.page("dossiers/alles"), publication.page("dossiers/alles/page/2")
    assert [name.capitalize() for name in names[:0:-1]] == texts(first, ".contents-list h3")
    assert ["Deel-000"] == texts(second, ".contents-list h3")
    assert ["101"] == texts(second, ".contents-list .badge")
    assert "101" == one(second, ".contents-list")["start"]
    assert "Waarom dit." in said(first)
    assert "Waarom dit." not in said(second)
    assert not second.select("#core-message")
    assert ["/dossiers/alles/page/2/"] == hrefs(first, "nav.pages a")
    assert ["/dossiers/alles/"] == hrefs(second, "nav.pages a")
    assert "https://example.org/dossiers/alles/page/2/" == one(second, "link[rel=canonical]")["href"]
    assert not (publication.public / "dossiers/alles/page/3").exists()


def test_every_page_of_a_dossier_has_a_title_of_its_own(
    publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the pages of all other lists have."""
    monkeypatch.setattr(plan, "LONG_PAGE", 1)
    put(publication, "articles/beek")
    put(publication, "dossiers/alles", items="[articles/beek, interviews/brug]")
    publication.build(compare=False)
    assert "Alles – Proef" == one(publication.page("dossiers/alles"), "title").get_text()
    assert "Alles – Pagina 2 – Proef" == one(publication.page("dossiers/alles/page/2"), "title").get_text()


def test_the_pages_of_a_dossier_are_in_its_language(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the first one is."""
    monkeypatch.setattr(plan, "LONG_PAGE", 1)
    put(publication, "articles/beek")
    put(publication, "dossiers/all", items="[articles/beek, interviews/brug]", lang="en")
    publication.build(compare=False)
    second = publication.page("dossiers/all/page/2")
    assert "All – Page 2 – Proef" == one(second, "title").get_text()
    assert ["Page 2 of 2"] == texts(second, "nav.pages span")
    assert "en" == one(second, "html")["lang"]


def test_data_of_a_dossier_is_where_its_pages_say(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """A template that links to `index.json` finds it, on whatever page of the dossier it stands."""
    monkeypatch.setattr(plan, "LONG_PAGE", 1)
    put(publication, "articles/beek")
    put(publication, "dossiers/alles", items="[articles/beek, interviews/brug]")
    publication.write("templates/dossier.html", "{{ view.json }}")
    publication.build(compare=False)
    for path in ("dossiers/alles/", "dossiers/alles/page/2/"):
        address = publication.text(f"{path}index.html").strip()
        assert address.removeprefix("/") in publication.files(), path


def test_dossiers_have_the_dossiers_before_and_after_them(publication: Publication) -> None:
    """As interviews and articles have theirs, each among its own kind."""
    for month, name in enumerate(("een", "twee", "drie"), 1):
        put(publication, f"dossiers/{name}", date=f"2026-0{month}-01", items="[interviews/brug]")
        put(publication, f"articles/stuk-{name}", date=f"2026-0{month}-02")
    publication.build()
    for folder, ends in (("dossiers/", ("een", "drie")), ("articles/stuk-", ("stuk-een", "stuk-drie"))):
        kind = folder.partition("/")[0]
        assert [f"/{kind}/{end}/" for end in ends] == hrefs(publication.page(f"{folder}twee"), "nav.onward a")
        assert [f"/{folder}twee/"] == hrefs(publication.page(f"{folder}een"), "nav.onward a")
    assert not publication.page("interviews/brug").select("nav.onward")


# ------------------------------------------------------------------------------------------------------------- things


def test_the_page_of_a_series_shows_every_instalment_with_its_verdict(publication: Publication) -> None:
    """Newest first; with a prefix in titles elsewhere, but not on its own page."""
    front = {"title": "Klopt dit wel?", "cadence": "elke maand", "verdicts": "[klopt, klopt niet]"}
    put(publication, "series/klopt", "Wij zoeken het uit.", **front, prefix_titles="true")
    put(publication, "articles/beek", date="2026-01-01", series="{series: klopt, verdict: klopt niet}")
    put(publication, "articles/zee", date="2026-02-01", series="{series: Klopt, verdict: klopt}")
    put(publication, "articles/meer", date="2026-03-01", series="klopt")
    assert [] == publication.problems()
    page = publication.page("series/klopt")
    assert ["Klopt dit wel?"] == texts(page, "h1")
    assert "elke maand" in said(one(page, ".opening .kicker"))
    assert "Wij zoeken het uit." in said(one(page, ".opening .lead"))
    rows = [(said(row.select_one("h2")), texts(row, ".stamp b")) for row in page.select(".instalment")]
    assert [("Meer", []), ("Zee", ["klopt"]), ("Beek", ["klopt niet"])] == rows


@pytest.mark.parametrize("kind", ["topics", "series", "organisations"])
def test_the_text_about_a_thing_may_have_pictures_and_files(publication: Publication, kind: str) -> None:
    """All of them, as that of an item."""
    for n, name in enumerate(("een", "twee")):
        picture(publication, f"assets/{name}.png", 100 + n)
    publication.write("assets/plan.pdf", b"%PDF-1.4")
    text = "![Een lijn](een.png)\n\n![Een vlak](twee.png)\n\nZie het [plan](plan.pdf)."
    put(publication, f"{kind}/water", text, **{"name" if kind == "organisations" else "title": "Water"})
    assert [] == publication.problems()
    page = publication.page(f"{kind}/water")
    assert ["Een lijn", "Een vlak"] == [tag["alt"] for tag in page.select(".lead img")]
    assert ["/assets/plan.pdf"] == hrefs(page, ".lead a")


def test_the_first_paragraph_about_a_series_stands_at_its_instalments(publication: Publication) -> None:
    """With its links, but none to the page it stands on, and nothing that only the page of the series has."""
    publication.write("assets/regels.pdf", b"%PDF")
    blurb = ("Zie [alle delen](/series/reeks/), [de regels](regels.pdf) en [deel één](../articles/een.md).[^a]\n\n"
             "Meer.\n\n[^a]: Noot.")  # fmt: skip
    put(publication, "series/reeks", blurb, title="Reeks")
    put(publication, "series/stil", "![Een oever](x.png)", title="Stil")
    picture(publication, "content/series/x.png")
    put(publication, "articles/een", series="reeks")
    put(publication, "articles/twee", series="reeks")
    put(publication, "articles/drie", series="stil")
    assert [] == publication.problems()
    page = publication.page("articles/twee")
    assert ["Reeks", "Zie alle delen, de regels (PDF, 1 kB) en deel één."] == texts(page, "#series p")
    assert ["/series/reeks/", "/series/reeks/", "/assets/regels.pdf", "/articles/een/"] == hrefs(page, "#series a")
    assert ["/series/reeks/", "/series/reeks/", "/assets/regels.pdf"] == hrefs(
        publication.page("articles/een"), "#series a"
    )
    assert ["Stil", "Alle afleveringen van Stil"] == texts(publication.page("articles/drie"), "#series p")
    assert "/series/reeks/" not in hrefs(publication.page("series/reeks"), ".lead a")
    assert "alle delen" in said(one(publication.page("series/reeks"), ".lead"))
    publication.edit("content/series/reeks.md", "alle delen", "elk deel")
    publication.build()
    assert "Zie elk deel" in said(one(publication.page("articles/twee"), "#series"))


def test_the_page_of_an_organisation_says_who_spoke_for_it_and_what_it_did(publication: Publication) -> None:
    """With the roles of then; whatever way it is named, an item stands there once."""
    put(publication, "organisations/stadswerf", "Bouwt.", name="Stadswerf", url="https://werf.example/")
    put(publication, "articles/leeg", date="2026-05-05", title="Zonder")
    speakers = "[{speaker: ada, role: Directeur, organisation: Stadswerf}, {name: Bo Bos, on_behalf_of: stadswerf}]"
    put(publication, "articles/twee", date="2026-04-01", speakers=speakers)
    part = "[{organisation: stadswerf, role: uitgever}, {organisation: Stadswerf, role: partner}]"
    put(publication, "articles/drie", date="2026-03-01", organisations=part)
    put(publication, "articles/vier", date="2026-02-01", commissioned_by="stadswerf")
    publication.build()
    page = publication.page("organisations/stadswerf")
    assert ["Stadswerf"] == texts(page, "h1")
    assert ["https://werf.example/"] == hrefs(page, ".website a")
    assert "Bouwt." in said(page)
    assert "Komt voor in 3 artikelen" in texts(page, "h2")
    assert [
        ("Twee", "Spreker: Ada Okoye, Directeur + Spreker: Bo Bos, namens Stadswerf"),
        ("Drie", "Stadswerf: uitgever + Stadswerf: partner"),
        ("Vier", ""),
    ] == parts(publication, "organisations/stadswerf")
    assert "/organisations/stadswerf/" in hrefs(publication.page("articles/twee"), "#speakers .role a")


def test_what_a_thing_is_stands_on_the_first_of_its_pages(
    publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pages that follow have the rest of the list, and lead to the page before and the page after."""
    monkeypatch.setattr(plan, "LONG_PAGE", 1)
    put(publication, "topics/water", "Stroomt.[^1]\n\n[^1]: Soms.", title="Het water")
    put(publication, "series/reeks", "Verschijnt.", title="De reeks")
    for name in ("beek", "meer", "zee"):
        put(publication, f"articles/{name}", topics="[water]", series="reeks")
    publication.build(compare=False)
    for path, text in (("topics/water", "Stroomt."), ("series/reeks", "Verschijnt.")):
        pages = [publication.page(path + more) for more in ("", "/page/2", "/page/3")]
        assert [True, False, False] == [text in said(page) for page in pages]
        assert [1, 1, 1] == [len(page.select("main .card-title")) for page in pages]
        assert [f"/{path}/page/2/"] == hrefs(pages[0], "nav.pages a")
        assert [f"/{path}/", f"/{path}/page/3/"] == hrefs(pages[1], "nav.pages a")
        assert [f"/{path}/page/2/"] == hrefs(pages[2], "nav.pages a")
        assert [f"/{path}/page/2/"] == hrefs(pages[2], "head link[rel=prev]")


def test_everybody_who_made_an_item_has_it_on_their_page(publication: Publication) -> None:
    """Whatever it was that they did."""
    roles = ("authors", "artists", "photographers", "editors", "translators")
    for role in roles:
        put(publication, f"authors/van-{role}", name=f"Van {role.capitalize()}")
        put(publication, f"articles/met-{role}", **{role: f"[van-{role}]"})
    put(publication, "authors/van-interviewers", name="Van Interviewers")
    publication.interview("brug", interviewers="[van-interviewers]")
    publication.build()
    for role in roles:
        assert [f"Met-{role}"] == listed(publication, f"authors/van-{role}")
    assert ["Een brug begint met luisteren"] == listed(publication, "authors/van-interviewers")


def test_a_topic_and_an_author_list_items_of_all_kinds_newest_first(publication: Publication) -> None:
    """An item stands there once, whatever somebody did for it and however often it names the topic."""
    put(publication, "authors/noor", "Schrijft.", name="Noor Vink", tagline="Tekent")
    put(publication, "articles/oud", date="2026-01-01", authors="[noor]", editors="[noor]", topics="[Water]")
    put(
        publication,
        "dossiers/map",
        date="2026-04-04",
        editors="[noor]",
        topics="[water, Water]",
        items="[interviews/brug]",
    )
    publication.interview("brug", interviewers="[noor]", artists="[Noor]", topics="[Water]")
    publication.build()
    expected = ["Map", "Een brug begint met luisteren", "Oud"]
    assert expected == listed(publication, "topics/water")
    assert expected == listed(publication, "authors/noor")
    assert ["Gemaakt door Noor Vink"] == texts(publication.page("authors/noor"), ".made h2")


@pytest.mark.parametrize("path", ["organisations/werf", "topics/water", "series/reeks", "authors/noor", "speakers/ada"])
def test_what_is_said_of_a_thing_or_a_person_stands_on_the_first_page(
    publication: Publication, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """Text, notes, picture and description; the next page has the name, and says which page it is."""
    monkeypatch.setattr(plan, "LONG_PAGE", 1)
    picture(publication, "assets/foto.png")
    own = {"picture": "{image: foto.png, alt: Een foto}", "url": "https://werf.example/", "pronunciation": "wurf"}
    for name, keys in {
        "organisations/werf": {"name": "Werf"} | own,
        "topics/water": {"title": "Water"},
        "series/reeks": {"title": "Reeks", "cadence": "elke maand"},
        "authors/noor": {"name": "Noor Vink", "motto": "Kijk.", "portrait": own["picture"]},
        "speakers/ada": {"name": "Ada Okoye"},
    }.items():
        put(publication, name, "Van vroeger.[^1]\n\n[^1]: Een noot.", **keys)
    for slug in ("een", "twee"):
        keys = {"organisations": "[werf]", "topics": "[Water]", "series": "reeks", "authors": "[noor]"}
        put(publication, f"articles/{slug}", speakers="[ada]", **keys)
    publication.build(compare=False)
    first, second = publication.page(path), publication.page(f"{path}/page/2")
    assert texts(first, "h1") == texts(second, "h1")
    assert "Pagina 2" in one(second, "title").get_text()
    assert (1, 1) == tuple(len(page.select("main .card-title")) for page in (first, second))
    said_of_it = (
        ".footnotes, .logo, .website, .pronunciation, .cadence, .motto, .opening picture, meta[name=description]"
    )
    assert "Van vroeger." in said(first)
    assert first.select(said_of_it)
    assert "Van vroeger." not in said(second)
    assert not second.select(said_of_it)


# ------------------------------------------------------------------------------------------------------------ speakers


@pytest.fixture
def voices(publication: Publication) -> Publication:
    """Ada speaks in an interview and in two articles; in a third she is only quoted."""
    ada = "{speaker: ada, role: Bouwer, organisation: De Werf}"
    put(publication, "articles/een", date="2026-01-01", speakers=f"[{ada}, Bo Bos, Cas Cox]", topics="[Hout]")
    put(publication, "articles/twee", date="2026-02-01", speakers="[{speaker: ada, role: Wethouder}, Cas Cox]")
    put(publication, "articles/drie", "Ze zei: [“wij gaan door”]{by=ada}.", date="2026-04-01")
    put(publication, "articles/vier", date="2026-05-01", speakers="[{group: Klas 3B}, Dik Dop]")
    return publication


def test_a_speaker_has_everything_they_took_part_in(voices: Publication) -> None:
    """Interviews and articles, with the role of each time, and what they are only quoted in."""
    voices.build()
    assert [
        ("Drie", ""),
        ("Een brug begint met luisteren", ""),
        ("Twee", "Rol destijds: Wethouder"),
        ("Een", "Rol destijds: Bouwer, De Werf"),
    ] == parts(voices, "speakers/ada")
    page = voices.page("speakers/ada")
    assert "Komt voor in 4 artikelen" in texts(page, "h2")
    assert ["“wij gaan door”"] == texts(page, ".quotes blockquote")
    assert ["/articles/drie/#words"] == hrefs(page, ".quotes figcaption a")
    assert ["“wij gaan door”"] == texts(voices.page("articles/drie"), "#words")
    assert ["/topics/ambacht/", "/topics/hout/"] == hrefs(page, "footer.colophon a[href^='/topics/']")


def test_for_whom_somebody_spoke_is_said_wherever_their_role_is(publication: Publication) -> None:
    """On their own page, on the home page and on cards; an organisation that was named by its id has its name."""
    put(publication, "organisations/werf", name="De Werf")
    bo = "{name: Bo Bos, role: Wethouder, organisation: Stad, on_behalf_of: werf}"
    put(publication, "interviews/kade", "## Wie?\n\nIk.", date="2026-05-02", speakers=f"[{bo}]")
    put(publication, "interviews/sluis", "## Wie?\n\nIk.", speakers="[{name: Bo Bos, on_behalf_of: de buurt}]")
    publication.build()
    assert [
        ("Kade", "Rol destijds: Wethouder, Stad, namens De Werf"),
        ("Sluis", "Rol destijds: namens de buurt"),
    ] == parts(publication, "speakers/bo-bos")
    home = publication.page("")
    assert ["Wethouder, Stad, namens De Werf"] == texts(home, ".cover .role")
    assert "Bo Bos, namens de buurt" in texts(home, ".card-people")


def test_words_in_another_language_keep_it_on_the_page_of_who_said_them(publication: Publication) -> None:
    """Whether they or what they stand in was marked so; the title of the item keeps its own."""
    body = "Zij: [“so be it”]{by=ada lang=en}. [It was [“rather wet”]{by=ada}, she said]{lang=en}. [“Ja”]{by=ada}."
    put(publication, "articles/drie", body)
    put(publication, "articles/vier", "She said [“so it is”]{by=ada}.", lang="en")
    publication.build()
    quotes = [(said(q), q.get("lang")) for q in publication.page("speakers/ada").select(".quotes blockquote")]
    assert [("“so be it”", "en"), ("“rather wet”", "en"), ("“Ja”", None), ("“so it is”", "en")] == quotes
    titles = publication.page("speakers/ada").select(".quotes figcaption a")
    assert [("Drie", None)] * 3 + [("Vier", "en")] == [(said(title), title.get("lang")) for title in titles]


def test_words_on_a_page_are_listed_too(publication: Publication) -> None:
    """Whoever is quoted there has a page, though a page is in no list of what somebody took part in."""
    put(publication, "pages/over", "Zij zei [“wij tekenen”]{by=ada}, en hij [“ja”]{by='Bo Bos' #ja}.")
    publication.build()
    page = publication.page("speakers/ada")
    assert ["“wij tekenen”"] == texts(page, ".quotes blockquote")
    assert ["/over/#words"] == hrefs(page, ".quotes figcaption a")
    assert ["/over/#ja"] == hrefs(publication.page("speakers/bo-bos"), ".quotes figcaption a")
    assert "/speakers/bo-bos/" in hrefs(publication.page("speakers"), "main a")


def test_words_lead_to_where_they_stand(voices: Publication) -> None:
    """Also those outside of the body; words of a correction stand on two pages, so they have no anchor of their own."""
    put(
        voices, "articles/vijf", "Zij: [“nul”]{by=ada}.", date="2026-05-02",
        lead="Zij [“een”]{by=ada}.", core_message="Zij [“twee”]{by=ada}.",
        disclosure="Zij [“drie”]{by=ada}.", cta="{label: x, to: /speakers/, text: 'Zij: [“vier”]{by=ada}.'}",
        research="{note: 'Zij: [“vijf”]{by=ada}.'}",
        corrections="[{date: 2026-05-03, text: 'Zij: [“zes”]{by=ada}.'}]",
    )  # fmt: skip
    voices.build()
    page, article = voices.page("speakers/ada"), voices.page("articles/vijf")
    shown = {q.get_text(" ", strip=True): href for q, href in zip(
        page.select(".quotes blockquote"), hrefs(page, ".quotes figcaption a"), strict=True)}  # fmt: skip
    for word in ("nul", "een", "twee", "drie", "vier", "vijf", "zes"):
        address, _, anchor = shown[f"“{word}”"].partition("#")
        assert "/articles/vijf/" == address
        assert f"“{word}”" in one(article, f"[id='{anchor}']").get_text()
    assert shown["“zes”"].endswith("#corrections")


def test_a_speaker_has_their_companions_most_often_first(voices: Publication) -> None:
    """A group is nobody's companion, nor is somebody their own."""
    voices.build()
    assert ["/speakers/cas-cox/", "/speakers/bo-bos/"] == hrefs(voices.page("speakers/ada"), ".colophon .topics a")[:2]
    assert "Samen met" not in texts(voices.page("speakers/dik-dop"), "h2")
    assert "speakers/klas-3b/index.html" not in voices.files()


def test_companions_met_as_often_stand_in_the_order_of_the_list_of_speakers(publication: Publication) -> None:
    """By family name; those of one name by their ids."""
    names = ["Cas Aal", "Bo Bos", "Aad Cox", "Gijs Dop", "Eva Eik", "Dik Fris", "Fee Gras"]
    put(publication, "speakers/jan-1", name="Jan Zand")
    put(publication, "speakers/jan-2", name="Jan Zand")
    put(publication, "articles/samen", speakers=f"[ada, jan-2, jan-1, {', '.join(reversed(names))}]")
    publication.build()
    found = hrefs(publication.page("speakers/ada"), ".colophon .topics a")
    ids = [*(name.lower().replace(" ", "-") for name in names), "jan-1", "jan-2"]
    assert [f"/speakers/{id}/" for id in ids] == [address for address in found if address.startswith("/speakers/")]


def test_a_group_has_no_page_for_its_words(voices: Publication) -> None:
    """A group that is quoted is no more somebody than a group that speaks."""
    words = "Zij: [“wij leren”]{by=klas-3b}, en [“ik ook”]{by=dik-dop}."
    put(voices, "articles/vier", words, date="2026-05-01", speakers="[{group: Klas 3B}, Dik Dop]")
    voices.build()
    assert "speakers/klas-3b/index.html" not in voices.files()
    assert "speakers/klas-3b/feed.xml" not in voices.files()
    assert ["“ik ook”"] == texts(voices.page("speakers/dik-dop"), "blockquote")
    assert "Klas 3B" not in said(voices.page("speakers"))


def test_a_speaker_has_a_feed_of_their_own(voices: Publication) -> None:
    """Of all that they are in; whoever is in nothing has none."""
    put(voices, "speakers/stil", name="Stille Willy")
    voices.build()
    assert ["/speakers/ada/feed.xml"] == hrefs(voices.page("speakers/ada"), "head link[title^='Ada']")
    assert "/speakers/ada/feed.xml" in hrefs(voices.page("speakers/ada"), "main a")
    assert ["Drie", "Een brug begint met luisteren", "Twee", "Een"] == [
        entry.findtext("{*}title")
        for entry in ElementTree.fromstring(voices.text("speakers/ada/feed.xml")).findall("{*}entry")
    ]
    assert "speakers/stil/feed.xml" not in voices.files()
    assert not voices.page("speakers/stil").select("main a[href$='feed.xml'], head link[title^='Stille']")


def test_every_page_of_a_speaker_has_the_quotations_of_its_own_items(
    voices: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is about the person stands on the first page alone."""
    monkeypatch.setattr(plan, "LONG_PAGE", 2)
    put(voices, "articles/een", "Zij: [“hout leeft”]{by=ada}.", date="2026-01-01", speakers="[ada]")
    voices.build(compare=False)
    first, second = voices.page("speakers/ada"), voices.page("speakers/ada/page/2")
    assert (["Drie", "Een brug begint met luisteren"], ["Twee", "Een"]) == (texts(first, "h3"), texts(second, "h3"))
    assert ["“wij gaan door”"] == texts(first, "blockquote")
    assert ["“hout leeft”"] == texts(second, "blockquote")
    assert "Ada bouwt." in said(first)
    assert "Ada bouwt." not in said(second)
    assert "Komt voor in 4 artikelen" in texts(second, "h2")
    assert "Ada Okoye – Pagina 2 – Proef" == one(second, "title").get_text()


def test_a_long_register_goes_on_over_several_pages(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page has the letters of all; a letter leads to where it begins, even on another page."""
    monkeypatch.setattr(overviews, "LONG_REGISTER", 2)
    publication.interview("brug", speakers="[Bo Aal, Cas Aas, Dik Aba, Ed Berg, Fem Cox, Gé Dop]")
    publication.build(compare=False)
    pages = {n: publication.page("speakers" + (f"/page/{n}" if n > 1 else "")) for n in (1, 2, 3, 4)}
    assert [["Aal, Bo", "Aas, Cas"], ["Aba, Dik", "Berg, Ed"], ["Cox, Fem", "Dop, Gé"], ["Okoye, Ada"]] == [
        texts(page, ".letter li") for page in pages.values()
    ]
    letters = ["A", "B", "C", "D", "O"]
    leads = [f"/speakers/{page}#letter-{letter}" for page, letter in zip(
        ("", "page/2/", "page/3/", "page/3/", "page/4/"), letters, strict=True)]  # fmt: skip
    for page in pages.values():
        assert letters == texts(page, "nav.letters a")
        assert leads == hrefs(page, "nav.letters a")
        assert ["7 sprekers"] == texts(page, ".kicker")
    assert ["/speakers/", "/speakers/page/3/"] == hrefs(pages[2], "nav.pages a")
    assert not (publication.public / "speakers/page/5").exists()


@pytest.mark.parametrize(("lang", "counts"), [
    ("nl", ["0 sprekers", "Eén spreker", "2 sprekers"]), ("en", ["0 speakers", "One speaker", "2 speakers"])
])  # fmt: skip
def test_nobody_is_several(publication: Publication, lang: str, counts: list[str]) -> None:
    """As Dutch and English have it: none and two are many, one is one."""
    publication.write("content/site.yaml", SITE.replace("language: nl", f"language: {lang}"))
    (publication.root / "content/interviews/brug.md").unlink()
    (publication.root / "content/speakers/ada.md").unlink()
    for number, speakers in enumerate(("[]", "[Bo Bos]", "[Bo Bos, Cas Cox]")):
        put(publication, "articles/beek", speakers=speakers)
        publication.build()
        assert [counts[number]] == texts(publication.page("speakers"), ".kicker")


# ------------------------------------------------------------------------------------ home, core messages, corrections


def test_the_newest_interview_leads_and_the_rest_follows_newest_first(publication: Publication) -> None:
    """Also where articles are newer, and on the pages that follow."""
    publication.write("content/site.yaml", SITE + "page_size: 3\n")
    publication.interview("oud", title="Ouder", date="2026-01-02")
    put(publication, "articles/nieuws", date="2026-05-01")
    put(publication, "dossiers/map", date="2026-04-01", items="[interviews/brug]")
    put(publication, "articles/eerst", date="2026-01-01")
    put(publication, "pages/colofon", date="2026-05-05")
    publication.build()
    assert ["Een brug begint met luisteren"] == listed(publication, "", ".cover h2")
    assert ["Nieuws", "Map"] == listed(publication, "", ".wall h2")
    assert ["Ouder", "Eerst"] == listed(publication, "page/2", ".wall h2")
    assert not publication.page("page/2").select(".cover")


def test_core_messages_of_all_kinds_are_listed(publication: Publication) -> None:
    """Newest first, each with what it is from; interviews by their speakers, others by their kind."""
    put(publication, "articles/brug", date="2026-04-01", core_message="Water *wint*.", format="research")
    put(publication, "dossiers/brug", date="2026-02-01", core_message="Alles hangt samen.", items="[interviews/brug]")
    publication.build()
    page = publication.page("core-messages")
    assert ["article-brug", "brug", "dossier-brug"] == [tag["id"] for tag in page.select(".message")]
    assert ["Water wint.", "Bouw pas als je luistert.", "Alles hangt samen."] == texts(page, ".core-text")
    assert ["/articles/brug/", "/interviews/brug/", "/dossiers/brug/"] == hrefs(page, ".message-source a")
    assert ["Onderzoek, 1 april 2026", "Ada Okoye, 14 maart 2026", "Dossier, 1 februari 2026"] == texts(
        page, ".message .card-date"
    )


def test_pages_have_topics_and_core_messages_too(publication: Publication) -> None:
    """Behind the items unless they have a day; they are in no feed."""
    put(publication, "articles/beek", date="2026-03-01", topics="[Water]")
    put(publication, "pages/over", topics="[Water, Alleen hier]", core_message="Wij *luisteren*.")
    put(publication, "pages/werk", topics="[Water]", date="2026-04-01")
    publication.build()
    assert ["/werk/", "/articles/beek/", "/over/"] == hrefs(publication.page("topics/water"), f"{TITLES} a")
    assert ["/over/"] == hrefs(publication.page("topics/alleen-hier"), f"{TITLES} a")
    messages = publication.page("core-messages")
    assert ["Bouw pas als je luistert.", "Wij luisteren."] == texts(messages, ".core-text")
    assert ["/interviews/brug/", "/over/"] == hrefs(messages, ".message-source a")
    feed = ElementTree.fromstring(publication.text("topics/water/feed.xml"))
    assert ["Beek"] == [entry.findtext("{*}title") for entry in feed.iter("{http://www.w3.org/2005/Atom}entry")]


def test_core_messages_and_corrections_keep_their_form(publication: Publication) -> None:
    """Lists, emphasis and links to elsewhere, but nothing that only the page of the item can fill in."""
    text = (
        "|\n  Een *twee*[^1] [hier](/speakers/ada/) [daar](https://daar.example/) [blad](b.pdf)\n\n  - {}\n  - drie\n\n"
    )
    text += "  ### Kop\n\n  ![Pad](p.png)\n\n  [^1]: Noot.\n"
    publication.write("assets/b.pdf", b"%PDF-1.4\n")
    publication.write("assets/p.png", encoded(drawing(), "PNG"))
    given = text.replace("\n  ", "\n    ").rstrip()
    put(publication, "articles/beek", core_message=text.rstrip(), corrections=f"\n- date: 2026-05-20\n  text: {given}")
    publication.build()
    expected = (
        '<p>Een <em>twee</em> hier <a href="https://daar.example/">daar</a> blad</p>\n'
        "<ul>\n<li>{}</li>\n<li>drie</li>\n</ul>\n<h3>Kop</h3>"
    )
    for path, selector in (("core-messages", ".core-text"), ("corrections", ".correction .small")):
        shown = [tag.decode_contents().strip() for tag in publication.page(path).select(selector)]
        assert expected == shown[-1]


def test_corrections_of_all_items_are_on_one_page(publication: Publication) -> None:
    """Newest first, whatever the date of the item; the foot of every page leads there."""
    early = "[{date: 2026-03-20, text: Het was *niet* zo.}, {date: 2026-05-20, kind: update, text: Er is nieuws.}]"
    put(publication, "articles/beek", corrections=early)
    put(publication, "pages/over", corrections="[{date: 2026-04-01, kind: clarification, text: Iets anders.}]")
    publication.build()
    page = publication.page("corrections")
    assert ["Aanvulling, 20 mei 2026", "Verduidelijking, 1 april 2026", "Correctie, 20 maart 2026"] == [
        *texts(page, ".correction .label")
    ]
    assert ["Er is nieuws.", "Iets anders.", "Het was niet zo."] == texts(page, ".correction .small")
    assert ["/articles/beek/#corrections", "/over/#corrections", "/articles/beek/#corrections"] == hrefs(page, "h2 a")
    for path in ("", "articles/beek", "speakers/ada", "topics/ambacht"):
        assert ["/corrections/"] == hrefs(publication.page(path), ".foot a[href*=corrections]"), path


def test_without_corrections_there_is_no_page_of_them(publication: Publication) -> None:
    """It goes when the last one goes."""
    put(publication, "articles/beek", corrections="[{date: 2026-03-20, text: Niet zo.}]")
    publication.build()
    assert "corrections/index.html" in publication.files()
    put(publication, "articles/beek")
    publication.build()
    assert "corrections/index.html" not in publication.files()
    assert not publication.page("").select(".foot a[href*=corrections]")


def test_whom_only_drafts_name_is_not_there_yet(publication: Publication) -> None:
    """Nobody learns from her page, the A–Z or the sitemap whom an interview that is to come is with."""
    publication.write("content/speakers/lot.md", "---\nname: Lot Kuiper\n---\nLot bakt.\n")
    publication.build()
    assert publication.page("speakers/lot")  # a file without any item is somebody's wish
    for keys in ({"draft": "true"}, {"publish": "2999-01-01"}):
        publication.interview("brood", speakers="[lot]", interviewers="[ada]", **keys)
        publication.build()
        assert not [path for path in publication.files() if "Kuiper" in publication.text(path) or "/lot/" in path]
        assert publication.page("speakers/ada")
    publication.build(drafts=True)
    assert publication.page("speakers/lot")
    publication.interview("tweede", speakers="[ada, lot]")
    publication.build()
    assert publication.page("speakers/lot")


@pytest.mark.parametrize(
    "text",
    [
        INTERVIEW.replace("speakers: [ada]", "speakers: [ada]\nthanks: [lot]"),
        INTERVIEW.replace("speakers: [ada]", "speakers: [ada]\nartists: [lot]"),
        INTERVIEW.replace("Ada bouwt bruggen.", "Zij zei: [“Brood vraagt tijd”]{by=lot}."),
    ],
)
def test_whom_an_item_names_is_there(publication: Publication, text: str) -> None:
    """In whatever way it does, and whatever else is to come."""
    publication.write("content/speakers/lot.md", "---\nname: Lot Kuiper\n---\nLot bakt.\n")
    publication.interview("brood", speakers="[lot]", draft="true")
    publication.interview("brug", text)
    publication.build()
    assert publication.page("speakers/lot")


def test_a_link_to_whom_only_drafts_name_is_told_of(publication: Publication) -> None:
    """As a link to the draft itself is."""
    publication.write("content/speakers/lot.md", "---\nname: Lot Kuiper\n---\nLot bakt.\n")
    publication.interview("brood", speakers="[lot]", draft="true")
    publication.edit("content/interviews/brug.md", "Ada bouwt bruggen.", "Zie [Lot](/speakers/lot/).")
    assert ["link-to-hidden"] == [found.code for found in publication.problems()]
