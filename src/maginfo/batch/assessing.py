"""What a row's check comes to, in the few words of a table: the figures, the status, the severity, the findings' codes.

`dosing.checking.check` tells all of it at length and is asked where a whole report is wanted. Here the same decisions
(`dosing.standing`, `dosing.person_findings`) are taken without their wording, and what rows share is worked out once:
a row of a large file may cost no more than a few times its copying. A property test holds the two together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from maginfo.batch.applying import Applying
from maginfo.batch.columns import BETWEEN
from maginfo.batch.figures import FigureTable, columns_of
from maginfo.batch.likeness import Likeness
from maginfo.batch.memory import Memory
from maginfo.batch.parts import PartReader, Rejection
from maginfo.catalogue.records.severities import Severity
from maginfo.dosing.checking import EVERY_AUTHORITY, check
from maginfo.dosing.intakes import limit_status
from maginfo.dosing.spans import exceeds
from maginfo.dosing.standing import intake_code, more_than_recommended, passes
from maginfo.errors import UsageError

if TYPE_CHECKING:
    from maginfo.batch.applying import Marks
    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.dosing.report import LimitStatus, Report

OK = "ok"
SEVERITIES = tuple(severity.value for severity in Severity)
"""By rank."""


def _mark(code: str, severity: Severity = Severity.INFO) -> Marks:
    return f"{severity.rank}{code} "


_TOXIC = _mark("toxic-range", Severity.AVOID)
_LARGE = _mark("large-single-dose")
_DEPENDS_ON_LABEL = {False: _mark("depends-on-label"), True: _mark("depends-on-label", Severity.MAJOR)}
"""Graver where only one of the readings passes the limit."""
_SUSPECTED = _mark("compound-suspected")
_SHARE = _mark("share-of-recommended")
_ABOVE_RECOMMENDED = _mark("above-recommended")
_OTHER_AUTHORITY = _mark("above-other-authority")
_TOGETHER: dict[str | None, Marks] = {None: ""}
_TOGETHER |= {code: _mark(code) for code in ("below-recommended", "meets-recommended", "above-recommended")}


class Outcome(NamedTuple):
    """The columns that are written for a row, in their order; a rejected row has nothing but `error`."""

    supplement_mg_low: float | None
    supplement_mg_high: float | None
    recommended_low: float | None
    recommended_high: float | None
    upper_limit: float | None
    """The strictest over the life stages that match: at it or under it is `below`."""
    status: LimitStatus | None
    severity: str | None
    findings: str | None
    """Codes, each once, most severe first."""
    error: str | None

    @classmethod
    def rejected(cls, error: str) -> Outcome:
        """Of a row that cannot be checked."""
        return cls(None, None, None, None, None, None, None, None, error)


def outcome_of(report: Report) -> Outcome:
    """The same columns from a whole report by one authority."""
    (comparison,) = report.references
    supplement = report.supplement_mg_per_day
    return Outcome(
        supplement.low,
        supplement.high,
        *columns_of(comparison),
        comparison.upper_limit.status,
        report.severity,
        BETWEEN.join(dict.fromkeys(finding.code for finding in report.findings)),
        None,
    )


class Assessor:
    """Answers rows by one authority. What it keeps does not grow with their number."""

    def __init__(self, catalogue: Catalogue, authority: str) -> None:
        """Raises UnknownNameError for an authority that the catalogue does not have."""
        if authority.strip().casefold() == EVERY_AUTHORITY:
            raise UsageError("a table holds the figures of one authority: write its id, such as nam or efsa")
        self._catalogue = catalogue
        self._authority = catalogue.authority(authority)
        likeness = Likeness(catalogue)
        self.memory = Memory()
        """To be tidied between blocks of rows."""
        self._parts = PartReader(catalogue, likeness, self.memory)
        self._applying = Applying(catalogue, likeness)
        self._figures = FigureTable(catalogue, self._authority)
        self._gathered = self.memory.of(_gathered)

    def report(self, cells: tuple[str, ...]) -> Report | Rejection:
        """The whole report for the cells of a row, which are given in the order of `columns.READ`."""
        parts = self._parts.read(cells)
        if isinstance(parts, Rejection):
            return parts
        return check(
            self._catalogue,
            parts.doses.given,
            parts.person,
            [self._authority.id],
            diet_mg=parts.diet.mg,
            assumptions=(*parts.doses.assumptions, *parts.diet.assumptions),
        )

    def outcome(self, cells: tuple[str, ...]) -> Outcome:
        """The columns for the cells of a row, which are given in the order of `columns.READ`."""
        parts = self._parts.read(cells)
        if isinstance(parts, Rejection):
            return Outcome.rejected(parts)
        doses, _, named, _, _, weight_kg, _, (eaten, _) = parts
        supplement, sizes = doses.supplement, doses.sizes
        (comparison, limit, of_status, columns), stricter, _, _ = self._figures.of(named, weight_kg)
        recommended, highest = comparison.recommended, supplement.high
        # What is not over a limit stands as nothing at all would: below it, or with none set.
        over = highest > limit.low and exceeds(highest, limit.low)
        status = limit_status(supplement, limit) if over else comparison.upper_limit.status
        # The findings in the order in which `check` comes upon them.
        marks = f"{_TOXIC if doses.toxic else ''}{of_status[status]}{self._applying.marks(parts, over)}"
        for large, otherwise, suspected in sizes:
            if large:
                marks += _LARGE
            if otherwise is not None:
                marks += _DEPENDS_ON_LABEL[passes(otherwise, comparison.upper_limit) != over]
                if suspected:
                    marks += _SUSPECTED
        if recommended is not None:
            marks += _SHARE
            if eaten is not None:
                marks += _TOGETHER[intake_code(supplement + eaten, recommended)]
            elif more_than_recommended(supplement, recommended):
                marks += _ABOVE_RECOMMENDED
        if highest > stricter and exceeds(highest, stricter):
            marks += _OTHER_AUTHORITY
        severity, findings = self._gathered(marks)
        return Outcome(supplement.low, highest, *columns, status, severity, findings, None)


def _gathered(marks: Marks) -> tuple[str, str]:
    """The severity of a report with these findings, and their codes, each once, most severe first."""
    in_order = sorted(marks.split(), key=lambda mark: -int(mark[0]))
    highest = int(in_order[0][0]) if in_order else 0
    codes = dict.fromkeys(mark[1:] for mark in in_order)
    return SEVERITIES[highest] if highest else OK, BETWEEN.join(codes)
