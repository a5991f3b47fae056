"""`site-builder check`: what it finds in finished pages, where it says so, and what it leaves alone."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from site_builder import alternatives, checking, cli
from site_builder.checking import Checked, check
from site_builder.checks import feeds, pages, report, styles
from site_builder.checks.facts import Facts, Fault, Reference
from site_builder.content import Options
from site_builder.data import data_folder
from site_builder.digest import CHECK_CODE, code_digest
from site_builder.errors import CODES, Guesses, Problem
from site_builder.executors import Here, Workers
from site_builder.making import Job, make_missing
from site_builder.scaffold import new_interview
from site_builder.store import Store
from tests.pictures import drawing, encoded
from tests.publication import INTERVIEW, NOW, SITE, Publication, tree

PAPER = data_folder("themes") / "paper"
PAGE = '{{% extends "base.html" %}}\n{{% block main %}}\n{}\n{{% endblock %}}\n'
TITLE = "<h1>Niets</h1>\n"


def checked(publication: Publication, **options: Any) -> Checked:
    """A check of the publication, in this process."""
    store = Store(publication.store)
    try:
        return check(publication.root, Options(NOW, **options), store=store, executor=Here(), progress=lambda *_: None)
    finally:
        store.close()


def found(publication: Publication, **options: Any) -> list[str]:
    """What a check finds, a line for each problem."""
    return [f"{p.path}:{p.line}:{p.column} {p.code}: {p.message}" for p in checked(publication, **options).problems]


def page(publication: Publication, html: str, title: str = TITLE) -> None:
    """Give the 404 page, which is no file's, this content; it begins in line 4 of its template."""
    publication.write("templates/404.html", PAGE.format(title + html))


def frame(publication: Publication, old: str, new: str) -> None:
    """Change the theme's frame of all pages."""
    text = (PAPER / "templates/base.html").read_text("utf-8")
    assert old in text
    publication.write("templates/base.html", text.replace(old, new))


def hear(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: str | Path
) -> tuple[int, str, str]:
    """Exit code, output and errors of `check` with these words."""
    monkeypatch.setattr(sys, "argv", ["site-builder", "check", *map(str, words)])
    code = cli.run()
    out, err = capsys.readouterr()
    return code, out, err


# ----------------------------------------------------------------------------------------------------- nothing is wrong


def test_nothing_is_wrong(publication: Publication) -> None:
    """A publication as it should be has every kind of address and no finding, below a path as well."""
    publication.write("content/interviews/sheet.png", encoded(drawing(), "PNG"))
    publication.write("content/interviews/report.pdf", b"%PDF-1.4 one")
    text = INTERVIEW.replace(
        "met koffie.", "met [koffie](report.pdf), [zo](#waar-begin-je) en [ver](https://a.example/)."
    )
    sketch = "{image: sheet.png, alt: Twee oevers, caption: Op de kade}"
    publication.interview("brug", text, sketch=sketch, quote_by="ada")
    page(
        publication,
        '<p><a href="{{ site.home }}interviews/brug/#:~:text=koffie">1</a> <a href="mailto:ada@a.example">2</a>'
        '<a href="tel:+3120">3</a> <a href="#top">4</a> <a href="{{ site.home }}interviews/brug/#drawing">5</a>'
        '<a href="https://example.org{{ site.home }}feed.xml">6</a> <a href="{{ site.home }}speakers">7</a>'
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt=""> <a href="?q=1">8</a></p>',
    )
    pages_of_it = 7
    assert Checked(pages_of_it, ()) == checked(publication)
    for path in ("mag", "caf%C3%A9", "een%20twee/drie"):
        publication.write("content/site.yaml", SITE.replace("example.org/", f"example.org/{path}/"))
        assert Checked(pages_of_it, ()) == checked(publication)


def test_the_sample_has_no_finding(tmp_path: Path) -> None:
    """The publication that newcomers see first passes a strict check."""
    store = Store(tmp_path)
    root = data_folder("sample")
    with Workers() as executor:
        done = check(root, Options(NOW.replace(year=2027)), store=store, executor=executor, progress=lambda *_: None)
    store.close()
    assert () == done.problems
    assert done.pages > 10


# ------------------------------------------------------------------------------------------------------------ addresses


BROKEN = "{} is no page or file of the site (on /404.html)"
ABSENT = "the site has no file {}, but it is to be shown or loaded (on /404.html)"
ADDRESSES = {
    '<a href="/nergens/">x</a>': ("page-link-broken", BROKEN.format("/nergens/")),
    '<a href="/interviews/brug/x">x</a>': ("page-link-broken", BROKEN.format("/interviews/brug/x")),
    '<a href="niets">x</a>': ("page-link-broken", BROKEN.format("niets")),
    '<a href="https://example.org/a/">x</a>': ("page-link-broken", BROKEN.format("https://example.org/a/")),
    '<a href="//example.org/b">x</a>': ("page-link-broken", BROKEN.format("//example.org/b")),
    '<form action="/zoek/"></form>': ("page-link-broken", BROKEN.format("/zoek/")),
    '<a href="http://[x/">x</a>': ("page-link-broken", BROKEN.format("http://[x/")),
    '<a href="https://">x</a>': ("page-link-broken", BROKEN.format("https://")),
    '<a href="#nee">x</a>': ("page-anchor-missing", '#nee leads to a page that has no anchor "nee" (on /404.html)'),
    '<a href="/interviews/brug/#nee">x</a>': (
        "page-anchor-missing",
        '/interviews/brug/#nee leads to a page that has no anchor "nee" (on /404.html)',
    ),
    '<img src="/a.png" alt="">': ("page-file-missing", ABSENT.format("/a.png")),
    '<img srcset="/feed.xml 1x, /b,c.png 2x" alt="">': ("page-file-missing", ABSENT.format("/b,c.png")),
    '<picture><source srcset="/d.png 100w"></picture>': ("page-file-missing", ABSENT.format("/d.png")),
    '<video poster="/p.jpg"></video>': ("page-file-missing", ABSENT.format("/p.jpg")),
    '<video><track src="/t.vtt"></video>': ("page-file-missing", ABSENT.format("/t.vtt")),
    '<svg><use href="/i.svg#x"/></svg>': ("page-file-missing", ABSENT.format("/i.svg#x")),
    "<p style=\"background: url('/e.png')\">x</p>": ("page-file-missing", ABSENT.format("/e.png")),
    "<style>p { background: url(/f.png) }</style>": ("page-file-missing", ABSENT.format("/f.png")),
}


def by_line(publication: Publication) -> dict[int, tuple[str, str]]:
    """What a check finds in the template of the 404 page, by its lines."""
    problems = checked(publication).problems
    assert {"templates/404.html"} == {p.path for p in problems}
    return {p.line: (p.code, p.message) for p in problems}


