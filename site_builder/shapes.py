"""The shapes that values take: texts, lists, mappings with keys that are known, and what an editor is told of them.

A shape reads one value. What it finds wrong it notes among the `Mistakes`, with the keys that lead there, and goes on:
one reading tells them all. Values of which a mistake is noted are never looked at.
"""

from __future__ import annotations

import abc
import re
import types
from collections.abc import Callable
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, get_args, get_origin

from site_builder.errors import did_you_mean
from site_builder.scalars import Unfit, as_number, is_blank, name_of

Keys = tuple[str | int, ...]


class Mistake(NamedTuple):
    """Something wrong: a code of `errors.CODES`, and words for its message."""

    keys: Keys
    code: str
    words: dict[str, object]
    of_key: bool = False  # it is the last key itself that is wrong


Mistakes = list[Mistake]
Schema = dict[str, Any]


class Shape(abc.ABC):
    """How a value is read, and how a JSON Schema describes it."""

    @abc.abstractmethod
    def read(self, value: object, keys: Keys, found: Mistakes) -> Any:
        """The value as the program has it. Mistakes are added to `found`."""

    @abc.abstractmethod
    def schema(self, named: dict[str, Schema]) -> Schema:
        """The JSON Schema; mappings are put among the `named` ones."""

    def at(self, key: str | int) -> Shape | None:
        """The shape of what stands at a key, or as an entry."""
        return None

    @property
    def names(self) -> list[str]:
        """The keys that an author may write."""
        return []

    @property
    @abc.abstractmethod
    def words(self) -> str:
        """What an author writes there, in words and in Markdown: `list of texts`."""

    @property
    def several(self) -> str:
        """The same of several: `texts`."""
        return f"{self.words}s"

    @property
    def mapping(self) -> type[Model] | None:
        """The mapping that is written there, or that each entry is."""
        return None


class Scalar(Shape):
    """A text that a function turns into a value; it raises Unfit. `said` is what authors call it."""

    def __init__(self, take: Callable[[object], Any], schema: Schema, said: str = "text") -> None:
        self.take, self.described, self.said = take, schema, said

    def read(self, value: object, keys: Keys, found: Mistakes) -> Any:
        try:
            return self.take(value)
        except Unfit as unfit:
            found.append(Mistake(keys, unfit.code, unfit.words))
            return None

    def schema(self, named: dict[str, Schema]) -> Schema:
        return dict(self.described)

    @property
    def words(self) -> str:
        return self.said


class Number(Scalar):
    """A whole number within limits."""

    def __init__(self, low: int = 0, high: int | None = None) -> None:
        bounds = {"type": "integer", "minimum": low} | ({"maximum": high} if high else {})
        super().__init__(self._within, bounds, "whole number")
        self.low, self.high = low, high

    def _within(self, value: object) -> int:
        number = as_number(value)
        if number < self.low or (self.high is not None and number > self.high):
            raise Unfit("out-of-range", low=self.low, high=self.high)
        return number

    @property
    def words(self) -> str:
        return f"{self.said} from {self.low} to {self.high}" if self.high else self.said

    @property
    def several(self) -> str:
        return self.words.replace(self.said, f"{self.said}s")


class Choice(Shape):
    """One of some texts."""

    def __init__(self, *texts: str) -> None:
        self.texts = texts

    def read(self, value: object, keys: Keys, found: Mistakes) -> Any:
        if value in self.texts:
            return value
        allowed = [text for text in self.texts if text]
        words = {"value": value, "expected": ", ".join(allowed), "suggestion": did_you_mean(str(value), allowed)}
        found.append(Mistake(keys, "not-one-of", words))
        return None

    def schema(self, named: dict[str, Schema]) -> Schema:
        return {"type": "string", "enum": list(self.texts)}

    @property
    def words(self) -> str:
        return f"one of {self.several}"

    @property
    def several(self) -> str:
        return ", ".join(f"`{text}`" for text in self.texts if text)


class Anything(Shape):
    """Whatever the author likes."""

    def read(self, value: object, keys: Keys, found: Mistakes) -> Any:
        return value

    def schema(self, named: dict[str, Schema]) -> Schema:
        return {}

    @property
    def words(self) -> str:
        return "anything"


