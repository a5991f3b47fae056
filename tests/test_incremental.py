"""What an edit makes again: exactly what it must, and byte for byte what a clean build makes."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import unicodedata
from types import ModuleType
from typing import Any

import pytest

from site_builder import build as build_module
from site_builder import content
from site_builder.errors import SiteError
from site_builder.makers import copy, derivative
from site_builder.paging import LONG_PAGE
from site_builder.theme import load_theme
from tests.items import one, picture, put, texts
from tests.pictures import drawing, encoded
from tests.publication import INTERVIEW, NOW, PERSON, QUIET, SITE, Publication


def made(publication: Publication) -> set[str]:
    """What a build makes again, the theme's files aside."""
    return {path for path in publication.build().made if not path.startswith("theme/")}


def test_a_second_build_makes_nothing(publication: Publication) -> None:
    first = publication.build()
    before = {p: p.stat() for p in publication.public.rglob("*")}
    second = publication.build()
    assert first.made
    assert second.made == ()
    assert not second.changes
    assert {p: p.stat() for p in publication.public.rglob("*")} == before


def test_an_edited_answer_makes_its_page_and_the_feeds_it_is_in(publication: Publication) -> None:
    """Its own two files, the feeds of the publication, those of its topics, series and speakers, and nothing else."""
    other = {"speakers": "[Bo Bos]", "topics": "[Rivier]", "series": "Stromen", "date": "2026-02-01"}
    publication.interview("water", title="Water wijst", **other)
    publication.interview("brug", speakers="[ada, Jan Smit]", topics="[Ambacht, Kade]", series="Bouwen")
    publication.build()
    assert {"topics/rivier/feed.xml", "series/stromen/feed.xml", "speakers/bo-bos/feed.xml"} <= publication.files()
    publication.edit("content/interviews/brug.md", "met koffie", "met thee")
    assert made(publication) == {
        "interviews/brug/index.html",
        "interviews/brug/index.json",
        "feed.xml",
        "rss.xml",
        "feed.json",
        "topics/ambacht/feed.xml",
        "topics/kade/feed.xml",
        "series/bouwen/feed.xml",
        "speakers/ada/feed.xml",
        "speakers/jan-smit/feed.xml",
    }


def test_an_edited_answer_makes_two_files_where_little_is_wanted(publication: Publication) -> None:
    publication.write("content/site.yaml", SITE + QUIET)
    publication.interview("water", title="Water wijst", date="2026-02-01")
    publication.build()
    publication.edit("content/interviews/brug.md", "met koffie", "met thee")
    assert made(publication) == {"interviews/brug/index.html", "feed.xml"}


def test_an_edited_answer_of_an_older_interview_reaches_the_feeds(publication: Publication) -> None:
    """A feed has the text of every item that is in it, not of the newest alone."""
    publication.interview("water", title="Water wijst", date="2026-02-01")
    publication.build()
    publication.edit("content/interviews/water.md", "met koffie", "met thee")
    publication.build()
    for feed in ("feed.xml", "rss.xml", "feed.json", "topics/ambacht/feed.xml", "speakers/ada/feed.xml"):
        assert "met thee" in publication.text(feed)


def test_an_answer_edited_at_the_same_size_and_time_is_seen(publication: Publication) -> None:
    publication.build()
    path = publication.root / "content/interviews/brug.md"
    stat = path.stat()
    publication.edit("content/interviews/brug.md", "koffie", "karnem")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert "interviews/brug/index.html" in made(publication)


def test_an_edit_in_a_larger_publication_makes_the_page_that_was_edited(publication: Publication) -> None:
    """Of the first item and of the last, whose inputs the store keeps far apart."""
    for number in range(50):
        put(publication, f"articles/nummer-{number}", date="2025-03-01", lead="Vooraf.")
    publication.build()
    for number in (0, 49):
        publication.edit(f"content/articles/nummer-{number}.md", "Tekst.", "Woorden.")
        publication.build()
        assert "Woorden." in publication.text(f"articles/nummer-{number}/index.html")


def test_what_comes_out_as_it_was_is_not_made_a_second_time(publication: Publication) -> None:
    publication.build()
    publication.edit("content/interviews/brug.md", "date:", "# de dag waarop het verscheen\ndate:")
    assert "interviews/brug/index.html" in made(publication)
    assert publication.build().made == ()


