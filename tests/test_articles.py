"""Articles of the four formats: every key that an author may write, and where a reader finds it."""

from __future__ import annotations

import json

import pytest

from site_builder.language import language_for
from site_builder.licences import licence_link
from site_builder.models import Link
from tests.items import graph, hrefs, one, picture, put, said, texts
from tests.publication import INTERVIEW, SITE, Publication

PATH = "articles/beek"


def sections(publication: Publication, path: str = PATH) -> dict[str, str]:
    """What the foot of an item's page says, by heading."""
    found = publication.page(path).select("footer.colophon .part")
    return {
        (h.extract() if (h := part.select_one("h2")) else part).get_text(): " ".join(part.get_text().split())
        for part in found
    }


def items(publication: Publication, selector: str, path: str = PATH) -> list[str]:
    return texts(publication.page(path), f"{selector} li")


# ------------------------------------------------------------------------------------------------------ above the text

KINDS = {
    "nl": {"article": "Artikel", "report": "Verslag", "column": "Column", "research": "Onderzoek"},
    "en": {"article": "Article", "report": "Report", "column": "Column", "research": "Research"},
}


def test_an_article_says_what_it_is_in_its_own_language(publication: Publication) -> None:
    """On its page; in lists in the language of the publication. Without a format it is an article."""
    for lang, kinds in KINDS.items():
        for format in kinds:
            put(publication, f"articles/{format}-{lang}", lang=lang, format=format, topics=f"[{format}]")
    put(publication, PATH)
    publication.build()
    for lang, kinds in KINDS.items():
        for format, label in kinds.items():
            page = publication.page(f"articles/{format}-{lang}")
            assert [label] == texts(page, ".opening .kicker")
            assert ["article", format] == one(page, "body")["class"]
            assert [KINDS["nl"][format]] * 2 == texts(publication.page(f"topics/{format}"), ".card .kicker")
    assert ["Artikel"] == texts(publication.page(PATH), ".opening .kicker")


def test_what_stands_above_the_title(publication: Publication) -> None:
    """Whether it was paid for, its section, and the author's own words in place of the kind."""
    put(publication, PATH, kicker="Terugblik", section="Water", sponsored="true", topics="[Hout]")
    put(publication, "articles/zee", section="column", format="column")
    put(publication, "articles/meer", section="Water")
    publication.build()
    page = publication.page(PATH)
    assert ["Gesponsord Water Terugblik"] == texts(page, ".opening .kicker")
    assert (["Gesponsord"], ["Water"]) == (texts(page, ".kicker .sponsored"), texts(page, ".kicker .section"))
    assert ["Gesponsord Terugblik"] == texts(publication.page("topics/hout"), ".card .kicker")
    assert "Gesponsord" in texts(publication.page(""), "main .sponsored")
    assert ["Column"] == texts(publication.page("articles/zee"), ".opening .kicker")
    assert ["Water Artikel"] == texts(publication.page("articles/meer"), ".opening .kicker")
    assert not publication.page("articles/meer").select(".opening .sponsored")


def test_what_leads_to_a_paid_item_says_so(publication: Publication) -> None:
    """From the item before and the item after as well; what leads on from it doesn't."""
    put(publication, "articles/een", date="2026-01-01")
    put(publication, "articles/twee", date="2026-02-01", sponsored="true")
    put(publication, "articles/drie", date="2026-03-01")
    publication.build()
    assert ["Gesponsord Volgende · Artikel"] == texts(publication.page("articles/een"), ".onward .label")
    assert ["Gesponsord Vorige · Artikel"] == texts(publication.page("articles/drie"), ".onward .label")
    assert ["Vorige · Artikel", "Volgende · Artikel"] == texts(publication.page("articles/twee"), ".onward .label")


