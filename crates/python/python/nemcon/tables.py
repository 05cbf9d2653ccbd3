"""Tables that any frame library takes over, without a copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import _nemcon


class Table:
    """A table in memory, which every library that knows Arrow's PyCapsule interface takes as it is.

    `polars.DataFrame(table)`, `pandas.DataFrame.from_arrow(table)`, `pyarrow.table(table)`, and `FROM table` in DuckDB.
    Numbers are floats, days are dates, what does not exist is null.

    >>> import nemcon
    >>> nemcon.load("nemcon:/templates/school-board.toml").run(runs=1_000).table("incidence").columns
    ['outcome', 'date', 'probability', 'name']
    """

    def __init__(self, inner: _nemcon.Table) -> None:
        self._inner = inner

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return self._inner.columns

    def __len__(self) -> int:
        return self._inner.rows

    def __arrow_c_schema__(self) -> object:
        return self._inner.schema()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The table as a stream of record batches; another schema cannot be had, which the interface allows."""
        return self._inner.stream()

    def __repr__(self) -> str:
        return f"<Table of {len(self)} rows: {', '.join(self.columns)}>"
