"""What the shell completes: names of forms, conditions, medicines, authorities and sources."""

from collections.abc import Iterable

from maginfo.catalogue.catalogue import Catalogue


def _beginning_with(incomplete: str, names: Iterable[str]) -> list[str]:
    wanted = incomplete.casefold()
    return [name for name in names if name.casefold().startswith(wanted)]


def forms(incomplete: str) -> list[str]:
    """Ids of forms."""
    return _beginning_with(incomplete, Catalogue().form_ids)


def conditions(incomplete: str) -> list[str]:
    """Ids of conditions, populations and situations."""
    return _beginning_with(incomplete, (caution.id for caution in Catalogue().cautions))


def medicines(incomplete: str) -> list[str]:
    """Medicines, brands and classes."""
    return _beginning_with(incomplete, Catalogue().medicine_names)


def authorities(incomplete: str) -> list[str]:
    """Ids of authorities, and 'all'."""
    return _beginning_with(incomplete, (*Catalogue().authority_ids, "all"))


def uses(incomplete: str) -> list[str]:
    """Ids of uses."""
    return _beginning_with(incomplete, Catalogue().use_ids)


def foods(incomplete: str) -> list[str]:
    """Ids of foods."""
    return _beginning_with(incomplete, (food.id for food in Catalogue().foods.foods))


def sources(incomplete: str) -> list[str]:
    """Ids of the bibliography."""
    return _beginning_with(incomplete, Catalogue().source_ids)
