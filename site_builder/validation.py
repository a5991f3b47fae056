"""Checks a file against its schema, and tells every mistake at the place where it stands.

`json_schemas` gives the same schema to editors.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from site_builder.errors import Problem, SiteError, did_you_mean, nearest, problem
from site_builder.frontmatter import Source
from site_builder.schema import FILES
from site_builder.shapes import Keys, Mistake, Mistakes, Model, Schema, Shape

M = TypeVar("M", bound=Model)


_MANY = 200  # mistakes of one file beyond which nobody guesses any more what was meant


def validate(model: type[M], source: Source) -> M:
    """The values of a file as `model` has them. Raises SiteError with every mistake of the file."""
    mistakes: Mistakes = []
    found: M = model.shape.read(source.data, (), mistakes)
    if mistakes:
        misspelled = _misspelled(model, mistakes[:_MANY])
        told = [one for one in mistakes if one.code != "missing-key" or one.keys not in misspelled]
        problems = [_as_problem(model, source, mistake, guess=n < _MANY) for n, mistake in enumerate(told)]
        raise SiteError(dict.fromkeys(problems))
    return found


def _misspelled(model: type[Model], mistakes: Mistakes) -> set[Keys]:
    """The places of keys that seem to be missing, but stand there in another spelling."""
    unknown = [mistake.keys for mistake in mistakes if mistake.code == "unknown-key"]
    return {(*keys[:-1], nearest(str(keys[-1]), _known(model, keys[:-1]))) for keys in unknown}


def json_schemas() -> dict[str, Schema]:
    """A JSON Schema for each kind of file, by the name of the kind."""
    schemas = {}
    for name, model in FILES.items():
        named: dict[str, Schema] = {}
        described = model.shape.described(named)
        parts = {"$defs": dict(sorted(named.items()))} if named else {}
        schemas[name] = {"$schema": "https://json-schema.org/draft/2020-12/schema", **described, **parts}
    return schemas


def _as_problem(model: type[Model], source: Source, mistake: Mistake, *, guess: bool) -> Problem:
    """A mistake in words, with a `guess` at what was meant if that is wanted."""
    keys, code = mistake.keys, mistake.code
    name = str(keys[-1]) if keys else ""
    words: dict[str, Any] = {"key": name, "place": _spelled(keys), **mistake.words}
    if code == "unknown-key":
        known = _known(model, keys[:-1])
        words["suggestion"] = did_you_mean(name, known) if guess else ""
        words["rest"] = "own values go under `extra:`" if "extra" in known else f"there are: {', '.join(known)}"
    elif code == "not-a-mapping-here":
        words["known"] = ", ".join(_known(model, keys)) or "names of your own"
    elif code == "question-without-answer":
        words["number"] = int(keys[-1]) + 1
    elif code == "not-a-text" and (bracket := _bracket(source, keys)):
        code, words["character"] = "bracket-first", bracket
    line, column = source.position(keys, of_key=mistake.of_key)
    return problem(code, source.path, line, column, **words)


def _spelled(keys: Iterable[str | int]) -> str:
    """A place among the keys in words: `role` in entry 2 of `speakers`."""
    text = ""
    for key in keys:
        here = f"`{key}`" if isinstance(key, str) else f"entry {key + 1}"
        text = f"{here} {'of' if isinstance(key, int) else 'in'} {text}" if text else here
    return text


def _known(model: type[Model], keys: Keys) -> list[str]:
    """The keys that may stand at `keys` in a file of this model."""
    shape: Shape | None = model.shape
    for key in keys:
        shape = shape.at(key) if shape else None
    return shape.names if shape else []


def _bracket(source: Source, keys: Keys) -> str:
    """The bracket with which the value at `keys` begins, or empty."""
    line, column = source.position(keys)
    sign = source.head.split("\n")[line - source.head_line][column - 1 : column]
    return sign if sign in ("[", "{") else ""
