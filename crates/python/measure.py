"""What the Python package costs beside the command: python crates/python/measure.py NEMCON [overhead|frame|interrupt|ray]…

Both are to be built for speed: `cargo build --release -p nemcon`, and `pip install ./crates/python` (`[ray]`, with
pyarrow and polars). What is compared is measured by turns, and told are medians.
"""

from __future__ import annotations

import logging
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from typing import Any

import nemcon

NATO = "nemcon:/nato-2024/base.toml"
FILE = "scenarios/nato-2024/base.toml"
SMALL = "nemcon:/templates/school-board.toml"
MILLION = 1_000_000
PARTNERS = """
schema = 1
title = "Will the partners agree?"
question = { kind = "motion", as_of = 2031-01-06, deadline = 2031-06-30, cadence = "1 week", rule = "consensus" }
member = [{ id = "ann" }, { id = "bob" }, { id = "cy" }]
candidate = [{ id = "merger" }]
stance = [{ candidate = "*", members = "*", prior = { support = 0.5, reserve = 0.5 } }]
dynamics = { reserve = "3 weeks" }
"""


def command(file: str, runs: int) -> bytes:
    """What the command prints."""
    line = [sys.argv[1], "run", file, "--runs", str(runs), "--format", "json", "--quiet"]
    return subprocess.run(line, check=True, capture_output=True).stdout


def by_turns(turns: int, cost: Callable[[], float], *ways: Callable[[], object]) -> list[float]:
    """What each way costs, as the median of so many turns."""
    costs: list[list[float]] = [[] for _ in ways]
    for _ in range(turns):
        for way, taken in zip(ways, costs):
            before = cost()
            way()
            taken.append(cost() - before)
    return [statistics.median(taken) for taken in costs]


def processor() -> float:
    """How many seconds processors have worked for this process and for commands that it has called: where others are at
    work on the machine, it tells more than a clock."""
    return sum(os.times()[:4])


def resident() -> float:
    """How much memory this process holds, in MB."""
    with open("/proc/self/statm", encoding="ascii") as sizes:
        return int(sizes.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def overhead() -> None:
    """A million runs from a file to the document, by the command and from Python."""

    def asked() -> bytes:
        return nemcon.load(FILE).run(runs=MILLION).json().encode()

    assert nemcon.load(FILE).run(runs=1_000).json().encode() == command(FILE, 1_000)
    by_command, by_python = by_turns(5, processor, lambda: command(FILE, MILLION), asked)
    more = by_python / by_command - 1
    print(f"1,000,000 runs: the command takes {by_command:.2f} s of a processor, Python {by_python:.2f} s ({more:+.1%})")


def frame() -> None:
    """Ten million rows, from the package to pyarrow and polars."""
    import polars
    import pyarrow

    # What both set up at their first table is no matter of its size.
    few = nemcon.load(SMALL).records(1_000)
    polars.DataFrame(pyarrow.table(few))
    begun = time.perf_counter()
    table = nemcon.load(SMALL).records(10 * MILLION, memory="4GB")
    print(f"10,000,000 rows: simulated in {time.perf_counter() - begun:.1f} s; {resident():.0f} MB are held")
    begun, before = time.perf_counter(), resident()
    taken = pyarrow.table(table)
    print(
        f"pyarrow: {taken.nbytes / 1e6:.0f} MB taken over in {1e3 * (time.perf_counter() - begun):.1f} ms, "
        f"with {resident() - before:.1f} MB more"
    )
    again = pyarrow.table(table)

    def places(of: Any) -> list[int]:
        return [part.address for column in of.columns for chunk in column.chunks for part in chunk.buffers() if part]

    assert places(taken) == places(again)
    print(f"the {len(places(taken))} buffers are the same memory whenever they are taken")
    begun, before = time.perf_counter(), resident()
    rows = polars.DataFrame(table).height
    print(f"polars: {rows:,} rows in {1e3 * (time.perf_counter() - begun):.1f} ms, with {resident() - before:.1f} MB more")


def interrupt() -> None:
    """Ctrl-C in the middle of a simulation, twenty times."""
    nato, heard = nemcon.load(NATO), []
    for _ in range(20):
        sent: list[float] = []

        def press() -> None:
            time.sleep(0.3)
            sent.append(time.perf_counter())
            os.kill(os.getpid(), signal.SIGINT)

        threading.Thread(target=press).start()
        try:
            nato.run(runs=10**11)
        except KeyboardInterrupt:
            heard.append(1e3 * (time.perf_counter() - sent[0]))
    print(f"Ctrl-C is heard after {statistics.median(heard):.0f} ms, after {max(heard):.0f} ms at most")


def ray() -> None:
    """Two workers: the digits, a worker that is killed, tasks of a second, and what a task costs the one that asks."""
    import ray as cluster

    from nemcon import _ray

    os.environ["RAY_worker_niceness"] = "0"
    cluster.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR)
    file = os.path.join(tempfile.mkdtemp(), "partners.toml")
    with open(file, "w", encoding="utf-8") as text:
        text.write(PARTNERS)
    partners, many = nemcon.load(file), 100 * MILLION
    killed: list[int] = []

    def kill() -> None:
        while not killed:
            time.sleep(0.1)
            line = ["pgrep", "-f", "^ray::_part"]
            for process in subprocess.run(line, capture_output=True, text=True).stdout.split()[:1]:
                os.kill(int(process), signal.SIGKILL)
                killed.append(int(process))

    threading.Thread(target=kill, daemon=True).start()
    begun = time.perf_counter()
    found = partners.run(runs=many, on="ray").json()
    seconds = time.perf_counter() - begun
    assert killed and found.encode() == command(file, many)
    print(f"{many:,} runs in {seconds:.1f} s, a worker killed on the way: the digits of the command")

    _ray.TASK = 1.0
    ways = (lambda: partners.run(runs=many, threads=2), lambda: partners.run(runs=many, on="ray"))
    here, there = by_turns(3, time.perf_counter, *ways)
    print(f"{many:,} runs: two threads {here:.2f} s, two workers with tasks of a second {there:.2f} s ({there / here - 1:+.1%})")

    # Tasks of few runs: what each costs who asks, however long it takes.
    _ray.TASK = _ray.EACH = 0.0
    for name, _ray.FIRST in ((file, 1 << 14), (NATO, 1 << 9)):
        scenario, tasks = nemcon.load(name), 200
        begun = time.process_time()
        scenario.run(runs=tasks * _ray.FIRST, on="ray")
        cost = (time.process_time() - begun) / tasks
        size = len(scenario.tally(range(1_000)).to_bytes())
        print(f"{scenario.title}: a task with counts of {size:,} bytes costs {1e3 * cost:.2f} ms of a processor")
    cluster.shutdown()


if __name__ == "__main__":
    for name in sys.argv[2:] or ["overhead", "frame", "interrupt", "ray"]:
        {"overhead": overhead, "frame": frame, "interrupt": interrupt, "ray": ray}[name]()
