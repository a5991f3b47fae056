"""Publishing into a folder: only what is ours is touched, and whoever reads there never sees half of anything."""

from __future__ import annotations

import collections
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from site_builder import locks
from site_builder.publishers import folder as folder_module
from site_builder.publishers.comparing import Comparison, Parcel
from site_builder.publishers.folder import Folder
from site_builder.publishers.manifest import DamagedError, NewerError, decoded, encoded
from tests.pictures import drawing
from tests.pictures import encoded as picture
from tests.publication import INTERVIEW, Publication, tree
from tests.targets import ADDRESS, MANIFEST, difference, magazine, paths, place, refused, send

ROOT = Path(__file__).resolve().parent.parent
PAGE = "interviews/brug/index.html"
SETTING = ("content/site.yaml", 6, 25)
"""Where the target of `magazine` stands."""


@pytest.fixture
def blad(tmp_path: Path) -> Publication:
    """A publication with a folder beside it as its target; a space and an accent are in all paths."""
    return magazine(tmp_path / "mijn café" / "blad", "folder: ../site")


@pytest.fixture
def site(blad: Publication) -> Path:
    """That folder, which is not there yet."""
    return blad.root.parent / "site"


def edit(blad: Publication, drink: str) -> None:
    blad.interview("brug", INTERVIEW.replace("koffie", drink))


def ours(site: Path) -> dict[str, bytes]:
    """The files at the target that its manifest names."""
    found = tree(site)
    return {path: found[path] for path in json.loads(found[MANIFEST])["files"]}


# ---------------------------------------------------------------------------------------------------- what is published


def test_the_target_shows_the_site(blad: Publication, site: Path) -> None:
    """A folder that is not there yet gets every file of the site and a list of them, and nothing else."""
    done = send(blad)
    published = tree(site)
    manifest = json.loads(published.pop(MANIFEST))
    assert tree(blad.public) == published
    assert {"format": 1, "base_url": ADDRESS, "files": sorted(published)} == manifest
    assert len(published) + 1 == done.files
    assert "web (../site)" == done.target
    assert ADDRESS == done.base_url


def test_only_what_changed_is_sent(blad: Publication, site: Path) -> None:
    """What keeps its bytes stays the same file; what came, changed and went is listed, to the letter."""
    blad.interview("oud", title="Oud")
    send(blad)
    before, status = tree(site), {path: os.stat(site / path) for path in tree(site)}
    edit(blad, "thee")
    blad.interview("nieuw", title="Nieuw")
    (blad.root / "content/interviews/oud.md").unlink()
    done = send(blad)
    after = tree(site)
    assert difference(before, after) == paths(done)
    assert {"+ interviews/nieuw/index.html", f"~ {PAGE}", f"~ {MANIFEST}", "- interviews/oud/index.html"} < {
        *paths(done)
    }
    assert tree(blad.public) == ours(site)
    assert not (site / "interviews/oud").exists()
    for path in before.keys() & after.keys():
        same = (status[path].st_ino, status[path].st_mtime_ns) == (
            os.stat(site / path).st_ino, os.stat(site / path).st_mtime_ns
        )  # fmt: skip
        assert same == (before[path] == after[path]), path


def test_nothing_to_publish(blad: Publication, site: Path) -> None:
    """When the target shows the site already, nothing at all is touched there."""
    send(blad)
    before = {path: path.lstat() for path in [site, *site.rglob("*")]}
    assert [] == paths(send(blad))
    times = ("st_ino", "st_mtime_ns", "st_ctime_ns")
    after = {path: path.lstat() for path in [site, *site.rglob("*")]}
    assert before.keys() == after.keys()
    for path, stat in before.items():
        assert [getattr(stat, name) for name in times] == [getattr(after[path], name) for name in times]


def test_a_dry_run_tells_what_the_real_one_does(blad: Publication, site: Path) -> None:
    """It lists the same, and changes nothing, not even by making the folder."""
    dry = send(blad, dry_run=True)
    assert not site.exists()
    assert paths(dry) == paths(send(blad))
    edit(blad, "thee")
    blad.interview("nieuw", title="Nieuw")
    before = {path: path.lstat().st_ctime_ns for path in [site, *site.rglob("*")]}
    dry = send(blad, dry_run=True)
    assert before == {path: path.lstat().st_ctime_ns for path in [site, *site.rglob("*")]}
    assert paths(dry) == paths(send(blad)) != []


