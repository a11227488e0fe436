"""What the page of `show` tells before anything else: cautions in words, and the gravest classes of medicines.

`FormCard` names them by their ids, which is all that a program is given; to read every class costs a page alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.catalogue.records.building import Record
from maginfo.catalogue.records.cautions import Caution
from maginfo.catalogue.records.interactions import HoursApart
from maginfo.catalogue.records.severities import Severity

if TYPE_CHECKING:
    from maginfo.answers.forms import FormCard
    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.catalogue.records.interactions import InteractionClass


class GraveClass(Record):
    """A class of medicines, of which a reader may take any."""

    name: str
    severity: Severity
    """Of its gravest medicine."""
    hours: HoursApart
    """The strictest of its medicines'."""
    differ: bool
    """Whether its medicines' hours are not all the same."""


class Precautions(Record):
    """What is told of a form before its facts."""

    cautions: tuple[Caution, ...]
    """Told in full: what everybody is told, and what concerns this form alone."""
    in_brief: tuple[Caution, ...]
    """The other cautions of the card."""
    medicines: tuple[GraveClass, ...]
    """Major and graver, the gravest first."""
    more_medicines: int
    """How many more classes interact."""


def precautions(catalogue: Catalogue, card: FormCard) -> Precautions:
    """Of the cautions and interactions that the card names."""
    told: list[Caution] = []
    in_brief: list[Caution] = []
    for caution in map(catalogue.caution, card.cautions):
        in_full = caution.always_tell is not None or card.id in caution.forms
        (told if in_full else in_brief).append(caution)
    groups = map(catalogue.interaction_class, card.interactions)
    grave = [_grave_class(group) for group in groups if group.gravest >= Severity.MAJOR]
    grave.sort(key=lambda group: (-group.severity.rank, group.name.casefold()))
    return Precautions(tuple(told), tuple(in_brief), tuple(grave), len(card.interactions) - len(grave))


def _grave_class(group: InteractionClass) -> GraveClass:
    each = {group.hours_of(member) for member in group.members}
    return GraveClass(group.name, group.gravest, group.strictest_hours, len(each) > 1)
