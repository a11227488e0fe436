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
    from maginfo.model.intakes import Authority, LifeStage
    from maginfo.model.safety import Caution, Escalation, HoursApart, InteractionClass

KEEPS = "a shipped name keeps its meaning; give a product of your own a new name"


def name_problems(ours: Catalogue, theirs: Catalogue) -> Iterator[Problem]:
    """Yield each name that has another meaning than in the shipped data (`ours`), or a milder one."""
    yield from _forms(ours, theirs)
    yield from _medicines(ours, theirs)
    yield from _conditions(ours, theirs)


def _forms(ours: Catalogue, theirs: Catalogue) -> Iterator[Problem]:
    for name in dict.fromkeys((*ours.form_spellings, *theirs.form_spellings)):
        before, after = _same_form(ours, name), _same_form(theirs, name)
        if before is None:
            if after is not None and not form_key(name):
                yield Problem(f"forms/{after.form.id}.toml", name, "is the name of the mineral, not of a form")
        elif after is None:
            yield Problem(
                f"forms/{before.form.id}.toml", name, f"is a shipped name and no longer means a form; {KEEPS}"
            )
        else:
            for message in _milder_form(before, after):
                yield Problem(f"forms/{after.form.id}.toml", name, message)


def _same_form(catalogue: Catalogue, name: str) -> FormMatch | None:
    try:
        return catalogue.find_form(name)
    except UsageError:
        return None


def _milder_form(before: FormMatch, after: FormMatch) -> Iterator[str]:
    if after.form.id != before.form.id:
        yield f"means '{before.form.id}' in the shipped data; {KEEPS}"
        return
    if after.topical and not before.topical:
        yield "means a form that is swallowed; it cannot become a name for the skin, which counts as 0 mg"
    most, before_most = after.most_magnesium, before.most_magnesium
    if before_most is not None and (most is None or most < before_most):
        shown = "none" if most is None else f"{most:g}"
        yield f"has a highest magnesium content of {shown}, less than the shipped {before_most:g}"


def _medicines(ours: Catalogue, theirs: Catalogue) -> Iterator[Problem]:
    for name in dict.fromkeys((*ours.medicine_names, *theirs.medicine_names)):
        own = {match.group.id: match for match in _medicine(theirs, name)}
        for before in _medicine(ours, name):
            file = f"interactions/{before.group.id}.toml"
            after = own.get(before.group.id)
            if after is None:
                yield Problem(file, name, f"is a shipped name of this class and no longer means it; {KEEPS}")
            elif _is_milder(before, after):
                yield Problem(file, name, f"means '{after.name}', which is milder than the shipped '{before.name}'")


def _medicine(catalogue: Catalogue, name: str) -> list[MedicineMatch]:
    try:
        return catalogue.find_medicine(name)
    except UnknownNameError:
        return []


def _is_milder(before: MedicineMatch, after: MedicineMatch) -> bool:
    """Return whether severity, hours or escalations of `after` are milder than those of `before`."""
    kept = all(escalation_is_covered(step, after.severity, after.escalations) for step in before.escalations)
    return after.severity < before.severity or not kept or any(after.hours.shorter_than(before.hours))


def escalation_is_covered(step: Escalation, severity: Severity, steps: Iterable[Escalation]) -> bool:
    """Return whether a record with this severity and these steps is at least as severe if the facts of `step` hold."""
    reached = [severity, *(Severity(each.severity) for each in steps if each.when == step.when)]
    return max(reached) >= Severity(step.severity)


def _conditions(ours: Catalogue, theirs: Catalogue) -> Iterator[Problem]:
    before, after = _condition_names(ours), _condition_names(theirs)
    for key, caution_id in before.items():
        found = after.get(key)
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


