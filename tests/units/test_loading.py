"""The data as people edit it and the data as a wheel carries it are the same."""

from __future__ import annotations

import json
import pkgutil
from pathlib import Path

import pytest

from maginfo import Catalogue
from maginfo.catalogue.loading import CompiledPackage, TomlFolder, compile_data, data_folder
from maginfo.errors import DataError

SINGLE_FILES = ("about", "cautions", "dosing", "magnesium", "signs", "sources")
FOLDERS = ("forms", "intakes", "interactions", "uses")


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped data compiled to JSON, as the build does."""
    root = tmp_path_factory.mktemp("package")
    for name, table in compile_data(data_folder()):
        path = root / "data" / "compiled" / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")
    return root


@pytest.fixture
def packaged(compiled: Path, monkeypatch: pytest.MonkeyPatch) -> CompiledPackage:
    """A store that finds the compiled data where a wheel's would be."""
    monkeypatch.setattr(pkgutil, "get_data", lambda _package, resource: (compiled / resource).read_bytes())
    return CompiledPackage()


@pytest.fixture(scope="module")
def edited() -> TomlFolder:
    return TomlFolder(data_folder())


def test_every_table_is_equal(packaged: CompiledPackage, edited: TomlFolder) -> None:
    names = [*SINGLE_FILES, *(f"{folder}/{name}" for folder in FOLDERS for name in edited.ids(folder))]
    assert len(names) > 100
    for name in names:
        assert packaged.read(name) == edited.read(name), name


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_folder_lists_the_same_files(folder: str, packaged: CompiledPackage, edited: TomlFolder) -> None:
    files = sorted(path.stem for path in (data_folder() / folder).glob("*.toml"))
    assert list(packaged.ids(folder)) == list(edited.ids(folder)) == files


def test_every_data_file_is_compiled(compiled: Path) -> None:
    written = {path.relative_to(data_folder()).with_suffix("") for path in data_folder().rglob("*.toml")}
    carried = {
        path.relative_to(compiled / "data" / "compiled").with_suffix("") for path in compiled.rglob("*.json")
    }
    assert written <= carried


def test_index_of_names_is_equal(packaged: CompiledPackage, edited: TomlFolder) -> None:
    assert packaged.index() == edited.index()


def test_records_are_equal(packaged: CompiledPackage, catalogue: Catalogue) -> None:
    carried = Catalogue(packaged)
    assert carried.forms() == catalogue.forms()
    assert carried.authorities == catalogue.authorities
    assert carried.interaction_classes() == catalogue.interaction_classes()
    assert carried.cautions == catalogue.cautions
    assert carried.uses == catalogue.uses
    assert (carried.rules, carried.signs, carried.common_facts) == (
        catalogue.rules,
        catalogue.signs,
        catalogue.common_facts,
    )
    assert carried.bibliography(carried.source_ids) == catalogue.bibliography(catalogue.source_ids)


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
    with pytest.raises(DataError, match="oxide.toml") as refusal:
        TomlFolder(tmp_path).read("forms/oxide")
    assert told in refusal.value.message
