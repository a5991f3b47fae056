"""A Chromium for the tests, and a small web server to show it a finished site.

The top of this module needs the standard library alone: `dev.py` looks for the browser before there is an environment.
"""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Page

COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)

# Chromium's own errands are not ours: it may not look for updates or sign in while it shows our pages.
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",  # as root in a container there is none to be had
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

# The same on every system: some know fewer of these than others.
TYPES = {
    ".avif": "image/avif",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}


class NoChromiumError(Exception):
    """There is no Chromium here; the message is the command that installs one."""


def find_chromium() -> Path:
    """The program of a Chromium, Chrome or Edge: `CHROMIUM` of the environment, one on the path, or a usual place."""
    chosen = os.environ.get("CHROMIUM")
    for command in [chosen] if chosen else COMMANDS:
        if path := shutil.which(command):
            return Path(path)
    if chosen:
        raise NoChromiumError(f"CHROMIUM={chosen} is not a program: let it name a Chromium, Chrome or Edge")
    for program in usual_places():
        if program.is_file():
            return program
    raise NoChromiumError(
        f"the tests need a Chromium: {how_to_install()}, or set CHROMIUM to the program of a Chromium, Chrome or Edge"
    )


def usual_places() -> Iterator[Path]:
    """Where Windows and macOS keep their programs, which are not on the path there."""
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        if folder := os.environ.get(variable):
            yield Path(folder, "Chromium", "Application", "chrome.exe")
            yield Path(folder, "Google", "Chrome", "Application", "chrome.exe")
            yield Path(folder, "Microsoft", "Edge", "Application", "msedge.exe")
    for applications in (Path("/Applications"), Path.home() / "Applications"):
        for name in ("Chromium", "Google Chrome", "Microsoft Edge"):
            yield Path(applications, f"{name}.app", "Contents", "MacOS", name)


def how_to_install() -> str:
    """What somebody on this system does to get a Chromium."""
    if platform.system() == "Windows":
        return "run `winget install Google.Chrome`"
    managers = {
        "apt-get": "sudo apt-get install chromium",
        "dnf": "sudo dnf install chromium",
        "pacman": "sudo pacman -S chromium",
        "zypper": "sudo zypper install chromium",
        "apk": "sudo apk add chromium",
        "brew": "brew install --cask google-chrome",
    }
    usable = [command for manager, command in managers.items() if shutil.which(manager)]
    return f"run `{usable[0]}`" if usable else "install Google Chrome"


@contextmanager
def open_page(**context: Any) -> Iterator[Page]:
    """A page of a fresh Chromium; `context` is for Playwright's `new_context` (viewport, java_script_enabled, …).

    On a good end it also holds every page to two promises: no request leaves this machine, and no script fails.
    """
    from playwright.sync_api import sync_playwright

    foreign: list[str] = []
    failed: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_ARGUMENTS)
        page = browser.new_context(**context).new_page()
        page.on("request", lambda request: foreign.append(request.url) if is_foreign(request.url) else None)
        page.on("pageerror", lambda error: failed.append(str(error)))
        try:
            yield page
        finally:
            browser.close()
    assert not foreign, f"the page asked other hosts: {foreign}"
    assert not failed, f"scripts failed: {failed}"


def is_foreign(url: str) -> bool:
    return urlsplit(url).scheme not in ("data", "blob", "about") and urlsplit(url).hostname != "127.0.0.1"


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder below a prefix, and nothing beside it, as a static host does."""

    def __init__(self, *args: Any, prefix: str, **kwargs: Any) -> None:
        self.prefix = prefix
        self.extensions_map = {**self.extensions_map, **TYPES}
        super().__init__(*args, **kwargs)

    def translate_path(self, path: str) -> str:
        if not path.startswith(self.prefix):
            return str(Path(self.directory, "outside the prefix"))
        return super().translate_path("/" + path.removeprefix(self.prefix))

    def list_directory(self, path: Any) -> None:
        self.send_error(404)

    def log_message(self, *args: Any) -> None:
        pass


@contextmanager
def serving(folder: Path, prefix: str = "/mag/") -> Iterator[str]:
    """Serve `folder` below `prefix` on 127.0.0.1 and give the address of its home page."""
    handler = partial(Handler, directory=str(folder), prefix=prefix)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{prefix}"
        finally:
            server.shutdown()
            thread.join()
