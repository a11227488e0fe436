"""Reads the parts of rows, each cached, because rows share them; rows of one person and day are read together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maginfo.batch.cell_words import CellWords
from maginfo.batch.columns import INPUT_COLUMNS, Cells
from maginfo.batch.composed import LISTS, SEPARATOR
from maginfo.batch.parts import (
    NO_CONDITIONS,
    NO_DIET,
    Conditions,
    Diet,
    Doses,
    DoseSize,
    MissingAmount,
    NoMagnesium,
    Parts,
    Rejection,
    Stage,
    UnclearProduct,
)
from maginfo.batch.products import MissingAmountError, NoMagnesiumError, UnclearProductError, reject_other_substances
from maginfo.batch.rows import read_amount, read_doses, read_names, read_person
from maginfo.dosing.diet import USUAL, read_diet_mg, usual_diet
from maginfo.dosing.doses import resolve
from maginfo.dosing.intakes import is_large, is_toxic, looks_like_compound, other_reading, with_other_reading
from maginfo.dosing.named_facts import apply_named_facts
from maginfo.dosing.person import Person
from maginfo.dosing.spans import total
from maginfo.errors import AnotherSubstanceError, MaginfoError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from maginfo.batch.cache import Caches, GroupKeys
    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.dosing.amounts import Dose

MAX_CELL_LENGTH = 10_000
"""Characters; a longer cell cannot be a dose, a name or a line of a label, and is rejected."""
_OF_A_DOSE = frozenset({"dose", "label", "form", "basis", "times", "product"})
_OF_A_PERSON = tuple(name for name in INPUT_COLUMNS if name not in _OF_A_DOSE)


class PartReader:
    """Reads the parts of rows."""

    def __init__(self, catalogue: Catalogue, group_keys: GroupKeys, caches: Caches) -> None:
        self._catalogue = catalogue
        self._words = CellWords(catalogue)
        self._group_keys = group_keys

        def cached(read: Callable[..., Any]) -> Callable[..., Any]:
            return caches.cached(_rejecting(read))

        self._doses = cached(self._read_doses)
        self._stage = cached(self._read_stage)
        self._conditions = cached(self._read_conditions)
        self._effective = cached(self._read_effective_stage)
        self._drugs = cached(self._read_drugs)
        self._weight = cached(self._read_weight)
        self._egfr = cached(self._read_egfr)
        self._diet = cached(self._read_diet)

    def read(self, cells: Cells) -> Parts | Rejection:
        """Read the cells of a row; a Rejection if they cannot be checked."""
        return self._parts(self._doses_in(cells), cells)

    def _doses_in(self, cells: Cells) -> Doses | Rejection:
        dose, label, form, basis, times, *_, product, may_count_pieces, when = cells
        doses: Doses | Rejection = self._doses(dose, label, form, basis, times, product, may_count_pieces, when)
        return doses

    def read_group(self, rows: Sequence[Cells]) -> tuple[Parts | Rejection, dict[int, Rejection]]:
        """Read rows of one person and day as one: their doses together.

        Also returns the rows that are not counted, by their place, each with the reason. A cell about the person may be
        empty in some rows; two that differ are a Rejection. Rows that cannot be read are not compared with the others,
        but their conditions and medicines count.
        """
        left_out: dict[int, Rejection] = {}
        counted: list[Doses] = []
        of_person: list[Cells] = []
        for place, cells in enumerate(rows):
            unreadable = self._unreadable(cells)
            doses = self._doses_in(cells)
            if isinstance(doses, Rejection):
                left_out[place] = doses
            elif unreadable is not None:
                left_out[place] = unreadable
            else:
                counted.append(doses)
            compared = unreadable is None and (place not in left_out or isinstance(doses, NoMagnesium))
            of_person.append(cells if compared else self._lists_of(cells))
        if not counted:
            return next((each for each in left_out.values() if type(each) is not NoMagnesium), left_out[0]), left_out
        person = _person_of(self._words, of_person)
        if isinstance(person, Rejection):
            return person, left_out
        given = tuple(dose for doses in counted for dose in doses.given)
        assumptions = tuple(dict.fromkeys(said for doses in counted for said in doses.assumptions))
        return self._parts(self._doses_of(given, assumptions), person), left_out

    def _unreadable(self, cells: Cells) -> Rejection | None:
        """Return why a cell about the person cannot be read; None if all can."""
        _, _, _, _, _, sex, age, weight, pregnant, lactating, diet, egfr, conditions, drugs, *_ = cells
        if USUAL in diet.casefold():
            diet = ""  # it depends on the person, who may be described in another row
        readers = (self._weight, weight), (self._egfr, egfr), (self._conditions, conditions), (self._drugs, drugs)
        read = [reader(cell) for reader, cell in readers if cell]
        read += [self._stage(sex, age, pregnant, lactating), self._diet(diet, None)]
        return next((each for each in read if isinstance(each, Rejection)), None)

    def _lists_of(self, cells: Cells) -> Cells:
        """Return the cells with only the conditions and medicines kept, where they can be read."""
        conditions, drugs = cells.conditions, cells.drugs
        return Cells(
            conditions="" if isinstance(self._conditions(conditions), Rejection) else conditions,
            drugs="" if isinstance(self._drugs(drugs), Rejection) else drugs,
        )

    def _parts(self, doses: Doses | Rejection, cells: Cells) -> Parts | Rejection:
        """Return the parts of a row with these doses; its other cells are read here."""
        _, _, _, _, _, sex, age, weight, pregnant, lactating, diet, egfr, conditions, drugs, *_ = cells
        stage = self._stage(sex, age, pregnant, lactating)
        effective, known, taken, weight_kg, egfr_known, eaten = stage, NO_CONDITIONS, (), None, None, NO_DIET
        # Most cells of most rows are empty.
        if conditions:
            known = self._conditions(conditions)
        if drugs:
            taken = self._drugs(drugs)
        if weight:
            weight_kg = self._weight(weight)
        if egfr:
            egfr_known = self._egfr(egfr)
        if isinstance(doses, Rejection):
            return doses
        for part in (stage, known, taken, weight_kg, egfr_known):
            if type(part) is Rejection:
                return part
        if known.tells_of_the_person:
            effective = self._effective(sex, age, pregnant, lactating, conditions, egfr_known)
            if isinstance(effective, Rejection):
                return effective
            effective, egfr_known = effective
        if diet:
            eaten = self._diet(diet, effective.person if USUAL in diet.casefold() else None)
            if type(eaten) is Rejection:
                return eaten
        return Parts(doses, stage, effective, known, taken, weight_kg, egfr_known, eaten)

    def _read_doses(self, *cells: Any) -> Doses:
        given, assumptions = read_doses(self._catalogue, *cells)
        return self._doses_of(given, assumptions)

    def _doses_of(self, given: tuple[Dose, ...], assumptions: Sequence[str]) -> Doses:
        try:
            resolved = tuple([resolve(self._catalogue, dose) for dose in given])
        except UnknownNameError as error:
            reject_other_substances(self._catalogue, given, error)
            raise
        supplement = total(dose.mg_per_day for dose in resolved)
        rules = self._catalogue.rules
        sizes = []
        for dose in resolved:
            compound = other_reading(dose)
            other_total = with_other_reading(supplement, dose, compound) if compound is not None else None
            directions_not_read = bool(dose.dose.directions_not_read)
            sizes.append(
                DoseSize(
                    is_large(dose, rules),
                    other_total,
                    looks_like_compound(dose, rules),
                    directions_not_read,
                    dose.salt_unknown,
                )
            )
        group_key = self._group_keys.doses_key(resolved)
        return Doses(given, assumptions, resolved, supplement, is_toxic(supplement, rules), tuple(sizes), group_key)

    def _read_stage(self, sex: str, age: str, pregnant: str, lactating: str) -> Stage:
        return self._stage_of(read_person(self._words, sex, age, pregnant, lactating))

    def _stage_of(self, person: Person) -> Stage:
        group_key = f"{person.states}{self._group_keys.age_key(person.age)}"
        return Stage(person, f"{person.sex}{person.states}{person.age}", group_key)

    def _read_conditions(self, text: str) -> Conditions:
        names = self._names(text)
        found = [self._catalogue.resolve_condition(name) for name in names]
        ids = tuple(dict.fromkeys(each.caution.id for each in found if each.caution is not None))
        linked = " ".join(sorted(self._group_keys.linked_conditions.intersection(ids)))
        return Conditions(names, ids, linked, any(each.tells_of_the_person for each in found))

    def _read_effective_stage(
        self, sex: str, age: str, pregnant: str, lactating: str, conditions: str, egfr: float | None
    ) -> tuple[Stage, float | None]:
        person = read_person(self._words, sex, age, pregnant, lactating)
        person = person.replaced(egfr=egfr, conditions=self._names(conditions))
        effective, _ = apply_named_facts(self._catalogue, person)
        return self._stage_of(effective.replaced(egfr=None, conditions=())), effective.egfr

    def _read_drugs(self, text: str) -> tuple[str, ...]:
        return self._names(text)

    def _names(self, text: str) -> tuple[str, ...]:
        """Return the names of a list, without words such as 'none'."""
        return tuple([name for name in read_names(text) if self._words.said(name)])

    def _read_weight(self, text: str) -> float | None:
        return Person(weight_kg=read_amount("weight", self._words.said(text))).weight_kg

    def _read_egfr(self, text: str) -> float | None:
        return Person(egfr=read_amount("egfr", self._words.said(text))).egfr

    def _read_diet(self, text: str, person: Person | None) -> Diet:
        written = self._words.said(text).strip()
        if not written:
            return NO_DIET
        if person is not None and written.casefold() == USUAL:
            return Diet(*usual_diet(self._catalogue.rules, person))
        return Diet(read_diet_mg(written, what="diet"))


def _person_of(words: CellWords, rows: Sequence[Cells]) -> Cells | Rejection:
    """Return the cells about the person of several rows as those of one; a Rejection if two of them differ."""
    cells: dict[str, Any] = {}
    for name in _OF_A_PERSON:
        said = list(dict.fromkeys(cell for row in rows if words.said(cell := getattr(row, name).strip())))
        if len(said) > 1 and name not in LISTS:
            return Rejection.because(f"rows of one group differ in '{name}': {', '.join(said)}")
        cells[name] = SEPARATOR.join(said)
    return Cells(**cells)


_REJECTIONS: dict[type[MaginfoError], type[Rejection]] = {
    NoMagnesiumError: NoMagnesium,
    MissingAmountError: MissingAmount,
    UnclearProductError: UnclearProduct,
    AnotherSubstanceError: UnclearProduct,
}


def _rejecting(read: Callable[..., Any]) -> Callable[..., Any]:
    """Return `read` with a Rejection returned in place of an error, so that the result can be cached."""

    def answered(*cells: Any) -> Any:
        if any(len(cell) > MAX_CELL_LENGTH for cell in cells if isinstance(cell, str)):
            return Rejection.because(f"a cell of more than {MAX_CELL_LENGTH} characters is not read")
        try:
            return read(*cells)
        except MaginfoError as error:
            return _REJECTIONS.get(type(error), Rejection).because(error.message)

    return answered
