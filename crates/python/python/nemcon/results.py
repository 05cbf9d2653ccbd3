"""Answers: what is known as attributes, tables, pictures and text."""

from __future__ import annotations

import html
import json
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import documents
from ._document import Document
from .tables import Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from . import _nemcon


class Result(Document):
    """What a question found.

    Attributes are those of the document that the command prints with `--format json`; printed it is the command's
    table, and in a notebook its pictures are shown too.

    >>> import nemcon
    >>> forecast = nemcon.load("nemcon:/nato-2024/base.toml").run(runs=20_000)
    >>> forecast.outcomes[0].outcome, forecast.outcomes[0].name
    ('rutte', 'Mark Rutte')
    """

    def __init__(self, answer: _nemcon.Answer) -> None:
        self._answer = answer

    @cached_property
    def _data(self) -> dict[str, Any]:  # type: ignore[override]
        document: dict[str, Any] = json.loads(self._answer.json())
        return document

    def json(self) -> str:
        """The document, byte for byte as the command prints it."""
        return self._answer.json().decode()

    @property
    def tables(self) -> dict[str, str]:
        """The names of the tables, each with what a row of it is; the first is the usual one."""
        return dict(self._answer.tables())

    def table(self, name: str | None = None) -> Table:
        """A table for frame libraries; the usual one where none is named."""
        return Table(self._answer.table(name))

    def csv(self, table: str | None = None) -> str:
        """A table as CSV, byte for byte as the command prints it; the usual one where none is named."""
        return self._answer.csv(table).decode()

    def text(self, width: int = 80, color: bool = False) -> str:
        """What a terminal of so many columns shows."""
        return self._answer.text(width, color)

    @property
    def pictures(self) -> dict[str, str]:
        """The pictures that there are, as SVG, by their names in `nemcon plot --what`."""
        return dict(self._answer.pictures())

    def html(self) -> str:
        """A web page for readers, without scripts, that needs no network; of what has pictures."""
        page = self._answer.page()
        if page is None:
            raise ValueError(f"a {type(self).__name__} has no page of its own: ask a forecast or a comparison")
        return page

    def save(self, path: str | Path, table: str | None = None) -> None:
        """Writes a file, as what its name ends in: json, csv, txt, html, or svg, which is the first picture."""
        path = Path(path)
        forms: dict[str, Callable[[], str]] = {
            ".json": self.json,
            ".csv": lambda: self.csv(table),
            ".txt": self.text,
            ".html": self.html,
            ".svg": lambda: next(iter(self.pictures.values())),
        }
        if path.suffix not in forms:
            raise ValueError(f"{path}: its name ends in none of {', '.join(forms)}")
        path.write_text(forms[path.suffix](), encoding="utf-8", newline="")

    def __repr__(self) -> str:
        return self.text().rstrip()

    def _repr_html_(self) -> str:
        pictures = "".join(f'<div style="max-width: 60em">{svg}</div>' for svg in self.pictures.values())
        table = html.escape(self.text(width=100).rstrip())
        return f'{pictures}<pre style="line-height: 1.2">{table}</pre>'


class Forecast(Result, documents.RunDocument):
    """What will come of it: probabilities and dates of all outcomes, and who stands in the way."""

    def probability(self, outcome: str) -> float:
        """The probability of an outcome: the id of a candidate, `extended`, `adopted` and so on."""
        known = {found.outcome: found.probability for found in self.outcomes}
        if outcome not in known:
            raise KeyError(f"there is no outcome {outcome!r}: it is one of {', '.join(known)}")
        return known[outcome]

    def plot(self, ax: Any = None) -> Any:
        """Draws what has come about by when, stacked over the calendar, by matplotlib; gives the axes."""
        ax = ax or _axes()
        series = {name: values for name, values in self.cumulative_incidence.items() if values and values[-1] > 0.0}
        dates = [_day(date) for date in self.dates]
        ax.stackplot(dates, *series.values(), labels=list(series))
        ax.set(ylim=(0, 1), xlim=(dates[0], dates[-1]), ylabel="probability", title=self.title)
        ax.legend(loc="upper left")
        return ax


class Comparison(Result, documents.CompareDocument):
    """What changes change, on the same random numbers."""

    def plot(self, outcome: str | None = None, ax: Any = None) -> Any:
        """Draws what each variant changes in an outcome, the base's likeliest, by matplotlib; gives the axes."""
        ax = ax or _axes()
        likeliest = max(self.base.outcomes, key=lambda found: found.probability)
        outcome = outcome or likeliest.outcome
        for place, variant in enumerate(reversed(self.variants)):
            for found in variant.outcomes:
                if found.outcome == outcome:
                    ax.plot([found.low, found.high], [place, place], color="C0")
                    ax.plot(found.difference, place, "o", color="C0")
        ax.axvline(0.0, color="grey", linewidth=0.8)
        ax.set_yticks(range(len(self.variants)), [variant.file for variant in reversed(self.variants)])
        ax.set(xlabel=f"change of the probability of {outcome}")
        return ax


class Persuasion(Result, documents.PersuadeDocument):
    """Whom to persuade: what it changes if a member comes round, or opposes to the end."""


class Sweep(Result, documents.SweepDocument):
    """The outcomes as one number varies, or two."""

    def plot(self, ax: Any = None) -> Any:
        """Draws the outcomes over the values of the one key that varies, by matplotlib; gives the axes."""
        if len(self.keys) != 1:
            raise ValueError("a sweep of two keys is drawn from its table")
        ax = ax or _axes()
        for place, found in enumerate(self.points[0].outcomes):
            ax.plot([point.outcomes[place].probability for point in self.points], label=found.outcome)
        values = [point.values[0] for point in self.points]
        ax.set_xticks(range(len(values)), values)
        ax.set(ylim=(0, 1), xlabel=self.keys[0].key, ylabel="probability")
        ax.legend()
        return ax


class Sensitivity(Result, documents.SensitivityDocument):
    """What moves an outcome, and how much of what is unsure of it comes from which input."""


class Trace(Result, documents.TraceDocument):
    """One run as a dated story."""


class Power(Result, documents.BinaryPower):
    """What a rule says by itself, exactly."""


class TernaryPower(Result, documents.TernaryPower):
    """The same where members may abstain."""


class EstimatedPower(Result, documents.EstimatedPower):
    """Power estimated from random coalitions and orders."""


class Backtest(Result, documents.BacktestDocument):
    """Scores of forecasts of cases whose end is known."""


class Assumptions(Result, documents.AssumptionsDocument):
    """What a scenario assumes, with where each assumption is from."""


def _axes() -> Any:
    from matplotlib import pyplot

    return pyplot.subplots()[1]


def _day(date: str) -> Any:
    from datetime import date as day

    return day.fromisoformat(date)
