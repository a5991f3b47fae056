"""The preview answers the browser of who started it, and its own pages: nobody else learns or changes anything.

One preview stands for most of these tests, in a place full of files that are nobody's business: each of them holds
`CANARY`. What the preview may show holds `WORDS`. Nothing on the disk may change, whatever is asked.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import socket
import struct
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page, sync_playwright
from tornado.httputil import HTTPHeaders
from tornado.routing import PathMatches

from site_builder.build import no_progress
from site_builder.executors import Here
from site_builder.preview import server, standing
from site_builder.preview.guard import HEADERS, refusal
from site_builder.preview.rebuilding import Rebuilder
from site_builder.preview.server import Application, listen
from site_builder.preview.server import Preview as Served
from site_builder.preview.standing import Standing
from tests.browser import CHROMIUM_ARGUMENTS, find_chromium, serving
from tests.pictures import drawing, encoded
from tests.preview import UPGRADE, Answer, Preview, WebSocket, answer, previewing, wait_for
from tests.publication import INTERVIEW, NOW, SITE, tiny, tree

CANARY = "KANARIE-7f3a91"
WORDS = "Aan de overkant, met koffie."
PAGE = "/interviews/brug/"
STORE = ".cache/site-builder"
SITE_FOLDER = f"{STORE}/preview/site"
NAMES_OF_CANARIES = ("kanarie.txt", ".env", "index.html")


# ---------------------------------------------------------------------------------------------------------- the preview


@contextmanager
def preview_of(folder: Path, base_url: str = "https://example.org/") -> Iterator[Preview]:
    """A preview with a canary beside everything that it may show, once nothing is being built any more."""
    root, home = folder / "publication", urlsplit(base_url).path
    root.mkdir()
    publication = tiny(root)
    publication.write("content/site.yaml", SITE.replace("https://example.org/", base_url) + f"# {CANARY}\n")
    publication.interview(
        "brug", INTERVIEW.replace("title:", f"# {CANARY}\ntitle:"), sketch="{image: blad.png, alt: x}"
    )
    publication.write("content/interviews/blad.png", encoded(drawing(), "PNG"))
    for path in (".git/config", "public/geheim.html", "content/.verborgen.md", "templates/.kanarie.html"):
        publication.write(path, CANARY)
    for up in ("", "publication/", "publication/.cache/", f"publication/{STORE}/", f"publication/{STORE}/preview/"):
        for name in NAMES_OF_CANARIES:
            (folder / up).mkdir(parents=True, exist_ok=True)
            (folder / up / name).write_text(CANARY)
    preview_folder = folder / "publication" / STORE / "preview"
    for sibling in ("site-secret", "site.old", "Site", "site2", ".site.site-builder"):
        (preview_folder / sibling).mkdir()
        for name in NAMES_OF_CANARIES:
            (preview_folder / sibling / name).write_text(CANARY)
    with previewing(root) as preview:
        publication.interview("water", title="Water")
        wait_for(lambda: preview.ask(f"{home}interviews/water/").status == 200)  # so it is watching
        yield preview
        assert preview.process.poll() is None, "the preview has died"
        assert WORDS.encode() in preview.ask(f"{home}interviews/brug/").body
        assert "Traceback" not in preview.err
        assert CANARY not in preview.out + preview.err


@pytest.fixture(scope="module")
def _preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    with preview_of(tmp_path_factory.mktemp("guard")) as preview:
        yield preview


@pytest.fixture(scope="module")
def before(_preview: Preview) -> dict[str, bytes]:
    """Every file there is, when nothing is being built."""
    found: list[dict[str, bytes]] = [{}]

    def is_quiet() -> bool:
        _preview.ask("/nowhere")  # which waits until a build has ended
        found.append(tree(folder_of(_preview)))
        return found[-1] == found[-2]

    wait_for(is_quiet)
    return found[-1]


def folder_of(preview: Preview) -> Path:
    return preview.root.parent


@pytest.fixture
def preview(_preview: Preview, before: dict[str, bytes]) -> Iterator[Preview]:
    """The preview that most tests ask. After each of them it still answers, and every file is what it was."""
    yield _preview
    assert _preview.ask(PAGE).status == 200
    assert tree(folder_of(_preview)) == before


def routes() -> list[str]:
    """An address for each route of the application, so that a new one can't stay out of these tests."""

    async def application() -> Application:
        return Application(Served(Path(), lambda: Standing(Path(), "/", frozenset(), ()), lambda _: None))

    found = []
    for rule in asyncio.run(application()).wildcard_router.rules:
        assert isinstance(rule.matcher, PathMatches)
        pattern = rule.matcher.regex
        address = re.sub(r"\\(.)", r"\1", pattern.pattern.removesuffix("$").replace("(.*)", PAGE.removeprefix("/")))
        assert pattern.match(address), f"teach this test to make an address for {pattern.pattern}"
        found.append(address)
    return found


ROUTES = [
    *routes(),
    "/",
    "/feed.xml",
    "/interviews/brug",
    "/interviews/brug/index.json",
    "/nowhere",
    "/_preview/",
    "/%ff",
]
"""Those of the application; a page, a file, an address that leads on, and some that lead nowhere."""

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get"]


def test_the_routes_are_those_of_the_application() -> None:
    """The routes are really read: the page, the client and the socket are among them."""
    assert {PAGE, "/_preview/client.js", "/_preview/socket"} <= set(ROUTES)
    assert len(routes()) == 3


def test_what_a_guest_may_see(preview: Preview) -> None:
    """The preview does answer: each of these tests could see a page, a file and a message, and find a canary."""
    assert WORDS.encode() in preview.ask(PAGE).body
    assert preview.ask("/feed.xml").header("content-type") == "application/xml"
    canaries = [path for path, text in tree(folder_of(preview)).items() if CANARY.encode() in text]
    assert len(canaries) > 30
    with preview.websocket() as socket:
        assert socket.greeting.status == 101
        socket.say({"command": "hello"})
        assert socket.message()["command"] == "hello"


# ---------------------------------------------------------------------------------------------------- what is no answer


def told(answer: Answer) -> str:
    """What an answer gives away, or nothing."""
    raw = answer.raw
    for secret in (CANARY.encode(), WORDS.encode(), b"<html", b"speakers", b"WebSocket(", b"class Preview"):
        if secret in raw:
            return secret.decode()
    return ""


def opened(answer: Answer) -> list[str]:
    """Headers with which an answer would let others in."""
    return [name for name, _ in answer.headers if name.startswith(("access-control-", "timing-allow-origin"))]


def assert_refused(answer: Answer) -> None:
    """Nothing was done, nothing was told, nobody was let in."""
    assert answer.status in (400, 403, 405)
    assert "" == told(answer)
    assert [] == opened(answer)
    assert "location" not in dict(answer.headers)
    assert len(answer.body) < 200


EVERYTHING = [(route, method) for route in ROUTES for method in METHODS]
ENOUGH = [(route, method) for route, method in EVERYTHING if route == PAGE or method == "GET"]
"""Every route once, every method once."""


def ask_all(preview: Preview, *headers: str, asked: list[tuple[str, str]] = EVERYTHING) -> Iterator[Answer]:
    """The answers of routes to methods, with and without the wish for a websocket."""
    for route, method in asked:
        yield preview.ask(route, *headers, method=method)
        yield preview.ask(route, *headers, *UPGRADE, method=method)


# ------------------------------------------------------------------------------------------------------------- the host

