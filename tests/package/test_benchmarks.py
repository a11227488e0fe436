"""The tables of `benchmarks/batch.py` are what it says they are."""

from __future__ import annotations

import csv
import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from maginfo import Catalogue

if TYPE_CHECKING:
    from types import ModuleType

    from fixture_types import RunProgram


BATCH = Path(__file__).parents[2] / "benchmarks" / "batch.py"


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("benchmarks_batch", BATCH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
@pytest.mark.parametrize("name", ["realistic", "hard", "adverse"])
def test_batch_can_check_every_row(benchmark: ModuleType, name: str, program: RunProgram, tmp_path: Path) -> None:
    table = tmp_path / f"{name}.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([benchmark.COLUMNS, *benchmark.TABLES[name](Catalogue(), 2_000)])
    done = program("batch", str(table), "-o", str(tmp_path / "checked.csv"))
    assert done.returncode == 0
    assert done.stderr.rstrip().endswith(", 0 rejected")
