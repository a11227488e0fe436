"""What 100 mg of elemental magnesium costs, from what a package costs and how many intakes it holds."""

from __future__ import annotations

import re

from maginfo.catalogue.records.building import Record
from maginfo.dosing.spans import Span
from maginfo.errors import UnreadableValueError

MOST_PRICE = 1_000_000
MOST_COUNT = 100_000
_PRICED = re.compile(r"([^\d\s.,+-]{0,5})\s*([\d.,+-]+)\s*([^\d\s.,+-]{0,5})")
_HOW_TO_WRITE = "write it like '9.90' or '9.90 EUR'"


class Package(Record):
    """One package of a product."""

    price: float
    """Of the whole package, in `currency`."""
    count: int
    """How many intakes of the dose it holds: of a dose of two capsules, half the number of capsules."""
    currency: str | None = None
    """As the person wrote it; prices in different currencies are shown, never converted."""


def read_package(price: str, count: int) -> Package:
    """The package with that price, '9.90', '9.90 EUR' or '€9.90'; UnreadableValueError where it cannot be meant."""
    from maginfo.dosing.quantities import read_number  # which needs Package

    match = _PRICED.fullmatch(price.strip())
    if match is None or (match[1] and match[3]):
        raise UnreadableValueError(f"price '{price.strip()}': {_HOW_TO_WRITE}")
    amount = read_number(match[2], what=f"price '{price.strip()}'")
    if not 0 < amount <= MOST_PRICE:
        raise UnreadableValueError(f"price '{price.strip()}': must be more than zero and at most {MOST_PRICE}")
    if not 1 <= count <= MOST_COUNT:
        raise UnreadableValueError(f"count {count}: must be a whole number from 1 to {MOST_COUNT}")
    return Package(amount, count, match[1] or match[3] or None)


def price_per_100_mg(package: Package, single_mg: Span) -> Span | None:
    """The price of 100 mg elemental where one intake gives `single_mg`; None for what gives none, as on the skin."""
    if not single_mg.low > 0:
        return None
    for_one = package.price / package.count
    return Span(100 * for_one / single_mg.high, 100 * for_one / single_mg.low)
