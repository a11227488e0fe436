"""The parts of an NIH DSLD label document (API v9) that concern magnesium, validated by pydantic.

`maginfo.labels` imports `dsld` only when a record is read, because pydantic is slow to import.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from maginfo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_ROWS = 2000
"""Ingredient rows, including nested ones; the longest labels have about two hundred."""
MAX_CHARACTERS = 2_000_000
MAX_VALUES = 100_000
"""JSON values, estimated from brackets and commas before parsing; a long label has about fifteen hundred."""
MAX_NAME_LENGTH = 1000
"""Characters; names of ingredients have about a hundred at most."""
MAX_SHOWN_LENGTH = 60

_Name = Annotated[str, Field(max_length=MAX_NAME_LENGTH)]


class _Part(BaseModel):
    """Base of the parts: keys as the API writes them, strict types, unknown keys ignored."""

    model_config = ConfigDict(alias_generator=to_camel, strict=True, frozen=True, allow_inf_nan=False)


class DailyValueGroup(_Part):
    """A percentage of a daily value, for one group of people."""

    name: str | None = None
    operator: str | None = None
    percent: float | None = None
    footnote: str | None = None


class Quantity(_Part):
    """The amount in one serving for one group of people; several entries are alternatives and are never added."""

    serving_size_order: int | None = None
    serving_size_quantity: float | None = None
    serving_size_unit: str | None = None
    operator: str | None = None
    quantity: float | None = None
    unit: str | None = None
    daily_value_target_group: list[DailyValueGroup] = []


class NamedForm(_Part):
    """A source in brackets after the name of a row."""

    name: _Name
    prefix: str | None = None


class IngredientRow(_Part):
    """One row of the Supplement Facts box, with the rows indented under it."""

    name: _Name
    ingredient_group: str | None = None
    category: str | None = None
    notes: str | None = None
    forms: list[NamedForm] = []
    quantity: list[Quantity] = []
    nested_rows: list[IngredientRow] = []


class ServingSize(_Part):
    """A serving, with the number of servings a day."""

    order: int | None = None
    min_quantity: float | None = None
    max_quantity: float | None = None
    min_daily_servings: float | None = None
    max_daily_servings: float | None = None
    unit: str | None = None
    in_box: bool | None = Field(default=None, alias="inSFB")
    notes: str | None = None


class LabelSentence(_Part):
    """A sentence of the label with its type: directions, warning, ..."""

    type: str | None = None
    notes: str | None = None


class OtherIngredient(_Part):
    """An ingredient outside the Supplement Facts box."""

    name: _Name


class OtherIngredients(_Part):
    """The list of other ingredients below the Supplement Facts box."""

    ingredients: list[OtherIngredient] = []


class LabelDocument(_Part):
    """A label record of the NIH DSLD."""

    id: int | None = None
    full_name: str | None = None
    brand_name: str | None = None
    ingredient_rows: list[IngredientRow]
    serving_sizes: list[ServingSize] = []
    statements: list[LabelSentence] = []
    other_ingredients: OtherIngredients | None = Field(default=None, alias="otheringredients")


def read_document(document: str | Mapping[str, Any]) -> LabelDocument:
    """Validate a document, given as JSON text or parsed; raises DataError with the place of the fault."""
    content: Any = parse_json(document) if isinstance(document, str) else dict(document)
    if not isinstance(content, dict):
        raise DataError(f"is no NIH DSLD label: a JSON {_kind(content)}, where one label is an object")
    if "ingredientRows" not in content:
        keys = ", ".join(str(key) for key in list(content)[:5]) or "none"
        raise DataError(f"is no NIH DSLD label of API v9: it has no 'ingredientRows' (its first keys: {_cut(keys)})")
    try:
        label = LabelDocument.model_validate(content)
    except ValidationError as error:
        raise DataError(_complaint(error)) from None
    rows, waiting = 0, list(label.ingredient_rows)
    while waiting:
        row = waiting.pop()
        rows += 1
        waiting += row.nested_rows
        if rows > MAX_ROWS:
            raise DataError(f"ingredientRows: more than {MAX_ROWS} rows; no label has so many")
    return label


def parse_json(text: str, max_characters: int = MAX_CHARACTERS, max_values: int = MAX_VALUES) -> Any:
    """Parse JSON text; raises DataError for text that is too long, too deep or not JSON."""
    if "\0" in text:
        raise DataError(f"is no JSON text: character {text.index(chr(0)) + 1} is NUL")
    if not text.strip():
        raise DataError("is empty: an NIH DSLD label is a JSON object")
    if len(text) > max_characters:
        raise DataError(f"has more than {max_characters:,} characters; no label is so long")
    if sum(map(text.count, "{[,")) > max_values:
        raise DataError(f"holds more than {max_values:,} values; no label has so many")
    try:
        return json.loads(text.removeprefix("\ufeff"), parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        message = (
            f"is not valid JSON: line {error.lineno}, column {error.colno}: {error.msg[:1].lower()}{error.msg[1:]}"
        )
        raise DataError(message) from None
    except RecursionError:
        raise DataError("is nested deeper than any label: the brackets are not closed, or it is no label") from None
    except ValueError:  # Python refuses whole numbers of more than some thousand digits
        raise DataError("holds a number of thousands of digits, which is no amount") from None


def _refuse_constant(name: str) -> NoReturn:
    raise DataError(f"holds {name}, which is no number of JSON")


def _complaint(error: ValidationError) -> str:
    """Return the first validation error as a sentence, with the number of further ones."""
    problems = error.errors(include_url=False)
    first = problems[0]
    place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in first["loc"]).lstrip(".")
    if first["type"] == "missing":
        message = "is missing"
    elif "recursion" in first["type"]:
        message = "is nested deeper than any label"
    else:
        expected, given = first["msg"].removeprefix("Input "), first["input"]
        shown = f"an {_kind(given)}" if isinstance(given, (dict, list)) else _cut(json.dumps(given, default=str))
        message = f"{expected}, not {shown}"
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return f"{_cut(place)}: {message}{more}"


def _cut(text: str) -> str:
    return text if len(text) <= MAX_SHOWN_LENGTH else f"{text[: MAX_SHOWN_LENGTH - 3]}..."


def _kind(content: object) -> str:
    kinds = {dict: "object", list: "array", str: "string", bool: "truth value", type(None): "null"}
    return kinds.get(type(content), "number")
