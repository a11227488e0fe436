"""Reference values of one authority, life stage by life stage. All amounts are mg of elemental magnesium a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maginfo.catalogue.records.ages import AgeBand, read_age_band
from maginfo.catalogue.records.building import nested, nested_one
from maginfo.catalogue.records.citations import Citation

if TYPE_CHECKING:
    from maginfo.catalogue.records.constraints import Ages, Identifier, IsoDate, LimitKind, Milligrams, MilligramsPerKilogram, Scope, Sex, State, Text, Year


@dataclass(frozen=True)
class ReferenceTable:
    """What kind of value a column of the authority's table holds, and where the column stands."""

    kind: Text
    """The authority's own name: RDA, RDI, RNI, PRI, AI, AS, EAR."""
    sources: tuple[Citation, ...] = nested(Citation)


@dataclass(frozen=True)
class LimitTable:
    """An upper limit's kind and what it counts."""

    kind: LimitKind
    scope: Scope
    summary: Text
    sources: tuple[Citation, ...] = nested(Citation)


@dataclass(frozen=True)
class LifeStage:
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
    """Where this row's kind differs from the table's."""
    recommended_increment_mg: Milligrams | None = None
    """Where the table prints an increment; `recommended_mg` is then the total."""
    upper_limit_mg: Milligrams | None = None
    upper_limit_mg_per_kg: MilligramsPerKilogram | None = None
    note: Text | None = None
    sources: tuple[Citation, ...] = nested(Citation)

    @property
    def age_band(self) -> AgeBand:
        """The ages as completed months."""
        return read_age_band(self.ages)

    @property
    def label(self) -> str:
        """'female 19-30 y', 'pregnant 19-30 y', '1-3 y'."""
        return " ".join(part for part in (self.state or self.sex, self.ages) if part)


@dataclass(frozen=True)
class SupersededEdition:
    """Figures that are still quoted and no longer hold."""

    edition: Text
    text: Text
    year: Year | None = None
    sources: tuple[Citation, ...] = nested(Citation)


@dataclass(frozen=True)
class Authority:
    """A body that publishes reference values for magnesium."""

    id: Identifier
    name: Text
    short_name: Text
    """How findings call it: 'NAM'."""
    region: Text
    edition: Text
    year: Year
    checked: IsoDate
    note: Text | None = None
    sources: tuple[Citation, ...] = nested(Citation)
    recommended: ReferenceTable | None = nested_one(ReferenceTable)
    average_requirement: ReferenceTable | None = nested_one(ReferenceTable)
    upper_limit: LimitTable | None = nested_one(LimitTable)
    life_stages: tuple[LifeStage, ...] = nested(LifeStage)
    superseded: tuple[SupersededEdition, ...] = nested(SupersededEdition)
