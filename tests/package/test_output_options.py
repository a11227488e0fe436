"""How much of an answer is shown, how wide, in which colours, through a pager, and in which kind of file."""

from __future__ import annotations

import csv
import io
import json
import sys
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar

if TYPE_CHECKING:
    from pathlib import Path

    from fixture_types import IsOneLine, RunMaginfo, RunOnTerminal, RunProgram

CHECK = ("check", "-d", "400", "--sex", "female")
PLAN = ("plan", "-d", "2x200mg", "--drug", "levothyroxine@07:00", "--drug", "ciprofloxacin@08:00,20:00")


# Depth


def test_each_option_shows_more(maginfo: RunMaginfo) -> None:
    texts = [maginfo(*CHECK, *options).out for options in ((), ("--why",), ("--full",))]
    assert [len(text) for text in texts] == sorted({len(text) for text in texts})
    assert "Sources" not in texts[0].splitlines()
    assert "General cautions" in texts[1]
    assert "Sources" in texts[2].splitlines()
    assert "More:" not in texts[2]


def test_sources_alone_number_the_short_answer(program: RunProgram) -> None:
    text = program(*CHECK, "--sources").stdout
    assert "[1, 2]" in text.splitlines()[0]
    assert "General cautions" not in text
    assert "https://" in text


@pytest.mark.parametrize(
    ("setting", "option"), [("why", "--why"), ("full", "--full"), (" FULL ", "--full"), ("", None)]
)
def test_a_setting_asks_for_more_at_all_times(setting: str, option: str | None, program: RunProgram) -> None:
    asked = program(*CHECK, *((option,) if option is not None else ()))
    assert program(*CHECK, env={"MAGINFO_DETAIL": setting}).stdout == asked.stdout


def test_a_setting_that_is_no_depth_is_refused(program: RunProgram, is_one_line: IsOneLine) -> None:
    done = program(*CHECK, env={"MAGINFO_DETAIL": "everything"})
    assert (done.returncode, done.stdout, is_one_line(done.stderr)) == (2, "", True)
    assert "write why or full" in done.stderr


def test_one_chapter_of_a_form(maginfo: RunMaginfo) -> None:
    text = maginfo("show", "glycinate", "--section", "names,chemistry").out
    assert "172.423 g/mol" in text
    assert "AVOID" not in text
    assert maginfo("show", "glycinate", "--section", "nothing").status == 2


# Width and colour


def widest(text: str) -> int:
    return max(map(len, text.splitlines()))


@pytest.mark.parametrize("words", [CHECK, PLAN, ("show", "glycinate", "--full"), ("interactions",), ("list", "--full")])
def test_a_pipe_has_lines_of_100_columns_at_most(words: tuple[str, ...], program: RunProgram) -> None:
    assert widest(program(*words).stdout) <= 100
    assert widest(program(*words, env={"COLUMNS": "300"}).stdout) <= 100
    assert widest(program(*words, env={"COLUMNS": "60"}).stdout) <= 60
    assert widest(program(*words, "--width", "70", env={"COLUMNS": "60"}).stdout) in range(61, 71)


@pytest.mark.parametrize(
    ("settings", "options", "coloured"),
    [
        ({}, (), False),
        ({"FORCE_COLOR": "1"}, (), True),
        ({"FORCE_COLOR": "0"}, (), False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, (), False),
        ({"FORCE_COLOR": "1"}, ("--no-color",), False),
    ],
    ids=str,
)
def test_colour_in_a_pipe(
    settings: dict[str, str], options: tuple[str, ...], coloured: bool, program: RunProgram
) -> None:
    assert ("\x1b[" in program(*CHECK, *options, env=settings).stdout) == coloured


def test_where_nothing_is_wrong_nothing_is_red(program: RunProgram) -> None:
    text = program("check", "-d", "100", "--sex", "male", "--age", "45", env={"FORCE_COLOR": "1"}).stdout
    assert "\x1b[" in text
    assert not any(red in text for red in ("31m", ";31", "41m"))


def test_without_graphics_words_stand_for_the_picture(program: RunProgram) -> None:
    text = program(*CHECK, env={"MAGINFO_GRAPHICS": "none"}).stdout
    assert not set(text) & set("█▒░▓─┤┬")
    assert "limit, NAM: 350 mg a day, supplements" in text
    plan = program(*PLAN, env={"MAGINFO_GRAPHICS": "none"}).stdout
    assert "open: 11:00–14:00, 22:00–02:00" in plan


# A pager


def pager(tmp_path: Path) -> str:
    """A pager that marks what went through it."""
    script = tmp_path / "pager.py"
    script.write_text("import sys\nprint('PAGED')\nsys.stdout.write(sys.stdin.read())\n", encoding="utf-8")
    return f"'{sys.executable}' '{script}'"


