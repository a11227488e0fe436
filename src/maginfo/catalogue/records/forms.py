"""One form of magnesium: its chemistry, names, absorption, tolerance and use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maginfo.catalogue.records.building import nested, nested_one
from maginfo.catalogue.records.citations import Citation

if TYPE_CHECKING:
    from maginfo.catalogue.records.constraints import AcidNeutralising, Basis, CasNumber, Formula, Fraction, GramsPerMole, Identifier, IsoDate, MedicineUse, Milligrams, Text, Tolerance, Topic, Unii


@dataclass(frozen=True)
class Compound:
    """One definite compound of a form; a hydrate is a compound of its own."""

    name: Text
    formula: Formula
    molar_mass_g_per_mol: GramsPerMole
    elemental_fraction: Fraction
    """Mass of magnesium per mass of compound."""
    sources: tuple[Citation, ...] = nested(Citation)
    aliases: tuple[Text, ...] = ()
    """Names that mean exactly this compound."""
    cas: CasNumber | None = None
    pubchem_cid: int | None = None
    unii: Unii | None = None
    note: Text | None = None


@dataclass(frozen=True)
class CommercialFraction:
    """What material sold under the bare name may hold, as mass of magnesium per mass of material."""

    low: Fraction
    high: Fraction
    note: Text
    sources: tuple[Citation, ...] = nested(Citation)


@dataclass(frozen=True)
class Statement:
    """One sourced statement."""

    summary: Text
    sources: tuple[Citation, ...] = nested(Citation)


@dataclass(frozen=True)
class ToleranceStatement:
    """How the gut takes it."""

    level: Tolerance
    summary: Text
    sources: tuple[Citation, ...] = nested(Citation)


@dataclass(frozen=True)
class DoseRange:
    """An amount a source states, with the source's own basis and how it stands to the limits."""

    low_mg: Milligrams
    high_mg: Milligrams
    basis: Basis
    context: Text
    note: Text | None = None
    sources: tuple[Citation, ...] = nested(Citation)


@dataclass(frozen=True)
class Passage:
    """A sentence or two with their sources."""

    text: Text
    sources: tuple[Citation, ...] = nested(Citation)


@dataclass(frozen=True)
class TakingPassage:
    """A practical matter: food, time of day, splitting, storage."""

    topic: Topic
    text: Text
    sources: tuple[Citation, ...] = nested(Citation)


@dataclass(frozen=True)
class Question:
    """A question people ask, and what the sources answer."""

    question: Text
    answer: Text
    sources: tuple[Citation, ...] = nested(Citation)


@dataclass(frozen=True)
class RegulatoryPassage:
    """What the law of a region says of the form."""

    region: Text
    text: Text
    sources: tuple[Citation, ...] = nested(Citation)


@dataclass(frozen=True)
class Form:
    """A form of magnesium as it is sold and named."""

    id: Identifier
    name: Text
    category: Text
    checked: IsoDate
    acid_neutralising: AcidNeutralising
    """Whether it raises stomach pH, which some medicines need low."""
    aliases: tuple[Text, ...] = ()
    compounds: tuple[Compound, ...] = nested(Compound)
    """The first is the pure compound that conversions are shown for."""
    commercial_fraction: CommercialFraction | None = nested_one(CommercialFraction)
    """None where the material does not vary."""
    solubility: Statement | None = nested_one(Statement)
    absorption: Statement | None = nested_one(Statement)
    tolerance: ToleranceStatement | None = nested_one(ToleranceStatement)
    bought_for: tuple[Identifier, ...] = ()
    """Uses it is sold for, which says nothing of whether it works."""
    medicine_uses: tuple[MedicineUse, ...] = ()
    cautions: tuple[Identifier, ...] = ()
    dose_ranges: tuple[DoseRange, ...] = nested(DoseRange)
    side_effects: tuple[Passage, ...] = nested(Passage)
    how_it_works: tuple[Passage, ...] = nested(Passage)
    taking: tuple[TakingPassage, ...] = nested(TakingPassage)
    questions: tuple[Question, ...] = nested(Question)
    regulatory: tuple[RegulatoryPassage, ...] = nested(RegulatoryPassage)

    @property
    def elemental_fraction(self) -> tuple[float, float] | None:
        """The least and the greatest fraction that material of this name may hold; None where nothing is known."""
        if self.commercial_fraction is not None:
            return self.commercial_fraction.low, self.commercial_fraction.high
        if not self.compounds:
            return None
        fractions = [compound.elemental_fraction for compound in self.compounds]
        return min(fractions), max(fractions)


@dataclass(frozen=True)
class CommonFacts:
    """What holds for every form (magnesium.toml)."""

    checked: IsoDate
    side_effects: tuple[Passage, ...] = nested(Passage)
    how_it_works: tuple[Passage, ...] = nested(Passage)
    taking: tuple[TakingPassage, ...] = nested(TakingPassage)
    questions: tuple[Question, ...] = nested(Question)
