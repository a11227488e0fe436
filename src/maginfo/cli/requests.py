"""Builds the request that the library answers from the options and the profile of `check`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from maginfo.cli.contradictions import overruled
from maginfo.cli.inputs import load_profile, read_diet, read_doses, read_person, reject_unused
from maginfo.cli.names import name_alone, split_authorities, split_conditions, split_medicines
from maginfo.dosing.check import NO_DOSE, chosen_authorities
from maginfo.dosing.diet import parse_food
from maginfo.dosing.request import CheckRequest, make_request
from maginfo.errors import UsageError
from maginfo.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.cli.collected import ErrorCollector
    from maginfo.dosing.amounts import Dose
    from maginfo.dosing.person import Person
    from maginfo.profiles.profile import Profile


def with_words(words: Sequence[str] | None, doses: Sequence[str] | None) -> Sequence[str] | None:
    """Return the doses of --dose, after the dose given as plain words, if any."""
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

    def person(
        self, errors: ErrorCollector, catalogue: Catalogue, drugs: Sequence[str], profile: Profile | None
    ) -> Person:
        """Return the person of these options and of the profile, who takes medicines of these names."""
        return read_person(
            errors,
            sex=self.sex,
            age=self.age,
            weight=self.weight,
            egfr=self.egfr,
            pregnant=self.pregnant,
            lactating=self.lactating,
            conditions=split_conditions(catalogue, self.condition or ()),
            drugs=drugs,
            profile=profile,
        )

    def authorities(self, profile: Profile | None) -> Sequence[str]:
        """Return the ids of --authority, or those of the profile; empty for the library's default."""
        return split_authorities(self.authority) or (profile.authorities if profile is not None else ())

    def ignored_option_notes(self, doses: Iterable[Dose]) -> list[str]:
        """Return a note for each --dose option that a dose's own text overrides."""
        return list(overruled(list(doses), form=self.form, compound=self.compound, times=self.times))

    def reject_options_of_a_dose(self, profile: Profile) -> None:
        """Raise UsageError if --dose options are given but the doses come from the profile."""
        because = f"the doses of {profile.file} already state it"
        reject_unused(because, form=self.form, compound=self.compound, times=self.times)


class ProductOptions(Record, kw_only=True):
    """The options that `check` alone has, as they were written; None where one was not given."""

    label: Sequence[str] | None
    dsld: Sequence[str] | None
    price: Sequence[str] | None
    count: Sequence[int] | None
    diet: str | None
    eat: Sequence[str] | None


def read_check_request(
    catalogue: Catalogue, options: RequestOptions, products: ProductOptions, errors: ErrorCollector
) -> tuple[CheckRequest, Profile | None]:
    """Return the request of a `check` command, with the profile that was used.

    Raises all errors in the options at once, with those already collected. Times given with medicines are ignored.
    """
    loaded = errors.read(load_profile, catalogue, options.profile, options.no_profile)
    profile, assumptions = loaded or (None, ())
    medicines = split_medicines(catalogue, options.drug or ())
    person = options.person(errors, catalogue, [name_alone(text) for text in medicines], profile)
    doses, label_assumptions = _doses_of_products(catalogue, options, products, errors)
    if profile is not None and not doses:
        errors.read(options.reject_options_of_a_dose, profile)
        doses = [timed.dose for timed in profile.doses]
    if loaded is not None and not (doses or options.dose or products.label or products.dsld):
        errors.add(UsageError(NO_DOSE))
    diet, eaten = errors.read(read_diet, products.diet, products.eat or (), profile) or (None, products.eat or ())
    for food in eaten:
        errors.read(parse_food, catalogue, food)
    authorities = read_authorities(catalogue, options, profile, errors)
    errors.raise_all()
    request = make_request(
        catalogue,
        doses,
        person,
        authorities,
        diet_mg=diet,
        eaten=eaten,
        assumptions=(*assumptions, *label_assumptions, *_times_left_out(medicines)),
    )
    return request, profile


def read_authorities(
    catalogue: Catalogue, options: RequestOptions, profile: Profile | None, errors: ErrorCollector
) -> Sequence[str]:
    """Return the ids of the authorities; an unknown one is an error."""
    named = options.authorities(profile)
    for authority in named:
        errors.read(chosen_authorities, catalogue, (authority,))
    return named


def _times_left_out(medicines: Iterable[str]) -> Iterator[str]:
    """Yield an assumption if medicines were given with times."""
    timed = [text for text in medicines if name_alone(text) != text]
    if timed:
        yield f"times of day not used: {', '.join(timed)}; 'maginfo plan' uses them"


def _doses_of_products(
    catalogue: Catalogue, options: RequestOptions, products: ProductOptions, errors: ErrorCollector
) -> tuple[list[Dose], list[str]]:
    """Return the doses of --dose, --label and --dsld, with the assumptions made about the labels."""
    doses = read_doses(
        errors,
        catalogue,
        options.dose or (),
        form=options.form,
        compound=options.compound,
        times=options.times,
        prices=products.price or (),
        counts=products.count or (),
    )
    assumptions: list[str] = []
    if not products.label and not products.dsld:
        return doses, options.ignored_option_notes(doses)
    from maginfo.cli.label_input import doses_of_labels

    if not options.dose:
        errors.read(reject_unused, "a label is read as it is printed", form=options.form, compound=options.compound)
    each_label = [([label], ()) for label in products.label or ()]
    each_file = [((), [file]) for file in products.dsld or ()]
    for labels, files in (*each_label, *each_file):
        read = errors.read(doses_of_labels, catalogue, labels, files, times_per_day=options.times)
        if read is not None:
            doses += read[0]
            assumptions += read[1]
    return doses, assumptions
