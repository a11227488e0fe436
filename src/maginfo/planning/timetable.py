"""Schedules a day's magnesium: splits doses into intakes and large doses into parts, with notes on both."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from maginfo.dosing.circumstances import concerns_form
from maginfo.dosing.spans import Span, exceeds
from maginfo.dosing.wording import amount, figure, product
from maginfo.errors import UsageError
from maginfo.model.record import Record
from maginfo.planning.clock import clock
from maginfo.planning.conflicts import asked_too_close, without_room
from maginfo.planning.plan import Conflict
from maginfo.planning.schedule import Intake, Layout, crowded, lay_out, too_close

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from maginfo.dosing.doses import ResolvedDose
    from maginfo.dosing.report import Finding
    from maginfo.model.rules import DosingRules
    from maginfo.planning.day import DoseOfDay

MAX_INTAKES = 24
"""The most intakes of magnesium a day, one an hour; more are rejected as a typing error."""


class PlacedPart(Record):
    """One intake with its time."""

    dose: int
    minute: int
    label: str
    mg: Span
    taken: bool = False


class Timetable(Record):
    """The intakes in the order of the day, and into how many parts one unit of each dose was divided."""

    parts: tuple[PlacedPart, ...]
    divided_into: tuple[int, ...]
    conflicts: tuple[Conflict, ...]
    notes: tuple[str, ...]


class _Arrangement(Record):
    """Intakes with their times, for one way to divide the doses."""

    divided_into: tuple[int, ...]
    """Number of parts of one unit, by dose; 1 if the unit is taken whole."""
    intakes: tuple[Intake, ...]
    times: tuple[int, ...]
    """The minute of each intake; empty if there are more intakes than `MAX_INTAKES`."""

    @property
    def leaves_waking_hours(self) -> bool:
        """Whether an intake without a requested time lies outside the waking hours, although they have room for it."""
        return any(
            minute not in intake.preferred
            for intake, minute in zip(self.intakes, self.times, strict=False)
            if intake.preferred and intake.asked is None
        )


def timetable(
    doses: Sequence[DoseOfDay],
    rules: DosingRules,
    preferred: frozenset[int],
    meals: frozenset[int],
    findings: Iterable[Finding] = (),
) -> Timetable:
    """Choose a time for every intake of the doses with free time.

    `findings` give the severity of requested times that are too close.
    Raises UsageError for more intakes than `MAX_INTAKES`, or more times asked for than a dose has intakes.
    """
    at_once_mg = rules.large_single_dose.mg if rules.large_single_dose is not None else math.inf
    layout = Layout(meals, rules.day_plan.apart_min if rules.day_plan is not None else 1, at_once_mg)
    if sum(dose.resolved.dose.times_per_day for dose in doses) > MAX_INTAKES:
        raise UsageError(f"more than {MAX_INTAKES} intakes of magnesium a day; check how often each dose is taken")
    divided = [_parts_of(dose, at_once_mg) for dose in doses]
    _reject_too_many_times(doses, divided)
    arranged = _arranged(doses, divided, rules, preferred, layout)
    notes: list[str] = []
    if max(divided, default=1) > 1 and _lacks_room(arranged, layout):
        notes += _shown_whole(doses, divided)
        arranged = _arranged(doses, [1] * len(doses), rules, preferred, layout)
    placed = list(_placed(doses, arranged))
    conflicts = [
        without_room([(placed[each].label, placed[each].minute, placed[each].mg) for each in together], layout)
        for together in crowded(arranged.times, arranged.intakes, layout)
    ]
    close = too_close(arranged.times, arranged.intakes, layout)
    if close and not conflicts:
        conflicts.append(
            without_room([(placed[each].label, placed[each].minute, placed[each].mg) for each in close], layout)
        )
    conflicts += asked_too_close(doses, arranged.intakes, arranged.times, findings)
    notes += _notes(doses, arranged.divided_into, at_once_mg)
    notes += _moved(doses, arranged.intakes, arranged.times, at_once_mg)
    return Timetable(
        tuple(sorted(placed, key=lambda part: (part.minute, part.dose))),
        arranged.divided_into,
        tuple(conflicts),
        tuple(notes),
    )


def _reject_too_many_times(doses: Sequence[DoseOfDay], divided: Sequence[int]) -> None:
    """Raise UsageError for a dose with more times asked for than it has intakes."""
    for dose, parts in zip(doses, divided, strict=True):
        asked, taken = len(dose.at), dose.resolved.dose.times_per_day
        if asked > taken * parts:
            raise UsageError(
                f"dose {product(dose.resolved.dose)}: {asked} times are asked for and the dose is taken {taken} x a "
                f"day; use '{asked} x ...' or ask for {taken}"
            )


def _arranged(
    doses: Sequence[DoseOfDay],
    divided: Sequence[int],
    rules: DosingRules,
    preferred: frozenset[int],
    layout: Layout,
) -> _Arrangement:
    """Lay out the intakes, with each dose divided into its number of parts."""
    intakes = tuple(_intakes(doses, divided, rules, preferred))
    times = lay_out(intakes, layout) if len(intakes) <= MAX_INTAKES else []
    return _Arrangement(tuple(divided), intakes, tuple(times))


def _lacks_room(arranged: _Arrangement, layout: Layout) -> bool:
    """Return whether the day lacks room to keep the intakes apart from each other and within the waking hours."""
    return not arranged.times or arranged.leaves_waking_hours or bool(crowded(arranged.times, arranged.intakes, layout))


def _shown_whole(doses: Sequence[DoseOfDay], divided: Sequence[int]) -> Iterator[str]:
    """Yield a note for each dose that would be divided if the waking hours had room for its parts."""
    for dose, parts in zip(doses, divided, strict=True):
        if parts > 1 and dose.placed:
            yield f"dose {product(dose.resolved.dose)} is shown whole: the waking hours have no room for {parts} parts"


def _placed(doses: Sequence[DoseOfDay], arranged: _Arrangement) -> Iterator[PlacedPart]:
    for intake, minute in zip(arranged.intakes, arranged.times, strict=True):
        resolved, parts = doses[intake.dose].resolved, arranged.divided_into[intake.dose]
        yield PlacedPart(
            intake.dose, minute, _label(resolved, parts), resolved.single_mg.times(1 / parts), intake.taken
        )


def _parts_of(dose: DoseOfDay, at_once_mg: float) -> int:
    """Return into how many equal parts to divide one unit so that no part exceeds the large-single-dose threshold.

    A dose that states how often it is taken is not divided: whether a tablet can be divided is not known.
    """
    single = dose.resolved.single_mg.high
    if not dose.placed or dose.resolved.dose.times_stated or dose.resolved.dose.times_per_day > 1:
        return 1
    if not exceeds(single, at_once_mg):
        return 1
    return max(math.ceil(round(single / at_once_mg, 9)), len(dose.at))


def _intakes(
    doses: Sequence[DoseOfDay], divided: Sequence[int], rules: DosingRules, preferred: frozenset[int]
) -> Iterator[Intake]:
    for position, dose in enumerate(doses):
        for minute in () if dose.resolved.topical else dose.taken:
            at = frozenset({minute})
            yield Intake(position, dose.resolved.single_mg.high, at, at, minute, with_food=False, taken=True)
    for position, (dose, parts) in enumerate(zip(doses, divided, strict=True)):
        if not dose.placed:
            continue
        count = dose.remaining * parts
        for number in range(count):
            yield Intake(
                dose=position,
                mg=dose.resolved.single_mg.high / parts,
                allowed=dose.free,
                preferred=(dose.time.preferred & preferred) or (dose.free & preferred),
                asked=dose.at[number] if number < len(dose.at) else None,
                with_food=better_with_food(dose.resolved, rules),
            )


def better_with_food(resolved: ResolvedDose, rules: DosingRules) -> bool:
    """Return whether the data records that a meal helps with this form; an unknown form could be any form."""
    rule, form = rules.with_food, resolved.form
    if rule is None or (form is not None and form.id in rule.except_forms):
        return False
    return concerns_form(rule.forms, form)


def _label(resolved: ResolvedDose, parts: int) -> str:
    """Return what is taken: '200 mg glycinate', 'half of 400 mg', '1/3 of 600 mg'; after the product's name if any."""
    dose = resolved.dose
    if dose.pieces is not None:
        unit = " ".join(filter(None, (str(dose.pieces.number), dose.pieces.written, dose.form)))
    elif dose.elemental_mg is not None and resolved.product is None:
        unit = dose.text
    else:
        is_compound = dose.basis == "compound" and dose.elemental_mg is None
        words = (f"{figure(dose.amount)} {dose.unit}", dose.form or "", "compound" if is_compound else "")
        unit = " ".join(word for word in words if word)
    if parts > 1:
        unit = f"half of {unit}" if parts == 2 else f"1/{parts} of {unit}"
    return f"{dose.name}: {unit}" if dose.name is not None else unit


