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
from tests.pictures import drawing, encoded
from tests.publication import INTERVIEW, NOW, PERSON, SITE, tiny

HOUR = 3_600_000_000_000  # ns
MADE = frozenset({"public", "dist", ".cache", ".public.site-builder"})
"""What builds make at the top of a publication; everything else there is the author's."""

PICTURES = [encoded(drawing(32, 24).rotate(angle), "PNG", compress_level=0) for angle in (0, 180)]
PHOTOS = [encoded(drawing(32, 24), "JPEG", comment=comment) for comment in (b"Thuis", b"Buiten")]
FILES = [b"%PDF-1.4 one", b"%PDF-1.4 two"]
OF_ASSETS = {".png": PICTURES, ".jpg": PHOTOS, ".pdf": FILES}

SECTIONS = st.sampled_from(("interviews", "interviews", "articles", "dossiers", "pages"))
SLUGS = st.sampled_from(("brug", "water", "lucht", "één"))
TITLES = st.sampled_from(("Een brug", "Water wijst", "Éénmaal", '"Aanhaling"'))
DATES = st.sampled_from(("2026-03-14", "2026-02-01", "2025-12-31", "2026-03-14"))
WORDS = st.sampled_from(("koffie", "thee", "[het verslag](report.pdf)", "[Water](water.md)", "*melk*", '"sap"'))
NUMBERS = st.integers(0, 40)
"""Which of the files that are there; a failure tells its name."""

HOURS = st.sampled_from((-400_000, -1, 0, 400_000))

BODIES = {
    "interviews": INTERVIEW,
    "articles": "---\ntitle: T\ndate: 2026-02-11\nformat: report\nspeakers: [ada, Bo Bos]\n---\nTekst met koffie.\n",
    "dossiers": "---\ntitle: T\ndate: 2026-01-20\nitems: [interviews/brug]\n---\nWat volgt, met koffie.\n",
    "pages": "---\ntitle: T\n---\nOver koffie. [“Bouw pas”]{by=ada}, zei zij.\n",
}
LINES = st.sampled_from(
    (
        "topics: [Ambacht]", "topics: [ambacht, Rivier]", "topics: [Rivier]", "series: Stromen", "series: stromen",
        "series: {series: stromen, verdict: Goed}", "organisations: [Stadswerf, Kade]", "commissioned_by: Stadswerf",
        "organisations: [{organisation: Stadswerf, role: Gastheer}]", "speakers: [ada]", "speakers: [Jan Jansen]",
        "speakers: [ada, {name: Jan Jansen, role: Gids, organisation: Stadswerf}]", "speakers: [bo]",
        "authors: [Noor Vink]", "artists: [Noor Vink]", "interviewers: [Bo Bos]", "quote_by: ada", "author_role: Gast",
        "corrections: [{date: 2026-04-01, text: Het was *thee*.}]", "corrections: [{date: 2026-06-02, text: Toch.}]",
        "related: [interviews/brug]", "related: [articles/water, interviews/één]", "items: [interviews/brug]",
        "items: [interviews/brug, articles/water, interviews/water]", "aliases: [oud/brug/]",
        "aliases: [nieuws/1.html]",
        "aliases: [interviews/water/]", "sketch: {image: sheet.png, alt: Blad}", "sketch: {image: vél.png, alt: Vel}",
        "sketches: [{image: sheet.png, alt: Een}, {image: other.png, alt: Twee, creator: Noor Vink}]",
        "picture: {image: other.png, alt: Foto, credit: Lot}", "picture: {image: sheet.png, alt: Foto, credit: Kim}",
        "downloads: [{file: report.pdf, label: Verslag}]", "downloads: [{file: photo.jpg, label: Foto}]",
        "licence: CC BY-SA 4.0", "licence: Van mij", "id: eigen", "lang: en", "updated: 2026-04-02",
        "updated: 2026-06-20", "publish: 2026-06-02", "publish: 2026-06-01T13:59", "draft: true", "list_title: Kort",
        "kicker: Kop", "section: Werk", "thanks: [{name: Kantine, note: koffie}]", "lead: Met *nadruk*",
        "core_message: De kern", "sponsored: true", "navigation: false", "x: 1",
    )
)  # fmt: skip
_THINGS = {
    "speakers/ada": (PERSON, ""),
    "authors/ada": (PERSON, ""),
    "authors/noor-vink": ("---\nname: Noor Vink\nportrait: {image: other.png, alt: Noor}\n---\n", ""),
    "speakers/jan-jansen": ("---\nname: Jan-Jaap Jansen\nrole: Gids\n---\n", ""),
    "speakers/bo": ("---\nname: Bo van Dijk\n---\nZie [Ada](../speakers/ada.md).\n", "---\nname: Bo Bos\n---\n", ""),
    "topics/ambacht": ("---\ntitle: Het ambacht\n---\nHanden.\n", "---\ntitle: Ambacht\n---\n", ""),
    "topics/rivier": ("---\ntitle: Rivier\n---\n[Verslag](report.pdf)\n", ""),
    "series/stromen": (
        "---\ntitle: Stromen\nverdicts: [Goed, Slecht]\n---\n",
        "---\ntitle: Stroom\nverdicts: [Goed]\nprefix_titles: true\ncadence: elke maand\n---\nAlles stroomt.\n",
        "",
    ),
    "organisations/stadswerf": (
        "---\nname: Stadswerf\n---\n",
        "---\nname: De Stadswerf\npicture: {image: sheet.png, alt: Werf}\n---\nMet koffie.\n",
        "",
    ),
    "pages/speakers": ("---\ntitle: Overal\n---\n", ""),
    "verdwaald": (PERSON, ""),
    "interviews/a/b": (INTERVIEW, ""),
}
THINGS = st.sampled_from([(f"content/{name}.md", text) for name, texts in _THINGS.items() for text in texts])
PLACES = st.sampled_from(
    [
        *(f"content/{section}/{slug}.md" for section in BODIES for slug in ("brug", "water", "één")),
        *("content/interviews/water/index.md", "content/articles/lucht/index.md", "content/speakers/water.md"),
    ]
)
ASSETS = st.sampled_from(
    (
        "content/interviews/sheet.png", "assets/sheet.png", "assets/other.png", "assets/vél.png", "assets/report.pdf",
        "content/interviews/report.pdf", "assets/photo.jpg", "content/interviews/water/sheet.png", "assets/logo.png",
    )
)  # fmt: skip
SETTINGS = st.sampled_from(
    (
        "",
        "page_size: 1\n",
        "page_size: 2\nfeed_length: 1\n",
        "description: Waar het over gaat\nlanguage: en\n",
        "language: de\nquotes: low\n",
        "raw_html: sanitise\nlicence: CC BY 4.0\n",
        "outputs: {feeds: [], sitemap: false, structured_data: false}\n",
        "outputs: {feeds: [atom], feeds_per: [topic], item_json: false, related: false, robots: false}\n",
        "outputs: {speakers: false, core_messages: false, authors: false}\n",
        "paths: {interviews: gesprekken, topics: onderwerpen}\n",
        "navigation: [{label: Sprekers, to: /speakers/}, {label: Elders, to: 'https://example.com/'}]\n",
        "publisher: {name: De Pers, logo: logo.png}\ncontact: post@example.org\n",
        "theme: {name: inkt}\n",
        "theme: {name: paper, accent: blue}\n",
        "theme: {name: inkt, question_index: false}\n",
        "timezone: Pacific/Kiritimati\n",
        "pictures: {webp: [16, 32], jpeg: [16], quality: 60}\n",
        "pictures: {max_megapixels: 1}\n",
        "output: dist/site\n",
        "titel: Proef\n",
    )
)
ADDRESSES = st.sampled_from(("https://example.org/", "https://example.org/blad/"))
THEMES = st.sampled_from(
    (
        "name: inkt\nparent: paper\nstyles: [paper.css, inkt.css]\n",
        "name: inkt\nparent: paper\nstyles: [inkt.css]\nicon: inkt.svg\n",
        "name: inkt\nparent: paper\npictures: {portrait: {sizes: 4rem, webp: [16], jpeg: [16]}}\n",
        "name: inkt\nparent: paper\nsettings: {rand: {type: switch, default: true}}\n",
        "name: inkt\nparent: karton\n",
    )
)
TEMPLATES = st.sampled_from(
    (
        "404.html", "base.html", "cards.html", "people.html", "interview.html", "item.html", "parts/related.html",
        "parts/corrections.html", "feed.xml", "robots.txt", "redirect.html", "home.html",
    )
)  # fmt: skip
OF_WHOM = st.sampled_from(("templates", "themes/inkt/templates"))


