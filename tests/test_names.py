"""Names: the forms of Dutch, Belgian and other names, ids, and the comparison of names."""

from __future__ import annotations

import re

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from site_builder.names import Name, NameStyle, fold, make_name, slug

DUTCH = [
    # written, last, register, initials, given, family, sort, letter
    ("Saar Dekkers", "Dekkers", "Dekkers, Saar", "SD", "Saar", "Dekkers", "dekkers    saar", "D"),
    ("Joris van Duin", "Van Duin", "Duin, Joris van", "JvD", "Joris", "van Duin", "duin  van  joris", "D"),
    ("M.J. van der Laan", "Van der Laan", "Laan, M.J. van der", "MJvdL", "M.J.", "van der Laan", None, "L"),
    ("Anna Maria de Wit", "De Wit", "Wit, Anna Maria de", "AMdW", "Anna Maria", "de Wit", None, "W"),
    ("Jan Willem Smit", "Smit", "Smit, Jan Willem", "JWS", "Jan Willem", "Smit", None, "S"),
    ("Noor Vink-Haverkamp", "Vink-Haverkamp", "Vink-Haverkamp, Noor", "NVH", "Noor", "Vink-Haverkamp", None, "V"),
    ("Piet op de Horst", "Op de Horst", "Horst, Piet op de", "PodH", "Piet", "op de Horst", None, "H"),
    ("Lies van ‘t Zand", "Van ’t Zand", "Zand, Lies van ’t", "LvtZ", "Lies", "van ’t Zand", "zand  van t  lies", "Z"),
    ("Bram 't Jong", "’t Jong", "Jong, Bram ’t", "BtJ", "Bram", "’t Jong", "jong  t  bram", "J"),
    ("Eva in 't Groen", "In ’t Groen", "Groen, Eva in ’t", "EitG", "Eva", "in ’t Groen", None, "G"),
    ("Fons d'Arco", "d’Arco", "Arco, Fons d’", "FdA", "Fons", "d’Arco", "arco  d  fons", "A"),
    ("Jeanne de l'Orme", "De l’Orme", "Orme, Jeanne de l’", "JdlO", "Jeanne", "de l’Orme", None, "O"),
    ("Otto von der Heide", "Von der Heide", "Heide, Otto von der", "OvdH", "Otto", "von der Heide", None, "H"),
    ("Samira el Idrissi", "El Idrissi", "Idrissi, Samira el", "SeI", "Samira", "el Idrissi", None, "I"),
    ("Samira El Idrissi", "El Idrissi", "Idrissi, Samira El", "SEI", "Samira", "El Idrissi", None, "I"),
    ("Karim ben Salah", "Ben Salah", "Salah, Karim ben", "KbS", "Karim", "ben Salah", None, "S"),
    ("Jan Ben Smit", "Smit", "Smit, Jan Ben", "JBS", "Jan Ben", "Smit", None, "S"),
    ("Al Bakker", "Bakker", "Bakker, Al", "AB", "Al", "Bakker", None, "B"),
    ("Op de Weide", "Op de Weide", "Weide, Op de", "OdW", "", "Op de Weide", "weide  op de", "W"),
    ("Els van der Ven-van Dijk", "Van der Ven-van Dijk", "Ven-van Dijk, Els van der", "EvdVvD", "Els", None, None, "V"),
    ("mevrouw Bos-van der Meer", "Bos-van der Meer", "Bos-van der Meer, mevrouw", "BvdM", "", None, None, "B"),
    ("de heer Van der Meer", "Van der Meer", "Meer, de heer Van der", "VdM", "", "Van der Meer", None, "M"),
    ("prof. dr. Ada de Boer", "De Boer", "Boer, prof. dr. Ada de", "AdB", "Ada", "de Boer", "boer  de  ada", "B"),
    ("mevrouw Kok", "Kok", "Kok, mevrouw", "K", "", "Kok", "kok", "K"),
    ("Victor D'Hoop", "D’Hoop", "D’Hoop, Victor", "VD", "Victor", "D’Hoop", "dhoop    victor", "D"),
    ("Shay O'Hara", "O’Hara", "O’Hara, Shay", "SO", "Shay", "O’Hara", "ohara    shay", "O"),
    ("Shay O‘Hara", "O’Hara", "O’Hara, Shay", "SO", "Shay", "O’Hara", "ohara    shay", "O"),
    ("Bo Wald'Or", "Wald’Or", "Wald’Or, Bo", "BW", "Bo", "Wald’Or", "waldor    bo", "W"),
    ("bo kok", "kok", "kok, bo", "bk", "bo", "kok", "kok    bo", "K"),
    ("Wim 's Graaf", "’s Graaf", "Graaf, Wim ’s", "WsG", "Wim", "’s Graaf", "graaf  s  wim", "G"),
    ("Jan 'Jantje' Pol", "Pol", "Pol, Jan 'Jantje'", "JJP", "Jan 'Jantje'", "Pol", "pol    jan jantje", "P"),
    ("Jan 'Tinus' Pol", "Pol", "Pol, Jan 'Tinus'", "JTP", "Jan 'Tinus'", "Pol", "pol    jan tinus", "P"),
    ("Jean-Paul Smit", "Smit", "Smit, Jean-Paul", "JPS", "Jean-Paul", "Smit", "smit    jean paul", "S"),
    ("Jan-Piet van Loon", "Van Loon", "Loon, Jan-Piet van", "JPvL", "Jan-Piet", "van Loon", None, "L"),
    ("Anna Maria Bos-ten Cate", "Bos-ten Cate", "Bos-ten Cate, Anna Maria", "AMBtC", "Anna Maria", None, None, "B"),
    ("Jan van de", "Van de", "de, Jan van", "Jvd", "Jan", "van de", "de  van  jan", "D"),
    ("Jan ‘Jantje’ Pol", "Pol", "Pol, Jan ‘Jantje’", "JJP", "Jan ‘Jantje’", "Pol", "pol    jan jantje", "P"),
    ("IJsbrand IJzer", "IJzer", "IJzer, IJsbrand", "IJIJ", "IJsbrand", "IJzer", "ijzer    ijsbrand", "I"),
    ("Øyvind Ångdal", "Ångdal", "Ångdal, Øyvind", "ØÅ", "Øyvind", "Ångdal", "angdal    oyvind", "A"),
    ("Иван Петров", "Петров", "Петров, Иван", "ИП", "Иван", "Петров", "петров    иван", "#"),
    ("Krabbel", "Krabbel", "Krabbel", "K", "Krabbel", "", "krabbel", "K"),
    ("3voor12", "3voor12", "3voor12", "3", "3voor12", "", "3voor12", "#"),
    ("van", "van", "van", "v", "van", "", "van", "V"),
    ("mevrouw", "mevrouw", "mevrouw", "m", "mevrouw", "", "mevrouw", "M"),
    ("  Saar \u00a0 Dekkers ", "Dekkers", "Dekkers, Saar", "SD", "Saar", "Dekkers", None, "D"),
]


