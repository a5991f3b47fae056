"""The output folder: it changes all at once, only where it must, and only what is ours."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder import locks, output
from site_builder.data import data_folder
from site_builder.digest import digest
from site_builder.errors import SiteError
from site_builder.inputs import CopyInputs, encode
from site_builder.making import Job, Order, make_share
from site_builder.output import Made, Output
from site_builder.tasks import Task
from tests.pictures import drawing, encoded
from tests.publication import INTERVIEW, NOW, QUIET, SITE, Publication, tree

ROOT = Path(__file__).resolve().parent.parent
PAGE = "interviews/brug/index.html"
Status = tuple[int, ...]


def statuses(folder: Path, *, without: str = "?") -> dict[str, Status]:
    """All that `stat` tells of everything below a folder but the time of the last access."""
    paths = [folder, *(path for path in folder.rglob("*") if without not in path.parts)]
    found = {path.relative_to(folder).as_posix(): path.lstat() for path in paths}
    return {
        path: (s.st_ino, s.st_mode, s.st_nlink, s.st_size, s.st_mtime_ns, s.st_ctime_ns) for path, s in found.items()
    }


def files(folder: Path) -> dict[str, tuple[int, int]]:
    """Inode and time of every file below a folder."""
    found = {p.relative_to(folder).as_posix(): p.stat() for p in folder.rglob("*") if p.is_file()}
    return {path: (s.st_ino, s.st_mtime_ns) for path, s in found.items()}


def beside(publication: Publication) -> set[str]:
    """What lies beside the output folder."""
    return {path.name for path in (publication.root / ".public.site-builder").iterdir()}


def codes(publication: Publication, *, compare: bool = True) -> list[str]:
    """The codes of the problems of a build that must fail."""
    with pytest.raises(SiteError) as caught:
        publication.build(compare=compare)
    return [problem.code for problem in caught.value.problems]


def edit(publication: Publication, drink: str) -> None:
    publication.interview("brug", INTERVIEW.replace("koffie", drink))


class Calls:
    """A function that counts how often it is called."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function, self.count = function, 0

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.count += 1
        return self.function(*args, **kwargs)


# ---------------------------------------------------------------------------------------------------------- generations


def test_nothing_is_written_when_nothing_changes(publication: Publication) -> None:
    """Not one file, not one folder and not one time of the publication is touched, but for the store's."""
    publication.build()
    edit(publication, "thee")
    publication.build()
    before = statuses(publication.root, without=".cache")
    publication.build()
    assert before == statuses(publication.root, without=".cache")


def test_what_does_not_change_stays_the_same_file(publication: Publication) -> None:
    """A build leaves every file that keeps its bytes alone, inode, time and all."""
    publication.write("content/site.yaml", SITE + QUIET)
    publication.interview("water", title="Water wijst", date="2026-02-01")
    publication.build()
    for drink in ("thee", "melk", "water"):
        before = files(publication.public)
        edit(publication, drink)
        changes = publication.build().changes
        after = files(publication.public)
        assert {PAGE, "feed.xml"} == set(changes.changed)
        assert set(changes.changed) == {path for path in before if before[path] != after[path]}


