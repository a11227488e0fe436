"""Names as people and labels write them, and the records that they mean.

Upper and lower case, accents, hyphens, brackets, trade marks and the words around a name ("Magnesium (as ...)") make
no difference: two spellings with one key are one name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import dropwhile
from typing import TYPE_CHECKING

from maginfo.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from maginfo.model.forms import Form
    from maginfo.model.medicines import Medicine
    from maginfo.model.safety import InteractionClass

_IGNORED_WORDS = frozenset({"as", "from"})
_BETWEEN_WORDS = re.compile(r"[\W_]+")
APOSTROPHES = "'’‘‛ʼ′＇`´"
"""The apostrophe as keyboards and word processors write it."""
_WITHOUT_MARKS = str.maketrans("", "", f"®™©{APOSTROPHES}")
_MAGNESIUM_WORDS = frozenset({"magnesium", "mag", "magn", "mg"})
MAX_NAME_WORDS = 4
"""The most words of a name that is looked for among others."""
OTHER_MINERALS = frozenset({"potassium", "calcium", "sodium", "zinc", "iron", "aluminium", "aluminum", "boron"})


@lru_cache(32768)  # more than all the names in the data; a table of doses looks up the same names repeatedly
def name_key(text: str) -> str:
    """Return the key that all spellings of a name share: lower case, no accents, single spaces."""
    folded = text.translate(_WITHOUT_MARKS).casefold()
    bare = folded if folded.isascii() else _without_accents(folded)
    words = (bare if bare.isalpha() else _BETWEEN_WORDS.sub(" ", bare)).split()
    return " ".join([word for word in words if word not in _IGNORED_WORDS])


def _without_accents(text: str) -> str:
    import unicodedata  # imported here because it is slow to load and plain ASCII names do not need it

    return "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))


def form_key(text: str) -> str:
    """Return a form's name without its leading 'magnesium': 'citrate' for 'Magnesium (as magnesium citrate)'.

    'magnesium' stays where the rest would name another mineral: magnesium potassium citrate is not potassium citrate.
    """
    words = name_key(text).split()
    shortened = list(dropwhile(_MAGNESIUM_WORDS.__contains__, words))
    return " ".join(words if OTHER_MINERALS.intersection(shortened) else shortened)


def longest_names(words: Sequence[str], is_name: Callable[[str], object]) -> Iterator[tuple[str, bool]]:
    """Yield the longest known name at each place, or a single unknown word, with whether it is known."""
    place = 0
    while place < len(words):
        ends = range(min(place + MAX_NAME_WORDS, len(words)), place, -1)
        end = next((end for end in ends if is_name(" ".join(words[place:end]))), None)
        yield " ".join(words[place : end or place + 1]), end is not None
        place = end or place + 1


Target = tuple[str, "int | None"]
"""The id of a form or class, and the position of the compound or medicine in it; None for the whole form or class."""


class FormIndex(Record):
    """Names of forms, each with its target."""

    names: Mapping[str, Target]
    """By `name_key`: the form's id and the compound's position."""
    shortened: Mapping[str, Target]
    """The same by `form_key`, for keys with one target."""
    topical: frozenset[str]
    """Keys of names for forms on the skin."""
    named_in_full: frozenset[str]
    """Ids of the forms with names that mean another substance without the word magnesium."""
    written: tuple[str, ...]
    """Every name as the data spells it."""

    def find(self, name: str) -> Target | None:
        """Return the target of a name; None for an unknown name."""
        return self.names.get(name_key(name)) or self.shortened.get(form_key(name))

    def names_magnesium(self, name: str) -> bool:
        """Return whether the name means a form, and contains 'magnesium' or fits no other metal: 'MgO', 'Slow-Mag'."""
        key, short = name_key(name), form_key(name)
        if key in self.names:
            return not self.is_salt_alone(name)
        return key != short and short in self.shortened

    def is_salt_alone(self, name: str) -> bool:
        """Return whether the name means a form but, without 'magnesium', could mean another metal: 'l-threonate'."""
        key = name_key(name)
        return key == form_key(name) and key in self.names and f"magnesium {key}" in self.names

    def is_topical(self, name: str) -> bool:
        """Return whether the name means a form applied to the skin."""
        return name_key(name) in self.topical

    def lacks_magnesium(self, name: str, form_id: str) -> bool:
        """Return whether the name finds that form but, without the word magnesium, means another substance."""
        key = name_key(name)
        return form_id in self.named_in_full and key not in self.names and key == form_key(name)

    def meanings(self) -> tuple[tuple[str, str, int | None], ...]:
        """Return every name as the data spells it, with its target."""
        return tuple((name, *self.names[name_key(name)]) for name in self.written)


class MedicineIndex(Record):
    """Names of medicines, brands and classes, each with its targets."""

    names: Mapping[str, tuple[Target, ...]]
    """By `name_key`: the id of each class, and the member's position in it."""

    def find(self, name: str) -> tuple[Target, ...] | None:
        """Return the targets of a name; None for an unknown name."""
        return self.names.get(name_key(name))


