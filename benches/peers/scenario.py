"""The reduced scenario as the peers in Python need it, read from the file that nemcon reads."""

import json
import math
import sys
import tomllib
from dataclasses import dataclass

OPPOSE, RESERVE, ACCEPT, SUPPORT = range(4)
STANCES = ["oppose", "reserve", "accept", "support"]


@dataclass
class Scenario:
    priors: list  # by member: the probabilities of the four stances, from oppose to support
    rounds: int
    days: float  # between two rounds
    rates: dict  # by stance that is left: a day, at the reference share of supporters
    ratio: float  # hazard ratio between a share of supporters of 1 and one of 0
    at: float  # the reference share


def days(text):
    number, unit = text.split()
    return float(number) * {"day": 1, "days": 1, "week": 7, "weeks": 7}[unit]


def load(path):
    with open(path, "rb") as file:
        data = tomllib.load(file)
    question, dynamics = data["question"], data["dynamics"]
    priors = {}
    for entry in data["stance"]:
        for member in data["member"]:
            if {"*", member["id"], *member["groups"]} & set(entry["members"]):
                priors[member["id"]] = [entry["prior"].get(stance, 0.0) for stance in STANCES]
    between = days(question["cadence"])
    half_lives = {RESERVE: dynamics["reserve"], ACCEPT: dynamics["accept"]}
    return Scenario(
        priors=[priors[member["id"]] for member in data["member"]],
        rounds=math.ceil((question["deadline"] - question["as_of"]).days / between),
        days=between,
        rates={stance: math.log(2) / days(text) for stance, text in half_lives.items()},
        ratio=dynamics["bandwagon"]["ratio"],
        at=dynamics["bandwagon"]["at"],
    )


def main(simulate):
    """Prints what `simulate(scenario, runs, seed)` counts: the runs by the round of the appointment."""
    path, runs, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    print(json.dumps([int(count) for count in simulate(load(path), runs, seed)]))
