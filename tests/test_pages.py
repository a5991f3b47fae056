"""The pages of a publication: what a reader finds where, and what machines are told."""

from __future__ import annotations

import itertools
import json
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from bs4 import BeautifulSoup

from site_builder import announcing
from tests.items import put
from tests.pictures import drawing, encoded
from tests.publication import INTERVIEW, PERSON, SITE, Publication

PANEL = """\
---
title: Vier handen aan het stuur
date: 2026-04-02
speakers:
  - {speaker: ada, role: Bruggenbouwer, organisation: Stadswerf}
  - Jan van Denderen, schipper, De Vrije Vaart
interviewers: [noor-vink]
artists: [noor-vink]
topics: [Ambacht, Water]
quote_by: ada
---
Vooraf.

## Wie stuurt er? {#stuur short="Het stuur"}

@ada: Vier handen aan het stuur, altijd.

@jan-van-denderen: En [“niemand vaart alleen”]{by=jan-van-denderen}, zei mijn vader.

## En als het mist?

@ada: Dan luister je.
"""

AUTHOR = """\
---
name: Noor Vink
tagline: Vraagt en tekent
motto: Eerst *kijken*.
---
Noor tekent.
"""


@pytest.fixture
def magazine(publication: Publication) -> Publication:
    """Two interviews, three people, below a path."""
    publication.write("content/site.yaml", SITE.replace("example.org/", "example.org/mag/"))
    publication.write("content/authors/noor-vink.md", AUTHOR)
    publication.interview("stuur", PANEL)
    publication.write("content/pages/colofon.md", "---\ntitle: Colofon\n---\nWie [Ada](/speakers/ada/) kent.\n")
    publication.build()
    return publication


def graph(page: BeautifulSoup) -> list[dict[str, Any]]:
    """The nodes of a page's structured data."""
    (script,) = page.select('script[type="application/ld+json"]')
    found: list[dict[str, Any]] = json.loads(script.string or "")["@graph"]
    return found


def test_every_page_is_there(magazine: Publication) -> None:
    assert {path for path in magazine.files() if path.endswith(".html")} == {
        "index.html",
        "404.html",
        "authors/noor-vink/index.html",
        "colofon/index.html",
        "core-messages/index.html",
        "interviews/brug/index.html",
        "interviews/stuur/index.html",
        "speakers/ada/index.html",
        "speakers/index.html",
        "speakers/jan-van-denderen/index.html",
        "topics/ambacht/index.html",
        "topics/water/index.html",
    }


def test_every_address_of_every_page_stays_below_the_path_and_leads_somewhere(magazine: Publication) -> None:
    files = magazine.files() | {f"theme/{p.relative_to(magazine.public / 'theme').as_posix()}" for p in
                                (magazine.public / "theme").rglob("*") if p.is_file()}  # fmt: skip
    seen = 0
    for path in sorted(files):
        if not path.endswith(".html"):
            continue
        page = BeautifulSoup(magazine.text(path), "html.parser")
        for element in page.select("[href], [src]"):
            url = str(element.get("href") or element.get("src")).partition("#")[0]
            if url and not url.startswith(("https://example.org/mag/", "https://creativecommons")):
                assert url.startswith("/mag/"), (path, url)
                target = url.removeprefix("/mag/")
                assert target in files or f"{target}index.html" in files, (path, url)
                seen += 1
    assert seen > 100


def test_an_interview_shows_all_it_holds(magazine: Publication) -> None:
    page = magazine.page("interviews/stuur")
    text = page.get_text(" ", strip=True)
    assert ["“Vier handen aan het stuur”"] == [heading.get_text(strip=True) for heading in page.select("h1")]
    assert [h.get_text(" ", strip=True).split(" ", 1)[-1] for h in page.select("h2.question")] == [
        "1 Wie stuurt er?",
        "2 En als het mist?",
    ]
    assert "schipper" in text
    assert "De Vrije Vaart" in text
    assert "Vooraf." in text
    assert [a["href"] for a in page.select("nav.index a")] == ["#stuur", "#en-als-het-mist"]


