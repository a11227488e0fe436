"""A class named as a whole could be any of its medicines: it is at least as strict as each, for anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from drawn import CATALOGUE, facts, several_doses
from hypothesis import given, settings
from hypothesis import strategies as st

from maginfo import Catalogue, Person
from maginfo.catalogue.matches import MedicineMatch
from maginfo.dosing.circumstances import concerns_forms
from maginfo.dosing.doses import resolve
from maginfo.dosing.person_findings import facts_of, interaction_finding

if TYPE_CHECKING:
    from maginfo import Dose

CLASSES = [group for group in CATALOGUE.interaction_classes() if group.members]


@pytest.mark.parametrize("group", CLASSES, ids=[group.id for group in CLASSES])
def test_a_class_is_as_strict_as_each_of_its_medicines(group: Any) -> None:
    whole = MedicineMatch(group, None)
    for member in group.members:
        each = MedicineMatch(group, member)
        assert whole.severity >= each.severity, member.name
        assert set(each.escalations) <= set(whole.escalations), member.name
        if not whole.hours.never_together:
            assert not each.hours.never_together, member.name
            assert (whole.hours.before_h or 0) >= (each.hours.before_h or 0), member.name
            assert (whole.hours.after_h or 0) >= (each.hours.after_h or 0), member.name


@settings(max_examples=100)
@given(taken=several_doses, known=facts(), group=st.sampled_from(CLASSES), passed=st.booleans())
def test_nobody_is_told_something_milder_of_the_class(
    taken: list[Dose], known: dict[str, Any], group: Any, passed: bool, catalogue: Catalogue
) -> None:
    person = Person(**{**known, "drugs": []})
    resolved = [resolve(catalogue, dose) for dose in taken]
    given_facts = facts_of(catalogue, person, resolved, passed)
    whole = interaction_finding(group.name, MedicineMatch(group, None), given_facts, catalogue.rules)
    for member in group.members:
        each = interaction_finding(member.name, MedicineMatch(group, member), given_facts, catalogue.rules)
        assert whole.severity >= each.severity, (member.name, concerns_forms(group.forms, resolved))
