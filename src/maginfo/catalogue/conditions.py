"""Finds what the name of a condition means, and the facts that people write among conditions.

A name is looked up first as a fact ('eGFR 45'), then as written, then without the words around it. It is never guessed.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from maginfo.catalogue.matches import ResolvedCondition
from maginfo.catalogue.names import name_key
from maginfo.catalogue.stated import caution_of, compares, stated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.model.conditions import Condition
    from maginfo.model.safety import Caution

MAX_REMEMBERED = 4_096
"""Size of the cache of resolved names; tables repeat the same names."""
_WITH_BRACKETS = re.compile(r"([^()]+)\(([^()]+)\)")


class ConditionResolver:
    """Reads names of conditions with the words and the tables of one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self.resolve = lru_cache(maxsize=MAX_REMEMBERED)(self._resolve)
        """A cached `_resolve`: returns what is known of a condition, a population or a fact."""
        self.known = lru_cache(maxsize=MAX_REMEMBERED)(self._known)
        """A cached `_known`: the same, without suggestions for a name that may be mistyped."""

    def _resolve(self, name: str) -> ResolvedCondition:
        found = self.known(name)
        if found.state == "unknown" and not found.suggestions and not compares(name):
            return found._replace(suggestions=self._suggestions(name.strip()))
        return found

    def _known(self, name: str) -> ResolvedCondition:
        wanted = name.strip()
        key = name_key(wanted)
        if (fact := stated(wanted)).ages is not None or fact.egfr is not None:
            caution = caution_of(fact, self._catalogue.cautions)
            found = ResolvedCondition("recorded" if caution is not None else "stated", caution)
            return found._replace(ages=fact.ages, exact_age=fact.ages is not None, egfr=fact.egfr)
        if key in self._no_condition:
            return ResolvedCondition("stated")
        found = self._named(wanted, key)
        if found.caution is not None and found.caution.kind == "population" and found.caution.applies_when is not None:
            when = found.caution.applies_when
            return found._replace(implies=when.state, ages=when.ages)
        return found._replace(implies="pregnant") if key in self._pregnancies else found

    def _named(self, wanted: str, key: str) -> ResolvedCondition:
        """Return what is known under a name: as written, as that of a use, then without the words around it."""
        if key in self._ambiguous:
            return ResolvedCondition("unknown", suggestions=self._ambiguous[key])
        if compares(wanted):
            return self._exactly(wanted)
        return (
            self._recorded(key)
            or self._in_table(key)
            or self._use(key)
            or self._said_twice(wanted)
            or self._among_words(key)
            or ResolvedCondition("unknown")
        )

    def _recorded(self, key: str) -> ResolvedCondition | None:
        caution = self._catalogue.cautions_by_name.get(key)
        return None if caution is None else ResolvedCondition("recorded", caution=caution)

    def _use(self, key: str) -> ResolvedCondition | None:
        use = self._catalogue.uses_by_name.get(key)
        return None if use is None else ResolvedCondition("recognised", name=use.name, use=use.id)

    def _exactly(self, wanted: str) -> ResolvedCondition:
        """Return the caution with that very name: the key of 'eGFR >30' is that of 'eGFR <30'."""
        written = "".join(wanted.casefold().split())
        for caution in self._catalogue.cautions:
            if written in ("".join(name.casefold().split()) for name in caution.every_name):
                return ResolvedCondition("recorded", caution=caution)
        return ResolvedCondition("unknown")

    def _said_twice(self, wanted: str) -> ResolvedCondition | None:
        """Return the meaning of 'MG (myasthenia gravis)', if both names have the same caution."""
        both = _WITH_BRACKETS.fullmatch(wanted)
        if both is None:
            return None
        first, second = (self.resolve(part) for part in both.groups())
        return first if first.caution is not None and first.caution == second.caution else None

    def _among_words(self, key: str) -> ResolvedCondition | None:
        """Return what is known without the words around the name; a number beside 'old' is not left out so."""
        bare = self._without_words_beside(key)
        if bare in self._ambiguous:
            return ResolvedCondition("unknown", suggestions=self._ambiguous[bare])
        for name in (bare, f"{bare} syndrome", f"{bare} disease"):  # 'Ehlers-Danlos' is Ehlers-Danlos syndrome
            found = self._recorded(name) or self._in_table(name)
            if found is not None:
                is_of_an_age = found.caution is not None and _is_of_an_age(found.caution)
                return None if is_of_an_age and any(map(str.isdigit, key)) else found
        return None

    def _in_table(self, key: str) -> ResolvedCondition | None:
        row = self._rows_by_name.get(key)
        return None if row is None else ResolvedCondition(row.state, name=row.name, use=row.use, condition=row)

    def _without_words_beside(self, key: str) -> str:
        """Return the key (`name_key`) without words before and after it: 'dialysis' for 'on dialysis twice a week'."""
        name, shorter = "", key
        while shorter != name:
            name = shorter
            shorter = self._words_beside.sub("", name)
        return name

    @cached_property
    def _words_beside(self) -> re.Pattern[str]:
        """A phrase at either end of a condition, the longest first, or a year; '#' in the data stands for a number."""
        words = self._catalogue.name_words.of("condition", "frequency")
        phrases = {name_key(each.replace("#", " 0 ")) for each in words} - {""}
        longest = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
        either = "|".join(re.sub(r"\b0\b", r"\\d+", re.escape(each)) for each in longest)
        return re.compile(rf"^(?:{either}) | (?:{either}|(?:19|20)\d\d)$")

    @cached_property
    def _no_condition(self) -> frozenset[str]:
        return frozenset(map(name_key, self._catalogue.name_words.of("no-condition")))

    @cached_property
    def _pregnancies(self) -> frozenset[str]:
        return frozenset(map(name_key, self._catalogue.name_words.of("pregnancy")))

    @cached_property
    def _ambiguous(self) -> Mapping[str, tuple[str, ...]]:
        return {name_key(each.name): each.may_mean for each in self._catalogue.condition_table.ambiguous}

    @cached_property
    def _rows_by_name(self) -> Mapping[str, Condition]:
        return {name_key(name): each for each in self._catalogue.condition_table.conditions for name in each.every_name}

    def _suggestions(self, name: str) -> tuple[str, ...]:
        """Return conditions and populations that may have been mistyped as this name."""
        from maginfo.catalogue.suggestions import nearest

        shown = {spelling: each.id for each in self._catalogue.cautions for spelling in each.every_name}
        return nearest(name, shown, shown)


def _is_of_an_age(caution: Caution) -> bool:
    when = caution.applies_when
    return caution.kind == "population" and when is not None and when.ages is not None
