"""The times of day that doses state, on the clock of one person's day."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from maginfo.planning.clock import DAY, MINUTES_PER_HOUR, clock, minutes_between
from maginfo.planning.schedule import nearest_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maginfo.dosing.amounts import Dose
    from maginfo.model.rules import DosingRules
    from maginfo.planning.day import Day


class StatedHours(NamedTuple):
    """A time of day that a dose states, with its minutes."""

    name: str
    first: int
    usual: int
    last: int

    def nearest(self, free: frozenset[int], meals: frozenset[int]) -> int:
        """Return the free minute of it nearest to the usual one, at a meal if there is one; else the usual one."""
        left = free & minutes_between(self.first, self.last)
        return nearest_to(self.usual, left & meals or left) if left else self.usual

    def __str__(self) -> str:
        if self.first == self.last:
            return f"{self.name} is {clock(self.usual)}"
        return f"{self.name} is {clock(self.first)} to {clock(self.last)}"


def stated_hours(dose: Dose, day: Day, rules: DosingRules) -> Sequence[StatedHours]:
    """Return the times of day that the text of a dose states, as this day has them."""
    known = {each.name: each for each in (rules.day_plan.times_of_day if rules.day_plan is not None else ())}
    wake, sleep = day.hours
    found = []
    for name in dose.at:
        if (each := known.get(name)) is not None:
            start = wake if each.after == "waking" else sleep
            hours = (each.first_h, each.usual_h, each.last_h)
            found.append(StatedHours(name, *((start + round(after * MINUTES_PER_HOUR)) % DAY for after in hours)))
    return found
