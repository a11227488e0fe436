"""`maginfo batch` as a shell, a pipe and a terminal meet it."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import jsonschema
import pytest
from processes import MAGINFO

from maginfo.batch.columns import OUTPUT_COLUMNS
from maginfo.render.schemas import json_schema_of

if TYPE_CHECKING:
    from pathlib import Path

    from fixture_types import IsOneLine, RunOnTerminal, RunProgram, RunShell

if os.name != "posix":
    pytest.skip("streams of a POSIX system", allow_module_level=True)

MANY = "id,dose,sex,age\n" + "".join(
    f"{number},{50 + number % 500} mg,female,{number % 90}\n" for number in range(20_000)
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Three rows, of which the second cannot be checked."""
    path = tmp_path / "doses.csv"
    path.write_text("id,dose,sex,note\na,400,female,=1+1\nb,no dose,,\nc,200 mg,male,x\n", encoding="utf-8")
    return path


def read(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


def test_every_row_is_answered_in_its_place(table: Path, program: RunProgram) -> None:
    done = program("batch", str(table))
    assert done.returncode == 3
    header = done.stdout.splitlines()[0].split(",")
    assert header == ["id", "dose", "sex", "note", *OUTPUT_COLUMNS]
    first, second, third = read(done.stdout)
    assert (first["id"], first["note"], first["supplement_mg_low"], first["upper_limit"]) == (
        "a",
        "'=1+1",
        "400",
        "350",
    )
    assert (first["status"], first["severity"], first["error"]) == ("above", "major", "")
    assert first["findings"].split(";")[0] == "above-upper-limit"
    assert (second["id"], second["severity"]) == ("b", "")
    assert "dose 'no dose'" in second["error"]
    assert (third["id"], third["severity"], third["error"]) == ("c", "ok", "")
    unread, tally = done.stderr.splitlines()
    assert unread == "maginfo: not read: 'note'"
    assert tally.startswith("maginfo: 3 rows: 2 checked (major 1, ok 1), 1 rejected; the first, row 2: dose")


def test_json_lines_are_reports_and_errors(table: Path, program: RunProgram) -> None:
    done = program("batch", str(table), "-f", "json", "--full")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["schema"] for answer in answers] == ["maginfo.check/1", "maginfo.error/1", "maginfo.check/1"]
    assert answers[1] == {"schema": "maginfo.error/1", "row": 2, "error": answers[1]["error"]}
    for answer in answers:
        jsonschema.validate(answer, json_schema_of(answer["schema"].removeprefix("maginfo.").removesuffix("/1")))
    alone = json.loads(program("check", "--dose", "400", "--sex", "female", "--json").stdout)
    assert answers[0] == alone


@pytest.mark.parametrize(
    ("options", "status"),
    [((), 0), (("--fail-on", "major"), 1), (("--fail-on", "avoid"), 0), (("--fail-on", "info"), 1)],
)
def test_fail_on_holds_for_any_row(options: tuple[str, ...], status: int, program: RunProgram) -> None:
    assert program("batch", "-", *options, input="dose\n400\n100\n").returncode == status


def test_rejected_rows_win_over_fail_on(program: RunProgram) -> None:
    assert program("batch", "-", "--fail-on", "info", input="dose\n400\nx\n").returncode == 3


def test_formats_go_by_suffixes(table: Path, tmp_path: Path, program: RunProgram) -> None:
    tsv, lines = tmp_path / "checked.tsv", tmp_path / "checked.jsonl"
    assert program("batch", str(table), "-o", str(tsv)).stdout == ""
    assert [row["severity"] for row in read(tsv.read_text(encoding="utf-8"), "\t")] == ["major", "", "ok"]
    program("batch", str(tsv), "-o", str(lines))
    assert [json.loads(line)["schema"] for line in lines.read_text(encoding="utf-8").splitlines()] == [
        "maginfo.check/1",
        "maginfo.error/1",
        "maginfo.check/1",
    ]
    again = program("batch", str(tmp_path / "rows.ndjson"))
    (tmp_path / "rows.ndjson").write_text('{"dose": "12 mmol", "drugs": ["ciprofloxacin"]}\n', encoding="utf-8")
    assert again.returncode == 3
    (row,) = read(program("batch", str(tmp_path / "rows.ndjson")).stdout)
    assert "interaction:fluoroquinolone" in row["findings"]


