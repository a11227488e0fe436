"""The findings of a row as a table writes them: figures, status, severity and the codes of the findings.

This module repeats `dosing.check` for tables: it makes the same decisions with the same functions (`dosing.intakes`,
`dosing.person_findings`), but writes no texts and computes only once what rows share. Checking a row of a large file
may take only a few times as long as copying it. A finding that is added to `dosing.check` must be added here as well;
`tests/properties/test_every_row.py` compares the two.
"""

from __future__ import annotations

from operator import add
from typing import TYPE_CHECKING, NamedTuple

from maginfo.batch.cache import Caches, GroupKeys, store
from maginfo.batch.columns import Cells, Outcome
from maginfo.batch.composed import SEPARATOR
from maginfo.batch.headings import date_headings, other_headings
from maginfo.batch.part_reader import PartReader
from maginfo.batch.parts import NoMagnesium, Rejection
from maginfo.batch.reference_values import ReferenceTable, columns_of
from maginfo.dosing import report as finding_codes
from maginfo.dosing.check import EVERY_AUTHORITY, check_request
from maginfo.dosing.circumstances import Facts
from maginfo.dosing.intakes import exceeds_limit, intake_code, limit_status, more_than_recommended
from maginfo.dosing.person import Person
from maginfo.dosing.person_findings import (
    caution_finding,
    duplicate_products,
    facts_of,
    interaction_finding,
    invalid_limits_finding,
)
from maginfo.dosing.request import make_request
from maginfo.dosing.spans import exceeds
from maginfo.dosing.unresolved import looked_up_findings, unknown_in_words, unresolved_findings, unresolved_names
from maginfo.errors import UsageError
from maginfo.model.safety import FINDING_SEVERITIES, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from maginfo.batch.parts import Parts
    from maginfo.batch.reference_values import AuthorityValues
    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.dosing.report import Finding, Report

Codes = tuple[str, ...]
"""Codes of findings by rank of severity, from info to avoid; in each text, every code is followed by a separator."""
RankedCode = tuple[int, int, str]
"""A caution's place in the data, which orders the findings, the rank of its severity, and its code."""
NO_CODES: Codes = ("",) * len(FINDING_SEVERITIES)


class GroupFindings(NamedTuple):
    """Findings of conditions and populations that all rows of a group share."""

    codes: Codes
    ranked: list[RankedCode]
    """The same findings, one by one."""
    facts: Facts
    invalid_limits_rank: int | None
    """The rank of the finding that upper limits do not hold; None if they hold."""


class NameFindings(NamedTuple):
    """Findings for names that are not in the data."""

    codes: Codes
    unknown: str | None
    """The unknown names in words; None where all are known."""


