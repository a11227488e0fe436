"""Signs of too much and of too little magnesium in the blood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maginfo.catalogue.records.building import nested, nested_one
from maginfo.catalogue.records.citations import Citation
from maginfo.catalogue.records.forms import Passage

if TYPE_CHECKING:
    from maginfo.catalogue.records.constraints import IsoDate, Text


@dataclass(frozen=True)
class SignStep:
    """One step of the order in which signs of high magnesium appear."""

    signs: Text
    level: Text
    """Reported serum levels; the sources differ, so they are ranges in words."""
    sources: tuple[Citation, ...] = nested(Citation)


@dataclass(frozen=True)
class Emergency:
    """What is an emergency, and what is done."""

    text: Text
    action: Text
    sources: tuple[Citation, ...] = nested(Citation)


@dataclass(frozen=True)
class Signs:
    """signs.toml."""

    checked: IsoDate
    high_magnesium: tuple[SignStep, ...] = nested(SignStep)
    """In order of appearance."""
    emergency: Emergency | None = nested_one(Emergency)
    toxic_amounts: tuple[Passage, ...] = nested(Passage)
    deficiency_signs: tuple[Passage, ...] = nested(Passage)
    deficiency_risk_groups: tuple[Passage, ...] = nested(Passage)
