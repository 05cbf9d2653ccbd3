"""Counts add up exactly, and only where they are of the same."""

from __future__ import annotations

import pickle
import random
from collections.abc import Callable
from pathlib import Path

import nemcon
import pytest

NATO = "scenarios/nato-2024/base.toml"


def test_parts_in_any_order_are_the_whole() -> None:
    scenario = nemcon.load(NATO)
    bounds = [0, 1, 700, 1500, 1501, 3000]
    parts = [scenario.tally(range(*pair), seed=5) for pair in zip(bounds, bounds[1:])]
    random.Random(1).shuffle(parts)
    parts = pickle.loads(pickle.dumps(parts))
    whole = sum(parts[1:], parts[0])
    assert whole == scenario.tally(range(3000), seed=5)
    assert (whole.runs, whole.ranges, whole.missing, whole.seed) == (3000, [range(3000)], [], 5)
    assert whole.estimates().json() == scenario.run(runs=3000, seed=5).json()


def test_files_are_those_of_the_command(command: Callable[[str], bytes], tmp_path: Path) -> None:
    scenario = nemcon.load(NATO)
    command(f"run {NATO} --runs 2000 --shard 2/2 --counts {tmp_path}/two.counts")
    half = scenario.tally(range(1000), runs=2000)
    half.save(tmp_path / "one.counts")
    merged = command(f"merge {tmp_path}/one.counts {tmp_path}/two.counts --format json").decode()
    whole = half + nemcon.Tally.load(tmp_path / "two.counts")
    assert whole.estimates().json() == merged == scenario.run(runs=2000).json()


def test_strangers_are_refused() -> None:
    scenario = nemcon.load(NATO)
    one = scenario.tally(range(100))
    for other, reason in (
        (scenario.tally(range(50, 150)), "runs 50 to 99 are in both"),
        (scenario.tally(range(100, 200), seed=9), "different seeds"),
        (scenario.tally(range(100, 200), runs=200), "parts of"),
        (scenario.with_({"dynamics": {"reserve": "9 weeks"}}).tally(range(100, 200)), "different scenarios"),
    ):
        with pytest.raises(ValueError, match=reason):
            one + other
    assert one == scenario.tally(range(100))
    with pytest.raises(ValueError, match="some are missing, such as 100 to 199"):
        scenario.tally(range(100), runs=200).estimates()
    with pytest.raises(ValueError, match="damaged"):
        nemcon.Tally.from_bytes(one.to_bytes()[:-1])
    with pytest.raises(ValueError, match="step"):
        scenario.tally(range(0, 100, 2))
    with pytest.raises(TypeError):
        one + 1  # type: ignore[operator]