def test_a_new_title_reaches_every_list(publication: Publication) -> None:
    publication.interview("water", title="Water wijst", date="2026-02-01")
    publication.build()
    publication.edit("content/interviews/brug.md", "Een brug begint met luisteren", "Een brug luistert")
    assert made(publication) == {
        "interviews/brug/index.html",
        "interviews/brug/index.json",
        "interviews/water/index.html",
        "interviews/water/index.json",
        "index.html",
        "speakers/ada/index.html",
        "speakers/ada/feed.xml",
        "topics/ambacht/index.html",
        "topics/ambacht/feed.xml",
        "core-messages/index.html",
        "feed.xml",
        "rss.xml",
        "feed.json",
    }


def test_an_item_more_is_counted_on_the_first_page_of_a_long_list(publication: Publication) -> None:
    """Though it stands on the second one."""
    for number in range(LONG_PAGE):
        put(publication, f"articles/nummer-{number}", topics="[Hout]", date="2026-03-01")
    publication.write("content/site.yaml", SITE + QUIET)
    put(publication, "articles/oud", topics="[Hout]", date="2020-03-01")
    publication.build()
    put(publication, "articles/ouder", topics="[Hout]", date="2019-03-01")
    assert {"topics/hout/index.html", "topics/hout/page/2/index.html"} <= made(publication)


def test_items_of_one_day_keep_their_order_whichever_was_read_last(publication: Publication) -> None:
    """Also those that have one name in two folders."""
    put(publication, "articles/brug", date="2026-03-14")
    put(publication, "dossiers/brug", date="2026-03-14", items="[interviews/brug]")
    publication.build()
    for path in ("articles/brug", "interviews/brug", "dossiers/brug"):
        publication.edit(f"content/{path}.md", "---\n", "---\nkicker: Nieuw\n")
        publication.build()
        before = texts(publication.page(""), ".card h2")
        publication.edit(f"content/{path}.md", "---\nkicker: Nieuw\n", "---\n")
        publication.build()
        assert before == texts(publication.page(""), ".card h2")


def test_an_item_in_between_is_a_neighbour_of_those_around_it(publication: Publication) -> None:
    """They lead to it while it is there, and past it when it is gone, though they have nothing in common with it."""
    put(publication, "articles/een", date="2026-01-01")
    put(publication, "articles/drie", date="2026-03-01")
    around = {"articles/een/index.html", "articles/drie/index.html"}
    publication.build()
    for change in (lambda: put(publication, "articles/twee", date="2026-02-01"),
                   lambda: publication.edit("content/articles/twee.md", "title: Twee", "title: Tweede"),
                   (publication.root / "content/articles/twee.md").unlink):  # fmt: skip
        change()
        assert around <= made(publication)


def test_a_deleted_interview_is_gone_everywhere(publication: Publication) -> None:
    publication.interview("water", title="Water wijst", date="2026-02-01", topics="[Rivier]")
    publication.build()
    (publication.root / "content/interviews/water.md").unlink()
    publication.build()
    assert not {path for path in publication.files() if "water" in path or "rivier" in path}
    assert "Water wijst" not in publication.text("index.html")


def test_an_old_address_follows_its_item_and_goes(publication: Publication) -> None:
    """It tells the title that the item has now; given up, it is no longer there."""
    publication.interview("brug", aliases="[/oud/]")
    publication.build()
    publication.edit("content/interviews/brug.md", "Een brug begint met luisteren", "Een brug luistert")
    publication.build()
    assert "Een brug luistert" in publication.text("oud/index.html")
    publication.edit("content/interviews/brug.md", "aliases: [/oud/]\n", "")
    assert publication.build().changes.removed == ("oud/index.html",)
    assert not (publication.public / "oud").exists()


def test_two_interviews_that_swap_their_names(publication: Publication) -> None:
    publication.interview("water", title="Water wijst", date="2026-02-01")
    publication.build()
    folder = publication.root / "content/interviews"
    (folder / "brug.md").rename(folder / "x")
    (folder / "water.md").rename(folder / "brug.md")
    (folder / "x").rename(folder / "water.md")
    publication.build()
    assert "Water wijst" in publication.text("interviews/brug/index.html")