def test_a_speaker_has_the_role_of_then_and_their_words(magazine: Publication) -> None:
    page = magazine.page("speakers/jan-van-denderen").get_text(" ", strip=True)
    assert "schipper" in page
    assert "“niemand vaart alleen”" in page
    link = magazine.page("speakers/jan-van-denderen").select_one('a[href="/mag/interviews/stuur/#stuur"]')
    assert link is not None


def test_the_register_sorts_names_under_their_main_word(magazine: Publication) -> None:
    page = magazine.page("speakers")
    names = [a.get_text(strip=True) for a in page.select("main a[href^='/mag/speakers/']")]
    assert names == ["Denderen, Jan van", "Okoye, Ada"]


def test_neighbours_are_linked(magazine: Publication) -> None:
    assert magazine.page("interviews/stuur").select_one('[rel~="prev"][href="/mag/interviews/brug/"]')
    assert magazine.page("interviews/brug").select_one('[rel~="next"][href="/mag/interviews/stuur/"]')


def test_lists_are_cut_into_pages(publication: Publication) -> None:
    publication.write("content/site.yaml", SITE + "page_size: 2\n")
    for n in range(4):
        publication.interview(f"nummer-{n}", title=f"Nummer {n}", date=f"2026-01-0{n + 1}")
    publication.build()
    assert {"index.html", "page/2/index.html", "page/3/index.html"} <= publication.files()
    assert "core-messages/page/3/index.html" in publication.files()
    second = publication.page("page/2")
    assert [h.get_text(strip=True) for h in second.select("main h2")][:2] == ["Nummer 2", "Nummer 1"]
    assert second.select_one('a[href="/"]')
    assert second.select_one('a[href="/page/3/"]')


def test_headings_are_in_order_and_ids_unique(magazine: Publication) -> None:
    for path in magazine.files():
        if path.endswith(".html"):
            page = BeautifulSoup(magazine.text(path), "html.parser")
            levels = [int(h.name[1]) for h in page.select("h1, h2, h3, h4, h5, h6")]
            assert levels.count(1) == 1, path
            assert levels[0] == 1, path
            assert all(b - a <= 1 for a, b in itertools.pairwise(levels)), (path, levels)
            ids = [e["id"] for e in page.select("[id]")]
            assert len(ids) == len(set(ids)), path


def test_no_script_no_inline_style_no_other_host(magazine: Publication) -> None:
    for path in magazine.files():
        if path.endswith(".html"):
            page = BeautifulSoup(magazine.text(path), "html.parser")
            assert {s.get("type") for s in page.select("script")} <= {"application/ld+json"}, path
            assert not page.select("[style], style, iframe, [onclick], [onload]"), path
            loaded = page.select("[src], link[rel=stylesheet], link[rel=icon], link[rel=preload]")
            assert all(str(e.get("src") or e.get("href")).startswith("/mag/") for e in loaded), path


def test_structured_data_of_an_interview(magazine: Publication) -> None:
    nodes = graph(magazine.page("interviews/stuur"))
    by_type = {node["@type"]: node for node in nodes}
    assert "FAQPage" not in by_type
    assert "QAPage" not in by_type
    article = by_type["Article"]
    assert article["datePublished"] == "2026-04-02T00:00:00+02:00"
    assert article["headline"] == "“Vier handen aan het stuur”"
    people = [node for node in nodes if node["@type"] == "Person"]
    assert people[0]["worksFor"]["roleName"] == "Bruggenbouwer"
    assert people[0]["worksFor"]["worksFor"]["name"] == "Stadswerf"
    assert by_type["Quotation"]["text"] == "Vier handen aan het stuur"
    known = {node["@id"] for node in nodes if "@id" in node}
    assert set(references(nodes)) <= known
    for node in nodes:
        for key in ("url", "@id", "contentUrl"):
            assert str(node.get(key, "https://")).startswith("https://"), node


def test_a_headline_that_nobody_said_is_no_quotation(magazine: Publication) -> None:
    magazine.edit("content/interviews/stuur.md", "title: Vier handen aan het stuur", "title: Samen sturen")
    magazine.build()
    assert "Quotation" not in {node["@type"] for node in graph(magazine.page("interviews/stuur"))}


