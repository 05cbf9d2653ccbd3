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
import threading
import time
from collections.abc import Callable
from typing import Any

import nemcon

NATO = "nemcon:/nato-2024/base.toml"
FILE = "scenarios/nato-2024/base.toml"
SMALL = "nemcon:/templates/school-board.toml"
MILLION = 1_000_000


def command(file: str, runs: int) -> bytes:
    """What the command prints."""
    line = [sys.argv[1], "run", file, "--runs", str(runs), "--format", "json", "--quiet"]
    return subprocess.run(line, check=True, capture_output=True).stdout


def by_turns(turns: int, *ways: Callable[[], object]) -> list[float]:
    """How many seconds each way takes, as the median of so many turns."""
    taken: list[list[float]] = [[] for _ in ways]
    for turn in range(turns + 1):
        for way, seconds in zip(ways, taken):
            begun = time.perf_counter()
            way()
            # The first turn is for caches.
            if turn:
                seconds.append(time.perf_counter() - begun)
    return [statistics.median(seconds) for seconds in taken]


def resident() -> float:
    """How much memory this process holds, in MB."""
    with open("/proc/self/statm", encoding="ascii") as sizes:
        return int(sizes.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def overhead() -> None:
    """A million runs from a file to the document, by the command and from Python."""

    def asked() -> bytes:
        return nemcon.load(FILE).run(runs=MILLION).json().encode()

    assert asked() == command(FILE, MILLION)
    by_command, by_python = by_turns(9, lambda: command(FILE, MILLION), asked)
    print(f"1,000,000 runs: the command {by_command:.3f} s, Python {by_python:.3f} s ({by_python / by_command - 1:+.1%})")


def frame() -> None:
    """Ten million rows, from the package to pyarrow and polars."""
    import polars
    import pyarrow

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
    board, many = nemcon.load(SMALL), 100 * MILLION
    killed: list[int] = []

    def kill() -> None:
        while not killed:
            time.sleep(1.0)
            line = ["pgrep", "-f", "^ray::_part"]
            for process in subprocess.run(line, capture_output=True, text=True).stdout.split()[:1]:
                os.kill(int(process), signal.SIGKILL)
                killed.append(int(process))

    threading.Thread(target=kill, daemon=True).start()
    begun = time.perf_counter()
    found = board.run(runs=many, on="ray").json()
    seconds = time.perf_counter() - begun
    expected = command("scenarios/templates/school-board.toml", many).decode()
    assert killed and found == expected
    print(f"100,000,000 runs in {seconds:.1f} s, a worker killed on the way: the digits of the command")

    _ray.TASK = 1.0
    here, there = by_turns(
        3, lambda: board.run(runs=many // 5, threads=2).json(), lambda: board.run(runs=many // 5, on="ray").json()
    )
    print(f"20,000,000 runs: two threads {here:.2f} s, two workers with tasks of a second {there:.2f} s ({there / here - 1:+.1%})")

    # Tasks as short as they are made: what they cost who asks, whatever they take.
    _ray.TASK = 0.0
    for name in (SMALL, NATO):
        scenario, tasks = nemcon.load(name), 200
        begun = time.process_time()
        scenario.run(runs=tasks * _ray.FIRST, on="ray")
        cost = (time.process_time() - begun) / tasks
        size = len(scenario.tally(range(1000)).to_bytes())
        print(f"{name}: a task of {size:,} bytes costs {1e3 * cost:.2f} ms of a processor: {1 / cost:.0f} tasks a second")
    cluster.shutdown()


if __name__ == "__main__":
    for name in sys.argv[2:] or ["overhead", "frame", "interrupt", "ray"]:
        {"overhead": overhead, "frame": frame, "interrupt": interrupt, "ray": ray}[name]()
