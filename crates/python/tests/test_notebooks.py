"""Notebooks run from the first cell to the last, and show what they print; `SNAPSHOTS=overwrite pytest` writes it anew."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import jupytext
import pytest
from conftest import ROOT
from nbclient import NotebookClient

NOTEBOOKS = [page for page in sorted((ROOT / "docs/notebooks").glob("*.md")) if page.name != "README.md"]
#: A cell, and below it what it prints, or the picture of its chart.
CELL = re.compile(r"```python\n(.*?)\n```\n(?:\n```text\n.*?\n```\n|\n!\[.*?\]\((.*?)\)\n)?", re.DOTALL)
#: Before all else: charts as pictures that a page can show, with the same bytes whenever they are drawn.
CHARTS = """\
import os

import matplotlib
import matplotlib_inline.backend_inline as inline

os.environ["SOURCE_DATE_EPOCH"] = "0"
matplotlib.rcParams["svg.hashsalt"] = "nemcon"
inline.set_matplotlib_formats("svg")"""


@pytest.mark.parametrize("page", NOTEBOOKS, ids=lambda page: page.stem)
def test_notebook(page: Path) -> None:
    overwrite = os.environ.get("SNAPSHOTS") == "overwrite"
    text = page.read_text(encoding="utf-8")
    notebook = jupytext.reads(f"```python\n{CHARTS}\n```\n\n{text}", fmt="md")
    NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
    _, *cells = (cell for cell in notebook.cells if cell.cell_type == "code")
    following = iter(cells)

    def shown(found: re.Match[str]) -> str:
        cell = next(following)
        assert cell.source == found[1]
        printed, chart = told(cell.outputs)
        if chart is None:
            return f"```python\n{found[1]}\n```\n" + (f"\n```text\n{printed}\n```\n" if printed else "")
        # Another version of matplotlib draws the same otherwise.
        file = page.parent / found[2]
        if overwrite:
            file.write_text(chart, encoding="utf-8")
        assert file.exists()
        return found[0]

    printed = CELL.sub(shown, text)
    assert next(following, None) is None
    if overwrite:
        page.write_text(printed, encoding="utf-8")
    assert printed == text or overwrite


def told(outputs: list[Any]) -> tuple[str, str | None]:
    """What a cell prints, and its chart."""
    text, chart = "", None
    for output in outputs:
        if output.output_type == "stream":
            text += output.text if output.name == "stdout" else ""
        elif "image/svg+xml" in output.data:
            chart = output.data["image/svg+xml"]
        else:
            text += output.data["text/plain"]
    return "\n".join(line.rstrip() for line in text.rstrip().splitlines()), chart