def _notes(doses: Sequence[DoseOfDay], divided: Sequence[int], at_once_mg: float) -> Iterator[str]:
    for dose, parts in zip(doses, divided, strict=True):
        resolved = dose.resolved
        shown = product(resolved.dose)
        if resolved.topical:
            not_planned = "it has no line in the schedule and needs no gap from medicines"
            yield f"dose {shown} goes on the skin: counted as 0 mg, {not_planned}"
        elif parts > 1:
            each = amount(resolved.single_mg.times(1 / parts))
            shown_as = f"dose {shown} is shown in {parts} equal parts of {each}"
            yield f"{shown_as}; whether the product can be divided is not known"
        elif dose.taken and exceeds(resolved.single_mg.high, at_once_mg) and not resolved.dose.times_stated:
            yield f"the part of dose {shown} already taken counts as the whole dose, {amount(resolved.single_mg)}"
        elif dose.placed and exceeds(resolved.single_mg.high, at_once_mg) and resolved.dose.times_stated:
            stated = "since how often it is taken was stated"
            yield f"dose {shown} is shown whole, {stated}: {amount(resolved.single_mg)} at once"


def _moved(
    doses: Sequence[DoseOfDay], intakes: Sequence[Intake], times: Sequence[int], at_once_mg: float
) -> Iterator[str]:
    """Yield a note for each intake outside the waking hours, or not at the time asked for, with the reason.

    Of a time asked for that breaks a separation, the conflict tells.
    """
    for intake, minute in zip(intakes, times, strict=True):
        dose = doses[intake.dose]
        shown = f"is shown at {clock(minute)}"
        if minute not in intake.preferred and intake.asked is None and not intake.taken:
            room = "the waking times that keep every separation have no room for it"
            reason = room if intake.preferred else "no waking time keeps every separation"
            yield f"dose {product(dose.resolved.dose)} {shown}: {reason}"
        if intake.asked in (None, minute) or any(intake.asked in each.blocked for each in dose.time.separations):
            continue
        reason = f"with the intake at that time the total would be more than {figure(at_once_mg)} mg at once"
        if intake.asked not in dose.within:
            reason = "it lies outside the waking hours"
        yield f"dose {product(dose.resolved.dose)}, asked for at {clock(intake.asked)}, {shown}: {reason}"