def test_structured_data_of_people(magazine: Publication) -> None:
    assert "ProfilePage" in {node["@type"] for node in graph(magazine.page("authors/noor-vink"))}
    speaker = graph(magazine.page("speakers/ada"))
    assert "ProfilePage" not in {node["@type"] for node in speaker}
    assert [node["name"] for node in speaker if node["@type"] == "Person"] == ["Ada Okoye"]


def test_hostile_text_stays_text(publication: Publication) -> None:
    evil = "</script><script>alert(1)</script>"
    publication.interview("brug", title=f'"{evil} {{{{7*7}}}} &amp;"', kicker=f"'{evil}'")
    publication.write("content/speakers/ada.md", PERSON.replace("Ada Okoye", f'"{evil}"'))
    publication.build()
    for path in ("interviews/brug/index.html", "index.html", "speakers/ada/index.html"):
        page = BeautifulSoup(publication.text(path), "html.parser")
        assert {s.get("type") for s in page.select("script")} <= {"application/ld+json"}, path
        for script in page.select("script"):
            json.loads(script.string or "")
    assert "{{7*7}}" in publication.text("interviews/brug/index.html")
    feed = feedparser.parse(publication.text("feed.xml"))
    assert not feed.bozo


def references(value: Any) -> list[str]:
    """The ids that structured data refers to: mappings that hold nothing but an @id."""
    if isinstance(value, dict):
        if value.keys() == {"@id"}:
            return [str(value["@id"])]
        return [found for item in value.values() for found in references(item)]
    if isinstance(value, list):
        return [found for item in value for found in references(item)]
    return []


def test_the_feed_has_everything_absolute_and_lasting(magazine: Publication) -> None:
    feed = feedparser.parse(magazine.text("feed.xml"))
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.id == "tag:example.org,2026:/"
    assert [entry.id for entry in feed.entries] == [
        "tag:example.org,2026-04-02:interviews/stuur",
        "tag:example.org,2026-03-14:interviews/brug",
    ]
    assert feed.entries[0].link == "https://example.org/mag/interviews/stuur/"
    assert feed.entries[0].published == "2026-04-02T00:00:00+02:00"
    assert feed.entries[0].author == "Noor Vink"
    content = feed.entries[0].content[0].value
    assert "Dan luister je." in content
    assert "Ada Okoye" in content
    assert "“Aan de overkant, met koffie.”" in feed.entries[1].content[0].value
    assert 'href="/' not in content


def test_the_feed_is_as_long_as_the_settings_say(publication: Publication) -> None:
    publication.write("content/site.yaml", SITE + "feed_length: 1\n")
    publication.interview("water", title="Water", date="2026-02-01")
    publication.build()
    assert len(feedparser.parse(publication.text("feed.xml")).entries) == 1


