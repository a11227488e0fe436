"""What cells say, and how they are refused."""

from __future__ import annotations

import pytest

from maginfo import Catalogue
from maginfo.batch import check_rows, result_columns
from maginfo.batch.cache import GroupKeys
from maginfo.batch.columns import Cells
from maginfo.batch.findings import Assessor, Outcome
from maginfo.catalogue.validation.references import every_record
from maginfo.errors import UnknownNameError, UsageError
from maginfo.model.record import records_in
from maginfo.model.safety import Circumstances


@pytest.fixture(scope="module")
def assessor() -> Assessor:
    return Assessor(Catalogue(), "nam")


def outcome(assessor: Assessor, **cells: str) -> Outcome:
    return assessor.outcome(Cells(**cells))


@pytest.mark.parametrize(
    ("cells", "error"),
    [
        ({}, "the dose is empty"),
        ({"dose": "400 IU"}, "IU"),
        ({"dose": "400", "form": "granite"}, "unknown form 'granite'"),
        ({"dose": "400", "basis": "compound"}, "needs its form"),
        ({"dose": "400", "basis": "pure"}, "basis 'pure': write elemental or compound"),
        ({"dose": "400", "times": "1/2"}, "times '1/2': write a whole number"),
        ({"dose": "400", "times": "100"}, "from 1 to 99"),
        ({"dose": "400", "age": "34.5"}, "age '34.5'"),
        ({"dose": "400", "sex": "x"}, "sex 'x'"),
        ({"dose": "400", "sex": "m", "pregnant": "yes"}, "pregnant with sex 'm'"),
        ({"dose": "400", "pregnant": "perhaps"}, "pregnant 'perhaps': write yes or no"),
        ({"dose": "400", "weight": "900"}, "weight 900"),
        ({"dose": "400", "weight": "many"}, "weight: 'many'"),
        ({"dose": "400", "egfr": "-1"}, "eGFR -1"),
        ({"dose": "400", "diet": "99999"}, "diet '99999'"),
        ({"dose": "400", "drugs": "x" * 20_000}, "more than 10000 characters"),
        ({"dose": "40\n0 x\r\t"}, "40\\n0 x"),
    ],
)
def test_a_row_that_cannot_be_checked_says_why_in_one_line(
    cells: dict[str, str], error: str, assessor: Assessor
) -> None:
    found = outcome(assessor, **cells)
    assert error in (found.error or "")
    assert len((found.error or "").splitlines()) == 1
    assert found[:-1] == (None,) * (len(found) - 1)


@pytest.mark.parametrize(
    ("cells", "same"),
    [
        ({"dose": "400", "times": "2.0"}, {"dose": "2 x 400"}),
        ({"dose": "400", "age": "34.0"}, {"dose": "400", "age": "34 years"}),
        ({"dose": "200 mg;100 mg oxide"}, {"dose": "300"}),
        ({"dose": "500 mg", "form": "oxide", "basis": "Compound"}, {"dose": "500 mg oxide compound"}),
        ({"dose": "400", "form": "glycinate", "basis": "elemental"}, {"dose": "400 mg glycinate elemental"}),
        ({"dose": "400", "label": "Magnesium 100 mg"}, {"dose": "400"}),
        ({"label": "Magnesium (as magnesium citrate) 150 mg", "times": "2"}, {"dose": "2 x 150"}),
    ],
)
def test_amounts_come_to_the_same(cells: dict[str, str], same: dict[str, str], assessor: Assessor) -> None:
    first, second = outcome(assessor, **cells), outcome(assessor, **same)
    assert first.error is None
    assert first[:6] == second[:6]


@pytest.mark.parametrize("word", ["true", "TRUE", "yes", "Y", "1", "1.0"])
def test_yes_in_the_words_of_many_tools(word: str, assessor: Assessor) -> None:
    pregnant = outcome(assessor, dose="400", sex="female", age="25", pregnant=word)
    assert (pregnant.error, pregnant.recommended_low) == (None, 350)


def test_one_authority_at_a_time() -> None:
    with pytest.raises(UsageError, match="one authority"):
        Assessor(Catalogue(), "all")
    with pytest.raises(UnknownNameError, match="unknown authority"):
        Assessor(Catalogue(), "efsaa")


def test_group_keys_cover_every_circumstance() -> None:
    """Rows are grouped by these facts: another one in the data must become a part of the group key."""
    assert set(Circumstances.__struct_fields__) == {
        *("ages", "state", "egfr_from", "egfr_below", "egfr_known", "limit_passed", "conditions", "forms"),
        *("single_dose_over_mg", "topical"),
    }


def test_egfr_keys_differ_across_every_threshold_of_the_data(catalogue: Catalogue) -> None:
    key = GroupKeys(catalogue).egfr_key
    rules = [found for _, top in every_record(catalogue) for _, found in records_in(top)]
    limits = {
        limit
        for rule in rules
        if isinstance(rule, Circumstances)
        for limit in (rule.egfr_from, rule.egfr_below)
        if limit is not None
    }
    assert limits
    assert all(key(limit - 0.1) != key(limit) for limit in limits)
    steps = [key(egfr) for egfr in (None, *sorted({0, 120, *limits}))]
    assert steps == sorted(steps)
    assert len(set(steps)) == len(limits) + 2  # one for an unknown eGFR, one below the lowest limit


@pytest.mark.parametrize(
    ("cells", "error", "code"),
    [
        ({"conditions": "kidney disease;zzz"}, "unknown condition 'zzz'", "unknown-condition"),
        ({"drugs": "ciproflaxin"}, "unknown medicine 'ciproflaxin'", "unknown-medicine"),
        ({"drugs": "Zioptan"}, None, "medicine-not-looked-up"),
        ({"conditions": "migraine"}, None, "condition:none-recorded"),
    ],
)
def test_a_row_with_a_name_without_a_record_is_answered(cells: dict[str, str], error: str | None, code: str) -> None:
    (answer,) = check_rows([{"dose": "400", **cells}])
    columns = result_columns(answer)
    assert columns["supplement_mg_high"] == 400
    assert columns["error"] == error
    assert code in columns["findings"].split(";")
