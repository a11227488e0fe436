"""Molar mass and magnesium content of chemical formulas as the data writes them."""

from __future__ import annotations

import re

STANDARD_ATOMIC_WEIGHTS = {  # g/mol, abridged values
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
"""g/mol; used by the checks of the data and by every conversion of mmol and mEq."""


DOT = "·"
"""Separates the parts of a hydrate or double salt."""
_PART = re.compile(r"(\d+(?:\.\d+)?)?(.+)")
_TOKEN = re.compile(r"(?P<symbol>[A-Z][a-z]?)(?P<count>\d*)|(?P<opening>\()|\)(?P<repeats>\d*)")
_HOW_TO_WRITE = "write it like 'MgCl2·6H2O' or 'Mg3(C6H5O7)2'"


def atoms(formula: str) -> dict[str, float]:
    """Count the atoms of each element in a formula: '4MgCO3·Mg(OH)2' has 5 of Mg and 14 of O.

    A part may stand for a fraction of a unit, as in 'MgHPO4·0.5H2O'. ValueError for a formula that cannot be read.
    """
    total: dict[str, float] = {}
    for part in formula.split(DOT):
        match = _PART.fullmatch(part)
        if match is None:
            raise ValueError(f"there is nothing on one side of a '{DOT}'; {_HOW_TO_WRITE}")
        for symbol, count in _atoms_of_a_part(match[2]).items():
            total[symbol] = total.get(symbol, 0) + count * float(match[1] or 1)
    return total


def _atoms_of_a_part(part: str) -> dict[str, int]:
    groups: list[dict[str, int]] = [{}]
    position = 0
    while position < len(part):
        token = _TOKEN.match(part, position)
        if token is None:
            raise ValueError(f"'{part[position:]}' cannot be read as elements; {_HOW_TO_WRITE}")
        position = token.end()
        if token["opening"]:
            groups.append({})
            continue
        if token["symbol"]:
            inner, repeats = {token["symbol"]: int(token["count"] or 1)}, 1
        elif len(groups) > 1:
            inner, repeats = groups.pop(), int(token["repeats"] or 1)
        else:
            raise ValueError(f"'{part}' has a ')' without a '('")
        for symbol, count in inner.items():
            if symbol not in STANDARD_ATOMIC_WEIGHTS:
                known = ", ".join(STANDARD_ATOMIC_WEIGHTS)
                raise ValueError(f"'{symbol}' is not one of the known elements: {known}")
            groups[-1][symbol] = groups[-1].get(symbol, 0) + count * repeats
    if len(groups) > 1:
        raise ValueError(f"'{part}' has a '(' without a ')'")
    return groups[0]


def molar_mass(formula: str) -> float:
    """Return the molar mass of a formula, g/mol; ValueError for one that cannot be read."""
    return sum(count * STANDARD_ATOMIC_WEIGHTS[symbol] for symbol, count in atoms(formula).items())


def magnesium_mass(formula: str) -> float:
    """Return the mass of magnesium in one mole of a formula, g/mol; ValueError for one that cannot be read."""
    return atoms(formula).get("Mg", 0) * MAGNESIUM_G_PER_MOL
