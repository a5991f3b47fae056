"""Recordings and research: what readers can hear and see, and how figures came about."""

from __future__ import annotations

import pytest

from tests.items import hrefs, one, picture, put, texts
from tests.publication import Publication

PATH = "articles/beek"
ALL = {
    "n": "1093",
    "population": "mensen",
    "mode": "online",
    "period": "2018-07",
    "by": "de Werf",
    "commissioned_by": "Rik",
}

# ------------------------------------------------------------------------------------------------------------ research

SENTENCES = [
    (set(), "Hiervoor zijn 1.093 mensen in juli 2018 online ondervraagd door de Werf. Opdrachtgever was Rik.",
     "For this, 1,093 mensen were questioned online in July 2018 by de Werf. It was commissioned by Rik."),
    ({"n"}, "Hiervoor zijn mensen in juli 2018 online ondervraagd door de Werf. Opdrachtgever was Rik.",
     "For this, mensen were questioned online in July 2018 by de Werf. It was commissioned by Rik."),
    ({"population"}, "Hiervoor zijn 1.093 mensen in juli 2018 online ondervraagd door de Werf. Opdrachtgever was Rik.",
     "For this, 1,093 people were questioned online in July 2018 by de Werf. It was commissioned by Rik."),
    ({"mode"}, "Hiervoor zijn 1.093 mensen in juli 2018 ondervraagd door de Werf. Opdrachtgever was Rik.",
     "For this, 1,093 mensen were questioned in July 2018 by de Werf. It was commissioned by Rik."),
    ({"period"}, "Hiervoor zijn 1.093 mensen online ondervraagd door de Werf. Opdrachtgever was Rik.",
     "For this, 1,093 mensen were questioned online by de Werf. It was commissioned by Rik."),
    ({"by"}, "Hiervoor zijn 1.093 mensen in juli 2018 online ondervraagd. Opdrachtgever was Rik.",
     "For this, 1,093 mensen were questioned online in July 2018. It was commissioned by Rik."),
    ({"commissioned_by"}, "Hiervoor zijn 1.093 mensen in juli 2018 online ondervraagd door de Werf.",
     "For this, 1,093 mensen were questioned online in July 2018 by de Werf."),
    ({"n", "population"}, "Het onderzoek is in juli 2018 online uitgevoerd door de Werf. Opdrachtgever was Rik.",
     "The research was done online in July 2018 by de Werf. It was commissioned by Rik."),
    (ALL.keys() - {"by"}, "Het onderzoek is uitgevoerd door de Werf.", "The research was done by de Werf."),
    (ALL.keys() - {"commissioned_by"}, "Opdrachtgever was Rik.", "It was commissioned by Rik."),
]  # fmt: skip


def test_how_figures_came_about_is_told_in_a_sentence(publication: Publication) -> None:
    """Of what is known, in the language of the item and its numbers and months."""
    for n, (left_out, _, _) in enumerate(SENTENCES):
        given = ", ".join(f"{key}: {value}" for key, value in ALL.items() if key not in left_out)
        put(publication, f"articles/nl-{n}", research=f"{{{given}}}")
        put(publication, f"articles/en-{n}", research=f"{{{given}}}", lang="en")
    publication.build()
    for n, (_, dutch, english) in enumerate(SENTENCES):
        assert [f"Over het onderzoek {dutch}"] == texts(publication.page(f"articles/nl-{n}"), "#research")
        assert [f"About the research {english}"] == texts(publication.page(f"articles/en-{n}"), "#research")


def test_what_is_written_about_research_is_text(publication: Publication) -> None:
    """No number, no month, no markup, no sign of our own is taken for something else."""
    given = "{population: 'ruim 100% [echte] <b>mensen</b>', period: voorjaar 2018, by: '%(who)s [%(by)s]'}"
    put(publication, PATH, research=given)
    publication.build()
    expected = "Hiervoor zijn ruim 100% [echte] <b>mensen</b> in voorjaar 2018 ondervraagd door %(who)s [%(by)s]."
    assert [expected] == texts(publication.page(PATH), "#research p")


def test_who_did_the_research_and_for_whom_may_be_written_as_ids(publication: Publication) -> None:
    """Of an organisation or a person with a file; they stand there with their names."""
    put(publication, "organisations/werf", name="De Werf")
    put(publication, "authors/noor", name="Noor Vink")
    put(publication, PATH, research="{n: 10, by: noor, commissioned_by: werf}")
    put(publication, "articles/meer", research="{n: 10, by: werf, commissioned_by: noor}")
    publication.build()
    assert ["Hiervoor zijn 10 mensen ondervraagd door Noor Vink. Opdrachtgever was De Werf."] == texts(
        publication.page(PATH), "#research p"
    )
    assert ["Hiervoor zijn 10 mensen ondervraagd door De Werf. Opdrachtgever was Noor Vink."] == texts(
        publication.page("articles/meer"), "#research p"
    )


