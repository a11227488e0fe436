"""Shell completion: commands, and names of forms, conditions, medicines, authorities, uses, foods and sources."""

import os
from collections.abc import Iterable
from pathlib import Path

from maginfo.catalogue.catalogue import Catalogue
from maginfo.cli.environment import DATA_ENV_VAR
from maginfo.errors import MaginfoError
from maginfo.model.safety import FINDING_SEVERITIES


def _catalogue() -> Catalogue:
    """Return the data that an answer would use, without validating an overlay; one that cannot be read is left out."""
    overlay = os.environ.get(DATA_ENV_VAR)
    if not overlay:
        return Catalogue()
    from maginfo.catalogue.overlay import OverlayStore
    from maginfo.catalogue.store import shipped_store

    try:
        return Catalogue(OverlayStore(shipped_store(), Path(overlay)))
    except MaginfoError:
        return Catalogue()


def _beginning_with(incomplete: str, names: Iterable[str]) -> list[str]:
    wanted = incomplete.casefold()
    return [name for name in names if name.casefold().startswith(wanted)]


def commands(incomplete: str) -> list[str]:
    """Complete commands."""
    from maginfo.cli.app import COMMANDS

    return _beginning_with(incomplete, COMMANDS)


def forms(incomplete: str) -> list[str]:
    """Complete ids of forms."""
    return _beginning_with(incomplete, _catalogue().form_ids)


def conditions(incomplete: str) -> list[str]:
    """Complete ids of conditions, populations and situations."""
    return _beginning_with(incomplete, (caution.id for caution in _catalogue().cautions))


def medicines(incomplete: str) -> list[str]:
    """Complete medicines, brands and classes."""
    return _beginning_with(incomplete, _catalogue().medicine_names)


def authorities(incomplete: str) -> list[str]:
    """Complete ids of authorities, and 'all'."""
    return _beginning_with(incomplete, (*_catalogue().authority_ids, "all"))


def uses(incomplete: str) -> list[str]:
    """Complete ids of uses."""
    return _beginning_with(incomplete, _catalogue().use_ids)


def foods(incomplete: str) -> list[str]:
    """Complete ids of foods."""
    return _beginning_with(incomplete, (food.id for food in _catalogue().foods.foods))


def sexes(incomplete: str) -> list[str]:
    """Complete female or male, as the reference tables divide people."""
    return _beginning_with(incomplete, ("female", "male"))


def severities(incomplete: str) -> list[str]:
    """Complete severities, from info to avoid."""
    return _beginning_with(incomplete, (severity.value for severity in FINDING_SEVERITIES))


def sources(incomplete: str) -> list[str]:
    """Complete ids of sources."""
    return _beginning_with(incomplete, _catalogue().source_ids)
