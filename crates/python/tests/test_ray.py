"""Many machines, which here are two processes."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from typing import Any

import nemcon
import pytest

ray: Any = pytest.importorskip("ray")

NATO = "scenarios/nato-2024/base.toml"


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[None]:
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    yield
    ray.shutdown()


def test_many_machines_have_the_digits_of_one() -> None:
    scenario = nemcon.load(NATO)
    told: list[int] = []
    found = scenario.run(runs=100_000, seed=3, on="ray", progress=told.append)
    assert found.json() == scenario.run(runs=100_000, seed=3).json()
    assert told[-1] == 100_000 and told == sorted(told)


def test_a_precision_is_reached_as_on_one() -> None:
    scenario = nemcon.load(NATO)
    assert scenario.run(precision=0.005, on="ray").json() == scenario.run(precision=0.005).json()


def test_sweeps_too() -> None:
    scenario = nemcon.load(NATO)
    keys = {"dynamics.frailty": (0, 1, 3)}
    assert scenario.sweep(keys, runs=3_000, on="ray").json() == scenario.sweep(keys, runs=3_000).json()


def test_comparisons_too() -> None:
    scenario = nemcon.load(NATO)
    asked: dict[str, Any] = {"slower": {"dynamics": {"reserve": "16 weeks"}}, "sort": "rutte", "runs": 40_000}
    told: list[int] = []
    found = scenario.compare({"title": "the same"}, on="ray", progress=told.append, **asked)
    assert found.json() == scenario.compare({"title": "the same"}, **asked).json()
    assert told[-1] == 40_000 and told == sorted(told)


def test_and_what_moves_an_outcome() -> None:
    scenario = nemcon.load(NATO)
    asked: dict[str, Any] = {"runs": 50, "indices": 2_000}
    for outcome in (None, "extended"):
        assert scenario.sensitivity(outcome, on="ray", **asked).json() == scenario.sensitivity(outcome, **asked).json()


def test_what_is_wrong_is_told_before_anything_is_counted() -> None:
    scenario, keys = nemcon.load(NATO), {"dynamics.frailty": (0, 1, 3)}
    many = 10**11
    with pytest.raises(ValueError, match="nothing is known by 1999-01-01"):
        scenario.run(runs=many, by="1999-01-01", on="ray")
    with pytest.raises(ValueError, match="sorted by nobody"):
        scenario.compare({}, runs=many, sort="nobody", on="ray")
    with pytest.raises(ValueError, match="nobody"):
        scenario.sweep(keys, runs=many, outcome="nobody", on="ray")
    with pytest.raises(ValueError, match="nobody"):
        scenario.sensitivity("nobody", runs=many, on="ray")
    with pytest.raises(ValueError, match="between 1 and"):
        scenario.run(runs=10**13, on="ray")


def test_a_worker_that_is_killed_changes_nothing() -> None:
    scenario = nemcon.load(NATO)
    killed: list[int] = []

    def kill() -> None:
        # What a process of Ray is called while it works.
        while not killed:
            time.sleep(0.05)
            found = subprocess.run(["pgrep", "-P", str(raylet()), "-f", "ray::_part"], capture_output=True, text=True).stdout.split()
            for process in found[:1]:
                os.kill(int(process), signal.SIGKILL)
                killed.append(int(process))

    thread = threading.Thread(target=kill, daemon=True)
    thread.start()
    found = scenario.run(runs=400_000, on="ray")
    assert killed
    assert found.json() == scenario.run(runs=400_000).json()


def raylet() -> int:
    """The process of Ray that the workers of this cluster belong to."""
    found = subprocess.run(["pgrep", "-f", "raylet/raylet"], capture_output=True, text=True).stdout.split()
    return int(found[-1])


def test_other_clusters_are_unknown() -> None:
    with pytest.raises(ValueError, match="ray"):
        nemcon.load(NATO).run(runs=100, on="dask")  # type: ignore[arg-type]