def test_the_byline_names_who_wrote_it(publication: Publication) -> None:
    """With a page where there is one, the role of one author, and the role in which it was written."""
    put(publication, "authors/noor", name="Noor Vink", role="Vandaag")
    put(publication, PATH, authors="[{author: noor, role: redacteur, organisation: De Krant}]", updated="2026-04-05",
        author_role="Als bewoner geschreven", photographers="[Lot Loo]")  # fmt: skip
    put(publication, "articles/zee", authors="[noor, Bo Bos, {group: Klas 3B}]")
    put(publication, "articles/mill", authors="[Bo Bos]", lang="en")
    publication.build()
    page = publication.page(PATH)
    assert ["Door Noor Vink redacteur, De Krant"] == texts(page, ".byline .by")
    assert ["/authors/noor/"] == hrefs(page, ".byline .by a")
    assert ["Als bewoner geschreven"] == texts(page, ".byline .by-role")
    assert ["1 maart 2026", "5 april 2026"] == texts(page, ".byline time")
    assert ["2026-03-01", "2026-04-05"] == [tag["datetime"] for tag in page.select(".byline time")]
    assert ["Door Noor Vink, Bo Bos en Klas 3B"] == texts(publication.page("articles/zee"), ".by")
    assert ["By Bo Bos"] == texts(publication.page("articles/mill"), ".by")
    assert "March 1, 2026" in texts(publication.page("articles/mill"), ".byline time")


@pytest.mark.parametrize(("lang", "day"), [
    ("en", "March 1, 2026"), ("en-GB", "1 March 2026"), ("en-US", "March 1, 2026"), ("nl-BE", "1 maart 2026"),
    ("de", "1. März 2026"), ("de-x-niets", "1. März 2026"),
])  # fmt: skip
def test_a_day_is_written_as_it_is_where_the_language_is_spoken(publication: Publication, lang: str, day: str) -> None:
    """The words of the interface are those of the language, where it knows that."""
    put(publication, PATH, lang=lang)
    publication.build()
    page = publication.page(PATH)
    assert [day] == texts(page, ".byline time")
    assert lang == one(page, "html")["lang"]
    assert ["Artikel" if lang == "nl-BE" else "Article"] == texts(page, ".opening .kicker")


def test_who_speaks_in_an_article_stands_there_with_the_role_of_then(publication: Publication) -> None:
    """Whom they spoke for, and groups; two or more are named above the text already."""
    put(publication, "organisations/werf", name="De Werf")
    speakers = ("[{speaker: ada, role: Bouwer, organisation: werf, note: bleef lang}, "
                "{name: Bo Bos, on_behalf_of: De buurt}, {group: Klas 3B}]")  # fmt: skip
    put(publication, PATH, speakers=speakers)
    put(publication, "articles/zee", speakers="[ada]")
    put(publication, "articles/mill", lang="en", speakers=speakers)
    publication.build()
    assert ["Ada Okoye Bouwer, De Werf (bleef lang)", "Bo Bos namens De buurt", "Klas 3B"] == items(
        publication, "#speakers"
    )
    assert ["/speakers/ada/", "/organisations/werf/", "/speakers/bo-bos/"] == hrefs(
        publication.page(PATH), "#speakers a"
    )
    assert ["Aan het woord Ada Okoye, Bo Bos en Klas 3B"] == texts(publication.page(PATH), ".facts-speakers")
    assert not publication.page("articles/zee").select(".facts-speakers")
    assert "Bo Bos on behalf of De buurt" in items(publication, "#speakers", "articles/mill")
    assert "Speaking here" in texts(publication.page("articles/mill"), "#speakers h2")


def test_corrections_stand_above_the_text_newest_first(publication: Publication) -> None:
    """Each with its kind and day."""
    fixed = "[{date: 2026-03-04, text: Het was *lager*.}, {date: 2026-04-05, kind: clarification, text: Dus zo.}]"
    put(publication, PATH, "Dit is de tekst.", corrections=fixed)
    publication.build()
    page = publication.page(PATH)
    assert ["Verduidelijking, 5 april 2026 Dus zo.", "Correctie, 4 maart 2026 Het was lager."] == texts(
        page, "#corrections .correction"
    )
    text = said(one(page, "main"))
    assert text.index("Dus zo.") < text.index("Dit is de tekst.")
    assert one(page, "#corrections em").get_text() == "lager"


# ------------------------------------------------------------------------------------------------------------ pictures


