"""Converts single options from the text of the command line to the values that the library takes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from msgspec.structs import asdict

from maginfo.cli.environment import PROFILE_ENV_VAR
from maginfo.dosing.amounts import Dose
from maginfo.dosing.diet import USUAL, read_diet_mg
from maginfo.dosing.doses import resolve
from maginfo.dosing.numbers import read_number
from maginfo.dosing.packages import read_package
from maginfo.dosing.person import Age, Person, read_sex
from maginfo.dosing.spans import Span
from maginfo.errors import DataError, UnreadableValueError, UsageError
from maginfo.model.safety import FINDING_SEVERITIES, Severity

if TYPE_CHECKING:
    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.cli.collected import ErrorCollector
    from maginfo.dosing.diet import Usual
    from maginfo.dosing.report import Finding
    from maginfo.planning.plan import Conflict
    from maginfo.profiles.profile import Profile


def read_person(
    errors: ErrorCollector,
    sex: str | None,
    age: str | None,
    weight: str | None,
    egfr: str | None,
    pregnant: bool | None,
    lactating: bool | None,
    conditions: Iterable[str],
    drugs: Iterable[str],
    profile: Profile | None = None,
) -> Person:
    """Return the person that the options describe; facts without an option are taken from the profile.

    Conditions and medicines add to those of the profile: a medicine that the command line leaves out is still taken.
    Options that cannot be read, or that contradict each other or the profile, are errors; the person lacks them.
    """
    facts: dict[str, Any] = {
        "sex": errors.read(read_sex, sex) if sex is not None else None,
        "age": errors.read(Age.parse, age) if age is not None else None,
        "weight_kg": errors.read(_weight, weight) if weight is not None else None,
        "pregnant": pregnant,
        "lactating": lactating,
        "egfr": errors.read(_egfr, egfr) if egfr is not None else None,
    }
    stated: dict[str, Any] = {name: value for name, value in facts.items() if value is not None}
    person = errors.read(_person, stated, tuple(conditions), tuple(drugs), profile)
    return person if person is not None else Person()


def _person(stated: dict[str, Any], conditions: Sequence[str], drugs: Sequence[str], profile: Profile | None) -> Person:
    """Return the person of these facts and of the profile; UsageError where they contradict each other."""
    if profile is None:
        return Person(**stated, conditions=conditions, drugs=drugs)
    known = profile.person
    together = {**asdict(known), **stated}
    if together["sex"] == "male" and (together["pregnant"] or together["lactating"]):
        raise UsageError(
            f"the options and the profile {profile.file} together say male, and pregnant or lactating; "
            "--sex, --no-pregnant or --no-lactating settles it"
        )
    return known.replaced(
        **stated,
        conditions=tuple(dict.fromkeys((*known.conditions, *conditions))),
        drugs=tuple(dict.fromkeys((*known.drugs, *drugs))),
    )


def load_profile(catalogue: Catalogue, file: str | None, ignored: bool) -> tuple[Profile | None, Sequence[str]]:
    """Return the profile of --profile, or of MAGINFO_PROFILE unless --no-profile, and the resulting assumptions.

    A profile that the command line does not name is listed among the assumptions. Raises DataError where the profile
    is not valid.
    """
    if file is not None and ignored:
        raise UsageError("--profile and --no-profile contradict each other; keep one")
    if file is not None:
        reject_empty_name(file)
    name = None if ignored else file if file is not None else os.environ.get(PROFILE_ENV_VAR)
    if not name:
        return None, ()
    from maginfo.cli.profile_files import open_profile

    if file is not None:
        return open_profile(catalogue, name), ()
    try:
        return open_profile(catalogue, name), (f"profile {name} used, which {PROFILE_ENV_VAR} names",)
    except DataError as error:
        raise DataError(f"{error.message} ({PROFILE_ENV_VAR} names it; --no-profile leaves it out)") from None


def reject_empty_name(file: str) -> None:
    """Raise UsageError where --profile names no file, as an unset variable of a script does."""
    if not file.strip():
        raise UsageError("--profile names no file")


def read_doses(
    errors: ErrorCollector,
    catalogue: Catalogue,
    texts: Sequence[str],
    form: str | None,
    compound: bool,
    times: int | None,
    prices: Sequence[str] = (),
    counts: Sequence[int] = (),
) -> list[Dose]:
    """Return the doses of these texts, each with its --price and --count where these are given.

    A dose that cannot be read, or names a form that is not known, is an error and is left out.
    """
    parsed = (errors.read(Dose.parse, text, form=form, compound=compound, times_per_day=times) for text in texts)
    doses = [dose for dose in parsed if dose is not None and errors.read(resolve, catalogue, dose) is not None]
    if not prices and not counts:
        return doses
    if not len(texts) == len(prices) == len(counts):
        given = (_counted(len(texts), "dose"), _counted(len(prices), "price"), _counted(len(counts), "count"))
        errors.add(UsageError(f"each --dose needs its own --price and --count: got {', '.join(given)}"))
        for price in prices:
            errors.read(read_package, price, 1)
        return doses
    packages = [errors.read(read_package, *priced) for priced in zip(prices, counts, strict=True)]
    if len(doses) < len(texts):
        return doses
    return [dose.replaced(package=package) for dose, package in zip(doses, packages, strict=True)]


def _counted(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number in (0, 1) else 's'}"


def reject_unused(because: str, **options: object) -> None:
    """Raise UsageError for options that describe a --dose where there is no --dose to describe."""
    unused = [f"--{name}" for name, value in options.items() if value]
    if unused:
        raise UsageError(f"{' and '.join(unused)}: say it of a --dose; {because}")


def read_severity(word: str | None) -> Severity | None:
    """Return the severity of --fail-on."""
    if word is None:
        return None
    for severity in FINDING_SEVERITIES:
        if severity == word.strip().casefold():
            return severity
    raise UnreadableValueError(f"--fail-on '{word}': write one of {', '.join(FINDING_SEVERITIES)}")


def exceeds_threshold(threshold: Severity | None, found: Iterable[Finding | Conflict]) -> bool:
    """Return whether a finding or a conflict is at least as severe as --fail-on; False without --fail-on."""
    return threshold is not None and any(each.severity >= threshold for each in found)


def read_diet(
    text: str | None, eaten: Sequence[str], profile: Profile | None
) -> tuple[Span | Usual | None, Sequence[str]]:
    """Return the diet of --diet, or of the profile: magnesium in mg a day or 'usual', and the foods eaten beside it.

    --diet replaces everything that the profile says about food; without it, the foods of --eat add to the profile's.
    """
    if text is not None and text.strip().casefold() == USUAL:
        return USUAL, eaten
    if text is not None:
        return read_diet_mg(text, what="--diet"), eaten
    if profile is None:
        return None, eaten
    diet: Span | Usual | None = USUAL
    if profile.diet != USUAL:
        diet = Span.exactly(float(profile.diet)) if profile.diet is not None else None
    return diet, (*profile.eaten, *eaten)


def _weight(text: str) -> float | None:
    return Person(weight_kg=read_number(text.strip(), what="--weight")).weight_kg


def _egfr(text: str) -> float | None:
    return Person(egfr=read_number(text.strip(), what="--egfr")).egfr
