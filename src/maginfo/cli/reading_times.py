"""What the options of `plan` say of times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.errors import UnreadableValueError, UsageError
from maginfo.planning.clock import read_times
from maginfo.planning.plan import TimedDose, TimedMedicine
from maginfo.planning.planning import no_time_given

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maginfo.dosing.quantities import Dose
    from maginfo.planning.clock import TimeOfDay


def read_time(text: str | None, option: str) -> TimeOfDay | None:
    """The one time that an option says, or None where it was not given."""
    if text is None:
        return None
    times = read_times(text, what=option)
    if len(times) > 1:
        raise UnreadableValueError(f"{option} '{text}': write one time, such as 07:00")
    return times[0]


def read_medicines(texts: Sequence[str]) -> list[TimedMedicine]:
    """The medicines of --drug NAME@HH:MM,HH:MM; UsageError for one without a name or a time."""
    medicines = []
    for text in texts:
        name, at, times = text.strip().rpartition("@")
        if not at or not times.strip():
            raise UsageError(no_time_given((name or times).strip()))
        if not name.strip():
            raise UsageError(f"medicine '{text.strip()}' has no name: write it before the @, levothyroxine@07:00")
        medicines.append(TimedMedicine(name.strip(), read_times(times, what=f"medicine '{name.strip()}'")))
    return medicines


def timed_doses(doses: Sequence[Dose], asked: Sequence[str]) -> list[TimedDose]:
    """Each dose with the times of its --at: of the only one, or of that in its place; UsageError otherwise.

    Of a single dose all are its own.
    """
    times = [read_times(text, what="--at") for text in asked]
    if not times:
        return [TimedDose(dose) for dose in doses]
    if not doses:
        raise UsageError("--at: say it of a --dose; the doses of a profile say it themselves")
    if len(doses) == 1:
        return [TimedDose(doses[0], tuple(time for each in times for time in each))]
    if len(times) == 1:
        times = times * len(doses)
    if len(times) != len(doses):
        raise UsageError(f"--at is given {len(times)} times for {len(doses)} doses: give one for all, or one for each")
    return [TimedDose(dose, at) for dose, at in zip(doses, times, strict=True)]