def test_every_drawing_has_its_place(publication: Publication) -> None:
    """The first is `drawing`, others carry the name of their file, with a number where that is taken."""
    for n, name in enumerate(("Vel Één", "rand", "twee/rand")):
        picture(publication, f"assets/{name}.png", 100 + n)
    sketches = ("[{image: Vel Één.png, alt: Eerste, caption: Het *vel*, medium: inkt}, "
                "{image: rand.png, creator: Kim Kas}, twee/rand.png]")  # fmt: skip
    put(publication, PATH, sketches=sketches, artists="[Lot Loo]")
    put(publication, "articles/zee", sketches="[twee/rand.png, Vel Één.png]")
    publication.build()
    page = publication.page(PATH)
    assert ["drawing", "drawing-rand", "drawing-rand-2"] == [figure["id"] for figure in page.select("figure.sheet")]
    assert ["drawing", "drawing-vel-een"] == [
        figure["id"] for figure in publication.page("articles/zee").select("figure.sheet")
    ]
    assert "Eerste" == one(page, "#drawing img")["alt"]
    assert ["Het vel"] == texts(page, "#drawing .caption")
    drawn = texts(page, "figure .drawn")
    makers = ["Getekend door Lot Loo", "Getekend door Kim Kas", "Getekend door Lot Loo"]
    assert all(words.startswith(maker) for words, maker in zip(drawn, makers, strict=True))
    assert drawn[0].endswith("inkt")
    assert "100" == one(page, "#drawing img")["width"]


def test_no_heading_has_the_place_of_a_drawing(publication: Publication) -> None:
    """What the author calls an id stays so; the drawing gets another."""
    for n, name in enumerate("abc"):
        picture(publication, f"assets/{name}.png", 100 + n)
    body = "### Drawing b\n\nTekst.\n\n### Meer {#drawing-c}\n\nTekst."
    put(publication, PATH, body, sketches="[a.png, b.png, c.png]")
    publication.build()
    page = publication.page(PATH)
    assert ["drawing-b", "drawing-c"] == [str(tag["id"]) for tag in page.select("h3[id]")]
    assert ["drawing", "drawing-b-2", "drawing-c-2"] == [figure["id"] for figure in page.select("figure.sheet")]


def test_a_picture_says_who_is_in_it_and_who_took_it(publication: Publication) -> None:
    """It stands in lists and shared links where there is no drawing."""
    picture(publication, "content/articles/beek/foto.png", 111)
    given = "{image: foto.png, alt: Drie mensen, caption: Bij de *beek*., credit: 'Foto: Lot', depicts: [ada, Bo Bos]}"
    put(publication, "articles/beek/index", picture=given)
    publication.build()
    page = publication.page(PATH)
    assert ["Bij de beek. In beeld: Ada Okoye en Bo Bos. Foto: Lot"] == texts(page, "#picture figcaption")
    publication.edit("content/articles/beek/index.md", "Bij de *beek*.", "Hier *Ada Okoye* met Bo Bos.")
    publication.build()
    assert ["Hier Ada Okoye met Bo Bos. Foto: Lot"] == texts(publication.page(PATH), "#picture figcaption")
    assert "Drie mensen" == one(page, "#picture img")["alt"]
    assert "Drie mensen" == one(page, "meta[property='og:image:alt']")["content"]
    assert ["Drie mensen"] == [img["alt"] for img in publication.page("").select(".wall .photo img")]


# ----------------------------------------------------------------------------------------------------- around the text


def test_events_have_their_stops_and_days_in_the_language_of_the_item(publication: Publication) -> None:
    """A day of the whole event only where its stops have none."""
    event = ("[{name: Waterdag, organiser: De Werf, date: 2026-02-03, stops: [{city: Gouda, venue: De Kas, "
             "date: 2026-02-03}, {city: Delft}]}, {name: Los, date: 2026-02-09}]")  # fmt: skip
    put(publication, PATH, events=event)
    put(publication, "articles/mill", lang="en", events=event)
    publication.build()
    page = publication.page(PATH)
    assert "De evenementen" == one(page, "#events h2").get_text()
    assert ["3 februari 2026 De Kas, Gouda", "Delft"] == texts(page, "#events .stops li")
    assert ["Waterdag", "Los"] == texts(page, "#events b")
    assert ["De Werf"] == texts(page, "#events .event-by")
    assert ["2026-02-03", "2026-02-09"] == [tag["datetime"] for tag in page.select("#events time")]
    mill = publication.page("articles/mill")
    assert ["February 3, 2026 De Kas, Gouda", "Delft"] == texts(mill, "#events .stops li")
    assert ["February 9, 2026"] == texts(mill, "#events .event-date")
    assert "The events" == one(mill, "#events h2").get_text()


