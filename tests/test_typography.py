"""Typography: marks, apostrophes, dashes and spaces; literal quotations; marks pasted around a text.

In the tables `~` stands for a no-break space and `·` for a narrow one.
"""

from __future__ import annotations

import pickle
from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from site_builder.literally import contains_literally, fold_quotes, strip_outer_quotes
from site_builder.typography import (
    QUOTES,
    Quotes,
    Typographer,
    quotes_for,
    typographer_for,
)


def typographer(lang: str, setting: str = "") -> Typographer:
    return Typographer(lang, quotes_for(lang, setting))


def set_text(lang: str, typed: str, setting: str = "") -> str:
    """The text as set, with the two spaces made visible; set twice, since that may change nothing."""
    shown = typographer(lang, setting)
    once = shown.text(typed)
    assert shown.text(once) == once
    return once.replace("\u00a0", "~").replace("\u202f", "·")


DUTCH = [
    # quotation marks
    ('"Koffie eerst", zei ze.', "“Koffie eerst”, zei ze."),
    ("Ze noemt dat 'voorwerk'.", "Ze noemt dat ‘voorwerk’."),
    ("\"Hij riep 'stop' en liep door.\"", "“Hij riep ‘stop’ en liep door.”"),
    ("\"Hij riep 'stop'\"", "“Hij riep ‘stop’”"),
    ("'\"Stop\" was alles'", "‘“Stop” was alles’"),
    ('Twee woorden ("oever", "kade") en ["wal"].', "Twee woorden (“oever”, “kade”) en [“wal”]."),
    ('de kade/"wal", oever-"kant" en zo:"ja","nee"', "de kade/“wal”, oever-“kant” en zo:“ja”,“nee”"),
    ('"Maar ik –" Stilte. "…ja."', "“Maar ik –” Stilte. “…ja.”"),
    ('"Wacht…" en "nu!" en "hè?"', "“Wacht…” en “nu!” en “hè?”"),
    ('"Eén"\n"twee"', "“Eén”\n“twee”"),
    ("“Al gezet”, ‘en dit ook’, „en dit”.", "“Al gezet”, ‘en dit ook’, „en dit”."),
    ("“Fout gesloten“ blijft.", "“Fout gesloten“ blijft."),
    ("“'t Water stijgt”, en “\"dubbel\"”", "“’t Water stijgt”, en ““dubbel””"),
    ('"Frans\' kade", "t" en "s is", "24 uur"', "“Frans’ kade”, “t” en “s is”, “24~uur”"),
    ("'Hij zag 'm in 't riet'", "‘Hij zag ’m in ’t riet’"),
    ("'Pak 'm'", "‘Pak ’m’"),
    ("'Ze kwam in '90'", "‘Ze kwam in ’90’"),
    ("de letter 's' en de letter 't'", "de letter ‘s’ en de letter ‘t’"),
    ("de letter ‘s’ van schets", "de letter ‘s’ van schets"),
    # apostrophes
    ("Teken 'm, pak 'n stift, 'k doe mee, 'r broer, 'ie komt, zie 'em, kom 'ns",
     "Teken ’m, pak ’n stift, ’k doe mee, ’r broer, ’ie komt, zie ’em, kom ’ns"),
    ("Teken ‘m! ‘s Avonds is ‘t ‘n idee, ‘k ‘r ‘ie ‘em ‘ns.",
     "Teken ’m! ’s Avonds is ’t ’n idee, ’k ’r ’ie ’em ’ns."),
    ("'s-Gravenland en ‘s-Gravenland", "’s-Gravenland en ’s-Gravenland"),
    ("(‘t Riet) en “‘t riet”", "(’t Riet) en “’t riet”"),
    ("foto's, foto‘s, d'r, d‘r, zo'n, Fons d'Arco", "foto’s, foto’s, d’r, d’r, zo’n, Fons d’Arco"),
    ("Frans' kade en Max' brug", "Frans’ kade en Max’ brug"),
    ("de jaren '90, ‘68 en '20-'30", "de jaren ’90, ’68 en ’20-’30"),
    ("'24 schetsen' en ‘12 oevers’", "‘24 schetsen’ en ‘12 oevers’"),
    ("'24 foto's' en '90 met foto's", "‘24 foto’s’ en ’90 met foto’s"),
    ("rock 'n' roll", "rock ’n’ roll"),
    ("'sterk' en ‘tof’ en 'NS'", "‘sterk’ en ‘tof’ en ‘NS’"),
    ("6'2\" lang en 24\"x30\"", "6’2” lang en 24”x30”"),
    # dashes and dots
    ("woord -- woord, woord---woord", "woord~– woord, woord—woord"),
    ("kade - oever - en verder", "kade~– oever~– en verder"),
    ("kade -\nen verder", "kade~–\nen verder"),
    ("voor- en najaar, op -5, ver-van-huis", "voor- en najaar, op -5, ver-van-huis"),
    ("---- en\n- punt", "---- en\n- punt"),
    ("wacht... nee.... toch ... ja […] …..", "wacht… nee.... toch … ja […] ….."),
    ("[...] en (...)", "[…] en (…)"),
    # spaces
    ("voor € 2 of $ 3,50 of £ 4", "voor €~2 of $~3,50 of £~4"),
    ("(n = 1.093), p < 0,05, x ≈ 3", "(n~=~1.093), p~<~0,05, x~≈~3"),
    ("som = 3 en n = veel en a = b", "som = 3 en n = veel en a = b"),
    ("3 km, 10 m², 4 m2, 5 kg, 20 °C, 28 %, 14.30 uur, 80 km/u, 2 € en 1,5 l",
     "3~km, 10~m², 4~m², 5~kg, 20~°C, 28~%, 14.30~uur, 80~km/u, 2~€ en 1,5~l"),
    ("3 kmers, 5 maal, 2 liter, 7 uurtjes", "3 kmers, 5 maal, 2 liter, 7 uurtjes"),
    ("oever – kade – en — wal", "oever~– kade~– en~— wal"),
    ("22–24 november", "22–24 november"),
    ("getypt\u00a0blijft, € 2\u00a0000, n\u00a0= 3, n =\u00a03", "getypt~blijft, €~2~000, n~=~3, n~=~3"),
]  # fmt: skip


