"""One form of magnesium: its chemistry, names, absorption, tolerance and use."""

from maginfo.model.bibliography import Citation
from maginfo.model.constraints import (
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
    Phrase,
    Prose,
    Quotation,
    Text,
    Tolerance,
    Topic,
    Unii,
)
from maginfo.model.record import Record


class Compound(Record):
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
    note: Prose | None = None


class CommercialFraction(Record):
    """What material sold under the bare name may hold, as mass of magnesium per mass of material."""

    low: Fraction
    high: Fraction
    note: Prose
    sources: tuple[Citation, ...] = ()


class Statement(Record):
    """One sourced statement."""

    summary: Prose
    sources: tuple[Citation, ...] = ()


class AbsorptionStatement(Record):
    """Absorption of the magnesium."""

    summary: Prose
    short: Phrase | None = None
    """The summary in one line: 'like oxide overall'; None if nothing is known."""
    sources: tuple[Citation, ...] = ()


class ToleranceStatement(Record):
    """Tolerability in the gut."""

    level: Tolerance
    summary: Prose
    short: Phrase | None = None
    """The summary in one line that goes on from the level; None if nothing is known."""
    sources: tuple[Citation, ...] = ()


class DoseRange(Record):
    """An amount that a source states, mg a day of the stated basis (elemental or compound)."""

    low_mg: Milligrams
    high_mg: Milligrams
    basis: Basis
    context: Prose
    note: Prose | None = None
    sources: tuple[Citation, ...] = ()


class Passage(Record):
    """A sentence or two with their sources."""

    text: Prose
    sources: tuple[Citation, ...] = ()


class TakingPassage(Record):
    """A practical matter: food, time of day, splitting, storage."""

    topic: Topic
    text: Prose
    sources: tuple[Citation, ...] = ()


class Question(Record):
    """A question people ask, and what the sources answer."""

    question: Quotation
    answer: Prose
    sources: tuple[Citation, ...] = ()


class RegulatoryPassage(Record):
    """What the law of a region says of the form."""

    region: Text
    text: Prose
    sources: tuple[Citation, ...] = ()


class Form(Record):
    """A form of magnesium as it is sold and named."""

    id: Identifier
    name: Text
    category: Text
    checked: IsoDate
    acid_neutralising: AcidNeutralising
    """Whether the form raises stomach pH, which some medicines need low."""
    aliases: tuple[Text, ...] = ()
    topical_names: tuple[Text, ...] = ()
    """Names of the form for the skin, counted as 0 mg."""
    material_names: tuple[Text, ...] = ()
    """Of the names of the form and its compounds, those that mean nothing but the material: an amount beside one is the
    mass of the salt."""
    short_name_is_anothers: bool = False
    """Whether its name without the word magnesium ('creatine') is that of another substance, sold on its own."""
    compounds: tuple[Compound, ...] = ()
    """The first is the pure compound that conversions are shown for."""
    commercial_fraction: CommercialFraction | None = None
    """None if the material does not vary."""
    solubility: Statement | None = None
    absorption: AbsorptionStatement | None = None
    tolerance: ToleranceStatement | None = None
    bought_for: tuple[Identifier, ...] = ()
    """Ids of the uses the form is sold for, whether or not there is evidence."""
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
        """Lowest and highest mass of magnesium per mass of material; None if not known."""
        if self.commercial_fraction is not None:
            return self.commercial_fraction.low, self.commercial_fraction.high
        if not self.compounds:
            return None
        fractions = [compound.elemental_fraction for compound in self.compounds]
        return min(fractions), max(fractions)

    @property
    def content_sources(self) -> tuple[Citation, ...]:
        """The sources of the magnesium in the pure compound, then those of the material sold."""
        of_compound = self.compounds[0].sources if self.compounds else ()
        return of_compound + (self.commercial_fraction.sources if self.commercial_fraction is not None else ())


class NotASource(Record):
    """A substance with magnesium in its name that is no source of magnesium for a dose."""

    name: Text
    kind: NotASourceKind
    text: Prose
    aliases: tuple[Text, ...] = ()
    sources: tuple[Citation, ...] = ()

    @property
    def every_name(self) -> tuple[str, ...]:
        """Every name of the substance, the usual one first."""
        return (self.name, *self.aliases)


class NotSources(Record):
    """not_sources.toml: names with magnesium in them that are no source of it for a dose."""

    checked: IsoDate
    entries: tuple[NotASource, ...]


class CommonFacts(Record):
    """What holds for every form (magnesium.toml)."""

    checked: IsoDate
    side_effects: tuple[Passage, ...] = ()
    how_it_works: tuple[Passage, ...] = ()
    taking: tuple[TakingPassage, ...] = ()
    questions: tuple[Question, ...] = ()