def test_organisations_have_their_parts_and_their_pages(publication: Publication) -> None:
    """By id with the name of the file, else as they are written."""
    put(publication, "organisations/werf", name="De Werf")
    put(publication, PATH, organisations="[{organisation: werf, role: uitgever}, Werf, De Krant]")
    publication.build()
    assert ["Uitgever: De Werf", "Werf", "De Krant"] == items(publication, "#organisations")
    assert ["/organisations/werf/"] * 2 == hrefs(publication.page(PATH), "#organisations a")


@pytest.mark.parametrize(("written", "shown"), [("werf", "De Werf"), ("Werf", "Werf")])
def test_who_had_it_made_is_linked_by_id_and_by_name(publication: Publication, written: str, shown: str) -> None:
    """With the rest of how it came about."""
    put(publication, "organisations/werf", name="De Werf")
    recorded = "{place: De Kas, city: Gouda, date: 2026-02-03}"
    put(publication, PATH, commissioned_by=written, disclosure="Wij kregen *koffie*.", recorded=recorded)
    assert [] == publication.problems()
    expected = f"Wij kregen koffie. In opdracht van {shown}. Opgenomen: De Kas, Gouda, 3 februari 2026"
    assert [f"Hoe dit tot stand kwam {expected}"] == texts(publication.page(PATH), "#disclosure")
    assert ["/organisations/werf/"] == hrefs(publication.page(PATH), "#disclosure a")
    assert "Komt voor in één artikel" in texts(publication.page("organisations/werf"), "h2")


def test_who_had_it_made_may_be_a_person(publication: Publication) -> None:
    """By id or by name."""
    put(publication, "authors/noor", "Bio.", name="Noor Vink")
    for written in ("noor", "Noor Vink"):
        put(publication, PATH, commissioned_by=written)
        if written == "noor":
            publication.build()
            assert ["In opdracht van Noor Vink."] == texts(publication.page(PATH), "#disclosure p")
            assert ["/authors/noor/"] == hrefs(publication.page(PATH), "#disclosure a")


def test_everybody_leads_to_the_organisation_they_are_of(publication: Publication) -> None:
    """The one they worked for and the one they spoke for are two."""
    put(publication, "organisations/werf", name="De Werf")
    ada = "{speaker: ada, role: schipper, organisation: Het Veer, on_behalf_of: werf, note: per telefoon}"
    bo = "{name: Bo Bos, organisation: werf, on_behalf_of: Het Veer}"
    put(publication, PATH, speakers=f"[{ada}, {bo}]", quote_by="ada", editors=f"[{bo.replace('name', 'author')}]")
    publication.interview("brug", INTERVIEW.replace("[ada]", f"[{ada}]"))
    publication.build()
    page = publication.page(PATH)
    link = '<a href="/organisations/werf/">De Werf</a>'
    assert [f"schipper, Het Veer, namens {link}", f"{link}, namens Het Veer"] == [
        tag.decode_contents() for tag in page.select("#speakers .role")
    ]
    assert ["Ada Okoye schipper, Het Veer, namens De Werf (per telefoon)", "Bo Bos De Werf, namens Het Veer"] == texts(
        page, "#speakers li"
    )
    assert ["Ada Okoye"] == texts(page, ".opening .attribution")
    assert ["Bo Bos (De Werf, namens Het Veer)"] == texts(page, ".credits dd")
    interview = publication.page("interviews/brug")
    assert ["Ada Okoye schipper, Het Veer, namens De Werf (per telefoon)"] == texts(interview, ".byline li")


def test_footnotes_are_numbered_as_they_are_read(publication: Publication) -> None:
    """The lead comes first, then what was corrected, then the text."""
    note = "tekst{0}[^1]\n\n      [^1]: noot {0}\n"
    corrections = "\n  - date: 2026-05-20\n    text: |\n      " + note.format("twee")
    lead = "|\n      " + note.format("een")
    put(publication, PATH, note.format("drie").replace("      ", ""), lead=lead, corrections=corrections.rstrip())
    publication.interview("brug", INTERVIEW.replace("Ada bouwt bruggen.", note.format("drie").replace("      ", "")),
                          corrections=corrections.rstrip())  # fmt: skip
    publication.build()
    for path, shown in ((PATH, "123"), ("interviews/brug", "12")):
        page = publication.page(path)
        assert shown == "".join(texts(page, ".note-ref"))


