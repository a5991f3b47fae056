"""The entries of feeds: titles that could break them, ids that last, moments."""

from __future__ import annotations

import datetime as dt
import email.utils
import json
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest

from tests.items import put
from tests.publication import SITE, Publication

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


def entries(publication: Publication, path: str = "feed.xml") -> list[Any]:
    """The entries of a feed, as readers have them."""
    feed = feedparser.parse(publication.text(path))
    assert not feed.bozo, feed
    found: list[Any] = feed.entries
    return found


HOSTILE = ["<b>&amp; \"x\" 'y'", "]]> en <![CDATA[", "🧵 👩‍🚀 emoji", "a & b < c > d", "</title><script>"]


@pytest.mark.parametrize("title", HOSTILE)
def test_no_title_breaks_a_feed(publication: Publication, title: str) -> None:
    """XML and JSON hold it as it is read on the page."""
    written = json.dumps(title.replace("<", r"\<"), ensure_ascii=False)
    front = {"authors": f"[{{name: {json.dumps(title, ensure_ascii=False)}}}]", "lead": "|\n  Met `]]>` en `<&>`."}
    put(publication, "articles/raar", "`]]>` en `<script>`", date="2026-05-05", list_title=json.dumps(
        title, ensure_ascii=False), title=written, **front)  # fmt: skip
    publication.build()
    atom = ElementTree.fromstring(publication.text("feed.xml")).find(f"{ATOM}entry")
    rss = ElementTree.fromstring(publication.text("rss.xml")).find("channel/item")
    (item, _) = json.loads(publication.text("feed.json"))["items"]
    assert atom is not None
    assert rss is not None
    assert [title] * 3 == [atom.findtext(f"{ATOM}title"), rss.findtext("title"), item["title"]]
    assert title == atom.findtext(f"{ATOM}author/{ATOM}name")
    for content in (atom.findtext(f"{ATOM}content"), rss.findtext(CONTENT), item["content_html"]):
        assert "<code>]]&gt;</code> en <code>&lt;script&gt;</code>" in str(content)


@pytest.mark.parametrize("character", ["\x0b", "\x1b", "\x00", "\ufffe", "\uffff", "\x7f", "\u2028"])
def test_a_character_that_xml_does_not_know_breaks_no_feed(publication: Publication, character: str) -> None:
    """Wherever it was pasted from: the author is told, or it is left out."""
    put(publication, "articles/raar", f"Voor{character}na.", lead=f'"Toen{character}nu"')
    if not [problem for problem in publication.problems() if problem.severity == "error"]:
        for path in ("feed.xml", "rss.xml", "sitemap.xml", "topics/ambacht/feed.xml"):
            ElementTree.fromstring((publication.public / path).read_bytes())
        assert "Voor" in publication.text("feed.xml")


# ----------------------------------------------------------------------------------------------------- ids and moments


def ids(publication: Publication) -> list[str]:
    """The ids of entries, which are the same in every format."""
    found = [entry.id for entry in entries(publication)]
    assert found == [entry.id for entry in entries(publication, "rss.xml")]
    assert found == [item["id"] for item in json.loads(publication.text("feed.json"))["items"]]
    return found


def test_ids_outlive_a_new_title_and_a_new_place(publication: Publication) -> None:
    """Or every reader would see the item again."""
    publication.build()
    assert ["tag:example.org,2026-03-14:interviews/brug"] == ids(publication)
    publication.edit("content/interviews/brug.md", "title: Een brug begint met luisteren", "title: Anders")
    publication.edit("content/interviews/brug.md", "date: 2026-03-14", "date: 2026-03-14\nupdated: 2026-04-01")
    publication.write("content/site.yaml", SITE.replace("example.org/", "example.org/elders/"))
    publication.build()
    assert "Anders" == entries(publication)[0].title
    assert "https://example.org/elders/interviews/brug/" == entries(publication)[0].link
    assert ["tag:example.org,2026-03-14:interviews/brug"] == ids(publication)


def test_an_id_of_the_authors_own_wins(publication: Publication) -> None:
    """It is what the item had where it came from."""
    publication.interview("brug", id="https://oud.example/?p=12")
    publication.build()
    assert ["https://oud.example/?p=12"] == ids(publication)


@pytest.mark.parametrize(
    ("written", "id"),
    [
        ("urn:isbn:123", "urn:isbn:123"),
        ("tag:oud.example,2009:é/1", "tag:oud.example,2009:é/1"),
        ("https://oud.example/a b?c={d}", "https://oud.example/a%20b?c=%7Bd%7D"),
        ("nummer 12", "tag:example.org,2026:id/nummer%2012"),
        ("12:30 #1 é", "tag:example.org,2026:id/12:30%20%231%20%C3%A9"),
    ],
)
def test_an_id_is_a_uri(publication: Publication, written: str, id: str) -> None:
    """Feeds ask for one, whatever an author writes."""
    publication.interview("brug", id=json.dumps(written, ensure_ascii=False))
    publication.build()
    assert [id] == ids(publication)


def test_no_two_items_have_the_same_id(publication: Publication) -> None:
    """Readers would show one of them; both are named, also where it is an id that we made."""
    put(publication, "articles/een", id="1")
    put(publication, "articles/twee", id="1")
    message = 'the id "1" is also that of "content/articles/een.md"'
    assert [("content/articles/twee.md", 4, message)] == [(p.path, p.line, p.message) for p in publication.problems()]
    (publication.root / "content/articles/een.md").unlink()
    put(publication, "articles/twee", id="tag:example.org,2026-03-14:interviews/brug")
    (problem,) = publication.problems()
    assert ("id-twice", "content/articles/twee.md") == (problem.code, problem.path)
    assert 'also that of "content/interviews/brug.md"' in problem.message


