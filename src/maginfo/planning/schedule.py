"""The schedule: intakes are spread over the free minutes of the day, as far apart as possible.

The times tried are quarters of an hour, the ends of the free windows, and meals; every minute is tried if these leave
too little room. Among the times tried, the schedule maximises the shortest distance between intakes.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import combinations
from typing import TYPE_CHECKING

from maginfo.dosing.spans import exceeds
from maginfo.model.record import Record
from maginfo.planning.clock import DAY, distance, runs

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence


class Intake(Record):
    """One intake of magnesium that needs a time."""

    dose: int
    """Position of its dose."""
    mg: float
    """Elemental mg of the intake; the high end if it is a range."""
    allowed: frozenset[int]
    """The minutes that keep every separation; at least one."""
    preferred: frozenset[int]
    """The allowed minutes within the waking hours."""
    asked: int | None
    """The minute asked for; None if any minute is acceptable."""
    with_food: bool
    """Whether a meal is preferred."""
    taken: bool = False
    """Whether it is over; `allowed` is then the minute at which it was taken."""


class Layout(Record):
    """The rules of the schedule."""

    meals: frozenset[int]
    apart_min: int
    """Distance in minutes below which intakes count as taken at once."""
    at_once_mg: float
    """The most mg taken at once if the day allows it; infinite if the data has no such amount."""


def lay_out(intakes: Sequence[Intake], layout: Layout) -> list[int]:
    """Choose an allowed minute for each intake; the result is in the order of the intakes."""
    placed: dict[int, int] = {}
    for position, intake in enumerate(intakes):
        if intake.asked is not None:
            minute = nearest_to(intake.asked, intake.allowed, intake.preferred)
            if _fits(intake, minute, [(intakes[other], time) for other, time in placed.items()], layout):
                placed[position] = minute
    groups: dict[tuple[frozenset[int], bool], list[int]] = {}
    for position, intake in enumerate(intakes):
        if position not in placed:
            groups.setdefault((intake.allowed, intake.with_food), []).append(position)
    for (allowed, with_food), positions in sorted(groups.items(), key=lambda item: len(item[0][0])):
        times = spread(
            len(positions),
            (intakes[positions[0]].preferred, allowed),
            sorted(placed.values()),
            layout.meals if with_food else frozenset(),
            layout.apart_min,
        )
        placed |= dict(zip(_interleaved(positions, intakes), times, strict=True))
    return [placed[position] for position in range(len(intakes))]


def nearest_to(asked: int, allowed: Iterable[int], preferred: Container[int] = ()) -> int:
    """Return the allowed minute nearest to the one asked for; of two equally near, a preferred one, else the later."""
    return min(allowed, key=lambda minute: (distance(minute, asked), minute not in preferred, (minute - asked) % DAY))


def crowded(times: Sequence[int], intakes: Sequence[Intake], layout: Layout) -> list[list[int]]:
    """Return sets of intakes, by position, that are taken at once and together are over `at_once_mg`; each set once.

    Intakes that were all taken already are no such set.
    """
    found: list[list[int]] = []
    for first in sorted(range(len(times)), key=lambda position: times[position]):
        together = [each for each in range(len(times)) if (times[each] - times[first]) % DAY < layout.apart_min]
        too_much = exceeds(sum(intakes[each].mg for each in together), layout.at_once_mg)
        to_come = not all(intakes[each].taken for each in together)
        if len(together) > 1 and too_much and to_come and not any(set(together) <= set(other) for other in found):
            found.append(together)
    return found


def too_close(times: Sequence[int], intakes: Sequence[Intake], layout: Layout) -> list[int]:
    """Return the intakes, by position, that are taken at once with another, unless both were asked for then."""
    close: set[int] = set()
    for one, other in combinations(range(len(times)), 2):
        asked = all(intakes[each].asked == times[each] for each in (one, other))
        if not asked and distance(times[one], times[other]) < layout.apart_min:
            close |= {one, other}
    return sorted(close, key=times.__getitem__)


def _fits(intake: Intake, minute: int, placed: Sequence[tuple[Intake, int]], layout: Layout) -> bool:
    """Return whether the intake fits at that minute beside the intakes placed before it."""
    if any(other.dose == intake.dose and time == minute for other, time in placed):
        return False
    near = [other.mg for other, time in placed if distance(time, minute) < layout.apart_min]
    return not near or not exceeds(intake.mg + sum(near), layout.at_once_mg)


def _interleaved(positions: Sequence[int], intakes: Sequence[Intake]) -> list[int]:
    """Return the positions in the order of the day: the intakes of each dose are spread evenly among the others."""
    doses = [intakes[position].dose for position in positions]

    def turn(index: int) -> tuple[float, int]:
        dose = doses[index]
        return (doses[:index].count(dose) + 0.5) / doses.count(dose), index

    return [positions[index] for index in sorted(range(len(positions)), key=turn)]


STEPS = (15, 1)
"""Minutes between the times tried; the coarse step comes first."""


def spread(
    count: int, pools: Sequence[frozenset[int]], fixed: Sequence[int], meals: frozenset[int], apart_min: int
) -> list[int]:
    """Return `count` minutes, `apart_min` from each other and from `fixed`, of the first pool that has room for them.

    The minutes are in the order of the day. If no pool has room, the result is the widest spacing in any pool.
    """
    crowded: list[list[int]] = []
    for pool in pools:
        for step in STEPS if pool else ():
            day = _FreeTime(pool, meals & pool, step, fixed)
            times = day.widest(count, fixed)
            if shortest_gap(times, fixed) >= apart_min:
                return sorted(day.at_meals(times, apart_min))
            crowded.append(times)
    widest = max(crowded, key=lambda each: shortest_gap(each, fixed))
    return sorted(widest)


def shortest_gap(times: Sequence[int], fixed: Sequence[int]) -> int:
    """Return the shortest distance in minutes between two times, or a time and a fixed one; a day for a single time."""
    gaps = [distance(*pair) for pair in combinations(times, 2)]
    gaps += [distance(time, other) for time in times for other in fixed]
    return min(gaps, default=DAY)


class _FreeTime:
    """The free minutes of a pool, the minutes to try (`marks`), and the minutes that are already taken (`fixed`)."""

    def __init__(self, pool: frozenset[int], meals: frozenset[int], step: int, fixed: Sequence[int]) -> None:
        windows = runs(pool)
        ends = {minute for window in windows for minute in window}
        self.marks = sorted({minute for minute in pool if minute % step == 0} | ends | meals)
        self.meals = sorted(meals)
        self.fixed = list(fixed)
        self._slack = dict.fromkeys(self.marks, DAY)
        for first, last in windows if len(pool) < DAY else ():
            self._slack |= {
                minute: min((minute - first) % DAY, (last - minute) % DAY)
                for minute in self.marks
                if (minute - first) % DAY <= (last - first) % DAY
            }

    def widest(self, count: int, fixed: Sequence[int]) -> list[int]:
        """Return `count` marks with the longest possible shortest distance from each other and from `fixed`."""
        least, most, best = 1, DAY // (count + bool(fixed)) if count else 0, 0
        while least <= most:
            gap = (least + most) // 2
            if next(self._fillings(count, gap, fixed), None) is None:
                most = gap - 1
            else:
                least, best = gap + 1, gap
        if not best:
            return [self.marks[position % len(self.marks)] for position in range(count)]
        return self._settled(max(self._fillings(count, best, fixed), key=self.margin), best, fixed)

    def at_meals(self, times: list[int], apart_min: int) -> list[int]:
        """Move as many of these times to meals as possible, and keep the others as far apart as that allows."""
        gap = shortest_gap(times, self.fixed)
        enough = max(gap / 2, min(gap, apart_min))
        for size in range(min(len(times), len(self.meals)), 0, -1):
            found = []
            for chosen in combinations(self.meals, size):
                if shortest_gap(chosen, self.fixed) >= enough:
                    rest = self.widest(len(times) - size, [*self.fixed, *chosen])
                    found.append([*chosen, *rest])
            best = max(found, key=lambda option: (shortest_gap(option, self.fixed), self.margin(option)), default=None)
            if best is not None and shortest_gap(best, self.fixed) >= enough:
                return best
        return times

    def margin(self, times: Sequence[int]) -> int:
        """Return the shortest distance, in minutes, from a time to an end of its window."""
        return min((self._slack[time] for time in times), default=DAY)

    def _fillings(self, count: int, gap: int, fixed: Sequence[int]) -> Iterator[list[int]]:
        """Yield ways to place `count` marks `gap` minutes apart: one for each first mark; one if minutes are fixed."""
        if fixed:
            points = sorted({*fixed})
            chosen: list[int] = []
            for point, following in zip(points, [*points[1:], points[0] + DAY], strict=True):
                chosen += self._fill(count - len(chosen), point, following, gap)
            if len(chosen) == count:
                yield chosen
            return
        for start in self.marks:
            chosen = [start, *self._fill(count - 1, start, start + DAY, gap)]
            if len(chosen) == count:
                yield chosen

    def _fill(self, count: int, start: int, end: int, gap: int) -> list[int]:
        """Return up to `count` marks between two points, `gap` minutes from both and each other, earliest first."""
        chosen: list[int] = []
        while len(chosen) < count:
            start = self._next(start + gap)
            if start > end - gap:
                break
            chosen.append(start % DAY)
        return chosen

    def _next(self, minute: int) -> int:
        """Return the first mark at or after a minute; it may be on a following day."""
        days, minute = divmod(minute, DAY)
        position = bisect_left(self.marks, minute)
        if position == len(self.marks):
            return self.marks[0] + (days + 1) * DAY
        return self.marks[position] + days * DAY

    def _settled(self, times: list[int], gap: int, fixed: Sequence[int]) -> list[int]:
        """Move each time in turn to the mark with the widest margin that still keeps the gap."""
        settled = list(times)
        for position in range(len(settled)):
            others = [*settled[:position], *settled[position + 1 :], *fixed]
            free = [mark for mark in self.marks if all(distance(mark, other) >= gap for other in others)]
            settled[position] = max([settled[position], *free], key=self._slack.__getitem__)
        return settled
