"""Questions that are asked of files."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, overload

from . import _inputs, _nemcon
from ._inputs import Day, Path, Progress
from .errors import Diagnostic
from .results import Backtest, EstimatedPower, Power, TernaryPower
from .scenarios import MEMORY, MINUTES, Content, _power


@dataclass(frozen=True)
class Check:
    """What `check` says of a file; true where it is right."""

    summary: str | None
    """What is in it, where it is right."""
    notices: list[str]
    """What may surprise about it."""
    diagnostics: list[Diagnostic]
    """What is wrong with it, in the order of files and lines."""
    text: str
    """The same as text, each fault with its line."""

    def __bool__(self) -> bool:
        return self.summary is not None

    def __str__(self) -> str:
        return f"ok: {self.summary}" if self else self.text.rstrip()


def check(path: Path | None = None, *, content: Content | None = None) -> Check:
    """Whether a scenario, a body or a coding table is right: a file, or what would stand in one.

    >>> import nemcon
    >>> print(nemcon.check("nemcon:/bodies/nato.toml"))
    ok: a body of 32 members
    >>> wrong = nemcon.check(content={"schema": 1, "member": [{"id": "NOR", "nmae": "Norway"}]})
    >>> bool(wrong), wrong.diagnostics[0].help
    (False, 'did you mean `name`?')
    """
    if (path is None) == (content is None):
        raise TypeError("check takes a path, or content")
    if content is None:
        found = _nemcon.check(os.fspath(path or ""), None)
    else:
        text, ending = _inputs.text_of(content)
        found = _nemcon.check(f"content.{ending}", text)
    summary, notices, faults, told = found
    return Check(summary, notices, [Diagnostic(*fault) for fault in faults], told)


@overload
def power(
    path: Path,
    *,
    as_of: Day | None = ...,
    index: Sequence[str] = ...,
    unions: Sequence[str] = ...,
    coalitions: int | None = ...,
    memory: str = ...,
    minutes: int = ...,
) -> Power: ...


@overload
def power(
    path: Path, *, ternary: Literal[True], as_of: Day | None = ..., memory: str = ..., minutes: int = ...
) -> TernaryPower: ...


@overload
def power(path: Path, *, estimate: int, as_of: Day | None = ..., seed: int = ...) -> EstimatedPower: ...


def power(
    path: Path,
    *,
    as_of: Day | None = None,
    index: Sequence[str] = (),
    unions: Sequence[str] = (),
    coalitions: int | None = None,
    ternary: bool = False,
    estimate: int | None = None,
    seed: int = 1,
    memory: str = MEMORY,
    minutes: int = MINUTES,
) -> Power | TernaryPower | EstimatedPower:
    """What a rule says by itself, of a body file or a scenario: `nemcon power`.

    Args:
        as_of: The date on which a body is taken.
        index: Which indices; all that there are where none is named.
        unions: Groups of members that each act as one.
        coalitions: Lists the minimal winning and blocking coalitions, if there are at most so many of a kind.
        ternary: Lets members abstain.
        estimate: Estimates power from so many random coalitions and orders, from a `seed`.
        memory: The most that is held, such as `"4GB"`.
        minutes: How long each count may take, as foreseen.

    An analysis that is interrupted goes on unseen until it has counted what it was counting.

    >>> import nemcon
    >>> council = nemcon.power("nemcon:/bodies/un-security-council.toml")
    >>> council.veto_players
    ['CHN', 'FRA', 'RUS', 'GBR', 'USA']
    """
    day = None if as_of is None else _inputs.day(as_of)
    estimated = None if estimate is None else (estimate, seed)
    chosen = (list(index), list(unions), coalitions, ternary, estimated, (memory, minutes))
    return _power(_nemcon.power(os.fspath(path), day, *chosen), ternary, estimate)


def backtest(
    folder: Path,
    *,
    coding: Path | None = None,
    runs: int | None = None,
    seed: int = 1,
    threads: int | None = None,
    memory: str | None = None,
    progress: Progress = None,
) -> Backtest:
    """Scores simulations against the cases of a folder, whose end is known: `nemcon backtest`.

    Args:
        coding: Takes the numbers of rows from this coding table, whatever table the files name.
        runs: How many runs of each case; 50,000 where nothing is said.
    """
    table = None if coding is None else os.fspath(coding)
    with _inputs.told(progress, None) as told:
        return Backtest(_nemcon.backtest(os.fspath(folder), table, runs, seed, (threads, memory, told)))
