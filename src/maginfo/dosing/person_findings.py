"""Findings on the person: conditions, populations and medicines, all of them read from the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.catalogue.names import name_key
from maginfo.dosing.circumstances import Facts, applies, circumstances_hold, concerns_forms, escalated, spares_all_forms
from maginfo.dosing.medicine_wording import NONE_FOUND, general_action, name_as_asked, none_recorded
from maginfo.dosing.report import (
    DUPLICATE_PRODUCT,
    LIMIT_DOES_NOT_HOLD,
    CautionNotice,
    Finding,
    RelatedClaim,
)
from maginfo.dosing.spans import exceeds
from maginfo.dosing.unresolved import looked_up_findings, unresolved_findings, unresolved_names
from maginfo.dosing.wording import product, separation, with_class
from maginfo.model.safety import ACID_NEUTRALISING, EVERY_FORM, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.catalogue.matches import MedicineMatch
    from maginfo.dosing.doses import ResolvedDose
    from maginfo.dosing.person import Person
    from maginfo.dosing.spans import Span
    from maginfo.model.bibliography import Citation
    from maginfo.model.rules import DosingRules
    from maginfo.model.safety import Caution


def facts_of(catalogue: Catalogue, person: Person, doses: Sequence[ResolvedDose], limit_passed: bool) -> Facts:
    """Return the facts of a person and the doses, with the conditions that follow from them."""
    given = Facts(person, doses, limit_passed)
    return Facts(person, doses, limit_passed, conditions_of(catalogue, given))


def conditions_of(catalogue: Catalogue, facts: Facts) -> frozenset[str]:
    """Return the ids of the cautions that the person named or their facts trigger."""
    cautions = (catalogue.resolve_condition(name).caution for name in facts.person.conditions)
    named = {caution.id for caution in cautions if caution is not None}
    follow = {
        caution.id
        for caution in catalogue.cautions
        if caution.applies_when is not None
        and circumstances_hold(caution.applies_when, facts)
        and concerns_forms(caution.forms, facts.doses)
    }
    return frozenset(named | follow)


def person_findings(catalogue: Catalogue, facts: Facts) -> Iterator[Finding]:
    """Yield every finding on the conditions and medicines, those without a record last."""
    person = facts.person
    yield from condition_findings(catalogue, facts)
    yield from interaction_findings(catalogue, facts)
    yield from looked_up_findings(catalogue, person.conditions)
    yield from unresolved_findings(catalogue, unresolved_names(catalogue, person))


def condition_findings(catalogue: Catalogue, facts: Facts) -> Iterator[Finding]:
    """Yield one finding for each caution that applies."""
    for caution in catalogue.cautions:
        finding = caution_finding(caution, facts)
        if finding is not None:
            yield finding


def caution_finding(caution: Caution, facts: Facts) -> Finding | None:
    """Return the finding of one caution for this person; None where the caution does not apply."""
    if applies(caution, facts):
        return condition_finding(caution, facts)
    if caution.id not in facts.conditions:
        return None
    forms = ", ".join(caution.forms)
    detail = f"Named, and recorded only for {forms}, which is not among the doses. {caution.summary}"
    return Finding(caution.code, Severity.INFO, caution.title, detail, caution.action, sources=caution.sources)


def condition_finding(caution: Caution, facts: Facts) -> Finding:
    """Return the finding of a caution that applies, at the severity that fits the person's facts."""
    severity, because = escalated(Severity(caution.severity), caution.escalate, facts)
    sentences = [caution.summary]
    if because is not None:
        sentences.append(f"Raised to {severity}: {because}.")
    if caution.conflict is not None:
        sentences.append(caution.conflict)
    return Finding(
        caution.code,
        severity,
        _title(caution, facts.person),
        " ".join(sentences),
        caution.action,
        sources=caution.sources,
        short_action=caution.short_action,
    )


def _title(caution: Caution, person: Person) -> str:
    """Return the caution's title.

    Where the person named the caution and the eGFR is outside its bounds, add the eGFR.
    """
    when = caution.applies_when
    if when is None or person.egfr is None or when.includes_egfr(person.egfr) is not False:
        return caution.title
    return f"{caution.title}: named, beside an eGFR of {person.egfr:g}"


def invalid_limits_finding(catalogue: Catalogue, facts: Facts) -> Finding | None:
    """Return the finding that upper limits are not valid for this person; None if no caution says so.

    Its severity is the highest of these cautions, and its `detail` becomes the `why_not` of a comparison. The words for
    whom limits are set stand only where one of the cautions is among those that they are about.
    """
    found = [
        (caution, condition_finding(caution, facts).severity)
        for caution in catalogue.cautions
        if not caution.limits_hold and applies(caution, facts)
    ]
    if not found:
        return None
    titles = "; ".join(_title(caution, facts.person) for caution, _ in found)
    rule = catalogue.rules.limits_hold_for
    about = frozenset(rule.conditions) if rule is not None else frozenset()
    others = [caution for caution, _ in found if caution.id not in about]
    title, detail, sources = "The limits do not hold for this person", f"{titles}.", _cited(others)
    if rule is not None and len(others) < len(found):
        title, detail, sources = rule.title, f"{rule.summary} Here: {titles}.", (*rule.sources, *sources)
    severity = max(severity for _, severity in found)
    return Finding(LIMIT_DOES_NOT_HOLD, severity, title, detail, sources=tuple(dict.fromkeys(sources)))


def _cited(cautions: Iterable[Caution]) -> tuple[Citation, ...]:
    return tuple(citation for caution in cautions for citation in caution.sources)