HOSTS_REFUSED = {
    "none": (),
    "nothing": ("Host:",),
    "a hostile name": ("Host: evil.example:{port}",),
    "a hostile name without a port": ("Host: evil.example",),
    "one that begins like ours": ("Host: localhost.evil.example:{port}",),
    "one that ends like ours": ("Host: evil.localhost:{port}",),
    "one that holds our address": ("Host: 127.0.0.1.nip.io:{port}",),
    "one that is glued to our address": ("Host: 127.0.0.1evil.example:{port}",),
    "a trailing dot": ("Host: localhost.:{port}",),
    "a trailing dot behind the address": ("Host: 127.0.0.1.:{port}",),
    "no port": ("Host: 127.0.0.1",),
    "no port, by name": ("Host: localhost",),
    "an empty port": ("Host: 127.0.0.1:",),
    "another port": ("Host: 127.0.0.1:1",),
    "the port of the web": ("Host: 127.0.0.1:80",),
    "a port with a zero": ("Host: 127.0.0.1:0{port}",),
    "a port with more": ("Host: 127.0.0.1:{port}0",),
    "two ports": ("Host: 127.0.0.1:{port}:{port}",),
    "a user": ("Host: 127.0.0.1:{port}@evil.example",),
    "a user before ours": ("Host: evil.example@127.0.0.1:{port}",),
    "a password": ("Host: a:b@127.0.0.1:{port}",),
    "every address": ("Host: 0.0.0.0:{port}",),
    "a short address": ("Host: 127.1:{port}",),
    "a neighbour": ("Host: 127.0.0.2:{port}",),
    "a decimal": ("Host: 2130706433:{port}",),
    "a hexadecimal": ("Host: 0x7f.1:{port}",),
    "an octal": ("Host: 0177.0.0.1:{port}",),
    "IPv6": ("Host: [::1]:{port}",),
    "IPv4 as IPv6": ("Host: [::ffff:127.0.0.1]:{port}",),
    "two": ("Host: 127.0.0.1:{port}", "Host: evil.example"),
    "two, ours last": ("Host: evil.example", "Host: 127.0.0.1:{port}"),
    "ours twice": ("Host: 127.0.0.1:{port}", "Host: 127.0.0.1:{port}"),
    "a list": ("Host: 127.0.0.1:{port}, evil.example",),
    "a path": ("Host: 127.0.0.1:{port}/",),
    "a scheme": ("Host: http://127.0.0.1:{port}",),
    "a slash back": ("Host: 127.0.0.1:{port}\\evil.example",),
    "an anchor": ("Host: 127.0.0.1:{port}#evil.example",),
    "a space": ("Host: 127.0.0.1:{port} evil.example",),
    "a zero byte": ("Host: 127.0.0.1:{port}\0",),
    "other letters": ("Host: ⓛocalhost:{port}",),
    "forwarded": ("Host: evil.example", "X-Forwarded-Host: 127.0.0.1:{port}", "Forwarded: host=127.0.0.1:{port}"),
    "a space before the colon": ("Host : 127.0.0.1:{port}",),
    "a folded line": ("Host: evil.example", " 127.0.0.1:{port}"),
}


@pytest.mark.parametrize("version", ["1.1", "1.0"])
@pytest.mark.parametrize("lines", HOSTS_REFUSED.values(), ids=HOSTS_REFUSED)
def test_hosts_that_are_refused(preview: Preview, lines: tuple[str, ...], version: str) -> None:
    """The preview answers to no name but its own, so a name that was made to lead here reads nothing."""
    named = [line.replace("{port}", str(preview.port)) for line in lines]
    for route in ROUTES:
        for more in ((), UPGRADE, (*UPGRADE, f"Origin: http://127.0.0.1:{preview.port}")):
            first = f"GET {route} HTTP/{version}"
            assert_refused(preview.send("\r\n".join([first, *named, *more, "", ""]).encode()))


@pytest.mark.parametrize(
    "hosts", [[], ["127.0.0.1:8000", "evil.example"], ["127.0.0.1:8000", "127.0.0.1:8000"]], ids=str
)
def test_the_guard_relies_on_nobody(hosts: list[str]) -> None:
    """A request with no host, or with two, is refused by the guard too, whatever the server below it thinks of it."""
    headers = HTTPHeaders()
    for host in hosts:
        headers.add("Host", host)
    assert "answers to no other name" in refusal("GET", "/", headers, 8000)
    assert "" == refusal("GET", "/", HTTPHeaders({"Host": "127.0.0.1:8000"}), 8000)


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "LOCALHOST:{port}", "LocalHost:{port}"])
def test_hosts_that_are_answered(preview: Preview, host: str) -> None:
    """Its two names are known in any case of their letters; what a proxy would add changes nothing."""
    host = host.replace("{port}", str(preview.port))
    forwarded = ("X-Forwarded-Host: evil.example", "Forwarded: host=evil.example", "X-Host: evil.example")
    for headers in ((), forwarded):
        found = preview.ask(PAGE, *headers, host=host)
        assert 200 == found.status
        assert b"evil" not in found.raw
        assert f"{PAGE}" == preview.ask(PAGE.rstrip("/"), *headers, host=host).header("location")


@pytest.mark.parametrize(
    "target",
    [
        "http://evil.example/",
        "http://evil.example{route}",
        "http://127.0.0.1:{port}{route}",
        "https://127.0.0.1:{port}{route}",
        "127.0.0.1:{port}{route}",
        "evil.example:80",
        "*",
        "interviews/brug/",
        "\\interviews/brug/",
        "?{route}",
        "#{route}",
        "file:///etc/passwd",
    ],
)
def test_targets_that_are_no_path(preview: Preview, target: str) -> None:
    """A target is a path of this site: whoever asks for a whole address takes the preview for a proxy."""
    for route, method in ENOUGH:
        written = target.replace("{port}", str(preview.port)).replace("{route}", route)
        assert_refused(preview.ask(written, method=method))


# ----------------------------------------------------------------------------------------------------------- the origin

ORIGINS_REFUSED = {
    "a hostile one": ("Origin: https://evil.example",),
    "a hostile one without TLS": ("Origin: http://evil.example",),
    "with our port": ("Origin: http://evil.example:{port}",),
    "none that can be named": ("Origin: null",),
    "nothing": ("Origin:",),
    "another port": ("Origin: http://127.0.0.1:1",),
    "no port": ("Origin: http://127.0.0.1",),
    "another port by name": ("Origin: http://localhost:1",),
    "TLS": ("Origin: https://127.0.0.1:{port}",),
    "our other name": ("Origin: http://localhost:{port}",),
    "an address on the network": ("Origin: http://192.168.1.7:{port}",),
    "a neighbour": ("Origin: http://127.0.0.2:{port}",),
    "IPv6": ("Origin: http://[::1]:{port}",),
    "a name that begins like ours": ("Origin: http://127.0.0.1:{port}.evil.example",),
    "a name that ends like ours": ("Origin: http://evil.127.0.0.1:{port}",),
    "a domain of localhost": ("Origin: http://evil.localhost:{port}",),
    "a user": ("Origin: http://127.0.0.1:{port}@evil.example",),
    "an empty user": ("Origin: http://@127.0.0.1:{port}",),
    "a slash behind it": ("Origin: http://127.0.0.1:{port}/",),
    "a path": ("Origin: http://127.0.0.1:{port}/interviews/",),
    "an anchor": ("Origin: http://127.0.0.1:{port}#evil",),
    "no scheme": ("Origin: 127.0.0.1:{port}",),
    "half a scheme": ("Origin: //127.0.0.1:{port}",),
    "another scheme": ("Origin: ftp://127.0.0.1:{port}",),
    "a file": ("Origin: file://",),
    "an extension": ("Origin: chrome-extension://abcdefghijklmnop",),
    "half an address": ("Origin: http://[",),
    "two": ("Origin: http://127.0.0.1:{port}", "Origin: https://evil.example"),
    "two, ours last": ("Origin: https://evil.example", "Origin: http://127.0.0.1:{port}"),
    "a list": ("Origin: http://127.0.0.1:{port} https://evil.example",),
    "a list with a comma": ("Origin: http://127.0.0.1:{port}, https://evil.example",),
    "garbage": ("Origin: ☃",),
}

SITES_REFUSED = {
    "another site": ("Sec-Fetch-Site: cross-site",),
    "another port of this site": ("Sec-Fetch-Site: same-site",),
    "garbage as the site": ("Sec-Fetch-Site: x",),
    "no site": ("Sec-Fetch-Site:",),
    "shouted": ("Sec-Fetch-Site: SAME-ORIGIN",),
    "two sites": ("Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: cross-site"),
    "two sites, ours last": ("Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: none"),
    "a list of sites": ("Sec-Fetch-Site: same-origin, cross-site",),
    "another site with our origin": ("Sec-Fetch-Site: cross-site", "Origin: http://127.0.0.1:{port}"),
    "a link from another site": ("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-User: ?1"),
    "a frame of another site": ("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: iframe"),
    "a script of another site": ("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: script"),
}


@pytest.mark.parametrize(
    "lines", [*ORIGINS_REFUSED.values(), *SITES_REFUSED.values()], ids=[*ORIGINS_REFUSED, *SITES_REFUSED]
)
def test_pages_of_others_are_refused(preview: Preview, lines: tuple[str, ...]) -> None:
    """No page of another origin gets anything from any route by any method, nor a websocket."""
    headers = [line.replace("{port}", str(preview.port)).encode().decode("latin-1") for line in lines]
    for found in ask_all(preview, *headers, asked=ENOUGH):
        assert_refused(found)


