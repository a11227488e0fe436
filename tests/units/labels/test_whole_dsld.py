"""What whole NIH DSLD records say, with every note, as it was looked at: row by row, serving by serving.

The snapshots beside this file are read like a label: a change in one is to be looked at again, then kept with
`--snapshot-update`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from dsld_documents import label
from dsld_whole_records import MAGNESIUM, ROWS, SERVINGS
from shown_readings import page, written
from test_dsld import ARRANGEMENTS
from test_dsld_faults import NO_LABELS

from maginfo.errors import DataError
from maginfo.labels import read_dsld
from maginfo.labels.doses import dose_from_label, label_assumptions

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

    from maginfo import Catalogue


@pytest.mark.parametrize("name", [*ARRANGEMENTS, *ROWS])
def test_rows(name: str, catalogue: Catalogue, snapshot: SnapshotAssertion) -> None:
    rows = ROWS[name] if name in ROWS else ARRANGEMENTS[name][0]
    assert page(read_dsld(catalogue, label(*rows))) == snapshot


@pytest.mark.parametrize("name", SERVINGS)
def test_servings(name: str, catalogue: Catalogue, snapshot: SnapshotAssertion) -> None:
    more = dict(SERVINGS[name])
    reading = read_dsld(catalogue, label(more.pop("row", MAGNESIUM), **more))
    said = [page(reading)]
    if reading.lines:
        dose = dose_from_label(reading)
        said.append(f"a day: {dose.times_per_day} x {written(dose.elemental_mg)} mg, {dose.basis}, of {dose.form}")
        said += label_assumptions(reading)
    assert "\n".join(said) == snapshot


NO_LABEL_AT_ANY_DEPTH = [name for name in NO_LABELS if not name.endswith("without end")]
"""How deep is too deep hangs on the Python."""


@pytest.mark.parametrize("name", NO_LABEL_AT_ANY_DEPTH)
def test_what_is_no_label(name: str, catalogue: Catalogue, snapshot: SnapshotAssertion) -> None:
    with pytest.raises(DataError) as error:
        read_dsld(catalogue, NO_LABELS[name][0])
    assert error.value.message == snapshot
