"""Signs of too much and of too little magnesium in the blood."""

from __future__ import annotations

from maginfo.catalogue.constraints import IsoDate, Text
from maginfo.catalogue.records.building import Record
from maginfo.catalogue.records.citations import Citation
from maginfo.catalogue.records.forms import Passage


class SignStep(Record):
    """One step of the order in which signs of high magnesium appear."""

    signs: Text
    level: Text
    """Reported serum levels; the sources differ, so they are ranges in words."""
    sources: tuple[Citation, ...] = ()


class Emergency(Record):
    """What is an emergency, and what is done."""

    text: Text
    action: Text
    sources: tuple[Citation, ...] = ()


class Signs(Record):
    """signs.toml."""

    checked: IsoDate
    high_magnesium: tuple[SignStep, ...] = ()
    """In order of appearance."""
    emergency: Emergency | None = None
    toxic_amounts: tuple[Passage, ...] = ()
    deficiency_signs: tuple[Passage, ...] = ()
    deficiency_risk_groups: tuple[Passage, ...] = ()
