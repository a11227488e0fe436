"""Only magnesium is counted: a table of supplements mixes nutrients."""

from __future__ import annotations

import io
import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from maginfo.batch import NoMagnesiumRow, UncountedRow, check_rows, result_columns
from maginfo.batch.columns import Cells, Columns
from maginfo.batch.findings import Assessor, Outcome
from maginfo.batch.headings import other_headings
from maginfo.batch.objects import Objects
from maginfo.batch.places import ReadAs
from maginfo.batch.streams import DEFAULT_ENCODING, Lines

if TYPE_CHECKING:
    from pathlib import Path

    from fixture_types import RunMaginfo

    from maginfo.catalogue.catalogue import Catalogue

NONE, NOT_SAID, NOT_UNDERSTOOD = "no-magnesium-named", "amount-not-said", "not-understood"
STACK = """supplement,dose
Creatine,5 g
"Zinc picolinate",15 mg
Magnesium glycinate,200 mg
Zinc & Magnesium,400 mg
Vitamin D3,50 mcg
Omega-3 fish oil,1000 mg
"""
CRONOMETER = """Day,Group,Food Name,Dose,Category
2026-01-03,Supplements,Magnesium Citrate,200 mg,Supplements
2026-01-03,Supplements,"Vitamin C, Ascorbic Acid",500 mg,Supplements
2026-01-03,Supplements,Calcium,600 mg,Supplements
2026-01-03,Supplements,"Multivitamin, One a Day",1000 mg,Supplements
2026-01-03,Breakfast,Qwertz,100 g,Snacks
2026-01-03,Supplements,"Magnesium, Capsule",1 capsule,Supplements
"""


@pytest.fixture(scope="module")
def assessor(catalogue: Catalogue) -> Assessor:
    return Assessor(catalogue, "nam")


def outcome(assessor: Assessor, **cells: str) -> Outcome:
    return assessor.outcome(Cells(**cells))


@pytest.mark.parametrize(
    "product",
    [
        "Creatine",
        "creatine monohydrate",
        "Zinc picolinate",
        "Zinc",
        "Zink",
        "Цинк",
        "Kreatin",
        "Vitamin B complex",
        "Omega-3",
        "Calcium (as calcium citrate)",
        "Lithium orotate",
        "Iron bisglycinate",
        "calcium L-threonate",
        "Magnesium-free calcium",
        "Calcium with magnesium stearate",
        "Taurine",
        "Ascorbate",
        "BHB",
        "Fischöl",
    ],
)
def test_another_nutrient_is_never_magnesium(product: str, assessor: Assessor) -> None:
    answer = outcome(assessor, product=product, dose="400 mg")
    assert answer == Outcome.rejected(None, NONE)


@pytest.mark.parametrize(
    "product",
    [
        "Magnesium",
        "magnesium citrate",
        "Zinc & Magnesium",
        "ZMA (zinc, magnesium aspartate, B6)",
        "MgO",
        "Magnez",
        "Slow-Mag",
        "NOW Magnesium Citrate",
        "Magnesiumcitrat",
        "Магний цитрат",
        "Magtein",
    ],
)
def test_magnesium_by_any_name_is_counted(product: str, assessor: Assessor) -> None:
    answer = outcome(assessor, product=product, dose="400 mg")
    assert (answer.supplement_mg_low, answer.supplement_mg_high, answer.severity) == (400, 400, "major")


@pytest.mark.parametrize(
    ("product", "dose", "mg"),
    [
        ("Milk of Magnesia", "1200 mg", 500),  # the hydroxide in 15 ml
        ("Mag-Ox 400", "2 x 400 mg", 482.6),
        ("Slow-Mag", "2 tablets", 143),
        ("Natural Calm", "325 mg", 325),
    ],
)
def test_a_product_gives_what_its_label_prints(product: str, dose: str, mg: float, assessor: Assessor) -> None:
    answer = outcome(assessor, product=product, dose=dose)
    assert answer.supplement_mg_high == pytest.approx(mg)


def test_pieces_of_a_product_without_a_label_say_no_amount(assessor: Assessor) -> None:
    assert outcome(assessor, form="ReMag", dose="2 capsules").error is not None


@pytest.mark.parametrize("product", ["Xyzzy", "Anna", "แมกนีเซียม", "Citrate", "Multivitamin", "Minerals", "ZMA", "\n"])
def test_a_name_that_is_not_understood_is_not_counted(product: str, assessor: Assessor) -> None:
    answer = outcome(assessor, product=product, dose="400 mg")
    assert (answer.supplement_mg_high, answer.severity, answer.findings) == (None, None, NOT_UNDERSTOOD)
    assert answer.error
    named_by_the_dose = outcome(assessor, product=product, dose="400 mg magnesium")
    assert named_by_the_dose.supplement_mg_high == 400


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"product": "Magnesium citrate", "dose": "2 capsules"}, NOT_SAID),
        ({"product": "Magnesium"}, NOT_SAID),
        ({"product": "Vitamin C (as magnesium ascorbate)", "dose": "500 mg"}, NOT_SAID),
        ({"product": "Zinc", "dose": "15 mg magnesium"}, NOT_UNDERSTOOD),
        ({"product": "Zinc\nMagnesium", "dose": "15 mg"}, NOT_UNDERSTOOD),
        ({"form": "zinc picolinate", "dose": "15 mg"}, NONE),
        ({"dose": "15 mg taurine"}, NONE),
        ({"form": "Creatine", "dose": "5 g"}, NOT_UNDERSTOOD),
        ({"dose": "5 g creatine"}, NOT_UNDERSTOOD),
        ({"label": "Vitamin D3 25 mcg"}, NONE),
        ({"label": "Magnesium citrate"}, NOT_SAID),
        ({"label": "Calcium citrate, starch, magnesium oxide, zinc gluconate"}, NOT_SAID),
    ],
)
def test_what_a_row_is_not_counted_for_is_told_apart(cells: dict[str, str], code: str, assessor: Assessor) -> None:
    answer = outcome(assessor, **cells)
    assert (answer.supplement_mg_high, answer.findings) == (None, code)
    assert bool(answer.error) is (code != NONE)


