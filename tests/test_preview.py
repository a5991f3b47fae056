"""The preview shows what is being written: always a whole site, the last good one, and what is wrong since."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from tornado.httpclient import AsyncHTTPClient

from site_builder import locks
from site_builder.errors import problem
from site_builder.executors import Here
from site_builder.opening import site_folder
from site_builder.preview import server
from site_builder.preview.rebuilding import Rebuilder
from site_builder.preview.standing import Standing
from tests.browser import open_page
from tests.pictures import drawing, encoded
from tests.preview import PATIENCE, ROOT, Preview, WebSocket, end, previewing, wait_for
from tests.publication import INTERVIEW, NOW, SITE, Publication, tiny, tree

BRUG = "/interviews/brug/"
WORDS = "Aan de overkant, met koffie."
BROKEN = INTERVIEW.replace("speakers:", "speakrs:")


@pytest.fixture
def publication(tmp_path: Path) -> Publication:
    root = tmp_path / "een café"
    root.mkdir()
    return tiny(root)


@pytest.fixture
def preview(publication: Publication) -> Iterator[Preview]:
    with previewing(publication.root) as preview:
        yield preview


def shows(preview: Preview, address: str, words: str) -> bool:
    """Whether a page says this now."""
    return words in preview.ask(address).body.decode()


def wait_until_shown(preview: Preview, address: str, words: str) -> None:
    wait_for(lambda: shows(preview, address, words))


def version(page: bytes) -> str:
    """What a page is recognised by."""
    found = re.search(rb'<script src="/_preview/client\.js" data-version="(\w+)" defer></script></head>', page)
    assert found
    return found[1].decode()


def looking(socket: WebSocket, preview: Preview, address: str) -> dict[str, Any]:
    """Be a browser that shows a page; what it is told at once."""
    page = preview.ask(address).body
    socket.say({"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]})
    assert "hello" == socket.message()["command"]
    socket.say({"command": "info", "url": f"http://127.0.0.1{address}", "version": version(page)})
    told: dict[str, Any] = socket.message()
    return told


# ------------------------------------------------------------------------------------------------------------ answers


def test_every_file_of_the_site_is_served(publication: Publication, preview: Preview) -> None:
    """Byte for byte as it would be published; pages load the client besides."""
    publication.build(drafts=True, compare=False)
    for path, data in tree(publication.public).items():
        answer = preview.ask(f"/{path}")
        script = b'<script src="/_preview/client.js" data-version="%s" defer></script>'
        body = (
            answer.body.replace(script % version(answer.body).encode(), b"") if path.endswith(".html") else answer.body
        )
        assert (200, data) == (answer.status, body), path


@pytest.mark.parametrize(
    ("address", "status", "kind"),
    [
        ("/", 200, "text/html; charset=utf-8"),
        ("/?a=1", 200, "text/html; charset=utf-8"),
        ("/interviews/brug/index.json", 200, "application/json"),
        ("/feed.xml", 200, "application/xml"),
        ("/robots.txt", 200, "text/plain"),
        ("/interviews/brug", 302, "text/html; charset=UTF-8"),
        ("/interviews/nothing/", 404, "text/html; charset=utf-8"),
        ("/interviews/brug/nothing.jpg", 404, "text/html; charset=utf-8"),
        ("/_preview/client.js", 200, "text/javascript; charset=utf-8"),
        ("/_preview/nothing", 404, "text/html; charset=utf-8"),
    ],
)
def test_answers(preview: Preview, address: str, status: int, kind: str) -> None:
    """Each with its status and its type; only the head for who asks for the head."""
    answer, head = preview.ask(address), preview.ask(address, method="HEAD")
    assert (status, kind) == (answer.status, answer.header("Content-Type"))
    assert (status, b"") == (head.status, head.body)
    assert answer.header("Content-Length") == head.header("Content-Length")


def test_a_missing_slash_is_put_there(preview: Preview) -> None:
    """As static hosts do."""
    assert "/interviews/brug/" == preview.ask("/interviews/brug").header("Location")


def test_films_can_be_wound(publication: Publication) -> None:
    """A part of a file may be asked for, which players do."""
    publication.write("content/interviews/geluid/praat.mp3", bytes(range(256)) * 40)
    publication.write(
        "content/interviews/geluid/index.md", INTERVIEW.replace("topics:", "downloads: [{file: praat.mp3}]\ntopics:")
    )
    with previewing(publication.root) as preview:
        page = BeautifulSoup(preview.ask("/interviews/geluid/").body, "html.parser")
        (address,) = {str(link["href"]) for link in page.select("a[href$='.mp3']")}
        answer = preview.ask(address, "Range: bytes=256-259")
    assert (206, b"\0\1\2\3") == (answer.status, answer.body)


def test_a_publication_below_its_host_is_shown_there(publication: Publication) -> None:
    """The preview stands at the path of `base_url`, and its own home leads there."""
    publication.edit("content/site.yaml", "https://example.org/", "https://example.org/mag/")
    with previewing(publication.root) as preview:
        assert [(302, "/mag/")] * 2 == [(a.status, a.header("Location")) for a in map(preview.ask, ("/", "/mag"))]
        assert shows(preview, "/mag/interviews/brug/", WORDS)
        assert 404 == preview.ask("/interviews/brug/").status
        assert 404 == preview.ask("/magazine/").status


def test_drafts_and_future_items_are_shown_and_marked(publication: Publication) -> None:
    """Where readers would not find them, and not in the site that will be published."""
    publication.interview("later", publish="2999-01-01", title="Wat nog komt")
    publication.interview("schets", draft="true", title="Nog niet af")
    publication.build(compare=False)
    before = tree(publication.public)
    with previewing(publication.root) as preview:
        for address, title in (("/interviews/later/", "Wat nog komt"), ("/interviews/schets/", "Nog niet af")):
            page = BeautifulSoup(preview.ask(address).body, "html.parser")
            assert title in page.text
            assert page.select_one("main .draft"), address
        assert not BeautifulSoup(preview.ask(BRUG).body, "html.parser").select("main header .draft")
        assert 2 == len(BeautifulSoup(preview.ask("/").body, "html.parser").select(".draft"))
    assert before == tree(publication.public)


# ------------------------------------------------------------------------------------------------------------ changes


def test_what_is_saved_is_served(publication: Publication, preview: Preview) -> None:
    """A changed text, a new item with its list, a new name, an item that is gone."""
    publication.edit("content/interviews/brug.md", WORDS, "Met thee.")
    wait_until_shown(preview, BRUG, "Met thee.")
    publication.interview("molen", title="De molen draait")
    wait_until_shown(preview, "/", "De molen draait")
    (publication.root / "content/interviews/molen.md").rename(publication.root / "content/interviews/wiek.md")
    wait_until_shown(preview, "/interviews/wiek/", "De molen draait")
    wait_for(lambda: preview.ask("/interviews/molen/").status == 404)
    (publication.root / "content/interviews/wiek.md").unlink()
    wait_for(lambda: not shows(preview, "/", "De molen draait"))


def test_a_new_folder_and_a_new_picture_are_noticed(publication: Publication, preview: Preview) -> None:
    """Also one whose folder has only just been made."""
    publication.write("content/interviews/vers/vel.png", encoded(drawing(), "PNG"))
    publication.write(
        "content/interviews/vers/index.md",
        INTERVIEW.replace("topics:", "sketch: {image: vel.png, alt: Een brug in twee delen}\ntopics:"),
    )
    wait_until_shown(preview, "/interviews/vers/", "Een brug in twee delen")
    page = BeautifulSoup(preview.ask("/interviews/vers/").body, "html.parser")
    (picture,) = page.select("img[alt='Een brug in twee delen']")
    assert 200 == preview.ask(str(picture["src"])).status
    assert "image/jpeg" == preview.ask(str(picture["src"])).header("Content-Type")


def test_a_burst_of_changes_ends_with_the_last(publication: Publication, preview: Preview) -> None:
    """However fast files are saved, what is shown in the end is what is there in the end, in a few builds."""
    for number in range(200):
        publication.write("content/interviews/brug.md", INTERVIEW.replace(WORDS, f"Bij keer {number}."))
    wait_until_shown(preview, BRUG, "Bij keer 199.")
    assert len(re.findall(r"^built: ", preview.out, re.MULTILINE)) < 50


def test_a_page_is_loaded_again_when_it_has_changed(publication: Publication, preview: Preview) -> None:
    """And no other one."""
    with preview.websocket() as changed, preview.websocket() as other:
        assert {"command": "problems", "good": True, "problems": []} == looking(changed, preview, BRUG)
        assert "problems" == looking(other, preview, "/topics/ambacht/")["command"]
        publication.edit("content/interviews/brug.md", WORDS, "Met thee.")
        assert {"command": "reload", "path": BRUG, "liveCSS": False} == changed.message()
        assert "problems" == other.message()["command"]


def test_a_page_that_is_old_already_is_loaded_again_at_once(preview: Preview) -> None:
    """What has changed between its loading and its first word is not lost."""
    with preview.websocket() as browser:
        browser.say({"command": "info", "url": f"{preview.address}interviews/brug/", "version": "of yesterday"})
        assert "reload" == browser.message()["command"]


def test_a_page_that_comes_into_being_is_loaded(publication: Publication, preview: Preview) -> None:
    """Whoever waits before a 404 sees the page when it is there."""
    with preview.websocket() as browser:
        assert "problems" == looking(browser, preview, "/interviews/molen/")["command"]
        publication.interview("molen")
        assert "reload" == browser.message()["command"]


def test_the_site_is_whole_at_every_moment(publication: Publication, preview: Preview) -> None:
    """While it is built again and again, every page is there, and everything on it that it loads."""
    publication.write("themes/eigen/theme.yaml", "name: eigen\nparent: paper\nstyles: [eigen.css]\n")
    publication.edit("content/site.yaml", "timezone:", "theme: eigen\ntimezone:")
    for number in range(12):
        publication.write("themes/eigen/static/eigen.css", f"main {{ margin: {number}px }}\n")
        publication.write("content/interviews/brug.md", INTERVIEW.replace(WORDS, f"Bij keer {number}."))
        for _ in range(8):
            page = preview.ask(BRUG)
            assert 200 == page.status
            assert page.body.rstrip().endswith(b"</html>")
    wait_until_shown(preview, BRUG, "Bij keer 11.")
    links = BeautifulSoup(preview.ask(BRUG).body, "html.parser").select("link[rel=stylesheet]")
    sheets = [preview.ask(str(link["href"])) for link in links]
    assert any(b"margin: 11px" in sheet.body for sheet in sheets)


# ----------------------------------------------------------------------------------------------------------- problems


def test_the_last_good_page_stays_while_something_is_wrong(publication: Publication, preview: Preview) -> None:
    """The list of problems is sent to the page and said in the terminal, and goes when they are mended."""
    with preview.websocket() as browser:
        looking(browser, preview, BRUG)
        publication.write("content/interviews/brug.md", BROKEN)
        told = browser.message()
        assert ("problems", False) == (told["command"], told["good"])
        found = next(problem for problem in told["problems"] if problem["code"] == "unknown-key")
        assert ("content/interviews/brug.md", 4, 1) == (found["path"], found["line"], found["column"])
        assert "    | speakrs: [ada]\n    | ^" == found["excerpt"]
        assert 'did you mean "speakers"?' in found["hint"]
        assert shows(preview, BRUG, WORDS)
        assert "content/interviews/brug.md:4:1: error[unknown-key]: `speakrs`" in preview.err
        assert "the preview shows the last good site" in preview.err
        publication.write("content/interviews/brug.md", INTERVIEW)
        assert {"command": "problems", "good": True, "problems": []} == browser.message()
        wait_for(lambda: "mended: nothing to report" in preview.err)


def test_a_doubt_does_not_hold_anything_up(publication: Publication, preview: Preview) -> None:
    """A warning is told, and the new page shown."""
    with preview.websocket() as browser:
        looking(browser, preview, BRUG)
        publication.write("content/interviews/vel.png", encoded(drawing(), "PNG"))
        publication.interview("brug", sketch="{image: vel.png}", title="Twijfel")
        wait_until_shown(preview, BRUG, "Twijfel")
    with preview.websocket() as browser:
        told = looking(browser, preview, BRUG)
        if not told["problems"]:  # the build that changed the page is not over yet; its end is told as well
            told = browser.message()
        assert told["good"]
        assert {"warning"} == {problem["severity"] for problem in told["problems"]}


def test_a_publication_that_begins_broken_says_so(publication: Publication) -> None:
    """There is nothing to show yet, so the list of problems is the page; it comes to life when they are mended."""
    publication.write("content/interviews/brug.md", BROKEN.replace("Een brug", "<b>Een</b> brug"))
    publication.edit("content/interviews/brug.md", "title: ", "<i>titel</i>: ")
    with previewing(publication.root) as preview, preview.websocket() as browser:
        page = preview.ask("/anything/")
        assert 500 == page.status
        shown = BeautifulSoup(page.body, "html.parser")
        assert "content/interviews/brug.md:4:1" in shown.text
        assert "<i>titel</i>" in shown.text
        looking(browser, preview, "/")
        publication.write("content/interviews/brug.md", INTERVIEW)
        assert "reload" == browser.message()["command"]
        assert 200 == preview.ask("/").status


def test_a_broken_publication_shows_what_an_earlier_preview_has_left(publication: Publication) -> None:
    """The last good site outlives the preview that made it."""
    with previewing(publication.root):
        pass
    publication.write("content/interviews/brug.md", BROKEN)
    with previewing(publication.root) as preview:
        assert shows(preview, BRUG, WORDS)
        assert "unknown-key" in preview.err


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        ("content/site.yaml", "title: [Proef\n", "bracket-first"),
        ("content/site.yaml", SITE + "theme: nergens\n", "unknown-theme"),
        ("content/site.yaml", SITE + "output: content\n", "output-overlaps"),
        ("themes/eigen/templates/base.html", "{% if %}", "template-broken"),
        ("themes/eigen/templates/base.html", "{{ nothing.at.all }}", "template-failed"),
        ("themes/eigen/theme.yaml", "nome: eigen\n", "unknown-key"),
    ],
)
def test_broken_settings_and_themes_are_survived(publication: Publication, path: str, text: str, code: str) -> None:
    """The last good site stays; what is mended is shown."""
    publication.write("themes/eigen/theme.yaml", "name: eigen\nparent: paper\n")
    publication.edit("content/site.yaml", "timezone:", "theme: eigen\ntimezone:")
    target = publication.root / path
    with previewing(publication.root) as preview:
        before = target.read_bytes() if target.exists() else None
        publication.write(path, text)
        wait_for(lambda: f"error[{code}]" in preview.err)
        assert shows(preview, BRUG, WORDS)
        target.unlink() if before is None else target.write_bytes(before)
        publication.edit("content/interviews/brug.md", WORDS, "Met thee.")
        wait_until_shown(preview, BRUG, "Met thee.")


@pytest.mark.parametrize("name", ["content", "content/interviews", "content/site.yaml", "content/speakers/ada.md"])
def test_what_is_taken_away_may_come_back(publication: Publication, preview: Preview, name: str) -> None:
    """Folders and files that vanish are problems, until they are there again with something new in them."""
    away = publication.root / "weg"
    (publication.root / name).rename(away)
    wait_for(lambda: "error[" in preview.err or preview.ask(BRUG).status == 404)
    away.rename(publication.root / name)
    wait_until_shown(preview, BRUG, WORDS)
    publication.edit("content/interviews/brug.md", WORDS, "Met thee.")
    wait_until_shown(preview, BRUG, "Met thee.")


def test_a_folder_may_be_replaced_by_another(publication: Publication, preview: Preview) -> None:
    """As when another branch is checked out: the new folder is watched."""
    shutil.copytree(publication.root / "content", publication.root / "new")
    shutil.rmtree(publication.root / "content")
    wait_for(lambda: "error[no-settings]" in preview.err)
    (publication.root / "new").rename(publication.root / "content")
    wait_for(lambda: "mended" in preview.err)
    for number in range(2):
        publication.write("content/interviews/brug.md", INTERVIEW.replace(WORDS, f"Bij keer {number}."))
        wait_until_shown(preview, BRUG, f"Bij keer {number}.")


def test_the_whole_folder_may_vanish_and_come_back(publication: Publication, preview: Preview) -> None:
    """Nothing is written where it was."""
    away = publication.root.with_name("weg")
    publication.root.rename(away)
    wait_for(lambda: "error[folder-gone]" in preview.err)
    assert 500 == preview.ask(BRUG).status
    assert not publication.root.exists()
    away.rename(publication.root)
    wait_until_shown(preview, BRUG, WORDS)


@pytest.mark.parametrize("name", [".cache", ".cache/site-builder/preview", "public"])
def test_what_was_made_may_vanish(publication: Publication, preview: Preview, name: str) -> None:
    """The store, the pages of the preview, the finished site: the next change brings back what is needed."""
    shutil.rmtree(publication.root / name, ignore_errors=True)
    publication.edit("content/interviews/brug.md", WORDS, "Met thee.")
    wait_until_shown(preview, BRUG, "Met thee.")
    assert 200 == preview.ask("/").status


def test_a_file_that_cannot_be_read_is_a_problem(publication: Publication, preview: Preview) -> None:
    """A link to nowhere, a folder in place of a file: said, and survived."""
    (publication.root / "content/interviews/lus.md").symlink_to("nergens.md")
    wait_for(lambda: "error[symlink-broken]" in preview.err)
    (publication.root / "content/interviews/lus.md").unlink()
    (publication.root / "content/site.yaml").rename(publication.root / "site.yaml")
    (publication.root / "content/site.yaml").mkdir()
    wait_for(lambda: "content/site.yaml: error[not-a-regular-file]" in preview.err)
    (publication.root / "content/site.yaml").rmdir()
    (publication.root / "site.yaml").rename(publication.root / "content/site.yaml")
    publication.edit("content/interviews/brug.md", WORDS, "Met thee.")
    wait_until_shown(preview, BRUG, "Met thee.")


# ----------------------------------------------------------------------------------------------- what a build is for


def rebuilder(publication: Publication) -> Rebuilder:
    """What builds for the preview, in this process."""

    def blame(error: Exception) -> None:
        raise error

    return Rebuilder(
        publication.root, executor=Here(), moment=lambda: NOW, blame=blame, progress=lambda: lambda *_: None
    )


def test_what_the_finished_site_has_is_not_made_again(
    publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first page of a preview comes at once: what is the same is copied, what is not is made."""
    monkeypatch.setattr("site_builder.pipeline.FEW", 0)
    publication.build()
    publication.interview("schets", draft="true")
    built = rebuilder(publication)().built
    assert built
    assert {"interviews/schets/index.html", "index.html"} < set(built.made)
    assert not {"404.html", "robots.txt", "speakers/index.html"} & set(built.made)
    site = site_folder(publication.store)
    assert (publication.public / "404.html").read_bytes() == (site / "404.html").read_bytes()
    assert (publication.public / "404.html").stat().st_ino != (site / "404.html").stat().st_ino


