"""Reads runs as CSV, Arrow and Parquet, with readers that are not the project's: all three hold the same, in the
types that columns should have, and add up to what the report says."""

import csv
import json
import sys
from datetime import date

import duckdb
import pyarrow as pa
import pyarrow.ipc
import pyarrow.parquet

stem = sys.argv[1]


def of_text(row):
    """A row of the CSV as values."""
    run, weight, outcome, candidate, day, holdouts, events = row
    when = date.fromisoformat(day) if day else None
    return (int(run), float(weight), outcome, candidate or None, when, holdouts.split(), events.split())


with open(f"{stem}.csv", newline="") as file:
    head, *rows = csv.reader(file)
expected = [of_text(row) for row in rows]
assert len(expected) == 70_000

with pa.OSFile(f"{stem}.arrow") as file:
    batches = pa.ipc.open_file(file)
    assert batches.num_record_batches == 2, batches.num_record_batches
    arrow = batches.read_all()
arrow.validate(full=True)
parquet = pa.parquet.read_table(f"{stem}.parquet")
parquet.validate(full=True)

word = pa.dictionary(pa.int32(), pa.string())
types = [pa.uint64(), pa.float64(), word, word, pa.date32(), pa.list_(word), pa.list_(word)]
for name, table in {"arrow": arrow, "parquet": parquet}.items():
    assert table.column_names == head, (name, table.column_names)
    for field, kind in zip(table.schema, types):
        assert field.type.equals(kind) or pa.types.is_list(kind) and field.type.value_type == word, (name, field)
    columns = [column.to_pylist() for column in table.columns]
    assert list(zip(*columns)) == expected, name

found = duckdb.sql(f"select * from read_parquet('{stem}.parquet')")
assert found.columns == head, found.columns
assert [str(kind) for kind in found.types] == ["UBIGINT", "DOUBLE", "VARCHAR", "VARCHAR", "DATE", "VARCHAR[]", "VARCHAR[]"], found.types
assert found.fetchall() == expected

with open(f"{stem}.json") as file:
    report = json.load(file)
share = dict(duckdb.sql(f"select outcome, sum(weight) / 70000 from read_parquet('{stem}.parquet') group by outcome").fetchall())
for outcome in report["outcomes"]:
    assert abs(share.get(outcome["outcome"], 0) - outcome["probability"]) < 1e-9, outcome
print(f"{stem}: pyarrow {pa.__version__} and DuckDB {duckdb.__version__} read the same {len(expected)} runs")
