"""Markdown as authors write it: what comes out of bodies, answers and lines of text, and that nothing harmful does."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.alternatives import is_caption, is_file_name
from site_builder.documents import Reading, ReadingRules, read_document
from site_builder.errors import Problem
from site_builder.models import HOLE, HOLE_END, Interview, Item, Quotation
from tests.pictures import drawing, encoded
from tests.publication import Publication

RELAXED = settings(max_examples=150, deadline=None, derandomize=True)


def rules(lang: str = "nl", quotes: str = "", raw_html: str = "escape") -> ReadingRules:
    return ReadingRules(lang, "Europe/Amsterdam", quotes, raw_html)


def read_interview(front: str, body: str, **options: str) -> Reading:
    text = f"---\ntitle: Titel\ndate: 2026-03-14\nspeakers: [ada, {{name: Bo Bos}}]\n{front}---\n{body}"
    return read_document("content/interviews/x.md", text.encode(), "interview", rules(**options))


def interview(front: str = "", body: str = "", **options: str) -> Interview:
    """An interview that reads without an error."""
    reading = read_interview(front, body, **options)
    assert isinstance(reading.document, Interview), reading.problems
    return reading.document


def read_page(body: str, front: str = "", **options: str) -> Reading:
    text = f"---\ntitle: Titel\n{front}---\n{body}"
    return read_document("content/pages/x.md", text.encode(), "page", rules(**options))


def page(body: str, front: str = "", **options: str) -> Item:
    """A page that reads without an error."""
    reading = read_page(body, front, **options)
    assert isinstance(reading.document, Item), reading.problems
    return reading.document


def in_front_matter(text: str, question: str = "Vraag?") -> str:
    indented = "".join(f"      {line}\n" if line else "\n" for line in text.split("\n"))
    return f"qa:\n  - question: |\n      {question}\n    answer: |\n{indented}"


def in_body(text: str, question: str = "Vraag?") -> str:
    return f"## {question}\n\n{text}\n"


def answer(text: str, **options: str) -> str:
    """The HTML of an answer, which is the same in both forms."""
    (first,) = interview(front=in_front_matter(text), **options).exchanges
    (second,) = interview(body=in_body(text), **options).exchanges
    assert (first.answer, first.turns) == (second.answer, second.turns)
    assert first.turns == ()
    return first.answer


def turns(text: str, **options: str) -> list[tuple[str, str]]:
    """Who says what in an answer of turns, the same in both forms."""
    (first,) = interview(front=in_front_matter(text), **options).exchanges
    (second,) = interview(body=in_body(text), **options).exchanges
    assert (first.answer, first.turns) == (second.answer, second.turns)
    assert first.answer == ""
    return [(turn.speaker, turn.html) for turn in first.turns]


def soup(text: str) -> BeautifulSoup:
    return BeautifulSoup(text, "html.parser")


def shown(text: str) -> str:
    """What a reader sees of some HTML."""
    return " ".join(soup(text).get_text().split())


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


def all_html(document: Any) -> Iterator[str]:
    """Every text of a document that is HTML."""
    if isinstance(document, Interview):
        yield document.body
        yield document.afterword
        for exchange in document.exchanges:
            yield exchange.question
            yield exchange.answer
            yield from (turn.html for turn in exchange.turns)
    else:
        yield document.body
    yield from (document.lead, document.notes, document.disclosure, document.summary.title)
    if document.summary.core_message:
        yield document.summary.core_message.html
    if document.summary.sketch:
        yield document.summary.sketch.caption


# ----------------------------------------------------------------------------------------------------- quotation marks

WHO = '<span class="visually-hidden">interviewer: </span>'
DUTCH_WHO = '<span class="visually-hidden" lang="nl">interviewer: </span>'
REMARK = f'<span class="remark">({WHO}lacht)</span>'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Een.", "<p>“Een.”</p>\n"),
        ("Een\ntwee.", "<p>“Een\ntwee.”</p>\n"),
        ("Een.\n\nTwee.\n\nDrie.", "<p>“Een.</p>\n<p>“Twee.</p>\n<p>“Drie.”</p>\n"),
        ("*Een* twee.", "<p>“<em>Een</em> twee.”</p>\n"),
        ("Een **twee**", "<p>“Een <strong>twee</strong>”</p>\n"),
        ("`een` twee", "<p>“<code>een</code> twee”</p>\n"),
        ("[Een](https://a.nl) twee", '<p>“<a href="https://a.nl">Een</a> twee”</p>\n'),
        ("Een.\n\n---\n\nTwee.", "<p>“Een.</p>\n<hr>\n<p>“Twee.”</p>\n"),
        ("Een.\n\n### Kop\n\nTwee.", '<p>“Een.</p>\n<h3 id="kop">Kop</h3>\n<p>“Twee.”</p>\n'),
        ("Een.\n\n### Kop", '<p>“Een.”</p>\n<h3 id="kop">Kop</h3>\n'),
        ("<!-- weg -->\n\nEen.\n\n<!-- weg -->", "<p>“Een.”</p>\n"),
    ],
)
def test_every_paragraph_opens_and_the_last_one_closes(text: str, expected: str) -> None:
    """The marks around an answer are the build's."""
    assert expected == answer(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- een\n- twee", "<ul>\n<li>een</li>\n<li>twee</li>\n</ul>\n"),
        ("- een\n\n- twee", "<ul>\n<li><p>een</p>\n</li>\n<li><p>twee</p>\n</li>\n</ul>\n"),
        ("2. een\n3. twee", '<ol start="2">\n<li>een</li>\n<li>twee</li>\n</ol>\n'),
        ("> een\n>\n> twee", "<blockquote>\n<p>een</p>\n<p>twee</p>\n</blockquote>\n"),
        ("```\neen\n```", "<pre><code>een\n</code></pre>\n"),
        ("Nul.\n\n    een", "<p>“Nul.”</p>\n<pre><code>een\n</code></pre>\n"),
        ("::: note\neen\n:::", '<aside class="note">\n<p>een</p>\n</aside>\n'),
        ("Nul.\n\n- een\n\nTwee.", "<p>“Nul.</p>\n<ul>\n<li>een</li>\n</ul>\n<p>“Twee.”</p>\n"),
        ("Nul.\n\n> een", "<p>“Nul.”</p>\n<blockquote>\n<p>een</p>\n</blockquote>\n"),
        ("Nul.\n\n```\neen\n```", "<p>“Nul.”</p>\n<pre><code>een\n</code></pre>\n"),
    ],
)
def test_what_is_no_paragraph_of_the_answer_has_no_marks(text: str, expected: str) -> None:
    """Lists, block quotes, code and containers carry none; the paragraphs around them do."""
    assert expected == answer(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Zij zei "nee".', "<p>“Zij zei ‘nee’.”</p>\n"),
        ('- zij zei "nee"', "<ul>\n<li>zij zei “nee”</li>\n</ul>\n"),
        ('### Het "nee"', '<h3 id="het-nee">Het “nee”</h3>\n'),
        ('Zij "a".\n\n> "nee"', "<p>“Zij ‘a’.”</p>\n<blockquote>\n<p>“nee”</p>\n</blockquote>\n"),
        (
            'Zij "a".\n\n::: note\nHet "nee"\n:::',
            '<p>“Zij ‘a’.”</p>\n<aside class="note">\n<p>Het “nee”</p>\n</aside>\n',
        ),
    ],
)
def test_quotations_are_inner_ones_where_the_answer_has_marks(text: str, expected: str) -> None:
    """Only what stands between the answer's marks is a quotation inside a quotation."""
    assert expected == answer(text)


def test_quotations_in_questions_and_notes_of_an_answer_are_outer_ones() -> None:
    """Whatever stands before them."""
    body = '## Het "een"?\n\nZij "a".[^1]\n\n[^1]: Een "noot".\n\n## Het "twee"?\n\nJa.\n\n'
    body += '## Het "slot" {.section}\n\nEn "uit".\n'
    document = interview(body=body)
    assert [exchange.question for exchange in document.exchanges] == ["Het “een”?", "Het “twee”?"]
    assert "“Zij ‘a’." in document.exchanges[0].answer
    assert "Een “noot”." in document.notes
    assert "Het “slot”</h2>\n<p>En “uit”." in document.afterword


def test_a_table_in_an_answer_has_no_marks() -> None:
    """Nor do the pictures that stand alone."""
    found = answer("Nul.\n\n| a | b |\n|---|---|\n| c | d |\n\n![x](a.jpg)")
    assert "“Nul.” a b c d" == shown(found.replace("><", "> <")).replace("\ue0000\ue001", "").strip()


