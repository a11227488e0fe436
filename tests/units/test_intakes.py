"""Which rows of an authority's table are a person's, its figures over them, and where a total stands to the limit."""

from __future__ import annotations

from typing import Any

import pytest

from maginfo import Catalogue, Person, Span
from maginfo.dosing.intakes import compare, limit_status, matching_life_stages


def rows(catalogue: Catalogue, authority: str, **facts: Any) -> list[str]:
    """The rows of the authority's table that a person with these facts may have."""
    return [stage.label for stage in matching_life_stages(catalogue.authority(authority), Person(**facts))]


def recommended(catalogue: Catalogue, authority: str, **facts: Any) -> tuple[float, float] | None:
    """The least and the greatest recommended intake of a person with these facts, mg a day."""
    value = compare(catalogue.authority(authority), Person(**facts), Span.exactly(1)).recommended
    return (value.low, value.high) if value is not None else None


@pytest.mark.parametrize(
    ("authority", "facts", "expected"),
    [
        ("nam", {"sex": "female", "age": 34}, ["female 31-50 y"]),
        ("nam", {"sex": "male", "age": "18"}, ["male 14-18 y"]),
        ("nam", {"sex": "male", "age": "19"}, ["male 19-30 y"]),
        ("nam", {"sex": "female", "age": 70}, ["female 51-70 y"]),
        ("nam", {"sex": "female", "age": 71}, ["female 71+ y"]),
        ("nam", {"age": "6mo"}, ["6-11 mo"]),
        ("nam", {"age": "5mo"}, ["0-5 mo"]),
        ("nam", {"age": "0"}, ["0-5 mo", "6-11 mo"]),  # a year given is all of its months
        ("nam", {"age": 8}, ["4-8 y"]),
        ("nam", {"age": 9}, ["male 9-13 y", "female 9-13 y"]),
        ("nam", {"pregnant": True, "age": 30}, ["pregnant 19-30 y"]),
        ("nam", {"pregnant": True, "age": 18}, ["pregnant 14-18 y"]),
        ("nam", {"lactating": True}, ["lactating 19-30 y", "lactating 31-50 y"]),
        ("nam", {"pregnant": True, "lactating": True, "age": 40}, ["pregnant 31-50 y", "lactating 31-50 y"]),
        ("nam", {"pregnant": True, "age": 52}, []),  # the rows stop at 50 years
        ("nam", {"pregnant": True, "age": 13}, []),
        # Infants of six completed months: the second half-year, but for D-A-CH from four months and the UK's own bands.
        ("dach", {"age": "3mo"}, ["0-3 mo"]),
        ("dach", {"age": "4mo"}, ["4-11 mo"]),
        ("uk", {"age": "6mo"}, ["6-8 mo"]),
        # A table without rows for pregnancy leaves her to its ordinary ones.
        ("vkm", {"pregnant": True, "age": 30}, ["18+ y"]),
        ("bfr", {"age": 3}, []),
        ("bfr", {"age": 4}, ["4+ y"]),
    ],
)
def test_rows_of_a_person(authority: str, facts: dict[str, Any], expected: list[str], catalogue: Catalogue) -> None:
    assert rows(catalogue, authority, **facts) == expected


def test_nothing_known_is_every_adult_row(catalogue: Catalogue) -> None:
    adults = rows(catalogue, "nam")
    assert {label.split()[0] for label in adults} == {"female", "male"}
    assert {label.split()[1] for label in adults} == {"19-30", "31-50", "51-70", "71+"}


