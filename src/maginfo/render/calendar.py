"""A plan as a calendar file (iCalendar): one event an intake, every day."""

from __future__ import annotations

from datetime import datetime, time, timedelta, timezone
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from maginfo.render.control_characters import visible_controls
from maginfo.render.wording import note_of

if TYPE_CHECKING:
    from datetime import date

    from maginfo.planning.plan import Plan, PlannedIntake

DURATION = timedelta(minutes=15)


def plan_calendar(plan: Plan, first_day: date) -> str:
    """Write the schedule as events from `first_day` on, in the local time of whoever opens it.

    They repeat every day; where the rest of one day is planned, they are those still to come on it.
    """
    from icalendar import Calendar, Event
    from icalendar.prop import vRecur

    calendar = Calendar()
    calendar.add("prodid", "-//maginfo//plan//EN")
    calendar.add("version", "2.0")
    stamp = datetime.combine(first_day, time(), timezone.utc)
    for number, line in enumerate(plan.schedule):
        if line.taken is not None:
            continue
        event = Event()
        starts = datetime.combine(_day_of(line, plan, first_day), time(line.time.minute // 60, line.time.minute % 60))
        event.add("uid", f"{uuid5(NAMESPACE_URL, f'{first_day} {number} {line.time} {line.what}')}@maginfo")
        event.add("dtstamp", stamp)
        event.add("dtstart", starts)
        event.add("dtend", starts + DURATION)
        if plan.now is None:
            event.add("rrule", vRecur(freq="DAILY"))
        event.add("summary", visible_controls(_summary(line)))
        event.add("description", note_of(plan))
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written.decode()


def _day_of(line: PlannedIntake, plan: Plan, today: date) -> date:
    """Return the day of an intake: of one that is still to come before the time of now, the day after."""
    is_tomorrow = plan.now is not None and line.time.minute < plan.now.minute
    return today + timedelta(days=1) if is_tomorrow else today


def _summary(line: PlannedIntake) -> str:
    if line.kind == "drug":
        return line.what
    return f"Magnesium {line.what}{', with food' if line.with_food else ''}"
