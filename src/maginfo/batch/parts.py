"""The parts of a row before any comparison: doses, person, conditions. Each is cached, because rows share them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from maginfo.answers.rows import NO_MAGNESIUM
from maginfo.batch.columns import INPUT_COLUMNS, SEPARATOR
from maginfo.batch.products import MissingAmountError, NoMagnesiumError, UnclearProductError, reject_other_substances
from maginfo.batch.rows import read_amount, read_doses, read_names, read_person
from maginfo.dosing.diet import USUAL, read_diet_mg, usual_diet
from maginfo.dosing.doses import resolve
from maginfo.dosing.intakes import is_large, is_toxic, looks_like_compound, other_reading, with_other_reading
from maginfo.dosing.person import Person
from maginfo.dosing.person_findings import apply_population_conditions
from maginfo.dosing.spans import Span, total
from maginfo.errors import AnotherSubstanceError, MaginfoError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from maginfo.batch.cache import Caches, GroupKeys
    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.dosing.amounts import Dose
    from maginfo.dosing.doses import ResolvedDose

MAX_CELL_LENGTH = 10_000
"""Characters; a longer cell cannot be a dose, a name or a line of a label, and is rejected."""
MAX_ERROR_LENGTH = 400
_LISTS = frozenset({"conditions", "drugs"})
_OF_A_DOSE = frozenset({"dose", "label", "form", "basis", "times", "product"})
_BREAKS = str.maketrans({"\n": "\\n", "\r": "\\r", "\t": "\\t"})


class Rejection(str):
    """Why a row cannot be checked, in one line."""

    __slots__ = ()
    code: ClassVar[str | None] = None
    """The code in the findings column; None for a rejection of no particular kind."""

    @classmethod
    def because(cls, reason: str, max_length: int | None = MAX_ERROR_LENGTH) -> Rejection:
        """Return the reason in one line of at most `max_length` characters, with line ends and tabs escaped."""
        line = reason.translate(_BREAKS)
        return cls(line if max_length is None or len(line) <= max_length else f"{line[: max_length - 1]}…")


class NoMagnesium(Rejection):
    """A row that names another substance: neither checked nor an error."""

    code = NO_MAGNESIUM


class MissingAmount(Rejection):
    """A row that names magnesium without an amount."""

    code = "amount-not-said"


class UnclearProduct(Rejection):
    """A row that does not make clear whether the product contains magnesium."""

    code = "not-understood"


class DoseSize(NamedTuple):
    """The size and the reading of one dose."""

    is_large: bool
    """Whether a single dose is large enough for a finding."""
    other_total: Span | None
    """The row's total, mg a day, if the dose were the compound's mass; None where the basis is stated."""
    looks_like_compound: bool
    """Whether the dose looks like the compound's mass."""
    directions_not_read: bool
    """Whether the dose comes from a label with directions that were not understood."""
    salt_unknown: bool
    """Whether the salt of the product named is not recorded."""


class Doses(NamedTuple):
    """The doses of a row, and what follows from them for any person."""

    given: tuple[Dose, ...]
    assumptions: Sequence[str]
    resolved: tuple[ResolvedDose, ...]
    supplement: Span
    toxic: bool
    sizes: tuple[DoseSize, ...]
    group_key: str
    """The same for doses that no circumstance in the data distinguishes."""


class Stage(NamedTuple):
    """A person's sex, state and age, as far as they are known."""

    person: Person
    values_key: str
    """The same for people who have the same reference values, except for limits per kg."""
    group_key: str
    """The same for people that no circumstance in the data distinguishes by state or age."""


class Conditions(NamedTuple):
    """The conditions of a row."""

    names: tuple[str, ...]
    ids: tuple[str, ...]
    linked_key: str
    """The ids that change other findings (`GroupKeys.linked_conditions`), sorted and joined by spaces."""
    has_population: bool
    """Whether one of them is a population, which implies a state or an age."""


class Diet(NamedTuple):
    """Magnesium from food and water, mg a day."""

    mg: Span | None
    assumptions: Sequence[str] = ()


class Parts(NamedTuple):
    """All parts of a row."""

    doses: Doses
    stage: Stage
    """Sex, state and age as the cells give them."""
    effective: Stage
    """The same, with what a population among the conditions implies."""
    conditions: Conditions
    drugs: tuple[str, ...]
    weight_kg: float | None
    egfr: float | None
    diet: Diet

    @property
    def person(self) -> Person:
        """The person described by the cells."""
        return self.stage.person.replaced(
            weight_kg=self.weight_kg, egfr=self.egfr, conditions=self.conditions.names, drugs=self.drugs
        )


NO_CONDITIONS = Conditions((), (), "", False)
NO_DIET = Diet(None)


