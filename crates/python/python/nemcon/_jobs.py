"""What is counted in parts: descriptions that can be sent to whoever counts, a range at a time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from . import _nemcon


class Job(Protocol):
    """Something that is numbered, and counted in any parts."""

    def count(self, start: int, stop: int) -> bytes:
        """What is counted of these numbers, on one processor."""


@lru_cache(maxsize=64)
def _loaded(text: str) -> _nemcon.Scenario:
    return _nemcon.Scenario.loads(text.encode(), "scenario.toml", {})


@dataclass(frozen=True)
class Runs:
    """Runs of a scenario."""

    scenario: str
    seed: int
    memory: str | None

    def count(self, start: int, stop: int) -> bytes:
        return _loaded(self.scenario).tally((start, stop), None, self.seed, (1, self.memory, None)).to_bytes(False)


@dataclass(frozen=True)
class Pairs:
    """Runs of a scenario and its variants."""

    base: str
    variants: tuple[str, ...]
    seed: int
    memory: str | None

    def count(self, start: int, stop: int) -> bytes:
        variants = [("", _loaded(variant)) for variant in self.variants]
        asked = _nemcon.Comparing(_loaded(self.base), variants, (None, self.seed), "given")
        return asked.count((start, stop), (1, self.memory, None)).to_bytes()


@dataclass(frozen=True)
class Moving:
    """What moves an outcome of a scenario."""

    scenario: str
    size: tuple[int | None, int | None]
    outcome: str | None
    indices: int | None
    memory: str | None

    def question(self) -> _nemcon.Moving:
        """The same, to be asked."""
        return _nemcon.Moving(_loaded(self.scenario), self.size, self.outcome, self.indices, self.memory)


@dataclass(frozen=True)
class Ends:
    """Runs at the ends of a batch of its inputs."""

    of: Moving
    batch: int

    def count(self, start: int, stop: int) -> bytes:
        return self.of.question().ends(self.batch, (start, stop), (1, None)).to_bytes()


@dataclass(frozen=True)
class Rows:
    """Rows of the design that its indices are computed from."""

    of: Moving
    outcome: str

    def count(self, start: int, stop: int) -> bytes:
        return self.of.question().answers(self.outcome, (start, stop), (1, None))