@pytest.mark.parametrize(
    ("given", "dutch", "english"),
    [
        ("n: 1", "Hiervoor is 1 persoon ondervraagd.", "For this, 1 person was questioned."),
        ("n: 1, population: bakker", "Hiervoor is 1 bakker ondervraagd.", "For this, 1 bakker was questioned."),
        ("n: 12, period: 2018", "Hiervoor zijn 12 mensen in 2018 ondervraagd.",
         "For this, 12 people were questioned in 2018."),
        ("n: 1.093", "Hiervoor zijn 1.093 mensen ondervraagd.", "For this, 1,093 people were questioned."),
        ("n: '1,093'", "Hiervoor zijn 1.093 mensen ondervraagd.", "For this, 1,093 people were questioned."),
        ("n: 12 345 678", "Hiervoor zijn 12.345.678 mensen ondervraagd.",
         "For this, 12,345,678 people were questioned."),
        ("n: 2, period: 2018-07-01", "Hiervoor zijn 2 mensen op 1 juli 2018 ondervraagd.",
         "For this, 2 people were questioned on July 1, 2018."),
        ("period: 2018-07-01", "Het onderzoek is op 1 juli 2018 uitgevoerd.", "The research was done on July 1, 2018."),
        ("period: 2018-2019", "Het onderzoek is in 2018-2019 uitgevoerd.", "The research was done in 2018-2019."),
        ("period: 2018/19", "Het onderzoek is in 2018/19 uitgevoerd.", "The research was done in 2018/19."),
    ],
)  # fmt: skip
def test_numbers_and_times_of_research(publication: Publication, given: str, dutch: str, english: str) -> None:
    """One is not many; thousands may be parted as in any language; a day, a month, a year or words for the time."""
    put(publication, PATH, research=f"{{{given}}}")
    put(publication, "articles/en", research=f"{{{given}}}", lang="en")
    publication.build()
    assert [dutch] == texts(publication.page(PATH), "#research p")
    assert [english] == texts(publication.page("articles/en"), "#research p")


def test_the_authors_own_words_replace_the_sentence(publication: Publication) -> None:
    """In Markdown."""
    put(publication, PATH, research="{n: 1093, by: de Werf, note: 'Zie [de cijfers](https://cijfers.example/).'}")
    publication.build()
    assert ["Zie de cijfers."] == texts(publication.page(PATH), "#research p")
    assert ["https://cijfers.example/"] == hrefs(publication.page(PATH), "#research a")
    assert "ondervraagd" not in publication.text(f"{PATH}/index.html")


def test_who_held_an_event_and_who_made_a_source_may_be_written_as_ids(publication: Publication) -> None:
    """As whoever did the research; any other name stands as it is written."""
    put(publication, "organisations/werf", name="De Werf")
    put(publication, "authors/noor", name="Noor Vink")
    events = "[{name: Dag, organiser: werf}, {name: Avond, organiser: noor}, {name: Nacht, organiser: de buurt}]"
    put(publication, PATH, events=events, sources="[{title: Zand, creators: [noor, werf, De buurt]}]")
    publication.build()
    page = publication.page(PATH)
    assert ["De Werf", "Noor Vink", "de buurt"] == texts(page, ".event-by")
    assert ["Noor Vink, De Werf en De buurt, Zand"] == texts(page, "#sources li")


# ---------------------------------------------------------------------------------------------------------- recordings


@pytest.fixture
def studio(publication: Publication) -> Publication:
    """A publication with recordings in assets/."""
    publication.write("assets/geluid.mp3", b"x" * 2_345_678)
    publication.write("assets/film.mp4", b"x" * 2000)
    publication.write("assets/tekst.vtt", "WEBVTT\n")
    publication.write("assets/tekst.pdf", b"%PDF")
    picture(publication, "assets/still.png")
    return publication


