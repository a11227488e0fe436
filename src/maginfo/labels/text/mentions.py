"""The mentions that the grammar builds from tokens: an ingredient as a label names it, with its amounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.labels.text.tokens import Kind

if TYPE_CHECKING:
    from maginfo.labels.text.tokens import Amount, NamedForm, Percent


class Mention:
    """One ingredient as a label names it, with its amounts. The grammar fills it; later steps only read it."""

    __slots__ = (
        "after_salt_word",
        "amount",
        "amount_first",
        "blend",
        "chelated",
        "closed",
        "content_share",
        "elemental",
        "forms",
        "further_amounts",
        "gives",
        "hydrated",
        "in_sentence",
        "kind",
        "leading_words",
        "material",
        "negated",
        "number",
        "parts",
        "percents",
        "reference",
        "share",
        "shared",
        "slashed",
        "source_amount",
        "source_amount_first",
        "sourced",
        "split",
        "total",
        "value",
        "words_before_amount",
    )

    def __init__(self, kind: Kind, value: object = None) -> None:
        self.kind = kind
        """One of SUBJECTS, or WORD for an ingredient that the reader does not know."""
        self.value = value
        self.forms: list[NamedForm] = []
        """Forms in the order they are named; for the element, its sources."""
        self.amount: Amount | None = None
        self.amount_first = False
        """Whether the amount stands before the name: '100 mg magnesium'."""
        self.further_amounts: list[Amount] = []
        """Amounts of further columns."""
        self.slashed = False
        """Whether a slash stands between two of its amounts: '400 mg (adults) / 200 mg (ages 4+)'."""
        self.parts: list[Amount] = []
        """Magnesium from each of several sources: '(90 mg from citrate, 60 mg from glycinate)'."""
        self.percents: list[Percent] = []
        self.reference: Kind | None = None
        """US_REFERENCE or EU_REFERENCE where the label says which daily value the percentage is of."""
        self.gives: Amount | None = None
        """Magnesium in the salt, where it is printed: 'providing 60 mg of magnesium'."""
        self.source_amount: Amount | None = None
        """Printed mass of the salt that the magnesium comes from."""
        self.source_amount_first = False
        self.elemental = False
        """Whether the amount is called elemental."""
        self.sourced = False
        """Whether a source is named: after 'as' or 'from', or as a salt in brackets."""
        self.split = False
        """Whether the salt's name stands apart from the element's, without 'as' or 'from'."""
        self.leading_words = 0
        """Number of unknown words before the name; the name of a product often has some."""
        self.after_salt_word = False
        """Whether one of the words before the name may name a salt: 'fluoride of magnesium'."""
        self.hydrated = False
        """Whether the water of the salt is named: 'lactate dihydrate'."""
        self.number: float | None = None
        """A number right after the name, as products are called: 'Magnesium 375'."""
        self.words_before_amount = 0
        """Number of unknown words between the name and its amount."""
        self.closed = False
        """Whether other words follow its amount, so that a later figure is not its own."""
        self.shared = False
        """Whether one amount follows this and another ingredient together."""
        self.negated = False
        self.blend = False
        self.material = False
        """Whether the name is a compound's without an acid: 'magnesium amino acid chelate'."""
        self.chelated = False
        """Whether the source is a compound without a named acid: 'magnesium (amino acid chelate)'."""
        self.total = False
        self.in_sentence = False
        """Whether the name stands in a sentence, after 'contains'."""
        self.content_share = False
        """Whether the percentage of magnesium in the salt is printed, so that the amount is the salt's mass."""
        self.share: Percent | None = None
        """That percentage, where it is beyond doubt."""

    def drop(self, amount: Amount | None) -> bool:
        """Remove an amount: the last column, or else every amount. Return whether the mention held it."""
        if any(each is amount for each in self.further_amounts[-1:]):
            self.further_amounts.pop()
            return True
        held = any(each is amount for each in (self.amount, self.gives, self.source_amount, *self.parts[-1:]))
        if held:
            self.amount = self.gives = self.source_amount = None
            self.parts.clear()
        return held

    @property
    def has_figure(self) -> bool:
        """Whether any amount is printed: the ingredient's own, the magnesium in it, or its source's mass."""
        return self.stated_amount is not None or self.source_amount is not None or bool(self.parts)

    @property
    def of_magnesium(self) -> bool:
        """Whether this is the element or one of its forms, and is not named as absent."""
        return (self.kind is Kind.MAGNESIUM or self.kind is Kind.FORM) and not self.negated

    @property
    def may_be_compound_mass(self) -> bool:
        """Whether the figure may be a compound's mass although no salt is named."""
        return self.material or self.blend or (self.words_before_amount > 0 and not self.number_is_amount)

    @property
    def number_is_amount(self) -> bool:
        """Whether the product's name repeats the amount: 'Magnesium 365 Forte 365 mg'."""
        return self.number is not None and self.amount is not None and self.amount.mg == self.number

    @property
    def may_be_a_salt(self) -> bool:
        """Whether words that the reader does not know may name a salt: 'magnesium hydrolysate', 'xyl magnesium'."""
        return self.may_be_compound_mass or self.closed or (self.amount_first and self.leading_words > 0)

    @property
    def stated_amount(self) -> Amount | None:
        """The printed magnesium in it, or else its own amount."""
        return self.gives if self.gives is not None else self.amount
