"""A profile: a person, their products and medicines, and their day."""

from __future__ import annotations

from maginfo.dosing.diet import Usual
from maginfo.dosing.person import Person
from maginfo.model.record import Record
from maginfo.planning.clock import TimeOfDay
from maginfo.planning.plan import TimedDose, TimedMedicine

MAX_BYTES = 200_000
"""The largest size of a profile in bytes; a profile written by hand has a few thousand."""


class Profile(Record):
    """A valid profile. Nothing is guessed: a key that is not given is None or empty."""

    file: str
    """The file's name, as it was given."""
    person: Person
    """The person, with the names of the medicines."""
    authorities: tuple[str, ...]
    """Ids, or 'all'; empty where the profile names none."""
    diet: float | Usual | None
    """Magnesium from food and water, mg a day, or the survey mean."""
    eaten: tuple[str, ...]
    """Foods and amounts as --eat takes them."""
    doses: tuple[TimedDose, ...]
    medicines: tuple[TimedMedicine, ...]
    """The medicines, each once, with all of its times; without times if the profile gives none."""
    wake: TimeOfDay | None
    sleep: TimeOfDay | None
    meals: tuple[TimeOfDay, ...]


class Problem(Record):
    """A problem of a profile."""

    line: int | None
    """The line, counted from 1; None for a problem of the whole file."""
    place: str
    """The table and the key: 'person: weight', 'dose 2: times'; empty where the text is not TOML."""
    message: str
    """What is wrong and what is allowed."""

    def __str__(self) -> str:
        at = f"line {self.line}" if self.line is not None else ""
        return ": ".join(part for part in (at, self.place, self.message) if part)
