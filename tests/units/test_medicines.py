"""What a medicine says for itself, and what of its class holds for it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from maginfo.catalogue.matches import MedicineMatch
from maginfo.dosing.medicine_wording import name_as_asked, name_of_all, none_recorded
from maginfo.dosing.report import DOSE_CODES
from maginfo.model.hours import HoursApart
from maginfo.model.safety import Circumstances, Escalation, InteractionClass, Member, Severity

if TYPE_CHECKING:
    from fixture_types import RunMaginfo

    from maginfo import Catalogue

NOT_TOGETHER = HoursApart(None, None, True)


def group(*members: Member, **said: Any) -> InteractionClass:
    """A class that says what is given and is otherwise of no consequence."""
    names = {"id": "a-class", "name": "A class", "short": "a class"}
    heading = {**names, "checked": "2026-11-22", "direction": "lowers-drug"}
    rest = {"mechanism": "chelation", "severity": "moderate", "forms": ("all",), "summary": "It binds.", "action": "-"}
    return InteractionClass(**{**heading, **rest, **said}, members=members)


@pytest.mark.parametrize(
    ("of_class", "of_member", "kept"),
    [
        ({"take_drug_before_h": 2, "take_drug_after_h": 4}, {}, HoursApart(2, 4, False)),
        ({"take_drug_before_h": 2, "take_drug_after_h": 4}, {"take_drug_after_h": 6}, HoursApart(2, 6, False)),
        ({"take_drug_before_h": 2}, {"never_together": True}, NOT_TOGETHER),
        ({"never_together": True}, {}, NOT_TOGETHER),
        ({"never_together": True}, {"never_together": False, "take_drug_after_h": 2}, HoursApart(None, 2, False)),
        ({}, {}, HoursApart(None, None, False)),
    ],
)
def test_each_hour_is_the_medicines_own_or_its_classs(
    of_class: dict[str, Any], of_member: dict[str, Any], kept: HoursApart
) -> None:
    member = Member("one", **of_member)
    assert MedicineMatch(group(member, **of_class), member).hours == kept


def test_a_class_is_kept_apart_as_its_strictest_medicine_is() -> None:
    members = Member("one", take_drug_before_h=6), Member("other", take_drug_after_h=8)
    named = MedicineMatch(group(*members, take_drug_before_h=2, take_drug_after_h=4), None)
    assert named.hours == HoursApart(6, 8, False)
    assert MedicineMatch(group(*members, Member("third", never_together=True)), None).hours == NOT_TOGETHER


def test_a_class_is_as_grave_as_its_gravest_medicine() -> None:
    one, grave = Member("one", severity="minor"), Member("grave", severity="avoid")
    of_class = group(one, grave)
    named = [MedicineMatch(of_class, member).severity for member in (one, grave, None)]
    assert named == [Severity.MINOR, Severity.AVOID, Severity.AVOID]
    assert MedicineMatch(group(one), None).severity is Severity.MODERATE


def test_a_medicine_with_nothing_recorded_says_that_this_is_not_none(catalogue: Catalogue) -> None:
    (match,) = catalogue.find_medicine("Eliquis")
    assert not match.group.is_recorded
    assert none_recorded(match).startswith("No interaction with magnesium is recorded for apixaban")
    assert name_as_asked(" Eliquis ", match) == "apixaban (Eliquis)"
    assert name_as_asked("Apixaban", match) == "apixaban"


def test_no_caution_has_a_code_of_the_dose(catalogue: Catalogue) -> None:
    """Batch tells a code once, and need not look for it twice as long as this holds."""
    assert DOSE_CODES.isdisjoint(caution.code for caution in catalogue.cautions)


def test_a_class_named_as_a_whole_is_raised_by_what_raises_one_of_its_medicines() -> None:
    step = Escalation("major", "the kidneys are weak", Circumstances(egfr_below=60))
    of_class = group(Member("one"), Member("other", escalate=(step,)))
    assert MedicineMatch(of_class, None).escalations == (step,)
    assert MedicineMatch(of_class, of_class.members[0]).escalations == ()


def test_a_brand_that_is_another_medicine_elsewhere_says_where_it_is_which(catalogue: Catalogue) -> None:
    matches = catalogue.find_medicine("Urex")
    assert {name_as_asked("urex", match) for match in matches} == {
        "furosemide (urex in Australia)",
        "methenamine (urex in the US)",
    }
    assert name_of_all("Urex", matches) == "Urex (furosemide or methenamine)"
    assert name_as_asked("Lasix", catalogue.find_medicine("Lasix")[0]) == "furosemide (Lasix)"
    assert name_of_all("Dyazide", catalogue.find_medicine("Dyazide")) == "Dyazide (hydrochlorothiazide, triamterene)"
    assert name_of_all("Juluca", catalogue.find_medicine("Juluca")) == "dolutegravir/rilpivirine (Juluca)"


def test_every_medicine_of_a_brand_by_country_is_in_the_answer(catalogue: Catalogue, maginfo: RunMaginfo) -> None:
    brands = {
        market.brand for group in catalogue.interaction_classes() for each in group.members for market in each.markets
    }
    assert brands
    for brand in brands:
        matches = catalogue.find_medicine(brand)
        markets = [match.market_of(brand) for match in matches]
        assert len({match.name for match in matches}) > 1, brand
        assert all(markets), brand
        answer = maginfo("check", "--dose", "200", "--age", "40", "--drug", brand, "--json").json
        titles = " ".join(finding["title"] for finding in answer["findings"])
        for match, market in zip(matches, markets, strict=True):
            assert f"{match.name} ({brand} in {market.market})" in titles
            assert f"{brand} is {match.name} in {market.market}" in json.dumps(answer["findings"])
            assert {citation.id for citation in market.sources} <= set(answer["bibliography"])
        rank = max(match.severity for match in matches)
        assert Severity(answer["severity"]) >= rank
        shown = maginfo("interactions", brand, "--json").json["matches"]
        assert {each["market"] for each in shown} == {market.market for market in markets}