def test_a_remark_among_french_marks() -> None:
    """Their narrow spaces are a part of them."""
    text = "[(lacht)]{.remark} Oui. [(lacht)]{.remark} Non.\n\n[(lacht)]{.remark}"
    expected = f"<p>{REMARK} «\u202fOui.\u202f» {REMARK} «\u202fNon.\u202f»</p>\n<p>{REMARK}</p>\n"
    assert expected == answer(text, lang="fr")
    turned = interview(body="## Vraag?\n\nNon.\n\n@ada: Oui.\n", lang="fr").exchanges[0].turns
    assert ["<p>Non.</p>\n", "<p>Oui.</p>\n"] == [turn.html for turn in turned]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[(lacht)]{.remark} Een.", f"<p>{REMARK} “Een.”</p>\n"),
        ("Een [(lacht)]{.remark} twee.", f"<p>“Een” {REMARK} “twee.”</p>\n"),
        ("Een. [(lacht)]{.remark}", f"<p>“Een.” {REMARK}</p>\n"),
        ("[(lacht)]{.remark}", f"<p>{REMARK}</p>\n"),
        ("*Een* [(lacht)]{.remark} *twee*", f"<p>“<em>Een</em>” {REMARK} “<em>twee</em>”</p>\n"),
        ("Een.\n\n[(lacht)]{.remark}", f"<p>“Een.”</p>\n<p>{REMARK}</p>\n"),
        ("Een.\n\n[(lacht)]{.remark}\n\nTwee.", f"<p>“Een.</p>\n<p>{REMARK}</p>\n<p>“Twee.”</p>\n"),
        ("[(lacht)]{.remark}\n\nTwee.", f"<p>{REMARK}</p>\n<p>“Twee.”</p>\n"),
        ("Een. [(lacht)]{.remark}\n\nTwee.", f"<p>“Een.” {REMARK}</p>\n<p>“Twee.”</p>\n"),
        ("- een [(lacht)]{.remark} twee", f"<ul>\n<li>een {REMARK} twee</li>\n</ul>\n"),
        (
            "Een [(haha)]{.remark lang=en}.",
            f'<p>“Een” <span class="remark" lang="en">({DUTCH_WHO}haha)</span>“.”</p>\n',
        ),
        ("[lacht]{.remark} Een.", f"<p>{REMARK} “Een.”</p>\n"),
        ("[*(lacht)*]{.remark}", f'<p><span class="remark"><em>({WHO}lacht)</em></span></p>\n'),
        ("[[lacht]]{.remark}", f'<p><span class="remark">[{WHO}lacht]</span></p>\n'),
        ("[(a) en (b)]{.remark}", f'<p><span class="remark">({WHO}(a) en (b))</span></p>\n'),
    ],
)
def test_a_remark_stands_outside_the_marks(text: str, expected: str) -> None:
    """They close before the interviewer's aside and open again after it; it says whose it is, within parentheses."""
    assert expected == answer(text)


PIECES = st.lists(
    st.lists(st.sampled_from(["spoken", "*spoken*", "[aside]{.remark}"]), min_size=1, max_size=5),
    min_size=1,
    max_size=4,
)


def set_by_hand(paragraphs: list[list[str]]) -> list[str]:
    """What the rule says of paragraphs that are made of spoken words and remarks."""
    runs: list[list[tuple[bool, str]]] = []
    for pieces in paragraphs:
        runs.append([])
        for piece in pieces:
            spoken, word = "spoken" in piece, piece.strip("*").split("]")[0].lstrip("[")
            if spoken and runs[-1] and runs[-1][-1][0]:
                runs[-1][-1] = (True, f"{runs[-1][-1][1]} {word}")
            else:
                runs[-1].append((spoken, word))
    last = max(((p, r) for p, row in enumerate(runs) for r, (spoken, _) in enumerate(row) if spoken), default=None)
    return [
        " ".join(
            f"“{words}{'”' if (p, r) == last or r + 1 < len(row) else ''}" if spoken else f"(interviewer: {words})"
            for r, (spoken, words) in enumerate(row)
        )
        for p, row in enumerate(runs)
    ]


@RELAXED
@given(PIECES)
def test_marks_and_remarks_in_any_mixture(paragraphs: list[list[str]]) -> None:
    """Start, middle, end, several in a row, nothing else: the rule is always the same."""
    found = answer("\n\n".join(" ".join(pieces) for pieces in paragraphs))
    assert set_by_hand(paragraphs) == [p.get_text() for p in soup(found).find_all("p")]


@pytest.mark.parametrize(
    ("lang", "quotes", "text", "expected"),
    [
        ("nl", "", 'Hij zei "kom" en ging.', "“Hij zei ‘kom’ en ging.”"),
        ("nl", "", "Hij zei 'kom' en ging.", "“Hij zei ‘kom’ en ging.”"),
        ("nl", "", '"Kom" en ging.', "“‘Kom’ en ging.”"),
        ("nl", "", "'t Is foto's '24.", "“’t Is foto’s ’24.”"),
        ("nl", "single", 'Hij zei "kom".', "‘Hij zei “kom”.’"),
        ("nl", "low", 'Hij zei "kom".', "„Hij zei ‚kom’.”"),
        ("en", "", 'She said "come".', "“She said ‘come’.”"),
        ("fr", "", 'Elle dit "viens" !', "«\u202fElle dit “viens”\u202f!\u202f»"),
        ("de", "", 'Sie sagt "komm".', "„Sie sagt ‚komm‘.“"),
    ],
)
def test_marks_are_those_of_the_language(lang: str, quotes: str, text: str, expected: str) -> None:
    """Around an answer the outer ones, around a quotation inside it the inner ones."""
    assert expected == soup(answer(text, lang=lang, quotes=quotes)).get_text().strip()


def test_the_language_of_the_item_decides() -> None:
    """An item in another language than the publication is set in its own."""
    (exchange,) = interview(front="lang: fr\n" + in_front_matter("Viens.")).exchanges
    assert "<p>«\u202fViens.\u202f»</p>\n" == exchange.answer


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("“Een.”", "<p>“Een.”</p>\n"),
        ('"Een."', "<p>“Een.”</p>\n"),
        ("‘Een.’", "<p>“Een.”</p>\n"),
        ("«Een.»", "<p>“Een.”</p>\n"),
        ("“Een.\n\nTwee.”", "<p>“Een.</p>\n<p>“Twee.”</p>\n"),
        ("“Een.\n\n“Twee.”", "<p>“Een.</p>\n<p>“Twee.”</p>\n"),
    ],
)
def test_marks_that_the_author_put_around_an_answer_go(written: str, expected: str) -> None:
    """And the author is told, with the line."""
    reading = read_interview(in_front_matter(written), "")
    assert isinstance(reading.document, Interview)
    assert expected == reading.document.exchanges[0].answer
    (note,) = reading.problems
    assert ("quotation-marks-removed", "note", 9, 7) == (note.code, note.severity, note.line, note.column)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("“Een.", "<p>“Een.”</p>\n"),
        ('"Een.', "<p>“Een.”</p>\n"),
        ("“Een “twee” drie.", "<p>“Een “twee” drie.”</p>\n"),
        ("“Een.\n\n“Twee.", "<p>“Een.</p>\n<p>“Twee.”</p>\n"),
        ("Een.\n\n“Twee.", "<p>“Een.</p>\n<p>“Twee.”</p>\n"),
        ("“Een.\n\n“Twee.\n\nDrie.”", "<p>“Een.</p>\n<p>“Twee.</p>\n<p>“Drie.”</p>\n"),
        ("“Een.“ [lacht]{.remark}", f"<p>“Een.” {REMARK}</p>\n"),
        ("“Een.\n\n- “twee", "<p>“Een.”</p>\n<ul>\n<li>“twee</li>\n</ul>\n"),
        ("::: note\n“Een.\n:::\n\n“Twee.", '<aside class="note">\n<p>“Een.</p>\n</aside>\n<p>“Twee.”</p>\n'),
    ],
)
@pytest.mark.parametrize("in_body_form", [True, False])
def test_a_mark_that_begins_a_paragraph_and_is_not_closed_goes(written: str, expected: str, in_body_form: bool) -> None:
    """The build sets one there; the author is told."""
    reading = read_interview("", in_body(written)) if in_body_form else read_interview(in_front_matter(written), "")
    assert isinstance(reading.document, Interview)
    assert expected == reading.document.exchanges[0].answer
    assert ["quotation-marks-removed"] == codes(reading.problems)


