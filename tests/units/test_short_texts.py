"""Short texts of the shipped data: each is there, fits its line, and drops no threshold of the long text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from shipped import CATALOGUE

from maginfo import Dose, Person, check
from maginfo.catalogue.matches import MedicineMatch

if TYPE_CHECKING:
    from maginfo.model.evidence import Use
    from maginfo.model.forms import Form
    from maginfo.model.intakes import Authority
    from maginfo.model.safety import Caution, InteractionClass

NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
PROPER_NAMES = {"ACE", "Addison's", "EGFR", "Gitelman", "HIV", "QT", "SGLT2", "SUBA"}
RESTRICTIONS = ({"no", "not", "never"}, {"only", "unless"}, {"emergency"}, {"avoided"}, {"first", "before"}, {"asked"})
"""Words that restrict what a person does, those of one meaning together."""
ABRIDGED = [
    record for record in (*CATALOGUE.cautions, *CATALOGUE.interaction_classes()) if record.short_action is not None
]
RULE = "situation"
"""The kind of the cautions of everybody that are rules, not conditions."""


def numbers(text: str) -> set[str]:
    return set(NUMBER.findall(text))


def stands_in_a_line(short: str) -> bool:
    """Whether a short name begins as a word within a sentence does."""
    return not short[0].isupper() or re.split(r"[\s,:-]", short)[0] in PROPER_NAMES


@pytest.mark.parametrize("caution", CATALOGUE.cautions, ids=lambda each: each.id)
def test_the_short_name_of_a_caution(caution: Caution) -> None:
    assert len(caution.short) <= 60
    assert numbers(caution.short) == numbers(caution.title)
    assert stands_in_a_line(caution.short)


@pytest.mark.parametrize("caution", CATALOGUE.cautions, ids=lambda each: each.id)
def test_a_rule_for_everybody_has_its_clause(caution: Caution) -> None:
    is_rule = caution.always_tell is not None and caution.kind == RULE
    assert (caution.always is not None) == is_rule
    if caution.always is not None:
        assert len(caution.always) <= 70
        assert numbers(caution.always) == numbers(caution.action)


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", text.lower()))


@pytest.mark.parametrize("record", ABRIDGED, ids=lambda each: each.id)
def test_a_short_action_forbids_as_much_as_the_long_one(record: Caution | InteractionClass) -> None:
    assert record.short_action is not None
    assert len(record.short_action) <= 150 < len(record.action)
    assert numbers(record.short_action) == numbers(record.action)
    said, kept = words(record.action), words(record.short_action)
    for meaning in RESTRICTIONS:
        assert not meaning & said or meaning & kept, meaning


def test_no_two_cautions_are_called_the_same() -> None:
    assert len({caution.short for caution in CATALOGUE.cautions}) == len(CATALOGUE.cautions)


@pytest.mark.parametrize("group", CATALOGUE.interaction_classes(), ids=lambda each: each.id)
def test_the_short_texts_of_a_class(group: InteractionClass) -> None:
    assert len(group.short) <= 48
    assert stands_in_a_line(group.short)
    assert (group.effect is None) == (not group.is_recorded)
    if group.effect is not None:
        assert len(group.effect) <= 110
        assert group.effect.endswith(".")
        assert group.sources
        assert numbers(group.effect) <= numbers(group.summary)


def test_no_two_classes_are_called_the_same() -> None:
    groups = CATALOGUE.interaction_classes()
    assert len({group.short for group in groups}) == len(groups)


@pytest.mark.parametrize("form", CATALOGUE.forms(), ids=lambda each: each.id)
def test_the_short_texts_of_a_form(form: Form) -> None:
    for statement in filter(None, (form.absorption, form.tolerance)):
        if statement.short is not None:
            assert len(statement.short) <= 90
            assert statement.sources
            assert numbers(statement.short) <= numbers(statement.summary)
    tolerance = form.tolerance
    if tolerance is not None and tolerance.level != "unknown":
        assert tolerance.short is not None
        assert not tolerance.short.startswith(tolerance.level)


@pytest.mark.parametrize("use", CATALOGUE.uses, ids=lambda each: each.id)
def test_the_short_name_of_a_use(use: Use) -> None:
    assert len(use.short) <= 32
    assert stands_in_a_line(use.short)


@pytest.mark.parametrize("authority", CATALOGUE.authorities, ids=lambda each: each.id)
def test_the_place_of_an_authority(authority: Authority) -> None:
    assert len(authority.place) <= 16


@pytest.mark.parametrize("group", CATALOGUE.interaction_classes(), ids=lambda each: each.id)
def test_the_action_of_one_medicine_speaks_of_no_other(group: InteractionClass) -> None:
    names = {member.name.casefold() for member in group.members}
    for member in group.members:
        match = MedicineMatch(group, member)
        others = {name for name in names if name not in member.name.casefold()}
        if member.action is not None or group.member_action is not None:
            assert not [name for name in others if name in match.action.casefold()]
            assert match.short_action is None
    assert group.member_action != group.action


@pytest.mark.parametrize(
    ("name", "aside"),
    [
        ("Biktarvy", "Raltegravir"), ("metoprolol", "atenolol"), ("prenatal vitamin", "bowel"),
        ("ciprofloxacin", "not listed"), ("famotidine", "2 hours"), ("lansoprazole", "not together"),
        ("bisacodyl", "Apriso"),
    ],
)  # fmt: skip
def test_a_named_medicine_is_told_nothing_of_others(name: str, aside: str) -> None:
    report = check(CATALOGUE, [Dose.parse("100")], Person(drugs=(name,)))
    actions = [each.short_action or each.action or "" for each in report.findings if "interaction" in each.code]
    assert actions
    assert not [each for each in actions if aside.casefold() in each.casefold()]


def test_a_bowel_preparation_keeps_what_labels_say_of_the_kidneys() -> None:
    (match,) = [each for each in CATALOGUE.find_medicine("Citramag") if each.group.id == "other-magnesium-medicine"]
    assert "severely reduced kidney function" in match.action
