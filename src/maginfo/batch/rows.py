"""Reads cells: doses, person, amounts, names. An empty cell states nothing."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from maginfo.batch.columns import READ_FIELDS
from maginfo.batch.composed import SEPARATOR
from maginfo.batch.how_often import HowOften, read_how_often, whole
from maginfo.batch.products import (
    as_magnesium_form,
    counts_pieces,
    read_product,
    reject_counts_without_amount,
    reject_label_without_amount,
)
from maginfo.dosing.amounts import Dose
from maginfo.dosing.numbers import read_number, with_one_reading
from maginfo.dosing.person import Age, Person, read_sex
from maginfo.errors import UnreadableValueError, UsageError

if TYPE_CHECKING:
    from maginfo.batch.cell_words import CellWords
    from maginfo.catalogue.catalogue import Catalogue

LIST_COLUMNS = ("dose", "conditions", "drugs")
"""Columns that accept a list."""


def read_cell(column: str, value: Any) -> tuple[str, str | None]:
    """Return the value as the text of a cell, and why it cannot be read; None if it can.

    A column that is not read is passed on as it is written.
    """
    if column not in READ_FIELDS:
        return _as_written(value), None
    try:
        return cell_text(column, value), None
    except UnreadableValueError as error:
        return _as_written(value), error.message


def _as_written(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, (list, dict, bool, int, float)):  # a text, a day, a decimal number
        return str(value)
    import json  # only here: most values are text

    return json.dumps(value, ensure_ascii=False, default=str)


def cell_text(column: str, value: Any) -> str:
    """Return the value as the text of a cell; empty for a missing value (None, NaN, NaT, NA).

    Raises UnreadableValueError for anything but text, number, truth value or, in `LIST_COLUMNS`, a list.
    """
    if isinstance(value, str):
        return value
    if value is None or _is_missing(value):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float, Decimal)):
        return _number_text(column, value)
    if hasattr(value, "tolist"):  # of numpy: a number or an array
        return cell_text(column, value.tolist())
    if isinstance(value, (list, tuple)):
        if column not in LIST_COLUMNS:
            raise UnreadableValueError(f"{column}: takes one value; a list may stand in {', '.join(LIST_COLUMNS)}")
        return SEPARATOR.join(cell_text(column, each) if not isinstance(each, (list, tuple)) else "" for each in value)
    raise UnreadableValueError(f"{column}: holds a {type(value).__name__}; write a text or a number")


def _is_missing(value: Any) -> bool:
    """Return whether the value is NaN, or pandas' NaT or NA: these do not equal themselves."""
    if isinstance(value, (list, tuple)) or hasattr(value, "shape"):
        return False
    try:
        return bool(value != value)
    except TypeError:  # NA has no truth value
        return True


def _number_text(column: str, value: float | Decimal) -> str:
    try:
        return str(int(value)) if value == int(value) else with_one_reading(str(value))
    except (OverflowError, ValueError):  # infinite, or of more digits than Python writes
        raise UnreadableValueError(f"{column}: holds a number that nobody takes") from None


RowDoses = tuple[tuple[Dose, ...], Sequence[str]]
"""The doses of a row, and what was assumed about them."""