def test_a_template_of_the_publication_shadows_the_theme_and_goes_again(publication: Publication) -> None:
    publication.build()
    publication.write("templates/404.html", "<!doctype html><title>Weg</title>")
    publication.build()
    assert publication.text("404.html") == "<!doctype html><title>Weg</title>"
    publication.write("templates/404.html", "<!doctype html><title>Zoek</title>")
    publication.build()
    assert publication.text("404.html") == "<!doctype html><title>Zoek</title>"
    (publication.root / "templates/404.html").unlink()
    publication.build()
    assert "Zoek</title>" not in publication.text("404.html")


def test_a_changed_setting_reaches_every_page(publication: Publication) -> None:
    publication.build()
    publication.edit("content/site.yaml", "title: Proef", "title: Beproefd")
    publication.build()
    assert all("Beproefd" in publication.text(p) for p in publication.files() if p.endswith(".html"))


TEXT_SETTINGS = {
    "language: en": ("interviews/brug/index.html", '<html lang="en"'),
    "quotes: low": ("interviews/brug/index.html", "„dag”"),
    "raw_html: sanitise": ("interviews/brug/index.html", "<mark>hoog</mark>"),
    "timezone: America/New_York": ("feed.xml", "2026-03-15T05:30:00-04:00"),
}


@pytest.mark.parametrize("setting", TEXT_SETTINGS)
def test_a_changed_setting_reaches_texts_that_were_read_before(publication: Publication, setting: str) -> None:
    """Each of those that reading depends on, alone."""
    text = INTERVIEW.replace("Ada bouwt bruggen.", 'Zij zegt "dag", <mark>hoog</mark> op de brug.')
    publication.interview("brug", text, publish="2026-03-15 05:30")
    publication.build()
    path, found = TEXT_SETTINGS[setting]
    assert found not in publication.text(path)
    key = setting.partition(":")[0]
    publication.write("content/site.yaml", "".join(line for line in SITE.splitlines(keepends=True) if key not in line))
    publication.edit("content/site.yaml", "title: Proef", f"title: Proef\n{setting}")
    publication.build()
    assert found in publication.text(path)


def shown(publication: Publication) -> dict[str, bytes]:
    """The published sizes of all pictures."""
    return {path.name: path.read_bytes() for path in (publication.public / "pictures").iterdir()}


PICTURE = "{image: foto.png, alt: Drie mensen, credit: 'Foto: Lot'}"


@pytest.fixture
def pictured(publication: Publication) -> Publication:
    """An item with a picture and who took it, built."""
    picture(publication, "assets/foto.png", 400)
    put(publication, "articles/beek", picture=PICTURE)
    publication.build()
    return publication


def test_who_took_a_picture_is_written_into_it_anew(pictured: Publication) -> None:
    """At another address, so that nobody keeps the one with the wrong name."""
    before = shown(pictured)
    assert all(b"Foto: Lot" in data for data in before.values())
    pictured.edit("content/articles/beek.md", "Foto: Lot", "Foto: Kim")
    pictured.build()
    after = shown(pictured)
    assert all(b"Foto: Kim" in data for data in after.values())
    assert not before.keys() & after.keys()


def test_one_picture_may_be_credited_in_two_ways(pictured: Publication) -> None:
    """Each item shows the one with its own credit."""
    put(pictured, "articles/zee", picture=PICTURE.replace("Lot", "Kim"))
    pictured.build()
    for name, credit in (("beek", b"Foto: Lot"), ("zee", b"Foto: Kim")):
        address = str(one(pictured.page(f"articles/{name}"), "#picture img")["src"])
        assert credit in (pictured.public / address.lstrip("/")).read_bytes()


def test_another_quality_makes_other_pictures(pictured: Publication) -> None:
    """At addresses of their own, since readers keep what they have."""
    before = shown(pictured)
    pictured.write("content/site.yaml", SITE + "pictures: {quality: 30}\n")
    pictured.build()
    after = shown(pictured)
    assert len(before) == len(after)
    assert not before.keys() & after.keys()
    assert sum(map(len, after.values())) < sum(map(len, before.values()))


def test_a_lower_limit_holds_for_pictures_that_were_looked_at_before(pictured: Publication) -> None:
    """And a higher one lets them in again."""
    picture(pictured, "assets/foto.png", 12_501)  # a little more than a million pixels
    assert [] == pictured.problems()
    pictured.write("content/site.yaml", SITE + "pictures: {max_megapixels: 1}\n")
    assert ["picture-too-large"] == [problem.code for problem in pictured.problems()]
    pictured.write("content/site.yaml", SITE + "pictures: {max_megapixels: 2}\n")
    assert [] == pictured.problems()


