"""maginfo as people get it: the built wheel in an environment of its own, as a zip, from the sdist, and editable."""

from __future__ import annotations

import json
import re
import shutil
import tarfile
import zipfile
from pathlib import Path

import pytest
import tomli
from installations import SCRIPTS, Installation, build

pytestmark = pytest.mark.slow  # builds three wheels and fills two environments from the network

# One answer of every kind of record, and one each that needs Rich, pydantic and RapidFuzz.
ANSWERS = (
    ("show", "glycinate", "--json"),
    ("check", "--dose", "2 x 200 mg oxide", "--age", "34", "--pregnant", "--drug", "doxycycline", "--json"),
    ("check", "-d", "300", "--condition", "kidney failure", "--egfr", "20", "-a", "all", "--json"),
    ("plan", "-d", "400", "--drug", "levothyroxine@07:00", "--meals", "08:00,19:00", "--json"),
    ("convert", "2 g citrate compound", "--json"),
    ("intake", "--authority", "all", "--json"),
    ("interactions", "--json"),
    ("cautions", "--json"),
    ("sources", "--json"),
    ("list", "--json"),
    ("--version",),
    ("show", "glycinate"),
    ("schema", "check"),
    ("show", "glycnate"),
)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """The wheel and the sdist of a copy of this source tree, and both ways to install it."""
    return build(tmp_path_factory.mktemp("package"))


