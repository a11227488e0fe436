"""The answer of `profile show`, and the day that a profile describes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from maginfo.catalogue.matches import known_names
from maginfo.dosing.check import dose_line
from maginfo.dosing.diet import Usual
from maginfo.dosing.doses import resolve
from maginfo.dosing.person import Person
from maginfo.dosing.report import DoseLine
from maginfo.errors import UsageError
from maginfo.model.answer import Answer
from maginfo.model.record import Record
from maginfo.planning.clock import TimeOfDay
from maginfo.planning.planner import plan_request
from maginfo.planning.request import make_plan_request

if TYPE_CHECKING:
    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.dosing.request import CheckRequest
    from maginfo.planning.plan import Plan
    from maginfo.profiles.profile import Profile


class ProfiledDose(Record):
    """One product."""

    dose: DoseLine
    at: tuple[TimeOfDay, ...]
    """The times asked for; empty if there are none."""
    price: float | None
    """The price of a package, in the dose's `currency`."""
    count: int | None
    """Number of intakes in a package."""


class ProfiledMedicine(Record):
    """One medicine."""

    name: str
    """The name as it is written."""
    known_as: tuple[str, ...]
    """The catalogue's names: the medicine, or the classes that the name stands for."""
    at: tuple[TimeOfDay, ...]


class ProfileAnswer(Answer):
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
    wake: TimeOfDay | None
    sleep: TimeOfDay | None
    meals: tuple[TimeOfDay, ...]
    data_version: str


def profile_answer(catalogue: Catalogue, profile: Profile) -> ProfileAnswer:
    """Return the profile with its names looked up."""
    return ProfileAnswer(
        file=profile.file,
        person=profile.person,
        authorities=profile.authorities,
        diet=profile.diet,
        eaten=profile.eaten,
        doses=tuple(
            ProfiledDose(
                dose=dose_line(resolve(catalogue, timed.dose)),
                at=timed.at,
                price=timed.dose.package.price if timed.dose.package is not None else None,
                count=timed.dose.package.count if timed.dose.package is not None else None,
            )
            for timed in profile.doses
        ),
        medicines=tuple(
            ProfiledMedicine(each.name, known_names(catalogue.resolve_medicine(each.name)), each.times)
            for each in profile.medicines
        ),
        wake=profile.wake,
        sleep=profile.sleep,
        meals=profile.meals,
        data_version=catalogue.about.version,
    )


def day_of(catalogue: Catalogue, profile: Profile, request: CheckRequest) -> Plan | None:
    """Return the plan of the day that a profile describes, for the request's doses; None if a medicine has no time.

    A timetable without one of the medicines would show times as free that are not. The doses of the profile keep the
    times that the profile asks for. None also for more intakes than a day allows: the check is then shown alone.
    """
    with_times = {medicine.name.casefold() for medicine in profile.medicines if medicine.times}
    if not with_times or any(drug.casefold() not in with_times for drug in request.person.drugs):
        return None
    of_profile = [dose.dose for dose in request.doses] == [timed.dose for timed in profile.doses]
    at = [timed.at for timed in profile.doses] if of_profile else [()] * len(request.doses)
    try:
        day = make_plan_request(
            request, at, profile.medicines, wake=profile.wake, sleep=profile.sleep, meals=profile.meals
        )
        return plan_request(catalogue, day)
    except UsageError:
        return None
