"""Has a contender done all the work? What it has left undone makes its times worth nothing."""

from __future__ import annotations

import html
import math
import re
from collections import Counter
from pathlib import Path

import msgspec
from PIL import Image

from benchmarks.corpus import IN_FEED, LISTED, Corpus, Interview

SIZES = (("WEBP", 480), ("WEBP", 960), ("WEBP", 1600), ("JPEG", 960))
"""Of every drawing."""
_LOOKED_AT = 25  # pages that are read
_SUFFIXES = {".webp": "WEBP", ".jpg": "JPEG", ".jpeg": "JPEG"}


class Found(msgspec.Struct, frozen=True):
    """What is in an output folder; `lacking` says what is not, and is empty when all is there."""

    pages: int
    pictures: int
    picture_bytes: int
    lacking: tuple[str, ...]


def verify(corpus: Corpus, output: Path, feed: str) -> Found:
    """Look for all that was asked for, in all pages' names and some pages' words."""
    there = {path.parent.relative_to(output).as_posix() for path in output.rglob("index.html")}
    wanted = addresses(corpus)
    lacking = [f"{len(wanted - there)} of {len(wanted)} pages, such as {min(wanted - there)}"] if wanted - there else []
    lacking += _in_lists(corpus, output, feed)
    for interview in corpus.sample(_LOOKED_AT):
        if f"interviews/{interview.slug}" in there:
            page = (output / "interviews" / interview.slug / "index.html").read_text("utf-8")
            lacking += [f"{what} in {interview.slug}" for what in _on_page(corpus, interview, page)]
    pictures, size = _pictures(output) if corpus.drawings else (Counter[tuple[str, int]](), 0)
    for kind, width in SIZES:
        if corpus.drawings > pictures[kind, width]:
            lacking.append(f"{corpus.drawings - pictures[kind, width]} pictures in {kind} {width} pixels wide")
    return Found(len(wanted & there), sum(pictures[kind] for kind in SIZES), size, tuple(lacking))


def addresses(corpus: Corpus) -> set[str]:
    """The folder of each page that is asked for."""
    lists = math.ceil(corpus.interviews / LISTED)
    found = {".", *(f"page/{number}" for number in range(2, lists + 1))}
    found |= {f"interviews/{corpus.slug(number)}" for number in range(corpus.interviews)}
    found |= {f"speakers/{person.id}" for person in corpus.people}
    return found | {f"topics/{topic}" for topic in corpus.topics}


def _in_lists(corpus: Corpus, output: Path, feed: str) -> list[str]:
    """What the feed and the sitemap lack."""
    text = (output / feed).read_text("utf-8") if (output / feed).exists() else ""
    entries, asked = len(re.findall(r"<(?:entry|item)\b", text)), min(IN_FEED, corpus.interviews)
    lacking = [] if entries == asked else [f"{asked - entries} of {asked} entries of the feed"]
    listed = sum(path.read_text("utf-8").count("<loc>") for path in output.glob("sitemap*.xml"))
    asked = corpus.interviews + len(corpus.people) + len(corpus.topics)
    return [*lacking, f"{asked - listed} addresses in the sitemap"] if listed < asked else lacking


def _on_page(corpus: Corpus, interview: Interview, page: str) -> list[str]:
    """What the page of an interview lacks."""
    text, names = html.unescape(page), {person.id: person.name for person in corpus.people}
    words = {
        "the title": interview.title,
        "the summary": interview.summary,
        "the date": str(interview.date.year),
        **{f"the name of {id}": names[id] for id in interview.speakers},
        **{f"a link to {id}": f"/speakers/{id}/" for id in interview.speakers},
        **{f"a link to {topic}": f"/topics/{topic}/" for topic in interview.topics},
        **{f"question {n}": question for n, (question, _) in enumerate(interview.exchanges, 1)},
        **{f"answer {n}": last_words(answer) for n, (_, answer) in enumerate(interview.exchanges, 1)},
    }
    lacking = [what for what, wanted in words.items() if wanted not in text]
    written = interview.markdown
    marks = {
        "<strong>": written.count("**") // 2,
        "<em>": len(re.findall(r"(?<!\*)\*[^*]+\*(?!\*)", written)),
        "<blockquote": len(re.findall("^> ", written, re.MULTILINE)),
        "<li": len(re.findall("^- ", written, re.MULTILINE)),
        'href="https://example.org/': written.count("](https://example.org/"),
    }
    return lacking + [f"{asked - text.count(mark)} {mark}" for mark, asked in marks.items() if text.count(mark) < asked]


def last_words(answer: str) -> str:
    """What stands at the end of an answer behind its last mark, so that it can be looked for on a page."""
    return re.split(r"[*)\n]", answer)[-1].strip()


def _pictures(output: Path) -> tuple[Counter[tuple[str, int]], int]:
    """How many pictures there are of each kind and width, and the bytes of those that were asked for."""
    found, size = Counter[tuple[str, int]](), 0
    for path in output.rglob("*"):
        if path.suffix.lower() in _SUFFIXES:
            with Image.open(path) as picture:
                kind = (str(picture.format), picture.width)
            if kind in SIZES:
                found[kind] += 1
                size += path.stat().st_size
    return found, size
