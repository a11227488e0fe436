"""Checks of the table of conditions as a whole: a name means one condition, whichever table is asked first."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from maginfo.catalogue.names import name_key
from maginfo.catalogue.validation.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maginfo.catalogue.catalogue import Catalogue

FILE = "conditions.csv"


def condition_table_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield names that another row or a caution has too, and references to uses that do not fit."""
    cautions = {name_key(name): caution.id for caution in catalogue.cautions for name in caution.every_name}
    uses = {name_key(name): use.id for use in catalogue.uses for name in (use.id, use.name, *use.aliases)}
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
    for key, positions in rows.items():
        first, *others = positions
        for other in others if key else ():
            message = f"'{key}' is a name of '{conditions[first].name}' too; a name stands in one row"
            yield Problem(FILE, conditions[other].name, message)
