"""The workload: interviews that nobody gave, the same ones for the same numbers.

    python benchmarks/corpus.py FOLDER --interviews 1000 [--drawings 100]

An interview is made from its number alone, so that a hundred thousand of them take no memory, and every contender is
handed the same words. This command writes them as a publication of ours.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import math
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import cast

TOPICS = 40
FIRST_DAY, DAYS = dt.date(2015, 1, 1), 3652  # ten years that are over: nothing is published later
LISTED, IN_FEED = 10, 20  # interviews on a page of the index, and in the feed

_WORDS = {
    "nl": """aandacht aarde adem akker ambacht antwoord avond bakker bedrijf beeld beginnen beïnvloeden belofte beton
        bezoek bladzijde bloem bodem boek boer bord brief brood brug brutaal buurt coöperatie creëren dak dansen deur
        dichtbij dijk dorp draad droom durven dwars eenvoud efficiënt eigenlijk enthousiaste fiets financiële foto
        gastvrij gebaar geduld geërgerd gemeente geïnspireerd gereedschap gesprek gezicht glas goed grens groente hand
        haven herinnering hout huis idee ideeën ijzer ingrediënt inkt jaar kaart keuken kleur klei knieën koffie kolom
        kunst laat landschap leerling leraar licht lijn luisteren maat maïs markt meedoen melk mening merken minuut
        mozaïek muur naaste officiële oever olieën onderzoek ontwerp oogst oriëntatie ouder papier patiënt poëzie
        potlood proef raam regel regen reünie ritme ruimte ruïne samen schaduw schets school schrijven steen stem
        straat tafel tekening toneel traag twijfel vacuüm variëren vergaderen verhaal verkeer vertrouwen verf vis vloer
        voeten vraag vriend vuur wachten wandelen water weefgetouw weten wijk wind winter woord zaad zee zeeën zoektocht
        zomer zorg zout zuinig""",
    "en": """ability across almost anchor answer apron archive attention bakery balance barely basket bench better
        bicycle borrow bread breath bridge budget building café careful carpenter chalk choir cliché climate
        clinic cloth colour committee copper corner courage craft crème curious decide déjà depth detail doorway doubt
        drawing early edge élan engine enough evening every façade factory farmer fellow fiancé field finally forest
        foundation friend furniture garden gesture grain harbour harvest history honest hour improvise influence
        ingredient instead island kettle kitchen ladder language later lathe learn letter library light listen local
        loom map margin market material meadow measure memory method mill minute moment museum naïve needle neighbour
        never night notebook nurse orchard ordinary paint paper patience pencil people pocket practice promise public
        question quiet rain rather recipe record repair résumé return river roof sailor school season seldom shadow
        shelter simple sketch slowly smörgåsbord soil something soon stairs stone story street studio surface table
        talk teacher texture thread together tomorrow tool trust unless village voice volunteer waiting walk water
        weaver welcome window winter wonder wood workshop yesterday""",
}
_VOCABULARY = {lang: tuple(words.split()) for lang, words in _WORDS.items()}
_GIVEN = "Aaf Ægir Amélie Björk Célia Daan Eloïse Fenne Gürkan Hanneke Iñigo Joëlla Kees Łucja Maël Naïma Øyvind Renske"
_FAMILY = "Aldershof Bælum Çakmak Draaisma Ebbinge Fauré Grünewald Hooijberg Içten Jørgensen Kampstra Lafèbre Muñiz"
_ROLES = "baker, bookbinder, bridge keeper, carpenter, gardener, nurse, potter, teacher, town clerk, weaver"
_PLAIN = str.maketrans("àâäáãåçèéêëíïîñóöôøúüûÆæÇŁØ", "aaaaaaceeeeiiinoooouuuAaCLO")


@dataclass(frozen=True, slots=True)
class Person:
    """A speaker."""

    id: str
    name: str
    role: str
    organisation: str
    biography: Markdown


@dataclass(frozen=True, slots=True)
class Interview:
    """All that is written of one interview. `drawing` is a file name, or empty."""

    slug: str
    title: str
    date: dt.date
    lang: str
    speakers: list[str]
    interviewer: str
    topics: list[str]
    summary: str
    core_message: Markdown
    exchanges: tuple[tuple[str, Markdown], ...]
    background: Markdown
    drawing: str
    alt: str
    caption: str

    @property
    def markdown(self) -> str:
        """Everything in it that is Markdown and is shown on its page."""
        return "\n".join([self.core_message, self.background, *(answer for _, answer in self.exchanges)])


class Markdown(str):
    """A text that is written over several lines."""

    __slots__ = ()


@dataclass(frozen=True)
class Corpus:
    """So many interviews, the first of them with drawings. A quarter as many people are interviewed."""

    interviews: int
    drawings: int = 0

    def __iter__(self) -> Iterator[Interview]:
        return map(self.interview, range(self.interviews))

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """All speakers."""
        return tuple(map(_person, range(max(1, self.interviews // 4))))

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """All topics; every one of them is used."""
        words = [word for word in _VOCABULARY["nl"] if word.isascii()]
        return tuple(f"{words[3 * n]}-{n:02d}" for n in range(min(TOPICS, self.interviews)))

    def slug(self, number: int) -> str:
        """The last part of an interview's address."""
        words = _VOCABULARY["nl"]
        return f"{_folded(words[number * 7 % len(words)])}-{_folded(words[number * 3 % len(words)])}-{number:06d}"

    def sample(self, most: int) -> list[Interview]:
        """Some interviews from all over."""
        return [self.interview(number) for number in range(0, self.interviews, math.ceil(self.interviews / most))]

    def interview(self, number: int) -> Interview:
        """The interview with this number."""
        rng = random.Random(f"interview {number}")
        write = _Writer(rng, rng.choice(("nl", "en")))
        people, topics = self.people, self.topics
        speakers = [people[number % len(people)], *rng.sample(people, int(rng.random() < 0.2))]
        return Interview(
            slug=self.slug(number),
            title=write.words(4, 8),
            date=FIRST_DAY + dt.timedelta(days=rng.randrange(DAYS)),
            lang=write.lang,
            speakers=list(dict.fromkeys(person.id for person in speakers)),
            interviewer=_name(rng),
            topics=list(dict.fromkeys([topics[number % len(topics)], rng.choice(topics), rng.choice(topics)])),
            summary=write.sentence(18, 26),
            core_message=write.paragraph(35),
            exchanges=tuple((f"{write.words(6, 12)}?", write.answer()) for _ in range(rng.choice((7, 8, 8, 8, 9)))),
            background=Markdown(f"{write.paragraph(60)}\n\n{write.paragraph(60)}"),
            drawing=drawing_name(number) if number < self.drawings else "",
            alt=write.sentence(10, 14),
            caption=write.sentence(6, 10),
        )


