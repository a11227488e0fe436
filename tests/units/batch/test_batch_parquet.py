"""Parquet in and out, where pyarrow is installed."""

from __future__ import annotations

import csv
import importlib.util
import io
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from fixture_types import RunMaginfo

ROWS: dict[str, list[Any]] = {
    "Dosage": [400, 1.5, None, 200.0],
    "unit": ["mg", "g", "mg", "mg"],
    "supplement": ["Magnesium", "Creatine", "Magnesium", "Magnesium"],
    "age": [30, 40, 50, None],
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "rows.parquet"
    parquet.write_table(pyarrow.table(ROWS), path)
    return path


def test_parquet_is_answered_as_csv_is(file: Path, maginfo: RunMaginfo) -> None:
    done = maginfo("batch", str(file))
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert done.status == 3
    assert [row["supplement_mg_high"] for row in rows] == ["400", "", "", "200"]
    assert [row["findings"] for row in rows][1:3] == ["no-magnesium-named", "amount-not-said"]
    assert "column 'Dosage' is read as 'dose'" in done.err


def test_parquet_is_written_with_numbers(file: Path, maginfo: RunMaginfo, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    output = tmp_path / "checked.parquet"
    done = maginfo("batch", str(file), "-o", str(output))
    written = parquet.read_table(output).to_pydict()
    assert done.status == 3
    assert written["supplement_mg_high"] == [400.0, None, None, 200.0]
    assert written["Dosage"] == ["400", "1.5", "", "200"]
    assert written["severity"][0] == "major"
    assert "4 rows: 2 checked" in done.err


def test_times_of_parquet_are_written_without_quotes(tmp_path: Path, maginfo: RunMaginfo) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "log.parquet"
    rows = {
        "person": ["Ann", "Ann"],
        "date": [datetime(2026, 12, 1, 8), datetime(2026, 12, 1, 21)],
        "paid": [Decimal("1.50"), Decimal("2.00")],
        "dose": ["200 mg", "200 mg"],
    }
    parquet.write_table(pyarrow.table(rows), path)
    written = list(csv.DictReader(io.StringIO(maginfo("batch", str(path)).out)))
    assert [(row["date"], row["paid"]) for row in written] == [
        ("2026-12-01 08:00:00", "1.50"), ("2026-12-01 21:00:00", "2.00"),
    ]  # fmt: skip
    grouped = list(csv.DictReader(io.StringIO(maginfo("batch", str(path), "--group-by", "person,date").out)))
    assert [(row["date"], row["rows"]) for row in grouped] == [("2026-12-01", "1 2")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-f", "parquet"], "written to a file"),
        (["-f", "parquet", "--json"], "contradict"),
        (["-f", "parquet", "--group-by", "age"], "csv, tsv or json"),
    ],
)
def test_parquet_goes_to_a_file(file: Path, maginfo: RunMaginfo, arguments: list[str], said: str) -> None:
    done = maginfo("batch", str(file), *arguments)
    assert (done.status, said in done.err) == (2, True)


def test_another_file_is_no_parquet(tmp_path: Path, maginfo: RunMaginfo) -> None:
    pytest.importorskip("pyarrow")
    path = tmp_path / "rows.parquet"
    path.write_text("dose\n400 mg\n", encoding="utf-8")
    done = maginfo("batch", str(path))
    assert (done.status, "is no Parquet file" in done.err) == (3, True)


@pytest.mark.skipif(importlib.util.find_spec("pyarrow") is not None, reason="pyarrow is installed")
def test_without_pyarrow_it_is_said_what_to_install(tmp_path: Path, maginfo: RunMaginfo) -> None:
    path = tmp_path / "rows.parquet"
    path.write_bytes(b"PAR1")
    done = maginfo("batch", str(path))
    assert (done.status, "maginfo[parquet]" in done.err) == (2, True)
