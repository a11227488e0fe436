"""Whether a medicine is swallowed, by the words beside its name, and which interactions concern only what is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from maginfo.catalogue.names import name_key

if TYPE_CHECKING:
    from maginfo.model.constraints import NameWordRole
    from maginfo.model.medicines import NameWords
    from maginfo.model.safety import InteractionClass

    OtherRoute = Literal["local", "not-swallowed"]
    """'local': it acts where it is put, as in an eye, an ear or on the skin."""


def other_route(text: str, words: NameWords) -> OtherRoute | None:
    """Return how the text says that a medicine is given that is not swallowed: 'eye drops', but not 'gel capsules'."""
    name = f" {name_key(text)} "

    def says(*roles: NameWordRole) -> bool:
        return any(f" {name_key(word)} " in name for word in words.of(*roles))

    if says("local", "local-product"):
        route: OtherRoute = "local"
    elif says("not-swallowed", "not-swallowed-product"):
        route = "not-swallowed"
    else:
        return None
    return None if says("swallowed") else route


def is_spared(route: OtherRoute, group: InteractionClass) -> bool:
    """Return whether the interaction does not concern a medicine that is given so."""
    return route == "local" or _acts_in_gut(group)


def _acts_in_gut(group: InteractionClass) -> bool:
    """Return whether magnesium changes how these medicines are taken up in the gut, where both are swallowed."""
    return group.mechanism in ("chelation", "stomach-ph", "absorption") and group.direction != "lowers-magnesium"
