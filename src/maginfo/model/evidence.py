"""Signs of too much and of too little magnesium in the blood."""

from __future__ import annotations

from maginfo.model.bibliography import Citation
from maginfo.model.constraints import (
    EvidenceDirection,
    Grade,
    Identifier,
    IsoDate,
    Milligrams,
    Route,
    Seen,
    Text,
    Verdict,
)
from maginfo.model.forms import Passage
from maginfo.model.record import Record


class FormEvidence(Record):
    """What was studied with one form."""

    form: Identifier
    grade: Grade
    direction: EvidenceDirection
    summary: Text
    sources: tuple[Citation, ...] = ()


class Study(Record):
    """One study of a use."""

    source: Identifier
    at: Text
    """The locator in the source."""
    design: Text
    form: Text
    """A form's id, 'several' or 'not stated'."""
    result: Text
    seen: Seen
    participants: int | None = None
    population: Text | None = None
    dose: Text | None = None
    duration: Text | None = None


class Use(Record):
    """Something magnesium is taken for, with the grade of its evidence (data/README.md explains the scale)."""

    id: Identifier
    name: Text
    checked: IsoDate
    route: Route
    grade: Grade
    direction: EvidenceDirection
    summary: Text
    aliases: tuple[Text, ...] = ()
    sources: tuple[Citation, ...] = ()
    forms: tuple[FormEvidence, ...] = ()
    studies: tuple[Study, ...] = ()


class Claim(Record):
    """One factual claim of an article, in our own words."""

    id: Identifier
    article: Identifier
    """The article, a record of sources.toml."""
    section: Text
    """The article's own heading, or 'opening'."""
    claim: Text
    verdict: Verdict
    finding: Text
    """What could be traced."""
    sources: tuple[Citation, ...] = ()
    also_in: tuple[Identifier, ...] = ()
    figures: tuple[Text, ...] = ()
    """Figures that people arrive with, as they are typed."""
    daily_low_mg: Milligrams | None = None
    daily_high_mg: Milligrams | None = None
    """Where the claim is an amount a day, of whatever the article leaves open, that people arrive with at a check."""
    topics: tuple[Identifier, ...] = ()
    """Uses, cautions or forms that it concerns."""


class Claims(Record):
    """claims.toml: what popular articles claim, and what could be traced."""

    checked: IsoDate
    claims: tuple[Claim, ...]


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
