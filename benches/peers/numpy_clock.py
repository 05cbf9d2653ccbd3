"""The reduced scenario in NumPy, by a shortcut that this scenario allows.

All rates share one factor, which depends on the run alone. Its integral over time is a clock, and
each member's moves are two thresholds on it, drawn at the start. Frailties, influences, events or a
second candidate would each need more than one clock.
"""

import numpy as np

from numpy_rounds import starts
from scenario import ACCEPT, OPPOSE, RESERVE, SUPPORT, main

BATCH = 4096


def simulate(scenario, runs, seed):
    rng = np.random.default_rng(seed)
    sizes = [min(BATCH, runs - first) for first in range(0, runs, BATCH)]
    return sum(batch(scenario, size, rng) for size in sizes)


def batch(scenario, runs, rng):
    stance = starts(scenario, runs, rng)
    waits = {edge: rng.standard_exponential(stance.shape, dtype=np.float32) / np.float32(scenario.rates[edge]) for edge in (RESERVE, ACCEPT)}
    accepts = np.select([stance == OPPOSE, stance == RESERVE], [np.float32(np.inf), waits[RESERVE]], np.float32(0))
    supports = np.where(stance == SUPPORT, np.float32(0), accepts + waits[ACCEPT])
    last = accepts.max(axis=0)

    appointed = np.zeros(scenario.rounds, dtype=np.int64)
    clock = np.zeros(runs, dtype=np.float32)
    for number in range(scenario.rounds):
        share = (supports <= clock).sum(axis=0, dtype=np.int16) / np.float32(len(supports))
        clock += scenario.days * np.power(np.float32(scenario.ratio), share - np.float32(scenario.at))
        blocked = last > clock
        appointed[number] = len(blocked) - np.count_nonzero(blocked)
        supports, last, clock = supports[:, blocked], last[blocked], clock[blocked]
    return appointed


if __name__ == "__main__":
    main(simulate)
