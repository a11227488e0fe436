"""Names of medicines without the words printed beside them: strength, salt, release form, dose form, frequency."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from maginfo.catalogue.names import MAX_NAME_WORDS, name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from maginfo.model.constraints import NameWordRole
    from maginfo.model.medicines import NameWords

Phrase = tuple[str, ...]
"""The words of a phrase of name_words.toml."""
NOT_SALTS: tuple[NameWordRole, ...] = ("frequency", "not-swallowed", "local", "dose-form", "release", "maker")
ROLES: tuple[NameWordRole, ...] = (*NOT_SALTS, "salt")
"""Words to remove from a name, step by step; salts last, as some are medicines themselves."""
MIN_STEM = 5
"""The fewest letters of a name that are left where an ending is taken off."""
_PHRASE_LENGTHS = range(MAX_NAME_WORDS, 0, -1)
"""Numbers of words in a phrase, the longest phrases first."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_STRENGTH = re.compile(r"(?<![^\W_])\d+(?:[.,]\d+)*")
"""A number that does not follow a letter: not that of D3 or B12."""
_SHORT_WORDS = {"vit": "vitamin", "vits": "vitamins"}


class NameStripper:
    """Takes the words of name_words.toml off the names of medicines."""

    def __init__(self, words: NameWords) -> None:
        self._words = words

    def names_in(self, text: str, roles: Iterable[NameWordRole]) -> Iterator[str]:
        """Yield the names that may be left of a text, the longest first."""
        tried = {""}
        for role in (None, *roles):
            for bare in (self.without(text, role, strengths_only=True), self.without(text, role)):
                if bare not in tried:
                    tried.add(bare)
                    joined = bare.replace(" ", "")  # 'Micardis Plus' is MicardisPlus
                    yield from (bare, f"{bare}s", bare.removesuffix("s"), joined, *self._without_ending(bare))

    def without(self, text: str, role: NameWordRole | None, *, strengths_only: bool = False) -> str:
        """Return the words of a name without numbers and the phrases of `role`; '20mg' is split into '20' and 'mg'.

        `strengths_only` keeps the number of D3. A single letter is a unit only beside a number: 'Ben-u-ron 500 mg' and
        'L-Thyroxin 75' keep theirs.
        """
        phrases = self.phrases[role] if role is not None else frozenset()
        numbers = _STRENGTH if strengths_only else _NUMBER
        tokens = name_key(numbers.sub(lambda number: f" {number[0]} ", text)).split()
        places = [place for place, token in enumerate(tokens) if not token.isdigit()]
        words = [tokens[place] for place in places]
        kept: list[str] = []
        index = 0
        while index < len(words):
            length = next((size for size in _PHRASE_LENGTHS if tuple(words[index : index + size]) in phrases), 0)
            if length == len(words[index]) == 1:
                around = tokens[max(places[index] - 1, 0) : places[index] + 2]
                length = int(any(token.isdigit() for token in around))
            if length:
                index += length
            else:
                kept.append(_SHORT_WORDS.get(words[index], words[index]))
                index += 1
        return " ".join(kept)

    @cached_property
    def phrases(self) -> Mapping[NameWordRole, frozenset[Phrase]]:
        """Phrases to remove, by role; the phrases of each role include units and those of the roles before it."""
        phrases = frozenset(tuple(name_key(word).split()) for word in self._words.of("unit"))
        steps: dict[NameWordRole, frozenset[Phrase]] = {}
        for role in ROLES:
            phrases |= {tuple(name_key(word).split()) for word in self._words.of(role)}
            steps[role] = phrases - {()}
        return steps

    def _without_ending(self, name: str) -> Iterator[str]:
        """Yield the name with a salt or a Latin ending taken off its first word: 'metoprololsuccinat'."""
        first, _, rest = name.partition(" ")
        for ending in self._endings:
            stem = first.removesuffix(ending)
            if stem != first and len(stem) >= MIN_STEM:
                yield f"{stem} {rest}".strip()

    @cached_property
    def _endings(self) -> tuple[str, ...]:
        return tuple(sorted(map(name_key, self._words.of("ending"))))
