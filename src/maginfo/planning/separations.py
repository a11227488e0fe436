"""What the intakes of medicines keep free of magnesium, on the circle of a day.

A medicine that goes 4 hours before magnesium and waits 4 hours after it, taken at 07:00, leaves 11:00 to 03:00: being
exactly at the distance is allowed. Every day is taken to be like the next, so the distances run past midnight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.catalogue.records.building import Record
from maginfo.dosing.circumstances import concerns_form
from maginfo.dosing.medicines import is_recorded, name_as_asked
from maginfo.dosing.wording import hours
from maginfo.planning.clock import DAY, EVERY_MINUTE, clock, whole_minutes
from maginfo.planning.plan import Separation, Window

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from maginfo.catalogue.catalogue import Catalogue, MedicineMatch
    from maginfo.catalogue.records.interactions import HoursApart
    from maginfo.dosing.doses import ResolvedDose
    from maginfo.planning.plan import TimedMedicine


class KeptApart(Record):
    """One intake of a medicine, and what one class that it belongs to keeps around it."""

    drug: str
    minute: int
    match: MedicineMatch
    hours: HoursApart
    before_min: int
    """How long the medicine goes before the magnesium."""
    after_min: int
    """How long it waits after the magnesium."""

    @property
    def never(self) -> bool:
        """Whether the medicine and magnesium are not combined at any hour."""
        return self.hours.never_together

    @property
    def blocked(self) -> frozenset[int]:
        """The minutes at which magnesium is too close."""
        if self.never:
            return EVERY_MINUTE
        first, last = min(0, 1 - self.after_min), max(self.before_min, min(1, self.after_min))
        return frozenset((self.minute + offset) % DAY for offset in range(first, last))

    def shortfall(self, minute: int) -> int:
        """By how many minutes magnesium at `minute` is too close; 0 where it is far enough."""
        since, until = (minute - self.minute) % DAY, (self.minute - minute) % DAY
        if since == 0:
            return max(self.before_min, self.after_min)
        return max(0, self.before_min - since) + max(0, self.after_min - until)

    def concerns(self, dose: ResolvedDose) -> bool:
        """Whether the interaction is one of the dose's form, or may be; on the skin none is."""
        return not dose.topical and concerns_form(self.match.group.forms, dose.form)

    @property
    def shown(self) -> str:
        """'levothyroxine at 07:00'."""
        return f"{self.drug} at {clock(self.minute)}"

    @property
    def window(self) -> Window | None:
        """From the last minute before that is far enough to the first one after; None where nothing is kept."""
        blocked = self.blocked
        if len(blocked) == DAY:
            return Window(clock(0), clock(0))
        if not blocked:
            return None
        return Window(clock(self.minute - max(self.after_min, 1)), clock(self.minute + max(self.before_min, 1)))


def kept_apart(catalogue: Catalogue, medicines: Sequence[TimedMedicine]) -> list[KeptApart]:
    """What every intake of every medicine keeps, class by class; UnknownNameError for a name that is not known."""
    kept = []
    for medicine in medicines:
        for match in catalogue.find_medicine(medicine.name):
            name, apart = name_as_asked(medicine.name, match), match.hours
            before, after = whole_minutes(apart.before_h), whole_minutes(apart.after_h)
            kept += [KeptApart(name, time.minute, match, apart, before, after) for time in medicine.times]
    return kept


def free_minutes(kept: Iterable[KeptApart], within: frozenset[int]) -> frozenset[int]:
    """The minutes of `within` at which magnesium keeps all of them."""
    free = within
    for each in kept:
        free = free - each.blocked
    return free


def separation_record(kept: KeptApart, doses: Sequence[ResolvedDose]) -> Separation:
    """What is shown of it; nothing is blocked where it concerns none of the doses."""
    window = kept.window if any(kept.concerns(dose) for dose in doses) else None
    return Separation(
        drug=kept.drug,
        time=clock(kept.minute),
        take_drug_before_h=kept.hours.before_h,
        take_drug_after_h=kept.hours.after_h,
        blocked=window,
        class_id=kept.match.group.id if is_recorded(kept.match) else None,
        never_together=kept.never,
        all_day=window is not None and len(kept.blocked) == DAY,
        sources=kept.match.sources,
    )


def nearest_miss(kept: Sequence[KeptApart], within: frozenset[int], first: int) -> tuple[int, int]:
    """The minute of `within` that lacks the fewest minutes of all separations together, and how many.

    Of equals the one that breaks the fewest separations, then the earliest counted from `first`.
    """

    def miss(minute: int) -> tuple[int, int, int]:
        lacking = [each.shortfall(minute) for each in kept]
        return sum(lacking), sum(1 for each in lacking if each), (minute - first) % DAY

    nearest = min(within, key=miss)
    return nearest, miss(nearest)[0]


def broken_at(kept: Iterable[KeptApart], minute: int) -> list[str]:
    """Each separation that magnesium at `minute` breaks, in words, with the minutes that it lacks."""
    told = []
    for each in kept:
        since, until = (minute - each.minute) % DAY, (each.minute - minute) % DAY
        for distance, wanted, kind in (
            (since, each.before_min, "before magnesium"),
            (until, each.after_min, "after magnesium"),
        ):
            if distance < wanted:
                told.append(f"{each.shown} is {wanted - distance} minutes short of its {hours(wanted / 60)} {kind}")
    return told
