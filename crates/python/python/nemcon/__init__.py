"""Forecasts for bodies that decide by consensus, veto and supermajority.

A scenario says what is asked, who decides by which rule, and what members think; answers are those of the command
`nemcon`, with the same digits.

>>> import nemcon
>>> nato = nemcon.load("nemcon:/nato-2024/base.toml")
>>> forecast = nato.run(runs=20_000, by="2024-07-11")
>>> round(forecast.probability("rutte"), 2), forecast.by[0].date
(0.67, '2024-07-11')
"""

from ._nemcon import ENGINE as __version__
from .errors import Diagnostic, ScenarioError
from .functions import Check, backtest, check, power
from .results import (
    Assumptions,
    Backtest,
    Comparison,
    EstimatedPower,
    Forecast,
    Persuasion,
    Power,
    Result,
    Sensitivity,
    Sweep,
    TernaryPower,
    Trace,
)
from .scenarios import Scenario, load, loads, scenario, scenarios, unpack
from .tables import Table
from .tallies import Tally

__all__ = [
    "Assumptions",
    "Backtest",
    "Check",
    "Comparison",
    "Diagnostic",
    "EstimatedPower",
    "Forecast",
    "Persuasion",
    "Power",
    "Result",
    "Scenario",
    "ScenarioError",
    "Sensitivity",
    "Sweep",
    "Table",
    "Tally",
    "TernaryPower",
    "Trace",
    "__version__",
    "backtest",
    "check",
    "load",
    "loads",
    "power",
    "scenario",
    "scenarios",
    "unpack",
]