@pytest.mark.parametrize(
    "written",
    ["'t Is 'zo'.", '"Een" en "twee"', "Een “twee”", "“Een” twee.",
     "“Een.”\n\nTwee.", "Een.\n\n“Twee: drie.\n\nEn vier.”", "“Een” en “twee.",
     "Zo: “een.\n\n“Twee.", "- “een", "> “een", "@ada: “Een.", "::: note\n“Een.\n:::"],
)  # fmt: skip
def test_marks_that_belong_to_the_answer_stay(written: str) -> None:
    """A quotation at both ends is not one around it all, nor one that is closed or goes on elsewhere."""
    assert () == read_interview(in_front_matter(written), "").problems


# --------------------------------------------------------------------------------------------------------------- turns


def test_turns_have_no_marks() -> None:
    """The names do that work; a turn lasts until the next one."""
    assert [
        ("ada", "<p>Een.</p>\n<p>Twee.</p>\n"),
        ("bo-bos", "<ul>\n<li>drie</li>\n</ul>\n"),
        ("ada", "<p>Vier.</p>\n"),
    ] == [
        (who, re.sub("<p>\\s+", "<p>", said).replace("<p></p>\n", ""))
        for who, said in turns("@ada: Een.\n\nTwee.\n\n@bo-bos:\n\n- drie\n\n@ada: Vier.")
    ]


def test_what_stands_before_the_first_turn_is_nobodys() -> None:
    """An introduction to the turns carries no marks either."""
    assert [("", "<p>Vooraf.</p>\n"), ("ada", "<p>Een.</p>\n")] == turns("Vooraf.\n\n@ada: Een.")


def test_quotations_in_turns_get_the_outer_marks() -> None:
    """Without marks around it, a quotation is not inside another."""
    ((_, said),) = turns('@ada: Hij zei "kom".')
    assert "<p>Hij zei “kom”.</p>\n" == said


@pytest.mark.parametrize(
    "text", ["> @ada: Een.", "- @ada: Een.", "Zie @ada: Een.", "\\@ada: Een.", "@Ada: Een.", "@ada Een."]
)
def test_what_is_no_turn(text: str) -> None:
    """Only a paragraph of the answer that begins with @, an id and a colon."""
    assert answer(text)


def test_turns_in_front_matter() -> None:
    """The list of turns is the same as the paragraphs that begin with @."""
    both = "[{speaker: ada, text: Een.}, {speaker: bo-bos, text: Twee.}]"
    listed = f"qa:\n  - question: Vraag?\n    answer: {both}\n"
    (exchange,) = interview(front=listed).exchanges
    assert turns("@ada: Een.\n\n@bo-bos: Twee.") == [(turn.speaker, turn.html) for turn in exchange.turns]


# --------------------------------------------------------------------------------------------------- spans and headings


def test_words_of_a_speaker() -> None:
    """They are marked on the page, and listed with the question they answer."""
    document = interview(front=in_front_matter("Zij zei ['Kom maar']{by=bo-bos} dus.", question="Wie?"))
    assert (Quotation("bo-bos", "Kom maar", "wie"),) == document.summary.quotations
    assert "Kom maar" in soup(document.exchanges[0].answer).find("span", class_="said").get_text()  # type: ignore[union-attr]


def test_words_of_a_speaker_in_the_background() -> None:
    """Outside of an answer they belong to no question, so the words themselves are a place to lead to."""
    body = "Zij zei [“Kom maar”]{by=bo-bos} en [“Ga”]{by=ada}, of [“Wacht”]{by=ada #pauze}.\n"
    document = interview(front=in_front_matter("Daar."), body=body)
    assert (
        Quotation("bo-bos", "Kom maar", "", "words"),
        Quotation("ada", "Ga", "", "words-2"),
        Quotation("ada", "Wacht", "", "pauze"),
    ) == document.summary.quotations
    said = {span["id"]: span.get_text() for span in soup(document.body).select("span.said")}
    assert {"words": "“Kom maar”", "words-2": "“Ga”", "pauze": "“Wacht”"} == said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dat is [cool]{lang=en} hoor.", '<p>Dat is <span lang="en">cool</span> hoor.</p>\n'),
        ("Dat is [*heel* cool]{lang=en}.", '<p>Dat is <span lang="en"><em>heel</em> cool</span>.</p>\n'),
        ("[Tekst]{#anker .klas}", '<p><span class="klas" id="anker">Tekst</span></p>\n'),
        ("[a [b]{lang=en} c]{lang=fr}", '<p><span lang="fr">a <span lang="en">b</span> c</span></p>\n'),
        ("[Tekst] {lang=en}", "<p>[Tekst] {lang=en}</p>\n"),
        ("[Tekst]{}", "<p>[Tekst]{}</p>\n"),
        ("[Tekst]{", "<p>[Tekst]{</p>\n"),
        ("[Tekst]{zomaar}", "<p>[Tekst]{zomaar}</p>\n"),
        ("{lang=en}", "<p>{lang=en}</p>\n"),
        ("\\[Tekst]{lang=en}", "<p>[Tekst]{lang=en}</p>\n"),
    ],
)
def test_spans_with_attributes(text: str, expected: str) -> None:
    """Brackets and braces without a space between, and braces that hold attributes; anything else is text."""
    assert expected == page(text).body


@pytest.mark.parametrize(
    ("heading", "id", "short", "at"),
    [
        ("Wat hoor je?", "wat-hoor-je", "Wat hoor je?", None),
        ('Wat hoor je? {#eerst short="Eerste geluid" at=0:42}', "eerst", "Eerste geluid", 42),
        ("Wat hoor je? {at=1:02:03 short='Eén'}", "wat-hoor-je", "Eén", 3723),
        ("Wat hoor je? {#eerst} ##", "eerst", "Wat hoor je?", None),
        ('Wat *hoor* je? {short="Met {accolades}"}', "wat-hoor-je", "Met {accolades}", None),
        ("Wat hoor je? {short='Met \"marks\"'}", "wat-hoor-je", 'Met "marks"', None),
        ('Wat hoor je? {short="Zonder einde}', None, "", None),
        ("Wat hoor je? {eerst}", None, "", None),
        ("Wat hoor je {echt} dan?", "wat-hoor-je-echt-dan", "Wat hoor je {echt} dan?", None),
        (
            "Een hele lange vraag met veel woorden erin",
            "een-hele-lange-vraag-met-veel",
            "Een hele lange vraag met veel woorden erin",
            None,
        ),
    ],
)
def test_attributes_of_a_question(heading: str, id: str | None, short: str, at: int | None) -> None:
    """An id, a short form, a time in the recording; quoted values may hold spaces."""
    reading = read_interview("", in_body("Daar.", heading))
    if id is None:
        assert ["attributes-malformed"] == codes(reading.problems)
        return
    assert isinstance(reading.document, Interview)
    (exchange,) = reading.document.exchanges
    assert (id, short, at) == (exchange.id, exchange.short, exchange.at)
    assert "{#" not in exchange.question


def test_attributes_of_a_heading() -> None:
    """Headings of every level take an id and classes."""
    assert '<h3 id="b" class="c d">Kop</h3>\n' == page("### Kop {#b .c .d}").body
    assert '<h4 id="kop">Kop</h4>\n' == page("#### Kop").body


def test_headings_with_one_text_get_different_ids() -> None:
    """Nothing on a page has the id of something else."""
    found = [tag["id"] for tag in soup(page("### Kop\n\n### Kop\n\n### Kop {#kop-2}\n").body).find_all("h3")]
    assert 3 == len(set(found))
    assert "kop-2" == found[2]


def test_a_level_1_heading_is_warned_about() -> None:
    """The title is the only one; on the page it becomes level 2."""
    reading = read_page("Tekst.\n\n# Kop\n")
    assert [("heading-level-1", "warning", 6)] == [(p.code, p.severity, p.line) for p in reading.problems]
    assert isinstance(reading.document, Item)
    assert "<h2" in reading.document.body


# ------------------------------------------------------------------------------------------------------------ footnotes


