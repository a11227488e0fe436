"""The answer of `plan`: when in the day magnesium is taken, given the medicines and their times.

Times are minutes after midnight in `TimeOfDay` and 'HH:MM' where they are shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from maginfo.catalogue.records.building import Record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    from maginfo.catalogue.records.citations import Citation, Source
    from maginfo.dosing.report import Finding
    from maginfo.dosing.spans import Span


class PlannedIntake(Record):
    """One line of the day."""

    time: str
    """HH:MM."""
    what: str
    kind: Literal["magnesium", "drug"]
    elemental_mg: Span | None = None
    """Of this intake, for magnesium."""
    with_food: bool = False
    """At a meal, where meals were given."""


class Window(Record):
    """From `start` to `end`, HH:MM, both included; past midnight where the end is before the start."""

    start: str
    end: str


class Separation(Record):
    """What one intake of a medicine keeps free of magnesium, with the sources of its hours."""

    drug: str
    """The medicine's name."""
    time: str
    take_drug_before_h: float | None
    """Hours the medicine goes before the magnesium."""
    take_drug_after_h: float | None
    """Hours to wait after magnesium before the medicine."""
    blocked: Window | None
    """The times between which magnesium is too close, ends not included; null where nothing is kept apart."""
    sources: tuple[Citation, ...] = ()


class Conflict(Record):
    """Why a dose has no time: what blocks what, and what comes nearest."""

    code: str
    """'never-together', 'no-time-left' or 'not-enough-room'."""
    title: str
    detail: str
    drugs: tuple[str, ...]
    nearest: str | None = None
    """The nearest miss: a time and by how many minutes which separation is broken there."""


class Plan(Record):
    """A day's timetable."""

    SCHEMA: ClassVar[str] = "maginfo.plan/1"
    severity: str
    """The highest finding's, or 'ok' when none is above info."""
    schedule: tuple[PlannedIntake, ...]
    """In the order of the day."""
    windows: tuple[Window, ...]
    """All times of day at which magnesium keeps every separation."""
    separations: tuple[Separation, ...]
    conflicts: tuple[Conflict, ...]
    findings: tuple[Finding, ...]
    assumptions: tuple[str, ...]
    waking: Window | None
    meals: tuple[str, ...]
    bibliography: Mapping[str, Source]
    disclaimer: str
    data_version: str
