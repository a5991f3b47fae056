"""Interviews, their people and their topics: what an author may write, and what it comes to on the pages."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from site_builder.documents import ReadingRules, read_document
from site_builder.models import Interview
from tests.items import said, texts
from tests.publication import INTERVIEW, NOW, PERSON, Publication

PATH = "content/interviews/brug.md"


def read(text: str) -> Interview:
    rules = ReadingRules("nl", "Europe/Amsterdam", "", "escape")
    reading = read_document("content/interviews/x.md", text.encode(), "interview", rules)
    assert isinstance(reading.document, Interview), reading.problems
    return reading.document


def words(publication: Publication, path: str, selector: str = "main") -> list[str]:
    """The texts of what a selector finds on a page."""
    return [" ".join(tag.get_text(" ").split()) for tag in publication.page(path).select(selector)]


# --------------------------------------------------------------------------------------------------- the two forms

BOTH = """\
---
title: Titel
date: 2026-03-14
speakers: [ada, bo]
{front}---
Achtergrond met *nadruk*.
{body}"""

IN_FRONT = """\
qa:
  - question: Waar *begin* je?
    answer: |
      Aan de overkant.

      Met een lijst:

      - koffie
      - [lacht]{.remark}
  - question: En dan?
    id: dan
    short: Daarna
    at: 1:02
    answer:
      - {speaker: ada, text: Eerst dit.}
      - speaker: bo
        text: |
          Dan "dat".

          En toen.
"""

IN_BODY = """
## Waar *begin* je?

Aan de overkant.

Met een lijst:

- koffie
- [lacht]{.remark}

## En dan? {#dan short="Daarna" at=1:02}

@ada: Eerst dit.

@bo: Dan "dat".