def test_addresses(publication: Publication) -> None:
    """Each address of the site itself must be that of a file of the plan, each anchor an id."""
    page(publication, "\n".join(ADDRESSES))
    assert dict(enumerate(ADDRESSES.values(), 4)) == by_line(publication)


def test_addresses_with_any_letter(publication: Publication) -> None:
    """As they are written, or percent-encoded, as the build does; what isn't there is broken in either way."""
    publication.write("content/pages/één-café.md", "---\ntitle: Café\n---\nKoffie.\n")
    addresses = ("/één-café/", "/%C3%A9%C3%A9n-caf%C3%A9/#main", "/caf%C3%A9/")
    page(publication, "\n".join(f'<a href="{address}">x</a>' for address in addresses))
    assert {6: ("page-link-broken", BROKEN.format("/caf%C3%A9/"))} == by_line(publication)


def test_empty_addresses(publication: Publication) -> None:
    """A link or a picture without an address is one too few; a form without one is sent to its own page."""
    page(publication, '<p><a href="">x</a><img src=" " alt=""></p><form action=""></form>')
    message = "page-address-empty: a link or a file has no address (on /404.html)"
    assert [f"templates/404.html:4:7 {message}"] == found(publication)
    page(publication, "<p><a href={{ '' }}>x</a></p>")
    assert [f"public/404.html:0:0 {message}"] == found(publication)


def test_addresses_in_the_head(publication: Publication) -> None:
    """What only machines read is looked up too: canonical addresses, feeds, pictures for shared links, icons."""
    head = (
        '<link rel="canonical" href="https://example.org/a/"><link rel="alternate" href="/b.xml">'
        '<link rel="icon" href="/c.svg"><meta property="og:image" content="https://example.org/d.jpg">'
        '<link rel="next" href="https://elders.example/">'
    )
    publication.write("templates/404.html", PAGE.format(TITLE) + f"{{% block links %}}\n{head}\n{{% endblock %}}\n")
    assert [
        "page-file-missing: the site has no file /c.svg, but it is to be shown or loaded (on /404.html)",
        "page-link-broken: /b.xml is no page or file of the site (on /404.html)",
        "page-link-broken: https://example.org/a/ is no page or file of the site (on /404.html)",
        "page-link-broken: https://example.org/d.jpg is no page or file of the site (on /404.html)",
    ] == sorted(line.split(" ", 1)[1] for line in found(publication))


def test_below_a_path(publication: Publication) -> None:
    """Below a path, an address that begins at the host is outside; one of the host's other sites is elsewhere."""
    publication.edit("content/site.yaml", "example.org/", "example.org/mag/")
    page(
        publication,
        '<p><a href="/speakers/">1</a> <a href="https://example.org/speakers/">2</a> <a href="/mag/niets/">3</a>'
        '<a href="/mag">4</a> <a href="/magazijn/">5</a></p>',
    )
    assert [
        "page-address-outside: /magazijn/ is outside the site, which begins at /mag/ (on /mag/404.html)",
        "page-address-outside: /speakers/ is outside the site, which begins at /mag/ (on /mag/404.html)",
        "page-link-broken: /mag/niets/ is no page or file of the site (on /mag/404.html)",
    ] == sorted(line.split(" ", 1)[1] for line in found(publication))


def test_a_base_address(publication: Publication) -> None:
    """What a page says its addresses are relative to is believed, of the one to its own content as well."""
    publication.write(
        "templates/404.html",
        PAGE.format(TITLE + '<a href="brug/">1</a> <a href="ada/">2</a>')
        + '{% block head %}<base href="/interviews/">{% endblock %}',
    )
    assert [
        "page-link-broken: #main is no page or file of the site (on /404.html)",
        "page-link-broken: ada/ is no page or file of the site (on /404.html)",
    ] == sorted(line.split(" ", 1)[1] for line in found(publication))


LOADING = (
    '<img src="{}" alt="">',
    '<script src="{}"></script>',
    '<iframe src="{}"></iframe>',
    '<img src="/feed.xml" srcset="{} 2x" alt="">',
    '<video src="{}"></video>',
    '<audio><source src="{}"></audio>',
    '<link rel="preload stylesheet" href="{}">',
    '<link rel="ICON" href="{}">',
    '<p style="background: url({})">x</p>',
    '<style>@import"{}";</style>',
    """<p style='background: image-set("{}" 1x)'>x</p>""",
    '<style>a {{ content: "/*" }} b {{ background: u\\72l({}) }} c {{ content: "*/" }}</style>',
    '<object data="{}"></object>',
    '<a href="#top" ping="{}">x</a>',
    '<img src="/feed.xml" alt="" attributionsrc="{}">',
    "<iframe srcdoc=\"&lt;p&gt;&lt;img src='{}' alt=''&gt;\"></iframe>",
    '<table background="{}"></table>',
    '<table><tr><td background="{}">x</td></tr></table>',
    '<object codebase="{}"></object>',
    '<applet code="{}"></applet>',
    '<portal src="{}"></portal>',
    '<link rel="fluid-icon" href="{}">',
    '<link rel="apple-touch-startup-image" href="{}">',
    '<link rel="compression-dictionary" href="{}">',
    '<link rel="import" href="{}">',
    '<meta name="msapplication-TileImage" content="{}">',
    '<svg><use href="{}#x"/></svg>',
    '<svg><filter><feImage href="{}"/></filter></svg>',
    '<svg><script xlink:href="{}"></script></svg>',
    '<svg><rect fill="url({}#x)"/></svg>',
    '<svg><rect mask="url({})"/></svg>',
    "<svg><g clip-path=\"url('{}#x')\"/></svg>",
    '<svg><g filter="url({})"/></svg>',
    '<svg><path marker-end="url({})"/></svg>',
    '<svg><image><set attributeName="href" to="{}"/></image></svg>',
    '<svg><image><animate attributeName="xlink:href" values="#x;{}"/></image></svg>',
    '<svg><rect><animate attributeName="fill" to="url({})"/></rect></svg>',
    '<script type="importmap">{{"imports": {{"x": "{}"}}}}</script>',
    '<script type="speculationrules">{{"prefetch": [{{"urls": ["{}"]}}]}}</script>',
)


