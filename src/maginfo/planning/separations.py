"""Separations: how far intakes of medicines and magnesium are kept apart, on the circle of a day.

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
from maginfo.planning.clock import DAY, EVERY_MINUTE, TimeOfDay, clock, whole_minutes
from maginfo.planning.plan import Separation, Window

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.catalogue.resolver import ResolvedName
    from maginfo.dosing.doses import ResolvedDose
    from maginfo.model.forms import Form
    from maginfo.planning.plan import TimedMedicine


class SeparationRule(Record):
    """The separation from one intake of a medicine, by one of its interaction classes."""

    drug: str
    minute: int
    match: MedicineMatch | None
    """The class that it follows from; None for a medicine that nothing is recorded under."""
    hours: HoursApart
    before_min: int
    """Minutes that the medicine goes before the magnesium."""
    after_min: int
    """Minutes that the medicine waits after the magnesium."""
    sources: tuple[Citation, ...] = ()
    general: bool = False
    """Whether this is the general gap, kept from a medicine without recorded hours."""

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
        """Minutes by which magnesium at `minute` is too close; 0 where it is far enough."""
        since, until = (minute - self.minute) % DAY, (self.minute - minute) % DAY
        if since == 0:
            return max(self.before_min, self.after_min)
        return max(0, self.before_min - since) + max(0, self.after_min - until)

    def concerns(self, dose: ResolvedDose) -> bool:
        """Whether the separation is kept from this dose; a dose on the skin keeps none."""
        return not dose.topical and self.concerns_form(dose.form)

    def concerns_form(self, form: Form | None) -> bool:
        """Whether the separation is kept from a swallowed form; a form that is not known could be any."""
        return self.general or self.match is None or concerns_form(self.match.group.forms, form)

    @property
    def class_id(self) -> str | None:
        """Id of the class with something recorded that it follows from; None for any other medicine."""
        return self.match.group.id if self.match is not None and is_recorded(self.match) else None

    @property
    def shown(self) -> str:
        """'levothyroxine at 07:00'."""
        return f"{self.drug} at {clock(self.minute)}"

    @property
    def window(self) -> Window | None:
        """From the last minute that is far enough before to the first one after; None where nothing is blocked."""
        blocked = self.blocked
        if len(blocked) == DAY:
            return Window.of_minutes(0, 0)
        if not blocked:
            return None
        first, last = self.minute - max(self.after_min, 1), self.minute + max(self.before_min, 1)
        return Window.of_minutes(first % DAY, last % DAY)


def separation_rules(catalogue: Catalogue, medicines: Sequence[TimedMedicine]) -> list[SeparationRule]:
    """The separations of every intake of every medicine, class by class; the general gap for one without hours.

    A medicine that is recognised without a record, or unknown, keeps the general gap too.
    """
    separations: list[SeparationRule] = []
    for medicine in medicines:
        parts = catalogue.medicine_resolver.resolve(medicine.name)
        matches = list(dict.fromkeys(match for part in parts for match in part.matches))
        name = name_of_all(medicine.name, matches) if matches else _known_as(medicine.name, parts)
        own = [match for match in matches if match.hours != _NO_HOURS]
        for match in own:
            separations += _of_every_intake(medicine, name, match, match.hours, match.sources)
        if not own:
            gap = catalogue.rules.general_gap
            hours_apart = HoursApart(gap.hours, gap.hours, False) if gap is not None else _NO_HOURS
            sources = gap.sources if gap is not None else ()
            first = matches[0] if matches else None
            separations += _of_every_intake(medicine, name, first, hours_apart, sources, general=True)
    return separations


def _known_as(name: str, parts: Sequence[ResolvedName]) -> str:
    """'sertraline (Zoloft)'; the name itself where no such medicine is known."""
    known = ", ".join(dict.fromkeys(part.medicine.name for part in parts if part.medicine is not None))
    return f"{known} ({name.strip()})" if known and known != name.strip() else name.strip()


def _of_every_intake(
    medicine: TimedMedicine,
    name: str,
    match: MedicineMatch | None,
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

    separations: tuple[SeparationRule, ...]
    """Those that concern the form."""
    minutes: frozenset[int]
    """The minutes that keep every separation; where there are none, those that keep the recorded separations."""
    preferred: frozenset[int]
    """The same minutes; where general gaps are given up, those that come nearest to keeping the gaps."""
    given_up: tuple[SeparationRule, ...] = ()
    """General gaps that some of the minutes do not keep."""

    @classmethod
    def among(cls, separations: Sequence[SeparationRule], within: frozenset[int]) -> FreeTime:
        """The free minutes of `within`; general gaps are given up where no minute keeps them, recorded hours never."""
        general = [each for each in separations if each.general]
        recorded = free_minutes([each for each in separations if not each.general], within)
        free = free_minutes(general, recorded)
        if free or not recorded:
            return cls(tuple(separations), free, free)
        lacking = {minute: max(each.shortfall(minute) for each in general) for minute in recorded}
        least = min(lacking.values())
        nearest = frozenset(minute for minute, shortfall in lacking.items() if shortfall == least)
        return cls(tuple(separations), recorded, nearest, tuple(each for each in general if each.blocked & recorded))


def free_minutes(separations: Iterable[SeparationRule], within: frozenset[int]) -> frozenset[int]:
    """The minutes of `within` at which magnesium keeps every separation."""
    free = within
    for each in separations:
        free = free - each.blocked
    return free


def separation_records(rules: Iterable[SeparationRule], doses: Sequence[ResolvedDose]) -> Iterator[Separation]:
    """The separations as the plan lists them; one that concerns none of the doses blocks nothing."""
    for rule in rules:
        concerned = any(map(rule.concerns, doses)) if doses else rule.concerns_form(None)
        window = rule.window if concerned else None
        yield Separation(
            drug=rule.drug,
            time=TimeOfDay(rule.minute),
            take_drug_before_h=rule.hours.before_h,
            take_drug_after_h=rule.hours.after_h,
            blocked=window,
            class_id=rule.class_id,
            never_together=rule.never,
            all_day=window is not None and len(rule.blocked) == DAY,
            general=rule.general,
            sources=rule.sources,
        )


def nearest_miss(separations: Sequence[SeparationRule], within: frozenset[int], first: int) -> tuple[int, int]:
    """The minute of `within` with the smallest shortfall of all separations together, and that shortfall in minutes.

    Among equals the minute that breaks the fewest separations, then the earliest counted from `first`.
    """

    def miss(minute: int) -> tuple[int, int, int]:
        lacking = [each.shortfall(minute) for each in separations]
        return sum(lacking), sum(1 for each in lacking if each), (minute - first) % DAY

    nearest = min(within, key=miss)
    return nearest, miss(nearest)[0]


def violated_at(separations: Iterable[SeparationRule], minute: int) -> list[str]:
    """A sentence for each separation that magnesium at `minute` breaks, with its shortfall in minutes."""
    violations = []
    for each in separations:
        since, until = (minute - each.minute) % DAY, (each.minute - minute) % DAY
        for distance, wanted, kind in (
            (since, each.before_min, "before magnesium"),
            (until, each.after_min, "after magnesium"),
        ):
            if distance < wanted:
                of_rule = "the general" if each.general else "its"
                lacking = f"{wanted - distance} minutes short of {of_rule} {hours(wanted / 60)} {kind}"
                violations.append(f"{each.shown} is {lacking}")
    return violations