class PersonCodes:
    """Codes of the findings of conditions, populations and medicines, worked out group by group."""

    def __init__(self, catalogue: Catalogue, group_keys: GroupKeys) -> None:
        self._catalogue = catalogue
        self._group_keys = group_keys
        self._places = {caution.id: place for place, caution in enumerate(catalogue.cautions)}
        self._by_group: dict[str, GroupFindings] = {}
        self._by_condition: dict[tuple[str, str], RankedCode] = {}
        self._by_drug: dict[tuple[str, str], Codes] = {}
        self._by_names: dict[tuple[tuple[str, ...], tuple[str, ...]], NameFindings] = {}

    def of(self, parts: Parts, over: bool) -> tuple[Codes, int | None, str | None]:
        """Return the codes of a row in the order of `check`, `GroupFindings.invalid_limits_rank`, and unknown names.

        `over`: the supplement total exceeds the limit, or may exceed it.
        """
        doses, _, effective, conditions, drugs, _, egfr, _ = parts
        step = "" if egfr is None else self._group_keys.egfr_key(egfr)
        # Everything in the row on which circumstances can depend; names that yield only their own finding come later.
        key = f"{effective.group_key}|{step}|{over}|{doses.group_key}|{conditions.linked_key}"
        group = self._by_group.get(key)
        if group is None:
            group = store(self._by_group, key, self._group_findings(parts, over))
        codes, ranked, facts, invalid_limits_rank = group
        if conditions.ids:
            by_place = {each[0]: each for each in ranked}
            for caution_id in conditions.ids:
                own = self._by_condition.get((caution_id, key)) or self._condition_code(caution_id, key, facts)
                by_place[own[0]] = own
            codes = _by_rank((rank, code) for _, rank, code in sorted(by_place.values()))
        for drug in drugs:
            of_drug = self._by_drug.get((drug, key))
            if of_drug is None:
                of_drug = store(self._by_drug, (drug, key), self._drug_codes(drug, facts))
            codes = tuple(map(add, codes, of_drug))
        unknown = None
        if conditions.names or drugs:
            names = (conditions.names, drugs)
            of_names = self._by_names.get(names) or store(self._by_names, names, self._name_codes(names))
            codes, unknown = tuple(map(add, codes, of_names.codes)), of_names.unknown
        if len(doses.resolved) > 1:
            codes = tuple(map(add, codes, _codes_of(duplicate_products(doses.resolved, facts))))
        return codes, invalid_limits_rank, unknown

    def _group_findings(self, parts: Parts, over: bool) -> GroupFindings:
        """Work out the findings that follow from the facts of the group and from its linked conditions."""
        conditions = tuple(parts.conditions.linked_key.split())
        person = parts.effective.person.replaced(egfr=parts.egfr, conditions=conditions)
        facts = facts_of(self._catalogue, person, parts.doses.resolved, over)
        ranked = []
        for place, caution in enumerate(self._catalogue.cautions):
            finding = caution_finding(caution, facts)
            if finding is not None:
                ranked.append((place, finding.severity.rank, finding.code))
        invalid_limits = invalid_limits_finding(self._catalogue, facts)
        invalid_limits_rank = invalid_limits.severity.rank if invalid_limits is not None else None
        return GroupFindings(_by_rank((rank, code) for _, rank, code in ranked), ranked, facts, invalid_limits_rank)

    def _condition_code(self, caution_id: str, key: str, facts: Facts) -> RankedCode:
        """Work out the finding of a condition that the row names."""
        facts = Facts(facts.person, facts.doses, facts.limit_passed, facts.conditions | {caution_id})
        finding = caution_finding(self._catalogue.caution(caution_id), facts)
        if finding is None:
            raise ValueError(f"caution '{caution_id}' is named in the row and yields no finding")
        ranked = (self._places[caution_id], finding.severity.rank, finding.code)
        return store(self._by_condition, (caution_id, key), ranked)

    def _drug_codes(self, drug: str, facts: Facts) -> Codes:
        parts = self._catalogue.resolve_medicine(drug)
        matches = {match: part.text for part in parts for match in part.matches}
        rules = self._catalogue.rules
        return _codes_of(interaction_finding(text, match, facts, rules) for match, text in matches.items())

    def _name_codes(self, names: tuple[tuple[str, ...], tuple[str, ...]]) -> NameFindings:
        """Work out the findings of conditions and medicines in the row that have no recorded caution or class."""
        conditions, drugs = names
        unresolved = unresolved_names(self._catalogue, Person(conditions=conditions, drugs=drugs))
        findings = (
            *looked_up_findings(self._catalogue, conditions),
            *unresolved_findings(self._catalogue, unresolved),
        )
        return NameFindings(_codes_of(findings), unknown_in_words(unresolved))


def _codes_of(findings: Iterable[Finding]) -> Codes:
    return _by_rank((finding.severity.rank, finding.code) for finding in findings)


def _by_rank(found: Iterable[tuple[int, str]]) -> Codes:
    codes = list(NO_CODES)
    for rank, code in found:
        codes[rank] += f"{code}{SEPARATOR}"
    return tuple(codes)


