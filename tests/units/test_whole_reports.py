"""What whole checks find, as whole_reports.toml says: every finding, with the persons and doses that bring it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import tomli

from maginfo import Catalogue, Dose, Person, Span, check
from maginfo.dosing.diet import usual_diet
from maginfo.dosing.packages import Package
from maginfo.dosing.report import CautionNotice, RelatedClaim
from maginfo.labels import read_label
from maginfo.labels.doses import dose_from_label
from maginfo.model.safety import Severity

if TYPE_CHECKING:
    from maginfo.dosing.report import Report

EXPECTED = tomli.loads(Path(__file__).with_name("whole_reports.toml").read_text(encoding="utf-8"))

CASES: dict[str, dict[str, Any]] = {
    # the dose against the limits
    "at the limit": {"doses": ["350"], "person": {"sex": "female", "age": 34}},
    "over the limit": {"doses": ["400"], "person": {"sex": "female", "age": 34}},
    "may be over the limit": {"doses": ["2000 mg glycinate compound"], "person": {"age": 40}},
    "over one limit, under another": {"doses": ["300"], "of": ["nam", "efsa", "uk", "who"]},
    "over two limits, may be over a third": {"doses": ["3 g glycinate compound"], "of": ["efsa", "nam", "uk"]},
    "a limit by weight, no weight": {"doses": ["100"], "person": {"age": 10}, "of": ["japan", "korea"]},
    "a limit by weight": {"doses": ["100"], "person": {"age": 10, "weight_kg": 19}, "of": ["japan"]},
    "no limit for infants": {"doses": ["20"], "person": {"age": "8mo"}},
    "no limit by an authority": {"doses": ["200"], "person": {"age": 40}, "of": ["who"]},
    "a child": {"doses": ["60"], "person": {"age": 6}},
    "a teenager who is pregnant": {"doses": ["350 elemental"], "person": {"conditions": ["adolescent", "pregnancy"]}},
    "no row at all": {"doses": ["200"], "person": {"age": 52, "pregnant": True}},
    "no row at all, for both states": {"doses": ["200"], "person": {"age": 60, "pregnant": True, "lactating": True}},
    "poisonous": {"doses": ["5000 elemental"]},
    # the dose and its readings
    "read as magnesium, and it matters": {"doses": ["400 mg glycinate"], "person": {"age": 40}},
    "read as magnesium, and it does not matter": {"doses": ["2 x 100 mg citrate"], "person": {"age": 40}},
    "one compound, read as magnesium": {"doses": ["300 mg magnesium sulfate heptahydrate"]},
    "looks like a compound": {"doses": ["1500 mg glycinate"]},
    "not enough to look like a compound": {"doses": ["1000 mg glycinate"]},
    "much at once": {"doses": ["251 elemental", "250 elemental"]},
    "on the skin": {"doses": ["200 mg magnesium oil", "100 mg oxide elemental"]},
    "on the skin, and over the limit": {"doses": ["200 mg magnesium oil", "400 mg oxide elemental"]},
    "called a compound by the caller": {"doses": [Dose("500 mg oxide", 500.0, form="oxide", basis="compound")]},
    "a label that leaves it open": {"label": "Magnesium citrate 500 mg"},
    "a label that leaves it open, of no one form": {"label": "Magnesium (as oxide, citrate) 1000 mg"},
    "a label that prints it": {"label": "Magnesium (as citrate) 200 mg\nJe Kapsel. Täglich 2 Kapseln"},
    # food
    "below with food": {"doses": ["50"], "person": {"sex": "male", "age": 45}, "diet": 200},
    "met with food": {"doses": ["50"], "person": {"sex": "male", "age": 45}, "diet": 370},
    "above with food": {"doses": ["200"], "person": {"sex": "male", "age": 45}, "diet": 300, "of": ["nam", "efsa"]},
    "a range of food": {"doses": ["50"], "person": {"age": 45}, "diet": Span(200, 260)},
    "above without food": {"doses": ["450"], "person": {"age": 45}},
    "below with food, by other names of the recommendation": {
        "doses": ["50"], "person": {"sex": "male", "age": 45}, "diet": 100,
        "of": ["uk", "anz", "anses", "dach", "japan"],
    },
    "usual food": {"doses": ["50"], "person": {"age": 45}, "diet": "usual"},
    # the person
    "kidney disease from eGFR": {"doses": ["200"], "person": {"age": 45, "egfr": 30}},
    "severe kidney disease from eGFR": {"doses": ["200"], "person": {"age": 45, "egfr": 29.9}},
    "kidney disease named": {"doses": ["400"], "person": {"age": 70, "conditions": [" Kidney disease "]}},
    "several conditions": {"doses": ["200 mg oxide"], "person": {"conditions": ["diabetes", "dialysis", "surgery"]}},
    "a condition of other forms": {"doses": ["200 mg citrate"], "person": {"conditions": ["epsom salt poisoning"]}},
    "populations that were named": {"doses": ["100"], "person": {"conditions": ["toddler", "teenager"]}},
    "an infant or a toddler": {"doses": ["20"], "person": {"conditions": ["infant", "toddler"]}},
    "a disease and a population": {"doses": ["100"], "person": {"conditions": ["kidney disease", "pregnancy"]}},
    "a population beside its age": {"doses": ["100"], "person": {"age": 30, "conditions": ["pregnancy"]}},
    "pregnant and lactating": {"doses": ["360"], "person": {"age": 30, "pregnant": True, "lactating": True}},
    # medicines
    "hours to keep apart": {"doses": ["200"], "person": {"drugs": ["Cipro", "levothyroxine", "tetracyclines"]}},
    "a class that is never together": {"doses": ["200"], "person": {"drugs": ["Polystyrene sulfonate resins"]}},
    "a class of which one is never together": {"doses": ["200"], "person": {"drugs": ["HIV integrase inhibitors"]}},
    "never together": {"doses": ["200"], "person": {"drugs": ["Kayexalate", "sodium polystyrene sulfonate"]}},
    "one medicine by two names": {"doses": ["200"], "person": {"drugs": ["ciprofloxacin", "Cipro"]}},
    "nothing recorded": {"doses": ["200"], "person": {"drugs": ["Eliquis", "apixaban"]}},
    "only some forms": {"doses": ["200 mg chloride"], "person": {"drugs": ["rosuvastatin", "gabapentin"]}},
    "raised by the kidneys": {"doses": ["400"], "person": {"egfr": 20, "drugs": ["tacrolimus", "spironolactone"]}},
    "a medicine and no dose of its form": {"doses": ["200"], "person": {"drugs": ["rosuvastatin"]}},
    # several products
    "an antacid and a supplement": {"doses": ["150 mg hydroxide elemental", "100 mg citrate elemental"]},
    "an antacid and a supplement, over the limit": {"doses": ["300 mg oxide elemental", "200 mg glycinate elemental"]},
    "products with names and prices": {
        "doses": [
            Dose.parse("2 x 100 mg citrate").replaced(name="Evening", package=Package(9.9, 60, "EUR")),
            Dose.parse("150 mg oxide compound").replaced(name="Morning", package=Package(5, 120)),
        ],
        "person": {"age": 40},
    },
}  # fmt: skip


def checked(catalogue: Catalogue, case: dict[str, Any]) -> Report:
    person = Person(**case.get("person", {}))
    if "label" in case:
        doses = [dose_from_label(read_label(catalogue, case["label"]))]
    else:
        doses = [Dose.parse(dose) if isinstance(dose, str) else dose for dose in case["doses"]]
    diet, assumed = case.get("diet"), ()
    if diet == "usual":
        diet, assumed = usual_diet(catalogue.rules, person)
    return check(catalogue, doses, person, case.get("of", ["nam"]), diet_mg=diet, assumptions=assumed)


@pytest.mark.parametrize("name", CASES)
def test_report(name: str, catalogue: Catalogue) -> None:
    report, expected = checked(catalogue, CASES[name]), EXPECTED[name]
    assert report.severity == expected["severity"]
    assert [f"{finding.severity.value} {finding.code}" for finding in report.findings] == expected["findings"]
    assert [f"{each.authority} {each.upper_limit.status}" for each in report.references] == expected["status"]
    assert [f"{each.authority} {each.limit_mg:g}" for each in report.reductions] == expected["reductions"]
    bare = [finding.code for finding in report.findings if not finding.sources]
    assert bare == (["depends-on-label"] if "no one form" in name else []), "of a label of no one form no chemistry"
    assert (report.disclaimer, report.data_version) == (catalogue.about.disclaimer, catalogue.about.version)
    cited = {source.id for part in (*report.references, *report.findings) for source in part.sources}
    cited |= {source.id for part in (*report.cautions, *report.claims) for source in part.sources}
    assert set(report.bibliography) == cited, "every source that is cited, and no other"


@pytest.mark.parametrize("dose", ["350", "200 mg glycinate"])
def test_cautions_and_claims_are_told_as_they_are_recorded(dose: str, catalogue: Catalogue) -> None:
    report = check(catalogue, [Dose.parse(dose)])
    assert report.cautions
    assert report.claims
    for caution in report.cautions:
        own = catalogue.caution(caution.id)
        assert caution == CautionNotice(
            own.id, Severity(own.severity), own.title, own.action, own.sources, own.short, own.always
        )
    recorded = {claim.id: claim for claim in catalogue.dose_claims}
    for claim in report.claims:
        own = recorded[claim.id]
        assert claim == RelatedClaim(own.id, own.claim, own.verdict, own.finding, own.sources)
