"""Builds the request that the library answers from the options and the profile of `check` and `plan`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from maginfo.cli.inputs import (
    load_profile,
    read_diet,
    read_doses,
    read_medicines,
    read_person,
    read_time,
    reject_unused,
    timed_doses,
)
from maginfo.dosing.request import CheckRequest, make_request
from maginfo.model.record import Record
from maginfo.planning.clock import read_times
from maginfo.planning.plan import TimedDose, TimedMedicine
from maginfo.planning.request import PlanRequest, make_plan_request

if TYPE_CHECKING:
    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.dosing.amounts import Dose
    from maginfo.dosing.person import Person
    from maginfo.profiles.profile import Profile


def with_words(words: Sequence[str] | None, doses: Sequence[str] | None) -> Sequence[str] | None:
    """Return the doses of --dose, after the one dose that the words of the command line are."""
    return doses if words is None else [" ".join(words), *(doses or ())]


class RequestOptions(Record, kw_only=True):
    """The options that `check` and `plan` share, as they were written; None where one was not given."""

    dose: Sequence[str] | None
    form: str | None
    compound: bool
    times: int | None
    sex: str | None
    age: str | None
    weight: str | None
    pregnant: bool | None
    lactating: bool | None
    condition: Sequence[str] | None
    drug: Sequence[str] | None
    egfr: str | None
    authority: Sequence[str] | None
    profile: str | None
    no_profile: bool

    def person(self, drugs: Sequence[str], profile: Profile | None) -> Person:
        """Return the person of these options and of the profile, who takes medicines of these names."""
        return read_person(
            *(self.sex, self.age, self.weight, self.egfr, self.pregnant, self.lactating),
            *(self.condition or (), drugs, profile),
        )

    def authorities(self, profile: Profile | None) -> Sequence[str]:
        """Return the ids of --authority, or those of the profile; empty for the library's default."""
        return self.authority or (profile.authorities if profile is not None else ())

    def reject_options_of_a_dose(self, profile: Profile) -> None:
        """Raise UsageError for options of a --dose where the doses are those of the profile."""
        because = f"the doses of {profile.file} say it themselves"
        reject_unused(because, form=self.form, compound=self.compound, times=self.times)


class ProductOptions(Record, kw_only=True):
    """The options that `check` alone has, as they were written; None where one was not given."""

    label: Sequence[str] | None
    dsld: Sequence[str] | None
    price: Sequence[str] | None
    count: Sequence[int] | None
    diet: str | None
    eat: Sequence[str] | None


class DayOptions(Record, kw_only=True):
    """The options that `plan` alone has, as they were written; None where one was not given."""

    wake: str | None
    sleep: str | None
    meals: Sequence[str] | None
    at: Sequence[str] | None


def read_check_request(
    catalogue: Catalogue, options: RequestOptions, products: ProductOptions
) -> tuple[CheckRequest, Profile | None]:
    """Return the request of a `check` command, with the profile that was used; MaginfoError for what cannot be read."""
    profile, assumptions = load_profile(catalogue, options.profile, options.no_profile)
    person = options.person(options.drug or (), profile)
    doses, of_labels = _doses_of_products(catalogue, options, products)
    if profile is not None and not doses:
        options.reject_options_of_a_dose(profile)
        doses = [timed.dose for timed in profile.doses]
    diet, eaten = read_diet(products.diet, products.eat or (), profile)
    request = make_request(
        catalogue,
        doses,
        person,
        options.authorities(profile),
        diet_mg=diet,
        eaten=eaten,
        assumptions=(*assumptions, *of_labels),
    )
    return request, profile


def _doses_of_products(
    catalogue: Catalogue, options: RequestOptions, products: ProductOptions
) -> tuple[list[Dose], Sequence[str]]:
    """Return the doses of --dose, --label and --dsld, with the assumptions made about the labels."""
    doses = read_doses(
        *(options.dose or (), options.form, options.compound, options.times),
        *(products.price or (), products.count or ()),
    )
    if not products.label and not products.dsld:
        return doses, ()
    from maginfo.cli.label_input import doses_of_labels

    if not options.dose:
        reject_unused("a label is read as it is printed", form=options.form, compound=options.compound)
    labels, files = products.label or (), products.dsld or ()
    labelled, assumptions = doses_of_labels(catalogue, labels, files, times_per_day=options.times)
    return [*doses, *labelled], assumptions


def read_plan_request(
    catalogue: Catalogue, options: RequestOptions, day: DayOptions
) -> tuple[PlanRequest, Profile | None]:
    """Return the request of a `plan` command, with the profile that was used; MaginfoError for what cannot be read.

    Medicines add to those of the profile; doses, waking hours and meals replace those of the profile.
    """
    medicines = read_medicines(options.drug or ())
    profile, assumptions = load_profile(catalogue, options.profile, options.no_profile)
    names = [medicine.name for medicine in medicines]
    person = options.person(names, profile)
    doses: Sequence[TimedDose] = timed_doses(
        read_doses(options.dose or (), options.form, options.compound, options.times), day.at or ()
    )
    wake, sleep = read_time(day.wake, "--wake"), read_time(day.sleep, "--sleep")
    meals = read_times(",".join(day.meals), what="--meals") if day.meals is not None else ()
    if profile is not None:
        medicines += _not_named(profile.medicines, names)
        if not doses:
            options.reject_options_of_a_dose(profile)
            doses = profile.doses
        wake, sleep, meals = wake or profile.wake, sleep or profile.sleep, meals or profile.meals
    diet, eaten = read_diet(None, (), profile)
    check = make_request(
        catalogue,
        [timed.dose for timed in doses],
        person,
        options.authorities(profile),
        diet_mg=diet,
        eaten=eaten,
        assumptions=assumptions,
    )
    at = [timed.at for timed in doses]
    return make_plan_request(check, at, medicines, wake=wake, sleep=sleep, meals=meals), profile


def _not_named(medicines: Sequence[TimedMedicine], names: Sequence[str]) -> list[TimedMedicine]:
    """Return the medicines of a profile that the command line does not name with times of its own."""
    named = {name.casefold() for name in names}
    return [medicine for medicine in medicines if medicine.name.casefold() not in named]
