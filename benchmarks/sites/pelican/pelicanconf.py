"""Pelican's settings. What they compute is there so that Pelican is as quick as it can be."""

import functools
from pathlib import Path

import yaml
from markdown import Markdown

yaml.safe_load = functools.partial(yaml.load, Loader=yaml.CSafeLoader)  # what the plugin calls: YAML read in C

SITENAME, SITEURL, FEED_DOMAIN = "Drawn conversations", "", "https://example.org"
DEFAULT_LANG, TIMEZONE = "nl", "UTC"
PATH, OUTPUT_PATH = "content", "public"
ARTICLE_PATHS, PAGE_PATHS = ["interviews"], []
THEME, THEME_STATIC_PATHS = "theme", []
CACHE_CONTENT = LOAD_CONTENT_CACHE = True
CHECK_MODIFIED_METHOD = "mtime"

ARTICLE_URL = ARTICLE_LANG_URL = "interviews/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_LANG_SAVE_AS = "interviews/{slug}/index.html"
AUTHOR_URL, AUTHOR_SAVE_AS = "speakers/{slug}/", "speakers/{slug}/index.html"
TAG_URL, TAG_SAVE_AS = "topics/{slug}/", "topics/{slug}/index.html"
CATEGORY_SAVE_AS = ""
DIRECT_TEMPLATES, SITEMAP_SAVE_AS = ["index", "sitemap"], "sitemap.xml"
PAGINATED_TEMPLATES, DEFAULT_PAGINATION = {"index": None}, 10
PAGINATION_PATTERNS = [(1, "/", "index.html"), (2, "/page/{number}/", "page/{number}/index.html")]
FEED_ALL_ATOM, FEED_MAX_ITEMS = "feed.xml", 20
CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None

HAS_DRAWINGS = Path(PATH, "sketches").is_dir()
STATIC_PATHS = ["sketches"] if HAS_DRAWINGS else []
PLUGINS = ["yaml_metadata", "image_process"] if HAS_DRAWINGS else ["yaml_metadata"]
IMAGE_PROCESS_PARSER = "lxml"
IMAGE_PROCESS = {
    "drawing": {
        "type": "responsive-image",
        "sizes": "100vw",
        "srcset": [(f"{width}w", [f"scale_in {width} None False"], "webp") for width in (480, 960, 1600)],
        "default": (["scale_in 960 None False"], "jpg"),
    }
}

MARKDOWN = {"extension_configs": {}, "output_format": "html"}
_converter = Markdown(output_format="html")  # one for all answers


def _html(text):
    return _converter.reset().convert(text)


def _person(path):
    _, head, biography = path.read_text("utf-8").split("---\n", 2)
    return {**yaml.safe_load(head), "biography": biography}


JINJA_FILTERS = {"html": _html}
PEOPLE = {path.stem: _person(path) for path in Path(PATH, "speakers").glob("*.md")}
