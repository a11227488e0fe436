"""What popular articles claim, and what could be traced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.catalogue.records.building import Record
from maginfo.catalogue.records.citations import Citation

if TYPE_CHECKING:
    from maginfo.catalogue.records.constraints import Identifier, Milligrams, Text, Verdict


class DailyDose(Record):
    """An amount a day that an article gives, mg, of whatever it leaves open."""

    low_mg: Milligrams
    high_mg: Milligrams


class Claim(Record, sources=Citation, daily_dose=DailyDose):
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
    daily_dose: DailyDose | None = None
    """Where the claim is an amount that people arrive with at a check."""
    topics: tuple[Identifier, ...] = ()
    """Uses, cautions or forms that it concerns."""
