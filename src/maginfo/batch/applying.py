"""Which conditions, populations and medicines apply to a row, each worked out once for all rows that are alike to it.

The findings are those of `dosing.person_findings`, one caution and one medicine at a time: a condition that nothing
else asks for (`Likeness.interplaying`) and a medicine each add their own and change no other.
"""

from __future__ import annotations

from operator import add
from typing import TYPE_CHECKING, NamedTuple

from maginfo.batch.columns import BETWEEN
from maginfo.batch.memory import keep
from maginfo.catalogue.records.severities import Severity
from maginfo.dosing.circumstances import Facts
from maginfo.dosing.person_findings import (
    caution_finding,
    duplicate_products,
    facts_of,
    interaction_finding,
    limits_not_holding,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maginfo.batch.likeness import Likeness
    from maginfo.batch.parts import Parts
    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.dosing.report import Finding

Marks = tuple[str, ...]
"""Findings without their words: for each rank of severity, from info to avoid, the codes with a `;` behind each."""
Placed = tuple[int, int, str]
"""A caution's place in the data, which is the order in which they are told, the rank of its finding, and its code."""
NONE: Marks = ("",) * len(Severity)


class Following(NamedTuple):
    """What follows from the facts of a row, for all rows that are alike to it."""

    marks: Marks
    placed: list[Placed]
    facts: Facts
    unheld: int | None
    """The rank of the finding that upper limits do not hold; None where they do."""


class Applying:
    """What applies to rows."""

    def __init__(self, catalogue: Catalogue, likeness: Likeness) -> None:
        self._catalogue = catalogue
        self._likeness = likeness
        self._places = {caution.id: place for place, caution in enumerate(catalogue.cautions)}
        self._unnamed: dict[str, Following] = {}
        self._named: dict[tuple[str, str], Placed] = {}
        self._of_drugs: dict[tuple[str, str], Marks] = {}

    def marks(self, parts: Parts, over: bool) -> tuple[Marks, int | None]:
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

    def _placed(self, caution_id: str, alike: str, facts: Facts) -> Placed:
        """Of a caution that is named."""
        facts = Facts(facts.person, facts.doses, facts.limit_passed, facts.conditions | {caution_id})
        finding = caution_finding(self._catalogue.caution(caution_id), facts)
        if finding is None:
            raise ValueError(f"'{caution_id}' is named, and nothing is said of it")
        placed = (self._places[caution_id], finding.severity.rank, finding.code)
        return keep(self._named, (caution_id, alike), placed)

    def _interactions(self, drug: str, facts: Facts) -> Marks:
        matches = dict.fromkeys(self._catalogue.find_medicine(drug))
        return _marks_of(interaction_finding(drug, match, facts, self._catalogue.rules) for match in matches)


def _marks_of(findings: Iterable[Finding]) -> Marks:
    return _by_rank((finding.severity.rank, finding.code) for finding in findings)


def _by_rank(found: Iterable[tuple[int, str]]) -> Marks:
    marks = list(NONE)
    for rank, code in found:
        marks[rank] += f"{code}{BETWEEN}"
    return tuple(marks)
