"""What one intake of a medicine keeps free, for hours that the shipped data does not hold."""

from __future__ import annotations

from maginfo import Catalogue
from maginfo.model.hours import HoursApart
from maginfo.planning.clock import EVERY_MINUTE, TimeOfDay, whole_minutes
from maginfo.planning.plan import Window
from maginfo.planning.separations import SeparationRule, free_minutes, nearest_miss, violated_at


def kept(minute: int, before: float | None, after: float | None, never: bool = False) -> SeparationRule:
    match = Catalogue().find_medicine("levothyroxine")[0]
    apart = HoursApart(before, after, never)
    return SeparationRule("levothyroxine", minute, match, apart, whole_minutes(before), whole_minutes(after))


def test_the_distance_itself_is_allowed() -> None:
    each = kept(7 * 60, 4, 4)
    assert each.window == Window(TimeOfDay.parse("03:00"), TimeOfDay.parse("11:00"))
    assert {3 * 60, 11 * 60} <= EVERY_MINUTE - each.blocked
    assert {3 * 60 + 1, 11 * 60 - 1} <= each.blocked


def test_hours_on_one_side_still_keep_both_from_being_taken_together() -> None:
    assert kept(600, 2, None).window == Window(TimeOfDay.parse("09:59"), TimeOfDay.parse("12:00"))
    assert kept(600, None, 2).window == Window(TimeOfDay.parse("08:00"), TimeOfDay.parse("10:01"))
    assert kept(600, None, None).window is None
    assert kept(600, 0, 0).window is None


def test_a_day_may_have_one_minute_left_or_none() -> None:
    assert free_minutes([kept(0, 14, 10)], EVERY_MINUTE) == {14 * 60}
    assert kept(0, 14, 10).window == Window(TimeOfDay.parse("14:00"), TimeOfDay.parse("14:00"))
    assert not free_minutes([kept(0, 14, 10.5)], EVERY_MINUTE)
    assert not free_minutes([kept(0, None, None, never=True)], EVERY_MINUTE)


def test_the_nearest_miss_counts_every_separation_that_is_broken() -> None:
    day = [kept(0, 14, 10.5), kept(14 * 60, 1, 0)]
    minute, shortfall = nearest_miss(day, EVERY_MINUTE, 0)
    assert (minute, shortfall) == (13 * 60 + 43, 30)
    assert violated_at(day, minute) == [
        "levothyroxine at 00:00 needs 14 hours before magnesium and is 17 minutes short",
        "levothyroxine at 00:00 needs 10.5 hours after magnesium and is 13 minutes short",
    ]


def test_the_nearest_miss_is_halfway_between_two_intakes_and_not_with_one() -> None:
    day = [kept(hour * 60, 4, 4) for hour in range(0, 24, 4)]
    assert nearest_miss(day, EVERY_MINUTE, 7 * 60) == (10 * 60, 240)
    assert nearest_miss(day, frozenset(range(8 * 60, 9 * 60 + 1)), 7 * 60)[0] == 9 * 60
