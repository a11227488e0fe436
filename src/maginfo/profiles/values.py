"""The values of a profile, read one by one with pydantic; `fields` puts them together to tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any
from unicodedata import category

from pydantic import AfterValidator, Field, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

from maginfo.dosing.check import chosen_authorities
from maginfo.dosing.diet import MAX_DIET_MG, USUAL
from maginfo.dosing.numbers import with_one_reading
from maginfo.dosing.person import Age
from maginfo.errors import MaginfoError
from maginfo.planning.clock import TimeOfDay

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_TIMES = 24
MAX_NUMBER = 1_000_000_000
MIN_NUMBER = 1e-6
"""The smallest amount or price: more than zero."""
MAX_CHARACTERS = 200
MAX_SHOWN = 40
"""The most characters of a value that an error shows; few, because a profile is health data."""
CUSTOM_ERROR, WRONG_TYPE = "custom", "wrong_type"
"""Types of errors: one with its own message, one with a message made from the description of the key."""


def custom_error(message: str, key: str | None = None) -> PydanticCustomError:
    """Return an error with this message, at a key of the table being validated."""
    return PydanticCustomError(CUSTOM_ERROR, "{message}", {"message": message, "key": key})


def _wrong_type() -> PydanticCustomError:
    return PydanticCustomError(WRONG_TYPE, "wrong type")


def reading(read: Callable[[Any, ValidationInfo], object]) -> AfterValidator:
    """Return a validator that leaves the value as written, and turns what `read` raises into an error."""

    def check(value: Any, info: ValidationInfo) -> Any:
        try:
            read(value, info)
        except MaginfoError as error:
            raise custom_error(error.message) from None
        return value

    return AfterValidator(check)


def _printable(text: str) -> str:
    """Return the text; reject control and format characters, line ends and lone surrogates, which can hide words."""
    if any(category(character)[0] == "C" or category(character) in ("Zl", "Zp") for character in text):
        raise custom_error("contains a line break or a control character; write plain text on one line")
    return text


def _number(value: Any, low: float, high: float) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
        raise _wrong_type()
    return float(value)


def parse_age(value: Any) -> Age:
    """Read completed years as a number, or text such as '8mo'."""
    if isinstance(value, float) or (isinstance(value, str) and len(value) > MAX_SHOWN):
        raise _wrong_type()
    written = value if isinstance(value, str) else f"{_number(value, 0, MAX_NUMBER):.0f}"
    try:
        return Age.parse(written)
    except MaginfoError as error:
        raise custom_error(error.message) from None


def parse_diet(value: Any) -> float | str:
    """Read mg a day, or 'usual'."""
    if isinstance(value, str) and value.strip().casefold() == USUAL:
        return USUAL
    return _number(value, 0, MAX_DIET_MG)


def parse_authority_ids(value: Any, info: ValidationInfo) -> tuple[str, ...]:
    """Read the id of one authority, or a list of ids."""
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) and len(name) <= MAX_SHOWN for name in names):
        raise _wrong_type()
    catalogue: Any = info.context
    try:
        chosen_authorities(catalogue, names)
    except MaginfoError as error:
        raise custom_error(error.message) from None
    return tuple(names)


def parse_amount(value: Any) -> float | str:
    """Read the text of a dose, or a number."""
    if isinstance(value, str) and len(value) <= MAX_CHARACTERS:
        return _printable(value)
    return _number(value, MIN_NUMBER, MAX_NUMBER)


def parse_price(value: Any) -> str:
    """Read a price as text with a currency, or as a number."""
    if isinstance(value, str) and len(value) <= MAX_SHOWN:
        return _printable(value)
    return decimal(_number(value, MIN_NUMBER, MAX_NUMBER))


def decimal(value: float) -> str:
    """Write the number without an exponent: '9.9', never '1e-05'."""
    return with_one_reading(f"{value:.9f}".rstrip("0").rstrip("."))


def _once_each(times: list[str]) -> list[str]:
    minutes = [TimeOfDay.parse(each) for each in times]
    for position, minute in enumerate(minutes):
        if minute in minutes[:position]:
            raise custom_error(f"'{times[position]}' is listed twice")
    return times


Text = Annotated[str, StringConstraints(min_length=1, max_length=MAX_CHARACTERS), AfterValidator(_printable)]
Time = Annotated[Text, reading(lambda text, _: TimeOfDay.parse(text))]
Times = Annotated[list[Time], Field(max_length=MAX_TIMES), AfterValidator(_once_each)]
CLOCK = 'times in quotation marks, such as ["08:00", "20:00"]'