En toen.
"""


def test_both_forms_give_the_same_interview() -> None:
    """Questions in front matter or as headings in the body: every value of the interview is equal."""
    first = read(BOTH.format(front=IN_FRONT, body=""))
    second = read(BOTH.format(front="", body=IN_BODY))
    assert first.exchanges == second.exchanges
    assert first == second
    assert ["waar-begin-je", "dan"] == [exchange.id for exchange in first.exchanges]
    assert [1, 2] == [exchange.number for exchange in first.exchanges]
    assert ["Waar <em>begin</em> je?", "En dan?"] == [exchange.question for exchange in first.exchanges]
    assert ["Waar begin je?", "Daarna"] == [exchange.short for exchange in first.exchanges]
    assert [None, 62] == [exchange.at for exchange in first.exchanges]
    assert ["ada", "bo"] == [turn.speaker for turn in first.exchanges[1].turns]
    assert "<p>Achtergrond met <em>nadruk</em>.</p>\n" == first.body


@pytest.mark.parametrize("front", ["", IN_FRONT])
def test_what_follows_a_section_stands_behind_the_questions(front: str) -> None:
    """A heading with {.section} ends the questions; in both forms what follows it comes after them."""
    body = (
        IN_BODY if not front else ""
    ) + "\n## Verder *lezen* {#verder .section}\n\nEen boek.\n\n## Nog een kop\n\nNog een.\n"
    found = read(BOTH.format(front=front, body=body))
    assert ["waar-begin-je", "dan"] == [exchange.id for exchange in found.exchanges]
    assert "Een boek" not in found.body + "".join(e.answer for e in found.exchanges)
    assert found.afterword.startswith('<h2 id="verder">Verder <em>lezen</em></h2>\n<p>Een boek.</p>\n')
    assert "Nog een kop</h2>\n<p>Nog een.</p>" in found.afterword


def test_deeper_headings_belong_to_the_answer() -> None:
    """Only level 2 is a question."""
    found = read(BOTH.format(front="", body="\n## Waar?\n\nDaar.\n\n### Of toch\n\nHier.\n"))
    (exchange,) = found.exchanges
    assert "Hier" in exchange.answer


# -------------------------------------------------------------------------------------------------- ids of questions


def ids(*headings: str) -> list[str]:
    body = "".join(f"\n## {heading}\n\nDaar.\n" for heading in headings)
    return [exchange.id for exchange in read(BOTH.format(front="", body=body)).exchanges]


def test_ids_are_made_of_the_first_words() -> None:
    """Six of them, as a slug; stable when questions are moved."""
    assert ["waar-begin-je-met-bouwen-als"] == ids("Waar begin je met bouwen als het regent?")
    assert ["hoe-klinkt-een-cafe"] == ids("Hoe *klinkt* “één café”?")
    assert ids("A?", "B?") == ids("B?", "A?")[::-1]


def test_ids_are_never_used_twice() -> None:
    """Neither for questions with one text, nor where an id was given, nor for what pages use themselves."""
    assert ["waarom", "waarom-2", "waarom-3"] == ids("Waarom?", "Waarom?", "Waarom?")
    assert ["waarom-2", "waarom"] == ids("Waarom?", "Anders {#waarom}")
    assert "top" not in ids("Top?")
    assert ["question", "question-2"] == ids("为什么?", "Γιατί;")


def test_the_id_of_a_question_is_its_place_on_the_page(publication: Publication) -> None:
    """A link to the id leads to the question."""
    publication.edit(PATH, "    answer:", "    id: begin\n    answer:")
    publication.build()
    (place,) = publication.page("interviews/brug").select("#begin")
    assert "Waar begin je?" in place.get_text()


# ------------------------------------------------------------------------------------------------------------- titles


def test_marks_around_a_quoted_title_are_the_builds(publication: Publication) -> None:
    """Pasted ones go and are noted; the page has one pair, in the style of its language."""
    publication.interview("brug", title="“Een brug begint met luisteren”", quote_by="ada")
    (note,) = publication.problems()
    assert ("quotation-marks-removed", "note", PATH, 3) == (note.code, note.severity, note.path, note.line)
    assert ["“Een brug begint met luisteren”"] == words(publication, "interviews/brug", "h1")


def test_a_title_without_quote_by_keeps_its_marks(publication: Publication) -> None:
    """It may be the title of a book."""
    publication.interview("brug", title="“Een brug”")
    assert [] == publication.problems()
    assert ["“Een brug”"] == words(publication, "interviews/brug", "h1")


@pytest.mark.parametrize(
    ("answer", "literal"),
    [("Ik zei: een brug begint met luisteren.", False), ("Een brug begint met luisteren, ja.", True)],
)
def test_data_calls_it_a_quotation_only_when_it_was_said(publication: Publication, answer: str, literal: bool) -> None:
    """Machines are told `Quotation` when the words stand literally in an answer."""
    publication.interview("brug", INTERVIEW.replace("Aan de overkant, met koffie.", answer), quote_by="ada")
    publication.build()
    data = [
        json.loads(tag.get_text())
        for tag in publication.page("interviews/brug").select("script[type='application/ld+json']")
    ]
    assert literal is ('"Quotation"' in json.dumps(data))


# ------------------------------------------------------------------------------------------------------------- people

PEOPLE = """
  - ada
  - Jan van der Berg
  - Bo Bos, Bouwer, Stadswerf, afdeling Zuid
  - {speaker: ida-os, role: Kok, organisation: De Kraan}
  - {name: noor, on_behalf_of: de buurt}
  - {author: Cas Cox, role: Schilder}
  - {group: Klas 3B, organisation: De Regenboog}"""


def test_people_in_every_form(publication: Publication) -> None:
    """An id, a name, a line, a mapping: names as they are known, role and organisation as they were then."""
    publication.write("content/speakers/ida-os.md", "---\nname: Ida Os\nrole: Minister\norganisation: Regering\n---\n")
    publication.interview("brug", speakers=PEOPLE)
    assert [] == publication.problems()
    assert [
        "Ada Okoye",
        "Jan van der Berg",
        "Bo Bos Bouwer, Stadswerf, afdeling Zuid",
        "Ida Os Kok, De Kraan",
        "noor namens de buurt",
        "Cas Cox Schilder",
        "Klas 3B De Regenboog",
    ] == words(publication, "interviews/brug", ".speakers li")
    assert "Minister" not in publication.text("interviews/brug/index.html")
    assert "Minister, Regering" in words(publication, "speakers/ida-os")[0]


def test_a_name_is_the_person_whose_id_it_makes(publication: Publication) -> None:
    """A name whose slug is the id of a file is that person, with the name of the file."""
    publication.write("content/speakers/jan-jansen.md", "---\nname: Jan-Jaap Jansen\n---\n")
    publication.interview("brug", speakers="[Jan Jansen]")
    publication.build()
    assert ["Jan-Jaap Jansen"] == words(publication, "interviews/brug", ".speakers li")
    folders = {"speakers/jan-jansen/index.html", "speakers/jan-jansen/feed.xml", "speakers/ada/index.html"}
    assert folders == {path for path in publication.files() if path.startswith("speakers/") and path.count("/") == 2}


def test_who_has_no_file_has_a_page_as_a_speaker_only(publication: Publication) -> None:
    """Speakers get one, makers and groups don't."""
    publication.interview("brug", speakers="[Jan Jansen, {group: Klas 3B}]", authors="[Noor Vink]", artists="[Bo Bos]")
    publication.build()
    people = {path for path in publication.files() if path.startswith(("speakers/", "authors/"))}
    pages = {"speakers/index.html", "speakers/ada/index.html", "speakers/jan-jansen/index.html"}
    assert pages | {"speakers/jan-jansen/feed.xml"} == people  # nothing is said by Ada, so there is nothing to follow


