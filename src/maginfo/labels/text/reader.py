"""What a label's text says of magnesium.

tidying → scanning → lexing → grammar → deciding: markup and accents away, marks, phrases of known meaning, which amount
belongs to which ingredient, and which of the amounts is magnesium.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakKeyDictionary

from maginfo.dosing.spans import Span, total
from maginfo.labels.amounts import all_alike, is_whole_of
from maginfo.labels.directions.reader import directions_of
from maginfo.labels.reading import LabelLine, LabelReading
from maginfo.labels.servings import DayOfServings, per_day, servings_a_day
from maginfo.labels.text.decision import BasisDecider
from maginfo.labels.text.grammar import read
from maginfo.labels.text.lexer import lex
from maginfo.labels.text.normalise import tidy
from maginfo.labels.text.tokens import (
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
    WORD,
)
from maginfo.labels.text.tokens import FORM as SALT
from maginfo.labels.text.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.labels.text.choice import Figure
    from maginfo.labels.text.tokens import Lexeme, Mention

MAX_LINES_OF_A_ROW = 6
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
        if rows and len(rows[-1]) < MAX_LINES_OF_A_ROW and _goes_on(held, lexemes):
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


MAX_LINE_LENGTH = 65_536
"""Characters; no label's line comes near, and a longer one is not read."""
MAX_LABEL_LENGTH = 1_048_576
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
        self._judge = BasisDecider(catalogue, self._vocabulary.limits)
        self.row = lru_cache(maxsize=REMEMBERED_LINES)(self._row)

    def lexemes(self, text: str) -> list[Lexeme]:
        """The words and figures of a text; of one that is too long to be a line, none."""
        return lex(self._vocabulary, tidy(text)) if len(text) <= MAX_LINE_LENGTH else []

    def _row(self, text: str) -> Row:
        if len(text) > MAX_LINE_LENGTH:
            return Row(_nothing(text, f"longer than {MAX_LINE_LENGTH} characters: not read"), None)
        lexemes = self.lexemes(text)
        if not lexemes:
            return Row(_nothing(text), None)
        said = read(lexemes, self._vocabulary.limits)
        said.cut = _begins_within_a_word(text, lexemes[0])
        return Row(*self._judge.line(text, said))

    def label(self, text: str) -> LabelReading:
        """The reading of a whole label."""
        if len(text) > MAX_LABEL_LENGTH:
            note = f"longer than {MAX_LABEL_LENGTH} characters: not read"
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