@pytest.mark.parametrize(
    "header",
    ["Origin: https://evil.example", "Origin: null", "Origin: http://127.0.0.1:1", "Sec-Fetch-Site: cross-site"],
)
def test_pages_of_others_are_refused_everything(preview: Preview, header: str) -> None:
    """Each route refuses each method, for the four that matter most."""
    for found in ask_all(preview, header):
        assert_refused(found)


def test_pages_of_the_preview_are_answered(preview: Preview) -> None:
    """Its own pages and whoever types the address may read by either name."""
    for host in (f"127.0.0.1:{preview.port}", f"localhost:{preview.port}"):
        for headers in (
            [f"Origin: http://{host}"],
            ["Sec-Fetch-Site: same-origin"],
            ["Sec-Fetch-Site: none"],
            [f"Origin: http://{host}", "Sec-Fetch-Site: same-origin"],
        ):
            assert 200 == preview.ask(PAGE, *headers, host=host).status
        assert 101 == preview.ask("/_preview/socket", *UPGRADE, f"Origin: http://{host}", host=host).status


def test_a_websocket_needs_an_origin(preview: Preview) -> None:
    """Browsers always name the page that asks for a websocket; whoever doesn't is none."""
    for more in ((), (f"Sec-WebSocket-Origin: http://127.0.0.1:{preview.port}",), ("Sec-Fetch-Site: same-origin",)):
        for route in ROUTES:
            assert_refused(preview.ask(route, *UPGRADE, *more))


# ---------------------------------------------------------------------------------------------------------- the methods


@pytest.mark.parametrize("method", [method for method in METHODS if method not in ("GET", "HEAD")])
def test_nothing_but_reading(preview: Preview, method: str) -> None:
    """Not even a page of the preview can ask for anything but to read, and no preflight is answered."""
    ours = f"Origin: http://127.0.0.1:{preview.port}"
    preflight = ("Access-Control-Request-Method: PUT", "Access-Control-Request-Headers: x-token")
    asked = [(route, method) for route in ROUTES]
    for found in ask_all(preview, ours, *preflight, "Access-Control-Request-Private-Network: true", asked=asked):
        assert_refused(found)
    for more in ("X-HTTP-Method-Override: GET", "X-Method-Override: GET"):
        assert_refused(preview.ask(PAGE, ours, more, method=method))


@pytest.mark.parametrize("override", ["X-HTTP-Method-Override: DELETE", "X-HTTP-Method: PUT", "_method: DELETE"])
def test_reading_stays_reading(preview: Preview, override: str) -> None:
    """What asks to read reads, whatever a header or a parameter would like it to be."""
    assert 200 == preview.ask(f"{PAGE}?_method=DELETE", override).status


@pytest.mark.parametrize(
    ("type", "body"),
    [
        ("text/plain", b'{"command": "reload"}'),
        ("application/x-www-form-urlencoded", b"command=reload"),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n'),
        ("multipart/form-data", b"--x"),
        ("application/json", b"{}"),
    ],
)
def test_forms_do_nothing(preview: Preview, type: str, body: bytes) -> None:
    """What any page can send without asking first is refused, from the preview itself as well."""
    for origin in ("http://evil.example", "null", f"http://127.0.0.1:{preview.port}"):
        for route in ROUTES:
            headers = (f"Origin: {origin}", f"Content-Type: {type}", f"Content-Length: {len(body)}")
            assert_refused(preview.send(preview.request(route, *headers, method="POST") + body))


def test_who_is_refused_is_not_heard_out(preview: Preview) -> None:
    """A refusal waits for no body, and is the last answer of its connection."""
    body = ("Content-Length: 16000",)
    for headers, method in ((("Sec-Fetch-Site: cross-site",), "GET"), ((), "POST"), (("Origin: null",), "PUT")):
        assert 403 == preview.send(preview.request(PAGE, *headers, *body, method=method)).status
        with preview.connect() as connection:
            connection.sendall(preview.request(PAGE, *headers, method=method) + preview.request(PAGE))
            assert 403 == answer(connection).status
            assert 0 == answer(connection).status


# ---------------------------------------------------------------------------------------------------------- the headers


def answers_of_every_kind(preview: Preview) -> Iterator[tuple[int, Answer]]:
    """An answer for each status that there is."""
    ours = f"Origin: http://127.0.0.1:{preview.port}"
    yield 200, preview.ask(PAGE)
    yield 200, preview.ask(PAGE, method="HEAD")
    yield 200, preview.ask("/feed.xml")
    yield 200, preview.ask("/feed.xml?v=1")
    yield 200, preview.ask("/feed.xml", "If-None-Match: *", "If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT")
    yield 200, preview.ask("/_preview/client.js", ours)
    yield 101, preview.ask("/_preview/socket", *UPGRADE, ours)
    yield 206, preview.ask("/feed.xml", "Range: bytes=0-9")
    yield 302, preview.ask("/interviews/brug", ours)
    yield 400, preview.ask("/%ff", ours)
    yield 400, preview.ask("/_preview/socket", ours)
    yield 403, preview.ask(PAGE, "Origin: null")
    yield 403, preview.ask(PAGE, "Sec-Fetch-Site: cross-site")
    yield 403, preview.ask(PAGE, ours, method="OPTIONS")
    yield 404, preview.ask("/nowhere", ours)
    yield 405, preview.ask(PAGE, method="PROPFIND")
    yield 405, preview.ask("/_preview/socket", method="HEAD")
    yield 416, preview.ask("/feed.xml", "Range: bytes=999999-")
    yield 426, preview.ask("/_preview/socket", *UPGRADE[:2], UPGRADE[3], "Sec-WebSocket-Version: 12", ours)


def test_every_answer_has_the_headers_of_the_guard(preview: Preview) -> None:
    """Whatever the status: nothing is kept, framed, sniffed or shared, and nobody is let in."""
    for status, found in answers_of_every_kind(preview):
        assert status == found.status
        assert HEADERS == {name: found.header(name) for name in HEADERS}
        assert [] == opened(found)
        assert not {"expires", "etag", "last-modified", "set-cookie"} & dict(found.headers).keys()
    assert HEADERS["Cross-Origin-Resource-Policy"] == "same-origin"
    assert HEADERS["Content-Security-Policy"] == "frame-ancestors 'self'"
    assert HEADERS["X-Content-Type-Options"] == "nosniff"
    assert HEADERS["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("value", "status", "length"),
    [
        ("bytes=0-0", 206, 1),
        ("bytes=-5", 206, 5),
        ("bytes=5-", 206, -5),
        ("bytes=0-" + "9" * 4_000, 200, 0),
        ("bytes=00-" + "9" * 5_000, 200, 0),
        ("bytes=-" + "9" * 4_000, 200, 0),
        ("bytes=0-1,3-4", 200, 0),
        ("bytes=9-1", 416, None),
        ("bytes=-0", 416, None),
        ("bytes=x-y", 200, 0),
        ("lines=0-1", 200, 0),
        ("bytes=--1", 206, -1),
    ],
    ids=lambda value: str(value)[:20],
)
def test_parts_of_a_file(preview: Preview, value: str, status: int, length: int | None) -> None:
    """Whatever part of a file is asked for, what comes is a part of that file."""
    whole = preview.ask("/feed.xml").body
    found = preview.ask("/feed.xml", f"Range: {value}")
    assert status == found.status
    if length is not None:
        assert len(found.body) == (length if length > 0 else len(whole) + length)
        assert found.body in whole


# ------------------------------------------------------------------------------------------------------------ the paths

