"""Runs all implementations in turn, checks that they agree, and prints how fast each is.

compare.py HOLDOUTS TIMES: the built example, and how often each implementation is measured, in turn
with the others. Measured is the processor time of a process, less that of one that makes a single
run, so that neither starting up nor other work on the machine counts. Printed are medians of the
runs a second, and of the ratios between neighbouring measurements.
"""

import json
import math
import resource
import subprocess
import sys
from pathlib import Path
from statistics import median

from scenario import load

HERE = Path(__file__).parent
FILE = HERE / "../../scenarios/bench/holdouts-32.toml"

NEMCON = "nemcon"

# How each is started, and the runs of one measurement: one to four seconds.
PEERS = {
    NEMCON: ("nemcon", 4_000_000),
    "nemcon, scalar path": ("oracle", 300_000),
    "plain Rust": ("plain", 300_000),
    "NumPy, by a shortcut": ("numpy_clock.py", 400_000),
    "NumPy": ("numpy_rounds.py", 200_000),
    "Mesa": ("mesa_agents.py", 1_500),
}

# Standard errors of a difference that chance exceeds once in 150,000 times.
BOUND = 4.5


def processor_time():
    """Of the processes started so far that have ended, in seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def simulate(way, holdouts, runs, seed):
    """The runs by the round of the appointment, and the processor time they took."""
    program = [sys.executable, HERE / way] if way.endswith(".py") else [holdouts, way]
    before = processor_time()
    done = subprocess.run([*program, FILE, str(runs), str(seed)], check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout), processor_time() - before


class Sample:
    """All runs of one implementation, counted by the round of the appointment."""

    def __init__(self, runs, measured, start):
        self.runs = runs * len(measured)
        self.appointed = [sum(counts) for counts in zip(*(counts for counts, _ in measured))]
        self.speeds = [runs / (seconds - start) for _, seconds in measured]
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
    holdouts, times = sys.argv[1], int(sys.argv[2])
    starts = {peer: simulate(way, holdouts, 1, 0)[1] for peer, (way, _) in PEERS.items()}
    measured = {peer: [] for peer in PEERS}
    for turn in range(1, times + 1):
        for number, (peer, (way, runs)) in enumerate(PEERS.items()):
            # A seed of its own each: what is compared must be independent.
            measured[peer].append(simulate(way, holdouts, runs, 100 * turn + number))
    samples = {peer: Sample(runs, measured[peer], starts[peer]) for peer, (_, runs) in PEERS.items()}

    scenario = load(FILE)
    print(f"{len(scenario.priors)} members, {scenario.rounds} rounds; one thread; medians of {times} measurements\n")
    row = "{:22}{:>12}{:>11}{:>22}{:>14}{:>12}{:>14}".format
    print(row("", "runs", "appointed", "in round", "differs by", "runs/s", "nemcon is"))
    print(row("", "", "", "(mean, median)", "(std. errors)", "", "times as fast"))
    apart = []
    for peer, sample in samples.items():
        differences = sample.differences(samples[NEMCON])
        ratio = median(a / b for a, b in zip(samples[NEMCON].speeds, sample.speeds))
        when = f"{sample.mean:.3f}, {sample.median()}"
        compared = ("", "") if peer == NEMCON else ("{:+.1f}, {:+.1f}".format(*differences), f"{ratio:,.1f}")
        speed = f"{median(sample.speeds):,.0f}"
        print(row(peer, f"{sample.runs:,}", f"{sample.probability:.3%}", when, compared[0], speed, compared[1]).rstrip())
        if max(map(abs, differences)) > BOUND or abs(sample.median() - samples[NEMCON].median()) > 1:
            apart.append(peer)
    if apart:
        sys.exit(f"\nbeyond Monte Carlo error of nemcon: {', '.join(apart)}")
    print(f"\nall agree within Monte Carlo error ({BOUND} standard errors; medians within a round)")


if __name__ == "__main__":
    main()
