"""What pages show after `>>>` is what Python prints; `SNAPSHOTS=overwrite pytest` writes it anew."""

from __future__ import annotations

import contextlib
import io
import os
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

FENCE = re.compile(r"(?<=```pycon\n).*?(?=```)", re.DOTALL)
PAGES = [page for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))) if FENCE.search(page.read_text())]


def shown(block: str, names: dict[str, Any]) -> str:
    """A block with what its statements print."""
    statements: list[list[str]] = []
    for line in block.splitlines():
        if line.startswith(">>> "):
            statements.append([line[4:]])
        elif line == "..." or line.startswith("... "):
            statements[-1].append(line[4:])
    text = ""
    for first, *more in statements:
        source = "\n".join([first, *more]) + "\n"
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(source, "page", "single"), names)
        text += "\n".join([f">>> {first}", *(f"... {line}".rstrip() for line in more)]) + "\n"
        text += "\n".join(line.rstrip() for line in printed.getvalue().splitlines()) + ("\n" if printed.getvalue() else "")
    return text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages(page: Path) -> None:
    names: dict[str, Any] = {}
    text = page.read_text()
    printed = FENCE.sub(lambda block: shown(block[0], names), text)
    if os.environ.get("SNAPSHOTS") == "overwrite":
        page.write_text(printed)
    assert printed == text or os.environ.get("SNAPSHOTS") == "overwrite"