UPWARD = [
    "../", "..%2f", "..%2F", "%2e%2e/", "%2E%2E/", "%2e./", ".%2e/", "%2e%2e%2f", "..%5c", "..%5C", "..\\",
    "%2e%2e\\", "%2e%2e%5c", "....//", "....\\/", "....\\\\", "..././", "...\\.\\", ".../", "..//", "../\\", "..\\/",
    "./../", "././../", ".%00./", "..%00/", "%00../", "..%0a/", "..%0d/", "..%09/", "..%20/", "%20../", "..;/",
    "..%3b/", "..;x=y/", "..?/", "..%3f/", "..#/", "..%23/", "%252e%252e/", "%252e%252e%252f", "..%252f", "..%255c",
    "%25252e%25252e/", "%c0%ae%c0%ae/", "%c0%ae%c0%ae%c0%af", "..%c0%af", "..%c1%9c", "..%e0%80%af",
    "%e0%80%ae%e0%80%ae/", "%f0%80%80%ae./", "%uff0e%uff0e/", "%u002e%u002e/", "%u2216..", "．．/",
    "%ef%bc%8e%ef%bc%8e/", "..%ef%bc%8f", "..／", "..%e2%81%84", "..%e2%88%95", "․․/", "%e2%80%a5/", "‥/", "..%bg%qf",
    "..%%32%66", "%%32%65%%32%65/", "..%u2215", "..%01/", "..%7f/", "..%2f/", "/..", "/../", "//../", "/./../",
    "/%2e%2e/", "\\..\\", "..%2f..%5c", ".. /",
]  # fmt: skip
"""Spellings of a step upward that some server has taken for one."""

PREFIXES = ("/", PAGE, "/theme/", "/_preview/", "/nowhere/")


def ends_of_paths(up: str) -> Iterator[str]:
    """Paths to canaries from every folder that an address may name, as far up as there are any."""
    for prefix in PREFIXES:
        for count in range(1, 8):
            yield f"{prefix}{up * count}kanarie.txt"
    yield f"/{up}.env"
    yield f"/{up}site-secret/index.html"
    yield f"/{up}Site/"
    yield f"/{up * 4}content/site.yaml"
    yield f"/{up * 4}.git/config"
    yield f"/_preview/{up}server.py"
    yield f"/{up * 20}etc/passwd"


def assert_nothing_outside(found: Answer) -> None:
    """No byte of a file that is not of the site."""
    assert found.status in (0, 302, 400, 403, 404)
    assert not re.search(rf"{CANARY}|root:[^\n]*:0:0:|class Preview|jinja2".encode(), found.raw)


@pytest.mark.parametrize("up", UPWARD, ids=ascii)
def test_no_step_leads_out(preview: Preview, up: str) -> None:
    """However a step upward is spelled, and wherever it is taken, it leads to no file outside of the site."""
    written = up.encode().decode("latin-1")
    for target in ends_of_paths(written):
        assert_nothing_outside(preview.ask(target))


LEADING_OUT = [
    "/kanarie.txt", "/.env", "/.git/config", "/.git/HEAD", "/.cache/site-builder/kanarie.txt", "/content/site.yaml",
    "/content/interviews/brug.md", "/public/geheim.html", "/geheim.html", "/../publication/content/site.yaml",
    "//kanarie.txt", "///etc/passwd", "//etc/passwd", "/%2fetc/passwd", "/%2f%2fetc/passwd", "/%5cetc%5cpasswd",
    "/./../kanarie.txt", "/.//kanarie.txt", "/.site.site-builder/index.html", "/../.site.site-builder/index.html",
    "/../.site.site-builder/records/", "/../.site.site-builder/lock", "/../site-secret/", "/../site.old/",
    "/../site2/", "/-secret/", "/-secret/index.html", "-secret/", "/.old/index.html", "/2/", "/../Site/",
    "/../SITE/index.html", "/store.sqlite", "/../../store.sqlite", "/../../store.sqlite-wal", "/../../lock",
    "/file:///etc/passwd", "/etc/passwd", "/proc/self/environ", "/proc/self/root/etc/passwd", "/dev/stdin",
    "/dev/fd/0", "/~root/", "/~/", "/@fs/etc/passwd", "/_preview/problems.html", "/_preview/static/client.js",
    "/_preview/../client.js", "/_preview/client.js/../../server.py", "/_preview/server.py", "/_preview/__init__.py",
    "/_preview/socket/../../", "/static/../kanarie.txt", "/livereload.js", "/forcereload", "/livereload",
    "/C:/Windows/win.ini", "/C:%5cWindows%5cwin.ini", "/c$/Windows/win.ini", "/\\\\localhost\\c$\\kanarie.txt",
    "/%5c%5clocalhost%5cc$%5ckanarie.txt", "/\\\\?\\C:\\kanarie.txt", "/..\\..\\kanarie.txt", "/con", "/nul",
    "/NUL.html", "/aux/", "/com1", "/index.html:kanarie",
]  # fmt: skip
"""Paths that begin at the wrong place."""


@pytest.mark.parametrize("target", LEADING_OUT, ids=ascii)
def test_no_path_begins_elsewhere(preview: Preview, target: str) -> None:
    """What is not of the site has no address at all, whatever stands behind it."""
    for more in (
        "",
        "?raw",
        "?import&raw",
        "?url",
        "#x",
        "%00",
        "%00.html",
        ";.html",
        "/",
        "/.",
        "%2f",
        "%20",
        "::$DATA",
    ):
        assert_nothing_outside(preview.ask(target + more))


NOT_THE_NAME = [
    "/FEED.XML", "/Feed.xml", "/feed.XML", "/feed.xml.", "/feed.xml..", "/feed.xml%20", "/%20feed.xml", "/feed.xml/",
    "/feed.xml//", "/feed.xml/.", "/feed.xml%00", "/feed.xml%00.html", "/feed.xml::$DATA", "/feed.xml%3a%3a$DATA",
    "/feed.xml:", "/FEED~1.XML", "/feed~1.xml", "/feed.xml~", "/.feed.xml", "//feed.xml", "/./feed.xml",
    "/x/../feed.xml", "/theme/../feed.xml", "/%2ffeed.xml", "/%5cfeed.xml", "/\\feed.xml", "/feed.xml\\",
    "/feed.xml%2f", "/feed.xml;", "/feed.xml;x", "/feed%2exml.", "/feed%252exml", "/feed.xml%23", "/feed.xml%3f",
    "/interviews%5cbrug%5cindex.html", "/INTERVIEWS/brug/", "/interviews/brug/index.html.",
    "/interviews/brug/INDEX.HTML", "/interviews//brug/", "/interviews/./brug/", "/interviews/brug//",
    "/interviews/brug/..", "/interviews/brug/.", "/interviews/water/../brug/", "/interviews/brug/index.html/",
    "/index.html/feed.xml", "/interviews/", "/theme/", "/theme", "/interviews/brug%00/", "/interviews/bru%67%00",
    "/%66eed.xml%0a", "/feed.xml%0d%0a",
]  # fmt: skip


@pytest.mark.parametrize("target", NOT_THE_NAME, ids=ascii)
def test_a_file_has_one_name(preview: Preview, target: str) -> None:
    """A file has the one address that it will have on the web, on every system: what nearly is it is nothing."""
    found = preview.ask(target)
    assert found.status in (400, 404)
    assert_nothing_outside(found)


def test_names_may_be_escaped(preview: Preview) -> None:
    """Escapes of what needs none are the same address, as everywhere on the web."""
    for target in ("/%66eed.xml", "/feed%2Exml", "/feed.xml?x=/../../kanarie.txt", "/interviews%2fbrug%2findex.json"):
        assert 200 == preview.ask(target).status


@pytest.mark.parametrize("up", UPWARD, ids=ascii)
def test_no_message_tells_what_is_outside(preview: Preview, up: str) -> None:
    """The websocket takes the address of a page as well, and answers with no file of any kind."""
    with preview.websocket() as socket:
        for target in (f"/{up * 4}kanarie.txt", f"/theme/{up * 6}index.html", f"/{up}site-secret/", f"//{up}Site/"):
            for url in (target, f"{preview.address}{target}", f"file://{target}"):
                socket.say({"command": "info", "url": url, "version": "x"})
        socket.send(b"", 8)
        said = list(messages(socket))
    assert {"reload"} == {message["command"] for message in said}
    assert CANARY not in str(said)


# ------------------------------------------------------------------------------------------------------------ the links


def put_link(path: Path, goal: Path) -> None:
    path.unlink()
    path.symlink_to(goal)


def replace_folder(path: Path, goal: Path) -> None:
    path.rename(path.with_name(f"{path.name}-away"))
    path.symlink_to(goal, target_is_directory=True)


LINKS: dict[str, Callable[[Path, Path], None]] = {
    "a page": lambda site, out: put_link(site / "interviews/brug/index.html", out / "index.html"),
    "a file": lambda site, out: put_link(site / "interviews/brug/index.json", out / "index.json"),
    "a folder": lambda site, out: replace_folder(site / "interviews/brug", out),
    "a folder above": lambda site, out: replace_folder(site / "interviews", out.parent),
    "the site": lambda site, out: replace_folder(site, out.parent.parent),
    "a page, from within": lambda site, _: put_link(site / "interviews/brug/index.html", Path("../../index.json")),
}