DUTCH_CONVENTIONS = [
    ("Pak ‘m bij de kade, pak 'm nu, ‘s middags en 's avonds",
     "Pak ’m bij de kade, pak ’m nu, ’s middags en ’s avonds"),
    ("'t wad, d'r stok, foto's van '90 uit ‘s-Hertogenbosch", "’t wad, d’r stok, foto’s van ’90 uit ’s-Hertogenbosch"),
    ("(n = 1.093), n=1.093 en N = 2.123", "(n~=~1.093), n=1.093 en N~=~2.123"),
    ("van € 2,- tot € 8,-, voor € 2,50 of €2", "van €~2,- tot €~8,-, voor €~2,50 of €2"),
    ("28 % om 14.30 uur, 28% op 22-24 november", "28~% om 14.30~uur, 28% op 22-24 november"),
    ("Bruggen... en bruggen....", "Bruggen… en bruggen...."),
]  # fmt: skip
ENGLISH_CONVENTIONS = [
    ("(n = 1.093) or n=1.093, '90 and photo's", "(n~=~1.093) or n=1.093, ’90 and photo’s"),
    ("from € 2,50 to €2, 28 % wait...", "from €~2,50 to €2, 28~% wait…"),
]
AREAS = [
    ("12.500 m2 kade", "12.500~m² kade"),
    ("op 12,5 km2, 3 dm2, 4 cm2, 5 mm2 en 6 m3, 7 dm3, 8 cm3, 9 mm3.",
     "op 12,5~km², 3~dm², 4~cm², 5~mm² en 6~m³, 7~dm³, 8~cm³, 9~mm³."),
    ("100m2, (100 m2), “100 m2” en 80-100 m2", "100m², (100~m²), “100~m²” en 80-100~m²"),
    ("2x3 m2, 10 m3/s en 5\u00a0m2-prijs", "2x3~m², 10~m³/s en 5~m²-prijs"),
    ("m2, per m2, een A4, mp3, 3 m2m, 5 CO2, 1 m23, 1 m2²", "m2, per m2, een A4, mp3, 3 m2m, 5 CO2, 1 m23, 1 m2²"),
    ("B52 m2, 4a m2, v1.2 m2, x_9 m3, Q3 m2", "B52~m2, 4a m2, v1.2~m2, x_9~m3, Q3~m2"),
    ("\"https://x.nl/it's--a...b\" -- '(http://x.nl/a'b)' foto's",
     "“https://x.nl/it's--a...b”~– ‘(http://x.nl/a'b)’ foto’s"),
    ("https://x.nl/te-koop-100m2, x.nl?opp=100m2 en 100m2.nl of 5m2@x.nl",
     "https://x.nl/te-koop-100m2, x.nl?opp=100m2 en 100m2.nl of 5m2@x.nl"),
    ("5  m2 en 5\nm2", "5  m2 en 5\nm2"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "expected"), DUTCH_CONVENTIONS, ids=[row[0] for row in DUTCH_CONVENTIONS])