def names_in(wheel: Path) -> set[str]:
    """The files of a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


# What is in the archives


def test_wheel_carries_the_data_for_people_and_for_the_program(built: Installation) -> None:
    names = names_in(built.wheel)
    data = built.source / "data"
    tables = {f"maginfo/data/{path.relative_to(data).as_posix()}" for path in data.rglob("*.toml")}
    assert tables
    assert tables <= names
    assert "maginfo/data/README.md" in names
    assert any(re.fullmatch(r"maginfo/data/compiled/.+\.json", name) for name in names)


def test_wheel_holds_the_package_and_nothing_else(built: Installation) -> None:
    names = names_in(built.wheel)
    package = built.source / "src"
    assert {path.relative_to(package).as_posix() for path in package.rglob("*.py")} <= names
    assert "maginfo/py.typed" in names
    metadata = next(name.partition("/")[0] for name in names if name.endswith("/METADATA"))
    assert f"{metadata}/licenses/LICENSE" in names
    shared = metadata.replace(".dist-info", ".data")
    assert {name for name in names if name.startswith(shared)} == {f"{shared}/data/share/man/man1/maginfo.1"}
    assert {name.partition("/")[0] for name in names} == {"maginfo", metadata, shared}
    stray = [name for name in names if re.search(r"(^|/)(tests?|conftest\.py|__pycache__)(/|$)|\.pyc$", name)]
    assert stray == []


def test_sdist_has_everything_a_wheel_is_built_from(built: Installation) -> None:
    assert names_in(built.wheel_of_sdist) == names_in(built.wheel)
    assert built.wheel_of_sdist.name == built.wheel.name
    assert built.wheel_of_sdist.read_bytes() == built.wheel.read_bytes()


def test_same_source_is_the_same_wheel_wherever_and_whenever_it_is_built(built: Installation) -> None:
    assert names_in(built.wheel_of_copy) == names_in(built.wheel)
    assert built.wheel_of_copy.read_bytes() == built.wheel.read_bytes()


def test_sdist_has_the_tests_and_the_licence(built: Installation) -> None:
    with tarfile.open(built.sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"LICENSE", "README.md", "pyproject.toml", "hatch_build.py", "data/about.toml", "tests/conftest.py"} <= names


# The installed wheel, used from another folder


def test_version_is_that_of_the_wheel_and_of_its_data(built: Installation) -> None:
    about = tomli.loads((built.source / "data" / "about.toml").read_text(encoding="utf-8"))
    script = built.installed.run(str(built.installed.folder / SCRIPTS / "maginfo"), "--version")
    version = built.wheel.name.split("-")[1]
    assert script.stdout.splitlines() == [
        f"maginfo {version}",
        f"data {about['version']}",
        f"reviewed {about['reviewed']}",
    ]
    assert (script.returncode, script.stderr) == (0, "")
    assert built.installed.maginfo("--version").stdout == script.stdout


@pytest.mark.parametrize("words", ANSWERS, ids=" ".join)
def test_every_installation_answers_alike(words: tuple[str, ...], built: Installation) -> None:
    editable = built.editable.maginfo(*words)
    assert editable.returncode in (0, 2), editable.stderr
    for each in (built.installed.maginfo(*words), built.installed.maginfo(*words, zipped=built.wheel)):
        assert each.stdout == editable.stdout
        assert (each.returncode, each.stderr) == (editable.returncode, editable.stderr)


def test_every_installation_writes_the_same_page(built: Installation, tmp_path: Path) -> None:
    pages = [tmp_path / f"{number}.html" for number in range(3)]
    question = ("check", "-d", "400", "--drug", "doxycycline", "-o")
    answers = [
        built.editable.maginfo(*question, str(pages[0])),
        built.installed.maginfo(*question, str(pages[1])),
        built.installed.maginfo(*question, str(pages[2]), zipped=built.wheel),
    ]
    assert [(each.returncode, each.stderr) for each in answers] == [(0, "")] * 3
    assert pages[0].read_bytes() == pages[1].read_bytes() == pages[2].read_bytes()


def test_compiled_data_is_equal_to_what_people_edit(built: Installation) -> None:
    everything = (
        "from maginfo import Catalogue; catalogue = Catalogue(); "
        "topics = [name for name in dir(catalogue) if not name.startswith('_') and name != 'store']; "
        "print(*((topic, getattr(catalogue, topic)) for topic in topics if not callable(getattr(catalogue, topic))), "
        "catalogue.forms(), catalogue.interaction_classes(), catalogue.bibliography(catalogue.source_ids), sep='\\n')"
    )
    compiled = built.installed.run(built.installed.python, "-c", everything)
    written = built.editable.run(built.editable.python, "-c", everything)
    assert (compiled.returncode, compiled.stderr) == (0, "")
    assert "Bisglycinate" in compiled.stdout
    assert compiled.stdout == written.stdout


def test_data_path_is_the_folder_of_the_installed_package(built: Installation) -> None:
    answer = built.installed.maginfo("data", "path")
    folder = Path(answer.stdout.rstrip("\n"))
    assert built.installed.folder.resolve() in folder.resolve().parents
    written = (folder / "forms" / "glycinate.toml").read_text(encoding="utf-8")
    assert written == (built.source / "data" / "forms" / "glycinate.toml").read_text(encoding="utf-8")


def test_every_installation_writes_and_reads_a_profile(built: Installation, tmp_path: Path) -> None:
    for number, zipped in enumerate((None, built.wheel)):
        name = str(tmp_path / f"{number}.toml")
        assert built.installed.maginfo("profile", "new", name, zipped=zipped).stdout == f"{name}\n"
        checked = built.installed.maginfo("profile", "check", name, zipped=zipped)
        assert (checked.returncode, checked.stderr) == (0, "")


def test_installed_data_is_valid(built: Installation) -> None:
    answer = built.installed.maginfo("data", "check")
    assert (answer.returncode, answer.stderr) == (0, "")


@pytest.mark.parametrize("words", [("check", "--dose", "400"), ("show", "glycinate")], ids=" ".join)
def test_installed_answers_load_no_parser_and_no_validator(words: tuple[str, ...], built: Installation) -> None:
    costly = ("pydantic", "rich", "tomli", "tomllib", "jinja2", "xml.etree", "maginfo.render.pictures")
    program = (
        "import sys; from maginfo.cli.main import run; "
        f"status = run({[*words, '--json']!r}); "
        f"sys.exit(status or ' '.join(name for name in {costly!r} if name in sys.modules) or None)"
    )
    answer = built.installed.run(built.installed.python, "-c", program)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert json.loads(answer.stdout)["schema"] in ("maginfo.check/1", "maginfo.form/1")


# The wheel as a zip on the path


def test_zipped_wheel_is_what_runs(built: Installation) -> None:
    where = "import maginfo; print(maginfo.__file__)"
    assert str(built.wheel) in built.installed.run(built.installed.python, "-c", where, zipped=built.wheel).stdout


def test_zipped_wheel_does_not_take_a_data_folder_beside_it_for_its_own(built: Installation, tmp_path: Path) -> None:
    stranger = tmp_path / "data" / "about.toml"
    stranger.parent.mkdir()
    stranger.write_text('version = "of somebody else"\n', encoding="utf-8")
    beside = Path(shutil.copy(built.wheel, tmp_path))
    answer = built.installed.maginfo("--version", zipped=beside)
    assert answer.stdout == built.installed.maginfo("--version").stdout, answer.stderr


# An editable install


def test_editable_install_reads_the_data_of_the_source_tree(built: Installation) -> None:
    answer = built.editable.maginfo("data", "path")
    assert Path(answer.stdout.rstrip("\n")).samefile(built.source / "data")


def test_editable_install_shows_an_edit_at_once(built: Installation) -> None:
    path = built.source / "data" / "forms" / "succinate.toml"
    before = path.read_text(encoding="utf-8")
    try:
        path.write_text(re.sub('(?m)^name = ".*"$', 'name = "Magnesium of Tuesday"', before, count=1), encoding="utf-8")
        answer = built.editable.maginfo("show", "magnesium of tuesday", "--json")
    finally:
        path.write_text(before, encoding="utf-8")
    assert json.loads(answer.stdout)["name"] == "Magnesium of Tuesday"