@pytest.mark.parametrize("put", LINKS.values(), ids=LINKS)
def test_links_lead_nowhere(tmp_path: Path, put: Callable[[Path, Path], None]) -> None:
    """Whatever somebody turns into a link in the folder that is shown, nothing behind it is read."""
    root = tmp_path / "publication"
    root.mkdir()
    tiny(root)
    outside = tmp_path / "outside" / "interviews" / "brug"
    outside.mkdir(parents=True)
    for name in ("index.html", "index.json"):
        (outside / name).write_text(CANARY)
    with previewing(root) as preview:
        assert 200 == preview.ask(PAGE).status
        site = root / SITE_FOLDER
        (site / "index.json").write_text(CANARY)
        put(site, outside)
        for target in (PAGE, f"{PAGE}index.html", f"{PAGE}index.json", PAGE.rstrip("/"), "/index.json"):
            assert CANARY.encode() not in preview.ask(target).raw
        assert "Traceback" not in preview.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes")
def test_a_pipe_keeps_nobody_waiting(tmp_path: Path) -> None:
    """A pipe or a folder in the place of a file is no file."""
    root = tmp_path / "publication"
    root.mkdir()
    tiny(root)
    with previewing(root) as preview:
        (root / SITE_FOLDER / "feed.xml").unlink()
        os.mkfifo(root / SITE_FOLDER / "feed.xml")
        (root / SITE_FOLDER / "rss.xml").unlink()
        (root / SITE_FOLDER / "rss.xml").mkdir()
        assert [404, 404] == [preview.ask(target).status for target in ("/feed.xml", "/rss.xml")]
        assert 200 == preview.ask(PAGE).status
        assert "Traceback" not in preview.err


@pytest.fixture
def exchanged(tmp_path: Path) -> Iterator[Standing]:
    """A site in which a file and a folder are links to outside half of the time."""
    site, outside = tmp_path / "site", tmp_path / "outside"
    for folder, text in ((site, WORDS), (outside, CANARY)):
        (folder / "map").mkdir(parents=True)
        (folder / "map" / "blad.html").write_text(text)
        (folder / "index.html").write_text(text)
    links = {site / "index.html": outside / "index.html", site / "map": outside / "map"}
    ended = threading.Event()

    def exchange() -> None:
        while not ended.is_set():
            for place, goal in links.items():
                away = tmp_path / "away"
                place.rename(away)
                place.symlink_to(goal)
                place.unlink()
                away.rename(place)

    thread = threading.Thread(target=exchange)
    thread.start()
    yield Standing(site, "/", frozenset({"index.html", "map/blad.html"}), ())
    ended.set()
    thread.join()


@pytest.mark.skipif(not standing._STEPWISE, reason="this system opens files by whole paths only")
@pytest.mark.parametrize("name", ["index.html", "map/blad.html"])
def test_links_lead_nowhere_in_the_middle_of_a_request(exchanged: Standing, name: str) -> None:
    """Between a look at a file and its first byte nobody can put a link in its place, in 10,000 tries."""
    seen = {exchanged.read(name) for _ in range(10_000)}
    assert {WORDS.encode(), None} == seen


