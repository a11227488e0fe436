"""Findings that come from the person: conditions, populations and medicines. All of them are read from the data."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from maginfo.catalogue.catalogue import MedicineMatch
from maginfo.catalogue.records.ages import read_age_band
from maginfo.catalogue.records.severities import Severity
from maginfo.dosing.circumstances import Facts, applies, concerns_forms, escalated, hold, narrowed
from maginfo.dosing.people import Age
from maginfo.dosing.report import Finding, ToldCaution, ToldClaim
from maginfo.dosing.spans import exceeds
from maginfo.dosing.wording import product, separation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.catalogue.records.cautions import Caution
    from maginfo.catalogue.records.interactions import InteractionClass
    from maginfo.dosing.doses import ResolvedDose
    from maginfo.dosing.people import Person
    from maginfo.dosing.spans import Span

NOTHING_RECORDED = "none-recorded"
"""The interaction class of medicines that were looked up without result."""


def person_as_named(catalogue: Catalogue, person: Person) -> tuple[Person, list[str]]:
    """The person with what a named population says of them, and that it was taken so.

    'pregnancy' among the conditions is a pregnant person, 'toddler' one of 1 to 17 years where no age is given: her
    limits are compared with the dose, not an adult's. Of several populations any age counts, from the lowest to the
    highest. What was stated outright stands.
    """
    said = []
    ages: dict[str, str] = {}
    for name in person.conditions:
        caution = catalogue.find_caution(name)
        when = caution.applies_when
        if when is None or caution.kind != "population":
            continue
        if when.state is not None and when.state not in person.states and person.sex != "male":
            person = person.with_facts(**{when.state: True})
            said.append(f"{when.state}: taken from the condition '{name.strip()}'")
        if when.ages is not None and person.age is None:
            ages[when.ages] = name.strip()
    if ages:
        bands = sorted((read_age_band(text), text) for text in ages)
        person = person.with_facts(
            age=Age.of_bands(" and ".join(text for _, text in bands), [band for band, _ in bands])
        )
        said += [f"age {text}: taken from the condition '{ages[text]}'" for _, text in bands]
    return person, said


def conditions_of(catalogue: Catalogue, facts: Facts) -> frozenset[str]:
    """Ids of the cautions that the person named (UnknownNameError for a name not known) or their facts switch on."""
    named = {catalogue.find_caution(name).id for name in facts.person.conditions}
    follow = {
        caution.id
        for caution in catalogue.cautions
        if caution.applies_when is not None
        and hold(caution.applies_when, facts)
        and concerns_forms(caution.forms, facts.doses)
    }
    return frozenset(named | follow)


def condition_findings(catalogue: Catalogue, facts: Facts) -> Iterator[Finding]:
    """One finding for each caution that applies."""
    for caution in catalogue.cautions:
        finding = caution_finding(caution, facts)
        if finding is not None:
            yield finding


def caution_finding(caution: Caution, facts: Facts) -> Finding | None:
    """What one caution says of this person; None where it does not concern them."""
    if applies(caution, facts):
        return condition_finding(caution, facts)
    if caution.id not in facts.conditions:
        return None
    forms = ", ".join(caution.forms)
    detail = f"Named, and recorded only for {forms}, which is not among the doses. {caution.summary}"
    code = caution.finding or f"condition:{caution.id}"
    return Finding(code, Severity.INFO, caution.title, detail, caution.action, sources=caution.sources)


def condition_finding(caution: Caution, facts: Facts) -> Finding:
    """What a caution says of this person, at the severity their facts call for."""
    severity, because = escalated(Severity(caution.severity), caution.escalate, facts)
    sentences = [caution.summary]
    if because is not None:
        sentences.append(f"Raised to {severity.value}: {because}.")
    if caution.conflict is not None:
        sentences.append(caution.conflict)
    return Finding(
        caution.finding or f"condition:{caution.id}",
        severity,
        caution.title,
        " ".join(sentences),
        caution.action,
        sources=caution.sources,
    )


def interaction_findings(catalogue: Catalogue, facts: Facts) -> Iterator[Finding]:
    """One finding for each class that each medicine belongs to; a medicine with nothing recorded says just that."""
    told: list[MedicineMatch] = []
    for name in facts.person.drugs:
        for match in catalogue.find_medicine(name):
            if match not in told:
                told.append(match)
                yield interaction_finding(name, match, facts)


def name_as_asked(name: str, match: MedicineMatch) -> str:
    """The medicine's or class's own name, with the name it was asked for by where that is another."""
    group, member = match
    drug = member.name if member is not None else group.name
    return drug if drug.casefold() == name.strip().casefold() else f"{drug} ({name.strip()})"


def interaction_finding(name: str, match: MedicineMatch, facts: Facts) -> Finding:
    """What magnesium and one medicine do to each other, for the forms that are taken."""
    group, member = match
    drug = member.name if member is not None else group.name
    shown = name_as_asked(name, match)
    sources = tuple(dict.fromkeys((*(member.sources if member is not None else ()), *group.sources)))
    if group.id == NOTHING_RECORDED:
        return Finding(
            f"interaction:{group.id}",
            Severity.INFO,
            f"{shown}: none recorded",
            f"No interaction with magnesium is recorded for {drug}; that is not the same as none exists.",
            sources=sources,
        )
    severity, sentences = _interaction_severity(match, facts)
    apart = separation(*separation_of(match))
    if member is not None and member.note is not None:
        sentences.append(member.note)
    return Finding(
        f"interaction:{group.id}",
        severity,
        f"{shown}: {apart}" if apart is not None else f"{shown}: {group.name}",
        " ".join(sentences),
        group.action,
        sources=sources,
    )


def _interaction_severity(match: MedicineMatch, facts: Facts) -> tuple[Severity, list[str]]:
    group, member = match
    if narrowed(group, facts.doses):
        forms = ", ".join(dict.fromkeys(dose.form.name for dose in facts.doses if dose.form is not None))
        doubt = f"Recorded for {', '.join(group.forms)} forms, not for {forms}; a product buffered with oxide is one."
        return min(Severity.MINOR, severity_of(match)), [doubt, group.summary]
    steps = (*group.escalate, *(member.escalate if member is not None else ()))
    severity, because = escalated(severity_of(match), steps, facts)
    sentences = [group.summary]
    if because is not None:
        sentences.append(f"Raised to {severity.value}: {because}.")
    if group.conflict is not None:
        sentences.append(group.conflict)
    return severity, sentences


class Separation(NamedTuple):
    """How far apart a medicine and magnesium are kept, in hours, seen from the medicine."""

    before_h: float | None
    after_h: float | None
    never_together: bool


def separation_of(match: MedicineMatch) -> Separation:
    """The hours to keep: the member's own where it has them, otherwise the class's."""
    group, member = match
    if member is None:
        return _strictest_of(group)
    never = group.never_together if member.never_together is None else member.never_together
    if never:
        return Separation(None, None, True)
    before, after = member.take_drug_before_h, member.take_drug_after_h
    return Separation(
        group.take_drug_before_h if before is None else before,
        group.take_drug_after_h if after is None else after,
        False,
    )


def _strictest_of(group: InteractionClass) -> Separation:
    """Where a class is named and not one of its medicines, it could be any of them: the strictest holds."""
    each = [separation_of(MedicineMatch(group, member)) for member in group.members]
    if group.never_together or any(hours.never_together for hours in each):
        return Separation(None, None, True)
    before = [group.take_drug_before_h, *(hours.before_h for hours in each)]
    after = [group.take_drug_after_h, *(hours.after_h for hours in each)]
    return Separation(
        max((value for value in before if value is not None), default=None),
        max((value for value in after if value is not None), default=None),
        False,
    )


def severity_of(match: MedicineMatch) -> Severity:
    """As recorded, before the person's facts; of a class as a whole, that of its gravest medicine."""
    group, member = match
    if member is not None:
        return Severity(member.severity or group.severity)
    return max([Severity(group.severity), *(Severity(each.severity or group.severity) for each in group.members)])


