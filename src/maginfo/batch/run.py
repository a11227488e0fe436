"""Checks many rows from Python: takes mappings, yields reports, and counts the rows."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, ClassVar, Union

from maginfo.answers.rows import NoMagnesiumRow
from maginfo.batch.columns import INPUT_COLUMNS, NO_PRODUCT, Cells, Outcome
from maginfo.batch.findings import Assessor, outcome_of
from maginfo.batch.headings import PRODUCT, is_product_heading, product_headings
from maginfo.batch.parts import MissingAmount, NoMagnesium, Rejection, UnclearProduct
from maginfo.batch.rows import cell_text
from maginfo.dosing.check import DEFAULT_AUTHORITY
from maginfo.errors import UnreadableValueError
from maginfo.model.answer import Answer
from maginfo.model.safety import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.dosing.report import Report

_REJECTION_NAMES = {
    MissingAmount.code: "magnesium named and its amount not said",
    UnclearProduct.code: "name not understood",
}
NO_FINDINGS = ""
"""Severity of a row without findings: counts as ok, and reaches no --fail-on."""


class Tally:
    """Counts rows as they are checked."""

    def __init__(self) -> None:
        self.rows = 0
        self.groups: int | None = None
        """Groups of rows that were checked together; None if each row was checked alone."""
        self.rejected = 0
        self.first_rejected: str | None = None
        """Number of the first rejected row, and why."""
        self.incomplete = 0
        """Checked rows in which a name of a condition or a medicine is unknown."""
        self.severities: Counter[str] = Counter()
        """Checked rows by the severity of their report."""
        self.without_magnesium = 0
        """Rows that name another substance: neither checked nor rejected."""
        self.rejection_codes: Counter[str] = Counter()
        """Rejected rows by code, for those with a code."""

    def count_unchecked(self, rejection: Rejection, row: int | None = None) -> None:
        """Count a row, by default the current one, as rejected, or as one without magnesium."""
        if isinstance(rejection, NoMagnesium):
            self.without_magnesium += 1
        else:
            self._count_rejected(rejection, row)

    def count_group(self, severity: str | None, *, complete: bool, left_out: Mapping[int, Rejection]) -> None:
        """Count a group by its severity, None where it has no verdict, and the rows that are not in its sum."""
        if severity is not None:
            self.severities[severity] += 1
            self.incomplete += not complete
        for row, reason in left_out.items():
            self.count_unchecked(reason, row)

    def _count_rejected(self, error: Rejection, row: int | None = None) -> None:
        self.rejected += 1
        if error.code is not None:
            self.rejection_codes[error.code] += 1
        if self.first_rejected is None:
            self.first_rejected = f"row {row or self.rows}: {error}"

    def reaches(self, threshold: Severity) -> bool:
        """Return whether a finding of any row is at least that severe."""
        if threshold is Severity.INFO and self.severities[Severity.OK]:
            return True
        return any(self.severities[severity.value] for severity in Severity if severity >= threshold)

    def summary(self) -> str:
        """Return '200000 rows: 199990 checked (major 3112, ok 196878), 10 rejected; the first, row 7: ...'."""
        by_severity = {severity.value: self.severities[severity.value] for severity in reversed(Severity)}
        by_severity[Severity.OK] = self.severities[Severity.OK] + self.severities[NO_FINDINGS]
        counts = ", ".join(f"{severity} {count}" for severity, count in by_severity.items() if count)
        text = f"{self.rows} row{'' if self.rows == 1 else 's'}"
        if self.groups is None:
            checked = self.rows - self.rejected - self.without_magnesium
        else:
            checked = sum(self.severities.values())
            text += f" in {self.groups} group{'' if self.groups == 1 else 's'}"
        text += f": {checked} checked{f' ({counts})' if counts else ''}"
        if self.incomplete:
            text += f", {self.incomplete} of them with an unknown name"
        if self.without_magnesium:
            text += f", {self.without_magnesium} with no magnesium named"
        named = [
            (name, self.rejection_codes[code]) for code, name in _REJECTION_NAMES.items() if self.rejection_codes[code]
        ]
        kinds = ", ".join(f"{name} {count}" for name, count in named)
        text += f", {self.rejected} rejected{f' ({kinds})' if kinds else ''}"
        return text if self.first_rejected is None else f"{text}; the first, {self.first_rejected}"


def kind_of(severity: str, has_findings: bool) -> str:
    """Return the severity that a checked row is counted under."""
    return severity if has_findings else NO_FINDINGS


MAX_CACHED_REPORTS = 1_024
"""A report has some forty kilobytes."""


class RejectedRow(Answer):
    """A row that could not be checked, in the place of its report."""

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


RowAnswer = Union["Report", RejectedRow, NoMagnesiumRow]


def unchecked_row(number: int, rejection: Rejection) -> RejectedRow | NoMagnesiumRow:
    """Return the record of a row without figures."""
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
) -> Iterator[RowAnswer]:
    """Yield a report for each row, in order.

    A row that cannot be checked yields a `RejectedRow`, one that names no magnesium a `NoMagnesiumRow`.

    A row maps the names of `columns.INPUT_COLUMNS` to texts, numbers, truth values or, for several doses, conditions
    or drugs, lists; `supplement`, `name` and the like stand for `product`. Other keys are ignored; None, NaN and the
    empty text state nothing. Without a catalogue, the shipped data is used. Raises UnknownNameError for an unknown
    authority.
    """
    if catalogue is None:
        from maginfo.catalogue.catalogue import Catalogue

        catalogue = Catalogue()
    assessor = Assessor(catalogue, authority)
    report = assessor.caches.cached(assessor.report, MAX_CACHED_REPORTS)

    headings = product_headings(catalogue)

    def reports() -> Iterator[RowAnswer]:
        for number, row in enumerate(rows, 1):
            try:
                answer = report(_cells(row, headings))
            except UnreadableValueError as error:
                answer = Rejection.because(error.message)
            yield unchecked_row(number, answer) if isinstance(answer, Rejection) else answer
            if number % MAX_CACHED_REPORTS == 0:
                assessor.caches.clear_if_full()

    return reports()


def _cells(row: Mapping[str, Any], headings: frozenset[str]) -> Cells:
    """Return the cells of a row."""
    *cells, product = (cell_text(name, row.get(name)) for name in INPUT_COLUMNS)
    named = [key for key in row if key not in INPUT_COLUMNS[:-1] and is_product_heading(str(key), headings)]
    products = "\n".join(cell_text(PRODUCT, row[key]) for key in named)
    product = products if products.strip() else NO_PRODUCT if named else product
    return Cells._make((*cells, product, False, ""))


def result_columns(answer: RowAnswer) -> dict[str, Any]:
    """Return the columns that `maginfo batch` writes for such an answer, by name: for a data frame."""
    if isinstance(answer, NoMagnesiumRow):
        return Outcome.rejected(None, answer.code)._asdict()
    if isinstance(answer, RejectedRow):
        code = answer.code if isinstance(answer, UncountedRow) else None
        return Outcome.rejected(answer.error, code)._asdict()
    return outcome_of(answer)._asdict()
