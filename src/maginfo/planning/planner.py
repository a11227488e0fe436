"""`plan`: when in the day magnesium is taken, given the medicines and their times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.check import check_request, cited_by
from maginfo.dosing.person_findings import condition_findings, facts_of, general_cautions, interaction_findings
from maginfo.dosing.report import CautionNotice, Finding, OtherLimit
from maginfo.dosing.spans import Span
from maginfo.dosing.unresolved import looked_up_findings, unresolved_findings, unresolved_names
from maginfo.model.record import Record
from maginfo.model.safety import overall
from maginfo.planning.clock import DAY, TimeOfDay, clock, runs
from maginfo.planning.conflicts import general_gap_conflict, without_time
from maginfo.planning.day import DoseOfDay, make_day
from maginfo.planning.plan import Plan, PlannedDose, PlannedIntake, Reason, Window
from maginfo.planning.separations import FreeTime, separation_records, separation_rules
from maginfo.planning.timetable import timetable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.dosing.request import CheckRequest
    from maginfo.model.rules import DosingRules
    from maginfo.planning.day import Day
    from maginfo.planning.plan import Separation
    from maginfo.planning.request import PlanRequest
    from maginfo.planning.separations import SeparationRule
    from maginfo.planning.timetable import Timetable


def plan_request(catalogue: Catalogue, request: PlanRequest) -> Plan:
    """Return the plan for a request: separations, free times, a schedule, and the findings of `check`.

    Raises what `check_request` raises; UsageError for waking hours without length, for more intakes than a day holds,
    for more times asked for than a dose has intakes.
    """
    rules, about = catalogue.rules, _findings_about(catalogue, request.check)
    day = make_day(request.wake, request.sleep, request.meals, rules)
    separations = separation_rules(catalogue, request.medicines)
    doses = [
        DoseOfDay.of(resolved, {time.minute for time in at}, separations, day.within)
        for resolved, at in zip(request.check.doses, request.at, strict=True)
    ]
    table = timetable(doses, rules, day.preferred, day.meals, about.findings)
    free_times = [dose.time for dose in doses if not dose.resolved.topical]
    if not doses:
        free_times = [FreeTime.among([each for each in separations if each.concerns_form(None)], day.within)]
    common = day.within.intersection(*(each.minutes for each in free_times))
    conflicts = [
        *without_time(request.check.doses, separations, day, about.findings),
        *general_gap_conflict((gap for each in free_times for gap in each.given_up), runs(common)),
        *table.conflicts,
    ]
    conflicts.sort(key=lambda conflict: -conflict.severity.rank)
    shown = tuple(separation_records(separations, request.check.doses))
    reasons = tuple(_reasons(rules, table, day.meals, shown))
    cited = cited_by((*about.findings, *about.cautions, *shown, *reasons))
    return Plan(
        severity=overall([*(each.severity for each in about.findings), *(each.severity for each in conflicts)]),
        schedule=tuple(_schedule(table, separations, day)),
        windows=_windows(common),
        separations=shown,
        conflicts=tuple(conflicts),
        findings=about.findings,
        other_limits=about.other_limits,
        assumptions=(*request.check.assumptions, *day.assumptions, *_meals_asleep(day), *table.notes),
        waking=Window.of_minutes(*day.waking) if day.waking is not None else None,
        meals=request.meals,
        person=request.check.person,
        doses=tuple(_planned(position, dose, table) for position, dose in enumerate(doses)),
        supplement_mg_per_day=about.supplement,
        reasons=reasons,
        cautions=about.cautions,
        bibliography=catalogue.bibliography(citation.id for citation in cited),
        disclaimer=catalogue.about.disclaimer,
        data_version=catalogue.about.version,
        unresolved=unresolved_names(catalogue, request.check.person),
    )


class _Findings(Record):
    """What `check` finds about the doses and the person."""

    findings: tuple[Finding, ...]
    cautions: tuple[CautionNotice, ...]
    supplement: Span | None
    """Elemental magnesium of the doses, mg a day; None without a dose."""
    other_limits: tuple[OtherLimit, ...] = ()


def _findings_about(catalogue: Catalogue, request: CheckRequest) -> _Findings:
    """Return the findings of `check`; without a dose, only those on the person and the medicines."""
    if request.doses:
        report = check_request(catalogue, request)
        return _Findings(report.findings, report.cautions, report.supplement_mg_per_day, report.other_limits)
    facts = facts_of(catalogue, request.person, (), limit_passed=False)
    unresolved = unresolved_names(catalogue, request.person)
    findings = [
        *condition_findings(catalogue, facts),
        *interaction_findings(catalogue, facts),
        *looked_up_findings(catalogue, request.person.conditions),
        *unresolved_findings(catalogue, unresolved),
    ]
    findings.sort(key=lambda finding: -finding.severity.rank)
    return _Findings(tuple(findings), general_cautions(catalogue, ()), None)


def _windows(minutes: frozenset[int]) -> tuple[Window, ...]:
    return tuple(Window.of_minutes(first, last) for first, last in runs(minutes))


def _schedule(table: Timetable, separations: Sequence[SeparationRule], day: Day) -> list[PlannedIntake]:
    """Return the intakes of medicines and magnesium in the order of the day."""
    medicines = dict.fromkeys((each.minute, each.drug) for each in separations)
    lines = [PlannedIntake(TimeOfDay(minute), drug, "drug") for minute, drug in medicines]
    lines += [
        PlannedIntake(TimeOfDay(part.minute), part.what, "magnesium", part.mg, part.minute in day.meals, part.dose)
        for part in table.parts
    ]
    return sorted(lines, key=lambda line: (line.time.minute - day.start) % DAY)


def _planned(position: int, dose: DoseOfDay, table: Timetable) -> PlannedDose:
    resolved, parts = dose.resolved, table.divided_into[position]
    return PlannedDose(
        text=resolved.dose.text,
        name=resolved.dose.name,
        form=resolved.form.id if resolved.form is not None else None,
        intakes=sum(part.dose == position for part in table.parts),
        divided_into=parts,
        elemental_mg=resolved.single_mg.times(1 / parts),
        windows=() if resolved.topical else _windows(dose.free),
    )


def _meals_asleep(day: Day) -> Iterator[str]:
    for meal in sorted(day.meals - day.within):
        yield f"the meal at {clock(meal)} is outside the waking hours: no magnesium is put there"


def _reasons(
    rules: DosingRules, table: Timetable, meals: Iterable[int], separations: Iterable[Separation]
) -> Iterator[Reason]:
    if rules.general_gap is not None and any(each.general for each in separations):
        yield Reason(rules.general_gap.action, rules.general_gap.sources)
    if rules.large_single_dose is not None and len(table.parts) > 1:
        yield Reason(rules.large_single_dose.summary, rules.large_single_dose.sources)
    if rules.with_food is not None and meals and table.parts:
        yield Reason(rules.with_food.summary, rules.with_food.sources)
