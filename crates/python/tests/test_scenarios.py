"""Scenarios from files, texts and dicts; what-ifs; what is wrong with them."""

from __future__ import annotations

import datetime
import json
import pickle
from pathlib import Path

import nemcon
import pandas
import polars
import pytest


def as_dict(title: str = "Will the partners agree?") -> dict[str, object]:
    return {
        "schema": 1,
        "title": title,
        "question": {
            "kind": "motion",
            "as_of": datetime.date(2031, 1, 6),
            "deadline": "2031-06-30",
            "cadence": "1 week",
            "rule": "consensus",
        },
        "member": [{"id": "ann"}, {"id": "bob"}],
        "candidate": [{"id": "merger"}],
        "stance": [{"candidate": "*", "members": "*", "prior": {"support": 0.5, "reserve": 0.5}}],
        "dynamics": {"reserve": "3 weeks"},
    }


def test_a_dict_is_a_file(partners: str) -> None:
    answer = nemcon.loads(partners).run(runs=1000).json()
    assert nemcon.scenario(as_dict()).run(runs=1000).json() == answer
    frames = [pandas.DataFrame({"id": ["ann", "bob"], "name": [None, float("nan")]}), polars.DataFrame({"id": ["ann", "bob"]})]
    for frame in frames:
        assert nemcon.scenario({**as_dict(), "member": frame}).run(runs=1000).json() == answer


def test_what_is_asked_of(partners: str) -> None:
    scenario = nemcon.loads(partners)
    assert (scenario.title, scenario.as_of, scenario.deadline) == ("Will the partners agree?", "2031-01-06", "2031-06-30")
    assert (list(scenario.members), list(scenario.candidates)) == (["ann", "bob"], ["merger"])
    assert scenario.outcomes == ["adopted", "rejected"]
    assert scenario.keys["dynamics.reserve"] == "3 weeks"
    assert (scenario.runs, scenario.seed, scenario.path, scenario.files) == (200_000, 1, "scenario.toml", ["scenario.toml"])


def test_what_ifs(partners: str) -> None:
    base = nemcon.loads(partners)
    changed = partners.replace("3 weeks", "9 weeks")
    expected = nemcon.loads(changed).run(runs=500).json()
    assert base.with_({"dynamics": {"reserve": "9 weeks"}}).run(runs=500).json() == expected
    slower = base.with_('dynamics.reserve = "9 weeks"')
    assert slower.run(runs=500).json() == expected
    # On one another, and with something taken away.
    assert slower.with_({"remove": ["member.bob"]}).members == {"ann": "ann"}
    assert base.members == {"ann": "ann", "bob": "bob"}


def test_what_ifs_of_files_see_what_lies_beside_them(partners: str, tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text(partners)
    (tmp_path / "body.toml").write_text('schema = 1\n[[member]]\nid = "cy"\n')
    base = nemcon.load(tmp_path / "base.toml")
    assert "cy" in base.with_({"body": {"use": "body.toml"}}).members


def test_comparisons_are_named(partners: str) -> None:
    base = nemcon.loads(partners)
    found = base.compare('title = "as it is"', slower={"dynamics": {"reserve": "9 weeks"}}, runs=500, sort="given")
    assert [variant.file for variant in found.variants] == ["what-if-1.toml", "slower"]
    differences = [variant.outcomes[0].difference for variant in found.variants]
    assert differences[0] == 0.0 and differences[1] < 0.0


def test_everything_wrong_is_said_at_once(partners: str) -> None:
    wrong = partners.replace("1 week", "soon").replace('id = "bob"', 'id = "bob"\nnmae = "Bob"')
    with pytest.raises(nemcon.ScenarioError, match="did you mean `name`") as caught:
        nemcon.loads(wrong, name="partners.toml")
    places = [(fault.file, fault.line, fault.column) for fault in caught.value.diagnostics]
    assert places == [("partners.toml", 8, 12), ("partners.toml", 16, 1)]
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.diagnostics) == (str(caught.value), caught.value.diagnostics)
    # A what-if is wrong on its own lines, and a dict too.
    with pytest.raises(nemcon.ScenarioError) as caught:
        nemcon.loads(partners).with_('[dynamics]\nreserve = "soon"')
    assert (caught.value.diagnostics[0].file, caught.value.diagnostics[0].line) == ("what-if-1.toml", 2)
    with pytest.raises(nemcon.ScenarioError, match="nope"):
        nemcon.scenario({**as_dict(), "nope": 1})
    with pytest.raises(nemcon.ScenarioError, match="missing.toml"):
        nemcon.load("missing.toml")


