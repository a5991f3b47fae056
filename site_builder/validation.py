"""Checks a file against its schema, and tells every mistake at the place where it stands.

`json_schemas` gives the same schema to editors.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from site_builder.errors import Problem, SiteError, did_you_mean, problem
from site_builder.frontmatter import Source
from site_builder.schema import FILES
from site_builder.shapes import LINE, name_of

M = TypeVar("M", bound=BaseModel)


def validate(model: type[M], source: Source) -> M:
    """The values of a file as `model` has them. Raises SiteError with every mistake of the file."""
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        rows = error.errors(include_url=False, include_input=False)
        found = [_as_problem(model, source, row) for row in rows if not _follows(row, rows)]
        raise SiteError(dict.fromkeys(found)) from None


def _follows(row: Any, rows: Iterable[Any]) -> bool:
    """Whether a list only seems too short because its entries are wrong."""
    depth = len(row["loc"])
    return row["type"] == "too_short" and any(r["loc"][:depth] == row["loc"] and len(r["loc"]) > depth for r in rows)


def json_schemas() -> dict[str, dict[str, Any]]:
    """A JSON Schema for each kind of file, by the name of the kind."""
    schemas = {}
    for name, model in FILES.items():
        schema = model.model_json_schema()
        schema.get("$defs", {}).get("Participant", {"properties": {}})["properties"].pop(LINE, None)
        schemas[name] = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return schemas


_OWN_WORDS = {
    "extra_forbidden": "unknown-key",
    "missing": "missing-key",
    "too_short": "list-too-short",
    "literal_error": "not-one-of",
    "dict_type": "not-a-mapping-here",
    "model_type": "not-a-mapping-here",
}


def _as_problem(model: type[BaseModel], source: Source, row: Any) -> Problem:
    keys = tuple(part for part in row["loc"] if not _is_variant(part))
    code = _OWN_WORDS.get(row["type"], row["type"])
    name = str(keys[-1]) if keys else ""
    words: dict[str, Any] = {"key": name, "place": _spelled(keys), **row.get("ctx", {})}
    if code == "unknown-key":
        known = _known(model, keys[:-1])
        words["suggestion"] = did_you_mean(name, known)
        words["rest"] = "own values go under `extra:`" if "extra" in known else f"there are: {', '.join(known)}"
    elif code == "not-a-mapping-here":
        words = {"found": name_of(_value_at(source.data, keys)), "known": ", ".join(_known(model, keys)), **words}
    elif code == "not-one-of":
        words["value"] = _value_at(source.data, keys)
        allowed = [value for value in re.findall(r"'(.*?)'", words["expected"]) if value]
        words["expected"], words["suggestion"] = ", ".join(allowed), did_you_mean(str(words["value"]), allowed)
    elif code == "question-without-answer":
        words["number"] = int(keys[-1]) + 1
    elif code == "not-a-text" and (bracket := _bracket(source, keys)):
        code, words["character"] = "bracket-first", bracket
    line, column = source.position(keys, of_key=code == "unknown-key")
    return problem(code, source.path, line, column, **words)


def _spelled(keys: Iterable[str | int]) -> str:
    """A place among the keys in words: `role` in entry 2 of `speakers`."""
    text = ""
    for key in keys:
        here = f"`{key}`" if isinstance(key, str) else f"entry {key + 1}"
        text = f"{here} {'of' if isinstance(key, int) else 'in'} {text}" if text else here
    return text


def _value_at(data: Any, keys: Iterable[Any]) -> Any:
    for key in keys:
        data = data[key] if isinstance(data, dict | list) else data
    return data


def _is_variant(part: str | int) -> bool:
    """Whether a part of pydantic's location is a tag of ours, which the author never wrote."""
    return isinstance(part, str) and part.startswith("<")


def _known(model: Any, keys: Iterable[str | int]) -> list[str]:
    """The keys that may stand at `keys` in a file of this model."""
    for part in keys:
        if isinstance(part, str) and hasattr(model, "model_fields"):
            field = model.model_fields.get(part)
            if field is None:
                continue  # the key of a mapping that takes any
            found = _models_in(field.annotation)
            if not found:
                return []
            model = found[0]
    return [name for name in getattr(model, "model_fields", {}) if name != "line"]


def _models_in(annotation: Any) -> list[Any]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models_in(part)]


def _bracket(source: Source, keys: tuple[str | int, ...]) -> str:
    """The bracket with which the value at `keys` begins, or empty."""
    line, column = source.position(keys)
    sign = source.head.split("\n")[line - source.head_line][column - 1 : column]
    return sign if sign in ("[", "{") else ""