_TOXIC = finding_codes.TOXIC_RANGE + SEPARATOR
_LARGE = finding_codes.LARGE_SINGLE_DOSE + SEPARATOR
_DEPENDS_ON_LABEL = finding_codes.DEPENDS_ON_LABEL + SEPARATOR
_DIRECTIONS_NOT_READ = finding_codes.DIRECTIONS_NOT_READ + SEPARATOR
_COMPOUND_SUSPECTED = finding_codes.COMPOUND_SUSPECTED + SEPARATOR
_SHARE = finding_codes.SHARE_OF_RECOMMENDED + SEPARATOR
_ABOVE_RECOMMENDED = finding_codes.ABOVE_RECOMMENDED + SEPARATOR
_LIMIT_NOT_HOLDING = finding_codes.LIMIT_DOES_NOT_HOLD + SEPARATOR
_OTHER_AUTHORITY = finding_codes.ABOVE_OTHER_AUTHORITY + SEPARATOR
_EDITION_REPLACED = finding_codes.EDITION_REPLACED + SEPARATOR
_OK = Severity.OK.value
_, _MINOR, _MODERATE, _MAJOR, _AVOID = (severity.value for severity in FINDING_SEVERITIES)


def unchecked(rejection: Rejection) -> Outcome:
    """Return the columns of a row without figures; a row that names no magnesium has no error."""
    return Outcome.rejected(None if isinstance(rejection, NoMagnesium) else rejection, rejection.code)


def outcome_of(report: Report) -> Outcome:
    """Return the columns of a row from its whole report by one authority."""
    (comparison,) = report.references
    supplement = report.supplement_mg_per_day
    return Outcome(
        supplement.low,
        supplement.high,
        *columns_of(comparison),
        comparison.upper_limit.status,
        report.severity.value,
        SEPARATOR.join(dict.fromkeys(finding.code for finding in report.findings)),
        unknown_in_words(report.unresolved),
    )


