"""What many rows came to: every row that was checked is counted, also one of which there is nothing to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from maginfo.batch.run import Tally, kind_of
from maginfo.model.safety import Severity

if TYPE_CHECKING:
    from pathlib import Path

    from fixture_types import RunMaginfo


def test_rows_without_a_finding_are_counted_as_ok() -> None:
    tally = Tally()
    for severity, has_findings in ((Severity.OK, True), (Severity.OK, False), (Severity.OK, False), ("major", True)):
        tally.rows += 1
        tally.severities[kind_of(severity, has_findings)] += 1
    assert tally.summary() == "4 rows: 4 checked (major 1, ok 3), 0 rejected"


@pytest.mark.parametrize(("has_findings", "reached"), [(True, True), (False, False)])
def test_a_row_without_a_finding_reaches_no_severity(has_findings: bool, reached: bool) -> None:
    tally = Tally()
    tally.severities[kind_of(Severity.OK, has_findings)] += 1
    assert tally.reaches(Severity.INFO) is reached
    assert not tally.reaches(Severity.MINOR)


def test_the_counts_of_a_file_are_those_of_its_rows(maginfo: RunMaginfo, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("dose,age\n100,40\n100 mg magnesium oil,40\n400,40\nnothing,40\n", encoding="utf-8")
    outcome = maginfo("batch", str(path))
    assert "4 rows: 3 checked (major 1, ok 2), 1 rejected" in outcome.err
