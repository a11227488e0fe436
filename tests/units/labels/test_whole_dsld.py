"""The reading of whole NIH DSLD records: the magnesium of a serving and of a day, row by row, serving by serving."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import tomli
from dsld_documents import label
from dsld_whole_records import MAGNESIUM, ROWS, SERVINGS
from test_dsld import ARRANGEMENTS
from test_whole_labels import ends

from maginfo.labels import read_dsld

if TYPE_CHECKING:
    from maginfo import Catalogue
    from maginfo.labels.reading import LabelReading

EXPECTED = tomli.loads(Path(__file__).with_name("dsld_whole_records.toml").read_text(encoding="utf-8"))


def assert_says(reading: LabelReading, expected: dict[str, Any]) -> None:
    """Compare a reading with a row of the table."""
    assert ends(reading.supplement_mg_per_serving) == expected.get("serving")
    assert ends(reading.supplement_mg_per_day) == expected.get("day")
    assert [line.basis or "none" for line in reading.lines] == expected["basis"]


@pytest.mark.parametrize("name", [*ARRANGEMENTS, *ROWS])
def test_rows(name: str, catalogue: Catalogue) -> None:
    rows = ROWS[name] if name in ROWS else ARRANGEMENTS[name][0]
    assert_says(read_dsld(catalogue, label(*rows)), EXPECTED["rows"][name])


@pytest.mark.parametrize("name", SERVINGS)
def test_servings(name: str, catalogue: Catalogue) -> None:
    more = dict(SERVINGS[name])
    assert_says(read_dsld(catalogue, label(more.pop("row", MAGNESIUM), **more)), EXPECTED["servings"][name])
