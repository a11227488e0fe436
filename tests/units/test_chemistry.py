"""Every molar mass and magnesium fraction, recomputed from the formula by a library that is not ours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from molmass import Formula
from shipped import CATALOGUE

from maginfo.model.chemistry import MAGNESIUM_G_PER_MOL, STANDARD_ATOMIC_WEIGHTS, atoms, magnesium_mass
from maginfo.model.chemistry import molar_mass as our_molar_mass

if TYPE_CHECKING:
    from maginfo.model.forms import Compound, Form

MASS_TOLERANCE_G_PER_MOL = 0.05
FRACTION_TOLERANCE = 2e-5

COMPOUNDS = [
    pytest.param(compound, id=f"{form.id}: {compound.name}")
    for form in CATALOGUE.forms()
    for compound in form.compounds
]
FORMS = [pytest.param(form, id=form.id) for form in CATALOGUE.forms()]


def parts(formula: str) -> list[tuple[int, Formula]]:
    """'4MgCO3·Mg(OH)2·4H2O' as 4 of MgCO3, 1 of Mg(OH)2 and 4 of H2O: molmass reads neither the dot nor the factor."""
    found = []
    for part in formula.split("·"):
        match = re.fullmatch(r"(\d*)(.+)", part)
        assert match is not None, formula
        found.append((int(match[1] or 1), Formula(match[2])))
    return found


def molar_mass(formula: str) -> float:
    return float(sum(factor * part.mass for factor, part in parts(formula)))


def atoms_of_magnesium(formula: str) -> int:
    compositions = [(factor, part.composition()) for factor, part in parts(formula)]
    return sum(factor * composition["Mg"].count for factor, composition in compositions if "Mg" in composition)


def test_molmass_agrees_with_a_mass_everybody_knows() -> None:
    assert molar_mass("MgSO4·7H2O") == pytest.approx(246.47, abs=0.01)


@pytest.mark.parametrize("compound", COMPOUNDS)
def test_molar_mass(compound: Compound) -> None:
    assert compound.molar_mass_g_per_mol == pytest.approx(molar_mass(compound.formula), abs=MASS_TOLERANCE_G_PER_MOL)


@pytest.mark.parametrize("compound", COMPOUNDS)
def test_elemental_fraction(compound: Compound) -> None:
    magnesium = atoms_of_magnesium(compound.formula) * Formula("Mg").mass
    expected = magnesium / molar_mass(compound.formula)
    assert compound.elemental_fraction == pytest.approx(expected, abs=FRACTION_TOLERANCE)


@pytest.mark.parametrize("compound", COMPOUNDS)
def test_atoms_of_magnesium(compound: Compound) -> None:
    assert atoms(compound.formula)["Mg"] == atoms_of_magnesium(compound.formula) > 0
    assert our_molar_mass(compound.formula) == pytest.approx(molar_mass(compound.formula), abs=MASS_TOLERANCE_G_PER_MOL)


@pytest.mark.parametrize("symbol", STANDARD_ATOMIC_WEIGHTS)
def test_atomic_weight(symbol: str) -> None:
    """Abridged weights keep five figures: they are those of the library to within its last figure."""
    assert STANDARD_ATOMIC_WEIGHTS[symbol] == pytest.approx(Formula(symbol).mass, abs=0.01)


@pytest.mark.parametrize(
    ("formula", "count"),
    [
        ("MgO", 1),
        ("Mg3(C6H5O7)2·9H2O", 3),
        ("4MgCO3·Mg(OH)2", 5),
        ("4MgCO3·Mg(OH)2·4H2O", 5),
        ("2MgO·3SiO2·5H2O", 2),
        ("K4Mg(C6H5O7)2", 1),
        ("C4H8MgN2O4", 1),
        ("Mg(C6H13N2O2)(C2H4NO2)", 1),
        ("(MgCO3)4·Mg(OH)2·5H2O", 5),  # as 21 CFR 184.1425 writes basic carbonate
        ("H2O", 0),
        ("MnO2·MgO", 1),
    ],
)
def test_atoms_of_magnesium_in_a_formula(formula: str, count: int) -> None:
    assert atoms(formula).get("Mg", 0) == count
    assert magnesium_mass(formula) == pytest.approx(count * MAGNESIUM_G_PER_MOL)


def test_half_a_molecule_of_water_in_a_formula() -> None:
    assert atoms("MgHPO4·0.5H2O") == {"Mg": 1, "H": 2, "P": 1, "O": 4.5}


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("MgCl2.6H2O", "'.6H2O' cannot be read"),
        ("Mg(OH", "'Mg(OH' has a '(' without a ')'"),
        ("MgOH)2", "'MgOH)2' has a ')' without a '('"),
        ("MgXx", "'Xx' is not one of the known elements"),
        ("MgO·", "there is nothing on one side"),
        ("mgo", "'mgo' cannot be read"),
        ("4", "'4' cannot be read"),
    ],
)
def test_what_is_no_formula_is_told(formula: str, words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        atoms(formula)


@pytest.mark.parametrize("form", FORMS)
def test_range_sold_holds_what_it_claims(form: Form) -> None:
    sold = form.commercial_fraction
    if sold is None:
        assert len({compound.elemental_fraction for compound in form.compounds}) == 1
        return
    assert 0 < sold.low <= sold.high <= Formula("MgO").composition()["Mg"].fraction + FRACTION_TOLERANCE
    if form.compounds:
        fractions = [compound.elemental_fraction for compound in form.compounds]
        assert any(sold.low - 5e-4 <= fraction <= sold.high + 5e-4 for fraction in fractions), fractions
