"""`new`: a publication to begin with, or the next interview in one."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec

from site_builder.data import PACKAGE, data_folder
from site_builder.errors import Problem, SiteError, problem
from site_builder.names import slug
from site_builder.settings import SETTINGS

_STARTER = PACKAGE / "starter"
_GITIGNORE = _STARTER / "gitignore"
_INTERVIEW = """\
---
title: {title}
date: {date}
{lang}speakers:
  - {{speaker: {speaker}, role: , organisation: }}
interviewers: []
artists: []
topics: []
lead: |
  Two or three sentences that make somebody want to read on.
core_message: |
  What this conversation comes down to.
draft: true
---
Some background about the speaker.

## The first question?

The answer, without quotation marks: the site prints them.
"""


_MAY_STAY = (".", "readme", "licen", "copying", "thumbs.db", "desktop.ini")  # how the names of what may begin
_OURS = ("content", "assets")


class New(msgspec.Struct, frozen=True):
    """What was written, and what should yet be said to git in a `.gitignore` of the author's own."""

    written: tuple[str, ...]
    unignored: tuple[str, ...]


def new_publication(folder: Path, *, sample: bool = False) -> New:
    """Write a starter, or a copy of the sample, into a folder that is new or as good as empty: all of it or nothing.

    A fresh repository and a virtual environment may be there, and nothing of theirs is changed. Raises SiteError when
    the folder holds anything else or is none, and OSError that names it when it can't be written.
    """
    try:
        _check_place(folder)
        files = _sample_files() if sample else _starter_files()
        fresh = [(source, name) for source, name in files if not (folder / name).exists()]
        try:
            for source, name in fresh:
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, folder / name)
        except OSError:
            for name in _OURS:
                shutil.rmtree(folder / name, ignore_errors=True)
            raise
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(folder)) from error
    return New(tuple(sorted(name for _, name in fresh)), _unignored(folder))


def _check_place(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise SiteError([problem("folder-is-file", str(folder))])
    held = sorted(path.name for path in folder.iterdir() if not _may_stay(path)) if folder.exists() else []
    if held:
        raise SiteError([problem("folder-not-empty", str(folder), name=held[0])])


def _may_stay(path: Path) -> bool:
    """Whether this is something that lies in a folder before anything is written there."""
    is_environment = path.name not in _OURS and (path / "pyvenv.cfg").is_file()
    return path.name.lower().startswith(_MAY_STAY) or is_environment


def _unignored(folder: Path) -> tuple[str, ...]:
    """The folders of ours that git is not told to leave out."""
    ours, theirs = ((path.read_text("utf-8", "replace").split()) for path in (_GITIGNORE, folder / ".gitignore"))
    known = {line.strip("/") for line in theirs}
    return tuple(line for line in ours if line.startswith("/") and line.strip("/") not in known)


_PLACEHOLDERS = frozenset(line.strip() for line in _INTERVIEW.splitlines() if re.search(r"\w[.?]$", line))


def left_over(path: str, text: str) -> list[Problem]:
    """The lines of a file that still are those of `new interview`."""
    lines = enumerate(text.splitlines(), 1)
    return [
        problem("lint-placeholder", path, number, len(line) - len(line.lstrip()) + 1, text=line.strip(" #"))
        for number, line in lines
        if line.strip() in _PLACEHOLDERS
    ]


def new_interview(root: Path, *, title: str, speaker: str, lang: str, date: dt.date) -> list[str]:
    """Write a draft to be filled in, and a file for the speaker if there is none. The paths that were written.

    Raises SiteError outside a publication and when the interview exists.
    """
    if not (root / SETTINGS).is_file():
        raise SiteError([problem("no-settings", SETTINGS)])
    id, person = slug(title) or "interview", slug(speaker) or "speaker"
    path = root / "content" / "interviews" / id / "index.md"
    if path.exists() or path.parent.with_suffix(".md").exists():
        raise SiteError([problem("exists-already", path.relative_to(root).as_posix())])
    quoted = json.dumps(title, ensure_ascii=False)  # a JSON text is a YAML text
    text = _INTERVIEW.format(title=quoted, date=date, speaker=person, lang=f"lang: {lang}\n" if lang else "")
    written = [_write(path, text, root)]
    if not any((root / "content" / kind / f"{person}.md").exists() for kind in ("speakers", "authors")):
        name = json.dumps(speaker, ensure_ascii=False)
        written.append(_write(root / "content" / "speakers" / f"{person}.md", f"---\nname: {name}\n---\n", root))
    return written


def _write(path: Path, text: str, root: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")
    return path.relative_to(root).as_posix()


def _starter_files() -> Iterator[tuple[Path, str]]:
    for path in _STARTER.rglob("*"):
        if path.is_file():
            yield path, ".gitignore" if path == _GITIGNORE else path.relative_to(_STARTER).as_posix()


def _sample_files() -> Iterator[tuple[Path, str]]:
    top = data_folder("sample")
    for name in _OURS:
        for path in (top / name).rglob("*"):
            if path.is_file():
                yield path, path.relative_to(top).as_posix()
    yield _GITIGNORE, ".gitignore"
