"""What the intakes of medicines keep free of magnesium, on the circle of a day.

A medicine that goes 4 hours before magnesium and waits 4 hours after it, taken at 07:00, leaves 11:00 to 03:00: being
exactly at the distance is allowed. Every day is taken to be like the next, so the distances run past midnight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.catalogue.catalogue import MedicineMatch
from maginfo.dosing.circumstances import concerns_form
from maginfo.dosing.person import is_recorded, name_of_all
from maginfo.dosing.wording import hours
from maginfo.model.bibliography import Citation
from maginfo.model.record import Record
from maginfo.model.safety import HoursApart
from maginfo.planning.clock import DAY, EVERY_MINUTE, clock, whole_minutes
from maginfo.planning.plan import Separation, Window

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.dosing.doses import ResolvedDose
    from maginfo.model.forms import Form
    from maginfo.planning.plan import TimedMedicine


class SeparationRule(Record):
    """One intake of a medicine, and what one class that it belongs to keeps around it."""

    drug: str
    minute: int
    match: MedicineMatch
    hours: HoursApart
    before_min: int
    """How long the medicine goes before the magnesium."""
    after_min: int
    """How long it waits after the magnesium."""
    sources: tuple[Citation, ...] = ()
    general: bool = False
    """Whether this is the gap from any medicine, of one for which no hours of its own are recorded."""

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
        return not dose.topical and self.concerns_form(dose.form)

    def concerns_form(self, form: Form | None) -> bool:
        """Whether it is kept from that form when swallowed; a form that is not known could be any."""
        return self.general or concerns_form(self.match.group.forms, form)

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


def separation_rules(catalogue: Catalogue, medicines: Sequence[TimedMedicine]) -> list[SeparationRule]:
    """What every intake of every medicine keeps, class by class; the general gap where none of them has hours.

    Raises UnknownNameError for a name that is not known.
    """
    kept: list[SeparationRule] = []
    for medicine in medicines:
        matches = catalogue.find_medicine(medicine.name)
        name = name_of_all(medicine.name, matches)
        own = [match for match in matches if match.hours != _NO_HOURS]
        for match in own:
            kept += _of_every_intake(medicine, name, match, match.hours, match.sources)
        if not own:
            gap = catalogue.rules.general_gap
            hours_apart = HoursApart(gap.hours, gap.hours, False) if gap is not None else _NO_HOURS
            sources = gap.sources if gap is not None else ()
            kept += _of_every_intake(medicine, name, matches[0], hours_apart, sources, general=True)
    return kept


def _of_every_intake(
    medicine: TimedMedicine,
    name: str,
    match: MedicineMatch,
    apart: HoursApart,
    sources: tuple[Citation, ...],
    *,
    general: bool = False,
) -> Iterator[SeparationRule]:
    before, after = whole_minutes(apart.before_h), whole_minutes(apart.after_h)
    for time in medicine.times:
        yield SeparationRule(name, time.minute, match, apart, before, after, sources, general)


_NO_HOURS = HoursApart(None, None, False)


class FreeTime(Record):
    """The minutes of a day for magnesium of one form among the medicines."""

    kept: tuple[SeparationRule, ...]
    """The separations that concern the form."""
    minutes: frozenset[int]
    """Those that keep all of them; where no minute does, those that keep every recorded one."""
    preferred: frozenset[int]
    """The same, or, where general gaps are given up, the minutes that come nearest to keeping them."""
    given_up: tuple[SeparationRule, ...] = ()
    """The general gaps that some of the minutes do not keep."""

    @classmethod
    def among(cls, kept: Sequence[SeparationRule], within: frozenset[int]) -> FreeTime:
        """What is left of `within`; general gaps are given up where no minute keeps them all, recorded hours never."""
        general = [each for each in kept if each.general]
        recorded = free_minutes([each for each in kept if not each.general], within)
        free = free_minutes(general, recorded)
        if free or not recorded:
            return cls(tuple(kept), free, free)
        lacking = {minute: max(each.shortfall(minute) for each in general) for minute in recorded}
        least = min(lacking.values())
        nearest = frozenset(minute for minute, shortfall in lacking.items() if shortfall == least)
        return cls(tuple(kept), recorded, nearest, tuple(each for each in general if each.blocked & recorded))


def free_minutes(kept: Iterable[SeparationRule], within: frozenset[int]) -> frozenset[int]:
    """The minutes of `within` at which magnesium keeps all of them."""
    free = within
    for each in kept:
        free = free - each.blocked
    return free


def separation_records(kept: Iterable[SeparationRule], doses: Sequence[ResolvedDose]) -> Iterator[Separation]:
    """What is shown of all; nothing is blocked by one that concerns none of the doses."""
    for each in kept:
        yield _separation_record(each, any(map(each.concerns, doses)) if doses else each.concerns_form(None))


def _separation_record(kept: SeparationRule, concerned: bool) -> Separation:
    window = kept.window if concerned else None
    return Separation(
        drug=kept.drug,
        time=clock(kept.minute),
        take_drug_before_h=kept.hours.before_h,
        take_drug_after_h=kept.hours.after_h,
        blocked=window,
        class_id=kept.match.group.id if is_recorded(kept.match) else None,
        never_together=kept.never,
        all_day=window is not None and len(kept.blocked) == DAY,
        general=kept.general,
        sources=kept.sources,
    )


def nearest_miss(kept: Sequence[SeparationRule], within: frozenset[int], first: int) -> tuple[int, int]:
    """The minute of `within` that lacks the fewest minutes of all separations together, and how many.

    Of equals the one that breaks the fewest separations, then the earliest counted from `first`.
    """

    def miss(minute: int) -> tuple[int, int, int]:
        lacking = [each.shortfall(minute) for each in kept]
        return sum(lacking), sum(1 for each in lacking if each), (minute - first) % DAY

    nearest = min(within, key=miss)
    return nearest, miss(nearest)[0]


def violated_at(kept: Iterable[SeparationRule], minute: int) -> list[str]:
    """Each separation that magnesium at `minute` breaks, in words, with the minutes that it lacks."""
    told = []
    for each in kept:
        since, until = (minute - each.minute) % DAY, (each.minute - minute) % DAY
        for distance, wanted, kind in (
            (since, each.before_min, "before magnesium"),
            (until, each.after_min, "after magnesium"),
        ):
            if distance < wanted:
                whose = "the general" if each.general else "its"
                told.append(f"{each.shown} is {wanted - distance} minutes short of {whose} {hours(wanted / 60)} {kind}")
    return told