def test_nothing_is_copied_that_is_not_what_was_made(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes that somebody has changed, with size and time as they were, don't get into the preview."""
    monkeypatch.setattr("site_builder.pipeline.FEW", 0)
    publication.build()
    page = publication.public / "404.html"
    good, stat = page.read_bytes(), page.stat()
    with page.open("r+b") as file:
        file.write(b"<!doctype")
    os.utime(page, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    rebuilder(publication)()
    assert good == (site_folder(publication.store) / "404.html").read_bytes()


def test_builds_that_share_a_store_take_turns(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build into another folder waits for the one that is using the store, and says so when that takes too long."""
    monkeypatch.setattr(locks, "PATIENCE", 0)
    publication.store.mkdir(parents=True)
    with locks.locked(publication.store / "lock", problem("busy", "public")):
        standing = rebuilder(publication)()
        assert ["busy"] == [found.code for found in standing.problems]
    assert rebuilder(publication)().is_good


def test_an_address_that_is_not_there_waits_for_the_build(publication: Publication) -> None:
    """Who asks for a new page while it is being built gets it, and not a 404; who asks for an old one needn't wait."""
    build, may_go_on = rebuilder(publication), threading.Event()
    builds = 0

    def rebuild() -> Standing:
        nonlocal builds
        standing = build()
        builds += 1
        assert builds == 1 or may_go_on.wait(PATIENCE)
        return standing

    async def visit() -> tuple[int, bool, int, int]:
        preview = server.Preview(publication.root, rebuild, lambda _: None)
        listening = server.listen(server.Application(preview), 0)
        address = f"http://127.0.0.1:{preview.port}"
        building = asyncio.ensure_future(preview.keep_building())
        client = AsyncHTTPClient(force_instance=True)
        try:
            await client.fetch(address)
            preview.changed()
            while builds < 2:
                await asyncio.sleep(0.01)
            publication.interview("molen")  # too late for that build
            preview.changed()
            new = asyncio.ensure_future(client.fetch(f"{address}/interviews/molen/"))
            old = await client.fetch(f"{address}{BRUG}")
            waits = not new.done()
            may_go_on.set()
            return old.code, waits, (await new).code, builds
        finally:
            may_go_on.set()
            building.cancel()
            client.close()
            listening.stop()
            await listening.close_all_connections()

    assert (200, True, 200, 3) == asyncio.run(visit())


# -------------------------------------------------------------------------------------------------------- the command


def serve(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run `serve` when it is to end by itself."""
    command = [sys.executable, "-m", "site_builder", "serve", "--no-open", *map(str, words)]
    environment = {"PYTHONPATH": str(ROOT)}
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False, env=environment)


def test_it_ends_without_ado(publication: Publication) -> None:
    """Ctrl-C and a plain request to end are the way out: no error, no trace, no process left."""
    for signal_ in (signal.SIGINT, signal.SIGTERM):
        with previewing(publication.root) as preview:
            preview.process.send_signal(signal_)
            assert 0 == preview.process.wait(PATIENCE)
            assert preview.out.endswith("The preview has ended.\n")
            assert "" == preview.err


def test_outside_of_a_publication_there_is_nothing_to_serve(tmp_path: Path) -> None:
    """One message, as for a build."""
    done = serve(tmp_path)
    assert (1, "") == (done.returncode, done.stdout)
    assert "content/site.yaml: error[no-settings]" in done.stderr
    assert not list(tmp_path.iterdir())


def test_the_next_port_is_taken(publication: Publication) -> None:
    """Two previews may run, of one publication as well; the second says where it is."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with previewing(publication.root, "--port", str(port)) as preview:
            assert port < preview.port <= port + 100
            assert f"port {port} is taken" in preview.err
            with previewing(publication.root, "--port", str(port)) as other:
                assert preview.port != other.port
                publication.edit("content/interviews/brug.md", WORDS, "Met thee.")
                wait_until_shown(preview, BRUG, "Met thee.")
                wait_until_shown(other, BRUG, "Met thee.")


def test_no_port_at_all_is_a_clear_message(publication: Publication) -> None:
    """At the end of all ports."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 65_535))
        taken.listen()
        done = serve("--port", "65535", publication.root)
    assert 2 == done.returncode
    assert "no port from 65535 to 65535 is free" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script is the browser here")
def test_the_browser_is_opened(publication: Publication, tmp_path: Path) -> None:
    """With the address; where there is none, that is said."""
    program, opened = tmp_path / "browser", tmp_path / "opened"
    program.write_text(f'#!/bin/sh\necho "$1" > "{opened}"\n')
    program.chmod(0o755)
    command = [sys.executable, "-m", "site_builder", "serve", "--port", "0", str(publication.root)]
    said = tmp_path / "said"
    for browser in (str(program), ""):
        environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"} | ({"BROWSER": browser} if browser else {})
        with said.open("wb") as file:
            process = subprocess.Popen(command, stdout=file, stderr=file, env=environment, start_new_session=True)
        try:
            if browser:
                wait_for(lambda: opened.exists() and opened.read_text().endswith("\n"))
            else:
                wait_for(lambda: "no browser was found" in said.read_text())
        finally:
            end(process)
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\n", opened.read_text())


@pytest.mark.skipif(sys.platform != "linux", reason="strace, and the watches it takes away, are Linux's")
def test_where_the_system_cannot_watch_every_file_is_looked_at(publication: Publication, tmp_path: Path) -> None:
    """A limit that is reached is told, and changes are noticed all the same."""
    strace = shutil.which("strace")
    assert strace, "strace is missing: apt-get install strace"
    said = tmp_path / "said"
    fault = "inject=inotify_add_watch:error=ENOSPC"
    command = [strace, "-f", "-qq", "-o", str(tmp_path / "trace"), "-e", "trace=inotify_add_watch", "-e", fault]
    command += [sys.executable, "-m", "site_builder", "serve", "--no-open", "--port", "0", str(publication.root)]
    with said.open("wb") as file:
        process = subprocess.Popen(
            command, stdout=file, stderr=file, env={"PYTHONPATH": str(ROOT)}, start_new_session=True
        )
    try:
        wait_for(lambda: "each file is looked at once a second" in said.read_text())
        assert "ENOSPC" in (tmp_path / "trace").read_text()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", said.read_text())
        assert found
        preview = Preview(publication.root, process, said, said)
        preview.port = int(found[1])
        publication.edit("content/interviews/brug.md", WORDS, "Met thee.")
        wait_until_shown(preview, BRUG, "Met thee.")
    finally:
        end(process)


def test_polling_can_be_asked_for(publication: Publication) -> None:
    """For folders on a network, where the system hears of nothing."""
    with previewing(publication.root, "--poll") as preview:
        publication.edit("content/interviews/brug.md", WORDS, "Met thee.")
        wait_until_shown(preview, BRUG, "Met thee.")


def test_a_build_beside_the_preview_disturbs_neither(publication: Publication, preview: Preview) -> None:
    """They share the store, and take turns."""
    for number in range(4):
        publication.write("content/interviews/brug.md", INTERVIEW.replace(WORDS, f"Bij keer {number}."))
        publication.build()
        assert f"Bij keer {number}." in publication.text("interviews/brug/index.html")
        wait_until_shown(preview, BRUG, f"Bij keer {number}.")
    assert "" == preview.err


# --------------------------------------------------------------------------------------------------------- a browser


def test_a_browser_shows_what_is_wrong_and_keeps_its_place(publication: Publication) -> None:
    """The list stands over the last good page; a reload keeps the scroll position; the theme doesn't reach the list."""
    publication.interview("brug", lead="|\n" + "".join(f"  Regel {n} van de inleiding.\n\n" for n in range(80)))
    overlay = "site-builder-preview"
    with previewing(publication.root) as preview, open_page(viewport={"width": 800, "height": 600}) as page:
        page.goto(f"{preview.address}interviews/brug/")
        page.evaluate("scrollTo(0, 700)")
        publication.edit("content/interviews/brug.md", "speakers:", "speakrs:")
        errors = page.locator(f"{overlay} details.errors")
        errors.wait_for()
        assert "speakrs" in errors.inner_text()
        assert errors.evaluate("panel => panel.open")
        assert 700 == page.evaluate("scrollY")
        publication.edit("content/interviews/brug.md", "speakrs:", "speakers:")
        errors.wait_for(state="detached")
        publication.edit("content/interviews/brug.md", WORDS, "Met thee.")
        page.get_by_text("Met thee.").first.wait_for()
        page.wait_for_function("scrollY === 700")


def test_a_browser_that_sees_nothing_yet_sees_the_page_when_it_comes(publication: Publication) -> None:
    """From the page of problems to the site, without a hand on the browser; a list is not shown twice."""
    publication.write("content/interviews/brug.md", BROKEN)
    with previewing(publication.root) as preview, open_page() as page:
        page.goto(preview.address)
        assert "speakrs" in page.inner_text("main")
        assert 0 == page.locator("site-builder-preview details").count()
        publication.write("content/interviews/brug.md", INTERVIEW)
        page.get_by_role("heading", name="Een brug begint met luisteren").first.wait_for()


def test_a_browser_is_told_when_the_preview_has_ended(publication: Publication) -> None:
    """And looks whether it is back."""
    with open_page() as page:
        with previewing(publication.root) as preview:
            page.goto(preview.address)
            port = preview.port
        page.get_by_text("The preview has ended").wait_for()
        publication.edit("content/interviews/brug.md", "Een brug begint", "Alles begint")
        with previewing(publication.root, "--port", str(port)):
            page.get_by_role("heading", name="Alles begint met luisteren").first.wait_for()


def test_nothing_of_the_preview_is_published(publication: Publication) -> None:
    """No script of it, no draft, in what a build makes."""
    with previewing(publication.root):
        publication.interview("schets", draft="true")
        publication.build()
    assert not [path for path, data in tree(publication.public).items() if b"_preview" in data or "schets" in path]
    assert json.loads(publication.text("interviews/brug/index.json"))
