"""Standard output that fails, terminals with and without colour, and encodings that lack characters."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from fixture_types import IsOneLine, RunOnTerminal, RunProgram, RunShell

if os.name != "posix":
    pytest.skip("streams of a POSIX system", allow_module_level=True)

ANSWERS = ("check --dose 400", "sources --json", "show glycinate -f markdown", "schema check")
PRINTED = (*ANSWERS, "data path", "--version", "--help", "check --help")
SMALL_FILE = 8192


@pytest.mark.parametrize("line", PRINTED)
def test_reader_that_has_gone_is_no_error(line: str, program: RunProgram) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = program(*line.split(), stdout=writing)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("line", ["sources", "sources -f tsv", "show glycinate"])
def test_head_takes_a_line_and_leaves(line: str, shell: RunShell) -> None:
    done = shell('{ "$@"; echo "status $?" >&2; } | head -n 1', *line.split())
    assert done.stdout.count("\n") == 1
    assert done.stderr == "status 0\n"


def test_error_whose_reader_has_gone_keeps_its_status(shell: RunShell, is_one_line: IsOneLine) -> None:
    done = shell('{ "$@"; echo "status $?" >&2; } | true', "show", "no such form", "--json")
    assert done.stderr.splitlines()[-1] == "status 2"
    assert is_one_line(done.stderr.removesuffix("status 2\n"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("line", PRINTED)
def test_full_device_is_told_in_one_line(line: str, program: RunProgram, is_one_line: IsOneLine) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = program(*line.split(), stdout=full)
    assert (done.returncode, is_one_line(done.stderr)) == (3, True), done.stderr


# Python's own unbuffered streams drop what a single write leaves over; containers are often set up so.
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_answer_cut_short_is_not_a_success(
    unbuffered: str, program: RunProgram, tmp_path: Path, is_one_line: IsOneLine
) -> None:
    import resource

    def only_small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL_FILE, SMALL_FILE))

    cut = tmp_path / "answer.json"
    with cut.open("w", encoding="utf-8") as file:
        done = program(
            "sources", "--json", stdout=file, preexec_fn=only_small_files, env={"PYTHONUNBUFFERED": unbuffered}
        )
    assert cut.stat().st_size <= SMALL_FILE
    assert (done.returncode, is_one_line(done.stderr)) == (3, True), done.stderr


@pytest.mark.parametrize("line", ANSWERS)
def test_closed_standard_output_is_told_in_one_line(line: str, shell: RunShell, is_one_line: IsOneLine) -> None:
    done = shell('exec "$@" >&-', *line.split())
    assert (done.returncode, is_one_line(done.stderr)) == (3, True), done.stderr


def test_closed_standard_error_leaves_the_status(shell: RunShell) -> None:
    done = shell('exec "$@" 2>&-', "show", "no such form", "--json")
    assert done.returncode == 2
    assert json.loads(done.stdout)["schema"] == "maginfo.error/1"


def test_interrupt_is_130_without_a_traceback() -> None:
    # The answer is larger than a pipe and nobody reads it, so the program is sure to be at work when it is stopped.
    def interruptible() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    command = [sys.executable, "-B", "-m", "maginfo", "intake", "--authority", "all", "--json"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, preexec_fn=interruptible) as running:
        assert running.stdout is not None
        os.read(running.stdout.fileno(), 1)
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=60)
    assert running.returncode == 130, err
    assert b"Traceback" not in err


# Terminals


def test_terminal_has_colour(on_terminal: RunOnTerminal) -> None:
    assert "\x1b[" in on_terminal("interactions", "raltegravir")


@pytest.mark.parametrize("refusal", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {}], ids=str)
def test_terminal_without_colour(refusal: dict[str, str], on_terminal: RunOnTerminal) -> None:
    option = [] if refusal else ["--no-color"]
    assert "\x1b" not in on_terminal("interactions", "raltegravir", *option, **refusal)


def test_pipe_has_no_colour(program: RunProgram) -> None:
    assert "\x1b" not in program("interactions", "raltegravir", env={"TERM": "xterm-256color"}).stdout


def test_terminal_is_sent_colours_and_nothing_else(on_terminal: RunOnTerminal) -> None:
    sent = on_terminal("check", "-d", "400", "--drug", "Cipro\x1b]\x07\x9b\u202e", "--no-pager")
    assert "Cipro" in sent
    assert re.findall(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", re.sub(r"\x1b\[[0-9;]*m", "", sent)) == []


# Encodings


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_no_character_is_lost_where_the_encoding_is_small(encoding: str, program: RunProgram, catalogue: Any) -> None:
    done = program(
        "show",
        "glycinate",
        "--full",
        "--width",
        "1000",
        env={"PYTHONUTF8": "0", "PYTHONIOENCODING": encoding},
        encoding=encoding,
    )
    assert (done.returncode, done.stderr) == (0, "")
    shown = re.sub(r"\\(?:x(..)|u(....))", lambda escape: chr(int(escape[1] or escape[2], 16)), done.stdout)
    shown = " ".join(shown.split())
    assert [alias for alias in catalogue.form("glycinate").aliases if alias not in shown] == []


@pytest.mark.parametrize("settings", [{"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C"}], ids=str)
def test_answers_for_programs_do_not_depend_on_the_locale(settings: dict[str, str], program: RunProgram) -> None:
    done = program("show", "glycinate", "--json", env=settings | {"PYTHONUTF8": settings.get("PYTHONUTF8", "")})
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == program("show", "glycinate", "--json").stdout


@pytest.mark.parametrize("form", ["text", "tsv", "markdown"])
@pytest.mark.parametrize("words", ["list", "check -d 400 --age 30 --sex female", "show --help"])
def test_ascii_is_enough_for_every_answer(words: str, form: str, program: RunProgram) -> None:
    format_ = [] if "--help" in words else ["--format", form]
    done = program(*words.split(), *format_, env={"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}, encoding="ascii")
    assert (done.returncode, done.stderr) == (0, "")


def test_names_in_other_letters_are_found_in_the_c_locale(program: RunProgram) -> None:
    done = program("show", "óxido de magnesio", "--json", env={"LC_ALL": "C", "PYTHONUTF8": ""})
    assert json.loads(done.stdout)["id"] == "oxide"


def test_error_keeps_to_its_line_where_the_encoding_is_small(program: RunProgram, is_one_line: IsOneLine) -> None:
    done = program("show", "тальк\u202e", env={"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}, encoding="ascii")
    assert (done.returncode, is_one_line(done.stderr)) == (2, True), done.stderr


def test_standard_output_by_its_name_is_a_pipe_like_any_other(shell: RunShell) -> None:
    done = shell('"$@" | cat', "check", "--dose", "400", "--quiet", "-o", "/dev/stdout")
    assert (done.stdout, done.stderr) == ("major\n", "")


def test_a_dash_is_standard_output(shell: RunShell, tmp_path: Path) -> None:
    done = shell(f"cd '{tmp_path}' && \"$@\"", "check", "--dose", "400", "--quiet", "-o", "-")
    assert (done.returncode, done.stdout, done.stderr) == (0, "major\n", "")
    assert list(tmp_path.iterdir()) == []
