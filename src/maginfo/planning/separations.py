"""Separations: how far intakes of medicines and magnesium are kept apart, on the circle of a day.

A medicine taken at 07:00 that needs 4 hours before and after magnesium leaves 11:00 to 03:00 for magnesium: a gap
of exactly that length is allowed. All days are assumed to be the same, so distances continue past midnight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from maginfo.catalogue.matches import MedicineMatch, ResolvedName
from maginfo.dosing.circumstances import concerns_form
from maginfo.dosing.medicine_wording import name_of_all
from maginfo.dosing.wording import hours
from maginfo.model.bibliography import Citation
from maginfo.model.hours import HoursApart
from maginfo.model.record import Record
from maginfo.planning.clock import DAY, EVERY_MINUTE, TimeOfDay, clock, whole_minutes
from maginfo.planning.plan import Separation, Window
from maginfo.planning.today import Moment, SoFar, moments_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.dosing.doses import ResolvedDose
    from maginfo.model.forms import Form
    from maginfo.planning.plan import TimedMedicine


class SeparationRule(Record):
    """The separation from one intake of a medicine, by one of its interaction classes."""

    drug: str
    minute: int
    match: MedicineMatch | None
    """The class that the separation comes from; None for a medicine without a record."""
    hours: HoursApart
    before_min: int
    """Minutes by which the medicine is taken before magnesium."""
    after_min: int
    """Minutes by which the medicine is taken after magnesium."""
    sources: tuple[Citation, ...] = ()
    general: bool = False
    """Whether this is the general gap from a medicine without recorded hours."""
    moment: Moment | None = None
    """The one day of the intake; None where it is the same every day."""

    @property
    def is_today(self) -> bool:
        """Whether the intake belongs to the planned day."""
        return self.moment is None or self.moment.day == 0

    @property
    def taken(self) -> Literal["said", "assumed"] | None:
        """How we know the intake was taken, as in `PlannedIntake.taken`."""
        return self.moment.taken if self.moment is not None else None

    @property
    def never(self) -> bool:
        """Whether the medicine and magnesium are never combined."""
        return self.hours.never_together

    @property
    def blocked(self) -> frozenset[int]:
        """The minutes at which magnesium is too close."""
        if self.never:
            return EVERY_MINUTE
        first, last = min(0, 1 - self.after_min), max(self.before_min, min(1, self.after_min))
        if self.moment is not None:
            offset, start = self.moment.offset, self.moment.day_start
            return frozenset((start + each) % DAY for each in range(max(0, offset + first), min(DAY, offset + last)))
        return frozenset((self.minute + offset) % DAY for offset in range(first, last))

    def shortfall(self, minute: int) -> int:
        """Return by how many minutes magnesium at `minute` is too close; 0 if it is far enough."""
        before, after = self.shortfalls(minute)
        return max(before, after) if minute == self.minute else before + after

    def shortfalls(self, minute: int) -> tuple[int, int]:
        """Return how many minutes the gaps before and after magnesium fall short; 0 if long enough."""
        if self.moment is None:
            since, until = (minute - self.minute) % DAY, (self.minute - minute) % DAY
            return max(0, self.before_min - since), max(0, self.after_min - until)
        until = self.moment.until(minute)
        before = max(0, self.before_min + until) if until <= 0 else 0
        return before, max(0, self.after_min - until) if until >= 0 else 0

    def is_to_come(self, minute: int) -> bool:
        """Return whether the intake is still to come after magnesium at `minute`, on the planned day."""
        return self.is_today and self.moment is not None and not self.moment.taken and self.moment.until(minute) >= 0

    def fraction_kept(self, minute: int) -> float:
        """Return the fraction of the required gap that magnesium at `minute` keeps: 0 together, 1 far enough."""
        if not self.shortfall(minute):
            return 1.0
        since, until = (minute - self.minute) % DAY, (self.minute - minute) % DAY
        sides = ((since, self.before_min), (until, self.after_min))
        return min(1.0, *(distance / wanted for distance, wanted in sides if wanted))

    def concerns(self, dose: ResolvedDose) -> bool:
        """Return whether the separation applies to this dose; none applies to a dose on the skin."""
        return not dose.topical and self.concerns_form(dose.form)

    def concerns_form(self, form: Form | None) -> bool:
        """Return whether the separation applies to a swallowed form; an unknown form could be any form."""
        return self.general or self.match is None or concerns_form(self.match.group.forms, form)

    @property
    def class_id(self) -> str | None:
        """Id of the class with a recorded interaction that the separation comes from; None for any other medicine."""
        return self.match.group.id if self.match is not None and self.match.group.is_recorded else None

    @property
    def shown(self) -> str:
        """The medicine and its time: 'levothyroxine at 07:00'."""
        if self.is_today or self.moment is None:
            return f"{self.drug} at {clock(self.minute)}"
        return f"{self.drug} at {clock(self.minute)} the day {'before' if self.moment.day < 0 else 'after'}"

    @property
    def window(self) -> Window | None:
        """The window from the last minute early enough to the first minute late enough; None if nothing is blocked."""
        blocked = self.blocked
        if len(blocked) == DAY:
            return Window.of_minutes(0, 0)
        if not blocked:
            return None
        first, last = self.minute - max(self.after_min, 1), self.minute + max(self.before_min, 1)
        if self.moment is not None and last - first >= DAY:  # within the one day
            start = self.minute - self.moment.offset
            first, last = max(first, start), min(last, start + DAY)
        return Window.of_minutes(first % DAY, last % DAY)


def separation_rules(
    catalogue: Catalogue, medicines: Sequence[TimedMedicine], so_far: SoFar | None = None, day_start: int = 0
) -> list[SeparationRule]:
    """Return the separations of every intake of every medicine, by class; the general gap for a medicine without hours.

    The general gap also applies to a medicine that is recognised without a record, or unknown. With `so_far` the
    intakes are those of one day, plus intakes of adjacent days that reach into that day. Raises UsageError for a
    medicine that was taken after now.
    """
    separations: list[SeparationRule] = []
    for medicine in medicines:
        parts = catalogue.resolve_medicine(medicine.name)
        matches = list(dict.fromkeys(match for part in parts for match in part.matches))
        name = name_of_all(medicine.name, matches) if matches else _known_as(medicine.name, parts)
        own = [match for match in matches if match.hours != _NO_HOURS]
        for match in own:
            rule = _rule(name, match, match.hours, match.title_sources)
            separations += _of_every_intake(rule, medicine, so_far, day_start)
        if not own:
            gap = catalogue.rules.general_gap
            hours_apart = HoursApart(gap.hours, gap.hours, False) if gap is not None else _NO_HOURS
            sources = gap.sources if gap is not None else ()
            first = matches[0] if matches else None
            rule = _rule(name, first, hours_apart, sources, general=True)
            separations += _of_every_intake(rule, medicine, so_far, day_start)
    return separations


def _known_as(name: str, parts: Sequence[ResolvedName]) -> str:
    """Return the medicine with the name given: 'sertraline (Zoloft)'; only the name if no such medicine is known."""
    known = ", ".join(dict.fromkeys(part.medicine.name for part in parts if part.medicine is not None))
    return f"{known} ({name.strip()})" if known and known != name.strip() else name.strip()


def _rule(
    name: str, match: MedicineMatch | None, apart: HoursApart, sources: tuple[Citation, ...], *, general: bool = False
) -> SeparationRule:
    """Return the separation from an intake of the medicine, with its time not yet set."""
    before, after = whole_minutes(apart.before_h), whole_minutes(apart.after_h)
    return SeparationRule(name, 0, match, apart, before, after, sources, general)


def _of_every_intake(
    rule: SeparationRule, medicine: TimedMedicine, so_far: SoFar | None, day_start: int
) -> Iterator[SeparationRule]:
    if so_far is None:
        yield from (rule.replaced(minute=time.minute) for time in medicine.times)
        return
    days = 0 if rule.never else 1 + max(rule.before_min, rule.after_min) // DAY
    for moment in moments_of(medicine, so_far, day_start, days):
        each = rule.replaced(minute=(day_start + moment.offset) % DAY, moment=moment)
        if each.is_today or each.blocked:
            yield each


_NO_HOURS = HoursApart(None, None, False)


class FreeTime(Record):
    """The minutes of a day for magnesium of one form among the medicines."""

    separations: tuple[SeparationRule, ...]
    """The separations that concern the form."""
    minutes: frozenset[int]
    """The minutes that satisfy every separation; if there are none, those that satisfy the recorded separations."""
    preferred: frozenset[int]
    """The same minutes; if general gaps are given up, only those that come nearest to satisfying the gaps."""
    given_up: tuple[SeparationRule, ...] = ()
    """General gaps that some of the minutes do not satisfy."""

    @classmethod
    def among(cls, separations: Sequence[SeparationRule], within: frozenset[int]) -> FreeTime:
        """Return the free minutes of `within`; if none satisfies the general gaps, only those gaps are given up."""
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
    """Return the minutes of `within` at which magnesium satisfies every separation."""
    free = within
    for each in separations:
        free = free - each.blocked
    return free


def separation_records(rules: Iterable[SeparationRule], doses: Sequence[ResolvedDose]) -> Iterator[Separation]:
    """Yield the separations as the plan lists them; one that concerns none of the doses blocks nothing."""
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
    """Return the minute of `within` that comes nearest to every separation, and its total shortfall, minutes.

    It maximizes the smallest fraction of a required gap that is kept. Of equal minutes, the one with the smallest total
    shortfall is returned, then the earliest counted from `first`.
    """

    def miss(minute: int) -> tuple[float, int, int]:
        kept = min((each.fraction_kept(minute) for each in separations), default=1.0)
        return -kept, sum(each.shortfall(minute) for each in separations), (minute - first) % DAY

    nearest = min(within, key=miss)
    return nearest, miss(nearest)[1]


def violated_at(separations: Iterable[SeparationRule], minute: int) -> list[str]:
    """Return a sentence for each separation that magnesium at `minute` breaks, with its shortfall."""
    violations = []
    for each in separations:
        before, after = each.shortfalls(minute)
        for short, wanted, kind in (
            (before, each.before_min, "before magnesium"),
            (after, each.after_min, "after magnesium"),
        ):
            if short:
                required = f"{'the general ' if each.general else ''}{hours(wanted / 60)} {kind}"
                violations.append(f"{each.shown} needs {required} and is {_in_words(short)} short")
    return violations


def _in_words(minutes: int) -> str:
    """Return '3 hours' for whole hours, '51 minutes' for other times."""
    if minutes % 60:
        return f"{minutes} {'minute' if minutes == 1 else 'minutes'}"
    return hours(minutes / 60)