class ListOf(Shape):
    """A list of at least and at most so many entries. `said` is what authors call it, where it has a name."""

    def __init__(self, entry: Shape, *, least: int = 0, most: int = 0, said: str = "") -> None:
        self.entry, self.least, self.most, self.said = entry, least, most, said

    def read(self, value: object, keys: Keys, found: Mistakes) -> Any:
        if not isinstance(value, list):
            found.append(Mistake(keys, "not-a-list", {"found": name_of(value)}))
            return None
        if len(value) < self.least:
            found.append(Mistake(keys, "list-too-short", {}))
        if 0 < self.most < len(value):
            found.append(Mistake(keys, "list-too-long", {"count": len(value), "limit": self.most}))
            return None
        read = self.entry.read
        return tuple([read(entry, (*keys, number), found) for number, entry in enumerate(value)])

    def schema(self, named: dict[str, Schema]) -> Schema:
        limits = {"minItems": self.least} if self.least else {}
        limits |= {"maxItems": self.most} if self.most else {}
        return {"type": "array", "items": self.entry.schema(named), **limits}

    def at(self, key: str | int) -> Shape | None:
        return self.entry

    @property
    def words(self) -> str:
        return self.said or f"list of {self.entry.several}"

    @property
    def mapping(self) -> type[Model] | None:
        return self.entry.mapping


class MappingOf(Shape):
    """A mapping whose keys are names that the author gives, of a shape where not any will do."""

    def __init__(self, value: Shape, names: Scalar | None = None) -> None:
        self.value, self.named = value, names

    def read(self, value: object, keys: Keys, found: Mistakes) -> Any:
        if not isinstance(value, dict):
            found.append(Mistake(keys, "not-a-mapping-here", {"found": name_of(value)}))
            return None
        return {self._name(key, keys, found): self.value.read(item, (*keys, key), found) for key, item in value.items()}

    def _name(self, name: str, keys: Keys, found: Mistakes) -> str:
        try:
            return name if self.named is None else self.named.take(name)
        except Unfit as unfit:
            found.append(Mistake((*keys, name), unfit.code, unfit.words, of_key=True))
            return name

    def schema(self, named: dict[str, Schema]) -> Schema:
        names = {"propertyNames": self.named.schema(named)} if self.named else {}
        return {"type": "object", **names, "additionalProperties": self.value.schema(named)}

    def at(self, key: str | int) -> Shape | None:
        return self.value

    @property
    def words(self) -> str:
        return f"names of your own, each with {self.value.words}"

    @property
    def mapping(self) -> type[Model] | None:
        return self.value.mapping


class Either(Shape):
    """A list of the one shape, or else the other."""

    def __init__(self, many: ListOf, one: Shape) -> None:
        self.many, self.one = many, one

    def read(self, value: object, keys: Keys, found: Mistakes) -> Any:
        return (self.many if isinstance(value, list) else self.one).read(value, keys, found)

    def schema(self, named: dict[str, Schema]) -> Schema:
        return {"anyOf": [self.one.schema(named), self.many.schema(named)]}

    def at(self, key: str | int) -> Shape | None:
        return self.many.entry

    @property
    def words(self) -> str:
        return f"{self.one.words}, or {self.many.words}"

    @property
    def mapping(self) -> type[Model] | None:
        return self.many.mapping


class Short(Shape):
    """A mapping that can also be written as one text, which authors call what is `said`."""

    def __init__(self, model: type[Model], spell_out: Callable[[str], object], said: str = "text") -> None:
        self.whole, self.spell_out, self.said = model.shape, spell_out, said

    def read(self, value: object, keys: Keys, found: Mistakes) -> Any:
        return self.whole.read(self.spell_out(value) if isinstance(value, str) else value, keys, found)

    def schema(self, named: dict[str, Schema]) -> Schema:
        return {"anyOf": [{"type": "string"}, self.whole.schema(named)]}

    def at(self, key: str | int) -> Shape | None:
        return self.whole.at(key)

    @property
    def names(self) -> list[str]:
        return self.whole.names

    @property
    def words(self) -> str:
        return f"{self.said}, or {self.whole.words}"

    @property
    def several(self) -> str:
        return f"{self.said}s, or of {self.whole.several}"

    @property
    def mapping(self) -> type[Model] | None:
        return self.whole.model


def under(key: str) -> Callable[[str], object]:
    """The short form of a mapping that is the value of one of its keys."""
    return lambda text: {key: text}


class Key(NamedTuple):
    """A key an author may write: the attribute it becomes, its shape, and its default if it need not be there."""

    attribute: str
    shape: Shape
    description: str
    default: Any


REQUIRED: Any = object()