def duplicate_products(doses: Sequence[ResolvedDose], facts: Facts) -> Iterator[Finding]:
    """Antacids and laxatives among several magnesium products: they count like any other."""
    if len(doses) < 2:
        return
    for resolved in doses:
        if resolved.form is None or resolved.topical or not resolved.form.medicine_uses:
            continue
        uses = " or ".join(resolved.form.medicine_uses)
        yield Finding(
            "duplicate-laxative-antacid",
            Severity.MAJOR if facts.limit_passed else Severity.MINOR,
            f"{resolved.form.name} is also sold as {uses}",
            f"{product(resolved.dose)} is one of {len(doses)} magnesium products; antacids and laxatives count too.",
            sources=resolved.form.compounds[0].sources if resolved.form.compounds else (),
        )


def told_claims(catalogue: Catalogue, doses: Sequence[ResolvedDose], supplement: Span) -> tuple[ToldClaim, ...]:
    """What popular articles say of an amount like this, of a form that is taken or of one not named."""
    forms = {dose.form.id for dose in doses if dose.form is not None}
    return tuple(
        ToldClaim(claim.id, claim.claim, claim.verdict, claim.finding, claim.sources)
        for claim in catalogue.dose_claims
        if claim.daily_low_mg is not None
        and claim.daily_high_mg is not None
        and not exceeds(claim.daily_low_mg, supplement.high)
        and not exceeds(supplement.low, claim.daily_high_mg)
        and (not forms or forms.intersection(claim.topics))
    )


def told_cautions(catalogue: Catalogue, doses: Sequence[ResolvedDose]) -> tuple[ToldCaution, ...]:
    """What everybody is told, kidney disease first, then what concerns only the forms that are taken."""
    always = sorted(
        (caution for caution in catalogue.cautions if caution.always_tell is not None),
        key=lambda caution: caution.always_tell or 0,
    )
    taken = {dose.form.id for dose in doses if dose.form is not None}
    of_forms = (caution for caution in catalogue.cautions if taken.intersection(caution.forms))
    cautions = dict.fromkeys((*always, *of_forms))
    return tuple(
        ToldCaution(caution.id, Severity(caution.severity), caution.title, caution.action, caution.sources)
        for caution in cautions
    )
