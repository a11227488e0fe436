"""The whole reading of a line, with its notes: `whole_lines.toml`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import tomli

from maginfo.labels import read_line

if TYPE_CHECKING:
    from maginfo import Catalogue, Span

LINES: list[dict[str, Any]] = tomli.loads(Path(__file__).with_name("whole_lines.toml").read_text(encoding="utf-8"))[
    "line"
]


def ends(span: Span | None) -> Any:
    """The figure, or both ends of a range."""
    if span is None:
        return None
    return pytest.approx(span.low, rel=1e-5) if span.certain else pytest.approx([span.low, span.high], rel=1e-5)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line["text"][:70])
def test_all_that_a_line_says(catalogue: Catalogue, line: dict[str, Any]) -> None:
    read = read_line(catalogue, line["text"])
    said = {
        "text": read.text,
        "basis": read.basis,
        "elemental_mg": ends(read.elemental_mg),
        "readings_mg": ends(read.readings_mg),
        "compound_mg": read.compound_mg,
        "forms": list(read.forms) or None,
        "percent": read.percent_daily_value,
        "of": read.daily_value,
        "consistent": read.consistent,
        "notes": list(read.notes) or None,
    }
    assert line == {name: value for name, value in said.items() if value is not None}