@pytest.mark.parametrize("host", ["https://cdn.example", "//cdn.example", "https:///cdn.example"])
def test_nothing_is_loaded_from_elsewhere(publication: Publication, host: str) -> None:
    """A page makes no request to another host, whatever makes it."""
    addresses = [f"{host}/{number}" for number in range(len(LOADING))]
    page(publication, "\n".join(html.format(address) for html, address in zip(LOADING, addresses, strict=True)))
    message = "{} is fetched from another site whenever somebody reads the page (on /404.html)"
    shown = [f"{address}#x" if "{}#x" in html else address for html, address in zip(LOADING, addresses, strict=True)]
    expected = [("page-loads-elsewhere", message.format(address)) for address in shown]
    assert dict(enumerate(expected, 4)) == by_line(publication)


def test_other_ways_to_load(publication: Publication) -> None:
    """Another host is asked by other means than the web's as well, and by slashes that lean back."""
    page(publication, '<img src="ftp://a.example/x" alt="">\n<img src="\\\\b.example\\x" alt="">')
    assert ["page-loads-elsewhere"] * 2 == [p.code for p in checked(publication).problems]


@pytest.mark.parametrize(
    "html",
    [
        '<form action="https://a.example/"><button formaction="https://a.example/">x</button></form>',
        '<form action=""><button formaction="">x</button><input type="submit" formaction="https://a.example/"></form>',
        '<meta property="og:image" content="https://a.example/x.jpg">',
        '<blockquote cite="https://a.example/"></blockquote><q cite="https://a.example/">x</q><del cite="">y</del>',
        '<svg><a href="#top">x<set attributeName="href" to="https://a.example/"/></a></svg>',
        '<svg><linearGradient id="g"/><rect fill="url(#g)" stroke="url(#nee)"/><use href="#g"/></svg>',
        '<script type="importmap">{"imports": {"x": "/x.js"}}</script><script type="importmap">{</script>',
        '<script type="speculationrules">{"prefetch": [{"where": {"href_matches": "https://a.example/*"}}]}</script>',
        '<script type="text/x-template">fetch("x")</script><script></script><p data-onclick="x" onclick="">x</p>',
        "<iframe srcdoc=\"&lt;a href='#nee'&gt;x&lt;/a&gt;\"></iframe>",
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt=""><iframe src="about:blank"></iframe>',
    ],
)
def test_what_is_not_loaded(publication: Publication, html: str) -> None:
    """A form is sent and a link followed by the reader; what is only mentioned, nobody fetches."""
    page(publication, html)
    assert [] == found(publication)


def test_where_words_are_from(publication: Publication) -> None:
    """The address that a quotation names must be the site's as well."""
    page(publication, '<q cite="/nergens/">x</q>')
    assert ["page-link-broken"] == [p.code for p in checked(publication).problems]


@pytest.mark.parametrize(
    ("html", "what"),
    [
        ("<script>\n  weg()\n</script>", "a <script>"),
        ('<script type="module">weg()</script>', "a <script>"),
        ('<script type="Text/JavaScript">weg()</script>', "a <script>"),
        ('<script src="data:text/javascript,weg()"></script>', "an address that begins with data:"),
        ('<p onclick="weg()">x</p>', "onclick"),
        ('<a href=" java\nscript:weg()">x</a>', "an address that begins with javascript:"),
        ("<iframe srcdoc=\"&lt;p onload='weg()'&gt;\"></iframe>", "onload"),
    ],
)
def test_scripts(publication: Publication, html: str, what: str) -> None:
    """What runs in a page is worth a warning, one for each place in a template."""
    page(publication, html)
    problems = checked(publication).problems
    assert [("page-script", "warning", f"a script runs on the page: {what} (on /404.html)")] == [
        (p.code, p.severity, p.message) for p in problems
    ]


def test_a_script_of_all_pages_is_one_problem(publication: Publication) -> None:
    """A script of the frame is reported once, in the template if it is ours, though it differs on each page."""
    frame(publication, "</footer>", '<script>let a = "{{ view.head.url }}"</script>\n<p onclick="weg()">x</p></footer>')
    count = checked(publication).pages
    assert [(p.code, p.message.endswith(f"and {count - 1} other pages)")) for p in checked(publication).problems] == [
        ("page-script", True),
        ("page-script", True),
    ]


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ("/interviews/brug/", []),
        ("/weg/", ["page-redirect-broken: readers are sent on to /weg/, which is no page of the site (on /404.html)"]),
        (
            "https://elders.example/",
            [
                "page-redirect-elsewhere: readers are sent on to another site, https://elders.example/ (on /404.html)",
            ],
        ),
    ],
)
def test_redirects(publication: Publication, to: str, expected: list[str]) -> None:
    """A page that sends its readers on leads to another one of the site, and needs no content."""
    html = f'<html lang="nl"><title>Weg</title><meta http-equiv="Refresh" content="0; URL=\'{to}\'"></html>'
    publication.write("templates/404.html", html)
    assert expected == [line.split(" ", 1)[1] for line in found(publication)]


def test_style_sheets(publication: Publication) -> None:
    """A style sheet's files must be there as well; each is named in the sheet, where it stands in the publication."""
    css = (
        '@charset "utf-8"; @namespace url(http://www.w3.org/2000/svg);\n'
        '/* url(not-this.png) */ a { src: url( "nergens.woff2" ); filter: url(#f); mask: url(data:image/png,x) }\n'
        "b { background: URL(https://cdn.example/b.png) } @media print { i { background: url(teken.svg?v=1#x) } }\n"
    )
    publication.write("themes/eigen/theme.yaml", "name: eigen\nparent: paper\nstyles: [css/eigen.css]\n")
    publication.write("themes/eigen/static/css/eigen.css", css)
    publication.write("themes/eigen/static/css/teken.svg", "<svg/>")
    publication.edit("content/site.yaml", "title:", "theme: {name: eigen}\ntitle:")
    lines = found(publication)
    sheet = "themes/eigen/static/css/eigen.css"
    absent = "the site has no file nergens.woff2, but it is to be shown or loaded"
    elsewhere = "https://cdn.example/b.png is fetched from another site whenever somebody reads the page"
    assert [f"{sheet}:2:40 page-file-missing: {absent}", f"{sheet}:3:21 page-loads-elsewhere: {elsewhere}"] == [
        line.partition(" (on /theme/css/eigen.")[0] for line in lines
    ]


DRAWING = """<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">
  <style><![CDATA[ @import "https://a.example/1"; p { fill: url(#g) } ]]></style>
  <linearGradient id="g"/><rect fill="url(#g)"/><use href="#g"/><a href="https://elders.example/">x</a>
  <image xlink:href="https://a.example/2"/>
  <rect filter="url(nergens.svg#f)"/>
</svg>
"""


