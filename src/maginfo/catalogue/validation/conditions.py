"""Checks of the table of conditions: a name means one condition, and a search says when and where it was made."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from maginfo.catalogue.names import name_key
from maginfo.catalogue.validation.house_rules import latest_day
from maginfo.catalogue.validation.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.model.conditions import Condition

FILE = "conditions.csv"


def condition_table_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield shared names, references to uses that do not fit, and searches that are not described."""
    cautions = {name_key(name): caution.id for caution in catalogue.cautions for name in caution.every_name}
    uses = {name_key(name): use.id for use in catalogue.uses for name in use.every_name}
    rows: dict[str, list[int]] = defaultdict(list)
    conditions = catalogue.condition_table.conditions
    for position, row in enumerate(conditions):
        for key in dict.fromkeys(map(name_key, row.every_name)):
            rows[key].append(position)
            if not key:
                yield Problem(FILE, row.name, "contains a name without a letter or digit")
            if key in cautions:
                message = f"'{key}' is a name of the caution '{cautions[key]}'; a condition with a caution has no row"
                yield Problem(FILE, row.name, message)
            if uses.get(key, row.use) != row.use:
                yield Problem(FILE, row.name, f"'{key}' is a name of the use '{uses[key]}'; write it under 'use'")
        if row.use is not None and row.use not in catalogue.use_ids:
            yield Problem(FILE, row.name, f"names '{row.use}', which uses/ does not have")
        yield from _search_problems(row, catalogue)
    for each in catalogue.condition_table.ambiguous:
        if (key := name_key(each.name)) in rows or key in cautions:
            yield Problem(FILE, each.name, "may mean several conditions, and is a name of one of them too")
        for name in each.may_mean:
            if catalogue.resolve_condition(name).state == "unknown":
                yield Problem(FILE, each.name, f"may mean '{name}', which is not known")
    for key, positions in rows.items():
        first, *others = positions
        for other in others if key else ():
            message = f"'{key}' is a name of '{conditions[first].name}' too; a name stands in one row"
            yield Problem(FILE, conditions[other].name, message)


def _search_problems(row: Condition, catalogue: Catalogue) -> Iterator[Problem]:
    """Yield what is missing or wrong in the day and the sources of a search."""
    searched = row.state == "none-recorded"
    for key, value in (("looked", row.looked), ("sources", row.sources)):
        if searched and not value:
            yield Problem(FILE, row.name, f"has no '{key}'; 'none-recorded' says when and where somebody searched")
        elif value and not searched:
            yield Problem(FILE, row.name, f"has '{key}' and is only recognised; a search makes it 'none-recorded'")
    if row.looked is not None and row.looked > latest_day(catalogue):
        yield Problem(FILE, row.name, f"looked: {row.looked} is in the future")
    for source_id in row.sources:
        if source_id not in catalogue.source_ids:
            yield Problem(FILE, row.name, f"cites '{source_id}', which sources.toml does not have")
