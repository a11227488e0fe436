"""The part of a day that is over: what was taken, and which planned intakes it replaces."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Literal

from maginfo.catalogue.matches import known_names
from maginfo.dosing.wording import product
from maginfo.errors import AnotherSubstanceError, NotASourceError, UnknownNameError, UsageError, join_or
from maginfo.model.record import Record
from maginfo.planning.clock import DAY, TimeOfDay
from maginfo.planning.plan import TimedMedicine

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.catalogue.matches import DoseSubstance
    from maginfo.dosing.doses import ResolvedDose
    from maginfo.dosing.request import CheckRequest
    from maginfo.planning.plan import Taken

MAGNESIUM = "magnesium"
"""The name of the only dose among what was taken."""


class SoFar(Record):
    """What has happened of the day that is planned."""

    now: TimeOfDay
    medicines: tuple[TimedMedicine, ...]
    """The medicines of the request that were taken, with their times of this day."""
    doses: tuple[tuple[int, ...], ...]
    """The minutes at which each dose was taken."""


class Moment(Record):
    """One intake of a medicine on one day, where the days are not all the same."""

    offset: int
    """Minutes from the start of the planned day: below 0 the day before, 1440 and more a day after."""
    day_start: int
    """The minute at which the planned day starts."""
    taken: Literal["said", "assumed"] | None
    """'assumed' for a planned intake before now of which nothing was said; None for one that is still to come."""

    @property
    def day(self) -> int:
        """The day of the intake: 0 for the planned day, -1 for the day before."""
        return self.offset // DAY

    def until(self, minute: int) -> int:
        """Return the minutes from a minute of the planned day until the intake; negative after it."""
        return self.offset - (minute - self.day_start) % DAY


def add_taken(
    catalogue: Catalogue,
    check: CheckRequest,
    medicines: Sequence[TimedMedicine],
    taken: Sequence[Taken],
    now: TimeOfDay | None,
) -> tuple[CheckRequest, list[TimedMedicine], SoFar | None]:
    """Return the request and its medicines with what was taken today, and what has happened so far.

    A medicine that was taken and that the request does not have is added with the same times for every day. A dose that
    was taken more often than it says counts as often as it was taken. Raises UsageError where `taken` is given without
    `now`, and for a dose that cannot be told from the others.
    """
    if now is None:
        if taken:
            raise UsageError("what was taken needs the time of now: give it, such as --now 09:00")
        return check, list(medicines), None
    by_dose: list[set[int]] = [set() for _ in check.doses]
    by_medicine: dict[str, set[int]] = {}
    known = list(medicines)
    added: dict[str, set[int]] = {}
    notes = []
    for each in taken:
        minutes = {time.minute for time in each.times}
        medicine = _same_text(each.name, known)
        position = _dose_named(catalogue, each.name, check.doses) if medicine is None else None
        if position is not None:
            by_dose[position] |= minutes
            continue
        medicine = medicine or _same_medicine(catalogue, each.name, known)
        if medicine is None or medicine.name in added:
            medicine = TimedMedicine(medicine.name if medicine is not None else each.name.strip(), each.times)
            known.append(medicine)
            added.setdefault(medicine.name, set()).update(minutes)
        by_medicine.setdefault(medicine.name, set()).update(minutes)
    for name, minutes in added.items():
        times = ", ".join(str(TimeOfDay(minute)) for minute in sorted(minutes))
        notes.append(f"{name} is taken at {times} on other days too")
    doses = []
    for dose, minutes in zip(check.doses, by_dose, strict=True):
        if len(minutes) > dose.dose.times_per_day:
            notes.append(f"dose {product(dose.dose)} counts {len(minutes)} times: it was taken as often")
            dose = dose.replaced(dose=dose.dose.replaced(times_per_day=len(minutes), times_stated=True))
        doses.append(dose)
    if doses:
        notes.append(f"no {'other ' if any(by_dose) else ''}magnesium was taken before {now}")
    of_medicines = [
        TimedMedicine(name, tuple(map(TimeOfDay, sorted(minutes)))) for name, minutes in by_medicine.items()
    ]
    so_far = SoFar(now, tuple(of_medicines), tuple(tuple(sorted(minutes)) for minutes in by_dose))
    return check.replaced(doses=tuple(doses), assumptions=(*check.assumptions, *notes)), known, so_far


def _same_text(name: str, medicines: Iterable[TimedMedicine]) -> TimedMedicine | None:
    wanted = name.strip().casefold()
    return next((each for each in medicines if each.name.strip().casefold() == wanted), None)


def _same_medicine(catalogue: Catalogue, name: str, medicines: Iterable[TimedMedicine]) -> TimedMedicine | None:
    """Return the medicine that the name means too: Synthroid for levothyroxine."""
    wanted = _medicines_named(catalogue, name)
    return next((each for each in medicines if wanted and _medicines_named(catalogue, each.name) == wanted), None)


def _medicines_named(catalogue: Catalogue, name: str) -> frozenset[str]:
    return frozenset(known_names(catalogue.resolve_medicine(name)))


def _dose_named(catalogue: Catalogue, name: str, doses: Sequence[ResolvedDose]) -> int | None:
    """Return the position of the dose that the name means, by its name, text or form; None for a medicine."""
    wanted = name.strip().casefold()
    exact = [
        place
        for place, dose in enumerate(doses)
        if wanted in (dose.dose.text.strip().casefold(), (dose.dose.name or "").casefold())
    ]
    if exact:
        found = exact
    elif wanted == MAGNESIUM:
        found = list(range(len(doses)))
    else:
        try:
            substance = catalogue.find_form_of_dose(name)
        except (AnotherSubstanceError, NotASourceError, UnknownNameError):
            return None
        found = [place for place, dose in enumerate(doses) if _is_of(dose, substance)]
        if not found and _medicines_named(catalogue, name):
            return None
    if not found:
        raise UsageError(f"'{name}' was taken, and no dose is of that name: give it as a dose, such as --dose 400")
    if len(found) > 1:
        names = join_or([product(doses[place].dose) for place in found])
        raise UsageError(f"'{name}' was taken, and several doses could be meant: write {names} before the @")
    return found[0]


def _is_of(dose: ResolvedDose, substance: DoseSubstance) -> bool:
    """Return whether the dose is of that product, or may be of that form."""
    if substance.product is not None:
        return dose.product == substance.product
    return substance.form is not None and substance.form.id in dose.form_ids


def moments_of(medicine: TimedMedicine, so_far: SoFar, day_start: int, days: int) -> list[Moment]:
    """Return the intakes of a medicine on the planned day, and the planned ones on `days` days before and after it.

    Raises UsageError for one that was taken after now.
    """
    planned = sorted((time.minute - day_start) % DAY for time in medicine.times)
    now = (so_far.now.minute - day_start) % DAY
    told = _same_text(medicine.name, so_far.medicines)
    taken = [offset_before_now(time, so_far.now, day_start, medicine.name) for time in told.times] if told else []
    kept = sorted(set(planned) - times_replaced(sorted(taken), planned))
    today = [Moment(offset, day_start, "said") for offset in taken]
    today += [Moment(offset, day_start, "assumed" if offset < now else None) for offset in kept if offset not in taken]
    other_days = [day for day in range(-days, days + 1) if day]
    return [*today, *(Moment(offset + day * DAY, day_start, None) for day in other_days for offset in planned)]


def offset_before_now(time: TimeOfDay, now: TimeOfDay, day_start: int, name: str) -> int:
    """Return the minutes from the start of the day to a time of an intake; UsageError for a time after now."""
    offset = (time.minute - day_start) % DAY
    if offset > (now.minute - day_start) % DAY:
        begins = f", counted from {TimeOfDay(day_start)}, where the day begins"
        raise UsageError(f"'{name}' was taken at {time}, which is after now, {now}{begins}")
    return offset


def times_replaced(taken: Sequence[int], planned: Sequence[int]) -> set[int]:
    """Return the planned times that intakes at other times replace; both are sorted.

    As many as were taken, in the same order and as near as possible; of two as near, the earlier.
    """
    if len(taken) >= len(planned):
        return set(planned)

    @cache
    def nearest(first: int, start: int) -> tuple[float, tuple[int, ...]]:
        if first == len(taken):
            return 0, ()
        if len(planned) - start < len(taken) - first:
            return math.inf, ()
        distance, rest = nearest(first + 1, start + 1)
        here = distance + abs(taken[first] - planned[start]), (planned[start], *rest)
        return min(here, nearest(first, start + 1), key=lambda choice: choice[0])

    return set(nearest(0, 0)[1])
