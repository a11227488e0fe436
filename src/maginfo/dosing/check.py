"""`check`: what the doses of a day mean for one person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.catalogue.suggestions import nearest
from maginfo.dosing.dose_findings import single_dose_findings, toxic_range
from maginfo.dosing.intakes import agreement, compare, exceeds_limit, reductions, with_invalid_limit
from maginfo.dosing.limit_findings import (
    edition_findings,
    intake_findings,
    limit_findings,
    other_limit_findings,
    stricter_limits,
)
from maginfo.dosing.packages import price_per_100_mg
from maginfo.dosing.person_findings import (
    duplicate_products,
    facts_of,
    general_cautions,
    invalid_limits_finding,
    person_findings,
    related_claims,
)
from maginfo.dosing.report import DoseLine, Report
from maginfo.dosing.spans import total
from maginfo.dosing.unresolved import unresolved_names
from maginfo.errors import UnknownNameError, UsageError
from maginfo.model.safety import overall

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Protocol, TypeVar

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.dosing.circumstances import Facts
    from maginfo.dosing.doses import ResolvedDose
    from maginfo.dosing.person import Person
    from maginfo.dosing.report import Comparison, Finding, OtherLimit
    from maginfo.dosing.request import CheckRequest
    from maginfo.dosing.spans import Span
    from maginfo.model.bibliography import Citation
    from maginfo.model.intakes import Authority
    from maginfo.model.safety import Severity

    class Cited(Protocol):
        """Anything that rests on sources."""

        @property
        def sources(self) -> tuple[Citation, ...]:
            """The citations of the record."""

    class Graded(Protocol):
        """Anything that has a severity."""

        @property
        def severity(self) -> Severity:
            """The severity of the record."""

    G = TypeVar("G", bound=Graded)


DEFAULT_AUTHORITY = "nam"
EVERY_AUTHORITY = "all"
NO_DOSE = "there is no dose to check: give one, such as --dose 400"


def check_request(catalogue: Catalogue, request: CheckRequest) -> Report:
    """Return the report on a request: the doses compared with each authority's values, the findings and their sources.

    Raises UsageError for a request without a dose, UnknownNameError for an authority that the catalogue does not have.
    """
    if not request.doses:
        raise UsageError(NO_DOSE)
    person, doses = request.person, request.doses
    supplement = total(dose.mg_per_day for dose in doses)
    whole_intake = supplement + request.diet if request.diet is not None else None
    chosen = chosen_authorities(catalogue, request.authorities)
    comparisons = [compare(authority, person, supplement) for authority in chosen]
    over_a_limit = any(exceeds_limit(supplement, comparison.upper_limit) for comparison in comparisons)
    facts = facts_of(catalogue, person, doses, over_a_limit)
    invalid_limits = invalid_limits_finding(catalogue, facts)
    if invalid_limits is not None:
        comparisons = [with_invalid_limit(comparison, invalid_limits.detail) for comparison in comparisons]

    pairs = list(zip(chosen, comparisons, strict=True))
    others = _other_limits(catalogue, comparisons, person, supplement)
    findings = worst_first(_findings(catalogue, facts, invalid_limits, supplement, whole_intake, pairs, others))
    cautions = general_cautions(catalogue, doses)
    claims = related_claims(catalogue, doses, supplement) if invalid_limits is None else ()
    lines = tuple(dose_line(dose) for dose in doses)
    cited = citations_of((*findings, *comparisons, *cautions, *claims, *lines))
    return Report(
        severity=overall(finding.severity for finding in findings),
        person=person,
        assumptions=request.assumptions,
        doses=lines,
        supplement_mg_per_day=supplement,
        diet_mg_per_day=request.diet,
        total_mg_per_day=whole_intake,
        references=tuple(comparisons),
        other_limits=others,
        agreement=agreement(comparisons) if invalid_limits is None else None,
        reductions=tuple(reductions(comparisons, doses, supplement)) if invalid_limits is None else (),
        findings=findings,
        cautions=cautions,
        claims=claims,
        bibliography=catalogue.bibliography(citation.id for citation in cited),
        disclaimer=catalogue.about.disclaimer,
        data_version=catalogue.about.version,
        unresolved=unresolved_names(catalogue, person),
    )


def _other_limits(
    catalogue: Catalogue, chosen: Sequence[Comparison], person: Person, supplement: Span
) -> tuple[OtherLimit, ...]:
    ids = {comparison.authority for comparison in chosen}
    others = (authority for authority in catalogue.limits if authority.id not in ids)
    return tuple(stricter_limits(chosen, others, person, supplement, catalogue.rules.authority_order))


def worst_first(records: Iterable[G]) -> tuple[G, ...]:
    """Return these records by severity, the highest first; those of equal severity keep their order."""
    return tuple(sorted(records, key=lambda record: -record.severity.rank))


def citations_of(records: Iterable[Cited]) -> Iterator[Citation]:
    """Yield every citation of these records, including those of their actions."""
    for record in records:
        yield from record.sources
        yield from getattr(record, "action_sources", ())


def chosen_authorities(catalogue: Catalogue, names: Iterable[str]) -> list[Authority]:
    """Return the authorities with these ids, each once; 'all' means all of them. UnknownNameError for an unknown id."""
    wanted = [name.strip().casefold() for name in names] or [DEFAULT_AUTHORITY]
    if EVERY_AUTHORITY in wanted:
        return list(catalogue.authorities)
    for name in wanted:
        if name not in catalogue.authority_ids:
            choices = (*catalogue.authority_ids, EVERY_AUTHORITY)
            raise UnknownNameError("authority", name, nearest(name, choices), "maginfo intake -a all", choices)
    return [catalogue.authority(name) for name in dict.fromkeys(wanted)]


def _findings(
    catalogue: Catalogue,
    facts: Facts,
    invalid_limits: Finding | None,
    supplement: Span,
    whole_intake: Span | None,
    chosen: Sequence[tuple[Authority, Comparison]],
    others: Iterable[OtherLimit],
) -> Iterator[Finding]:
    """Yield every finding, the most general first; findings of equal severity keep this order in the report.

    Where limits do not hold, the reason comes before the comparison with them.
    `batch.findings` makes the same decisions for tables: add a new finding in both places.
    """
    comparisons = [comparison for _, comparison in chosen]
    rules, doses = catalogue.rules, facts.doses

    yield from toxic_range(rules, supplement)
    if invalid_limits is not None:
        yield invalid_limits
    compared = [
        finding
        for authority, comparison in chosen
        for finding in limit_findings(comparison, authority, supplement, facts.person)
    ]
    if invalid_limits is None:
        yield from compared
    for authority, _ in chosen:
        yield from edition_findings(authority)
    yield from person_findings(catalogue, facts)
    yield from duplicate_products(doses, facts)
    if invalid_limits is not None:
        yield from compared
    for dose in doses:
        yield from single_dose_findings(dose, rules, comparisons, supplement)
    for authority, comparison in chosen:
        yield from intake_findings(comparison, authority, rules, supplement, whole_intake)
    yield from other_limit_findings(others, supplement)


def dose_line(resolved: ResolvedDose) -> DoseLine:
    """Return a dose as the report lists it, with its price if a package was given."""
    dose = resolved.dose
    price = currency = None
    if dose.package is not None:
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
        product=resolved.product.name if resolved.product is not None else None,
        salts=tuple(form.id for form in resolved.salts),
        sources=_label_sources(resolved),
        price_per_100_mg=price,
        currency=currency,
    )


def _label_sources(resolved: ResolvedDose) -> tuple[Citation, ...]:
    """Return where the label of a dose's product was read, with the amounts that have sources of their own."""
    entry = resolved.product.product if resolved.product is not None else None
    if entry is None:
        return ()
    return tuple(dict.fromkeys((*entry.sources, *(source for each in entry.amounts for source in each.sources))))