def test_a_form_is_of_the_product(assessor: Assessor) -> None:
    assert outcome(assessor, product="Magnesium", form="creatine", dose="400 mg").supplement_mg_high == 400
    named = outcome(assessor, product="Magnesium glycinate", dose="400 mg")
    assert named == outcome(assessor, form="glycinate", dose="400 mg")


@pytest.mark.parametrize(
    "heading",
    [
        "supplement",
        "Supplement Name",
        "supplement_name",
        "Product",
        "Name",
        "Food Name",
        "item",
        "Nutrient",
        "Präparat",
        "produit",
        "Suplemento",
        "prodotto",
        "название",
        "מוצר",
        "kosttillskott",
        "výrobek",
    ],
)
def test_a_column_of_products_is_known_in_every_language(heading: str, catalogue: Catalogue) -> None:
    columns = Columns([heading, "dose"], "rows.csv", ReadAs(other_headings(catalogue)))
    picked = columns.pick(["Zinc", "15 mg"])
    assert (picked.product, columns.resembling) == ("Zinc", [])


@pytest.mark.parametrize("content", [STACK, CRONOMETER])
@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_file_of_many_nutrients(content: str, form: str, maginfo: RunMaginfo, tmp_path: Path) -> None:
    (tmp_path / "stack.csv").write_text(content, encoding="utf-8")
    done = maginfo("batch", str(tmp_path / "stack.csv"), "-f", form)
    if form == "json":
        codes = Counter(answer.get("code", "checked") for answer in map(json.loads, done.out.splitlines()))
    else:
        said = [code for code in (NONE, NOT_SAID, NOT_UNDERSTOOD) for _ in range(done.out.count(f",{code},"))]
        codes = Counter({"checked": done.out.count(",below,") + done.out.count(",above,"), **Counter(said)})
    if content == STACK:
        assert (codes, done.status) == ({"checked": 2, NONE: 4}, 0)
        assert "2 checked (major 1, ok 1), 4 with no magnesium named, 0 rejected" in done.err
    else:
        assert (codes, done.status) == ({"checked": 1, NONE: 2, NOT_SAID: 1, NOT_UNDERSTOOD: 2}, 3)
        assert "1 checked (ok 1), 2 with no magnesium named, 3 rejected (" in done.err
        assert "(magnesium named and its amount not said 1, name not understood 2)" in done.err


def test_a_shop_catalogue_without_magnesium_is_no_fault(maginfo: RunMaginfo, tmp_path: Path) -> None:
    lines = [
        "Vitamin C 1000 mg",
        "Zinc (as zinc citrate) 30 mg",
        "Collagen 5 g",
        "Calcium 500 mg, vitamin D3 10 mcg",
    ] * 32
    (tmp_path / "shop.csv").write_text("label\n" + "".join(f'"{line}"\n' for line in lines), encoding="utf-8")
    done = maginfo("batch", str(tmp_path / "shop.csv"))
    assert done.status == 0
    assert "128 rows: 0 checked, 128 with no magnesium named, 0 rejected" in done.err


def test_the_library_tells_them_apart(catalogue: Catalogue) -> None:
    rows = [{"supplement": "Zinc", "dose": "15 mg"}, {"supplement": "Xyzzy", "dose": "15 mg"}, {"dose": "15 mg"}]
    zinc, unknown, plain = check_rows(rows, catalogue=catalogue)
    assert isinstance(zinc, NoMagnesiumRow)
    assert isinstance(unknown, UncountedRow)
    assert unknown.code == NOT_UNDERSTOOD
    assert result_columns(zinc)["findings"] == NONE
    assert result_columns(plain)["supplement_mg_high"] == 15


@pytest.mark.parametrize(
    ("key", "value"), [("supplement", "Zinc"), ("Dose (mg)", "400"), ("mg", "400"), ("Medication", "cipro")]
)
def test_what_a_late_key_says_is_not_passed_over(key: str, value: str, catalogue: Catalogue) -> None:
    rows = '{"dose": "400 mg"}\n' * 5_000 + json.dumps({"dose": "15 mg", key: value}) + "\n"
    lines = Lines(io.BytesIO(rows.encode()), "rows", DEFAULT_ENCODING, newline="\n")
    read = Objects(lines, open_ended=True, read_as=ReadAs(other_headings(catalogue)))
    *_, (_, _, fault) = (row for block in read.blocks() for row in block)
    assert fault is not None
    assert f"has the key '{key}'" in fault
