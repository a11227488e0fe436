"""What the cells of a row come to before any comparison, each part kept, because rows share them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from maginfo.answers.rows import NO_MAGNESIUM
from maginfo.batch.products import AmountNotSaidError, NoMagnesiumError, NotUnderstoodError, refuse_others
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
"""Characters that are read of a cell; a longer one is no dose, no name and no line of a label."""
MAX_ERROR_LENGTH = 400
_BREAKS = str.maketrans({"\n": "\\n", "\r": "\\r", "\t": "\\t"})


class Rejection(str):
    """Why a row cannot be checked, in one line."""

    __slots__ = ()
    code: ClassVar[str | None] = None
    """What a table says of it among the findings; nothing where it is not of the kinds below."""

    @classmethod
    def because(cls, reason: str, longest: int | None = MAX_ERROR_LENGTH) -> Rejection:
        """With the line ends of what a cell held made visible, and cut where the cell says the rest."""
        line = reason.translate(_BREAKS)
        return cls(line if longest is None or len(line) <= longest else f"{line[: longest - 1]}…")


class NoMagnesium(Rejection):
    """Of a row that names something else: it is passed over, and no fault of the file."""

    code = NO_MAGNESIUM


class AmountNotSaid(Rejection):
    """Of a row that names magnesium and does not say how much."""

    code = "amount-not-said"


class NotUnderstood(Rejection):
    """Of a row that does not say, in words that are known, whether it is one of magnesium."""

    code = "not-understood"


class DoseSize(NamedTuple):
    """One dose of a row."""

    large: bool
    otherwise: Span | None
    """The total of the row if this figure were the compound's mass; None where that is settled."""
    suspected: bool
    """Whether it looks like that mass."""
    not_read: bool
    """Whether it is a label's and its directions are not understood."""


class Doses(NamedTuple):
    """The doses of a row, with what they say whoever takes them."""

    given: tuple[Dose, ...]
    assumptions: Sequence[str]
    resolved: tuple[ResolvedDose, ...]
    supplement: Span
    toxic: bool
    sizes: tuple[DoseSize, ...]
    alike: str
    """The same for all doses that the data's conditions cannot tell apart."""


class Stage(NamedTuple):
    """A person of whom sex, state and age are known, as far as they are."""

    person: Person
    key: str
    """The same for all of this sex, state and age: their values in every table are the same, but for their weight."""
    alike: str
    """The same for all whom the data's conditions cannot tell apart by state or age."""


class Conditions(NamedTuple):
    """The conditions of a row."""

    names: tuple[str, ...]
    ids: tuple[str, ...]
    interplaying: str
    """Those that others ask for, as one key."""
    of_populations: bool
    """Whether one of them is a population, which says something of state or age."""


class Diet(NamedTuple):
    """Magnesium from food and water, mg a day."""

    mg: Span | None
    assumptions: Sequence[str] = ()


class Parts(NamedTuple):
    """All of a row."""

    doses: Doses
    stage: Stage
    """As the cells say."""
    named: Stage
    """With what a population among the conditions says."""
    conditions: Conditions
    drugs: tuple[str, ...]
    weight_kg: float | None
    egfr: float | None
    diet: Diet

    @property
    def person(self) -> Person:
        """Whom the cells describe."""
        return self.stage.person.replaced(
            weight_kg=self.weight_kg, egfr=self.egfr, conditions=self.conditions.names, drugs=self.drugs
        )


NO_CONDITIONS = Conditions((), (), "", False)
NO_DIET = Diet(None)