def test_footnotes_are_numbered_through_the_item() -> None:
    """In the order of the page: lead, background, answers; their ids begin with the answer's."""
    note = "tekst[^a] en[^b].\n\n[^b]: Tweede van {0}.\n[^a]: Eerste van {0}."
    front = "lead: |\n  " + note.format("lead").replace("\n", "\n  ") + "\n" + in_front_matter(note.format("antwoord"))
    document = interview(front=front, body=note.format("achtergrond"))
    notes = soup(document.notes).find_all("li")
    assert [f"{n} van {where}" for where in ("lead", "achtergrond", "antwoord") for n in ("Eerste", "Tweede")] == [
        " ".join(item.get_text().split()).split(".")[0] for item in notes
    ]
    ids = [str(item["id"]) for item in notes]
    assert 6 == len(set(ids))
    assert ["vraag" in id for id in ids] == [False] * 4 + [True] * 2
    texts = (document.lead, document.body, document.exchanges[0].answer)
    references = [a for text in texts for a in soup(text).find_all("a")]
    assert [f"#{id}" for id in ids] == [a["href"] for a in references]
    assert list("123456") == [a.get_text() for a in references]
    backlinks = {str(a["href"]).removeprefix("#") for a in soup(document.notes).find_all("a")}
    assert backlinks == {str(a["id"]) for a in references}


def test_a_footnote_may_be_referred_to_twice() -> None:
    """It has one number and one text."""
    document = page("Een[^a], twee[^a].\n\n[^a]: Noot.\n")
    assert ["1", "1"] == [a.get_text() for a in soup(document.body).find_all("a")]
    assert 1 == len(soup(document.notes).find_all("li"))
    ids = [tag["id"] for tag in soup(document.body + document.notes).find_all(id=True)]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    "text",
    [
        "Een[^α], twee[^β].\n\n[^α]: A.\n[^β]: B.\n",
        "Een[^a.b], twee[^a-b].\n\n[^a.b]: A.\n[^a-b]: B.\n",
        "Een[^1], twee[^1-ref].\n\n[^1]: A.\n[^1-ref]: B.\n",
        "Een[^1].\n\n## Wat? {#note-1}\n\nZo.\n\n## Hoe? {#note-1-ref}\n\nZo.\n\n[^1]: A.\n",
        "## Note 1\n\nEen[^1].\n\n## Note 1 ref\n\n[^1]: A.\n",
    ],
)
def test_every_footnote_has_a_place_of_its_own(text: str) -> None:
    """Whatever its label is, and whatever headings are called: references lead there, and it leads back."""
    reading = read_page(text)
    assert () == reading.problems
    assert isinstance(reading.document, Item)
    body, notes = soup(reading.document.body), soup(reading.document.notes)
    ids = [tag["id"] for part in (body, notes) for tag in part.find_all(id=True)]
    assert sorted(set(ids)) == sorted(ids)
    references = body.find_all("a")
    assert [f"#{note['id']}" for note in notes.find_all("li")] == [a["href"] for a in references]
    assert [f"#{a['id']}" for a in references] == [a["href"] for a in notes.find_all("a")]


def test_a_footnote_with_several_paragraphs() -> None:
    """It may hold what any text holds."""
    document = page("Een[^a].\n\n[^a]: Noot\n\n    - met *lijst*\n")
    assert "met lijst" in shown(document.notes)
    assert soup(document.notes).find("em") is not None


def test_a_footnote_that_nothing_refers_to() -> None:
    """A warning at the line where it stands."""
    reading = read_page("Een.\n\nTwee.\n\n[^a]: Noot.\n")
    assert [("footnote-unused", "warning", 8)] == [(p.code, p.severity, p.line) for p in reading.problems]


def test_the_label_of_a_footnote_has_no_capitals() -> None:
    """However it is written, it is one footnote with one text."""
    document = page("Een[^Noot], twee[^noot].\n\n[^NOOT]: Met tekst.\n")
    assert ["1", "1"] == [a.get_text() for a in soup(document.body).find_all("a")]
    assert "Met tekst." in shown(document.notes)


@pytest.mark.parametrize(
    "text", ["`[^1]`", "\\[^1]", "\n```\n[^1]\n```", "<!-- [^1] -->", "[^1](https://a.nl)", "[^]", "^1"]
)
def test_what_only_looks_like_a_footnote(text: str) -> None:
    """Code, what a backslash stands before, comments and links refer to none."""
    assert () == read_page(f"Een {text}\n").problems


def test_a_footnote_holds_within_its_text() -> None:
    """The background has none of the lead's."""
    reading = read_interview("lead: |\n  Een[^a].\n\n  [^a]: Noot.\n" + in_front_matter("Daar."), "Twee[^a].")
    assert [("footnote-without-text", 15, 5)] == [(p.code, p.line, p.column) for p in reading.problems]


# ------------------------------------------------------------------------------------------------------------- pictures


def found(reading: Reading) -> list[tuple[str, str, int, int]]:
    return [(p.code, p.severity, p.line, p.column) for p in reading.problems]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Zie ¦![](a.jpg)", "picture-without-alt"),
        ("¦![ ](a.jpg)", "picture-without-alt"),
        ("Een.\n\n¦![IMG_2024.jpg](a.jpg)", "alt-is-file-name"),
        ("*Zie* ¦![plaat](map/Plaat.jpg)", "alt-is-file-name"),
        ("¦![Een *plaat*](a.jpg 'Een plaat.')", "alt-is-caption"),
        ("![Een oever](a.jpg 'De overkant') en ¦![](b.jpg)", "picture-without-alt"),
        ("Een.\n\n¦::: figure {src=plaat.jpg alt=plaat}\nAda.\n:::", "alt-is-file-name"),
        ("Een.\n\n¦::: figure {src=a.jpg alt='een plaat'}\nEen *plaat*.\n\nMeer.\n:::", "alt-is-caption"),
    ],
)
def test_a_picture_whose_alternative_text_says_nothing(text: str, code: str) -> None:
    """A warning at the picture."""
    before = text.split("¦", maxsplit=1)[0]
    line, column = 4 + before.count("\n"), len(before) - before.rfind("\n")
    assert [(code, "warning", line, column)] == found(read_page(text.replace("¦", "") + "\n"))


@pytest.mark.parametrize("text", ["![Een oever](a.jpg 'De overkant')", "::: figure {src=a.jpg alt='Een oever'}\n:::"])
def test_a_picture_with_an_alternative_text(text: str) -> None:
    assert () == read_page(f"{text}\n").problems


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("sketch: a.jpg\n", [("drawing-without-alt", "warning", 5, 9)]),
        ("sketch:\n  caption: Een\n  image: a.jpg\n", [("drawing-without-alt", "warning", 7, 10)]),
        ("sketch: {image: a.jpg, alt: DSC_0012}\n", [("alt-is-file-name", "warning", 5, 29)]),
        ("sketch: {image: a.jpg, alt: Een vel, caption: Een vel.}\n", [("alt-is-caption", "warning", 5, 29)]),
        ("picture: {image: a.jpg}\n", [("picture-without-alt", "warning", 5, 18)]),
        ("picture: {image: map/plaat.jpg, alt: plaat}\n", [("alt-is-file-name", "warning", 5, 38)]),
        ("picture: {image: a.jpg, alt: Een vel, caption: een *vel*}\n", [("alt-is-caption", "warning", 5, 30)]),
        ("picture: {image: a.jpg, alt: Een vel, caption: Een ander vel}\n", []),
    ],
)
def test_a_picture_of_the_front_matter(front: str, expected: list[tuple[str, str, int, int]]) -> None:
    """The same, at the file's name or at the alternative text."""
    assert expected == found(read_interview(front, "## Vraag?\n\nDaar.\n"))


@pytest.mark.parametrize(
    ("portrait", "expected"),
    [
        ("a.jpg", [("picture-without-alt", "warning", 3, 11)]),
        ("{image: ada.jpg, alt: Ada}", [("alt-is-file-name", "warning", 3, 33)]),
        ("{image: ada.jpg, alt: Ada op de brug}", []),
    ],
)
def test_a_portrait(portrait: str, expected: list[tuple[str, str, int, int]]) -> None:
    raw = f"---\nname: Ada\nportrait: {portrait}\n---\n".encode()
    assert expected == found(read_document("content/speakers/ada.md", raw, "speaker", rules()))


@pytest.mark.parametrize(
    "alt",
    [
        "IMG_2024.jpg", "img_2024", "DSC01234", "DSCF 0012", "PXL_20240101_101010", "P1010101", "IMG-20240101-WA0001",
        "WhatsApp Image 2024-01-01 at 10.00.00", "plaat-600x400", "Een plaat.PNG", "scan0012", "IMG_2024-600x400",
        "Schermafbeelding 2024-05-06 om 11.12.13", "Schermafbeelding-2024-05-06-om-11.12.13-300x200",
        "Screenshot 2024-01-01 at 10.00.00 AM", "Screen Shot 2024-01-01", "Schermafdruk (3)",
    ],
)  # fmt: skip
def test_the_name_of_a_file(alt: str) -> None:
    assert is_file_name(alt)


