"""The answer of `cautions`: conditions, populations and situations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from maginfo.dosing.looked_up import LookedUpCondition, looked_up_conditions
from maginfo.dosing.report import Unresolved
from maginfo.dosing.unresolved import unresolved_conditions
from maginfo.model.answer import Answer
from maginfo.model.bibliography import Citation, Source, cited_in
from maginfo.model.evidence import Signs
from maginfo.model.record import Record
from maginfo.model.safety import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maginfo.catalogue.catalogue import Catalogue

HIGH_MAGNESIUM = "hypermagnesaemia"
"""Id of the caution that comes with the signs of high magnesium."""


class CautionLine(Record):
    """One condition, population or situation."""

    id: str
    title: str
    kind: str
    severity: Severity
    told_to_everybody: bool
    summary: str
    action: str
    conflict: str | None
    forms: tuple[str, ...]
    """The forms that the caution is limited to; empty means every form."""
    escalations: tuple[str, ...]
    """'major: because ...', where the person's facts raise the severity."""
    aliases: tuple[str, ...]
    sources: tuple[Citation, ...]


class CautionList(Answer):
    """`maginfo cautions`."""

    SCHEMA: ClassVar[str] = "maginfo.cautions/1"
    cautions: tuple[CautionLine, ...]
    signs: Signs | None
    """Signs of high and of low magnesium; null if single conditions other than high magnesium were asked for."""
    bibliography: Mapping[str, Source]
    disclaimer: str
    data_version: str
    unresolved: tuple[Unresolved, ...] = ()
    """Conditions that are recognised without a record, or unknown."""
    none_recorded: tuple[LookedUpCondition, ...] = ()
    """Conditions for which a search found no caution."""


def caution_list(catalogue: Catalogue, names: Sequence[str] = ()) -> CautionList:
    """Return the cautions with these names, or all without a name; names without a record are listed separately."""
    found = [catalogue.resolve_condition(name).caution for name in names]
    wanted = list(dict.fromkeys(caution for caution in found if caution is not None)) if names else catalogue.cautions
    lines = tuple(
        CautionLine(
            id=caution.id,
            title=caution.title,
            kind=caution.kind,
            severity=Severity(caution.severity),
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
    looked_up = tuple(looked_up_conditions(catalogue, names))
    return CautionList(
        cautions=lines,
        signs=signs,
        bibliography=catalogue.bibliography(cited_in((lines, signs, looked_up))),
        disclaimer=catalogue.about.disclaimer,
        data_version=catalogue.about.version,
        unresolved=tuple(dict.fromkeys(unresolved_conditions(catalogue, names))),
        none_recorded=looked_up,
    )
