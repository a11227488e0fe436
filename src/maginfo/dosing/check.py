"""`check`: what the doses of a day mean for one person."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from maginfo.dosing.diet import USUAL, usual_diet
from maginfo.dosing.dose_findings import (
    edition_findings,
    intake_findings,
    limit_findings,
    single_dose_findings,
    stricter_authorities,
    toxic_range,
)
from maginfo.dosing.doses import ResolvedDose, resolve
from maginfo.dosing.intakes import agreement, compare, not_holding, passes, reductions
from maginfo.dosing.person import Person
from maginfo.dosing.person_findings import (
    apply_population_conditions,
    condition_findings,
    duplicate_products,
    facts_of,
    general_cautions,
    interaction_findings,
    limits_not_holding,
    related_claims,
)
from maginfo.dosing.report import DoseLine, Finding, Report
from maginfo.dosing.spans import Span, total
from maginfo.dosing.wording import product
from maginfo.errors import UnreadableValueError, UsageError
from maginfo.model.safety import overall

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Protocol

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.dosing.amounts import Dose
    from maginfo.dosing.circumstances import Facts
    from maginfo.dosing.diet import Usual
    from maginfo.dosing.report import Comparison
    from maginfo.model.bibliography import Citation
    from maginfo.model.intakes import Authority

    class Cited(Protocol):
        """Anything that rests on sources."""

        @property
        def sources(self) -> tuple[Citation, ...]:
            """What it cites."""


DEFAULT_AUTHORITY = "nam"
EVERY_AUTHORITY = "all"


def check(
    catalogue: Catalogue,
    doses: Sequence[Dose],
    person: Person | None = None,
    authorities: Iterable[str] = (DEFAULT_AUTHORITY,),
    *,
    diet_mg: Span | float | Usual | None = None,
    assumptions: Iterable[str] = (),
) -> Report:
    """Compare the doses of a day with each authority's values for this person, and gather what applies to them.

    `diet_mg` is magnesium from food and water, mg a day, or 'usual' for the survey mean of that sex and age; without it
    no intake is called too low. `assumptions` are the caller's own, listed with those made here. Raises UsageError
    without a dose, UnknownNameError for a form, medicine, condition or authority that the catalogue does not have,
    UnreadableValueError for the mass of a compound whose magnesium content is not known.
    """
    if not doses:
        raise UsageError("there is no dose to check: give one, such as --dose 400")
    person, taken = apply_population_conditions(catalogue, person if person is not None else Person())
    resolved = [resolve(catalogue, dose) for dose in doses]
    supplement = total(dose.mg_per_day for dose in resolved)
    if diet_mg == USUAL:
        diet_mg, surveys = usual_diet(catalogue.rules, person)
        assumptions = (*surveys, *assumptions)
    diet = Span.exactly(float(diet_mg)) if isinstance(diet_mg, (int, float)) else diet_mg
    if diet is not None and not 0 <= diet.low <= diet.high < math.inf:
        raise UnreadableValueError(f"diet {diet.low:g}: must be mg a day, zero or more")
    combined = supplement + diet if diet is not None else None
    chosen = chosen_authorities(catalogue, authorities)
    comparisons = [compare(authority, person, supplement) for authority in chosen]
    passed = any(passes(supplement, comparison.upper_limit) for comparison in comparisons)
    facts = facts_of(catalogue, person, resolved, passed)
    unheld = limits_not_holding(catalogue, facts)
    if unheld is not None:
        comparisons = [not_holding(comparison, unheld.detail) for comparison in comparisons]

    findings = list(
        _findings(catalogue, facts, unheld, supplement, combined, list(zip(chosen, comparisons, strict=True)))
    )
    findings.sort(key=lambda finding: -finding.severity.rank)
    cautions = general_cautions(catalogue, resolved)
    claims = related_claims(catalogue, resolved, supplement) if unheld is None else ()
    told: tuple[Cited, ...] = (*findings, *comparisons, *cautions, *claims)
    return Report(
        severity=overall(finding.severity for finding in findings),
        person=person,
        assumptions=(*taken, *_assumptions(person, resolved), *assumptions),
        doses=tuple(dose_line(dose) for dose in resolved),
        supplement_mg_per_day=supplement,
        diet_mg_per_day=diet,
        total_mg_per_day=combined,
        references=tuple(comparisons),
        agreement=agreement(comparisons) if unheld is None else None,
        reductions=tuple(reductions(comparisons, resolved, supplement)) if unheld is None else (),
        findings=tuple(findings),
        cautions=cautions,
        claims=claims,
        bibliography=catalogue.bibliography(citation.id for citation in cited_by(told)),
        disclaimer=catalogue.about.disclaimer,
        data_version=catalogue.about.version,
    )


def cited_by(records: Iterable[Cited]) -> Iterator[Citation]:
    """All that these records cite, for what they say and for the actions that rest on other sources."""
    for record in records:
        yield from record.sources
        yield from getattr(record, "action_sources", ())


def chosen_authorities(catalogue: Catalogue, names: Iterable[str]) -> list[Authority]:
    """The authorities of these ids, each once; 'all' stands for every one. UnknownNameError for any other."""
    wanted = [name.strip().casefold() for name in names] or [DEFAULT_AUTHORITY]
    if EVERY_AUTHORITY in wanted:
        return list(catalogue.authorities)
    return [catalogue.authority(name) for name in dict.fromkeys(wanted)]


def _findings(
    catalogue: Catalogue,
    facts: Facts,
    unheld: Finding | None,
    supplement: Span,
    combined: Span | None,
    chosen: Sequence[tuple[Authority, Comparison]],
) -> Iterable[Finding]:
    comparisons = [comparison for _, comparison in chosen]
    rules, person, doses = catalogue.rules, facts.person, facts.doses

    yield from toxic_range(rules, supplement)
    if unheld is not None:
        yield unheld
    for authority, comparison in chosen:
        yield from limit_findings(comparison, authority, supplement, person)
        yield from edition_findings(authority)
    yield from condition_findings(catalogue, facts)
    yield from interaction_findings(catalogue, facts)
    yield from duplicate_products(doses, facts)
    for dose in doses:
        yield from single_dose_findings(dose, rules, comparisons, supplement)
    for authority, comparison in chosen:
        yield from intake_findings(comparison, authority, rules, supplement, combined)
    asked_for = {authority.id for authority, _ in chosen}
    others = [authority for authority in catalogue.limits if authority.id not in asked_for]
    yield from stricter_authorities(
        comparisons, [(authority, compare(authority, person, supplement)) for authority in others], supplement
    )


def _assumptions(person: Person, doses: Sequence[ResolvedDose]) -> Iterable[str]:
    if person.age is None:
        yield "age not given: adult (19 years and over)"
    if person.sex is None:
        yield "sex not given: both"
    for dose in doses:
        of_a_label = dose.dose.elemental_mg is not None
        if dose.dose.basis == "elemental" and not dose.dose.basis_stated and not dose.topical and not of_a_label:
            yield f"dose {product(dose.dose)} read as elemental magnesium"


def dose_line(resolved: ResolvedDose) -> DoseLine:
    """The dose as it was understood."""
    dose = resolved.dose
    price = currency = None
    if dose.package is not None:
        from maginfo.dosing.amounts import price_per_100_mg

        price, currency = price_per_100_mg(dose.package, resolved.single_mg), dose.package.currency
    return DoseLine(
        text=dose.text,
        amount=dose.amount,
        unit=dose.unit,
        times_per_day=dose.times_per_day,
        form=resolved.form.id if resolved.form is not None else None,
        compound=resolved.compound.name if resolved.compound is not None else None,
        basis=dose.basis,
        elemental_mg_per_day=resolved.mg_per_day,
        name=dose.name,
        price_per_100_mg=price,
        currency=currency,
    )
