"""Answers are those of the command, byte for byte."""

from __future__ import annotations

from collections.abc import Callable

import nemcon
import pytest

NATO = "scenarios/nato-2024/base.toml"
WHAT_IF = "scenarios/nato-2024/what-if/turkey-objects-to-the-end.toml"
BODY = "scenarios/bodies/eu-council.toml"

QUESTIONS: dict[str, Callable[[], nemcon.Result]] = {
    f"run {NATO} --runs 3000 --seed 7 --by 2024-06-30": lambda: nemcon.load(NATO).run(runs=3000, seed=7, by="2024-06-30"),
    f"run {NATO} --precision 0.02 --over-inputs": lambda: nemcon.load(NATO).run(precision=0.02, over_inputs=True),
    f"compare {NATO} {WHAT_IF} --runs 2000": lambda: nemcon.load(NATO).compare(nemcon.load(WHAT_IF), runs=2000),
    f"persuade {NATO} --candidate rutte --to support --at 2024-06-01 --runs 300": lambda: nemcon.load(NATO).persuade(
        "rutte", to="support", at="2024-06-01", runs=300
    ),
    f"sweep {NATO} --set dynamics.reserve=1week..9weeks:3 --set dynamics.frailty=0..1:2 --runs 200": lambda: nemcon.load(
        NATO
    ).sweep({"dynamics.reserve": ("1week", "9weeks", 3), "dynamics.frailty": "0..1:2"}, runs=200),
    f"sensitivity {NATO} --runs 50 --indices 5000": lambda: nemcon.load(NATO).sensitivity(runs=50, indices=5000),
    f"trace {NATO} --stuck --runs 500": lambda: nemcon.load(NATO).trace(choice="stuck", runs=500),
    f"trace {NATO} --run 17": lambda: nemcon.load(NATO).trace(17),
    f"power {BODY} --as-of 2019-07-01": lambda: nemcon.power(BODY, as_of="2019-07-01"),
    f"power {BODY} --ternary": lambda: nemcon.power(BODY, ternary=True),
    f"power {BODY} --estimate 2000 --seed 3": lambda: nemcon.power(BODY, estimate=2000, seed=3),
    f"power {NATO} --index banzhaf": lambda: nemcon.load(NATO).power(index=["banzhaf"]),
    "power scenarios/bodies/nassau-1964.toml --coalitions": lambda: nemcon.power(
        "scenarios/bodies/nassau-1964.toml", coalitions=1000
    ),
    "backtest scenarios/history --runs 200": lambda: nemcon.backtest("scenarios/history", runs=200),
    f"check --assumptions {NATO}": lambda: nemcon.load(NATO).assumptions(),
}


@pytest.mark.parametrize("line", QUESTIONS)
def test_documents(line: str, command: Callable[[str], bytes]) -> None:
    assert QUESTIONS[line]().json().encode() == command(f"{line} --quiet --format json")


def test_tables_and_text(command: Callable[[str], bytes]) -> None:
    forecast = nemcon.load(NATO).run(runs=2000)
    for table in forecast.tables:
        assert forecast.csv(table).encode() == command(f"run {NATO} --runs 2000 --quiet --format csv --table {table}")
    line = f"run {NATO} --runs 2000 --quiet --format table --width 90"
    plain = forecast.text(width=90).translate({ord(block): None for block in "█▉▊▋▌▍▎▏"})
    assert [row.split() for row in plain.splitlines()] == [row.split() for row in command(line).decode().splitlines()]
    analysis = nemcon.power(BODY)
    assert analysis.text(width=90).split() == command(f"power {BODY} --quiet --width 90").decode().split()


def test_neither_threads_nor_files_change_a_digit(command: Callable[[str], bytes]) -> None:
    expected = command(f"run {NATO} --runs 3000 --quiet --format json").decode()
    shipped = nemcon.load("nemcon:/nato-2024/base.toml")
    assert shipped.run(runs=3000, threads=1).json() == expected
    assert nemcon.loads(shipped.to_toml()).run(runs=3000, threads=3).json() == expected


def test_pictures(command: Callable[[str], bytes]) -> None:
    pictures = nemcon.load(NATO).run(runs=2000).pictures
    assert list(pictures) == ["incidence", "members", "holdouts"]
    for what, svg in pictures.items():
        assert svg.encode() == command(f"plot {NATO} --runs 2000 --quiet --what {what}")
    comparison = nemcon.load(NATO).compare(nemcon.load(WHAT_IF), runs=2000)
    assert comparison.pictures["compare"].encode() == command(f"plot {NATO} {WHAT_IF} --runs 2000 --quiet --what compare")
