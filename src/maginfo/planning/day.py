"""The day that a plan fills: its waking hours and meals, and the doses with their free times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.doses import ResolvedDose
from maginfo.errors import UsageError
from maginfo.model.record import Record
from maginfo.planning.clock import DAY, EVERY_MINUTE, TimeOfDay, clock, minutes_between
from maginfo.planning.separations import FreeTime

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from maginfo.model.rules import DosingRules
    from maginfo.planning.separations import SeparationRule


class Day(Record):
    """The day that a plan may use; minutes count from 0 to 1439."""

    waking: tuple[int, int] | None
    """The first and the last waking minute; None where neither was given."""
    usual_wake: int
    """The waking minute of `dosing.toml`: near misses are counted from it where no waking hours were given."""
    within: frozenset[int]
    """The minutes that may be used: the waking hours, or the whole day."""
    preferred: frozenset[int]
    """The minutes that the schedule tries first: the waking hours, or the usual ones and the meals."""
    meals: frozenset[int]
    assumptions: tuple[str, ...]
    hours: tuple[int, int]
    """The waking hours that were given, or the usual ones."""
    rest: frozenset[int] = EVERY_MINUTE
    """The minutes after now, waking or not; the whole day where every day is the same."""

    @property
    def start(self) -> int:
        """The minute at which the schedule begins: midnight, or waking if the waking hours pass midnight."""
        return self.waking[0] if self.waking is not None and self.waking[0] > self.waking[1] else 0

    def after(self, now: TimeOfDay | None) -> Day:
        """Return what is left of the day after `now`; the whole day for None."""
        if now is None:
            return self
        over = (now.minute - self.start) % DAY
        rest = frozenset((self.start + offset) % DAY for offset in range(over + 1, DAY))
        return self.replaced(rest=rest, within=self.within & rest, preferred=self.preferred & rest)


def make_day(wake: TimeOfDay | None, sleep: TimeOfDay | None, meals: Sequence[TimeOfDay], rules: DosingRules) -> Day:
    """Return the day with these waking hours and meals; if one end is missing, the usual time is used for it.

    Raises UsageError if waking and sleeping are at the same time.
    """
    at_meals = frozenset(meal.minute for meal in meals)
    usual = rules.day_plan
    usual_wake = TimeOfDay.parse(usual.waking_from) if usual is not None else TimeOfDay(0)
    usual_sleep = TimeOfDay.parse(usual.waking_to) if usual is not None else TimeOfDay(len(EVERY_MINUTE) - 1)
    if wake is None and sleep is None:
        preferred = minutes_between(usual_wake.minute, usual_sleep.minute) | at_meals
        assumed = f"awake from {usual_wake} to {usual_sleep}"
        hours_awake = (usual_wake.minute, usual_sleep.minute)
        return Day(None, usual_wake.minute, EVERY_MINUTE, preferred, at_meals, (assumed,), hours_awake)
    assumptions = []
    if wake is None:
        wake = usual_wake
        assumptions.append(f"awake from {wake}")
    if sleep is None:
        sleep = usual_sleep
        assumptions.append(f"asleep from {sleep}")
    if wake == sleep:
        raise UsageError(f"waking and sleep are both at {wake}: write two different times, such as 07:00 and 23:00")
    within = minutes_between(wake.minute, sleep.minute)
    given = (wake.minute, sleep.minute)
    return Day(given, usual_wake.minute, within, within, at_meals, tuple(assumptions), given)


class DoseOfDay(Record):
    """A dose with the times asked for and the free times of the day."""

    resolved: ResolvedDose
    at: tuple[int, ...]
    """Minutes asked for, in the order of the day."""
    time: FreeTime
    """The separations that concern the form of the dose, and the minutes that they leave."""
    within: frozenset[int]
    """The whole day, or the waking hours that were given; of it what is left after now."""
    taken: tuple[int, ...] = ()
    """The minutes at which it was taken already."""
    stated: tuple[tuple[int, str], ...] = ()
    """Of the minutes asked for, those that are a time of day which the dose states, with its name."""

    @classmethod
    def of(
        cls,
        resolved: ResolvedDose,
        at: Iterable[int],
        separations: Sequence[SeparationRule],
        within: frozenset[int],
        taken: tuple[int, ...] = (),
    ) -> DoseOfDay:
        """Return the dose with the free times that the medicines of the day leave it."""
        concerned = [each for each in separations if each.concerns(resolved)]
        return cls(resolved, tuple(sorted(at)), FreeTime.among(concerned, within), within, taken)

    def asked_in_words(self, minute: int) -> str:
        """Return a minute asked for as it was said: '22:00', 'bedtime (23:00)'."""
        name = dict(self.stated).get(minute)
        return clock(minute) if name is None else f"{name} ({clock(minute)})"

    @property
    def remaining(self) -> int:
        """The number of intakes that are still to come; 0 for a dose on the skin."""
        return 0 if self.resolved.topical else self.resolved.dose.times_per_day - len(self.taken)

    @property
    def free(self) -> frozenset[int]:
        """The minutes at which it may be taken."""
        return self.time.minutes

    @property
    def placed(self) -> bool:
        """Whether intakes are still to come and have a free time."""
        return self.remaining > 0 and bool(self.free)