def test_sitemap_and_robots(magazine: Publication) -> None:
    sitemap = ElementTree.fromstring(magazine.text("sitemap.xml"))
    located = [str(loc.text) for loc in sitemap.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    pages = {p for p in magazine.files() if p.endswith("index.html")}
    assert set(located) == {f"https://example.org/mag/{p.removesuffix('index.html')}" for p in pages}
    assert "Sitemap: https://example.org/mag/sitemap.xml" in magazine.text("robots.txt")


def test_a_sitemap_too_long_for_one_file(magazine: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """No sitemap may hold more than 50,000 addresses; where there are more, sitemap.xml names those that hold them."""
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    monkeypatch.setattr(announcing, "LONG_SITEMAP", 7)
    magazine.write("content/pages/nog-een.md", "---\ntitle: Nog een\n---\nTekst.\n")
    magazine.build(compare=False)
    pages = (p.removesuffix("index.html") for p in magazine.files() if p.endswith("index.html"))
    whole = sorted(f"https://example.org/mag/{path}" for path in pages)
    index = ElementTree.fromstring(magazine.text("sitemap.xml"))
    assert index.tag == f"{space}sitemapindex"
    parts = [str(element.text).removeprefix("https://example.org/mag/") for element in index.iter(f"{space}loc")]
    assert parts == [f"sitemap-{n}.xml" for n in range(1, 1 + -(-len(whole) // 7))]
    roots = [ElementTree.fromstring(magazine.text(part)) for part in parts]
    assert [len(root) for root in roots[:-1]] == [7] * (len(parts) - 1)
    assert [element.text for root in roots for element in root.iter(f"{space}loc")] == whole
    dates = [max((str(d.text) for d in root.iter(f"{space}lastmod")), default=None) for root in roots]
    assert [entry.findtext(f"{space}lastmod") for entry in index] == dates
    assert any(dates)


def test_names_in_other_scripts_have_pages(publication: Publication) -> None:
    """Who or what is named in another script is somebody, with a page of one part, and no other one."""
    speakers = "\n  - {name: Иван Петров, role: dokter}\n  - 李小龍\n  - ada"
    text = INTERVIEW.replace(" [ada]", speakers).replace("[Ambacht]", "['Вода / река', हिन्दी]")
    publication.write("content/site.yaml", SITE + "navigation: [{label: Иван, to: /speakers/иван-петров/}]\n")
    publication.interview("brug", text, quote_by="李小龍", series="Reeks")
    publication.write("content/articles/één/index.md", "---\ntitle: Een\ndate: 2026-02-01\n---\n[x](één.md) ŷ\n")
    publication.edit("content/articles/één/index.md", "één.md", "../één/index.md")
    publication.build()
    pages = {path for path in publication.files() if path.endswith("/index.html") and path.count("/") == 2}
    assert {"speakers/иван-петров/index.html", "speakers/李小龍/index.html", "topics/вода-река/index.html"} <= pages
    assert "topics/हिन्दी/index.html" in pages
    register = publication.page("speakers").get_text(" ", strip=True)
    assert "李小龍" in register
    links = {str(a["href"]) for a in publication.page("interviews/brug").select("main a[href]")}
    assert {"/speakers/%D0%B8%D0%B2%D0%B0%D0%BD-%D0%BF%D0%B5%D1%82%D1%80%D0%BE%D0%B2/", "/speakers/ada/"} <= links
    publication.interview("brug", text, quote_by="Пётр")
    assert ["quote-by-stranger"] == [problem.code for problem in publication.problems()]


def test_a_picture_used_in_two_ways(publication: Publication) -> None:
    """A portrait in a biography is as sharp there as any picture; a drawing in its own text is published once."""
    publication.write(
        "content/speakers/ada.md",
        PERSON.replace("---\nAda", "portrait: {image: p.jpg, alt: x}\n---\n![x](p.jpg)\n\nAda"),
    )
    publication.write("content/speakers/p.jpg", encoded(drawing(900, 900), "JPEG"))
    publication.write("content/interviews/s.jpg", encoded(drawing(700, 500), "JPEG"))
    text = INTERVIEW.replace("Ada bouwt bruggen.", "![x](s.jpg)")
    publication.interview("brug", text, sketch="{image: s.jpg, alt: x}", artists="[noor-vink]")
    publication.write("content/authors/noor-vink.md", AUTHOR)
    publication.build()
    page = publication.page("speakers/ada")
    assert [str(img["width"]) for img in page.select("main .figure img")] == ["900"]
    shown = "".join(publication.text(path) for path in publication.files() if path.endswith((".html", ".xml", ".json")))
    pictures = {path for path in publication.files() if path.startswith("pictures/")}
    assert [path for path in pictures if path not in shown] == []


def test_a_link_to_a_file_keeps_what_follows_its_path(publication: Publication) -> None:
    """A page of a PDF, or a place in a text."""
    publication.write("content/interviews/blad.pdf", b"%PDF-1.4\n")
    text = INTERVIEW.replace("bruggen.", "[bruggen](blad.pdf#page=3).")
    publication.interview("brug", text, cta="{label: x, to: 'blad.pdf?a=1#b'}")
    publication.build()
    links = {str(a["href"]) for a in publication.page("interviews/brug").select("main a[href]")}
    assert {"/interviews/brug/blad.pdf#page=3", "/interviews/brug/blad.pdf?a=1#b"} <= links


def test_the_sitemap_leaves_out_what_search_engines_are_to_leave_alone(publication: Publication) -> None:
    """Drafts and what is to come, which only `--drafts` shows; a feed has them, as it will."""
    publication.interview("schets", title="Schets", draft="true")
    publication.interview("straks", title="Straks", publish="2026-09-18 06:00")
    publication.write("content/pages/over.md", "---\ntitle: Over\ndraft: true\n---\nTekst.\n")
    publication.build(drafts=True)
    pages = {path.removesuffix("index.html") for path in publication.files() if path.endswith("index.html")}
    hidden = {path for path in pages if publication.page(path).select('meta[name=robots][content="noindex"]')}
    assert {"interviews/schets/", "interviews/straks/", "over/"} == hidden
    sitemap = publication.text("sitemap.xml")
    assert "<loc>https://example.org/interviews/brug/</loc>" in sitemap
    assert [] == [path for path in hidden if path in sitemap]
    assert 3 == len(feedparser.parse(publication.text("feed.xml")).entries)


def test_menu_entries_lead_to_places_in_pages(publication: Publication) -> None:
    """An entry of the menu may lead to an anchor, and to a list with a question in its address."""
    entries = "[{label: Elk, to: /speakers/#letter-e}, {label: Zoek, to: 'speakers/?q=é#x'}, {label: É, to: /é/}]"
    publication.write("content/site.yaml", SITE + f"navigation: {entries}\n")
    publication.write("content/pages/é.md", "---\ntitle: É\n---\nTekst.\n")
    publication.build()
    hrefs = [str(a["href"]) for a in publication.page("").select("nav a")]
    assert {"/speakers/#letter-e", "/speakers/?q=é#x", "/%C3%A9/"} <= set(hrefs)


def test_the_sitemap_has_the_day_of_the_last_change(publication: Publication) -> None:
    """An update is one, and so is a correction; lists have none."""
    put(publication, "articles/beek", updated="2026-04-02")
    put(publication, "articles/zee", updated="2026-04-02", corrections="[{date: 2026-05-04, text: Het was niet zo.}]")
    put(publication, "pages/over", "Over ons.")
    publication.build()
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    rows = ElementTree.fromstring(publication.text("sitemap.xml")).findall(f"{name}url")
    days = {str(row.findtext(f"{name}loc")): row.findtext(f"{name}lastmod") for row in rows}
    assert {"interviews/brug/": "2026-03-14", "articles/beek/": "2026-04-02", "articles/zee/": "2026-05-04",
            "over/": None, "": None, "topics/ambacht/": None} == {
        path: days[f"https://example.org/{path}"]
        for path in ("interviews/brug/", "articles/beek/", "articles/zee/", "over/", "", "topics/ambacht/")
    }  # fmt: skip


def test_outputs_can_be_turned_off(publication: Publication) -> None:
    publication.write("content/authors/noor-vink.md", AUTHOR)
    keys = {"series": "Stromen", "authors": "[noor-vink]"}
    publication.interview("brug", related="[interviews/dijk]", **keys)
    publication.interview("dijk", INTERVIEW.replace("[ada]", "[Bo Bos]").replace("Ambacht", "Dijk"), title="Dijk")
    publication.interview("water", title="Water wijst", date="2026-02-01", **keys)
    publication.build()
    kept = {
        "404.html",
        "index.html",
        "interviews/brug/index.html",
        "interviews/dijk/index.html",
        "interviews/water/index.html",
        "series/stromen/index.html",
        "speakers/ada/index.html",
        "speakers/bo-bos/index.html",
        "topics/ambacht/index.html",
        "topics/dijk/index.html",
    }
    assert publication.files() == kept | {
        "authors/noor-vink/index.html",
        "core-messages/index.html",
        "feed.json",
        "feed.xml",
        "interviews/brug/index.json",
        "interviews/dijk/index.json",
        "interviews/water/index.json",
        "robots.txt",
        "rss.xml",
        "series/stromen/feed.xml",
        "sitemap.xml",
        "speakers/ada/feed.xml",
        "speakers/bo-bos/feed.xml",
        "speakers/index.html",
        "topics/ambacht/feed.xml",
        "topics/dijk/feed.xml",
    }
    announced = ("ld+json", "atom+xml", "rss+xml", "feed+json", "/authors/", "/core-messages/")
    page = publication.text("interviews/brug/index.html")
    assert [word for word in announced if word not in page] == []
    assert read_on(publication) == ["/interviews/dijk/", "/interviews/water/"]
    off = "feeds: [], feeds_per: [], item_json: false, related: false, sitemap: false, robots: false, speakers: false"
    off += ", core_messages: false, authors: false, structured_data: false"
    publication.write("content/site.yaml", SITE + f"outputs: {{{off}}}\n")
    publication.build()
    assert publication.files() == kept
    for path in kept:
        assert [word for word in announced if word in publication.text(path)] == [], path
    assert read_on(publication) == ["/interviews/dijk/"]  # what the author names is no computed output


@pytest.mark.parametrize(
    ("setting", "gone"),
    [
        ("feeds: [rss, json]", {"feed.xml"}),
        ("feeds: [atom, json]", {"rss.xml"}),
        ("feeds: [atom, rss]", {"feed.json"}),
        ("feeds_per: [series, speaker]", {"topics/ambacht/feed.xml"}),
        ("feeds_per: [topic, speaker]", {"series/stromen/feed.xml"}),
        ("feeds_per: [topic, series]", {"speakers/ada/feed.xml"}),
        ("item_json: false", {"interviews/brug/index.json"}),
        ("sitemap: false", {"sitemap.xml"}),
        ("robots: false", {"robots.txt"}),
        ("speakers: false", {"speakers/index.html"}),
        ("core_messages: false", {"core-messages/index.html"}),
        ("authors: false", {"authors/noor-vink/index.html"}),
        ("related: false", set()),
        ("structured_data: false", set()),
    ],
)
def test_each_output_can_be_turned_off_by_itself(publication: Publication, setting: str, gone: set[str]) -> None:
    """One switch takes away one kind of file, and no page leads to what isn't there."""
    publication.write("content/authors/noor-vink.md", AUTHOR)
    publication.interview("brug", series="Stromen", authors="[noor-vink]")
    publication.build()
    before = publication.files()
    publication.write("content/site.yaml", SITE + f"outputs: {{{setting}}}\n")
    publication.build()
    assert publication.files() == before - gone
    assert gone <= before
    for path in publication.files():
        if path.endswith(".html"):
            elements = publication.page(path.removesuffix("index.html")) if path.endswith("index.html") else None
            soup = elements or BeautifulSoup(publication.text(path), "html.parser")
            addresses = {str(e["href"]).removeprefix("https://example.org") for e in soup.select("[href]")}
            assert not addresses & {"", *(f"/{p.removesuffix('index.html')}" for p in gone)}, path


def read_on(publication: Publication) -> list[str]:
    """The addresses that are proposed at the foot of an interview, each once."""
    links = publication.page("interviews/brug").select("#related a[href]")
    return list(dict.fromkeys(str(link["href"]) for link in links))


def test_a_file_beside_the_text_is_published_with_type_and_size(publication: Publication) -> None:
    publication.write("content/interviews/brug/index.md", INTERVIEW + "\nLees de [schets](plan.pdf).\n")
    (publication.root / "content/interviews/brug.md").unlink()
    publication.write("content/interviews/brug/plan.pdf", b"%PDF-1.4" + b"x" * 3000)
    publication.write("content/interviews/brug/geheim.txt", "nergens genoemd")
    publication.build()
    assert publication.text("interviews/brug/plan.pdf").startswith("%PDF")
    assert "interviews/brug/geheim.txt" not in publication.files()
    text = publication.page("interviews/brug").get_text(" ", strip=True)
    assert "schets (PDF, 3 kB)" in text


def test_both_interface_languages(publication: Publication) -> None:
    publication.interview("water", title="Water", date="2026-02-01", lang="en")
    publication.build()
    assert publication.page("interviews/brug").html["lang"] == "nl"  # type: ignore[index]
    assert "14 maart 2026" in publication.text("interviews/brug/index.html")
    assert publication.page("interviews/water").html["lang"] == "en"  # type: ignore[index]
    assert "February 1, 2026" in publication.text("interviews/water/index.html")