def interaction_findings(catalogue: Catalogue, facts: Facts) -> Iterator[Finding]:
    """Yield one finding for each class of each medicine, even for a medicine without a recorded interaction.

    Two names of one medicine share a finding, which has both: 'dolutegravir (Tivicay, Triumeq)'.
    """
    found: list[tuple[MedicineMatch, dict[str, None]]] = []
    for name in facts.person.drugs:
        for part in catalogue.resolve_medicine(name):
            for match in part.matches:
                names = next((each for known, each in found if known == match), None)
                if names is None:
                    found.append((match, names := {}))
                names[part.text] = None
    for match, names in found:
        others = [name for name in names if name_key(name) != name_key(match.name)]
        yield interaction_finding(", ".join(others) or next(iter(names)), match, facts, catalogue.rules)


def interaction_finding(name: str, match: MedicineMatch, facts: Facts, rules: DosingRules) -> Finding:
    """Return the finding on one medicine, for the forms that are taken."""
    group, member = match
    shown = name_as_asked(name, match)
    code = f"interaction:{group.id}"
    if not match.group.is_recorded:
        action, holding = general_action(match, rules)
        title = f"{shown}: {NONE_FOUND}"
        return Finding(
            code, Severity.INFO, title, none_recorded(match), action, sources=match.sources, action_sources=holding
        )
    severity, sentences, further = _interaction_severity(match, facts, rules)
    apart = separation(*match.hours) if not spares_all_forms(group, facts.doses) else None
    if (market := match.market_of(name)) is not None:
        sentences.append(f"{market.brand} is {match.name} in {market.market} and another medicine elsewhere.")
        further = (*further, *market.sources)
    if member is not None and member.note is not None:
        sentences.append(member.note)
    in_class = with_class(shown, match.name, group.name, ": ")
    return Finding(
        code,
        severity,
        f"{shown}: {apart}{_of_some_forms(match, facts)}"
        if apart is not None
        else in_class
        if in_class != shown
        else f"{shown}: interaction recorded",
        " ".join(sentences),
        match.action,
        sources=tuple(dict.fromkeys((*match.sources, *further))),
        title_sources=match.title_sources,
        short_action=match.short_action,
    )


def _of_some_forms(match: MedicineMatch, facts: Facts) -> str:
    """Return the forms with recorded hours, ' (oxide, carbonate forms)', if a dose's form is unknown; else ''."""
    forms = match.group.forms
    unknown = any(dose.form is None and not dose.topical for dose in facts.doses)
    return f" ({', '.join(forms)} forms)" if unknown and EVERY_FORM not in forms else ""


def _interaction_severity(
    match: MedicineMatch, facts: Facts, rules: DosingRules
) -> tuple[Severity, list[str], Sequence[Citation]]:
    """Return the severity for this person, the sentences of the finding, and sources other than those of the class."""
    group = match.group
    if spares_all_forms(group, facts.doses):
        forms = ", ".join(dict.fromkeys(dose.form.name for dose in facts.doses if dose.form is not None))
        recorded = f"Recorded for {', '.join(group.forms)} forms, not for {forms}"
        doubt = rules.acid_neutralising if ACID_NEUTRALISING in group.forms else None
        sentence = f"{recorded}; {doubt.doubt}." if doubt is not None else f"{recorded}."
        return (
            min(Severity.MINOR, match.severity),
            [sentence, group.summary],
            doubt.sources if doubt is not None else (),
        )
    severity, because = escalated(match.severity, match.escalations, facts)
    sentences = [group.summary]
    if because is not None:
        sentences.append(f"Raised to {severity}: {because}.")
    if group.conflict is not None:
        sentences.append(group.conflict)
    return severity, sentences, ()


def duplicate_products(doses: Sequence[ResolvedDose], facts: Facts) -> Iterator[Finding]:
    """Yield one finding for each antacid or laxative among several magnesium products: its magnesium counts too."""
    if len(doses) < 2:
        return
    for resolved in doses:
        if resolved.form is None or resolved.topical or not resolved.form.medicine_uses:
            continue
        uses = " or ".join(resolved.form.medicine_uses)
        yield Finding(
            DUPLICATE_PRODUCT,
            Severity.MAJOR if facts.limit_passed else Severity.MINOR,
            f"{resolved.form.name} is also sold as {uses}",
            f"{product(resolved.dose)} is one of {len(doses)} magnesium products; antacids and laxatives count too.",
            sources=resolved.form.compounds[0].sources if resolved.form.compounds else (),
        )


def related_claims(catalogue: Catalogue, doses: Sequence[ResolvedDose], supplement: Span) -> tuple[RelatedClaim, ...]:
    """Return claims of popular articles about a similar amount, for a form that is taken or a dose of unknown form."""
    forms = frozenset[str]().union(*(dose.form_ids for dose in doses))
    return tuple(
        RelatedClaim(claim.id, claim.claim, claim.verdict, claim.finding, claim.sources)
        for claim in catalogue.dose_claims
        if claim.daily_low_mg is not None
        and claim.daily_high_mg is not None
        and not exceeds(claim.daily_low_mg, supplement.high)
        and not exceeds(supplement.low, claim.daily_high_mg)
        and (not forms or forms.intersection(claim.topics))
    )


def general_cautions(catalogue: Catalogue, doses: Sequence[ResolvedDose]) -> tuple[CautionNotice, ...]:
    """Return the cautions shown to everybody, in the order of the data, then those for the forms that are taken."""
    taken = frozenset[str]().union(*(dose.form_ids for dose in doses))
    of_forms = (caution for caution in catalogue.cautions if taken.intersection(caution.forms))
    cautions = dict.fromkeys((*catalogue.cautions_for_everybody, *of_forms))
    return tuple(
        CautionNotice(
            caution.id,
            Severity(caution.severity),
            caution.title,
            caution.action,
            caution.sources,
            caution.short,
            caution.always,
        )
        for caution in cautions
    )
