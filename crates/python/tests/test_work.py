"""Work that takes long: it can be interrupted, tells its progress, and leaves other threads alone."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator

import nemcon
import pytest

NATO = "scenarios/nato-2024/base.toml"
#: More than anybody waits for.
MANY = 10**11

LONG: dict[str, Callable[[nemcon.Scenario], object]] = {
    "run": lambda scenario: scenario.run(runs=MANY),
    "precision": lambda scenario: scenario.run(runs=MANY, precision=0.00001),
    "compare": lambda scenario: scenario.compare({"title": "the same"}, runs=MANY),
    "persuade": lambda scenario: scenario.persuade(runs=10**8),
    "sweep": lambda scenario: scenario.sweep({"dynamics.reserve": ("1 week", "9 weeks", 3)}, runs=MANY),
    "sensitivity": lambda scenario: scenario.sensitivity(runs=10**8),
    "tally": lambda scenario: scenario.tally(range(MANY)),
    "backtest": lambda _: nemcon.backtest("scenarios/history", runs=MANY),
}


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Python takes Ctrl-C for what it is also where a shell has started it in the background, without it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("question", LONG)
def test_an_interrupt_is_heard(question: str) -> None:
    scenario = nemcon.load(NATO)
    sent = []

    def interrupt() -> None:
        time.sleep(0.4)
        sent.append(time.perf_counter())
        os.kill(os.getpid(), signal.SIGINT)

    thread = threading.Thread(target=interrupt)
    thread.start()
    with pytest.raises(KeyboardInterrupt):
        LONG[question](scenario)
    heard = time.perf_counter() - sent[0]
    thread.join()
    # 40 ms at most between two looks; the rest is for a machine that is busy.
    assert heard < 2.0, f"{heard:.3f} s"
    # What was simulated in the background is soon at its end, and the next question is answered.
    assert scenario.run(runs=100).runs == 100


def test_progress_is_told_and_may_object() -> None:
    scenario = nemcon.load(NATO)
    told: list[int] = []
    scenario.run(runs=100_000, threads=1, progress=told.append)
    assert told[-1] == 100_000 and told == sorted(told)
    scenario.run(runs=1000, progress=True)

    def object_to(finished: int) -> None:
        raise LookupError("enough")

    with pytest.raises(LookupError, match="enough"):
        scenario.run(runs=MANY, progress=object_to)


def test_other_threads_go_on() -> None:
    counted = 0
    done = threading.Event()

    def count() -> None:
        nonlocal counted
        while not done.is_set():
            counted += 1
            time.sleep(0.001)

    thread = threading.Thread(target=count)
    thread.start()
    nemcon.load(NATO).run(runs=150_000, threads=1)
    done.set()
    thread.join()
    assert counted > 20


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process can be forked elsewhere")
def test_a_forked_process_answers() -> None:
    scenario = nemcon.load(NATO)
    expected = scenario.run(runs=500).json()
    child = os.fork()
    if child == 0:
        os._exit(0 if scenario.run(runs=500).json() == expected else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
