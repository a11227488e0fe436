"""Read the text of labels.

The steps: `normalise` removes markup and accents, `scanner` and `lexer` cut the text into tokens, `grammar` assigns the
amounts to ingredients, `decision` chooses the amount of magnesium, and `totals` adds the rows.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from maginfo.labels.directions.reader import directions_of
from maginfo.labels.food_facts import fields_in, read_fields
from maginfo.labels.per_catalogue import once_per_catalogue
from maginfo.labels.reading import LabelLine, LabelReading
from maginfo.labels.servings import DayOfServings, per_day, servings_a_day
from maginfo.labels.text.decision import BasisDecider
from maginfo.labels.text.grammar import read
from maginfo.labels.text.groups import follow_amounts, without_children
from maginfo.labels.text.lexer import lex
from maginfo.labels.text.normalise import tidy, with_stops
from maginfo.labels.text.tokens import SUBJECTS, Kind
from maginfo.labels.text.totals import TextRow, serving_total
from maginfo.labels.text.vocabulary import vocabulary_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.dosing.spans import Span
    from maginfo.labels.text.tokens import Token

MAX_LINES_OF_A_ROW = 6
MAX_LINE_LENGTH = 65_536
"""Characters. No label has a line of this length; a longer one is not read."""
MAX_LETTERS = 200
"""Characters of a line by which its script is recognised."""
MAX_LABEL_LENGTH = 1_048_576
"""Characters of a whole label."""
MAX_REMEMBERED_ROWS = 2_048
"""Greatest number of rows whose readings are cached, because files repeat their labels."""
_OF_MAGNESIUM = frozenset({Kind.MAGNESIUM, Kind.FORM})
_IGNORED_AT_START = frozenset({Kind.DASH, Kind.BREAK, Kind.COLON})
_NOT_READ = Kind.NOT_READ  # a constant, because the lookup of an enum member is slow before Python 3.12


def joined_rows(text: str, tokens_of: Callable[[str], Sequence[Token]]) -> Iterator[str]:
    """Yield the rows of a label in order, each with the lines that continue it."""
    row: list[str] = []
    tokens_of_row: list[Token] = []
    for line in text.splitlines():
        if not line.strip():
            continue
        tokens = tokens_of(line)
        if row and len(row) < MAX_LINES_OF_A_ROW and _continues_row(tokens_of_row, tokens):
            row.append(line)
            tokens_of_row += tokens
        else:
            if row:
                yield "\n".join(row)
            row, tokens_of_row = [line], list(tokens)
    if row:
        yield "\n".join(row)


def _continues_row(before: Sequence[Token], tokens: Sequence[Token]) -> bool:
    """Return whether a line continues the row before it."""
    kinds = [kind for kind, _ in before]
    if not any(kind in SUBJECTS for kind in kinds):
        return False
    if kinds.count(Kind.OPEN) > kinds.count(Kind.CLOSE) or kinds[-1] in (Kind.FROM, Kind.GIVES, Kind.OF):
        return True
    own = [kind for kind, _ in tokens if kind not in _IGNORED_AT_START]
    if not own:
        return False
    if own[0] in (Kind.OPEN, Kind.GIVES):
        return True
    if own[0] is Kind.FROM and any(kind in (Kind.MAGNESIUM, Kind.FORM) for kind in kinds):
        return True
    if any(kind in SUBJECTS for kind in own):
        return False
    return own[0] in (Kind.AMOUNT, Kind.PERCENT, Kind.CLOSE) or _is_strength(before, tokens)


def _is_strength(before: Sequence[Token], tokens: Sequence[Token]) -> bool:
    """Return whether a line gives the strength of the magnesium salt named before it: 'Tablets: 4 mmol (97 mg)'."""
    amounts = [value for kind, value in tokens if kind is Kind.AMOUNT]
    named = {kind for kind, _ in before if kind in SUBJECTS or kind is Kind.AMOUNT}
    return named <= _OF_MAGNESIUM and any(amount.of_the_element for amount in amounts)


def read_line(catalogue: Catalogue, text: str) -> LabelLine:
    """Read one line or row of a label; the amounts are per serving, and empty where the line has none."""
    return _reader_of(catalogue).row(text).line


def read_label(catalogue: Catalogue, text: str) -> LabelReading:
    """Read a label of one or more lines: its rows, and the magnesium in a serving and in a day."""
    return _reader_of(catalogue).label(text)


def tokens_of(catalogue: Catalogue, text: str) -> list[Token]:
    """Cut a text into the tokens that `read_label` uses."""
    return _reader_of(catalogue).tokens(text)


class LabelReader:
    """Read labels with the words and the chemistry of one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._vocabulary = vocabulary_of(catalogue)
        self._directions = directions_of(catalogue)
        self._decider = BasisDecider(catalogue, self._vocabulary.limits)
        self.row = lru_cache(maxsize=MAX_REMEMBERED_ROWS)(self._row)
        # Joining the rows needs the tokens of each line, and reading a row of one line needs the same tokens again.
        self.tokens = lru_cache(maxsize=MAX_LINES_OF_A_ROW + 1)(self._tokens)

    def _tokens(self, text: str) -> list[Token]:
        """Cut a text into tokens; a text that is too long for a line yields no tokens."""
        if len(text) > MAX_LINE_LENGTH:
            return []
        return lex(self._vocabulary, tidy(with_stops(text)))

    def _row(self, text: str) -> TextRow:
        if len(text) > MAX_LINE_LENGTH:
            return TextRow(_without_reading(text, f"longer than {MAX_LINE_LENGTH} characters: not read"), None)
        tokens = self.tokens(text)
        not_read = self._language_not_read(text, tokens)
        if not_read is not None:
            note = f"in {not_read}, which maginfo cannot read; it may or may not mention magnesium"
            return TextRow(LabelLine(text, notes=(note,), language_not_read=not_read), None)
        if not tokens:
            return TextRow(_without_reading(text), None)
        index = self._vocabulary.index
        tokens = without_children(tokens, index.children, index.adults)
        of_groups = _are_by_sex(tokens, index.men, index.women) or follow_amounts(tokens, index.children, index.adults)
        parsed = read(tokens, self._vocabulary.limits, of_needs=of_groups)
        parsed.cut = _begins_within_a_word(text, tokens[0])
        return TextRow(*self._decider.decide(text, parsed))

    def _language_not_read(self, text: str, tokens: Sequence[Token]) -> str | None:
        """Return the language or script of a line that names nothing in a language that is read."""
        kinds = [token[0] for token in tokens]
        if _NOT_READ in kinds and not any(map(_is_read_as_magnesium, tokens)):
            language: str = tokens[kinds.index(_NOT_READ)].value
            return language
        if text.isascii() or not SUBJECTS.isdisjoint(kinds):
            return None
        letters = [character for character in text[:MAX_LETTERS] if character.isalpha()]
        scripts = Counter(unicodedata.name(letter, "").split(" ")[0] for letter in letters if not letter.isascii())
        script, count = scripts.most_common(1)[0] if scripts else ("", 0)
        is_not_read = script in self._vocabulary.index.scripts_not_read and 2 * count > len(letters)
        return f"{script.capitalize()} script" if is_not_read else None

    def label(self, text: str) -> LabelReading:
        """Read a whole label."""
        if len(text) > MAX_LABEL_LENGTH:
            note = f"longer than {MAX_LABEL_LENGTH} characters: not read"
            return LabelReading.of_lines(_without_reading(text, note), notes=(note,))
        facts = fields_in(text) if "magnesium_" in text else None
        if facts is not None:
            line = read_fields(facts, text)
            return LabelReading.of_lines(line, mg_per_serving=line.elemental_mg)
        rows = [self.row(row) for row in joined_rows(text, self.tokens)] or [TextRow(_without_reading(text), None)]
        serving, notes = serving_total(rows)
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

    def _day(self, text: str, rows: Sequence[TextRow], serving: Span | None) -> DayOfServings:
        """Return servings a day in the text; empty where it has no amount of magnesium."""
        if serving is None and not any(row.line.readings_mg is not None for row in rows):
            return DayOfServings()
        directions = self._directions.read([text])
        return servings_a_day(directions, directions.bases, serving)

    def _cited(self, line: LabelLine) -> Iterator[str]:
        """Yield the source ids of the daily value and the chemistry that were used to read a line."""
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


