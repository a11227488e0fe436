"""A label of several lines: its rows, and what they say together.

A row may run over several lines (a bracket, a bare amount or a percentage below its name). A total wins over the rows
it sums; a row of magnesium is never added to the rows of the salts it comes from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from maginfo.dosing.spans import Span, total
from maginfo.labels.lexemes import (
    AMOUNT,
    BREAK,
    CLOSE,
    COLON,
    DASH,
    FROM,
    GIVES,
    MAGNESIUM,
    OF,
    OPEN,
    PERCENT,
    SUBJECTS,
)
from maginfo.labels.lexemes import FORM as SALT
from maginfo.labels.rounding import all_alike, is_whole_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from maginfo.labels.choosing import Figure
    from maginfo.labels.lexemes import Lexeme
    from maginfo.labels.mentions import Mention
    from maginfo.labels.reading import LabelLine

MOST_LINES_OF_A_ROW = 6
_PASSED = frozenset({DASH, BREAK, COLON})
_MORE = 1.25
"""A salt that holds so many times the printed magnesium is not its source; less may be rounding, water or coating."""


class Row(NamedTuple):
    """One row as it was read."""

    line: LabelLine
    figure: Figure | None


def joined_rows(text: str, lexemes_of: Callable[[str], Sequence[Lexeme]]) -> list[str]:
    """The label's rows, each with the lines that go on with it."""
    rows: list[list[str]] = []
    held: list[Lexeme] = []
    for line in text.splitlines():
        if not line.strip():
            continue
        lexemes = lexemes_of(line)
        if rows and len(rows[-1]) < MOST_LINES_OF_A_ROW and _goes_on(held, lexemes):
            rows[-1].append(line)
            held += lexemes
        else:
            rows.append([line])
            held = list(lexemes)
    return ["\n".join(row) for row in rows]


def _goes_on(before: Sequence[Lexeme], lexemes: Sequence[Lexeme]) -> bool:
    """Whether a line belongs to the row before it."""
    kinds = [kind for kind, _ in before]
    if not any(kind in SUBJECTS for kind in kinds):
        return False
    if kinds.count(OPEN) > kinds.count(CLOSE) or kinds[-1] in (FROM, GIVES, OF):
        return True
    own = [kind for kind, _ in lexemes if kind not in _PASSED]
    if not own:
        return False
    if own[0] == OPEN or own[0] == GIVES or (own[0] == FROM and any(kind in (MAGNESIUM, SALT) for kind in kinds)):
        return True
    return own[0] in (AMOUNT, PERCENT, CLOSE) and not any(kind in SUBJECTS for kind in own)


def together(rows: Sequence[Row]) -> tuple[Span | None, list[str]]:
    """Magnesium of one serving over all rows, mg; None with a note where the label leaves it open."""
    found, notes = _told(rows)
    if found is not None and any(_least_of_salt(row) > found.high * _MORE for row in rows):
        return None, ["a compound holds more magnesium than is printed; whether both are in a serving is not said"]
    return found, notes


def _least_of_salt(row: Row) -> float:
    """Magnesium, mg, that a row of a compound holds at least; nothing where it prints the element."""
    held = row.line.readings_mg or (row.line.elemental_mg if row.line.basis == "compound" else None)
    return held.low if held is not None else 0.0


def _told(rows: Sequence[Row]) -> tuple[Span | None, list[str]]:
    """The same from the rows that say most; the others are taken for their sources or their parts."""
    elemental = [row for row in rows if row.line.basis == "elemental" and row.line.elemental_mg is not None]
    for row in elemental:
        if row.figure is not None and row.figure.mention.total:
            return row.line.elemental_mg, []
    if elemental:
        return _of_printed(elemental)
    compounds = [row for row in rows if row.line.basis == "compound"]
    if compounds and not any(row.line.basis == "open" for row in rows):
        spans = [row.line.elemental_mg for row in compounds]
        known = [span for span in spans if span is not None]
        if len(known) == len(spans) and (len(known) == 1 or _of_different_salts(compounds)):
            return total(known), []
        return None, ["how much magnesium the compounds hold together is not known"]
    if any(row.line.basis == "open" for row in rows):
        return None, ["the label leaves open whether its figure is magnesium or a compound"]
    return None, []


def _of_printed(rows: list[Row]) -> tuple[Span | None, list[str]]:
    """From rows that each print magnesium."""
    of_the_element = [row for row in rows if row.figure is not None and row.figure.mention.kind == MAGNESIUM]
    if not of_the_element:
        return _one_or_sum(rows)
    sure = [row for row in of_the_element if row.line.consistent or (row.figure and _is_no_title(row.figure.mention))]
    found, notes = _one_or_sum(of_the_element)
    if found is None and sure:
        return _one_or_sum(sure)
    return found, notes


def _is_no_title(mention: Mention) -> bool:
    """Whether it says of what kind its magnesium is, as a product's name does not."""
    return mention.sourced or mention.chelated or mention.elemental


def _one_or_sum(rows: list[Row]) -> tuple[Span | None, list[str]]:
    """The amount that all rows agree on, the total among them, or the sum of different salts' shares."""
    amounts = [row.line.elemental_mg.low for row in rows if row.line.elemental_mg is not None]
    if not amounts:
        return None, []
    if all_alike(amounts):
        return Span.exactly(amounts[0]), []
    if is_whole_of(max(amounts), amounts):
        return Span.exactly(max(amounts)), ["a total and its parts are printed: the total was taken"]
    if _of_different_salts(rows):
        return Span.exactly(sum(amounts)), [f"the magnesium of {len(rows)} rows was added"]
    return None, ["several amounts of magnesium are printed; which of them is the serving's is not said"]


def _of_different_salts(rows: Iterable[Row]) -> bool:
    """Whether every row names what it comes from, and no two name the same."""
    seen: set[str] = set()
    for row in rows:
        named = set(row.line.forms) or (
            {row.line.text.strip()}
            if row.figure and (row.figure.mention.material or row.figure.mention.chelated)
            else set()
        )
        if not named or seen & named:
            return False
        seen |= named
    return True