class PartReader:
    """Reads the parts of rows."""

    def __init__(self, catalogue: Catalogue, group_keys: GroupKeys, caches: Caches) -> None:
        self._catalogue = catalogue
        self._group_keys = group_keys

        def cached(read: Callable[..., Any]) -> Callable[..., Any]:
            return caches.cached(_rejecting(read))

        self._doses = cached(self._read_doses)
        self._stage = cached(self._read_stage)
        self._conditions = cached(self._read_conditions)
        self._effective = cached(self._read_effective_stage)
        self._drugs = cached(self._read_drugs)
        self._weight = cached(_read_weight)
        self._egfr = cached(_read_egfr)
        self._diet = cached(self._read_diet)

    def read(self, cells: tuple[str, ...]) -> Parts | Rejection:
        """Read the cells, given in the order of `columns.INPUT_COLUMNS`; a Rejection if they cannot be checked."""
        dose, label, form, basis, times, *_, product = cells
        doses = self._doses(dose, label, form, basis, times, product)
        return self._parts(doses, cells)

    def read_group(self, rows: Sequence[tuple[str, ...]]) -> tuple[Parts | Rejection, dict[int, Rejection]]:
        """Read rows of one person and day as one: their doses together.

        Also returns the rows that are not counted, by their place, each with the reason. A cell about the person may be
        empty in some rows; two that differ are a Rejection. Rows that cannot be read are not compared with the others,
        but their conditions and medicines count.
        """
        left_out: dict[int, Rejection] = {}
        counted: list[Doses] = []
        of_person: list[tuple[str, ...]] = []
        for place, cells in enumerate(rows):
            dose, label, form, basis, times, *_, product = cells
            unreadable = self._unreadable(cells)
            doses = self._doses(dose, label, form, basis, times, product)
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
        person = _person_of(of_person)
        if isinstance(person, Rejection):
            return person, left_out
        given = tuple(dose for doses in counted for dose in doses.given)
        assumptions = tuple(dict.fromkeys(said for doses in counted for said in doses.assumptions))
        return self._parts(self._doses_of(given, assumptions), person), left_out

    def _unreadable(self, cells: tuple[str, ...]) -> Rejection | None:
        """Return why a cell about the person cannot be read; None if all can."""
        _, _, _, _, _, sex, age, weight, pregnant, lactating, diet, egfr, conditions, drugs, _ = cells
        if USUAL in diet.casefold():
            diet = ""  # it depends on the person, who may be described in another row
        readers = (self._weight, weight), (self._egfr, egfr), (self._conditions, conditions), (self._drugs, drugs)
        read = [reader(cell) for reader, cell in readers if cell]
        read += [self._stage(sex, age, pregnant, lactating), self._diet(diet, None)]
        return next((each for each in read if isinstance(each, Rejection)), None)

    def _lists_of(self, cells: tuple[str, ...]) -> tuple[str, ...]:
        """Return the cells with only the conditions and medicines kept, where they can be read."""
        readers = {"conditions": self._conditions, "drugs": self._drugs}
        kept = []
        for name, cell in zip(INPUT_COLUMNS, cells, strict=True):
            is_kept = name in _LISTS and cell and not isinstance(readers[name](cell), Rejection)
            kept.append(cell if is_kept else "")
        return tuple(kept)

    def _parts(self, doses: Doses | Rejection, cells: tuple[str, ...]) -> Parts | Rejection:
        """Return the parts of a row with these doses; its other cells are read here."""
        _, _, _, _, _, sex, age, weight, pregnant, lactating, diet, egfr, conditions, drugs, _ = cells
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
        if known.has_population:
            effective = self._effective(sex, age, pregnant, lactating, conditions)
        if diet:
            eaten = self._diet(diet, effective.person if USUAL in diet.casefold() else None)
            if type(eaten) is Rejection:
                return eaten
        return Parts(doses, stage, effective, known, taken, weight_kg, egfr_known, eaten)

    def _read_doses(self, *cells: str) -> Doses:
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
        return self._stage_of(read_person(sex, age, pregnant, lactating))

    def _stage_of(self, person: Person) -> Stage:
        group_key = f"{person.states}{self._group_keys.age_key(person.age)}"
        return Stage(person, f"{person.sex}{person.states}{person.age}", group_key)

    def _read_conditions(self, text: str) -> Conditions:
        names = read_names(text)
        found = [self._catalogue.resolve_condition(name).caution for name in names]
        cautions = [caution for caution in found if caution is not None]
        ids = tuple(dict.fromkeys(caution.id for caution in cautions))
        has_population = any(caution.kind == "population" for caution in cautions)
        return Conditions(
            names, ids, " ".join(sorted(self._group_keys.linked_conditions.intersection(ids))), has_population
        )

    def _read_effective_stage(self, sex: str, age: str, pregnant: str, lactating: str, conditions: str) -> Stage:
        person = read_person(sex, age, pregnant, lactating).replaced(conditions=read_names(conditions))
        effective, _ = apply_population_conditions(self._catalogue, person)
        return self._stage_of(effective.replaced(conditions=()))

    def _read_drugs(self, text: str) -> tuple[str, ...]:
        return read_names(text)

    def _read_diet(self, text: str, person: Person | None) -> Diet:
        written = text.strip()
        if not written:
            return NO_DIET
        if person is not None and written.casefold() == USUAL:
            return Diet(*usual_diet(self._catalogue.rules, person))
        return Diet(read_diet_mg(written, what="diet"))


def _person_of(rows: Sequence[tuple[str, ...]]) -> tuple[str, ...] | Rejection:
    """Return the cells about the person of several rows as those of one; a Rejection if two of them differ."""
    cells = []
    for name, column in zip(INPUT_COLUMNS, zip(*rows, strict=True), strict=True):
        said = list(dict.fromkeys(cell.strip() for cell in column if cell.strip()))
        if name in _LISTS:
            cells.append(SEPARATOR.join(said))
        elif name in _OF_A_DOSE or len(said) < 2:  # one cell, or none
            cells.append(said[0] if said else "")
        else:
            return Rejection.because(f"rows of one group differ in '{name}': {', '.join(said)}")
    return tuple(cells)


def _read_weight(text: str) -> float | None:
    return Person(weight_kg=read_amount("weight", text)).weight_kg


def _read_egfr(text: str) -> float | None:
    return Person(egfr=read_amount("egfr", text)).egfr


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
