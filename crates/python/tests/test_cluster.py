"""What docs/cluster.md gives to copy from works, with stand-ins for the schedulers."""

from __future__ import annotations

import os
import random
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml
from conftest import ROOT

PAGE = (ROOT / "docs/cluster.md").read_text(encoding="utf-8")
#: What the page asks for, and what does for a test.
RUNS, FEWER = "10_000_000_000", "20_000"


def block(language: str, has: str) -> str:
    """The block of the page that has something in it."""
    found = [text for text in re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL) if has in text]
    assert len(found) == 1
    return str(found[0])


@pytest.fixture
def cluster(tmp_path: Path, partners: str) -> Callable[..., None]:
    """Runs a line of shell in a folder with the scenario, as a machine of a cluster would, with the command on its path."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/nemcon").symlink_to(Path(os.environ["NEMCON"]).absolute())
    (tmp_path / "nato.toml").write_text(partners)

    def run(*line: str, **names: str) -> None:
        environment = {**os.environ, "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", **names}
        done = subprocess.run(line, cwd=tmp_path, env=environment, capture_output=True)
        assert done.returncode == 0, done.stderr.decode()

    return run


def assert_is_one_run(folder: Path, command: Callable[[str], bytes]) -> None:
    whole = command(f"run {folder / 'nato.toml'} --runs {FEWER} --format json -q")
    assert (folder / "nato.json").read_bytes() == whole


def in_any_order(numbers: range) -> list[int]:
    # The last is done twice, as a task that was lost is.
    return random.Random(1).sample(numbers, len(numbers)) + [numbers[-1]]


def test_a_slurm_array(tmp_path: Path, cluster: Callable[..., None], command: Callable[[str], bytes]) -> None:
    script = block("bash", "#SBATCH")
    (tmp_path / "nato.sh").write_text(script.replace(RUNS, FEWER))
    options = dict(re.findall(r"#SBATCH --([\w-]+)=(\S+)", script))
    first, last = map(int, options["array"].split("-"))
    submitted = block("console", "sbatch")
    for line in re.findall(r"^\$ (mkdir .*)$", submitted, re.MULTILINE):
        cluster("bash", "-c", line)
    for task in in_any_order(range(first, last + 1)):
        cluster("bash", "nato.sh", SLURM_ARRAY_TASK_ID=str(task), SLURM_CPUS_PER_TASK=options["cpus-per-task"])
    (wrapped,) = re.findall(r"--wrap '(.*)'", submitted)
    cluster("sh", "-c", wrapped)
    assert_is_one_run(tmp_path, command)


def test_a_kubernetes_job(tmp_path: Path, cluster: Callable[..., None], command: Callable[[str], bytes]) -> None:
    job: dict[str, Any] = yaml.safe_load(block("yaml", "kind: Job"))
    kubernetes_validate.validate(job, kubernetes_validate.latest_version(), strict=True)
    (container,) = job["spec"]["template"]["spec"]["containers"]
    line = [part.replace("/data", str(tmp_path)).replace(RUNS, FEWER) for part in container["command"] + container["args"]]
    for index in in_any_order(range(job["spec"]["completions"])):
        cluster(*line, JOB_COMPLETION_INDEX=str(index))
    (merged,) = re.findall(r"`(nemcon merge /data/.*?)`", PAGE)
    cluster("sh", "-c", merged.replace("/data", str(tmp_path)))
    assert_is_one_run(tmp_path, command)
