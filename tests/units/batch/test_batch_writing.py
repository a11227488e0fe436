"""The answers of a batch, as a table and as JSON Lines, of what cannot be read."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def refused(tmp_path: Any) -> str:
    """A row that is no JSON, with a tab and a return in what a message repeats of it."""
    file = tmp_path / "rows.jsonl"
    file.write_bytes(b'{\t"dose"\r 400}\n')
    return str(file)


def test_the_first_rejected_row_is_told_alike_in_every_format(maginfo: Any, refused: str) -> None:
    told = {name: maginfo("batch", refused, "--format", name).err for name in ("csv", "tsv", "json")}
    assert told["csv"] == told["tsv"] == told["json"]
    assert r'{\t"dose"\r 400}' in told["csv"]
