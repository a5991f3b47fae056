"""What leads to an item, and on from it: old addresses, and what to read next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, SupportsIndex

import msgspec
import pytest

from site_builder import listings
from site_builder.addresses import Addresses
from site_builder.linking import Site
from site_builder.models import ItemSummary, Participation
from tests.items import put, texts
from tests.publication import SITE, Publication

# ------------------------------------------------------------------------------------------------------ old addresses


@pytest.mark.parametrize("home", ["/", "/mag/"])
def test_an_old_address_leads_to_the_new_one(publication: Publication, home: str) -> None:
    """With or without a slash, or as a file; it is never to be found itself."""
    publication.write("content/site.yaml", SITE.replace("example.org/", f"example.org{home}"))
    put(publication, "articles/beek", lang="en", aliases="[/2019/03/oud/, archief/beek, oud.html, oud.htm, café]")
    publication.build()
    sitemap = publication.text("sitemap.xml")
    for file in ("2019/03/oud/index.html", "archief/beek/index.html", "oud.html", "oud.htm", "café/index.html"):
        text = publication.text(file)
        assert f'<link rel="canonical" href="https://example.org{home}articles/beek/">' in text
        assert f'<meta http-equiv="refresh" content="0; url={home}articles/beek/">' in text
        assert '<meta name="robots" content="noindex">' in text
        assert f'<a href="{home}articles/beek/">Beek</a>' in text
        assert '<html lang="en"' in text
    assert "oud" not in sitemap
    assert "caf" not in sitemap
    assert "archief" not in sitemap
    assert f"<loc>https://example.org{home}articles/beek/</loc>" in sitemap


def test_items_of_all_kinds_have_old_addresses(publication: Publication) -> None:
    """Each leads to its own."""
    put(publication, "articles/beek", aliases="[/oud/articles/beek/]")
    put(publication, "dossiers/water", aliases="[/oud/dossiers/water/]", items="[interviews/brug]")
    put(publication, "pages/over", aliases="[/oud/pages/over/]")
    publication.interview("brug", aliases="[/oud/interviews/brug/]")
    publication.build()
    for path, url in (
        ("articles/beek", "/articles/beek/"),
        ("dossiers/water", "/dossiers/water/"),
        ("pages/over", "/over/"),
        ("interviews/brug", "/interviews/brug/"),
    ):
        assert f'<meta http-equiv="refresh" content="0; url={url}">' in publication.text(f"oud/{path}/index.html")


# --------------------------------------------------------------------------------------------------------- to read on


def related(publication: Publication, path: str) -> list[str]:
    return texts(publication.page(path), "#related h3")


def test_what_to_read_on_is_nearest_in_date(publication: Publication) -> None:
    """With one topic in common, on either side; three at most, and never the item itself."""
    for month, name in enumerate(("een", "twee", "drie", "vier", "vijf", "zes", "zeven"), 1):
        put(publication, f"articles/{name}", date=f"2026-{month:02}-01", topics="[Hout]")
    publication.build()
    assert {"Drie", "Vijf"} < set(related(publication, "articles/vier"))
    assert 3 == len(related(publication, "articles/vier"))
    assert ["Twee", "Drie", "Vier"] == related(publication, "articles/een")
    assert ["Zes", "Vijf", "Vier"] == related(publication, "articles/zeven")


def test_the_newest_but_one_has_a_neighbour_before_it_too(publication: Publication) -> None:
    """Near the end of a list there are fewer than three on that side; those that are there count."""
    days = ("2026-04-30", "2026-04-29", "2026-01-01", "2025-01-01", "2024-01-01", "2023-01-01")
    for name, day in zip(("een", "twee", "drie", "vier", "vijf", "zes"), days, strict=True):
        put(publication, f"articles/{name}", date=day, topics="[Hout]")
    publication.build()
    assert ["Een", "Drie", "Vier"] == related(publication, "articles/twee")
    assert ["Twee", "Een", "Vier"] == related(publication, "articles/drie")


def test_what_is_linked_already_is_not_to_be_read_on_again(publication: Publication) -> None:
    """Neither the dossiers that hold an item, in that item, nor what a dossier holds, in that dossier."""
    put(publication, "articles/beek", topics="[Hout]")
    put(publication, "articles/zee", topics="[Hout]")
    put(publication, "dossiers/water", topics="[Hout]", items="[articles/beek]")
    publication.build()
    assert ["Zee"] == related(publication, "articles/beek")
    assert ["Zee"] == related(publication, "dossiers/water")
    assert {"Beek", "Water"} == set(related(publication, "articles/zee"))


def test_a_speaker_in_common_says_more_than_a_series_and_that_more_than_a_topic(publication: Publication) -> None:
    """However far away the item is."""
    put(publication, "articles/hier", date="2026-05-01", speakers="[Bo Bos]", series="Reeks R", topics="[Hout]")
    put(publication, "articles/spreker", date="2020-01-01", speakers="[Bo Bos]")
    put(publication, "articles/serie", date="2023-01-01", series="Reeks R")
    put(publication, "articles/onderwerp", date="2026-04-30", topics="[hout]")
    put(publication, "articles/niets", date="2026-05-01")
    publication.build()
    assert ["Spreker", "Serie", "Onderwerp"] == related(publication, "articles/hier")
    assert [] == related(publication, "articles/niets")


def test_what_the_author_names_comes_first(publication: Publication) -> None:
    """And stands there once; what is computed fills up to three."""
    for n, name in enumerate(("een", "twee", "drie", "vier"), 1):
        put(publication, f"articles/{name}", date=f"2026-01-0{n}", topics="[Hout]")
    put(publication, "articles/hier", date="2026-01-05", topics="[Hout]", related="[articles/twee, interviews/brug]")
    publication.build()
    assert ["Twee", "Een brug begint met luisteren", "Vier"] == related(publication, "articles/hier")


def test_the_author_may_name_more_than_three(publication: Publication) -> None:
    """Then nothing is added, and nothing is left out."""
    names = ["een", "twee", "drie", "vier"]
    for name in [*names, "vijf"]:
        put(publication, f"articles/{name}", topics="[Hout]")
    put(publication, "articles/hier", topics="[Hout]", related=f"[{', '.join(f'articles/{n}' for n in names)}]")
    publication.build()
    assert [name.capitalize() for name in names] == related(publication, "articles/hier")


def test_what_is_computed_can_be_turned_off(publication: Publication) -> None:
    """What the author names stays."""
    publication.write("content/site.yaml", SITE + "outputs: {related: false}\n")
    put(publication, "articles/een", topics="[Ambacht]")
    put(publication, "articles/twee", topics="[Ambacht]", related="[articles/een]")
    publication.build()
    assert [] == related(publication, "articles/een")
    assert ["Een"] == related(publication, "articles/twee")


class Watched(list[ItemSummary]):
    """A list that counts how many of its items are looked at."""

    seen = 0

    def __iter__(self) -> Iterator[ItemSummary]:
        for item in super().__iter__():
            Watched.seen += 1
            yield item

    def __getitem__(self, place: SupportsIndex | slice) -> Any:
        found: Any = super().__getitem__(place)
        Watched.seen += len(found) if isinstance(place, slice) else 1
        return found

    def index(self, *_: Any) -> int:
        raise AssertionError("looks for an item by going through the list")


def looked_at(site: Site, number: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many items the listings look at to find what is related to each of so many with everything in common."""
    voice = Participation("ada")
    stories = tuple(
        msgspec.structs.replace(site.stories[0], source=f"content/interviews/{n}.md", id=str(n), speakers=(voice,),
                                series="R", topics=("Ambacht", "Hout"))
        for n in range(number)
    )  # fmt: skip
    lists = listings.Listings(Addresses(msgspec.structs.replace(site, stories=stories)))
    for rows in (lists.by_speaker, lists.by_series, lists.by_topic):
        for id, row in rows.items():
            rows[id] = Watched(row)
    monkeypatch.setattr(Watched, "seen", 0)
    assert all(3 == len(lists.related(item)) for item in stories)
    return Watched.seen


def test_the_work_for_what_to_read_on_grows_with_the_number_of_items(
    publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten times as many items, all alike, are ten times as much work; looking at all pairs would be a hundred times."""
    sites: list[Site] = []
    make = Addresses.__init__

    def noted(self: Addresses, site: Site) -> None:
        sites.append(site)
        make(self, site)

    monkeypatch.setattr(Addresses, "__init__", noted)
    publication.build(compare=False)
    monkeypatch.setattr(Addresses, "__init__", make)
    small, large = (looked_at(sites[0], number, monkeypatch) for number in (100, 1000))
    assert 0 < small
    assert large <= 11 * small
    assert large <= 1000 * 4 * 7
