"""The answer of `cautions`: conditions, populations and situations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from maginfo.catalogue.records.building import Record
from maginfo.catalogue.records.citations import Citation, Source, cited_in
from maginfo.catalogue.records.signs import Signs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maginfo.catalogue.catalogue import Catalogue


HIGH_MAGNESIUM = "hypermagnesaemia"
"""The caution whose page tells the signs of high magnesium."""


class CautionLine(Record):
    """One condition, population or situation."""

    id: str
    title: str
    kind: str
    severity: str
    told_to_everybody: bool
    summary: str
    action: str
    conflict: str | None
    forms: tuple[str, ...]
    """Only with these forms; every form where empty."""
    escalations: tuple[str, ...]
    """'major: because ...', where the person's facts raise the severity."""
    aliases: tuple[str, ...]
    sources: tuple[Citation, ...]


class CautionList(Record):
    """`maginfo cautions`."""

    SCHEMA: ClassVar[str] = "maginfo.cautions/1"
    cautions: tuple[CautionLine, ...]
    signs: Signs | None
    """Signs of high and of low magnesium; None where single conditions were asked for, but for high magnesium."""
    bibliography: Mapping[str, Source]
    disclaimer: str
    data_version: str


def caution_list(catalogue: Catalogue, names: Sequence[str] = ()) -> CautionList:
    """The cautions of these names, or all; UnknownNameError for a name that the catalogue does not have."""
    wanted = list(dict.fromkeys(catalogue.find_caution(name) for name in names)) or catalogue.cautions
    lines = tuple(
        CautionLine(
            id=caution.id,
            title=caution.title,
            kind=caution.kind,
            severity=caution.severity,
            told_to_everybody=caution.always_tell is not None,
            summary=caution.summary,
            action=caution.action,
            conflict=caution.conflict,
            forms=caution.forms,
            escalations=tuple(f"{step.severity}: {step.because}" for step in caution.escalate),
            aliases=caution.aliases,
            sources=caution.sources,
        )
        for caution in wanted
    )
    wants_signs = not names or any(line.id == HIGH_MAGNESIUM for line in lines)
    signs = catalogue.signs if wants_signs else None
    return CautionList(
        cautions=lines,
        signs=signs,
        bibliography=catalogue.bibliography(cited_in((lines, signs))),
        disclaimer=catalogue.about["disclaimer"],
        data_version=catalogue.about["version"],
    )