def test_what_somebody_spoilt_is_mended(blad: Publication, site: Path) -> None:
    """A file of ours that was changed or removed at the target, also at its old size, is put right."""
    send(blad)
    right = tree(site)
    page = (site / PAGE).read_bytes()
    (site / PAGE).write_bytes(page[:-1] + b"!")
    (site / "robots.txt").unlink()
    assert ["+ robots.txt", f"~ {PAGE}"] == paths(send(blad))
    assert right == tree(site)


def test_a_folder_inside_the_publication(tmp_path: Path) -> None:
    """`docs/`, as some hosts want it, is a target like any other."""
    blad = magazine(tmp_path / "blad", "folder: docs")
    send(blad)
    assert tree(blad.public) == ours(blad.root / "docs")
    assert [] == paths(send(blad))


def test_a_folder_below_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """~ is the home folder of whoever publishes."""
    monkeypatch.setenv("HOME", str(tmp_path / "thuis"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "thuis"))
    (tmp_path / "thuis").mkdir()
    blad = magazine(tmp_path / "blad", "folder: ~/site")
    send(blad)
    assert tree(blad.public) == ours(tmp_path / "thuis/site")


# ---------------------------------------------------------------------------------------------------- whose files it is


FOREIGN = {
    "CNAME": b"bruggenblad.nl\n",
    ".well-known/security.txt": b"Contact: mailto:red@bruggenblad.nl\n",
    "blog/index.html": b"<p>Blog</p>",
    "interviews/eigen.html": b"<p>Eigen</p>",
    "interviews/brug/notities.txt": b"niet van ons",
}


def put(site: Path, files: dict[str, bytes]) -> None:
    for path, raw in files.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(raw)


def test_foreign_files_stay(blad: Publication, site: Path) -> None:
    """What was not published from here is neither changed nor removed, whatever comes and goes around it."""
    send(blad)
    put(site, FOREIGN)
    blad.interview("water", title="Water")
    (blad.root / "content/interviews/brug.md").unlink()
    send(blad)
    assert FOREIGN == {path: raw for path, raw in tree(site).items() if path in FOREIGN}
    assert tree(site).keys() == FOREIGN.keys() | tree(blad.public).keys() | {MANIFEST}


def test_foreign_files_in_many_publishes(blad: Publication, site: Path) -> None:
    """In a long series of publishes, with foreign files that come anywhere, none is lost and none is changed."""
    chance = random.Random(11)
    send(blad)
    foreign: dict[str, bytes] = {}
    for number in range(25):
        for name in (f"item-{n}" for n in range(4)):
            path = blad.root / f"content/interviews/{name}.md"
            if chance.random() < 0.4:
                path.unlink(missing_ok=True)
            elif chance.random() < 0.5:
                blad.interview(name, title=f"{name}, {number}", topics=f"[Onderwerp {chance.randrange(4)}]")
        known = [folder for folder in [site, *site.rglob("*")] if folder.is_dir()]
        new = chance.choice(known) / chance.choice(["", "eigen", "diep/er"]) / f"bestand-{number}.html"
        put(site, {new.relative_to(site).as_posix(): b"eigen %d" % number})
        foreign[new.relative_to(site).as_posix()] = b"eigen %d" % number
        before = tree(site)
        done = send(blad, allow_fewer_pages=True)
        after = tree(site)
        assert difference(before, after) == paths(done)
        assert foreign == {path: raw for path, raw in after.items() if path in foreign}
        assert tree(blad.public) == ours(site)
        assert after.keys() == foreign.keys() | ours(site).keys() | {MANIFEST}


def test_a_folder_that_is_not_ours(blad: Publication, site: Path) -> None:
    """Without a list of what was published nothing there is touched; with `--take-over` only what is in the way."""
    put(site, FOREIGN | {"index.html": b"een oude site", "robots.txt": b"oud"})
    before = tree(site)
    found = refused(blad)
    assert ("target-not-ours", *SETTING) == place(found)
    assert "--take-over" in found.hint
    assert before == tree(site)
    assert paths(send(blad, take_over=True, dry_run=True)) == paths(send(blad, take_over=True))
    after = tree(site)
    assert FOREIGN == {path: raw for path, raw in after.items() if path in FOREIGN}
    assert tree(blad.public) == ours(site)
    assert [] == paths(send(blad))


