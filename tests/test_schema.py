"""The JSON Schemas for editors: they know what the reader knows, neither less nor more."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from site_builder.errors import SiteError
from site_builder.finding import FOLDERS
from site_builder.frontmatter import read_yaml
from site_builder.schema import FILES
from site_builder.shapes import Model
from site_builder.validation import json_schemas, validate
from tests.publication import tiny

SCHEMAS = json_schemas()
KEYWORDS = {
    "$defs", "$ref", "$schema", "additionalProperties", "anyOf", "const", "default", "description", "enum", "format",
    "items", "maxItems", "maximum", "minItems", "minimum", "oneOf", "pattern", "properties", "propertyNames",
    "required", "title", "type",
}  # fmt: skip
TYPES = {"array", "boolean", "integer", "null", "number", "object", "string"}


def resolve(part: dict[str, Any], kind: str) -> dict[str, Any]:
    """The schema itself, or the one it refers to."""
    if "$ref" in part:
        found: dict[str, Any] = SCHEMAS[kind]["$defs"][part["$ref"].removeprefix("#/$defs/")]
        return found
    return part


def variants(part: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """Everything that a value may be."""
    part = resolve(part, kind)
    return [found for row in part.get("anyOf", part.get("oneOf", [])) for found in variants(row, kind)] or [part]


def mappings(part: dict[str, Any], kind: str, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every mapping below a schema, by its path: `qa[].answer[]`."""
    for found in variants(part, kind):
        if "properties" in found:
            yield path, found
            for key, inner in found["properties"].items():
                yield from mappings(inner, kind, f"{path}.{key}".lstrip("."))
        if isinstance(found.get("additionalProperties"), dict):
            yield from mappings(found["additionalProperties"], kind, f"{path}.*")
        if "items" in found:
            yield from mappings(found["items"], kind, f"{path}[]")


def parts(part: Any) -> Iterator[dict[str, Any]]:
    """Every schema in a schema."""
    yield part
    for key, value in part.items():
        if key in ("properties", "$defs"):
            for inner in value.values():
                yield from parts(inner)
        elif key in ("items", "additionalProperties", "propertyNames") and isinstance(value, dict):
            yield from parts(value)
        elif key in ("anyOf", "oneOf"):
            for inner in value:
                yield from parts(inner)


def is_valid(part: dict[str, Any], value: Any, kind: str) -> bool:
    """A validator for as much of JSON Schema as ours use."""
    part = resolve(part, kind)
    if "anyOf" in part or "oneOf" in part:
        return any(is_valid(row, value, kind) for row in part.get("anyOf") or part["oneOf"])
    types = part.get("type", list(TYPES))
    matching = {str: "string", bool: "boolean", int: "integer", list: "array", dict: "object", type(None): "null"}[
        type(value)
    ]
    if matching not in types and not (matching == "integer" and "number" in types):
        return False
    if isinstance(value, str) and not re.search(part.get("pattern", ""), value):
        return False
    if value not in part.get("enum", [value]) or value != part.get("const", value):
        return False
    if isinstance(value, list):
        return len(value) >= part.get("minItems", 0) and all(
            is_valid(part.get("items", {}), row, kind) for row in value
        )
    if isinstance(value, dict):
        known, more = part.get("properties", {}), part.get("additionalProperties", True)
        if not set(part.get("required", ())) <= value.keys() or (more is False and value.keys() - known.keys()):
            return False
        if not all(is_valid(part.get("propertyNames", {}), key, kind) for key in value):
            return False
        other = more if isinstance(more, dict) else {}
        return all(is_valid(known.get(key, other), row, kind) for key, row in value.items())
    return True


# -------------------------------------------------------------------------------------------------------------- shape


def test_there_is_one_for_every_kind_of_file() -> None:
    """Everything in content/, the settings, and what a theme has."""
    assert {*FOLDERS.values(), "settings", "theme"} == SCHEMAS.keys() == FILES.keys()


@pytest.mark.parametrize("kind", SCHEMAS)
def test_it_is_a_json_schema(kind: str) -> None:
    """Its dialect is named, its keywords and types are the dialect's, its references lead somewhere."""
    found = json.loads(json.dumps(SCHEMAS[kind]))
    assert "https://json-schema.org/draft/2020-12/schema" == found["$schema"]
    assert "object" == found["type"]
    assert found["title"]
    assert found["description"]
    for part in parts(found):
        assert part.keys() <= KEYWORDS, part.keys() - KEYWORDS
        types = part.get("type", [])
        assert set([types] if isinstance(types, str) else types) <= TYPES
        assert set(part.get("required", ())) <= part.get("properties", {}).keys()
        assert "$ref" not in part or part["$ref"].removeprefix("#/$defs/") in found["$defs"]
        re.compile(part.get("pattern", ""))


