"""Work out the index of label words: the phrases of label_words.toml and the names of the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.catalogue.names import name_key
from maginfo.labels.phrase_tree import as_tree
from maginfo.labels.text.normalise import ELEMENT, fold, tidy
from maginfo.labels.text.scanner import words_of
from maginfo.labels.text.tokens import ROLES, Kind, NamedForm, NotSource, Token
from maginfo.labels.text.vocabulary import ON_THE_SKIN, LabelIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.model.rules import LabelWords

_UNITS = ("mg", "g", "mcg", "mmol", "meq", "volume")
_MIN_BARE_NAME_LENGTH = 5
_ALSO_MAGNESIUM = frozenset({Kind.ELEMENTAL, Kind.TOTAL, Kind.CONTAINS})
"""Kinds with phrases that may include the element's name: 'elemental magnesium', 'Gesamtmagnesium'."""
_NOT_OF_A_SALT = frozenset({Kind.OTHER, Kind.UNIT})
_JOINING = frozenset({"de", "di", "of", "d", "du"})

Phrase = tuple[str, ...]
NamedPhrase = tuple[Phrase, str, "int | None"]
"""The words of a form's name, the form's id, and the position of the one compound it means."""


def label_index(catalogue: Catalogue) -> LabelIndex:
    """Return the index of all phrases of a catalogue."""
    words = catalogue.label_words
    phrases = _Phrases(words)
    phrases.add_roles(words)
    salts = phrases.add_names(catalogue)
    for language, spellings in words.not_read.words.items():
        for spelling in spellings:
            phrases.add(words_of(tidy(spelling)), Token(Kind.NOT_READ, language))
    tree, meanings = as_tree(phrases.meanings.items())
    return LabelIndex(
        limits=words.limits.replaced(salt_endings=tuple(map(fold, words.limits.salt_endings))),
        units={
            phrase[0]: role.name
            for role in words.roles
            if role.name in _UNITS
            for phrase in _phrases_of_role(words, role.name)
            if phrase
        },
        joining=_words_of_role(words, "to"),
        men=_words_of_role(words, "men"),
        women=_words_of_role(words, "women"),
        adults=_words_of_group(words, "adult"),
        children=_words_of_group(words, "child"),
        concentrations=_words_of_role(words, "concentration"),
        elements=phrases.elements,
        salts=salts,
        words=frozenset(word for phrase in phrases.meanings for word in phrase),
        inflected={fold(word): meant for word, meant in words.inflected.items()},
        endings=words.endings,
        scripts_not_read=frozenset(words.not_read.scripts),
        compounds=dict(_compounds_by_water(catalogue, phrases.waters.keys())),
        phrases=tree,
        meanings=meanings,
    )


