"""Feeds: what they hold, how they are read back, and what in them lasts."""

from __future__ import annotations

import datetime as dt
import email.utils
import json
import re
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from bs4 import BeautifulSoup

from tests.items import hrefs, one, picture, put
from tests.publication import INTERVIEW, SITE, Publication

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"

FULL = """\
---
title: Vier handen
date: 2026-04-02
speakers: [ada, Jan Jansen]
topics: [Ambacht, Water & wind]
quote_by: ada
picture: {image: foto.png, alt: De brug, credit: Kim}
sketches:
  - {image: vel.png, alt: Een vel, caption: "Het *vel*"}
  - {image: rand.png, alt: De rand}
lead: "Vooraf[^1].\\n\\n[^1]: Een noot."
core_message: Samen *gaan*.
disclosure: Wij kregen koffie.
corrections:
  - {date: 2026-04-09, text: Het was **dinsdag**.}
  - {date: 2026-04-12, text: Er komt meer., kind: update}
---
De achtergrond[^1], zie [Ada](/speakers/ada/), [haar](../../speakers/ada.md) en het [plan](plan.pdf).

[^1]: Nog een noot.

![Een paal](paal.png "De paal")

## Wie stuurt er? {#stuur}

@ada: Vier handen, altijd.

@jan-jansen: Of *geen*.

## En dan?

Niets meer.

## Slot {.section}

Het einde.
"""


@pytest.fixture
def magazine(publication: Publication) -> Publication:
    """Below a path: an interview with all there is, one without much, an article in English in a series."""
    site = SITE.replace("example.org/", "example.org/mag/") + "description: Over bruggen\n"
    publication.write("content/site.yaml", site + "publisher: {name: De Brug, url: https://brug.example/}\n")
    publication.write("content/interviews/vier/index.md", FULL.replace("Jan Jansen", "jan-jansen"))
    put(publication, "speakers/jan-jansen", name="Jan Jansen")
    for n, name in enumerate(("foto", "vel", "rand", "paal")):
        picture(publication, f"content/interviews/vier/{name}.png", 100 + n)
    publication.write("content/interviews/vier/plan.pdf", b"%PDF-1.4" + b"x" * 3000)
    put(publication, "series/reeks", title="Reeks & co", prefix_titles="true")
    english = {"lang": "en", "series": "reeks", "authors": "[Noor Vink, Bo Bos]", "speakers": "[ada]"}
    put(publication, "articles/mill", "By the [water](/topics/ambacht/).", date="2026-01-05", title="Mill", **english)
    put(publication, "pages/over", date="2026-05-05")
    publication.build()
    return publication


def entries(publication: Publication, path: str = "feed.xml") -> list[Any]:
    """The entries of a feed, as readers have them."""
    feed = feedparser.parse(publication.text(path))
    assert not feed.bozo, feed
    found: list[Any] = feed.entries
    return found


def contents(publication: Publication) -> dict[str, list[str]]:
    """The content of all entries of each feed of the publication, raw."""
    atom = ElementTree.fromstring(publication.text("feed.xml"))
    rss = ElementTree.fromstring(publication.text("rss.xml"))
    items = json.loads(publication.text("feed.json"))["items"]
    return {
        "atom": [str(entry.findtext(f"{ATOM}content")) for entry in atom.iter(f"{ATOM}entry")],
        "rss": [str(item.findtext(CONTENT)) for item in rss.iter("item")],
        "json": [item["content_html"] for item in items],
    }


# --------------------------------------------------------------------------------------------------------- the formats


def test_the_atom_feed_has_what_readers_need(magazine: Publication) -> None:
    """RFC 4287: ids, dates, authors, links, languages."""
    feed = feedparser.parse(magazine.text("feed.xml"))
    assert (False, "atom10") == (bool(feed.bozo), feed.version)
    assert ("Proef", "Over bruggen", "De Brug") == (feed.feed.title, feed.feed.subtitle, feed.feed.author)
    assert {("self", "https://example.org/mag/feed.xml"), ("alternate", "https://example.org/mag/")} == {
        (link.rel, link.href) for link in feed.feed.links
    }
    whole = ElementTree.fromstring(magazine.text("feed.xml"))
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert f"{ATOM}feed" == whole.tag
    assert "nl" == whole.get(lang)
    assert ["nl", "nl", "en"] == [entry.get(lang) for entry in whole.iter(f"{ATOM}entry")]
    full, _, mill = feed.entries
    assert "“Vier handen”" == full.title
    assert "Reeks & co: Mill" == mill.title
    assert ["Ambacht", "Water & wind"] == [tag.term for tag in full.tags]
    assert ["Noor Vink", "Bo Bos"] == [author.name for author in mill.authors]
    assert ["De Brug"] == [author.name for author in full.authors]
    for entry in whole.iter(f"{ATOM}entry"):
        required = ("id", "title", "updated", "content")
        assert all(1 == len(entry.findall(f"{ATOM}{name}")) for name in required)
        assert "html" == entry.find(f"{ATOM}content").get("type")  # type: ignore[union-attr]


