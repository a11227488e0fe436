"""What a row's check comes to, in the few words of a table: the figures, the status, the severity, the findings' codes.

`dosing.checking.check` tells all of it at length and is asked where a whole report is wanted. Here the same decisions
(`dosing.standing`, `dosing.person_findings`) are taken without their wording, and what rows share is worked out once:
a row of a large file may cost no more than a few times its copying. A property test holds the two together.
"""

from __future__ import annotations

from operator import add
from typing import TYPE_CHECKING, NamedTuple

from maginfo.batch.cache import Caches, GroupKeys, keep
from maginfo.batch.columns import BETWEEN
from maginfo.batch.parts import NoMagnesium, PartReader, Rejection
from maginfo.batch.products import product_headings
from maginfo.batch.reference_values import FigureTable, columns_of
from maginfo.dosing import report as codes
from maginfo.dosing.check import EVERY_AUTHORITY, check
from maginfo.dosing.circumstances import Facts
from maginfo.dosing.intakes import intake_code, limit_status, more_than_recommended, passes
from maginfo.dosing.person_findings import (
    caution_finding,
    duplicate_products,
    facts_of,
    interaction_finding,
    limits_not_holding,
)
from maginfo.dosing.spans import exceeds
from maginfo.errors import UsageError
from maginfo.model.safety import OK, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maginfo.batch.parts import Parts
    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.dosing.report import Finding, LimitStatus, Report

Codes = tuple[str, ...]
"""Findings without their words: for each rank of severity, from info to avoid, the codes with a `;` behind each."""
RankedCode = tuple[int, int, str]
"""A caution's place in the data, which is the order in which they are told, the rank of its finding, and its code."""
NONE: Codes = ("",) * len(Severity)


class Following(NamedTuple):
    """What follows from the facts of a row, for all rows that are alike to it."""

    marks: Codes
    placed: list[RankedCode]
    facts: Facts
    unheld: int | None
    """The rank of the finding that upper limits do not hold; None where they do."""


class CautionCounter:
    """What applies to rows."""

    def __init__(self, catalogue: Catalogue, likeness: GroupKeys) -> None:
        self._catalogue = catalogue
        self._likeness = likeness
        self._places = {caution.id: place for place, caution in enumerate(catalogue.cautions)}
        self._unnamed: dict[str, Following] = {}
        self._named: dict[tuple[str, str], RankedCode] = {}
        self._of_drugs: dict[tuple[str, str], Codes] = {}

    def marks(self, parts: Parts, over: bool) -> tuple[Codes, int | None]:
        """The findings of conditions, populations and medicines, in the order in which `check` comes upon them.

        With them the rank of the finding that upper limits do not hold, None where they do. `over`: the supplement
        total is, or may be, over the limit.
        """
        doses, _, named, conditions, drugs, _, egfr, _ = parts
        step = "" if egfr is None else self._likeness.egfr(egfr)
        # All that the data can ask of the row, but for the names in it that concern only themselves.
        alike = f"{named.alike}|{step}|{over}|{doses.alike}|{conditions.interplaying}"
        unnamed = self._unnamed.get(alike)
        if unnamed is None:
            unnamed = keep(self._unnamed, alike, self._following(parts, over))
        marks, placed, facts, unheld = unnamed
        if conditions.ids:
            every = {each[0]: each for each in placed}
            for caution_id in conditions.ids:
                named_one = self._named.get((caution_id, alike)) or self._placed(caution_id, alike, facts)
                every[named_one[0]] = named_one
            marks = _by_rank((rank, code) for _, rank, code in sorted(every.values()))
        for drug in drugs:
            of_drug = self._of_drugs.get((drug, alike))
            if of_drug is None:
                of_drug = keep(self._of_drugs, (drug, alike), self._interactions(drug, facts))
            marks = tuple(map(add, marks, of_drug))
        if len(doses.resolved) > 1:
            marks = tuple(map(add, marks, _marks_of(duplicate_products(doses.resolved, facts))))
        return marks, unheld

    def _following(self, parts: Parts, over: bool) -> Following:
        """Of the cautions that follow from the facts or interplay; and those facts."""
        conditions = tuple(parts.conditions.interplaying.split())
        person = parts.named.person.replaced(egfr=parts.egfr, conditions=conditions)
        facts = facts_of(self._catalogue, person, parts.doses.resolved, over)
        placed = []
        for place, caution in enumerate(self._catalogue.cautions):
            finding = caution_finding(caution, facts)
            if finding is not None:
                placed.append((place, finding.severity.rank, finding.code))
        unheld = limits_not_holding(self._catalogue, facts)
        rank_of_unheld = unheld.severity.rank if unheld is not None else None
        return Following(_by_rank((rank, code) for _, rank, code in placed), placed, facts, rank_of_unheld)

    def _placed(self, caution_id: str, alike: str, facts: Facts) -> RankedCode:
        """Of a caution that is named."""
        facts = Facts(facts.person, facts.doses, facts.limit_passed, facts.conditions | {caution_id})
        finding = caution_finding(self._catalogue.caution(caution_id), facts)
        if finding is None:
            raise ValueError(f"'{caution_id}' is named, and nothing is said of it")
        placed = (self._places[caution_id], finding.severity.rank, finding.code)
        return keep(self._named, (caution_id, alike), placed)

    def _interactions(self, drug: str, facts: Facts) -> Codes:
        matches = dict.fromkeys(self._catalogue.find_medicine(drug))
        return _marks_of(interaction_finding(drug, match, facts, self._catalogue.rules) for match in matches)