def test_generations_take_turns(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """The retired generation is patched and comes back: an edit writes a few files, however many there are."""
    publication.write("content/site.yaml", SITE + QUIET)
    for number in range(12):
        publication.interview(f"nummer-{number}", title=f"Nummer {number}", date=f"2026-01-{number + 1:02}")
    publication.build()
    first = publication.public.stat().st_ino
    edit(publication, "thee")
    publication.build()
    second = publication.public.stat().st_ino
    links, moves = Calls(os.link), Calls(os.replace)
    monkeypatch.setattr(os, "link", links)
    monkeypatch.setattr(os, "replace", moves)
    edit(publication, "melk")
    publication.build()
    assert first == publication.public.stat().st_ino != second
    assert (0, 3) == (links.count, moves.count)  # the page, the feed and the record


def test_without_an_exchange_there_are_two_renames(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """Systems that can't let two folders change places get the same site."""
    monkeypatch.setattr(output, "_exchange", lambda *_: False)
    publication.build()
    for drink in ("thee", "melk", "water"):
        edit(publication, drink)
        publication.build()
        assert drink in publication.text(PAGE)
        assert {"lock", "records", "spare"} == beside(publication)


@pytest.mark.parametrize("steps", [1, 2])
def test_a_swap_that_was_cut_off(publication: Publication, monkeypatch: pytest.MonkeyPatch, steps: int) -> None:
    """Between its renames a swap leaves what the next build mends, and never loses a site."""
    publication.build()
    old = tree(publication.public)

    def cut(spare: Path, folder: Path) -> bool:
        folder.rename(spare.with_name("retired"))
        if steps == 2:
            spare.rename(folder)
        raise KeyboardInterrupt

    edit(publication, "thee")
    with monkeypatch.context() as patch:
        patch.setattr(output, "_exchange", cut)
        with pytest.raises(KeyboardInterrupt):
            publication.build()
    if steps == 1:
        edit(publication, "koffie")
        assert not publication.build().changes
        assert old == tree(publication.public)
        edit(publication, "thee")
    publication.build()
    assert "thee" in publication.text(PAGE)
    assert "retired" not in beside(publication)


def test_without_hard_links_files_are_copied(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the file system has no hard links, generations are copies; what is unchanged keeps its time."""

    def refuse(source: str, target: str) -> None:
        raise OSError(errno.EPERM, "Operation not permitted", source, None, target)

    monkeypatch.setattr(os, "link", refuse)
    publication.build()
    for drink in ("thee", "melk"):
        before = files(publication.public)
        edit(publication, drink)
        publication.build()
        assert before["404.html"][1] == files(publication.public)["404.html"][1]
    assert not publication.build().changes


def test_no_file_of_the_output_is_one_of_the_store(publication: Publication) -> None:
    """Whoever spoils a published picture does not spoil the store."""
    publication.write("content/interviews/sheet.png", encoded(drawing(), "PNG"))
    publication.interview("brug", sketch="{image: sheet.png, alt: Twee oevers}")
    publication.build()
    published = {inode for path, (inode, _) in files(publication.public).items() if path.startswith("pictures/")}
    assert published
    assert not published & {inode for inode, _ in files(publication.store).values()}
    picture = next((publication.public / "pictures").iterdir())
    good = picture.read_bytes()
    picture.write_bytes(b"spoilt")
    publication.build()
    assert good == picture.read_bytes()


def test_a_removed_output_comes_back(publication: Publication) -> None:
    """Who removes the output folder gets it back whole, whatever else is left."""
    publication.build()
    edit(publication, "thee")
    publication.build()
    shutil.rmtree(publication.public)
    publication.build()


@pytest.mark.parametrize("large", [False, True])
def test_an_emptied_output_comes_back(publication: Publication, monkeypatch: pytest.MonkeyPatch, large: bool) -> None:
    """Who removes all that is in the folder, but not the folder, gets it back, however large it was."""
    if large:
        monkeypatch.setattr(output, "_LARGE", 0)
    for drink in ("koffie", "thee", "melk"):
        edit(publication, drink)
        publication.build()
    for folder in (publication.public, publication.root / ".public.site-builder" / "spare"):
        for path in folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        publication.build()
        assert drink in publication.text(PAGE)


def test_a_removed_page_comes_back(publication: Publication) -> None:
    """Who removes a page, and leaves its folder empty, gets it back; with its source gone, the folder goes too."""
    publication.build()
    (publication.public / PAGE).unlink()
    publication.build()
    assert (publication.public / PAGE).exists()
    publication.interview("water", title="Water")
    publication.build()
    (publication.public / PAGE).unlink()
    (publication.root / "content/interviews/brug.md").unlink()
    publication.build()
    assert not (publication.public / PAGE).parent.exists()


def test_a_moved_output_is_still_ours(publication: Publication) -> None:
    """A copy or a restored back-up of the folder is no foreign folder."""
    publication.build()
    shutil.copytree(publication.public, publication.root / "elsewhere")
    shutil.rmtree(publication.public)
    (publication.root / "elsewhere").rename(publication.public)
    publication.build()
    assert not publication.build().changes


def test_a_changed_spare_is_not_used(publication: Publication) -> None:
    """A file that somebody changed, added or removed in the spare generation never reaches the site."""
    publication.build()
    edit(publication, "thee")
    publication.build()
    spare = publication.root / ".public.site-builder" / "spare"
    edit(publication, "melk")
    (spare / "404.html").unlink()
    (spare / "404.html").write_bytes(b"spoilt")
    (spare / "robots.txt").unlink()
    (spare / "mine").mkdir()
    (spare / "mine.txt").write_bytes(b"mine")
    publication.build()
    assert not (publication.public / "mine").exists()


def test_the_spare_stays_of_use_when_pages_are_made_and_come_out_the_same(publication: Publication) -> None:
    """The next edit patches it, rather than putting a whole site together."""
    for word in ("thee", "melk"):
        publication.build()
        edit(publication, word)
    publication.build()
    spare = (publication.root / ".public.site-builder" / "spare").stat().st_ino
    text = (data_folder("themes") / "paper/templates/base.html").read_text("utf-8")
    publication.write("templates/base.html", text + "{# niets #}")
    done = publication.build()
    assert done.made
    assert not done.changes
    edit(publication, "sap")
    publication.build()
    assert spare == publication.public.stat().st_ino


# Whole small sites that have no page of the same name as a folder.
NAMES = ("a", "b", "a/a", "a/b", "b/a/a", "c/a")
SITES = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(("1", "2")), min_size=1).filter(
    lambda site: not any(other.startswith(f"{name}/") for name in site for other in site)
)
SPOILT = st.sampled_from(("nothing", "file", "spare", "record"))


def write(folder: Path, site: dict[str, str]) -> None:
    """Make the folder be the site, as a build does."""
    target = Output(folder)
    with target.opened():
        room = target.new_room()
        made: dict[str, Made] = {}
        for path, text in site.items():
            if path not in target.rows or target.rows[path].key != text:
                new = room / path
                new.parent.mkdir(parents=True, exist_ok=True)
                new.write_text(text)
                made[path] = Made(str(new), digest(text.encode()))
        target.write(site, made)


def test_bytes_that_stay_the_same_keep_their_file(tmp_path: Path) -> None:
    """A file that was made anew for nothing is the old one, inode, time and all; the second build has no spare yet."""
    folder = tmp_path / "public"
    write(folder, {"a/x": "1", "b": "1"})
    before = (folder / "a/x").stat()
    target = Output(folder)
    with target.opened():
        room = target.new_room()
        made = {}
        for path, text in {"a/x": "1", "b": "2"}.items():
            (room / path).parent.mkdir(exist_ok=True)
            (room / path).write_text(text)
            made[path] = Made(str(room / path), digest(text.encode()))
        changes = target.write({"a/x": "another key", "b": "2"}, made)
    after = (folder / "a/x").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert ("b",) == changes.changed


def test_a_worker_of_a_build_that_is_gone_writes_nothing(tmp_path: Path) -> None:
    """The room for new files is not made again by those who come late."""
    source = tmp_path / "style.css"
    source.write_bytes(b"a")
    room = tmp_path / "made" / "1"
    inputs = encode(CopyInputs(str(source), digest(b"a")))
    job = Job(str(tmp_path), str(tmp_path / "store"), 0, str(room), str(tmp_path / "public"), (), "", "", {}, b"")
    ((made, problems),) = make_share(job, [Order(Task("copy", ("theme/deep/style.css",), "key"), inputs, ())]).rows
    assert {} == made
    assert ["write-failed"] == [problem.code for problem in problems]
    assert [source] == list(tmp_path.iterdir())


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.tuples(SITES, SPOILT), min_size=1, max_size=6))
def test_any_site_can_follow_any_other(steps: list[tuple[dict[str, str], str]]) -> None:
    """Files become folders and folders files, come and go; the folder holds the site and nothing else."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "public")
        for site, spoilt in steps:
            write(folder, site)
            assert {path: text.encode() for path, text in site.items()} == tree(folder)
            assert all(any(path.iterdir()) for path in folder.rglob("*") if path.is_dir())
            side = folder.with_name(".public.site-builder")
            assert {path.name for path in side.iterdir()} <= {"lock", "records", "spare"}
            if spoilt == "file":
                (folder / min(site)).write_text("spoilt")
            elif spoilt == "spare":
                shutil.rmtree(side / "spare", ignore_errors=True)
            elif spoilt == "record":
                record = min((side / "records").iterdir())
                if record.name != str(folder.stat().st_ino):
                    record.write_bytes(record.read_bytes()[:-1])


# ----------------------------------------------------------------------------------------------------- what is not ours


def test_a_folder_that_somebody_else_made_is_refused(publication: Publication) -> None:
    """What lies in the output folder before the first build is not ours to remove."""
    publication.write("public/thesis.txt", "years of work")
    assert ["output-not-ours"] == codes(publication)
    assert {"thesis.txt": b"years of work"} == tree(publication.public)
    assert not (publication.root / ".public.site-builder" / "spare").exists()


def test_an_empty_folder_is_taken(publication: Publication) -> None:
    """An empty folder with nothing in it but what systems leave there may become the output."""
    publication.write("public/.DS_Store", "junk")
    publication.build()


@pytest.mark.parametrize("path", ["mine.txt", "interviews/brug/mine.txt", "mine/mine.txt", "mine/", "a/b/"])
def test_what_somebody_put_there_is_not_lost(publication: Publication, path: str) -> None:
    """A foreign file or folder stops the build before anything is touched, and the message names it."""
    publication.build()
    before = tree(publication.public)
    if path.endswith("/"):
        (publication.public / path).mkdir(parents=True)
    else:
        publication.write(f"public/{path}", "mine")
        before[path] = b"mine"
    edit(publication, "thee")
    with pytest.raises(SiteError) as caught:
        publication.build()
    assert [("output-foreign-file", f"public/{path}")] == [(p.code, p.path) for p in caught.value.problems]
    assert before == tree(publication.public)
    assert (publication.public / path).exists()


def test_what_systems_leave_in_folders_is_no_obstacle(publication: Publication) -> None:
    """Junk of file managers is neither refused nor published."""
    publication.build()
    for path in (".DS_Store", "interviews/.DS_Store", "interviews/brug/Thumbs.db", "desktop.ini"):
        publication.write(f"public/{path}", "junk")
    publication.build()
    assert not publication.build().changes


def test_a_link_in_place_of_the_folder_is_refused(publication: Publication, tmp_path: Path) -> None:
    """The output folder is never a link into somewhere else, not even into an empty folder."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    publication.public.symlink_to(elsewhere)
    assert ["output-not-ours"] == codes(publication)
    assert [] == list(elsewhere.iterdir())


def test_a_file_in_place_of_the_folder_is_refused(publication: Publication) -> None:
    """A file of that name is left alone."""
    publication.write("public", "mine")
    assert ["output-not-ours"] == codes(publication)
    assert b"mine" == publication.public.read_bytes()


def test_a_link_among_the_pages_is_not_followed(publication: Publication, tmp_path: Path) -> None:
    """A link that somebody put in place of a page is replaced; what it leads to stays as it was."""
    publication.build()
    mine = tmp_path / "mine.txt"
    mine.write_text("mine")
    (publication.public / PAGE).unlink()
    (publication.public / PAGE).symlink_to(mine)
    publication.build()
    assert not (publication.public / PAGE).is_symlink()
    assert "mine" == mine.read_text()


@pytest.mark.parametrize(
    "place",
    [
        ".",
        "..",
        "/",
        "content",
        "content/site",
        "assets",
        "themes/x",
        "templates",
        ".cache",
        ".cache/site-builder/x",
        "~",
        "content/..",
    ],
)
def test_an_output_that_would_cover_something(
    publication: Publication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, place: str
) -> None:
    """An output folder that holds the publication, a part of it or a home, or lies in a part of it, is refused."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    output = str(home) if place == "~" else place
    publication.edit("content/site.yaml", "title: Proef\n", f'title: Proef\noutput: "{output}"\n')
    before = tree(publication.root / "content")
    assert ["output-overlaps"] == codes(publication, compare=False)
    assert before == tree(publication.root / "content")
    assert [] == list(home.iterdir())


def test_the_folder_may_be_called_and_lie_as_the_settings_say(publication: Publication) -> None:
    """A folder in a folder, and one beside the publication."""
    for place in ("_site", "dist/nl", "../beside"):
        text = publication.root.joinpath("content/site.yaml").read_text("utf-8").split("output:")[0]
        publication.write("content/site.yaml", f"{text}output: {place}\n")
        publication.build()
        assert (publication.root / place / PAGE).is_file()


# ---------------------------------------------------------------------------------------------------------------- locks


def started(publication: Publication, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "site_builder", "build", str(publication.root), *arguments]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_builds_at_the_same_time(publication: Publication) -> None:
    """Builds that begin together all end well, and leave the site of one of them, whole."""
    publication.interview("later", title="Later", draft="true")
    publication.build(drafts=True)
    sites = [tree(publication.public)]
    publication.build()
    sites.append(tree(publication.public))
    for round in range(3):
        if round == 1:
            shutil.rmtree(publication.store)
        if round == 2:
            for path in (publication.store, publication.public, publication.root / ".public.site-builder"):
                shutil.rmtree(path)
        running = [started(publication, "--date", NOW.isoformat(), *drafts) for drafts in ([], ["--drafts"], [])]
        for process in running:
            out, err = process.communicate()
            assert (0, "") == (process.returncode, err), out
        assert tree(publication.public) in sites
        assert {"lock", "records"} <= beside(publication) <= {"lock", "records", "spare"}
        publication.build()


def test_the_lock_of_a_dead_process_is_no_obstacle(publication: Publication) -> None:
    """A lock ends with the process that holds it, so a killed build blocks nobody."""
    program = (
        "import os, signal, sys; from pathlib import Path; from site_builder.output import Output\n"
        "with Output(Path(sys.argv[1])).opened(): os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    command = [sys.executable, "-c", program, str(publication.public)]
    done = subprocess.run(command, check=False, env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert -9 == done.returncode
    assert (publication.root / ".public.site-builder" / "lock").exists()
    before = time.monotonic()
    publication.build()
    assert time.monotonic() - before < 30


def test_another_build_that_does_not_end(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a while of waiting a build says that another one is running."""
    monkeypatch.setattr(locks, "PATIENCE", 0.3)
    with Output(publication.public).opened():
        assert ["busy"] == codes(publication)


def test_a_first_build_that_fails_leaves_nothing_beside(publication: Publication) -> None:
    """Nothing lies about after a build that made nothing, and another one that waited for it finds its way."""
    publication.write("templates/404.html", "{{ nothing }}")
    assert ["template-failed"] == codes(publication)
    assert {"content", "templates", ".cache"} == {path.name for path in publication.root.iterdir()}


# ---------------------------------------------------------------------------------------------------- disks that say no


@pytest.mark.parametrize("function", ["mkdir", "rename", "link"])
def test_a_disk_that_refuses(publication: Publication, monkeypatch: pytest.MonkeyPatch, function: str) -> None:
    """What the system refuses is one message with the file and the reason; the old site is whole."""
    publication.build()
    old = tree(publication.public)
    edit(publication, "thee")
    real = getattr(os, function)
    code = errno.ENOSPC if function == "link" else errno.EROFS

    def refuse(path: Any, *args: Any, **kwargs: Any) -> None:
        if ".public.site-builder" in f"{path} {args}":
            raise OSError(code, os.strerror(code), str(path))
        real(path, *args, **kwargs)

    monkeypatch.setattr(os, function, refuse)
    if function == "rename":
        monkeypatch.setattr(output, "_exchange", lambda *_: False)
    with pytest.raises(SiteError) as caught:
        publication.build()
    [found] = caught.value.problems
    assert ("disk-full" if function == "link" else "write-failed") == found.code
    assert "public" == found.path
    if function != "link":
        assert found.message.endswith("can't be written: Read-only file system")
    assert old == tree(publication.public)
    monkeypatch.undo()
    publication.build()