@pytest.mark.parametrize(
    "alt",
    [
        "", "Een oever", "Foto van 300 mensen", "Ada, 2024", "Schermafbeelding van de site in 2015", "Plaat 12",
        "Een grafiek van 600x400 punten", "P2000", "Een man bij IMG_2024", "Screenshot", "image", "Scan van een brief",
    ],
)  # fmt: skip
def test_no_name_of_a_file(alt: str) -> None:
    assert not is_file_name(alt, "map/een-oever.jpg")


@pytest.mark.parametrize("file", ["Een%20plaat.jpg", "map/een plaat.jpg", "C:\\map\\een plaat.png", "een plaat"])
def test_the_name_of_its_own_file(file: str) -> None:
    assert is_file_name("Een plaat", file)
    assert not is_file_name("Een-plaat", file)


def test_an_alternative_text_that_is_the_caption() -> None:
    assert is_caption("De  'brug' - en Ada", "de “brug” – en Ada.")
    assert not is_caption("De brug", "De brug en Ada")
    assert not is_caption(" ", "")


# ----------------------------------------------------------------------------------------------------------- containers


def test_a_figure_with_legend_and_method() -> None:
    """The first paragraph is the caption; the rest stays with the picture."""
    document = page(
        '::: figure {#fig .breed src="mijn plaat.jpg" alt="Een plaat"}\nHet *bijschrift*.\n\n'
        "::: legend\n- rood: veel\n- blauw: weinig\n:::\n\n::: method\nGeteld.\n:::\n:::\n\nDaarna.\n"
    )
    figure = soup(document.body).find("figure")
    assert figure is not None
    assert ("fig", ["figure", "breed"]) == (figure["id"], figure["class"])
    caption = figure.find("figcaption")
    assert caption is not None
    assert "Het bijschrift." in caption.get_text()
    assert "Legenda" == figure.find(class_="legend").find("p").get_text()  # type: ignore[union-attr]
    assert ["rood: veel", "blauw: weinig"] == [li.get_text() for li in figure.find(class_="legend").find_all("li")]  # type: ignore[union-attr]
    assert "Geteld." == figure.find(class_="method").get_text().strip()  # type: ignore[union-attr]
    assert ["mijn plaat.jpg"] == [asset.path for asset in document.summary.assets]
    assert [("picture", "mijn plaat.jpg", "Een plaat")] == [(h.kind, h.target, h.text) for h in document.holes]
    assert document.body.endswith("<p>Daarna.</p>\n")


def test_a_colon_fence_closes_the_innermost() -> None:
    """Containers stand in each other; any number of colons from three on will do."""
    found = soup(page(":::: note\nBuiten.\n\n::: note\nBinnen.\n:::\n\nWeer buiten.\n::::\n\nTekst.\n").body)
    outer = found.find("aside")
    assert outer is not None
    assert "Buiten. Binnen. Weer buiten." == " ".join(outer.get_text().split())
    assert "Binnen." == outer.find("aside").get_text().strip()  # type: ignore[union-attr]


def test_a_container_needs_no_empty_lines() -> None:
    """Its lines end a paragraph."""
    assert (
        '<p>Een</p>\n<aside class="note">\n<p>twee</p>\n</aside>\n<p>drie</p>\n'
        == page("Een\n::: note\ntwee\n:::\ndrie\n").body
    )


def test_a_pull_quote_is_not_read_twice() -> None:
    """It is shown, and hidden from who would hear the same words again."""
    document = interview(
        body=in_body("Eerst luister ik, dan teken ik.\n\n::: pull {from=vraag}\nEerst luister ik … teken ik\n:::")
    )
    aside = soup(document.exchanges[0].answer).find("aside")
    assert aside is not None
    assert ("true", "“Eerst luister ik … teken ik”") == (aside["aria-hidden"], aside.get_text().strip())


@pytest.mark.parametrize(
    "quote", ["luister – ik", "“luister - ik”", "luister... ik", "luister [...] teken", "Eerst … ik"]
)
def test_a_pull_quote_is_compared_without_its_typography(quote: str) -> None:
    """Marks, dashes and spaces are folded; dots stand for what is left out."""
    body = in_body(f"Eerst luister -- ik, dan teken ik.\n\n::: pull {{from=vraag}}\n{quote}\n:::")
    assert () == read_interview("", body).problems


def test_a_pull_quote_of_the_only_speaker_is_theirs() -> None:
    """Where several answer, nobody can know whose words they are."""
    body = in_body("Eerst luister ik.\n\n::: pull {from=vraag}\nluister ik\n:::")
    text = f"---\ntitle: x\ndate: 2026-03-14\nspeakers: [ada]\n---\n{body}"
    reading = read_document("content/interviews/x.md", text.encode(), "interview", rules())
    assert isinstance(reading.document, Interview)
    assert (Quotation("ada", "luister ik", "vraag"),) == reading.document.summary.quotations
    assert () == interview(body=body).summary.quotations


# ----------------------------------------------------------------------------------------------------- pictures, links


def test_a_picture_in_a_heading_stays_there() -> None:
    """The heading ends where it ends, and what follows is no part of it."""
    document = page("## Een ![Een plaat](a.jpg) plaat\n\nTekst.\n")
    assert f'<h2 id="een-plaat">Een {HOLE}0{HOLE_END} plaat</h2>\n<p>Tekst.</p>\n' == document.body
    found = interview(body="## Wat ![Een plaat](a.jpg)?\n\nDit.\n\n## En?\n\nDat.\n").exchanges
    assert [(f"Wat {HOLE}0{HOLE_END}?", "Wat ?"), ("En?", "En?")] == [(one.question, one.short) for one in found]


def test_a_picture_makes_a_figure_of_its_own_paragraph_only() -> None:
    """One in a heading or in the list of a note says nothing about the text that follows."""
    body = page("## Een `o`![Een plaat](a.jpg)\n\nTekst.\n").body
    assert body.endswith("<p>Tekst.</p>\n")
    body = page("::: note\n- ![Een plaat](a.jpg)\n:::\n\nTekst.\n").body
    assert body.endswith("<p>Tekst.</p>\n")


def test_a_picture_alone_is_a_figure() -> None:
    """With its caption, set in the language, and its classes."""
    document = page('![Een plaat](a.jpg "Zo \'n plaat"){.wide #p}\n')
    figure = soup(document.body).find("figure")
    assert figure is not None
    assert (["figure", "wide"], "p", "Zo ’n plaat") == (
        figure["class"],
        figure["id"],
        figure.get_text().strip("\ue000\ue0010"),
    )
    assert [("picture", "a.jpg", "Een plaat")] == [(h.kind, h.target, h.text) for h in document.holes]


@pytest.mark.parametrize("text", ["Zie {0} hier.", "{0} staat hier.", "Zie {0}", "{0} *hier*", "*{0}*", "{0} {0}"])
def test_a_picture_in_a_line_stays_there(text: str) -> None:
    """It is no figure, and the words around it stay a paragraph."""
    found = soup(page(text.format("![x](a.jpg)") + "\n").body)
    assert found.find("figure") is None
    assert 1 == len(found.find_all("p", recursive=False)) == len(found.find_all(True, recursive=False))


def test_a_commented_container_is_a_comment() -> None:
    """What stands between <!-- and --> is nobody's but the author's, whatever it looks like."""
    text = "Een.\n\n<!--\n::: nota\n\n## Kop {x y}\n\n:::\n-->\n\nTwee.\n"
    reading = read_page(text)
    assert isinstance(reading.document, Item)
    assert ("<p>Een.</p>\n<p>Twee.</p>\n", ()) == (reading.document.body, reading.problems)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "&#106;avascript:alert(1)",
        "&#x6A;avascript:alert(1)",
        "javascript&colon;alert(1)",
        "java&#x09;script:alert(1)",
        "java&NewLine;script:alert(1)",
        "<java\tscript:alert(1)>",
        "< javascript:alert(1)>",
        "<&#1;javascript:alert(1)>",
        "javascript&#58;alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "blob:x",
        "view-source:x",
        "//evil.example/x",
        "/\\evil.example",
        "\\\\\\\\evil.example",
    ],
)
@pytest.mark.parametrize(
    "form", ["[x]({0})", "[x][r]\n\n[r]: {0}", "![x [y]({0}) z](a.jpg) [y]({0})", "[**x**]({0} 'titel')"]
)
def test_an_address_that_could_run_something_is_refused(address: str, form: str) -> None:
    """However it is spelled: an error, and no address on the page."""
    reading = read_page(form.format(address))
    assert reading.document is None
    assert "link-refused" in codes(reading.problems)


