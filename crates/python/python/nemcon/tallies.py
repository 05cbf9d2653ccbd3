"""Counts of some runs, to be added to those of others: on other machines, or later."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from . import _inputs, _nemcon
from ._inputs import Day
from .results import Forecast


class Tally:
    """What some runs of a scenario counted.

    Tallies of different runs of one scenario and seed add up exactly, in any order: the sum is what all these runs
    together would have counted, to the last digit. They can be pickled, and saved as files that `nemcon merge` takes.

    >>> import nemcon
    >>> scenario = nemcon.load("nemcon:/templates/school-board.toml")
    >>> parts = [scenario.tally(range(start, start + 500), runs=1_500) for start in (1_000, 0, 500)]
    >>> whole = sum(parts[1:], parts[0])
    >>> whole.estimates().json() == scenario.run(runs=1_500).json()
    True
    """

    def __init__(self, inner: _nemcon.Tally) -> None:
        self._inner = inner

    @property
    def ranges(self) -> list[range]:
        """Which runs are counted."""
        return [range(start, end) for start, end in self._inner.ranges]

    @property
    def missing(self) -> list[range]:
        """Which runs are asked for and not counted; where it was not said how many there are to be, those between."""
        return [range(start, end) for start, end in self._inner.missing]

    @property
    def runs(self) -> int:
        """How many runs are counted."""
        return sum(len(part) for part in self.ranges)

    @property
    def seed(self) -> int:
        """The seed of all random numbers."""
        return self._inner.seed

    def __add__(self, other: Tally) -> Tally:
        if not isinstance(other, Tally):
            return NotImplemented
        return Tally(self._inner.add(other._inner))

    def estimates(self, *, by: Day | Iterable[Day] = ()) -> Forecast:
        """The forecast of these runs. Where it was said how many there are to be, all must be there."""
        return Forecast(self._inner.estimates(_inputs.days(by), None, None))

    def to_bytes(self) -> bytes:
        """A file of counts, as `nemcon run --counts` writes it."""
        return self._inner.to_bytes(closed=True)

    @staticmethod
    def from_bytes(data: bytes) -> Tally:
        """What a file of counts holds."""
        return Tally(_nemcon.Tally.from_bytes(data))

    def save(self, path: _inputs.Path) -> None:
        """Writes a file of counts."""
        Path(path).write_bytes(self.to_bytes())

    @staticmethod
    def load(path: _inputs.Path) -> Tally:
        """Reads a file of counts, such as `nemcon run --shard` writes."""
        return Tally.from_bytes(Path(path).read_bytes())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tally) and self.to_bytes() == other.to_bytes()

    def __reduce__(self) -> tuple[object, ...]:
        return Tally.from_bytes, (self._inner.to_bytes(closed=False),)

    def __repr__(self) -> str:
        ranges = ", ".join(f"{part.start}..{part.stop}" for part in self.ranges)
        return f"<Tally of {self.runs} runs ({ranges}), seed {self.seed}>"
