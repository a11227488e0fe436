"""The magnesium of a day with its times: doses into intakes, large ones into parts, and what has to be said of it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from maginfo.dosing.circumstances import concerns_form
from maginfo.dosing.doses import ResolvedDose
from maginfo.dosing.spans import Span, exceeds
from maginfo.dosing.wording import amount, figure, product
from maginfo.errors import UsageError
from maginfo.model.record import Record
from maginfo.planning.clock import clock
from maginfo.planning.conflicts import asked_too_close, without_room
from maginfo.planning.plan import Conflict
from maginfo.planning.schedule import Intake, Layout, crowded, lay_out
from maginfo.planning.separations import FreeTime, violated_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from maginfo.dosing.report import Finding
    from maginfo.model.rules import DosingRules
    from maginfo.planning.separations import SeparationRule

MAX_INTAKES = 24
"""Of magnesium in a day: one an hour; more is a slip of the pen."""


class DoseOfDay(Record):
    """A dose with what the day holds for it."""

    resolved: ResolvedDose
    at: tuple[int, ...]
    """Minutes asked for, in the order of the day."""
    time: FreeTime
    """The separations that concern its form, and the minutes that these leave."""
    within: frozenset[int]
    """The whole day, or the waking hours that were given."""

    @classmethod
    def of(
        cls, resolved: ResolvedDose, at: Iterable[int], kept: Sequence[SeparationRule], within: frozenset[int]
    ) -> DoseOfDay:
        """The dose among the medicines of the day."""
        concerned = [each for each in kept if each.concerns(resolved)]
        return cls(resolved, tuple(sorted(at)), FreeTime.among(concerned, within), within)

    @property
    def free(self) -> frozenset[int]:
        """The minutes at which it may be taken."""
        return self.time.minutes

    @property
    def placed(self) -> bool:
        """Whether there is something to swallow and a time for it."""
        return not self.resolved.topical and bool(self.free)


class PlacedPart(Record):
    """One intake with its time."""

    dose: int
    minute: int
    what: str
    mg: Span


class Timetable(Record):
    """The intakes in the order of the day, and into how many parts one unit of each dose was divided."""

    parts: tuple[PlacedPart, ...]
    divided_into: tuple[int, ...]
    conflicts: tuple[Conflict, ...]
    notes: tuple[str, ...]


def timetable(
    doses: Sequence[DoseOfDay],
    rules: DosingRules,
    preferred: frozenset[int],
    meals: frozenset[int],
    findings: Iterable[Finding] = (),
) -> Timetable:
    """A time for every intake of the doses that have one; `findings` say how grave it is to be too close.

    Raises UsageError for more intakes than a day holds, or more times asked for than a dose has intakes.
    """
    at_once_mg = rules.large_single_dose.mg if rules.large_single_dose is not None else math.inf
    layout = Layout(meals, rules.day_plan.apart_min if rules.day_plan is not None else 1, at_once_mg)
    if sum(dose.resolved.dose.times_per_day for dose in doses) > MAX_INTAKES:
        raise UsageError(f"more than {MAX_INTAKES} intakes of magnesium a day; check how often each dose is taken")
    whole = [1] * len(doses)
    divided = [_parts_of(dose, at_once_mg) for dose in doses]
    for dose, parts in zip(doses, divided, strict=True):
        asked, taken = len(dose.at), dose.resolved.dose.times_per_day
        if asked > taken * parts:
            raise UsageError(
                f"dose {product(dose.resolved.dose)}: {asked} times are asked for and it is taken {taken} x a day; "
                f"write '{asked} x ...' or ask for {taken}"
            )
    intakes = list(_intakes(doses, divided, rules, preferred))
    times = lay_out(intakes, layout) if len(intakes) <= MAX_INTAKES else []
    notes: list[str] = []
    asleep = any(
        minute not in intake.preferred
        for intake, minute in zip(intakes, times, strict=False)
        if intake.preferred and intake.asked is None
    )
    if divided != whole and (not times or asleep or crowded(times, intakes, layout)):
        notes += [
            f"dose {product(dose.resolved.dose)} is shown whole: the waking hours have no room for {parts} parts"
            for dose, parts in zip(doses, divided, strict=True)
            if parts > 1 and dose.placed
        ]
        divided = whole
        intakes = list(_intakes(doses, divided, rules, preferred))
        times = lay_out(intakes, layout)
    placed = [
        PlacedPart(
            intake.dose,
            minute,
            _what(doses[intake.dose].resolved, divided[intake.dose]),
            doses[intake.dose].resolved.single_mg.times(1 / divided[intake.dose]),
        )
        for intake, minute in zip(intakes, times, strict=True)
    ]
    conflicts = [
        without_room([(placed[each].what, placed[each].minute, placed[each].mg) for each in together], layout)
        for together in crowded(times, intakes, layout)
    ]
    conflicts += asked_too_close(doses, intakes, times, findings)
    notes += _notes(doses, divided, at_once_mg)
    notes += _moved(doses, intakes, times, at_once_mg)
    return Timetable(
        tuple(sorted(placed, key=lambda part: (part.minute, part.dose))),
        tuple(divided),
        tuple(conflicts),
        tuple(notes),
    )


def _parts_of(dose: DoseOfDay, at_once_mg: float) -> int:
    """Into how many equal parts a unit goes so that none is over the large single dose.

    A dose that was written as a number of units keeps them: whether a tablet can be divided is not known.
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
    for position, (dose, parts) in enumerate(zip(doses, divided, strict=True)):
        if not dose.placed:
            continue
        count = dose.resolved.dose.times_per_day * parts
        asked = [*dose.at[:count], *[None] * (count - len(dose.at))]
        for minute in asked:
            yield Intake(
                dose=position,
                mg=dose.resolved.single_mg.high / parts,
                allowed=dose.free,
                preferred=(dose.time.preferred & preferred) or (dose.free & preferred),
                asked=minute,
                with_food=_better_with_food(dose.resolved, rules),
            )


