"""Lines in the languages that the reader knows by few words: `languages.toml`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import tomli

from maginfo.labels import read_label

if TYPE_CHECKING:
    from maginfo import Catalogue

LINES: list[dict[str, Any]] = tomli.loads(Path(__file__).with_name("languages.toml").read_text(encoding="utf-8"))["line"]


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line['language']}: {line['text'][:40]}")
def test_what_a_line_says(catalogue: Catalogue, line: dict[str, Any]) -> None:
    read = read_label(catalogue, line["text"])
    stated = [each.elemental_mg.high for each in read.lines if each.elemental_mg is not None]
    readings = [[each.readings_mg.low, each.readings_mg.high] for each in read.lines if each.readings_mg is not None]
    assert stated == ([line["mg"]] if "mg" in line else []), read
    assert readings == ([line["open"]] if "open" in line else []), read
