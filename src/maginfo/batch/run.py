"""`check` for many rows, as a library: from mappings to reports."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, ClassVar, Union

from maginfo.answers.rows import NoMagnesiumRow
from maginfo.batch.columns import NO_PRODUCT, PRODUCT, READ, is_product_heading
from maginfo.batch.findings import Assessor, Outcome, outcome_of
from maginfo.batch.parts import AmountNotSaid, NoMagnesium, NotUnderstood, Rejection
from maginfo.batch.products import product_headings
from maginfo.batch.rows import cell_text
from maginfo.dosing.check import DEFAULT_AUTHORITY
from maginfo.errors import UnreadableValueError
from maginfo.model.record import Record
from maginfo.model.safety import OK, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.dosing.report import Report

_REJECTED_AS = {
    AmountNotSaid.code: "magnesium named and its amount not said",
    NotUnderstood.code: "name not understood",
}
NOTHING_FOUND = ""
"""Counts as ok, and stays under the least severity of a finding."""


class Tally:
    """Counts rows as they are answered."""

    def __init__(self) -> None:
        self.rows = 0
        self.rejected = 0
        self.first_rejected: str | None = None
        """Which, and why."""
        self.severities: Counter[str] = Counter()
        """Of the rows that were checked, the severities of their reports."""
        self.without_magnesium = 0
        """Rows that name something else: neither checked nor rejected."""
        self.kinds: Counter[str] = Counter()
        """Of the rejected rows, the codes of those that have one."""

    def leave_out(self, rejection: Rejection) -> None:
        """Count the row that was numbered last as rejected, or as one without magnesium."""
        if isinstance(rejection, NoMagnesium):
            self.without_magnesium += 1
        else:
            self._reject(rejection)

    def _reject(self, error: Rejection) -> None:
        self.rejected += 1
        if error.code is not None:
            self.kinds[error.code] += 1
        if self.first_rejected is None:
            self.first_rejected = f"row {self.rows}: {error}"

    def reached(self, threshold: Severity) -> bool:
        """Whether a finding of any row is at least that severe."""
        if threshold is Severity.INFO and self.severities[OK]:
            return True
        return any(self.severities[severity.value] for severity in Severity if severity >= threshold)

    def summary(self) -> str:
        """'200000 rows: 199990 checked (avoid 12, major 3100, ok 196878), 10 rejected; the first, row 7: ...'."""
        by_severity = {severity.value: self.severities[severity.value] for severity in reversed(Severity)}
        by_severity[OK] = self.severities[OK] + self.severities[NOTHING_FOUND]
        counts = ", ".join(f"{severity} {count}" for severity, count in by_severity.items() if count)
        checked = self.rows - self.rejected - self.without_magnesium
        text = f"{self.rows} row{'' if self.rows == 1 else 's'}: {checked} checked{f' ({counts})' if counts else ''}"
        if self.without_magnesium:
            text += f", {self.without_magnesium} with no magnesium named"
        kinds = [(said, self.kinds[code]) for code, said in _REJECTED_AS.items() if self.kinds[code]]
        told = ", ".join(f"{said} {count}" for said, count in kinds)
        text += f", {self.rejected} rejected{f' ({told})' if told else ''}"
        return text if self.first_rejected is None else f"{text}; the first, {self.first_rejected}"


def kind_of(severity: str, has_findings: bool) -> str:
    """What a checked row is counted as."""
    return severity if has_findings else NOTHING_FOUND


REPORTS_KEPT = 1_024


class RejectedRow(Record):
    """A row that could not be checked, in its place."""

    SCHEMA: ClassVar[str] = "maginfo.error/1"
    row: int
    """From 1; a header is not counted."""
    error: str
    """What is wrong, and what would be right."""


class UncountedRow(RejectedRow):
    """A row that names magnesium without its amount, or does not say whether it is one of magnesium."""

    row: int
    error: str
    code: str
    """amount-not-said or not-understood."""


Answer = Union["Report", RejectedRow, NoMagnesiumRow]


def unchecked_row(number: int, rejection: Rejection) -> RejectedRow | NoMagnesiumRow:
    """What stands for a row without figures."""
    if isinstance(rejection, NoMagnesium):
        return NoMagnesiumRow(number, str(rejection))
    if rejection.code is not None:
        return UncountedRow(number, str(rejection), rejection.code)
    return RejectedRow(number, str(rejection))


def check_rows(
    rows: Iterable[Mapping[str, Any]],
    *,
    catalogue: Catalogue | None = None,
    authority: str = DEFAULT_AUTHORITY,
) -> Iterator[Answer]:
    """A report for each row, in order, as they are asked for.

    A row that cannot be checked is a `RejectedRow`, one that names no magnesium a `NoMagnesiumRow`.

    A row maps the names of `columns.READ` to texts, numbers, truth values or, for several doses, conditions or drugs,
    lists; `supplement`, `name` and the like stand for `product`. Other keys are left alone, and None, NaN and the
    empty text say nothing. The catalogue is the one that came with the program where none is given. Raises
    UnknownNameError for an authority that it does not have.
    """
    if catalogue is None:
        from maginfo.catalogue.catalogue import Catalogue

        catalogue = Catalogue()
    assessor = Assessor(catalogue, authority)
    report = assessor.memory.of(assessor.report, REPORTS_KEPT)

    headings = product_headings(catalogue)

    def reports() -> Iterator[Answer]:
        for number, row in enumerate(rows, 1):
            try:
                answer = report(_cells(row, headings))
            except UnreadableValueError as error:
                answer = Rejection.because(error.message)
            yield unchecked_row(number, answer) if isinstance(answer, Rejection) else answer
            if number % REPORTS_KEPT == 0:
                assessor.memory.tidy()

    return reports()


def _cells(row: Mapping[str, Any], headings: frozenset[str]) -> tuple[str, ...]:
    """The cells of a row in the order of `READ`."""
    *cells, product = (cell_text(name, row.get(name)) for name in READ)
    named = [key for key in row if is_product_heading(str(key), headings)]
    products = "\n".join(cell_text(PRODUCT, row[key]) for key in named)
    return (*cells, products if products.strip() else NO_PRODUCT if named else product)


def result_columns(answer: Answer) -> dict[str, Any]:
    """What `maginfo batch` writes behind a row for such an answer, by the names of its columns: for a data frame."""
    if isinstance(answer, NoMagnesiumRow):
        return Outcome.rejected(None, answer.code)._asdict()
    if isinstance(answer, RejectedRow):
        code = answer.code if isinstance(answer, UncountedRow) else None
        return Outcome.rejected(answer.error, code)._asdict()
    return outcome_of(answer)._asdict()
