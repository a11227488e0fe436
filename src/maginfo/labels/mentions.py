"""What a label mentions: an ingredient with the amounts, percentages and sources that stand with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.labels.lexemes import FORM, MAGNESIUM

if TYPE_CHECKING:
    from maginfo.labels.lexemes import Amount, NamedForm, Percent


class Mention:
    """One ingredient as a label names it. The grammar fills it; it is not changed afterwards."""

    __slots__ = (
        "amount",
        "amount_first",
        "blend",
        "chelated",
        "closed",
        "content_share",
        "elemental",
        "forms",
        "gives",
        "kind",
        "lead",
        "loose",
        "material",
        "more",
        "negated",
        "parts",
        "percents",
        "reference",
        "shared",
        "slashed",
        "source_amount",
        "source_amount_first",
        "sourced",
        "split",
        "total",
        "value",
        "verb",
    )

    def __init__(self, kind: int, value: object = None) -> None:
        self.kind = kind
        """A subject of `lexemes`, or WORD for an ingredient that the reader does not know."""
        self.value = value
        self.forms: list[NamedForm] = []
        """In the order they are named; of magnesium, those it comes from."""
        self.amount: Amount | None = None
        self.amount_first = False
        """'100 mg magnesium'."""
        self.more: list[Amount] = []
        """Amounts of further columns."""
        self.slashed = False
        """A slash stands between two of its amounts: '400 mg (adults) / 200 mg (ages 4+)'."""
        self.parts: list[Amount] = []
        """What each of several sources gives: '(90 mg from citrate, 60 mg from glycinate)'."""
        self.percents: list[Percent] = []
        self.reference: int | None = None
        """Whether the percentage is named as a US or an EU one."""
        self.gives: Amount | None = None
        """Magnesium that the salt is said to give."""
        self.source_amount: Amount | None = None
        """Mass of the salt that the magnesium is said to come from."""
        self.source_amount_first = False
        self.elemental = False
        """Said to be the element's amount."""
        self.sourced = False
        """Said to come from something: 'as', 'from', or a salt in brackets."""
        self.split = False
        """The salt's name stands apart from the element's, without 'as' or 'from'."""
        self.lead = 0
        """Unknown words before it, as a product's name has them."""
        self.loose = 0
        """Unknown words between it and its amount."""
        self.closed = False
        """Whether other things have been said since its amount."""
        self.shared = False
        """Named with another ingredient before one amount for both."""
        self.negated = False
        self.blend = False
        self.material = False
        """Named as a compound whose acid is not named: 'magnesium amino acid chelate'."""
        self.chelated = False
        """Said to come from a compound whose acid is not named: 'magnesium (amino acid chelate)'."""
        self.total = False
        self.verb = False
        """Said in a sentence: 'contains'."""
        self.content_share = False
        """The percentage of magnesium in the salt is printed, so the amount is the salt's."""

    def drop(self, amount: Amount | None) -> bool:
        """Takes back an amount: one column of several, or else all that is said; whether it was one of these."""
        if any(each is amount for each in self.more[-1:]):
            self.more.pop()
            return True
        held = any(each is amount for each in (self.amount, self.gives, self.source_amount, *self.parts[-1:]))
        if held:
            self.amount = self.gives = self.source_amount = None
            self.parts.clear()
        return held

    @property
    def has_figure(self) -> bool:
        """Whether an amount was printed with it: its own, what it gives, or its source's."""
        return self.given is not None or self.source_amount is not None or bool(self.parts)

    @property
    def of_magnesium(self) -> bool:
        """Whether it is the element or one of its forms, and is not said to be absent."""
        return (self.kind == MAGNESIUM or self.kind == FORM) and not self.negated

    @property
    def of_a_compound(self) -> bool:
        """Whether its figure may be a compound's mass though no salt is named."""
        return self.material or self.blend or self.loose > 0

    @property
    def may_be_a_salt(self) -> bool:
        """Whether words that the reader does not know may name a salt: 'magnesium hydrolysate', 'xyl magnesium'."""
        return self.of_a_compound or self.closed or (self.amount_first and self.lead > 0)

    @property
    def given(self) -> Amount | None:
        """Its own amount or the one it gives."""
        return self.gives if self.gives is not None else self.amount
