"""However much there is of something, it is built within bounded memory and time, or refused by name of the limit.

Every case runs in a process of its own that the system ends when it takes more than MEMORY or SECONDS of a processor.
A cost that grows with the square of the size is far beyond them.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pictures import drawing, encoded
from tests.publication import NOW, SITE, Publication, tiny

ROOT = Path(__file__).resolve().parent.parent
MEMORY = 1_000_000_000  # bytes of address space; an interview of 5 MB takes up to half of it
SECONDS = 30  # of one processor
MANY = 20_000
HEAD = "---\ntitle: Groot\ndate: 2026-03-14\nspeakers: [ada]\n"
ONE = HEAD + "qa:\n  - question: Waarom?\n    answer: |\n      {}\n---\n{}\n"


def limited() -> None:
    """Let the process that begins have only so much."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def run(publication: Publication, command: str = "build") -> subprocess.CompletedProcess[str]:
    """Run a command within the limits."""
    line = [sys.executable, "-m", "site_builder", command, str(publication.root), "--date", NOW.isoformat()]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [*line, "--workers", "1"], env=environment, capture_output=True, text=True, check=False, preexec_fn=limited
    )


def refused(publication: Publication, *parts: str) -> None:
    """The build ends with 1, and its first problem has these parts: a file, a limit, what to do."""
    done = run(publication)
    assert 1 == done.returncode, (done.returncode, done.stderr[:500])
    for part in parts:
        assert part in done.stderr[:500]


def in_front(answer: Callable[[int], str], question: str = "Vraag {}?") -> str:
    """An interview with many questions in its front matter."""
    asked = (f"  - question: {question.format(n)}\n    answer: |\n      {answer(n)}\n" for n in range(MANY))
    return f"{HEAD}qa:\n{''.join(asked)}---\n"


BUILT: dict[str, Callable[[], str]] = {
    "questions in the front matter": lambda: in_front(lambda n: f"Antwoord {n}.", "Waarom?"),
    "questions in the body": lambda: f"{HEAD}---\n" + "".join(f"## Waarom?\n\nOm {n}.\n\n" for n in range(MANY)),
    "footnotes": lambda: ONE.format("Ja.", "".join(f"Woord[^{n}].\n\n[^{n}]: Noot.\n\n" for n in range(MANY))),
    "links": lambda: ONE.format("Ja.", "".join(f"[{n}](/speakers/ada/)\n\n" for n in range(MANY))),
    "remarks in a paragraph": lambda: ONE.format("".join(f"Ja [lacht {n}]{{.remark}} en " for n in range(MANY)), ""),
    "a line of words": lambda: ONE.format("woord " * 800_000, ""),
    "a heading of spaces": lambda: ONE.format("Ja.", f"### a{' ' * 4_800_000}{{b"),
}
REFUSED: dict[str, tuple[Callable[[], str], str]] = {
    "broken links in answers": (lambda: in_front(lambda n: f"Zie [{n}](/weg-{n}/)."), "8:11: error[link-broken]"),
    "refused links in answers": (lambda: in_front(lambda n: f"[{n}](javascript:x)"), "8:7: error[link-refused]"),
    "unknown footnotes": (
        lambda: ONE.format("Ja.", "".join(f"Woord[^{n}]\n\n" for n in range(MANY))),
        "error[footnote-without-text]",
    ),
    "unknown keys": (
        lambda: HEAD + "".join(f"titl-{n}: a\n" for n in range(MANY)) + "---\n",
        "5:1: error[unknown-key]",
    ),
    "turns of strangers": (
        lambda: ONE.format("\n\n      ".join(f"@bo-{n}: Woord." for n in range(MANY)), ""),
        "error[turn-of-stranger]",
    ),
    "braces on a line": (lambda: ONE.format("Ja.", "[a]{.b " * 600_000), "10:1: error[attributes-malformed]"),
    "quotations in each other": (lambda: ONE.format("Ja.", ">" * 2_000_000 + " a"), "10:101: error[text-too-deep]"),
    "speakers": (
        lambda: HEAD.replace("[ada]", f"[{', '.join(f'Bo Bos{n}' for n in range(10_000))}]") + "---\n",
        "4:11: error[list-too-long]: `speakers` has 10000 entries, and there can be 500",
    ),
    "an answer of 50 MB": (lambda: ONE.format("woord " * 8_400_000, ""), "error[file-too-large]: the file has 50.5 MB"),
    "front matter of 50 MB": (lambda: f"{HEAD}extra: {{a: {'b' * 50_000_000}}}\n---\n", "error[file-too-large]"),
    "headings of 50 MB": (lambda: ONE.format("Ja.", "### Kop\n\n" * 5_600_000), "error[file-too-large]"),
}


@pytest.mark.parametrize("name", BUILT)
def test_much_is_built(tmp_path: Path, name: str) -> None:
    """Twenty thousand of something, or one line of five megabytes, become a page."""
    publication = tiny(tmp_path)
    publication.write("content/interviews/groot.md", BUILT[name]())
    done = run(publication)
    assert 0 == done.returncode, (done.returncode, done.stderr[:500])
    assert (publication.public / "interviews/groot/index.html").stat().st_size > 100_000


@pytest.mark.parametrize("name", REFUSED)
def test_much_is_refused(tmp_path: Path, name: str) -> None:
    """Twenty thousand mistakes are all told; what is too much is refused with file, line, limit and what to do."""
    publication = tiny(tmp_path)
    text, says = REFUSED[name]
    publication.write("content/interviews/groot.md", text())
    refused(publication, "content/interviews/groot.md:", says, "    help: ")


def test_settings_of_50_megabytes(publication: Publication) -> None:
    """Settings are files like any other."""
    publication.write("content/site.yaml", f"{SITE}description: {'a' * 50_000_000}\n")
    refused(publication, "content/site.yaml:1:1: error[file-too-large]", "more than 5 MB are not read", "    help: ")


def test_a_file_that_is_larger_than_memory(publication: Publication) -> None:
    """A film, or a text by mistake, is looked at piece by piece."""
    film = publication.write("assets/film.mp4", b"film")
    publication.interview("brug", video="{file: film.mp4}")
    os.truncate(film, MEMORY + 1)
    done = run(publication, "check")
    assert 0 == done.returncode, done.stderr[:500]
    text = publication.write("content/interviews/groot.md", HEAD)
    os.truncate(text, MEMORY + 1)
    refused(publication, "content/interviews/groot.md:1:1: error[file-too-large]", "more than 5 MB are not read")


def test_a_picture_with_a_huge_header(publication: Publication) -> None:
    """What stands before the pixels of a picture may be longer than they are, and does no harm."""
    whole = encoded(drawing(), "PNG")
    size = 100_000_000
    chunk = size.to_bytes(4, "big") + b"tEXt" + b"a\0" + b"b" * (size - 2) + b"\0\0\0\0"
    publication.write("content/interviews/sheet.png", whole[:33] + chunk + whole[33:])
    publication.interview("brug", sketch="{image: sheet.png, alt: Twee oevers}")
    refused(publication, "content/interviews/brug.md:", "error[picture-damaged]", "    help: export it again")


def test_very_many_files(publication: Publication) -> None:
    """Files with nothing in them are each told, however many there are."""
    folder = publication.root / "content/interviews"
    for number in range(3_000):
        (folder / f"leeg-{number}.md").touch()
    done = run(publication)
    assert 1 == done.returncode, done.stderr[:500]
    assert 3_000 == done.stderr.count("error[front-matter-missing]")