def test_links_lead_nowhere_on_any_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Systems that open files by whole paths only show the same files, and no others."""
    site = tmp_path / "link" / "site"
    (tmp_path / "store" / "site" / "map").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "store", target_is_directory=True)  # the store may be anywhere
    (tmp_path / "store" / "canary").write_text(CANARY)
    (site / "map" / "blad.html").write_text(WORDS)
    (site / "link.html").symlink_to(tmp_path / "store" / "canary")
    (site / "link").symlink_to(site / "map", target_is_directory=True)
    here = Standing(site, "/", frozenset({"map/blad.html", "link.html", "link/blad.html", "map", "gone.html"}), ())
    there = Standing(site / "link", "/", frozenset({"blad.html"}), ())
    for stepwise in {standing._STEPWISE, False}:
        monkeypatch.setattr(standing, "_STEPWISE", stepwise)
        assert WORDS.encode() == here.read("map/blad.html")
        assert [False] * 4 == [here.holds(name) for name in sorted(here.files - {"map/blad.html"})]
        assert not there.holds("blad.html")
        assert not here.holds("../canary")


def test_links_in_the_content_show_nothing(tmp_path: Path) -> None:
    """What an author has linked from elsewhere is a problem, which tells nothing of what is there."""
    root = tmp_path / "publication"
    root.mkdir()
    publication = tiny(root)
    (tmp_path / "geheim.md").write_text(f"---\n{CANARY}: [\n---\n")
    (tmp_path / "map").mkdir()
    (tmp_path / "map" / "blad.txt").write_text(CANARY)
    (root / "content/interviews/link.md").symlink_to(tmp_path / "geheim.md")
    (root / "assets").mkdir()
    (root / "assets" / "map").symlink_to(tmp_path / "map", target_is_directory=True)
    with previewing(root) as preview:
        page = preview.ask()
        assert 500 == page.status
        assert "symlink-leaves" in preview.err
        assert b"link.md" in page.body
        for target in ("/", PAGE, "/interviews/link/", "/map/blad.txt", "/assets/map/blad.txt"):
            assert CANARY.encode() not in preview.ask(target).raw
        assert CANARY not in preview.err
    assert publication.problems()


# ------------------------------------------------------------------------------------------------------ the other pages


EVIL = "<img src=x onerror=alert(1)><script>alert(1)</script>'\"&"


def test_problems_are_text(tmp_path: Path) -> None:
    """Whatever an author or a file name holds, a page of problems shows it as text, and no place on this machine."""
    root = tmp_path / "<b>map"
    root.mkdir()
    publication = tiny(root)
    publication.interview("<img src=x onerror=alert(1)>")
    publication.interview("brug", INTERVIEW.replace("speakers: [ada]", f"speakers: [{EVIL!r}]\n{EVIL!r}: {EVIL!r}"))
    publication.write("content/speakers/ada.md", f"---\nname: {EVIL!r}\n'<svg onload=alert(1)>': 1\n---\n")
    publication.write("templates/404.html", "{{ <script>alert(1)</script> }}")
    publication.write("content/site.yaml", SITE + "theme: '</pre><script>alert(1)</script>'\n")
    with previewing(root) as preview:
        for target in ("/", PAGE, "/feed.xml", "/<script>alert(1)</script>"):
            found = preview.ask(target)
            assert 500 == found.status
            assert_harmless(found, root)
        assert b"&lt;script&gt;alert(1)" in found.body
        with preview.websocket() as socket:
            socket.say({"command": "info", "url": preview.address, "version": version_of(found)})
            message = socket.message()
            assert "problems" == message["command"]
            assert "<script>" in str(message)  # which the client shows as text: see the test in a browser
            assert str(tmp_path) not in str(message)
        publication.write("content/site.yaml", SITE)
        publication.write("content/speakers/ada.md", "---\nname: Ada\n---\n")
        (root / "templates/404.html").unlink()
        publication.interview("brug")
        wait_for(lambda: b"onerror" in preview.ask().body and b"theme" not in preview.ask().body)
        assert_harmless(preview.ask(), root)


def assert_harmless(found: Answer, root: Path) -> None:
    """One script, ours; nothing that runs; no path of this machine."""
    page = BeautifulSoup(found.body, "html.parser")
    assert ["/_preview/client.js"] == [script.get("src") for script in page.find_all("script")]
    assert [] == page.find_all(["img", "svg", "b", "iframe", "object", "base"])
    assert [] == [tag for tag in page.find_all(True) if any(name.startswith("on") for name in tag.attrs)]
    for place in (root, root.parent, Path(__file__).resolve().parent.parent, Path.home()):
        assert str(place).encode() not in found.raw
    assert b"Traceback" not in found.raw


def version_of(page: Answer) -> str:
    found = re.search(rb'data-version="(\w+)"', page.body)
    assert found
    return found[1].decode()


def test_our_own_faults_tell_nothing_of_this_machine(tmp_path: Path) -> None:
    """When it is our fault the pages say so; what went wrong, and where the log is, only the terminal says."""
    publication = tiny(tmp_path)
    blamed: list[Exception] = []

    def moment() -> Any:
        raise OSError(13, "Permission denied", str(tmp_path / CANARY))

    rebuild = Rebuilder(
        publication.root, executor=Here(), moment=moment, blame=blamed.append, progress=lambda: no_progress
    )
    (found,) = rebuild().problems
    assert "preview-failed" == found.code
    assert "PermissionError" in found.message
    assert str(tmp_path) not in found.message + found.hint
    assert [str(tmp_path / CANARY)] == [error.filename for error in blamed if isinstance(error, OSError)]
    rebuild.moment = lambda: NOW
    assert rebuild().is_good


MARK = "zo<b>ek&dit"


def test_no_answer_repeats_the_question(preview: Preview) -> None:
    """Nothing of a request comes back, so no link can put words into the mouth of the preview."""
    ours = f"Origin: http://127.0.0.1:{preview.port}"
    asked = [
        (f"/{MARK}", ()),
        (f"/{MARK}/%ff", ()),
        (f"{PAGE}?{MARK}", ()),
        (f"/interviews/brug?{MARK}", ()),
        (f"/_preview/socket?{MARK}", (ours,)),
        (f"/_preview/{MARK}", ()),
        (PAGE, (f"Origin: http://{MARK}",)),
        (PAGE, (f"Sec-Fetch-Site: {MARK}",)),
        (f"/{MARK}", ("Sec-Fetch-Site: cross-site",)),
        (f"http://{MARK}/", ()),
        ("/feed.xml", (f"Range: bytes=9-{MARK}",)),
        ("/feed.xml", (f"Accept: {MARK}", f"Cookie: {MARK}={MARK}", f"User-Agent: {MARK}", f"Referer: {MARK}")),
        (PAGE, (f"Upgrade: {MARK}", "Connection: Upgrade", ours)),
        (PAGE, (f"Content-Length: {MARK}",)),
        (PAGE, (f"Transfer-Encoding: {MARK}",)),
    ]
    for target, headers in asked:
        for method in ("GET", "POST", "zoek"):
            found = preview.ask(target, *headers, method=method)
            assert found.status
            assert not re.search(b"zo(<|%3c|&lt;)b", found.raw, re.IGNORECASE)
    assert b"zo" not in preview.ask(host=f"zoek.{MARK}").raw
    assert MARK not in preview.out + preview.err


@pytest.mark.parametrize(
    "target",
    [
        "/a\r\nX-Evil: 1", "/a\nX-Evil: 1", "/a\rX-Evil: 1", "/a HTTP/1.1\r\nX-Evil: 1\r\n\r\n", "/a\0", "/a b", "/\t",
        "",
    ],
    ids=ascii,
)  # fmt: skip
def test_breaks_in_a_target(preview: Preview, target: str) -> None:
    """A target with a break or a space is no request, or one whose rest is taken for a header that nobody reads."""
    found = preview.ask(target)
    assert found.status in (400, 404)
    assert b"evil" not in found.raw.lower()


@pytest.mark.parametrize(
    "sign", ["%0d%0a", "%0a", "%0d", "%E5%98%8A%E5%98%8D", "%250d%250a", "%c4%8d%c4%8a", "%u000a", "%e2%80%a8"]
)
def test_escaped_breaks_in_a_target(preview: Preview, sign: str) -> None:
    """An escaped break ends no header: neither where a page is, nor where an address leads on."""
    for target in (
        "/a{}X-Evil:1",
        "/interviews/brug{}X-Evil:1",
        "/interviews/brug?{}X-Evil:1",
        "/{}Location:http://evil.example",
    ):
        found = preview.ask(target.format(sign))
        assert found.status in (302, 400, 404)
        assert b"evil" not in found.raw.lower()


# -------------------------------------------------------------------------------------------------------- the redirects

ASTRAY = [
    "//evil.example", "//evil.example/", "//evil.example/interviews/brug", "///evil.example", "////evil.example/..",
    "/\\evil.example", "/\\/evil.example", "/%5cevil.example", "/%5c%5cevil.example", "/%2fevil.example",
    "/%2f%2fevil.example", "/%2f%2fevil.example%2f..", "//evil.example/%2e%2e", "//evil.example/..%2f",
    "/.//evil.example", "/..//evil.example", "/%09/evil.example", "/%0a/evil.example", "/;//evil.example",
    "/?//evil.example", "/#//evil.example", "/@evil.example", "/:80@evil.example", "/http:evil.example",
    "/https://evil.example", "/interviews//evil.example", "/interviews/brug//evil.example", "//interviews/brug",
    "/\\interviews/brug", "/%2finterviews/brug", "/interviews/brug?//evil.example",
    "/interviews/brug?next=//evil.example", "/interviews/brug#//evil.example", "/mag", "/mag?//evil.example",
    "/mag//evil.example", "/mag/%2fevil.example", "/mag/\\evil.example", "/mag/%5cevil.example", "//mag", "//mag/",
    "/%2fmag", "/mag%2f", "/mag/interviews/brug", "/mag/interviews%2fbrug", "/mag//interviews/brug", "/m", "/ma", "/",
    "/magevil.example", "/mag.evil.example",
]  # fmt: skip


@pytest.fixture(scope="module")
def below(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """A preview of a publication that will stand in a folder of a host."""
    with preview_of(tmp_path_factory.mktemp("below"), "https://example.org/mag/") as preview:
        yield preview


@pytest.mark.parametrize("target", ASTRAY, ids=ascii)
def test_addresses_lead_on_within_the_site(preview: Preview, below: Preview, target: str) -> None:
    """No address leads on to another host, as browsers read `//` and `/\\`, nor to anything but a page of the site."""
    for one in (preview, below):
        found = one.ask(target)
        assert found.status in (200, 302, 400, 404)
        assert b"evil" not in found.raw
        if found.status == 302:
            assert re.fullmatch(r"/(mag/)?(interviews/brug/)?", found.header("location"))
            goal = urljoin(one.address, found.header("location"))
            assert goal.startswith(one.address)
            assert 200 == one.ask(urlsplit(goal).path).status


def test_addresses_do_lead_on(preview: Preview, below: Preview) -> None:
    assert PAGE == preview.ask("/interviews/brug").header("location")
    assert "/mag/" == below.ask("/").header("location")
    assert f"/mag{PAGE}" == below.ask("/mag/interviews/brug").header("location")
    assert WORDS.encode() in below.ask(f"/mag{PAGE}").body


def test_a_home_with_escapes(tmp_path: Path) -> None:
    """A publication whose address has escapes in it is shown, and leads on, where it will stand."""
    tiny(tmp_path).write("content/site.yaml", SITE.replace("example.org/", "example.org/een%20m%C3%A4g/"))
    with previewing(tmp_path) as preview:
        home = preview.ask("/").header("location")
        assert "/een%20m%C3%A4g/" == home
        assert 200 == preview.ask(home).status
        assert f"{home}interviews/brug/" == preview.ask(f"{home}interviews/brug").header("location")
        assert WORDS.encode() in preview.ask(f"{home}interviews/brug/").body
        assert 404 == preview.ask("/een%2520m%25C3%25A4g/").status


# -------------------------------------------------------------------------------------------------------- the websocket

GARBAGE: dict[str, tuple[bytes, int]] = {
    "nothing": (b"", 1),
    "no JSON": (b"hello", 1),
    "a number": (b"1", 1),
    "null": (b"null", 1),
    "a list": (b"[]", 1),
    "no command": (b"{}", 1),
    "a command that is a number": (b'{"command": 1}', 1),
    "an unknown command": (b'{"command": "forcereload", "path": "*"}', 1),
    "a command of ours": (b'{"command": "reload", "path": "/"}', 1),
    "problems": (b'{"command": "problems", "problems": []}', 1),
    "an attribute": (b'{"command": "__class__", "send_message": 1}', 1),
    "an address that is a number": (b'{"command": "info", "url": 1}', 1),
    "half an address": (b'{"command": "info", "url": "http://["}', 1),
    "an address with a zero byte": (b'{"command": "info", "url": "/\\u0000"}', 1),
    "an address with half a sign": (b'{"command": "info", "url": "/\\ud800"}', 1),
    "a long address": (b'{"command": "info", "url": "/' + b"a" * 16_000 + b'"}', 1),
    "a long version": (b'{"command": "info", "version": "' + b"a" * 16_000 + b'"}', 1),
    "deep": (b"[" * 16_000, 1),
    "deep, and closed": (b'{"command": "hello", "x": ' + b"[" * 1_020 + b"]" * 1_020 + b"}", 1),
    "deep inside": (b'{"command": "hello", "x": ' + b'{"a":' * 2_500 + b"1" + b"}" * 2_500 + b"}", 1),
    "too long": (b"x" * 16_385, 1),
    "much too long": (b"x" * 200_000, 1),
    "no text": (b"\xff\xfe\xfd", 1),
    "bytes": (b"\xff\xfe\xfd", 2),
    "a long number": (b'{"command": "hello", "x": ' + b"9" * 10_000 + b"}", 1),
    "no number": (b'{"command": NaN}', 1),
    "a key twice": (b'{"command": "hello", "command": "reload"}', 1),
    "the rest of nothing": (b"x", 0),
    "an unknown frame": (b"x", 3),
    "a long ping": (b"x" * 126, 9),
    "an end that is none": (b"\x00", 8),
}


@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE)
def test_garbage_in_a_websocket(preview: Preview, garbage: tuple[bytes, int]) -> None:
    """Whatever is said to it, a websocket answers with one of its three messages or ends; no other takes notice."""
    with preview.websocket() as other, preview.websocket() as socket:
        socket.send(*garbage)
        with contextlib.suppress(ConnectionError):
            socket.say({"command": "hello"})
            socket.send(b"", 8)
        assert {message["command"] for message in messages(socket)} <= {"hello", "reload"}
        other.say({"command": "hello"})
        assert "hello" == other.message()["command"]
    assert "Traceback" not in preview.err


def messages(socket: WebSocket) -> Iterator[Any]:
    """All messages until the end of a websocket."""
    while True:
        opcode, payload = socket.frame()
        if opcode == 1:
            yield json.loads(payload)
        elif opcode == 8:
            return


def test_only_three_messages(preview: Preview) -> None:
    """The socket says hello, that a page is to be loaded again, and what is wrong; nothing else is said to anybody."""
    page = preview.ask(PAGE)
    with preview.websocket() as socket:
        socket.say({"command": "hello", "protocols": []})
        socket.say({"command": "info", "url": f"{preview.address}{PAGE[1:]}", "version": version_of(page)})
        socket.say({"command": "info", "url": f"{preview.address}{PAGE[1:]}", "version": "old"})
        socket.say({"command": "info", "url": f"{preview.address}interviews/%62rug/", "version": version_of(page)})
        socket.send(b"", 8)
        said = list(messages(socket))
    assert ["hello", "problems", "reload", "problems"] == [message["command"] for message in said]
    assert {"command": "problems", "good": True, "problems": []} == said[1] == said[3]
    assert {"command": "reload", "path": PAGE, "liveCSS": False} == said[2]


def test_a_message_in_too_many_pieces(preview: Preview) -> None:
    """A message is as long as its pieces together."""
    with preview.websocket() as socket, contextlib.suppress(ConnectionError):
        piece = b"x" * 10_000
        for first in (0x01, 0x00, 0x00):
            socket.connection.sendall(struct.pack("!BBH", first, 0x80 | 126, len(piece)) + bytes(4) + piece)
        assert 8 == socket.frame()[0]
    with preview.websocket() as socket:
        socket.say({"command": "hello"})
        assert "hello" == socket.message()["command"]


def test_who_hangs_up_harms_nobody(preview: Preview) -> None:
    """Browsers vanish in the middle of a word; that is no event."""
    for _ in range(20):
        with preview.websocket() as socket:
            for _ in range(50):
                socket.say({"command": "hello"})
                socket.say({"command": "info", "url": preview.address, "version": "old"})
            hang_up(socket.connection)
        with preview.connect() as connection:
            connection.sendall(preview.request("/feed.xml"))
            hang_up(connection)
    assert 200 == preview.ask(PAGE).status
    assert "" == preview.err


def hang_up(connection: socket.socket) -> None:
    """End a connection without good-bye."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


