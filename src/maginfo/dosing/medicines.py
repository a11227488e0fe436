"""Medicines as they are asked for: which of them have nothing recorded, and how they are named."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maginfo.catalogue.catalogue import MedicineMatch

NOTHING_RECORDED = "none-recorded"
"""The interaction class of medicines that were looked up without result."""


def is_recorded(match: MedicineMatch) -> bool:
    """Whether an interaction with magnesium is recorded; where none is, that is not the same as none exists."""
    return match.group.id != NOTHING_RECORDED


def none_recorded(match: MedicineMatch) -> str:
    """What is said of a medicine for which nothing is recorded."""
    return f"No interaction with magnesium is recorded for {match.name}; that is not the same as none exists."


def name_as_asked(name: str, match: MedicineMatch) -> str:
    """The medicine's or class's own name, with the name it was asked for by where that is another."""
    asked = name.strip()
    return match.name if match.name.casefold() == asked.casefold() else f"{match.name} ({asked})"
