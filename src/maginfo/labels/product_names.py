"""What the name of a product says of magnesium: names it, names something else, or is not understood."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal
from weakref import WeakKeyDictionary

from maginfo.labels.text.grammar import read
from maginfo.labels.text.normalise import tidy
from maginfo.labels.text.reader import lexemes_of
from maginfo.labels.text.scanner import words_of
from maginfo.labels.text.tokens import FORM, MAGNESIUM, NOT_SOURCE, OTHER, WORD
from maginfo.labels.text.vocabulary import ON_THE_SKIN
from maginfo.model.record import Record

if TYPE_CHECKING:
    from maginfo.catalogue.catalogue import Catalogue

MAX_PHRASE_LENGTH = 5
"""Words of the longest phrase of the two roles that are looked up here."""
SHORTEST_PART = 5
"""Letters of the element's name that are looked for within other words."""
Phrases = frozenset[tuple[str, ...]]


class NamesMagnesium(Record):
    """Magnesium is named."""

    form: str | None
    """A name of the one form that is named; None where none is, or several are."""
    of_another: bool
    """Named only as what another substance comes from: 'Vitamin C (as magnesium ascorbate)'."""
    among_others: bool
    """Another substance is named beside it."""


class NamesAnother(Record):
    """Something else is named, and no magnesium."""


class NotNamed(Record):
    """Neither is named in words that are known."""

    reason: Literal["mixture", "unknown"]
    """'mixture': a product that may hold magnesium among other things."""


Naming = NamesMagnesium | NamesAnother | NotNamed


def read_name(catalogue: Catalogue, text: str) -> Naming:
    """What a name says. A salt alone ('Citrate') is not understood: it may be of any metal."""
    if catalogue.names_magnesium(text):
        return NamesMagnesium(text, of_another=False, among_others=False)
    lexemes = lexemes_of(catalogue, text)
    mentions = read(lexemes, catalogue.label_words.limits).mentions
    others = [mention for mention in mentions if mention.kind == OTHER and mention.value != ON_THE_SKIN]
    named = [mention for mention in mentions if mention.of_magnesium]
    words = words_of(tidy(text))
    if named and others and (rest := _without_salt(catalogue, words)) is not None:
        return read_name(catalogue, rest)
    if named:
        forms = {each.form for each in (value for kind, value in lexemes if kind == FORM)}
        form = catalogue.form(forms.pop()).name if len(forms) == 1 and not others else None
        return NamesMagnesium(form, of_another=False, among_others=bool(others))
    if any(kind == MAGNESIUM or (kind == FORM and not value.bare) for kind, value in lexemes) and not any(
        mention.negated for mention in mentions
    ):
        return NamesMagnesium(None, of_another=True, among_others=True)
    if _holds(words, _phrases(catalogue, "mixture")):
        return NotNamed("mixture")
    if any(kind == WORD and _holds_magnesium(catalogue, value) for kind, value in lexemes):
        return NotNamed("unknown")
    if others or any(kind == NOT_SOURCE for kind, _ in lexemes) or _holds(words, _phrases(catalogue, "other-product")):
        return NamesAnother()
    return NotNamed("unknown")


def _holds_magnesium(catalogue: Catalogue, word: str) -> bool:
    """Whether the element's name is a part of a word that is not known: 'magneziumlaktatu'."""
    elements = (each for each in _phrases(catalogue, "magnesium") if len(each) == 1 and len(each[0]) >= SHORTEST_PART)
    return any(element in word for (element,) in elements)


def _without_salt(catalogue: Catalogue, words: tuple[str, ...]) -> str | None:
    """The name without a salt that may be another metal's ('calcium L-threonate'); None where it has none."""
    for length in range(MAX_PHRASE_LENGTH, 0, -1):
        for start in range(len(words) - length + 1):
            if catalogue.is_salt_alone(" ".join(words[start : start + length])):
                return " ".join((*words[:start], *words[start + length :]))
    return None


def _holds(words: tuple[str, ...], phrases: Phrases) -> bool:
    """Whether one of the phrases stands among the words."""
    return any(
        words[start : start + length] in phrases
        for length in range(1, MAX_PHRASE_LENGTH + 1)
        for start in range(len(words) - length + 1)
    )


_PHRASES: WeakKeyDictionary[Any, dict[str, Phrases]] = WeakKeyDictionary()


def _phrases(catalogue: Catalogue, role: str) -> Phrases:
    """The words of a role in every language, worked out once for a catalogue."""
    known = _PHRASES.setdefault(catalogue, {})
    if role not in known:
        spellings = (
            spelling
            for each in catalogue.label_words.roles
            if each.name == role
            for group in each.words.values()
            for spelling in group
        )
        known[role] = frozenset(words_of(tidy(spelling)) for spelling in spellings)
    return known[role]
