"""Every reader within bounds: half a gigabyte of memory, an end, and one line with a documented status."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from processes import MAGINFO, surroundings

pytestmark = pytest.mark.slow
if os.name != "posix":
    pytest.skip("bounds of memory and devices of POSIX systems", allow_module_level=True)

MEMORY = 512 * 2**20
HANG = 60
"""Seconds: no measure of speed, but the difference between an end and none."""


@pytest.fixture
def bounded(tmp_path: Path) -> Any:
    """Runs the program with so much memory and no more; the rest goes to `subprocess.run`."""
    import resource

    def run(*words: str, memory: int = MEMORY, **how: Any) -> subprocess.CompletedProcess[bytes]:
        def few() -> None:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

        given: dict[str, Any] = {"stdin": subprocess.DEVNULL, "env": surroundings(), "cwd": tmp_path} | how
        command = [*MAGINFO, *words]
        return subprocess.run(command, capture_output=True, timeout=HANG, check=False, preexec_fn=few, **given)

    return run


def wanted(done: subprocess.CompletedProcess[bytes], status: int, said: str) -> bool:
    """Whether the program ended so, with that in its one line."""
    err = done.stderr.decode()
    return done.returncode == status and said in err and err.count("\n") == 1 and len(err) < 2_000


def test_the_bound_is_one(bounded: Any) -> None:
    done = bounded("--version")
    assert (done.returncode, done.stderr) == (0, b"")
    command = [sys.executable, "-c", "import resource; resource.setrlimit(resource.RLIMIT_AS, (%d, %d)); b'x' * %d"]
    command[2] %= (MEMORY, MEMORY, MEMORY)
    assert b"MemoryError" in subprocess.run(command, capture_output=True, check=False).stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("check --dose 1 --profile /dev/zero", "is not a regular file"),
        ("label --dsld /dev/zero", "more than 20 MB"),
        ("batch /dev/zero", "over 1,000,000 characters"),
        ("batch /dev/zero --input-format jsonl", "over 100,000,000 characters"),
        ("batch /dev/zero --encoding utf-16", "is not utf-16"),
        ("check --dose 1 --data /dev/zero", "is not a folder"),
    ],
)
def test_a_file_without_end_is_given_up(words: str, said: str, bounded: Any) -> None:
    done = bounded(*words.split())
    assert wanted(done, 3, said), done


@pytest.mark.parametrize(
    ("words", "said"),
    [("label -", "more than 20 MB"), ("label --dsld -", "more than 20 MB"), ("batch -", "over 1,000,000 characters")],
)
def test_standard_input_without_end_is_given_up(words: str, said: str, bounded: Any) -> None:
    with Path("/dev/zero").open("rb") as endless:
        done = bounded(*words.split(), stdin=endless)
    assert wanted(done, 3, said), done


def test_a_label_of_controls_is_shown(bounded: Any) -> None:
    # Shown, a NUL takes four characters.
    done = bounded("label", "-", memory=MEMORY // 2, stdin=None, input=b"Magnesium 100 mg " + b"\0" * 200_000)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"100 mg" in done.stdout


@pytest.mark.parametrize(
    "content",
    [
        pytest.param('{"ingredientRows": ' + "[" * 5_000_000, id="deep"),
        pytest.param('{"a":' * 3_000_000, id="deep objects"),
        pytest.param('{"ingredientRows": ' + "1" * 5_000_000 + "}", id="digits"),
        pytest.param("[" + "{}," * 2_000_000 + "1]", id="objects"),
        pytest.param('{"ingredientRows": [' + '{"name": "a"},' * 300_000 + '{"name": "a"}]}', id="rows"),
        pytest.param('{"ingredientRows": [{"name": "Magnesium", "quantity": [{"quantity": 1e400}]}]}', id="1e400"),
        pytest.param("\ufffe", id="nothing"),
    ],
)
def test_a_hostile_record_is_refused(content: str, bounded: Any, tmp_path: Path) -> None:
    (tmp_path / "record.json").write_text(content, encoding="utf-8")
    done = bounded("label", "--dsld", "record.json")
    assert wanted(done, 3, "'record.json': "), done.stderr[:500]


def test_a_hostile_overlay_is_refused(bounded: Any, tmp_path: Path) -> None:
    (tmp_path / "about.toml").write_text('name = "Clinic"\n', encoding="utf-8")
    (tmp_path / "cautions.toml").write_text("cautions = [" + "{}," * 900_000 + "]", encoding="utf-8")
    done = bounded("list", "--data", str(tmp_path))
    assert wanted(done, 3, "more than 30,000 values"), done.stderr[:500]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param("dose" + "," * 400_000 + "\n" + "1\n" * 30_000, "more than 16,384 columns", id="a wide header"),
        pytest.param('"' * 3_000_000, "first line", id="quotation marks"),
        pytest.param("dose\n" + '"' + "x" * 5_000_000, "1 row: 0 checked, 1 rejected", id="an open quotation"),
        pytest.param("dose\n1," + "," * 5_000_000, "1 row: 0 checked, 1 rejected", id="a wide row"),
        pytest.param("dose\n" + "\0" * 5_000_000, "1 row: 0 checked, 1 rejected", id="NULs"),
        pytest.param("dose\n" + "\n" * 5_000_000, "0 rows: 0 checked, 0 rejected", id="nothing"),
        pytest.param("dose\n" + "1" * 500_000, "1 row: 0 checked, 1 rejected", id="digits"),
    ],
)
def test_a_hostile_table_is_answered_or_refused(content: str, said: str, bounded: Any, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text(content, encoding="utf-8", newline="")
    done = bounded("batch", "rows.csv", "-o", "answer.csv")
    assert wanted(done, 0 if "0 rejected" in said else 3, said), done.stderr[:500]


@pytest.mark.parametrize(
    ("line", "lines", "checked"),
    [
        pytest.param('{"dose": 1, "more": [' + "{}," * 250_000 + "1]}", 32, True, id="long rows"),
        pytest.param('{"dose": ' + "[" * 400_000, 3, False, id="deep"),
        pytest.param('{"dose": ' + "1" * 900_000 + "}", 3, False, id="digits"),
        pytest.param('{"dose": 1e400}', 3, False, id="1e400"),
    ],
)
def test_hostile_objects_are_answered_or_rejected(
    line: str, lines: int, checked: bool, bounded: Any, tmp_path: Path
) -> None:
    (tmp_path / "rows.jsonl").write_text(f"{line}\n" * lines, encoding="utf-8")
    done = bounded("batch", "rows.jsonl", "-o", "answer.csv")
    said = f"{lines} rows: {lines} checked" if checked else f"{lines} rows: 0 checked, {lines} rejected"
    done.stderr = done.stderr.removeprefix(b"maginfo: not read: 'more'\n")
    assert wanted(done, 0 if checked else 3, said), done.stderr[:500]


def test_objects_of_ever_other_keys_are_refused(bounded: Any, tmp_path: Path) -> None:
    row = "{" + ", ".join(f'"k%d_{number}": 1' for number in range(5_000)) + ', "dose": 1}\n'
    (tmp_path / "rows.jsonl").write_text("".join(row.replace("%d", str(line)) for line in range(20)), encoding="utf-8")
    assert wanted(bounded("batch", "rows.jsonl"), 3, "more than 16,384 columns")


def test_ever_new_keys_are_refused_before_they_make_a_table(bounded: Any, tmp_path: Path) -> None:
    rows = "".join(f'{{"dose": "400 mg", "k{number}": 1}}\n' for number in range(20_000))
    (tmp_path / "rows.jsonl").write_text(rows, encoding="utf-8")
    assert wanted(bounded("batch", "rows.jsonl"), 3, "more than 1,000 different keys")


@pytest.mark.parametrize(
    "part",
    [
        pytest.param('"ingredientRows": [{"name": "Magnesium", "quantity": [%s]}]', id="quantities"),
        pytest.param('"ingredientRows": [{"name": "Magnesium"}], "statements": [%s]', id="statements"),
        pytest.param('"ingredientRows": [{"name": "Magnesium"}], "unread": [%s]', id="what is not read"),
    ],
)
def test_a_record_of_many_parts_is_refused_before_it_is_parsed(part: str, bounded: Any, tmp_path: Path) -> None:
    (tmp_path / "label.json").write_text("{" + part % ("{}," * 5_000_000 + "{}") + "}", encoding="utf-8")
    assert wanted(bounded("label", "--dsld", "label.json", memory=200 * 2**20), 3, "2,000,000 characters")
    (tmp_path / "label.json").write_text("{" + part % ("{}," * 500_000 + "{}") + "}", encoding="utf-8")
    assert wanted(bounded("label", "--dsld", "label.json", memory=200 * 2**20), 3, "more than 100,000 values")


@pytest.mark.parametrize("piece", ["x", "日", "粒 ", "1 tablet, ", "Magnesium (as ", "(", "100 mg\n"])
def test_a_label_of_40_000_letters_is_read(piece: str, bounded: Any) -> None:
    done = bounded("label", f"Magnesium 120 mg {piece * (40_000 // len(piece))}", "--json")
    assert done.returncode == 0, done.stderr
    assert b'"text": "Magnesium 120 mg' in done.stdout


@pytest.mark.parametrize("option", ["--drug", "--condition", "--form"])
@pytest.mark.parametrize("piece", ["x", "1,", "ab ", "a-", "[("])
def test_a_name_of_100_000_letters_is_unknown(piece: str, option: str, bounded: Any) -> None:
    done = bounded("check", "--dose=1", f"{option}={piece * (100_000 // len(piece))}", "--quiet")
    assert done.returncode == 2
    assert done.stderr.startswith(b"maginfo: unknown ")