def test_a_file_that_appears_where_it_is_looked_for_first(pictured: Publication) -> None:
    """Beside its item it comes before the one in assets/, and nothing else has to change for that."""
    before = shown(pictured)
    picture(pictured, "content/articles/foto.png", 300)
    pictured.build()
    assert "300" == one(pictured.page("articles/beek"), "#picture img")["width"]
    (pictured.root / "content/articles/foto.png").unlink()
    pictured.build()
    assert before == shown(pictured)


def test_one_picture_under_two_names_is_looked_at_under_each(publication: Publication) -> None:
    """What is right for the one may be wrong for the other, though it has the same bytes."""
    text = INTERVIEW.replace("Ada bouwt", "[Foto](foto.jpg). Ada bouwt")
    publication.interview("brug", text)
    publication.write("assets/foto.jpg", encoded(drawing(), "JPEG"))
    assert [] == publication.problems()
    (publication.root / "assets/foto.jpg").rename(publication.root / "assets/foto.png")
    publication.interview("brug", text.replace("foto.jpg", "foto.png"))
    assert ["picture-wrong-name"] == [problem.code for problem in publication.problems()]


def test_a_link_that_led_nowhere_may_go(publication: Publication) -> None:
    """What it was to be is then missing, and was not while the link was the problem."""
    publication.write("assets/foto.png", "").unlink()
    (publication.root / "assets/foto.png").symlink_to("weg.png")
    publication.interview("brug", sketch="{image: foto.png, alt: Twee oevers}")
    assert ["symlink-broken"] == [problem.code for problem in publication.problems()]
    (publication.root / "assets/foto.png").unlink()
    assert ["picture-missing"] == [problem.code for problem in publication.problems()]


def test_a_publication_that_is_moved(publication: Publication) -> None:
    """Everything is found where it is now, also when the site has to be made again."""
    publication.write("themes/eigen/theme.yaml", "name: eigen\nparent: paper\nstyles: [eigen.css]\n")
    publication.write("themes/eigen/static/eigen.css", "a { color: red }\n")
    publication.write("content/site.yaml", SITE + "theme: eigen\n")
    publication.build()
    moved = Publication(publication.root.with_name("elsewhere"))
    publication.root.rename(moved.root)
    moved.build()
    shutil.rmtree(moved.public)
    moved.build()


def _saved_in_between(publication: Publication, monkeypatch: pytest.MonkeyPatch, path: str, text: str | None) -> None:
    """Let somebody save a template, or take it away, when the theme has been looked at and no page is made yet."""
    from site_builder import glance

    def loading(*args: Any) -> Any:
        theme = load_theme(*args)
        if text is None:
            (publication.root / path).unlink()
        else:
            publication.write(path, text)
        return theme

    monkeypatch.setattr(glance, "load_theme", loading)
    monkeypatch.setattr(Publication, "glance", lambda *_: None)  # which would load it before the build does


@pytest.mark.parametrize("text", ["<title>twee</title>", None], ids=["saved", "removed"])
def test_a_template_that_is_saved_while_pages_are_made(
    publication: Publication, monkeypatch: pytest.MonkeyPatch, text: str | None
) -> None:
    """It may be put back before the next build, which would take the pages for those of the first version."""
    path = "templates/404.html"
    publication.write(path, "<title>een</title>")
    _saved_in_between(publication, monkeypatch, path, text)
    assert [("file-changed", path)] == [(found.code, found.path) for found in publication.problems(compare=False)]
    assert not publication.public.exists()
    monkeypatch.undo()
    publication.write(path, "<title>een</title>")
    publication.build()
    assert "<title>een</title>" == publication.text("404.html")


def test_a_template_whose_name_begins_with_a_point_is_none(publication: Publication) -> None:
    """What is passed over when the theme is looked at must have no part in a page: its edits would not be seen."""
    publication.write("templates/.kort.html", "kort")
    publication.write("templates/404.html", "{% include '.kort.html' %}")
    (problem,) = publication.problems()
    assert ("template-failed", "templates/404.html") == (problem.code, problem.path)
    assert "there is no template .kort.html" in problem.message


