"""Scenarios, and what is asked of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path as _Path
from types import ModuleType
from typing import Any, Literal, Union, overload

from . import _inputs, _nemcon
from ._inputs import Day, Path, Progress
from .results import (
    Assumptions,
    Comparison,
    EstimatedPower,
    Forecast,
    Persuasion,
    Power,
    Sensitivity,
    Sweep,
    TernaryPower,
    Trace,
)
from .tables import Table
from .tallies import Tally

Content = Union[str, Mapping[str, Any]]
"""What a file says: its text in TOML, or the same as a dict, in which frames stand for lists of entries."""

MEMORY = "1GB"
MINUTES = 2


class Scenario:
    """A question, who decides it, and what is assumed of them: made by `load`, `loads` and `scenario`.

    Nothing changes a scenario. Questions are methods; each takes `runs` and `seed`, those of the file or 200,000 and 1
    where nothing is said, `threads`, one a core where nothing is said, `memory`, the most that is held, such as
    `"4GB"`, 1 GB where nothing is said, and `progress`. Answers depend on the scenario, the runs and the seed alone,
    and have the digits of the command.

    >>> import nemcon
    >>> scenario = nemcon.load("nemcon:/nato-2024/base.toml")
    >>> scenario
    <Scenario 'Secretary General of NATO: as of 22 February 2024': 31 members, 5 candidates, 2024-02-22 to 2024-10-01>
    >>> scenario.outcomes[:2]
    ['rutte', 'kallas']
    """

    def __init__(self, inner: _nemcon.Scenario) -> None:
        self._inner = inner

    @property
    def path(self) -> str:
        """The file, as it was named."""
        return self._inner.path

    @property
    def files(self) -> list[str]:
        """All files that it was read from, that one first."""
        return self._inner.files

    @property
    def title(self) -> str:
        """The title."""
        return self._inner.title

    @property
    def runs(self) -> int:
        """How many runs the file asks for."""
        return self._inner.runs

    @property
    def seed(self) -> int:
        """The seed that the file asks for."""
        return self._inner.seed

    @property
    def as_of(self) -> str:
        """The date of knowledge, as `YYYY-MM-DD`."""
        return self._inner.term[0]

    @property
    def deadline(self) -> str:
        """The last day on which it can be decided, as `YYYY-MM-DD`."""
        return self._inner.term[1]

    @property
    def notices(self) -> list[str]:
        """What may surprise about the files."""
        return self._inner.notices

    @property
    def members(self) -> dict[str, str]:
        """The names of the members who are present at the start, by id."""
        return dict(self._inner.members)

    @property
    def candidates(self) -> dict[str, str]:
        """The names of the candidates, by id."""
        return dict(self._inner.candidates)

    @property
    def outcomes(self) -> list[str]:
        """The ids of the outcomes that there can be."""
        return self._inner.outcomes

    @property
    def keys(self) -> dict[str, str]:
        """The numbers that `sweep` can vary, with what the files say of each."""
        return dict(self._inner.keys)

    def to_toml(self, comments: bool = False) -> str:
        """The merged scenario as one file, which loads again."""
        return self._inner.toml(comments)

    def assumptions(self) -> Assumptions:
        """What it assumes, with where each assumption is from."""
        return Assumptions(self._inner.assumptions())

    def with_(self, changes: Content) -> Scenario:
        """A what-if: this scenario with some changes, as a what-if file has them, `remove` among them.

        >>> import nemcon
        >>> base = nemcon.load("nemcon:/nato-2024/base.toml")
        >>> slower = base.with_({"dynamics": {"reserve": "16 weeks"}})
        >>> slower.keys["dynamics.reserve"]
        '16 weeks'
        """
        return Scenario(self._inner.over(*_inputs.text_of(changes)))

    def run(
        self,
        *,
        runs: int | None = None,
        seed: int | None = None,
        by: Day | Iterable[Day] = (),
        top: int | None = None,
        precision: float | None = None,
        over_inputs: bool = False,
        candidate: str | None = None,
        threads: int | None = None,
        memory: str | None = None,
        progress: Progress = None,
        on: Literal["ray"] | None = None,
    ) -> Forecast:
        """What will come of it: `nemcon run`.

        Args:
            by: Days, to say what is known by the end of each.
            top: How many members and events the table shows.
            precision: Simulates until every probability is known to within this, with 95% intervals, and no more than
                `runs`, 100 million where nothing is said.
            over_inputs: Says as well how the probabilities spread over the inputs that the file gives as ranges.
            candidate: Whom the table of who is in the way is of, by id or by name; the likeliest where none is named.
            on: `"ray"` counts the runs on the cluster that Ray is connected to, or else on one of this machine.

        >>> import nemcon
        >>> forecast = nemcon.load("nemcon:/templates/school-board.toml").run(runs=1_000)
        >>> round(sum(outcome.probability for outcome in forecast.outcomes), 9)
        1.0
        """
        days = _inputs.days(by)
        if over_inputs and on is not None:
            raise ValueError("over_inputs is of one machine: leave it out, or leave out on")
        total = (runs or self.runs) if precision is None or on is None else None
        with _inputs.told(progress, total) as told:
            if ray := _cluster(on):
                return Forecast(ray.forecast(self._inner, (runs, seed), days, top, precision, candidate, memory, told))
            pace = (threads, memory, told)
            answer = self._inner.run((runs, seed), pace, days, top, precision, over_inputs, candidate)
        return Forecast(answer)

    def compare(
        self,
        *variants: Scenario | Content,
        runs: int | None = None,
        seed: int | None = None,
        sort: str = "effect",
        threads: int | None = None,
        memory: str | None = None,
        progress: Progress = None,
        on: Literal["ray"] | None = None,
        **named: Scenario | Content,
    ) -> Comparison:
        """What changes change, on the same random numbers: `nemcon compare`.

        A variant is a scenario, or what `with_` takes; one that is named is called by its name, and any other by its
        file's. `sort` is `effect`, `given` or an outcome; `on` is that of `run`.

        >>> import nemcon
        >>> base = nemcon.load("nemcon:/nato-2024/base.toml")
        >>> comparison = base.compare(slower={"dynamics": {"reserve": "16 weeks"}}, runs=2_000)
        >>> comparison.variants[0].file
        'slower'
        """
        all_of = [("", variant) for variant in variants] + list(named.items())
        scenarios = [(name, one if isinstance(one, Scenario) else self.with_(one)) for name, one in all_of]
        asked = ([(name or one.path, one._inner) for name, one in scenarios], (runs, seed), sort)
        with _inputs.told(progress, runs or self.runs) as told:
            if ray := _cluster(on):
                return Comparison(ray.compared(self._inner, *asked, memory, told))
            return Comparison(_nemcon.Comparing(self._inner, *asked).run((threads, memory, told)))

    def persuade(
        self,
        candidate: str | None = None,
        *,
        to: Literal["accept", "support"] = "accept",
        at: Day | None = None,
        by: Day | None = None,
        pairs: bool = False,
        runs: int | None = None,
        seed: int | None = None,
        threads: int | None = None,
        memory: str | None = None,
        progress: Progress = None,
    ) -> Persuasion:
        """Whom to persuade: what it changes if a member comes to accept a candidate, or opposes it to the end.

        Args:
            candidate: A candidate, by id or by name; the motion, or the first that is presented, where none is named.
            to: What a member comes to hold.
            at: The day on which it changes its mind; the first where none is said.
            by: The day by which the candidate is to have succeeded; halfway to the deadline where none is said.
            pairs: Looks for the best two together too.
        """
        if to not in ("accept", "support"):
            raise ValueError(f"{to!r} is nothing that a member comes to hold: it is accept or support")
        days = (None if at is None else _inputs.day(at), None if by is None else _inputs.day(by))
        with _inputs.told(progress, None) as told:
            pace = (threads, memory, told)
            answer = self._inner.persuade((runs, seed), pace, candidate, to == "support", *days, pairs)
        return Persuasion(answer)

    def sweep(
        self,
        keys: Mapping[str, str | tuple[object, object, int]],
        *,
        outcome: str | None = None,
        runs: int | None = None,
        seed: int | None = None,
        threads: int | None = None,
        memory: str | None = None,
        progress: Progress = None,
        on: Literal["ray"] | None = None,
    ) -> Sweep:
        """The outcomes as one number varies, or two: each from a value to another, both included, at so many values.

        The keys are those of `keys`; `on` is that of `run`.

        >>> import nemcon
        >>> board = nemcon.load("nemcon:/nato-2024/base.toml")
        >>> sweep = board.sweep({"dynamics.reserve": ("1 week", "9 weeks", 3)}, runs=500)
        >>> [point.values for point in sweep.points]
        [['7 days'], ['35 days'], ['63 days']]
        """
        ranges = {key: given if isinstance(given, str) else "{}..{}:{}".format(*given) for key, given in keys.items()}
        chosen = [f"{key}={given}" for key, given in ranges.items()]
        with _inputs.told(progress, None) as told:
            if ray := _cluster(on):
                return Sweep(ray.swept(self._inner, (runs, seed), chosen, outcome, memory, told))
            return Sweep(self._inner.sweep((runs, seed), (threads, memory, told), chosen, outcome))

    def sensitivity(
        self,
        outcome: str | None = None,
        *,
        indices: int | None = None,
        runs: int | None = None,
        seed: int | None = None,
        threads: int | None = None,
        memory: str | None = None,
        progress: Progress = None,
        on: Literal["ray"] | None = None,
    ) -> Sensitivity:
        """What moves an outcome, the likeliest where none is named: `nemcon sensitivity`.

        Args:
            indices: How many runs the indices take in all; 400 times `runs` where nothing is said.
            runs: How many runs are made at each end of an input; 20,000 where nothing is said.
            on: That of `run`.
        """
        with _inputs.told(progress, None) as told:
            asked = ((runs, seed), outcome, indices, memory)
            if ray := _cluster(on):
                return Sensitivity(ray.moved(self._inner, *asked, told))
            return Sensitivity(_nemcon.Moving(self._inner, *asked).run((threads, told)))

    def trace(
        self,
        run: int | None = None,
        *,
        choice: Literal["typical", "quickest", "stuck"] = "typical",
        outcome: str | None = None,
        runs: int | None = None,
        seed: int | None = None,
        threads: int | None = None,
        memory: str | None = None,
        progress: Progress = None,
    ) -> Trace:
        """One run as a dated story: by its number, or one of the choice, among those that end with the outcome."""
        with _inputs.told(progress, runs or self.runs) as told:
            return Trace(self._inner.trace((runs, seed), (threads, memory, told), run, choice, outcome))

    @overload
    def power(
        self,
        *,
        index: Sequence[str] = ...,
        unions: Sequence[str] = ...,
        coalitions: int | None = ...,
        memory: str = ...,
        minutes: int = ...,
    ) -> Power: ...

    @overload
    def power(self, *, ternary: Literal[True], memory: str = ..., minutes: int = ...) -> TernaryPower: ...

    @overload
    def power(self, *, estimate: int, seed: int = ...) -> EstimatedPower: ...

    def power(
        self,
        *,
        index: Sequence[str] = (),
        unions: Sequence[str] = (),
        coalitions: int | None = None,
        ternary: bool = False,
        estimate: int | None = None,
        seed: int = 1,
        memory: str = MEMORY,
        minutes: int = MINUTES,
    ) -> Power | TernaryPower | EstimatedPower:
        """What its rule says by itself: see `nemcon.power`."""
        estimated = None if estimate is None else (estimate, seed)
        answer = self._inner.power(list(index), list(unions), coalitions, ternary, estimated, (memory, minutes))
        return _power(answer, ternary, estimate)

    def tally(
        self,
        range: range,
        *,
        runs: int | None = None,
        seed: int | None = None,
        threads: int | None = None,
        memory: str | None = None,
        progress: Progress = None,
    ) -> Tally:
        """Counts some runs, by their numbers: to be added to what others count.

        Args:
            runs: Of how many runs these are a part, where that is known; then `estimates` asks for all of them.
        """
        with _inputs.told(progress, len(range)) as told:
            return Tally(self._inner.tally(_consecutive(range), runs, seed, (threads, memory, told)))

    def records(
        self,
        runs: int | range | None = None,
        *,
        seed: int | None = None,
        threads: int | None = None,
        memory: str | None = None,
        progress: Progress = None,
    ) -> Table:
        """Runs one by one, a row a run: its end, its date, the last holdouts, the events that happened.

        So many runs, or those of these numbers; all rows are kept, beside what `memory` allows their simulation to hold.

        >>> import nemcon
        >>> nemcon.load("nemcon:/templates/school-board.toml").records(1_000)
        <Table of 1000 rows: run, weight, outcome, candidate, date, last_holdouts, events>
        """
        numbers = runs if isinstance(runs, range) else range(self.runs if runs is None else runs)
        with _inputs.told(progress, len(numbers)) as told:
            return Table(_nemcon.records(self._inner, _consecutive(numbers), seed, (threads, memory, told)))

    def __reduce__(self) -> tuple[object, ...]:
        return _merged, (self.to_toml(),)

    def __repr__(self) -> str:
        who = f"{len(self.members)} members, {len(self.candidates)} candidates"
        return f"<Scenario {self.title!r}: {who}, {self.as_of} to {self.deadline}>"


def load(path: Path) -> Scenario:
    """Reads a scenario file, and those that it names; `nemcon:/…` is one of `scenarios()`.

    Raises:
        ScenarioError: What is wrong with it, all at once.
    """
    return Scenario(_nemcon.Scenario.load(os.fspath(path)))


def loads(text: str, *, name: str = "scenario.toml", files: Mapping[str, str] | None = None) -> Scenario:
    """Reads a scenario from its text; files that it names are among `files`, or `nemcon:/…`.

    Raises:
        ScenarioError: What is wrong with it, all at once.
    """
    others = {path: _inputs.text_of(content)[0] for path, content in (files or {}).items()}
    return Scenario(_nemcon.Scenario.loads(_inputs.text_of(text)[0], name, others))


def scenario(content: Mapping[str, Any]) -> Scenario:
    """A scenario from a dict of the shape of a file, in which frames stand for lists of entries.

    >>> import nemcon
    >>> partners = nemcon.scenario({
    ...     "schema": 1,
    ...     "title": "Will the partners agree?",
    ...     "question": {"kind": "motion", "as_of": "2031-01-06", "deadline": "2031-06-30",
    ...                  "cadence": "1 week", "rule": "consensus"},
    ...     "member": [{"id": "ann"}, {"id": "bob"}],
    ...     "candidate": [{"id": "merger"}],
    ...     "stance": [{"candidate": "*", "members": "*", "prior": {"support": 0.5, "reserve": 0.5}}],
    ...     "dynamics": {"reserve": "3 weeks"},
    ... })
    >>> partners.run(runs=1_000).probability("adopted") > 0.9
    True

    Raises:
        ScenarioError: What is wrong with it, all at once.
    """
    text, ending = _inputs.text_of(content)
    return Scenario(_nemcon.Scenario.loads(text, f"scenario.{ending}", {}))


def _cluster(on: str | None) -> ModuleType | None:
    """What asks a cluster, where one is named."""
    if on is None:
        return None
    if on != "ray":
        raise ValueError(f"there is no simulating on {on!r}: it is \"ray\"")
    from . import _ray

    return _ray


def _consecutive(runs: range) -> tuple[int, int]:
    if runs.step != 1:
        raise ValueError("runs are taken one after the other: leave out the step")
    return runs.start, runs.stop


def _merged(text: str) -> Scenario:
    return loads(text)


def scenarios() -> list[str]:
    """The bodies and scenarios that the package carries: names for `load`, `power` and `check`."""
    return [path for path, _ in _nemcon.shipped()]


def unpack(folder: Path) -> None:
    """Writes the bodies and scenarios that the package carries into a folder, to start from."""
    for path, text in _nemcon.shipped():
        target = _Path(folder) / path.removeprefix("nemcon:/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="")


def _power(
    answer: _nemcon.Answer, ternary: bool, estimate: int | None
) -> Power | TernaryPower | EstimatedPower:
    if estimate is not None:
        return EstimatedPower(answer)
    return TernaryPower(answer) if ternary else Power(answer)