def test_the_rss_feed_has_what_readers_need(magazine: Publication) -> None:
    """RSS 2.0 with the whole content."""
    feed = feedparser.parse(magazine.text("rss.xml"))
    assert (False, "rss20") == (bool(feed.bozo), feed.version)
    assert ("Proef", "https://example.org/mag/", "Over bruggen", "nl") == (
        feed.feed.title, feed.feed.link, feed.feed.description, feed.feed.language,
    )  # fmt: skip
    channel = ElementTree.fromstring(magazine.text("rss.xml")).find("channel")
    assert channel is not None
    self = channel.find(f"{ATOM}link")
    assert self is not None
    assert ("self", "https://example.org/mag/rss.xml") == (self.get("rel"), self.get("href"))
    item = next(channel.iter("item"))
    guid = item.find("guid")
    assert guid is not None
    assert ("tag:example.org,2026-04-02:interviews/vier", "false") == (guid.text, guid.get("isPermaLink"))
    assert "“Vier handen”" == item.findtext("title")
    assert "https://example.org/mag/interviews/vier/" == item.findtext("link")
    assert "Wie een oever wil verbinden, hoort eerst de andere kant." == list(channel.iter("item"))[1].findtext(
        "description"
    )
    published = email.utils.parsedate_to_datetime(str(item.findtext("pubDate")))
    assert dt.datetime.fromisoformat("2026-04-02T00:00:00+02:00") == published
    assert ["Ambacht", "Water & wind"] == [tag.text for tag in item.findall("category")]


def test_feeds_say_under_which_licence_and_with_which_logo(publication: Publication) -> None:
    """Atom and RSS name both, JSON the logo; without them nothing stands there in their place."""
    publication.build()
    for path in ("feed.xml", "rss.xml"):
        assert not re.search("<(rights|copyright|logo|image)>", publication.text(path)), path
    picture(publication, "assets/beeldmerk.png")
    more = "licence: CC BY-SA\npublisher: {name: De Brug, logo: beeldmerk.png}\n"
    publication.write("content/site.yaml", SITE + more)
    publication.build()
    atom, rss = (ElementTree.fromstring(publication.text(path)) for path in ("feed.xml", "rss.xml"))
    logo = str(atom.findtext(f"{ATOM}logo"))
    assert logo.removeprefix("https://example.org/") in publication.files()
    assert logo == rss.findtext("channel/image/url")
    assert logo == json.loads(publication.text("feed.json"))["icon"]
    assert ["CC BY-SA 4.0"] * 2 == [atom.findtext(f"{ATOM}rights"), rss.findtext("channel/copyright")]


def test_the_json_feed_has_what_the_specification_asks(magazine: Publication) -> None:
    """JSON Feed 1.1."""
    feed = json.loads(magazine.text("feed.json"))
    items = feed.pop("items")
    assert {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Proef",
        "home_page_url": "https://example.org/mag/",
        "feed_url": "https://example.org/mag/feed.json",
        "description": "Over bruggen",
        "language": "nl",
        "authors": [{"name": "De Brug", "url": "https://brug.example/"}],
    } == feed
    full = items[0]
    assert {"id", "url", "title", "content_html", "summary", "image", "date_published", "date_modified", "authors",
            "tags", "language"} == full.keys()  # fmt: skip
    assert "tag:example.org,2026-04-02:interviews/vier" == full["id"]
    assert "https://example.org/mag/interviews/vier/" == full["url"]
    assert "“Vier handen”" == full["title"]
    assert ["Ambacht", "Water & wind"] == full["tags"]
    assert "2026-04-02T00:00:00+02:00" == full["date_published"]
    assert full["image"].startswith("https://example.org/mag/pictures/vel.")
    assert ["nl", "nl", "en"] == [item["language"] for item in items]
    assert [{"name": "Noor Vink"}, {"name": "Bo Bos"}] == items[2]["authors"]


