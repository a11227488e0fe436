"""`check` for many rows, as a library: from mappings to reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from maginfo.batch.assessing import Assessor, Outcome, outcome_of
from maginfo.batch.columns import READ
from maginfo.batch.parts import Rejection
from maginfo.batch.values import cell_text
from maginfo.catalogue.records.building import Record
from maginfo.dosing.checking import DEFAULT_AUTHORITY
from maginfo.errors import UnreadableValueError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.dosing.report import Report

REPORTS_KEPT = 1_024


class RejectedRow(Record):
    """A row that could not be checked, in its place."""

    SCHEMA: ClassVar[str] = "maginfo.error/1"
    row: int
    """From 1; a header is not counted."""
    error: str
    """What is wrong, and what would be right."""


def check_rows(
    rows: Iterable[Mapping[str, Any]],
    *,
    catalogue: Catalogue | None = None,
    authority: str = DEFAULT_AUTHORITY,
) -> Iterator[Report | RejectedRow]:
    """A report for each row, in order, as they are asked for; a row that cannot be checked is a `RejectedRow`.

    A row maps the names of `columns.READ` to texts, numbers, truth values or, for several doses, conditions or drugs,
    lists; other keys are left alone, and None, NaN and the empty text say nothing. The catalogue is the one that came
    with the program where none is given. Raises UnknownNameError for an authority that it does not have.
    """
    if catalogue is None:
        from maginfo.catalogue.catalogue import Catalogue

        catalogue = Catalogue()
    assessor = Assessor(catalogue, authority)
    report = assessor.memory.of(assessor.report, REPORTS_KEPT)

    def reports() -> Iterator[Report | RejectedRow]:
        for number, row in enumerate(rows, 1):
            try:
                answer = report(tuple(cell_text(name, row.get(name)) for name in READ))
            except UnreadableValueError as error:
                answer = Rejection.because(error.message)
            yield RejectedRow(number, str(answer)) if isinstance(answer, Rejection) else answer
            if number % REPORTS_KEPT == 0:
                assessor.memory.tidy()

    return reports()


def result_columns(answer: Report | RejectedRow) -> dict[str, Any]:
    """What `maginfo batch` writes behind a row for such an answer, by the names of its columns: for a data frame."""
    outcome = Outcome.rejected(answer.error) if isinstance(answer, RejectedRow) else outcome_of(answer)
    return outcome._asdict()
