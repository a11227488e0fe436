"""Group words such as 'antibiotic': the interactions that are recorded for medicines of the group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.catalogue.groups import members_of_group
from maginfo.catalogue.matches import MedicineMatch
from maginfo.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.model.safety import Member


class GroupedMedicines(Record):
    """A group word, and the medicines of the group with a recorded interaction; other medicines belong to it too."""

    query: str
    name: str
    what: str
    medicines: tuple[str, ...]
    """Names of these medicines, sorted."""


def medicine_groups(catalogue: Catalogue, names: Iterable[str]) -> tuple[GroupedMedicines, ...]:
    """Return the group words among these names of which a medicine has a record."""
    groups = []
    for query, name, what in _group_words(catalogue, names):
        medicines = {member.name for _, members in _covered(catalogue, name) for member in members}
        if medicines:
            groups.append(GroupedMedicines(query, name, what, tuple(sorted(medicines, key=str.casefold))))
    return tuple(dict.fromkeys(groups))


def matches_of_groups(catalogue: Catalogue, names: Iterable[str]) -> Iterator[tuple[str, MedicineMatch]]:
    """Yield what is recorded for the group words among these names, each match with the word.

    A class whose medicines all belong to the group is one match; of any other class, each medicine of the group is.
    """
    for query, name, _ in _group_words(catalogue, names):
        for class_id, members in _covered(catalogue, name):
            group = catalogue.interaction_class(class_id)
            if len(members) == sum(bool(member.atc) for member in group.members):
                yield query, MedicineMatch(group, None)
            else:
                yield from ((query, MedicineMatch(group, member)) for member in members)


def _group_words(catalogue: Catalogue, names: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Yield the text, the name and the description of each group word for which nothing of its own is recorded."""
    for text in names:
        for part in catalogue.resolve_medicine(text):
            if part.medicine is not None and part.medicine.kind == "group":
                yield part.text, part.medicine.name, part.medicine.what


def _covered(catalogue: Catalogue, name: str) -> Iterator[tuple[str, list[Member]]]:
    """Yield the id of each class with an interaction for medicines of the group, and these medicines."""
    for group, members in members_of_group(catalogue, name):
        if group.is_recorded:
            yield group.id, members