def test_every_item_of_the_json_feed_has_content(publication: Publication) -> None:
    """The specification asks for `content_html` or `content_text`, though there may be nothing to say."""
    put(publication, "articles/leeg", "")
    put(publication, "dossiers/map", "", items="[articles/leeg]")
    publication.build()
    items = json.loads(publication.text("feed.json"))["items"]
    assert {"Leeg", "Map", "Een brug begint met luisteren"} == {item["title"] for item in items}
    assert all("content_html" in item or "content_text" in item for item in items)


def test_a_feed_that_is_asked_for_twice_is_made_once(publication: Publication) -> None:
    """There is nothing that an author would have to mend."""
    publication.write("content/site.yaml", SITE + "outputs: {feeds: [atom, json, atom]}\n")
    assert [] == publication.problems()
    assert {"feed.xml", "feed.json"} <= publication.files()


def test_the_formats_hold_the_same(magazine: Publication) -> None:
    """The same entries with the same content, in the same order."""
    found = contents(magazine)
    assert 3 == len(found["atom"])
    assert found["atom"] == found["rss"] == found["json"]


def test_a_publication_without_items_has_feeds_all_the_same(publication: Publication) -> None:
    """Empty ones."""
    (publication.root / "content/interviews/brug.md").unlink()
    publication.build()
    assert [] == entries(publication) == entries(publication, "rss.xml")
    assert [] == json.loads(publication.text("feed.json"))["items"]


# --------------------------------------------------------------------------------------------------------- the content


def test_the_content_of_a_feed_is_everything_of_the_item(magazine: Publication) -> None:
    """Lead, drawings, text, questions, turns, core message, notes, corrections, under the headings of the page."""
    page = BeautifulSoup(contents(magazine)["atom"][0], "html.parser")
    text = " ".join(page.get_text(" ").split())
    order = ["Ada Okoye Jan Jansen", "Vooraf", "Aanvulling, 12 april 2026", "Er komt meer.", "Correctie, 9 april 2026",
             "dinsdag", "Het vel", "Kim", "Achtergrond De achtergrond", "De paal", "Wie stuurt er?",
             "Ada Okoye Vier handen, altijd.", "Jan Jansen Of geen", "En dan?", "“Niets meer.”", "Het einde.",
             "De kernboodschap", "Samen gaan", "Noten Een noot.", "Nog een noot.",
             "Hoe dit tot stand kwam Wij kregen koffie."]  # fmt: skip
    places = [text.find(words) for words in order]
    assert -1 not in places, order[places.index(-1)]
    assert sorted(places) == places
    assert ["Een vel", "De rand", "De brug", "Een paal"] == [img["alt"] for img in page.select("figure img")]
    assert all(img.get("width") and img.get("height") for img in page.select("img"))


def test_every_address_in_a_feed_is_absolute(magazine: Publication) -> None:
    """No reader knows what a relative one is relative to."""
    seen = 0
    for kind, all_of_it in contents(magazine).items():
        for content in all_of_it:
            assert "srcset" not in content, kind
            assert "<script" not in content, kind
            page = BeautifulSoup(content, "html.parser")
            for tag in page.select("[href], [src], [poster]"):
                for key in ("href", "src", "poster"):
                    address = str(tag.get(key, "https://"))
                    assert address.startswith(("https://", "#")), (kind, tag)
                    seen += key in tag.attrs
    assert seen > 20
    assert "https://example.org/mag/interviews/vier/plan.pdf" in contents(magazine)["json"][0]
    assert "https://example.org/mag/topics/ambacht/" in contents(magazine)["json"][2]
    assert 'href="https://example.org/mag/speakers/ada/">haar<' in contents(magazine)["json"][0]


