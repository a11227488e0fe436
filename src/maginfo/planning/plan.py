"""The answer of `plan`: when in the day magnesium is taken, given the medicines and their times.

Times are `TimeOfDay`; JSON holds them as 'HH:MM'.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from maginfo.dosing.amounts import Dose
from maginfo.dosing.person import Person
from maginfo.dosing.report import CautionNotice, Finding, OtherLimit, Unresolved
from maginfo.dosing.spans import Span
from maginfo.model.answer import Answer
from maginfo.model.bibliography import Citation, Source
from maginfo.model.record import Record
from maginfo.model.safety import Severity
from maginfo.planning.clock import TimeOfDay


class TimedMedicine(Record):
    """A medicine, by any name, with the times of day it is taken at."""

    name: str
    times: tuple[TimeOfDay, ...]


class TimedDose(Record):
    """A dose with the times asked for, which the schedule prefers; fewer times than intakes leave the rest free."""

    dose: Dose
    at: tuple[TimeOfDay, ...] = ()


class Taken(Record):
    """What was taken today, with the times.

    The name is that of a medicine, or the name, text or form of a dose; 'magnesium' is the only dose.
    """

    name: str
    times: tuple[TimeOfDay, ...]


class PlannedIntake(Record):
    """One line of the day."""

    time: TimeOfDay
    what: str
    kind: Literal["magnesium", "drug"]
    elemental_mg: Span | None = None
    """Elemental magnesium of this intake, mg; null for a medicine."""
    with_food: bool = False
    """Whether the intake is at a meal; only if meals were given."""
    dose: int | None = None
    """Position in `Plan.doses`; null for a medicine."""
    taken: Literal["said", "assumed"] | None = None
    """Whether it is over: 'assumed' for a medicine at its usual time, of which nothing was said; null if to come."""


class Window(Record):
    """From `start` to `end`, HH:MM, both included; past midnight where the end is before the start."""

    start: TimeOfDay
    end: TimeOfDay

    @classmethod
    def of_minutes(cls, first: int, last: int) -> Window:
        """Return the window between two minutes of the day."""
        return cls(TimeOfDay(first), TimeOfDay(last))


class Separation(Record):
    """The time around one intake of a medicine without magnesium, with the sources of its hours."""

    drug: str
    """The medicine's name, followed by the word that was asked for if that differs."""
    time: TimeOfDay
    take_drug_before_h: float | None
    """Hours by which the medicine is taken before magnesium."""
    take_drug_after_h: float | None
    """Hours to wait after magnesium before the medicine."""
    blocked: Window | None
    """The times between which magnesium is too close, ends not included; null if no separation applies.

    A window from a time to itself covers every other time of the day.
    """
    class_id: str | None = None
    """Id of the interaction class; null where no interaction is recorded."""
    never_together: bool = False
    all_day: bool = False
    """Whether no time of day is far enough, or the two are never combined: `blocked` is then 00:00 to 00:00."""
    general: bool = False
    """Whether this is the general gap, used for a medicine without recorded hours. If no time satisfies it, it is given
    up, and there is a conflict."""
    sources: tuple[Citation, ...] = ()


class PlannedDose(Record):
    """One dose as it was planned."""

    text: str
    name: str | None
    """The name that the person gives the product."""
    form: str | None
    intakes: int
    """Number of lines in the schedule for this dose; 0 if it has no time, or is for the skin."""
    divided_into: int
    """Number of parts of one unit that the schedule lists separately; 1 if a unit is taken whole."""
    elemental_mg: Span
    """Elemental magnesium of one intake, mg."""
    windows: tuple[Window, ...]
    """The times at which this dose keeps every separation that concerns its form; without the general ones where no
    time keeps them all."""


class Conflict(Record):
    """The separations that leave a dose no time, or not the time asked for, or only a time within a general gap."""

    code: Literal[
        "never-together",
        "no-time-left",
        "not-enough-room",
        "asked-time-too-close",
        "taken-too-close",
        "general-gap-not-kept",
    ]
    title: str
    detail: str
    drugs: tuple[str, ...]
    severity: Severity
    """At least 'major' where a dose has no time; of a time asked for, or at which magnesium was taken, that of the
    interaction and at least 'minor'; 'minor' of a general gap alone, and where doses only lack room to be spread;
    'info' where the day is over."""
    nearest: str | None = None
    """The nearest miss: a time, the separations broken at that time, and by how many minutes."""
    nearest_time: TimeOfDay | None = None
    """The time of the nearest miss, or, for a time asked for, the nearest free one."""
    nearest_shortfall_min: int | None = None
    """Minutes missing at `nearest_time`, summed over all separations that it breaks."""
    action: str | None = None
    """What the plan does instead."""


class Reason(Record):
    """A rule of the layout, with the sources it rests on."""

    text: str
    sources: tuple[Citation, ...] = ()


class Plan(Answer):
    """A day's timetable."""

    SCHEMA: ClassVar[str] = "maginfo.plan/1"
    severity: Severity
    """The highest severity of findings and conflicts, or ok if none is above info."""
    schedule: tuple[PlannedIntake, ...]
    """The intakes in the order of the day."""
    windows: tuple[Window, ...]
    """All times of day at which magnesium keeps every separation, whichever of the doses it is; without a dose, of any
    form. Where no time keeps the general gaps too, those that keep every recorded one. Only times after `now`."""
    separations: tuple[Separation, ...]
    conflicts: tuple[Conflict, ...]
    findings: tuple[Finding, ...]
    """The findings of `check` for the same doses, person and medicines."""
    other_limits: tuple[OtherLimit, ...]
    """Stricter limits of authorities not asked for, as in `check`."""
    assumptions: tuple[str, ...]
    waking: Window | None
    """The waking hours as given; null if they were not given."""
    meals: tuple[TimeOfDay, ...]
    person: Person
    doses: tuple[PlannedDose, ...]
    supplement_mg_per_day: Span | None
    """Null where no dose was given."""
    reasons: tuple[Reason, ...]
    cautions: tuple[CautionNotice, ...]
    """General cautions, shown to everybody."""
    bibliography: Mapping[str, Source]
    disclaimer: str
    data_version: str
    now: TimeOfDay | None = None
    """The time from which the rest of one day is planned; null where every day is the same."""
    unresolved: tuple[Unresolved, ...] = ()
    """Names of medicines and conditions that are recognised without a record, or unknown; each is a finding too."""
