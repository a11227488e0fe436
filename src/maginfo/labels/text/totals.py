"""Calculate the magnesium of one serving from the rows of a label's text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from maginfo.dosing.spans import Span, total
from maginfo.labels.amounts import all_alike, is_whole_of
from maginfo.labels.text.tokens import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from maginfo.labels.reading import LabelLine
    from maginfo.labels.text.choice import Figure
    from maginfo.labels.text.mentions import Mention

_MAX_EXCESS = 1.25
"""Greatest ratio of a salt's magnesium to the printed magnesium; a salt with more is not its source.

A smaller excess may be rounding, water or a coating.
"""


class TextRow(NamedTuple):
    """One row of a label's text as it was read: its line, and the figure that the line is based on."""

    line: LabelLine
    figure: Figure | None


def serving_total(rows: Sequence[TextRow]) -> tuple[Span | None, list[str]]:
    """Add up the magnesium of one serving over all rows, mg; None, with a note, where the label leaves it open."""
    found, notes = _from_rows(rows)
    if found is not None and any(_least_of_salt(row) > found.high * _MAX_EXCESS for row in rows):
        return None, ["a compound contains more magnesium than is printed; whether both are in a serving is not said"]
    return found, notes


def _least_of_salt(row: TextRow) -> float:
    """Return the least magnesium, mg, that a row of a compound holds; 0 where the row prints the element."""
    held = row.line.readings_mg or (row.line.elemental_mg if row.line.basis == "compound" else None)
    return held.low if held is not None else 0.0


def _from_rows(rows: Sequence[TextRow]) -> tuple[Span | None, list[str]]:
    """Return the magnesium of one serving, mg: from a printed total, else printed magnesium, else the compounds."""
    elemental = [row for row in rows if row.line.basis == "elemental" and row.line.elemental_mg is not None]
    for row in elemental:
        if row.figure is not None and row.figure.mention.total:
            return row.line.elemental_mg, []
    if elemental:
        return _of_printed(elemental)
    if any(row.line.basis == "open" for row in rows):
        return None, ["the label leaves open whether its figure is magnesium or a compound"]
    compounds = [row for row in rows if row.line.basis == "compound"]
    return _of_compounds(compounds) if compounds else (None, [])


def _of_compounds(rows: Sequence[TextRow]) -> tuple[Span | None, list[str]]:
    """Return the magnesium of one compound, or of several different ones together, mg."""
    spans = [row.line.elemental_mg for row in rows]
    known = [span for span in spans if span is not None]
    if len(known) == len(spans) and (len(known) == 1 or _of_different_salts(rows)):
        return total(known), []
    return None, ["how much magnesium the compounds contain together is not known"]


def _of_printed(rows: list[TextRow]) -> tuple[Span | None, list[str]]:
    """Return the magnesium of one serving, mg, from rows that print it; rows of the element precede rows of forms."""
    of_the_element = [row for row in rows if row.figure is not None and row.figure.mention.kind is Kind.MAGNESIUM]
    if not of_the_element:
        return _one_or_sum(rows)
    sure = [row for row in of_the_element if row.line.consistent or (row.figure and _is_no_title(row.figure.mention))]
    found, notes = _one_or_sum(of_the_element)
    if found is None and sure:
        return _one_or_sum(sure)
    return found, notes


def _is_no_title(mention: Mention) -> bool:
    """Return whether a mention names its kind of magnesium; the name of a product does not."""
    return mention.sourced or mention.chelated or mention.elemental


def _one_or_sum(rows: list[TextRow]) -> tuple[Span | None, list[str]]:
    """Return the amount that all rows agree on, the total among them, or the sum of different salts' shares.

    A range counts only where no row prints a single amount: it is that of several pieces or of several days.
    """
    spans = [row.line.elemental_mg for row in rows if row.line.elemental_mg is not None]
    spans = [span for span in spans if span.certain] or spans
    amounts = [span.high for span in spans]
    if not amounts:
        return None, []
    if all_alike(amounts):
        return spans[0], []
    if is_whole_of(max(amounts), amounts):
        largest = max(spans, key=lambda span: span.high)
        return largest, ["a total and its parts are printed: the total was taken"]
    if len(spans) == len(rows) and _of_different_salts(rows):
        return total(spans), [f"the magnesium of {len(rows)} rows was added"]
    return None, ["several amounts of magnesium are printed; which of them is the serving's is not said"]


def _of_different_salts(rows: Iterable[TextRow]) -> bool:
    """Return whether every row names its source of magnesium, and no two rows name the same source."""
    seen: set[str] = set()
    for row in rows:
        named = set(row.line.forms)
        if not named and row.figure is not None and (row.figure.mention.material or row.figure.mention.chelated):
            named = {row.line.text.strip()}
        if not named or seen & named:
            return False
        seen |= named
    return True