def _better_with_food(resolved: ResolvedDose, rules: DosingRules) -> bool:
    """Whether the data says that a meal helps with this form, or with any where the form is not known."""
    told, form = rules.with_food, resolved.form
    if told is None or (form is not None and form.id in told.except_forms):
        return False
    return concerns_form(told.forms, form)


def _what(resolved: ResolvedDose, parts: int) -> str:
    """'200 mg glycinate', 'half of 400 mg', '1/3 of 600 mg'; after the product's name where it has one."""
    dose = resolved.dose
    if dose.elemental_mg is not None:
        unit = dose.text
    else:
        words = (f"{figure(dose.amount)} {dose.unit}", dose.form or "", "compound" if dose.basis == "compound" else "")
        unit = " ".join(word for word in words if word)
    if parts > 1:
        unit = f"half of {unit}" if parts == 2 else f"1/{parts} of {unit}"
    return f"{dose.name}: {unit}" if dose.name is not None else unit


def _notes(doses: Sequence[DoseOfDay], divided: Sequence[int], at_once_mg: float) -> Iterator[str]:
    for dose, parts in zip(doses, divided, strict=True):
        resolved = dose.resolved
        shown = product(resolved.dose)
        if resolved.topical:
            yield f"dose {shown} goes on the skin: counted as 0 mg, it has no line in the schedule and keeps no hours"
        elif parts > 1:
            each = amount(resolved.single_mg.times(1 / parts))
            told = f"dose {shown} is shown in {parts} equal parts of {each}"
            yield f"{told}; whether the product can be divided is not known"
        elif dose.placed and exceeds(resolved.single_mg.high, at_once_mg) and resolved.dose.times_stated:
            yield f"dose {shown} is a number of units, and none is divided: one is {amount(resolved.single_mg)}"


def _moved(
    doses: Sequence[DoseOfDay], intakes: Sequence[Intake], times: Sequence[int], at_once_mg: float
) -> Iterator[str]:
    """What kept an intake from the time asked for."""
    for intake, minute in zip(intakes, times, strict=True):
        dose = doses[intake.dose]
        if minute not in intake.preferred and not intake.preferred and intake.asked is None:
            yield (
                f"dose {product(dose.resolved.dose)} is shown at {clock(minute)}: no time of the waking hours keeps "
                "every separation"
            )
        if intake.asked is None or intake.asked == minute:
            continue
        reasons = violated_at(dose.time.kept, intake.asked)
        if intake.asked not in dose.within:
            reasons.append("it lies outside the waking hours")
        if not reasons:
            reasons.append(f"with what is taken then it would be more than {figure(at_once_mg)} mg at once")
        shown = product(dose.resolved.dose)
        yield f"dose {shown}, asked for at {clock(intake.asked)}, is shown at {clock(minute)}: {'; '.join(reasons)}"