def test_dutch_conventions(typed: str, expected: str) -> None:
    assert set_text("nl", typed) == expected


@pytest.mark.parametrize(("typed", "expected"), ENGLISH_CONVENTIONS, ids=[row[0] for row in ENGLISH_CONVENTIONS])
def test_what_holds_in_english_too(typed: str, expected: str) -> None:
    assert set_text("en", typed) == expected


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize(("typed", "expected"), AREAS, ids=[row[0] for row in AREAS])
def test_square_and_cubic_metres_behind_a_number(lang: str, typed: str, expected: str) -> None:
    assert set_text(lang, typed) == expected


def test_an_area_that_begins_a_run_belongs_to_what_came_before() -> None:
    """An address with an underscore comes in several runs."""
    shown = typographer("nl")
    assert [shown.text("100m2", before) for before in ("", " ", "(", "_", "/", "a")] == 3 * ["100m²"] + 3 * ["100m2"]


@pytest.mark.parametrize(("typed", "expected"), DUTCH, ids=[row[0] for row in DUTCH])
def test_dutch(typed: str, expected: str) -> None:
    assert set_text("nl", typed) == expected


ENGLISH = [
    ('"I can\'t," she said.', "“I can’t,” she said."),
    ("She said 'maybe' and 'the dogs' bowl'", "She said ‘maybe’ and ‘the dogs’ bowl’"),
    ("'Tis late, 'twas early, 'til dawn, tell 'em, 'cause I say so",
     "’Tis late, ’twas early, ’til dawn, tell ’em, ’cause I say so"),
    ("‘Tis late, ‘twas early, ‘til dawn, tell ‘em, ‘cause", "’Tis late, ’twas early, ’til dawn, tell ’em, ’cause"),
    ("the '90s and ‘80s rock 'n' roll", "the ’90s and ’80s rock ’n’ roll"),
    ("a case of ‘cause and effect’, or 'cause and effect'", "a case of ‘cause and effect’, or ‘cause and effect’"),
    ("'I said 'twas good'", "‘I said ’twas good’"),
    ("'s morning", "‘s morning"),
    ("'test' and 'emphasis'", "‘test’ and ‘emphasis’"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "expected"), ENGLISH, ids=[row[0] for row in ENGLISH])
def test_english(typed: str, expected: str) -> None:
    assert set_text("en-GB", typed) == expected


OTHERS = [
    ("de", "", "\"Sie sagt 'ja'\", und wie geht's? 's ist gut.", "„Sie sagt ‚ja‘“, und wie geht’s? ’s ist gut."),
    ("de", "", "das ‚Wort‘chen", "das ‚Wort‘chen"),
    ("de", "", "'Geht's gut' ja", "‚Geht’s gut‘ ja"),
    ("de", "", "„Schon ‚gesetzt‘“ und Hans' Buch", "„Schon ‚gesetzt‘“ und Hans’ Buch"),
    ("de", "", "\"Wir 'waren' da\" \"und 'hier'\"", "„Wir ‚waren‘ da“ „und ‚hier‘“"),
    ("de", "guillemets", "\"Sie sagt 'ja'\"", "»Sie sagt ›ja‹«"),
    ("sv", "", "\"Hon sa 'ja'\"", "”Hon sa ’ja’”"),
    ("pl", "", "\"Tak 'nie' tak\" i 'nie'", "„Tak «nie» tak” i „nie”"),
    ("nl", "low", "\"Ja 'nee'\" en 't is", "„Ja ‚nee’” en ’t is"),
    ("nl", "single", '"Ja \'nee\' en "ook"" en \'ja "nee"\'', "‘Ja “nee” en “ook”’ en ‘ja “nee”’"),
    ("nl", "single", "foto's, 't, \"24 uur\", '24 uur', '90 en ‘m", "foto’s, ’t, ‘24~uur’, ‘24~uur’, ’90 en ’m"),
    ("nl", "guillemets", '"Ja"', "«Ja»"),
    ("fr", "", '"Oui", dit-elle; "non"?', "«·Oui·», dit-elle·; «·non·»·?"),
    ("fr", "", "Elle dit \"c'est 'tout'\"", "Elle dit «·c’est “tout”·»"),
    ("fr", "", "Quoi ?! Oui : non ; si !", "Quoi·?! Oui·: non·; si·!"),
    ("fr", "", "Quoi?! Encore... vraiment...?", "Quoi·?! Encore… vraiment…·?"),
    ("fr", "", "«Oui» et « non » et «\u00a0si\u00a0»", "«·Oui·» et «·non·» et «~si~»"),
    ("fr", "", "à 12:30, https://example.org", "à 12:30, https://example.org"),
    ("nl", "", "Wat ? Zo : ja", "Wat ? Zo : ja"),
]