@pytest.mark.parametrize("name", [".DS_Store", "Thumbs.db"])
def test_a_folder_that_somebody_has_looked_at_is_empty(blad: Publication, site: Path, name: str) -> None:
    """What systems leave in a folder does not make it somebody's."""
    put(site, {name: b"x"})
    send(blad)
    assert b"x" == (site / name).read_bytes()


def test_a_foreign_file_where_a_new_one_must_go(blad: Publication, site: Path) -> None:
    """It is named, and stays; the same bytes are no conflict; `--take-over` replaces it."""
    send(blad)
    put(site, {"interviews/nieuw/index.html": b"van iemand anders"})
    blad.interview("nieuw", title="Nieuw")
    before = tree(site)
    found = refused(blad)
    assert ("target-foreign-file", *SETTING) == place(found)
    assert "interviews/nieuw/index.html" in found.message
    assert before == tree(site)
    send(blad, take_over=True)
    assert tree(blad.public) == ours(site)
    blad.interview("weer", title="Weer")
    blad.build()
    put(site, {"interviews/weer/index.html": (blad.public / "interviews/weer/index.html").read_bytes()})
    assert "+ interviews/weer/index.html" not in paths(send(blad))
    assert "interviews/weer/index.html" in ours(site)


def test_a_foreign_file_where_a_folder_must_be(blad: Publication, site: Path) -> None:
    """It is in the way of all that goes into the folder, and gives way only when it is taken over."""
    send(blad)
    put(site, {"articles": b"lijst"})
    blad.write("content/articles/molen.md", "---\ntitle: Molen\ndate: 2026-01-01\n---\nDraait.\n")
    found = refused(blad)
    assert ("target-foreign-file", *SETTING) == place(found)
    assert found.message.endswith(": articles")
    assert "- articles" in paths(send(blad, take_over=True))
    assert tree(blad.public) == ours(site)


def test_a_foreign_folder_where_a_file_must_be(blad: Publication, site: Path) -> None:
    """What is in it is never removed, taken over or not; an empty one is no loss."""
    send(blad)
    blad.write("content/pages/weg.md", "---\ntitle: Weg\naliases: [oud.html]\n---\nWeg.\n")
    put(site, {"oud.html/diep/eigen.txt": b"eigen"})
    assert ("target-foreign-file", *SETTING) == place(refused(blad))
    found = refused(blad, take_over=True)
    assert ("target-folder-in-way", *SETTING) == place(found)
    assert "oud.html/diep/eigen.txt" in found.message
    assert b"eigen" == (site / "oud.html/diep/eigen.txt").read_bytes()
    (site / "oud.html/diep/eigen.txt").unlink()
    send(blad)
    assert tree(blad.public) == ours(site)


def test_a_file_becomes_a_folder_and_back(blad: Publication, site: Path) -> None:
    """What was a file of ours may become a folder, and the other way round."""
    text = "---\ntitle: Weg\naliases: [{}]\n---\nWeg.\n"
    for alias in ("oud/a.html/b.html", "oud/a.html", "oud/a.html/b.html"):
        blad.write("content/pages/weg.md", text.format(alias))
        before = tree(site) if site.exists() else {}
        done = send(blad)
        assert difference(before, tree(site)) == paths(done)
        assert tree(blad.public) == ours(site)
        assert (site / alias).is_file()


def test_another_publication(blad: Publication, site: Path) -> None:
    """The place of a publication with another address is not taken by accident."""
    send(blad)
    before = tree(site)
    blad.edit("content/site.yaml", ADDRESS, "https://molenblad.nl/")
    found = refused(blad)
    assert ("target-of-another", *SETTING) == place(found)
    assert ADDRESS in found.message
    assert "--take-over" in found.hint
    assert before == tree(site)
    send(blad, take_over=True)
    assert "https://molenblad.nl/" == json.loads((site / MANIFEST).read_bytes())["base_url"]
    assert tree(blad.public) == ours(site)


