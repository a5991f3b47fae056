"""`new`: a publication to begin with, or the next interview in one."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from site_builder.data import PACKAGE, data_folder
from site_builder.errors import SiteError, problem
from site_builder.names import slug
from site_builder.settings import SETTINGS

_STARTER = PACKAGE / "starter"
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


def new_publication(folder: Path, *, sample: bool = False) -> list[str]:
    """Write a starter, or a copy of the sample, into a folder that is new or empty. The paths that were written.

    Raises SiteError when the folder holds something.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SiteError([problem("folder-not-empty", str(folder))])
    for source, name in _sample_files() if sample else _starter_files():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


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
            name = path.relative_to(_STARTER).as_posix()
            yield path, ".gitignore" if name == "gitignore" else name


def _sample_files() -> Iterator[tuple[Path, str]]:
    top = data_folder("sample")
    for name in ("content", "assets"):
        for path in (top / name).rglob("*"):
            if path.is_file():
                yield path, path.relative_to(top).as_posix()
    yield _STARTER / "gitignore", ".gitignore"
