"""Read the directions on a label: the pieces a day, and the pieces that its figures are for.

Printed text and label records share this reader. Pieces times frequency is a range where the directions give one.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from maginfo.dosing.spans import Span
from maginfo.labels.directions.clauses import Clause, combined, read_clause
from maginfo.labels.directions.intakes import Intake
from maginfo.labels.directions.parts import clauses_in
from maginfo.labels.directions.pieces import Basis
from maginfo.labels.directions.words import DirectionIndex, DirectionWords
from maginfo.labels.per_catalogue import once_per_catalogue
from maginfo.labels.text.normalise import without_markup
from maginfo.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from maginfo.catalogue.catalogue import Catalogue

MAX_READ_LENGTH = 20_000
"""Characters of one statement; the rest is not read."""
MAX_SHOWN_LENGTH = 160
"""Characters of a quoted sentence."""
_ENDS = re.compile(r"[.!?](?=\s|$|[^\W\d_])|[;\n|•。；]")
_ABBREVIATED = re.compile(
    r"\b(?:caps?|tabs?|tabl|tbl|kaps|tbsp|tsp|cps|cpr|comp|szt|st|stk|pr|dgl|db|kb|max|min|approx|ca|ok|np|tzn|bzw|tägl|tgl|капс?|табл?|шт|b\.?i\.?d"
    r"|t\.?i\.?d|q\.?i\.?d|t\.?d\.?s|[a-z]\.[a-z]|[bqt]|[id]|\d\s?[ap])$",
    re.IGNORECASE,
)
_OF_FREQUENCY = frozenset({"times", "often", "each-time", "every", "not-daily", "daily-dose", "open", "divided"})
_COUNTED_WORD = re.compile(r"\d\s?([^\W\d_]{2,5})$")
_COUNT = ["number", "piece"]
_GOES_ON = re.compile(r"\s*[^\W\d_A-Z]")
"""A word that begins no sentence."""


class Directions(Record):
    """The intakes in the directions of a label, and the pieces that its figures are for."""

    intakes: tuple[Intake, ...] = ()
    """An adult's intakes a day; several where the directions give several."""
    bases: tuple[Basis, ...] = ()
    """The pieces that the label's figures are printed for."""
    words: str = ""
    """The directions in the label's words."""
    unread: tuple[str, ...] = ()
    """Sentences about a day or about pieces to take that are not understood."""
    at_once: Intake | None = None
    """Pieces to take, where no frequency stands beside them."""

    @property
    def ways(self) -> int:
        """The number of wordings: 'three tablets daily, or one tablet three times a day' are two."""
        return len({intake.written for intake in self.intakes})


class DirectionReader:
    """Read directions with the words of label_words.toml."""

    def __init__(self, index: DirectionIndex) -> None:
        self._words = DirectionWords(index)

    def piece(self, unit: str) -> str | None:
        """Return the piece that a record's unit names."""
        return self._words.piece(unit)

    def states_how_often(self, text: str) -> bool:
        """Return whether a text counts something or speaks of how often; a time of day and minutes do not."""
        kinds = [mark.kind for mark in self._words.marks(text)]
        return any(
            kind in _OF_FREQUENCY or (kind == "number" and follows not in ("hours", "minutes"))
            for kind, follows in pairwise([*kinds, ""])
        )

    def read(self, statements: Iterable[str]) -> Directions:
        """Read the directions in statements, or in the whole text of a label."""
        collector = _ClauseCollector()
        for statement in statements:
            headed = ""
            for sentence in self._sentences(without_markup(statement[:MAX_READ_LENGTH])):
                clauses = list(clauses_in(self._words.marks(sentence)))
                for population, clause in clauses:
                    collector.add(sentence, clause, population or headed)
                is_heading = sentence.rstrip().endswith(":") and not any(clause.directs for _, clause in clauses)
                headed = clauses[0][0] if is_heading and clauses else ""
        return collector.directions()

    def _sentences(self, text: str) -> Iterator[str]:
        """Split a text into sentences; a row of a table with several sizes, or with a mass for each, is one."""
        columns = 0
        kept: list[str] = []
        for line in map(self._with_heads, text.splitlines(keepends=True)):
            read = read_clause(self._words.marks(line)) if "|" in line else Clause()
            heads = 0 if read.amounts or read.directs else len(read.bases)
            columns = heads if heads > 1 else columns if "|" in line else 0
            if heads > 1 or (columns and len(read.amounts) == columns):
                yield from self._split("".join(kept))
                yield line
                kept = []
            else:
                kept.append(line)
        yield from self._split("".join(kept))

    def _with_heads(self, line: str) -> str:
        """Write 'per' before the counts that head several columns: '| 1 capsule | 3 capsules |'."""
        cells = line.split("|")
        heads = [len(cells) > 1 and [mark.kind for mark in self._words.marks(cell)] == _COUNT for cell in cells]
        if sum(heads) < 2:  # one count is no heading of columns
            return line
        return "|".join(f" per {cell}" if is_head else cell for cell, is_head in zip(cells, heads, strict=True))

    def _split(self, text: str) -> Iterator[str]:
        """Split a text into sentences; abbreviations and broken lines do not end one."""
        start = 0
        for end in _ENDS.finditer(text):
            before, rest = text[start : end.start()], end.end()
            if end[0] == "." and (
                _ABBREVIATED.search(before) or (self._ends_in_a_piece(before) and _GOES_ON.match(text, rest))
            ):
                continue
            if end[0] == "\n" and before.strip() and _GOES_ON.match(text, rest) and not before.rstrip().endswith(":"):
                continue  # a line that was broken within a sentence
            if before.strip():
                yield before + end[0] if end[0] in ".!?" else before
            start = rest
        if text[start:].strip():
            yield text[start:]

    def _ends_in_a_piece(self, text: str) -> bool:
        """Return whether a text ends in a counted piece, as '1 cáps' of '1 cáps. por la mañana' does."""
        counted = _COUNTED_WORD.search(text)
        return counted is not None and self._words.piece(counted[1]) is not None


