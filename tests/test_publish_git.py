"""Publishing to a branch: real repositories over file://, SSH and HTTP, with hooks, rivals, secrets and faults."""

from __future__ import annotations

import base64
import contextlib
import getpass
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest

from site_builder import locks
from site_builder.errors import SiteError, excerpt
from site_builder.publishers.branch import Branch
from site_builder.publishers.git import Git, address_of, reason
from tests.publication import INTERVIEW, Publication, tree
from tests.targets import ADDRESS, MANIFEST, STARTED, difference, git, magazine, paths, place, refused, send

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="these tests put scripts in the place of git")

ROOT = Path(__file__).resolve().parent.parent
PAGE = "interviews/brug/index.html"
SETTING = ("content/site.yaml", 6, 22)
"""Where the target of `magazine` stands."""


@pytest.fixture(autouse=True)
def _machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of this machine's settings counts; who commits is known."""
    for name in [name for name in os.environ if name.startswith(("GIT_", "SSH_"))]:
        monkeypatch.delenv(name)
    home = tmp_path / "thuis"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    (home / ".gitconfig").write_text("[user]\nname = Noor Vink\nemail = noor@bruggenblad.nl\n")


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    """A bare repository elsewhere."""
    path = tmp_path / "mijn café" / "ver weg.git"
    subprocess.run(["git", "init", "--quiet", "--bare", str(path)], check=True)
    return path


@pytest.fixture
def blad(tmp_path: Path, remote: Path) -> Publication:
    """A publication in a repository of its own, with a remote; a space and an accent are in all paths."""
    blad = magazine(tmp_path / "mijn café" / "blad", "git: origin")
    blad.write(".gitignore", "/public/\n/.public.*/\n/.cache/\n")
    git(blad.root, "init", "--quiet", "--initial-branch=main")
    git(blad.root, "remote", "add", "origin", f"file://{remote}")
    git(blad.root, "add", ".")
    git(blad.root, "commit", "--quiet", "--message=Begin")
    return blad


def edit(blad: Publication, drink: str) -> None:
    blad.interview("brug", INTERVIEW.replace("koffie", drink))


def setting(blad: Publication, target: str) -> None:
    """Give the publication another target."""
    blad.write("content/site.yaml", f"{STARTED}publish: {{web: {{{target}}}}}\n")


def held(remote: Path, branch: str = "gh-pages") -> dict[str, bytes]:
    """What a branch holds: the bytes of every file, and the mode and id of whatever else there is, by path."""
    if not git(remote, "for-each-ref", f"refs/heads/{branch}"):
        return {}
    raw = subprocess.run(
        ["git", "-C", str(remote), "ls-tree", "-r", "-z", "--full-tree", branch], check=True, capture_output=True
    ).stdout
    found = {}
    for row in raw.split(b"\0")[:-1]:
        facts, path = row.split(b"\t", 1)
        mode, kind, id = facts.split()
        content = facts
        if mode == b"100644":
            content = subprocess.run(
                ["git", "-C", str(remote), "cat-file", kind.decode(), id.decode()], check=True, capture_output=True
            ).stdout
        found[os.fsdecode(path)] = content
    return found


def ours(remote: Path) -> dict[str, bytes]:
    """The files of the branch that its manifest names, but for the one that only tells the host what not to do."""
    found = held(remote)
    named = json.loads(found[MANIFEST])["files"]
    assert ".nojekyll" in named
    return {path: found[path] for path in named if path != ".nojekyll"}


def tip(remote: Path, branch: str = "gh-pages") -> str:
    return git(remote, "rev-parse", branch).strip()


def put(remote: Path, files: dict[str, bytes], branch: str = "gh-pages") -> None:
    """Somebody else commits ordinary files to a branch."""
    feed = b"commit refs/heads/%s\ncommitter Rik <rik@molenblad.nl> now\ndata 1\nx\n" % branch.encode()
    if git(remote, "for-each-ref", f"refs/heads/{branch}"):
        feed += b"from refs/heads/%s^0\n" % branch.encode()
    for path, raw in files.items():
        feed += b'M 100644 inline "%s"\ndata %d\n%s\n' % (os.fsencode(path), len(raw), raw)
    command = ["git", "-C", str(remote), "fast-import", "--quiet", "--date-format=now"]
    subprocess.run(command, input=feed, check=True)


# ---------------------------------------------------------------------------------------------------- what is published


def test_the_branch_holds_the_site(blad: Publication, remote: Path) -> None:
    """A branch that is not there yet gets one commit, with every file of the site and a list of them."""
    done = send(blad)
    assert tree(blad.public) == ours(remote)
    found = held(remote)
    assert b"" == found[".nojekyll"]
    assert {"format": 1, "base_url": ADDRESS, "files": sorted(found.keys() - {MANIFEST})} == json.loads(found[MANIFEST])
    assert len(found) == done.files
    assert f"web (branch gh-pages of file://{remote})" == done.target
    assert "Noor Vink <noor@bruggenblad.nl> Publish Proef\n" == git(remote, "log", "--format=%cn <%ce> %s", "gh-pages")


def test_only_what_changed_is_sent(blad: Publication, remote: Path) -> None:
    """The next one takes the place of the first, without a past; it is told to the letter what is different."""
    blad.interview("oud", title="Oud")
    send(blad)
    before = held(remote)
    edit(blad, "thee")
    blad.interview("nieuw", title="Nieuw")
    (blad.root / "content/interviews/oud.md").unlink()
    done = send(blad)
    after = held(remote)
    assert difference(before, after) == paths(done)
    assert tree(blad.public) == ours(remote)
    assert "1\n" == git(remote, "rev-list", "--count", "gh-pages")
    commit = tip(remote)
    assert [] == paths(send(blad))
    assert commit == tip(remote)


