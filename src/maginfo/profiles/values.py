"""What the single values of a profile may be: each is read as an option of the command line would be.

The context of a validation is the catalogue. A value stays as it is written, unless it has a type of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any
from unicodedata import category

from pydantic import AfterValidator, Field, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

from maginfo.dosing.checking import chosen_authorities
from maginfo.dosing.diet import MOST_DIET_MG, USUAL
from maginfo.dosing.people import Age
from maginfo.dosing.thousands import with_one_reading
from maginfo.errors import MaginfoError
from maginfo.planning.clock import TimeOfDay

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_NAMES = 200
MOST_TIMES = 24
MOST_NUMBER = 1_000_000_000
SMALLEST = 1e-6
"""Of an amount or a price: more than nothing."""
MOST_CHARACTERS = 200
SHORT = 40
"""Characters; more of a value is not shown, because a profile is health data."""
TOLD, WRONG_TYPE = "told", "wrong_type"
"""Types of errors: one with a whole message of its own, and one whose message comes from the key's description."""


def told(message: str, key: str | None = None) -> PydanticCustomError:
    """An error with this message, at that key of the table it comes from."""
    return PydanticCustomError(TOLD, "{message}", {"message": message, "key": key})


def _wrong_type() -> PydanticCustomError:
    return PydanticCustomError(WRONG_TYPE, "wrong type")


def reading(read: Callable[[Any, ValidationInfo], object]) -> AfterValidator:
    """The value stays as it is written; what `read` refuses is an error."""

    def check(value: Any, info: ValidationInfo) -> Any:
        try:
            read(value, info)
        except MaginfoError as error:
            raise told(error.message) from None
        return value

    return AfterValidator(check)


def _printable(text: str) -> str:
    """The text; control and format characters, line ends and lone surrogates could hide what it says."""
    if any(category(character)[0] == "C" or category(character) in ("Zl", "Zp") for character in text):
        raise told("holds a line break or a control character; write plain text on one line")
    return text


def _number(value: Any, low: float, high: float) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
        raise _wrong_type()
    return float(value)


def age_as_written(value: Any) -> Age:
    """Completed years as a number, or text such as '8mo'."""
    if isinstance(value, float) or (isinstance(value, str) and len(value) > SHORT):
        raise _wrong_type()
    written = value if isinstance(value, str) else f"{_number(value, 0, MOST_NUMBER):.0f}"
    try:
        return Age.parse(written)
    except MaginfoError as error:
        raise told(error.message) from None


def diet_as_written(value: Any) -> float | str:
    """Mg a day, or 'usual'."""
    if isinstance(value, str) and value.strip().casefold() == USUAL:
        return USUAL
    return _number(value, 0, MOST_DIET_MG)


def authorities_as_written(value: Any, info: ValidationInfo) -> tuple[str, ...]:
    """One id or several."""
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) and len(name) <= SHORT for name in names):
        raise _wrong_type()
    catalogue: Any = info.context
    try:
        chosen_authorities(catalogue, names)
    except MaginfoError as error:
        raise told(error.message) from None
    return tuple(names)


def amount_as_written(value: Any) -> float | str:
    """The text of a dose, or a number."""
    if isinstance(value, str) and len(value) <= MOST_CHARACTERS:
        return _printable(value)
    return _number(value, SMALLEST, MOST_NUMBER)


def price_as_written(value: Any) -> str:
    """Text with a currency, or a number."""
    if isinstance(value, str) and len(value) <= SHORT:
        return _printable(value)
    return decimal(_number(value, SMALLEST, MOST_NUMBER))


def decimal(value: float) -> str:
    """The number as a person writes it: '9.9', never '1e-05'."""
    return with_one_reading(f"{value:.9f}".rstrip("0").rstrip("."))


def _once_each(times: list[str]) -> list[str]:
    minutes = [TimeOfDay.parse(each) for each in times]
    for position, minute in enumerate(minutes):
        if minute in minutes[:position]:
            raise told(f"'{times[position]}' stands twice")
    return times


Text = Annotated[str, StringConstraints(min_length=1, max_length=MOST_CHARACTERS), AfterValidator(_printable)]
Time = Annotated[Text, reading(lambda text, _: TimeOfDay.parse(text))]
Times = Annotated[list[Time], Field(max_length=MOST_TIMES), AfterValidator(_once_each)]
CLOCK = 'times in quotation marks, such as ["08:00", "20:00"]'