def _are_by_sex(tokens: Sequence[Token], men: frozenset[str], women: frozenset[str]) -> bool:
    """Return whether amounts differ by sex, as needs do: '350 mg for men and 300 mg for women'."""
    amounts = [place for place, (kind, _) in enumerate(tokens) if kind is Kind.AMOUNT]
    if len(amounts) < _AMOUNTS_BY_SEX:
        return False
    words = [(place, word) for place, (kind, word) in enumerate(tokens) if kind is Kind.WORD]
    first = [next((place for place, word in words if word in sex), None) for sex in (men, women)]
    named = sorted(place for place in first if place is not None)
    return len(named) == _AMOUNTS_BY_SEX and any(named[0] < place < named[1] for place in amounts)


def _is_read_as_magnesium(token: Token) -> bool:
    """Return whether a token names magnesium in a language that is read; an acid's name alone does not."""
    kind, value = token
    return kind is Kind.MAGNESIUM or kind is Kind.NOT_SOURCE or (kind is Kind.FORM and not value.bare)


_AMOUNTS_BY_SEX = 2


@once_per_catalogue
def _reader_of(catalogue: Catalogue) -> LabelReader:
    """Return the reader for a catalogue, created on first use."""
    return LabelReader(catalogue)


def _without_reading(text: str, *notes: str) -> LabelLine:
    return LabelLine(text, notes=notes)


def _begins_within_a_word(text: str, first: Token) -> bool:
    """Return whether the line lost its beginning: it starts with a letter that is not a word ('f elemental')."""
    kind, word = first
    return kind is Kind.WORD and len(word) == 1 and text.lstrip()[:1].islower()