def test_a_dry_run_tells_what_the_real_one_does(blad: Publication, remote: Path) -> None:
    """It lists the same, and nothing is pushed."""
    for drink in ("koffie", "thee"):
        edit(blad, drink)
        before = git(remote, "for-each-ref"), len(tree(remote))
        dry = send(blad, dry_run=True)
        assert before == (git(remote, "for-each-ref"), len(tree(remote)))
        assert paths(dry) == paths(send(blad)) != []


@pytest.mark.parametrize(
    ("written", "branch"),
    [("origin", "pages/site"), ("../ver weg.git", "gh-pages"), ("file://{remote}", "gh-pages"), ("{remote}", "x")],
)
def test_remotes_and_addresses(blad: Publication, remote: Path, written: str, branch: str) -> None:
    """A remote by its name, a path from the publication on, a whole path, a file:// address; any branch."""
    setting(blad, f'git: "{written.format(remote=remote)}", branch: {branch}')
    send(blad)
    assert tree(blad.public).keys() < held(remote, branch).keys()
    assert [branch] == git(remote, "for-each-ref", "--format=%(refname:lstrip=2)").split()


def test_a_remote_with_a_relative_path(blad: Publication, remote: Path) -> None:
    """It counts from the top of the repository, in whatever folder of it the publication lies."""
    deeper = magazine(blad.root / "bladen" / "mag", "git: over")
    git(blad.root, "remote", "add", "over", "../ver weg.git")
    send(deeper)
    assert tree(deeper.public) == ours(remote)


def test_an_address_without_a_repository(tmp_path: Path, remote: Path) -> None:
    """A publication that lies in no repository can be published to one."""
    blad = magazine(tmp_path / "los", f"git: 'file://{remote}'")
    send(blad)
    assert tree(blad.public) == ours(remote)


def test_where_pushes_go(blad: Publication, remote: Path) -> None:
    """`pushurl` and `insteadOf` count, as for any push."""
    git(blad.root, "remote", "set-url", "origin", "https://bruggenblad.invalid/niets.git")
    git(blad.root, "remote", "set-url", "--push", "origin", "werk:ver weg.git")
    git(blad.root, "config", f"url.file://{remote.parent}/.insteadOf", "werk:")
    send(blad)
    assert tree(blad.public) == ours(remote)
    setting(blad, "git: 'werk:ver weg.git', branch: ander")
    send(blad)
    assert PAGE in held(remote, "ander")


def test_another_kind_of_ids(blad: Publication, remote: Path) -> None:
    """A host may use SHA-256."""
    shutil.rmtree(remote)
    subprocess.run(["git", "init", "--quiet", "--bare", "--object-format=sha256", str(remote)], check=True)
    put(remote, {"CNAME": b"bruggenblad.nl\n"})
    send(blad, take_over=True)
    edit(blad, "thee")
    send(blad)
    assert tree(blad.public) == ours(remote)
    assert [] == paths(send(blad))


# ---------------------------------------------------------------------------------------------------- whose files it is


def test_foreign_files_stay(blad: Publication, remote: Path) -> None:
    """Whatever else the branch holds stays as it is: files, programs, links, modules, names of any signs."""
    send(blad)
    feed = b"commit refs/heads/gh-pages\ncommitter Rik <rik@molenblad.nl> now\ndata 1\nx\nfrom refs/heads/gh-pages^0\n"
    for mode, path in (
        (b"100644", b"CNAME"), (b"100755", b"bin/doe"), (b"120000", b"laatste"), (b"100644", b"interviews/brug/eigen"),
        (b"100644", b'a \\"b\\" \\\\ \\303\\251 \\n \\377'),
    ):  # fmt: skip
        feed += b'M %s inline "%s"\ndata 4\neigen'[:-1] % (mode, path) + b"\n"
    feed += b"M 160000 %s vak/module\n" % (b"1" * 40)
    subprocess.run(["git", "-C", str(remote), "fast-import", "--quiet", "--date-format=now"], input=feed, check=True)
    before = held(remote)
    foreign = {
        path: raw for path, raw in before.items() if path not in ours(remote) and path not in (MANIFEST, ".nojekyll")
    }
    assert 6 == len(foreign)
    edit(blad, "thee")
    blad.interview("nieuw", title="Nieuw")
    send(blad)
    after = held(remote)
    assert foreign == {path: raw for path, raw in after.items() if path in foreign}
    assert after.keys() == foreign.keys() | tree(blad.public).keys() | {MANIFEST, ".nojekyll"}


def test_foreign_files_in_many_publishes(blad: Publication, remote: Path) -> None:
    """In a series of publishes, with foreign files that come in between, none is lost and none is changed."""
    chance = random.Random(5)
    send(blad)
    foreign: dict[str, bytes] = {}
    for number in range(8):
        for name in ("een", "twee", "drie"):
            (blad.root / f"content/interviews/{name}.md").unlink(missing_ok=True)
            if chance.random() < 0.6:
                blad.interview(name, title=f"{name}, {number}")
        folder = chance.choice(["", "interviews/", "interviews/een/", "eigen/diep/", "topics/"])
        foreign[f"{folder}bestand-{number}.html"] = b"eigen %d" % number
        put(remote, {f"{folder}bestand-{number}.html": b"eigen %d" % number})
        before = held(remote)
        done = send(blad, allow_fewer_pages=True)
        after = held(remote)
        assert difference(before, after) == paths(done)
        assert foreign == {path: raw for path, raw in after.items() if path in foreign}
        assert after.keys() == foreign.keys() | tree(blad.public).keys() | {MANIFEST, ".nojekyll"}


