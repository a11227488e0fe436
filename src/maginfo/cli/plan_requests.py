"""Builds the request that the library answers from the options and the profile of `plan`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.cli.inputs import load_profile, read_diet, read_doses
from maginfo.cli.names import split_medicines, without_times
from maginfo.cli.requests import read_authorities
from maginfo.dosing.request import make_request
from maginfo.errors import UnreadableValueError, UsageError
from maginfo.model.record import Record
from maginfo.planning.clock import MINUTES_PER_HOUR, TimeOfDay, read_times
from maginfo.planning.plan import Taken, TimedDose, TimedMedicine
from maginfo.planning.request import PlanRequest, make_plan_request, no_time_given
from maginfo.planning.today import add_taken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.cli.collected import ErrorCollector
    from maginfo.cli.requests import RequestOptions
    from maginfo.dosing.amounts import Dose
    from maginfo.profiles.profile import Profile


_BARE_HOURS = {
    "--wake": {str(hour): f"{hour:02}:00" for hour in range(4, 12)},
    "--sleep": {str(hour): f"{hour + 12}:00" for hour in range(8, 12)},
}
"""Hours without 'am' or 'pm' at which people wake up and go to bed."""


class DayOptions(Record, kw_only=True):
    """The options that `plan` alone has, as they were written; None where one was not given."""

    wake: str | None
    sleep: str | None
    meals: Sequence[str] | None
    at: Sequence[str] | None
    taken: Sequence[str] | None
    now: str | None


def read_plan_request(
    catalogue: Catalogue, options: RequestOptions, day: DayOptions, errors: ErrorCollector
) -> tuple[PlanRequest, Profile | None]:
    """Return the request of a `plan` command, with the profile that was used.

    Raises all errors in the options at once, with those already collected. Medicines add to those of the profile;
    doses, waking hours and meals replace those of the profile. Doses already taken count up to now: --now, or the
    clock.
    """
    texts = split_medicines(catalogue, options.drug or ())
    medicines = [medicine for text in texts if (medicine := errors.read(read_medicine, text)) is not None]
    profile, assumptions = errors.read(load_profile, catalogue, options.profile, options.no_profile) or (None, ())
    names = [medicine.name for medicine in medicines]
    person = options.person(errors, catalogue, names, profile)
    doses = _timed_doses(catalogue, options, day, errors)
    taken, now = _taken(catalogue, day, errors)
    dose_notes = options.ignored_option_notes(timed.dose for timed in doses)
    wake, wake_note = errors.read(read_waking_time, day.wake, "--wake") or (None, None)
    sleep, sleep_note = errors.read(read_waking_time, day.sleep, "--sleep") or (None, None)
    waking_notes = [note for note in (wake_note, sleep_note) if note is not None]
    meals = errors.read(read_times, ",".join(day.meals), what="--meals") or () if day.meals is not None else ()
    if profile is not None:
        medicines += _not_named(profile.medicines, names)
        if not doses:
            errors.read(options.reject_options_of_a_dose, profile)
            doses = profile.doses
        wake, sleep, meals = wake or profile.wake, sleep or profile.sleep, meals or profile.meals
    diet, eaten = read_diet(None, (), profile)
    authorities = read_authorities(catalogue, options, profile, errors)
    errors.raise_all()
    check = make_request(
        catalogue,
        [timed.dose for timed in doses],
        person,
        authorities,
        diet_mg=diet,
        eaten=eaten,
        assumptions=(*assumptions, *dose_notes, *waking_notes),
    )
    check, medicines, so_far = add_taken(catalogue, check, medicines, taken, now)
    at = [timed.at for timed in doses]
    return make_plan_request(check, at, medicines, wake=wake, sleep=sleep, meals=meals, so_far=so_far), profile


def _taken(catalogue: Catalogue, day: DayOptions, errors: ErrorCollector) -> tuple[list[Taken], TimeOfDay | None]:
    """Return what --taken says, and now: --now, or the clock if only --taken is given."""
    texts = split_medicines(catalogue, day.taken or ())
    read = [each for text in texts if (each := errors.read(read_medicine, text)) is not None]
    now = errors.read(read_time, day.now, "--now")
    if texts and day.now is None:
        from datetime import datetime

        clock = datetime.now().astimezone()
        now = TimeOfDay(clock.hour * MINUTES_PER_HOUR + clock.minute)
    return [Taken(each.name, each.times) for each in read], now


def _timed_doses(
    catalogue: Catalogue, options: RequestOptions, day: DayOptions, errors: ErrorCollector
) -> Sequence[TimedDose]:
    """Return the doses with the times of --at; empty if a dose or time cannot be read."""
    texts = options.dose or ()
    doses = read_doses(errors, catalogue, texts, options.form, options.compound, options.times)
    asked = day.at or ()
    times = [at for text in asked if (at := errors.read(read_times, text, what="--at")) is not None]
    if len(doses) < len(texts) or len(times) < len(asked):
        return ()
    return errors.read(timed_doses, doses, times) or ()


def _not_named(medicines: Sequence[TimedMedicine], names: Sequence[str]) -> list[TimedMedicine]:
    """Return the medicines of a profile that the command line does not name."""
    named = {name.casefold() for name in names}
    return [medicine for medicine in medicines if medicine.name.casefold() not in named]


def read_time(text: str | None, option: str) -> TimeOfDay | None:
    """Return the one time of day in the text of an option; None where the option was not given."""
    if text is None:
        return None
    times = read_times(text, what=option)
    if len(times) > 1:
        raise UnreadableValueError(f"{option} '{text}': write one time, such as 07:00")
    return times[0]


def read_waking_time(text: str | None, option: str) -> tuple[TimeOfDay | None, str | None]:
    """Return the time of --wake or --sleep, and how a bare hour was read: 6 is a morning, 10 an evening.

    The hour is told as an assumption; any other that could be morning or evening is refused.
    """
    hour = text.strip() if text is not None else ""
    meant = _BARE_HOURS[option].get(hour)
    if meant is None:
        return read_time(text, option), None
    return TimeOfDay.parse(meant), f"{option} {hour} is {meant}"


def read_medicine(text: str) -> TimedMedicine:
    """Return the medicine of NAME@HH:MM,HH:MM; UsageError for one without a name or a time."""
    name, times = without_times(text)
    if not times:
        raise UsageError(no_time_given(name))
    if not name:
        raise UsageError(f"medicine '{text.strip()}' has no name: write it before the @, levothyroxine@07:00")
    return TimedMedicine(name, read_times(times, what=f"medicine '{name}'"))


def timed_doses(doses: Sequence[Dose], times: Sequence[tuple[TimeOfDay, ...]]) -> list[TimedDose]:
    """Return each dose with its times; `times` has the times of each --at.

    A single dose takes the times of every --at. With several doses, give one --at for all of them, or one --at
    for each, in their order. Raises UsageError for any other number of --at.
    """
    if not times:
        return [TimedDose(dose) for dose in doses]
    if not doses:
        raise UsageError("--at: say it of a --dose; the doses of a profile already state it")
    if len(doses) == 1:
        return [TimedDose(doses[0], tuple(time for each in times for time in each))]
    if len(times) == 1:
        times = [*times] * len(doses)
    if len(times) != len(doses):
        raise UsageError(f"--at is given {len(times)} times for {len(doses)} doses: give one for all, or one for each")
    return [TimedDose(dose, at) for dose, at in zip(doses, times, strict=True)]
