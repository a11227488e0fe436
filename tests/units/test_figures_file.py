"""data/figures.tsv: a changed value of the data is a changed line, whatever kind of value it is, unless it is prose."""

from __future__ import annotations

import csv
import random
import re
import shutil
import subprocess
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
import pytest
from shipped import copy_data

from maginfo.catalogue.store import TomlFolder, data_folder
from maginfo.catalogue.validation.changelog import missing_lines
from maginfo.catalogue.validation.figures_file import figures_of, figures_of_file, figures_text, parse_figures
from maginfo.catalogue.validation.revision import text_at
from maginfo.catalogue.validation.shape import FILES
from maginfo.errors import DataError, MaginfoError
from maginfo.model.constraints import prose_of
from maginfo.model.record import Record

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("unchanged_files_are_read_once")
VALUE = re.compile(r'"(?:[^"\\]|\\.)*"|\d{4}-\d\d-\d\d|\d+(?:\.\d+)?|\btrue\b|\bfalse\b')
SAMPLE = 4
"""Values of each key of each kind of file."""


class Leaf(NamedTuple):
    """One value in the text of a file, and the key that it stands under."""

    file: str
    key: str
    start: int
    end: int


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the shipped data, to change."""
    return copy_data(tmp_path / "data")


def leaves(file: str, text: str) -> list[Leaf]:
    """Every value of a TOML file, by the last key before it."""
    found, key = [], ""
    for match in re.finditer(rf"(?P<comment>#[^\n]*)|(?P<key>[\w-]+)(?= *=)|(?P<value>{VALUE.pattern})", text):
        if match["key"] is not None:
            key = match["key"]
        elif match["value"] is not None:
            found.append(Leaf(file, key, *match.span("value")))
    return found


def changed(text: str) -> str:
    """Another value of the same type."""
    if text in ("true", "false"):
        return "false" if text == "true" else "true"
    if text.startswith('"'):
        middle = 1 + (len(text) - 2) // 2
        letter = "b" if text[middle : middle + 1] == "a" else "a"
        return f"{text[:middle]}{letter}{text[middle + 1 :]}" if len(text) > 2 else '"a"'
    return text[:-1] + ("8" if text[-1] == "7" else "7")


def records(kind: Any, found: set[type[Record]]) -> set[type[Record]]:
    """A record and every record in it."""
    if isinstance(kind, type) and issubclass(kind, Record) and kind not in found:
        found.add(kind)
        for field in msgspec.structs.fields(kind):
            records(field.type, found)
    for inner in getattr(kind, "__args__", ()):
        records(inner, found)
    return found


def prose_keys(kind: str) -> set[str]:
    """The keys of a kind of file under which sentences stand."""
    fields = [field for record in records(FILES[kind], set()) for field in msgspec.structs.fields(record)]
    prose = {field.name for field in fields if prose_of(field.type)}
    assert prose.isdisjoint(field.name for field in fields if not prose_of(field.type))
    return prose


@pytest.fixture(scope="module")
def sample() -> dict[str, list[Leaf]]:
    """Values of each key of each kind of file, chosen at random, by kind."""
    by_key: dict[tuple[str, str], list[Leaf]] = defaultdict(list)
    for path in sorted(data_folder().rglob("*.toml")):
        name = path.relative_to(data_folder()).with_suffix("").as_posix()
        for leaf in leaves(name, path.read_text(encoding="utf-8")):
            by_key[name.partition("/")[0], leaf.key].append(leaf)
    chosen: dict[str, list[Leaf]] = defaultdict(list)
    for (kind, _), found in sorted(by_key.items()):
        chosen[kind] += random.Random(1).sample(found, min(SAMPLE, len(found)))
    return chosen


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted(FILES))
def test_changed_value_is_a_changed_line_or_is_prose(kind: str, data: Path, sample: dict[str, list[Leaf]]) -> None:
    prose, unnoticed = prose_keys(kind), []
    figures = {name: figures_of_file(TomlFolder(data), name) for name in {leaf.file for leaf in sample[kind]}}
    for leaf in sample[kind]:
        path = data / f"{leaf.file}.toml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text[: leaf.start] + changed(text[leaf.start : leaf.end]) + text[leaf.end :], encoding="utf-8")
        try:
            noticed = figures_of_file(TomlFolder(data), leaf.file) != figures[leaf.file]
        except DataError:
            noticed = True
        path.write_text(text, encoding="utf-8")
        if noticed == (leaf.key in prose):
            unnoticed.append((leaf.file, leaf.key, text[leaf.start : leaf.end], noticed))
    assert sample[kind]
    assert unnoticed == []


def test_changed_cell_of_a_food_is_a_changed_line(data: Path) -> None:
    path = data / "foods.csv"
    before = figures_of_file(TomlFolder(data), "foods")
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for column in rows[0]:
        row = next(row for row in rows if row[column])
        cells = {column: changed(row[column])}
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(row))
            writer.writeheader()
            writer.writerows({**each, **cells} if each is row else each for each in rows)
        assert figures_of_file(TomlFolder(data), "foods") != before, column


def test_record_in_the_repository_is_current(maginfo: Any) -> None:
    outcome = maginfo("data", "figures", "--check")
    assert (outcome.status, outcome.err) == (0, "")
    assert maginfo("data", "figures").out == (data_folder() / "figures.tsv").read_text(encoding="utf-8")


def test_every_place_stands_once_and_the_lines_are_sorted() -> None:
    figures = figures_of(TomlFolder(data_folder()))
    places = [(figure.file, figure.place) for figure in figures]
    assert len(set(places)) == len(places)
    assert places == sorted(places)
    assert list(parse_figures(figures_text(TomlFolder(data_folder()))).values()) == figures


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_figure_that_the_record_has_otherwise_is_a_problem_of_the_folder(data: Path, maginfo: Any) -> None:
    replace(data / "dosing.toml", "mg = 250\n", "mg = 251\n")
    for command in (("data", "check"), ("data", "figures", "--check")):
        outcome = maginfo(*command, str(data))
        assert outcome.status == 3
        assert "figures.tsv: dosing.toml: large_single_dose.mg: is not current: the record has '250'" in outcome.err
    maginfo("data", "figures", str(data), "-o", str(data / "figures.tsv"))
    assert maginfo("data", "check", "--today", "2026-12-01", str(data)).status == 0


def test_folder_without_a_record(data: Path, maginfo: Any) -> None:
    (data / "figures.tsv").unlink()
    assert maginfo("data", "check", "--today", "2026-12-01", str(data)).status == 0
    assert maginfo("data", "figures", "--check", str(data)).status == 3


def test_check_and_output_are_not_combined(maginfo: Any, tmp_path: Path) -> None:
    assert maginfo("data", "figures", "--check", "-o", str(tmp_path / "x.tsv")).status == 2


@pytest.fixture
def repository(data: Path) -> Path:
    """The data folder in a repository with one commit."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    as_somebody = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    for words in (("init", "-q"), ("add", "-A"), (*as_somebody, "commit", "-qm", "data: begin")):
        subprocess.run(["git", "-C", str(data), *words], check=True)
    return data