@pytest.mark.parametrize(
    ("lang", "setting", "typed", "expected"), OTHERS, ids=[f"{r[0]} {r[1]} {r[2]}" for r in OTHERS]
)
def test_other_languages_and_settings(lang: str, setting: str, typed: str, expected: str) -> None:
    assert set_text(lang, typed, setting) == expected


UNITS = (
    "m km dm cm mm µm nm m² km² cm² m³ km/h km/u m/s ha g kg mg µg ton l dl cl ml ° °C °F % ‰ € euro uur u h "
    "min sec ms B kB MB GB TB W kW MW kWh Hz kHz MHz GHz dB px pt dpi"
)


@pytest.mark.parametrize("unit", UNITS.split())
def test_a_number_keeps_its_unit(unit: str) -> None:
    assert set_text("nl", f"na 5 {unit}, toch") == f"na 5~{unit}, toch"
    assert set_text("nl", f"na vijf {unit}") == f"na vijf {unit}"


CLIPPED = [
    *(("nl", word) for word in ["s", "t", "m", "n", "k", "r", "ie", "em", "ns", "90", "90s", "90er"]),
    *(("af", word) for word in ["n", "t"]),
    *(("fy", word) for word in ["t", "k"]),
    *(("de", word) for word in ["s", "n", "ne", "nen", "nem", "ner", "rauf", "raus", "rein", "rum", "runter", "rüber"]),
    *(
        ("en", word)
        for word in ["tis", "Tis", "twas", "twere", "twill", "til", "cause", "Cause", "em", "bout", "round", "90s"]
    ),
    ("fr", "90"),
]


@pytest.mark.parametrize(("lang", "word"), CLIPPED)
def test_a_clipped_word_gets_an_apostrophe(lang: str, word: str) -> None:
    expected = f"o ’{word} o"
    assert (set_text(lang, f"o '{word} o"), set_text(lang, f"o ‘{word} o")) == (expected, expected)
    assert not set_text(lang, f"o '{word}o").startswith("o ’")


def test_inside_quotations_the_inner_marks_come_first() -> None:
    """What the build puts between its own marks is set with the pairs swapped."""
    inside = Typographer("nl", Quotes(*"‘’“”"))
    assert inside.text("Ze zei \"ja 'en' nee\" en 'toch'") == "Ze zei ‘ja “en” nee’ en ‘toch’"
    low = Typographer("nl", Quotes(*"‚’„”"))
    assert low.text("Ze zei \"ja\" en 'toch'") == "Ze zei ‚ja’ en ‚toch’"


RUNS = [
    ("nl", "e", '", zei ze', "”, zei ze"),
    ("nl", " ", '"ja"', "“ja”"),
    ("nl", "\n", "'ja'", "‘ja’"),
    ("nl", "(", '"ja"', "“ja”"),
    ("nl", "“", "'t riet", "’t riet"),
    ("nl", "“", "'ja'", "‘ja’"),
    ("nl", "’", '" zei ze', "” zei ze"),
    ("nl", "”", "' zei ze", "’ zei ze"),
    ("nl", ".", '"', "”"),
    ("nl", "–", '" zei', "” zei"),
    ("nl", "o", "'s en", "’s en"),
    ("nl", "d", " - en", "\u00a0– en"),
    ("de", "“", '"', "“"),
    ("de", "„", "'ja'", "‚ja‘"),
    ("fr", "\u202f", "'ja'", "«\u202fja\u202f»"),
]


