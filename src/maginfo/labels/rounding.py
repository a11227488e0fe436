"""How far two printed figures of one thing may be apart: labels round each on its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

AMOUNTS = 0.02
"""Relative: amounts of one thing, and parts against their whole."""
OTHER_UNIT = 0.03
"""Relative: a mass and an amount of substance, or a share worked out from two printed amounts."""
CHEMISTRY = 0.1
"""Relative: what a material was made to hold, against what its chemistry gives."""


def all_alike(amounts: Sequence[float]) -> bool:
    """Whether all amounts are one, printed several times."""
    return max(amounts) - min(amounts) <= max(amounts) * AMOUNTS


def is_whole_of(whole: float, amounts: Sequence[float]) -> bool:
    """Whether one of the amounts is the sum of the others: a total and its parts."""
    return abs(sum(amounts) - 2 * whole) <= whole * AMOUNTS


def same_in_other_unit(mg: float, other: float) -> bool:
    """Whether a mass and an amount of substance are one: '4 mmol (97.2 mg)'."""
    return abs(mg - other) <= OTHER_UNIT * max(mg, other)
