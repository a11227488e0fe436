"""What is to be known before the facts of a form: cautions, and medicines with a severe interaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.model.record import Record
from maginfo.model.safety import Caution, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maginfo.answers.forms import FormCard
    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.model.safety import InteractionClass


class SevereClass(Record):
    """A class of medicines; the reader may take any of them."""

    short: str
    severity: Severity
    """The highest severity among the medicines of the class."""


class Precautions(Record):
    """Cautions and interactions that are shown before the facts of a form."""

    cautions: tuple[Caution, ...]
    """Cautions shown in full: the general ones, and those for this form alone."""
    in_brief: tuple[Caution, ...]
    """The other cautions of the card."""
    medicines: tuple[SevereClass, ...]
    """Classes with the severity 'major' or higher, the most severe first."""


def precautions(catalogue: Catalogue, card: FormCard) -> Precautions:
    """Return the precautions among the cautions and interactions that the card names."""
    full: list[Caution] = []
    in_brief: list[Caution] = []
    named = dict.fromkeys((*map(catalogue.caution, card.cautions), *_for_every_form(catalogue, card)))
    for caution in named:
        in_full = caution.always_tell is not None or card.id in caution.forms
        (full if in_full else in_brief).append(caution)
    groups = map(catalogue.interaction_class, card.interactions)
    grave = [_grave_class(group) for group in groups if group.max_severity >= Severity.MAJOR]
    grave.sort(key=lambda group: (-group.severity.rank, group.short.casefold()))
    return Precautions(tuple(full), tuple(in_brief), tuple(grave))


def _for_every_form(catalogue: Catalogue, card: FormCard) -> Iterator[Caution]:
    """Yield what concerns every form alike: conditions of severity 'major' or higher, and populations."""
    for caution in catalogue.cautions:
        concerns = not caution.forms or card.id in caution.forms
        severe = Severity(caution.severity) >= Severity.MAJOR and caution.kind in ("condition", "population")
        if concerns and (severe or (caution.kind == "population" and Severity(caution.severity) > Severity.INFO)):
            yield caution


def _grave_class(group: InteractionClass) -> SevereClass:
    return SevereClass(group.short, group.max_severity)