@pytest.mark.parametrize("speakers", ["[{group: Ada}, ada]", "[ada, {group: Ada}]"])
def test_a_group_with_the_name_of_somebody(publication: Publication, speakers: str) -> None:
    """It is not that person, and both are shown."""
    publication.interview("brug", speakers=speakers)
    publication.interview("beek", title="Beek", date="2026-05-01")
    assert [] == publication.problems()
    shown = ["Ada", "Ada Okoye"] if speakers.startswith("[{") else ["Ada Okoye", "Ada"]
    assert shown == words(publication, "interviews/brug", ".speakers li")


def test_participations_on_the_page_of_a_speaker(publication: Publication) -> None:
    """Every interview, newest first, with the role and organisation of that day."""
    publication.interview("brug", speakers="[{speaker: ada, role: Bouwer, organisation: Werf}]")
    publication.interview("beek", title="Beek", date="2026-05-01", speakers="['Ada Okoye, Directeur', ada]")
    publication.interview("dijk", title="Dijk", date="2025-01-01", speakers="[{speaker: ada}]")
    publication.interview("zee", title="Zee", speakers="[Bo Bos]")
    publication.write("content/speakers/ada-okoye.md", PERSON)
    publication.build()
    assert ["Beek", "Een brug begint met luisteren", "Dijk"] == words(publication, "speakers/ada", ".part-list h3")
    assert "Bouwer, Werf" in words(publication, "speakers/ada", ".part-list li")[1]
    assert "Directeur" not in words(publication, "speakers/ada")[0]
    assert "Directeur" in words(publication, "speakers/ada-okoye")[0]


def test_quotations_on_the_page_of_a_speaker(publication: Publication) -> None:
    """With a link to the question in which they stand."""
    publication.edit(PATH, "met koffie.", "en [*altijd* met koffie]{by=ada}.")
    publication.build()
    (quote,) = publication.page("speakers/ada").select(".quote")
    assert "“altijd met koffie”" in quote.get_text()
    assert "/interviews/brug/#waar-begin-je" == quote.select("a")[0]["href"]


def test_one_id_as_speaker_and_as_author(publication: Publication) -> None:
    """They are one person: the pages link to each other."""
    publication.write("content/authors/ada.md", PERSON.replace("Ada bouwt.", "Ada tekent."))
    publication.interview("brug", artists="[ada]")
    publication.build()
    links = {
        path: {a["href"] for a in publication.page(path).select("main a")} for path in ("speakers/ada", "authors/ada")
    }
    assert "/authors/ada/" in links["speakers/ada"]
    assert "/speakers/ada/" in links["authors/ada"]
    assert "Ada tekent." in words(publication, "authors/ada")[0]
    assert "/authors/ada/" in {a["href"] for a in publication.page("interviews/brug").select("a[href*=authors]")}


