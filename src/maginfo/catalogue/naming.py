"""Names that two things of one kind claim: one name means one thing."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from maginfo.catalogue.names import form_spellings, medicine_spellings, name_key
from maginfo.catalogue.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from maginfo.catalogue.catalogue import Catalogue


def name_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """Every name that two forms, two conditions, two uses, two foods or two medicines of one class claim."""
    claims: dict[str, set[str]] = defaultdict(set)
    for form in catalogue.forms():
        for spelling, _ in form_spellings(form):
            claims[name_key(spelling)].add(f"forms/{form.id}.toml")
    for entry in catalogue.not_sources:
        for spelling in (entry.name, *entry.aliases):
            claims[name_key(spelling)].add(f"not_sources.toml ({entry.name})")
    yield from _clashes(claims, "forms")
    claims = defaultdict(set)
    for caution_id, count in Counter(caution.id for caution in catalogue.cautions).items():
        if count > 1:
            yield Problem("cautions.toml", caution_id, f"stands {count} times; an id names one caution")
    for caution in catalogue.cautions:
        for spelling in (caution.id, caution.title, *caution.aliases):
            claims[name_key(spelling)].add(caution.id)
    yield from _clashes(claims, "cautions")
    for kind, named in (("uses", _use_names(catalogue)), ("foods.csv", _food_names(catalogue))):
        claims = defaultdict(set)
        for owner, spelling in named:
            claims[name_key(spelling)].add(owner)
        yield from _clashes(claims, kind)
    for group in catalogue.interaction_classes():
        owners: dict[str, set[str]] = defaultdict(set)
        for spelling, position in medicine_spellings(group):
            if position is not None:
                owners[name_key(spelling)].add(f"{group.members[position].name} (members[{position}])")
        yield from _clashes(owners, f"interactions/{group.id}.toml")


def _use_names(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for use in catalogue.uses:
        for spelling in (use.id, use.name, *use.aliases):
            yield use.id, spelling


def _food_names(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for food in catalogue.foods.foods:
        for spelling in (food.name, *food.aliases):
            yield food.id, spelling


def _clashes(claims: Mapping[str, set[str]], where: str) -> Iterator[Problem]:
    for key, owners in claims.items():
        if not key:
            yield Problem(min(owners), "aliases", "holds a name without a letter or digit")
        elif len(owners) > 1:
            yield Problem(where, key, f"is a name of {' and of '.join(sorted(owners))}; one name means one thing")
