"""A dose of a product: its pieces, and whether its figure is the magnesium or the salt that its label prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from maginfo.dosing.amounts import refuse_pieces
from maginfo.dosing.spans import Span
from maginfo.dosing.wording import amount, figure
from maginfo.dosing.written import PIECE, Pieces
from maginfo.errors import UnreadableValueError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from maginfo.catalogue.products import NamedProduct
    from maginfo.dosing.amounts import Dose
    from maginfo.model.constraints import AmountBasis
    from maginfo.model.products import PrintedAmount

MAX_PIECES = 12
"""The most pieces or measures of one intake that a figure may be the sum of: twelve times 5 ml are 60 ml."""
ROUNDING_MG = 0.6
"""Figures are printed, and typed, in whole mg: 241 is the 241.3 of a label."""
MIN_FIGURE_MG = 20
"""The smallest printed figure whose multiples are looked for: of a smaller one, nearly every amount is a multiple."""
_SOLID = frozenset({"tablet", "capsule", "softgel", "gummy", "lozenge", "chew", PIECE})
"""Pieces that people call by one another's names."""
_ML = {"ml": 1, "teaspoon": 5, "tablespoon": 15}
"""Volumes of household measures in ml, as US medicine labels count them."""


class Printed(NamedTuple):
    """A dose as the label of its product settles it."""

    dose: Dose
    assumption: str


def of_pieces(dose: Dose, pieces: Pieces, named: NamedProduct | None, fraction: Span | None) -> Printed:
    """Return a dose of pieces as the magnesium that the label prints for them, or that follows from the printed salt.

    `fraction` is the mass of magnesium per mass of the salt. Raises UnreadableValueError where no label was read for
    the product, or the label counts other pieces.
    """
    entry = named.product if named is not None else None
    if named is None or entry is None:
        refuse_pieces(pieces, shown=dose.text)
    shown = _pieces_in_words(pieces)
    printed = [one for each in entry.amounts if (one := _of_one(each, each.elemental_mg, pieces.kind)) is not None]
    salt = [one for each in entry.amounts if (one := _of_one(each, each.compound_mg, pieces.kind)) is not None]
    if printed:
        single = Span(min(printed), max(printed)).times(pieces.number)
        differ = "" if single.certain else "; its labels differ"
        words = f"the label of {named.name} prints {amount(single)} of magnesium for {shown}{differ}"
    elif salt and fraction is not None:
        mass = Span(min(salt), max(salt)).times(pieces.number)
        single = Span(mass.low * fraction.low, mass.high * fraction.high)
        words = (
            f"the label of {named.name} prints {amount(mass)} of the salt for {shown}, which contains {amount(single)}"
        )
    else:
        raise UnreadableValueError(
            f"dose '{dose.text}': how much magnesium is in {shown} of {named.name} is not recorded; write the amount "
            "and the salt on its label, like '200 mg citrate', or give the label's line with --label"
        )
    return Printed(
        dose.replaced(
            amount=single.high, unit="mg", basis="elemental", basis_stated=True, elemental_mg=single, pieces=pieces
        ),
        f"dose '{dose.text}': {words}",
    )


def _pieces_in_words(pieces: Pieces) -> str:
    word = pieces.written or ("pieces" if pieces.number > 1 else "piece")
    return f"{pieces.number} {word}"


def _of_one(printed: PrintedAmount, mg: float | None, kind: str) -> float | None:
    """Return the part of `mg` in one piece or measure of that kind; None where the label counts another kind."""
    if mg is None:
        return None
    if printed.piece == kind or (printed.piece in _SOLID and kind in _SOLID) or kind == PIECE:
        return mg / printed.count
    if printed.piece in _ML and kind in _ML:
        return mg / printed.count * _ML[kind] / _ML[printed.piece]
    return None


def counted_pieces(dose: Dose, named: NamedProduct | None) -> Pieces | None:
    """Return a bare small number before a product's name as pieces: '2 Slow-Mag' is no 2 mg."""
    is_product = named is not None and named.product is not None
    if not is_product or dose.unit_stated or dose.amount > MAX_PIECES or dose.amount != int(dose.amount):
        return None
    return Pieces(int(dose.amount), PIECE, "", dose.form or "")


def as_printed(dose: Dose, named: NamedProduct | None) -> Printed | None:
    """Return a dose whose figure its label prints, as magnesium or as the salt; None if the label does not settle it.

    The figure is that of one piece or of several. A figure that could be both is not settled, and neither is one that
    the label does not print.
    """
    entry = named.product if named is not None else None
    if named is None or entry is None or dose.basis_stated or dose.basis == "compound":
        return None
    elemental = list(_matching(entry.amounts, "elemental", dose))
    compound = list(_matching(entry.amounts, "compound", dose))
    if elemental and not compound:
        return Printed(
            dose.replaced(basis_stated=True),
            f"dose '{dose.text}': {figure(dose.amount_mg)} mg taken as the magnesium that the label of {named.name} "
            "prints",
        )
    if not compound or elemental:
        return None
    masses = [
        each.elemental_mg * dose.amount_mg / each.compound_mg
        for each in compound
        if each.elemental_mg is not None and each.compound_mg is not None
    ]
    single = Span(min(masses), max(masses)) if masses else None
    gives = f"; it prints {amount(single)} of magnesium for that" if single is not None else ""
    return Printed(
        dose.replaced(basis="compound", basis_stated=True, elemental_mg=single),
        f"dose '{dose.text}': {figure(dose.amount_mg)} mg taken as the salt that the label of {named.name} "
        f"prints{gives}",
    )


def _matching(amounts: Sequence[PrintedAmount], basis: AmountBasis, dose: Dose) -> Iterator[PrintedAmount]:
    """Yield the printed amounts whose figure the dose is, or is a whole multiple of if it does not count pieces."""
    mg = dose.amount_mg / dose.count
    for each in amounts:
        printed = each.printed(basis)
        if printed is None:
            continue
        of_one = printed if each.piece in _ML else printed / each.count
        most = MAX_PIECES if dose.count == 1 and of_one >= MIN_FIGURE_MG else 1
        times = round(mg / of_one)
        if 1 <= times <= most and abs(mg - times * of_one) < ROUNDING_MG:
            yield each
