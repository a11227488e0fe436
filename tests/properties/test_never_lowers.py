"""What never lowers a severity: more of a dose, another product, medicine or condition, a weaker kidney, a lower limit.

Each is looked at twice: the severity of the whole, and that of every finding by its code.
"""

from __future__ import annotations

import re
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from drawn import (
    AUTHORITIES,
    CONDITIONS,
    DRUGS,
    agree,
    amounts,
    authorities,
    diets,
    doses,
    facts,
    like,
    max_severity,
    people,
    rank,
    several_doses,
)
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from shipped import STORE

from maginfo import Catalogue, Dose, Person, Report, check
from maginfo.catalogue.overlay import OverlayStore
from maginfo.catalogue.store import data_folder

MAY_END_WITH_MORE = {"below-recommended", "meets-recommended"}
"""More magnesium passes through the recommended intake: these say where it stands, not how grave that is."""
ONE_READING_ONLY = "depends-on-label"
"""Major while one of two readings passes a limit: more of the dose, or more beside it, and both do."""


def assert_no_lower(before: Report, after: Report, *but: str) -> None:
    """The severity is not lower, nor is that of any finding but those."""
    assert rank(after) >= rank(before)
    now = max_severity(after)
    for key, severity in max_severity(before).items():
        if key[0] not in but:
            assert now.get(key, -1) >= severity, key


@settings(max_examples=60)
@given(
    amount=amounts,
    more=amounts,
    product=doses(),
    beside=st.lists(doses(), max_size=2),
    person=people,
    chosen=authorities,
    diet=diets,
)
def test_more_of_a_dose_never_lowers_a_severity(
    amount: int,
    more: int,
    product: Dose,
    beside: list[Dose],
    person: Person,
    chosen: list[str],
    diet: float | None,
    catalogue: Catalogue,
) -> None:
    """The same person takes more of the same product: nothing found in the smaller dose is less grave in the larger."""
    less, greater = (
        check(catalogue, [like(product, mg), *beside], person, chosen, diet_mg=diet) for mg in (amount, amount + more)
    )
    assert_no_lower(less, greater, *MAY_END_WITH_MORE, ONE_READING_ONLY)


@settings(max_examples=60)
@given(taken=several_doses, added=doses(), person=people, chosen=authorities, diet=diets)
def test_another_product_never_lowers_a_severity(
    taken: list[Dose], added: Dose, person: Person, chosen: list[str], diet: float | None, catalogue: Catalogue
) -> None:
    """A product taken beside others adds to the total, and takes back nothing that was found of them."""
    before, after = (check(catalogue, products, person, chosen, diet_mg=diet) for products in (taken, [*taken, added]))
    assert after.supplement_mg_per_day.high > before.supplement_mg_per_day.high
    assert_no_lower(before, after, *MAY_END_WITH_MORE, ONE_READING_ONLY)


@settings(max_examples=60)
@given(taken=several_doses, known=facts(), added=st.sampled_from(DRUGS), chosen=authorities)
def test_another_medicine_never_lowers_a_severity(
    taken: list[Dose], known: dict[str, Any], added: str, chosen: list[str], catalogue: Catalogue
) -> None:
    """Another medicine adds its interactions; every finding there was stays as it was.

    Only the title may change, where the other is a second name of one medicine.
    """
    persons = known, {**known, "drugs": [*known["drugs"], added]}, {**known, "drugs": [added]}
    before, after, alone = (check(catalogue, taken, Person(**each), chosen) for each in persons)
    assert_no_lower(before, after)
    assert_no_lower(alone, after)
    untitled = [finding.replaced(title="") for finding in after.findings]
    assert all(finding.replaced(title="") in untitled for finding in before.findings)


@settings(max_examples=60)
@given(taken=several_doses, known=facts(), added=st.sampled_from(CONDITIONS), chosen=authorities)
def test_another_condition_never_lowers_a_severity(
    taken: list[Dose], known: dict[str, Any], added: str, chosen: list[str], catalogue: Catalogue
) -> None:
    """Another condition, population or situation adds a caution or raises what was found."""
    more = {**known, "conditions": [*known["conditions"], added]}
    assume(agree(more))
    before, after = (check(catalogue, taken, Person(**each), chosen) for each in (known, more))
    assert rank(after) >= rank(before)
    if before.person.replaced(conditions=()) == after.person.replaced(conditions=()):
        assert_no_lower(before, after)  # otherwise the condition says the age or the state, and so whose limits hold


@given(
    taken=several_doses,
    known=facts(),
    rates=st.lists(st.floats(0, 130) | st.sampled_from([29, 30, 59, 60]), min_size=2, max_size=2),
)
def test_weaker_kidneys_never_lower_a_severity(
    taken: list[Dose], known: dict[str, Any], rates: list[float], catalogue: Catalogue
) -> None:
    """Of two eGFR the lower is never the milder verdict."""
    strong, weak = (check(catalogue, taken, Person(**{**known, "egfr": rate})) for rate in sorted(rates, reverse=True))
    assert rank(weak) >= rank(strong)


def stricter(authority: str, shares: list[float]) -> str:
    """The authority's file with every limit cut to a share of it."""
    left = cycle(shares)
    text = (data_folder() / "intakes" / f"{authority}.toml").read_text(encoding="utf-8")
    return re.sub(
        r"^(upper_limit_mg(?:_per_kg)?) = ([\d.]+)$",
        lambda found: f"{found[1]} = {max(0.1, round(float(found[2]) * next(left), 1))}",
        text,
        flags=re.MULTILINE,
    )


@settings(max_examples=20)
@given(
    taken=several_doses,
    person=people,
    authority=st.sampled_from(AUTHORITIES),
    shares=st.lists(st.floats(0.05, 1), min_size=1, max_size=4),
)
def test_a_stricter_limit_of_an_overlay_never_lowers_the_severity(
    taken: list[Dose], person: Person, authority: str, shares: list[float], catalogue: Catalogue
) -> None:
    """A clinic's own limits under the published ones find at least what the published ones found."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "intakes").mkdir()
        (folder / "about.toml").write_text('name = "Clinic North"\n', encoding="utf-8")
        (folder / "intakes" / f"{authority}.toml").write_text(stricter(authority, shares), encoding="utf-8")
        clinic = Catalogue(OverlayStore(STORE, folder))
        for chosen in ([authority], ["all"]):
            assert rank(check(clinic, taken, person, chosen)) >= rank(check(catalogue, taken, person, chosen))
