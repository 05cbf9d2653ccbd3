"""What docs/r.md shows is what R prints; `SNAPSHOTS=overwrite pytest` writes it anew."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT

PAGE = ROOT / "docs/r.md"
BLOCK = re.compile(r"```r\n(.*?)```\n\n```text\n.*?```\n", re.DOTALL)
#: Between what the blocks print.
NEXT = "---- the next block ----\n"


def printed(script: str, folder: Path) -> str:
    (folder / "nemcon").symlink_to(Path(os.environ["NEMCON"]).absolute())
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "PATH": f"{folder}:{os.environ['PATH']}"}
    done = subprocess.run(["Rscript", "-e", script], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_page(tmp_path: Path) -> None:
    if shutil.which("Rscript") is None or subprocess.run(["Rscript", "-e", "library(jsonlite)"], capture_output=True).returncode:
        pytest.skip("R with jsonlite is not there: apt-get install r-cran-jsonlite")
    text = PAGE.read_text(encoding="utf-8")
    blocks = [found[1] for found in BLOCK.finditer(text)]
    assert len(blocks) == 3
    outputs = iter(printed(f'cat("{NEXT.strip()}\\n")\n'.join(blocks), tmp_path).split(NEXT))
    shown = BLOCK.sub(lambda found: f"```r\n{found[1]}```\n\n```text\n{next(outputs)}```\n", text)
    if os.environ.get("SNAPSHOTS") == "overwrite":
        PAGE.write_text(shown, encoding="utf-8")
    assert shown == text or os.environ.get("SNAPSHOTS") == "overwrite"