def test_a_branch_that_is_not_ours(blad: Publication, remote: Path) -> None:
    """Without a list nothing is pushed; taken over, what is in the way is replaced and all else stays."""
    put(remote, {"CNAME": b"bruggenblad.nl\n", "index.html": b"oud", ".nojekyll": b"\n", "theme": b"een bestand"})
    commit = tip(remote)
    found = refused(blad)
    assert ("target-not-ours", *SETTING) == place(found)
    assert commit == tip(remote)
    done = send(blad, take_over=True)
    assert {"- theme", "~ index.html", "~ .nojekyll"} < {*paths(done)}
    assert b"bruggenblad.nl\n" == held(remote)["CNAME"]
    assert tree(blad.public) == ours(remote)
    put(remote, {"interviews/nieuw/index.html": b"van iemand anders"})
    blad.interview("nieuw", title="Nieuw")
    assert ("target-foreign-file", *SETTING) == place(refused(blad))
    put(remote, {MANIFEST: b'{"format": 1}'})
    assert ("manifest-damaged", *SETTING) == place(refused(blad, take_over=True))


def test_a_file_becomes_a_folder_and_back(blad: Publication, remote: Path) -> None:
    """What was a file of ours may become a folder, and the other way round; folders of others do not go."""
    text = "---\ntitle: Weg\naliases: [{}]\n---\nWeg.\n"
    for alias in ("oud/a.html/b.html", "oud/a.html", "oud/a.html/b.html"):
        blad.write("content/pages/weg.md", text.format(alias))
        before = held(remote)
        assert paths(send(blad)) == difference(before, held(remote))
        assert tree(blad.public) == ours(remote)
    put(remote, {"vak.html/eigen.txt": b"eigen"})
    blad.write("content/pages/weg.md", text.format("vak.html"))
    assert ("target-folder-in-way", *SETTING) == place(refused(blad, take_over=True))
    assert b"eigen" == held(remote)["vak.html/eigen.txt"]


def test_a_list_that_is_a_link(blad: Publication, remote: Path) -> None:
    """A link in the place of the list is not followed."""
    feed = b"commit refs/heads/gh-pages\ncommitter Rik <rik@molenblad.nl> now\ndata 1\nx\n"
    feed += b"M 120000 inline .site-builder.json\ndata 5\nCNAME\n"
    subprocess.run(["git", "-C", str(remote), "fast-import", "--quiet", "--date-format=now"], input=feed, check=True)
    assert ("target-link", *SETTING) == place(refused(blad, take_over=True))


# ---------------------------------------------------------------------------------------------- the author's repository


def everything(folder: Path) -> dict[str, tuple[object, ...]]:
    """All that can be seen of everything in a folder, but for what publishing keeps and builds."""
    found: dict[str, tuple[object, ...]] = {}
    for path in sorted(folder.rglob("*")):
        name, stat = path.relative_to(folder).as_posix(), path.lstat()
        if not name.startswith(("public", ".public.site-builder", ".cache")):
            raw = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
            found[name] = (stat.st_ino, stat.st_mode, stat.st_mtime_ns, stat.st_ctime_ns, raw)
    return found


def test_the_repository_of_the_author_is_untouched(blad: Publication, remote: Path, tmp_path: Path) -> None:
    """Whatever state it is in, not one byte or time of it changes, and none of its hooks is run."""
    hook = "#!/bin/sh\ntouch '{}'\nexit 1\n".format(tmp_path / "hook-was-run")
    names = ("pre-push", "pre-commit", "post-commit", "reference-transaction", "post-checkout", "pre-auto-gc")
    for folder in (blad.root / ".git/hooks", tmp_path / "haken"):
        folder.mkdir(exist_ok=True)
        for name in names:
            (folder / name).write_text(hook)
            (folder / name).chmod(0o755)
    with (tmp_path / "thuis/.gitconfig").open("a") as file:
        file.write(f"[core]\nhooksPath = {tmp_path}/haken\n[push]\nfollowTags = true\n[commit]\ngpgSign = true\n")
    git(remote, "config", "core.hooksPath", str(remote / "hooks"))  # what is set above is of this computer alone
    blad.write("content/half.txt", "niet toegevoegd")
    edit(blad, "half werk")
    git(blad.root, "add", "content/interviews/brug.md")
    edit(blad, "nog meer half werk")
    (blad.root / ".git/index.lock").write_text("")
    before = everything(blad.root)
    send(blad)
    edit(blad, "klaar")
    os.utime(blad.root / "content/interviews/brug.md", ns=(0, 0))
    changed = {"content/interviews/brug.md", "content/interviews"}
    send(blad)
    after = everything(blad.root)
    assert before.keys() == after.keys()
    assert {name for name in before if before[name] != after[name]} <= changed
    assert not (tmp_path / "hook-was-run").exists()
    assert tree(blad.public) == ours(remote)