def test_films_and_people_in_a_text_have_whole_addresses_in_feeds(publication: Publication) -> None:
    """The picture that stands for a film, the film, and the page of whom to ask."""
    publication.write("content/site.yaml", SITE.replace("example.org/", "example.org/mag/"))
    (publication.root / "content/interviews/brug.md").unlink()
    picture(publication, "assets/still.png")
    publication.write("assets/film.mp4", b"ftyp")
    put(publication, "authors/noor", name="Noor Vink", links="[{label: Post, url: 'mailto:noor@example.org'}]")
    own = "::: video {src=film.mp4 poster=still.png title=Film}\n:::"
    elsewhere = "::: video {src=https://film.example/1 poster=still.png title=Elders}\n:::"
    put(publication, "articles/beek", f"{own}\n\n{elsewhere}\n\n::: contact {{person=noor}}\n:::")
    publication.build()
    for kind, (content,) in contents(publication).items():
        found = BeautifulSoup(content, "html.parser")
        film = found.select("video")[0]
        assert "https://example.org/mag/assets/film.mp4" == film["src"], kind
        shown = [str(film["poster"]), str(found.select("a img")[0]["src"])]
        for address in shown:
            path = address.removeprefix("https://example.org/mag/")
            assert path != address, kind
            assert path in publication.files(), kind
        assert ["https://example.org/mag/authors/noor/", "mailto:noor@example.org"] == hrefs(found, ".contact a"), kind


def test_a_note_in_a_feed_leads_to_its_place_in_the_page(magazine: Publication) -> None:
    """Readers show many entries in one page, and most of them take ids away."""
    page = BeautifulSoup(contents(magazine)["atom"][0], "html.parser")
    url = "https://example.org/mag/interviews/vier/#"
    inner = [address.removeprefix(url) for address in hrefs(page, "a[href]") if address.startswith(url)]
    assert len(inner) >= 2
    assert set(inner) <= {str(tag["id"]) for tag in magazine.page("interviews/vier").select("[id]")}


EVERYTHING = {
    "format": "research",
    "authors": "[{author: noor, role: Ontwerper}, {group: Klas 3B}]",
    "artists": "[noor]",
    "speakers": "[{speaker: ada, role: Bouwer, organisation: Stadswerf, on_behalf_of: De Buurt}]",
    "signature": "true",
    "author_role": "Als bezoeker.",
    "series": "{series: klopt, verdict: nee}",
    "core_message": "Meet *zelf*.",
    "cta": "{label: Doe mee, to: /topics/hout/, text: Meten?}",
    "research": "{n: 1093, population: lezers, by: werf}",
    "downloads": "[{file: plan.pdf, label: Het plan, kind: plan}, {to: https://elders.example/b, label: Meer}]",
    "sources": "[{title: Zand, creators: [An An], year: 2001, url: https://zand.example/}, {note: Zie ook thuis.}]",
    "events": "[{name: De dag, organiser: werf, stops: [{city: Gouda, venue: De Kas, date: 2026-02-03}]}]",
    "disclosure": "Wij kregen koffie.",
    "commissioned_by": "werf",
    "recorded": "{place: De Kas, city: Gouda}",
    "organisations": "[{organisation: werf, role: uitgever}]",
    "thanks": "[{name: De Kantine, note: voor de koffie}]",
    "picture": "{image: foto.png, alt: De beek, caption: 'De [beek](/topics/hout/)', depicts: [ada]}",
    "topics": "[Hout]",
}


def test_the_content_of_a_feed_has_what_stands_around_the_text(publication: Publication) -> None:
    """In the order of the page, with its headings: a reader of the feed misses nothing."""
    put(publication, "articles/beek", "De tekst.\n\n::: pull\nDe tekst.\n:::", date="2026-05-05", **EVERYTHING)
    put(publication, "authors/noor", name="Noor Vink")
    put(publication, "series/klopt", title="Klopt dit?", verdicts="[ja, nee]", cadence="elke maand")
    put(publication, "organisations/werf", name="De Werf")
    picture(publication, "assets/foto.png")
    publication.write("assets/plan.pdf", b"%PDF-1.4" + b"x" * 3000)
    publication.build()
    page = BeautifulSoup(contents(publication)["atom"][0], "html.parser")
    text = " ".join(page.get_text(" ").split()).replace(" ,", ",").replace(" .", ".").replace("( ", "(")
    order = ["De beek In beeld: Ada Okoye.", "Het evenement", "De dag, De Werf, 3 februari 2026 De Kas, Gouda",
             "De tekst.", "Noor Vink", "Conclusie nee", "De kernboodschap Meet zelf", "Meten?", "Doe mee",
             "Aan het woord Ada Okoye, Bouwer, Stadswerf, namens De Buurt", "Over het onderzoek",
             "1.093 lezers ondervraagd door De Werf.", "Downloads Het plan (plan, PDF, 3 kB)", "Meer",
             "Bronnen An An, Zand, 2001", "Zie ook thuis.", "Hoe dit tot stand kwam Wij kregen koffie.",
             "In opdracht van De Werf.", "Als bezoeker.", "Opgenomen: De Kas, Gouda", "Organisaties De Werf, uitgever",
             "Met dank aan De Kantine (voor de koffie)", "Gemaakt door tekening: Noor Vink",
             "tekst: Noor Vink (Ontwerper) en Klas 3B", "Serie Klopt dit? · elke maand"]  # fmt: skip
    places = [text.find(words) for words in order]
    assert -1 not in places, order[places.index(-1)]
    assert sorted(places) == places
    assert 1 == text.count("De tekst.")
    assert "https://example.org/topics/hout/" in hrefs(page, "figcaption a")
    assert all(address.startswith("https://") for address in hrefs(page, "a"))


