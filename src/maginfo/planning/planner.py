"""`plan`: when in the day magnesium is taken, given the medicines and their times."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from maginfo.dosing.check import DEFAULT_AUTHORITY, check, cited_by
from maginfo.dosing.doses import resolve
from maginfo.dosing.person import Person
from maginfo.dosing.person_findings import (
    apply_population_conditions,
    condition_findings,
    facts_of,
    general_cautions,
    interaction_findings,
)
from maginfo.errors import UsageError
from maginfo.model.safety import overall
from maginfo.planning.clock import EVERY_MINUTE, TimeOfDay, clock, minutes_between, runs
from maginfo.planning.conflicts import general_gap_not_kept, without_time
from maginfo.planning.plan import Plan, PlannedDose, PlannedIntake, Reason, TimedDose, TimedMedicine, Window
from maginfo.planning.separations import FreeTime, separation_records, separation_rules
from maginfo.planning.timetable import DoseOfDay, timetable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.dosing.amounts import Dose
    from maginfo.dosing.diet import Usual
    from maginfo.dosing.report import CautionNotice, Finding, Report
    from maginfo.dosing.spans import Span
    from maginfo.model.rules import DosingRules
    from maginfo.planning.plan import Separation
    from maginfo.planning.separations import SeparationRule
    from maginfo.planning.timetable import Timetable

MAX_MEDICINE_INTAKES = 96
MAX_MEALS = 8


def plan(
    catalogue: Catalogue,
    doses: Sequence[TimedDose | Dose],
    medicines: Sequence[TimedMedicine] = (),
    person: Person | None = None,
    authorities: Iterable[str] = (DEFAULT_AUTHORITY,),
    *,
    wake: TimeOfDay | None = None,
    sleep: TimeOfDay | None = None,
    meals: Sequence[TimeOfDay] = (),
    diet_mg: Span | float | Usual | None = None,
    assumptions: Iterable[str] = (),
) -> Plan:
    """All times of day at which magnesium keeps every separation, and a schedule that keeps to them.

    Without `wake` and `sleep` the windows cover the whole day and the schedule prefers the waking hours of
    `dosing.toml`; with one of them the other is taken from there. `diet_mg` and `assumptions` are as in `check`, whose
    findings the plan carries. Raises what `check` raises; UsageError for a medicine without a time, for waking hours
    without length, for more intakes or meals than a day holds, for more times asked for than a dose has intakes.
    """
    timed = [dose if isinstance(dose, TimedDose) else TimedDose(dose) for dose in doses]
    medicines = _merged(medicines)
    person = _with_medicines(person if person is not None else Person(), medicines)
    minutes = {meal.minute for meal in meals}
    if len(minutes) > MAX_MEALS:
        raise UsageError(f"more than {MAX_MEALS} meals a day: keep those that matter")
    if not timed and not medicines:
        raise UsageError("there is no dose and no medicine: give one, such as --dose 400 or --drug NAME@07:00")
    person, findings, cautions, said_before, supplement = (
        _checked(
            check(
                catalogue, [each.dose for each in timed], person, authorities, diet_mg=diet_mg, assumptions=assumptions
            )
        )
        if timed
        else _without_dose(catalogue, person, assumptions)
    )
    rules = catalogue.rules
    waking, (usual_wake, usual_sleep), said = _waking_hours(wake, sleep, rules)
    within = minutes_between(*waking) if waking is not None else EVERY_MINUTE
    awake = within if waking is not None else minutes_between(usual_wake, usual_sleep) | minutes
    kept = separation_rules(catalogue, medicines)
    of_day = [
        DoseOfDay.of(resolve(catalogue, each.dose), {time.minute for time in each.at}, kept, within) for each in timed
    ]
    table = timetable(of_day, rules, awake, frozenset(minutes), findings)
    free = [dose.time for dose in of_day if not dose.resolved.topical]
    if not of_day:
        free = [FreeTime.among([each for each in kept if each.concerns_form(None)], within)]
    common = within.intersection(*(each.minutes for each in free))
    conflicts = [
        *without_time([dose.resolved for dose in of_day], kept, waking, within, usual_wake, findings),
        *general_gap_not_kept((gap for each in free for gap in each.given_up), runs(common)),
        *table.conflicts,
    ]
    conflicts.sort(key=lambda conflict: -conflict.severity.rank)
    separations = tuple(separation_records(kept, [dose.resolved for dose in of_day]))
    reasons = tuple(_reasons(rules, table, minutes, separations))
    cited = cited_by((*findings, *cautions, *separations, *reasons))
    start = waking[0] if waking is not None and waking[0] > waking[1] else 0
    return Plan(
        severity=overall([*(each.severity for each in findings), *(each.severity for each in conflicts)]),
        schedule=tuple(_schedule(table, kept, minutes, start)),
        windows=_windows(common),
        separations=separations,
        conflicts=tuple(conflicts),
        findings=findings,
        assumptions=(*said_before, *said, *_meals_asleep(minutes, within), *table.notes),
        waking=Window(clock(waking[0]), clock(waking[1])) if waking is not None else None,
        meals=tuple(clock(minute) for minute in sorted(minutes)),
        person=person,
        doses=tuple(_planned(position, dose, table) for position, dose in enumerate(of_day)),
        supplement_mg_per_day=supplement,
        reasons=reasons,
        cautions=cautions,
        bibliography=catalogue.bibliography(citation.id for citation in cited),
        disclaimer=catalogue.about.disclaimer,
        data_version=catalogue.about.version,
    )


_About: TypeAlias = "tuple[Person, tuple[Finding, ...], tuple[CautionNotice, ...], tuple[str, ...], Span | None]"
"""The person, what is found and told, what is assumed, and the magnesium of a day."""


def _checked(report: Report) -> _About:
    """Of the doses of the day."""
    return report.person, report.findings, report.cautions, report.assumptions, report.supplement_mg_per_day


def _without_dose(catalogue: Catalogue, person: Person, assumptions: Iterable[str]) -> _About:
    """Of the person and their medicines alone: free times are asked for, and nothing is compared."""
    person, taken = apply_population_conditions(catalogue, person)
    facts = facts_of(catalogue, person, (), limit_passed=False)
    findings = [*condition_findings(catalogue, facts), *interaction_findings(catalogue, facts)]
    findings.sort(key=lambda finding: -finding.severity.rank)
    said = (*taken, "no dose given: the free times are those of any form", *assumptions)
    return person, tuple(findings), general_cautions(catalogue, ()), said, None


def _merged(medicines: Iterable[TimedMedicine]) -> list[TimedMedicine]:
    """Each medicine once, with all of its times in the order of the day."""
    times: dict[str, set[int]] = {}
    names: dict[str, str] = {}
    for medicine in medicines:
        name = medicine.name.strip()
        if not medicine.times:
            raise UsageError(no_time_given(name))
        names.setdefault(name.casefold(), name)
        times.setdefault(name.casefold(), set()).update(time.minute for time in medicine.times)
    if sum(map(len, times.values())) > MAX_MEDICINE_INTAKES:
        raise UsageError(f"more than {MAX_MEDICINE_INTAKES} intakes of medicines a day; check their times")
    return [
        TimedMedicine(names[key], tuple(TimeOfDay(minute) for minute in sorted(minutes)))
        for key, minutes in times.items()
    ]


def no_time_given(name: str) -> str:
    """What is said of a medicine without a time: a plan that left it out would be wrong."""
    shown = name or "NAME"
    return f"medicine '{name}' has no time: write it with its times, such as {shown}@07:00 or {shown}@08:00,20:00"


def _with_medicines(person: Person, medicines: Sequence[TimedMedicine]) -> Person:
    """The person who takes these medicines and no others."""
    named = {medicine.name.casefold() for medicine in medicines}
    for drug in person.drugs:
        if drug.strip().casefold() not in named:
            raise UsageError(no_time_given(drug.strip()))
    return person.replaced(drugs=tuple(medicine.name for medicine in medicines))


def _waking_hours(
    wake: TimeOfDay | None, sleep: TimeOfDay | None, rules: DosingRules
) -> tuple[tuple[int, int] | None, tuple[int, int], list[str]]:
    """First and last waking minute where any was given, those of `dosing.toml`, and what is assumed."""
    day = rules.day_plan
    usual_wake = TimeOfDay.parse(day.waking_from) if day is not None else TimeOfDay(0)
    usual_sleep = TimeOfDay.parse(day.waking_to) if day is not None else TimeOfDay(len(EVERY_MINUTE) - 1)
    usual = (usual_wake.minute, usual_sleep.minute)
    if wake is None and sleep is None:
        hours = f"{usual_wake} to {usual_sleep}"
        return None, usual, [f"waking hours not given: the windows cover the whole day, the schedule prefers {hours}"]
    said = []
    if wake is None:
        wake = usual_wake
        said.append(f"time of waking not given: {wake}")
    if sleep is None:
        sleep = usual_sleep
        said.append(f"time of sleep not given: {sleep}")
    if wake == sleep:
        raise UsageError(f"waking and sleep are both at {wake}: write two different times, such as 07:00 and 23:00")
    return (wake.minute, sleep.minute), usual, said


def _windows(minutes: frozenset[int]) -> tuple[Window, ...]:
    return tuple(Window(clock(first), clock(last)) for first, last in runs(minutes))


def _schedule(table: Timetable, kept: Sequence[SeparationRule], meals: set[int], start: int) -> list[PlannedIntake]:
    """Medicines and magnesium in the order of the day, which begins at midnight or, for a night's work, at waking."""
    lines = {(each.minute, each.drug): PlannedIntake(clock(each.minute), each.drug, "drug") for each in kept}
    day = [(minute, line) for (minute, _), line in lines.items()]
    for part in table.parts:
        at_meal = part.minute in meals
        day.append(
            (part.minute, PlannedIntake(clock(part.minute), part.what, "magnesium", part.mg, at_meal, part.dose))
        )
    return [line for _, line in sorted(day, key=lambda each: (each[0] - start) % len(EVERY_MINUTE))]


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


def _meals_asleep(meals: Iterable[int], within: frozenset[int]) -> Iterator[str]:
    for meal in sorted(meals):
        if meal not in within:
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