def test_drawings_of_a_theme(publication: Publication) -> None:
    """A drawing of a theme loads nothing from elsewhere, and a name in it that a page shows is there."""
    publication.write("content/site.yaml", SITE + "theme: eigen\n")
    publication.write("themes/eigen/theme.yaml", "name: eigen\nparent: paper\nicon: teken.svg\n")
    publication.write("themes/eigen/static/teken.svg", DRAWING)
    uses = "".join(f"<svg><use href='{{{{ site.icon }}}}#{name}'/></svg>" for name in ("g", "nee"))
    page(publication, f"{uses}<img src='{{{{ site.icon }}}}#nee' alt='x'>")
    assert [
        ("public/404.html", 0, 0, "page-anchor-missing"),
        ("themes/eigen/static/teken.svg", 3, 29, "page-loads-elsewhere"),
        ("themes/eigen/static/teken.svg", 5, 22, "page-loads-elsewhere"),
        ("themes/eigen/static/teken.svg", 6, 21, "page-file-missing"),
    ] == [(p.path, p.line, p.column, p.code) for p in checked(publication).problems]


def test_feeds(publication: Publication) -> None:
    """Every address of the site in a feed or the sitemap is that of a file, inside the texts too; others may be any."""
    text = (PAPER / "templates/feed.xml").read_text("utf-8")
    more = '<link href="https://example.org/a/"/><link href="https://elders.example/"/><id>https://example.org/id</id>'
    inside = "{{ e.content|forceescape }}&lt;a href=&#34;https://example.org/b/&#34;&gt;b&lt;/a&gt; koffie"
    text = text.replace("<updated>", f"{more}<updated>", 1).replace("{{ e.content|forceescape }}", inside)
    publication.write("templates/feed.xml", text)
    publication.write("templates/sitemap.xml", "<urlset><url><loc>https://example.org/c/</loc></url></urlset>")
    assert [
        "page-link-broken: https://example.org/a/ is no page or file of the site (on /feed.xml and 2 other pages)",
        "page-link-broken: https://example.org/b/ is no page or file of the site (on /feed.xml and 2 other pages)",
        "page-link-broken: https://example.org/c/ is no page or file of the site (on /sitemap.xml)",
    ] == sorted(line.split(" ", 1)[1] for line in found(publication))


def test_data_for_programs(publication: Publication) -> None:
    """The addresses in JSON-LD must be the site's too, but what stands behind their # only names things."""
    data = (
        '{"@id": "https://example.org/interviews/brug/#interview", "image": ["https://example.org/weg.jpg"],'
        ' "sameAs": "https://elders.example/", "text": "zie https://example.org/nee/"}'
    )
    page(publication, f'<script type="application/ld+json">{data}</script>')
    message = "page-link-broken: https://example.org/weg.jpg is no page or file of the site (on /404.html)"
    assert [f"templates/404.html:4:105 {message}"] == found(publication)
    page(publication, '<script type="application/ld+json">{"a": }</script>')
    message = "no program can read what the page says of itself: Expecting value: line 1 column 7 (char 6)"
    assert [f"public/404.html:0:0 page-data-unreadable: {message} (on /404.html)"] == found(publication)