EXPLANATION = r"[A-Z].*[.>)]|(?:sitemap\.xml|robots\.txt|index\.json)(?: .*\.)?"
"""A sentence, or the name of a file with or without more about it."""


@pytest.mark.parametrize("kind", SCHEMAS)
def test_every_key_is_explained(kind: str) -> None:
    """An editor shows the sentence beside the key."""
    for path, mapping in mappings(SCHEMAS[kind], kind):
        assert mapping["description"], path
        for key, part in mapping["properties"].items():
            assert re.fullmatch(EXPLANATION, part.get("description", "")), f"{path}.{key}"


@pytest.mark.parametrize("kind", SCHEMAS)
def test_patterns_cover_the_whole_value(kind: str) -> None:
    """JSON Schema looks for a pattern anywhere in a text; ours mean all of it."""
    for part in parts(SCHEMAS[kind]):
        assert re.fullmatch(r"\^.*\$", part.get("pattern", "^$")), part


# --------------------------------------------------------------------------------------------------- the reader's keys


def nested(path: str, key: str) -> Any:
    """A value in which `key` stands at `path`: `qa[].answer[]` gives a list in a list."""
    value: Any = {key: "x"}
    for step in reversed(re.findall(r"\[\]|[^.\[\]]+", path)):
        value = [value] if step == "[]" else {("a" if step == "*" else step): value}
    return value


def unknown_keys(kind: str, value: Any) -> list[str]:
    """What the reader says it does not know of."""
    try:
        validate(FILES[kind], read_yaml("x.yaml", json.dumps(value).encode()))
    except SiteError as error:
        return [problem.message for problem in error.problems if problem.code == "unknown-key"]
    return []


PLACES = [(kind, path, mapping) for kind in SCHEMAS for path, mapping in mappings(SCHEMAS[kind], kind)]
CLOSED = [row for row in PLACES if row[2].get("additionalProperties") is False]


def test_only_a_theme_may_have_settings_of_its_own() -> None:
    """Every mapping is closed but the one whose keys a theme decides."""
    assert [("settings", "theme")] == [
        (kind, path) for kind, path, mapping in PLACES if (kind, path, mapping) not in CLOSED
    ]


@pytest.mark.parametrize(("kind", "path", "mapping"), CLOSED, ids=[f"{kind}:{path}" for kind, path, _ in CLOSED])
def test_the_reader_takes_the_keys_of_the_schema(kind: str, path: str, mapping: dict[str, Any]) -> None:
    """Each of them, and no other: a key that the schema lacks is unknown to the reader too."""
    for key in mapping["properties"]:
        assert [] == unknown_keys(kind, nested(path, key)), key
    assert 1 == len(unknown_keys(kind, nested(path, "xyzzy")))


def fields(model: Any) -> set[str]:
    """The keys that a model of the reader has."""
    return set(model.shape.names)


def models(model: type[Model] = Model) -> Iterator[type[Model]]:
    """Every model of the schema."""
    for found in model.__subclasses__():
        if found.__module__.startswith("site_builder."):
            yield found
        yield from models(found)


MODELS = {model.__name__: model for model in models()}


def test_every_model_has_a_name_of_its_own_and_is_written_by_authors() -> None:
    """Definitions go by the names of models, so two of one name would be one; a model that no file has is dead."""
    assert len(MODELS) == len(set(models()))
    named = {name for kind in SCHEMAS for name in SCHEMAS[kind].get("$defs", {})}
    assert MODELS.keys() == named | {model.__name__ for model in FILES.values()} | {"Item"}


@pytest.mark.parametrize("kind", SCHEMAS)
def test_the_schema_has_the_keys_of_the_reader(kind: str) -> None:
    """No key of any model is left out."""
    assert fields(FILES[kind]) == SCHEMAS[kind]["properties"].keys()
    for name, mapping in SCHEMAS[kind].get("$defs", {}).items():
        assert fields(MODELS[name]) == mapping["properties"].keys()


def test_keys_that_the_reader_sets_are_nobodys() -> None:
    """The one-line form of a person has a place inside the reader that no author can write in."""
    assert [] == [
        path for _, path, mapping in PLACES if "line" in mapping["properties"] or "\0line" in mapping["properties"]
    ]