def read_doses(
    catalogue: Catalogue,
    dose: str,
    label: str,
    form: str,
    basis: str,
    times: str,
    product: str = "",
    may_count_pieces: bool = False,
    when: str = "",
) -> RowDoses:
    """Read the doses of a row, separated by `;`; without a dose, read the label.

    `form`, `basis` and `times` apply to doses that do not state their own; a `product` must name magnesium. `Cells`
    describes the rest.
    Raises MaginfoError for what cannot be read.
    """
    stated = basis.strip().casefold()
    if stated not in ("elemental", "compound", ""):
        raise UnreadableValueError(f"basis '{basis.strip()}': write elemental or compound, or leave it empty")
    often = read_how_often(catalogue, times, when)
    if label.strip() and (not dose.strip() or counts_pieces(catalogue, dose)):
        return _read_label(catalogue, _with_lines(label), often, dose.strip())
    if may_count_pieces:
        number = dose.strip()
        raise UnreadableValueError(
            f"the amount '{number}' has no unit; write '{number} mg', or a column 'unit', or the unit in the heading"
        )
    named = read_product(catalogue, product, dose, form) if product else None
    form = as_magnesium_form(catalogue, form, named).strip()
    if (named is not None or catalogue.names_magnesium(form)) and catalogue.find_product(form) is None:
        reject_counts_without_amount(catalogue, dose)
    doses = [
        _parse(text, often, form=form or None, compound=stated == "compound") for text in read_names(dose) or ("",)
    ]
    if stated == "elemental":
        doses = [each if each.basis_stated else each.replaced(basis_stated=True) for each in doses]
    if named is not None and named.among_others:
        return tuple(doses), (f"'{product.strip()}' names more than magnesium; the whole dose is taken as magnesium",)
    return tuple(doses), ()


def _with_lines(text: str) -> str:
    """Return a text with the line ends that were written as a backslash and a letter."""
    return text.replace("\\r", "").replace("\\n", "\n") if "\\" in text else text


def _read_label(catalogue: Catalogue, text: str, often: HowOften, pieces: str = "") -> RowDoses:
    """Read a label; with `pieces`, so many of them are taken, as often as said or once."""
    from maginfo.labels import read_label
    from maginfo.labels.doses import dose_from_label, label_assumptions

    times_per_day = often.times_per_day
    if pieces:
        said = f"{times_per_day} times daily" if times_per_day is not None else often.words or "daily"
        reading = read_label(catalogue, f"{text}\nTake {pieces} {said}.")
        if reading.servings_per_day is None and reading.supplement_mg_per_serving is not None:
            raise UnreadableValueError(f"'{pieces}': the label does not say of how many pieces its amount is")
        times_per_day = None
    else:
        reading = read_label(catalogue, f"{text}\n{often.words}" if often.words else text)
    try:
        dose = dose_from_label(reading, name=text, times_per_day=times_per_day)
    except UnreadableValueError:
        reject_label_without_amount(catalogue, text, reading)
        raise
    return (dose,), label_assumptions(reading, name=text, times_per_day=times_per_day)


def _parse(text: str, often: HowOften, **given: Any) -> Dose:
    """Read a dose with how often it is taken.

    Words that say when may say nothing of how often: one a day is counted, and the dose says what was not read.
    """
    if not often.words:
        return Dose.parse(text, times_per_day=often.times_per_day, **given)
    try:
        return Dose.parse(f"{text} {often.words}", **given)
    except UnreadableValueError:
        if not often.may_say_nothing:
            raise
        return Dose.parse(text, **given).replaced(directions_not_read=(often.words,))


def read_age(text: str) -> Age | None:
    """Read completed years, or months such as '8mo'; None for an empty cell."""
    written = whole(text)
    return Age.parse(written) if written else None


def read_amount(column: str, text: str) -> float | None:
    """Read a number in the unit of its column; None for an empty cell."""
    written = text.strip()
    return read_number(written, what=column) if written else None


def read_person(words: CellWords, sex: str, age: str, pregnant: str, lactating: str) -> Person:
    """Read sex, age and state; UsageError for a pregnant or lactating male."""
    is_pregnant, is_lactating = words.is_yes("pregnant", pregnant), words.is_yes("lactating", lactating)
    stated_sex = words.said(sex).strip()
    known_sex = read_sex(stated_sex) if stated_sex else None
    if known_sex == "male" and (is_pregnant or is_lactating):
        state = "pregnant" if is_pregnant else "lactating"
        raise UsageError(f"{state} with sex '{stated_sex}': the two contradict each other; correct one of them")
    return Person(sex=known_sex, age=read_age(words.said(age)), pregnant=is_pregnant, lactating=is_lactating)


def read_names(text: str) -> tuple[str, ...]:
    """Return the parts of a cell between `;`, without empty ones."""
    return tuple([part.strip() for part in text.split(SEPARATOR) if part.strip()])