GOOD = {"format": 1, "base_url": ADDRESS, "files": ["index.html"]}


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"{", b"[]", b"null", b"\xff", b"{}", b'{"format": 1}',
        *(json.dumps(GOOD | {"files": [path]}).encode() for path in (
            "/etc/passwd", "../weg", "a/../../weg", "a//b", "a/", "", ".", "./a", "a\\b", "..\\weg", "C:/weg",
            ".git/config", "a/.GIT/hooks/x", ".git./x", "git~1/x", "a\0b", MANIFEST,
        )),
        json.dumps(GOOD | {"format": 0}).encode(),
        json.dumps(GOOD | {"files": "index.html"}).encode(),
        json.dumps(GOOD | {"base_url": None}).encode(),
    ],
)  # fmt: skip
def test_a_damaged_list_is_not_an_empty_one(raw: bytes) -> None:
    """A list that can't be read, or names what is no file of a site, is refused whole."""
    with pytest.raises(DamagedError):
        decoded(raw)


def test_the_list_is_read_as_it_is_written() -> None:
    """Whatever file a site may have, its list can be read again."""
    names = {"index.html", "a b/é.pdf", ".well-known/x", "…/…", "interviews/x/.gitignore", "interviews/a:b"}
    found = decoded(encoded(ADDRESS, names))
    assert (ADDRESS, names) == (found.base_url, {*found.files})
    with pytest.raises(NewerError):
        decoded(b'{"format": 2, "what": "ever"}')


@pytest.mark.parametrize(
    ("raw", "code"), [(b'{"format": 1, "files": ["../../blad/content/site.yaml"]}', "manifest-damaged"),
                      (b'{"format": 2}', "manifest-newer")]
)  # fmt: skip
def test_what_can_not_be_read_is_left_alone(blad: Publication, site: Path, raw: bytes, code: str) -> None:
    """A damaged list, or one of a later version, stops everything, taken over or not."""
    send(blad)
    (site / MANIFEST).write_bytes(raw)
    edit(blad, "thee")
    before = tree(blad.root.parent)
    for take_over in (False, True):
        assert (code, *SETTING) == place(refused(blad, take_over=take_over))
    assert before.keys() <= tree(blad.root.parent).keys()
    assert raw == (site / MANIFEST).read_bytes()
    assert b"koffie" in (site / PAGE).read_bytes()


# ---------------------------------------------------------------------------------------------------------------- links


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_below_the_target_are_not_followed(blad: Publication, site: Path, tmp_path: Path) -> None:
    """Through a link in the place of a folder nothing is written and nothing removed; the target itself may be one."""
    elsewhere = tmp_path / "elders"
    elsewhere.mkdir()
    real = tmp_path / "echt"
    real.mkdir()
    site.symlink_to(real)
    send(blad)
    assert tree(blad.public) == ours(real)
    shutil.copytree(real / "interviews", elsewhere / "interviews")
    shutil.rmtree(real / "interviews")
    (real / "interviews").symlink_to(elsewhere / "interviews")
    before = tree(elsewhere)
    for text in ("thee", None):
        if text:
            edit(blad, text)
        else:
            (blad.root / "content/interviews/brug.md").unlink()
            blad.write("content/articles/molen.md", "---\ntitle: Molen\ndate: 2026-01-01\n---\nDraait.\n")
        for take_over in (False, True):
            found = refused(blad, take_over=take_over, allow_fewer_pages=True)
            assert ("target-link", *SETTING) == place(found)
            assert "interviews" in found.message
    assert before == tree(elsewhere)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_in_the_place_of_a_file(blad: Publication, site: Path, tmp_path: Path) -> None:
    """It is replaced or removed itself; what it points to is not looked at."""
    blad.interview("oud", title="Oud")
    send(blad)
    outside = tmp_path / "buiten.html"
    outside.write_bytes(b"van buiten")
    for path in (PAGE, "interviews/oud/index.html"):
        (site / path).unlink()
        (site / path).symlink_to(outside)
    (blad.root / "content/interviews/oud.md").unlink()
    done = send(blad)
    assert f"~ {PAGE}" in paths(done)
    assert b"van buiten" == outside.read_bytes()
    assert tree(blad.public) == ours(site)
    assert not (site / PAGE).is_symlink()
    assert not (site / "interviews/oud").exists()
    (site / MANIFEST).rename(tmp_path / "lijst")
    (site / MANIFEST).symlink_to(tmp_path / "lijst")
    assert ("target-link", *SETTING) == place(refused(blad))


