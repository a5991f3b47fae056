"""The sample publication: it builds without a word, and a browser shows it whole, below a path, to everybody."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from site_builder.build import build
from site_builder.content import Options
from site_builder.data import data_folder
from site_builder.executors import Workers
from site_builder.store import Store
from tests.browser import open_page, serving
from tests.publication import NOW

PAGES = (
    "",
    "interviews/hiske-van-der-meij/",
    "interviews/forty-hands-one-cloth/",
    "articles/een-briefje-voor-wie-na-je-komt/",
    "articles/de-muur-vergeet-niets/",
    "articles/het-woord-gewoon/",
    "articles/tien-minuten-zwijgen/",
    "dossiers/afspraken-die-je-kunt-zien/",
    "series/een-maand-op-proef/",
    "organisations/bureau-oyver/",
    "corrections/",
    "speakers/",
    "speakers/hiske-van-der-meij/",
    "authors/noor-vink/",
    "topics/ambacht/",
    "core-messages/",
    "colophon/",
    "404.html",
)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's output, built below /mag/."""
    root = tmp_path_factory.mktemp("sample")
    for name in ("content", "assets"):
        shutil.copytree(data_folder("sample") / name, root / name)
    settings = root / "content" / "site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("example.org/\n", "example.org/mag/\n"), "utf-8")
    store = Store(root / ".cache")
    with Workers() as executor:
        done = build(root, Options(NOW.replace(year=2027)), store=store, executor=executor)
    store.close()
    assert done.problems == ()
    assert done.settings.home == "/mag/"
    return root / "public"


def test_the_colophon_says_that_everything_is_invented(sample: Path) -> None:
    assert "Alles is verzonnen</h2>" in (sample / "colophon" / "index.html").read_text("utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_every_page_is_whole_and_accessible(sample: Path, width: int, scheme: str) -> None:
    viewport = {"width": width, "height": 900}
    with serving(sample) as home, open_page(viewport=viewport, color_scheme=scheme, reduced_motion="reduce") as page:
        for path in PAGES:
            page.goto(home + path)
            overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert overflow <= 0, (path, width)
            page.evaluate("document.querySelectorAll('img').forEach(image => { image.loading = 'eager' })")
            page.wait_for_function("[...document.images].every(image => image.complete)")
            assert page.evaluate("[...document.images].every(image => image.naturalWidth > 0)"), path
            found = Axe().run(page)
            assert found.violations_count == 0, found.generate_report()


def test_pages_are_whole_without_scripts(sample: Path) -> None:
    with serving(sample) as home, open_page(java_script_enabled=False) as page:
        page.goto(home + "interviews/hiske-van-der-meij/")
        assert page.locator("h2.question").count() == 6
        assert page.locator("figure picture, .sheet picture").first.is_visible()


def test_a_reader_walks_from_home_to_a_speaker(sample: Path) -> None:
    with serving(sample) as home, open_page() as page:
        page.goto(home)
        page.get_by_role("link", name="Omkeren is ook een route").first.click()
        page.wait_for_url("**/interviews/hiske-van-der-meij/")
        page.get_by_role("link", name="Hiske van der Meij").first.click()
        page.wait_for_url("**/speakers/hiske-van-der-meij/")
        assert page.locator("h1").inner_text() == "Hiske van der Meij"


def test_print_shows_no_navigation_and_every_answer(sample: Path) -> None:
    with serving(sample) as home, open_page() as page:
        page.goto(home + "interviews/hiske-van-der-meij/")
        page.emulate_media(media="print")
        assert page.locator("h2.question").last.is_visible()
        assert not page.locator("header nav").first.is_visible()
