"""What every answer promises for any input. Each function raises AssertionError with what was found instead."""

from __future__ import annotations

import json
import math
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NoReturn

from maginfo.dosing.amounts import MAX_G_PER_DAY, Dose
from maginfo.dosing.numbers import with_one_reading
from maginfo.dosing.written import MAX_TIMES_A_DAY
from maginfo.render.formats import render_json

if TYPE_CHECKING:
    from maginfo import Catalogue
    from maginfo.dosing.report import Report
    from maginfo.dosing.spans import Span
    from maginfo.errors import MaginfoError
    from maginfo.labels.reading import LabelLine, LabelReading

MAX_MG_PER_DAY = MAX_G_PER_DAY * 1000
UNITS = ("mg", "g", "mcg", "mmol", "mEq")
ROUNDING = 1 + 1e-9
"""Relative tolerance of sums in floating point."""

MAX_RATIO = 1.26
"""A salt's row may hold this much more than the printed magnesium from it, by rounding and water."""


def said_in_words(error: MaginfoError) -> None:
    """Assert that an error has a message."""
    assert error.message.strip(), f"an error without words: {error!r}"


def in_order(span: Span | None) -> None:
    """Assert that the range is in order, finite and not negative."""
    assert span is None or 0 <= span.low <= span.high < math.inf, f"not in order: {span}"


def meant_as_a_dose(dose: Dose) -> None:
    """Assert that a person can take the amount: finite, above 0 and within the limits of the grammar.

    Pieces of a product have no amount before the product is looked up.
    """
    if dose.pieces is not None:
        assert dose.pieces.number > 0, f"no pieces: {dose}"
        assert dose.form, f"pieces of nothing: {dose}"
        return
    assert math.isfinite(dose.amount), f"not finite: {dose}"
    assert dose.amount > 0, f"nothing: {dose}"
    assert dose.unit in UNITS, f"no unit: {dose}"
    assert 1 <= dose.times_per_day <= MAX_TIMES_A_DAY, f"so often a day: {dose}"
    assert dose.amount_mg * dose.times_per_day <= MAX_MG_PER_DAY, f"beyond reason: {dose}"
    assert dose.form is None or dose.form.strip() == dose.form != "", f"no name: {dose}"
    assert dose.form is not None or dose.basis == "elemental", f"a compound without its form: {dose}"


def as_written_out(dose: Dose) -> str:
    """Return the dose written in full in the words of the grammar."""
    amount = with_one_reading(format(Decimal(repr(dose.amount)), "f"))
    basis = dose.basis if dose.unit in ("mg", "g", "mcg") else ""
    return f"{dose.times_per_day} x {amount} {dose.unit} {dose.form or ''} {basis}"


def read_back(dose: Dose) -> None:
    """Assert that the dose written in full is read as the same dose; pieces of a product are not written in mg."""
    if dose.pieces is not None:
        return
    again = Dose.parse(as_written_out(dose))
    for fact in ("amount", "unit", "times_per_day", "form", "basis"):
        assert getattr(again, fact) == getattr(dose, fact), f"{fact} of {as_written_out(dose)!r}: {again}, was {dose}"


def keeps_to_its_record(line: LabelLine, catalogue: Catalogue) -> None:
    """Assert that a line of a label is consistent: one amount or an open one, and known forms."""
    in_order(line.elemental_mg)
    in_order(line.readings_mg)
    assert line.readings_mg is None or line.basis == "open", f"readings of what is not open: {line}"
    assert line.basis != "open" or line.elemental_mg is None, f"open and certain: {line}"
    assert line.basis != "open" or line.notes, f"open without a reason: {line}"
    assert line.elemental_mg is None or line.basis in ("elemental", "compound"), f"an amount of nothing: {line}"
    assert line.compound_mg is None or 0 <= line.compound_mg < math.inf, f"no mass: {line}"
    assert line.percent_daily_value is None or 0 <= line.percent_daily_value < math.inf, f"no percentage: {line}"
    assert line.consistent is None or line.percent_daily_value is not None, f"fits a percentage that is not: {line}"
    assert set(line.forms) <= set(catalogue.form_ids), f"unknown forms: {line}"
    if line.elemental_mg is not None and line.compound_mg is not None:
        assert line.elemental_mg.low <= line.compound_mg * ROUNDING, f"more magnesium than compound: {line}"


def adds_up(reading: LabelReading) -> None:
    """Assert that a serving holds no more than its lines, and a day no more than its servings."""
    serving, day = reading.supplement_mg_per_serving, reading.supplement_mg_per_day
    for span in (serving, day, reading.servings_per_day):
        in_order(span)
    if serving is not None:
        most = sum(line.elemental_mg.high for line in reading.lines if line.elemental_mg is not None)
        assert serving.high <= most * ROUNDING, f"more than its lines: {reading}"
        for line in reading.lines:
            held = line.readings_mg or (line.elemental_mg if line.basis == "compound" else None)
            assert held is None or held.low <= serving.high * MAX_RATIO, (
                f"a line holds more than the serving: {reading}"
            )
    assert day is None or serving is not None, f"a day without a serving: {reading}"


def has_readings(line: LabelLine) -> None:
    """Assert that an open amount of printed text has its readings; a faulty record may have none."""
    assert line.basis != "open" or line.readings_mg is not None, f"open without readings: {line}"


def without_figures(line: LabelLine) -> None:
    """Assert that a text without a figure yields no amount."""
    if not any(character.isnumeric() for character in line.text):
        found = (line.elemental_mg, line.compound_mg, line.readings_mg)
        assert found == (None, None, None), f"a figure out of nowhere: {line}"


def is_json(answer: Any) -> dict[str, Any]:
    """Assert that the JSON of the answer is one line without NaN or infinity, and return it."""
    text = render_json(answer)
    assert text.count("\n") == 1, f"more than one line: {text!r}"
    parsed: dict[str, Any] = json.loads(text, parse_constant=_no_number)
    return parsed


def is_whole(report: Report) -> None:
    """Assert that the ranges of a report are in order, and its severity is that of its most severe finding."""
    for span in (report.supplement_mg_per_day, report.diet_mg_per_day, report.total_mg_per_day):
        in_order(span)
    for line in report.doses:
        in_order(line.elemental_mg_per_day)
    max_severity = max((finding.severity for finding in report.findings), default=None)
    assert report.severity == "ok" or max_severity is not None, f"severe without a finding: {report}"
    is_json(report)


def _no_number(name: str) -> NoReturn:
    raise AssertionError(f"{name} is no number of JSON")