@pytest.mark.parametrize(("lang", "before", "typed", "expected"), RUNS)
def test_a_run_looks_at_what_came_before(lang: str, before: str, typed: str, expected: str) -> None:
    assert typographer(lang).text(typed, before) == expected


@pytest.mark.parametrize("lang", ["nl", "en", "fr"])
def test_a_run_with_nothing_to_do_is_the_same_object(lang: str) -> None:
    typed = "Wie een oever wil verbinden, hoort eerst de andere kant (en meet pas daarna). Mensen…. ja"
    assert typographer(lang).text(typed) is typed


def lowered(text: str) -> str:
    """The text with its raised digits as digits: all that setting does to letters and digits."""
    return text.replace("²", "2").replace("³", "3")


CHARACTERS = "  \"\"'''‘’“”„‚«».,-–—…:;!?()=€0912aistnmkr_\u00a0\u202f\n"
SNIPPETS = [
    "90",
    "'t",
    "‘m",
    "--",
    "---",
    "...",
    " - ",
    "tis",
    "'cause",
    "km",
    "n = 1",
    " %",
    "em",
    "n' roll",
    "9 m2",
    "dm3",
]
PIECES = st.sampled_from([*CHARACTERS, *SNIPPETS])
TEXTS = st.lists(PIECES, max_size=14).map("".join)
SETTINGS = ["", "double", "single", "low", "guillemets"]
TYPOGRAPHERS = st.builds(typographer, st.sampled_from(["nl", "en", "de", "fr", "sv", "pl"]), st.sampled_from(SETTINGS))


@given(TYPOGRAPHERS, TEXTS, st.sampled_from(["", " ", "a", "1", "“", "‘", "’", "(", "-", "\u202f"]))
@example(typographer("nl", "single"), '"t is" ‘90 "a" b’', "")
@example(typographer("fr"), " -»", "")
@example(typographer("de"), "‘90 ' x' 90'0", "")
def test_setting_twice_is_setting_once_and_loses_nothing(shown: Typographer, typed: str, before: str) -> None:
    once = shown.text(typed, before)
    assert shown.text(once, before) == once
    assert [c for c in lowered(once) if c.isalnum()] == [c for c in lowered(typed) if c.isalnum()]
    assert not set(once) & {'"', "'"}


@given(TYPOGRAPHERS, st.text())
def test_any_text_keeps_all_but_marks_dashes_dots_and_spaces(shown: Typographer, typed: str) -> None:
    def rest(text: str) -> Counter[str]:
        return Counter(c for c in lowered(text) if not (c.isspace() or c in "\"'‘’“”„‚«»‹›-–—….\u202f"))

    assert rest(shown.text(typed)) == rest(typed)


def test_there_is_one_typographer_for_a_language_and_its_marks() -> None:
    one = typographer_for("nl", quotes_for("nl"))
    assert one is typographer_for("nl", Quotes("“", "”", "‘", "’"))
    assert one is not typographer_for("nl", quotes_for("nl", "low"))
    assert pickle.loads(pickle.dumps(one)).text("'t") == "’t"


MARKS = {
    "“”‘’": "nl en af da fy ga id pt tr",
    "„”‚’": "nl-low",
    "„“‚‘": "de bg cs is sk sl",
    "«»“”": "ca el es it pt-pt",
    "«»‘’": "nb nn no",
    "«»„“": "ru uk",
    "””’’": "fi sv",
    "„”«»": "pl ro",
    "„”‘’": "hr",
    "„”»«": "hu",
    "«»‹›": "de-ch",
}


def test_the_marks_of_every_language() -> None:
    expected = {lang: Quotes(*marks) for marks, langs in MARKS.items() for lang in langs.split()}
    assert {lang: quotes for lang, quotes in QUOTES.items() if lang != "fr"} == expected


@pytest.mark.parametrize(
    ("lang", "setting", "marks"),
    [
        ("nl", "", "“”‘’"),
        ("nl-BE", "", "“”‘’"),
        ("nl-low", "", "„”‚’"),
        ("en", "", "“”‘’"),
        ("tlh", "", "“”‘’"),
        ("DE", "", "„“‚‘"),
        ("de-CH", "", "«»‹›"),
        ("nl", "low", "„”‚’"),
        ("de", "low", "„“‚‘"),
        ("de", "double", "“”‘’"),
        ("fr", "single", "‘’“”"),
        ("nl", "guillemets", "«»“”"),
        ("de", "guillemets", "»«›‹"),
        ("da", "guillemets", "»«›‹"),
        ("de-CH", "guillemets", "«»‹›"),
    ],
)
def test_quotes_for(lang: str, setting: str, marks: str) -> None:
    assert quotes_for(lang, setting) == Quotes(*marks)