def test_an_autolink_that_could_run_something_is_refused() -> None:
    """The short form is no way around."""
    assert ["link-refused"] == codes(read_page("<javascript:alert(1)>").problems)


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("[x](https://a.nl/b?c=d&e=f)", "https://a.nl/b?c=d&e=f"),
        ("[x](http://a.nl)", "http://a.nl"),
        ("[x](HTTPS://a.nl)", "HTTPS://a.nl"),
        ("[x](mailto:a@b.nl)", "mailto:a@b.nl"),
        ("[x](tel:+31201234567)", "tel:+31201234567"),
        ("[x](tel:+31-20;ext=7)", "tel:+31-20;ext=7"),
        ("[x](<tel:+31 20 123>)", "tel:+31%2020%20123"),
        ("[x](mailto:a@b.nl,c@d.nl?subject=Hoi@x)", "mailto:a@b.nl,c@d.nl?subject=Hoi@x"),
        ("[x](mailto:?body=Hoi)", "mailto:?body=Hoi"),
        ("[x](https://é.nl:8080)", "https://%C3%A9.nl:8080"),
        ("[x](http://[::1]:80/)", "http://[::1]:80/"),
        ("[x](#kop)", "#kop"),
        ("<https://a.nl>", "https://a.nl"),
        ("<a@b.nl>", "mailto:a@b.nl"),
        ("[x](https://a.nl/é%20b)", "https://a.nl/%C3%A9%20b"),
        ('[x](https://a.nl/"b)', "https://a.nl/%22b"),
    ],
)
def test_addresses_that_lead_somewhere(text: str, href: str) -> None:
    """The web, mail, telephone and places on the page."""
    link = soup(page(text).body).find("a")
    assert link is not None
    assert href == link["href"]


# ----------------------------------------------------------------------------------------------------- left alone: code

LOOKALIKES = [
    "[x]{.remark}",
    "[x]{by=ada}",
    "::: note",
    ":::",
    "@ada: x",
    "## Kop {#a}",
    "### Kop {x y}",
    "<script>alert(1)</script>",
    "<!-- TODO x -->",
    "<!-- x -->",
    "[^1]",
    "![x](a.jpg)",
    "[x](javascript:y)",
    "{{7*7}}",
    "\"x\" -- 'y'...",
    "# Kop",
]


@pytest.mark.parametrize("text", LOOKALIKES)
@pytest.mark.parametrize(
    "form", ["```\n{0}\n```", "~~~~ md\nnul\n\n{0}\n\n```\n~~~~", "    {0}", "1. een\n\n   ```\n   {0}\n   ```"]
)
def test_code_is_left_alone(text: str, form: str) -> None:
    """What looks like any of our constructs is shown as it is written."""
    reading = read_page(form.format(text))
    assert () == reading.problems
    assert isinstance(reading.document, Item)
    code = soup(reading.document.body).find("code")
    assert code is not None
    assert text in code.get_text().split("\n")


@pytest.mark.parametrize("text", LOOKALIKES)
def test_code_in_a_line_is_left_alone(text: str) -> None:
    """The same between backticks."""
    reading = read_page(f"Zie `{text}` hier.")
    assert () == reading.problems
    assert isinstance(reading.document, Item)
    assert f"<p>Zie <code>{html.escape(text, quote=False)}</code> hier.</p>\n" == reading.document.body


# ---------------------------------------------------------------------------------------------------------- comments


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Een <!-- weg --> twee.", "Een twee."),
        ("Een.\n\n<!-- weg\n\nook weg -->\n\nTwee.", "Een. Twee."),
        ("<!-- weg -->", ""),
        ("- een\n  <!-- weg -->\n- twee", "een twee"),
        ("Een <!-- <b>weg</b> --> twee.", "Een twee."),
        ("Een <!-- weg -->*twee*", "Een twee"),
    ],
)
@pytest.mark.parametrize("raw_html", ["escape", "sanitise"])
def test_comments_are_dropped(text: str, expected: str, raw_html: str) -> None:
    """They are the author's own; nothing of them is published, and nothing needs to be said about it."""
    reading = read_page(text, raw_html=raw_html)
    assert isinstance(reading.document, Item)
    assert (expected, ()) == (shown(reading.document.body), reading.problems)
    assert "<!--" not in reading.document.body
    assert "<p></p>" not in reading.document.body


@pytest.mark.parametrize(
    ("front", "body", "line", "column", "text"),
    [
        ("", "Een.\n\n<!-- TODO bron zoeken -->\n", 6, 1, "bron zoeken"),
        ("", "Een <!-- TODO: bron\nzoeken --> twee.\n", 4, 5, "bron zoeken"),
        ("", "- een\n- twee\n  <!--TODO-->\n", 6, 3, ""),
        ("lead: |\n  Een.\n\n  Twee <!-- TODO mooier -->.\n", "", 6, 8, "mooier"),
        ("lead: Een <!-- TODO mooier -->\n", "", 3, 11, "mooier"),
    ],
)
def test_what_is_still_to_do_is_warned_about(front: str, body: str, line: int, column: int, text: str) -> None:
    """With its line, so that it is not forgotten."""
    (problem,) = read_page(body, front).problems
    assert ("todo", "warning", line, column) == (problem.code, problem.severity, problem.line, problem.column)
    assert problem.message.endswith(text)


# ------------------------------------------------------------------------------------------------------------ raw HTML

PAYLOADS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example></ScRiPt>",
    "<img src=x onerror=alert(1)>",
    "<b onmouseover=alert(1)>x</b>",
    "<a href='javascript:alert(1)'>x</a>",
    '<a href="java&#10;script:alert(1)">x</a>',
    "<iframe src=//evil.example></iframe>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<style>body{display:none}</style>",
    "<form action=//evil.example><button>x</button></form>",
    "<p style=position:fixed>x</p>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<base href=//evil.example>",
    "<math href=javascript:x>x</math>",
    "<object data=x></object>",
    "<noscript><p title='</noscript><img src=x onerror=y>'></noscript>",
]
PLACES = {
    "a paragraph": ("", "Een {0} twee.\n\n## Vraag?\n\nDaar.\n"),
    "a block": ("", "{0}\n\n## Vraag?\n\nDaar.\n"),
    "an answer": ("", "## Vraag?\n\nDaar {0}.\n"),
    "a question": ("", "## Vraag {0}?\n\nDaar.\n"),
    "a heading": ("", "### Kop {0}\n\n## Vraag?\n\nDaar.\n"),
    "the heading after the questions": ("", "## Vraag?\n\nDaar.\n\n## Slot {0} {{.section}}\n\nEinde.\n"),
    "a first turn": ("", "## Vraag?\n\n@ada: Een {0}.\n\n@bo-bos: Twee.\n"),
    "a last turn": ("", "## Vraag?\n\n@ada: Een.\n\n@bo-bos: Twee {0}.\n"),
    "a footnote": ("", "Een[^1].\n\n[^1]: Noot {0}.\n\n## Vraag?\n\nDaar.\n"),
    "a list": ("", "- een {0}\n\n## Vraag?\n\nDaar.\n"),
    "a table": ("", "| a {0} |\n|---|\n| b {0} |\n\n## Vraag?\n\nDaar.\n"),
    "a container": ("", "::: note\n{0}\n:::\n\n## Vraag?\n\nDaar.\n"),
    "a caption": ("", "::: figure {{src=a.jpg alt=x}}\nPlaat {0}.\n:::\n\n## Vraag?\n\nDaar.\n"),
    "a remark": ("", "## Vraag?\n\nDaar [zei {0}]{{.remark}} hij.\n"),
    "words of a speaker": ("", "## Vraag?\n\nDaar [zei {0}]{{by=ada}} hij.\n"),
    "a lead": ("lead: |\n  Een {0}.\n", "## Vraag?\n\nDaar.\n"),
    "a core message": ("core_message: |\n  Een {0}.\n", "## Vraag?\n\nDaar.\n"),
    "a caption of the drawing": ("sketch:\n  image: a.jpg\n  caption: |\n    Een {0}.\n", "## Vraag?\n\nDaar.\n"),
    "a question in front matter": ("qa:\n  - question: |\n      Vraag {0}?\n    answer: Daar.\n", ""),
    "a turn in front matter": (
        "qa:\n  - question: Vraag?\n    answer:\n      - speaker: ada\n        text: |\n          Een {0}.\n", ""
    ),
}  # fmt: skip


