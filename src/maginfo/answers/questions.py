"""What a question asks about: 'can I take magnesium with lisinopril' names one medicine.

The words of a question stand in name_words.toml. What is left without them must all name something that is known; a
name is never guessed, and a question with another word in it is no question here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from maginfo.answers.naming import DOUBTFUL, Kind, Named, named
from maginfo.catalogue.names import name_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.catalogue.matches import ResolvedCondition
    from maginfo.model.constraints import NameWordRole, Sex

AskedKind = Kind | Literal["forms", "intake"]
"""What is asked about: 'forms' for several to compare, 'intake' for the amount of a day."""
MAX_WORDS = 24
"""The longest question that is read."""
_MAX_PHRASE = 6
"""The most words of a name or of a phrase in a question."""
_SIGNS = "?!.,;:\"'()“”‘’¿¡"
_TAKEN_FOR_SEVERAL: tuple[Kind, ...] = ("medicine", "condition")
"""Kinds of which one answer takes several names."""
_SEXES: dict[NameWordRole, Sex] = {"woman": "female", "man": "male"}
_ROLES: tuple[NameWordRole, ...] = ("question", "between", "daily-amount", "woman", "man")


class Asked(NamedTuple):
    """What words ask about, under which names, and for whom an amount of the day is asked."""

    kind: AskedKind
    names: tuple[str, ...] = ()
    others: tuple[tuple[Kind, str], ...] = ()
    """What else the question names, of which its answer does not tell."""
    is_question: bool = False
    """Whether words of a question were left out."""
    sex: Sex | None = None
    age: str | None = None
    pregnant: bool = False
    lactating: bool = False


class _Part(NamedTuple):
    """A name in a question."""

    text: str
    meaning: Named
    person: ResolvedCondition | None
    """The fact that the name states of the person asked about: an age, a pregnancy."""


def asked(catalogue: Catalogue, words: str) -> Asked:
    """Return what the words ask about: what all of them name, or else what a question names."""
    whole = named(catalogue, words)
    if whole.place >= DOUBTFUL:
        question = _question(catalogue, words)
        is_same_form = question is not None and question.kind == whole.kind == "form"  # 'magnesium stearate'
        if question is not None and not is_same_form and (question.kind == "intake" or question.names):
            return question
    return Asked(whole.kind, (words,))


def _question(catalogue: Catalogue, words: str) -> Asked | None:
    tokens = [token for each in words.split() if (token := each.strip(_SIGNS))]
    if not 1 < len(tokens) <= MAX_WORDS:
        return None
    reader = _Reader(catalogue)
    parts = reader.parts(tokens)
    if parts is None:
        return None
    if "daily-amount" in reader.roles and all(part.person is not None for part in parts):
        return _of_a_day([part.person for part in parts if part.person is not None], reader.roles)
    if any(part.meaning.kind == "text" for part in parts):
        return None
    return _of_names(parts)


def _of_names(parts: Sequence[_Part]) -> Asked | None:
    """Return the question about what stands first in the order of `kind_of`, in one answer where there is one.

    A form is what is taken: a medicine or a condition beside it is what may harm, and is what is asked about.
    """
    harming = [part for part in parts if part.meaning.kind in _TAKEN_FOR_SEVERAL]
    first = min(harming or parts, key=lambda part: part.meaning.place, default=None)
    if first is None:
        return None
    kind = first.meaning.kind
    several = [part.text for part in parts if part.meaning.kind == kind]
    names = tuple(dict.fromkeys(several if kind in (*_TAKEN_FOR_SEVERAL, "form") else [first.text]))
    others = dict.fromkeys((part.meaning.kind, part.text) for part in parts if part.text not in names)
    return Asked("forms" if kind == "form" and len(names) > 1 else kind, names, tuple(others), is_question=True)


def _of_a_day(person: Sequence[ResolvedCondition], roles: set[NameWordRole]) -> Asked | None:
    """Return the question how much a day is meant for; None for two ages, and for a pregnant man."""
    ages = {each.ages for each in person if each.exact_age}
    states = {each.implies for each in person}
    sexes: list[Sex] = [sex for role, sex in _SEXES.items() if role in roles]
    if len(ages) > 1 or (sexes == ["male"] and states & {"pregnant", "lactating"}):
        return None
    return Asked(
        "intake",
        is_question=True,
        sex=sexes[0] if len(sexes) == 1 else None,
        age=next(iter(ages), None),
        pregnant="pregnant" in states,
        lactating="lactating" in states,
    )


class _Reader:
    """Cuts a question into names and the words around them."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        words = catalogue.name_words
        self._role_of = {"": _ROLES[0]} | {name_key(each): role for role in _ROLES for each in words.of(role)}
        written = frozenset(_every_name(catalogue))
        self._names = frozenset(map(name_key, written))
        self._abbreviations = frozenset(name for name in written if name.isalpha() and name.isupper())
        self.roles: set[NameWordRole] = set()
        """Roles of the words that were left out."""

    def parts(self, tokens: Sequence[str]) -> list[_Part] | None:
        """Return the names in a question, the longest at each place; None where anything else stands in it."""
        if " ".join(tokens).isupper():  # capitals tell nothing where all are: ME, BED and MG are conditions
            tokens = [token.lower() for token in tokens]
        found: list[_Part] = []
        place = 0
        while place < len(tokens):
            runs = [tokens[place:end] for end in range(min(place + _MAX_PHRASE, len(tokens)), place, -1)]
            name = next(((part, len(run)) for run in runs if (part := self._name(run)) is not None), None)
            if name is not None:
                found.append(name[0])
                place += name[1]
                continue
            phrase = next((run for run in runs if _key(run) in self._role_of), None)
            if phrase is None:
                return None
            self.roles.add(self._role_of[_key(phrase)])
            place += len(phrase)
        return found

    def _name(self, run: Sequence[str]) -> _Part | None:
        """Return what these words name; None if nothing, and if a shorter name stands among words of a question."""
        key = _key(run)
        if key in self._role_of and " ".join(run) not in self._abbreviations:
            return None
        ends = (part for size in range(1, len(run)) for part in (run[:size], run[-size:]))
        if key not in self._names and any(_key(part) in self._role_of for part in ends):
            return None
        text = " ".join(run)
        meaning = named(self._catalogue, text)
        condition = self._catalogue.known_condition(text)
        is_age = condition.exact_age and "-" not in str(condition.ages)
        person = condition if is_age or condition.implies in ("pregnant", "lactating") else None
        return _Part(text, meaning, person) if person is not None or meaning.kind != "text" else None


def _key(run: Sequence[str]) -> str:
    return " ".join(filter(None, map(name_key, run)))


def _every_name(catalogue: Catalogue) -> Iterator[str]:
    """Yield every name of the data as it is written, but for those of products."""
    yield from catalogue.form_spellings
    yield from catalogue.medicine_names
    for table in (
        catalogue.medicines.values(),
        catalogue.cautions,
        catalogue.condition_table.conditions,
        catalogue.uses,
        catalogue.foods.foods,
    ):
        for each in table:
            yield from each.every_name
