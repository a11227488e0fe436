"""Where the grammar stands in a line, and what a line says in the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maginfo.labels.amounts import same_in_other_unit
from maginfo.labels.text.tokens import (
    AMOUNT,
    CLOSE,
    ELEMENTAL,
    EU_REFERENCE,
    MAGNESIUM,
    OF,
    OPEN,
    PER,
    PERCENT,
    QUALITY,
    SLASH,
    SUBJECTS,
    US_REFERENCE,
    WORD,
    Mention,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maginfo.labels.text.tokens import Amount, Lexeme
    from maginfo.model.rules import LabelLimits

DEEPEST = 6
"""Brackets in brackets beyond this are passed over."""
_WORDS_TO_SUBJECT = 3
_AFTER_AMOUNT = frozenset({OPEN, CLOSE, PERCENT, US_REFERENCE, EU_REFERENCE})
"""What may stand between an amount and the 'per 100 g' that is said of it."""


class Statement:
    """All that one line says."""

    def __init__(self) -> None:
        self.mentions: list[Mention] = []
        self.pack = False
        """A count as of a pack stands in it ('180 capsules')."""
        self.each = False
        """Its figures are one capsule's or one tablet's."""
        self.concentration = False
        """An amount per 100 g, kilogram or litre stands in it."""
        self.compared = False
        """A column of it may be counted per 100 g or 100 ml."""
        self.limited = False
        """An amount stands in it that is not to be passed, or that is needed."""
        self.diluted = False
        """A homeopathic preparation is named."""
        self.cut = False
        """Begins within a word, so that what stood before is not known."""


class Position:
    """Where a reader of lexemes stands, and what it holds on to from before."""

    def __init__(self, lexemes: Sequence[Lexeme], limits: LabelLimits) -> None:
        self.lexemes = lexemes
        self.limits = limits
        self.said = Statement()
        self.current: Mention | None = None
        """The ingredient that an amount now would belong to."""
        self.owner: Mention | None = None
        """The ingredient before the bracket that is being read."""
        self.depth = 0
        self.outer: list[tuple[Mention | None, Mention | None, int | None, Amount | None]] = []
        self.mode: int | None = None
        """FROM or GIVES while what follows is a source, or what a salt gives."""
        self.giver: Mention | None = None
        """The salt whose magnesium is being named."""
        self.pending: Amount | None = None
        """An amount that stands before its ingredient."""
        self.loose_amount: Amount | None = None
        """An amount without an ingredient so far."""
        self.latest: Amount | None = None
        """The amount that was read last, whosesoever it is."""
        self.elemental = False
        self.total = False
        self.verb = False
        self.apart = False
        """Whether a comma or a plus stands since the last ingredient."""
        self.divided = False
        """Whether anything stands between the last ingredient's amount and here."""
        self.per_reference = False
        """Whether what follows is counted per 100 g."""
        self.limit = False
        """Whether what follows is named as a limit or a need: 'do not take more than'."""
        self.broken = False
        """Whether a line, a cell, a colon or a dash stands since the last ingredient."""
        self.lead = 0
        self.no = 0
        self.last: int | None = None
        self.before_bracket: int | None = None
        self._last_close: int | None = None

    def count_per_reference(self, place: int) -> None:
        """'100 g' stands at `place`; after 'per' or '/' it is said of the amount before it, or else of the next."""
        before = self.lexemes[place - 2][0] if place > 1 else None
        target = self.target()
        of_target = target is not None and (before in SUBJECTS or before in _AFTER_AMOUNT)
        if (self.last != PER and not (self.last == SLASH and of_target)) or before == AMOUNT:
            return  # an amount right before was passed over already
        if target is None or not of_target or not target.has_figure:
            self.per_reference = True
            return
        self.said.concentration = True
        if target.drop(self.latest):
            self.per_reference = before not in SUBJECTS

    def before(self, mention: Mention) -> Mention:
        """The mention before that one; itself where it is the first."""
        mentions = self.said.mentions
        return mentions[-2] if len(mentions) > 1 and mentions[-1] is mention else mention

    def target(self) -> Mention | None:
        """The ingredient that is being read, or the one before the bracket."""
        return self.current if self.current is not None else self.owner

    def mention(self, kind: int, value: Any) -> Mention:
        """A new mention, with what was said right before it."""
        made = Mention(kind, value)
        made.negated = self.no > 0
        made.lead = self.lead
        made.verb = self.verb
        self.said.mentions.append(made)
        self.lead = 0
        return made

    def following(self, place: int) -> tuple[int | None, bool]:
        """The kind of what an amount at `place` stands before, and whether it is called elemental on the way."""
        elemental = skipped = False
        words = 0
        lexemes = self.lexemes
        place += 1
        while place < len(lexemes):
            kind = lexemes[place][0]
            if kind == ELEMENTAL:
                elemental = True
            elif kind == OPEN and place + 2 < len(lexemes) and lexemes[place + 2][0] == CLOSE:
                if lexemes[place + 1][0] != AMOUNT or skipped:
                    return kind, elemental
                skipped = True
                place += 2
            elif kind == WORD and self.verb and words < _WORDS_TO_SUBJECT:
                words += 1
            elif kind not in (OF, QUALITY):
                return kind, elemental
            place += 1
        return None, elemental

    def follows(self, place: int, kind: int) -> bool:
        """Whether that kind comes next."""
        return place + 1 < len(self.lexemes) and self.lexemes[place + 1][0] == kind

    def open_bracket(self, place: int) -> None:
        """What stands in a bracket belongs to what it follows."""
        self.before_bracket = self.last
        if self._begins_a_part(place):
            self.current = self.mention(MAGNESIUM, None)
        self.depth += 1
        if self.depth > DEEPEST:
            return
        self.outer.append((self.current, self.owner, self.mode, self.pending))
        self.owner = self.current if self.current is not None else self.owner
        self.current, self.mode, self.giver, self.pending = None, None, None, None
        self.apart = False

    def _begins_a_part(self, place: int) -> bool:
        """Whether another source with its amount begins: 'magnesium (citrate) 150 mg, (glycinate) 100 mg'."""
        current = self.current
        if not self.apart or current is None or current.kind != MAGNESIUM or current.amount is None:
            return False
        closing = next((at for at in range(place, len(self.lexemes)) if self.lexemes[at][0] == CLOSE), None)
        return closing is not None and self.follows(closing, AMOUNT)

    def second_unit(self, amount: Amount) -> bool:
        """Whether an amount in brackets is the one before them in another unit: '4 mmol (97.2 mg) of magnesium'."""
        pending = self.outer[-1][3] if self.outer else None
        if pending is None or self.last != OPEN or pending.of_the_element == amount.of_the_element:
            return False
        mass, substance = (amount, pending) if pending.of_the_element else (pending, amount)
        if mass.mg is not None and substance.mg is not None and not same_in_other_unit(mass.mg, substance.mg):
            printed = f"{pending.printed} ({amount.printed})"
            mass = mass._replace(mg=None, fault=f"'{printed}' are not the same amount of magnesium")
        self.outer[-1] = (*self.outer[-1][:3], mass)
        return True

    def close_bracket(self) -> None:
        """Back to what stands before the bracket; one that was never opened is passed over."""
        if not self.depth:
            return
        self.limit = False
        self.depth -= 1
        if self.depth >= DEEPEST:
            return
        owner = self.owner
        before, self.owner, mode, self.pending = self.outer.pop()
        self.current = before if before is not None else owner if owner is not None else self.current
        self.mode = mode if self.pending is not None else None
        self.giver, self.elemental = None, self.elemental and self.pending is not None
        self.apart = False

    def bracket_closes(self, place: int) -> bool:
        """Whether a bracket is closed after `place`."""
        if self._last_close is None:
            closing = (place for place, (kind, _) in enumerate(self.lexemes) if kind == CLOSE)
            self._last_close = max(closing, default=-1)
        return place < self._last_close
