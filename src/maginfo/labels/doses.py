"""Turn the reading of a label into the dose that `check` takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.amounts import Dose
from maginfo.dosing.spans import Span, total
from maginfo.dosing.wording import amount, between, figure
from maginfo.dosing.written import MAX_TIMES_A_DAY
from maginfo.errors import UnreadableValueError
from maginfo.labels.reading import LabelLine, LabelReading

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_SHOWN_LENGTH = 100
"""Characters of a label's name in a report."""


def dose_from_label(
    reading: LabelReading | LabelLine, *, name: str | None = None, times_per_day: int | None = None
) -> Dose:
    """Return the daily dose of a label; `name` is the label's name in a report, by default its title or its own words.

    Where the label leaves its basis open, the dose holds the range of its readings and its basis is not stated.
    `times_per_day` servings are counted where the label does not say how many; without it, one. Raises
    UnreadableValueError, naming the label, if an amount on the label cannot be read or no amount is printed.
    """
    reading = _whole(reading)
    per_serving = reading.supplement_mg_per_serving
    is_open = per_serving is None and any(line.readings_mg is not None for line in reading.lines)
    if per_serving is None:
        per_serving = _readings(reading, _named(reading, name))
    not_said = reading.servings_per_day is None and times_per_day is None
    servings = reading.servings_per_day or Span.exactly(float(times_per_day or 1))
    times = int(servings.high)
    if times != servings.high or not 1 <= times <= MAX_TIMES_A_DAY:
        times = 1
    # `times` intakes give the day's range: its high end is one serving each, its low end the fewest servings.
    single = Span(per_serving.low * servings.low / times, per_serving.high * servings.high / times)
    forms = list(dict.fromkeys(form for line in reading.lines if _span(line) is not None for form in line.forms))
    return Dose(
        text=_named(reading, name),
        amount=per_serving.high,
        unit="mg",
        times_per_day=times,
        form=forms[0] if len(forms) == 1 else None,
        basis="elemental",
        basis_stated=not is_open,
        elemental_mg=single,
        directions_not_read=reading.directions_not_read if not_said else (),
    )


def label_assumptions(
    reading: LabelReading, *, name: str | None = None, times_per_day: int | None = None
) -> tuple[str, ...]:
    """Return the assumptions of `dose_from_label` about this label, and the label's contradictions, as sentences."""
    named = _named(reading, name)
    return tuple(f"label '{named}': {assumption}" for assumption in _assumptions(reading, times_per_day))


def _assumptions(reading: LabelReading, times_per_day: int | None) -> Iterator[str]:
    """Yield each assumption as a sentence without the label's name."""
    if reading.servings_per_day is not None:
        servings = between(reading.servings_per_day.low, reading.servings_per_day.high)
        quoted = f": '{reading.directions}'" if reading.directions is not None else ""
        yield f"{servings} {'serving' if servings == '1' else 'servings'} a day, as the label says{quoted}"
    elif reading.directions_not_read:
        counted_as = f"taken {times_per_day} times a day" if times_per_day is not None else "one a day is counted"
        yield f"the directions {not_read(reading)} were not read; {counted_as}"
    elif times_per_day is not None:
        yield f"says no servings a day; taken {times_per_day} times a day"
    else:
        yield "says no servings a day; one is counted"
    counted = [line for line in reading.lines if _span(line) is not None]
    if reading.supplement_mg_per_serving is None and len(counted) > 1:
        yield f"does not say whether its {len(counted)} amounts are one or add up; the range holds both"
    for line in reading.lines:
        if line.readings_mg is not None:
            summed = reading.supplement_mg_per_serving is not None
            used = "it is in no sum" if summed else f"{amount(line.readings_mg)} of magnesium is used"
            yield f"'{_cut(line.text)}' leaves open what its figure is; {used}"
        if line.consistent is False and line.percent_daily_value is not None:
            yield f"{figure(line.percent_daily_value)} % does not fit the amount in '{_cut(line.text)}'"
        if line.basis is None and line.forms:
            yield f"'{_cut(line.text)}' prints no amount and is not counted; it may add to the total"


def not_read(reading: LabelReading) -> str:
    """Return the directions that were not understood, quoted."""
    return "; ".join(f"'{words}'" for words in reading.directions_not_read)


def _whole(reading: LabelReading | LabelLine) -> LabelReading:
    if isinstance(reading, LabelReading):
        return reading
    return LabelReading.of_lines(reading, mg_per_serving=reading.elemental_mg)


def _span(line: LabelLine) -> Span | None:
    return line.elemental_mg if line.elemental_mg is not None else line.readings_mg


def _readings(reading: LabelReading, name: str) -> Span:
    """Return the range of magnesium in a serving, mg: from the line with the most to all lines together."""
    spans = []
    for line in reading.lines:
        span = _span(line)
        if span is not None:
            spans.append(span)
        elif line.basis is not None:
            notes = "; ".join(line.notes) or "how much magnesium it contains is not known"
            raise UnreadableValueError(f"label '{name}': '{_cut(line.text)}' cannot be read: {notes}")
    if not spans:
        write = "write the elemental amount printed on the label as --dose"
        raise UnreadableValueError(f"label '{name}': no amount of magnesium can be read from it; {write}")
    return Span(max(span.low for span in spans), total(spans).high)


def _named(reading: LabelReading, name: str | None) -> str:
    own = " ".join(line.text for line in reading.lines)
    return _cut(name or reading.title or own or "without words")


def _cut(text: str) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= MAX_SHOWN_LENGTH else f"{shown[: MAX_SHOWN_LENGTH - 1]}…"