def test_a_column_of_labels_is_read(program: RunProgram) -> None:
    done = program(
        "batch", "-", input='label,times\n"Magnesium (as magnesium citrate) 150 mg, 36% DV",2\nVitamin C 60 mg,\n'
    )
    first, second = read(done.stdout)
    assert first["supplement_mg_high"] == "300"
    assert (second["findings"], second["error"], done.returncode) == ("no-magnesium-named", "", 0)


def test_an_overlay_counts(tmp_path: Path, program: RunProgram) -> None:
    (tmp_path / "about.toml").write_text('name = "Clinic"\n', encoding="utf-8")
    done = program("batch", "-", "--data", str(tmp_path), "-f", "json", input="dose\n400\n")
    assert json.loads(done.stdout)["data_version"].endswith("with Clinic")


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("nowhere.csv",), 3, "'nowhere.csv': cannot be read"),
        ((".",), 3, "is a folder"),
        (("-", "--encoding", "klingon"), 2, "encoding 'klingon'"),
        (("-", "-f", "text"), 2, "batch writes csv, tsv, json"),
        (("-", "--input-format", "xlsx"), 2, "write one of csv, tsv, jsonl"),
        (("-", "-o", "page.html"), 2, "or use .csv"),
        (("-", "-a", "all"), 2, "one authority"),
        (("-", "-a", "efsaa"), 2, "unknown authority"),
        (("-", "-o", "no/such/folder/x.csv"), 3, "cannot be written"),
        (("-",), 3, "is empty"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    words: tuple[str, ...], status: int, said: str, program: RunProgram, is_one_line: IsOneLine, tmp_path: Path
) -> None:
    done = program("batch", *words, input="" if words == ("-",) else "dose\n400\n", cwd=tmp_path)
    assert (done.returncode, is_one_line(done.stderr)) == (status, True), done.stderr
    assert said in done.stderr
    assert done.stdout == ""


def test_a_header_alone_is_answered_by_a_header(program: RunProgram) -> None:
    done = program("batch", "-", input="dose,id\n")
    assert (done.returncode, done.stdout) == (0, ",".join(("dose", "id", *OUTPUT_COLUMNS)) + "\n")


@pytest.mark.parametrize("words", ['batch "$0" -o "$0"', 'batch - -o "$0" < "$0"', 'batch "$0" >> "$0"'])
def test_a_file_is_not_read_and_written_at_once(words: str, table: Path) -> None:
    before = table.read_bytes()
    script = f"{sys.executable} -m maginfo {words}"
    done = subprocess.run(["sh", "-c", script, str(table)], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, table.read_bytes()) == (2, before), done.stderr


def test_a_line_of_many_megabytes_is_passed_over(program: RunProgram) -> None:
    done = program("batch", "-", input="id,dose\n1,400\n2," + "9" * 5_000_000 + "\n3,400\n")
    assert [row["id"] for row in read(done.stdout)] == ["1", "2", "3"]
    assert "longer than" in read(done.stdout)[1]["error"]
    assert len(done.stdout) < 10_000


# Streams


def test_a_first_line_that_never_ends_is_refused(program: RunProgram, is_one_line: IsOneLine) -> None:
    done = program("batch", "/dev/zero")
    assert (done.returncode, done.stdout) == (3, "")
    assert is_one_line(done.stderr)
    assert "first line" in done.stderr


def test_a_dash_is_standard_output(table: Path, program: RunProgram, tmp_path: Path) -> None:
    direct = program("batch", str(table), cwd=tmp_path)
    assert program("batch", str(table), "-o", "-", cwd=tmp_path).stdout == direct.stdout
    assert not (tmp_path / "-").exists()


def test_head_takes_a_line_and_leaves(shell: RunShell, tmp_path: Path) -> None:
    (tmp_path / "many.csv").write_text(MANY, encoding="utf-8")
    done = shell('{ "$@"; echo "status $?" >&2; } | head -n 1', "batch", str(tmp_path / "many.csv"))
    assert done.stdout.startswith("id,dose")
    assert done.stderr == "status 0\n"


