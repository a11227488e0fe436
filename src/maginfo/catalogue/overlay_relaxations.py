"""Finds where an overlay relaxes the shipped data: it may add records and tighten limits, never relax one.

Two things are compared: each record that replaces a shipped one, and the meaning of every name in the shipped data. A
name must keep its meaning; a clinic's own products need new names. Limits are compared for every age, sex and state.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.catalogue.names import form_key, name_key
from maginfo.catalogue.validation.problems import Problem
from maginfo.errors import UnknownNameError, UsageError
from maginfo.model.ages import ADULT, AgeBand
from maginfo.model.intakes import SEXES_AND_STATES
from maginfo.model.safety import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.catalogue.matches import FormMatch, MedicineMatch
    from maginfo.model.forms import Form
    from maginfo.model.hours import HoursApart
    from maginfo.model.intakes import Authority, LifeStage
    from maginfo.model.safety import Caution, Escalation, InteractionClass

KEEPS = "a shipped name keeps its meaning; give a product of your own a new name"


def name_problems(shipped: Catalogue, overlaid: Catalogue) -> Iterator[Problem]:
    """Yield each name that has another meaning, or a milder one, than in the shipped data."""
    yield from _forms(shipped, overlaid)
    yield from _medicines(shipped, overlaid)
    yield from _conditions(shipped, overlaid)


def _forms(shipped: Catalogue, overlaid: Catalogue) -> Iterator[Problem]:
    for name in dict.fromkeys((*shipped.form_spellings, *overlaid.form_spellings)):
        shipped_form, overlaid_form = _same_form(shipped, name), _same_form(overlaid, name)
        if shipped_form is None:
            if overlaid_form is not None and not form_key(name):
                yield Problem(f"forms/{overlaid_form.form.id}.toml", name, "is the name of the mineral, not of a form")
        elif overlaid_form is None:
            yield Problem(
                f"forms/{shipped_form.form.id}.toml", name, f"is a shipped name and no longer means a form; {KEEPS}"
            )
        else:
            for message in _milder_form(shipped_form, overlaid_form):
                yield Problem(f"forms/{overlaid_form.form.id}.toml", name, message)


def _same_form(catalogue: Catalogue, name: str) -> FormMatch | None:
    try:
        return catalogue.find_form(name)
    except UsageError:
        return None


def _milder_form(shipped: FormMatch, overlaid: FormMatch) -> Iterator[str]:
    if overlaid.form.id != shipped.form.id:
        yield f"means '{shipped.form.id}' in the shipped data; {KEEPS}"
        return
    if overlaid.topical and not shipped.topical:
        yield "means a form that is swallowed; it cannot become a name for the skin, which counts as 0 mg"
    most, shipped_most = overlaid.most_magnesium, shipped.most_magnesium
    if shipped_most is not None and (most is None or most < shipped_most):
        shown = "none" if most is None else f"{most:g}"
        yield f"has a highest magnesium content of {shown}, less than the shipped {shipped_most:g}"


def _medicines(shipped: Catalogue, overlaid: Catalogue) -> Iterator[Problem]:
    for name in dict.fromkeys((*shipped.medicine_names, *overlaid.medicine_names)):
        overlaid_matches = {match.group.id: match for match in _medicine(overlaid, name)}
        for shipped_match in _medicine(shipped, name):
            file = f"interactions/{shipped_match.group.id}.toml"
            overlaid_match = overlaid_matches.get(shipped_match.group.id)
            if overlaid_match is None:
                yield Problem(file, name, f"is a shipped name of this class and no longer means it; {KEEPS}")
            elif _is_milder(shipped_match, overlaid_match):
                message = f"means '{overlaid_match.name}', which is milder than the shipped '{shipped_match.name}'"
                yield Problem(file, name, message)


def _medicine(catalogue: Catalogue, name: str) -> list[MedicineMatch]:
    try:
        return catalogue.find_medicine(name)
    except UnknownNameError:
        return []


def _is_milder(shipped: MedicineMatch, overlaid: MedicineMatch) -> bool:
    """Return whether severity, hours or escalations of `overlaid` are milder than those of `shipped`."""
    kept = all(escalation_is_covered(step, overlaid.severity, overlaid.escalations) for step in shipped.escalations)
    return overlaid.severity < shipped.severity or not kept or any(overlaid.hours.shorter_than(shipped.hours))


def escalation_is_covered(step: Escalation, severity: Severity, steps: Iterable[Escalation]) -> bool:
    """Return whether a record with this severity and these steps is at least as severe if the facts of `step` hold."""
    reached = [severity, *(Severity(each.severity) for each in steps if each.when == step.when)]
    return max(reached) >= Severity(step.severity)


def _conditions(shipped: Catalogue, overlaid: Catalogue) -> Iterator[Problem]:
    shipped_names, overlaid_names = _condition_names(shipped), _condition_names(overlaid)
    for key, caution_id in shipped_names.items():
        found = overlaid_names.get(key)
        if found is None:
            message = f"is a shipped name of '{caution_id}' and no longer means a condition; {KEEPS}"
            yield Problem("cautions.toml", key, message)
        elif found != caution_id:
            yield Problem("cautions.toml", key, f"means '{caution_id}' in the shipped data, not '{found}'; {KEEPS}")


def _condition_names(catalogue: Catalogue) -> dict[str, str]:
    """Map each name of a condition (`name_key`) to its id; ids take precedence."""
    names = {name_key(caution.id): caution.id for caution in catalogue.cautions}
    for caution in catalogue.cautions:
        for spelling in (caution.title, *caution.aliases):
            names.setdefault(name_key(spelling), caution.id)
    return names


FIXED_CAUTION_FIELDS = ("kind", "applies_when", "always_tell", "forms", "finding")
FIXED_INTERACTION_FIELDS = ("forms", "direction")


def overlay_relaxations(
    shipped: Catalogue, overlaid: Catalogue, replaced: Iterable[tuple[str, str]]
) -> Iterator[Problem]:
    """Yield each place where `overlaid` is more relaxed than `shipped`.

    `replaced` has topic and id of each replaced record. Names are compared only if no record is relaxed; otherwise each
    name of a relaxed record would repeat its problem.
    """
    problems = list(_record_problems(shipped, overlaid, replaced))
    yield from problems or name_problems(shipped, overlaid)


def _record_problems(shipped: Catalogue, overlaid: Catalogue, replaced: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    for topic, record_id in replaced:
        if topic == "intakes":
            yield from _authority(shipped.authority(record_id), overlaid.authority(record_id))
        elif topic == "cautions":
            yield from _caution(shipped.caution(record_id), overlaid.caution(record_id))
        elif topic == "interactions":
            yield from _interaction(shipped.interaction_class(record_id), overlaid.interaction_class(record_id))
        elif topic == "forms":
            yield from _form(shipped.form(record_id), overlaid.form(record_id))


def _authority(shipped: Authority, overlaid: Authority) -> Iterator[Problem]:
    """Yield each shipped row whose limit the overlay raises, removes, or sets although the shipped row has none."""
    file = f"intakes/{shipped.id}.toml"
    ends = {end for stage in (*shipped.life_stages, *overlaid.life_stages) for end in _ends(stage)}
    reported = set()
    for month in sorted(ends):
        at = AgeBand(month, month)
        for sex, state in SEXES_AND_STATES:
            shipped_rows, overlaid_rows = (each.life_stages_for(sex, (state,), at) for each in (shipped, overlaid))
            for place, message in _looser(shipped_rows, overlaid_rows, overlaid, month):
                if (place, message) not in reported:
                    reported.add((place, message))
                    yield Problem(file, place, message)


def _ends(stage: LifeStage) -> tuple[int, ...]:
    """Return the first month of a row, and the first month after it if the row ends."""
    low, high = stage.age_band
    return (low,) if high is None else (low, high + 1)


def _looser(
    shipped: Sequence[LifeStage], overlaid: Sequence[LifeStage], authority: Authority, month: int
) -> Iterator[tuple[str, str]]:
    """Yield place and message where the rows of one person are more relaxed; nothing if `shipped` has no row."""
    if not shipped:
        return
    printed = shipped[0].label
    if not overlaid:
        if month >= ADULT.low_months and any(map(_has_limit, shipped)):
            yield "life_stages", f"has no row for {printed}; the shipped table has one"
        return
    place = f"life_stages[{authority.life_stages.index(overlaid[0])}]"
    if not all(map(_has_limit, shipped)):
        if all(map(_has_limit, overlaid)):
            yield place, f"sets a limit for {printed}; the shipped table says that there is none"
        return
    for key in ("upper_limit_mg", "upper_limit_mg_per_kg"):
        shipped_limits = [limit for stage in shipped if (limit := getattr(stage, key)) is not None]
        overlaid_limits = [limit for stage in overlaid if (limit := getattr(stage, key)) is not None]
        if shipped_limits and not overlaid_limits:
            yield place, f"must have {key} for {printed}; the shipped value is {min(shipped_limits):g}"
        elif shipped_limits and min(overlaid_limits) > min(shipped_limits):
            message = f"{min(overlaid_limits):g} is above the shipped limit for {printed}, {min(shipped_limits):g}"
            yield f"{place}.{key}", message


def _has_limit(stage: LifeStage) -> bool:
    return stage.upper_limit_mg is not None or stage.upper_limit_mg_per_kg is not None


def _caution(shipped: Caution, overlaid: Caution) -> Iterator[Problem]:
    place = f"cautions[{shipped.id}]."
    yield from _severity("cautions.toml", place, shipped.severity, overlaid.severity)
    yield from _changed_fields("cautions.toml", place, FIXED_CAUTION_FIELDS, shipped, overlaid)
    yield from _escalations("cautions.toml", place, shipped.escalate, Severity(overlaid.severity), overlaid.escalate)


def _interaction(shipped: InteractionClass, overlaid: InteractionClass) -> Iterator[Problem]:
    file = f"interactions/{shipped.id}.toml"
    yield from _severity(file, "", shipped.severity, overlaid.severity)
    yield from _separation(file, "", shipped.hours, overlaid.hours)
    yield from _changed_fields(file, "", FIXED_INTERACTION_FIELDS, shipped, overlaid)
    yield from _escalations(file, "", shipped.escalate, Severity(overlaid.severity), overlaid.escalate)
    overlaid_members = {member.name.casefold(): member for member in overlaid.members}
    for member in shipped.members:
        place = f"members[{member.name}]"
        overlaid_member = overlaid_members.get(member.name.casefold())
        if overlaid_member is None:
            yield Problem(file, place, "is missing; a class that replaces a shipped one must have all its medicines")
            continue
        severity = overlaid.severity_of(overlaid_member)
        yield from _severity(file, f"{place}.", shipped.severity_of(member).value, severity.value)
        yield from _separation(file, f"{place}.", shipped.hours_of(member), overlaid.hours_of(overlaid_member))
        steps = (*overlaid.escalate, *overlaid_member.escalate)
        yield from _escalations(file, f"{place}.", member.escalate, severity, steps)


def _separation(file: str, place: str, shipped: HoursApart, overlaid: HoursApart) -> Iterator[Problem]:
    for side in overlaid.shorter_than(shipped):
        if side == "never_together":
            yield Problem(file, f"{place}never_together", "false relaxes the shipped value, true")
        else:
            hours = getattr(overlaid, side)
            shown = "none" if hours is None else f"{hours:g}"
            message = f"{shown} is less than the shipped {getattr(shipped, side):g}"
            yield Problem(file, f"{place}take_drug_{side}", message)


def _form(shipped: Form, overlaid: Form) -> Iterator[Problem]:
    file = f"forms/{shipped.id}.toml"
    shipped_fraction, overlaid_fraction = shipped.elemental_fraction, overlaid.elemental_fraction
    if shipped_fraction is not None and (overlaid_fraction is None or overlaid_fraction[1] < shipped_fraction[1]):
        shown = "none" if overlaid_fraction is None else f"{overlaid_fraction[1]:g}"
        message = (
            f"the highest content, {shown}, is less than the shipped {shipped_fraction[1]:g}; "
            "your own product needs a new id"
        )
        yield Problem(file, "commercial_fraction", message)
    yield from _changed_fields(file, "", ("acid_neutralising", "medicine_uses"), shipped, overlaid)


def _severity(file: str, place: str, shipped: str, overlaid: str) -> Iterator[Problem]:
    if Severity(overlaid) < Severity(shipped):
        yield Problem(file, f"{place}severity", f"'{overlaid}' is milder than the shipped '{shipped}'")


def _escalations(
    file: str, place: str, shipped: Iterable[Escalation], severity: Severity, overlaid: tuple[Escalation, ...]
) -> Iterator[Problem]:
    for step in shipped:
        if not escalation_is_covered(step, severity, overlaid):
            yield Problem(file, f"{place}escalate", f"lacks a shipped step: '{step.severity}', {step.because}")


def _changed_fields(
    file: str, place: str, names: Iterable[str], shipped: object, overlaid: object
) -> Iterator[Problem]:
    for name in names:
        if getattr(shipped, name) != getattr(overlaid, name):
            yield Problem(file, f"{place}{name}", "must equal the shipped value; a replacement may not change it")
