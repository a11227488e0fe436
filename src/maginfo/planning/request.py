"""What a command line, a profile or a library call asks of `plan`, as one record made in one place."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from maginfo.dosing.request import CheckRequest
from maginfo.errors import UnreadableValueError, UsageError
from maginfo.model.record import Record
from maginfo.planning.clock import TimeOfDay
from maginfo.planning.plan import TimedMedicine
from maginfo.planning.today import SoFar

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_MEDICINE_INTAKES = 96
"""The most intakes a day of all medicines together."""
MAX_MEALS = 8
"""The most meals a day."""
_TIME_AFTER_NAME = re.compile(
    r"(?P<name>.*?[^\W\d].*?)\s+(?:at\s+)?(?P<time>\d{1,2}(?::\d\d)?\s*(?:am|pm)|\d{1,2}:\d\d|noon|midnight)",
    re.IGNORECASE,
)


class PlanRequest(Record):
    """A request to `check`, with the times of the day around it."""

    check: CheckRequest
    """The request to `check`; its person takes the medicines below and no others."""
    at: tuple[tuple[TimeOfDay, ...], ...]
    """The times asked for, by dose; empty for a dose that may be taken at any time."""
    medicines: tuple[TimedMedicine, ...]
    """The medicines, each once, with all its times in the order of the day."""
    wake: TimeOfDay | None
    sleep: TimeOfDay | None
    meals: tuple[TimeOfDay, ...]
    """The times of meals in the order of the day, each once."""
    so_far: SoFar | None = None
    """What has happened of the day, if the rest of one day is planned."""


def make_plan_request(
    check: CheckRequest,
    at: Iterable[tuple[TimeOfDay, ...]],
    medicines: Iterable[TimedMedicine],
    *,
    wake: TimeOfDay | None,
    sleep: TimeOfDay | None,
    meals: Iterable[TimeOfDay],
    so_far: SoFar | None = None,
) -> PlanRequest:
    """Return the request with the times of its doses (`at`, one entry per dose), its medicines and its day.

    A medicine that is given twice is merged, with the times of both. Raises UsageError for a medicine without a time,
    for more intakes of medicines or meals than the limits above, and if there is neither a dose nor a medicine.
    """
    merged = _merged(medicines)
    with_times = {medicine.name.casefold() for medicine in merged}
    for drug in check.person.drugs:
        if drug.strip().casefold() not in with_times:
            raise UsageError(no_time_given(drug.strip()))
    minutes = {meal.minute for meal in meals}
    if len(minutes) > MAX_MEALS:
        raise UsageError(f"more than {MAX_MEALS} meals a day: keep those that matter")
    if not check.doses and not merged:
        raise UsageError("there is no dose and no medicine: give one, such as --dose 400 or --drug NAME@07:00")
    person = check.person.replaced(drugs=tuple(medicine.name for medicine in merged))
    return PlanRequest(
        check=check.replaced(person=person),
        at=tuple(at),
        medicines=merged,
        wake=wake,
        sleep=sleep,
        meals=tuple(TimeOfDay(minute) for minute in sorted(minutes)),
        so_far=so_far,
    )


def _merged(medicines: Iterable[TimedMedicine]) -> tuple[TimedMedicine, ...]:
    """Return each medicine once, with all of its times in the order of the day."""
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
    return tuple(
        TimedMedicine(names[key], tuple(TimeOfDay(minute) for minute in sorted(minutes)))
        for key, minutes in times.items()
    )


def no_time_given(name: str) -> str:
    """Return the error for a medicine without a time: a plan that left the medicine out would be wrong."""
    shown = name or "NAME"
    if (found := _TIME_AFTER_NAME.fullmatch(name)) is not None:
        with suppress(UnreadableValueError):
            time = TimeOfDay.parse(found["time"])
            return f"medicine '{name}' has no time: write it after an @, {found['name']}@{time}"
    return f"medicine '{name}' has no time: write it with its times, such as {shown}@07:00 or {shown}@08:00,20:00"
