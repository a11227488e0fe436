"""What a profile says, as `profile show` answers it, and the day that it describes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from maginfo.dosing.check import dose_line
from maginfo.dosing.diet import Usual
from maginfo.dosing.doses import resolve
from maginfo.dosing.person import Person
from maginfo.dosing.report import DoseLine
from maginfo.errors import UsageError
from maginfo.model.record import Record
from maginfo.planning.planner import plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.dosing.amounts import Dose
    from maginfo.planning.plan import Plan
    from maginfo.profiles.profile import Profile


class ProfiledDose(Record):
    """One product."""

    dose: DoseLine
    at: tuple[str, ...]
    """HH:MM; empty where no times are asked for."""
    price: float | None
    """Of a package, in the dose's `currency`."""
    count: int | None
    """Intakes that a package holds."""


class ProfiledMedicine(Record):
    """One medicine."""

    name: str
    """As it is written."""
    known_as: tuple[str, ...]
    """What the catalogue calls it: the medicine, or the classes that the name stands for."""
    at: tuple[str, ...]


class ProfileAnswer(Record):
    """`maginfo profile show`."""

    SCHEMA: ClassVar[str] = "maginfo.profile/1"
    file: str
    person: Person
    authorities: tuple[str, ...]
    diet: float | Usual | None
    """Magnesium from food and water, mg a day, or the survey mean."""
    eaten: tuple[str, ...]
    doses: tuple[ProfiledDose, ...]
    medicines: tuple[ProfiledMedicine, ...]
    wake: str | None
    sleep: str | None
    meals: tuple[str, ...]
    data_version: str


def profile_answer(catalogue: Catalogue, profile: Profile) -> ProfileAnswer:
    """The profile with its names looked up."""
    return ProfileAnswer(
        file=profile.file,
        person=profile.person,
        authorities=profile.authorities,
        diet=profile.diet,
        eaten=profile.eaten,
        doses=tuple(
            ProfiledDose(
                dose=dose_line(resolve(catalogue, timed.dose)),
                at=tuple(str(time) for time in timed.at),
                price=timed.dose.package.price if timed.dose.package is not None else None,
                count=timed.dose.package.count if timed.dose.package is not None else None,
            )
            for timed in profile.doses
        ),
        medicines=tuple(
            ProfiledMedicine(each.name, _known_as(catalogue, each.name), tuple(str(time) for time in each.times))
            for each in profile.medicines
        ),
        wake=str(profile.wake) if profile.wake is not None else None,
        sleep=str(profile.sleep) if profile.sleep is not None else None,
        meals=tuple(str(time) for time in profile.meals),
        data_version=catalogue.about.version,
    )


def _known_as(catalogue: Catalogue, name: str) -> tuple[str, ...]:
    matches = catalogue.find_medicine(name)
    return tuple(dict.fromkeys(match.name for match in matches))


def day_of(catalogue: Catalogue, profile: Profile, doses: Sequence[Dose], person: Person) -> Plan | None:
    """The day that a profile describes; None where it names no medicine, or one of the person's has no time.

    A timetable without one of the medicines would show times as free that are not.
    """
    timed = {medicine.name.casefold() for medicine in profile.medicines if medicine.times}
    if not timed or any(drug.casefold() not in timed for drug in person.drugs):
        return None
    own = list(doses) == [each.dose for each in profile.doses]
    try:
        return plan(
            catalogue,
            profile.doses if own else doses,
            profile.medicines,
            person,
            wake=profile.wake,
            sleep=profile.sleep,
            meals=profile.meals,
        )
    except UsageError:  # more intakes than a day holds: the check stands without its timetable
        return None