class Record(Shape):
    """A mapping that knows its keys: any other is a problem; one without a value counts as not written."""

    def __init__(self, model: type[Model], keys: dict[str, Key], *, open: bool) -> None:
        self.model, self.keys, self.open = model, keys, open
        self.defaults = {key.attribute: key.default for key in keys.values() if key.default is not REQUIRED}
        if open:
            self.defaults["others"] = {}
        self.required = tuple(name for name, key in keys.items() if key.default is REQUIRED)

    def at(self, key: str | int) -> Shape | None:
        return self.keys[key].shape if isinstance(key, str) and key in self.keys else None

    @property
    def names(self) -> list[str]:
        return [name for name, key in self.keys.items() if name == key.attribute]

    @property
    def words(self) -> str:
        return "keys of its own"

    @property
    def several(self) -> str:
        return "entries with keys"

    @property
    def mapping(self) -> type[Model] | None:
        return self.model

    def read(self, value: object, keys: Keys, found: Mistakes) -> Any:
        if not isinstance(value, dict):
            found.append(Mistake(keys, "not-a-mapping-here", {"found": name_of(value)}))
            return None
        before, values, others = len(found), dict(self.defaults), {}
        try:
            self.model.check_written(value)
        except Unfit as unfit:
            found.append(Mistake(keys, unfit.code, unfit.words))
            return None
        for name, item in value.items():
            key = self.keys.get(name)
            if key is None:
                others[name] = item
            elif not is_blank(item):
                values[key.attribute] = key.shape.read(item, (*keys, name), found)
        for name in self.required:
            if name not in values:
                found.append(Mistake((*keys, name), "missing-key", {}))
        made = object.__new__(self.model)
        if self.open:
            values["others"] = others
        elif others:
            found += [Mistake((*keys, name), "unknown-key", {}, of_key=True) for name in others]
        made.__dict__ = values
        if len(found) == before:
            try:
                made.check()
            except Unfit as unfit:
                found.append(Mistake(keys, unfit.code, unfit.words))
        return made

    def schema(self, named: dict[str, Schema]) -> Schema:
        name = self.model.__name__
        if name not in named:
            named[name] = {}  # so that it can refer to itself
            named[name] = self.described(named)
        return {"$ref": f"#/$defs/{name}"}

    def described(self, named: dict[str, Schema]) -> Schema:
        """The schema of this very mapping."""
        keys = {name: self.keys[name] for name in self.names}
        return {
            "title": self.model.__name__,
            "description": self.model.__doc__,
            "type": "object",
            "properties": {name: _described(key, named) for name, key in keys.items()},
            "required": list(self.required),
            "additionalProperties": self.open,
        }


def _described(key: Key, named: dict[str, Schema]) -> Schema:
    found = {**key.shape.schema(named), "description": key.description}
    return found if key.default is REQUIRED else found | {"default": _plain(key.default)}


def _plain(value: Any) -> Any:
    """A default as JSON has it."""
    if isinstance(value, Model):
        return {name: _plain(vars(value)[name]) for name in value.shape.names}
    return list(value) if isinstance(value, tuple) else value


class Model:
    """What a mapping becomes: an attribute for each key, declared with `key` and the shape as annotation.

    With `open=True` other keys are kept in `others`.
    """

    shape: ClassVar[Record]

    def __init_subclass__(cls, *, open: bool = False) -> None:
        keys = dict(cls.shape.keys) if hasattr(cls, "shape") else {}
        for attribute, annotation in cls.__annotations__.items():
            if (declared := cls.__dict__.get(attribute)).__class__ is _Declared:
                keys[declared.name or attribute] = Key(attribute, shape_of(annotation), *declared[:2])
                delattr(cls, attribute)  # an instance has its own, always
        cls.shape = Record(cls, keys, open=open)

    def __init__(self) -> None:
        """One in which nothing was written."""
        self.__dict__.update(self.shape.defaults)

    @classmethod
    def check_written(cls, given: dict[str, object]) -> None:
        """Look at the keys as they were written. Raises Unfit; nothing more is then said of this mapping."""

    def check(self) -> None:
        """Look at the keys together, when each by itself is right. Raises Unfit."""


class _Declared(NamedTuple):
    description: str
    default: Any
    name: str


def key(description: str, default: Any = REQUIRED, *, name: str = "") -> Any:
    """A key an author may write, with the sentence that explains it; its `name`, when that is not the attribute's."""
    return _Declared(description, default, name)


def shape_of(annotation: Any) -> Shape:
    """The shape of what an annotation of a `Model` says."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return next(part for part in reversed(arguments) if isinstance(part, Shape))
    if origin is Literal:
        return Choice(*arguments)
    if origin is tuple:
        return ListOf(shape_of(arguments[0]))
    if origin is dict:
        return MappingOf(shape_of(arguments[1]))
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation.shape
    if type(None) in arguments:  # a key that need not be there
        return shape_of(next(part for part in arguments if part is not types.NoneType))
    assert annotation is Any
    return Anything()


def whole(pattern: re.Pattern[str]) -> Schema:
    """The schema of a text that all of a pattern matches."""
    return {"type": "string", "pattern": f"^(?:{pattern.pattern})$"}