def test_a_feed_and_the_data_of_an_item_hold_nothing_that_only_helps_in_its_page(publication: Publication) -> None:
    """Pull quotes repeat, and attributes for screen readers belong to our own style sheet."""
    publication.write("content/site.yaml", SITE + "raw_html: sanitise\n")
    raw = '<b role="img" aria-label="x">Kijk</b> en <a href="/interviews/brug/?a=1&amp;b=2">meer</a>, `role="x"`.\n\n'
    table = "| a | b |\n| - | - |\n| 1 | 2 |\n\n::: figure {src=foto.png alt=Foto}\nEen foto.\n\n"
    pull = "\n\n::: pull {from=wat}\nNiets, zei zij.\n:::\n"
    body = f"{raw}{table}::: legend\n- rood: warm\n:::\n:::\n\n## Wat? {{#wat}}\n\nNiets, zei zij.{pull}"
    put(publication, "interviews/tafel", body, date="2026-05-05")
    picture(publication, "assets/foto.png")
    publication.build()
    record = json.loads(publication.text("interviews/tafel/index.json"))
    for text in (contents(publication)["json"][0], record["body_html"] + record["questions"][0]["answer_html"]):
        page = BeautifulSoup(text, "html.parser")
        assert [] == page.select("[role], [tabindex], [aria-label], [aria-hidden], .visually-hidden, .pull")
        assert 'role="x"' in one(page, "code").get_text()
        assert "https://example.org/interviews/brug/?a=1&b=2" in hrefs(page, "a")
        assert "rood : warm" == " ".join(one(page, ".legend li").get_text(" ").split())
        assert 1 == text.count("Niets, zei zij.")


def test_a_recording_is_enclosed(publication: Publication) -> None:
    """With its type, its bytes and its length, for whoever listens; the content leads to it as well."""
    publication.write("assets/geluid.mp3", b"ID3" + b"x" * 2000)
    publication.write("assets/film.webm", b"x" * 3000)
    put(publication, "articles/stil", date="2026-01-01")
    recordings = {"audio": "{file: geluid.mp3, duration: 1:02:03}", "video": "{file: film.webm}"}
    put(publication, "articles/luid", date="2026-05-05", **recordings)
    publication.build()
    sound, film = "https://example.org/assets/geluid.mp3", "https://example.org/assets/film.webm"
    atom = entries(publication)
    found = [(link.href, link.type, link.length) for link in atom[0].links if link.rel == "enclosure"]
    assert [(sound, "audio/mpeg", "2003"), (film, "video/webm", "3000")] == found
    assert [] == atom[-1].enclosures
    (enclosed,) = entries(publication, "rss.xml")[0].enclosures
    assert (sound, "audio/mpeg", "2003") == (enclosed.href, enclosed.type, enclosed.length)
    assert [
        {"url": sound, "mime_type": "audio/mpeg", "size_in_bytes": 2003, "duration_in_seconds": 3723},
        {"url": film, "mime_type": "video/webm", "size_in_bytes": 3000},
    ] == json.loads(publication.text("feed.json"))["items"][0]["attachments"]
    page = BeautifulSoup(contents(publication)["rss"][0], "html.parser")
    assert [sound, film] == hrefs(page, "a")
    assert "Luisteren (MP3, 2 kB, 1:02:03)" in page.get_text()