def is_harmless(text: str) -> bool:
    """Whether nothing in some HTML runs, loads, or looks different than the theme wants."""
    for tag in soup(text).find_all(True):
        if tag.name in ("script", "style", "iframe", "svg", "math", "object", "form", "button", "base", "meta", "img"):
            return False
        if any(key.startswith("on") or key == "style" for key in tag.attrs):
            return False
        address = re.sub(r"[\x00-\x20]", "", str(tag.get("href", "")))
        if address and not re.match(rf"(?:https?:|mailto:|tel:|#|{HOLE})", address):
            return False
    return True


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("place", PLACES)
def test_sanitised_html_is_harmless_wherever_it_stands(place: str, payload: str) -> None:
    """`raw_html: sanitise` lets a safe list through; no text of an item is forgotten."""
    front, body = (part.format(payload) for part in PLACES[place])
    reading = read_interview(front, body, raw_html="sanitise")
    if reading.document is None:  # a tag that is never closed may swallow what follows it
        assert any(problem.severity == "error" for problem in reading.problems)
    else:
        assert [] == [text for text in all_html(reading.document) if not is_harmless(text)]


@pytest.mark.parametrize("place", PLACES)
def test_escaped_html_is_shown_as_text(place: str) -> None:
    """Without the setting, whoever writes HTML sees it on the page and in a warning."""
    front, body = (part.format("<b>vet</b>") for part in PLACES[place])
    reading = read_interview(front, body)
    assert isinstance(reading.document, Interview)
    assert "html-shown-as-text" in codes(reading.problems)
    texts = list(all_html(reading.document))
    assert any("&lt;b&gt;vet&lt;/b&gt;" in text for text in texts)
    assert not any("<b>" in text for text in texts)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("<b>vet</b> en <i>schuin</i>", "<b>vet</b> en <i>schuin</i>"),
        ("H<sub>2</sub>O", "H<sub>2</sub>O"),
        ("<kbd>Ctrl</kbd>", "<kbd>Ctrl</kbd>"),
        ('<a href="https://a.nl" onclick="x">a</a>', '<a href="https://a.nl">a</a>'),
        ("<mark>geel</mark>", "<mark>geel</mark>"),
    ],
)
def test_sanitised_html_that_is_let_through(text: str, kept: str) -> None:
    """What is safe stays, and Markdown around it works as ever."""
    assert kept in page(f"*Kijk*: {text}", raw_html="sanitise").body
    assert () == read_page(text, raw_html="sanitise").problems


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ('<a href="/speakers/ada/">x</a>', f'<a href="{HOLE}0{HOLE_END}">x</a>'),
        ('<a href="brug.md#a">x</a>', f'<a href="{HOLE}0{HOLE_END}">x</a>'),
        ('<a href="blad.pdf">x</a>', f'<a href="{HOLE}0{HOLE_END}">x</a>'),
        ('<a href="#weg">x</a> <a href="MAILTO:a@b.nl">y</a>', '<a href="#weg">x</a> <a href="MAILTO:a@b.nl">y</a>'),
        ('<a href="//evil.example/">x</a>', "<a>x</a>"),
        ('<a href="/\\evil.example/">x</a>', "<a>x</a>"),
        ('<code>"a" -- \'b\'</code> "c"', "<code>\"a\" -- 'b'</code> “c”"),
        ('<video src="https://evil.example/v.mp4" poster="x.jpg">x</video>', "<video>x</video>"),
    ],
)
def test_addresses_in_sanitised_html(text: str, made: str) -> None:
    """A link in HTML is one like those in Markdown: it is looked up, and none leads to whoever the address fools."""
    document = page(f"Kijk: {text}", raw_html="sanitise")
    assert f"<p>Kijk: {made}</p>\n" == document.body
    wanted = [address for address, _ in document.summary.links] + [asset.path for asset in document.summary.assets]
    assert [hole.target for hole in document.holes] == wanted


def test_anchors_in_sanitised_html_are_the_authors_own() -> None:
    """An id that the theme or the text has already is refused."""
    for text in ("<b id=main>x</b>", "## Kop {#kop}\n\n<b id='kop'>x</b>", '<b id="a">x</b> <i id="a">y</i>'):
        assert ["anchor-twice"] == codes(read_page(f"Eerst.\n\n{text}", raw_html="sanitise").problems)


def test_our_own_html_survives_sanitising() -> None:
    """One tag of HTML changes nothing in what the build writes around it."""
    text = (
        "Een[^1] [x]{lang=en} [y](https://a.nl) [z](b.pdf).\n\n| a |\n|:-:|\n| b |\n\n- [x] klaar\n\n![p](a.jpg)\n\n"
        "3. drie\n\n::: video {src=film.mp4 title=Film poster=a.jpg}\n:::\n\n::: note {#n .m}\nTekst\n"
        ":::\n\n### Kop {#k .l}\n\n[^1]: Noot.\n"
    )
    plain, sanitised = page(text), page(f"{text}\n<b>vet</b>\n", raw_html="sanitise")
    assert plain.body + "<p><b>vet</b></p>\n" == sanitised.body.replace(' controls=""', " controls")
    assert plain.notes == sanitised.notes


# ----------------------------------------------------------------------------------------- tables, lists, typography


def test_tables_lie_in_a_box_of_their_own() -> None:
    """So that a wide one can be scrolled, with header cells that say what they head."""
    found = soup(page("| a | b | c |\n|:--|:-:|--:|\n| 1 | *2* | `3` |\n").body)
    box = found.find("div", class_="table")
    assert box is not None
    assert ["a", "b", "c"] == [th.get_text() for th in box.select("table > thead > tr > th[scope=col]")]
    assert ["1", "2", "3"] == [td.get_text() for td in box.select("table > tbody > tr > td")]
    assert ["left", "centre", "right"] == [td["class"][0] for td in box.select("td")]
    assert not found.find_all(style=True)


def test_task_lists() -> None:
    """What is done and what isn't can be told apart, and the text is there."""
    done, open_ = soup(page("- [x] klaar\n- [ ] open\n- gewoon\n").body).find_all("li")[:2]
    assert "klaar" in done.get_text()
    assert "open" in open_.get_text()
    assert "[" not in done.get_text() + open_.get_text()
    assert str(done).replace("klaar", "") != str(open_).replace("open", "")


def test_strikethrough_and_breaks() -> None:
    """The rest of what CommonMark and its usual additions have."""
    assert "<p><del>weg</del> a<br>\nb<br>\nc</p>\n" == page("~~weg~~ a\\\nb  \nc").body
    assert (
        '<pre><code class="language-python">x = "1" &lt; 2\n</code></pre>\n'
        == page('```python title\nx = "1" < 2\n```').body
    )


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("nl", "'s Ochtends zei \"Jan\" -- 'ja' ...", "’s Ochtends zei “Jan”\u00a0– ‘ja’ …"),
        ("en", "'Twas \"Jan's\" idea -- 'yes'...", "’Twas “Jan’s” idea\u00a0– ‘yes’…"),
        ("fr", 'Il dit : "oui" !', "Il dit\u202f: «\u202foui\u202f»\u202f!"),
        ("de", "Er sagt \"ja\" und 'nein'", "Er sagt „ja“ und ‚nein‘"),
    ],
)
def test_typography_is_that_of_the_language(lang: str, text: str, expected: str) -> None:
    """Marks, dashes and spaces as a typesetter of that language has them, across emphasis too."""
    assert f"<p>{expected}</p>\n" == page(text, lang=lang).body


def test_typography_looks_across_emphasis() -> None:
    """A mark behind emphasis closes what one before it opened."""
    assert "<p>“<em>Een</em>” en <em>‘twee’</em></p>\n" == page("\"*Een*\" en *'twee'*").body


# --------------------------------------------------------------------------------------------------------- single lines


