"""Amounts as text for people. The text states facts and never advises."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Protocol

    from maginfo.dosing.report import ReferenceRange
    from maginfo.dosing.spans import Span
    from maginfo.model.rules import DailyValue

    class Product(Protocol):
        """Anything that was written as a dose and may have a product's name."""

        @property
        def text(self) -> str:
            """As it was written."""

        @property
        def name(self) -> str | None:
            """The product's name."""


def figure(value: float) -> str:
    """Return an amount with its significant digits: 400, 291.7, 56.4, 4.86, 0.05; never with an exponent."""
    if value >= 100:
        text = f"{value:.1f}"
    elif value >= 0.01:
        text = f"{value:.2f}"
    else:
        text = format(Decimal(f"{value:.2g}"), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(low: float, high: float) -> str:
    """Return a range, or one figure, with at most three significant digits: '8.23–16.5', '95.2'."""
    first, last = (figure(float(f"{value:.3g}")) for value in (low, high))
    return first if first == last else f"{first}–{last}"


def between(low: float, high: float) -> str:
    """Return a range such as '310–320', or one figure if both ends look the same."""
    first, last = figure(low), figure(high)
    return first if first == last else f"{first}–{last}"


def amount(span: Span | ReferenceRange) -> str:
    """Return a span in mg: '200–400 mg'."""
    return f"{between(span.low, span.high)} mg"


def daily_value(value: DailyValue) -> str:
    """Return the amount that a label's percentage refers to: '375 mg, EU nutrient reference value (NRV)'."""
    return f"{figure(value.mg)} mg, {value.name}"


def product(dose: Product) -> str:
    """Return the text of one dose among several, in quotation marks, after the product's name if it has one."""
    return f"'{dose.text}'" if dose.name is None else f"{dose.name} ('{dose.text}')"


def price(span: Span | None, currency: str | None) -> str:
    """Return a price: '1.90 EUR', '0.082–0.16'; only the number without a currency, '' for an unknown price."""
    if span is None:
        return ""
    low, high = (f"{value:.2f}" if value >= 0.1 else f"{value:.2g}" for value in (span.low, span.high))
    shown = low if low == high else f"{low}–{high}"
    return f"{shown} {currency}" if currency is not None else shown


def hours(value: float) -> str:
    """Return hours in words: '4 hours', '1 hour', '30 minutes'."""
    if value < 1:
        return f"{figure(value * 60)} minutes"
    return f"{figure(value)} {'hour' if value == 1 else 'hours'}"


_LIMIT_OF = {
    "supplements": "supplements",
    "added-salts": "supplements and added salts",
    "non-food": "everything but ordinary food",
}
LIMITS_CALLED = {"GL": "guidance level", "MAX": "maximum"}
"""What an upper limit is called, by its kind, where it is no upper level."""


def limit_for(scope: str, kind: str | None) -> str:
    """Return what an upper limit is and what counts towards it: 'the guidance level for supplements'."""
    return f"the {LIMITS_CALLED.get(kind or '', 'limit')} for {_LIMIT_OF[scope]}"


SCOPES = {
    "supplements": "from supplements and medicines only",
    "added-salts": "from supplements and salts added to food or drink",
    "non-food": "from anything but ordinary food",
}
"""What counts towards an upper limit, by its scope."""


def owner(authority: str, place: str) -> str:
    """Return whose a limit is, and where it is used: 'NAM, US, Canada'; one name where both are the same: 'UK'."""
    return authority if authority == place else f"{authority}, {place}"


def owner_of_several(authority: str, place: str) -> str:
    """Return the same for a list with commas: 'BfR (Germany)'."""
    return authority if authority == place else f"{authority} ({place})"


def separation(before_h: float | None, after_h: float | None, never_together: bool) -> str | None:
    """Return when to take a medicine relative to magnesium; None if no hours are recorded."""
    if never_together:
        return "not together with magnesium"
    if before_h is not None and before_h == after_h:
        return f"{_h(before_h)} or more before or after magnesium"
    parts = []
    if before_h is not None:
        parts.append(f"{_h(before_h)} or more before magnesium")
    if after_h is not None:
        parts.append(f"{_h(after_h)} or more after {'it' if parts else 'magnesium'}")
    return ", or ".join(parts) or None


def _h(value: float) -> str:
    return f"{figure(value * 60)} min" if value < 1 else f"{figure(value)} h"


def named(name: str, asked: str, market: str | None = None) -> str:
    """Return the name of a medicine, with the name asked for in brackets if it differs: 'ciprofloxacin (Cipro)'.

    `market` is where a brand of several medicines means this one: 'furosemide (Urex in Australia)'.
    """
    asked = asked.strip(" \t,;")
    if name.casefold() == asked.casefold():
        return name
    return f"{name} ({asked} in {market})" if market is not None else f"{name} ({asked})"


def with_class(shown: str, name: str, of_class: str, separator: str) -> str:
    """Return the title of a medicine in its class; a class that is called after the medicine does not repeat its name.

    'ciprofloxacin' of 'fluoroquinolones': 'ciprofloxacin, fluoroquinolones'. 'digoxin (Lanoxin)' of 'digoxin and the
    magnesium level': 'digoxin (Lanoxin) and the magnesium level'. 'trientine' of 'penicillamine, trientine': itself.
    """
    rest = of_class[len(name) :]
    if of_class.casefold().startswith(name.casefold()) and rest[:1] in ("", " ", ":"):
        return f"{shown[:-1]}; {rest[2:]}" if rest.startswith(" (") and shown.endswith(")") else shown + rest
    names, colon, what = of_class.partition(":")
    if re.search(rf"\b{re.escape(name)}s?\b", names, re.IGNORECASE) is None:
        return f"{shown}{separator}{of_class}"
    return f"{shown}{colon}{what}"
