"""Resolves a dose: looks up its form and calculates its elemental magnesium."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.amounts import Dose
from maginfo.dosing.dose_words import without_piece_around
from maginfo.dosing.spans import Span
from maginfo.errors import UnknownNameError, UnreadableValueError
from maginfo.model.forms import Compound, Form
from maginfo.model.record import Record

if TYPE_CHECKING:
    from maginfo.catalogue.catalogue import Catalogue, FormMatch


class ResolvedDose(Record):
    """A dose with its form looked up. Amounts are mg of elemental magnesium."""

    dose: Dose
    form: Form | None
    compound: Compound | None
    """The compound that the name means; None if the name is less precise."""
    single_mg: Span
    """The magnesium of one intake."""
    topical: bool = False
    """Whether the product is for the skin: it counts as 0 mg, whatever its mass."""

    @property
    def mg_per_day(self) -> Span:
        """The magnesium of all intakes of a day."""
        return self.single_mg.times(self.dose.times_per_day)

    @property
    def fraction(self) -> Span | None:
        """Mass of magnesium per mass of the material; None if no form or no fraction is known."""
        return material_fraction(self.form, self.compound)


def material_fraction(form: Form | None, compound: Compound | None) -> Span | None:
    """Return the grams of magnesium in one gram of the material; None if the fraction is not known."""
    if compound is not None:
        return Span.exactly(compound.elemental_fraction)
    if form is None or form.elemental_fraction is None:
        return None
    return Span(*form.elemental_fraction)


def resolve(catalogue: Catalogue, dose: Dose) -> ResolvedDose:
    """Look up the form and calculate the elemental amount, as a range if the material varies.

    Raises UnknownNameError for a form that is not in the catalogue, AnotherSubstanceError for a name that may mean
    another substance, UnreadableValueError for the mass of a compound with an unknown magnesium content.
    """
    form, compound, topical = _find_form(catalogue, dose.form) if dose.form is not None else (None, None, False)
    if topical:
        return ResolvedDose(dose, form, compound, Span.exactly(0.0), topical=True)
    if dose.elemental_mg is not None:
        return ResolvedDose(dose, form, compound, dose.elemental_mg)
    if dose.basis == "elemental":
        return ResolvedDose(dose, form, compound, Span.exactly(dose.amount_mg))
    fraction = material_fraction(form, compound)
    if fraction is None:
        named = form.name if form is not None else "this product"
        raise UnreadableValueError(
            f"dose '{dose.text}': how much magnesium {named} holds is not known; write the label's elemental figure"
        )
    return ResolvedDose(dose, form, compound, Span(dose.amount_mg * fraction.low, dose.amount_mg * fraction.high))


def _find_form(catalogue: Catalogue, name: str) -> FormMatch:
    """Return the form of that name, or else of the name without the kind of a piece around it."""
    try:
        return catalogue.find_form_of_dose(name)
    except UnknownNameError:
        bare = without_piece_around(name)
        if bare == name:
            raise
    return catalogue.find_form_of_dose(bare)


def if_compound(resolved: ResolvedDose) -> Span | None:
    """Return the elemental mg of one intake if its figure is the mass of the compound; None for an unknown fraction."""
    fraction = resolved.fraction
    return Span(resolved.dose.amount_mg * fraction.low, resolved.dose.amount_mg * fraction.high) if fraction else None


def if_pure_compound(resolved: ResolvedDose) -> float | None:
    """Return the elemental mg of one intake if its figure is the mass of the pure compound; None if unknown."""
    compound = resolved.compound
    if compound is None and resolved.form is not None and resolved.form.compounds:
        compound = resolved.form.compounds[0]
    return resolved.dose.amount_mg * compound.elemental_fraction if compound is not None else None