class Assessor:
    """Checks rows by one authority; its caches do not grow with the number of rows."""

    def __init__(self, catalogue: Catalogue, authority: str) -> None:
        """Set up the caches; raises UnknownNameError for an authority that the catalogue does not have."""
        if authority.strip().casefold() == EVERY_AUTHORITY:
            raise UsageError("a table holds the figures of one authority: write its id, such as nam or efsa")
        self._catalogue = catalogue
        self._authority = catalogue.authority(authority)
        self._edition_code = _EDITION_REPLACED if self._authority.replaced_by is not None else ""
        group_keys = GroupKeys(catalogue)
        self.caches = Caches()
        """Caches to clear between chunks of rows (`Caches.clear_if_full`)."""
        self.other_headings = other_headings(catalogue)
        """Other names of columns, and what they are read as."""
        self.date_headings = date_headings(catalogue)
        self._parts = PartReader(catalogue, group_keys, self.caches)
        self._person_codes = PersonCodes(catalogue, group_keys)
        self._references = ReferenceTable(catalogue, self._authority)
        of_cautions = [caution.finding for caution in catalogue.cautions if caution.finding is not None]
        self._codes_may_repeat = len(of_cautions) > len(set(of_cautions)) or not finding_codes.DOSE_CODES.isdisjoint(
            of_cautions
        )
        """Whether cautions share a code with one another or with a finding of the dose."""

    def report(self, cells: Cells) -> Report | Rejection:
        """Return the whole report for the cells of a row."""
        parts = self._parts.read(cells)
        return parts if isinstance(parts, Rejection) else self.report_of(parts)

    def parts_of_group(self, rows: Sequence[Cells]) -> tuple[Parts | Rejection, dict[int, Rejection]]:
        """Return what rows of one person and day say together, and the rows that are not counted, by their place."""
        return self._parts.read_group(rows)

    def report_of(self, parts: Parts) -> Report:
        """Return the whole report for what a row or a group says."""
        request = make_request(
            self._catalogue,
            parts.doses.given,
            parts.person,
            [self._authority.id],
            diet_mg=parts.diet.mg,
            assumptions=(*parts.doses.assumptions, *parts.diet.assumptions),
        )
        return check_request(self._catalogue, request)

    def outcome(self, cells: Cells) -> Outcome:
        """Return the columns for the cells of a row."""
        parts = self._parts.read(cells)
        return unchecked(parts) if isinstance(parts, Rejection) else self.outcome_of_parts(parts)

    def outcome_of_parts(self, parts: Parts) -> Outcome:
        """Return the columns for what a row or a group says."""
        doses = parts.doses
        supplement, highest = doses.supplement, doses.supplement.high
        chosen, stricter_limit, _, _ = self._references.values(parts.effective, parts.weight_kg)
        limit, status = chosen.limit, chosen.status_within_limit
        over = highest > limit.low and exceeds(highest, limit.low)
        if over:
            status = limit_status(supplement, limit)
        # Each text holds codes in the order of `check`.
        (info, minor, moderate, major, avoid), invalid_limits_rank, unknown = self._person_codes.of(parts, over)
        info = self._edition_code + info
        compared = chosen.limit_codes[status]
        major = compared + major if invalid_limits_rank is None else major + compared
        if invalid_limits_rank is not None:
            ranks = [info, minor, moderate, major, avoid]
            ranks[invalid_limits_rank] = _LIMIT_NOT_HOLDING + ranks[invalid_limits_rank]
            info, minor, moderate, major, avoid = ranks
        if doses.toxic:
            avoid = _TOXIC + avoid
        of_info, of_moderate, of_major = _dose_codes(parts, chosen, over)
        info += of_info + _intake_codes(parts, chosen)
        moderate += of_moderate
        major += of_major
        if highest > stricter_limit and exceeds(highest, stricter_limit):
            info += _OTHER_AUTHORITY

        findings = f"{avoid}{major}{moderate}{minor}{info}"[:-1]
        if self._codes_may_repeat or parts.conditions.ids or len(parts.drugs) > 1 or len(doses.sizes) > 1:
            findings = SEPARATOR.join(dict.fromkeys(findings.split(SEPARATOR)))
        severity = _AVOID if avoid else _MAJOR if major else _MODERATE if moderate else _MINOR if minor else _OK
        return Outcome(supplement.low, highest, *chosen.columns, status, severity, findings, unknown)


def _dose_codes(parts: Parts, chosen: AuthorityValues, over: bool) -> tuple[str, str, str]:
    """Return the codes of each dose's size and reading: of severity info, moderate and major."""
    info = moderate = major = ""
    for is_large, other_total, looks_like_compound, directions_not_read, salt_unknown in parts.doses.sizes:
        if is_large:
            info += _LARGE
        if directions_not_read:
            moderate += _DIRECTIONS_NOT_READ
        if salt_unknown:
            info += _DEPENDS_ON_LABEL
        if other_total is None:
            continue
        if (
            exceeds_limit(other_total, chosen.comparison.upper_limit) != over
        ):  # only one of the readings exceeds the limit
            major += _DEPENDS_ON_LABEL
        else:
            info += _DEPENDS_ON_LABEL
        if looks_like_compound:
            info += _COMPOUND_SUSPECTED
    return info, moderate, major


def _intake_codes(parts: Parts, chosen: AuthorityValues) -> str:
    """Return the codes, all of severity info, of a comparison with the recommended intake."""
    if chosen.recommended is None:
        return ""
    supplement, diet_mg = parts.doses.supplement, parts.diet.mg
    if diet_mg is not None:
        code = intake_code(supplement + diet_mg, chosen.recommended)
        return _SHARE if code is None else f"{_SHARE}{code}{SEPARATOR}"
    return _SHARE + _ABOVE_RECOMMENDED if more_than_recommended(supplement, chosen.recommended) else _SHARE