# ----------------------------------------------------------------------------------------------------------- the limits


def test_a_head_has_an_end(preview: Preview) -> None:
    """A head of more than 16 KB is not read to its end, nor is a body; what fits is answered."""
    assert 200 == preview.ask(PAGE, "X: " + "a" * 15_000).status
    assert 0 == preview.ask(PAGE, "X: " + "a" * 20_000).status
    assert 0 == preview.ask("/" + "a" * 20_000).status
    assert 0 == preview.ask(PAGE, *["X: 1"] * 4_000).status
    assert 404 == preview.ask("/" + "a" * 15_000).status
    assert 400 == preview.ask(f"{PAGE}?{'a&' * 3_000}").status
    assert 200 == preview.send(preview.request(PAGE, "Content-Length: 3") + b"abc").status
    assert 400 == preview.ask(PAGE, "Content-Length: 20000").status
    assert 400 == preview.ask(PAGE, "Content-Length: " + "9" * 5_000).status
    chunks = b"3e8\r\n" + b"x" * 1_000 + b"\r\n"
    assert 400 == preview.send(preview.request(PAGE, "Transfer-Encoding: chunked") + chunks * 17).status
    assert 400 == preview.send(preview.request(PAGE, "Transfer-Encoding: chunked") + b"ffffffff\r\n").status
    parts = b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n" * 200 + b"--x--\r\n"
    form = ("Content-Type: multipart/form-data; boundary=x", f"Content-Length: {len(parts)}")
    assert preview.send(preview.request(PAGE, *form) + parts).status in (200, 400)


def test_who_dawdles_keeps_nobody_waiting(preview: Preview) -> None:
    """Hundreds that say nothing, half a head or half a body, or only listen, are no reason not to answer others."""
    ours = f"Origin: http://127.0.0.1:{preview.port}"
    halves = [
        b"",
        b"GET ",
        preview.request(PAGE).removesuffix(b"\r\n"),
        preview.request(PAGE, "Content-Length: 100") + b"x",
        preview.request(PAGE, "Transfer-Encoding: chunked") + b"5\r\nx",
        preview.request("/_preview/socket", *UPGRADE, ours),
        preview.request("/_preview/socket", *UPGRADE, ours) + b"\x81\xfe\x10",
    ]
    with contextlib.ExitStack() as stack:
        for number in range(300):
            stack.enter_context(preview.connect()).sendall(halves[number % len(halves)])
        for _ in range(20):
            assert WORDS.encode() in preview.ask(PAGE).body
        with preview.websocket() as socket:
            socket.say({"command": "hello"})
            assert "hello" == socket.message()["command"]


HALVES = {
    "a head": "GET / HTTP/1.1\r\nHost: 127.0.0.1",
    "a body": "GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 9\r\n\r\nx",
    "a chunk": "GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nx",
    "nothing": "",
}


@pytest.mark.parametrize("half", HALVES.values(), ids=HALVES)
def test_patience_has_an_end(monkeypatch: pytest.MonkeyPatch, half: str) -> None:
    """Who never ends a request is hung up on."""
    monkeypatch.setattr(server, "_PATIENCE", 0.05)

    async def hung_up() -> bytes:
        nothing = Standing(Path(), "/", frozenset(), ())
        served = Served(Path(), lambda: nothing, lambda _: None)
        listening = listen(Application(served), 0)
        reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
        writer.write(half.replace("{port}", str(served.port)).encode())
        try:
            return await asyncio.wait_for(reader.read(), 30)
        finally:
            writer.close()
            listening.stop()

    assert b"" == asyncio.run(hung_up())


