"""The reading of whole labels of several lines: the magnesium of a serving and of a day, and the dose of a check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import tomli

from maginfo.labels import read_label
from maginfo.labels.doses import dose_from_label, label_assumptions

if TYPE_CHECKING:
    from maginfo import Catalogue, Span

CASES = tomli.loads(Path(__file__).with_name("whole_labels.toml").read_text(encoding="utf-8"))["case"]


def ends(span: Span | None) -> list[float] | None:
    """The ends of a range as the tables write them."""
    return [round(span.low, 3), round(span.high, 3)] if span is not None else None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_label(case: dict[str, Any], catalogue: Catalogue) -> None:
    reading = read_label(catalogue, case["text"])
    assert ends(reading.supplement_mg_per_serving) == case.get("serving")
    assert ends(reading.supplement_mg_per_day) == case.get("day")
    assert [line.basis or "none" for line in reading.lines] == case["basis"]


def test_times_are_named_where_they_are_not_the_labels(catalogue: Catalogue) -> None:
    reading = read_label(catalogue, "Magnesium (as citrate) 200 mg 48%")
    assert label_assumptions(reading, name="My product", times_per_day=2) == (
        "label 'My product': says no servings a day; taken 2 times a day",
    )
    assert dose_from_label(reading, name="My product").text == "My product"