def test_authors_have_the_address_of_their_page(publication: Publication) -> None:
    """If they have one; a publication that publishes by itself has its own."""
    publication.write("content/site.yaml", SITE + "publisher: {name: De Brug, url: https://brug.example/}\n")
    put(publication, "authors/noor", name="Noor Vink")
    put(publication, "articles/stuk", date="2026-05-05", authors="[noor, Bo Bos]")
    publication.build()
    first, second = entries(publication)
    assert [("Noor Vink", "https://example.org/authors/noor/"), ("Bo Bos", None)] == [
        (author.name, author.get("href")) for author in first.authors
    ]
    assert ("De Brug", "https://brug.example/") == (second.authors[0].name, second.authors[0].href)
    items = json.loads(publication.text("feed.json"))["items"]
    assert [{"name": "Noor Vink", "url": "https://example.org/authors/noor/"}, {"name": "Bo Bos"}] == items[0][
        "authors"
    ]


def test_the_logo_in_rss_is_small(publication: Publication) -> None:
    """The specification allows 144 pixels; elsewhere it is as large as it is published."""
    picture(publication, "assets/merk.png", 400)
    publication.write("content/site.yaml", SITE + "publisher: {name: De Brug, logo: merk.png}\n")
    publication.build()
    image = ElementTree.fromstring(publication.text("rss.xml")).find("channel/image")
    assert image is not None
    assert ("144", "29") == (image.findtext("width"), image.findtext("height"))
    small, large = str(image.findtext("url")), feedparser.parse(publication.text("feed.xml")).feed.logo
    assert (small[-8:], large[-8:]) == ("-144.jpg", "-400.jpg")
    assert {small.removeprefix("https://example.org/"), large.removeprefix("https://example.org/")} == {
        path for path in publication.files() if path.startswith("pictures/merk")
    }


def test_the_number_of_a_note_is_no_word_of_a_summary(magazine: Publication) -> None:
    """Neither in feeds, nor on cards and in the head of the page."""
    assert "Vooraf." == entries(magazine)[0].summary
    assert "Vooraf." == json.loads(magazine.text("feed.json"))["items"][0]["summary"]
    description = magazine.page("interviews/vier").select_one("meta[name=description]")
    assert description is not None
    assert "Vooraf." == description["content"]


def test_what_was_paid_for_says_so_in_feeds(publication: Publication) -> None:
    """As it does in every other list."""
    put(publication, "articles/reclame", "Koop dit.", date="2026-05-05", sponsored="true")
    publication.build()
    for kind, found in contents(publication).items():
        title = {"atom": entries(publication)[0].title, "rss": entries(publication, "rss.xml")[0].title}.get(kind, "")
        assert "Gesponsord" in title + found[0], kind


# ----------------------------------------------------------------------------------------------- feeds of single things


def test_topics_series_and_speakers_have_feeds(magazine: Publication) -> None:
    """Of their own items alone, named after them, with ids that entries keep."""
    feeds = {path for path in magazine.files() if path.endswith("feed.xml")}
    assert {
        "feed.xml",
        "series/reeks/feed.xml",
        "speakers/ada/feed.xml",
        "speakers/jan-jansen/feed.xml",
        "topics/ambacht/feed.xml",
        "topics/water-wind/feed.xml",
    } == feeds
    feed = feedparser.parse(magazine.text("topics/water-wind/feed.xml"))
    assert not feed.bozo
    assert ["tag:example.org,2026-04-02:interviews/vier"] == [entry.id for entry in feed.entries]
    assert "Water & wind – Proef" == feed.feed.title
    assert "https://example.org/mag/topics/water-wind/feed.xml" == feed.feed.links[0].href
    assert "https://example.org/mag/topics/water-wind/" == feed.feed.link
    assert ["Reeks & co: Mill"] == [entry.title for entry in entries(magazine, "series/reeks/feed.xml")]
    assert 3 == len(entries(magazine, "speakers/ada/feed.xml"))
    assert len(feeds) == len({feedparser.parse(magazine.text(path)).feed.id for path in feeds})