def test_the_environment_of_another_repository(
    blad: Publication, remote: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a hook or a script has set for its own repository leads nowhere else, and nothing is traced."""
    other = tmp_path / "ander"
    git(tmp_path, "init", "--quiet", str(other))
    before = tree(other)
    for name, value in {
        "GIT_DIR": other / ".git", "GIT_WORK_TREE": other, "GIT_INDEX_FILE": other / "index",
        "GIT_OBJECT_DIRECTORY": other / "objecten", "GIT_NAMESPACE": "x", "GIT_QUARANTINE_PATH": other,
        "GIT_TRACE": tmp_path / "spoor", "GIT_TRACE_PACKET": tmp_path / "spoor", "GIT_TRACE_CURL": tmp_path / "spoor",
        "GIT_TRACE2_EVENT": tmp_path / "spoor", "GIT_CURL_VERBOSE": "1", "GIT_CONFIG_PARAMETERS": "'a.b'='c'",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, str(value))
    done = send(blad)
    monkeypatch.undo()
    assert paths(done)
    assert before == tree(other)
    assert not (tmp_path / "spoor").exists()
    assert tree(blad.public) == ours(remote)


@pytest.mark.parametrize(
    ("config", "environment", "expected"),
    [
        ("", {}, "De Brug <noreply@bruggenblad.nl>"),
        ("[user]\nname = Noor Vink\n", {}, "Noor Vink <noreply@bruggenblad.nl>"),
        ("[user]\nname = Noor\nemail = noor@molenblad.nl\n", {}, "Noor <noor@molenblad.nl>"),
        ("[user]\nname = Noor\n", {"GIT_COMMITTER_NAME": "Een <robot>", "GIT_COMMITTER_EMAIL": "r@b.nl"},
         "Een robot <r@b.nl>"),
    ],
)  # fmt: skip
def test_who_commits(
    blad: Publication, remote: Path, monkeypatch: pytest.MonkeyPatch,
    config: str, environment: dict[str, str], expected: str,
) -> None:  # fmt: skip
    """Who git knows in the publication; where nobody is known, the publisher, or else the title."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with (blad.root / ".git/config").open("a") as file:
        file.write(config)
    blad.edit("content/site.yaml", "title: Proef", "publisher: {name: De Brug}\ntitle: Proef")
    send(blad)
    assert f"{expected}\n" == git(remote, "log", "--format=%cn <%ce>", "gh-pages")


# ------------------------------------------------------------------------------------------------------------- refusals


def test_the_branch_one_works_on(blad: Publication, remote: Path) -> None:
    """It is refused by its name, when the remote is named or its address is written, taken over or not."""
    for written in ("origin", f"file://{remote}", f"file://{remote}/"):
        setting(blad, f"git: '{written}', branch: main")
        found = refused(blad, take_over=True)
        assert ("git-current-branch", *SETTING) == place(found)
        assert "main" in found.message
    assert {} == held(remote, "main")
    git(blad.root, "checkout", "--quiet", "--detach")
    send(blad)  # nobody works on it, and it is not there


@pytest.mark.parametrize("path", ["content/site.yaml", "bladen/mag/content/site.yaml"])
def test_a_branch_of_sources(blad: Publication, remote: Path, path: str) -> None:
    """A branch that holds the settings of a publication, wherever, is never published over."""
    put(remote, {path: b"title: Proef\n"}, "bron")
    put(remote, {path: b"title: Proef\n", MANIFEST: json.dumps(
        {"format": 1, "base_url": ADDRESS, "files": ["index.html"]}).encode()}, "list")  # fmt: skip
    for branch in ("bron", "list"):
        commit = tip(remote, branch)
        setting(blad, f"git: origin, branch: {branch}")
        for take_over in (False, True):
            found = refused(blad, take_over=take_over)
            assert ("git-branch-of-sources", *SETTING) == place(found)
            assert path in found.message
        assert commit == tip(remote, branch)


def test_no_such_remote(blad: Publication, tmp_path: Path) -> None:
    """The remotes that there are, and the one that was most likely meant, are named."""
    setting(blad, "git: orgin")
    found = refused(blad)
    assert ("git-no-remote", *SETTING) == place(found)
    assert 'did you mean "origin"? there are: origin' == found.hint
    git(blad.root, "remote", "remove", "origin")
    assert "there is none yet: git remote add orgin ADDRESS" == refused(blad).hint
    loose = magazine(tmp_path / "los", "git: origin")
    found = refused(loose)
    assert ("git-no-repository", *SETTING) == place(found)
    assert not loose.public.exists()


def test_a_remote_that_is_gone(blad: Publication, remote: Path) -> None:
    """git's own reason is told, without what it always says."""
    shutil.rmtree(remote)
    found = refused(blad)
    assert ("git-unreachable", *SETTING) == place(found)
    assert found.message.startswith("git can't get to file:///")
    assert found.message.endswith(f": '{remote}' does not appear to be a git repository")


def test_no_git(blad: Publication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without git, or with one that is too old, it is said so before anything is built."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert ("git-missing", *SETTING) == place(refused(blad))
    program(tmp_path, "git", "echo git version 2.30.9")
    found = refused(blad)
    assert ("git-too-old", *SETTING) == place(found)
    assert "2.31 or later, and this one is 2.30" in found.message
    assert not blad.public.exists()


def program(folder: Path, name: str, script: str) -> Path:
    """A shell script in a folder."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


GIT = shutil.which("git")


@pytest.fixture
def wrapped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put a script before git, which then runs; it finds what git is to do in $*."""
    path = os.environ["PATH"]

    def put_before(script: str) -> None:
        program(tmp_path / "bin", "git", f'{script}\nexec "{GIT}" "$@"')
        monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{path}")

    return put_before


def test_somebody_was_quicker(blad: Publication, remote: Path, wrapped: Callable[[str], None], tmp_path: Path) -> None:
    """When the branch changes between the look and the push, or comes to be, nothing is overwritten; then it works."""
    rival = magazine(tmp_path / "rivaal", f"git: 'file://{remote}'")
    rival.interview("brug", title="Van een ander")
    once = f'if [ -e "{tmp_path}/eens" ]; then case "$*" in *" push "*) rm "{tmp_path}/eens"; {{}};; esac; fi'
    for drink in ("koffie", "thee"):
        edit(blad, drink)
        rival.interview("brug", title=f"Van een ander, die {drink} drinkt")
        (tmp_path / "eens").touch()
        command = f'PYTHONPATH="{ROOT}" "{sys.executable}" -m site_builder publish --in "{rival.root}" >&2 || exit 7'
        wrapped(once.format(command))
        found = refused(blad)
        assert ("git-overtaken", *SETTING) == place(found)
        assert "publish again" in found.hint
        assert b"Van een ander" in held(remote)[PAGE]
        send(blad)
        assert tree(blad.public) == ours(remote)


def test_a_host_that_refuses(blad: Publication, remote: Path) -> None:
    """What its hook says is told, and nothing else; the branch is as it was."""
    send(blad)
    commit = tip(remote)
    edit(blad, "thee")
    program(remote / "hooks", "pre-receive", "echo 'Niet op vrijdag.' >&2; exit 1")
    found = refused(blad)
    assert ("git-refused", *SETTING) == place(found)
    assert found.message.endswith(" does not take the branch gh-pages: Niet op vrijdag; pre-receive hook declined")
    assert commit == tip(remote)


# --------------------------------------------------------------------------------------------------------------- faults


def test_what_a_run_left_that_was_cut_off(blad: Publication, remote: Path) -> None:
    """Locks that nobody holds any more, and a repository of ours that is damaged, stop nobody."""
    send(blad)
    kept = blad.store / "publish" / "web.git"
    for name in ("shallow.lock", "refs/heads/site.lock", "config.lock", "packed-refs.lock"):
        (kept / name).touch()
    edit(blad, "thee")
    send(blad)
    assert tree(blad.public) == ours(remote)

    def cut_objects() -> None:
        for path in [*kept.rglob("*.pack"), *(kept / "objects").glob("??/*")]:
            path.chmod(0o644)
            path.write_bytes(path.read_bytes()[:20])

    damages: list[Callable[[], object]] = [
        cut_objects,
        lambda: (kept / "HEAD").write_bytes(b""),
        lambda: (kept / "config").write_bytes(b"[core"),
        lambda: shutil.rmtree(kept / "objects"),
        lambda: (kept / "refs/heads/site").write_text("1" * 40),
    ]
    for number, damage in enumerate(damages):
        damage()
        edit(blad, f"melk {number}")
        send(blad)
        assert tree(blad.public) == ours(remote)


def test_killed_while_it_is_sent(
    blad: Publication, remote: Path, wrapped: Callable[[str], None], tmp_path: Path
) -> None:
    """The branch is the old one or the new one, and the next run finishes."""
    send(blad)
    command = [sys.executable, "-m", "site_builder", "publish", "--in", str(blad.root)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    for step in ("ls-remote", "ls-tree", "fast-import", "push"):
        edit(blad, f"thee bij {step}")
        old = tip(remote)
        (tmp_path / "begonnen").unlink(missing_ok=True)
        wrapped(f'case "$*" in *" {step} "*) touch "{tmp_path}/begonnen"; kill -9 $PPID; sleep 0.2;; esac')
        done = subprocess.run(command, env=environment | {"PATH": os.environ["PATH"]}, check=False, capture_output=True)
        assert -signal.SIGKILL == done.returncode
        assert (tmp_path / "begonnen").exists()
        wrapped("")
        if step != "push":
            assert old == tip(remote)
        send(blad)
        assert tree(blad.public) == ours(remote)


@pytest.mark.parametrize(
    ("step", "said"), [("fast-import", "not everything|nothing was published"), ("push", "may or may not have been")]
)
def test_an_interruption(
    blad: Publication, remote: Path, wrapped: Callable[[str], None], tmp_path: Path, step: str, said: str
) -> None:
    """Ctrl-C says what became of it, with code 130; nobody is left running."""
    send(blad)
    edit(blad, "thee")
    wrapped(f'case "$*" in *" {step} "*) echo $$ > "{tmp_path}/nummer"; exec sleep 60;; esac')
    process = subprocess.Popen(
        [sys.executable, "-m", "site_builder", "publish", "--in", str(blad.root)],
        env=os.environ | {"PYTHONPATH": str(ROOT)}, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    wait_for(lambda: (tmp_path / "nummer").exists() and (tmp_path / "nummer").read_text().endswith("\n"))
    os.kill(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert ("", 130) == (out, process.returncode)
    assert re.search(f"interrupted; .*({said})", err)
    number = int((tmp_path / "nummer").read_text())
    wait_for(
        lambda: not Path(f"/proc/{number}/cmdline").exists() or b"" == Path(f"/proc/{number}/cmdline").read_bytes()
    )
    wrapped("")
    send(blad)
    assert tree(blad.public) == ours(remote)


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.parametrize("step", ["fetch", "fast-import", "init"])
def test_a_disk_that_is_full(blad: Publication, remote: Path, wrapped: Callable[[str], None], step: str) -> None:
    """It is told to be our own that is full; nothing was published, and the next run finishes."""
    put(remote, {"CNAME": b"x"})
    commit = tip(remote)
    wrapped(f'case "$*" in *{step}" "*) echo "fatal: write error: No space left on device" >&2; exit 128;; esac')
    found = refused(blad, take_over=True)
    assert ("git-disk-full", *SETTING) == place(found)
    assert ".cache/site-builder/publish/web.git" in found.message
    assert commit == tip(remote)
    wrapped(f'case "$*" in *{step}" "*) echo "fatal: the dog ate it" >&2; exit 128;; esac')
    found = refused(blad, take_over=True)
    assert "the dog ate it" in found.message
    assert ("git-unreachable" if step == "fetch" else "git-failed", *SETTING) == place(found)
    wrapped("")
    send(blad, take_over=True)
    assert tree(blad.public) == ours(remote)


def test_two_at_once(blad: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second waits for the first, and then sees what that has done; when it lasts too long, it says so."""
    real, inside, ended = Branch.send, threading.Event(), threading.Event()

    def slow(*args: Any) -> None:
        inside.set()
        assert ended.wait(60)
        real(*args)

    monkeypatch.setattr(Branch, "send", slow)
    first = threading.Thread(target=send, args=(blad,))
    first.start()
    try:
        assert inside.wait(60)
        monkeypatch.setattr(locks, "PATIENCE", 0.3)
        assert ("publish-busy", *SETTING) == place(refused(blad))
    finally:
        ended.set()
        first.join()
    monkeypatch.undo()
    assert [] == paths(send(blad))


def test_what_is_pushed_is_what_was_decided(blad: Publication, remote: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A commit that holds anything else than was listed is not pushed."""
    send(blad)
    commit, real = tip(remote), Branch._feed
    edit(blad, "thee")

    def other(self: Branch, *args: Any) -> Iterator[bytes]:
        for piece in real(self, *args):
            yield b"M 100644 inline extra\ndata 1\nx\n" + piece if piece == b"done\n" else piece

    monkeypatch.setattr(Branch, "_feed", other)
    assert ("git-failed", *SETTING) == place(refused(blad))
    assert commit == tip(remote)
    monkeypatch.undo()
    blad.build()
    page = blad.public / PAGE

    def meanwhile(self: Branch, *args: Any) -> Iterator[bytes]:
        page.write_bytes(page.read_bytes().replace(b"thee", b"gif!"))
        yield from real(self, *args)

    monkeypatch.setattr(Branch, "_feed", meanwhile)
    assert "publish-changed-meanwhile" == refused(blad).code
    assert commit == tip(remote)


# --------------------------------------------------------------------------------------------------------------- by SSH


class Sshd:
    """A server of our own, on this computer alone, for one key."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self.known, self.key = folder / "known_hosts", folder / "key"
        self.process: subprocess.Popen[bytes] | None = None

    def new_host_key(self) -> None:
        """Give the server another key than it had."""
        (self.folder / "host").unlink(missing_ok=True)
        make_key(self.folder / "host")

    def start(self) -> None:
        """Start it, and wait until it listens."""
        config = self.folder / "config"
        config.write_text(
            f"Port {self.port}\nListenAddress 127.0.0.1\nHostKey {self.folder}/host\nPidFile none\nStrictModes no\n"
            f"AuthorizedKeysFile {self.folder}/key.pub\nUsePAM no\nPasswordAuthentication no\n"
            "KbdInteractiveAuthentication no\nPermitRootLogin prohibit-password\n"
        )
        with (self.folder / "log").open("wb") as log:
            server = shutil.which("sshd", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
            assert server, "sshd is missing: run `apt-get install openssh-server`"
            self.process = subprocess.Popen([server, "-D", "-e", "-f", str(config)], stderr=log)
        wait_for(self.answers)

    def answers(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, (self.folder / "log").read_text()
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=5):
            return True
        return False

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait()

    def trust(self) -> None:
        """Let this computer know the server's key."""
        self.known.write_text(f"[127.0.0.1]:{self.port} {(self.folder / 'host.pub').read_text()}")


def make_key(path: Path) -> None:
    path.with_suffix(".pub").unlink(missing_ok=True)
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path)], check=True)


@pytest.fixture
def sshd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sshd]:
    """A running server, whose key nobody knows yet."""
    folder = tmp_path / "sshd"
    folder.mkdir()
    make_key(folder / "key")
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)  # it insists
    server = Sshd(folder, free_port())
    server.new_host_key()
    server.start()
    options = f"-o UserKnownHostsFile='{server.known}' -o GlobalKnownHostsFile=/dev/null -o IdentitiesOnly=yes"
    monkeypatch.setenv("GIT_SSH_COMMAND", f"ssh -F none -i '{server.key}' {options}")
    try:
        yield server
    finally:
        server.stop()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def test_by_ssh(blad: Publication, remote: Path, sshd: Sshd) -> None:
    """A host that is known is published to; one that is not, or has another key than before, is never accepted."""
    address = f"ssh://{getpass.getuser()}@127.0.0.1:{sshd.port}{quote(str(remote))}"
    git(blad.root, "remote", "set-url", "origin", address)
    found = refused(blad)
    assert ("git-host-unknown", *SETTING) == place(found)
    assert f"`ssh -p {sshd.port} 127.0.0.1`" in found.hint
    assert f"the host of ssh://127.0.0.1:{sshd.port}/" in found.message
    assert not sshd.known.exists()
    sshd.trust()
    send(blad)
    assert tree(blad.public) == ours(remote)
    edit(blad, "thee")
    assert "~ interviews/brug/index.html" in paths(send(blad))
    assert tree(blad.public) == ours(remote)
    commit = tip(remote)
    sshd.stop()
    sshd.new_host_key()
    sshd.start()
    known = sshd.known.read_text()
    edit(blad, "melk")
    assert ("git-host-changed", *SETTING) == place(refused(blad))
    assert known == sshd.known.read_text()
    sshd.trust()
    allowed = (sshd.folder / "key.pub").read_text()
    sshd.key.unlink()
    make_key(sshd.key)
    (sshd.folder / "key.pub").write_text(allowed)
    found = refused(blad)
    assert ("git-unreachable", *SETTING) == place(found)
    assert "Permission denied (publickey)" in found.message
    sshd.stop()
    found = refused(blad)
    assert ("git-unreachable", *SETTING) == place(found)
    assert "Connection refused" in found.message
    assert commit == tip(remote)


# ----------------------------------------------------------------------------------------------------- by HTTP; secrets


SECRET = "kanarie-Geheim_1"
USER = "robot-kanarie"


class Host(BaseHTTPRequestHandler):
    """A host of repositories that lets in who knows the secret. It looks whether any process shows it to everybody."""

    server: Hosting
    protocol_version = "HTTP/1.0"

    def do_GET(self) -> None:
        self.answer(b"")

    def do_POST(self) -> None:
        self.answer(self.body())

    def body(self) -> bytes:
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        found = b""
        while size := int(self.rfile.readline(), 16):
            found += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return found

    def answer(self, body: bytes) -> None:
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            with contextlib.suppress(OSError):
                if any(word in path.read_bytes() for word in self.server.secrets):
                    self.server.shown.append(path.read_bytes())
        given = self.headers.get_all("Authorization", [])
        self.server.given += given
        if given != [self.server.wanted]:
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="x"')
            self.end_headers()
            return
        wanted, _, query = self.path.partition("?")
        variables = dict(os.environ) | {
            "GIT_PROJECT_ROOT": str(self.server.folder), "GIT_HTTP_EXPORT_ALL": "1", "REMOTE_USER": "x",
            "PATH_INFO": unquote(wanted), "QUERY_STRING": query, "REQUEST_METHOD": self.command,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""), "CONTENT_LENGTH": str(len(body)),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
        }  # fmt: skip
        command = [str(GIT), "http-backend"]
        done = subprocess.run(command, input=body, env=variables, capture_output=True, check=True)
        head, _, content = done.stdout.partition(b"\r\n\r\n")
        fields = dict(line.split(": ", 1) for line in head.decode().split("\r\n"))
        self.send_response(int(fields.pop("Status", "200").split()[0]))
        for name, value in fields.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