@pytest.mark.parametrize(
    ("written", "last", "register", "initials", "given_", "family", "sort", "letter"),
    DUTCH,
    ids=[row[0] for row in DUTCH],
)
def test_a_dutch_name_written_as_one_text(
    written: str,
    last: str,
    register: str,
    initials: str,
    given_: str,
    family: str | None,
    sort: str | None,
    letter: str,
) -> None:
    name = make_name(name=written)
    assert (name.last, name.register, name.initials, name.given) == (last, register, initials, given_)
    assert name.letter == letter
    assert family is None or name.family == family
    assert sort is None or name.sort == sort


def test_the_full_name_is_as_written_with_single_spaces_and_curly_apostrophes() -> None:
    assert make_name(name=" dr.  Lies van ‘t  Zand").full == "dr. Lies van ’t Zand"
    assert make_name(name="Fons d' Arco").full == "Fons d’ Arco"


OPENING = "van den der de het ’t ’s te ten ter in op uit aan bij over onder tot toe voor von vom zu zum zur"
TITLES = "mevrouw mevr. mw. meneer dhr. prof. dr. drs. mr. ir. ing. Dr."
LATER = "du des la le les da das do dos di del della el al bin ibn ben"


@pytest.mark.parametrize("particle", [*OPENING.split(), *LATER.split()])
def test_every_particle_is_split_off(particle: str) -> None:
    name = make_name(name=f"Saar {particle} Dekkers")
    assert (name.register, name.sort) == (f"Dekkers, Saar {particle}", f"dekkers  {slug(particle)}  saar")
    assert make_name(name=f"Bos-{particle} Dekkers").register == f"Bos-{particle} Dekkers"


@pytest.mark.parametrize("particle", OPENING.split())
def test_a_name_may_begin_with_a_particle(particle: str) -> None:
    assert make_name(name=f"{particle} Dekkers").register == f"Dekkers, {particle}"


@pytest.mark.parametrize("word", LATER.split())
def test_a_name_may_begin_with_what_only_looks_like_a_particle(word: str) -> None:
    assert make_name(name=f"{word.title()} Dekkers").given == word.title()


@pytest.mark.parametrize("title", TITLES.split())
def test_a_title_is_printed_but_is_no_given_name(title: str) -> None:
    name = make_name(name=f"{title} Saar Dekkers")
    assert (name.full, name.register, name.given) == (f"{title} Saar Dekkers", f"Dekkers, {title} Saar", "Saar")
    assert (name.initials, name.sort) == ("SD", "dekkers    saar")


