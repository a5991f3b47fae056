"""Everything that can happen to the files of a publication between two builds, as the steps of a state machine.

`test_exactness.py` builds after each of them.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
import time
import unicodedata
from pathlib import Path

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from site_builder.data import data_folder
from tests.choices import (
    ADDRESSES,
    ASSETS,
    BASE,
    BODIES,
    DATES,
    HOURS,
    LINES,
    NUMBERS,
    OF_ASSETS,
    OF_WHOM,
    PLACES,
    SECTIONS,
    SETTINGS,
    SLUGS,
    TEMPLATES,
    THEMES,
    THINGS,
    TITLES,
    WORDS,
)
from tests.publication import NOW, SITE, tiny

HOUR = 3_600_000_000_000  # ns
MADE = frozenset({"public", "dist", ".cache", ".public.site-builder"})
"""What builds make at the top of a publication; everything else there is the author's."""


class Edits(RuleBasedStateMachine):
    """Steps that change a publication that begins with something of most kinds, some of it hidden."""

    def __init__(self) -> None:
        super().__init__()
        self.scratch = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)  # a worker may live a moment longer
        self.root = Path(self.scratch.name, "publication")
        self.root.mkdir()
        self.publication = tiny(self.root)
        self.drafts, self.date = False, NOW
        for path, text in BASE.items():
            self.publication.write(path, text)

    def teardown(self) -> None:
        self.scratch.cleanup()

    # -- help

    def sources(self, suffix: str = "") -> list[Path]:
        """The author's files, links among them."""
        found = []
        for top, folders, names in os.walk(self.root):
            if top == str(self.root):
                folders[:] = [name for name in folders if name not in MADE]
            links = [name for name in folders if Path(top, name).is_symlink()]
            found += [Path(top, name) for name in (*names, *links) if name.endswith(suffix)]
        return sorted(found)

    def chosen(self, number: int, suffix: str = "") -> Path | None:
        """One of them that can be read, and its name in the report of a failure."""
        files = [path for path in self.sources(suffix) if path.is_file()]
        if not files:
            return None
        path = files[number % len(files)]
        note(f"# {path.relative_to(self.root)}")
        return path

    def write(self, path: str, text: str | bytes) -> None:
        """Write a file, unless something that is no file stands in its way; no text at all removes it."""
        target = self.root / path
        if target.is_dir() or any(parent.is_file() for parent in target.parents):
            return
        if text:
            self.publication.write(path, text)
        else:
            target.unlink(missing_ok=True)

    def replace(self, path: Path, data: bytes) -> None:
        """Other bytes in the same file, with a time of modification that is always the same."""
        path.write_bytes(data)
        os.utime(path, ns=(BEFORE, BEFORE))

    # -- texts

    @rule(section=SECTIONS, slug=SLUGS, title=TITLES, date=DATES, word=WORDS, lines=st.lists(LINES, max_size=3))
    def write_item(self, section: str, slug: str, title: str, date: str, word: str, lines: list[str]) -> None:
        text = BODIES[section].replace("koffie", word)
        keys = dict(line.split(": ", 1) for line in (*lines, f"title: {title}"))
        keys |= {"date": date} if section != "pages" else {}
        kept = [line for line in text.splitlines() if line.partition(":")[0] not in keys]
        added = [f"{key}: {value}" for key, value in keys.items()]
        if not (self.root / f"content/{section}/{slug}/index.md").exists():
            self.write(f"content/{section}/{slug}.md", "\n".join([kept[0], *added, *kept[1:], ""]))

    @rule(number=NUMBERS, line=LINES)
    def toggle_a_line(self, number: int, line: str) -> None:
        """A line of front matter comes, goes, or takes the place of another one with its key."""
        if path := self.chosen(number, ".md"):
            lines = path.read_bytes().decode("utf-8", "replace").split("\n")
            same = [n for n, old in enumerate(lines) if old.partition(":")[0] == line.partition(":")[0]]
            if line in lines:
                lines.remove(line)
            elif same:
                lines[same[0]] = line
            else:
                lines.insert(1, line)
            path.write_bytes("\n".join(lines).encode())

    @rule(number=NUMBERS, old=WORDS, new=WORDS)
    def edit_a_text(self, number: int, old: str, new: str) -> None:
        if path := self.chosen(number, ".md"):
            path.write_bytes(path.read_bytes().replace(old.encode(), new.encode()))

    @rule(number=NUMBERS)
    def edit_without_a_trace(self, number: int) -> None:
        """The last line, in other case: the same size, the same file and the same time of modification."""
        if path := self.chosen(number, ".md"):
            stat, data = path.stat(), path.read_bytes()
            start = data.rstrip().rfind(b"\n") + 1
            path.write_bytes(data[:start] + data[start:].swapcase())
            os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))

    @rule(thing=THINGS)
    def write_about_somebody_or_something(self, thing: tuple[str, str]) -> None:
        self.write(*thing)

    @rule(number=NUMBERS)
    def remove(self, number: int) -> None:
        if path := self.chosen(number, ".md"):
            path.unlink()

    @rule(number=NUMBERS, place=PLACES, how=st.sampled_from(("move", "copy")))
    def move_or_copy_or_swap(self, number: int, place: str, how: str) -> None:
        """To another name, section or folder; where there is a file already, the two change places."""
        target = self.root / place
        path = self.chosen(number, ".md")
        if path in (None, target) or target.is_dir() or any(parent.is_file() for parent in target.parents):
            return
        assert path is not None
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            aside = self.root / "aside"
            target.rename(aside)
            path.rename(target)
            aside.rename(path)
        elif how == "move":
            path.rename(target)
        else:
            shutil.copy2(path, target)

    # -- files of every kind

    @rule(path=ASSETS, number=st.sampled_from((0, 1, None)))
    def replace_an_asset(self, path: str, number: int | None) -> None:
        if number is None:
            (self.root / path).unlink(missing_ok=True)
        else:
            self.publication.write(path, OF_ASSETS[Path(path).suffix][number])
            os.utime(self.root / path, ns=(BEFORE, BEFORE))

    @rule(path=ASSETS, other=ASSETS)
    def rename_an_asset(self, path: str, other: str) -> None:
        """The same bytes under another name."""
        if (self.root / path).is_file() and Path(path).suffix == Path(other).suffix:
            (self.root / other).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).replace(self.root / other)

    @rule(number=NUMBERS, hours=HOURS, mode=st.sampled_from((0o644, 0o400, 0o755)))
    def touch(self, number: int, hours: int, mode: int) -> None:
        """Another time of modification, past or future, and other rights; the same bytes."""
        if path := self.chosen(number):
            moment = BEFORE + hours * HOUR
            os.utime(path, ns=(moment, moment))
            path.chmod(mode)

    @rule(number=NUMBERS, how=st.sampled_from(("CRLF", "BOM")))
    def save_with_another_editor(self, number: int, how: str) -> None:
        """One that writes other ends of lines, or a mark at the beginning; once more, and they are gone."""
        if path := self.chosen(number, ".md"):
            data = path.read_bytes()
            if how == "BOM":
                path.write_bytes(data[3:] if data.startswith(b"\xef\xbb\xbf") else b"\xef\xbb\xbf" + data)
            else:
                path.write_bytes(data.replace(b"\r\n", b"\n") if b"\r\n" in data else data.replace(b"\n", b"\r\n"))

    @rule(number=NUMBERS, where=st.sampled_from(("inside", "outside", "nowhere")))
    def put_a_link_in_its_place(self, number: int, where: str) -> None:
        """A symbolic link to where the file now lies, or the file in place of the link."""
        if (path := self.chosen(number)) is None:
            return
        if path.is_symlink():
            data = path.read_bytes()
            path.unlink()
            path.write_bytes(data)
        elif path.name != "site.yaml":
            data = path.read_bytes()
            home = self.root / ".kept" if where == "inside" else self.root.parent / "elsewhere"
            home.mkdir(exist_ok=True)
            target = home / str(path.relative_to(self.root)).replace("/", "+")
            if where != "nowhere":
                target.write_bytes(data)
            path.unlink()
            path.symlink_to(target)

    @rule(section=st.sampled_from(("interviews", "articles", "speakers")))
    def link_a_folder(self, section: str) -> None:
        """A whole folder becomes a link to where it now lies, or a folder again."""
        folder, home = self.root / "content" / section, self.root / f".{section}"
        if folder.is_symlink():
            folder.unlink()
            home.rename(folder)
        elif folder.is_dir() and not home.exists():
            folder.rename(home)
            folder.symlink_to(home)

    @rule()
    def store_accents_otherwise(self) -> None:
        """As a copy to another file system may: the same names, composed or in parts."""
        for path in self.sources():
            composed = unicodedata.normalize("NFC", path.name)
            other = path.with_name(unicodedata.normalize("NFD", path.name) if composed == path.name else composed)
            if not other.exists():
                path.rename(other)

    # -- settings, themes, options

    @rule(title=TITLES, address=ADDRESSES, more=SETTINGS)
    def change_settings(self, title: str, address: str, more: str) -> None:
        text = SITE.replace("title: Proef", f"title: {title}").replace("https://example.org/", address)
        keys = {line.partition(":")[0] for line in more.splitlines()}
        kept = [line for line in text.splitlines() if line.partition(":")[0] not in keys]
        self.write("content/site.yaml", "\n".join([*kept, more]))

    @rule(of=OF_WHOM, name=TEMPLATES, how=st.sampled_from(("same", "other", "other", "undefined", "broken", "gone")))
    def override_template(self, of: str, name: str, how: str) -> None:
        """A page, a base, a part, a file of macros: the theme's own with nothing or a mark added, or a wrong one."""
        text = (data_folder("themes") / "paper/templates" / name).read_text("utf-8")
        new = {
            "same": text + "{# ziezo #}",
            "other": _marked(text),
            "undefined": text + "{{ page.nothing }}",
            "broken": text + "{% if %}",
            "gone": "",
        }[how]
        self.write(f"{of}/{name}", new)

    @rule(text=THEMES)
    def change_the_theme(self, text: str) -> None:
        self.write("themes/inkt/theme.yaml", text)

    @rule(path=st.sampled_from(("inkt.css", "inkt.svg", "paper.css")), colour=st.sampled_from(("red", "tan", "")))
    def edit_a_file_of_the_theme(self, path: str, colour: str) -> None:
        """One of its own, or one that shadows its parent's."""
        texts = {
            ".css": f"a {{ color: {colour}; background: url(inkt.svg) }}\n",
            ".svg": f"<svg><!-- {colour} --></svg>\n",
        }
        self.write(f"themes/inkt/static/{path}", texts[Path(path).suffix] if colour else "")

    @rule(drafts=st.booleans(), days=st.sampled_from((0, 1, -100, 400)))
    def build_for_another_moment(self, drafts: bool, days: int) -> None:
        self.drafts, self.date = drafts, NOW + dt.timedelta(days=days)


BEFORE = time.time_ns() - HOUR


def _marked(text: str) -> str:
    """A template that makes something else: a mark in every macro, or else at its end."""
    end = "{%- endmacro %}" if "{%- endmacro %}" in text else "{% endmacro %}"
    for place in (end, "{% endblock %}", "</feed>", "</html>"):
        if place in text:
            return text.replace(place, f"<!-- anders -->{place}")
    return f"{text}<!-- anders -->"