class PartReader:
    """Reads rows by their parts."""

    def __init__(self, catalogue: Catalogue, likeness: GroupKeys, memory: Caches) -> None:
        self._catalogue = catalogue
        self._likeness = likeness

        def kept(read: Callable[..., Any]) -> Callable[..., Any]:
            return memory.of(_refusing(read))

        self._doses = kept(self._read_doses)
        self._stage = kept(self._read_stage)
        self._conditions = kept(self._read_conditions)
        self._named = kept(self._read_named)
        self._drugs = kept(self._read_drugs)
        self._weight = kept(_read_weight)
        self._egfr = kept(_read_egfr)
        self._diet = kept(self._read_diet)

    def read(self, cells: tuple[str, ...]) -> Parts | Rejection:
        """What the cells say, in the order of `columns.READ`, or why that cannot be checked."""
        (
            dose,
            label,
            form,
            basis,
            times,
            sex,
            age,
            weight,
            pregnant,
            lactating,
            diet,
            egfr,
            conditions,
            drugs,
            product,
        ) = cells
        doses = self._doses(dose, label, form, basis, times, product)
        stage = self._stage(sex, age, pregnant, lactating)
        named, known, taken, weight_kg, egfr_known, eaten = stage, NO_CONDITIONS, (), None, None, NO_DIET
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
        if known.of_populations:
            named = self._named(sex, age, pregnant, lactating, conditions)
        if diet:
            eaten = self._diet(diet, named.person if USUAL in diet.casefold() else None)
            if type(eaten) is Rejection:
                return eaten
        return Parts(doses, stage, named, known, taken, weight_kg, egfr_known, eaten)

    def _read_doses(self, *cells: str) -> Doses:
        given, assumptions = read_doses(self._catalogue, *cells)
        try:
            resolved = tuple([resolve(self._catalogue, dose) for dose in given])
        except UnknownNameError as error:
            refuse_others(self._catalogue, given, error)
            raise
        supplement = total(dose.mg_per_day for dose in resolved)
        rules = self._catalogue.rules
        sizes = []
        for dose in resolved:
            compound = other_reading(dose)
            otherwise = with_other_reading(supplement, dose, compound) if compound is not None else None
            not_read = bool(dose.dose.directions_not_read)
            sizes.append(DoseSize(is_large(dose, rules), otherwise, looks_like_compound(dose, rules), not_read))
        alike = self._likeness.doses(resolved)
        return Doses(given, assumptions, resolved, supplement, is_toxic(supplement, rules), tuple(sizes), alike)

    def _read_stage(self, sex: str, age: str, pregnant: str, lactating: str) -> Stage:
        return self._stage_of(read_person(sex, age, pregnant, lactating))

    def _stage_of(self, person: Person) -> Stage:
        alike = f"{person.states}{self._likeness.age(person.age)}"
        return Stage(person, f"{person.sex}{person.states}{person.age}", alike)

    def _read_conditions(self, text: str) -> Conditions:
        names = read_names(text)
        cautions = [self._catalogue.find_caution(name) for name in names]
        ids = tuple(dict.fromkeys(caution.id for caution in cautions))
        of_populations = any(caution.kind == "population" for caution in cautions)
        return Conditions(names, ids, " ".join(sorted(self._likeness.interplaying.intersection(ids))), of_populations)

    def _read_named(self, sex: str, age: str, pregnant: str, lactating: str, conditions: str) -> Stage:
        person = read_person(sex, age, pregnant, lactating).replaced(conditions=read_names(conditions))
        named, _ = apply_population_conditions(self._catalogue, person)
        return self._stage_of(named.replaced(conditions=()))

    def _read_drugs(self, text: str) -> tuple[str, ...]:
        names = read_names(text)
        for name in names:
            self._catalogue.find_medicine(name)
        return names

    def _read_diet(self, text: str, person: Person | None) -> Diet:
        written = text.strip()
        if not written:
            return NO_DIET
        if person is not None and written.casefold() == USUAL:
            return Diet(*usual_diet(self._catalogue.rules, person))
        return Diet(read_diet_mg(written, what="diet"))


def _read_weight(text: str) -> float | None:
    return Person(weight_kg=read_amount("weight", text)).weight_kg


def _read_egfr(text: str) -> float | None:
    return Person(egfr=read_amount("egfr", text)).egfr


_REJECTIONS: dict[type[MaginfoError], type[Rejection]] = {
    NoMagnesiumError: NoMagnesium,
    AmountNotSaidError: AmountNotSaid,
    NotUnderstoodError: NotUnderstood,
    AnotherSubstanceError: NotUnderstood,
}


def _refusing(read: Callable[..., Any]) -> Callable[..., Any]:
    """`read`, with a Rejection for what it refuses, which can be kept as any other answer."""

    def answered(*cells: Any) -> Any:
        if any(len(cell) > MAX_CELL_LENGTH for cell in cells if isinstance(cell, str)):
            return Rejection.because(f"a cell of more than {MAX_CELL_LENGTH} characters is not read")
        try:
            return read(*cells)
        except MaginfoError as error:
            return _REJECTIONS.get(type(error), Rejection).because(error.message)

    return answered