def test_check() -> None:
    assert str(nemcon.check("scenarios/nato-2024/base.toml")).startswith("ok: 31 members, 5 candidates")
    found = nemcon.check(content={**as_dict(), "candidate": []})
    assert not found and found.summary is None and found.diagnostics and "candidate" in str(found)


def test_questions_that_do_not_fit(partners: str) -> None:
    scenario = nemcon.loads(partners)
    for ask in (
        lambda: scenario.run(runs=0),
        lambda: scenario.run(runs=10**13),
        lambda: scenario.run(precision=2.0),
        lambda: scenario.run(by="1999-01-01"),
        lambda: scenario.run(by="yesterday"),
        lambda: scenario.run(threads=0),
        lambda: scenario.run(over_inputs=True, runs=100),
        lambda: scenario.compare(),
        lambda: scenario.compare({}, sort="weather"),
        lambda: scenario.persuade("nobody"),
        lambda: scenario.sweep({"dynamics.nothing": ("1 week", "2 weeks", 3)}),
        lambda: scenario.sweep({}),
        lambda: scenario.sensitivity("nothing"),
        lambda: scenario.trace(outcome="nothing"),
        lambda: scenario.power(index=["nothing"]),
        lambda: scenario.power(unions=["nobody"]),
        lambda: nemcon.power("scenarios/bodies/eu-council.toml", as_of="no day"),
        lambda: nemcon.backtest("scenarios/bodies"),
        lambda: nemcon.scenario({"title": float("nan")}),
    ):
        with pytest.raises(ValueError):
            ask()
    with pytest.raises(TypeError, match="this is a object"):
        nemcon.scenario({"title": object()})
    with pytest.raises(OverflowError):
        scenario.run(runs=-1)


def test_documents_are_attributes_and_keys(partners: str) -> None:
    forecast = nemcon.loads(partners).run(runs=1000)
    document = json.loads(forecast.json())
    assert forecast.to_dict() == document
    assert forecast.outcomes[0].probability == forecast["outcomes"][0]["probability"] == document["outcomes"][0]["probability"]
    assert forecast.blocking["merger"]["ann"] == document["blocking"]["merger"]["ann"]
    assert forecast.probability("adopted") == document["outcomes"][0]["probability"]
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        forecast.nothing  # noqa: B018
    with pytest.raises(KeyError, match="adopted"):
        forecast.probability("nothing")
    with pytest.raises(KeyError, match="holdouts"):
        forecast.csv("nothing")


def test_what_notebooks_show(partners: str, tmp_path: Path) -> None:
    forecast = nemcon.loads(partners).run(runs=1000)
    shown = forecast._repr_html_()
    assert shown.count("<svg") == len(forecast.pictures) > 0 and "adopted" in shown
    for ending in ("json", "csv", "txt", "html", "svg"):
        forecast.save(tmp_path / f"answer.{ending}")
    assert (tmp_path / "answer.json").read_text() == forecast.json()
    with pytest.raises(ValueError, match="ends in none of"):
        forecast.save(tmp_path / "answer.docx")
    import matplotlib

    matplotlib.use("agg")
    assert forecast.plot().get_title() == "Will the partners agree?"
    sweep = nemcon.loads(partners).sweep({"dynamics.reserve": ("1 week", "9 weeks", 3)}, runs=200)
    assert [tick.get_text() for tick in sweep.plot().get_xticklabels()] == ["7 days", "35 days", "63 days"]
    comparison = nemcon.loads(partners).compare(slower={"dynamics": {"reserve": "9 weeks"}}, runs=200)
    assert "adopted" in comparison.plot().get_xlabel()


def test_what_the_package_carries(tmp_path: Path) -> None:
    names = nemcon.scenarios()
    assert "nemcon:/bodies/nato.toml" in names and all(nemcon.check(name) for name in names if "history" not in name)
    nemcon.unpack(tmp_path)
    assert (tmp_path / "history/coding.toml").read_bytes() == Path("scenarios/history/coding.toml").read_bytes()


def test_pickles(partners: str) -> None:
    scenario = nemcon.loads(partners).with_({"dynamics": {"reserve": "9 weeks"}})
    assert pickle.loads(pickle.dumps(scenario)).run(runs=300).json() == scenario.run(runs=300).json()
