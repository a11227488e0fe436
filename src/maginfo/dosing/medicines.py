"""Medicines as they are asked for: which of them have nothing recorded, and how they are named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.errors import join_or

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maginfo.catalogue.catalogue import MedicineMatch
    from maginfo.catalogue.records.citations import Citation
    from maginfo.catalogue.records.rules import DosingRules

NOTHING_RECORDED = "none-recorded"
"""The interaction class of medicines that were looked up without result."""


def is_recorded(match: MedicineMatch) -> bool:
    """Whether an interaction with magnesium is recorded; where none is, that is not the same as none exists."""
    return match.group.id != NOTHING_RECORDED


def none_recorded(match: MedicineMatch) -> str:
    """What is said of a medicine for which nothing is recorded."""
    return f"No interaction with magnesium is recorded for {match.name}; that is not the same as none exists."


def general_action(match: MedicineMatch, rules: DosingRules) -> tuple[str, tuple[Citation, ...]]:
    """What is done where no hours of a medicine's own are recorded, and the sources that say so."""
    gap = rules.general_gap
    return (gap.action, gap.sources) if gap is not None else (match.group.action, match.group.sources)


def name_as_asked(name: str, match: MedicineMatch) -> str:
    """The medicine's or class's own name, with the name it was asked for by where that is another.

    Of a brand that is another medicine elsewhere it says where it is this one: 'furosemide (Urex in Australia)'.
    """
    asked = name.strip()
    if match.name.casefold() == asked.casefold():
        return match.name
    market = match.market_of(asked)
    return f"{match.name} ({asked} in {market.market})" if market is not None else f"{match.name} ({asked})"


def name_of_all(name: str, matches: Sequence[MedicineMatch]) -> str:
    """One name for everything that a name means: 'Dyazide (hydrochlorothiazide, triamterene)'.

    Of a brand that is one or the other by country: 'Urex (furosemide or methenamine)'.
    """
    names = tuple(dict.fromkeys(match.name for match in matches))
    if len(names) == 1:
        return name_as_asked(name, matches[0])
    one_of_them = any(match.market_of(name) is not None for match in matches)
    return f"{name.strip()} ({join_or(names) if one_of_them else ', '.join(names)})"
