"""Checks of the table of medicines as a whole: a name means one medicine, or is marked as having other meanings."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from maginfo.catalogue.names import name_key
from maginfo.catalogue.validation.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.model.medicines import Medicine
    from maginfo.model.safety import Member

FILE = "medicines.csv"
GROUPS_FILE = "medicines.toml"


def medicine_table_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield inconsistencies between rows of the table, and between the table and the medicines of interactions/."""
    table = catalogue.medicine_table
    rows = {name_key(row.name): row for row in table.medicines}
    owners: dict[str, set[str]] = defaultdict(set)
    for row in table.medicines:
        for name in row.every_name:
            owners[name_key(name)].add(row.name)
    yield from _repeated(table.medicines)
    yield from _shared(table.medicines, owners)
    yield from _alike(owners)
    vocabularies = {citation.id for citation in table.sources}
    for row in table.medicines:
        yield from _reference_problems(row, owners, rows, vocabularies)
    yield from _group_problems(catalogue, rows)
    yield from _recorded_otherwise(catalogue, owners, rows)


def _group_problems(catalogue: Catalogue, rows: dict[str, Medicine]) -> Iterator[Problem]:
    """Yield groups without a group word, with a code of no medicine, or under a word that names a class."""
    codes = {code for row in rows.values() for code in row.atc}
    seen: set[str] = set()
    for group in catalogue.medicine_heading.groups:
        row = rows.get(name_key(group.name))
        if row is None or row.kind != "group":
            yield Problem(GROUPS_FILE, group.name, "is no group word: name a row of medicines.csv of the kind 'group'")
        elif any(catalogue.medicine_matches(name) for name in row.generic_names):
            yield Problem(
                GROUPS_FILE, group.name, "names a class in interactions/, which is shown for it; leave it out"
            )
        if group.name in seen:
            yield Problem(GROUPS_FILE, group.name, "stands twice; a group word has one entry")
        seen.add(group.name)
        for beginning in (*group.atc, *group.without):
            if beginning in group.without and not beginning.startswith(group.atc):
                yield Problem(GROUPS_FILE, group.name, f"'{beginning}' is in none of its groups; leave it out")
            if not any(code.startswith(beginning) for code in codes):
                yield Problem(GROUPS_FILE, group.name, f"'{beginning}' begins no code in medicines.csv")


def _repeated(rows: Iterable[Medicine]) -> Iterator[Problem]:
    seen: set[str] = set()
    for row in rows:
        if name_key(row.name) in seen:
            yield Problem(FILE, row.name, "has two rows")
        seen.add(name_key(row.name))


def _shared(rows: Iterable[Medicine], owners: dict[str, set[str]]) -> Iterator[Problem]:
    """Yield names of two medicines that are not marked as such, and names that are marked without need."""
    for row in rows:
        said = {(name_key(each.name), each.medicine) for each in row.also}
        true = {
            (key, other) for name in row.every_name for key in (name_key(name),) for other in owners[key] - {row.name}
        }
        for key, other in sorted(true - said):
            yield Problem(FILE, row.name, f"'{key}' is a name of {other} too; say so in 'also' of both rows")
        for key, other in sorted(said - true):
            yield Problem(FILE, row.name, f"'also' says that '{key}' is a name of {other}; one of the rows lacks it")


def _alike(owners: dict[str, set[str]]) -> Iterator[Problem]:
    """Yield names of two medicines that differ only in spaces: a duplicate row, or a typing error.

    A word of one letter is not a typing error: 'vitamin E' is not the German 'Vitamine'.
    """
    squeezed: dict[str, set[str]] = defaultdict(set)
    for key in owners:
        if all(len(word) > 1 for word in key.split()):
            squeezed[key.replace(" ", "")].add(key)
    for keys in squeezed.values():
        first, *others = sorted(keys)
        for other in others:
            if owners[first] != owners[other]:
                message = f"is a name of {_listed(owners[first])}, and '{other}' of {_listed(owners[other])}"
                yield Problem(FILE, first, message)


def _reference_problems(
    row: Medicine, owners: dict[str, set[str]], rows: dict[str, Medicine], vocabularies: set[str]
) -> Iterator[Problem]:
    if (row.kind == "combination") != bool(row.ingredients):
        yield Problem(FILE, row.name, "a combination has 'ingredients', and nothing else has")
    for name in row.ingredients:
        if name_key(name) not in owners:
            yield Problem(FILE, row.name, f"no row has the name of the ingredient '{name}'")
    for each in row.also:
        if name_key(each.medicine) not in rows:
            yield Problem(FILE, row.name, f"'also' names '{each.medicine}', which has no row")
    for source_id in row.sources:
        if source_id not in vocabularies:
            yield Problem(FILE, row.name, f"names the vocabulary '{source_id}', which medicines.toml does not cite")


def _recorded_otherwise(
    catalogue: Catalogue, owners: dict[str, set[str]], rows: dict[str, Medicine]
) -> Iterator[Problem]:
    """Yield names that interactions/ gives to a medicine of another ingredient, or to one part of a combination."""
    for group in catalogue.interaction_classes():
        for member in group.members:
            ours = {name_key(name) for name in (member.name, *member.aliases)}
            for name in (member.name, *member.aliases, *member.brands):
                for owner in sorted(owners.get(name_key(name), ())):
                    row = rows[name_key(owner)]
                    if not (_says_so(row, name) or _same_medicine(row, member, ours, rows)):
                        yield Problem(FILE, owner, f"'{name}' is {member.name} in interactions/{group.id}.toml")
                    elif name in member.brands and not _says_so(row, name) and _hides_a_part(catalogue, row, name):
                        message = f"'{name}' is the combination {owner} in {FILE}; leave it out, and each part is found"
                        yield Problem(f"interactions/{group.id}.toml", member.name, message)


def _says_so(row: Medicine, name: str) -> bool:
    return name_key(name) in {name_key(each.name) for each in row.also}


def _same_medicine(row: Medicine, member: Member, member_names: set[str], rows: dict[str, Medicine]) -> bool:
    """Return whether the row is that medicine, a combination with it, or a product of it: 'budesonide tablets'."""
    parts = [rows[key] for key in map(name_key, row.ingredients) if key in rows]
    ours = {name_key(name) for each in (row, *parts) for name in each.generic_names}
    words = set(name_key(member.name).split())
    return bool(ours & member_names) or any(set(name.split()) <= words for name in ours)


def _hides_a_part(catalogue: Catalogue, row: Medicine, brand: str) -> bool:
    """Return whether a part of the combination has something recorded that is not found by this brand."""
    if any(catalogue.medicine_matches(name) for name in row.generic_names):
        return False  # something is recorded of the combination itself
    found = {match.group.id for match in catalogue.medicine_matches(brand)}
    of_parts = [match.group for part in row.ingredients for match in catalogue.medicine_matches(part)]
    return any(group.is_recorded and group.id not in found for group in of_parts)


def _listed(names: Iterable[str]) -> str:
    return " and ".join(sorted(names))