@pytest.mark.parametrize("word", ["Dr", "Mr", "Ing", "dhra"])
def test_a_word_that_only_looks_like_a_title_is_a_given_name(word: str) -> None:
    assert make_name(name=f"{word} Dekkers").given == word


BELGIAN = [
    ("Tom Van Acker", "Van Acker", "Van Acker, Tom", "Van Acker", "van acker  tom", "V"),
    ("Els de Groote", "de Groote", "de Groote, Els", "de Groote", "de groote  els", "D"),
    ("Mark Vandenbroeke", "Vandenbroeke", "Vandenbroeke, Mark", "Vandenbroeke", "vandenbroeke  mark", "V"),
    ("Luc d'Hoop", "d’Hoop", "d’Hoop, Luc", "d’Hoop", "dhoop  luc", "D"),
    ("mevrouw Van der Ven-Van Dijk", "Van der Ven-Van Dijk", "Van der Ven-Van Dijk, mevrouw", None, None, "V"),
    ("Krabbel", "Krabbel", "Krabbel", "", "krabbel", "K"),
]


@pytest.mark.parametrize(
    ("written", "last", "register", "family", "sort", "letter"), BELGIAN, ids=[row[0] for row in BELGIAN]
)
def test_a_belgian_name_stays_as_registered_and_stands_under_its_particle(
    written: str, last: str, register: str, family: str | None, sort: str | None, letter: str
) -> None:
    name = make_name(name=written, style="be")
    assert (name.last, name.register, name.letter) == (last, register, letter)
    assert family is None or name.family == family
    assert sort is None or name.sort == sort


def test_the_style_decides_the_letter() -> None:
    assert make_name(name="Joris van Duin").letter == "D"
    assert make_name(name="Joris van Duin", style="be").letter == "V"


def test_a_name_from_its_parts() -> None:
    assert make_name(given="Joris", prefix="van", family="Duin") == make_name(name="Joris van Duin")
    assert make_name(given="Fons", prefix="d'", family="Arco") == make_name(name="Fons d’Arco")
    assert make_name(given="Tom", prefix="Van", family="Acker", style="be") == make_name(
        name="Tom Van Acker", style="be"
    )
    assert make_name(given="Krabbel") == make_name(name="Krabbel")


def test_parts_say_what_the_text_cannot() -> None:
    name = make_name(given="Ana", family="Silva Ramos")
    assert (name.full, name.register, name.initials) == ("Ana Silva Ramos", "Silva Ramos, Ana", "ASR")
    assert make_name(given="Ana", prefix="van").register == "van, Ana"
    assert make_name(family="Dekkers").register == "Dekkers"
    assert make_name(prefix="van").full == "van"
    assert make_name(given="Jan", family="Wald’ Smit").full == "Jan Wald’ Smit"
    assert make_name(name="Annie S.", given="Ana", family="Silva").full == "Annie S."


def test_a_group_stays_as_written() -> None:
    name = make_name(name="Kantine  'De Kraan' van 4", style="as-is")
    written = "Kantine 'De Kraan' van 4"
    assert msgspec.structs.astuple(name) == (written, written, written, "KDKv4", "", "", "kantine de kraan van 4", "K")
    under_scores = make_name(name="_noor_vink_", style="as-is")
    assert (under_scores.initials, under_scores.sort) == ("n", "noor vink")
    parts = make_name(given="Li", family="Na", style="as-is")
    assert (parts.full, parts.register, parts.given, parts.family) == ("Li Na", "Li Na", "Li", "Na")


@pytest.mark.parametrize("style", ["nl", "be", "as-is"])
def test_a_given_key_replaces_the_computed_one(style: NameStyle) -> None:
    name = make_name(name="The Beadles", style=style, sort="Beadles, Thé")
    assert (name.sort, name.letter, name.full) == ("beadles the", "B", "The Beadles")
    assert make_name(name="Krabbel", style=style, sort="Schets").letter == "S"


@pytest.mark.parametrize("style", ["nl", "be", "as-is"])
def test_nothing_gives_empty_forms(style: NameStyle) -> None:
    assert make_name(style=style) == Name("", "", "", "", "", "", "", "#")


def test_another_style_is_refused() -> None:
    with pytest.raises(ValueError, match="'de' is not nl, be or as-is"):
        make_name(name="Saar", style="de")  # type: ignore[arg-type]


def test_a_name_is_frozen() -> None:
    with pytest.raises(AttributeError):
        make_name(name="Saar").full = "Noor"  # type: ignore[misc]


