"""Names of things, as people and labels write them, and what each means.

Upper and lower case, accents, hyphens, brackets, trade marks and the words around a name ("Magnesium (as ...)") make
no difference: two spellings with one key are one name.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import dropwhile
from typing import TYPE_CHECKING, Any

from maginfo.catalogue.records.building import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_PASSED_OVER = frozenset({"as", "from"})
_WITHOUT_MARKS = str.maketrans("", "", "®™©'’")
_MAGNESIUM_WORDS = frozenset({"magnesium", "mag"})
_OTHER_MINERALS = frozenset({"potassium", "calcium", "sodium", "zinc", "iron", "aluminium", "aluminum"})


@lru_cache(8192)  # all names of the data are fewer, and a table of doses asks for the same ones again and again
def name_key(text: str) -> str:
    """What two spellings of one name have in common."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_WITHOUT_MARKS).casefold())
    letters = "".join(
        character if character.isalnum() else "" if unicodedata.combining(character) else " "
        for character in decomposed
    )
    return " ".join(word for word in letters.split() if word not in _PASSED_OVER)


def form_key(text: str) -> str:
    """A form's name without its leading 'magnesium': 'Magnesium (as magnesium citrate)', 'mag citrate' are 'citrate'.

    Where it would then be another mineral's name it stays: magnesium potassium citrate is not potassium citrate.
    """
    words = name_key(text).split()
    shortened = list(dropwhile(_MAGNESIUM_WORDS.__contains__, words))
    return " ".join(words if _OTHER_MINERALS.intersection(shortened) else shortened)


class NameIndex(Record):
    """Where each name of a form or a medicine leads; keys are `name_key`s."""

    forms: Mapping[str, tuple[str, int | None]]
    """Key to (form id, position of the one compound it means, or None for the form at large)."""
    shortened_forms: Mapping[str, tuple[str, int | None]]
    """The same by `form_key`, where that is not ambiguous."""
    medicines: Mapping[str, tuple[tuple[str, int | None], ...]]
    """Key to every (class id, position of the member, or None for the class as a whole)."""
    topical: frozenset[str]
    """Keys that mean a form on the skin."""
    form_names: tuple[str, ...]
    """Names as written, for suggestions."""
    medicine_names: tuple[str, ...]

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> NameIndex:
        """The index that `to_table` wrote."""
        return cls(
            forms={key: (target[0], target[1]) for key, target in table["forms"].items()},
            shortened_forms={key: (target[0], target[1]) for key, target in table["shortened_forms"].items()},
            medicines={
                key: tuple((target[0], target[1]) for target in targets) for key, targets in table["medicines"].items()
            },
            topical=frozenset(table["topical"]),
            form_names=tuple(table["form_names"]),
            medicine_names=tuple(table["medicine_names"]),
        )

    def to_table(self) -> dict[str, Any]:
        """The index as JSON holds it."""
        return {
            "forms": dict(self.forms),
            "shortened_forms": dict(self.shortened_forms),
            "medicines": dict(self.medicines),
            "topical": sorted(self.topical),
            "form_names": list(self.form_names),
            "medicine_names": list(self.medicine_names),
        }


def form_spellings(form: Mapping[str, Any]) -> Iterable[tuple[str, int | None]]:
    """Every name of a form's table, with the position of the compound it means.

    The id is not one of them: 'potassium-citrate' names a form here, potassium citrate holds no magnesium.
    """
    for name in (form["name"], *form.get("aliases", ()), *form.get("topical_names", ())):
        yield name, None
    for position, compound in enumerate(form.get("compounds", ())):
        for name in (compound["name"], *compound.get("aliases", ())):
            yield name, position


def medicine_spellings(group: Mapping[str, Any]) -> Iterable[tuple[str, int | None]]:
    """Every name of an interaction class and of its members, with the member's position."""
    for name in (group["id"], group["name"], *group.get("aliases", ())):
        yield name, None
    for position, member in enumerate(group.get("members", ())):
        for name in (member["name"], *member.get("brands", ()), *member.get("aliases", ())):
            yield name, position


def build_index(forms: Mapping[str, Mapping[str, Any]], groups: Mapping[str, Mapping[str, Any]]) -> NameIndex:
    """The index of these forms' and interaction classes' tables.

    The first form to claim a name keeps it; `catalogue.curation` refuses data in which two do.
    """
    by_name: dict[str, tuple[str, int | None]] = {}
    by_short_name: dict[str, set[tuple[str, int | None]]] = {}
    topical: set[str] = set()
    form_names: list[str] = []
    for form_id, form in forms.items():
        topical.update(name_key(name) for name in form.get("topical_names", ()))
        for spelling, position in form_spellings(form):
            key = name_key(spelling)
            by_name.setdefault(key, (form_id, position))
            if key not in topical:
                by_short_name.setdefault(form_key(spelling), set()).add((form_id, position))
            form_names.append(spelling)
    medicines: dict[str, list[tuple[str, int | None]]] = {}
    medicine_names: list[str] = []
    for group_id, group in groups.items():
        for spelling, position in medicine_spellings(group):
            targets = medicines.setdefault(name_key(spelling), [])
            if (group_id, position) not in targets:
                targets.append((group_id, position))
            medicine_names.append(spelling)
    return NameIndex(
        forms=by_name,
        shortened_forms={key: target for key, targets in by_short_name.items() if key and (target := _one(targets))},
        medicines={key: tuple(targets) for key, targets in medicines.items()},
        topical=frozenset(topical),
        form_names=tuple(dict.fromkeys(form_names)),
        medicine_names=tuple(dict.fromkeys(medicine_names)),
    )


def _one(targets: set[tuple[str, int | None]]) -> tuple[str, int | None] | None:
    """The only meaning of a shortened name; the form at large where several compounds of one form claim it."""
    if len(targets) == 1:
        return next(iter(targets))
    forms = {form for form, _ in targets}
    return (forms.pop(), None) if len(forms) == 1 else None
