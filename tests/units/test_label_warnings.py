"""Conditions that the warnings of antacids and laxatives name: each decides something, and says where that stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from fixture_types import RunMaginfo

    from maginfo import Catalogue

WARNED_OF = [
    ("kidney disease", "200", "major"),
    ("magnesium-restricted diet", "200", "major"),
    ("low magnesium diet", "200", "major"),
    ("potassium-restricted diet", "200", "moderate"),
    ("low-potassium diet", "200 mg potassium-citrate", "major"),
    ("sodium-restricted diet", "200", "moderate"),
    ("low-salt diet", "200", "moderate"),
    ("stomach pain", "200", "moderate"),
    ("nausea", "200 mg glycinate", "moderate"),
    ("nausea", "200 mg hydroxide", "major"),
    ("abdominal pain", "200 mg sulfate", "avoid"),
    ("vomiting", "200", "moderate"),
    ("vomiting", "200 mg hydroxide", "major"),
    ("dehydration", "200", "avoid"),
    ("sudden change in bowel habits", "200 mg citrate", "major"),
    ("rectal bleeding", "200", "major"),
]


@pytest.mark.parametrize(("condition", "dose", "severity"), WARNED_OF)
def test_what_a_label_warns_of_decides(condition: str, dose: str, severity: str, maginfo: RunMaginfo) -> None:
    answer = maginfo("check", "--dose", dose, "--age", "40", "--condition", condition, "--json").json
    assert answer["severity"] == severity
    assert any(each["severity"] == severity and each["sources"] for each in answer["findings"])


def test_a_restricted_diet_is_not_the_opposite(catalogue: Catalogue) -> None:
    """A diet low in magnesium is a doctor's order; low magnesium in the blood is what a supplement may be for."""
    assert catalogue.find_caution("low-magnesium diet").id == "magnesium-restricted-diet"
    assert catalogue.find_caution("low magnesium").id == "low-k-low-ca"
    assert catalogue.find_caution("low potassium").id == "low-k-low-ca"
