"""Finds what the name of a medicine means, as printed on a box or written on a list or prescription.

Names, brands, classes and codes are looked up first as written; then without strength, salt, release form, dose form
and frequency; then, for a combination, part by part. A name is never guessed.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING

from maginfo.catalogue.matches import MedicineMatch, ResolvedName
from maginfo.catalogue.names import TableIndex, longest_names, name_key, table_index
from maginfo.catalogue.routes import is_spared, other_route
from maginfo.catalogue.stripping import NOT_SALTS, ROLES, NameStripper
from maginfo.model.safety import NOTHING_RECORDED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.model.constraints import NameWordRole
    from maginfo.model.medicines import Medicine

MAX_REMEMBERED = 4_096
"""Size of the cache of resolved names; tables repeat the same names."""
MAX_PARTS = 6
"""The largest number of parts of a combination; a longer list is not one medicine."""
_ATC = re.compile(r"[A-Z]\d{2}[A-Z]{2}\d{2}")
_SIGNS_BETWEEN = re.compile(r"\s*[/+&()]\s*|\s+-\s+")
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
_COMMA = re.compile(r"\s*,(?!(?<=\d,)\d)\s*")
"""Not that of '0,5 mg'."""


class MedicineResolver:
    """Reads names of medicines with the words and the tables of one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self.resolve = lru_cache(maxsize=MAX_REMEMBERED)(self._resolve)
        """A cached `_resolve`: returns the one medicine that a text names, or each part of a combination."""
        self.known = lru_cache(maxsize=MAX_REMEMBERED)(self._known)
        """A cached `_known`: the same, but nothing for an unknown name; suggestions take a hundred times as long."""

    def _resolve(self, text: str) -> tuple[ResolvedName, ...]:
        text = text.strip()
        return self.known(text) or (ResolvedName(text, "unknown", suggestions=self._suggestions(text)),)

    def _known(self, text: str) -> tuple[ResolvedName, ...]:
        text = text.strip()
        found = (
            self._as_written(text)
            or self._stripped(text, NOT_SALTS)
            or self._listed(text)
            or self._nutrients(text)
            or self._stripped(text, ("salt",))
            or self._parts(text)
        )
        routed = tuple(map(self._by_route, found))
        whole = [each.medicine for each in routed if each.of_swallowed and each.medicine]
        return tuple(each for each in routed if not any(each.text in row.ingredients for row in whole))

    # As written

    def _as_written(self, text: str) -> tuple[ResolvedName, ...]:
        recorded = self._with_parts(self._recorded(text, text), text)
        return recorded or self._by_code(text) or self._magnesium(text, text) or self._in_table(text, text)

    def _magnesium(self, name: str, text: str) -> tuple[ResolvedName, ...]:
        """Return the classes of magnesium itself for a form or a supplement that is swallowed: 'magnesium citrate'."""
        catalogue = self._catalogue
        named = catalogue.find_product(name)
        is_supplement = named is not None and named.product is not None and named.product.kind == "supplement"
        if is_supplement or (catalogue.names_magnesium(name) and not catalogue.find_form(name).topical):
            groups = catalogue.interaction_classes()
            matches = tuple(MedicineMatch(group, None) for group in groups if group.of_magnesium)
            return (ResolvedName(text, "recorded", matches),) if matches else ()
        return ()

    def _recorded(self, name: str, text: str) -> tuple[ResolvedName, ...]:
        matches = self._catalogue.medicine_matches(name)
        if not matches:
            return ()
        any_recorded = any(match.group.is_recorded for match in matches)
        return (ResolvedName(text, "recorded" if any_recorded else "none-recorded", tuple(matches)),)

    def _with_parts(self, recorded: tuple[ResolvedName, ...], text: str) -> tuple[ResolvedName, ...]:
        """Return what is recorded for a brand with the other parts of its combination in the table of medicines."""
        rows = self._rows(text) if recorded else ()
        if len(rows) != 1 or not rows[0].ingredients:
            return recorded
        rest = (each for each in self._of_row(rows[0], text) if each.state != "recorded" and each.text != text)
        return (*recorded, *rest)

    def _recorded_under(self, names: Iterable[str], text: str) -> tuple[ResolvedName, ...]:
        """Return what is recorded under these names together; of two entries in one class, the first."""
        by_class: dict[str, MedicineMatch] = {}
        for name in names:
            for match in self._catalogue.medicine_matches(name):
                by_class.setdefault(match.group.id, match)
        nothing = by_class.pop(NOTHING_RECORDED, None)
        if by_class:
            return (ResolvedName(text, "recorded", tuple(by_class.values())),)
        return (ResolvedName(text, "none-recorded", (nothing,)),) if nothing is not None else ()

    def _by_code(self, text: str) -> tuple[ResolvedName, ...]:
        """Return the medicines with that ATC code; one code may cover products that interact differently."""
        code = text.upper()
        if not _ATC.fullmatch(code):
            return ()
        groups = self._catalogue.interaction_classes()
        names = [member.name for group in groups for member in group.members if code in member.atc]
        if names:
            return self._recorded_under(names, text)
        for medicine in self._catalogue.medicines.values():
            if code in medicine.atc:
                return self._of_row(medicine, text)
        return ()

    def _in_table(self, name: str, text: str) -> tuple[ResolvedName, ...]:
        """Return what the rows with that name in the table of medicines resolve to."""
        return tuple(dict.fromkeys(each for row in self._rows(name) for each in self._of_row(row, text)))

    def _of_row(self, row: Medicine, text: str) -> tuple[ResolvedName, ...]:
        """Return what is recorded under another name of the medicine or of one of its parts; else 'recognised'.

        The parts for which nothing is recorded follow by their own names.
        """
        found = self._recorded_under(row.generic_names, text)
        whole = found[0].matches if found else ()
        if found and not any(self._is_of_part(match, row) for match in whole):
            return found
        parts = [self._recorded(part, part) or self._magnesium(part, part) for part in row.ingredients]
        if any(parts):
            matches = dict.fromkeys((*whole, *(match for part in parts for each in part for match in each.matches)))
            recorded = tuple(match for match in matches if match.group.is_recorded)
            if recorded:
                rest = (self._part(part, found) for part, found in zip(row.ingredients, parts, strict=True))
                return (ResolvedName(text, "recorded", recorded), *(each for found in rest for each in found))
            if all(parts):
                return (ResolvedName(text, "none-recorded", tuple(matches)),)
        return found or (ResolvedName(text, "recognised", medicine=row),)

    def _is_of_part(self, match: MedicineMatch, row: Medicine) -> bool:
        """Return whether a record found by the name of a combination is that of one of its parts."""
        own = frozenset(map(name_key, row.generic_names))
        return bool(row.ingredients) and match.member is not None and name_key(match.member.name) not in own

    def _part(self, name: str, found: tuple[ResolvedName, ...]) -> tuple[ResolvedName, ...]:
        """Return a part of a combination, but for what is found already and is recorded."""
        if found:
            return tuple(each for each in found if each.state != "recorded")
        row = next(iter(self._rows(name)), None)
        if row is None:
            return ()
        return self._recorded_under(row.generic_names, name) or (ResolvedName(name, "recognised", medicine=row),)

    # Without the words beside the name

    @cached_property
    def _stripper(self) -> NameStripper:
        return NameStripper(self._catalogue.name_words)

    def _stripped(self, text: str, roles: Iterable[NameWordRole] = ROLES) -> tuple[ResolvedName, ...]:
        """Resolve the text without strength and the like, and without the words of these roles."""
        for name in self._stripper.names_in(text, roles):
            found = self._recorded(name, text) or self._magnesium(name, text) or self._in_table(name, text)
            if found:
                return found
        return ()

    # Part by part

    def _listed(self, text: str) -> tuple[ResolvedName, ...]:
        """Resolve names one of which could be a salt, as in 'levothyroxine, calcium' and 'iron/zinc'.

        Return nothing unless all of them are known.
        """
        if "(" in text:  # 'atorvastatin (calcium)' is one name
            return ()
        parts = self._named(each for piece in _COMMA.split(text) for each in self._pieces(piece))
        if all(self._stripper.without(part, "salt") for part in parts):
            return ()
        return self._all_of(parts)

    def _nutrients(self, text: str) -> tuple[ResolvedName, ...]:
        """Resolve 'vitamin D calcium': a salt word beside a mineral or a vitamin is no salt of it, if it names one too.

        Return nothing unless each other word belongs to a known name; of several such names, the longest counts.
        """
        words = self._stripper.without(text, "maker", strengths_only=True).split()
        salts = self._stripper.phrases["salt"]
        nutrients = frozenset(map(name_key, self._catalogue.name_words.of("nutrient")))
        if not nutrients.intersection(words) and any((word,) not in salts for word in words):
            return ()
        parts: list[ResolvedName] = []
        for name, known in longest_names(words, self._as_written):
            if known or name == "magnesium":
                parts += self._as_written(name) if known else (ResolvedName(name, "unknown"),)
            elif (name,) not in salts:
                return ()
        return tuple(dict.fromkeys(parts)) if any(part.state != "unknown" for part in parts) else ()

    def _parts(self, text: str) -> tuple[ResolvedName, ...]:
        """Resolve the parts of a combination; return nothing unless at least one of them is known."""
        parts = self._named(self._pieces(text))
        if 2 <= len(parts) <= MAX_PARTS:
            found = [self._as_written(part) or self._stripped(part) or self._side_by_side(part) for part in parts]
            if any(found):
                return tuple(dict.fromkeys(self._each(parts, found)))
        return self._side_by_side(text)

    def _side_by_side(self, text: str) -> tuple[ResolvedName, ...]:
        """Resolve names separated by a space or a hyphen; return nothing unless all of them are known."""
        for pieces in (_HYPHEN.split(text), self._stripper.without(text, "salt").split()):
            found = self._all_of(self._named(pieces))
            if found:
                return found
        return ()

    def _all_of(self, parts: Sequence[str]) -> tuple[ResolvedName, ...]:
        """Resolve the names of a combination; return nothing unless all of them are known."""
        if not 2 <= len(parts) <= MAX_PARTS:
            return ()
        found = [self._as_written(part) or self._stripped(part) for part in parts]
        return tuple(dict.fromkeys(each for part in found for each in part)) if all(found) else ()

    def _named(self, pieces: Iterable[str]) -> list[str]:
        """Return the pieces that contain more than a strength and a dose form."""
        return [piece for piece in pieces if self._stripper.without(piece, "dose-form")]

    def _each(self, parts: Iterable[str], found: Iterable[tuple[ResolvedName, ...]]) -> Iterator[ResolvedName]:
        for part, resolved in zip(parts, found, strict=True):
            if resolved:
                yield from resolved
            else:
                yield ResolvedName(part, "unknown", suggestions=self._suggestions(part))

    def _pieces(self, text: str) -> list[str]:
        words = "|".join(sorted(map(re.escape, self._catalogue.name_words.of("between"))))
        pieces = [piece for piece in re.split(rf"{_SIGNS_BETWEEN.pattern}|\s+(?:{words})\s+", text) if piece]
        if len(pieces) > 1 and any(self._nutrients_or_salts.intersection(name_key(piece).split()) for piece in pieces):
            letters = self._catalogue.name_words.of("vitamin-letter")
            return [f"vitamin {piece}" if piece.upper() in letters else piece for piece in pieces]
        return pieces

    @cached_property
    def _nutrients_or_salts(self) -> frozenset[str]:
        return frozenset(map(name_key, self._catalogue.name_words.of("nutrient", "salt")))

    # Not swallowed

    def _by_route(self, found: ResolvedName) -> ResolvedName:
        """Leave out what is recorded for what is swallowed, where the text says that this medicine is not.

        A medicine of which nothing is left is 'recognised' where it has a row of its own.
        """
        route = other_route(found.text, self._catalogue.name_words) if found.state == "recorded" else None
        if route is None:
            return found
        spared = tuple(match for match in found.matches if is_spared(route, match.group))
        kept = tuple(match for match in found.matches if match not in spared)
        names = (found.text, *(match.name for match in spared))
        row = next((row for name in names for row in self._rows(name)), None)
        if kept or row is None:
            return found._replace(matches=kept or spared)
        return ResolvedName(found.text, "recognised", medicine=row, of_swallowed=spared)

    # Tables

    def _rows(self, name: str) -> tuple[Medicine, ...]:
        """Return the rows of the table with that name: several for a name of several medicines."""
        return tuple(self._catalogue.medicines[self._row_names[row]] for row in self._table_index.find(name))

    @cached_property
    def _row_names(self) -> tuple[str, ...]:
        return tuple(self._catalogue.medicines)

    @cached_property
    def _table_index(self) -> TableIndex:
        catalogue = self._catalogue
        work_out = partial(table_index, catalogue.medicines)
        return catalogue.store.derived("table_index", TableIndex, work_out)

    def _suggestions(self, text: str) -> tuple[str, ...]:
        """Return known names that may have been mistyped as this text."""
        from maginfo.catalogue.suggestions import nearest

        catalogue = self._catalogue
        bare = self._stripper.without(text, "release") or text
        for name in dict.fromkeys((text, bare)):
            found = nearest(name, catalogue.medicine_names, meaning=catalogue.classes_of)
            if found:
                return found
        table = (name for medicine in catalogue.medicines.values() for name in medicine.every_name)
        return nearest(bare, table, meaning=self._table_index.find)
