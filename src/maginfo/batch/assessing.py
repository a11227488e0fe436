"""What a row's check comes to, in the few words of a table: the figures, the status, the severity, the findings' codes.

`dosing.checking.check` tells all of it at length and is asked where a whole report is wanted. Here the same decisions
(`dosing.standing`, `dosing.person_findings`) are taken without their wording, and what rows share is worked out once:
a row of a large file may cost no more than a few times its copying. A property test holds the two together.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from maginfo.batch.applying import Applying, keep
from maginfo.batch.columns import BETWEEN
from maginfo.batch.likeness import Likeness
from maginfo.batch.parts import PARTS_KEPT, PartReader, Rejection
from maginfo.catalogue.records.severities import Severity
from maginfo.dosing.checking import EVERY_AUTHORITY, check
from maginfo.dosing.intakes import compare, limit_status
from maginfo.dosing.spans import Span, exceeds
from maginfo.dosing.standing import intake_code, limit_code, more_than_recommended, passes, strictest_limit
from maginfo.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maginfo.batch.applying import Marks
    from maginfo.batch.parts import Parts
    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.catalogue.records.intakes import Authority
    from maginfo.dosing.people import Person
    from maginfo.dosing.report import Comparison, LimitStatus, Report

NOTHING_TAKEN = Span.exactly(0.0)
"""A person's figures are read off a comparison with no dose at all."""
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
_STATUSES: tuple[LimitStatus, ...] = ("below", "above", "straddles", "not-set", "needs-weight")


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
        *_figures_in(comparison),
        comparison.upper_limit.status,
        report.severity,
        BETWEEN.join(dict.fromkeys(finding.code for finding in report.findings)),
        None,
    )


class _Figures(NamedTuple):
    """The chosen authority's values for a person, before any dose, and where others are stricter."""

    comparison: Comparison
    limit: Span
    """The upper limit over the life stages that match; infinite where none is set or none can be computed."""
    others: float
    """The lowest limit of the other authorities."""
    stricter: float
    """The same where it is under the chosen one's, otherwise infinite."""
    by_weight: list[Authority]
    """Those whose limit for this person is set per kg, the weight not being given."""
    limit_marks: dict[LimitStatus, Marks]
    """What is found where the supplement total has that status."""
    columns: tuple[float | None, float | None, float | None]


class Assessor:
    """Answers rows by one authority. What it keeps does not grow with their number."""

    def __init__(self, catalogue: Catalogue, authority: str) -> None:
        """Raises UnknownNameError for an authority that the catalogue does not have."""
        if authority.strip().casefold() == EVERY_AUTHORITY:
            raise UsageError("a table holds the figures of one authority: write its id, such as nam or efsa")
        self._catalogue = catalogue
        self._authority = catalogue.authority(authority)
        self._others = [each for each in catalogue.limits if each.id != self._authority.id]
        likeness = Likeness(catalogue)
        self._parts = PartReader(catalogue, likeness)
        self._applying = Applying(catalogue, likeness)
        self._figures: dict[Any, _Figures] = {}
        self._gathered = lru_cache(PARTS_KEPT)(_gathered)

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
        figures, supplement = self._figures_for(parts), parts.doses.supplement
        limit = figures.limit
        # What is not over a limit stands as nothing at all would: below it, or with none set.
        over = supplement.high > limit.low and exceeds(supplement.high, limit.low)
        status = limit_status(supplement, limit) if over else figures.comparison.upper_limit.status
        severity, findings = self._gathered(self._marks(parts, figures, status, over))
        return Outcome(supplement.low, supplement.high, *figures.columns, status, severity, findings, None)

    def _marks(self, parts: Parts, figures: _Figures, status: LimitStatus, over: bool) -> Marks:
        """The findings in the order in which `check` comes upon them."""
        doses, comparison, eaten = parts.doses, figures.comparison, parts.diet.mg
        supplement, recommended = doses.supplement, comparison.recommended
        marks = _TOXIC if doses.toxic else ""
        marks += figures.limit_marks[status]
        marks += self._applying.marks(parts, over)
        for large, otherwise, suspected in doses.sizes:
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
        if supplement.high > figures.stricter and exceeds(supplement.high, figures.stricter):
            marks += _OTHER_AUTHORITY
        return marks

    def _figures_for(self, parts: Parts) -> _Figures:
        """The person's values, worked out once for all of one sex, state and age; and weight, where it counts."""
        named, weight_kg = parts.named, parts.weight_kg
        figures = self._figures.get(named.key)
        if figures is None:
            figures = keep(self._figures, named.key, self._figures_of(named.person, self._others))
        if not figures.by_weight or weight_kg is None:
            return figures
        weighed = self._figures.get((named.key, weight_kg))
        if weighed is None:
            person = named.person.with_facts(weight_kg=weight_kg)
            own = None if self._authority in figures.by_weight else figures.comparison
            weighed = self._figures_of(person, figures.by_weight, figures.others, own)
            keep(self._figures, (named.key, weight_kg), weighed)
        return weighed

    def _figures_of(
        self, person: Person, others: Iterable[Authority], known: float = math.inf, own: Comparison | None = None
    ) -> _Figures:
        """What is settled already is given: the strictest limit of those who are not among `others`, the own values."""
        comparison = own or compare(self._authority, person, NOTHING_TAKEN)
        compared = {
            other.id: (other, compare(other, person, NOTHING_TAKEN))
            for other in others
            if other.id != self._authority.id
        }
        of_others = min(known, strictest_limit(other for _, other in compared.values()))
        compared[self._authority.id] = (self._authority, comparison)
        lowest, highest = strictest_limit([comparison]), comparison.upper_limit.high
        return _Figures(
            comparison,
            Span(lowest, lowest if highest is None else highest),
            of_others,
            of_others if of_others < lowest else math.inf,
            [each for each, its in compared.values() if its.upper_limit.status == "needs-weight"],
            {
                status: "" if (code := limit_code(comparison, status)) is None else _mark(code, Severity.MAJOR)
                for status in _STATUSES
            },
            _figures_in(comparison),
        )


def _figures_in(comparison: Comparison) -> tuple[float | None, float | None, float | None]:
    """The recommended intake's least and greatest value, and the limit's least."""
    recommended, limit = comparison.recommended, comparison.upper_limit.low
    return (None, None, limit) if recommended is None else (recommended.low, recommended.high, limit)


def _gathered(marks: Marks) -> tuple[str, str]:
    """The severity of a report with these findings, and their codes, each once, most severe first."""
    in_order = sorted(marks.split(), key=lambda mark: -int(mark[0]))
    highest = int(in_order[0][0]) if in_order else 0
    codes = dict.fromkeys(mark[1:] for mark in in_order)
    return SEVERITIES[highest] if highest else OK, BETWEEN.join(codes)
