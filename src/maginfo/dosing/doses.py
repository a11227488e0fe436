"""Resolves a dose: looks up its form and calculates its elemental magnesium."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from maginfo.catalogue.matches import DoseSubstance
from maginfo.catalogue.names import name_key
from maginfo.catalogue.products import NamedProduct
from maginfo.catalogue.routes import other_route
from maginfo.dosing.amounts import Dose, refuse_pieces, within_reason
from maginfo.dosing.products import MAX_PIECES, Printed, as_printed, counted_pieces, is_another_strength, of_pieces
from maginfo.dosing.spans import Span
from maginfo.dosing.wording import product
from maginfo.errors import UnknownNameError, UnreadableValueError, UsageError
from maginfo.model.forms import Compound, Form
from maginfo.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maginfo.catalogue.catalogue import Catalogue

MAX_PERCENT_APART = 1
"""How far a printed percentage may be from that of its amount: labels round both."""
_WORD = re.compile(r"[^\W\d_]{2}")


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
    product: NamedProduct | None = None
    """The product, where the dose names one."""
    salts: tuple[Form, ...] = ()
    """The forms of a product with several; empty where there is one `form`, or where none is known."""
    reading: str | None = None
    """How the product's label settled the figure, in words."""

    @property
    def form_ids(self) -> frozenset[str]:
        """Ids of the forms that the dose is or may be; empty for an unknown form."""
        forms = (self.form,) if self.form is not None else self.salts
        return frozenset(form.id for form in forms)

    @property
    def salt_unknown(self) -> bool:
        """Whether a product is named, its salt is not recorded, and its figure is read as magnesium without a word."""
        unknown = self.product is not None and self.form is None and not self.salts
        return unknown and not self.dose.basis_stated and not self.topical

    @property
    def mg_per_day(self) -> Span:
        """The magnesium of all intakes of a day."""
        return self.single_mg.times(self.dose.times_per_day)

    @property
    def fraction(self) -> Span | None:
        """Mass of magnesium per mass of the material; None if no form or no fraction is known."""
        return material_fraction(self.form, self.compound, self.salts)


def material_fraction(form: Form | None, compound: Compound | None, salts: Sequence[Form] = ()) -> Span | None:
    """Return the grams of magnesium in one gram of the material; None if the fraction is not known.

    Of several salts in unknown shares, it is the range from the poorest to the richest.
    """
    if compound is not None:
        return Span.exactly(compound.elemental_fraction)
    fractions = [each.elemental_fraction for each in ((form,) if form is not None else salts)]
    known = [fraction for fraction in fractions if fraction is not None]
    if not known or len(known) < len(fractions):
        return None
    return Span(min(low for low, _ in known), max(high for _, high in known))


def resolve(catalogue: Catalogue, dose: Dose) -> ResolvedDose:
    """Look up the form or product and calculate the elemental amount, as a range if the material varies.

    Raises UnknownNameError for a form that is not in the catalogue, AnotherSubstanceError for a name that may mean
    another substance, UnreadableValueError for the mass of a compound with an unknown magnesium content, for pieces of
    a product whose label was not read, and for a percentage that the amount is not.
    """
    if dose.percent is not None:
        dose = _by_percentage(catalogue, dose, dose.percent)
    named = _named(catalogue, dose)
    is_figure = dose.pieces is None and counted_pieces(dose, named.product) is None
    if is_figure and named.form is not None and is_another_strength(dose, named.product):
        named = named._replace(product=None)
    if named.product is None:
        _refuse_count(dose)
    reading = None
    if _names_material(dose, named):
        dose = dose.replaced(basis="compound", basis_stated=True)
        reading = f"{product(dose)}: the salt itself, as the name says"
    salts = _salts(catalogue, named)
    printed = _settled_by_label(dose, named.product, material_fraction(named.form, named.compound, salts))
    resolved = ResolvedDose(
        within_reason(printed.dose) if printed is not None else dose,
        named.form,
        named.compound,
        Span.exactly(0.0),
        topical=named.topical,
        product=named.product,
        salts=salts,
        reading=printed.assumption if printed is not None else reading,
    )
    return resolved if named.topical else resolved.replaced(single_mg=_single_mg(resolved))


def _refuse_count(dose: Dose) -> None:
    """Raise UnreadableValueError for '2 magnesium': a small number without a unit, among words, may count pieces."""
    number = dose.amount / dose.count
    if not dose.unit_stated and number <= MAX_PIECES and number.is_integer() and _WORD.search(dose.text):
        raise UnreadableValueError(
            f"dose '{dose.text}': {number:g} may count pieces; write the magnesium, like '{number:g} x 200 mg', or "
            f"'{number:g} mg'"
        )