def test_data_of_items(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """The addresses in an item's index.json are looked up, those inside its texts as well."""
    known: dict[str, Facts] = {}
    read = checking.read_file

    def keeping_read(folder: str, output: str) -> Facts:
        known[output] = read(folder, output)
        return known[output]

    monkeypatch.setattr(checking, "read_file", keeping_read)
    publication.edit("content/interviews/brug.md", "Aan de overkant", "Aan [de overkant](/speakers/ada/)")
    assert checked(publication).problems == ()
    addresses = {reference.address for reference in known["interviews/brug/index.json"].references}
    assert {"https://example.org/interviews/brug/", "https://example.org/speakers/ada/"} <= addresses


def test_what_may_have_been_meant(publication: Publication) -> None:
    """A link to nowhere comes with the nearest address there is; only the first twenty do, in the largest of sites."""
    page(publication, '<a href="/interviews/burg/">x</a>\n<img src="/theme/css/papier.css" alt="x">')
    hints = {problem.message.split()[0]: problem.hint for problem in checked(publication).problems}
    assert hints["/interviews/burg/"] == 'did you mean "/interviews/brug/"? check the address'
    guess = Guesses(["/interviews/brug/"], most=1)
    assert (guess("/interviews/burg/"), guess("/interviews/bruk/")) == ('did you mean "/interviews/brug/"? ', "")
    assert guess("/interviews/burg/") == 'did you mean "/interviews/brug/"? '


def test_a_feed_that_nobody_can_read(publication: Publication) -> None:
    """A feed that is no XML is an error."""
    publication.write("templates/sitemap.xml", "<urlset><url></urlset>")
    message = "no program can read this: mismatched tag: line 1, column 15 (on /sitemap.xml)"
    assert [f"public/sitemap.xml:0:0 feed-unreadable: {message}"] == found(publication)


def test_relative_addresses_in_feeds(publication: Publication) -> None:
    """No feed reader knows what an address is relative to; nor does a program that reads an item's data."""
    text = (PAPER / "templates/feed.xml").read_text("utf-8")
    inside = '&lt;a href="/speakers/">a&lt;/a> &lt;a href="#x">b&lt;/a> &lt;a href="mailto:a@b.example">c&lt;/a>'
    text = text.replace("{{ e.content|forceescape }}", f"{inside}{{{{ e.content|forceescape }}}}")
    publication.write("templates/feed.xml", text)
    message = "is relative, and feed readers don't know to what (on /feed.xml and 2 other pages)"
    lines = [line.split(" ", 1)[1] for line in found(publication)]
    assert {f"feed-address-relative: {address} {message}" for address in ("/speakers/", "#x")} == set(lines)
    data = {"answer_html": '<img src="a.png">', "title": '<a href="b">', "id": '<a href="c">'}
    relative = Fault("feed-address-relative", {"address": "a.png"}, "a.png")
    assert Facts(faults=(relative,)) == feeds.read(json.dumps(data).encode())


def test_kinds_of_feeds() -> None:
    """RSS and JSON Feed are read as well: their own addresses and those in their HTML, but no ids."""
    rss = (
        b'<rss><channel><link>https://a.example/1</link><item><guid>https://a.example/no</guid><enclosure url="https://'
        b"a.example/2\"/><description>&lt;img src='https://a.example/3'&gt; https://a.example/no</description></item>"
        b"</channel></rss>"
    )
    entry = {
        "id": "https://a.example/no",
        "url": "https://a.example/2",
        "content_html": "<a href='https://a.example/3'>x",
    }
    feed = json.dumps({"feed_url": "https://a.example/1", "items": [entry]}).encode()
    expected = Facts(tuple(Reference("mention", f"https://a.example/{n}") for n in (1, 2, 3)))
    assert expected == feeds.read(rss)
    assert expected == feeds.read(feed)


# ---------------------------------------------------------------------------------------------------------- for readers


@pytest.mark.parametrize(
    ("html", "code", "message"),
    [
        (
            '<p id="a">x</p><p id="a">y</p>',
            "page-id-twice",
            'the id "a" stands 2 times on the page',
        ),
        (
            "<h2>Een</h2><h4>Twee</h4>",
            "page-heading-skipped",
            'the heading "Twee" is of level 4, but the one above it of level 2',
        ),
        ("<h1>Nog</h1>", "page-main-heading", "the page has 2 headings of level 1"),
        ('<img src="/feed.xml">', "page-alt-missing", "the picture feed.xml has no alternative text"),
        (
            '<img src="/feed.xml" alt="photo-1.jpg">',
            "page-alt-file-name",
            'the alternative text "photo-1.jpg" looks like the name of a file',
        ),
        (
            '<figure><img src="/feed.xml" alt="Op de kade"><figcaption><p>Op de <b>kade</b>.</p> CC0</figcaption>',
            "page-alt-caption",
            'the alternative text "Op de kade" says the same as the caption',
        ),
        (
            '<figure><img src="/feed.xml" alt=" "><figcaption>Op de kade</figcaption></figure>',
            "page-alt-empty",
            "the picture feed.xml has a caption, but an empty alternative text",
        ),
        (
            '<input type="image" src="/feed.xml" alt=" ">',
            "page-alt-missing",
            "the picture feed.xml has no alternative text",
        ),
        ("<h2> </h2>", "page-heading-empty", "a heading of level 2 has no text"),
        ('<h2><img src="/feed.xml" alt=""></h2>', "page-heading-empty", "a heading of level 2 has no text"),
        ('<a href="#top"></a>', "page-link-without-text", "the link to #top has no text"),
        (
            '<a href="#top"><span aria-hidden="true">→</span><img src="/feed.xml" alt=""><!-- x --></a>',
            "page-link-without-text",
            "the link to #top has no text",
        ),
        ('<map><area href="#top"></map>', "page-link-without-text", "the link to #top has no text"),
        (
            '<svg role="img"><text>x</text></svg>',
            "page-svg-without-name",
            'an <svg role="img"> does not say what it shows',
        ),
        (
            '<label for="nee">x</label>',
            "page-id-missing",
            'the for of a <label> names the id "nee", which is not on the page',
        ),
        (
            '<p id="ja" aria-describedby="ja nee">x</p>',
            "page-id-missing",
            'the aria-describedby of a <p> names the id "nee", which is not on the page',
        ),
        (
            '<svg><use xlink:href="#nee"/></svg>',
            "page-anchor-missing",
            '#nee leads to a page that has no anchor "nee"',
        ),
    ],
)
def test_pages_for_everybody(publication: Publication, html: str, code: str, message: str) -> None:
    """What stands in the way of readers is found: ids, headings, alternative texts."""
    page(publication, html)
    problems = checked(publication).problems
    assert [(code, f"{message} (on /404.html)")] == [(p.code, p.message) for p in problems]
    assert ("warning" if code == "page-alt-empty" else "error") == problems[0].severity


@pytest.mark.parametrize(
    "html",
    [
        "<h2>Een</h2><h3>Twee</h3><h2>Drie</h2>",
        '<div aria-hidden="true"><h1>Niet</h1><h5>Niet</h5><img src="/feed.xml" alt="IMG_1"></div>',
        '<figure><img src="/feed.xml" alt=""></figure>',
        '<figure><img src="/feed.xml" alt="" role="presentation"><figcaption>Op de kade</figcaption></figure>',
        '<figure><img src="/feed.xml" alt="Twee oevers"><figcaption>Op de kade</figcaption></figure>',
        '<figure><a href="/"><img src="/feed.xml" alt=""> Naar huis</a><figcaption>Op de kade</figcaption></figure>',
        '<h2><img src="/feed.xml" alt="Twee oevers"></h2><h2 aria-label="Twee"></h2><h2 hidden></h2>',
        '<a href="#top" aria-label="Omhoog"></a><a href="#top" title="Omhoog"></a><a id="a"></a>',
        '<a href="#top"><img src="/feed.xml" alt="Omhoog"></a><a href="#top"><svg><title>Op</title></svg></a>',
        '<a href="#top"><svg role="img" aria-label="Op"></svg></a><a href="#top" aria-hidden="true" tabindex="-1"></a>',
        '<map><area href="#top" alt=""><area><area href="#top" alt="Omhoog"></map>',
        '<svg role="img"><title>Twee oevers</title></svg><svg role="img" aria-hidden="true"></svg><svg></svg>',
        '<label for="a">x</label><input id="a" aria-labelledby="b c"><p id="b">y</p><p id="c">z</p><label>w</label>',
        '<input type="image" src="/feed.xml" alt="Zoek"><input type="image" src="/feed.xml" aria-label="Zoek">',
    ],
)
def test_pages_that_are_well(publication: Publication, html: str) -> None:
    """What is in order is not complained of."""
    page(publication, html)
    assert [] == found(publication)


def test_what_every_page_needs(publication: Publication) -> None:
    """A language, a title, a main part and one heading of level 1."""
    page(publication, "", title="<h1> </h1>")
    assert ["templates/404.html:3:1 page-heading-empty: a heading of level 1 has no text (on /404.html)"] == found(
        publication
    )
    publication.write("templates/404.html", "<html lang=' '><title> </title><p>Niets</p></html>")
    assert [
        "public/404.html:0:0 page-main-heading: the page has no headings of level 1 (on /404.html)",
        "public/404.html:0:0 page-without-language: the page does not say its language (on /404.html)",
        "public/404.html:0:0 page-without-main: the page does not say where its content begins (on /404.html)",
        "public/404.html:0:0 page-without-title: the page has no title (on /404.html)",
    ] == found(publication)


@pytest.mark.parametrize(
    ("alt", "name", "expected"),
    [
        ("photo-1.jpg", "a.1.jpg", True),
        ("Mijn vakantie.JPEG", "a.1.jpg", True),
        ("IMG_2024", "a.1.jpg", True),
        ("IMG-20240101-WA0003", "a.1.jpg", True),
        ("DSC01234", "a.1.jpg", True),
        ("Schermafbeelding 2024-02-03 om 09.15.42", "a.1.jpg", True),
        ("Screen Shot 2020-01-01 at 10.00", "a.1.jpg", True),
        ("foto 2", "a.1.jpg", True),
        ("grafiek-595x308", "a.1.jpg", True),
        ("blad_3", "blad_3.12345678-960.jpg", True),
        ("Brug", "brug.12345678-960.jpg", False),
        ("Een foto van 2 bruggen", "a.1.jpg", False),
        ("Twee oevers met 3 bruggen, getekend in 2015", "a.1.jpg", False),
        ("Een scherm met cijfers", "a.1.jpg", False),
        ("A3", "a.1.jpg", False),
    ],
)
def test_names_of_files(alt: str, name: str, expected: bool) -> None:
    """Names that cameras, telephones and computers give are told from words."""
    assert expected == alternatives.is_file_name(alt, name)


# ------------------------------------------------------------------------------------------------- where, and how often


def test_a_finding_in_the_text_is_shown_there(publication: Publication) -> None:
    """What stands in a source is shown at its line and column, with the address of the page."""
    publication.write("content/interviews/IMG_2024.png", encoded(drawing(), "PNG"))
    publication.interview(
        "brug",
        INTERVIEW.replace("met koffie.", "met [koffie](https://example.org/koffie/).\n\n      #### Diep\n\n      x"),
        sketch="{image: IMG_2024.png, alt: IMG_2024}",
    )
    source = "content/interviews/brug.md"
    alt = 'the alternative text "IMG_2024" is the name of a file'  # told of the text, so not of its pages again
    link = "https://example.org/koffie/ is no page or file of the site (on /interviews/brug/ and 6 other pages)"
    heading = 'the heading "Diep" is of level 4, but the one above it of level 2 (on /interviews/brug/)'
    assert [
        f"{source}:2:36 alt-is-file-name: {alt}",
        f"{source}:14:37 page-link-broken: {link}",
        f"{source}:16:7 page-heading-skipped: {heading}",
    ] == found(publication)


def test_the_same_in_several_texts_is_shown_in_each(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """Authors who made the same mistake all hear of it, however many they are."""
    monkeypatch.setattr(report, "_ENOUGH", 1)
    text = INTERVIEW.replace("met koffie.", "met [koffie](/interviews/brug/#melk).")
    slugs = ("brug", "lucht", "water")
    for slug in slugs:
        publication.interview(slug, text, title=slug)
    assert [f"content/interviews/{slug}.md:13:37" for slug in slugs] == [
        line.split(" ")[0] for line in found(publication)
    ]


def test_a_finding_of_the_frame_is_reported_once(publication: Publication) -> None:
    """What all pages have from the theme is one problem, with the number of pages, in the template if it is ours."""
    frame(publication, "</footer>", '<p><a href="/nergens/">x</a><img src="{{ view.head.url }}"></p></footer>')
    count = checked(publication).pages
    where = f"(on /interviews/brug/ and {count - 1} other pages)"
    line = 1 + (publication.root / "templates/base.html").read_text("utf-8").split("/nergens/")[0].count("\n")
    lines = found(publication)
    assert 2 == len(lines)
    assert (
        f"templates/base.html:{line}:13 page-link-broken: /nergens/ is no page or file of the site {where}" == lines[0]
    )
    assert lines[1].startswith(f"templates/base.html:{line}:29 page-alt-missing: the picture ")
    assert lines[1].endswith(f" has no alternative text {where}")


def test_a_finding_of_the_settings_is_shown_there(publication: Publication) -> None:
    """A broken address that all pages have from the settings is shown there, once."""
    publication.write("content/site.yaml", SITE + "publisher:\n  name: Proef\n  url: https://example.org/over/\n")
    feeds_with_it = 4  # three in Atom, one in JSON; RSS says nothing of who publishes
    where = f"(on /interviews/brug/ and {checked(publication).pages + feeds_with_it - 1} other pages)"
    message = f"page-link-broken: https://example.org/over/ is no page or file of the site {where}"
    assert [f"content/site.yaml:7:8 {message}"] == found(publication)


@pytest.mark.parametrize(
    ("html", "code", "column"),
    [
        ("<h5>{{ view.title }}!</h5>", "page-heading-skipped", 1),
        ("<h5>Van {{ view.title }}</h5>", "page-heading-skipped", 0),
        ("<h2>{{ '' }}</h2>", "page-heading-empty", 1),
        ("<p id='x{{ 1 }}'>a</p><p id='x{{ 1 }}'>b</p>", "page-id-twice", 0),
        ("<p>b</p><p id='x'>a</p><p id='x'>b</p>", "page-id-twice", 11),
        ('<p><img src="/{{ "feed" }}.xml"></p>', "page-alt-missing", 4),
        ('<a href="{{ site.home }}"></a>', "page-link-without-text", 1),
        ('<svg role="img"></svg>', "page-svg-without-name", 1),
        ("<label for='{{ 1 }}'>x</label>", "page-id-missing", 0),
    ],
)
def test_a_finding_that_is_in_no_text_is_shown_with_its_template(
    publication: Publication, html: str, code: str, column: int
) -> None:
    """Who wrote the content is not blamed: a template of the publication is, or else the page is named."""
    block = "{% extends 'item.html' %}\n{% block text %}\n"
    publication.write("templates/interview.html", f"{block}{html}\n{{% endblock %}}")
    place = f"templates/interview.html:3:{column}" if column else "public/interviews/brug/index.html:0:0"
    lines = [line[: line.index(": ")] for line in found(publication)]
    assert [f"{place} {code}"] == [line for line in lines if "anchor" not in line]


def test_a_link_is_found_by_the_file_that_it_names(publication: Publication) -> None:
    """What an author wrote as the path of a file is shown there, once, though feeds have the text as well."""
    publication.write("content/pages/over/index.md", "---\ntitle: Over\n---\n[x](./index.md#nee), [y](#één)\n")
    links = "met [a](../pages/over/index.md#nee) en [](../pages/over/index.md)."
    publication.interview("brug", INTERVIEW.replace("met koffie.", links))
    assert [
        "content/interviews/brug.md:13:32 page-anchor-missing",
        "content/interviews/brug.md:13:63 page-link-without-text",
        "content/pages/over/index.md:4:5 page-anchor-missing",
        "content/pages/over/index.md:4:26 page-anchor-missing",
    ] == [line[: line.index(": ")] for line in found(publication)]


# ------------------------------------------------------------------------------------------ content, and what it leaves


def test_problems_of_the_content(publication: Publication) -> None:
    """All that a build reports is reported: warnings with the pages, errors instead of them."""
    publication.interview("water", title="Water", topics="[ambacht!]")
    page(publication, '<a href="/nergens/">x</a>')
    assert ["page-link-broken", "topic-spelled-twice"] == sorted(p.code for p in checked(publication).problems)
    publication.interview("brug", quote_by="jan")
    done = checked(publication)
    assert 0 == done.pages
    assert ["quote-by-stranger", "topic-spelled-twice"] == sorted(p.code for p in done.problems)
    publication.write("content/site.yaml", "title: x")
    assert "missing-key" in {p.code for p in checked(publication).problems}


def test_a_broken_template(publication: Publication) -> None:
    """A template that fails is reported as by a build, beside the warnings about content."""
    publication.interview("water", title="Water", topics="[ambacht!]")
    publication.write("templates/404.html", "{{ nothing }}")
    assert {"template-failed", "topic-spelled-twice"} == {p.code for p in checked(publication).problems}


def test_drafts(publication: Publication) -> None:
    """Drafts are checked on request."""
    publication.interview("klad", INTERVIEW.replace("koffie", "[x](#niets)"), title="Klad", draft="true")
    assert [] == found(publication)
    assert ["content/interviews/klad.md:14:32"] == [line.split(" ")[0] for line in found(publication, drafts=True)]


def test_no_picture_is_made_and_no_folder_touched(publication: Publication) -> None:
    """A check needs no pixels, and leaves the output and everything beside it but the store alone."""
    publication.write("content/interviews/sheet.png", encoded(drawing(), "PNG"))
    publication.interview("brug", sketch="{image: sheet.png, alt: Twee oevers}")
    before = set(publication.root.rglob("*"))
    assert [] == found(publication)
    assert {"content", ".cache"} == {path.name for path in publication.root.iterdir()}
    assert not list(publication.store.glob("pictures/**/*.*"))
    assert before == {path for path in publication.root.rglob("*") if ".cache" not in path.parts}
    publication.build()
    publication.edit("content/interviews/brug.md", "koffie", "thee")
    old = tree(publication.public), tree(publication.root / ".public.site-builder")
    assert [] == found(publication)
    assert old == (tree(publication.public), tree(publication.root / ".public.site-builder"))


# ---------------------------------------------------------------------------------------------------------------- speed


def test_an_unchanged_site_is_neither_made_nor_parsed(
    publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second check reads nothing; one after an edit reads what the edit has changed; it finds the same."""
    read: list[str] = []
    made: list[str] = []
    read_file = checking.read_file

    def counting_read(folder: str, output: str) -> Facts:
        read.append(output)
        return read_file(folder, output)

    def counting_make(wanted: Any, job: Job, *rest: Any, **more: Any) -> Any:
        assert not Path(job.folder).is_relative_to(publication.root)
        made.extend(task.outputs[0] for task, _ in wanted)
        return make_missing(wanted, job, *rest, **more)

    monkeypatch.setattr(checking, "read_file", counting_read)
    monkeypatch.setattr(checking, "make_missing", counting_make)
    page(publication, '<a href="/interviews/brug/#niets">x</a>')
    first = checked(publication)
    assert {"index.html", "404.html", "feed.xml", "interviews/brug/index.html"} < set(read) == set(made)
    read.clear()
    made.clear()
    assert first == checked(publication)
    assert [] == read == made
    publication.edit("content/interviews/brug.md", "koffie", "thee")
    assert first == checked(publication)
    feeds_of_it = {"feed.xml", "rss.xml", "feed.json", "topics/ambacht/feed.xml", "speakers/ada/feed.xml"}
    assert {"interviews/brug/index.html", "interviews/brug/index.json", *feeds_of_it} == set(read) == set(made)
    read.clear()
    made.clear()
    publication.write("templates/unused.html", "made again, with the same bytes")
    assert first == checked(publication)
    assert [] == read
    assert "interviews/brug/index.html" in made


def test_a_check_by_other_code_reads_anew(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an earlier version found in a page, or didn't, counts no more; nothing has to be edited for that."""
    page(publication, '<a href="/niets/">x</a>')
    before = checked(publication)
    assert ["page-link-broken"] == [p.code for p in before.problems]
    monkeypatch.setattr(checking, "read_file", lambda *_: Facts())
    assert before == checked(publication)
    monkeypatch.setattr(checking, "code_digest", lambda code: code_digest(code) + "!" * (code is CHECK_CODE))
    assert () == checked(publication).problems


def test_a_slip_is_gone_once_it_is_mended(publication: Publication) -> None:
    """And a new one is found, though nothing else of the page has changed."""
    publication.edit("content/interviews/brug.md", "met koffie", "met de de koffie")
    assert ["lint-double-word"] == [p.code for p in checked(publication).problems]
    publication.edit("content/interviews/brug.md", "met de de koffie", "met koffie")
    assert () == checked(publication).problems
    publication.edit("content/interviews/brug.md", "met koffie", "met koffie , ja")
    assert ["lint-space-before"] == [p.code for p in checked(publication).problems]


def test_slips_are_kept_of_the_bytes_they_are_in(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that changes while it is checked, and then is what it was, is not blamed for what it was meanwhile."""
    path, slips = publication.root / "content/interviews/brug.md", checking.slips
    good = path.read_bytes()

    def slips_meanwhile(*words: Any) -> list[Problem]:
        path.write_bytes(good.replace(b"bouwt", b"bouwt , en"))
        try:
            return slips(*words)
        finally:
            path.write_bytes(good)

    with monkeypatch.context() as patch:
        patch.setattr(checking, "slips", slips_meanwhile)
        checked(publication)
    assert () == checked(publication).problems
    publication.edit("content/interviews/brug.md", "Ada bouwt", "Ada bouwt , en")
    assert ["lint-space-before"] == [found.code for found in checked(publication).problems]


def test_workers_and_batches_find_the_same(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many pages are read by workers, and made some at a time."""
    for number in range(40):
        publication.interview(
            f"nummer-{number}", INTERVIEW.replace("koffie", f"[x](#nee-{number})"), title=f"N {number}"
        )
    here = checked(publication)
    assert 40 == here.count("error")
    store = Store(publication.root / "other")
    monkeypatch.setattr(checking, "_MANY", 33)
    with Workers(2) as executor:
        done = check(publication.root, Options(NOW), store=store, executor=executor, progress=lambda *_: None)
    store.close()
    assert here == done


def test_a_store_that_has_lost_something(publication: Publication) -> None:
    """Facts that are gone, or damaged, are learned again."""
    page(publication, '<a href="/nergens/">x</a>')
    first = checked(publication)
    store = Store(publication.store)
    store._do("UPDATE entries SET value = ? WHERE space = 'facts'", b"rubbish")
    store.close()
    assert first == checked(publication)


# ----------------------------------------------------------------------------------------------------- the command line


def test_the_command(
    publication: Publication, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Problems go to the error stream as in a build; one line says how many pages were checked, and what was found."""
    assert (0, "7 pages checked: nothing to report\n", "") == hear(capsys, monkeypatch, publication.root)
    page(publication, '<p><a href="/nergens/">x</a></p>')
    code, out, err = hear(capsys, monkeypatch, publication.root)
    assert (1, "7 pages checked: 1 error\n") == (code, out)
    assert err == (
        "templates/404.html:4:13: error[page-link-broken]: /nergens/ is no page or file of the site (on /404.html)\n"
        "    help: check the address\n"
    )
    assert not publication.public.exists()


def test_strict(publication: Publication, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Warnings end with code 1 on request only."""
    page(publication, '<figure><img src="/feed.xml" alt=""><figcaption>Kade</figcaption></figure>')
    code, out, err = hear(capsys, monkeypatch, publication.root)
    assert (0, "7 pages checked: 1 warning\n") == (code, out)
    assert "warning[page-alt-empty]" in err
    assert 1 == hear(capsys, monkeypatch, publication.root, "--strict")[0]
    page(publication, "")
    assert 0 == hear(capsys, monkeypatch, publication.root, "--strict")[0]


def test_json(publication: Publication, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """With `--json` there is one object on the output and nothing else, whatever is wrong."""
    page(publication, '<p><a href="/één/">x</a></p>')
    code, out, err = hear(capsys, monkeypatch, publication.root, "--json")
    assert (1, "") == (code, err)
    message = "/één/ is no page or file of the site (on /404.html)"
    problem = {"path": "templates/404.html", "line": 4, "column": 13, "code": "page-link-broken", "message": message}
    problem |= {"hint": "check the address", "severity": "error"}
    assert {"problems": [problem], "errors": 1, "warnings": 0, "notes": 0, "pages": 7} == json.loads(out)
    page(publication, "<h1>Nog</h1>")
    found = json.loads(hear(capsys, monkeypatch, publication.root, "--json")[1])["problems"]
    assert [("public/404.html", None, None)] == [(p["path"], p["line"], p["column"]) for p in found]
    publication.write("content/site.yaml", "title: x")
    code, out, err = hear(capsys, monkeypatch, publication.root, "--json")
    assert (1, "") == (code, err)
    done = json.loads(out)
    assert (0, len(done["problems"])) == (done["pages"], done["errors"])


@pytest.mark.parametrize("words", [["nowhere"], ["--date", "yesterday"], ["--workers", "0"], ["--wrong"]])
def test_wrong_arguments(
    tmp_path: Path, words: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wrong arguments end with code 2."""
    monkeypatch.chdir(tmp_path)
    assert 2 == hear(capsys, monkeypatch, *words)[0]


def test_another_moment(
    publication: Publication, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--date` and `--drafts` choose what is checked, as for a build."""
    publication.interview("straks", INTERVIEW.replace("koffie", "[x](#niets)"), title="S", publish="2026-06-01 14:00")
    assert 0 == hear(capsys, monkeypatch, publication.root, "--date", "2026-06-01T13:59")[0]
    assert 1 == hear(capsys, monkeypatch, publication.root, "--date", "2026-06-01T14:00")[0]
    assert 1 == hear(capsys, monkeypatch, publication.root, "--date", "2026-06-01T13:59", "--drafts")[0]


# ------------------------------------------------------------------------------------------------------------ its parts


def test_every_finding_of_finished_pages_is_provoked_here() -> None:
    """A code that no test expects may be one that can't happen."""
    text = Path(__file__).read_text("utf-8")
    codes = {code for code, row in CODES.items() if code.startswith(("page-", "feed-"))}
    assert codes == set(re.findall(r"""(?<=[" ])(?:page|feed)-[a-z-]+(?=[":])""", text)) & codes
    assert len(codes) > 15


def test_several_candidates_of_a_picture() -> None:
    """Addresses with commas in them are one address each."""
    facts = pages.read(b'<img alt="" srcset="a.jpg 1x,b.jpg 2x, data:image/png;base64,AA== 3x,\n c,d.jpg">')
    assert ["a.jpg", "b.jpg", "c,d.jpg"] == [r.address for r in facts.references]


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("@import 'a.css'; @import url(b.css); /* url(g) */", ["a.css", "b.css"]),
        (
            "p { background: url(\"c d\"), url('e.png'), url( f.png ), url( 'g' ), url(#h) }",
            ["c d", "e.png", "f.png", "g"],
        ),
        ('@IMPORT"https://a.example/"layer(x);', ["https://a.example/"]),
        ('a { b: image-set("c" type("image/png") 1x, url(d) 2x, "e" 3x) }', ["c", "d", "e"]),
        ("a { b: -webkit-image-set(url(c) 1x); d: src('e') }", ["c", "e"]),
        (r"a { b: u\72l(c); d: url(\65.png); @\69mport 'f'; }", ["c", "e.png", "f"]),
        ('a { content: "/*" } b { background: url(c) } d { content: "*/" }', ["c"]),
        ('a { content: "url(b.png)" } /* @import "c"; */ d::before { content: "@import \'e\'" }', []),
        ('@namespace svg url(http://www.w3.org/2000/svg); @namespace"b"; @namespace url("c"); d { e: url(f) }', ["f"]),
        ("@media print { a { b: url(c) } } @font-face { src: local('d'), url(e) format('woff2') }", ["c", "e"]),
        ("a { b: url(ftp://c), url(data:image/png,x), url(about:blank) } d { e: url(unclosed", ["ftp://c", "unclosed"]),
        ('a { b: url(c"d) url(e) }', ["e"]),
        ("<![CDATA[ @import url(a); ]]>", ["a"]),
    ],
)
def test_addresses_of_a_style_sheet(css: str, expected: list[str]) -> None:
    """Quoted or not, imported or used, however it is written; no comment, no text that is shown, no namespace."""
    assert expected == [r.address for r in styles.read(css.encode()).references]


def test_what_new_has_written_does_not_get_out_unnoticed(publication: Publication) -> None:
    """Each line of the skeleton that is left in an item that readers will see; a draft is still being written."""
    new_interview(publication.root, title="Brood", speaker="Ada Okoye", lang="", date=NOW.date())
    path = "content/interviews/brood/index.md"
    assert [] == [found for found in checked(publication).problems if found.path == path]
    publication.edit(path, "draft: true\n", "")
    publication.edit(path, "## The first question?", "## Waarom brood?")
    text = (publication.root / path).read_text("utf-8").splitlines()
    found = [found for found in checked(publication).problems if found.code == "lint-placeholder"]
    assert [
        "Two or three sentences that make somebody want to read on.",
        "What this conversation comes down to.",
        "Some background about the speaker.",
        "The answer, without quotation marks: the site prints them.",
    ] == [text[problem.line - 1][problem.column - 1 :] for problem in found]
    assert {path} == {problem.path for problem in found}
