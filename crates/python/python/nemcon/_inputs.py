"""What people pass, in the types that the compiled part takes."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Union

Path = Union[str, "os.PathLike[str]"]
"""A file: a path, or the name of one that the package carries, such as `nemcon:/nato-2024/base.toml`."""

Day = Union[str, datetime.date]
"""A day: a date, or text such as `2024-07-11`."""

Progress = Union[bool, Callable[[int], object], None]
"""Who is told how far it is: True for a bar by tqdm, or what is called with the number of runs that are finished."""


def day(value: Day) -> str:
    """A day as text."""
    return value if isinstance(value, str) else value.isoformat()[:10]


def days(values: Day | Iterable[Day]) -> list[str]:
    """One day or several."""
    return [day(values)] if isinstance(values, (str, datetime.date)) else [day(value) for value in values]


def text_of(content: str | Mapping[str, Any]) -> tuple[bytes, str]:
    """A file's text, and the ending of its name: TOML as it is, anything else as JSON."""
    if isinstance(content, str):
        return content.encode("utf-8", "surrogatepass"), "toml"
    return json.dumps(content, default=_plain, allow_nan=False, indent=1).encode(), "json"


def _plain(value: Any) -> Any:
    """What JSON has no name for: days, arrays, and frames, whose rows are entries."""
    if isinstance(value, datetime.date):
        return day(value)
    if hasattr(value, "to_dicts"):
        return _rows(value.to_dicts())
    if hasattr(value, "to_dict"):
        return _rows(value.to_dict("records"))
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Iterable):
        return list(value)
    raise TypeError(f"a scenario is made of texts, numbers, dates, lists and dicts; this is a {type(value).__name__}")


def _rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows without what is missing in them."""
    return [{key: value for key, value in row.items() if value is not None and value == value} for row in rows]


@contextmanager
def told(progress: Progress, total: int | None) -> Iterator[Callable[[int], object] | None]:
    """Who is told the progress, if anybody."""
    if progress is not True:
        yield progress or None
        return
    from tqdm.auto import tqdm

    with tqdm(total=total, unit="run", unit_scale=True) as bar:
        yield lambda finished: bar.update(finished - bar.n)
