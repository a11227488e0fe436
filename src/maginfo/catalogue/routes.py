"""Whether a medicine is swallowed, by the words beside its name, and which interactions concern only what is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.catalogue.names import name_key

if TYPE_CHECKING:
    from maginfo.model.constraints import NameWordRole
    from maginfo.model.medicines import NameWords
    from maginfo.model.safety import InteractionClass


def is_not_swallowed(text: str, words: NameWords) -> bool:
    """Return whether the text says that the medicine is not swallowed: 'eye drops', but not 'gel capsules'."""
    name = f" {name_key(text)} "

    def says(*roles: NameWordRole) -> bool:
        return any(f" {name_key(word)} " in name for word in words.of(*roles))

    return says("not-swallowed", "not-swallowed-product") and not says("swallowed")


def acts_in_gut(group: InteractionClass) -> bool:
    """Return whether magnesium changes how these medicines are taken up in the gut, where both are swallowed."""
    return group.mechanism in ("chelation", "stomach-ph", "absorption") and group.direction != "lowers-magnesium"
