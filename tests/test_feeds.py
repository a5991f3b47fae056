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

from tests.items import hrefs, picture, put
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
    """Lead, drawings, text, questions, turns, core message, notes, corrections."""
    page = BeautifulSoup(contents(magazine)["atom"][0], "html.parser")
    text = " ".join(page.get_text(" ").split())
    order = ["Vooraf", "Aanvulling, 12 april 2026", "Er komt meer.", "Correctie, 9 april 2026", "dinsdag", "Het vel",
             "De achtergrond", "De paal", "Wie stuurt er?", "Ada Okoye", "Vier handen, altijd.", "Jan Jansen",
             "Of geen", "En dan?", "“Niets meer.”", "Het einde.", "De kernboodschap", "Samen gaan", "Een noot.",
             "Nog een noot.", "Wij kregen koffie."]  # fmt: skip
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


def test_a_note_in_a_feed_leads_to_a_place_in_that_entry(magazine: Publication) -> None:
    """Readers show many entries in one page, but every one has at least what its links ask for."""
    page = BeautifulSoup(contents(magazine)["atom"][0], "html.parser")
    inner = [address for address in hrefs(page, "a[href]") if address.startswith("#")]
    assert len(inner) >= 2
    assert {address[1:] for address in inner} <= {str(tag["id"]) for tag in page.select("[id]")}


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
        record = [("application/json", f"/mag/{path}/index.json")] if path.startswith("articles/") else []
        assert [*zip(types, of_all, strict=True), *((types[0], feed) for feed in own), *record] == found, path
    titles = [link["title"] for link in magazine.page("series/reeks").select("head link[rel=alternate]")]
    assert ["Proef", "Proef", "Proef", "Reeks & co – Proef"] == titles


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