def test_speakers_from_a_to_z(publication: Publication) -> None:
    """Dutch names under their main word, Belgian ones under the particle, letters without accents."""
    names = [
        "Jeroen van Denderen",
        "Anna Dekker",
        "Fien de Boer",
        "Åse Berg",
        "Loesje",
        "'t Hart",
        "50+",
        "Bo van den Berg",
    ]
    publication.interview("brug", speakers=json.dumps(names, ensure_ascii=False))
    publication.write(
        "content/speakers/vdb.md", "---\ngiven: Luc\nprefix: Van den\nfamily: Broeck\nname_style: be\n---\n"
    )
    publication.write("content/speakers/zus.md", "---\nname: Zus Zo\nsort: Aaa\n---\n")
    publication.build()
    register = {
        words(publication, "speakers", f"#{section['id']} h2")[0]: [
            li.get_text(strip=True) for li in section.select("li")
        ]
        for section in publication.page("speakers").select(".letter")
    }
    assert {
        "A": ["Zo, Zus"],
        "B": ["Berg, Åse", "Berg, Bo van den", "Boer, Fien de"],
        "D": ["Dekker, Anna", "Denderen, Jeroen van"],
        "H": ["Hart, ’t"],
        "L": ["Loesje"],
        "O": ["Okoye, Ada"],
        "V": ["Van den Broeck, Luc"],
        "#": ["50+"],
    } == register
    assert ["A", "B", "D", "H", "L", "O", "V", "#"] == list(register)


# ------------------------------------------------------------------------------------------------------------- topics


def topics(publication: Publication) -> dict[str, str]:
    """The pages of topics, with their titles; a feed stands beside each."""
    files = {path for path in publication.files() if path.startswith("topics/")}
    paths = sorted({path.rpartition("/")[0] for path in files})
    assert files == {f"{path}/{name}" for path in paths for name in ("index.html", "feed.xml")}
    return {path: words(publication, path, "h1")[0] for path in paths}


def test_a_topic_in_two_spellings(publication: Publication) -> None:
    """It is one topic, under the first spelling in sort order, and the author is told of both."""
    publication.interview("beek", title="Beek", topics="[ambacht, Rivier]")
    (warning,) = publication.problems()
    assert ("topic-spelled-twice", "warning", "content/interviews/beek.md", 5, 10) == (
        warning.code, warning.severity, warning.path, warning.line, warning.column,
    )  # fmt: skip
    assert '"ambacht" is also spelled "Ambacht"' in warning.message
    assert {"topics/ambacht": "Ambacht", "topics/rivier": "Rivier"} == topics(publication)
    assert 2 == len({a["href"] for a in publication.page("topics/ambacht").select("a[href*=interviews]")})


def test_a_topic_with_a_file_keeps_its_label(publication: Publication) -> None:
    """However the interviews spell it, and by its id too."""
    publication.write("content/topics/ambacht.md", "---\ntitle: Het ambacht\n---\nWat handen kunnen.\n")
    publication.interview("beek", title="Beek", topics="[AMBACHT, ambacht]")
    assert [] == publication.problems()
    assert {"topics/ambacht": "Het ambacht"} == topics(publication)
    assert "Wat handen kunnen." in words(publication, "topics/ambacht")[0]
    links = [a.get_text() for a in publication.page("interviews/beek").select("a[href='/topics/ambacht/']")]
    assert ["Het ambacht"] == links


# ---------------------------------------------------------------------------------------------- drafts and moments


def everything(publication: Publication) -> str:
    """The bytes of all files, as one text."""
    return "\n".join(publication.text(p) for p in publication.files() if p.endswith((".html", ".xml", ".json", ".txt")))


@pytest.mark.parametrize("line", ["draft: true", "draft: Yes", "publish: 2026-06-01 14:01"])
def test_what_is_not_yet_published_is_nowhere(publication: Publication, line: str) -> None:
    """No page, no list, no feed, no page of its people or topics; shown and marked when drafts are asked for."""
    key, _, value = line.partition(": ")
    publication.interview(
        "geheim", title="Geheime titel", speakers="[Stille Willy]", topics="[Verborgen]", **{key: value}
    )
    publication.build()
    text = everything(publication)
    assert not [word for word in ("geheim", "Geheime", "Willy", "willy", "Verborgen", "verborgen") if word in text]
    assert not [path for path in publication.files() if "geheim" in path or "willy" in path or "verborgen" in path]
    publication.build(drafts=True)
    assert "Geheime titel" in publication.text("index.html")
    page = publication.page("interviews/geheim")
    assert page.select(".draft")
    assert page.select("meta[name=robots][content*=noindex]")