def test_an_organisation_named_as_its_file_names_it_is_that_one(publication: Publication) -> None:
    """Or at least the author is not told that a name is also spelled as it is spelled."""
    put(publication, "organisations/werf", name="De Grote Werf")
    put(publication, PATH, organisations="[De Grote Werf]")
    assert not [p for p in publication.problems() if '"De Grote Werf" is also spelled "De Grote Werf"' in p.message]


def test_sources_say_what_the_item_draws_on(publication: Publication) -> None:
    """With their makers in a row, and where they can be read."""
    works = ("[{kind: boek, title: Zand & co, creators: [An An, Bo Bo, Cas Cas], year: 2001, isbn: 978-1, "
             "url: 'https://zand.example/?a=1&b=2', note: hoofdstuk 3}, {title: Klei}]")  # fmt: skip
    put(publication, PATH, sources=works)
    publication.build()
    expected = "An An, Bo Bo en Cas Cas, Zand & co, boek, 2001, ISBN 978-1 – hoofdstuk 3"
    assert [expected, "Klei"] == items(publication, "#sources")
    assert ["https://zand.example/?a=1&b=2"] == hrefs(publication.page(PATH), "#sources a")


def test_downloads_have_type_and_size_of_the_file(publication: Publication) -> None:
    """In the number format of the item's language; called after their file unless the author says otherwise."""
    publication.write("content/articles/beek/dia.pdf", b"%PDF" + b"x" * 1_234_563)
    publication.write("content/articles/beek/klein.csv", "a,b\n")
    publication.write("assets/Tekst.docx", b"x" * 12_345)
    given = ("[{file: dia.pdf, label: De dia’s, kind: presentatie, speaker: ada}, klein.csv, {file: Tekst.docx}, "
             "{to: 'https://elders.example/a/b.zip'}, {to: 'https://elders.example/', label: Elders}]")  # fmt: skip
    given = given.replace(" klein.csv", " {file: klein.csv}")
    put(publication, "articles/beek/index", downloads=given)
    put(publication, "articles/mill", lang="en", downloads="[{file: beek/dia.pdf, label: Slides}]")
    publication.build()
    assert [
        "De dia’s, Ada Okoye (presentatie, PDF, 1,2 MB)",
        "klein.csv (CSV, 1 kB)",
        "Tekst.docx (DOCX, 12 kB)",
        "b.zip",
        "Elders",
    ] == items(publication, "#downloads")
    addresses = hrefs(publication.page(PATH), "#downloads a")
    assert ["/articles/beek/dia.pdf", "/articles/beek/klein.csv", "/assets/Tekst.docx",
            "https://elders.example/a/b.zip", "https://elders.example/"] == addresses  # fmt: skip
    assert 1_234_567 == (publication.public / "articles/beek/dia.pdf").stat().st_size
    assert ["Slides (PDF, 1.2 MB)"] == items(publication, "#downloads", "articles/mill")
    (address,) = hrefs(publication.page("articles/mill"), "#downloads a")
    assert address.removeprefix("/") in publication.files()


@pytest.mark.parametrize(
    ("size", "shown"), [(1, "1 kB"), (1_499, "1 kB"), (12_345, "12 kB"), (999_499, "999 kB"),
                        (999_500, "1 MB"), (1_000_000, "1 MB"), (1_049_999, "1 MB"),
                        (1_050_001, "1,1 MB"), (2_960_000, "3 MB")]
)  # fmt: skip
def test_the_size_of_a_file_is_rounded(size: int, shown: str) -> None:
    """To what tells a reader how long it takes; nothing is no size."""
    assert shown == language_for("nl").size(size)


def test_readers_are_asked_to_do_something(publication: Publication) -> None:
    """On the web, on a page of the publication, or with a file."""
    publication.write("content/articles/beek/plan.pdf", b"%PDF")
    for slug, to in (("beek/index", "plan.pdf"), ("zee", "/topics/ambacht/"), ("meer", "https://doe.example/?a&b")):
        put(publication, f"articles/{slug}", cta=f"{{label: Doe mee, to: '{to}', text: Het kan *nu*.}}")
    put(publication, "articles/plas", cta="{label: Lees, to: zee.md}")
    publication.build()
    found = {slug: publication.page(f"articles/{slug}") for slug in ("beek", "zee", "meer", "plas")}
    assert ["Het kan nu. Doe mee"] == texts(found["beek"], ".cta")
    assert ["Lees"] == texts(found["plas"], ".cta")
    assert {"beek": ["/articles/beek/plan.pdf"], "zee": ["/topics/ambacht/"], "meer": ["https://doe.example/?a&b"],
            "plas": ["/articles/zee/"]} == {slug: hrefs(page, ".cta a") for slug, page in found.items()}  # fmt: skip
    assert "articles/beek/plan.pdf" in publication.files()


