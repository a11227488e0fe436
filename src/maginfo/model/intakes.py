"""Reference values of one authority, life stage by life stage. All amounts are mg of elemental magnesium a day."""

from collections.abc import Collection

from maginfo.model.ages import AgeBand, read_age_band
from maginfo.model.bibliography import Citation
from maginfo.model.constraints import (
    Ages,
    Identifier,
    IsoDate,
    LimitKind,
    Milligrams,
    MilligramsPerKilogram,
    Place,
    Prose,
    Scope,
    Sex,
    State,
    Text,
    Year,
)
from maginfo.model.record import Record

SEXES_AND_STATES: tuple[tuple[Sex, State | None], ...] = (
    ("female", None),
    ("female", "pregnant"),
    ("female", "lactating"),
    ("male", None),
)
"""Sex and state of the people for whom an authority may print rows of their own."""


class ReferenceTable(Record):
    """The kind of value in a column of the authority's table, with the sources of the column."""

    kind: Text
    """The authority's own name: RDA, RDI, RNI, PRI, AI, AS, EAR."""
    sources: tuple[Citation, ...] = ()


class LimitTable(Record):
    """An upper limit's kind and what it counts."""

    kind: LimitKind
    scope: Scope
    summary: Prose
    sources: tuple[Citation, ...] = ()


class LifeStage(Record):
    """One row of the authority's table."""

    ages: Ages
    """Completed years or months, both ends inclusive."""
    printed: Text
    """The band as the authority prints it."""
    sex: Sex | None = None
    state: State | None = None
    average_requirement_mg: Milligrams | None = None
    recommended_mg: Milligrams | None = None
    recommended_kind: Text | None = None
    """The kind of this row, if it differs from that of the table."""
    recommended_increment_mg: Milligrams | None = None
    """The printed increment, mg a day; `recommended_mg` is then the total."""
    upper_limit_mg: Milligrams | None = None
    upper_limit_mg_per_kg: MilligramsPerKilogram | None = None
    note: Prose | None = None
    sources: tuple[Citation, ...] = ()

    @property
    def age_band(self) -> AgeBand:
        """The ages as completed months."""
        return read_age_band(self.ages)

    @property
    def label(self) -> str:
        """The row's label: 'female 19-30 y', 'pregnant 19-30 y', '1-3 y'."""
        return " ".join(part for part in (self.state or self.sex, self.ages) if part)

    def concerns(self, sex: Sex | None, states: Collection[State | None], ages: AgeBand | None) -> bool:
        """Return whether the row may apply to a person of that sex, in one of these states, of any of these ages.

        `sex` None means either sex, `ages` None means all ages; None in `states` means neither pregnant nor lactating.
        """
        return (
            self.state in states
            and (self.sex is None or sex is None or self.sex == sex)
            and (ages is None or self.age_band.overlaps(ages))
        )

    def shares_a_person_with(self, other: "LifeStage") -> bool:
        """Return whether both rows may apply to one person."""
        return self.concerns(other.sex, (other.state,), other.age_band)


class SupersededEdition(Record):
    """Figures of an older edition that are still quoted and no longer valid."""

    edition: Text
    text: Prose
    year: Year | None = None
    sources: tuple[Citation, ...] = ()


class EditionNews(Record):
    """What is known about a newer edition than the one in the data."""

    text: Prose
    sources: tuple[Citation, ...] = ()


class Authority(Record):
    """A body that publishes reference values for magnesium."""

    id: Identifier
    name: Text
    short_name: Text
    """The name in findings: 'NAM'."""
    region: Text
    place: Place
    """The region in a column of a table: 'US, Canada'."""
    edition: Text
    year: Year
    checked: IsoDate
    next_look: IsoDate | None = None
    """The day by which a curator looks for a newer edition and compares again; each shipped authority has one."""
    note: Prose | None = None
    sources: tuple[Citation, ...] = ()
    replaced_by: EditionNews | None = None
    """A newer edition that exists and is not in the data."""
    under_revision: EditionNews | None = None
    """A revision that has been announced and is not published."""
    recommended: ReferenceTable | None = None
    average_requirement: ReferenceTable | None = None
    upper_limit: LimitTable | None = None
    life_stages: tuple[LifeStage, ...] = ()
    superseded: tuple[SupersededEdition, ...] = ()

    def life_stages_for(
        self, sex: Sex | None, states: Collection[State | None], ages: AgeBand | None
    ) -> tuple[LifeStage, ...]:
        """Return the rows that may apply to a person, as `LifeStage.concerns` says.

        For a state that the authority prints no row for, these are the ordinary rows.
        """
        printed = {stage.state for stage in self.life_stages}
        wanted = {state if state in printed else None for state in states}
        return tuple(stage for stage in self.life_stages if stage.concerns(sex, wanted, ages))
