"""What all documents have in common: attributes, each converted when it is first asked for."""

from __future__ import annotations

import types
import typing
from typing import Any


class Document:
    """A part of an answer: what is known, as attributes and by keys.

    >>> from nemcon.documents import QuestionDocument
    >>> question = QuestionDocument({"kind": "motion", "post": "the merger"})
    >>> question.kind, question["post"]
    ('motion', 'the merger')
    """

    def __init__(self, data: dict[str, Any]) -> None:
        self._data = data

    def __getattr__(self, name: str) -> Any:
        hints = {} if name.startswith("_") else _hints(type(self))
        if name not in hints:
            raise AttributeError(f"{type(self).__name__} has no attribute {name!r}")
        value = _converted(hints[name], self._data.get(name))
        self.__dict__[name] = value
        return value

    def __getitem__(self, key: str) -> Any:
        return getattr(self, key) if key in _hints(type(self)) else self._data[key]

    def __contains__(self, key: object) -> bool:
        return key in self._data

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *_hints(type(self))})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Document) and self._data == other._data

    def __repr__(self) -> str:
        shown = ", ".join(f"{key}={_short(value)}" for key, value in self._data.items())
        return f"{type(self).__name__}({shown})"

    def to_dict(self) -> dict[str, Any]:
        """The same in plain types."""
        return self._data


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:37]}..."


_known: dict[type, dict[str, Any]] = {}


def _hints(kind: type) -> dict[str, Any]:
    if kind in _known:
        return _known[kind]
    hints = _known[kind] = {}
    for base in reversed(kind.__mro__):
        if issubclass(base, Document) and base.__module__.endswith(".documents"):
            hints.update(typing.get_type_hints(base))
    return hints


def _converted(hint: Any, value: Any) -> Any:
    """A value of JSON as what its type says."""
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if value is None:
        return None
    if origin in (types.UnionType, typing.Union):
        fitting = [kind for kind in inside if isinstance(value, typing.get_origin(kind) or kind) or _is_document(kind)]
        return _converted(fitting[0], value) if fitting else value
    if origin is list:
        return [_converted(inside[0], item) for item in value]
    if origin is dict:
        return {key: _converted(inside[1], item) for key, item in value.items()}
    return hint(value) if _is_document(hint) else value


def _is_document(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Document)