def test_pages_say_which_feeds_there_are(magazine: Publication) -> None:
    """The publication's on every page, and that of the thing itself on its own."""
    of_all = ["/mag/feed.xml", "/mag/rss.xml", "/mag/feed.json"]
    types = ["application/atom+xml", "application/rss+xml", "application/feed+json"]
    for path, own in {
        "": [],
        "articles/mill": [],
        "speakers/ada": ["/mag/speakers/ada/feed.xml"],
        "topics/ambacht": ["/mag/topics/ambacht/feed.xml"],
        "series/reeks": ["/mag/series/reeks/feed.xml"],
    }.items():
        page = magazine.page(path)
        found = [(link["type"], link["href"]) for link in page.select("head link[rel=alternate]")]
        assert [*zip(types, of_all, strict=True), *((types[0], feed) for feed in own)] == found, path
    titles = [link["title"] for link in magazine.page("series/reeks").select("head link[rel=alternate]")]
    assert ["Proef (Atom)", "Proef (RSS)", "Proef (JSON Feed)", "Reeks & co – Proef"] == titles
    record = one(magazine.page("articles/mill"), "link[type='application/json']")
    assert (["describedby"], "/mag/articles/mill/index.json") == (record["rel"], record["href"])


@pytest.mark.parametrize("kind", ["topic", "series", "speaker"])
def test_feeds_of_each_kind_of_thing_can_be_turned_off(magazine: Publication, kind: str) -> None:
    """Then nothing leads to them."""
    wanted = sorted({"topic", "series", "speaker"} - {kind})
    magazine.write("content/site.yaml", SITE + f"outputs: {{feeds_per: [{', '.join(wanted)}]}}\n")
    magazine.build()
    folder = {"topic": "topics", "series": "series", "speaker": "speakers"}
    found = {path.partition("/")[0] for path in magazine.files() if re.fullmatch(r".+/feed\.xml", path)}
    assert {folder[name] for name in wanted} == found
    for path in [path for path in magazine.files() if path.endswith(".html")]:
        assert not re.search(f'href="/{folder[kind]}/[^"]*feed.xml"', magazine.text(path)), path


@pytest.mark.parametrize("kind", ["atom", "rss", "json"])
def test_each_format_can_be_turned_off(publication: Publication, kind: str) -> None:
    """The others stay, and no page speaks of it."""
    wanted = sorted({"atom", "rss", "json"} - {kind})
    publication.write("content/site.yaml", SITE + f"outputs: {{feeds: [{', '.join(wanted)}], feeds_per: []}}\n")
    publication.build()
    names = {"atom": "feed.xml", "rss": "rss.xml", "json": "feed.json"}
    assert {names[name] for name in wanted} == publication.files() & set(names.values())
    assert f'href="/{names[kind]}"' not in publication.text("index.html")


def test_feeds_of_things_have_the_newest_alone(publication: Publication) -> None:
    """As many as those of the publication."""
    publication.write("content/site.yaml", SITE + "feed_length: 2\n")
    for n in (1, 2, 3):
        publication.write(f"content/interviews/i{n}.md", INTERVIEW.replace("2026-03-14", f"2026-05-0{n}"))
    publication.build()
    expected = [f"tag:example.org,2026-05-0{n}:interviews/i{n}" for n in (3, 2)]
    for path in ("feed.xml", "rss.xml", "topics/ambacht/feed.xml", "speakers/ada/feed.xml"):
        assert expected == [entry.id for entry in entries(publication, path)], path


def test_a_feed_has_twenty_entries_unless_told_otherwise(publication: Publication) -> None:
    """The newest ones."""
    for n in range(21):
        put(publication, f"articles/a{n:02}", date=f"2026-05-{n + 1:02}")
    publication.build()
    found = [entry.title for entry in entries(publication)]
    assert [f"A{n:02}" for n in range(20, 0, -1)] == found


def test_no_text_of_an_item_becomes_html_in_rss(publication: Publication) -> None:
    """Readers of RSS take a description for HTML, so what only speaks of tags has to be escaped once more."""
    publication.write("content/site.yaml", SITE + "description: 'Over <b>tags</b> & meer'\n")
    put(
        publication,
        "articles/tags",
        date="2026-05-05",
        lead="'De `<script>` en een <img src=x onerror=alert(1)> & meer'",
    )
    publication.build()
    channel = ElementTree.fromstring(publication.text("rss.xml"))
    described = [str(element.text) for element in channel.iter("description")]
    assert "Over &lt;b&gt;tags&lt;/b&gt; &amp; meer" == described[0]
    assert "De &lt;script&gt; en een &lt;img src=x onerror=alert(1)&gt; &amp; meer" == described[1]
    assert [] == BeautifulSoup("".join(described), "html.parser").find_all(True)
