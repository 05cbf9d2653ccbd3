"""What the tests share."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

#: Workers of Ray, also those that a notebook starts, have the priority of any other program.
os.environ["RAY_worker_niceness"] = "0"

PARTNERS = """\
schema = 1
title  = "Will the partners agree?"

[question]
kind     = "motion"
as_of    = 2031-01-06
deadline = 2031-06-30
cadence  = "1 week"
rule     = "consensus"

[[member]]
id = "ann"

[[member]]
id = "bob"

[[candidate]]
id = "merger"

[[stance]]
candidate = "*"
members   = "*"
prior     = { support = 0.5, reserve = 0.5 }

[dynamics]
reserve = "3 weeks"
"""


@pytest.fixture
def command() -> Callable[[str], bytes]:
    """What the command prints."""

    def run(line: str) -> bytes:
        done = subprocess.run([os.environ["NEMCON"], *line.split()], cwd=ROOT, capture_output=True)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout

    return run


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are named as the command's tests name them."""
    monkeypatch.chdir(ROOT)


@pytest.fixture
def partners() -> str:
    """A small scenario."""
    return PARTNERS
