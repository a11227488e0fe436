"""Headings that people write: what is read as what, in which company, and what is said of the rest."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from maginfo.batch.findings import Assessor
from maginfo.batch.groups import Groups
from maginfo.batch.headings import other_headings
from maginfo.batch.input import Table
from maginfo.batch.places import ReadAs
from maginfo.batch.run import Tally
from maginfo.batch.streams import DEFAULT_ENCODING, Lines
from maginfo.cli.batch_answers import report_on_stderr

if TYPE_CHECKING:
    from maginfo import Catalogue
    from maginfo.batch.columns import Outcome


@pytest.fixture(scope="module")
def assessor(catalogue: Catalogue) -> Assessor:
    return Assessor(catalogue, "nam")


@pytest.fixture
def read_as(catalogue: Catalogue) -> ReadAs:
    return ReadAs(other_headings(catalogue))


def table(text: str, read_as: ReadAs) -> Table:
    return Table(Lines(io.BytesIO(text.encode()), "rows.csv", DEFAULT_ENCODING), None, read_as)


def outcome_of(text: str, assessor: Assessor, read_as: ReadAs) -> Outcome:
    source = table(text, read_as)
    (row,) = [row for block in source.blocks() for row in block]
    cells, _, fault = row
    assert fault is None, fault
    return assessor.outcome(source.columns.pick(cells))


def fault_of(text: str, assessor: Assessor, read_as: ReadAs) -> str:
    source = table(text, read_as)
    (row,) = [row for block in source.blocks() for row in block]
    cells, _, fault = row
    return fault or assessor.outcome(source.columns.pick(cells)).error or ""


@pytest.mark.parametrize(
    "heading",
    [
        "drug", "medications", "Medicines", "Meds", "Current medications", "Prescriptions", "Medikamente", "Leki",
        "Médicaments", "Farmaci", "Medicación", "Medicijnen", "лекарства", "medication", "Medicine",
    ],
)  # fmt: skip
def test_a_column_of_medicines_is_read(heading: str, assessor: Assessor, read_as: ReadAs) -> None:
    found = outcome_of(f"dose,{heading}\n200 mg,ciprofloxacin\n", assessor, read_as)
    assert found.severity == "major"
    assert "interaction:fluoroquinolone" in (found.findings or "")


@pytest.mark.parametrize(
    ("headings", "row", "code"),
    [
        ("Supplement,Medication,Dose", "magnesium,ciprofloxacin,200 mg", "interaction:fluoroquinolone"),
        ("medication,dose", "magnesium oxide,400 mg", "above-upper-limit"),
        ("medication,dose", "ciprofloxacin,200 mg", "no-magnesium-named"),
    ],
)
def test_a_medicine_before_its_dose_is_what_is_taken(
    headings: str, row: str, code: str, assessor: Assessor, read_as: ReadAs
) -> None:
    assert code in (outcome_of(f"{headings}\n{row}\n", assessor, read_as).findings or "")


@pytest.mark.parametrize(
    ("heading", "cell", "code"),
    [
        ("Diagnosis", "kidney disease", "condition:kidney-disease"),
        ("Comorbidities", "kidney disease", "condition:kidney-disease"),
        ("condition", "kidney disease", "condition:kidney-disease"),
        ("Diagnose", "kidney disease", "condition:kidney-disease"),
        ("GFR", "45", "limit-does-not-hold"),
        ("eGFR (mL/min)", "45", "limit-does-not-hold"),
        ("eGFR (mL/min/1.73m²)", "45", "limit-does-not-hold"),
        ("Alter", "7", "child"),
        ("Age (years)", "7", "child"),
        ("Âge", "7", "child"),
    ],
)
def test_what_a_person_has_is_read(heading: str, cell: str, code: str, assessor: Assessor, read_as: ReadAs) -> None:
    assert code in (outcome_of(f"dose,{heading}\n50 mg,{cell}\n", assessor, read_as).findings or "")


@pytest.mark.parametrize(("heading", "cell"), [("pregnancy", "yes"), ("schwanger", "ja"), ("enceinte", "oui")])
def test_a_pregnancy_is_read(heading: str, cell: str, assessor: Assessor, read_as: ReadAs) -> None:
    assert outcome_of(f"dose,{heading}\n200 mg,{cell}\n", assessor, read_as).recommended_low == 350


@pytest.mark.parametrize("heading", ["CrCl", "Creatinine clearance", "Age (months)", "Weight (lb)"])
def test_another_figure_is_named_as_not_read(heading: str, read_as: ReadAs, capsys: pytest.CaptureFixture[str]) -> None:
    source = table(f"id,dose,{heading},note\n1,200 mg,45,x\n", read_as)
    assert source.columns.unread == [heading, "note"]
    report_on_stderr(source, Tally())
    said = capsys.readouterr().err
    assert f"'{heading}'" in said
    assert "not read: " in said


def test_columns_that_group_rows_are_not_told_as_unread(
    assessor: Assessor, read_as: ReadAs, capsys: pytest.CaptureFixture[str]
) -> None:
    source = table("person,dose,note\n1,200 mg,x\n", read_as)
    report_on_stderr(source, Tally(), Groups(source.columns, ["person"], assessor))
    assert "not read: 'note'\n" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "mg"),
    [
        ("supplement;Menge (mg);Einnahme\nMagnesiumcitrat;187,5;2x täglich", 375),
        ("dose,Sig\n200 mg,1 tablet twice daily", 400),
        ("dose,Directions\n200 mg,bid", 400),
        ("dose,Instructions\n200 mg,three times a day", 600),
        ("Quantité (mg);Posologie\n200;2 fois par jour", 400),
        ("dose,Prises par jour\n200 mg,2", 400),
        ("dose,Doses per day\n200 mg,2", 400),
        ("dose,Tablets per day\n200 mg,2", 400),
        ("dose,Freq\n200 mg,BID", 400),
        ("dose,Per day\n200 mg,2", 400),
        ("dose,Mal pro Tag\n200 mg,2", 400),
        ("dose,Frequentie\n200 mg,2", 400),
        ("Sig\n200 mg twice daily", 400),
        ("label,Frequency\nMagnesium 100 mg,twice a day", 200),
        ("dose,Timing,Frequency\n200 mg,with meals,twice a day", 400),
        ("dose,Timing,Frequency\n200 mg,morning and evening,2", 400),
        ("dose,Timing\n200 mg,30 min before meals", 200),
        ("Supplement,Dose,Quantity,Unit\nMagnesium glycinate,100 mg,3,capsules", 300),
        ("Supplement,Dose,Quantity\nMagnesium glycinate,100 mg,3 capsules", 300),
        ("Supplement,Dose,Amount\nMagnesium,200 mg,200 mg", 200),
        ("dose,Amount (mg)\n200,200", 200),
    ],
)
def test_columns_say_together_how_much(text: str, mg: float, assessor: Assessor, read_as: ReadAs) -> None:
    found = outcome_of(f"{text}\n", assessor, read_as)
    assert (found.supplement_mg_high, found.error) == (mg, None)


@pytest.mark.parametrize("heading", ["times", "Frequency", "Timing", "Sig", "Schedule"])
@pytest.mark.parametrize("cell", ["2-3 times a day", "every other day", "as needed", "with each meal", "2-3"])
def test_a_frequency_that_is_not_read_rejects_the_row(
    heading: str, cell: str, assessor: Assessor, read_as: ReadAs
) -> None:
    assert fault_of(f"dose,{heading}\n200 mg,{cell}\n", assessor, read_as)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("dose,Timing,Frequency\n200 mg,bedtime,twice a day", "say differently how often"),
        ("dose,Timing,Frequency\n200 mg,2-3 times a day,twice a day", "cannot read how often"),
        ("Supplement,Dose,Amount\nMagnesium,200 mg,400 mg", "'Dose' and 'Amount' are both read as 'dose'"),
        ("Supplement,Dose,Quantity\nMagnesium,100 mg,3", "say '100 mg' and '3'"),
        ("dose,Sex,Gender\n200 mg,f,m", "'Sex' and 'Gender'"),
    ],
)
def test_columns_that_contradict_each_other_reject_the_row(
    text: str, why: str, assessor: Assessor, read_as: ReadAs
) -> None:
    assert why in fault_of(f"{text}\n", assessor, read_as)


def test_a_contradicting_row_of_a_group_keeps_its_medicines(assessor: Assessor, read_as: ReadAs) -> None:
    source = table("who,dose,amount,drugs\nA,100 mg,,\nA,200 mg,400 mg,ciprofloxacin\n", read_as)
    groups = Groups(source.columns, ["who"], assessor)
    for block in source.blocks():
        groups.add(block, Tally())
    (group,) = groups.checked()
    outcome = group.outcome()
    assert outcome.supplement_mg_high == 100
    assert {"rows-not-counted", "interaction:fluoroquinolone"} <= set((outcome.findings or "").split(";"))
    assert "both read as 'dose'" in (outcome.error or "")


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("drugs", "none"), ("drugs", "None"), ("drugs", "nil"), ("drugs", "keine"), ("drugs", "-"), ("sex", "unknown"),
        ("sex", "NA"), ("pregnant", "-"), ("pregnant", "n/a"), ("age", "unknown"), ("egfr", "NA"), ("weight", "–"),
        ("conditions", "unknown"), ("diet", "unknown"),
    ],
)  # fmt: skip
def test_a_word_for_nothing_is_an_empty_cell(column: str, cell: str, assessor: Assessor, read_as: ReadAs) -> None:
    empty = outcome_of(f"dose,{column}\n200 mg,\n", assessor, read_as)
    assert outcome_of(f"dose,{column}\n200 mg,{cell}\n", assessor, read_as) == empty


def test_a_date_of_birth_is_no_age(assessor: Assessor, read_as: ReadAs) -> None:
    assert "write completed years" in fault_of("dose,age\n200 mg,1992-03-04\n", assessor, read_as)
