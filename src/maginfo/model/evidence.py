"""Evidence: uses with their studies, claims of articles, and signs of high and low magnesium."""

from maginfo.model.bibliography import Citation
from maginfo.model.constraints import (
    EvidenceDirection,
    Grade,
    Identifier,
    IsoDate,
    Milligrams,
    Prose,
    Quotation,
    Route,
    Seen,
    Text,
    UseName,
    Verdict,
)
from maginfo.model.forms import Passage
from maginfo.model.record import Record


class FormEvidence(Record):
    """The evidence of a use for one form."""

    form: Identifier
    grade: Grade
    direction: EvidenceDirection
    summary: Prose
    sources: tuple[Citation, ...] = ()


class Study(Record):
    """One study of a use."""

    source: Identifier
    at: Text
    """The locator in the source."""
    design: Text
    form: Text
    """A form's id, 'several' or 'not stated'."""
    result: Prose
    seen: Seen
    participants: int | None = None
    population: Text | None = None
    dose: Text | None = None
    duration: Text | None = None


class Use(Record):
    """Something magnesium is taken for, with the grade of its evidence (data/README.md explains the scale)."""

    id: Identifier
    name: Text
    short: UseName
    """The name in a list of uses: 'vitamin D'."""
    checked: IsoDate
    route: Route
    grade: Grade
    direction: EvidenceDirection
    summary: Prose
    aliases: tuple[Text, ...] = ()
    sources: tuple[Citation, ...] = ()
    forms: tuple[FormEvidence, ...] = ()
    studies: tuple[Study, ...] = ()

    @property
    def every_name(self) -> tuple[str, ...]:
        """Every name of the use, its id first."""
        return (self.id, self.name, *self.aliases)


class Claim(Record):
    """One factual claim of an article, in our own words."""

    id: Identifier
    article: Identifier
    """The article, a record of sources.toml."""
    section: Text
    """The article's own heading, or 'opening'."""
    claim: Quotation
    verdict: Verdict
    finding: Prose
    """What the sources show about the claim."""
    sources: tuple[Citation, ...] = ()
    also_in: tuple[Identifier, ...] = ()
    figures: tuple[Text, ...] = ()
    """Figures as people type them; a search for one of them finds the claim."""
    daily_low_mg: Milligrams | None = None
    daily_high_mg: Milligrams | None = None
    """The claimed amount, mg a day; the article does not say whether of magnesium or of the compound."""
    topics: tuple[Identifier, ...] = ()
    """Ids of the uses, cautions or forms that the claim concerns."""


class Claims(Record):
    """claims.toml: what popular articles claim, and what could be traced."""

    checked: IsoDate
    claims: tuple[Claim, ...]


class SignStep(Record):
    """Signs of high magnesium that appear at one serum level."""

    signs: Text
    level: Text
    """Reported serum levels with units, as ranges in words: sources differ."""
    sources: tuple[Citation, ...] = ()


class Emergency(Record):
    """Signs of an emergency, and the action to take."""

    text: Prose
    action: Prose
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