GOOD: dict[str, dict[str, Any]] = {
    "interview": {
        "title": "x",
        "date": "2026-03-14",
        "speakers": ["ada", "Bo Bos, Bouwer", {"speaker": "ida", "role": "x"}],
        "sketch": "sheet.jpg",
        "picture": {"image": "a.jpg"},
        "topics": ["a"],
        "draft": True,
        "publish": "2026-03-14 09:00",
        "qa": [
            {"question": "x", "answer": "y", "at": "1:02", "id": "a-1"},
            {"question": "x", "answer": [{"speaker": "a", "text": "b"}]},
        ],
        "extra": {"a": [1]},
        "lang": "nl-BE",
        "recorded": {"city": "x"},
    },
    "article": {
        "title": "x",
        "date": "2026-03-14",
        "format": "research",
        "authors": ["Bo Bos, Redacteur"],
        "speakers": [{"group": "x", "on_behalf_of": "y"}],
        "sketches": ["a.jpg", {"image": "b.jpg", "creator": "ada"}],
        "picture": {"image": "a.jpg", "depicts": ["ada"]},
        "series": {"series": "x", "verdict": "y"},
        "organisations": ["x", {"organisation": "y", "role": "z"}],
        "events": [{"name": "x", "date": "2026-03-14", "stops": [{"city": "a", "date": "2026-03-15"}]}],
        "sources": [{"title": "x", "creators": ["a", "b"], "year": 1987, "url": "https://a.nl/b"}],
        "downloads": [{"file": "a.pdf"}, {"to": "https://a.nl/b.pdf", "speaker": "ada"}],
        "cta": {"label": "x", "to": "/over/", "text": "y"},
        "audio": "a.mp3",
        "video": {"file": "a.mp4", "duration": "1:02:03", "poster": "a.jpg"},
        "research": {"n": 1093, "mode": "online"},
        "corrections": [{"date": "2026-03-15", "text": "x"}, {"date": "2026-03-16", "text": "y", "kind": "update"}],
        "related": ["interviews/ada"],
        "aliases": ["/2019/03/oud/"],
        "sponsored": True,
    },
    "dossier": {"title": "x", "date": "2026-03-14", "items": ["interviews/ada", "articles/molen"], "series": "x"},
    "page": {"title": "x", "navigation": False},
    "organisation": {"name": "x", "url": "https://a.nl", "picture": {"image": "a.jpg", "alt": "b"}},
    "series": {"title": "x", "verdicts": ["a", "b"], "prefix_titles": True, "cadence": "x"},
    "speaker": {
        "name": "x",
        "portrait": "a.jpg",
        "links": [{"label": "x", "url": "https://a.nl"}],
        "works": [{"title": "x", "year": 2020}],
    },
    "author": {"given": "x", "portrait": {"image": "a.jpg", "alt": "b"}, "motto": "x", "name_style": "be"},
    "topic": {"title": "x"},
    "settings": {
        "title": "x",
        "base_url": "https://a.nl/",
        "theme": "paper",
        "page_size": 5,
        "navigation": [{"label": "x", "to": "/"}],
        "pictures": {"webp": [480]},
        "outputs": {"feeds": ["atom"], "feeds_per": [], "item_json": False},
        "quotes": "low",
        "publish": {"web": {"folder": "../site"}, "pages": {"git": "origin", "branch": "pages"}},
    },
    "theme": {
        "name": "x",
        "settings": {"a": {"type": "choice", "default": "b", "choices": ["b"]}},
        "styles": ["a.css"],
    },
}
BAD = [
    ("interview", {"speakers": []}),
    ("interview", {"speakers": [{"speker": "x"}]}),
    ("interview", {"qa": [{"question": "x", "answer": "y", "at": "over 1:02"}]}),
    ("interview", {"qa": [{"question": "x", "answer": "y", "id": "Eén"}]}),
    ("interview", {"qa": [{"question": "x"}]}),
    ("interview", {"lang": "in het nl"}),
    ("interview", {"sketch": {"alt": "x"}}),
    ("interview", {"topic": "x"}),
    ("article", {"format": "essay"}),
    ("article", {"sketches": [{"alt": "x"}]}),
    ("article", {"series": {"verdict": "x"}}),
    ("article", {"organisations": [{"role": "x"}]}),
    ("article", {"events": [{"organiser": "x"}]}),
    ("article", {"cta": {"label": "x"}}),
    ("article", {"video": {"duration": "1:02"}}),
    ("article", {"video": {"file": "a.mp4", "duration": "lang"}}),
    ("article", {"corrections": [{"text": "x"}]}),
    ("article", {"corrections": [{"date": "2026-03-15", "text": "x", "kind": "error"}]}),
    ("article", {"sponsored": "soms"}),
    ("dossier", {"items": "interviews/ada"}),
    ("organisation", {"url": ["https://a.nl"]}),
    ("series", {"verdicts": "a"}),
    ("author", {"name_style": "fr"}),
    ("settings", {"theme": ["paper"]}),
    ("settings", {"quotes": "x"}),
    ("settings", {"publish": {"Mijn web": {"folder": "../site"}}}),
    ("settings", {"publish": {"web": "../site"}}),
    ("settings", {"publish": {"web": {"folder": "-rf"}}}),
    ("settings", {"publish": {"web": {"git": "origin", "branch": "-d"}}}),
    ("settings", {"pictures": {"jpeg": []}}),
    ("settings", {"outputs": {"feeds": ["xml"]}}),
    ("settings", {"outputs": {"feeds_per": ["author"]}}),
    ("settings", {"outputs": {"item_json": "soms"}}),
    ("theme", {"settings": {"a": {"type": "colour", "default": "b"}}}),
]