def test_french_quotes_hold_their_space() -> None:
    expected = Quotes("«\u202f", "\u202f»", "“", "”")
    assert quotes_for("fr") == quotes_for("fr-BE", "guillemets") == QUOTES["fr"] == expected


def test_another_quotes_setting_is_refused() -> None:
    with pytest.raises(ValueError, match="quotes setting 'curly' is not"):
        quotes_for("nl", "curly")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Ja” „ja” «ja» »ja« ″", '"Ja" "ja" "ja" "ja" "'),
        ("‘ja’ ‚ja‘ ‹ja› foto’s ʼ´`′", "'ja' 'ja' 'ja' foto's ''''"),
        ("«\u202foui\u202f», (« oui ») ‹ oui ›", '"oui", ("oui") \'oui\''),
        ("sagte »ja« und »nein«", 'sagte "ja" und "nein"'),
        ("a – b — c ‐ ‑ ‒ ― −1 -- ---", "a - b - c - - - - -1 - -"),
        ("€\u00a02\u202f000\u2009km\n\n  ja ", "€ 2 000 km ja"),
        ("wacht… […]", "wacht... [...]"),
        ("oe\u00adver\u200b\ufeff", "oever"),
        ("cafe\u0301 CAFÉ", "café CAFÉ"),
        ("100 m², 3\u00a0m³", "100 m2, 3 m3"),
    ],
)
def test_fold_quotes(text: str, expected: str) -> None:
    assert fold_quotes(text) == expected


@given(st.text())
def test_a_folded_text_stays_the_same(text: str) -> None:
    assert fold_quotes(fold_quotes(text)) == fold_quotes(text)


@given(st.sampled_from(["", "single", "low"]), TEXTS.filter(lambda text: not set(text) & {"«", "»"}))
@example("", 'Ze zei: "Pak \'m - nu..." voor € 2 -- of n = 3')
def test_setting_does_not_change_what_is_compared(setting: str, typed: str) -> None:
    shown = typographer("nl", setting).text(typed)
    assert fold_quotes(shown).replace('"', "'") == fold_quotes(typed).replace('"', "'")


SOURCE = """Een brug begint bij luisteren.  Pas als je de overkant kunt navertellen – "echt" navertellen –
mag de eerste paal erin; dat duurt soms foto's lang, 't is niet anders. Goedkoop is het niet, over 10.000 m2 water."""

LITERAL = [
    ("Een brug begint bij luisteren", True),
    ("overkant kunt navertellen - ‘echt’ navertellen — mag", True),
    ("navertellen – “echt” navertellen –\n mag de eerste", True),
    ("dat duurt soms foto’s lang, ‘t is niet anders.", True),
    ("Een brug … mag de eerste paal erin", True),
    ("Een brug [...] mag […] paal (...) niet anders", True),
    ("… de overkant kunt navertellen…", True),
    ("[…] Pas als je […]", True),
    ("mag de eerste paal erin … Een brug begint", False),
    ("Een brug … Een brug", False),
    ("over 10.000 m2 water", True),
    ("over 10.000 m² water", True),
    ("over 10.000 m3 water", False),
    ("een brug begint", False),
    ("Een brug eindigt", False),
    ("mag de … zesde paal", False),
    ("dat duurt soms foto", False),
    ("s lang", False),
    ("echt", True),
    ("rug begint", False),
    ("Goed", False),
    ("is het … Goed", False),
    ("het niet", True),
    ("", False),
    (" … ", False),
    ("[…] …", False),
    ("… – …", False),
]


@pytest.mark.parametrize(("quote", "expected"), LITERAL, ids=[row[0] for row in LITERAL])
def test_contains_literally(quote: str, expected: bool) -> None:
    assert contains_literally(quote, SOURCE) is expected


def test_a_part_may_stand_whole_after_it_stood_inside_a_word() -> None:
    assert contains_literally("goed", "Goedkoop en ongoed is niet goed")
    assert contains_literally("nu", "nu")
    assert not contains_literally("Nu", "")