def _marks_of(findings: Iterable[Finding]) -> Codes:
    return _by_rank((finding.severity.rank, finding.code) for finding in findings)


def _by_rank(found: Iterable[tuple[int, str]]) -> Codes:
    marks = list(NONE)
    for rank, code in found:
        marks[rank] += f"{code}{BETWEEN}"
    return tuple(marks)


_TOXIC = codes.TOXIC_RANGE + BETWEEN
_LARGE = codes.LARGE_SINGLE_DOSE + BETWEEN
_DEPENDS_ON_LABEL = codes.DEPENDS_ON_LABEL + BETWEEN
_NOT_READ = codes.DIRECTIONS_NOT_READ + BETWEEN
_SUSPECTED = codes.COMPOUND_SUSPECTED + BETWEEN
_SHARE = codes.SHARE_OF_RECOMMENDED + BETWEEN
_ABOVE_RECOMMENDED = codes.ABOVE_RECOMMENDED + BETWEEN
_UNHELD = codes.LIMIT_DOES_NOT_HOLD + BETWEEN
_OTHER_AUTHORITY = codes.ABOVE_OTHER_AUTHORITY + BETWEEN
_EDITION_REPLACED = codes.EDITION_REPLACED + BETWEEN
_, _MINOR, _MODERATE, _MAJOR, _AVOID = (severity.value for severity in Severity)


class Outcome(NamedTuple):
    """The columns that are written for a row, in their order.

    A row without figures has an `error`, a code as its `findings`, or both.
    """

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
    def rejected(cls, error: str | None, code: str | None = None) -> Outcome:
        """Of a row that cannot be checked; without an error where nothing is wrong with it."""
        return cls(None, None, None, None, None, None, None, code, error)

    @classmethod
    def without(cls, rejection: Rejection) -> Outcome:
        """Of a row that has no figures; one that names no magnesium is no fault."""
        return cls.rejected(None if isinstance(rejection, NoMagnesium) else rejection, rejection.code)


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
        self._edition_codes = _EDITION_REPLACED if self._authority.replaced_by is not None else ""
        likeness = GroupKeys(catalogue)
        self.memory = Caches()
        """To be tidied between blocks of rows."""
        self.product_headings = product_headings(catalogue)
        """What columns that name the product are called."""
        self._parts = PartReader(catalogue, likeness, self.memory)
        self._applying = CautionCounter(catalogue, likeness)
        self._figures = FigureTable(catalogue, self._authority)
        told = [caution.finding for caution in catalogue.cautions if caution.finding is not None]
        self._may_repeat = len(told) > len(set(told)) or not codes.DOSE_CODES.isdisjoint(told)
        """Whether cautions share a code, with one another or with what is found here."""

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
            return Outcome.without(parts)
        doses, _, named, conditions, drugs, weight_kg, _, (eaten, _) = parts
        supplement, sizes = doses.supplement, doses.sizes
        (comparison, recommended, limit, status, limit_codes, columns), stricter, _, _ = self._figures.of(
            named, weight_kg
        )
        highest = supplement.high
        over = highest > limit.low and exceeds(highest, limit.low)
        if over:
            status = limit_status(supplement, limit)
        # Each of these holds codes, in the order in which `check` comes upon them.
        (of_info, of_minor, of_moderate, of_major, of_avoid), unheld = self._applying.marks(parts, over)
        of_info = self._edition_codes + of_info
        of_major = limit_codes[status] + of_major
        if unheld is not None:
            ranks = [of_info, of_minor, of_moderate, of_major, of_avoid]
            ranks[unheld] = _UNHELD + ranks[unheld]
            of_info, of_minor, of_moderate, of_major, of_avoid = ranks
        if doses.toxic:
            of_avoid = _TOXIC + of_avoid
        for large, otherwise, suspected, not_read in sizes:
            if large:
                of_info += _LARGE
            if not_read:
                of_moderate += _NOT_READ
            if otherwise is None:
                continue
            if passes(otherwise, comparison.upper_limit) != over:  # only one of the readings passes the limit
                of_major += _DEPENDS_ON_LABEL
            else:
                of_info += _DEPENDS_ON_LABEL
            if suspected:
                of_info += _SUSPECTED
        if recommended is not None:
            of_info += _SHARE
            if eaten is not None:
                together = intake_code(supplement + eaten, recommended)
                if together is not None:
                    of_info += together + BETWEEN
            elif more_than_recommended(supplement, recommended):
                of_info += _ABOVE_RECOMMENDED
        if highest > stricter and exceeds(highest, stricter):
            of_info += _OTHER_AUTHORITY

        findings = f"{of_avoid}{of_major}{of_moderate}{of_minor}{of_info}"[:-1]
        if self._may_repeat or conditions.ids or len(drugs) > 1 or len(sizes) > 1:
            findings = BETWEEN.join(dict.fromkeys(findings.split(BETWEEN)))
        severity = (
            _AVOID if of_avoid else _MAJOR if of_major else _MODERATE if of_moderate else _MINOR if of_minor else OK
        )
        return Outcome(supplement.low, highest, *columns, status, severity, findings, None)