CHANGES = [
    ("dosing.toml", "mg = 250\n", "mg = 251\n", "large single dose · 250 to 251 mg"),
    ("forms/oxide.toml", 'acid_neutralising = "yes"', 'acid_neutralising = "if-buffered"', "oxide · acid · yes to if"),
    ("intakes/nam.toml", "next_look = ", "next_look = 2027-02-03 # ", "NAM, next look · later"),
    ("label_words.toml", '"sourced from", ', "", "label_words.toml, roles(from) · without 'sourced from'"),
]


def test_changed_figures_ask_for_a_line_each(data: Path) -> None:
    figures, changelog = ((data / name).read_text(encoding="utf-8") for name in ("figures.tsv", "CHANGELOG.md"))
    for file, old, new, _ in CHANGES:
        replace(data / file, old, new)
    problems = list(missing_lines(data, figures, changelog))
    assert [problem.file for problem in problems] == [file for file, *_ in CHANGES]
    assert all("no new line of CHANGELOG.md names it" in problem.message for problem in problems)
    replace(data / "CHANGELOG.md", "- 2026", "- 2026-12-02 · selenium · 1 to 2 · another\n- 2026")
    assert list(missing_lines(data, figures, changelog)) == problems
    for position, (*_, line) in enumerate(CHANGES, start=1):
        replace(data / "CHANGELOG.md", "- 2026", f"- 2026-12-02 · {line} · a reason · `a-source`\n- 2026")
        assert list(missing_lines(data, figures, changelog)) == problems[position:]


def test_data_check_asks_for_the_line_since_a_revision(repository: Path, maginfo: Any) -> None:
    file, old, new, line = CHANGES[0]
    replace(repository / file, old, new)
    maginfo("data", "figures", str(repository), "-o", str(repository / "figures.tsv"))
    check = ("data", "check", str(repository), "--today", "2026-12-01", "--since", "HEAD")
    outcome = maginfo(*check)
    assert outcome.status == 3
    assert f"{file}: " in outcome.err
    replace(repository / "CHANGELOG.md", "- 2026", f"- 2026-12-02 · {line} · a reason · `a-source`\n- 2026")
    assert maginfo(*check).status == 0


def test_sentence_locator_and_day_ask_for_no_line(repository: Path, maginfo: Any) -> None:
    replace(repository / "forms" / "oxide.toml", "checked = 2026", "checked = 2025")
    replace(repository / "forms" / "oxide.toml", 'summary = "', 'summary = "Namely: ')
    maginfo("data", "figures", str(repository), "-o", str(repository / "figures.tsv"))
    assert maginfo("data", "check", str(repository), "--today", "2026-12-01", "--since", "HEAD").status == 0


@pytest.mark.parametrize(("revision", "status"), [("no-such-branch", 3), ("--help", 2), ("HEAD:x", 2), ("", 2)])
def test_what_is_no_revision_is_refused(revision: str, status: int, repository: Path) -> None:
    with pytest.raises(MaginfoError, match="--since") as caught:
        text_at(revision, repository, "figures.tsv")
    assert caught.value.exit_status == status
