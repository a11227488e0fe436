"""When in the day each intake of magnesium goes, within the minutes that its separations leave.

In this order: the times asked for; far enough apart that no more than the large single dose comes at once; waking
hours; at a meal, where that is wished and leaves the intakes at least half as far apart as the day allows; as far
apart as the day allows; as far as that leaves from the ends of the free time, so that an intake somewhat early or late
still keeps what it has to. The same day gives the same times on every run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.catalogue.records.building import Record
from maginfo.dosing.spans import exceeds
from maginfo.planning.clock import DAY, distance
from maginfo.planning.spreading import spread

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence


class Intake(Record):
    """One intake of magnesium that wants a time."""

    dose: int
    """Which dose it belongs to."""
    mg: float
    """The most that it may give, elemental."""
    allowed: frozenset[int]
    """The minutes that keep every separation; at least one."""
    preferred: frozenset[int]
    """The waking ones of these."""
    asked: int | None
    """The minute asked for."""
    with_food: bool
    """Whether a meal is preferred."""


class Layout(Record):
    """What the layout keeps to."""

    meals: frozenset[int]
    apart_min: int
    """Intakes closer than this are taken at once."""
    at_once_mg: float
    """More than this is not put at once where the day allows; infinite where no such amount is known."""


def lay_out(intakes: Sequence[Intake], layout: Layout) -> list[int]:
    """A minute for each intake, in their order; every one is among those that the intake allows."""
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
    """The allowed minute that is nearest to the one asked for, on either side; of two a preferred one, or the later."""
    return min(allowed, key=lambda minute: (distance(minute, asked), minute not in preferred, (minute - asked) % DAY))


def crowded(times: Sequence[int], intakes: Sequence[Intake], layout: Layout) -> list[list[int]]:
    """Positions of intakes that come at once and together are more than may be, each set once."""
    found: list[list[int]] = []
    for first in sorted(range(len(times)), key=lambda position: times[position]):
        together = [each for each in range(len(times)) if (times[each] - times[first]) % DAY < layout.apart_min]
        too_much = exceeds(sum(intakes[each].mg for each in together), layout.at_once_mg)
        if len(together) > 1 and too_much and not any(set(together) <= set(other) for other in found):
            found.append(together)
    return found


def _fits(intake: Intake, minute: int, placed: Sequence[tuple[Intake, int]], layout: Layout) -> bool:
    """Whether the intake may stand at that minute beside those placed before it."""
    if any(other.dose == intake.dose and time == minute for other, time in placed):
        return False
    near = [other.mg for other, time in placed if distance(time, minute) < layout.apart_min]
    return not near or not exceeds(intake.mg + sum(near), layout.at_once_mg)


def _interleaved(positions: Sequence[int], intakes: Sequence[Intake]) -> list[int]:
    """The positions in the order of the day: the intakes of each dose spread evenly among those of the others."""
    doses = [intakes[position].dose for position in positions]

    def turn(index: int) -> tuple[float, int]:
        dose = doses[index]
        return (doses[:index].count(dose) + 0.5) / doses.count(dose), index

    return [positions[index] for index in sorted(range(len(positions)), key=turn)]
