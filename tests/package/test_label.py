"""`maginfo label`, and labels in `maginfo check`, as a shell and a pipe meet them."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import jsonschema
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from fixture_types import IsOneLine, RunMaginfo, RunProgram, RunShell

POSIX = pytest.mark.skipif(os.name != "posix", reason="pipes with a name are those of POSIX systems")
LABEL = {
    "id": 900001,
    "brandName": "Maker",
    "fullName": "Night",
    "servingSizes": [
        {
            "order": 1, "minQuantity": 2, "maxQuantity": 2, "minDailyServings": 1, "maxDailyServings": 2,
            "unit": "Tablet(s)", "inSFB": True,
        }
    ],
    "ingredientRows": [
        {
            "name": "Magnesium",
            "forms": [{"name": "Magnesium Citrate", "prefix": "as"}],
            "quantity": [
                {
                    "servingSizeOrder": 1, "servingSizeQuantity": 2, "servingSizeUnit": "Tablet(s)", "operator": "=",
                    "quantity": 150, "unit": "mg",
                    "dailyValueTargetGroup": [{"name": "Adults", "operator": "=", "percent": 36, "footnote": None}],
                }
            ],
            "nestedRows": [],
        }
    ],
}  # fmt: skip


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """The file of a label record: 150 mg in two tablets, once or twice a day."""
    file = tmp_path / "night.json"
    file.write_text(json.dumps(LABEL), encoding="utf-8")
    return file


def test_a_record_is_read(record: Path, maginfo: RunMaginfo) -> None:
    outcome = maginfo("label", "--dsld", str(record), "--json")
    assert (outcome.status, outcome.err) == (0, "")
    answer = json.loads(outcome.out)
    assert answer["lines"][0]["elemental_mg"] == {"low": 150, "high": 150}
    assert answer["lines"][0]["daily_value"] == "us-fda"
    assert answer["supplement_mg_per_serving"] == {"low": 150, "high": 150}
    assert answer["supplement_mg_per_day"] == {"low": 150, "high": 300}


def test_a_record_comes_through_a_pipe_too(record: Path, shell: RunShell) -> None:
    piped = shell(f'cat "{record}" | "$@"', "label", "--dsld", "-", "--json")
    assert (piped.returncode, piped.stderr) == (0, "")
    assert json.loads(piped.stdout)["title"] == "DSLD 900001, Maker Night"


def test_json_comes_through_a_pipe_as_from_a_file(record: Path, program: RunProgram) -> None:
    piped = program("label", "-", "--json", input=record.read_text(encoding="utf-8"))
    assert (piped.returncode, piped.stderr) == (0, "")
    assert piped.stdout == program("label", str(record), "--json").stdout


def test_lines_come_through_a_pipe(program: RunProgram) -> None:
    lines = "Magnesium (as magnesium citrate) 150 mg 36%\r\n\n  \nVitamin C 60 mg\n"
    done = program("label", "-", "--json", input=lines)
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert [line["text"] for line in answer["lines"]] == [
        "Magnesium (as magnesium citrate) 150 mg 36%",
        "Vitamin C 60 mg",
    ]
    assert answer["supplement_mg_per_serving"] is answer["supplement_mg_per_day"] is None


def test_one_line_through_a_pipe_is_a_label(program: RunProgram) -> None:
    text = "Magnesium (as magnesium citrate) 150 mg 36%"
    piped = program("label", "-", "--json", input=text + "\n")
    assert json.loads(piped.stdout) == json.loads(program("label", text, "--json").stdout)


@pytest.mark.parametrize("name", ["text", "tsv", "markdown"])
def test_every_format_shows_the_amount(name: str, record: Path, maginfo: RunMaginfo) -> None:
    outcome = maginfo("label", "--dsld", str(record), "-f", name)
    assert (outcome.status, outcome.err) == (0, "")
    assert "150" in outcome.out


def test_a_row_of_the_table_is_a_line(record: Path, maginfo: RunMaginfo) -> None:
    header, *rows = maginfo("label", "--dsld", str(record), "-f", "tsv").out.splitlines()
    cells = [dict(zip(header.split("\t"), row.split("\t"), strict=True)) for row in rows]
    assert [cell["elemental_mg_high"] for cell in cells] == ["150"]
    assert cells[0]["forms"] == "citrate"


def test_sixty_columns_are_enough(record: Path, maginfo: RunMaginfo) -> None:
    outcome = maginfo("label", "--dsld", str(record), "--width", "60")
    assert max(len(line) for line in outcome.out.splitlines()) <= 60


def test_answers_keep_to_the_schema(record: Path, tmp_path: Path, maginfo: RunMaginfo) -> None:
    schema = json.loads(maginfo("schema", "label").out)
    without = tmp_path / "without.json"
    without.write_text(json.dumps({**LABEL, "ingredientRows": []}), encoding="utf-8")
    validator = jsonschema.Draft202012Validator(schema)
    for file in (record, without):
        validator.validate(json.loads(maginfo("label", "--dsld", str(file), "--json").out))
    assert not validator.is_valid({})


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"[", "is not valid JSON: line 1"),
        (b"[]", "a JSON array"),
        (b"\xff\xfe{", "is not UTF-8 text: byte 1 is 0xff"),
        (b'{"id": 1, \0}', "is NUL"),
        (b"[" * 100_000, "nested deeper"),
        (json.dumps(LABEL).replace("150", "1e999").encode(), "quantity[0].quantity: should be a finite number"),
        (b" " * 20_000_001, "more than 20 MB"),
        (None, "No such file"),
    ],
)
def test_what_is_no_record_is_one_line_that_names_it(
    content: bytes | None, words: str, tmp_path: Path, maginfo: RunMaginfo, is_one_line: IsOneLine
) -> None:
    file = tmp_path / "label.json"
    if content is not None:
        file.write_bytes(content)
    for line in (("label", "--dsld", str(file)), ("check", "--dsld", str(file))):
        outcome = maginfo(*line)
        assert (outcome.status, outcome.out, is_one_line(outcome.err)) == (3, "", True)
        assert str(file) in outcome.err
        assert words in outcome.err


def test_a_folder_is_no_record(tmp_path: Path, maginfo: RunMaginfo, is_one_line: IsOneLine) -> None:
    outcome = maginfo("label", "--dsld", str(tmp_path), "--json")
    assert (outcome.status, is_one_line(outcome.err)) == (3, True)
    assert json.loads(outcome.out)["error"]["code"] == "invalid-data"


@pytest.mark.parametrize("words", [(), ("",), ("  ",), ("text", "--dsld", "file"), ("--dsld", "")])
def test_wrong_usage(words: tuple[str, ...], maginfo: RunMaginfo, is_one_line: IsOneLine) -> None:
    outcome = maginfo("label", *words)
    assert (outcome.status, is_one_line(outcome.err)) == (2, True)


def test_standard_input_that_says_nothing(program: RunProgram, shell: RunShell, is_one_line: IsOneLine) -> None:
    assert program("label", "-", input="\n \n").returncode == 2
    for line in ('"$@" <&-', 'printf "\\377" | "$@"'):
        done = shell(line, "label", "-")
        assert (done.returncode, is_one_line(done.stderr)) == (3, True), done.stderr


def test_a_line_that_says_nothing_is_an_answer(maginfo: RunMaginfo) -> None:
    outcome = maginfo("label", "Vitamin C 60 mg", "--json")
    assert outcome.status == 0
    assert json.loads(outcome.out)["lines"][0]["elemental_mg"] is None


def test_what_a_terminal_would_obey_is_shown(maginfo: RunMaginfo) -> None:
    assert "\x1b" not in maginfo("label", "Magnesium \x1b[2J 200 mg").out


# check


def test_labels_and_doses_add_up(record: Path, maginfo: RunMaginfo) -> None:
    words = ("--dose", "100", "--dsld", str(record), "--dsld", str(record), "--label", "Magnesium 50 mg elemental")
    outcome = maginfo("check", *words, "--json")
    assert (outcome.status, outcome.err) == (0, "")
    answer = json.loads(outcome.out)
    assert answer["supplement_mg_per_day"] == {"low": 450, "high": 750}
    assert len(answer["doses"]) == 4
    assert any("1–2 servings a day" in assumption for assumption in answer["assumptions"])


def test_times_are_for_labels_that_say_no_servings(record: Path, maginfo: RunMaginfo) -> None:
    words = ("--label", "Magnesium 50 mg elemental", "--dsld", str(record), "--times", "3")
    answer = json.loads(maginfo("check", *words, "--json").out)
    assert [dose["elemental_mg_per_day"] for dose in answer["doses"]] == [
        {"low": 150, "high": 150},
        {"low": 150, "high": 300},
    ]


def test_a_label_without_magnesium_is_never_left_out(record: Path, tmp_path: Path, maginfo: RunMaginfo) -> None:
    without = tmp_path / "without.json"
    without.write_text(json.dumps({**LABEL, "ingredientRows": []}), encoding="utf-8")
    for words, named in ((("--dsld", str(without)), "without.json"), (("--label", "Vitamin C 60 mg"), "Vitamin C")):
        outcome = maginfo("check", "--dose", "100", *words)
        assert (outcome.status, outcome.out) == (2, "")
        assert "no amount of magnesium can be read from it" in outcome.err
        assert named in outcome.err


def test_a_check_without_labels_imports_nothing_of_them(program: RunProgram) -> None:
    done = program("check", "--dose", "100", "--json", env={"PYTHONPROFILEIMPORTTIME": "1"})
    assert "maginfo.dosing" in done.stderr
    assert "maginfo.labels" not in done.stderr


@pytest.mark.parametrize("command", ["label", "check"])
def test_an_answer_is_not_written_over_its_record(
    command: str, record: Path, maginfo: RunMaginfo, is_one_line: IsOneLine
) -> None:
    before = record.read_text(encoding="utf-8")
    outcome = maginfo(command, "--dsld", str(record), "-o", str(record))
    assert (outcome.status, outcome.out) == (2, "")
    assert is_one_line(outcome.err)
    assert "is an input file" in outcome.err
    assert record.read_text(encoding="utf-8") == before


@POSIX
@pytest.mark.parametrize("command", ["label", "check"])
def test_a_pipe_that_nobody_writes_to_is_not_waited_for(
    command: str, program: RunProgram, is_one_line: IsOneLine, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe")
    done = program(command, "--dsld", "pipe", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    assert is_one_line(done.stderr)


@POSIX
def test_a_pipe_in_a_folder_of_labels_is_told_and_not_waited_for(maginfo: RunMaginfo, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Magnesium (as citrate) 100 mg", encoding="utf-8")
    os.mkfifo(tmp_path / "b.txt")
    os.mkfifo(tmp_path / "c\nAVOID  forged\n.json")
    outcome = maginfo("label", str(tmp_path))
    assert outcome.status == 3
    assert " ".join(outcome.out.split()).count("is not a regular file") == 2
    assert "100 mg" in outcome.out
    assert "\nAVOID" not in outcome.out


@POSIX
def test_a_record_comes_through_a_pipe_of_the_shell(record: Path, shell: RunShell) -> None:
    done = shell(f"(sleep 0.3; cat '{record}') | \"$@\"", "label", "--dsld", "/dev/stdin", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["supplement_mg_per_serving"] == {"low": 150, "high": 150}


@pytest.mark.parametrize("option", [("--form", "citrate"), ("--compound",)])
def test_what_is_said_of_a_dose_is_not_lost_on_a_label(
    option: tuple[str, ...], record: Path, maginfo: RunMaginfo, is_one_line: IsOneLine
) -> None:
    for labels in (("--label", "Magnesium 100 mg"), ("--dsld", str(record))):
        outcome = maginfo("check", *labels, *option)
        assert (outcome.status, outcome.out) == (2, "")
        assert is_one_line(outcome.err)
        assert option[0] in outcome.err
        assert maginfo("check", *labels, "--dose", "100 mg citrate", *option, "--quiet").status == 0
