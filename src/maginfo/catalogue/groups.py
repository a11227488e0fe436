"""The medicines that a group word such as 'antibiotic' means, of those that stand in interactions/."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.model.safety import InteractionClass, Member


class GroupCounts(NamedTuple):
    """How many medicines of a group were looked up."""

    recorded: int
    """Those with an interaction."""
    none_recorded: int
    """Those for which nothing was found."""


def members_of_group(catalogue: Catalogue, name: str) -> Iterator[tuple[InteractionClass, list[Member]]]:
    """Yield each class with medicines of the group, and these medicines, in the order of the ids.

    `name` is that of the group word's row; nothing is yielded for a word whose medicines are not recorded.
    """
    group = next((each for each in catalogue.medicine_heading.groups if each.name == name), None)
    if group is None:
        return
    for each in catalogue.interaction_classes():
        members = [member for member in each.members if any(map(group.has_code, member.atc))]
        if members:
            yield each, members


def group_counts(catalogue: Catalogue, name: str) -> GroupCounts:
    """Return how many medicines of the group have something recorded, and how many others nothing.

    Both are 0 for a name that is not that of a group word's row.
    """
    found: tuple[set[str], set[str]] = (set(), set())
    for group, members in members_of_group(catalogue, name):
        found[0 if group.is_recorded else 1].update(member.name for member in members)
    return GroupCounts(len(found[0]), len(found[1] - found[0]))
