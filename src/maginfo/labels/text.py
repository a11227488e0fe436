"""What a label's text says of magnesium.

tidying → scanning → lexing → grammar → deciding: markup and accents away, marks, phrases of known meaning, which amount
belongs to which ingredient, and which of the amounts is magnesium.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from maginfo.labels.deciding import Judge
from maginfo.labels.directions import directions_of
from maginfo.labels.grammar import read
from maginfo.labels.lexemes import WORD
from maginfo.labels.lexing import lex
from maginfo.labels.reading import LabelLine, LabelReading
from maginfo.labels.rows import Row, joined_rows, together
from maginfo.labels.servings import DayOfServings, per_day, servings_a_day
from maginfo.labels.tidying import tidy
from maginfo.labels.words import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.dosing.spans import Span
    from maginfo.labels.lexemes import Lexeme

LONGEST_LINE = 65_536
"""Characters; no label's line comes near, and a longer one is not read."""
LONGEST_LABEL = 1_048_576
"""Characters of a label of several lines."""
REMEMBERED_LINES = 2_048
"""Files repeat their labels: so many different lines are kept as they were read."""


def read_line(catalogue: Catalogue, text: str) -> LabelLine:
    """What one line or one row of a label says, its amounts per serving; nothing where it says nothing."""
    return _reader_of(catalogue).row(text).line


def read_label(catalogue: Catalogue, text: str) -> LabelReading:
    """What a label of one or more lines says: its rows, and the magnesium of a serving and of a day."""
    return _reader_of(catalogue).label(text)


def lexemes_of(catalogue: Catalogue, text: str) -> list[Lexeme]:
    """The words and figures of a text, as `read_label` takes them."""
    return _reader_of(catalogue).lexemes(text)


class LabelReader:
    """Reads labels with the words and the chemistry of one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._vocabulary = Vocabulary(catalogue)
        self._directions = directions_of(catalogue)
        self._judge = Judge(catalogue, self._vocabulary.limits)
        self.row = lru_cache(maxsize=REMEMBERED_LINES)(self._row)

    def lexemes(self, text: str) -> list[Lexeme]:
        """The words and figures of a text; of one that is too long to be a line, none."""
        return lex(self._vocabulary, tidy(text)) if len(text) <= LONGEST_LINE else []

    def _row(self, text: str) -> Row:
        if len(text) > LONGEST_LINE:
            return Row(_nothing(text, f"longer than {LONGEST_LINE} characters: not read"), None)
        lexemes = self.lexemes(text)
        if not lexemes:
            return Row(_nothing(text), None)
        said = read(lexemes, self._vocabulary.limits)
        said.cut = _begins_within_a_word(text, lexemes[0])
        return Row(*self._judge.line(text, said))

    def label(self, text: str) -> LabelReading:
        """The reading of a whole label."""
        if len(text) > LONGEST_LABEL:
            note = f"longer than {LONGEST_LABEL} characters: not read"
            return LabelReading.of_lines(_nothing(text, note), notes=(note,))
        rows = [self.row(row) for row in joined_rows(text, self.lexemes)] or [Row(_nothing(text), None)]
        serving, notes = together(rows)
        day = self._day(text, rows, serving)
        lines = tuple(row.line for row in rows)
        sources = tuple(dict.fromkeys(source for line in lines for source in self._cited(line)))
        return LabelReading(
            lines=lines,
            supplement_mg_per_serving=serving,
            supplement_mg_per_day=per_day(serving, day.servings),
            notes=(*notes, *day.notes),
            sources=sources,
            bibliography=self._catalogue.bibliography(sources) if sources else {},
            servings_per_day=day.servings,
            directions=day.words or None,
            directions_not_read=day.unread,
        )

    def _day(self, text: str, rows: Sequence[Row], serving: Span | None) -> DayOfServings:
        """How many servings a day the text says, where it prints an amount of magnesium."""
        if serving is None and not any(row.line.readings_mg is not None for row in rows):
            return DayOfServings()
        directions = self._directions.read([text])
        return servings_a_day(directions, directions.bases, serving)

    def _cited(self, line: LabelLine) -> Iterator[str]:
        """Where the daily value and the chemistry that a line was read with are from."""
        if line.daily_value is not None:
            for value in self._catalogue.rules.daily_values:
                if value.id == line.daily_value:
                    yield from (citation.id for citation in value.sources)
        if line.basis in ("compound", "open"):
            for form_id in line.forms:
                form = self._catalogue.form(form_id)
                varies = form.commercial_fraction
                held = (varies,) if varies is not None else form.compounds
                yield from (citation.id for each in held for citation in each.sources)


_READERS: WeakKeyDictionary[Any, LabelReader] = WeakKeyDictionary()


def _reader_of(catalogue: Catalogue) -> LabelReader:
    """The reader of a catalogue, made when it is first asked for."""
    reader = _READERS.get(catalogue)
    if reader is None:
        reader = _READERS[catalogue] = LabelReader(catalogue)
    return reader


def _nothing(text: str, *notes: str) -> LabelLine:
    return LabelLine(text, notes=notes)


def _begins_within_a_word(text: str, first: Lexeme) -> bool:
    """Whether the line was cut off a longer one: it begins with a small letter that is no word ('f elemental')."""
    kind, word = first
    return kind == WORD and len(word) == 1 and text.lstrip()[:1].islower()
