"""Whatever is passed, the answer is an answer or an exception: never a panic, never an abort."""

from __future__ import annotations

import copy
import tomllib
from typing import Any

import nemcon
from conftest import PARTNERS
from hypothesis import given, settings
from hypothesis import strategies as st

BASE: dict[str, Any] = tomllib.loads(PARTNERS)

KEYS = [
    *("schema", "title", "question", "member", "candidate", "stance", "dynamics", "event", "evidence", "bloc", "pace", "body"),
    *("influence", "remove", "extends", "coding", "use", "id", "members", "prior", "rule", "reserve", "low", "high", "on", "at"),
    *("kind", "as_of", "deadline", "cadence", "groups", "weight", "declared", "effects", "probability", "row", "run", "seed"),
]
WORDS = st.sampled_from([*KEYS, "*", "ann", "merger", "consensus", "1 week", "2031-02-01", "support", "nemcon:/bodies/nato.toml"])
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), WORDS, st.dates(), st.binary(max_size=3)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS | st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


def answered(content: Any) -> None:
    """Loads and, where that is right, asks."""
    try:
        scenario = nemcon.scenario(content) if isinstance(content, dict) else nemcon.loads(content)
        if len(scenario.members) <= 50:
            scenario.run(runs=16).json()
            scenario.power(index=["banzhaf"], memory="64MB")
    except nemcon.ScenarioError as error:
        assert error.diagnostics and str(error)
    except (ValueError, TypeError) as error:
        assert str(error)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(WORDS, VALUES, max_size=6))
def test_any_dict(content: dict[str, Any]) -> None:
    answered(content)


@settings(max_examples=300, deadline=None)
@given(st.data(), VALUES)
def test_a_scenario_with_something_else_in_it(data: st.DataObject, value: Any) -> None:
    content = copy.deepcopy(BASE)
    place: Any = content
    while True:
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else list(range(len(place)))))
        if isinstance(place[key], (dict, list)) and place[key] and data.draw(st.booleans()):
            place = place[key]
            continue
        place[key] = value
        break
    answered(content)
    try:
        nemcon.scenario(BASE).with_(content if data.draw(st.booleans()) else {str(key): value}).run(runs=16)
    except (ValueError, TypeError) as error:
        assert str(error)


@settings(max_examples=300, deadline=None)
@given(st.text() | st.lists(st.sampled_from(PARTNERS.splitlines())).map("\n".join))
def test_any_text(text: str) -> None:
    answered(text)
    nemcon.check(content=text)


@settings(max_examples=200, deadline=None)
@given(st.binary() | st.integers(0, 400).map(lambda end: nemcon.loads(PARTNERS).tally(range(5)).to_bytes()[:end]))
def test_any_counts(data: bytes) -> None:
    try:
        nemcon.Tally.from_bytes(data)
    except ValueError as error:
        assert str(error)