def drawing_name(number: int) -> str:
    """The file name of a drawing."""
    return f"sheet-{number:04d}.jpg"


def _person(number: int) -> Person:
    rng = random.Random(f"person {number}")
    write, name = _Writer(rng, "en"), _name(rng)
    id = f"{_folded(name).replace(' ', '-')}-{number:05d}"
    return Person(id, name, rng.choice(_ROLES.split(", ")), write.words(2, 3), write.paragraph(60))


def _name(rng: random.Random) -> str:
    return f"{rng.choice(_GIVEN.split())} {rng.choice(_FAMILY.split())}"


def _folded(text: str) -> str:
    return text.translate(_PLAIN).lower()


class _Writer:
    """Writes in one language, by chance."""

    def __init__(self, rng: random.Random, lang: str) -> None:
        self.rng, self.lang = rng, lang

    def words(self, least: int, most: int) -> str:
        """Some words, the first with a capital."""
        return _begun(" ".join(self.rng.sample(_VOCABULARY[self.lang], self.rng.randint(least, most))))

    def sentence(self, least: int, most: int) -> str:
        return f"{self.words(least, most)}."

    def marked(self, least: int, most: int) -> str:
        """A sentence with emphasis or a link in it."""
        words = self.rng.sample(_VOCABULARY[self.lang], self.rng.randint(least, most))
        place = self.rng.randrange(1, len(words))
        word = words[place]
        link = f"[{word}](https://example.org/{_folded(word)}/)"
        words[place] = self.rng.choices((f"*{word}*", f"**{word}**", link), (4, 3, 3))[0]
        return _begun(" ".join(words)) + "."

    def paragraph(self, words: int) -> Markdown:
        """About so many words."""
        sentences = []
        while words > 0:
            write = self.marked if self.rng.random() < 0.3 else self.sentence
            sentences.append(write(8, min(18, max(8, words))))
            words -= sentences[-1].count(" ") + 1
        return Markdown(" ".join(sentences))

    def answer(self) -> Markdown:
        """About 82 words: one paragraph, or two, or with a list, or with a quotation."""
        kind = self.rng.random()
        if kind < 0.15:
            points = "\n".join(f"- {self.marked(5, 9)}" for _ in range(3))
            parts = [self.paragraph(32), points, self.paragraph(22)]
        elif kind < 0.25:
            parts = [self.paragraph(38), f"> {self.sentence(10, 16)}", self.paragraph(25)]
        elif kind < 0.55:
            parts = [self.paragraph(38), self.paragraph(34)]
        else:
            parts = [self.paragraph(79)]
        return Markdown("\n\n".join(parts))


def _begun(text: str) -> str:
    return text[0].upper() + text[1:]


# ------------------------------------------------------------------------------------------------------ as files


def front_matter(keys: Mapping[str, object], body: str) -> str:
    """A file with YAML in front. What is not Markdown is written as JSON, which is YAML as well."""
    return f"---\n{''.join(_mapping(keys, ''))}---\n\n{body}\n"


def _mapping(keys: Mapping[str, object], indent: str) -> Iterable[str]:
    for key, value in keys.items():
        match value:
            case Markdown():
                yield f"{indent}{key}: |\n"
                yield from (f"{indent}  {line}\n" if line else "\n" for line in value.splitlines())
            case dict():
                yield f"{indent}{key}:\n"
                yield from _mapping(value, f"{indent}  ")
            case [dict(), *_]:
                yield f"{indent}{key}:\n"
                for entry in cast(list[dict[str, object]], value):
                    first, *rest = _mapping(entry, f"{indent}    ")
                    yield f"{indent}  - {first.lstrip()}"
                    yield from rest
            case dt.date():
                yield f"{indent}{key}: {value}\n"
            case _:
                yield f"{indent}{key}: {json.dumps(value, ensure_ascii=False)}\n"


def main() -> None:
    from benchmarks.peers.ours import Ours

    parser = argparse.ArgumentParser(description="Write the workload as a publication of ours.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--interviews", type=int, default=1000)
    parser.add_argument("--drawings", type=int, default=0)
    given = parser.parse_args()
    corpus = Corpus(given.interviews, given.drawings)
    Ours().prepare(corpus, given.folder, given.folder / "assets")
    print(f"{corpus.interviews} interviews, {len(corpus.people)} speakers, {corpus.drawings} drawings")


if __name__ == "__main__":
    main()
