"""The source distribution has all that the package is built from."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import nemcon
from conftest import ROOT


def test_it_has_every_crate_and_the_shipped_files(tmp_path: Path) -> None:
    package = ROOT / "crates/python"
    subprocess.run(["maturin", "sdist", "--out", tmp_path], cwd=package, check=True, capture_output=True)
    (archive,) = tmp_path.glob("*.tar.gz")
    shutil.unpack_archive(archive, tmp_path)
    unpacked = tmp_path / archive.name.removesuffix(".tar.gz")
    for name in nemcon.scenarios():
        inside = name.removeprefix("nemcon:/")
        assert (unpacked / "crates/shipped/scenarios" / inside).read_bytes() == (ROOT / "scenarios" / inside).read_bytes()
    # The manifests fit together.
    described = ["cargo", "metadata", "--offline", "--format-version", "1"]
    done = subprocess.run(described, cwd=unpacked, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
