"""Tables in the libraries that people use."""

from __future__ import annotations

import csv
import datetime
import io
from typing import Any

import duckdb
import nemcon
import pandas
import polars
import pyarrow
import pytest

NATO = "nemcon:/nato-2024/base.toml"


@pytest.fixture(scope="module")
def nato() -> nemcon.Scenario:
    return nemcon.load(NATO)


@pytest.fixture(scope="module")
def forecast(nato: nemcon.Scenario) -> nemcon.Forecast:
    return nato.run(runs=20_000, by="2024-07-11", over_inputs=True)


def test_every_table_holds_what_its_csv_says(nato: nemcon.Scenario, forecast: nemcon.Forecast) -> None:
    answers: list[nemcon.Result] = [
        forecast,
        nato.assumptions(),
        nato.compare(runs=500, slower={"dynamics": {"reserve": "16 weeks"}}),
        nato.persuade("rutte", runs=200),
        nato.sweep({"dynamics.frailty": (0, 1, 2)}, runs=100),
        nato.sensitivity(runs=100, indices=4_000),
        nato.trace(0),
        nemcon.power("nemcon:/bodies/un-security-council.toml"),
        nemcon.power("nemcon:/bodies/un-security-council.toml", estimate=100),
        nemcon.load("nemcon:/templates/unesco-director-general.toml").trace(0),
        nemcon.backtest("scenarios/history", runs=20),
    ]
    for answer in answers:
        for name in answer.tables:
            rows = list(csv.DictReader(io.StringIO(answer.csv(name))))
            found = pyarrow.table(answer.table(name)).to_pylist()
            assert len(rows) == len(found) == len(answer.table(name))
            for row, values in zip(rows, found):
                assert list(row) == list(values)
                assert all(said(value, row[column]) for column, value in values.items()), (name, row, values)


def said(value: Any, cell: str) -> bool:
    """Whether a value is what a cell says."""
    if value is None or isinstance(value, bool):
        return cell == ("" if value is None else str(value).lower())
    return value == float(cell) if isinstance(value, float) else str(value) == cell


def test_columns_have_the_types_of_what_they_say(forecast: nemcon.Forecast) -> None:
    frame = polars.DataFrame(forecast.table())
    assert frame.schema["probability"] == polars.Float64 and frame.schema["median"] == polars.Date
    # Also where nothing is in them.
    empty = forecast.table("events")
    assert polars.DataFrame(empty).schema["happened"] == polars.Float64


def test_no_text_is_kept_from_being_a_formula(partners: str) -> None:
    answer = nemcon.loads(partners.replace('id = "merger"', 'id = "merger"\nname = "=1+1"')).run(runs=10)
    assert "'=1+1" in answer.csv() and "=1+1" in polars.DataFrame(answer.table())["name"].to_list()


def test_all_libraries_take_them(forecast: nemcon.Forecast) -> None:
    table = forecast.table("incidence")
    frames = [polars.DataFrame(table), pandas.DataFrame.from_arrow(table), pyarrow.table(table)]
    assert {len(frame) for frame in frames} == {len(table)} and len(table) > 100
    found = duckdb.execute("""SELECT max(probability) FROM "table" WHERE outcome = 'rutte'""").fetchall()
    assert found == [(max(forecast.cumulative_incidence["rutte"]),)]
    with pytest.raises(KeyError, match="holdouts"):
        forecast.table("nothing")


def test_runs_one_by_one(nato: nemcon.Scenario) -> None:
    records = nato.records(4_000)
    frame = polars.DataFrame(records)
    forecast = nato.run(runs=4_000)
    for outcome, share in frame.group_by("outcome").agg(polars.col("weight").sum() / 4_000).rows():
        assert share == pytest.approx(forecast.probability(outcome), abs=1e-9)
    assert frame["run"].to_list() == list(range(4_000))
    assert isinstance(frame["date"].drop_nulls()[0], datetime.date)
    assert polars.DataFrame(nato.records(range(3_500, 4_000))).equals(frame.tail(500))
    with pytest.raises(ValueError, match="none of"):
        nato.records(range(-1 + 10**12, 10**12 + 1))


def test_nothing_is_copied(partners: str) -> None:
    records = nemcon.loads(partners).records(70_000)
    first, second = pyarrow.table(records), pyarrow.table(records)
    assert first.column("run").num_chunks == 2
    places = [[chunk.buffers()[1].address for chunk in table.column("run").chunks] for table in (first, second)]
    assert places[0] == places[1]
    # What was taken over stays, whatever becomes of the table.
    del records, second
    assert first.column("run")[69_999].as_py() == 69_999
