"""Runs all implementations in turn, checks that they agree, and prints how fast each is.

compare.py HOLDOUTS ROUNDS: the built example, and how often each implementation is run. All are run
once a round, one after the other, so that whatever else the machine does strikes them alike; what
is printed are the medians over the rounds of the runs a second and of the ratios within a round.
"""

import json
import math
import subprocess
import sys
from pathlib import Path
from statistics import median

from scenario import load

HERE = Path(__file__).parent
FILE = HERE / "../../scenarios/bench/holdouts-32.toml"

# Each with the runs of one measurement: about two seconds.
NEMCON = "nemcon"
PEERS = {
    NEMCON: 4_000_000,
    "nemcon, scalar path": 200_000,
    "plain Rust": 200_000,
    "NumPy, by a shortcut": 200_000,
    "NumPy": 100_000,
    "Mesa": 1_000,
}

# Standard errors of a difference that chance exceeds once in 150,000 times.
BOUND = 4.5


def command(peer, holdouts):
    python = lambda name: [sys.executable, str(HERE / name)]
    return {
        NEMCON: [holdouts, "nemcon"],
        "nemcon, scalar path": [holdouts, "oracle"],
        "plain Rust": [holdouts, "plain"],
        "NumPy, by a shortcut": python("numpy_clock.py"),
        "NumPy": python("numpy_rounds.py"),
        "Mesa": python("mesa_agents.py"),
    }[peer]


def measure(peer, holdouts, seed):
    arguments = [str(FILE), str(PEERS[peer]), str(seed)]
    return json.loads(subprocess.run(command(peer, holdouts) + arguments, check=True, capture_output=True, text=True).stdout)


class Sample:
    """All runs of one implementation, counted by the round of the appointment."""

    def __init__(self, measured):
        self.runs = sum(one["runs"] for one in measured)
        self.appointed = [sum(counts) for counts in zip(*(one["appointed"] for one in measured))]
        self.speeds = [one["runs"] / one["seconds"] for one in measured]
        number = sum(self.appointed)
        moments = [sum(count * (k + 1) ** power for k, count in enumerate(self.appointed)) / number for power in (1, 2)]
        self.probability = number / self.runs
        self.variance_of_probability = self.probability * (1 - self.probability) / self.runs
        self.mean = moments[0]
        self.variance_of_mean = (moments[1] - moments[0] ** 2) / number

    def median(self):
        """The round by which half of the appointments have come."""
        sums = [sum(self.appointed[: k + 1]) for k in range(len(self.appointed))]
        return next(k + 1 for k, below in enumerate(sums) if 2 * below >= sums[-1])

    def differences(self, other):
        """Of the probability of an appointment and of its mean round, in standard errors."""
        return [
            (self.probability - other.probability) / math.sqrt(self.variance_of_probability + other.variance_of_probability),
            (self.mean - other.mean) / math.sqrt(self.variance_of_mean + other.variance_of_mean),
        ]


def main():
    holdouts, rounds = sys.argv[1], int(sys.argv[2])
    measured = {peer: [] for peer in PEERS}
    for seed in range(1, rounds + 1):
        for number, (peer, results) in enumerate(measured.items()):
            # A seed of its own each: what is compared must be independent.
            results.append(measure(peer, holdouts, 100 * seed + number))
    samples = {peer: Sample(results) for peer, results in measured.items()}

    print(f"{len(load(FILE).priors)} members, {load(FILE).rounds} rounds; each implementation measured {rounds} times, on one core\n")
    print(f"{'':22}{'runs':>12}{'appointed':>11}{'in round':>22}{'differs by':>14}{'runs/s':>12}{'nemcon is':>14}")
    print(f"{'':22}{'':12}{'':11}{'(mean, median)':>22}{'(std. errors)':>14}{'':12}{'times as fast':>14}")
    apart = []
    for peer, sample in samples.items():
        differences = sample.differences(samples[NEMCON])
        ratio = median(a / b for a, b in zip(samples[NEMCON].speeds, sample.speeds))
        when = f"{sample.mean:.3f}, {sample.median()}"
        differs = "" if peer == NEMCON else "{:+.1f}, {:+.1f}".format(*differences)
        ratio = "" if peer == NEMCON else f"{ratio:,.1f}"
        print(f"{peer:22}{sample.runs:12,}{sample.probability:11.3%}{when:>22}{differs:>14}{median(sample.speeds):12,.0f}{ratio:>14}")
        if max(map(abs, differences)) > BOUND or abs(sample.median() - samples[NEMCON].median()) > 1:
            apart.append(peer)
    if apart:
        sys.exit(f"\nbeyond Monte Carlo error of nemcon: {', '.join(apart)}")
    print(f"\nall agree within Monte Carlo error ({BOUND} standard errors; medians within a round)")


if __name__ == "__main__":
    main()
