"""The answers of a batch, as a table and as JSON Lines, of what cannot be read."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest

from maginfo.batch.output import JsonAnswers
from maginfo.cli.main import run

if TYPE_CHECKING:
    from pathlib import Path

    from fixture_types import RunMaginfo


@pytest.fixture
def refused(tmp_path: Path) -> str:
    """A row that is no JSON, with a tab and a return in what a message repeats of it."""
    file = tmp_path / "rows.jsonl"
    file.write_bytes(b'{\t"dose"\r 400}\n')
    return str(file)


def test_the_first_rejected_row_is_told_alike_in_every_format(maginfo: RunMaginfo, refused: str) -> None:
    told = {name: maginfo("batch", refused, "--format", name).err for name in ("csv", "tsv", "json")}
    assert told["csv"] == told["tsv"] == told["json"]
    assert r'{\t"dose"\r 400}' in told["csv"]


def test_reports_are_sent_before_many_are_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[int] = []

    class Watched(io.StringIO):
        def write(self, text: str) -> int:
            sent.append(text.count("\n"))
            return super().write(text)

    monkeypatch.setattr(JsonAnswers, "MAX_ROWS_PER_WRITE", 4)
    rows = tmp_path / "rows.csv"
    rows.write_text("dose\n" + "1\n" * 10, encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", Watched())
    assert run(("batch", str(rows), "-f", "json")) == 0
    assert [lines for lines in sent if lines] == [4, 4, 2]