class TableIndex(Record):
    """Names of the table of medicines, each with its rows."""

    rows: Mapping[str, tuple[int, ...]]
    """By `name_key`: the positions in the table."""

    def find(self, name: str) -> tuple[int, ...]:
        """Return the positions of the rows with a name; none for an unknown name."""
        return self.rows.get(name_key(name), ())


def form_spellings(form: Form) -> Iterator[tuple[str, int | None]]:
    """Yield every name of a form, with the position of the compound it means.

    The id is not included: 'potassium-citrate' is the id of a form, but potassium citrate has no magnesium.
    """
    for name in (form.name, *form.aliases, *form.topical_names):
        yield name, None
    for position, compound in enumerate(form.compounds):
        for name in (compound.name, *compound.aliases):
            yield name, position


def medicine_spellings(group: InteractionClass) -> Iterator[tuple[str, int | None]]:
    """Yield every name of an interaction class and of its members, with the member's position."""
    for name in (group.id, group.name, *group.aliases):
        yield name, None
    for position, member in enumerate(group.members):
        for name in (member.name, *member.brands, *member.aliases):
            yield name, position


def form_index(forms: Mapping[str, Form]) -> FormIndex:
    """Return the index of these forms, by their ids.

    The first form with a name keeps it; `validation.references` rejects data in which two forms share one.
    """
    names: dict[str, Target] = {}
    shortened: dict[str, set[Target]] = {}
    topical: set[str] = set()
    named_in_full: set[str] = set()
    written: list[str] = []
    for form_id, form in forms.items():
        topical.update(name_key(name) for name in form.topical_names)
        if form.short_name_is_anothers:
            named_in_full.add(form_id)
        for spelling, position in form_spellings(form):
            key = name_key(spelling)
            names.setdefault(key, (form_id, position))
            if key not in topical:
                shortened.setdefault(form_key(spelling), set()).add((form_id, position))
            written.append(spelling)
    return FormIndex(
        names,
        {key: target for key, targets in shortened.items() if key and (target := _one(targets))},
        frozenset(topical),
        frozenset(named_in_full),
        tuple(dict.fromkeys(written)),
    )


def medicine_index(groups: Mapping[str, InteractionClass]) -> MedicineIndex:
    """Return the index of these interaction classes, by their ids."""
    names: dict[str, list[Target]] = {}
    for group_id, group in groups.items():
        for spelling, position in medicine_spellings(group):
            targets = names.setdefault(name_key(spelling), [])
            if (group_id, position) not in targets:
                targets.append((group_id, position))
    return MedicineIndex({key: tuple(targets) for key, targets in names.items()})


def table_index(medicines: Mapping[str, Medicine]) -> TableIndex:
    """Return the index of the table of medicines; a name of several medicines leads to the rows of all of them."""
    positions = {name: position for position, name in enumerate(medicines)}
    rows: dict[str, dict[int, None]] = {}
    for name, medicine in medicines.items():
        for spelling in medicine.every_name:
            rows.setdefault(name_key(spelling), {})[positions[name]] = None
        for other in medicine.also:
            both = (each for each in (name, other.medicine) if each in positions)
            rows.setdefault(name_key(other.name), {}).update((positions[each], None) for each in both)
    return TableIndex({key: tuple(found) for key, found in rows.items()})


def _one(targets: set[Target]) -> Target | None:
    """Return the only target of a shortened name; the whole form if the targets are several compounds of one form."""
    if len(targets) == 1:
        return next(iter(targets))
    forms = {form for form, _ in targets}
    return (forms.pop(), None) if len(forms) == 1 else None