def _by_percentage(catalogue: Catalogue, dose: Dose, percent: float) -> Dose:
    """Return '375 mg (100 % NRV)' as elemental; UnreadableValueError where the amount is not that percentage."""
    if dose.elemental_mg is not None or dose.basis == "compound":
        return dose
    masses = (dose.amount_mg, dose.amount_mg * dose.times_per_day)
    values = [value.mg for value in catalogue.rules.daily_values]
    if any(abs(100 * mg / value - percent) < MAX_PERCENT_APART for mg in masses for value in values):
        return dose.replaced(basis_stated=True)
    raise UnreadableValueError(
        f"dose '{dose.text}': {dose.amount_mg:g} mg is not {percent:g} % of a daily value; it may be the salt: "
        "give the label's line with --label"
    )


def _named(catalogue: Catalogue, dose: Dose) -> DoseSubstance:
    if dose.form is None:
        return DoseSubstance(None)
    try:
        return _find(catalogue, dose.form)
    except UsageError as error:
        if dose.pieces is not None:
            refuse_pieces(dose.pieces, shown=dose.text)
        if isinstance(error, UnknownNameError) and other_route(dose.form, catalogue.name_words) is not None:
            raise UnreadableValueError(
                f"dose '{dose.text}': '{dose.form}' is not swallowed, and the limits are of what is; leave the route "
                "out where it is swallowed"
            ) from None
        if isinstance(error, UnknownNameError) and not error.suggestions:
            from maginfo.dosing.dose_words import refuse_unread

            refuse_unread(dose.form, shown=dose.text)
        raise


def _find(catalogue: Catalogue, name: str) -> DoseSubstance:
    """Return what the name means, or else the name without the kind of a piece around it."""
    try:
        return catalogue.find_form_of_dose(name)
    except UnknownNameError:
        from maginfo.dosing.dose_words import without_piece_around  # its patterns take 10 % of `check --json`

        bare = without_piece_around(name)
        if bare == name:
            raise
    return catalogue.find_form_of_dose(bare)


def _names_material(dose: Dose, named: DoseSubstance) -> bool:
    """Return whether the name means the salt itself ('Epsom salt') and nothing else says what the figure is."""
    if named.form is None or named.topical or dose.form is None or dose.basis_stated:
        return False
    if dose.elemental_mg is not None or dose.pieces is not None or dose.basis == "compound":
        return False
    name, materials = name_key(dose.form), map(name_key, named.form.material_names)
    if named.product is None:
        return name in materials
    return named.product.product is None and any(f" {each} " in f" {name} " for each in materials)


def _settled_by_label(dose: Dose, product: NamedProduct | None, fraction: Span | None) -> Printed | None:
    if dose.elemental_mg is not None:
        return None
    pieces = dose.pieces or counted_pieces(dose, product)
    return of_pieces(dose, pieces, product, fraction) if pieces is not None else as_printed(dose, product)


def _salts(catalogue: Catalogue, named: DoseSubstance) -> tuple[Form, ...]:
    entry = named.product.product if named.product is not None else None
    if entry is None or named.form is not None:
        return ()
    return tuple(catalogue.form(form_id) for form_id in entry.forms)


def _single_mg(resolved: ResolvedDose) -> Span:
    """Return the elemental magnesium of one intake, mg."""
    dose = resolved.dose
    if dose.elemental_mg is not None:
        return dose.elemental_mg
    if dose.basis == "elemental":
        return Span.exactly(dose.amount_mg)
    of_compound = if_compound(resolved)
    if of_compound is None:
        named = resolved.form.name if resolved.form is not None else "this product"
        raise UnreadableValueError(
            f"dose '{dose.text}': how much magnesium {named} contains is not known; write the label's elemental figure"
        )
    return of_compound


def if_compound(resolved: ResolvedDose) -> Span | None:
    """Return the elemental mg of one intake if its figure is the mass of the compound; None for an unknown fraction."""
    fraction = resolved.fraction
    return fraction.times(resolved.dose.amount_mg) if fraction is not None else None


def if_pure_compound(resolved: ResolvedDose) -> float | None:
    """Return the elemental mg of one intake if its figure is the mass of the pure compound; None if unknown."""
    compound = resolved.compound
    if compound is None and resolved.form is not None and resolved.form.compounds:
        compound = resolved.form.compounds[0]
    return resolved.dose.amount_mg * compound.elemental_fraction if compound is not None else None