def test_the_rest_of_what_stands_at_the_foot(publication: Publication) -> None:
    """Signature, thanks, makers, licence, dossiers; each under its own heading."""
    put(publication, "authors/noor", "Bio.", name="Noor Vink", tagline="Schrijft en tekent", motto="Eerst *kijken*.")
    put(publication, PATH, authors="[noor, Bo Bos]", signature="true", licence="CC BY", editors="[noor]",
        thanks="[{name: Lot Loo, role: arts, note: voor het zand}]", photographers="[{name: Kim, role: stagiair}]",
        translators="[noor]")  # fmt: skip
    put(publication, "dossiers/water", title="Het water", items=f"[{PATH}]")
    put(publication, "dossiers/hout", title="Het hout", items=f"[{PATH}]", date="2026-05-05")
    publication.build()
    assert ["Noor Vink en Bo Bos"] == texts(publication.page(PATH), ".signature")
    found = sections(publication)
    assert (
        "tekst: Noor Vink en Bo Bos fotografie: Kim (stagiair) redactie en vertaling: Noor Vink"
        == found["Gemaakt door"]
    )
    assert "Lot Loo, arts (voor het zand)" == found["Met dank aan"]
    assert "CC BY 4.0" == found["Licentie"]
    assert "Het hout Het water" == found["In de dossiers"]
    assert ["https://creativecommons.org/licenses/by/4.0/"] == hrefs(publication.page(PATH), "main a[rel=license]")
    assert ["Noor Vink Schrijft en tekent Eerst kijken."] == texts(publication.page(PATH), ".author-card")


def test_whoever_is_thanked_may_be_of_an_organisation(publication: Publication) -> None:
    """Written as its id, it stands there with its name."""
    put(publication, "organisations/werf", name="De Werf")
    put(publication, PATH, thanks="[{name: Lot Loo, organisation: werf, on_behalf_of: De buurt}]")
    publication.build()
    assert "Lot Loo, De Werf, namens De buurt" == sections(publication)["Met dank aan"]


def test_whoever_wrote_asked_or_drew_is_introduced(publication: Publication) -> None:
    """Once, in that order; who did something else is named alone."""
    names = {"noor": "Noor Vink", "kim": "Kim Kas", "lot": "Lot Loo", "bo": "Bo Bos"}
    for id, name in names.items():
        put(publication, f"authors/{id}", name=name)
    put(publication, PATH, authors="[noor]", artists="[kim, noor]", editors="[lot]", photographers="[bo]")
    publication.interview("brug", interviewers="[lot]", artists="[kim]")
    publication.build()
    assert ["Noor Vink", "Kim Kas"] == texts(publication.page(PATH), ".author-name")
    assert ["Lot Loo", "Kim Kas"] == texts(publication.page("interviews/brug"), ".author-name")
    assert ["Over de makers"] == texts(publication.page(PATH), ".author-box h2")


