"""The tables of a profile and their keys, checked by pydantic; imported only where a profile is read.

The description of each key states the valid values; the error for a wrong value ends with it. The catalogue is passed
as the context of the validation: a name that the catalogue does not have is an error in the profile.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    ValidationInfo,
    field_validator,
    model_validator,
)

from maginfo.dosing.amounts import Dose
from maginfo.dosing.diet import MAX_DIET_MG, USUAL, parse_food, usual_diet
from maginfo.dosing.doses import resolve
from maginfo.dosing.packages import Package, check_count, read_price
from maginfo.dosing.person import Age, Person, read_sex
from maginfo.dosing.written import MAX_TIMES_A_DAY
from maginfo.errors import MaginfoError, NotASourceError, UnknownNameError, UnreadableValueError, UsageError
from maginfo.model.constraints import AmountBasis  # noqa: TC001  # pydantic reads it
from maginfo.planning.clock import TimeOfDay
from maginfo.profiles.values import (
    CLOCK,
    Text,
    Time,
    Times,
    custom_error,
    decimal,
    parse_age,
    parse_amount,
    parse_authority_ids,
    parse_diet,
    parse_price,
    reading,
)

MAX_NAMES = 200
MAX_DOSES = 100


class Table(BaseModel):
    """A table that refuses unknown keys."""

    model_config = ConfigDict(extra="forbid", strict=True)


class PersonTable(Table):
    """[person]."""

    sex: Annotated[Text, reading(lambda text, _: read_sex(text))] | None = Field(
        default=None, description="female or male"
    )
    age: Annotated[Age, PlainValidator(parse_age)] | None = Field(default=None, description='completed years, or "8mo"')
    weight: Annotated[float, reading(lambda kg, _: Person(weight_kg=kg))] | None = Field(
        default=None, description="kg as a number, such as 70.5"
    )
    pregnant: bool | None = Field(default=None, description="true or false")
    lactating: bool | None = Field(default=None, description="true or false")
    egfr: Annotated[float, reading(lambda rate, _: Person(egfr=rate))] | None = Field(
        default=None, description="a number of mL/min/1.73 m2, such as 48"
    )
    conditions: list[Text] = Field(
        default=[], max_length=MAX_NAMES, description='names in a list, such as ["kidney disease"]'
    )
    authority: Annotated[tuple[str, ...], PlainValidator(parse_authority_ids)] = Field(
        default=(), description='an id such as "efsa", several as ["nam", "efsa"], or "all"'
    )
    diet: Annotated[Any, PlainValidator(parse_diet)] = Field(
        default=None, description=f'mg a day as a number from 0 to {MAX_DIET_MG}, or "{USUAL}"'
    )
    eat: list[Annotated[Text, reading(lambda text, info: parse_food(info.context, text))]] = Field(
        default=[], max_length=MAX_NAMES, description='foods and amounts in a list, such as ["spinach:100g"]'
    )

    @field_validator("pregnant", "lactating")
    @classmethod
    def _implies_female(cls, state: bool | None, info: ValidationInfo) -> bool | None:
        sex = info.data.get("sex")
        if state and sex is not None and read_sex(sex) == "male":
            raise custom_error("implies female, and sex says male; keep one")
        return state

    @field_validator("diet")
    @classmethod
    def _is_surveyed(cls, diet: float | str | None, info: ValidationInfo) -> float | str | None:
        sex, age = info.data.get("sex"), info.data.get("age")
        if diet == USUAL and age is not None:
            catalogue: Any = info.context
            try:
                usual_diet(catalogue.rules, Person(sex=read_sex(sex) if sex is not None else None, age=age))
            except UsageError:
                message = f"'{USUAL}': no survey mean covers this age; write mg a day as a number, or leave it out"
                raise custom_error(message) from None
        return diet


class DoseTable(Table):
    """[[dose]]: one product."""

    name: Text | None = Field(default=None, description="the product's name as text")
    amount: Annotated[Any, PlainValidator(parse_amount)] = Field(
        description='text such as "2 x 200 mg", or a number of mg more than 0'
    )
    unit: Literal["mg", "g", "mcg", "mmol", "mEq"] | None = Field(
        default=None, description='"mg", "g", "mcg", "mmol" or "mEq", where amount is a number'
    )
    form: Text | None = Field(default=None, description='a form\'s name, such as "citrate"')
    basis: AmountBasis | None = Field(default=None, description='"elemental" or "compound"')
    times: Annotated[int, Field(ge=1, le=MAX_TIMES_A_DAY)] | None = Field(
        default=None, description=f"how often a day, a whole number from 1 to {MAX_TIMES_A_DAY}"
    )
    at: Times = Field(default=[], description=CLOCK)
    price: Annotated[str, PlainValidator(parse_price)] | None = Field(
        default=None, description='of a package, a number such as 9.90, or "9.90 EUR"'
    )
    count: int | None = Field(default=None, description="how many intakes a package holds, a whole number")

    @model_validator(mode="after")
    def _one_reading(self, info: ValidationInfo) -> DoseTable:
        self.dose(info.context)
        return self

    def dose(self, catalogue: Any) -> Dose:
        """Return the dose that the keys describe together; keys that state the same fact must agree."""
        if isinstance(self.amount, str) and self.unit is not None:
            raise custom_error(
                "is only for an amount that is a number; write the amount as a number, or the unit in its text", "unit"
            )
        text = self.amount if isinstance(self.amount, str) else f"{decimal(self.amount)} {self.unit or 'mg'}"
        times = self.times or len(self.at) or None
        try:
            dose = Dose.parse(text, form=self.form, compound=self.basis == "compound", times_per_day=times)
        except UnreadableValueError as error:
            raise custom_error(error.message, "amount") from None
        self._must_agree(dose)
        dose = dose.replaced(
            name=self.name, package=self._package(), basis_stated=dose.basis_stated or self.basis is not None
        )
        try:
            resolve(catalogue, dose)
        except (UnknownNameError, NotASourceError) as error:
            raise custom_error(error.message, "form" if self.form is not None else "amount") from None
        except MaginfoError as error:
            raise custom_error(error.message, "amount") from None
        return dose

    def _must_agree(self, dose: Dose) -> None:
        twice = "amount says {} and this says {}; keep one"
        if self.form is not None and dose.form != self.form:
            raise custom_error(twice.format(f"'{dose.form}'", f"'{self.form}'"), "form")
        if self.basis is not None and dose.basis != self.basis:
            raise custom_error(twice.format(dose.basis, self.basis), "basis")
        if self.times is not None and dose.times_per_day != self.times:
            raise custom_error(twice.format(f"{dose.times_per_day} a day", self.times), "times")
        if len(self.at) > dose.times_per_day:
            raise custom_error(f"names {len(self.at)} times for {dose.times_per_day} a day", "at")

    def _package(self) -> Package | None:
        if self.price is None and self.count is None:
            return None
        if self.price is None or self.count is None:
            missing, given = ("price", "count") if self.price is None else ("count", "price")
            raise custom_error(f"needs a {missing} beside it: both together give the price of 100 mg", given)
        key = "price"
        try:
            price, currency = read_price(self.price)
            key = "count"
            check_count(self.count)
        except MaginfoError as error:
            raise custom_error(error.message, key) from None
        return Package(price, self.count, currency)


class DrugTable(Table):
    """[[drug]]: one medicine."""

    name: Text = Field(description="a medicine, brand or class as text")
    at: Times = Field(default=[], description=CLOCK)


class PlanTable(Table):
    """[plan]: the day."""

    wake: Time | None = Field(default=None, description='a time in quotation marks, such as "07:00"')
    sleep: Time | None = Field(default=None, description='a time in quotation marks, such as "23:00"')
    meals: Times = Field(default=[], description=CLOCK)

    @field_validator("sleep")
    @classmethod
    def _sleep_leaves_waking_time(cls, sleep: str | None, info: ValidationInfo) -> str | None:
        wake = info.data.get("wake")
        if sleep is not None and wake is not None and TimeOfDay.parse(sleep) == TimeOfDay.parse(wake):
            raise custom_error(f"is '{sleep}', and so is wake: write two different times, such as 07:00 and 23:00")
        return sleep


class ProfileTable(Table):
    """A profile: all of its tables."""

    person: PersonTable = Field(default_factory=PersonTable, description="a table: its keys under the line [person]")
    dose: list[DoseTable] = Field(
        default=[], max_length=MAX_DOSES, description="tables, each under a line [[dose]] with two brackets"
    )
    drug: list[DrugTable] = Field(
        default=[], max_length=MAX_NAMES, description="tables, each under a line [[drug]] with two brackets"
    )
    plan: PlanTable = Field(default_factory=PlanTable, description="a table: its keys under the line [plan]")


TABLES: dict[str, type[Table]] = {"person": PersonTable, "dose": DoseTable, "drug": DrugTable, "plan": PlanTable}