BASE: dict[str, str | bytes] = {
    "content/interviews/brug.md": INTERVIEW.replace("koffie", "[koffie](report.pdf)").replace(
        "lead:", "sketch: {image: sheet.png, alt: Blad}\nlead:"
    ),
    "content/articles/water.md": BODIES["articles"].replace(
        "title: T", "title: Water\npicture: {image: vél.png, alt: V}"
    ),
    "content/articles/later.md": BODIES["articles"].replace("title: T", "title: Later\npublish: 2026-06-02"),
    "content/dossiers/één.md": BODIES["dossiers"].replace("title: T", "title: Samen\ndraft: true"),
    "content/series/stromen.md": "---\ntitle: Stromen\nverdicts: [Goed]\n---\n",
    "content/interviews/sheet.png": PICTURES[0],
    "assets/other.png": PICTURES[1],
    "assets/vél.png": PICTURES[0],
    "assets/logo.png": PICTURES[0],
    "assets/photo.jpg": PHOTOS[0],
    "assets/report.pdf": FILES[0],
    "themes/inkt/theme.yaml": "name: inkt\nparent: paper\nstyles: [paper.css, inkt.css]\n",
    "themes/inkt/static/inkt.css": "a { color: red; background: url(inkt.svg) }\n",
    "themes/inkt/static/inkt.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
}


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

    @rule(
        number=NUMBERS, hours=st.sampled_from((-400_000, -1, 0, 400_000)), mode=st.sampled_from((0o644, 0o400, 0o755))
    )
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
