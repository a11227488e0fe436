"""Names of medicines, and what is said of one without a recorded interaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.wording import named
from maginfo.errors import join_or

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maginfo.catalogue.matches import MedicineMatch
    from maginfo.model.bibliography import Citation
    from maginfo.model.rules import DosingRules

NONE_FOUND = "looked up, no interaction recorded (not the same as none)"


def none_recorded(match: MedicineMatch) -> str:
    """Return the sentence for a medicine without a recorded interaction."""
    return f"No interaction with magnesium is recorded for {match.name}; that is not the same as none exists."


def general_action(match: MedicineMatch, rules: DosingRules) -> tuple[str, tuple[Citation, ...]]:
    """Return the action for a medicine without recorded hours, with the sources of the action."""
    gap = rules.general_gap
    return (gap.action, gap.sources) if gap is not None else (match.group.action, match.group.sources)


def name_as_asked(name: str, match: MedicineMatch) -> str:
    """Return the catalogue's name of a medicine or class, with the name asked for in brackets if it differs.

    For a brand that is another medicine elsewhere, the market is named: 'furosemide (Urex in Australia)'.
    """
    market = match.market_of(name.strip())
    return named(match.name, name, market.market if market is not None else None)


def name_of_all(name: str, matches: Sequence[MedicineMatch]) -> str:
    """Return one name for all medicines that a name means: 'Dyazide (hydrochlorothiazide, triamterene)'.

    For a brand that differs by country: 'Urex (furosemide or methenamine)'.
    """
    names = tuple(dict.fromkeys(match.name for match in matches))
    if len(names) == 1:
        return name_as_asked(name, matches[0])
    one_of_them = any(match.market_of(name) is not None for match in matches)
    return f"{name.strip()} ({join_or(names) if one_of_them else ', '.join(names)})"
