"""The state of the grammar while it reads a line, and the parsed line that results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from maginfo.labels.amounts import same_in_other_unit
from maginfo.labels.text.mentions import Mention
from maginfo.labels.text.tokens import SUBJECTS, Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from maginfo.labels.text.tokens import Amount, Token
    from maginfo.model.rules import LabelLimits

MAX_DEPTH = 6
"""Brackets nested deeper than this are ignored."""
_WORDS_TO_SUBJECT = 3
_BEFORE_SUBJECT = frozenset({Kind.OF, Kind.QUALITY, Kind.HYDRATE})
# Constants for the busiest loop, because the lookup of an enum member is slow before Python 3.12.
_ELEMENTAL, _OPEN, _CLOSE, _WORD = Kind.ELEMENTAL, Kind.OPEN, Kind.CLOSE, Kind.WORD
_NAMES = SUBJECTS | {Kind.ELEMENTAL}
_AFTER_AMOUNT = frozenset({Kind.OPEN, Kind.CLOSE, Kind.PERCENT, Kind.US_REFERENCE, Kind.EU_REFERENCE})
"""Kinds that may stand between an amount and the 'per 100 g' to which it refers."""


class _Outer(NamedTuple):
    """The state before an open bracket."""

    current: Mention | None
    owner: Mention | None
    mode: Kind | None
    pending: Amount | None
    giver: Mention | None
    latest: Amount | None
    limit: bool


class ParsedLine:
    """The ingredients that one line names, and the properties of its figures."""

    def __init__(self) -> None:
        self.mentions: list[Mention] = []
        self.pack = False
        """Whether it holds the number of pieces in a pack: '180 capsules'."""
        self.each = False
        """Whether its figures are those of one capsule or tablet."""
        self.concentration = False
        """Whether it holds an amount per 100 g, kilogram or litre."""
        self.compared = False
        """Whether one of its columns may be per 100 g or 100 ml."""
        self.limited = False
        """Whether it holds an amount that is a limit or a recommended intake."""
        self.diluted = False
        """Whether it names a homeopathic preparation."""
        self.cut = False
        """Whether it begins within a word, so that its first part is missing."""


class Position:
    """A position in the tokens of a line, with the state that the previous tokens leave for the next one."""

    def __init__(self, tokens: Sequence[Token], limits: LabelLimits) -> None:
        self.tokens = tokens
        self.limits = limits
        self.line = ParsedLine()
        self.current: Mention | None = None
        """The ingredient that the next amount would belong to."""
        self.owner: Mention | None = None
        """The ingredient before the open bracket."""
        self.depth = 0
        self.outer: list[_Outer] = []
        self.mode: Kind | None = None
        """FROM while sources follow, GIVES while the magnesium in a salt follows, otherwise None."""
        self.giver: Mention | None = None
        """The salt before 'providing', until the amount of its magnesium is read."""
        self.pending: Amount | None = None
        """An amount that is printed before its ingredient: '100 mg of magnesium'."""
        self.loose_amount: Amount | None = None
        """The first amount without an ingredient beside it."""
        self.latest: Amount | None = None
        """The last amount read, of any substance."""
        self.elemental = False
        self.total = False
        self.in_sentence = False
        self.apart = False
        """Whether a comma or a plus follows the last ingredient."""
        self.divided = False
        """Whether a sign separates this position from the last ingredient."""
        self.per_reference = False
        """Whether the next amounts are per 100 g."""
        self.limit = False
        """Whether the next amount is a limit or a recommended intake: 'do not take more than'."""
        self.forbidden = False
        """Whether this sentence says what not to do: 'do not exceed'."""
        self.of_needs = False
        """Whether the amounts of the line are what people need."""
        self.broken = False
        """Whether a line or cell ends, or a colon or dash follows, after the last ingredient."""
        self.leading_words = 0
        self.salt_word = False
        """Whether one of the leading words may name a salt."""
        self.unclaimed_acid = -1
        """Place of the last name of an acid that belongs to no ingredient before it."""
        self.negated_tokens = 0
        self.last: Kind | None = None
        self.before_bracket: Kind | None = None
        self._last_close: int | None = None

    def count_per_reference(self, place: int) -> None:
        """Mark amounts as per 100 g, where 'per 100 g' ends at `place`: the previous amount, or else the next ones."""
        before = self.tokens[place - 2].kind if place > 1 else None
        target = self.target()
        of_target = target is not None and (before in _NAMES or before in _AFTER_AMOUNT)
        if (self.last is not Kind.PER and not (self.last is Kind.SLASH and of_target)) or before is Kind.AMOUNT:
            return  # the previous amount was already skipped
        if target is None or not of_target or not target.has_figure:
            self.per_reference = True
            return
        self.line.concentration = True
        if target.drop(self.latest):
            self.per_reference = before not in _NAMES

    def end_sentence(self) -> None:
        """End what a sentence says: a limit, as in 'do not exceed the dose.', and the sources after 'from'.

        A noun may head the next sentence: 'Upper limit. Magnesium'.
        """
        self.limit = self.limit and not self.forbidden
        self.forbidden = False
        self.divided = self.broken = True
        if not self.depth and self.mode is Kind.FROM:
            self.mode = None

    def before(self, mention: Mention) -> Mention:
        """Return the mention before the given one; the same one where it is the first."""
        mentions = self.line.mentions
        return mentions[-2] if len(mentions) > 1 and mentions[-1] is mention else mention

    def target(self) -> Mention | None:
        """Return the current ingredient, or else the one before the open bracket."""
        return self.current if self.current is not None else self.owner

    def mention(self, kind: Kind, value: Any) -> Mention:
        """Add a mention, with the negation and the words right before it."""
        made = Mention(kind, value)
        made.negated = self.negated_tokens > 0
        made.leading_words, made.after_salt_word = self.leading_words, self.salt_word
        made.in_sentence = self.in_sentence
        self.line.mentions.append(made)
        self.no_leading_words()
        return made

    def no_leading_words(self) -> None:
        """Forget the words before this place: the next name does not belong to them."""
        self.leading_words, self.salt_word = 0, False

    def following(self, place: int) -> tuple[Kind | None, bool]:
        """Look past small words after the amount at `place`.

        Return the kind of the next token that matters, and whether 'elemental' stands between.
        """
        elemental = skipped = False
        words = 0
        tokens = self.tokens
        place += 1
        while place < len(tokens):
            kind = tokens[place].kind
            if kind is _ELEMENTAL:
                elemental = True
            elif kind is _OPEN and place + 2 < len(tokens) and tokens[place + 2].kind is _CLOSE:
                if tokens[place + 1].kind is not Kind.AMOUNT or skipped:
                    return kind, elemental
                skipped = True
                place += 2
            elif kind is _WORD and self.in_sentence and words < _WORDS_TO_SUBJECT:
                words += 1
            elif kind not in _BEFORE_SUBJECT:
                return kind, elemental
            place += 1
        return None, elemental

    def past(self, place: int, kinds: Collection[Kind]) -> int:
        """Return the first place after `place` with a token of another kind; the number of tokens if there is none."""
        place += 1
        while place < len(self.tokens) and self.tokens[place].kind in kinds:
            place += 1
        return place

    def follows(self, place: int, kind: Kind) -> bool:
        """Return whether the token after `place` is of that kind."""
        return place + 1 < len(self.tokens) and self.tokens[place + 1].kind == kind

    def open_bracket(self, place: int) -> None:
        """Open a bracket: its content belongs to the ingredient before it."""
        self.before_bracket = self.last
        if self._begins_a_part(place):
            self.current = self.mention(Kind.MAGNESIUM, None)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            return
        self.outer.append(
            _Outer(self.current, self.owner, self.mode, self.pending, self.giver, self.latest, self.limit)
        )
        self.owner = self.current if self.current is not None else self.owner
        self.current, self.mode, self.giver, self.pending = None, None, None, None
        self.apart = False

    def _begins_a_part(self, place: int) -> bool:
        """Return whether the bracket names a further source: 'magnesium (citrate) 150 mg, (glycinate) 100 mg'."""
        current = self.current
        if not self.apart or current is None or current.kind is not Kind.MAGNESIUM or current.amount is None:
            return False
        closing = next((at for at in range(place, len(self.tokens)) if self.tokens[at].kind is Kind.CLOSE), None)
        return closing is not None and self.follows(closing, Kind.AMOUNT)

    def second_unit(self, amount: Amount) -> bool:
        """Merge an amount in brackets with the one before them, if it is the same in another unit; says whether it is.

        '4 mmol (97.2 mg) of magnesium' is one amount.
        """
        pending = self.outer[-1].pending if self.outer else None
        if pending is None or self.last is not Kind.OPEN or pending.of_the_element == amount.of_the_element:
            return False
        mass, substance = (amount, pending) if pending.of_the_element else (pending, amount)
        if mass.mg is not None and substance.mg is not None and not same_in_other_unit(mass.mg, substance.mg):
            printed = f"{pending.printed} ({amount.printed})"
            mass = mass._replace(mg=None, fault=f"'{printed}' are not the same amount of magnesium")
        self.outer[-1] = self.outer[-1]._replace(pending=mass)
        return True

    def close_bracket(self, place: int) -> None:
        """Close a bracket and restores the state before it; ignores one that was never opened."""
        if not self.depth:
            return
        self.depth -= 1
        if self.depth >= MAX_DEPTH:
            self.limit = False
            return
        owner = self.owner
        before, self.owner, mode, self.pending, giver, latest, limit = self.outer.pop()
        self.limit = self.limit and limit and not self._holds_an_amount(place)  # 'the daily need (RDA) is 350 mg'
        self.current = before if before is not None else owner if owner is not None else self.current
        self.mode = mode if self.pending is not None else None
        self.giver = giver if self.latest is latest else None  # 'a magnesium content (Mg2+) of 100 mg'
        self.elemental = self.elemental and self.pending is not None
        self.apart = False

    def _holds_an_amount(self, place: int) -> bool:
        """Return whether an amount stands in the bracket that is closed at `place`."""
        for kind, _ in reversed(self.tokens[:place]):
            if kind in (Kind.OPEN, Kind.AMOUNT):
                return kind is Kind.AMOUNT
        return False

    def bracket_closes(self, place: int) -> bool:
        """Return whether a bracket is closed after `place`."""
        if self._last_close is None:
            closing = (place for place, (kind, _) in enumerate(self.tokens) if kind is Kind.CLOSE)
            self._last_close = max(closing, default=-1)
        return place < self._last_close
