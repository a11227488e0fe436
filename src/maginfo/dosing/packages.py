"""Reads packages with their price."""

from __future__ import annotations

import re

from maginfo.dosing.numbers import read_number
from maginfo.dosing.spans import Span
from maginfo.errors import UnreadableValueError
from maginfo.model.record import Record

MAX_PRICE = 1_000_000
MAX_COUNT = 100_000
_PRICED = re.compile(r"([^\d\s.,+-]{0,5})\s*([\d.,+-]+)\s*([^\d\s.,+-]{0,5})")
_HOW_TO_WRITE_A_PRICE = "write it like '9.90' or '9.90 EUR'"


class Package(Record):
    """One package of a product."""

    price: float
    """The price of the whole package, in `currency`."""
    count: int
    """Number of intakes in the package: half the number of capsules if an intake is two capsules."""
    currency: str | None = None
    """The currency as it was written; prices are never converted."""


def read_package(price: str, count: int) -> Package:
    """Read a price such as '9.90', '9.90 EUR' or '€9.90'; UnreadableValueError for an impossible price or count."""
    amount, currency = read_price(price)
    check_count(count)
    return Package(amount, count, currency)


def read_price(price: str) -> tuple[float, str | None]:
    """Read a price with its currency, if one is written; UnreadableValueError for an impossible price."""
    match = _PRICED.fullmatch(price.strip())
    if match is None or (match[1] and match[3]):
        raise UnreadableValueError(f"price '{price.strip()}': {_HOW_TO_WRITE_A_PRICE}")
    amount = read_number(match[2], what=f"price '{price.strip()}'")
    if not 0 < amount <= MAX_PRICE:
        raise UnreadableValueError(f"price '{price.strip()}': must be more than zero and at most {MAX_PRICE}")
    return amount, match[1] or match[3] or None


def check_count(count: int) -> None:
    """Raise UnreadableValueError for an impossible number of intakes in a package."""
    if not 1 <= count <= MAX_COUNT:
        raise UnreadableValueError(f"count {count}: must be a whole number from 1 to {MAX_COUNT}")


def price_per_100_mg(package: Package, single_mg: Span) -> Span | None:
    """Return the price of 100 mg elemental if one intake gives `single_mg`; None if it gives none, as on the skin."""
    if not single_mg.low > 0:
        return None
    price_per_intake = package.price / package.count
    return Span(100 * price_per_intake / single_mg.high, 100 * price_per_intake / single_mg.low)
