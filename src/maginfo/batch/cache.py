"""Which people and doses the data cannot tell apart: what applies to one of them applies to the other.

A condition or a medicine concerns a person through the `Circumstances` and the lists of forms in the data, and through
nothing else. Two rows that give every one of them the same answer have the same findings of that kind, so a file of
many rows works them out once.
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
"""Of each kind."""
MIN_HITS_PER_MISS = 8
"""Keeping pays where one in so many is asked for again."""


class BoundedCache(Generic[V]):
    """A function whose answers are kept until they are many, and then forgotten, all at once, between blocks of rows.

    To note at every row which of them was asked for last (`functools.lru_cache`) costs more than to work some of them
    out again.
    """

    def __init__(self, function: Callable[..., V], most: int = MAX_CACHED, *, gives_up: bool = False) -> None:
        """`gives_up`: where hardly any answer is asked for again, no more are kept."""
        self._function = function
        self._most = most
        self._gives_up = gives_up
        self._remembering = cache(function)
        self.ask: Callable[..., V] = self._remembering
        """The function."""

    def tidy(self) -> None:
        """Forget, where too much is kept. To be called every some hundred rows."""
        info = self._remembering.cache_info()
        if info.currsize <= self._most:
            return
        if self._gives_up and info.hits * MIN_HITS_PER_MISS < info.misses:
            self.ask = self._function
        self._remembering.cache_clear()


class Caches:
    """All that is kept of several functions."""

    def __init__(self) -> None:
        self._kept: list[BoundedCache[Any]] = []

    def of(self, function: Callable[..., V], most: int = MAX_CACHED) -> Callable[..., V]:
        """The function, its answers kept."""
        kept = BoundedCache(function, most)
        self._kept.append(kept)
        return kept.ask

    def tidy(self) -> None:
        """Forget, where too much is kept. To be called every some hundred rows."""
        for kept in self._kept:
            kept.tidy()


def keep(kept: dict[Any, V], key: object, value: V) -> V:
    """The value, now kept as well; what is kept begins anew before it grows large."""
    if len(kept) >= MAX_CACHED:
        kept.clear()
    kept[key] = value
    return value


class GroupKeys:
    """The questions that the data asks of an age, an eGFR and a dose, and a row's answers to all of them at once.

    The other facts of `Circumstances` are few or exact: state, conditions, whether a limit is passed.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        asked = list(_circumstances(catalogue))
        groups = catalogue.interaction_classes()
        self._bands: list[AgeBand] = [
            read_age_band(ages) for ages in dict.fromkeys(when.ages for when in asked) if ages
        ]
        egfr_steps = (step for when in asked for step in (when.egfr_from, when.egfr_below))
        self._egfr_steps = sorted({step for step in egfr_steps if step is not None})
        self._dose_steps = sorted({when.single_dose_over_mg for when in asked if when.single_dose_over_mg is not None})
        lists = [caution.forms for caution in catalogue.cautions] + [group.forms for group in groups]
        self._form_lists = list(dict.fromkeys([*lists, *(when.forms for when in asked)]))
        self._forms: dict[str, str] = {}
        unheld = (caution.id for caution in catalogue.cautions if not caution.limits_hold)
        self.interplaying = frozenset([*(caution for when in asked for caution in when.conditions), *unheld])
        """Ids of the conditions that something else asks for: the others concern nothing but themselves."""

    def age(self, age: Age | None) -> str:
        """Which of the bands of the data hold some of it; an age that is not known is no reason for any."""
        if age is None:
            return ""
        return "".join("1" if band.overlaps(age.band) else "0" for band in self._bands)

    def egfr(self, egfr: float | None) -> int:
        """Between which of the data's thresholds it lies; -1 where it is not known."""
        return -1 if egfr is None else bisect_right(self._egfr_steps, egfr)

    def doses(self, doses: Sequence[ResolvedDose]) -> str:
        """What the data can ask of the doses."""
        if len(doses) == 1:
            return self._dose(doses[0])
        # Of several products, what each is sold as counts too.
        return " ".join(f"{self._dose(dose)}{dose.form.id if dose.form is not None else ''}" for dose in doses)

    def _dose(self, dose: ResolvedDose) -> str:
        step = sum(exceeds(dose.single_mg.high, threshold) for threshold in self._dose_steps)
        return f"{'skin' if dose.topical else step}{self._form(dose.form)}"

    def _form(self, form: Form | None) -> str:
        if form is None:
            return "?"
        if form.id not in self._forms:
            self._forms[form.id] = "".join(
                "2" if form.id in forms else "1" if concerns_form(forms, form) else "0" for forms in self._form_lists
            )
        return self._forms[form.id]


def _circumstances(catalogue: Catalogue) -> Iterator[Circumstances]:
    """All that the data states of people and doses."""
    for caution in catalogue.cautions:
        if caution.applies_when is not None:
            yield caution.applies_when
        yield from (step.when for step in caution.escalate)
    for group in catalogue.interaction_classes():
        yield from (step.when for step in group.escalate)
        for member in group.members:
            yield from (step.when for step in member.escalate)