SMUGGLED = "GET /feed.xml HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"
SMUGGLING = {
    "both": ("Content-Length: 5\r\nTransfer-Encoding: chunked", "0\r\n\r\n"),
    "both, the other way round": ("Transfer-Encoding: chunked\r\nContent-Length: 5", "0\r\n\r\n"),
    "two lengths": ("Content-Length: 0\r\nContent-Length: 5", "abcde"),
    "a list of lengths": ("Content-Length: 0, 5", "abcde"),
    "a signed length": ("Content-Length: +5", "abcde"),
    "a negative length": ("Content-Length: -5", "abcde"),
    "a hexadecimal length": ("Content-Length: 0x5", "abcde"),
    "a length with a break": ("Content-Length: 5_0", "abcde"),
    "a length in other digits": ("Content-Length: ٥", "abcde"),
    "no length": ("Content-Length:", ""),
    "a folded length": ("Content-Length:\r\n 5", "abcde"),
    "a space before the colon": ("Content-Length : 5", "abcde"),
    "chunked with more": ("Transfer-Encoding: chunked, identity", "0\r\n\r\n"),
    "gzip and chunked": ("Transfer-Encoding: gzip, chunked", "0\r\n\r\n"),
    "chunked twice": ("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "0\r\n\r\n"),
    "chunked and something": ("Transfer-Encoding: chunked\r\nTransfer-Encoding: x", "0\r\n\r\n"),
    "a tab before chunked": ("Transfer-Encoding:\x0bchunked", "0\r\n\r\n"),
    "xchunked": ("Transfer-Encoding: xchunked", "0\r\n\r\n"),
    "identity": ("Transfer-Encoding: identity", ""),
    "a chunk with a sign": ("Transfer-Encoding: chunked", "+5\r\nabcde\r\n0\r\n\r\n"),
    "a chunk with 0x": ("Transfer-Encoding: chunked", "0x5\r\nabcde\r\n0\r\n\r\n"),
    "a chunk without an end": ("Transfer-Encoding: chunked", "5\r\nabcdeXX0\r\n\r\n"),
    "a chunk with a space": ("Transfer-Encoding: chunked", "5 \r\nabcde\r\n0\r\n\r\n"),
    "a chunk of nothing": ("Transfer-Encoding: chunked", "\r\n0\r\n\r\n"),
    "a chunk that ends early": ("Transfer-Encoding: chunked", "5\r\nab\r\n0\r\n\r\n"),
    "a trailer": ("Transfer-Encoding: chunked", "0\r\nX: 1\r\n\r\n"),
    "a header with a zero byte": ("X: a\0b", ""),
    "a header with a break": ("X: a\rb", ""),
    "a header without a name": (": x", ""),
    "a header without a colon": ("x", ""),
}


@pytest.mark.parametrize(("lines", "body"), SMUGGLING.values(), ids=SMUGGLING)
def test_no_request_hides_in_another(preview: Preview, lines: str, body: str) -> None:
    """A request whose end is a matter of opinion has one answer, and what stands behind it has none."""
    for method in ("GET", "POST"):
        head = f"{method} {PAGE} HTTP/1.1\r\nHost: 127.0.0.1:{preview.port}\r\n{lines}\r\n\r\n"
        with preview.connect() as connection:
            connection.sendall((head + body + SMUGGLED.replace("{port}", str(preview.port))).encode())
            assert answer(connection).status in (400, 403)
            assert 0 == answer(connection).status


def test_requests_in_a_row(preview: Preview) -> None:
    """Requests that don't wait for answers are answered in their order, each looked at for itself."""
    rows = [
        (PAGE, (), 200),
        ("/feed.xml", ("Content-Length: 3",), 200),
        ("/nowhere", (), 404),
        (PAGE, ("Origin: null",), 403),
    ]
    bodies = [b"", b"abc", b"", b""]
    requests = [
        preview.request(target, *headers) + body for (target, headers, _), body in zip(rows, bodies, strict=True)
    ]
    with preview.connect() as connection:
        connection.sendall(b"".join(requests) + preview.request(PAGE))
        assert [status for _, _, status in rows] == [answer(connection).status for _ in rows]
        assert 0 == answer(connection).status
    with preview.connect() as connection:
        connection.sendall(preview.request(PAGE) * 100)
        assert {200} == {answer(connection).status for _ in range(100)}


# ---------------------------------------------------------------------------------------------------------- the machine


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_it_listens_on_this_machine_alone(preview: Preview) -> None:
    """No other machine gets there: it listens at 127.0.0.1, and nowhere else."""
    listening = "0A"
    found = []
    for table in ("tcp", "tcp6"):
        for line in Path("/proc/net", table).read_text().splitlines()[1:]:
            local, state = line.split()[1], line.split()[3]
            if state == listening and int(local.rpartition(":")[2], 16) == preview.port:
                found.append(local.rpartition(":")[0])
    assert ["0100007F"] == found
    with pytest.raises(OSError, match=r"refused|available|unreachable|supported"):
        socket.create_connection(("::1", preview.port), timeout=10)
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.2", preview.port), timeout=10)


# ----------------------------------------------------------------------------------------------------------- a browser

REACH = """
async ({ address, words, sheet, picture }) => {
  const soon = (start) => Promise.race([new Promise(start), new Promise((done) => setTimeout(done, 10000, "nothing"))]);
  const load = (tag, more, data) => soon((done) => {
    const element = Object.assign(document.createElement(tag), more);
    Object.assign(element.dataset, data);
    element.onload = () => done("something");
    element.onerror = () => done("nothing");
    document.documentElement.append(element);
  });
  const read = async (options) => {
    try {
      const answer = await fetch(address + "interviews/brug/", options);
      return (await answer.text()).includes(words) ? "something" : "nothing";
    } catch {
      return "nothing";
    }
  };
  const own = document.querySelector("[data-version]"); // so that a page of the preview is not loaded again
  return {
    cors: await read({ mode: "cors" }),
    credentials: await read({ mode: "cors", credentials: "include" }),
    "no-cors": await read({ mode: "no-cors" }),
    img: await load("img", { src: address + picture }),
    link: await load("link", { href: address + sheet, rel: "stylesheet" }),
    websocket: await soon((done) => {
      const socket = new WebSocket(address.replace("http", "ws") + "_preview/socket");
      socket.onopen = () => done("something");
      socket.onerror = () => done("nothing");
    }),
    script: await load("script", { src: address + "_preview/client.js" }, own?.dataset),
  };
}
"""
"""What a page gets of the preview, in each of the ways that pages have; for frames there is another."""

FRAME = """
(address) => new Promise((done) => {
  const frame = Object.assign(document.createElement("iframe"), { src: address + "interviews/brug/" });
  frame.onload = frame.onerror = () => done();
  document.documentElement.append(frame);
})
"""


@contextmanager
def browsing() -> Iterator[Page]:
    """A page of a browser in which hostile names lead to this machine."""
    with sync_playwright() as playwright:
        resolved = "--host-resolver-rules=MAP evil.test 127.0.0.1, MAP *.localhost 127.0.0.1"
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=[*CHROMIUM_ARGUMENTS, resolved])
        try:
            yield browser.new_page()
        finally:
            browser.close()


def reached(page: Page, preview: Preview, address: str) -> set[str]:
    """The ways in which a page gets something of the preview at an address."""
    files = [
        path.relative_to(preview.root / SITE_FOLDER).as_posix() for path in (preview.root / SITE_FOLDER).rglob("*")
    ]
    (sheet,) = (path for path in files if re.fullmatch(r"theme/paper\.\w+\.css", path))
    (picture,) = (path for path in files if re.fullmatch(r"theme/icon\.\w+\.svg", path))
    page.evaluate(FRAME, address)
    framed = {"iframe" for frame in page.frames[1:] if WORDS in frame.content()}
    found = page.evaluate(REACH, {"address": address, "words": WORDS, "sheet": sheet, "picture": picture})
    return framed | {way for way, what in found.items() if what == "something"}


def test_pages_in_a_browser(preview: Preview, tmp_path: Path) -> None:
    """A page of another origin, or one whose name was made to lead here, gets nothing of the preview in any way."""
    (tmp_path / "index.html").write_text("<!DOCTYPE html><title>evil</title><p>evil")
    with serving(tmp_path, "/") as other, browsing() as page:
        page.goto(f"{preview.address}interviews/brug/")
        ways = {"cors", "credentials", "no-cors", "iframe", "script", "img", "link", "websocket"}
        assert ways == reached(page, preview, preview.address)
        by_name = f"http://evil.test:{urlsplit(other).port}/"
        for home in (other, by_name, other.replace("127.0.0.1", "localhost")):
            for address in (preview.address, f"http://evil.test:{preview.port}/"):
                page.goto(home)
                assert set() == reached(page, preview, address), (home, address)
        for rebound in (f"http://evil.test:{preview.port}/", f"http://x.localhost:{preview.port}/"):
            answer = page.goto(f"{rebound}interviews/brug/")
            assert answer
            assert 403 == answer.status
            assert WORDS not in page.content()
            for address in (rebound, preview.address):
                assert set() == reached(page, preview, address), (rebound, address)
        page.goto(other)
        page.evaluate("address => { location = address }", f"{preview.address}interviews/brug/")
        page.wait_for_url(f"{preview.address}**")
        assert "Another site led here" in page.content()