@pytest.mark.parametrize(
    ("authority", "facts", "expected"),
    [
        ("nam", {"sex": "female"}, (310, 320)),
        ("nam", {"sex": "male"}, (400, 420)),
        ("nam", {}, (310, 420)),
        ("nam", {"pregnant": True, "age": 16}, (400, 400)),  # higher than in adult pregnancy
        ("nam", {"lactating": True, "age": 16}, (360, 360)),
        # A boy of 18, whom half of the authorities count as an adult.
        ("nam", {"sex": "male", "age": 18}, (410, 410)),
        ("uk", {"sex": "male", "age": 18}, (300, 300)),
        ("dach", {"sex": "male", "age": 18}, (330, 330)),
        ("anses", {"sex": "male", "age": 18}, (380, 380)),
        ("efsa", {"sex": "male", "age": 18}, (350, 350)),
        ("japan", {"sex": "male", "age": 18}, (340, 340)),
        ("korea", {"sex": "male", "age": 18}, (410, 410)),
        # EFSA and NNR share the numbers, not the bands.
        ("efsa", {"age": 3}, (230, 230)),
        ("nnr", {"age": 3}, (170, 170)),
        ("efsa", {"sex": "male", "age": 10}, (300, 300)),
        ("nnr", {"sex": "male", "age": 10}, (230, 230)),
        # Printed as increments, compared as totals.
        ("uk", {"lactating": True, "age": 30}, (320, 320)),
        ("japan", {"pregnant": True, "age": 25}, (320, 320)),
        ("korea", {"pregnant": True, "age": 25}, (320, 320)),
        ("china", {"pregnant": True, "age": 35}, (360, 360)),
        ("bfr", {"age": 40}, None),
        ("nam", {"pregnant": True, "age": 52}, None),
    ],
)
def test_recommended_intake(
    authority: str, facts: dict[str, Any], expected: tuple[float, float] | None, catalogue: Catalogue
) -> None:
    assert recommended(catalogue, authority, **facts) == expected


@pytest.mark.parametrize(
    ("authority", "facts", "mg", "status", "limit"),
    [
        ("nam", {"age": 40}, 350, "below", 350),
        ("nam", {"age": 40}, 350.1, "above", 350),
        ("nam", {"age": 2}, 70, "above", 65),
        ("nam", {"age": 8}, 111, "above", 110),
        ("nam", {"age": "8mo"}, 10, "not-set", None),
        ("efsa", {"age": 3}, 10, "not-set", None),
        ("efsa", {"age": 4}, 200, "below", 250),
        ("uk", {"age": 40}, 400, "below", 400),
        ("uk", {"age": 17}, 10, "not-set", None),
        ("china", {"age": 40}, 10, "not-set", None),
        ("nnr", {"age": 17}, 10, "not-set", None),
        ("nnr", {"age": 18}, 251, "above", 250),
        ("korea", {"age": 10}, 191, "above", 190),
        ("japan", {"age": 40}, 351, "above", 350),
        ("japan", {"age": 10}, 10, "needs-weight", None),
        ("japan", {"age": 10, "weight_kg": 30}, 150, "below", 150),  # 5 mg per kg
        ("japan", {"age": 10, "weight_kg": 30}, 151, "above", 150),
        ("nam", {"pregnant": True, "age": 52}, 10, "not-set", None),
    ],
)
def test_upper_limit(
    authority: str, facts: dict[str, Any], mg: float, status: str, limit: float | None, catalogue: Catalogue
) -> None:
    found = compare(catalogue.authority(authority), Person(**facts), Span.exactly(mg)).upper_limit
    assert (found.status, found.low, found.high) == (status, limit, limit)


@pytest.mark.parametrize(
    ("authority", "kind", "scope"),
    [
        ("nam", "UL", "supplements"),
        ("anz", "UL", "supplements"),
        ("efsa", "UL", "added-salts"),
        ("nnr", "UL", "added-salts"),
        ("anses", "LSS", "added-salts"),
        ("bfr", "MAX", "added-salts"),
        ("vkm", "UL", "supplements"),
        ("uk", "GL", "supplements"),
        ("japan", "UL", "non-food"),
        ("korea", "UL", "non-food"),
    ],
)
def test_what_an_upper_limit_counts(authority: str, kind: str, scope: str, catalogue: Catalogue) -> None:
    limit = compare(catalogue.authority(authority), Person(age=40), Span.exactly(1)).upper_limit
    assert (limit.kind, limit.scope) == (kind, scope)


@pytest.mark.parametrize(
    ("total", "limit", "status"),
    [
        (Span(200, 200), Span(350, 350), "below"),
        (Span(350, 350), Span(350, 350), "below"),  # at the limit is below
        (Span(351, 351), Span(350, 350), "above"),
        (Span(300, 400), Span(350, 350), "straddles"),
        (Span(300, 350), Span(350, 350), "below"),
        (Span(350, 400), Span(350, 350), "straddles"),
        (Span(200, 200), Span(110, 350), "straddles"),
        (Span(400, 400), Span(110, 350), "above"),
        (Span(110, 110), Span(110, 350), "below"),
        (Span(0.1 + 0.2, 0.1 + 0.2), Span(0.3, 0.3), "below"),  # the arithmetic of the machine passes no limit
    ],
)
def test_limit_status(total: Span, limit: Span, status: str) -> None:
    assert limit_status(total, limit) == status
