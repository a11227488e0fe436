"""The phrases of labels as the lexer looks them up, word by word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.labels.phrase_tree import Branch
from maginfo.labels.text.normalise import Spelling
from maginfo.labels.text.tokens import Kind, NamedForm, NotSource, Token
from maginfo.model.record import Record
from maginfo.model.rules import LabelLimits

if TYPE_CHECKING:
    from maginfo.catalogue.catalogue import Catalogue

ON_THE_SKIN = "on the skin"
_VALUES = {Kind.FORM: NamedForm, Kind.NOT_SOURCE: NotSource}
"""The types of the values of tokens that are not text."""


class LabelIndex(Record):
    """What the words on labels mean: worked out from the data by `index.label_index`, and carried by a wheel."""

    limits: LabelLimits
    units: dict[str, str]
    """The unit that each word stands for."""
    joining: frozenset[str]
    """Words between the two figures of a range."""
    men: frozenset[str]
    women: frozenset[str]
    adults: frozenset[str]
    children: frozenset[str]
    concentrations: frozenset[str]
    """Measures that mark a concentration after 'per' or a slash: 'mg/l'."""
    elements: frozenset[str]
    """The element's name in each language."""
    salts: frozenset[str]
    """All words in names of salts."""
    words: frozenset[str]
    """All words of all phrases."""
    inflected: dict[str, str]
    """Irregular cases of salts' names, each with the word that a phrase has."""
    endings: tuple[str, ...]
    """Endings of cases and of the definite article."""
    scripts_not_read: frozenset[str]
    compounds: dict[str, dict[str, int]]
    """Position of the compound of a form by its water: that of the lactate by 'dihydrate'."""
    phrases: Branch
    meanings: tuple[tuple[Token, ...], ...]


class Vocabulary:
    """The index of one catalogue, with the words and runs of words that were read before."""

    def __init__(self, index: LabelIndex) -> None:
        self.index = index
        self.limits = index.limits
        self.units = index.units
        self.concentrations = index.concentrations
        self.phrases = index.phrases
        self.meanings = [tuple(map(_with_value, meaning)) for meaning in index.meanings]
        self.spelling = Spelling(index)
        self.runs: dict[tuple[str, ...], list[Token]] = {}
        """Tokens of runs of printed words that were read before."""


def _with_value(token: Token) -> Token:
    """Return a token with the value that its kind has; JSON has only the fields of the value."""
    make = _VALUES.get(token.kind)
    return token if make is None else Token(token.kind, make(*token.value))


def vocabulary_of(catalogue: Catalogue) -> Vocabulary:
    """Return the vocabulary of a catalogue: of the index that its wheel carries, or of one that is worked out now."""

    def made() -> LabelIndex:
        from maginfo.labels.text.index import label_index

        return label_index(catalogue)

    return Vocabulary(catalogue.store.derived("label_index", LabelIndex, made))
