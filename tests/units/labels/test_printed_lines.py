"""Lines as pharmacopoeias, formularies, leaflets, shop tables and scanners print them: `printed_lines.toml`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import tomli

from maginfo.labels import read_label

if TYPE_CHECKING:
    from maginfo import Catalogue

LINES: list[dict[str, Any]] = tomli.loads(Path(__file__).with_name("printed_lines.toml").read_text(encoding="utf-8"))[
    "line"
]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line["text"][:60])
def test_what_a_line_says(catalogue: Catalogue, line: dict[str, Any]) -> None:
    read = read_label(catalogue, line["text"])
    stated = [each.elemental_mg for each in read.lines if each.elemental_mg is not None]
    readings = [[each.readings_mg.low, each.readings_mg.high] for each in read.lines if each.readings_mg is not None]
    if "mg" in line:
        ends = line["mg"] if isinstance(line["mg"], list) else [line["mg"]] * 2
        assert [[span.low, span.high] for span in stated] == [pytest.approx(ends, rel=1e-3)], read
        assert read.supplement_mg_per_serving == stated[0]
    else:
        assert not stated, read
        assert readings == ([pytest.approx(line["open"], rel=1e-3)] if "open" in line else []), read
