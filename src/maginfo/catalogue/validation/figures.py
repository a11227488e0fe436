"""Figures that must agree with each other: masses with formulas, tables without gaps, sums, hours, severities."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from maginfo.catalogue.validation.problems import Problem, item_place
from maginfo.model.chemistry import magnesium_mass, molar_mass
from maginfo.model.intakes import SEXES_AND_STATES
from maginfo.model.safety import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.model.forms import Form
    from maginfo.model.intakes import Authority
    from maginfo.model.safety import Escalation, InteractionClass, Member

FRACTION_ROUNDING = 1e-5
"""Fractions are given to five decimals."""
MASS_ROUNDING_G_PER_MOL = 0.05
"""Editions of the atomic weights differ by less, in the largest molecules sold; an atom of hydrogen weighs 1."""


def figure_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield every figure that contradicts another."""
    for form in catalogue.forms():
        yield from _chemistry_problems(form)
    for authority in catalogue.authorities:
        yield from _life_stage_problems(authority)
    yield from _separation_problems(catalogue)
    yield from _action_hours_problems(catalogue)
    yield from _escalation_problems(catalogue)


def _chemistry_problems(form: Form) -> Iterator[Problem]:
    file = f"forms/{form.id}.toml"
    for position, compound in enumerate(form.compounds):
        place = f"compounds{item_place(position, compound)}"
        mass = compound.molar_mass_g_per_mol
        expected = molar_mass(compound.formula)
        if abs(expected - mass) > MASS_ROUNDING_G_PER_MOL:
            message = f"is {mass:g}; the formula {compound.formula} gives {expected:.3f}"
            yield Problem(file, f"{place}.molar_mass_g_per_mol", message)
        expected = magnesium_mass(compound.formula) / mass
        if abs(expected - compound.elemental_fraction) > FRACTION_ROUNDING:
            message = f"is {compound.elemental_fraction}; the formula and the molar mass give {expected:.5f}"
            yield Problem(file, f"{place}.elemental_fraction", message)
    sold = form.commercial_fraction
    if sold is not None and sold.low > sold.high:
        yield Problem(file, "commercial_fraction", f"low {sold.low:g} is above high {sold.high:g}")
    for position, dose in enumerate(form.dose_ranges):
        if dose.low_mg > dose.high_mg:
            yield Problem(
                file,
                f"dose_ranges{item_place(position, dose)}",
                f"low_mg {dose.low_mg:g} is above high_mg {dose.high_mg:g}",
            )
    if form.commercial_fraction is None and len({compound.elemental_fraction for compound in form.compounds}) > 1:
        yield Problem(file, "commercial_fraction", "is missing; compounds of different content need the range sold")


def _life_stage_problems(authority: Authority) -> Iterator[Problem]:
    file = f"intakes/{authority.id}.toml"
    columns = (
        ("recommended_mg", authority.recommended),
        ("average_requirement_mg", authority.average_requirement),
        ("upper_limit_mg", authority.upper_limit),
        ("upper_limit_mg_per_kg", authority.upper_limit),
    )
    for position, stage in enumerate(authority.life_stages):
        for column, table in columns:
            if getattr(stage, column) is not None and table is None:
                place = f"life_stages{item_place(position, stage)}.{column}"
                yield Problem(file, place, "has no table with its kind and sources")
    for first, second in combinations(authority.life_stages, 2):
        if first.shares_a_person_with(second):
            yield Problem(
                file, "life_stages", f"'{first.label}' and '{second.label}' overlap; only one row may apply to a person"
            )
    for sex, state in SEXES_AND_STATES:
        bands = sorted(stage.age_band for stage in authority.life_stages if stage.concerns(sex, (state,), None))
        for earlier, later in pairwise(bands):
            if earlier.high_months is not None and later.low_months > earlier.high_months + 1:
                gap = f"{state or sex}, from {earlier.high_months + 1} to {later.low_months - 1} completed months"
                yield Problem(file, "life_stages", f"leave a gap: {gap}")
    yield from _increment_problems(authority, file)


def _increment_problems(authority: Authority, file: str) -> Iterator[Problem]:
    for stage in authority.life_stages:
        if stage.recommended_increment_mg is None or stage.recommended_mg is None:
            continue
        bases = [
            base.recommended_mg for base in authority.life_stages if base.concerns("female", (None,), stage.age_band)
        ]
        if any(base is None or base + stage.recommended_increment_mg != stage.recommended_mg for base in bases):
            added = stage.recommended_increment_mg
            message = f"{stage.label}: {stage.recommended_mg:g} is not the ordinary row plus {added:g}"
            yield Problem(file, "life_stages", message)


def _separation_problems(catalogue: Catalogue) -> Iterator[Problem]:
    for group in catalogue.interaction_classes():
        records: list[InteractionClass | Member] = [group, *group.members]
        for record in records:
            hours = (record.take_drug_before_h, record.take_drug_after_h)
            if record.never_together and hours != (None, None):
                message = "has both never_together and hours; keep one"
                yield Problem(f"interactions/{group.id}.toml", record.name, message)


def _action_hours_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield each `action` that names hours, if the class and its medicines have none of those hours."""
    for group in catalogue.interaction_classes():
        records: list[InteractionClass | Member] = [group, *group.members]
        every = [hours for each in records for hours in (each.take_drug_before_h, each.take_drug_after_h)]
        recorded = {hours for hours in every if hours is not None}
        mentioned = {float(hours) for hours in re.findall(r"(\d+(?:\.\d+)?) hours?", group.action)}
        if recorded and mentioned and not recorded & mentioned:
            message = (
                f"mentions {_listed(mentioned)} hours, but take_drug_before_h and take_drug_after_h "
                f"of the class and its medicines are {_listed(recorded)}"
            )
            yield Problem(f"interactions/{group.id}.toml", "action", message)


def _listed(hours: Iterable[float]) -> str:
    return ", ".join(f"{each:g}" for each in sorted(hours))


def _escalation_problems(catalogue: Catalogue) -> Iterator[Problem]:
    def too_low(file: str, place: str, severity: str, steps: Iterable[Escalation]) -> Iterator[Problem]:
        for step in steps:
            if Severity(step.severity) <= Severity(severity):
                yield Problem(file, place, f"escalates to '{step.severity}', which is not above '{severity}'")

    for caution in catalogue.cautions:
        yield from too_low("cautions.toml", caution.id, caution.severity, caution.escalate)
    for group in catalogue.interaction_classes():
        file = f"interactions/{group.id}.toml"
        yield from too_low(file, "escalate", group.severity, group.escalate)
        for member in group.members:
            severity = group.severity_of(member).value
            yield from too_low(file, f"{member.name}.escalate", severity, member.escalate)
