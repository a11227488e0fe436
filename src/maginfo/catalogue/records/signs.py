"""Signs of too much and of too little magnesium in the blood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.catalogue.records.building import Record
from maginfo.catalogue.records.citations import Citation
from maginfo.catalogue.records.forms import Passage

if TYPE_CHECKING:
    from maginfo.catalogue.constraints import IsoDate, Text


class SignStep(Record, sources=Citation):
    """One step of the order in which signs of high magnesium appear."""

    signs: Text
    level: Text
    """Reported serum levels; the sources differ, so they are ranges in words."""
    sources: tuple[Citation, ...] = ()


class Emergency(Record, sources=Citation):
    """What is an emergency, and what is done."""

    text: Text
    action: Text
    sources: tuple[Citation, ...] = ()


class Signs(
    Record,
    high_magnesium=SignStep,
    emergency=Emergency,
    toxic_amounts=Passage,
    deficiency_signs=Passage,
    deficiency_risk_groups=Passage,
):
    """signs.toml."""

    checked: IsoDate
    high_magnesium: tuple[SignStep, ...] = ()
    """In order of appearance."""
    emergency: Emergency | None = None
    toxic_amounts: tuple[Passage, ...] = ()
    deficiency_signs: tuple[Passage, ...] = ()
    deficiency_risk_groups: tuple[Passage, ...] = ()