def test_lists_say_what_is_not_yet_published(publication: Publication) -> None:
    """Whether it is a draft or waits for its moment; and no more once that has come, without any other change."""
    publication.interview("later", title="Later", draft="true", date="2026-02-01")
    publication.interview("straks", title="Straks", publish="2026-06-01 14:01", date="2026-02-02")
    publication.build(drafts=True)
    assert ["Nog niet verschenen"] * 2 == texts(publication.page("topics/ambacht"), ".card .draft")
    assert texts(publication.page("interviews/straks"), ".opening .draft")
    publication.build(drafts=True, date=NOW + dt.timedelta(hours=1))
    cards = publication.page("topics/ambacht").select(".card")
    assert {"Later": True, "Straks": False, "Een brug begint met luisteren": False} == {
        said(card.select_one(".card-title")): bool(card.select(".draft")) for card in cards
    }
    assert not texts(publication.page("interviews/straks"), ".opening .draft")


@pytest.mark.parametrize("line", ["draft: false", "draft: No", "publish: 2026-06-01 14:00", "publish: 2026-01-01"])
def test_what_is_published_is_there(publication: Publication, line: str) -> None:
    """At the very moment it is meant for, and ever after."""
    key, _, value = line.partition(": ")
    publication.interview("open", title="Open titel", **{key: value})
    publication.build()
    assert "Open titel" in publication.text("index.html")
    assert not publication.page("interviews/open").select(".draft")


MOMENTS = [  # NOW is noon in UTC, two in the afternoon in Amsterdam
    ("2026-06-01 14:00", True),
    ("2026-06-01T14:00:01", False),
    ("2026-06-01T12:00Z", True),
    ("2026-06-01T12:00:01Z", False),
    ("2026-06-01T14:00+02:00", True),
    ("2026-06-01 13:59+01:00", False),
    ("2026-06-01T07:00-05:00", True),
    ("2026-06-01", True),
    ("2026-06-02", False),
]


@pytest.mark.parametrize(("moment", "there"), MOMENTS)
def test_a_moment_with_and_without_offset(publication: Publication, moment: str, there: bool) -> None:
    """Without one it is in the publication's time zone, with one it is what it says."""
    publication.interview("straks", title="Straks", publish=f"'{moment}'")
    publication.build(date=NOW)
    assert there is ("interviews/straks/index.html" in publication.files())


def test_a_moment_in_winter(publication: Publication) -> None:
    """The zone's own offset of that day counts."""
    publication.interview("straks", title="Straks", date="2026-01-02", publish="2026-01-02 13:00")
    publication.build(date=dt.datetime(2026, 1, 2, 11, 59, tzinfo=dt.UTC))
    assert "interviews/straks/index.html" not in publication.files()
    publication.build(date=dt.datetime(2026, 1, 2, 12, 0, tzinfo=dt.UTC))
    assert "interviews/straks/index.html" in publication.files()


# ----------------------------------------------------------------------------------------------- the author's own keys


def test_values_of_the_authors_own_are_never_touched(publication: Publication) -> None:
    """What stands under `extra:` reaches the templates as it was typed."""
    publication.edit(PATH, "date:", "extra: {kleur: 0x1F, lijst: [NO, {a: 1.10}]}\ndate:")
    publication.write(
        "templates/interview.html", "{{ view.extra.kleur }} {{ view.extra.lijst[1].a }} {{ view.extra | tojson }}"
    )
    publication.build()
    found = publication.text("interviews/brug/index.html")
    assert found.startswith("0x1F 1.10 ")
    data: Any = {"kleur": "0x1F", "lijst": ["NO", {"a": "1.10"}]}
    assert data == json.loads(found.removeprefix("0x1F 1.10 "))


@pytest.mark.parametrize("lang", ["nl", "de", "fr"])
def test_words_may_run_over_two_paragraphs(lang: str) -> None:
    """The build's own marks between them are not what the speaker says."""
    body = "## Hoe? {#hoe}\n\nEerst het ene.\n\nDan het andere.\n\n::: pull {from=hoe}\nhet ene. Dan het\n:::\n"
    document = read(f"---\ntitle: Eerst het ene. Dan het andere.\ndate: 2026-03-14\nlang: {lang}\nspeakers: [ada]\n"
                    f"quote_by: ada\n---\n{body}")  # fmt: skip
    assert document.summary.quote_literal
    assert ["het ene. Dan het"] == [quotation.text for quotation in document.summary.quotations]
