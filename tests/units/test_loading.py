"""The data as people edit it and the data as a wheel carries it are the same."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli

from maginfo import Catalogue, Dose, Person, check
from maginfo.catalogue.csv_tables import CSV_TABLES
from maginfo.catalogue.store import FOLDERS, CompiledPackage, TomlFolder, data_folder
from maginfo.errors import DataError
from maginfo.labels import read_label
from maginfo.labels.compiling import compile_wheel


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped data compiled, as the build does."""
    root = tmp_path_factory.mktemp("compiled")
    for name, content in compile_wheel(data_folder()):
        (root / name).write_text(content, encoding="ascii", newline="\n")
    return root


@pytest.fixture
def packaged(compiled: Path) -> CompiledPackage:
    """A store of the compiled data, laid out as in a wheel."""
    return CompiledPackage(lambda name: (compiled / name).read_bytes())


@pytest.fixture(scope="module")
def edited() -> TomlFolder:
    """A store of the data as people edit it."""
    return TomlFolder(data_folder())


def test_every_table_is_equal(packaged: CompiledPackage, edited: TomlFolder) -> None:
    names = [path.relative_to(data_folder()).with_suffix("").as_posix() for path in data_folder().rglob("*.toml")]
    assert names
    for name in names:
        assert packaged.read(name) == edited.read(name), name


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_folder_lists_the_same_files(folder: str, packaged: CompiledPackage, edited: TomlFolder) -> None:
    files = sorted(path.stem for path in (data_folder() / folder).glob("*.toml"))
    assert list(packaged.ids(folder)) == list(edited.ids(folder)) == files


def test_records_are_equal(packaged: CompiledPackage, catalogue: Catalogue) -> None:
    carried = Catalogue(packaged)
    assert carried.forms() == catalogue.forms()
    assert carried.authorities == catalogue.authorities
    assert carried.interaction_classes() == catalogue.interaction_classes()
    assert carried.cautions == catalogue.cautions
    assert carried.rules == catalogue.rules
    assert carried.common_facts == catalogue.common_facts
    assert carried.uses == catalogue.uses
    assert carried.claims == catalogue.claims
    assert carried.foods == catalogue.foods
    assert carried.bibliography(carried.source_ids) == catalogue.bibliography(catalogue.source_ids)


def test_a_check_is_the_same(packaged: CompiledPackage, catalogue: Catalogue) -> None:
    doses = [Dose.parse("400 mg glycinate"), Dose.parse("1 g Epsom salt compound")]
    person = Person(pregnant=True, age=34, drugs=("ciprofloxacin",), egfr=48)
    carried, made = (check(each, doses, person, ["all"]) for each in (Catalogue(packaged), catalogue))
    assert carried == made


@pytest.mark.parametrize("file", ["lines", "languages", "whole_labels"])
def test_a_label_is_read_the_same(file: str, packaged: CompiledPackage, catalogue: Catalogue) -> None:
    table = tomli.loads((Path(__file__).parent / "labels" / f"{file}.toml").read_text(encoding="utf-8"))
    texts = [each["text"] for each in (*table.get("line", ()), *table.get("case", ()))]
    assert texts
    carried = Catalogue(packaged)
    for text in texts:
        assert read_label(carried, text) == read_label(catalogue, text)


def test_a_citation_has_the_date_of_its_file(edited: TomlFolder) -> None:
    form = edited.read("forms/oxide")
    assert form["compounds"][0]["sources"][0]["checked"] == form["checked"]


@pytest.mark.parametrize(
    ("content", "told"),
    [(b'id = "oxide', "TOML"), (b'name = "caf\xe9"', "UTF-8"), (None, "read")],
    ids=["not TOML", "not UTF-8", "missing"],
)
def test_a_file_that_cannot_be_read_is_named(content: bytes | None, told: str, tmp_path: Path) -> None:
    (tmp_path / "forms").mkdir()
    if content is not None:
        (tmp_path / "forms" / "oxide.toml").write_bytes(content)
    with pytest.raises(DataError, match=r"oxide\.toml") as refusal:
        TomlFolder(tmp_path).read("forms/oxide")
    assert told in refusal.value.message


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_fault_is_told_by_the_line_of_the_file(line_end: str, tmp_path: Path) -> None:
    """Whatever stands before it: a cell in quotation marks may hold a line break."""
    header = "id,name,mg_per_100g,release,usda_number,usda_description,aliases,portions"
    rows = [header, 'oats,"Oats,', 'whole",100,SR28,1,Oats,,', "rice,Rice,much,SR28,2,Rice,,"]
    path = tmp_path / "foods.csv"
    path.write_text(line_end.join(rows) + line_end, encoding="utf-8", newline="")
    with pytest.raises(DataError, match=r"foods\.csv: line 4: .*'much'"):
        CSV_TABLES["foods"](path)
