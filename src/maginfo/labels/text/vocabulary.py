"""The meaning of words on labels: the phrases of label_words.toml and the catalogue's names in one index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maginfo.catalogue.names import name_key
from maginfo.labels.text.normalise import ELEMENT, Spelling, fold, tidy
from maginfo.labels.text.scanner import words_of
from maginfo.labels.text.tokens import ROLES, Kind, NamedForm, Token

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.model.rules import LabelLimits, LabelWords

_UNITS = ("mg", "g", "mcg", "mmol", "meq", "volume")
_MIN_BARE_NAME_LENGTH = 5
_ALSO_MAGNESIUM = frozenset({Kind.ELEMENTAL, Kind.TOTAL, Kind.CONTAINS})
"""Kinds with phrases that may include the element's name: 'elemental magnesium', 'Gesamtmagnesium'."""

_NOT_OF_A_SALT = frozenset({Kind.OTHER, Kind.UNIT})

NamedPhrase = tuple["tuple[str, ...]", str, "int | None"]
"""The words of a form's name, the form's id, and the position of the one compound it means."""
Meaning = tuple["Token", ...]
ON_THE_SKIN = "on the skin"
Branch = dict[str, Any]
"""A tree of phrases: each word leads to the branch of the phrases that continue with it.

The tokens of a complete phrase are stored under the key `MEANING`.
"""
MEANING = ""


class Vocabulary:
    """The phrases of one catalogue as a tree of words."""

    def __init__(self, catalogue: Catalogue) -> None:
        words = catalogue.label_words
        self.limits: LabelLimits = words.limits.replaced(salt_endings=tuple(map(fold, words.limits.salt_endings)))
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
        self.sexes = _words_of_role(words, "men"), _words_of_role(words, "women")
        """Words for men, and words for women."""
        self.concentrations = _words_of_role(words, "concentration")
        """Measures that mark a concentration after 'per' or a slash: 'mg/l'."""
        self._elements = _elements(words)
        self._meanings: dict[tuple[str, ...], Meaning] = {}
        self._waters = {
            word: role.of
            for role in words.roles
            if role.of is not None
            for spellings in role.words.values()
            for spelling in spellings
            for word in words_of(tidy(spelling))
        }
        self._add_roles(words)
        salts = self._add_names(catalogue)
        for language, spellings in words.not_read.words.items():
            for spelling in spellings:
                self._add(words_of(tidy(spelling)), Token(Kind.NOT_READ, language))
        self.scripts_not_read = frozenset(words.not_read.scripts)
        self.compounds = {
            (form.id, water): place
            for form in catalogue.forms()
            for place, compound in enumerate(form.compounds)
            for water in self._waters.keys() & set(words_of(tidy(compound.name)))
        }
        """Index of the compound of a form by its water: ('lactate', 'dihydrate')."""
        self.spelling = Spelling(
            words, self._elements, frozenset(word for phrase in self._meanings for word in phrase), salts
        )
        self.runs: dict[tuple[str, ...], list[Token]] = {}
        """Tokens of runs of printed words that were read before."""
        self.phrases: Branch = {}
        for phrase, meaning in self._meanings.items():
            branch = self.phrases
            for word in phrase:
                branch = branch.setdefault(word, {})
            branch[MEANING] = meaning

    def key(self, name: str) -> tuple[str, ...]:
        """Return the words of a phrase; the element's name in any language becomes 'magnesium'."""
        return tuple([ELEMENT if word in self._elements else word for word in words_of(tidy(name))])

    def _add(self, phrase: tuple[str, ...], *meaning: Token) -> None:
        """Add a phrase, unless it already has a meaning."""
        if phrase:
            self._meanings.setdefault(phrase, meaning)

    def _add_roles(self, words: LabelWords) -> None:
        """Add the phrases of label_words.toml."""
        self._add((ELEMENT,), Token(Kind.MAGNESIUM))
        for role in words.roles:
            kind = ROLES.get(role.name)
            if kind is None:
                continue
            also_daily = [Token(Kind.DAILY)] if role.name == "daily-serving" else []
            for spelling in (spelling for spellings in role.words.values() for spelling in spellings):
                phrase = self.key(spelling)
                value = role.of if kind is Kind.HYDRATE else phrase[-1] if kind is Kind.QUALITY else None
                names_it = kind in _ALSO_MAGNESIUM and any(ELEMENT in word for word in phrase)
                self._add(phrase, Token(kind, value), *([Token(Kind.MAGNESIUM)] if names_it else also_daily))

    def _add_names(self, catalogue: Catalogue) -> frozenset[str]:
        """Add the names of forms, excipients and medicines; return all words that occur in names of salts."""
        salts: set[str] = set()
        topical = frozenset(catalogue.topical_names)
        named = [(self.key(name), name, form, compound) for name, form, compound in catalogue.form_names]
        named = [each for each in named if "as" not in each[0] and "from" not in each[0]]
        on_the_skin = {phrase for phrase, name, *_ in named if name_key(name) in topical}
        for phrase, _, form, compound in named:
            if phrase in on_the_skin:
                self._meanings[phrase] = (Token(Kind.OTHER, ON_THE_SKIN),)
                continue
            salts.update(phrase)
            meaning = Token(Kind.FORM, NamedForm(form, compound, bare=False))
            water = next((self._waters[word] for word in phrase if word in self._waters), None)
            self._meanings[phrase] = (meaning,) if water is None else (meaning, Token(Kind.HYDRATE, water))
            salt = phrase[0].removeprefix(ELEMENT) if len(phrase) == 1 else ""
            if salt and phrase != (salt,):  # written in two words: 'Magnesium carbonat'
                salts.add(salt)
                self._add((ELEMENT, salt), meaning)
        for entry in catalogue.not_sources:
            for name in (entry.name, *entry.aliases):
                phrase = self.key(name)
                self._meanings[phrase] = (Token(Kind.NOT_SOURCE, entry),)
                self._add(_without_element(phrase), Token(Kind.NOT_SOURCE, entry))
        of_the_salt = [(phrase, form, compound) for phrase, _, form, compound in named if phrase not in on_the_skin]
        for phrase, form, compound in self._bare_names(of_the_salt):
            salts.update(phrase)
            self._add(phrase, Token(Kind.FORM, NamedForm(form, compound, bare=True)))
        for name in catalogue.medicine_names:
            phrase = self.key(name)
            if ELEMENT not in phrase and "magnesia" not in phrase:
                self._add(phrase, Token(Kind.OTHER, "medicine"))
        return frozenset(salts - {ELEMENT})

    def _bare_names(self, named: Iterable[NamedPhrase]) -> Iterator[NamedPhrase]:
        """Yield names of forms without the element that fit one form only: 'citrate', 'cytrynian'."""
        meant: dict[tuple[str, ...], set[tuple[str, int | None]]] = {}
        for phrase, form, compound in named:
            if ELEMENT in phrase:
                meant.setdefault(_without_element(phrase), set()).add((form, compound))
        for phrase, targets in meant.items():
            if any(self._meanings.get((word,), (Token(Kind.WORD),))[0][0] in _NOT_OF_A_SALT for word in phrase):
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
    """Return a salt's name without the element and the small words that joined the two."""
    kept = [word for word in phrase if word != ELEMENT]
    while kept and kept[-1] in _JOINING:
        kept.pop()
    while kept and kept[0] in _JOINING and kept[0] != "di":
        kept.pop(0)
    return tuple(kept)
