"""What the evidence says for a use."""

from __future__ import annotations

from maginfo.catalogue.constraints import EvidenceDirection, Grade, Identifier, IsoDate, Route, Seen, Text
from maginfo.catalogue.records.building import Record
from maginfo.catalogue.records.citations import Citation


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