def test_rows_are_answered_as_they_come() -> None:
    pipe = subprocess.PIPE
    with subprocess.Popen([*MAGINFO, "batch", "-"], stdin=pipe, stdout=pipe, stderr=pipe, text=True) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        running.stdin.write("dose\n")
        running.stdin.flush()
        assert running.stdout.readline().startswith("dose,supplement_mg_low")
        running.stdin.write("400\n")
        running.stdin.flush()
        assert running.stdout.readline().startswith("400,400,400,")
        running.communicate(timeout=60)
    assert running.returncode == 0


def interruptible() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_interrupt_ends_where_a_row_ends(tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text(MANY, encoding="utf-8")
    pipe = subprocess.PIPE
    command = [*MAGINFO, "batch", str(path)]
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, preexec_fn=interruptible) as running:
        assert running.stdout is not None
        first = b""
        while first.count(b"\n") < 3:  # it is at work, and has more to write than a pipe holds
            first += os.read(running.stdout.fileno(), 100)
        running.send_signal(signal.SIGINT)
        rest, err = running.communicate(timeout=60)
    assert (running.returncode, b"Traceback" in err) == (130, False), err
    written = (first + rest).decode()
    assert written.endswith("\n")
    assert all(line.count(",") == 12 for line in written.splitlines())
    assert 1 < written.count("\n") < MANY.count("\n")


def test_interrupt_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "checked.csv"
    target.write_text("before", encoding="utf-8")
    pipe = subprocess.PIPE
    command = [*MAGINFO, "batch", "-", "-o", str(target)]
    with subprocess.Popen(command, stdin=pipe, stderr=pipe, preexec_fn=interruptible) as running:
        assert running.stdin is not None
        running.stdin.write(MANY.encode())  # more than a pipe holds: it is reading
        running.stdin.flush()
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=60)
    assert (running.returncode, b"Traceback" in err) == (130, False), err
    assert target.read_text(encoding="utf-8") == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["checked.csv"]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110
def test_full_device_is_told_in_one_line(program: RunProgram, is_one_line: IsOneLine) -> None:
    for how in ({}, {"words": ("-o", "/dev/full")}):
        with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123
            done = program("batch", "-", *how.get("words", ()), stdout=full, input=MANY)
        assert (done.returncode, is_one_line(done.stderr)) == (3, True), done.stderr


def test_progress_is_for_a_terminal_that_watches(tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text(MANY, encoding="utf-8")
    controlling, terminal = os.openpty()
    command = [*MAGINFO, "batch", str(path), "-o", str(tmp_path / "checked.csv")]
    env = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80"}
    with subprocess.Popen(command, stderr=terminal, env=env) as running:
        os.close(terminal)
        shown = b""
        try:
            while part := os.read(controlling, 65536):
                shown += part
        except OSError:
            pass  # so Linux tells that the other side has closed
        running.wait(timeout=60)
    os.close(controlling)
    assert b"rows" in shown
    assert b"%" in shown
    assert b"20000 rows: 20000 checked" in shown


def test_a_terminal_is_shown_what_a_cell_holds_and_does_not_obey_it(on_terminal: RunOnTerminal, tmp_path: Path) -> None:
    path = tmp_path / "doses.csv"
    path.write_text("dose,note\n400,a\x1b[2Jb\n", encoding="utf-8")
    controlling, terminal = os.openpty()
    with subprocess.Popen([*MAGINFO, "batch", str(path)], stdout=terminal, stderr=subprocess.DEVNULL) as running:
        os.close(terminal)
        sent = os.read(controlling, 65536)
        running.wait(timeout=60)
        while b"400" not in sent:
            sent += os.read(controlling, 65536)
    os.close(controlling)
    assert b"\\x1b[2J" in sent
    assert b"\x1b[2J" not in sent


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (b"PK\x03\x04\x14\x00", "save its sheet as CSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "save its sheet as CSV"),
        (b"%PDF-1.7", "write its rows as CSV"),
        (b"PAR1\x15\x04", "--input-format parquet"),
    ],
)
def test_a_file_that_is_no_table_is_told_what_to_do(
    tmp_path: Path, program: RunProgram, head: bytes, said: str
) -> None:
    path = tmp_path / "doses.csv"
    path.write_bytes(head + b"\x00" * 40)
    done = program("batch", str(path))
    assert (done.returncode, done.stdout) == (3, "")
    assert said in done.stderr
    assert str(path) in done.stderr
