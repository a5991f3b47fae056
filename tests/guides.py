"""The pages in docs/ as a reader meets them: their fences, their links, and the commands that they tell to type.

The word behind a fence's language says what to do with it:

    markdown content/pages/about.md   a file of the publication, as are `yaml`, `html` and `css` with a path
    yaml interview                    a part of an interview or an `article`; it gets what it lacks
    markdown wrong content/…          a file with a mistake, for the command that follows
    sh run                            commands that are typed in this order, in the folder of the publication
    text said                         what the last of them prints
    sh, text                          commands that are only looked at, and what nobody types

In addresses, `you` is the account of the reader, who writes another name for it.

Between fences a comment does what the sentences around it say: it types a command, or takes words out of a file until
they are put back.

    <!-- site-builder build -->
    <!-- take out of content/interviews/first-interview.md: On the other bank. -->
    <!-- put it back -->
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click

from site_builder.cli import commands
from site_builder.manual import anchors
from tests.pictures import drawing, encoded
from tests.publication import Publication

ROOT = Path(__file__).resolve().parent.parent
DOCS = {path.name: path.read_text("utf-8") for path in sorted((ROOT / "docs").glob("*.md"))}
PAGES = {f"docs/{name}": text for name, text in DOCS.items()} | {
    name: (ROOT / name).read_text("utf-8") for name in ("README.md", "CONTRIBUTING.md")
}
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
ACCOUNT = re.compile(r"//you\.(?=(?:github\.io|gitlab\.io|codeberg\.page)\b)")
PICTURES = ("sheet.jpg", "sheet-2.jpg", "mira.jpg", "chart.png", "logo.png")

_FENCE = re.compile(r"^```(.*)\n((?:.*\n)*?)```$", re.MULTILINE)
_FILE = r"(?:content|themes|templates)/\S+"
INFO = re.compile(
    r"text(?: said)?|sh(?: run)?|console|(?:markdown|yaml) (?:article|interview)"
    rf"|(?:markdown|yaml|html|css)(?: wrong)? {_FILE}"
)


class Fence(NamedTuple):
    """What stands between two lines of ```: the words behind the first, and the text."""

    info: str
    text: str


def fences(text: str) -> list[Fence]:
    """The fences of a page, in order."""
    return [Fence(*found) for found in _FENCE.findall(text)]


_COMMENT = re.compile(r"^<!-- (site-builder .*|take out of \S+: .*|put it back) -->$", re.MULTILINE)


def steps(text: str) -> list[Fence]:
    """What a page does, in order: its fences, and comments, whose text is empty."""
    found = [(m.start(), Fence(*m.groups())) for m in _FENCE.finditer(text)]
    found += [(m.start(), Fence(m[1], "")) for m in _COMMENT.finditer(text)]
    return [step for _, step in sorted(found)]


def section(page: str, title: str) -> str:
    """What a page of docs/ says below a heading, up to the next one."""
    [text] = re.findall(rf"^#+ {re.escape(title)}\n(.*?)(?=^## |^### |\Z)", DOCS[page], re.MULTILINE | re.DOTALL)
    return str(text)


def as_own(text: str) -> str:
    """An example with what a reader writes for it: the name of their account, and a domain that is theirs."""
    return ACCOUNT.sub("//bridge-talks.", text).replace("magazine.example.org", "magazine.bridge-talks.eu")


def prose(text: str) -> str:
    """A page without its fences."""
    return _FENCE.sub("", text)


def links(text: str) -> list[str]:
    """Where the links of a page lead."""
    return re.findall(r"\]\(<?([^)>\s]+)>?\)", re.sub(r"`[^`\n]*`", "", prose(text)))


def lost_links(page: str, text: str) -> list[str]:
    """The links of a page that lead to no file of the repository, or to no heading of one."""
    lost = []
    for link in links(text):
        path, _, anchor = link.partition("#")
        if re.match(r"https?://|mailto:", link):
            continue
        target = (ROOT / page).parent / path
        if not target.exists() or (anchor and anchor not in anchors_of(target.read_text("utf-8") if path else text)):
            lost.append(link)
    return lost


def anchors_of(text: str) -> set[str]:
    """What behind # leads somewhere in a page."""
    return {anchor for anchor, _ in anchors(text)}


# ---------------------------------------------------------------------------------------------------------- commands


def commands_of(text: str) -> Iterator[list[str]]:
    """The words of every command of ours that a page names, in a fence or between backticks."""
    shown = "\n".join(fence.text for fence in fences(text) if fence.info.split()[:1] in (["sh"], ["console"]))
    for line in [*shown.splitlines(), *re.findall(r"`([^`\n]+)`", prose(text))]:
        if found := re.match(r"(?:\$ )?(?:site-builder|python3? -m site_builder)(?: (.*))?$", line):
            yield shlex.split(found[1] or "", comments=True)


def objection(words: list[str]) -> str:
    """What our command line would say against these words, or empty. Nothing is run, and no file looked for."""
    options = [word.partition("=")[0] for word in words if word.startswith("-")]
    if not words or words[0].startswith("-"):
        known = {name for option in commands.get_params(click.Context(commands)) for name in option.opts}
        return ", ".join(f"there is no {option}" for option in options if option not in known)
    command = commands.commands.get(words[0])
    if command is None:
        return f"there is no command {words[0]}"
    parameters = command.get_params(click.Context(command))
    ours = {name: option for option in parameters for name in option.opts if isinstance(option, click.Option)}
    if strangers := [option for option in options if option not in ours]:
        return f"{words[0]} has no {', '.join(strangers)}"
    values = [word for word in words if word in ours and not ours[word].is_flag]
    arguments = len(words) - 1 - len(options) - len(values)
    most = sum(1 for parameter in parameters if isinstance(parameter, click.Argument))
    return f"{words[0]} takes {most} words" if arguments > most else ""


# ----------------------------------------------------------------------------------------------------------- examples


def as_file(info: str, text: str, number: int) -> tuple[str, str]:
    """Path and text of an example; a part of a file gets what it lacks."""
    language, _, where = info.rpartition(" ")
    if where not in ("article", "interview"):
        return where, text
    keys, body = (text, "## Why?\n\nBecause.\n") if language == "yaml" else ("", text)
    lacks = {"title": f"Example {number}", "date": "2026-05-01"}
    if where == "interview":
        lacks |= {"speakers": "[mira-holt]", "interviewers": "[sam-sample]"}
    for key, value in lacks.items():
        if not re.search(rf"^{key}:", keys, re.MULTILINE):
            keys += f"{key}: {value}\n"
    return f"content/{where}s/example-{number}.md", f"---\n{keys}---\n{body}"


def with_files(publication: Publication) -> None:
    """Give a publication the pictures and files that examples name."""
    for width, name in enumerate(PICTURES, 120):
        publication.write(f"assets/{name}", encoded(drawing(width), "JPEG" if name.endswith("jpg") else "PNG"))
    publication.write("assets/slides.pdf", b"%PDF-1.4\n" * 200)


def type_in(words: list[str], folder: Path) -> str:
    """Run our command in a folder; what it prints, as if it had been typed by its name, without numbers of files."""
    done = subprocess.run(
        [sys.executable, "-m", "site_builder", *words],
        cwd=folder,
        check=False,
        text=True,
        encoding="utf-8",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        env=ENVIRONMENT,
    )
    return uncounted(re.sub(r"\S+ -m site_builder", "site-builder", done.stdout))


def uncounted(text: str) -> str:
    """What a command prints, without what differs from day to day."""
    return "\n".join(
        re.sub(r"\d+(?:\.\d+)?", "N", line) if re.match(r"public: |\w+ \(.*\): |\d+ pages", line) else line
        for line in text.rstrip().splitlines()
    )