def test_a_template_that_comes_while_pages_are_made(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is for the next build."""
    publication.write("templates/other.html", "")
    _saved_in_between(publication, monkeypatch, "templates/404.html", "<title>twee</title>")
    publication.build(compare=False)
    assert "twee" not in publication.text("404.html")
    monkeypatch.undo()
    publication.build()
    assert "<title>twee</title>" == publication.text("404.html")


@pytest.mark.parametrize(
    ("path", "maker", "data"),
    [
        ("assets/report.pdf", copy, b"%PDF-1.4 two"),
        ("assets/foto.png", derivative, encoded(drawing(300, 80), "PNG")),
    ],
    ids=["file", "picture"],
)
def test_a_file_that_is_saved_while_it_is_made(
    publication: Publication, monkeypatch: pytest.MonkeyPatch, path: str, maker: ModuleType, data: bytes
) -> None:
    """What was read may be half of it: the old site stays, and the next build has the whole."""
    publication.write("assets/report.pdf", b"%PDF-1.4 one")
    text = INTERVIEW.replace("Ada bouwt", "[Verslag](report.pdf). Ada bouwt")
    publication.interview("brug", text, sketch="{image: foto.png, alt: Twee oevers}")
    picture(publication, "assets/foto.png", 400)
    real = maker.make

    def saving(*args: object, **keys: object) -> None:
        publication.write(path, data)
        real(*args, **keys)

    monkeypatch.setattr(maker, "make", saving)
    assert [("file-changed", path)] == [(found.code, found.path) for found in publication.problems(compare=False)]
    assert not publication.public.exists()
    monkeypatch.undo()
    publication.build()


def test_a_draft_appears_and_goes(publication: Publication) -> None:
    publication.interview("later", title="Later", draft="true")
    publication.build()
    assert "interviews/later/index.html" not in publication.files()
    publication.build(drafts=True)
    assert "interviews/later/index.html" in publication.files()
    publication.build()
    assert "interviews/later/index.html" not in publication.files()


@pytest.mark.parametrize(("moment", "there"), [("2026-06-01 13:59", True), ("2026-06-01 14:01", False)])
def test_an_interview_appears_at_its_moment(publication: Publication, moment: str, there: bool) -> None:
    publication.interview("straks", title="Straks", publish=moment)  # Amsterdam is two hours ahead of UTC in June
    publication.build()
    assert ("interviews/straks/index.html" in publication.files()) is there


def test_an_interview_comes_out_though_nothing_else_has_changed(publication: Publication) -> None:
    """When it is built again after its moment; and it is gone when it is built for an earlier one."""
    publication.interview("straks", title="Straks", publish="2026-06-01 14:30")
    for hours, there in ((0, False), (1, True), (0, False)):
        publication.build(date=NOW + dt.timedelta(hours=hours))
        assert ("interviews/straks/index.html" in publication.files()) is there


def test_an_interview_is_marked_until_its_moment(publication: Publication) -> None:
    """In the preview, which shows it before as well; then nothing has changed but the time.

    Another one stays hidden, so that the preview goes on being other than the site.
    """
    publication.interview("straks", title="Straks", publish="2026-06-01 14:30")
    publication.interview("later", title="Later", draft="true")
    before = publication.build(drafts=True).keys["interviews/straks/index.html"]
    page = publication.text("interviews/straks/index.html")
    after = publication.build(drafts=True, date=NOW + dt.timedelta(hours=1)).keys["interviews/straks/index.html"]
    assert before != after
    assert page != publication.text("interviews/straks/index.html")


def test_a_draft_may_speak_of_its_future_until_its_moment(publication: Publication) -> None:
    """Its moment comes for its dates as well, though it stays a draft."""
    publication.interview("brug", draft="true", publish="2026-06-01 14:30", updated="2026-06-02")
    assert [] == publication.problems(drafts=True)
    later = NOW + dt.timedelta(hours=1)
    assert ["date-ahead"] == [problem.code for problem in publication.problems(drafts=True, date=later)]


@pytest.mark.parametrize("old", [b"koffie", b"met koffie"])
def test_a_page_that_somebody_changed_is_made_again(publication: Publication, old: bytes) -> None:
    """Whether or not it is as long as before."""
    publication.build()
    page = publication.public / "interviews/brug/index.html"
    good = page.read_bytes()
    assert old in good
    page.write_bytes(good.replace(old, b"karnem"))
    publication.build()
    assert page.read_bytes() == good


def test_a_person_who_gets_a_file_later(publication: Publication) -> None:
    publication.interview("brug", speakers="[Jan Jansen]")
    publication.build()
    publication.write("content/speakers/jan-jansen.md", PERSON.replace("Ada Okoye", "Jan-Jaap Jansen"))
    publication.build()
    assert "Jan-Jaap Jansen" in publication.text("interviews/brug/index.html")


def test_a_mended_problem_is_built(publication: Publication) -> None:
    publication.build()
    publication.interview("brug", INTERVIEW.replace("title: Een", "titel: Een"))
    with pytest.raises(SiteError):
        publication.build()
    publication.interview("brug")
    assert not publication.build().changes


def test_a_warning_keeps_to_its_line_when_nothing_is_made(publication: Publication) -> None:
    publication.interview("water", title="Water", topics="[ambacht!, Rivier]")
    assert [p.line for p in publication.problems() if p.code == "topic-spelled-twice"] == [5]
    publication.edit("content/interviews/water.md", "title: Water", "kicker:\ntitle: Water")
    assert [p.line for p in publication.problems() if p.code == "topic-spelled-twice"] == [6]


def test_a_file_whose_accents_are_stored_otherwise(publication: Publication) -> None:
    """As after a copy to another file system: what is made of it is made of the file as it is called now."""
    picture(publication, "assets/vél.png")
    publication.write("assets/één.pdf", b"%PDF-1.4")
    put(publication, "articles/beek", "Zie [het verslag](één.pdf).", sketch="{image: vél.png, alt: Vel}")
    publication.build()
    for name in ("vél.png", "één.pdf"):
        path = publication.root / "assets" / name
        path.rename(path.with_name(unicodedata.normalize("NFD", name)))
    shutil.rmtree(publication.public)
    shutil.rmtree(publication.store / "pictures")
    publication.build()


@pytest.mark.parametrize("is_first", [True, False], ids=["first build", "later"])
def test_a_file_that_is_gone_before_it_is_read(
    publication: Publication, monkeypatch: pytest.MonkeyPatch, is_first: bool
) -> None:
    """It is told of, and what lies there later is not taken for it, even if that is empty."""
    if not is_first:
        publication.build()
    path = publication.interview("water", title="Water wijst", date="2026-02-01")
    real = content.read_share

    def late(*args: Any) -> Any:
        (publication.root / path).unlink()
        return real(*args)

    with monkeypatch.context() as patch:
        patch.setattr(content, "read_share", late)
        with pytest.raises(SiteError) as caught:
            publication.build(compare=False)
    assert [("unreadable", path)] == [(p.code, p.path) for p in caught.value.problems]
    publication.write(path, b"")
    with pytest.raises(SiteError) as caught:
        publication.build()
    assert [("front-matter-missing", path)] == [(p.code, p.path) for p in caught.value.problems]
    publication.interview("water", title="Water wijst", date="2026-02-01")
    publication.build()


def test_a_file_that_changes_before_it_is_read(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read is what is made, and what the file was before is read again when it comes back."""
    publication.build()
    publication.edit("content/interviews/brug.md", "koffie", "thee")
    real = content.read_share

    def late(*args: Any) -> Any:
        publication.edit("content/interviews/brug.md", "thee", "melk")
        return real(*args)

    with monkeypatch.context() as patch:
        patch.setattr(content, "read_share", late)
        publication.build()
    assert "melk" in publication.text("interviews/brug/index.html")
    publication.edit("content/interviews/brug.md", "melk", "thee")
    publication.build()
    assert "thee" in publication.text("interviews/brug/index.html")


@pytest.mark.parametrize("hidden", [{}, {"draft": "true"}, {"publish": "2026-07-01"}], ids=["no", "draft", "awaited"])
def test_the_preview_takes_the_plan_of_the_site_over(
    publication: Publication, monkeypatch: pytest.MonkeyPatch, hidden: dict[str, str]
) -> None:
    """Where nothing is hidden, they are the same; where something is, each has its own, and keeps it."""
    publication.interview("water", title="Water wijst", date="2026-02-01", **hidden)
    publication.build()
    planned: list[str] = []
    real = build_module._import_planner

    def noting() -> Any:
        planned.append("again")
        return real()

    monkeypatch.setattr(build_module, "_import_planner", noting)
    for drafts in (True, False, True, False):
        publication.build(drafts=drafts)
        assert ("interviews/water/index.html" in publication.files()) is (drafts or not hidden)
    assert ["again"] * bool(hidden) == planned
