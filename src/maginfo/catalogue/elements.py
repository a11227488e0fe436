"""Standard atomic weights, g/mol, of the elements that salts and chelates of magnesium are made of.

The abridged values of the Commission on Isotopic Abundances and Atomic Weights: Prohaska T, et al. Standard atomic
weights of the elements 2021 (IUPAC Technical Report). Pure Appl Chem 2022;94:573-600, doi 10.1515/pac-2019-0603.
"""

from __future__ import annotations

STANDARD_ATOMIC_WEIGHTS = {
    "H": 1.008,
    "B": 10.81,
    "C": 12.011,
    "N": 14.007,
    "O": 15.999,
    "F": 18.998,
    "Na": 22.990,
    "Mg": 24.305,
    "Al": 26.982,
    "Si": 28.085,
    "P": 30.974,
    "S": 32.06,
    "Cl": 35.45,
    "K": 39.098,
    "Ca": 40.078,
    "Mn": 54.938,
    "Fe": 55.845,
    "Zn": 65.38,
    "Br": 79.904,
    "I": 126.90,
}
MAGNESIUM_G_PER_MOL = STANDARD_ATOMIC_WEIGHTS["Mg"]
"""The one place of this figure: the curator's checks and every conversion of mmol and mEq use it."""