@pytest.mark.parametrize(
    ("words", "options", "paged"),
    [(("show", "glycinate", "--full"), (), True), (("show", "glycinate", "--full"), ("--no-pager",), False),
     (("check", "-d", "100", "-q"), (), False), (("show", "glycinate", "--json"), (), False)],
)  # fmt: skip
def test_a_long_text_goes_through_a_pager_on_a_terminal(
    words: tuple[str, ...], options: tuple[str, ...], paged: bool, on_terminal: RunOnTerminal, tmp_path: Path
) -> None:
    sent = on_terminal(*words, *options, MAGINFO_PAGER=pager(tmp_path), PAGER="false")
    assert ("PAGED" in sent) == paged
    assert "glycinate" in sent or "ok" in sent


@pytest.mark.parametrize("asked", ["no-such-program-1", "'", "", "cat"])
def test_without_a_pager_that_starts_the_text_is_printed(asked: str, on_terminal: RunOnTerminal) -> None:
    assert "Magnesium glycinate" in on_terminal("show", "glycinate", "--full", MAGINFO_PAGER=asked)


def test_a_pipe_has_no_pager(program: RunProgram, tmp_path: Path) -> None:
    assert "PAGED" not in program("show", "glycinate", "--full", env={"MAGINFO_PAGER": pager(tmp_path)}).stdout


# Files


@pytest.mark.parametrize("name", ["report.pdf", "report.docx", "report.xlsx", "report.txt.gz", "report.png"])
def test_a_suffix_that_is_not_written_is_refused(
    name: str, program: RunProgram, is_one_line: IsOneLine, tmp_path: Path
) -> None:
    done = program(*CHECK, "-o", name, cwd=tmp_path)
    assert (done.returncode, done.stdout, is_one_line(done.stderr)) == (2, "", True)
    assert "use .txt, .json" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_suffixes_named_are_those_that_work(
    maginfo: RunMaginfo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for words in (PLAN, ("show", "glycinate")):
        refused = maginfo(*words, "-o", "x.pdf").err
        named = refused.partition("use ")[2].replace(" or ", ", ").strip().split(", ")
        assert named
        for suffix in named:
            outcome = maginfo(*words, "-o", f"x{suffix}")
            assert (outcome.status, outcome.err) == (0, ""), suffix
        for suffix in {".html", ".svg", ".ics", ".csv", ".tsv"} - set(named):
            assert maginfo(*words, "-o", f"x{suffix}").status == 2, suffix


def test_a_format_that_is_named_may_have_any_suffix(program: RunProgram, tmp_path: Path) -> None:
    assert program(*CHECK, "-f", "text", "-o", "report.log", cwd=tmp_path).returncode == 0
    assert (tmp_path / "report.log").read_text(encoding="utf-8").startswith("MAJOR")


def test_csv_holds_the_rows_of_the_tsv(maginfo: RunMaginfo) -> None:
    by_comma = list(csv.reader(io.StringIO(maginfo("list", "-f", "csv").out)))
    by_tab = [line.split("\t") for line in maginfo("list", "-f", "tsv").out.splitlines()]
    assert by_comma == by_tab


def test_a_cell_that_a_spreadsheet_would_run_is_marked(maginfo: RunMaginfo) -> None:
    text = maginfo("check", "-d", "100", "--drug", "=cmd()", "-f", "csv").out
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "@")]


def test_the_calendar_holds_the_schedule(program: RunProgram, tmp_path: Path) -> None:
    assert program(*PLAN, "-o", "day.ics", cwd=tmp_path).returncode == 0
    events = Calendar.from_ical((tmp_path / "day.ics").read_bytes()).walk("VEVENT")
    schedule = json.loads(program(*PLAN, "--json").stdout)["schedule"]
    assert [str(event["DTSTART"].dt.time())[:5] for event in events] == [line["time"] for line in schedule]
    for event, line in zip(events, schedule, strict=True):
        assert line["what"] in str(event["SUMMARY"])
        assert abs(event["DTSTART"].dt.date() - date.today()) <= timedelta(days=1)
        assert event["RRULE"]["FREQ"] == ["DAILY"]
    assert len({str(event["UID"]) for event in events}) == len(events)


def test_a_calendar_carries_no_line_of_its_own(program: RunProgram, tmp_path: Path) -> None:
    name = "Cipro\r\nBEGIN:VALARM\x1b@08:00"
    assert program("plan", "-d", "100", "--drug", name, "-o", "day.ics", cwd=tmp_path).returncode in (0, 2)
    text = (tmp_path / "day.ics").read_text(encoding="utf-8")
    assert "\nBEGIN:VALARM" not in text
    assert "\x1b" not in text
