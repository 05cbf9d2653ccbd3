"""What is wrong with a scenario."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Diagnostic:
    """One thing wrong with a file, with its place and what to do."""

    kind: str
    """What kind of fault it is, such as `unknown-key`."""
    message: str
    """What is wrong, with the value."""
    help: str | None
    """What is allowed, or what to do."""
    file: str
    """The file."""
    line: int | None
    """The line, counted from 1, where the fault has a place in the file."""
    column: int | None
    """The character of the line, counted from 1."""


class ScenarioError(ValueError):
    """A scenario that is wrong: all its faults at once.

    >>> import nemcon
    >>> try:
    ...     nemcon.loads("schema = 1\\ntitel = 'Who chairs?'\\n")
    ... except nemcon.ScenarioError as error:
    ...     fault = error.diagnostics[-1]
    >>> fault.line, fault.column, fault.kind
    (2, 1, 'unknown-key')
    """

    diagnostics: list[Diagnostic]
    """The faults, in the order of files and lines. The text of the exception shows each with its line."""

    def __init__(self, text: str, faults: list[tuple[Any, ...]]) -> None:
        super().__init__(text)
        self._faults = faults
        self.diagnostics = [Diagnostic(*fault) for fault in faults]

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (str(self), self._faults)
