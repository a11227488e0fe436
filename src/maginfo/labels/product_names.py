"""Read the name of a product: whether it names magnesium, names another substance, or is not understood."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from maginfo.labels.per_catalogue import once_per_catalogue
from maginfo.labels.text.grammar import read
from maginfo.labels.text.normalise import tidy
from maginfo.labels.text.reader import tokens_of
from maginfo.labels.text.scanner import words_of
from maginfo.labels.text.tokens import Kind
from maginfo.labels.text.vocabulary import ON_THE_SKIN
from maginfo.model.record import Record

if TYPE_CHECKING:
    from maginfo.catalogue.catalogue import Catalogue

MAX_PHRASE_LENGTH = 5
"""Words in the longest phrase that is looked up here."""
MIN_PART_LENGTH = 5
"""Letters; shorter spellings of the element's name are not looked for inside other words."""
Phrases = frozenset[tuple[str, ...]]


class NamesMagnesium(Record):
    """A name that includes magnesium."""

    form: str | None
    """The name of the form, if exactly one is named."""
    of_another: bool
    """Whether magnesium is only the source of another substance: 'Vitamin C (as magnesium ascorbate)'."""
    among_others: bool
    """Whether another substance is named beside it."""


class NamesAnother(Record):
    """A name of another substance, without magnesium."""


class NotNamed(Record):
    """A name without a known substance."""

    reason: Literal["mixture", "unknown"]
    """'mixture': a product that may hold magnesium among other things."""


Naming = NamesMagnesium | NamesAnother | NotNamed


def read_name(catalogue: Catalogue, text: str) -> Naming:
    """Read a name. A salt alone ('Citrate') is not understood, because it may be of any metal."""
    if catalogue.names_magnesium(text):
        return NamesMagnesium(text, of_another=False, among_others=False)
    product = catalogue.find_product(text)
    if product is not None and product.product is not None and product.product.kind == "supplement":
        return NamesMagnesium(text, of_another=False, among_others=False)
    tokens = tokens_of(catalogue, text)
    mentions = read(tokens, catalogue.label_words.limits).mentions
    others = [mention for mention in mentions if mention.kind is Kind.OTHER and mention.value != ON_THE_SKIN]
    named = [mention for mention in mentions if mention.of_magnesium]
    words = words_of(tidy(text))
    if named and others and (rest := _without_salt(catalogue, words)) is not None:
        return read_name(catalogue, rest)
    if named:
        forms = {each.form for each in (value for kind, value in tokens if kind is Kind.FORM)}
        form = catalogue.form(forms.pop()).name if len(forms) == 1 and not others else None
        return NamesMagnesium(form, of_another=False, among_others=bool(others))
    if any(kind is Kind.MAGNESIUM or (kind is Kind.FORM and not value.bare) for kind, value in tokens) and not any(
        mention.negated for mention in mentions
    ):
        return NamesMagnesium(None, of_another=True, among_others=True)
    if _holds(words, _phrases(catalogue, "mixture")):
        return NotNamed("mixture")
    if any(kind is Kind.WORD and _holds_magnesium(catalogue, value) for kind, value in tokens):
        return NotNamed("unknown")
    if (
        others
        or any(kind is Kind.NOT_SOURCE for kind, _ in tokens)
        or _holds(words, _phrases(catalogue, "other-product"))
    ):
        return NamesAnother()
    return NotNamed("unknown")


def _holds_magnesium(catalogue: Catalogue, word: str) -> bool:
    """Return whether an unknown word includes the element's name: 'magneziumlaktatu'."""
    elements = (each for each in _phrases(catalogue, "magnesium") if len(each) == 1 and len(each[0]) >= MIN_PART_LENGTH)
    return any(element in word for (element,) in elements)


def _without_salt(catalogue: Catalogue, words: tuple[str, ...]) -> str | None:
    """Remove a salt that may be another metal's ('calcium L-threonate'); None where there is none."""
    for length in range(MAX_PHRASE_LENGTH, 0, -1):
        for start in range(len(words) - length + 1):
            if catalogue.is_salt_alone(" ".join(words[start : start + length])):
                return " ".join((*words[:start], *words[start + length :]))
    return None


def _holds(words: tuple[str, ...], phrases: Phrases) -> bool:
    """Return whether the words include one of the phrases."""
    return any(
        words[start : start + length] in phrases
        for length in range(1, MAX_PHRASE_LENGTH + 1)
        for start in range(len(words) - length + 1)
    )


@once_per_catalogue
def _known_phrases(_catalogue: Catalogue) -> dict[str, Phrases]:
    """Return the phrases collected so far, by role."""
    return {}


def _phrases(catalogue: Catalogue, role: str) -> Phrases:
    """Return the phrases of a role in every language, collected once for a catalogue."""
    known = _known_phrases(catalogue)
    if role not in known:
        spellings = (
            spelling for each in catalogue.label_words.roles if each.name == role for spelling in each.spellings
        )
        known[role] = frozenset(words_of(tidy(spelling)) for spelling in spellings)
    return known[role]