# ------------------------------------------------------------------------------------------------- places that can't be


@pytest.mark.parametrize(
    "folder",
    [".", "..", "content", "content/site", "assets", "themes", "templates", "public", "public/site", "~", "/",
     ".cache", ".cache/site-builder", ".cache/site-builder/site", ".public.site-builder", ".git", ".git/site"],
)  # fmt: skip
def test_a_target_that_would_cover_something(tmp_path: Path, folder: str) -> None:
    """Neither what the author wrote nor what the program keeps can be published over."""
    blad = magazine(tmp_path / "blad", f'folder: "{folder}"')
    blad.build()
    before = tree(tmp_path)
    found = refused(blad, take_over=True)
    assert ("target-overlaps", *SETTING) == place(found)
    assert {path for path in tree(tmp_path) if ".cache" not in path} == {
        path for path in before if ".cache" not in path
    }


def test_a_target_that_is_no_folder(blad: Publication, site: Path) -> None:
    """A file in its place is named, and so is a folder that is not there, such as that of a disk that is not."""
    site.write_text("")
    assert ("target-no-folder", *SETTING) == place(refused(blad))
    site.unlink()
    site.symlink_to(site)
    assert ("target-no-folder", *SETTING) == place(refused(blad))
    site.unlink()
    blad.edit("content/site.yaml", "../site", "../schijf/site")
    found = refused(blad)
    assert ("target-without-parent", *SETTING) == place(found)
    assert "schijf" in found.message
    assert not (site.parent / "schijf").exists()


# ---------------------------------------------------------------------------------------------------- suspicious losses