def overlay_relaxations(ours: Catalogue, theirs: Catalogue, replaced: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """Yield each place where `theirs` is more relaxed than `ours`; `replaced` has topic and id of each replaced record.

    Names are compared only if no record is relaxed; otherwise each name of a relaxed record would repeat its problem.
    """
    problems = list(_record_problems(ours, theirs, replaced))
    yield from problems or name_problems(ours, theirs)


def _record_problems(ours: Catalogue, theirs: Catalogue, replaced: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    for topic, record_id in replaced:
        if topic == "intakes":
            yield from _authority(ours.authority(record_id), theirs.authority(record_id))
        elif topic == "cautions":
            yield from _caution(ours.caution(record_id), theirs.caution(record_id))
        elif topic == "interactions":
            yield from _interaction(ours.interaction_class(record_id), theirs.interaction_class(record_id))
        elif topic == "forms":
            yield from _form(ours.form(record_id), theirs.form(record_id))


def _authority(ours: Authority, theirs: Authority) -> Iterator[Problem]:
    """Yield each shipped row whose limit the overlay raises, removes, or sets although the shipped row has none."""
    file = f"intakes/{ours.id}.toml"
    ends = {end for stage in (*ours.life_stages, *theirs.life_stages) for end in _ends(stage)}
    reported = set()
    for month in sorted(ends):
        at = AgeBand(month, month)
        for sex, state in SEXES_AND_STATES:
            before, after = (each.life_stages_for(sex, (state,), at) for each in (ours, theirs))
            for place, message in _looser(before, after, theirs, month):
                if (place, message) not in reported:
                    reported.add((place, message))
                    yield Problem(file, place, message)


def _ends(stage: LifeStage) -> tuple[int, ...]:
    """Return the first month of a row, and the first month after it if the row ends."""
    low, high = stage.age_band
    return (low,) if high is None else (low, high + 1)


def _looser(
    before: Sequence[LifeStage], after: Sequence[LifeStage], theirs: Authority, month: int
) -> Iterator[tuple[str, str]]:
    """Yield place and message where the rows of one person are more relaxed; nothing if `before` has no row."""
    if not before:
        return
    printed = before[0].label
    if not after:
        if month >= ADULT.low_months and any(map(_has_limit, before)):
            yield "life_stages", f"has no row for {printed}; the shipped table has one"
        return
    place = f"life_stages[{theirs.life_stages.index(after[0])}]"
    if not all(map(_has_limit, before)):
        if all(map(_has_limit, after)):
            yield place, f"sets a limit for {printed}; the shipped table says that there is none"
        return
    for key in ("upper_limit_mg", "upper_limit_mg_per_kg"):
        limits = [limit for stage in before if (limit := getattr(stage, key)) is not None]
        own = [limit for stage in after if (limit := getattr(stage, key)) is not None]
        if limits and not own:
            yield place, f"must have {key} for {printed}; the shipped value is {min(limits):g}"
        elif limits and min(own) > min(limits):
            yield f"{place}.{key}", f"{min(own):g} is above the shipped limit for {printed}, {min(limits):g}"


def _has_limit(stage: LifeStage) -> bool:
    return stage.upper_limit_mg is not None or stage.upper_limit_mg_per_kg is not None


def _caution(ours: Caution, theirs: Caution) -> Iterator[Problem]:
    place = f"cautions[{ours.id}]."
    yield from _severity("cautions.toml", place, ours.severity, theirs.severity)
    yield from _changed_fields("cautions.toml", place, FIXED_CAUTION_FIELDS, ours, theirs)
    yield from _escalations("cautions.toml", place, ours.escalate, Severity(theirs.severity), theirs.escalate)


def _interaction(ours: InteractionClass, theirs: InteractionClass) -> Iterator[Problem]:
    file = f"interactions/{ours.id}.toml"
    yield from _severity(file, "", ours.severity, theirs.severity)
    yield from _separation(file, "", ours.hours, theirs.hours)
    yield from _changed_fields(file, "", FIXED_INTERACTION_FIELDS, ours, theirs)
    yield from _escalations(file, "", ours.escalate, Severity(theirs.severity), theirs.escalate)
    members = {member.name.casefold(): member for member in theirs.members}
    for member in ours.members:
        place = f"members[{member.name}]"
        own = members.get(member.name.casefold())
        if own is None:
            yield Problem(file, place, "is missing; a class that replaces a shipped one must have all its medicines")
            continue
        yield from _severity(file, f"{place}.", ours.severity_of(member).value, theirs.severity_of(own).value)
        yield from _separation(file, f"{place}.", ours.hours_of(member), theirs.hours_of(own))
        steps = (*theirs.escalate, *own.escalate)
        yield from _escalations(file, f"{place}.", member.escalate, theirs.severity_of(own), steps)


def _separation(file: str, place: str, ours: HoursApart, theirs: HoursApart) -> Iterator[Problem]:
    for side in theirs.shorter_than(ours):
        if side == "never_together":
            yield Problem(file, f"{place}never_together", "false relaxes the shipped value, true")
        else:
            hours = getattr(theirs, side)
            shown = "none" if hours is None else f"{hours:g}"
            yield Problem(file, f"{place}take_drug_{side}", f"{shown} is less than the shipped {getattr(ours, side):g}")


def _form(ours: Form, theirs: Form) -> Iterator[Problem]:
    file = f"forms/{ours.id}.toml"
    before, fraction = ours.elemental_fraction, theirs.elemental_fraction
    if before is not None and (fraction is None or fraction[1] < before[1]):
        shown = "none" if fraction is None else f"{fraction[1]:g}"
        message = (
            f"the highest content, {shown}, is less than the shipped {before[1]:g}; your own product needs a new id"
        )
        yield Problem(file, "commercial_fraction", message)
    yield from _changed_fields(file, "", ("acid_neutralising", "medicine_uses"), ours, theirs)


def _severity(file: str, place: str, ours: str, theirs: str) -> Iterator[Problem]:
    if Severity(theirs) < Severity(ours):
        yield Problem(file, f"{place}severity", f"'{theirs}' is milder than the shipped '{ours}'")


def _escalations(
    file: str, place: str, ours: Iterable[Escalation], severity: Severity, theirs: tuple[Escalation, ...]
) -> Iterator[Problem]:
    for step in ours:
        if not escalation_is_covered(step, severity, theirs):
            yield Problem(file, f"{place}escalate", f"lacks a shipped step: '{step.severity}', {step.because}")


def _changed_fields(file: str, place: str, names: Iterable[str], ours: object, theirs: object) -> Iterator[Problem]:
    for name in names:
        if getattr(ours, name) != getattr(theirs, name):
            yield Problem(file, f"{place}{name}", "must equal the shipped value; a replacement may not change it")