@pytest.mark.parametrize(
    ("written", "label", "url"),
    [
        ("CC BY", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("cc-by-sa-4.0", "CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
        ("CC BY 4.0 International", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC BY-SA 3.0 NL", "CC BY-SA 3.0 NL", "https://creativecommons.org/licenses/by-sa/3.0/nl/"),
        ("CC BY-NC-ND 2.5", "CC BY-NC-ND 2.5", "https://creativecommons.org/licenses/by-nc-nd/2.5/"),
        ("CC0 1.0 Universal", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("mit", "MIT", "https://spdx.org/licenses/MIT.html"),
        ("ISC", "ISC", "https://spdx.org/licenses/ISC.html"),
        ("Unlicense", "Unlicense", "https://spdx.org/licenses/Unlicense.html"),
        ("https://a.example/l/", "a.example/l", "https://a.example/l/"),
        ("2024", "2024", ""),
        ("CC BY 5.0", "CC BY 5.0", ""),
    ],
)
def test_licences_by_the_names_people_give_them(written: str, label: str, url: str) -> None:
    """What is known leads to its text; a year is no licence."""
    assert Link(label, url) == licence_link(written)


def test_the_licence_of_the_publication_holds_where_an_item_has_none(publication: Publication) -> None:
    """An item's own comes first."""
    publication.write("content/site.yaml", SITE + "licence: CC BY-NC\n")
    put(publication, PATH)
    put(publication, "articles/zee", licence="https://eigen.example/voorwaarden")
    publication.build()
    assert "CC BY-NC 4.0" == sections(publication)["Licentie"]
    assert "eigen.example/voorwaarden" == sections(publication, "articles/zee")["Licentie"]


def test_a_page_and_a_dossier_may_have_a_licence_of_their_own_too(publication: Publication) -> None:
    """For readers as for machines, whatever way its name is written."""
    publication.write("content/site.yaml", SITE + "licence: CC BY-NC\n")
    put(publication, "pages/over", licence="cc0")
    put(publication, "dossiers/water", items="[interviews/brug]", licence="CC BY-SA 3.0")
    publication.build()
    for path, label, url in (
        ("over", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("dossiers/water", "CC BY-SA 3.0", "https://creativecommons.org/licenses/by-sa/3.0/"),
    ):
        assert label == sections(publication, path)["Licentie"]
        assert [url] == hrefs(publication.page(path), "main a[rel=license]")
        assert url == graph(publication.page(path))[0]["license"]
        assert url == json.loads(publication.text(f"{path}/index.json"))["licence"]


def test_the_authors_own_values_reach_the_template_of_an_article(publication: Publication) -> None:
    """As they were typed."""
    put(publication, PATH, extra="{kleur: 012, lijst: [NO]}")
    publication.write("templates/article.html", "{{ view.extra.kleur }} {{ view.extra.lijst[0] }}")
    publication.build()
    assert "012 NO" == publication.text(f"{PATH}/index.html")


# -------------------------------------------------------------------------------------------------------------- series


def test_a_series_may_put_its_name_before_titles(publication: Publication) -> None:
    """In the heading, the head, lists and feeds; the verdict stands by the text."""
    put(publication, "series/klopt", "Zoekt uit.", title="Klopt dit?", verdicts="[ja, nee]", prefix_titles="true",
        cadence="elke maand")  # fmt: skip
    put(publication, "series/los", title="Los")
    put(publication, PATH, series="{series: klopt, verdict: nee}", list_title="De beek", topics="[Hout]")
    put(publication, "articles/zee", series="los")
    publication.build()
    page = publication.page(PATH)
    assert ["Klopt dit?: Beek"] == texts(page, "h1")
    assert "Klopt dit?: De beek – Proef" == one(page, "title").get_text()
    assert "Klopt dit?: De beek" == one(page, "meta[property='og:title']")["content"]
    assert ["Klopt dit?: De beek"] == texts(publication.page("topics/hout"), ".card-title")
    assert "<title>Klopt dit?: De beek</title>" in publication.text("feed.xml")
    assert ["Conclusie nee"] == texts(page, ".stamp")
    assert ["Conclusie: nee"] == texts(publication.page("topics/hout"), ".verdict")
    found = sections(publication)["Serie"]
    assert all(words in found for words in ("elke maand", "Zoekt uit.", "Alle afleveringen van Klopt dit?"))
    assert ["Zee"] == texts(publication.page("articles/zee"), "h1")


def test_a_verdict_stands_by_a_title_that_somebody_said(publication: Publication) -> None:
    """In lists as well, behind the title in its marks."""
    put(publication, "series/klopt", title="Klopt dit?", verdicts="[ja, nee]")
    series = "{series: klopt, verdict: nee}"
    put(publication, PATH, "Ik win altijd.", title="Ik win altijd", series=series, speakers="[ada]", quote_by="ada",
        topics="[Hout]")  # fmt: skip
    publication.build()
    assert ["“Ik win altijd”"] == texts(publication.page("series/klopt"), "main .card-title")
    assert ["nee"] == texts(publication.page("series/klopt"), ".stamp b")
    assert ["Conclusie: nee"] == texts(publication.page("topics/hout"), ".verdict")
