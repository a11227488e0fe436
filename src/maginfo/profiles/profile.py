"""What a profile says: a person, their products and medicines, their day."""

from __future__ import annotations

from maginfo.dosing.diet import Usual
from maginfo.dosing.person import Person
from maginfo.model.record import Record
from maginfo.planning.clock import TimeOfDay
from maginfo.planning.plan import TimedDose, TimedMedicine

MAX_BYTES = 200_000
"""Of a profile's text; one that a person writes is a few thousand."""


class Profile(Record):
    """A profile, read and found to be valid. Nothing in it is guessed: what it does not say is empty."""

    file: str
    """Its name, as it was given."""
    person: Person
    """With the names of the medicines."""
    authorities: tuple[str, ...]
    """Ids, or 'all'; empty where the profile names none."""
    diet: float | Usual | None
    """Magnesium from food and water, mg a day, or the survey mean."""
    eaten: tuple[str, ...]
    """Foods and amounts as --eat takes them."""
    doses: tuple[TimedDose, ...]
    medicines: tuple[TimedMedicine, ...]
    """Each once, with all of its times; none where the profile gives none."""
    wake: TimeOfDay | None
    sleep: TimeOfDay | None
    meals: tuple[TimeOfDay, ...]


class Problem(Record):
    """One thing wrong in a profile."""

    line: int | None
    """Counted from 1; null where it concerns the file as a whole."""
    place: str
    """The table and the key: 'person: weight', 'dose 2: times'; empty where the text is not TOML."""
    message: str
    """What is wrong and what is allowed."""

    def __str__(self) -> str:
        at = f"line {self.line}" if self.line is not None else ""
        return ": ".join(part for part in (at, self.place, self.message) if part)