@pytest.mark.parametrize(
    "text",
    [
        "1. Titel", "1) Titel", "# Titel", "## Titel {#x}", "- x", "+ x", "* x", "> x", "```x", "~~~", "***", "___",
        "| a | b |", "\\[^1]: x", "[x]: y", "::: note", ":::", "@ada: hoi", "- [ ] x", "=====", "{{7*7}}", "{% raw %}",
        "2024.", "https://x.nl", "C#", "a_b_c", "5 * 3 * 2",
    ],
)  # fmt: skip
@pytest.mark.parametrize("field", ["title", "question"])
def test_a_line_is_never_taken_for_a_block(field: str, text: str) -> None:
    """A title that looks like a list, a heading or a fence is the text that the author typed."""
    title = "Titel" if field == "question" else text
    front = f"title: |\n  {title}\n" + in_front_matter("Daar.", text if field == "question" else "Vraag?")
    raw = f"---\ndate: 2026-03-14\nspeakers: [ada]\n{front}---\n"
    reading = read_document("content/interviews/x.md", raw.encode(), "interview", rules())
    assert isinstance(reading.document, Interview), reading.problems
    found = reading.document.summary.title if field == "title" else reading.document.exchanges[0].question
    assert text.removeprefix("\\") == html.unescape(found)
    assert () == reading.problems


@pytest.mark.parametrize(
    ("text", "title", "listed"),
    [
        ("Een *mooie* **brug**", "Een <em>mooie</em> <strong>brug</strong>", "Een mooie brug"),
        ("`code` & ~~weg~~", "<code>code</code> &amp; <del>weg</del>", "code & weg"),
        ("Een\n  brug", "Een brug", "Een brug"),
        ("Dat is [cool]{lang=en}", 'Dat is <span lang="en">cool</span>', "Dat is cool"),
        ("De \"brug\" -- 'zo'", "De “brug”\u00a0– ‘zo’", "De “brug” – ‘zo’"),
        ("1 < 2 &amp; 3", "1 &lt; 2 &amp; 3", "1 < 2 & 3"),
        ("a\\*b", "a*b", "a*b"),
    ],
)
def test_inline_markdown_works_in_a_line(text: str, title: str, listed: str) -> None:
    """Emphasis, code, languages; lists and feeds get the plain words."""
    raw = f"---\ntitle: |\n  {text}\ndate: 2026-03-14\n---\n"
    reading = read_document("content/pages/x.md", raw.encode(), "page", rules())
    assert reading.document is not None
    summary: Any = reading.document.summary
    assert (title, listed) == (summary.title, summary.list_title)


LINES = {
    "title": "title: '{0}'\ndate: 2026-03-14\n",
    "caption": "title: x\nsketch: {{image: a.jpg, caption: '{0}'}}\n",
}


@pytest.mark.parametrize("field", LINES)
@pytest.mark.parametrize("text", ["![x](a.jpg)", "zie ![x](a.jpg)", "[x](/)", "[x](a.pdf)", "[x](y.md)"])
def test_no_line_makes_the_reader_fall_over(field: str, text: str) -> None:
    """A picture or a link in a title is odd, but no reason to end with a traceback."""
    read_document("content/pages/x.md", f"---\n{LINES[field].format(text)}---\n".encode(), "page", rules())


# ------------------------------------------------------------------------------------------------- whole publications


def test_template_language_in_a_text_stays_text(publication: Publication) -> None:
    """What authors write is never a template."""
    publication.interview("brug", title="'Som {{7*7}} {% raw %}'", kicker="'{{ site.title }} ${7*7} #{7*7}'")
    publication.write("content/pages/over.md", "---\ntitle: Over\n---\n{{7*7}} {% include 'x' %} `{{ view }}`\n")
    publication.build()
    assert "Som {{7*7}} {% raw %}" in publication.page("interviews/brug").get_text()
    assert "{{ site.title }} ${7*7} #{7*7}" in publication.page("interviews/brug").get_text()
    assert "{{7*7}} {% include ‘x’ %} {{ view }}" in publication.page("over").get_text()
    assert "Som {{7*7}} {% raw %}" in publication.text("feed.xml")


def test_nothing_of_ours_is_left_in_a_page(publication: Publication) -> None:
    """Links in titles, captions and mottos lead somewhere; no sign that the build uses inside reaches a reader."""
    publication.interview("brug", title="'Een [brug](/speakers/ada/)'", core_message="Zie [Ada](../speakers/ada.md).")
    publication.edit("content/interviews/brug.md", "Waar begin je?", "Waar [begin](/) je?")
    publication.write("content/authors/bo.md", "---\nname: Bo\nmotto: Zie [Ada](../speakers/ada.md)\n---\n")
    publication.write("assets/a.png", encoded(drawing(), "PNG"))
    pictures = (
        "sketch: {image: a.png, caption: 'Zie [Ada](/speakers/ada/)'}\npicture: {image: a.png, caption: '[x](/)'}"
    )
    publication.edit("content/interviews/brug.md", "speakers: [ada]", f"speakers: [ada]\nauthors: [bo]\n{pictures}")
    publication.build()
    texts = {path: publication.text(path) for path in publication.files() if path.endswith((".html", ".xml"))}
    assert [] == [path for path, text in texts.items() if re.search("[\ue000-\ue00f]", text)]


# ----------------------------------------------------------------------------------------------------------- anything

SNIPPETS = st.lists(
    st.sampled_from(
        [
            "woord ", "woord. ", "\n", "\n\n", "*", "**", "`", "```\n", "~~", '"', "'", "[", "]", "(", ")", "{", "}",
            "!", "<", ">", "[x]", "(https://a.nl)", "(a.jpg)", "(b.pdf)", "(../y.md)", "![", "](", "{.remark}",
            "{by=ada}", "{lang=en}", "{#a}", "\n::: note\n", "\n:::\n", "\n::: pull\n", "\n::: figure {src=a.jpg}\n",
            "\n@ada: ", "\n## Kop\n", "\n### Kop\n", "[^1]", "\n[^1]: ", "<b>", "</b>", "<div>\n", "</div>\n",
            "<!-- ", " -->", "\n- ", "\n  ", "\n> ", "\n1. ", "\n    ", "| a | b |\n|---|---|\n| c | d |\n", "\\",
            "\n---\n", "[x]: y\n", "…", "&amp;", "é",
        ]
    ),
    max_size=25,
).map("".join)  # fmt: skip


def is_balanced(text: str) -> bool:
    """Whether every tag in some HTML is closed in its turn."""
    stack = []
    for closing, name in re.findall(r"<(/?)([a-z][a-z0-9]*)[^>]*>", text):
        if name in ("br", "hr", "img", "input"):
            continue
        if not closing:
            stack.append(name)
        elif not stack or stack.pop() != name:
            return False
    return not stack


@settings(RELAXED, max_examples=500)
@given(SNIPPETS, st.sampled_from(["body", "answer", "turn", "title", "lead"]), st.sampled_from(["escape", "sanitise"]))
def test_any_text_is_read(text: str, place: str, raw_html: str) -> None:
    """Whatever the mixture: HTML in which every tag is closed, and harmless, or problems with their places."""
    front, body = "", "## Vraag?\n\nDaar.\n"
    if place in ("title", "lead"):
        front = (
            f"lead: {_quoted(text)}\n" if place == "lead" else f"sketch: {{image: a.jpg, caption: {_quoted(text)}}}\n"
        )
    elif place == "answer":
        front, body = f"qa: [{{question: Vraag?, answer: {_quoted(text)}}}]\n", ""
    elif place == "turn":
        body = f"## Vraag?\n\n@ada: {text}\n\n@bo-bos: Ja.\n"
    else:
        body = f"{text}\n\n## Vraag?\n\nDaar {text}.\n"
    reading = read_interview(front, body, raw_html=raw_html)
    lines = (front + body).count("\n") + 7
    assert all(1 <= problem.line <= lines and problem.column >= 1 for problem in reading.problems)
    if reading.document is None:
        assert any(problem.severity == "error" for problem in reading.problems)
        return
    for html_text in all_html(reading.document):
        assert is_balanced(html_text), html_text
        assert is_harmless(html_text), html_text
        assert not re.search("[\ue002-\ue00f]", html_text)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def test_documents_are_plain_data() -> None:
    """Reading twice gives equal values: nothing in a document depends on anything but the file."""
    front = "extra: {a: [1, {b: c}]}\n" + in_front_matter("Daar[^1].\n\n[^1]: Noot.")
    first, second = interview(front=front), interview(front=front)
    assert first == second


def test_a_picture_in_a_list_right_before_a_container() -> None:
    """It has no paragraph of its own, so none of the container's is taken for it."""
    html = page("- a\n![x](y.jpg)\n::: note\nWoorden.\n:::\n").body
    assert '<aside class="note">\n<p>Woorden.</p>' in html