def test_many_pages_that_would_vanish(blad: Publication, site: Path) -> None:
    """More than a fifth of the pages, and at least three: that is asked about, with the names of some."""
    blad.edit("content/site.yaml", "title: Proef", "title: Proef\npage_size: 500")
    for number in range(12):
        blad.interview(f"nummer-{number:02}", title=f"Nummer {number}")
    send(blad)
    before = tree(site)
    pages = sum(path.endswith(".html") for path in before)
    for number in range(pages // 5):
        (blad.root / f"content/interviews/nummer-{number:02}.md").unlink()
    assert paths(send(blad, dry_run=True))  # a fifth may go
    (blad.root / f"content/interviews/nummer-{pages // 5:02}.md").unlink()
    for dry_run in (True, False):
        found = refused(blad, dry_run=dry_run)
        assert "publish-fewer-pages" == found.code
        assert found.message.startswith(f"{pages // 5 + 1} of the {pages} pages")
        assert "interviews/nummer-00/index.html" in found.message
        assert "--allow-fewer-pages" in found.hint
    assert before == tree(site)
    send(blad, allow_fewer_pages=True)
    assert tree(blad.public) == ours(site)


def test_few_pages_may_vanish(blad: Publication) -> None:
    """Two pages are no accident, however small the site."""
    blad.interview("water", title="Water", topics="[Nat]")
    send(blad)
    (blad.root / "content/interviews/water.md").unlink()
    assert ["- interviews/water/index.html", "- topics/nat/index.html"] == paths(send(blad))[-2:]


# -------------------------------------------------------------------------------------------------- readers, and faults


REFERENCE = re.compile(r'(?:src|srcset|href)="([^"]+)"')


def missing(site: Path, *, of_lists: bool) -> list[str]:
    """What pages show, and what lists lead to, that is not there."""
    found = []
    for page in site.rglob("*.html"):
        is_item = page.parent.parent.name == "interviews"
        for written in REFERENCE.findall(page.read_text("utf-8")):
            for part in written.split(", "):
                address = part.split()[0].split("#")[0].removeprefix(ADDRESS.rstrip("/"))
                if not address.startswith("/"):
                    continue
                is_page = address.endswith("/")
                if is_page and (is_item or not address.startswith("/interviews/")) and not of_lists:
                    continue
                if not (site / address[1:] / ("index.html" if is_page else "")).exists():
                    found.append(f"{page.relative_to(site)}: {address}")
    return found


def test_readers_miss_nothing_meanwhile(blad: Publication, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After every single step, each page has its pictures and styles, and each list leads to items that are there."""
    blad.write("content/interviews/oud.png", picture(drawing(300), "PNG"))
    blad.interview("oud", title="Oud", sketch="{image: oud.png, alt: Blad}")
    blad.write("content/interviews/weg.png", picture(drawing(500), "PNG"))
    blad.interview("weg", title="Weg", sketch="{image: weg.png, alt: Blad}")
    send(blad)
    assert [] == missing(site, of_lists=True)
    steps: list[str] = []
    replace, unlink = os.replace, os.unlink

    def watched(function: Callable[..., None]) -> Callable[..., None]:
        def step(*args: Any, **more: Any) -> None:
            function(*args, **more)
            if site in Path(args[-1]).parents:
                steps.append(str(args[-1]))
                assert [] == missing(site, of_lists=False), steps[-1]

        return step

    blad.write("content/interviews/nieuw.png", picture(drawing(400), "PNG"))
    blad.interview("nieuw", title="Nieuw", sketch="{image: nieuw.png, alt: Blad}")
    blad.interview("oud", title="Oud", sketch="{image: nieuw.png, alt: Blad}")
    (blad.root / "content/interviews/weg.md").unlink()
    blad.build()
    monkeypatch.setattr(os, "replace", watched(replace))
    monkeypatch.setattr(os, "unlink", watched(unlink))
    done = send(blad)
    assert len(paths(done)) < len(steps)
    assert any(path.endswith(".webp") for path in done.changes.removed)
    monkeypatch.undo()
    assert [] == missing(site, of_lists=True)


ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
CALLS = ("openat", "mkdir", "rmdir", "rename", "unlink", "unlinkat", "write", "fsync")
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="strace is of Linux: CI runs this there")


def command(blad: Publication, *words: str) -> list[str]:
    return [sys.executable, "-m", "site_builder", "publish", "--in", str(blad.root), "--workers", "1", *words]


@pytest.fixture(scope="module")
def strace() -> str:
    found = shutil.which("strace")
    assert found, "strace is missing: run `apt-get install strace`"
    return found


def calls_of(strace: str, blad: Publication, log: Path) -> list[tuple[str, int]]:
    """Each system call of a publish that has to do with the target, with its number among all of those of its kind."""
    traced = ["-f", "-y", "-qq", "-s", "4096", "-o", str(log), "-e", f"trace={','.join(CALLS)}"]
    subprocess.run([strace, *traced, *command(blad)], env=ENVIRONMENT, check=True, capture_output=True)
    counts: collections.Counter[str] = collections.Counter()
    points = []
    for name, rest in re.findall(r"^\d+ +(\w+)\((.*)$", log.read_text("utf-8", "replace"), re.MULTILINE):
        counts[name] += 1
        if "/site/" in rest.replace("\\303\\251", "é") and (name != "openat" or "O_CREAT" in rest):
            points.append((name, counts[name]))
    return points


def settle(blad: Publication, number: int) -> None:
    """Something changes, something comes and something goes; it is built, so that publishing only has to send."""
    edit(blad, f"thee nummer {number}")
    blad.interview(f"nieuw-{number}", title=f"Nieuw {number}", topics=f"[Onderwerp {number}]")
    (blad.root / f"content/interviews/nieuw-{number - 1}.md").unlink(missing_ok=True)
    blad.build(compare=False)


def assert_whole(site: Path, old: dict[str, bytes], blad: Publication, where: object) -> None:
    """Every file is the old one or the new one; the next run finishes, and leaves nothing lying about."""
    new, found = tree(blad.public), tree(site)
    foreign = {path: raw for path, raw in old.items() if path in FOREIGN}
    for path, raw in found.items():
        if path != MANIFEST and not path.startswith(".site-builder.new/"):
            assert raw in (old.get(path), new.get(path)), (where, path)
    assert new.keys() & old.keys() <= found.keys(), where
    assert found.keys() - foreign.keys() - {MANIFEST, ".site-builder.new/file"} <= set(
        json.loads(found[MANIFEST])["files"]
    ), where
    stages = [
        [path for path in new if not path.endswith((".html", ".xml", "robots.txt"))],
        [path for path in new if path.startswith("interviews/") and path.endswith(".html")],
        [path for path in new if not path.startswith("interviews/") and path.endswith((".html", ".xml"))],
    ]
    arrived = [[found.get(path) == new[path] for path in stage] for stage in stages]
    begun = [any(found.get(path) == new[path] != old.get(path) for path in stage) for stage in stages]
    for stage in (1, 2):
        assert not begun[stage] or all(map(all, arrived[:stage])), where
    send(blad, allow_fewer_pages=True)
    assert new == ours(site), where
    assert tree(site).keys() == new.keys() | foreign.keys() | {MANIFEST}, where
    assert foreign == {path: raw for path, raw in tree(site).items() if path in foreign}, where
    assert not (site / ".site-builder.new").exists(), where
    assert not [folder for folder in site.rglob("*") if folder.is_dir() and not any(folder.iterdir())], where


@pytest.fixture
def settled(blad: Publication, site: Path) -> Publication:
    """A publication that has been published, among files of somebody else."""
    settle(blad, 0)
    send(blad)
    put(site, FOREIGN)
    return blad


@ON_LINUX
def test_killed_at_any_call(settled: Publication, site: Path, strace: str, tmp_path: Path) -> None:
    """Whenever it is killed, each file is whole and ours, foreign ones stay, and the next run finishes."""
    settle(settled, 1)
    points = calls_of(strace, settled, tmp_path / "log")
    log = (tmp_path / "log").read_text("utf-8", "replace")
    placed = re.findall(r"^\d+ +(fsync|rename)\(.*/\.site-builder\.new/file", log, re.MULTILINE)
    assert ["fsync", "rename"] * (len(placed) // 2) == placed != []
    assert {"openat", "mkdir", "rename", "unlink", "rmdir", "write", "fsync"} <= {name for name, _ in points}
    chosen = points[:: max(1, len(points) // 12)] + points[-3:]
    fired = 0
    for number, (name, when) in enumerate(chosen, 2):
        settle(settled, number)
        old = tree(site)
        inject = ["-e", f"trace={name}", "-e", f"inject={name}:signal=KILL:when={when}"]
        line = [strace, "-f", "-qq", "-o", os.devnull, *inject, *command(settled)]
        done = subprocess.run(line, env=ENVIRONMENT, check=False, capture_output=True)
        assert done.returncode in (0, -signal.SIGKILL), done.stderr
        fired += done.returncode == -signal.SIGKILL
        assert_whole(site, old, settled, (name, when))
    assert fired >= len(chosen) - 3


@ON_LINUX
@pytest.mark.parametrize(
    ("error", "names"),
    [("ENOSPC", ["mkdir", "openat", "write", "fsync"]), ("EIO", ["rename", "unlink"]), ("EACCES", ["mkdir", "openat"])],
)
def test_a_disk_that_refuses(
    settled: Publication, site: Path, strace: str, tmp_path: Path, error: str, names: list[str]
) -> None:
    """A full or broken disk, or a right that is missing: one message, exit code 1, and nothing lies about."""
    settle(settled, 1)
    points = calls_of(strace, settled, tmp_path / "log")
    code = "publish-disk-full" if error == "ENOSPC" else "publish-failed"
    for number, name in enumerate(names, 2):
        settle(settled, number)
        old = tree(site)
        when = [at for found, at in points if found == name][len([n for n, _ in points if n == name]) // 2]
        inject = ["-e", f"trace={name}", "-e", f"inject={name}:error={error}:when={when}"]
        line = [strace, "-f", "-qq", "-o", os.devnull, *inject, *command(settled)]
        done = subprocess.run(line, env=ENVIRONMENT, check=False, capture_output=True, text=True)
        assert (1, "") == (done.returncode, done.stdout), (name, done.stderr)
        lines = done.stderr.splitlines()
        assert 3 == len(lines), done.stderr
        assert lines[0].startswith(f"content/site.yaml:6:25: error[{code}]: "), done.stderr
        assert "still works" in lines[1]
        assert not (site / ".site-builder.new").exists()
        assert_whole(site, old, settled, name)


def test_a_target_that_goes_meanwhile(settled: Publication, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is pulled out is one message; nothing is written where it was."""
    settle(settled, 1)
    real, count = os.replace, 0

    def vanish(*args: Any) -> None:
        nonlocal count
        real(*args)
        if site in Path(args[-1]).parents:
            count += 1
            if count == 3:
                site.rename(site.parent / "weg")
                site.mkdir()

    monkeypatch.setattr(os, "replace", vanish)
    assert "publish-failed" == refused(settled).code
    assert [] == list(site.iterdir())


def test_an_interruption(settled: Publication, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C halfway leaves whole files, says what to do, and the next run finishes."""
    settle(settled, 1)
    old, real = tree(site), Folder._place

    def interrupted(self: Folder, path: str, fill: Any) -> None:
        real(self, path, fill)
        if path == PAGE:
            raise KeyboardInterrupt

    monkeypatch.setattr(Folder, "_place", interrupted)
    with pytest.raises(KeyboardInterrupt, match="not everything was published; publish again"):
        send(settled)
    monkeypatch.undo()
    assert not (site / ".site-builder.new").exists()
    assert_whole(site, old, settled, "interrupted")


def test_two_at_once(settled: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second waits for the first, and then sees what that has done; when it lasts too long, it says so."""
    settle(settled, 1)
    real, inside, ended = Folder.send, threading.Event(), threading.Event()

    def slow(self: Folder, parcel: Parcel, comparison: Comparison, progress: Any) -> None:
        inside.set()
        assert ended.wait(60)
        real(self, parcel, comparison, progress)

    monkeypatch.setattr(Folder, "send", slow)
    first = threading.Thread(target=send, args=(settled,))
    first.start()
    try:
        assert inside.wait(60)
        monkeypatch.setattr(locks, "PATIENCE", 0.3)
        assert ("publish-busy", *SETTING) == place(refused(settled))
        assert paths(send(settled, dry_run=True))
    finally:
        ended.set()
        first.join()
    monkeypatch.undo()
    assert [] == paths(send(settled))


def test_what_is_sent_is_what_was_built(settled: Publication, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When another build, with drafts say, changes the site meanwhile, nothing of it is published."""
    settled.interview("geheim", title="Geheim", draft="true")
    edit(settled, "thee")
    before, real = tree(site), folder_module.Folder.opened

    def meanwhile(self: Folder, *, sending: bool) -> Any:
        settled.build(drafts=True, compare=False)
        return real(self, sending=sending)

    monkeypatch.setattr(Folder, "opened", meanwhile)
    found = refused(settled)
    assert "publish-changed-meanwhile" == found.code
    assert before == tree(site)
    monkeypatch.undo()
    send(settled)
    assert not any(b"Geheim" in raw for raw in tree(site).values())


@pytest.fixture
def one_case(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a disk for which `Oud` and `oud` are one name, and a file keeps the name that it was given first."""
    lexists, replace, unlink = os.path.lexists, os.replace, os.unlink

    def real(path: Any) -> Any:
        if site not in Path(path).parents:
            return path
        found = Path("/")
        for part in Path(path).parts[1:]:
            names = os.listdir(found) if found.is_dir() else []
            found /= next((name for name in names if name.casefold() == part.casefold()), part)
        return found

    monkeypatch.setattr(os.path, "lexists", lambda path: lexists(real(path)))
    monkeypatch.setattr(os, "replace", lambda one, other, **more: replace(one, real(other), **more))
    monkeypatch.setattr(os, "unlink", lambda path, **more: unlink(real(path), **more))


@pytest.mark.usefixtures("one_case")
def test_names_that_differ_in_case(blad: Publication, site: Path) -> None:
    """Where two spellings are one name, a file that was only renamed is there afterwards, and a foreign one is safe."""
    blad.interview("Oud", title="Oud")
    send(blad)
    (blad.root / "content/interviews/Oud.md").rename(blad.root / "content/interviews/oud.md")
    assert {"+ interviews/oud/index.html", "- interviews/Oud/index.html"} < {*paths(send(blad))}
    assert tree(blad.public) == ours(site)
    put(site, {"Interviews-van-toen/index.html": b"eigen"})
    (site / "interviews/Nieuw").mkdir()
    put(site, {"interviews/Nieuw/INDEX.html": b"eigen"})
    blad.interview("nieuw", title="Nieuw")
    found = refused(blad)
    assert ("target-foreign-file", *SETTING) == place(found)
    assert "interviews/Nieuw/INDEX.html" in found.message
    assert "target-folder-in-way" == refused(blad, take_over=True).code
    assert b"eigen" == (site / "interviews/Nieuw/INDEX.html").read_bytes()