STRIPPED = [
    ("“Eerst koffie.”", "Eerst koffie."),
    ("“Eerst koffie.“", "Eerst koffie."),
    ("”Eerst koffie.”", "Eerst koffie."),
    ('"Eerst koffie."', "Eerst koffie."),
    ("„Eerst koffie.”", "Eerst koffie."),
    ("»Eerst koffie.«", "Eerst koffie."),
    ("« Eerst koffie. »", "Eerst koffie."),
    ("‘Eerst koffie.’", "Eerst koffie."),
    ("'Eerst koffie.'", "Eerst koffie."),
    ("  “ Eerst koffie. ”\n", "Eerst koffie."),
    ("“Hij riep “stop” en liep.”", "Hij riep “stop” en liep."),
    ('"Hij riep "stop""', 'Hij riep "stop"'),
    ('""Stop" riep hij"', '"Stop" riep hij'),
    ("“Hij riep “stop“ en liep.”", "Hij riep “stop“ en liep."),
    ('"Hij riep "stop!"."', 'Hij riep "stop!".'),
    ("“ Eerst koffie. “", "Eerst koffie."),
    ('"Zo:"ja","nee" dus"', 'Zo:"ja","nee" dus'),
    ("“Hij riep 'stop'”", "Hij riep 'stop'"),
    ("'Hij riep \"stop\"'", 'Hij riep "stop"'),
    ("« Elle dit « oui » ici »", "Elle dit « oui » ici"),
    ('"Zo (dat "stop") en zo/"wal""', 'Zo (dat "stop") en zo/"wal"'),
    ("'Zo is 't, met foto's en 'm'", "Zo is 't, met foto's en 'm"),
    ("‘Zo is ’t, met foto’s en ‘m erbij’", "Zo is ’t, met foto’s en ‘m erbij"),
    ("“Eerst koffie.\n\n“Dan meten.\n\n“Dan pas bouwen.”", "Eerst koffie.\n\nDan meten.\n\nDan pas bouwen."),
    ('"Eerst koffie.\n \n"Dan meten."', "Eerst koffie.\n \nDan meten."),
    ("« Eerst koffie.\n\n« Dan meten. »", "Eerst koffie.\n\nDan meten."),
    ("“Eerst koffie.\n\nDan meten.”", "Eerst koffie.\n\nDan meten."),
    ("“Eerst koffie.\n\nDan meten.\n\n“Stop” riep hij.”", "Eerst koffie.\n\nDan meten.\n\n“Stop” riep hij."),
    ("“Eerst koffie.\n\n“Stop” riep hij.”", "Eerst koffie.\n\n“Stop” riep hij."),
    ("'Eerst koffie.\n\n't Is zo.'", "Eerst koffie.\n\n't Is zo."),
    ("'Eerst koffie.\n\n'Dan meten.'", "Eerst koffie.\n\nDan meten."),
]


@pytest.mark.parametrize(("text", "expected"), STRIPPED, ids=[row[0] for row in STRIPPED])
def test_marks_around_the_whole_are_taken_off(text: str, expected: str) -> None:
    assert strip_outer_quotes(text) == (expected, True)


KEPT = [
    "Eerst koffie.",
    "“A” en “B”",
    '"A" en "B"',
    "'A' en 'B'",
    "“A”, “B” en “C”",
    "“Eerst koffie”, zei ze.",
    "Ze zei: “eerst koffie”",
    "“Eerst koffie.",
    "Eerst koffie.”",
    "“Eerst koffie.'",
    "“A.”\n\n“B.”",
    "“A.\n\nB.\n\n“C.”",
    '"24"x30"',
    '"a"b" c"',
    '"Ja,"; nee""',
    "“A.\n\n“B” zei ze.\n\n“C.”",
    "“Eerst koffie.\n\n“Dan meten.",
    "'t Is zo, zei 'm'",
    "“”",
    '" "',
    '"',
    "",
    "  \n",
    '"""',
]


@pytest.mark.parametrize("text", KEPT)
def test_other_marks_stay(text: str) -> None:
    stripped, changed = strip_outer_quotes(text)
    assert (stripped, changed) == (text, False)
    assert stripped is text


@given(TEXTS)
def test_stripping_takes_off_marks_and_space_only(text: str) -> None:
    stripped, changed = strip_outer_quotes(text)
    assert stripped.strip()[:1] in text
    assert [c for c in stripped if c.isalnum()] == [c for c in text if c.isalnum()]
    assert changed == (stripped != text)
