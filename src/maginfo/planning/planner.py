"""`plan`: when in the day magnesium is taken, given the medicines and their times."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from maginfo.dosing.check import check_request, citations_of, worst_first
from maginfo.dosing.person_findings import facts_of, general_cautions, person_findings
from maginfo.dosing.report import CautionNotice, Finding, OtherLimit
from maginfo.dosing.spans import Span
from maginfo.dosing.unresolved import unresolved_names
from maginfo.model.record import Record
from maginfo.model.safety import overall
from maginfo.planning.clock import DAY, TimeOfDay, clock, runs
from maginfo.planning.conflicts import general_gap_conflict, taken_too_close, without_time
from maginfo.planning.day import DoseOfDay, make_day
from maginfo.planning.plan import Plan, PlannedDose, PlannedIntake, Reason, Window
from maginfo.planning.separations import FreeTime, separation_records, separation_rules
from maginfo.planning.stated import stated_hours
from maginfo.planning.timetable import better_with_food, timetable
from maginfo.planning.today import offset_before_now, times_replaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.dosing.doses import ResolvedDose
    from maginfo.dosing.request import CheckRequest
    from maginfo.model.rules import DosingRules
    from maginfo.planning.day import Day
    from maginfo.planning.plan import Conflict, Separation
    from maginfo.planning.request import PlanRequest
    from maginfo.planning.separations import SeparationRule
    from maginfo.planning.timetable import Timetable


def plan_request(catalogue: Catalogue, request: PlanRequest) -> Plan:
    """Return the plan for a request: separations, free times, a schedule, and the findings of `check`.

    Raises what `check_request` raises; UsageError for waking hours without length, for more intakes than a day holds,
    for more times asked for than a dose has intakes.
    """
    about = _findings_about(catalogue, request.check)
    day = make_day(request.wake, request.sleep, request.meals, catalogue.rules).after(_now(request))
    placed = _placed(catalogue, request, day, about.findings)
    shown = tuple(separation_records(placed.separations, request.check.doses))
    reasons = tuple(_reasons(catalogue.rules, placed.table, day.meals, shown))
    cited = citations_of((*about.findings, *about.cautions, *shown, *reasons))
    return Plan(
        severity=overall([*(each.severity for each in about.findings), *(each.severity for each in placed.conflicts)]),
        schedule=tuple(_schedule(placed.table, placed.separations, day)),
        windows=_windows(placed.free),
        separations=shown,
        conflicts=placed.conflicts,
        findings=about.findings,
        other_limits=about.other_limits,
        assumptions=(
            *request.check.assumptions,
            *day.assumptions,
            *_stated(request, day, catalogue.rules),
            *_assumed_taken(placed.separations),
            *_meals_asleep(day),
            *placed.table.notes,
        ),
        waking=Window.of_minutes(*day.waking) if day.waking is not None else None,
        meals=request.meals,
        person=request.check.person,
        doses=tuple(_planned(position, dose, placed.table) for position, dose in enumerate(placed.doses)),
        supplement_mg_per_day=about.supplement,
        reasons=reasons,
        cautions=about.cautions,
        bibliography=catalogue.bibliography(citation.id for citation in cited),
        disclaimer=catalogue.about.disclaimer,
        data_version=catalogue.about.version,
        now=_now(request),
        unresolved=unresolved_names(catalogue, request.check.person),
    )


def _now(request: PlanRequest) -> TimeOfDay | None:
    """Return the time from which the rest of a day is planned; None for a whole day."""
    return request.so_far.now if request.so_far is not None else None


class _Placed(NamedTuple):
    """The doses of a day with their times."""

    separations: list[SeparationRule]
    doses: list[DoseOfDay]
    table: Timetable
    free: frozenset[int]
    """Minutes that are free for every dose; without a dose, for any form."""
    conflicts: tuple[Conflict, ...]
    """Worst first."""


def _placed(catalogue: Catalogue, request: PlanRequest, day: Day, findings: Sequence[Finding]) -> _Placed:
    """Give each dose its times, and say where the day has no room."""
    separations = [
        each
        for each in separation_rules(catalogue, request.medicines, request.so_far, day.start)
        if each.is_today or each.blocked & day.within
    ]
    doses = [
        _dose_of_day(position, resolved, [time.minute for time in at], separations, day, request, catalogue.rules)
        for position, (resolved, at) in enumerate(zip(request.check.doses, request.at, strict=True))
    ]
    table = timetable(doses, catalogue.rules, day.preferred, day.meals, findings)
    free_times = [dose.time for dose in doses if not dose.resolved.topical]
    given_up = [gap for dose in doses if dose.remaining for gap in dose.time.given_up]
    if not doses:
        free_times = [FreeTime.among([each for each in separations if each.concerns_form(None)], day.within)]
        given_up = list(free_times[0].given_up)
    free = day.within.intersection(*(each.minutes for each in free_times))
    conflicts = [
        *without_time(doses, separations, day, findings),
        *taken_too_close(doses, findings),
        *general_gap_conflict(given_up, runs(free)),
        *table.conflicts,
    ]
    return _Placed(separations, doses, table, free, worst_first(conflicts))


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
    return _Findings(worst_first(person_findings(catalogue, facts)), general_cautions(catalogue, ()), None)


def _windows(minutes: frozenset[int]) -> tuple[Window, ...]:
    return tuple(Window.of_minutes(first, last) for first, last in runs(minutes))


def _schedule(table: Timetable, separations: Sequence[SeparationRule], day: Day) -> list[PlannedIntake]:
    """Return the intakes of medicines and magnesium in the order of the day."""
    medicines = dict.fromkeys((each.minute, each.drug, each.taken) for each in separations if each.is_today)
    lines = [PlannedIntake(TimeOfDay(minute), drug, "drug", taken=taken) for minute, drug, taken in medicines]
    lines += [
        PlannedIntake(
            time=TimeOfDay(part.minute),
            what=part.label,
            kind="magnesium",
            elemental_mg=part.mg,
            with_food=part.minute in day.meals,
            dose=part.dose,
            taken="said" if part.taken else None,
        )
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


def _dose_of_day(
    position: int,
    resolved: ResolvedDose,
    at: Sequence[int],
    separations: Sequence[SeparationRule],
    day: Day,
    request: PlanRequest,
    rules: DosingRules,
) -> DoseOfDay:
    """Return the dose with its free times; of the times asked for or stated, those that are still to come.

    Raises UsageError for an intake that was taken after now.
    """
    dose, so_far = DoseOfDay.of(resolved, at, separations, day.within), request.so_far
    if not at:
        meals = day.meals if better_with_food(resolved, rules) else frozenset()
        hours = [(each.nearest(dose.free, meals), each.name) for each in stated_hours(resolved.dose, day, rules)]
        at = sorted({minute for minute, _ in hours})
        dose = dose.replaced(at=tuple(at), stated=tuple(hours))
    if so_far is None:
        return dose
    taken = so_far.doses[position]
    over = sorted(offset_before_now(TimeOfDay(each), so_far.now, day.start, resolved.dose.text) for each in taken)
    asked = sorted((minute - day.start) % DAY for minute in set(at))
    to_come = {(day.start + offset) % DAY for offset in set(asked) - times_replaced(over, asked)}
    return dose.replaced(at=tuple(sorted(to_come & day.rest)), taken=taken)


def _stated(request: PlanRequest, day: Day, rules: DosingRules) -> Iterator[str]:
    """Yield what a time of day means that a dose states, where no other time was asked for."""
    for dose, at in zip(request.check.doses, request.at, strict=True):
        if not at and not dose.topical:
            yield from map(str, stated_hours(dose.dose, day, rules))


def _assumed_taken(separations: Iterable[SeparationRule]) -> Iterator[str]:
    """Yield an assumption for each medicine of which nothing was said and which is due before now."""
    due = dict.fromkeys(each.shown for each in separations if each.taken == "assumed")
    if due:
        yield f"taken as planned, since nothing else was said: {', '.join(due)}"


def _meals_asleep(day: Day) -> Iterator[str]:
    for meal in sorted((day.meals & day.rest) - day.within):
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