class Hosting(ThreadingHTTPServer):
    """The server: what it wants to hear, what it was told, and what everybody could see meanwhile."""

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), Host)
        self.folder, self.wanted = folder, f"Basic {base64.b64encode(f'{USER}:{SECRET}'.encode()).decode()}"
        self.secrets = [SECRET.encode(), self.wanted.split()[1].encode()]
        self.shown: list[bytes] = []
        self.given: list[str] = []


@pytest.fixture
def hosting(remote: Path) -> Iterator[Hosting]:
    """A running server of the folder in which the remote is."""
    git(remote, "config", "http.receivepack", "true")
    with Hosting(remote.parent) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def with_password(blad: Publication, host: str, secret: str) -> None:
    """The password is in the address of the remote."""
    git(blad.root, "remote", "set-url", "origin", f"http://{USER}:{quote(secret)}@{host}/ver%20weg.git")


def with_header(blad: Publication, host: str, secret: str) -> None:
    """A header is in a file that the repository's settings include, as CI does it."""
    header = base64.b64encode(f"{USER}:{secret}".encode()).decode()
    included = blad.root.parent / "opgenomen.config"
    included.write_text(f'[http "http://{host}/"]\nextraheader = AUTHORIZATION: basic {header}\n')
    git(blad.root, "config", f"includeIf.gitdir:{blad.root}/.git.path", str(included))
    git(blad.root, "remote", "set-url", "origin", f"http://{host}/ver%20weg.git")


