"""Runs on many machines, by Ray: ranges of runs are tasks, and what they count adds up exactly, in any order.

Nothing of scheduling is done here but to cut the ranges: what Ray loses it does again, and a range counts the same
wherever and however often it is counted.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

from . import _nemcon

#: The runs of the first tasks, from which the length of the others follows.
FIRST = 1 << 14
#: How long a task should take at least, in seconds …
TASK = 2.0
#: … and for each processor: handing out a task and adding what it counted takes a few milliseconds of the one process
#: that asks, which should not be what a thousand others wait for.
EACH = 0.008
#: How many tasks wait for each processor, so that none is idle.
AHEAD = 2


def count(
    jobs: Sequence[tuple[_nemcon.Scenario, range]],
    seed: int,
    told: Callable[[int], object] | None = None,
    memory: str | None = None,
) -> list[_nemcon.Tally]:
    """Counts some runs of each scenario on the cluster that Ray is connected to, or else on one of this machine."""
    ray = _started()
    task = ray.remote(num_cpus=1, max_retries=-1, scheduling_strategy="SPREAD")(_part)
    processors = max(1, int(ray.cluster_resources().get("CPU", 1)))
    sums = [scenario.tally((runs.start, runs.start), None, seed, (1, memory, None)) for scenario, runs in jobs]
    seconds_each = max(TASK, EACH * processors)
    left, finished, length = sum(len(runs) for _, runs in jobs), 0, FIRST
    pending: dict[Any, tuple[int, int]] = {}

    def tasks() -> Iterator[tuple[Any, tuple[int, int]]]:
        for job, (scenario, runs) in enumerate(jobs):
            text, start = ray.put(scenario.toml(False)), runs.start
            while start < runs.stop:
                stop = min(start + length, runs.stop)
                yield task.remote(text, start, stop, seed, memory), (job, stop - start)
                start = stop

    try:
        following = tasks()
        while left:
            pending.update(islice(following, AHEAD * processors - len(pending)))
            for done in ray.wait(list(pending), timeout=0.1)[0]:
                counted, seconds = ray.get(done)
                job, size = pending.pop(done)
                sums[job] = sums[job].add_bytes(counted)
                left, finished = left - size, finished + size
                # As many as take so long, but so that at the end all have something to do.
                length = max(FIRST, min(int(size * seconds_each / max(seconds, 1e-3)), left // (2 * processors)))
            if told:
                told(finished)
    except BaseException:
        for abandoned in pending:
            ray.cancel(abandoned, force=True)
        raise
    return sums


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


@lru_cache(maxsize=4)
def _loaded(text: str) -> _nemcon.Scenario:
    return _nemcon.Scenario.loads(text.encode(), "scenario.toml", {})


def _part(text: str, start: int, stop: int, seed: int, memory: str | None) -> tuple[bytes, float]:
    """What a task does: counts some runs on one processor, and says how long that took."""
    begun = time.perf_counter()
    counted = _loaded(text).tally((start, stop), None, seed, (1, memory, None)).to_bytes(False)
    return counted, time.perf_counter() - begun