def test_the_ids_of_feeds_outlive_a_new_place(publication: Publication) -> None:
    """Below another path of the same host it is still the same feed."""
    paths = ("feed.xml", "topics/ambacht/feed.xml")
    publication.build()
    before = [feedparser.parse(publication.text(path)).feed.id for path in paths]
    assert ["tag:example.org,2026:/", "tag:example.org,2026:topics/ambacht"] == before
    publication.write("content/site.yaml", SITE.replace("example.org/", "example.org/mag/"))
    publication.build()
    assert before == [feedparser.parse(publication.text(path)).feed.id for path in paths]


MOMENTS = [
    ({"date": "2026-01-05"}, "2026-01-05T00:00:00+01:00", "2026-01-05T00:00:00+01:00"),
    ({"date": "2026-01-05", "updated": "2026-04-06"}, "2026-01-05T00:00:00+01:00", "2026-04-06T00:00:00+02:00"),
    ({"date": "2026-04-05", "publish": "2026-04-05 09:30"}, "2026-04-05T09:30:00+02:00", "2026-04-05T09:30:00+02:00"),
]


@pytest.mark.parametrize(("keys", "published", "updated"), MOMENTS)
def test_moments_are_in_the_zone_of_the_publication(
    publication: Publication, keys: dict[str, str], published: str, updated: str
) -> None:
    """With the offset of that very day; nothing is changed before it is published."""
    (publication.root / "content/interviews/brug.md").unlink()
    put(publication, "articles/beek", **keys)
    publication.build()
    (entry,) = entries(publication)
    assert (published, updated) == (entry.published, entry.updated)
    (item,) = json.loads(publication.text("feed.json"))["items"]
    assert (published, updated) == (item["date_published"], item["date_modified"])
    assert updated == feedparser.parse(publication.text("feed.xml")).feed.updated
    (row,) = entries(publication, "rss.xml")
    assert dt.datetime.fromisoformat(published) == email.utils.parsedate_to_datetime(row.published)


def test_a_correction_is_an_update(publication: Publication) -> None:
    """Whoever has read the item hears of it (domain §7.4)."""
    put(publication, "articles/beek", date="2026-03-20", corrections="[{date: 2026-05-02, text: Het was niet zo.}]")
    publication.build()
    entry = entries(publication)[0]
    assert ("2026-03-20T00:00:00+01:00", "2026-05-02T00:00:00+02:00") == (entry.published, entry.updated)
    assert "2026-05-02T00:00:00+02:00" == feedparser.parse(publication.text("feed.xml")).feed.updated


def test_a_feed_is_as_new_as_the_last_change_in_it(publication: Publication) -> None:
    """Which may be one of an older item, as long as the feed has that."""
    put(publication, "articles/zee", date="2026-04-20")
    put(publication, "articles/beek", date="2026-03-20", updated="2026-05-02")
    publication.build()
    assert "2026-05-02T00:00:00+02:00" == feedparser.parse(publication.text("feed.xml")).feed.updated
    publication.write("content/site.yaml", SITE + "feed_length: 1\n")
    publication.build()
    assert "2026-04-20T00:00:00+02:00" == feedparser.parse(publication.text("feed.xml")).feed.updated


def test_a_topic_is_called_in_feeds_what_it_is_called_on_pages(publication: Publication) -> None:
    """By the title of its file, in whatever way the item writes it, and once."""
    put(publication, "topics/ambacht", title="Het ambacht")
    publication.interview("brug", topics="[ambacht, Ambacht, Rivier]")
    publication.build()
    for path in ("feed.xml", "rss.xml"):
        assert ["Het ambacht", "Rivier"] == [tag.term for tag in entries(publication, path)[0].tags]
    assert ["Het ambacht", "Rivier"] == json.loads(publication.text("feed.json"))["items"][0]["tags"]


MAKERS = [
    ({"authors": "[Noor Vink]", "interviewers": "[Bo Bos]", "artists": "[kim]"}, ["Noor Vink"]),
    ({"interviewers": "[Bo Bos, kim]", "artists": "[Lot Loo]"}, ["Bo Bos", "Kim Kas"]),
    ({"artists": "[kim, Lot Loo]", "photographers": "[Bo Bos]"}, ["Kim Kas", "Lot Loo"]),
    ({"photographers": "[Bo Bos]"}, ["De Brug"]),
]


@pytest.mark.parametrize(("people", "names"), MAKERS)
def test_an_entry_has_an_author(publication: Publication, people: dict[str, str], names: list[str]) -> None:
    """Who wrote it, else who asked, else who drew; without any of them who publishes it."""
    publication.write("content/site.yaml", SITE + "publisher: {name: De Brug}\n")
    put(publication, "authors/kim", name="Kim Kas")
    publication.interview("brug", **people)
    publication.build()
    atom = ElementTree.fromstring(publication.text("feed.xml"))
    assert names == [author.findtext(f"{ATOM}name") for author in atom.findall(f"{ATOM}entry/{ATOM}author")]
    (item,) = json.loads(publication.text("feed.json"))["items"]
    assert names == [author["name"] for author in item["authors"]]
