"""Caches for rows that share cells, and the keys by which rows are grouped.

A caution or an interaction depends on a person and their doses only through the `Circumstances` and the lists of forms
in the data. Rows that give all of these the same result form a group: they have the same findings of that kind, and a
large file works each group out once.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from maginfo.dosing.circumstances import concerns_form
from maginfo.dosing.spans import exceeds
from maginfo.model.ages import AgeBand, read_age_band

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.dosing.doses import ResolvedDose
    from maginfo.dosing.person import Age
    from maginfo.model.forms import Form
    from maginfo.model.safety import Circumstances

V = TypeVar("V")
MAX_CACHED = 16_384
"""Results in one cache."""
MIN_HIT_RATIO = 1 / 8
"""Hits per miss below which a cache costs more than it saves."""


class BoundedCache(Generic[V]):
    """A function with its cached results, which are all cleared when there are too many.

    `functools.lru_cache` notes at every call which result was used last, which costs more than it saves here.
    """

    def __init__(self, function: Callable[..., V], max_size: int = MAX_CACHED, *, may_disable: bool = False) -> None:
        """Wrap `function`; `may_disable`: stop caching when the cache is full and hits are rare."""
        self._function = function
        self._max_size = max_size
        self._may_disable = may_disable
        self._cached = cache(function)
        self.get: Callable[..., V] = self._cached
        """Returns the result for these arguments, cached or computed."""

    def clear_if_full(self) -> None:
        """Clear the cache if it exceeds its size; call it between chunks of some hundred rows."""
        info = self._cached.cache_info()
        if info.currsize <= self._max_size:
            return
        if self._may_disable and info.hits < info.misses * MIN_HIT_RATIO:
            self.get = self._function
        self._cached.cache_clear()


class Caches:
    """The caches of several functions, cleared together."""

    def __init__(self) -> None:
        self._caches: list[BoundedCache[Any]] = []

    def cached(self, function: Callable[..., V], max_size: int = MAX_CACHED) -> Callable[..., V]:
        """Return the function with a cache of its own."""
        added = BoundedCache(function, max_size)
        self._caches.append(added)
        return added.get

    def clear_if_full(self) -> None:
        """Clear each cache that exceeds its size; call it between chunks of some hundred rows."""
        for each in self._caches:
            each.clear_if_full()


def store(cached: dict[Any, V], key: object, value: V) -> V:
    """Store the value and return it; a full dictionary is cleared first."""
    if len(cached) >= MAX_CACHED:
        cached.clear()
    cached[key] = value
    return value


class GroupKeys:
    """Keys of ages, eGFRs and doses: no circumstance in the data distinguishes two that have equal keys.

    The other facts of `Circumstances` (state, conditions, over the limit) take few values and are keys themselves.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        circumstances = list(_circumstances(catalogue))
        classes = catalogue.interaction_classes()
        self._bands: list[AgeBand] = [
            read_age_band(ages) for ages in dict.fromkeys(when.ages for when in circumstances) if ages
        ]
        egfr_steps = (step for when in circumstances for step in (when.egfr_from, when.egfr_below))
        self._egfr_steps = sorted({step for step in egfr_steps if step is not None})
        dose_steps = (when.single_dose_over_mg for when in circumstances)
        self._dose_steps = sorted({step for step in dose_steps if step is not None})
        lists = [caution.forms for caution in catalogue.cautions] + [each.forms for each in classes]
        self._form_lists = list(dict.fromkeys([*lists, *(when.forms for when in circumstances)]))
        self._forms: dict[str, str] = {}
        without_limits = (caution.id for caution in catalogue.cautions if not caution.limits_hold)
        self.linked_conditions = frozenset(
            [*(condition for when in circumstances for condition in when.conditions), *without_limits]
        )
        """Ids of the conditions that change other findings; each other condition yields only its own finding."""

    def age_key(self, age: Age | None) -> str:
        """Return a digit for each age band of the data: 1 if the age overlaps it, else 0; empty for an unknown age."""
        if age is None:
            return ""
        return "".join("1" if band.overlaps(age.band) else "0" for band in self._bands)

    def egfr_key(self, egfr: float | None) -> int:
        """Return the number of thresholds in the data at or below the eGFR; -1 for an unknown one."""
        return -1 if egfr is None else bisect_right(self._egfr_steps, egfr)

    def doses_key(self, doses: Sequence[ResolvedDose]) -> str:
        """Return the properties of the doses on which circumstances and lists of forms depend."""
        if len(doses) == 1:
            return self._dose_key(doses[0])
        # Two products of the same form are a finding, so with several products the key includes the form.
        return " ".join(f"{self._dose_key(dose)}{dose.form.id if dose.form is not None else ''}" for dose in doses)

    def _dose_key(self, dose: ResolvedDose) -> str:
        step = sum(exceeds(dose.single_mg.high, threshold) for threshold in self._dose_steps)
        salts = "".join(self._form_key(salt) for salt in dose.salts)
        return f"{'skin' if dose.topical else step}{self._form_key(dose.form)}{salts}"

    def _form_key(self, form: Form | None) -> str:
        if form is None:
            return "?"
        if form.id not in self._forms:
            self._forms[form.id] = "".join(
                "2" if form.id in forms else "1" if concerns_form(forms, form) else "0" for forms in self._form_lists
            )
        return self._forms[form.id]


def _circumstances(catalogue: Catalogue) -> Iterator[Circumstances]:
    """Yield every `Circumstances` of cautions, interaction classes and their members."""
    for caution in catalogue.cautions:
        if caution.applies_when is not None:
            yield caution.applies_when
        yield from (step.when for step in caution.escalate)
    for each in catalogue.interaction_classes():
        yield from (step.when for step in each.escalate)
        for member in each.members:
            yield from (step.when for step in member.escalate)