def test_a_recording_plays_in_the_page_and_loads_nothing_before(studio: Publication) -> None:
    """With its type, size and length, and what is said in it."""
    put(studio, PATH, audio="{file: geluid.mp3, transcript: tekst.pdf, duration: 1:02:03}")
    put(studio, "articles/kort", audio="geluid.mp3", lang="en")
    studio.build()
    page = studio.page(PATH)
    audio = one(page, "#audio audio")
    assert ("/assets/geluid.mp3", "none", "Luisteren") == (audio["src"], audio["preload"], audio["aria-label"])
    assert "controls" in audio.attrs
    assert ["MP3, 2,3 MB, 1:02:03"] == texts(page, "#audio .file")
    assert [("/assets/tekst.pdf", "Lees de uitgeschreven tekst")] == [
        (a["href"], a.get_text()) for a in page.select("#audio a:not(.printed)")
    ]
    assert ["https://example.org/assets/geluid.mp3"] == texts(page, "#audio a.printed[href='/assets/geluid.mp3']")
    assert ["MP3, 2.3 MB"] == texts(studio.page("articles/kort"), "#audio .file")
    assert {"assets/geluid.mp3", "assets/tekst.pdf"} <= studio.files()
    assert not page.select("script:not([type='application/ld+json'])")


def test_a_film_has_captions_a_transcript_and_a_poster(studio: Publication) -> None:
    """Captions when the transcript is a .vtt file, in the language of the item."""
    put(studio, PATH, video="{file: film.mp4, transcript: tekst.vtt, poster: still.png, duration: 4:05}", lang="en")
    put(studio, "articles/plat", video="{file: film.mp4, transcript: tekst.pdf}")
    studio.build()
    page = studio.page(PATH)
    video, track = one(page, "#video video"), one(page, "#video track")
    assert ("/assets/film.mp4", "none", "Watch") == (video["src"], video["preload"], video["aria-label"])
    assert video["poster"].removeprefix("/") in studio.files()
    assert video["poster"].endswith(".jpg")
    assert ("captions", "/assets/tekst.vtt", "en", "Captions") == (
        track["kind"], track["src"], track["srclang"], track["label"],
    )  # fmt: skip
    assert ["MP4, 2 kB, 4:05"] == texts(page, "#video .file")
    assert ["/assets/tekst.vtt"] == hrefs(page, "#video a:not(.printed)")
    assert ["https://example.org/assets/film.mp4"] == texts(page, "#video a.printed[href='/assets/film.mp4']")
    flat = studio.page("articles/plat")
    assert not flat.select("track")
    assert "poster" not in one(flat, "video").attrs
    assert ["/assets/tekst.pdf"] == hrefs(flat, "#video a:not(.printed)")


def test_captions_may_have_a_suffix_in_capitals(studio: Publication) -> None:
    """As some programs write it."""
    studio.write("assets/TEKST.VTT", "WEBVTT\n")
    put(studio, PATH, video="{file: film.mp4, transcript: TEKST.VTT}")
    studio.build()
    assert "/assets/TEKST.VTT" == one(studio.page(PATH), "#video track")["src"]


def test_a_question_leads_to_its_time_in_the_recording(studio: Publication) -> None:
    """In seconds, in the sound before the film; without a recording it is a time only."""
    body = "## Eerst? {at=0:42}\n\nJa.\n\n## Dan? {at=1:02:03}\n\nNee.\n\n## Nooit?\n\nZo."
    both = {"audio": "geluid.mp3", "video": "film.mp4"}
    put(studio, "interviews/beide", body, **both)
    put(studio, "interviews/film", body, video="film.mp4")
    put(studio, "interviews/stil", body)
    put(studio, "interviews/begin", body.replace("0:42", "0:00"), audio="geluid.mp3")
    studio.build()
    times = {name: hrefs(studio.page(f"interviews/{name}"), ".at a") for name in ("beide", "film", "stil", "begin")}
    assert {
        "beide": ["/assets/geluid.mp3#t=42", "/assets/geluid.mp3#t=3723"],
        "film": ["/assets/film.mp4#t=42", "/assets/film.mp4#t=3723"],
        "stil": [],
        "begin": ["/assets/geluid.mp3#t=0", "/assets/geluid.mp3#t=3723"],
    } == times
    shown = texts(studio.page("interviews/stil"), ".at")
    assert ["Tijd in de opname: 0:42", "Tijd in de opname: 1:02:03"] == shown


def test_words_on_buttons_and_labels_are_set(publication: Publication) -> None:
    """As the words of a text are: with apostrophes, quotation marks and dashes."""
    put(
        publication, PATH, kicker="Foto's van nu", author_role="Als foto's kijker",
        cta="{label: Vraag ‘m gratis aan!, to: /}", downloads="[{to: https://a.example/, label: Pagina's}]",
    )  # fmt: skip
    publication.build()
    page = publication.page(PATH)
    assert ["Vraag ’m gratis aan!"] == texts(page, ".cta a")
    assert ["Pagina’s"] == texts(page, "#downloads a")
    assert "Foto’s van nu" == texts(page, ".kicker")[0]
    assert "Als foto’s kijker" in page.get_text()
