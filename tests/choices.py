"""What the steps of `edits.py` choose from: texts, lines, names, pictures, settings, themes."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.pictures import drawing, encoded
from tests.publication import INTERVIEW, PERSON

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