def with_helper(blad: Publication, host: str, secret: str) -> None:
    """A helper of the repository knows the password of the user in the address, which is in the environment."""
    git(blad.root, "config", f"credential.http://{host}.helper", "!echo password=$(cat geheim.txt); :")
    blad.write("geheim.txt", secret)
    git(blad.root, "remote", "set-url", "origin", f"http://{USER}@{host}/ver%20weg.git")


@pytest.mark.parametrize("way", [with_password, with_header, with_helper])
def test_secrets(
    blad: Publication, remote: Path, hosting: Hosting, wrapped: Callable[[str], None], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, way: Callable[[Publication, str, str], None],
) -> None:  # fmt: skip
    """Who may publish is let in, and how is told nowhere: not on screen, among arguments, or in what is published."""
    log = tmp_path / "argumenten"
    wrapped(f'printf "%s\\n" "$@" >> "{log}"')
    recording = os.environ["PATH"]
    monkeypatch.setenv("PATH", recording.partition(os.pathsep)[2])
    host = f"127.0.0.1:{hosting.server_port}"
    command = [sys.executable, "-m", "site_builder", "publish", "--in", str(blad.root)]
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "GIT_TRACE": "2",
        "GIT_TRACE_CURL": "2",
        "GIT_CURL_VERBOSE": "1",
    }

    def run() -> tuple[int, str]:
        done = subprocess.run(
            command, env=environment | {"PATH": recording}, stdin=subprocess.DEVNULL, capture_output=True,
            text=True, check=False, timeout=120,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    texts = []
    if way is with_header:
        hosting.wanted = hosting.wanted.replace("Basic", "basic")
    way(blad, host, SECRET)
    code, said = run()
    texts.append(said)
    assert 0 == code, said
    assert tree(blad.public) == ours(remote)
    program(remote / "hooks", "pre-receive", f"echo 'http://{USER}:{SECRET}@{host}/ {SECRET}' >&2; exit 1")
    edit(blad, "thee")
    code, said = run()
    texts.append(said)
    if way is with_password:
        assert (1, True) == (code, "error[git-refused]" in said)
        assert f"http://{host}/ …" in said
    (remote / "hooks" / "pre-receive").unlink()
    for secret, port in ((f"{SECRET}-oud", host), (SECRET, f"127.0.0.1:{free_port()}")):
        hosting.secrets.append(base64.b64encode(f"{USER}:{secret}".encode()))
        way(blad, port, secret)
        code, said = run()
        texts.append(said)
        assert (1, True) == (code, "error[git-unreachable]" in said), said
    published = b"".join(held(remote).values())
    kept = b"".join(
        path.read_bytes()
        for path in (blad.store / "publish").rglob("*")
        if path.is_file() and path.stat().st_size < 1e5
    )
    words = {SECRET, USER, *(base64.b64encode(f"{USER}:{s}".encode()).decode() for s in (SECRET, f"{SECRET}-oud"))}
    for word in words:
        for text in texts if way is with_password else texts[:1] + texts[2:]:
            assert word not in text
        assert word not in log.read_text()
        assert word.encode() not in published + kept
    assert [] == hosting.shown
    assert hosting.given


def test_nobody_is_asked(blad: Publication, hosting: Hosting, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a terminal nothing waits for a password; it is said that one is missing."""
    git(blad.root, "remote", "set-url", "origin", f"http://127.0.0.1:{hosting.server_port}/ver%20weg.git")
    monkeypatch.setenv("GIT_TERMINAL_PROMPT", "1")
    found = refused(blad)
    assert ("git-unreachable", *SETTING) == place(found)
    assert "terminal prompts disabled" in found.message


def test_a_password_in_the_settings(tmp_path: Path) -> None:
    """It is refused, as the file goes to others; what is shown of its line does not tell it."""
    blad = magazine(tmp_path / "blad", f"git: 'https://{USER}:{SECRET}@bruggenblad.nl/x.git'")
    with pytest.raises(SiteError) as caught:
        send(blad)
    [found] = caught.value.problems
    assert ("password-in-address", *SETTING) == place(found)
    assert SECRET not in str(found)
    lines = excerpt(found, blad.root).splitlines()
    assert SECRET not in lines[0]
    assert "git: 'https://••••" in lines[0]
    assert lines[0].index("'https") == lines[1].index("^")


@pytest.mark.parametrize(
    ("written", "url", "shown", "host"),
    [
        ("git@bruggenblad.nl:me/x.git", "git@bruggenblad.nl:me/x.git", "bruggenblad.nl:me/x.git", "bruggenblad.nl"),
        ("bruggenblad.nl:site", "bruggenblad.nl:site", "bruggenblad.nl:site", "bruggenblad.nl"),
        ("ssh://git@bruggenblad.nl:22/~/x", "ssh://git@bruggenblad.nl:22/~/x", "ssh://bruggenblad.nl:22/~/x",
         "-p 22 bruggenblad.nl"),
        ("ssh://git:geheim@bruggenblad.nl/x", "ssh://git@bruggenblad.nl/x", "ssh://bruggenblad.nl/x", "bruggenblad.nl"),
        ("https://bruggenblad.nl/x@y", "https://bruggenblad.nl/x@y", "https://bruggenblad.nl/x@y", ""),
        ("https://a:b@c@bruggenblad.nl/x", "https://bruggenblad.nl/x", "https://bruggenblad.nl/x", ""),
        ("https://token@bruggenblad.nl/x", "https://bruggenblad.nl/x", "https://bruggenblad.nl/x", ""),
        ("../x.git", "/top/x.git", "/top/x.git", ""),
        ("~/x.git", "{home}/x.git", "{home}/x.git", ""),
        ("/a/b.git", "/a/b.git", "/a/b.git", ""),
    ],
)  # fmt: skip
def test_addresses(written: str, url: str, shown: str, host: str) -> None:
    """What git gets, what people see, and what ssh would be asked for."""
    found = address_of(written, Path("/top/onder"))
    home = str(Path.home())
    assert (url.format(home=home), shown.format(home=home), host) == (found.url, found.shown, found.host)
    assert not any("geheim" in part or "b@c" in part for part in (found.url, found.shown, *map(str, found.config)))


def test_what_git_says_is_made_short() -> None:
    """The reason remains, once, without prefixes, advice and what it always says; a user in an address does not."""
    said = (
        "Warning: Permanently added\nremote: ERROR: geen toegang.\nfatal: Could not read from remote repository.\n\n"
        "Please make sure you have the correct access rights\nand the repository exists.\n"
    )
    assert "geen toegang" == reason(said)
    assert "Could not read from remote repository" == reason("fatal: Could not read from remote repository.\n")
    assert 301 == len(reason("x" * 1000))
    git = Git(at_terminal=False)
    git.config = [("a.b", "c")]
    outer = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "x.y", "GIT_CONFIG_VALUE_0": "z", "GIT_TRACE": "1", "A": "b"}
    found = git._environment(outer)
    assert ("4", "x.y", "a.b", "c") == tuple(found[f"GIT_CONFIG_{n}"] for n in ("COUNT", "KEY_0", "KEY_3", "VALUE_3"))
    assert ("0", "C", "b", None) == (found["GIT_TERMINAL_PROMPT"], found["LC_ALL"], found["A"], found.get("GIT_TRACE"))
    assert "GIT_TERMINAL_PROMPT" not in Git(at_terminal=True)._environment(outer)
    git.secrets = {"geheim", "geheimer"}
    assert "… … https://host/x@y …" == git.scrubbed("geheim geheimer https://a:b@c@host/x@y geheim")
