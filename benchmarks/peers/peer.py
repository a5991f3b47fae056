"""What the benchmark has to know of a static site generator."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
from abc import ABC, abstractmethod
from pathlib import Path

from benchmarks.corpus import Corpus, Interview, Person, front_matter

SITES = Path(__file__).resolve().parent.parent / "sites"


class MissingError(Exception):
    """A generator, or what it needs, is not installed; the message says what was looked for."""


class Peer(ABC):
    """A generator. `tools` is the folder in which peers are installed."""

    name: str  # of its folder in sites/, and on the command line
    title: str
    output = "public"
    kept: tuple[str, ...] = ()  # what builds keep for the next one
    drawings = "assets/sketches"  # the folder of originals
    feed = "feed.xml"
    note = ""  # what a reader of the table should know

    def __init__(self, tools: Path = Path()) -> None:
        self.tools = tools.resolve()

    # -- what each one says for itself

    @abstractmethod
    def version(self) -> str:
        """The version that is installed. Raises MissingError."""

    @abstractmethod
    def build(self, site: Path) -> list[str]:
        """The command that builds, run in the folder of the site."""

    @abstractmethod
    def serve(self, site: Path, port: int) -> list[str]:
        """The command of its development server."""

    def environment(self) -> dict[str, str]:
        """What it needs in the environment."""
        return {}

    def interview(self, interview: Interview) -> dict[str, object]:
        """The front matter of an interview: the same values for all, under the names that the generator wants."""
        keys: dict[str, object] = {
            "title": interview.title,
            "date": interview.date,
            "lang": interview.lang,
            "speakers": interview.speakers,
            "interviewer": interview.interviewer,
            "topics": interview.topics,
            "summary": interview.summary,
            "core_message": interview.core_message,
            "qa": [{"question": question, "answer": answer} for question, answer in interview.exchanges],
        }
        if interview.drawing:
            keys["sketch"] = {"image": interview.drawing, "alt": interview.alt, "caption": interview.caption}
        return keys

    def person(self, person: Person) -> dict[str, object]:
        """The front matter of a speaker."""
        return {"title": person.name, "role": person.role, "organisation": person.organisation}

    def person_path(self, person: Person) -> str:
        """Where the file of a speaker lies."""
        return f"content/speakers/{person.id}.md"

    def before_preview(self, site: Path) -> None:
        """Make a site what its last build left, when it has been served."""
        del site

    # -- what they have in common

    def prepare(self, corpus: Corpus, site: Path, originals: Path) -> None:
        """Write a whole site: templates, texts, and the drawings, which are there already."""
        shutil.copytree(SITES / self.name, site, dirs_exist_ok=True)
        for interview in corpus:
            _write(self.source(site, interview.slug), front_matter(self.interview(interview), interview.background))
            if interview.drawing:
                _link(originals / interview.drawing, site / self.drawings / interview.drawing)
        for person in corpus.people:
            _write(site / self.person_path(person), front_matter(self.person(person), person.biography))

    def source(self, site: Path, slug: str) -> Path:
        """The file of an interview."""
        return site / "content" / "interviews" / f"{slug}.md"

    def clean(self, site: Path) -> None:
        """Remove all that builds have made."""
        for folder in (self.output, *self.kept):
            shutil.rmtree(site / folder, ignore_errors=True)


ANSWER = re.compile(r"(answer: \|\n +)")


def edit(source: Path, word: str) -> None:
    """Put a word at the beginning of the first answer, as an author who saves the file."""
    source.write_text(ANSWER.sub(rf"\g<1>{word} ", source.read_text("utf-8"), count=1), "utf-8")


def said_by(*command: str | Path) -> str:
    """What a command prints first. Raises MissingError."""
    try:
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise MissingError(f"{command[0]} can't be run") from error
    return (done.stdout or done.stderr).strip().partition("\n")[0]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _link(source: Path, target: Path) -> None:
    """The same file once more, or a copy where that can't be."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        try:
            os.link(source, target)
        except FileExistsError:
            raise
        except OSError:
            shutil.copyfile(source, target)
