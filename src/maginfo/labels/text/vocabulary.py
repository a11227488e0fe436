"""What the words of labels mean: the phrases of label_words.toml and the names of the catalogue in one index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maginfo.catalogue.names import name_key
from maginfo.labels.text import tokens as lexemes
from maginfo.labels.text.normalise import Spelling, tidy
from maginfo.labels.text.scanner import words_of
from maginfo.labels.text.tokens import FORM, MAGNESIUM, NOT_SOURCE, OTHER, ROLES, NamedForm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.labels.text.tokens import Lexeme
    from maginfo.model.rules import LabelLimits, LabelWords

ELEMENT = "magnesium"
_UNITS = ("mg", "g", "mcg", "mmol", "meq", "volume")
_MIN_BARE_NAME_LENGTH = 5
_ALSO_MAGNESIUM = frozenset({lexemes.ELEMENTAL, lexemes.TOTAL, lexemes.CONTAINS})
"""Roles whose phrase may hold the element's name too: 'elemental magnesium', 'Gesamtmagnesium'."""

_NOT_OF_A_SALT = frozenset({OTHER, lexemes.UNIT})

Meaning = tuple["Lexeme", ...]
ON_THE_SKIN = "on the skin"
Branch = dict[str, Any]
"""By word, the branch of the phrases that go on with it; what a phrase means stands at `MEANING` where it ends."""
MEANING = ""


class Vocabulary:
    """The phrases of one catalogue as a tree of words."""

    def __init__(self, catalogue: Catalogue) -> None:
        words = catalogue.label_words
        self.limits: LabelLimits = words.limits
        self.units: dict[str, str] = {
            word: role.name
            for role in words.roles
            if role.name in _UNITS
            for spellings in role.words.values()
            for spelling in spellings
            for word in words_of(tidy(spelling))[:1]
        }
        self.joining = _words_of_role(words, "to")
        """Words between the two figures of a range."""
        self.concentrations = _words_of_role(words, "concentration")
        """Measures that make a figure no serving's where 'per' or a slash stands before them."""
        self._elements = _elements(words)
        self._meanings: dict[tuple[str, ...], Meaning] = {}
        self._add_roles(words)
        salts = self._add_names(catalogue)
        self.spelling = Spelling(
            words, self._elements, frozenset(word for phrase in self._meanings for word in phrase), salts
        )
        self.runs: dict[tuple[str, ...], list[Lexeme]] = {}
        """What runs of printed words were found to mean."""
        self.phrases: Branch = {}
        for phrase, meaning in self._meanings.items():
            branch = self.phrases
            for word in phrase:
                branch = branch.setdefault(word, {})
            branch[MEANING] = meaning

    def _key(self, name: str) -> tuple[str, ...]:
        """A phrase's words, the element's name in any language as one word."""
        return tuple(ELEMENT if word in self._elements else word for word in words_of(tidy(name)))

    def _add(self, phrase: tuple[str, ...], *meaning: Lexeme) -> None:
        """The first to claim a phrase keeps it."""
        if phrase:
            self._meanings.setdefault(phrase, meaning)

    def _add_roles(self, words: LabelWords) -> None:
        self._add((ELEMENT,), (MAGNESIUM, None))
        for role in words.roles:
            kind = ROLES.get(role.name)
            if kind is None:
                continue
            also_daily = [(lexemes.DAILY, None)] if role.name == "daily-serving" else []
            for spelling in (spelling for spellings in role.words.values() for spelling in spellings):
                phrase = self._key(spelling)
                names_it = kind in _ALSO_MAGNESIUM and any(ELEMENT in word for word in phrase)
                self._add(phrase, (kind, None), *([(MAGNESIUM, None)] if names_it else also_daily))

    def _add_names(self, catalogue: Catalogue) -> frozenset[str]:
        """Forms, excipients and medicines; gives the words that names of salts are made of."""
        salts: set[str] = set()
        for name, form, compound in catalogue.form_names:
            phrase = self._key(name)
            if "as" in phrase or "from" in phrase:
                continue
            if name_key(name) in catalogue.topical_names:
                self._meanings[phrase] = ((OTHER, ON_THE_SKIN),)
                continue
            salts.update(phrase)
            self._meanings[phrase] = ((FORM, NamedForm(form, compound, bare=False)),)
        for entry in catalogue.not_sources:
            for name in (entry.name, *entry.aliases):
                phrase = self._key(name)
                self._meanings[phrase] = ((NOT_SOURCE, entry),)
                self._add(_without_element(phrase), (NOT_SOURCE, entry))
        for phrase, form, compound in self._bare_names(catalogue):
            salts.update(phrase)
            self._add(phrase, (FORM, NamedForm(form, compound, bare=True)))
        for name in catalogue.medicine_names:
            phrase = self._key(name)
            if ELEMENT not in phrase and "magnesia" not in phrase:
                self._add(phrase, (OTHER, "medicine"))
        return frozenset(salts - {ELEMENT})

    def _bare_names(self, catalogue: Catalogue) -> Iterator[tuple[tuple[str, ...], str, int | None]]:
        """Each form's names without the element, where one form alone is left: 'citrate', 'cytrynian'."""
        meant: dict[tuple[str, ...], set[tuple[str, int | None]]] = {}
        for name, form, compound in catalogue.form_names:
            phrase = self._key(name)
            on_the_skin = name_key(name) in catalogue.topical_names
            if ELEMENT in phrase and not on_the_skin and not {"as", "from"}.intersection(phrase):
                meant.setdefault(_without_element(phrase), set()).add((form, compound))
        for phrase, targets in meant.items():
            if any(self._meanings.get((word,), ((lexemes.WORD, None),))[0][0] in _NOT_OF_A_SALT for word in phrase):
                continue  # potassium citrate is not magnesium's
            forms = {form for form, _ in targets}
            if len(forms) == 1 and len("".join(phrase)) >= _MIN_BARE_NAME_LENGTH and "".join(phrase).isalpha():
                yield phrase, forms.pop(), next(iter(targets))[1] if len(targets) == 1 else None


def _words_of_role(words: LabelWords, name: str) -> frozenset[str]:
    return frozenset(
        word
        for role in words.roles
        if role.name == name
        for spellings in role.words.values()
        for spelling in spellings
        for word in words_of(tidy(spelling))
    )


def _elements(words: LabelWords) -> frozenset[str]:
    spellings = next(role.words for role in words.roles if role.name == "magnesium")
    return frozenset("".join(words_of(tidy(word))) for group in spellings.values() for word in group)


_JOINING = frozenset({"de", "di", "of", "d", "du"})


def _without_element(phrase: tuple[str, ...]) -> tuple[str, ...]:
    """A salt's name without the element and the small words that joined them."""
    kept = [word for word in phrase if word != ELEMENT]
    while kept and kept[-1] in _JOINING:
        kept.pop()
    while kept and kept[0] in _JOINING and kept[0] != "di":
        kept.pop(0)
    return tuple(kept)
