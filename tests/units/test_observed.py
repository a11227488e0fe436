"""Profilers and coverage keep their data, though an answer ends its process at once."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

ANSWER = ("-m", "maginfo", "show", "glycinate", "--json")


@pytest.mark.parametrize("core", ["ctrace", "pytrace", "sysmon"])
def test_coverage_keeps_its_data(core: str, tmp_path: Path) -> None:
    pytest.importorskip("coverage")
    if core == "sysmon" and not hasattr(sys, "monitoring"):
        pytest.skip("sys.monitoring is there from Python 3.12 on")
    data = tmp_path / "data"
    surroundings = {**os.environ, "COVERAGE_CORE": core, "COVERAGE_FILE": str(data)}
    done = subprocess.run(
        [sys.executable, "-m", "coverage", "run", *ANSWER], env=surroundings, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert data.stat().st_size > 0


def test_a_profile_is_written(tmp_path: Path) -> None:
    data = tmp_path / "profile"
    done = subprocess.run(
        [sys.executable, "-m", "cProfile", "-o", str(data), *ANSWER], capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert data.stat().st_size > 0