@once_per_catalogue
def directions_of(catalogue: Catalogue) -> DirectionReader:
    """Return the reader of directions for a catalogue, created on first use."""
    return DirectionReader(catalogue.store.derived("direction_index", DirectionIndex, lambda: _index(catalogue)))


def _index(catalogue: Catalogue) -> DirectionIndex:
    from maginfo.labels.directions.index import direction_index  # a wheel does not need it

    return direction_index(catalogue.label_words)


class _ClauseCollector:
    """Collect the clauses of a label."""

    def __init__(self) -> None:
        self.intakes: list[Intake] = []
        self.bases: list[Basis] = []
        self.heads: list[Basis] = []
        self.words: list[str] = []
        self.unread: list[str] = []
        self.for_children: list[str] = []
        self.of_other_adults: list[tuple[str, Intake]] = []
        self.hinted: list[str] = []
        self.slots: dict[str, str] = {}
        self.limits: list[tuple[str, Intake]] = []
        self.pending: tuple[str, Clause] | None = None
        self.at_once: tuple[str, Intake] | None = None

    def add(self, sentence: str, clause: Clause, population: str) -> None:
        """Add one clause, with the sentence that it is from."""
        self._columns(clause)
        if population == "child":
            if clause.intakes or clause.unread or clause.hints.number:
                self.for_children.append(sentence)
            return
        if population == "other-adults" and clause.intakes:
            self.of_other_adults += ((sentence, intake) for intake in clause.intakes)
            return
        if self.pending is not None and clause.frequency_alone and self.pending[1].pending is not None:
            clause = combined(self.pending[1].pending, clause)
            self.words.append(self.pending[0])
            self.at_once = None
        if clause.limit is not None:
            self.limits.append((sentence, clause.limit))
        if clause.unread:
            self.unread.append(sentence)
        if clause.hints.number or len(clause.hints.slots) > 1:
            self.hinted.append(sentence)
        for slot in clause.hints.slots:
            self.slots.setdefault(slot, sentence)
        if clause.intakes:
            self.intakes += clause.intakes
            self.words.append(sentence)
        self.pending = (sentence, clause) if clause.pending is not None else None
        if clause.pending is not None and clause.pending.number is not None:
            taken = clause.pending
            count = clause.pending.number
            self.at_once = (sentence, Intake(count, taken.piece, Span.exactly(1.0)))

    def _columns(self, clause: Clause) -> None:
        """Give the masses of a row to the column heads above it ('per tablet', 'per 3 tablets'), in order."""
        if len(self.heads) > 1 and len(clause.amounts) == len(self.heads):
            self.heads = [
                head._replace(amounts=(*head.amounts, mg)) for head, mg in zip(self.heads, clause.amounts, strict=True)
            ]
        if len(clause.bases) > 1 and not clause.amounts:
            self.bases += self.heads
            self.heads = list(clause.bases)
        else:
            self.bases += clause.bases

    def directions(self) -> Directions:
        """Return the directions that the clauses give together."""
        intakes, words, unread = _together(self.intakes), self.words, list(dict.fromkeys(self.unread))
        otherwise = self.of_other_adults or self.limits  # those of a product for pregnancy, or else the most
        if not intakes and not unread and otherwise:
            intakes, words = [intake for _, intake in otherwise], [sentence for sentence, _ in otherwise]
        if not intakes and not unread:
            at_several = self.slots.values() if len(self.slots) > 1 else ()
            unread = list(dict.fromkeys([*self.for_children, *self.hinted, *at_several]))
        if not intakes and not unread and self.at_once is not None:
            words = [self.at_once[0]]
        at_once = self.at_once[1] if self.at_once is not None else None
        shown = "; ".join(dict.fromkeys(_shown(sentence) for sentence in words))
        return Directions(
            intakes=tuple(dict.fromkeys(intakes)),
            bases=tuple(dict.fromkeys([*self.heads, *self.bases])),
            words=shown,
            unread=tuple(_shown(sentence) for sentence in unread),
            at_once=at_once,
        )


def _together(intakes: list[Intake]) -> list[Intake]:
    """Add intakes at different times of the day; keep others apart, as alternatives or other wordings."""
    slots = [intake.slots for intake in intakes]
    apart = len(intakes) > 1 and all(slots) and all(not one & other for one, other in pairwise(slots))
    if apart and len({intake.piece for intake in intakes}) == 1 and len(set(slots)) == len(slots):
        total = Span(sum(each.total.low for each in intakes), sum(each.total.high for each in intakes))
        times = Span(sum(each.times.low for each in intakes), sum(each.times.high for each in intakes))
        return [Intake(total, intakes[0].piece, times, frozenset().union(*slots))]
    return intakes


def _shown(sentence: str) -> str:
    shown = " ".join(sentence.split())
    return shown if len(shown) <= MAX_SHOWN_LENGTH else f"{shown[: MAX_SHOWN_LENGTH - 1]}…"
