"""Whether an overlay loosens our data: it may add, note and tighten, never let more pass than ours does.

Two things are compared: each record that stands in the place of ours, and what every name that ours knows leads to.
A name keeps its meaning; what is a clinic's own takes names of its own. Whom a limit concerns is looked at for every
age, sex and state.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.catalogue.known_names import is_kept, name_problems
from maginfo.catalogue.problems import Problem
from maginfo.catalogue.records.ages import AgeBand
from maginfo.catalogue.records.severities import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.catalogue.records.cautions import Caution, Escalation
    from maginfo.catalogue.records.forms import Form
    from maginfo.catalogue.records.intakes import Authority, LifeStage
    from maginfo.catalogue.records.interactions import HoursApart, InteractionClass

KEPT_BY_CAUTIONS = ("kind", "applies_when", "always_tell", "forms", "finding")
KEPT_BY_INTERACTIONS = ("forms", "direction")
ADULT_MONTHS = 19 * 12
"""From here on a row may be that of somebody who gave no age."""


def loosening_problems(ours: Catalogue, theirs: Catalogue, replaced: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """What `theirs` lets pass that `ours` does not; `replaced` are topics and ids of the records that stand for ours.

    What names lead to is looked at where the records are not looser: it would say the same once for each name.
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
    """Where somebody's limit is higher, or is set where ours sets none; each row of ours once."""
    file = f"intakes/{ours.id}.toml"
    ends = {end for stage in (*ours.life_stages, *theirs.life_stages) for end in _ends(stage)}
    told = set()
    for month in sorted(ends):
        for sex in ("female", "male"):
            for state in (None, "pregnant", "lactating") if sex == "female" else (None,):
                before, after = (_rows(each, sex, state, month) for each in (ours, theirs))
                for place, message in _looser(before, after, theirs, month):
                    if (place, message) not in told:
                        told.add((place, message))
                        yield Problem(file, place, message)


def _ends(stage: LifeStage) -> tuple[int, ...]:
    """The months in which a row's people begin, and in which they are older than it."""
    low, high = stage.age_band
    return (low,) if high is None else (low, high + 1)


def _rows(authority: Authority, sex: str, state: str | None, month: int) -> list[LifeStage]:
    """The rows of one person; a state that the authority prints no row of leaves her to the ordinary ones."""
    printed = state if any(stage.state == state for stage in authority.life_stages) else None
    return [
        stage
        for stage in authority.life_stages
        if stage.state == printed and stage.sex in (None, sex) and stage.age_band.overlaps(AgeBand(month, month))
    ]


def _looser(
    before: list[LifeStage], after: list[LifeStage], theirs: Authority, month: int
) -> Iterator[tuple[str, str]]:
    """Where and how the rows of one person let more pass than ours do. A person whom ours has no row for has none."""
    if not before:
        return
    printed = before[0].label
    if not after:
        if month >= ADULT_MONTHS and any(map(_has_limit, before)):
            yield "life_stages", f"has no row for {printed}, as ours does"
        return
    place = f"life_stages[{theirs.life_stages.index(after[0])}]"
    if not all(map(_has_limit, before)):
        if all(map(_has_limit, after)):
            yield place, f"sets a limit for {printed}, where ours tells that there is none"
        return
    for key in ("upper_limit_mg", "upper_limit_mg_per_kg"):
        limits = [limit for stage in before if (limit := getattr(stage, key)) is not None]
        own = [limit for stage in after if (limit := getattr(stage, key)) is not None]
        if limits and not own:
            yield place, f"must state {key}, as ours does for {printed}: {min(limits):g}"
        elif limits and min(own) > min(limits):
            yield f"{place}.{key}", f"{min(own):g} loosens ours for {printed}, {min(limits):g}"


def _has_limit(stage: LifeStage) -> bool:
    return stage.upper_limit_mg is not None or stage.upper_limit_mg_per_kg is not None


def _caution(ours: Caution, theirs: Caution) -> Iterator[Problem]:
    place = f"cautions[{ours.id}]."
    yield from _severity("cautions.toml", place, ours.severity, theirs.severity)
    yield from _kept("cautions.toml", place, KEPT_BY_CAUTIONS, ours, theirs)
    yield from _escalations("cautions.toml", place, ours.escalate, Severity(theirs.severity), theirs.escalate)


def _interaction(ours: InteractionClass, theirs: InteractionClass) -> Iterator[Problem]:
    file = f"interactions/{ours.id}.toml"
    yield from _severity(file, "", ours.severity, theirs.severity)
    yield from _separation(file, "", ours.hours, theirs.hours)
    yield from _kept(file, "", KEPT_BY_INTERACTIONS, ours, theirs)
    yield from _escalations(file, "", ours.escalate, Severity(theirs.severity), theirs.escalate)
    members = {member.name.casefold(): member for member in theirs.members}
    for member in ours.members:
        place = f"members[{member.name}]"
        own = members.get(member.name.casefold())
        if own is None:
            yield Problem(file, place, "is missing; a class that stands in the place of ours keeps every medicine")
            continue
        yield from _severity(file, f"{place}.", ours.severity_of(member).value, theirs.severity_of(own).value)
        yield from _separation(file, f"{place}.", ours.hours_of(member), theirs.hours_of(own))
        steps = (*theirs.escalate, *own.escalate)
        yield from _escalations(file, f"{place}.", member.escalate, theirs.severity_of(own), steps)


def _separation(file: str, place: str, ours: HoursApart, theirs: HoursApart) -> Iterator[Problem]:
    if theirs.never_together:
        return
    if ours.never_together:
        yield Problem(file, f"{place}never_together", "false loosens ours, true")
    for key, before, hours in (
        ("take_drug_before_h", ours.before_h, theirs.before_h),
        ("take_drug_after_h", ours.after_h, theirs.after_h),
    ):
        if before is not None and (hours is None or hours < before):
            shown = "none" if hours is None else f"{hours:g}"
            yield Problem(file, f"{place}{key}", f"{shown} loosens ours, {before:g}")


def _form(ours: Form, theirs: Form) -> Iterator[Problem]:
    file = f"forms/{ours.id}.toml"
    before, fraction = ours.elemental_fraction, theirs.elemental_fraction
    if before is not None and (fraction is None or fraction[1] < before[1]):
        shown = "none" if fraction is None else f"{fraction[1]:g}"
        message = f"highest {shown} loosens ours, {before[1]:g}; a product of your own takes an id of its own"
        yield Problem(file, "commercial_fraction", message)
    yield from _kept(file, "", ("acid_neutralising", "medicine_uses"), ours, theirs)


def _severity(file: str, place: str, ours: str, theirs: str) -> Iterator[Problem]:
    if Severity(theirs) < Severity(ours):
        yield Problem(file, f"{place}severity", f"'{theirs}' loosens ours, '{ours}'")


def _escalations(
    file: str, place: str, ours: Iterable[Escalation], severity: Severity, theirs: tuple[Escalation, ...]
) -> Iterator[Problem]:
    for step in ours:
        if not is_kept(step, severity, theirs):
            yield Problem(file, f"{place}escalate", f"lacks a step of ours: '{step.severity}', {step.because}")


def _kept(file: str, place: str, names: Iterable[str], ours: object, theirs: object) -> Iterator[Problem]:
    for name in names:
        if getattr(ours, name) != getattr(theirs, name):
            yield Problem(file, f"{place}{name}", "must be as in ours: an entry in its place does not narrow it")