@pytest.mark.parametrize("kind", GOOD)
def test_what_is_right_is_right_for_both(kind: str) -> None:
    """An editor marks nothing that the reader takes: short forms, lists of either, own values."""
    assert is_valid(SCHEMAS[kind], GOOD[kind], kind)
    validate(FILES[kind], read_yaml("x.yaml", json.dumps(GOOD[kind]).encode()))  # raises nothing


@pytest.mark.parametrize(("kind", "change"), BAD, ids=[f"{kind}: {json.dumps(change)}" for kind, change in BAD])
def test_what_is_wrong_is_wrong_for_both(kind: str, change: dict[str, Any]) -> None:
    """What the editor marks is what the build would say."""
    value = {**GOOD[kind], **change}
    assert not is_valid(SCHEMAS[kind], value, kind)
    with pytest.raises(SiteError):
        validate(FILES[kind], read_yaml("x.yaml", json.dumps(value).encode()))


@pytest.mark.parametrize(("kind", "key"), [(kind, key) for kind in GOOD for key in SCHEMAS[kind].get("required", ())])
def test_required_keys_are_required_by_both(kind: str, key: str) -> None:
    """A file without one is marked, and refused."""
    value = {name: item for name, item in GOOD[kind].items() if name != key}
    assert not is_valid(SCHEMAS[kind], value, kind)
    with pytest.raises(SiteError) as caught:
        validate(FILES[kind], read_yaml("x.yaml", json.dumps(value).encode()))
    assert ["missing-key"] == [problem.code for problem in caught.value.problems]


# ----------------------------------------------------------------------------------------------------------- the files

ROOT = Path(__file__).parents[1]


def command(folder: Path, seed: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
    words = [sys.executable, "-m", "site_builder", "schema", str(folder)]
    return subprocess.run(
        words, capture_output=True, text=True, encoding="utf-8", env=environment, timeout=60, check=True
    )


def test_the_command_writes_them(tmp_path: Path) -> None:
    """One file for each kind, the same bytes every time, in LF and UTF-8."""
    first, second = tmp_path / "a" / "b", tmp_path / "c"
    done = command(first, "1")
    command(second, "2")
    names = {f"{kind}.schema.json" for kind in SCHEMAS}
    assert names == {path.name for path in first.iterdir()}
    for name in names:
        raw = (first / name).read_bytes()
        assert raw == (second / name).read_bytes()
        assert b"\r" not in raw
        assert raw.endswith(b"}\n")
        assert SCHEMAS[name.removesuffix(".schema.json")] == json.loads(raw)
        assert str(first / name) in done.stdout
    assert "" == done.stderr


def test_dumps_are_the_same_every_time() -> None:
    """Nothing in them depends on the order of a set."""
    assert json.dumps(SCHEMAS) == json.dumps(json_schemas())


def test_a_misspelled_key_is_one_mistake(tmp_path: Path) -> None:
    """It is not missing as well, unless nobody could tell that it was meant."""
    publication = tiny(tmp_path)
    publication.edit("content/interviews/brug.md", "title: ", "titel: ")
    assert [("unknown-key", 2)] == [(found.code, found.line) for found in publication.problems()]
    publication.edit("content/interviews/brug.md", "titel: ", "xyz: ")
    assert {"missing-key", "unknown-key"} == {found.code for found in publication.problems()}
