"""The reduced scenario in NumPy: a batch of runs side by side, round by round.

Arrays are members × runs. One uniform a pair and round decides between staying, moving one stance
and moving two, by the transition probabilities of the round's continuous-time Markov chain. Runs
that have ended leave the batch.
"""

import numpy as np

from scenario import ACCEPT, RESERVE, SUPPORT, main

BATCH = 4096


def simulate(scenario, runs, seed):
    rng = np.random.default_rng(seed)
    sizes = [min(BATCH, runs - first) for first in range(0, runs, BATCH)]
    return sum(batch(scenario, size, rng) for size in sizes)


def starts(scenario, runs, rng):
    """The stances at the start."""
    below = np.cumsum(scenario.priors, axis=1, dtype=np.float32)[:, :SUPPORT]
    u = rng.random((len(scenario.priors), runs), dtype=np.float32)
    return sum((u >= below[:, [stance]]).view(np.int8) for stance in range(SUPPORT))


def batch(scenario, runs, rng):
    appointed = np.zeros(scenario.rounds, dtype=np.int64)
    stance = starts(scenario, runs, rng)
    for number in range(scenario.rounds):
        share = (stance == SUPPORT).sum(axis=0, dtype=np.int16) / np.float32(len(stance))
        pace = np.power(np.float32(scenario.ratio), share - np.float32(scenario.at))
        leave, rally = (scenario.rates[edge] * pace for edge in (RESERVE, ACCEPT))
        stay_reserved, stay_accepting = np.exp(-leave * scenario.days), np.exp(-rally * scenario.days)
        # Of those reserved at the start of the round, the ones who accept at its end.
        come_round = leave / (rally - leave) * (stay_reserved - stay_accepting)
        u = rng.random(stance.shape, dtype=np.float32)
        reserved, accepting = stance == RESERVE, stance == ACCEPT
        stance += reserved & (u >= stay_reserved)
        stance += reserved & (u >= stay_reserved + come_round)
        stance += accepting & (u >= stay_accepting)
        blocked = (stance <= RESERVE).any(axis=0)
        appointed[number] = len(blocked) - np.count_nonzero(blocked)
        stance = stance[:, blocked]
    return appointed


if __name__ == "__main__":
    main(simulate)
