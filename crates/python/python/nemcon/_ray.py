"""Questions on many machines, by Ray: ranges are tasks, and what they count adds up exactly, in any order.

Nothing of scheduling is done here but to cut the ranges: what Ray loses it does again, and a range counts the same
wherever and however often it is counted.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from . import _jobs, _nemcon
from ._jobs import Job

#: How many runs the first tasks take, from which the length of the others follows.
FIRST = 1 << 14
#: How long a task should take at least, in seconds …
TASK = 2.0
#: … and for each processor: handing out a task and adding what it counted takes a few milliseconds of the one process
#: that asks, which should not be what a thousand others wait for.
EACH = 0.008
#: How many tasks wait for each processor, so that none is idle.
AHEAD = 2

Told = Callable[[int], object] | None
Size = tuple[int | None, int | None]


class _Sum:
    """What parts have counted so far."""

    def __init__(self, nothing: Any) -> None:
        self.counts = nothing

    def add(self, _: int, counted: bytes) -> None:
        self.counts = self.counts.add_bytes(counted)


def forecast(
    scenario: _nemcon.Scenario,
    size: Size,
    days: list[str],
    top: int | None,
    precision: float | None,
    candidate: str | None,
    memory: str | None,
    told: Told,
) -> _nemcon.Answer:
    """What will come of it, from so many runs, or from as many as a precision takes."""

    def count(start: int, stop: int, seed: int) -> _nemcon.Tally:
        return _tallies([scenario], range(start, stop), seed, memory, told)[0]

    return scenario.run_counted(size, precision, days, top, candidate, count)


def swept(
    scenario: _nemcon.Scenario, size: Size, keys: list[str], outcome: str | None, memory: str | None, told: Told
) -> _nemcon.Answer:
    """The outcomes at every point of a sweep."""
    points, (runs, seed) = _nemcon.sweep_points(scenario, size, keys, outcome)
    return _nemcon.swept(scenario, size, keys, outcome, _tallies(points, range(runs), seed, memory, told))


def compared(
    scenario: _nemcon.Scenario, variants: list[tuple[str, _nemcon.Scenario]], size: Size, sort: str, memory: str | None, told: Told
) -> _nemcon.Answer:
    """What changes change: every task counts the base and all variants on the same runs."""
    asked = _nemcon.Comparing(scenario, variants, size, sort)
    runs, seed = asked.size
    counted = _Sum(asked.count((0, 0), (1, memory, None)))
    job = _jobs.Pairs(scenario.toml(False), tuple(variant.toml(False) for _, variant in variants), seed, memory)
    _count([(job, range(runs), counted.add)], told, each=counted.counts.plans)
    return asked.counted(counted.counts)


def moved(
    scenario: _nemcon.Scenario, size: Size, outcome: str | None, indices: int | None, memory: str | None, told: Told
) -> _nemcon.Answer:
    """What moves an outcome: batches of inputs one after the other, then the rows of the design."""
    job = _jobs.Moving(scenario.toml(False), size, outcome, indices, memory)
    finished = 0

    def after(units: int, each: int) -> Told:
        nonlocal finished
        before, finished = finished, finished + units * each
        return told and (lambda done: told(before + done * each))

    def count(batch: int, runs: int, nothing: _nemcon.Pairs) -> _nemcon.Pairs:
        counted = _Sum(nothing)
        _count([(_jobs.Ends(job, batch), range(runs), counted.add)], after(runs, 1), each=nothing.plans)
        pairs: _nemcon.Pairs = counted.counts
        return pairs

    def answer(outcome: str, rows: int, each: int) -> bytes:
        parts: dict[int, bytes] = {}
        _count([(_jobs.Rows(job, outcome), range(rows), parts.__setitem__)], after(rows, each), each=each)
        return b"".join(parts[start] for start in sorted(parts))

    return _nemcon.Moving(scenario, size, outcome, indices, memory).counted(count, answer)


def _tallies(scenarios: list[_nemcon.Scenario], runs: range, seed: int, memory: str | None, told: Told) -> list[_nemcon.Tally]:
    """What the same runs of several scenarios count."""
    sums = [_Sum(scenario.tally((0, 0), None, seed, (1, memory, None))) for scenario in scenarios]
    jobs = [_jobs.Runs(scenario.toml(False), seed, memory) for scenario in scenarios]
    _count([(job, runs, counted.add) for job, counted in zip(jobs, sums)], told)
    return [counted.counts for counted in sums]


def _count(jobs: Sequence[tuple[Job, range, Callable[[int, bytes], object]]], told: Told, each: int = 1) -> None:
    """Counts ranges on the cluster that Ray is connected to, or else on one of this machine; what is counted of a part is
    added with the number that the part begins with. A unit of a range is about as much work as so many runs `each`."""
    ray = _started()
    task = ray.remote(num_cpus=1, max_retries=-1, scheduling_strategy="SPREAD")(_part)
    processors = max(1, int(ray.cluster_resources().get("CPU", 1)))
    seconds_each = max(TASK, EACH * processors)
    first = max(1, FIRST // each)
    left, finished, length = sum(len(units) for _, units, _ in jobs), 0, first
    pending: dict[Any, tuple[Callable[[int, bytes], object], range]] = {}

    def tasks() -> Iterator[tuple[Any, tuple[Callable[[int, bytes], object], range]]]:
        for job, units, add in jobs:
            sent, start = ray.put(job), units.start
            while start < units.stop:
                stop = min(start + length, units.stop)
                yield task.remote(sent, start, stop), (add, range(start, stop))
                start = stop

    try:
        following = tasks()
        while left:
            pending.update(islice(following, AHEAD * processors - len(pending)))
            for done in ray.wait(list(pending), timeout=0.1)[0]:
                counted, seconds = ray.get(done)
                add, units = pending.pop(done)
                add(units.start, counted)
                left, finished = left - len(units), finished + len(units)
                # As many as take so long, but so that at the end all have something to do.
                length = max(first, min(int(len(units) * seconds_each / max(seconds, 1e-3)), left // (2 * processors)))
            if told:
                told(finished)
    except BaseException:
        for abandoned in pending:
            ray.cancel(abandoned, force=True)
        raise


def _started() -> Any:
    """Ray, connected to a cluster."""
    try:
        import ray
    except ImportError as error:
        raise ImportError("runs on many machines take Ray: pip install 'nemcon[ray]'") from error
    if not ray.is_initialized():
        # On this machine: with the priority of any other program.
        os.environ.setdefault("RAY_worker_niceness", "0")
        ray.init(include_dashboard=False, log_to_driver=False)
    return ray


def _part(job: Job, start: int, stop: int) -> tuple[bytes, float]:
    """What a task does: counts a range on one processor, and says how long that took."""
    begun = time.perf_counter()
    return job.count(start, stop), time.perf_counter() - begun