class _Phrases:
    """The phrases that were collected so far, with their meanings."""

    def __init__(self, words: LabelWords) -> None:
        self.meanings: dict[Phrase, tuple[Token, ...]] = {}
        self.elements = frozenset("".join(phrase) for phrase in _phrases_of_role(words, "magnesium"))
        self.waters = {
            word: role.of
            for role in words.roles
            if role.of is not None
            for spelling in role.spellings
            for word in words_of(tidy(spelling))
        }

    def key(self, name: str) -> Phrase:
        """Return the words of a phrase; the element's name in any language becomes 'magnesium'."""
        return tuple([ELEMENT if word in self.elements else word for word in words_of(tidy(name))])

    def add(self, phrase: Phrase, *meaning: Token) -> None:
        """Add a phrase, unless it already has a meaning."""
        if phrase:
            self.meanings.setdefault(phrase, meaning)

    def add_roles(self, words: LabelWords) -> None:
        """Add the phrases of label_words.toml."""
        self.add((ELEMENT,), Token(Kind.MAGNESIUM))
        forbidding = {each for group in words.directions if group.name == "limit" for each in group.spellings}
        for role in words.roles:
            kind = ROLES.get(role.name)
            if kind is None:
                continue
            also_daily = [Token(Kind.DAILY)] if role.name == "daily-serving" else []
            for spelling in role.spellings:
                phrase = self.key(spelling)
                value = role.of if kind is Kind.HYDRATE else phrase[-1] if kind is Kind.QUALITY else None
                if kind is Kind.LIMIT and spelling in forbidding and spelling.islower():
                    value = "forbids"  # a noun, 'Höchstmenge', may be a heading
                names_it = kind in _ALSO_MAGNESIUM and any(ELEMENT in word for word in phrase)
                self.add(phrase, Token(kind, value), *([Token(Kind.MAGNESIUM)] if names_it else also_daily))

    def add_names(self, catalogue: Catalogue) -> frozenset[str]:
        """Add the names of forms, excipients and medicines; return all words that occur in names of salts."""
        salts: set[str] = set()
        topical = frozenset(catalogue.topical_names)
        named = [(self.key(name), name, form, compound) for name, form, compound in catalogue.form_names]
        named = [each for each in named if "as" not in each[0] and "from" not in each[0]]
        on_the_skin = {phrase for phrase, name, *_ in named if name_key(name) in topical}
        for phrase, _, form, compound in named:
            if phrase in on_the_skin:
                self.meanings[phrase] = (Token(Kind.OTHER, ON_THE_SKIN),)
                continue
            salts.update(phrase)
            meaning = Token(Kind.FORM, NamedForm(form, compound, bare=False))
            water = next((self.waters[word] for word in phrase if word in self.waters), None)
            self.meanings[phrase] = (meaning,) if water is None else (meaning, Token(Kind.HYDRATE, water))
            salt = phrase[0].removeprefix(ELEMENT) if len(phrase) == 1 else ""
            if salt and phrase != (salt,):  # written in two words: 'Magnesium carbonat'
                salts.add(salt)
                self.add((ELEMENT, salt), meaning)
        for entry in catalogue.not_sources:
            not_source = Token(Kind.NOT_SOURCE, NotSource(entry.name, entry.kind))
            for name in entry.every_name:
                phrase = self.key(name)
                self.meanings[phrase] = (not_source,)
                self.add(_without_element(phrase), not_source)
        of_the_salt = [(phrase, form, compound) for phrase, _, form, compound in named if phrase not in on_the_skin]
        for phrase, form, compound in self._bare_names(of_the_salt):
            salts.update(phrase)
            self.add(phrase, Token(Kind.FORM, NamedForm(form, compound, bare=True)))
        for name in catalogue.medicine_names:
            phrase = self.key(name)
            if ELEMENT not in phrase and "magnesia" not in phrase:
                self.add(phrase, Token(Kind.OTHER, "medicine"))
        return frozenset(salts - {ELEMENT})

    def _bare_names(self, named: Iterable[NamedPhrase]) -> Iterator[NamedPhrase]:
        """Yield names of forms without the element that fit one form only: 'citrate', 'cytrynian'."""
        meant: dict[Phrase, set[tuple[str, int | None]]] = {}
        for phrase, form, compound in named:
            if ELEMENT in phrase:
                meant.setdefault(_without_element(phrase), set()).add((form, compound))
        for phrase, targets in meant.items():
            if any(self.meanings.get((word,), (Token(Kind.WORD),))[0][0] in _NOT_OF_A_SALT for word in phrase):
                continue  # potassium citrate is not magnesium's
            forms = {form for form, _ in targets}
            if len(forms) == 1 and len("".join(phrase)) >= _MIN_BARE_NAME_LENGTH and "".join(phrase).isalpha():
                yield phrase, forms.pop(), next(iter(targets))[1] if len(targets) == 1 else None


def _compounds_by_water(catalogue: Catalogue, waters: Iterable[str]) -> Iterator[tuple[str, dict[str, int]]]:
    """Yield each form that has a compound with its water named: the id, and the positions of its compounds by water."""
    for form in catalogue.forms():
        found = {
            water: place
            for place, compound in enumerate(form.compounds)
            for water in set(waters) & set(words_of(tidy(compound.name)))
        }
        if found:
            yield form.id, found


def _phrases_of_role(words: LabelWords, name: str) -> Iterator[Phrase]:
    for role in words.roles:
        if role.name == name:
            yield from (words_of(tidy(spelling)) for spelling in role.spellings)


def _words_of_role(words: LabelWords, name: str) -> frozenset[str]:
    return frozenset(word for phrase in _phrases_of_role(words, name) for word in phrase)


def _words_of_group(words: LabelWords, name: str) -> frozenset[str]:
    """Return the single words of a group of directions."""
    spelled = (words_of(tidy(each)) for group in words.directions if group.name == name for each in group.spellings)
    return frozenset(phrase[0] for phrase in spelled if len(phrase) == 1)


def _without_element(phrase: Phrase) -> Phrase:
    """Return a salt's name without the element and the small words that joined the two."""
    kept = [word for word in phrase if word != ELEMENT]
    while kept and kept[-1] in _JOINING:
        kept.pop()
    while kept and kept[0] in _JOINING and kept[0] != "di":
        kept.pop(0)
    return tuple(kept)
