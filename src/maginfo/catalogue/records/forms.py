"""One form of magnesium: its chemistry, names, absorption, tolerance and use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.catalogue.records.building import Record
from maginfo.catalogue.records.citations import Citation

if TYPE_CHECKING:
    from maginfo.catalogue.constraints import (
        AcidNeutralising,
        Basis,
        CasNumber,
        Formula,
        Fraction,
        GramsPerMole,
        Identifier,
        IsoDate,
        MedicineUse,
        Milligrams,
        NotASourceKind,
        Text,
        Tolerance,
        Topic,
        Unii,
    )


class Compound(Record, sources=Citation):
    """One definite compound of a form; a hydrate is a compound of its own."""

    name: Text
    formula: Formula
    molar_mass_g_per_mol: GramsPerMole
    elemental_fraction: Fraction
    """Mass of magnesium per mass of compound."""
    sources: tuple[Citation, ...] = ()
    aliases: tuple[Text, ...] = ()
    """Names that mean exactly this compound."""
    cas: CasNumber | None = None
    pubchem_cid: int | None = None
    unii: Unii | None = None
    note: Text | None = None


class CommercialFraction(Record, sources=Citation):
    """What material sold under the bare name may hold, as mass of magnesium per mass of material."""

    low: Fraction
    high: Fraction
    note: Text
    sources: tuple[Citation, ...] = ()


class Statement(Record, sources=Citation):
    """One sourced statement."""

    summary: Text
    sources: tuple[Citation, ...] = ()


class ToleranceStatement(Record, sources=Citation):
    """How the gut takes it."""

    level: Tolerance
    summary: Text
    sources: tuple[Citation, ...] = ()


class DoseRange(Record, sources=Citation):
    """An amount a source states, with the source's own basis and how it stands to the limits."""

    low_mg: Milligrams
    high_mg: Milligrams
    basis: Basis
    context: Text
    note: Text | None = None
    sources: tuple[Citation, ...] = ()


class Passage(Record, sources=Citation):
    """A sentence or two with their sources."""

    text: Text
    sources: tuple[Citation, ...] = ()


class TakingPassage(Record, sources=Citation):
    """A practical matter: food, time of day, splitting, storage."""

    topic: Topic
    text: Text
    sources: tuple[Citation, ...] = ()


class Question(Record, sources=Citation):
    """A question people ask, and what the sources answer."""

    question: Text
    answer: Text
    sources: tuple[Citation, ...] = ()


class RegulatoryPassage(Record, sources=Citation):
    """What the law of a region says of the form."""

    region: Text
    text: Text
    sources: tuple[Citation, ...] = ()


class Form(
    Record,
    compounds=Compound,
    commercial_fraction=CommercialFraction,
    solubility=Statement,
    absorption=Statement,
    tolerance=ToleranceStatement,
    dose_ranges=DoseRange,
    side_effects=Passage,
    how_it_works=Passage,
    taking=TakingPassage,
    questions=Question,
    regulatory=RegulatoryPassage,
):
    """A form of magnesium as it is sold and named."""

    id: Identifier
    name: Text
    category: Text
    checked: IsoDate
    acid_neutralising: AcidNeutralising
    """Whether it raises stomach pH, which some medicines need low."""
    aliases: tuple[Text, ...] = ()
    topical_names: tuple[Text, ...] = ()
    """Names that mean it on the skin: counted as 0 mg."""
    short_name_is_anothers: bool = False
    """Whether its name without the word magnesium ('creatine') is that of another substance, sold on its own."""
    compounds: tuple[Compound, ...] = ()
    """The first is the pure compound that conversions are shown for."""
    commercial_fraction: CommercialFraction | None = None
    """None where the material does not vary."""
    solubility: Statement | None = None
    absorption: Statement | None = None
    tolerance: ToleranceStatement | None = None
    bought_for: tuple[Identifier, ...] = ()
    """Uses it is sold for, which says nothing of whether it works."""
    medicine_uses: tuple[MedicineUse, ...] = ()
    cautions: tuple[Identifier, ...] = ()
    dose_ranges: tuple[DoseRange, ...] = ()
    side_effects: tuple[Passage, ...] = ()
    how_it_works: tuple[Passage, ...] = ()
    taking: tuple[TakingPassage, ...] = ()
    questions: tuple[Question, ...] = ()
    regulatory: tuple[RegulatoryPassage, ...] = ()

    @property
    def elemental_fraction(self) -> tuple[float, float] | None:
        """The least and the greatest fraction that material of this name may hold; None where nothing is known."""
        if self.commercial_fraction is not None:
            return self.commercial_fraction.low, self.commercial_fraction.high
        if not self.compounds:
            return None
        fractions = [compound.elemental_fraction for compound in self.compounds]
        return min(fractions), max(fractions)


class NotASource(Record, sources=Citation):
    """A name with magnesium in it that is no source of it for a dose."""

    name: Text
    kind: NotASourceKind
    text: Text
    aliases: tuple[Text, ...] = ()
    sources: tuple[Citation, ...] = ()


class CommonFacts(Record, side_effects=Passage, how_it_works=Passage, taking=TakingPassage, questions=Question):
    """What holds for every form (magnesium.toml)."""

    checked: IsoDate
    side_effects: tuple[Passage, ...] = ()
    how_it_works: tuple[Passage, ...] = ()
    taking: tuple[TakingPassage, ...] = ()
    questions: tuple[Question, ...] = ()
