"""`index.json` beside every item: all that its page shows, as data for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup

from site_builder import plan, views
from tests.items import one, picture, put, said, texts
from tests.publication import SITE, Publication

HOME = "https://example.org/mag/"

INTERVIEW = """\
De achtergrond met [een link](/topics/ambacht/) en een noot[^1].

[^1]: De noot zelf.

![Een paal](paal.png "De *paal*")

## Wie stuurt? {#stuur at=0:42}

Ik, met [het plan](plan.pdf), “zei” ik.

## En dan?

@ada: Vier *handen*.

@bo-bos: En [“een paal”]{by=bo-bos}.

## Slot {.section}

Het einde.
"""


@pytest.fixture
def magazine(publication: Publication) -> Publication:
    """An item of every kind, below a path."""
    publication.write("content/site.yaml", SITE.replace("https://example.org/", HOME) + "licence: CC BY\n")
    put(publication, "organisations/werf", name="De Werf")
    put(publication, "series/reeks", title="Reeks & co", verdicts="[ja]", prefix_titles="true")
    put(publication, "authors/noor", name="Noor Vink")
    for n, name in enumerate(("vel", "foto", "paal")):
        picture(publication, f"content/interviews/vier/{name}.png", 100 + n)
    for name in ("plan.pdf", "geluid.mp3", "film.mp4"):
        publication.write(f"content/interviews/vier/{name}", b"x" * 2345)
    put(
        publication, "interviews/vier/index", INTERVIEW, title="Vier *handen* & meer", date="2026-04-02",
        updated="2026-04-05", quote_by="ada", kicker="Aan boord", section="Water", sponsored="true",
        commissioned_by="werf", series="{series: reeks, verdict: ja}", lead="Vooraf **dit**.", central_question="Wie?",
        speakers="[{speaker: ada, role: Bouwer, organisation: werf, note: bleef}, {name: Bo Bos, on_behalf_of: wij}]",
        interviewers="[noor]", artists="[noor]", topics="[Ambacht, Water & wind]", core_message="Samen *gaan*.",
        sketch="{image: vel.png, alt: Een vel, caption: Het *vel*}", audio="geluid.mp3", video="film.mp4",
        picture="{image: foto.png, alt: Een foto, credit: Lot}", disclosure="Wij *kregen* koffie.",
        recorded="{place: De Kas, date: 2026-03-30}", research="{n: 1200, by: ons}",
        events="[{name: Dag, organiser: Wij, stops: [{city: Gouda, date: 2026-02-03}]}, {name: Nacht}]",
        organisations="[{organisation: werf, role: uitgever}, De Krant]", licence="CC0",
        sources="[{title: Zand, creators: [An An, Bo Bo], year: 2001}, {title: Klei}]",
        downloads="[{file: plan.pdf, label: Plan, speaker: ada}, {to: https://elders.example/}]",
        corrections="[{date: 2026-04-03, text: Het *was* anders.}]", related="[articles/beek]",
        thanks="[{name: De Kok, role: kok, note: voor soep}]", cta="{label: Doe mee, to: /over/, text: Kom *langs*.}",
        author_role="Schreef als gast.", signature="true", extra="{kleur: rood, maten: [S, M]}",
    )  # fmt: skip
    put(publication, "articles/beek", "Het *water*.", lang="en", format="column")
    put(publication, "dossiers/map", "Waarom.", items="[articles/beek, interviews/vier]")
    put(publication, "pages/over", "Wie wij zijn.")
    publication.build()
    return publication


PATHS = {"interviews/vier": "interview", "articles/beek": "column", "dossiers/map": "dossier", "over": "page"}


def record(publication: Publication, path: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(publication.text(f"{path}/index.json"))
    return found


def words(html: str) -> str:
    return said(BeautifulSoup(html, "html.parser"))


def values(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Every value with its key, however deep."""
    yield key, value
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from values(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from values(inner, key)


def test_every_item_has_its_data_beside_it(magazine: Publication) -> None:
    """Items, and nothing else."""
    expected = {f"{path}/index.json" for path in [*PATHS, "interviews/brug"]}
    assert expected == {path for path in magazine.files() if path.endswith("index.json")}
    for path, kind in PATHS.items():
        found = record(magazine, path)
        assert (kind, f"{HOME}{path}/") == (found["kind"], found["url"])
    ids = [record(magazine, path)["id"] for path in PATHS]
    assert ["interviews/vier", "articles/beek", "dossiers/map", "pages/over"] == ids


def test_nothing_in_the_data_is_empty(magazine: Publication) -> None:
    """What an item hasn't is not there, however deep."""
    for path in PATHS:
        for key, value in values(record(magazine, path)):
            assert value not in ("", None, [], {}, False), (path, key)
    assert record(magazine, "over").keys() <= {
        "id", "kind", "url", "title", "title_html", "language", "description", "body_html", "licence",
    }  # fmt: skip


def test_every_address_in_the_data_is_absolute(magazine: Publication) -> None:
    """In values and in texts, and those of our own files lead to one."""
    seen = set()
    for path in PATHS:
        for key, value in values(record(magazine, path)):
            if (key == "url" or key in ("audio", "video")) and isinstance(value, str):
                seen.add(value)
            if key.endswith("html") and isinstance(value, str):
                page = BeautifulSoup(value, "html.parser")
                assert "srcset" not in value, (path, key)
                seen |= {str(tag.get("href") or tag.get("src")) for tag in page.select("[href], [src]")}
    addresses = {address for address in seen if not address.startswith("#")}
    assert len(addresses) > 15
    own = {address for address in addresses if address.startswith(HOME)}
    assert {"https://elders.example/"} == addresses - own
    for address in own:
        path = address.removeprefix(HOME).partition("#")[0]
        assert path in magazine.files() or f"{path}index.html" in magazine.files(), address


def test_the_data_of_an_interview_says_what_its_page_shows(magazine: Publication) -> None:
    """Title, lead, background, questions, answers, turns, notes, core message, what follows."""
    found, page = record(magazine, "interviews/vier"), magazine.page("interviews/vier")
    (title,) = texts(page, "h1")
    assert [title] == [found["title"]] == [words(found["title_html"])]
    assert "Reeks & co: “Vier handen & meer”" == title
    assert [words(found["lead_html"])] == texts(page, ".lead > p:first-child")
    assert [words(found["body_html"])] == texts(page, ".background .prose")
    assert [words(found["afterword_html"])] == texts(page, ".afterword .prose")
    assert [words(found["notes_html"])] == texts(page, ".notes ol, .notes section")[:1]
    assert [found["core_message"]] == texts(page, ".core-text")
    assert "Ada Okoye" == found["quote_by"]
    assert "Wie?" == found["central_question"]
    first, second = found["questions"]
    assert ["stuur", "en-dan"] == [first["id"], second["id"]] == [tag["id"] for tag in page.select(".exchange")]
    assert [f"{HOME}interviews/vier/#stuur", f"{HOME}interviews/vier/#en-dan"] == [first["url"], second["url"]]
    assert ["Wie stuurt?", "En dan?"] == [first["question"], second["question"]]
    assert ("0:42", False) == (first["at"], "at" in second)
    answers = page.select(".answer")
    assert said(answers[0]) == words(first["answer_html"])
    assert ["Ada Okoye", "Bo Bos"] == [turn["speaker"] for turn in second["turns"]]
    shown = [said(turn).removeprefix(turn_of["speaker"]).strip() for turn, turn_of in zip(
        answers[1].select(".turn"), second["turns"], strict=True)]  # fmt: skip
    assert shown == [words(turn["html"]) for turn in second["turns"]]
    assert "answer_html" not in second
    assert "turns" not in first


def test_the_data_of_an_item_says_what_stands_around_it(magazine: Publication) -> None:
    """As values: people with their roles of then, things with their pages, days as ISO."""
    found = record(magazine, "interviews/vier")
    ada = {"name": "Ada Okoye", "url": f"{HOME}speakers/ada/", "role": "Bouwer", "organisation": "De Werf"}
    bo = {"name": "Bo Bos", "url": f"{HOME}speakers/bo-bos/", "on_behalf_of": "wij"}
    assert [ada | {"note": "bleef"}, bo] == found["speakers"]
    noor = {"name": "Noor Vink", "url": f"{HOME}authors/noor/"}
    assert [{"parts": ["interview", "drawing"], "people": [noor]}] == found["credits"]
    assert [{"name": "Ambacht", "url": f"{HOME}topics/ambacht/"},
            {"name": "Water & wind", "url": f"{HOME}topics/water-wind/"}] == found["topics"]  # fmt: skip
    assert {"title": "Reeks & co", "url": f"{HOME}series/reeks/", "verdict": "ja"} == found["series"]
    werf = {"name": "De Werf", "url": f"{HOME}organisations/werf/", "role": "uitgever"}
    assert [werf, {"name": "De Krant"}] == found["organisations"]
    event = {"name": "Dag", "organiser": "Wij", "stops": [{"place": "Gouda", "date": "2026-02-03"}]}
    assert [event, {"name": "Nacht"}] == found["events"]
    assert [{"date": "2026-04-03", "kind": "correction", "text": "Het was anders."}] == found["corrections"]
    plan_pdf = {"label": "Plan", "url": f"{HOME}interviews/vier/plan.pdf", "about": "PDF, 2 kB", "speaker": "Ada Okoye"}
    assert [plan_pdf, {"label": "elders.example", "url": "https://elders.example/"}] == found["downloads"]
    assert {
        "language": "nl", "published": "2026-04-02", "updated": "2026-04-05", "kicker": "Aan boord", "section": "Water",
        "sponsored": True, "commissioned_by": "De Werf", "description": "Vooraf dit.", "core_message": "Samen gaan.",
        "audio": f"{HOME}interviews/vier/geluid.mp3", "video": f"{HOME}interviews/vier/film.mp4",
        "disclosure": "Wij kregen koffie.", "recorded": "De Kas, 30 maart 2026",
        "research": "Hiervoor zijn 1.200 mensen ondervraagd door ons.",
        "licence": "https://creativecommons.org/publicdomain/zero/1.0/",
        "thanks": [{"name": "De Kok", "role": "kok", "note": "voor soep"}], "author_role": "Schreef als gast.",
        "signature": "Noor Vink", "cta": {"label": "Doe mee", "url": f"{HOME}over/", "text": "Kom langs."},
        "dossiers": [{"title": "Map", "url": f"{HOME}dossiers/map/"}], "extra": {"kleur": "rood", "maten": ["S", "M"]},
    }.items() <= found.items()  # fmt: skip


NAMED = {
    "lang": "language",
    "date": "published",
    "lead": "lead_html",
    "body": "body_html",
    "notes": "notes_html",
    "afterword": "afterword_html",
    "sketches": "drawings",
    "exchanges": "questions",
    "entries": "items",
}
"""Fields of views that have another name in the data."""

OF_THE_PAGE = {"head", "json", "first", "place", "previous", "next"}
"""What only a page has."""

SAID_ELSEWHERE = {"sketch": "drawings", "writers": "credits", "authors": "credits"}
"""Fields that show once more what another key has."""


def test_the_data_leaves_out_nothing_of_an_item(magazine: Publication) -> None:
    """Every field of a view of an item has its key, but what only a page has."""
    put(magazine, "articles/schets", draft="true")
    magazine.build(drafts=True)
    keys = {key for path in [*PATHS, "articles/schets"] for key in record(magazine, path)}
    kinds = (views.Interview, views.Article, views.Dossier, views.Page)
    fields = {field for view in kinds for field in view.__struct_fields__}
    assert NAMED.keys() | OF_THE_PAGE | SAID_ELSEWHERE.keys() <= fields
    assert set() == {NAMED.get(field, field) for field in fields - OF_THE_PAGE - SAID_ELSEWHERE.keys()} - keys
    assert set(SAID_ELSEWHERE.values()) <= keys


def test_every_maker_of_a_source_is_a_value_of_its_own(magazine: Publication) -> None:
    """A program can't take `An An en Bo Bo` apart."""
    zand, klei = record(magazine, "interviews/vier")["sources"]
    assert {"title": "Klei"} == klei
    assert {"title": "Zand", "year": "2001", "creators": ["An An", "Bo Bo"]} == zand


def test_the_data_has_the_pictures_that_the_page_has(magazine: Publication) -> None:
    """With their size, and who is to be named."""
    found, page = record(magazine, "interviews/vier"), magazine.page("interviews/vier")
    (sketch,) = found["drawings"]
    for shown, selector in ((sketch, "#drawing img"), (found["picture"], "#picture img")):
        image = one(page, selector)
        assert shown["url"] == "https://example.org" + image["src"]
        assert [str(shown["width"]), str(shown["height"])] == [image["width"], image["height"]]
        assert shown["alt"] == image["alt"]
    assert ("Het vel", "Noor Vink") == (sketch["caption"], sketch["creator"])
    assert "Lot" == found["picture"]["credit"]


def test_the_data_of_an_article_and_a_page_is_in_their_language(magazine: Publication) -> None:
    """With the text as it is shown."""
    beek = record(magazine, "articles/beek")
    assert ("en", "column", "<p>Het <em>water</em>.</p>") == (
        beek["language"], beek["kind"], beek["body_html"].strip(),
    )  # fmt: skip
    assert "questions" not in beek
    for path in ("articles/beek", "over"):
        assert [words(record(magazine, path)["body_html"])] == texts(magazine.page(path), "article > .part .prose")


def test_the_data_of_a_dossier_has_its_items_in_order(magazine: Publication) -> None:
    """All of them, on however many pages they stand."""
    expected = [
        {"kind": "column", "url": f"{HOME}articles/beek/", "title": "Beek"},
        {"kind": "interview", "url": f"{HOME}interviews/vier/", "title": "Reeks & co: “Vier handen & meer”"},
    ]
    assert expected == record(magazine, "dossiers/map")["items"]
    assert texts(magazine.page("dossiers/map"), ".contents-list h3") == [entry["title"] for entry in expected]


def test_the_data_of_a_long_dossier_is_all_of_it(magazine: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the address of its first page."""
    monkeypatch.setattr(plan, "LONG_PAGE", 1)
    magazine.build(compare=False)
    found = record(magazine, "dossiers/map")
    assert (f"{HOME}dossiers/map/", 2) == (found["url"], len(found["items"]))
    assert "dossiers/map/page/2/index.json" not in magazine.files()


def test_what_to_read_on_is_in_the_data_too(magazine: Publication) -> None:
    """As the page has it."""
    for path in PATHS:
        shown = texts(magazine.page(path), "#related h3")
        assert shown == [card["title"] for card in record(magazine, path).get("related", [])], path
    assert "Beek" == record(magazine, "interviews/vier")["related"][0]["title"]


def test_data_beside_items_can_be_turned_off(magazine: Publication) -> None:
    """For all of them."""
    magazine.edit("content/site.yaml", "licence:", "outputs: {item_json: false}\nlicence:")
    magazine.build()
    assert not [path for path in magazine.files() if path.endswith("index.json")]


def test_what_could_end_a_text_of_json_is_text(publication: Publication) -> None:
    """Quotes, backslashes, other scripts."""
    title = 'Een "\\" \\u0041 </script> 🧵 ½ }],'
    put(publication, "articles/raar", section=f"'{title}'")
    publication.build()
    assert title == record(publication, "articles/raar")["section"]
    assert "🧵" in publication.text("articles/raar/index.json")
