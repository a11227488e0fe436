"""What popular articles claim, and what could be traced."""

from __future__ import annotations

from maginfo.catalogue.constraints import Identifier, IsoDate, Milligrams, Text, Verdict
from maginfo.catalogue.records.building import Record
from maginfo.catalogue.records.citations import Citation


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
