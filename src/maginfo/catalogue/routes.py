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
    return is_local(text, words) or _says(text, words, "not-swallowed", "not-swallowed-product")


def is_local(text: str, words: NameWords) -> bool:
    """Return whether the text says that the medicine acts where it is put, as in an eye, an ear or on the skin."""
    return _says(text, words, "local", "local-product")


def is_spared(text: str, words: NameWords, group: InteractionClass) -> bool:
    """Return whether the interaction does not concern a medicine with such words beside its name."""
    return is_local(text, words) or (is_not_swallowed(text, words) and _acts_in_gut(group))


def _says(text: str, words: NameWords, *roles: NameWordRole) -> bool:
    """Return whether a word of these roles stands in the text, and none that says that the medicine is swallowed."""
    name = f" {name_key(text)} "

    def has(*wanted: NameWordRole) -> bool:
        return any(f" {name_key(word)} " in name for word in words.of(*wanted))

    return has(*roles) and not has("swallowed")


def _acts_in_gut(group: InteractionClass) -> bool:
    """Return whether magnesium changes how these medicines are taken up in the gut, where both are swallowed."""
    return group.mechanism in ("chelation", "stomach-ph", "absorption") and group.direction != "lowers-magnesium"
