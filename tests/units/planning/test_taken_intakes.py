"""What is left of a day: the page, the calendar, and what is refused."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar
from shown import text_of

from maginfo import Catalogue, Dose, Plan, Taken, TimedDose, TimedMedicine, TimeOfDay, plan
from maginfo.errors import UsageError
from maginfo.render.arrangement import FULL_VIEW
from maginfo.render.calendar import plan_calendar
from maginfo.render.pages.plan import plan_page

if TYPE_CHECKING:
    from fixture_types import RunMaginfo

TODAY = date(2026, 12, 1)
LEVOTHYROXINE = TimedMedicine("levothyroxine", (TimeOfDay.parse("07:00"), TimeOfDay.parse("22:00")))


def at(text: str) -> TimeOfDay:
    return TimeOfDay.parse(text)


@pytest.fixture
def day(catalogue: Catalogue) -> Plan:
    """Two tablets and a thyroid tablet twice; one tablet and, later than usual, the thyroid tablet were taken."""
    taken = [Taken("magnesium", (at("03:30"),)), Taken("levothyroxine", (at("08:40"),))]
    return plan(catalogue, [Dose.parse("2 x 100 mg")], [LEVOTHYROXINE], taken=taken, now=at("09:00"))


def test_the_page_says_what_was_taken_and_what_is_to_come(day: Plan) -> None:
    text = " ".join(text_of(plan_page(day)).split())
    assert "taken by 09:00: magnesium 100 mg 03:30, levothyroxine 08:40" in text.replace("Taken", "taken")
    first = text.partition(";")[0]
    assert first.startswith("TIMES magnesium ")
    assert "03:30" not in first
    assert "to come" in text_of(plan_page(day), FULL_VIEW)


def test_the_calendar_has_what_is_to_come_on_this_day_alone(day: Plan) -> None:
    events = Calendar.from_ical(plan_calendar(day, TODAY)).walk("VEVENT")
    assert [event["SUMMARY"] for event in events] == ["Magnesium 100 mg", "levothyroxine"]
    assert all(event.decoded("DTSTART") > datetime(2026, 12, 1, 9, 0) for event in events)
    assert all(event.decoded("DTSTART").date() == TODAY for event in events)
    assert all("RRULE" not in event for event in events)


def test_the_calendar_of_a_day_past_midnight_ends_on_the_next_date(catalogue: Catalogue) -> None:
    timed = TimedDose(Dose.parse("100 mg"), (at("01:30"),))
    answer = plan(catalogue, [timed], wake=at("14:00"), sleep=at("04:00"), now=at("20:00"))
    (event,) = Calendar.from_ical(plan_calendar(answer, TODAY)).walk("VEVENT")
    assert event.decoded("DTSTART") == datetime(2026, 12, 2, 1, 30)
    later = plan(catalogue, [timed], wake=at("14:00"), sleep=at("04:00"), now=at("01:00"))
    (event,) = Calendar.from_ical(plan_calendar(later, TODAY)).walk("VEVENT")
    assert event.decoded("DTSTART").date() == TODAY


def test_without_now_every_day_is_the_same(catalogue: Catalogue) -> None:
    answer = plan(catalogue, [Dose.parse("2 x 100 mg")], [LEVOTHYROXINE])
    assert answer.now is None
    assert {line.taken for line in answer.schedule} == {None}
    assert all("RRULE" in event for event in Calendar.from_ical(plan_calendar(answer, TODAY)).walk("VEVENT"))
    with pytest.raises(UsageError, match="the time of now"):
        plan(catalogue, [Dose.parse("100")], taken=[Taken("magnesium", (at("07:00"),))])


def test_a_time_asked_for_that_is_over_gives_way(catalogue: Catalogue) -> None:
    """The intake of 08:00 was taken at 08:20, that of 13:00 was not: it and that of 22:00 are to come."""
    dose = TimedDose(Dose.parse("3 x 50 mg"), (at("08:00"), at("13:00"), at("22:00")))
    answer = plan(catalogue, [dose], taken=[Taken("magnesium", (at("08:20"),))], now=at("15:00"))
    assert [str(line.time) for line in answer.schedule if line.taken] == ["08:20"]
    to_come = [line.time for line in answer.schedule if not line.taken]
    assert len(to_come) == 2
    assert at("22:00") in to_come
    assert all(time.minute > at("15:00").minute for time in to_come)


def test_the_page_of_a_day_that_is_over_says_so(catalogue: Catalogue) -> None:
    answer = plan(catalogue, [Dose.parse("100 mg")], wake=at("07:00"), sleep=at("22:00"), now=at("22:30"))
    assert text_of(plan_page(answer)).startswith("TIMES  no time of today is left after 22:30")


def test_one_dose_of_a_large_amount_counts_whole(catalogue: Catalogue) -> None:
    answer = plan(catalogue, [Dose.parse("400 mg")], taken=[Taken("magnesium", (at("08:00"),))], now=at("09:00"))
    assert [line.what for line in answer.schedule] == ["400 mg"]
    assert "the part of dose '400 mg' already taken counts as the whole dose, 400 mg" in answer.assumptions
    assert "all of it was taken" in text_of(plan_page(answer))


def test_the_clock_says_now_where_nothing_else_does(maginfo: RunMaginfo) -> None:
    before = datetime.now().astimezone()
    if before.hour == 0 or before.hour == 23:
        pytest.skip("the day is about to change")
    answer = maginfo("plan", "-d", "100", "--taken", "magnesium@00:05", "--json").json
    hour, minute = map(int, answer["now"].split(":"))
    told = before.replace(hour=hour, minute=minute)
    assert timedelta(minutes=-1) <= told - before <= timedelta(minutes=2)


def test_a_rest_without_a_time_is_not_called_taken(maginfo: RunMaginfo) -> None:
    words = ("--drug", "cipro@08:00,23:00", "--taken", "magnesium@17:00", "--now", "18:00")
    assert maginfo("plan", "2x200mg", *words).out.startswith("TIMES  no time of today is left for the rest\n")
    assert maginfo("plan", "200mg", *words).out.startswith("TIMES  no more magnesium today: all of it was taken\n")