def test_the_register_in_order() -> None:
    written = [
        "Zoë de Jong",
        "Ab Jong",
        "Ab de Jong",
        "Ab Jong Baw",
        "Eva IJs",
        "Eva Ik",
        "Bo Öst",
        "Bo Ost-Vink",
        "Bo Os",
    ]
    by_key = sorted((make_name(name=name) for name in written), key=lambda name: name.sort)
    assert [name.register for name in by_key] == [
        "Baw, Ab Jong",
        "IJs, Eva",
        "Ik, Eva",
        "Jong, Ab",
        "Jong, Ab de",
        "Jong, Zoë de",
        "Os, Bo",
        "Öst, Bo",
        "Ost-Vink, Bo",
    ]
    longer = make_name(given="Ab", family="Jong Baw")
    assert make_name(name="Zoë de Jong").sort < longer.sort < make_name(name="Ab Jonge").sort


SLUGS = [
    ("Jeroen Hüpscher", "jeroen-hupscher"),
    ("Joris van Duin", "joris-van-duin"),
    ("Straße", "strasse"),
    ("GROẞ", "gross"),
    ("Søren Łuków", "soren-lukow"),
    ("Ærø & Œuvre", "aero-oeuvre"),
    ("ĳsvrij IJmuiden", "ijsvrij-ijmuiden"),
    ("Þór Đorđe ıl", "thor-dorde-il"),
    ("Ðað Ħaħ Ŧaŧ", "dad-hah-tat"),
    ("ﬁets 𝐀", "fiets-a"),
    ("V&D", "v-d"),
    ("Fons d’Arco en foto's", "fons-darco-en-fotos"),
    ("’t Zand", "t-zand"),
    ("10.000 m² – ½", "10-000-m2-1-2"),
    ("  --Wat?! Nu…--  ", "wat-nu"),
    ("cafe\u0301", "cafe"),
    ("Иван Vink", "vink"),
    ("Иван", ""),
    ("北京", ""),
    ("٣", ""),
    ("", ""),
    ("&", ""),
]


@pytest.mark.parametrize(("text", "expected"), SLUGS, ids=[row[0] for row in SLUGS])
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_a_long_slug_is_cut_between_words() -> None:
    assert slug("abcdefghi " * 9) == "-".join(["abcdefghi"] * 8)  # 79 characters; nine words would be 89
    assert slug("a" * 39 + " " + "b" * 40 + " c") == "a" * 39 + "-" + "b" * 40
    assert slug("a" * 39 + " " + "b" * 41) == "a" * 39
    assert slug("a" * 39 + " " + "b" * 40) == "a" * 39 + "-" + "b" * 40
    assert slug("a" * 39 + " " + "b" * 41 + " c") == "a" * 39
    assert slug("x" * 81) == "x" * 80


@given(st.text())
@example("ŉ-İ.ẞ")
@example("a" * 79 + " b")
def test_a_slug_is_an_id_or_nothing_and_its_own_slug(text: str) -> None:
    made = slug(text)
    assert re.fullmatch(r"([a-z0-9][a-z0-9-]*)?", made)
    assert len(made) <= 80
    assert slug(made) == made


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Noor  Vink", "noor vink"),
        ("Zoë\u00a0Öst", "Zoe Ost"),
        ("Zoe\u0308", "Zoë"),
        ("Søren", "Soren"),
        ("van ’t Zand", "van 't Zand"),
        ("van ‘t Zand", "van `t Zand"),
        ("van ʼt Zand", "van 't Zand"),
        ("Vink–Haverkamp", "Vink-Haverkamp"),
        ("Zoë `", "Zoë '"),
        ("Vink‐Haverkamp", "Vink-Haverkamp"),
        ("GROSS", "groß"),
        ("한글", "\u1112\u1161\u11ab\u1100\u1173\u11af"),
    ],
)
def test_names_that_are_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Vink", "Vonk"), ("Noor Vink", "NoorVink"), ("कि", "क"), ("が", "か"), ("Vink-H", "Vink H")]
)
def test_names_that_differ(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_a_folded_name_stays_the_same(text: str) -> None:
    assert fold(fold(text)) == fold(text)


WORDS = st.sampled_from(
    ["Saar", "van", "de", "'t", "d'Arco", "Bos-van", "dr.", "de heer", "Zoë", "El", "N.C.", "’", "-", "4"]
)


@given(st.lists(WORDS, max_size=6).map(" ".join), st.sampled_from(["nl", "be", "as-is"]))
def test_every_form_of_any_name_holds_together(written: str, style: NameStyle) -> None:
    name = make_name(name=written, style=style)
    assert (
        sorted(re.findall(r"\w", name.register))
        == sorted(re.findall(r"\w", name.full))
        == sorted(re.findall(r"\w", written))
    )
    assert name.last.casefold() in name.full.replace("d’ ", "d’").casefold()
    assert name.sort == name.sort.strip()
    assert name.letter == "#" or name.sort.startswith(name.letter.lower())
