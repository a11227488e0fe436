"""Rows that are checked together, such as those of one person and day."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from fixture_types import RunMaginfo

LOG = """\
person,date,product,dose,sex,age,drugs
Ann,2026-11-23,Magnesium citrate,200 mg,female,40,
Ann,2026-11-23,Magnesium glycinate,150 mg,,,levothyroxine
Ann,2026-11-23,Zinc,15 mg,,,
Ann,2026-11-24 08:00,Magnesium,200 mg,female,40,
Bob,2026-11-23,Magnesium,200 mg,male,50,
Ann,2026-11-24T21:00,Magnesium,250 mg,female,40,
"""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    file = tmp_path / "log.csv"
    file.write_text(LOG, encoding="utf-8")
    return file


def groups(maginfo: RunMaginfo, file: Path, *options: str) -> tuple[int, list[dict[str, str]], str]:
    done = maginfo("batch", str(file), "--group-by", "person,date", *options)
    return done.status, list(csv.DictReader(io.StringIO(done.out))), done.err


def test_a_day_is_one_verdict_with_its_rows(log: Path, maginfo: RunMaginfo) -> None:
    status, read, told = groups(maginfo, log)
    assert status == 0
    assert [(row["person"], row["date"], row["rows"], row["supplement_mg_high"], row["severity"]) for row in read] == [
        ("Ann", "2026-11-23", "1 2", "350", "moderate"),
        ("Ann", "2026-11-24", "4 6", "450", "major"),
        ("Bob", "2026-11-23", "5", "200", "ok"),
        ("Ann", "2026-11-23", "3", "", ""),
    ]
    assert (read[3]["findings"], read[3]["error"]) == ("no-magnesium-named", "")
    assert "interaction:levothyroxine" in read[0]["findings"]
    assert "6 rows in 3 groups: 3 checked (major 1, moderate 1, ok 1), 1 with no magnesium named" in told


def test_a_day_is_what_check_says_of_its_doses(log: Path, maginfo: RunMaginfo) -> None:
    done = maginfo("batch", str(log), "--group-by", "PERSON, date", "--json", "--full")
    first = json.loads(done.out.splitlines()[0])
    asked = ["--dose", "200 mg citrate", "--dose", "150 mg glycinate", "--drug", "levothyroxine"]
    report = maginfo("check", *asked, "--sex", "female", "--age", "40", "--json").json
    assert (first["group"], first["rows"]) == ({"person": "Ann", "date": "2026-11-23"}, [1, 2])
    assert first["left_out"] == [{"row": 3, "reason": "'Zinc' names no magnesium", "code": "no-magnesium-named"}]
    assert _codes(first["report"]) == _codes(report)
    assert first["report"]["supplement_mg_per_day"] == report["supplement_mg_per_day"]


def _codes(report: dict[str, Any]) -> set[str]:
    return {finding["code"] for finding in report["findings"]}


@pytest.mark.parametrize("json_", [False, True])
def test_a_sum_that_lacks_a_row_is_never_ok(log: Path, maginfo: RunMaginfo, json_: bool) -> None:
    log.write_text(LOG + "Bob,2026-11-23,Wellness,1 tablet,,,\n", encoding="utf-8")
    if json_:
        done = maginfo("batch", str(log), "--group-by", "person,date", "--json")
        status, bob, told = done.status, json.loads(done.out.splitlines()[2]), done.err
    else:
        status, read, told = groups(maginfo, log)
        bob = read[2]
        assert bob["findings"].startswith("rows-not-counted;")
    assert (status, bob["severity"]) == (3, "major")
    assert "row 7 is not counted" in bob["error"]
    assert "first, row 7" in told


def test_rows_that_contradict_each_other_are_no_group(log: Path, maginfo: RunMaginfo) -> None:
    log.write_text(LOG + "Bob,2026-11-23,Magnesium,100 mg,female,,\n", encoding="utf-8")
    status, read, told = groups(maginfo, log)
    assert (status, read[2]["severity"], read[2]["error"]) == (3, "", "rows of one group differ in 'sex': male, female")
    assert "2 rejected; the first, row 5" in told


BROKEN = """\
sex,age,dose,drugs
female,40,200 mg,
female,abc,100 mg,
female,40,no such dose,levothyroxine
female,55,banana,
male,50,300 mg,
unclear,3,100 mg,
male,61
female,,Zinc 5 mg,
female,40,100 mg,
male,51,100 mg,
"""


def test_every_row_is_in_one_group_or_has_a_line_of_its_own(log: Path, maginfo: RunMaginfo) -> None:
    log.write_text(BROKEN, encoding="utf-8")
    done = maginfo("batch", str(log), "--group-by", "sex")
    read = list(csv.DictReader(io.StringIO(done.out)))
    numbers = [int(number) for row in read for number in row["rows"].split()]
    assert sorted(numbers) == list(range(1, 11))
    alone = {row["rows"]: row for row in read if " " not in row["rows"]}
    assert all(alone[number]["error"] for number in "23467")
    assert (alone["8"]["findings"], alone["8"]["error"]) == ("no-magnesium-named", "")
    assert "10 rows in 3 groups: 1 checked (major 1), 1 with no magnesium named, 7 rejected; the first" in done.err


def test_rows_that_cannot_be_read_are_not_compared_and_their_medicines_count(log: Path, maginfo: RunMaginfo) -> None:
    log.write_text(BROKEN, encoding="utf-8")
    done = maginfo("batch", str(log), "--group-by", "sex")
    women, men = list(csv.DictReader(io.StringIO(done.out)))[:2]
    assert (women["rows"], women["supplement_mg_high"], women["severity"]) == ("1 9", "300", "major")
    assert "interaction:levothyroxine" in women["findings"]
    assert (men["rows"], men["error"].split(";")[0]) == ("5 10", "rows of one group differ in 'age': 50, 51")


def test_every_row_is_in_one_record_of_a_group(log: Path, maginfo: RunMaginfo) -> None:
    log.write_text(BROKEN, encoding="utf-8")
    done = maginfo("batch", str(log), "--group-by", "sex", "--json")
    records = [json.loads(line) for line in done.out.splitlines()]
    numbers = [number for each in records for number in each["rows"]]
    numbers += [left["row"] for each in records for left in each["left_out"]]
    assert sorted(numbers) == list(range(1, 11))


def test_a_group_without_magnesium_is_no_error(log: Path, maginfo: RunMaginfo) -> None:
    log.write_text("person,date,product,dose\nAnn,1,Zinc,15 mg\nAnn,1,Iron,5 mg\n", encoding="utf-8")
    status, read, told = groups(maginfo, log)
    assert (status, read[0]["findings"], read[0]["error"]) == (0, "no-magnesium-named", "")
    assert "2 rows in 1 group: 0 checked, 2 with no magnesium named" in told


def test_a_broken_row_is_missing_from_its_group(log: Path, maginfo: RunMaginfo) -> None:
    log.write_text("person,date,dose\nAnn,1,100 mg\nAnn,1\n", encoding="utf-8")
    status, read, _ = groups(maginfo, log)
    assert (status, [(row["rows"], row["severity"]) for row in read]) == (3, [("1", "major"), ("2", "")])
    assert read[0]["error"].startswith("row 2 is not counted: has 2 cells")


def test_a_column_that_is_not_there_is_a_mistake(log: Path, maginfo: RunMaginfo) -> None:
    done = maginfo("batch", str(log), "--group-by", "day")
    assert (done.status, done.out) == (2, "")
    assert "the table has no such column" in done.err


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ann,12/1/2026 8:00 AM", "Ann,12/1/2026 9:30 PM"),
        ("Ann,12/1/2026", "Ann,12/01/2026 21:30"),
        ("Ann,01.12.2026 08:00", "Ann,2026-12-01"),
        ("Ann,01.12.2026 08:00", "Ann,1.12.2026 21:00 Uhr"),
        ('Ann,"Dec 1, 2026 8:00 AM"', 'Ann,"Dec 1, 2026"'),
        ('Ann,"December 1, 2026"', "Ann,2026-12-01T08:00:00Z"),
        ("Ann,1 Dec 2026", "Ann,2026/12/01"),
        ("Ann,12/13/2026", "Ann,2026-12-13"),
        ("Ann,13/12/2026 8:00", "Ann,2026-12-13"),
        ("Ann,2026-12-01 08:30", "ann,2026-12-01"),
        ("Ann  Lee,2026-12-01", "Ann Lee ,2026-12-01 08:00:00+01:00"),
    ],
)
def test_the_spellings_of_a_day_and_a_name_are_one(
    first: str, second: str, tmp_path: Path, maginfo: RunMaginfo
) -> None:
    file = tmp_path / "log.csv"
    file.write_text(f"person,date,dose\n{first},200 mg\n{second},200 mg\n", encoding="utf-8")
    _, read, told = groups(maginfo, file)
    assert [(row["rows"], row["supplement_mg_high"]) for row in read] == [("1 2", "400")]
    assert "groups" not in told


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("Ann,12/1/2026", "Ann,2026-12-01", "which number of '12/1/2026' is the month is not certain"),
        ("Ann,on 2026-12-01 at 08:00", "Ann,on 2026-12-01 at 09:00", "holds a time"),
        ("J. Smith,2026-12-01", "J Smith,2026-12-01", "nearly the same"),
    ],
)
def test_what_may_divide_a_day_is_told(first: str, second: str, said: str, tmp_path: Path, maginfo: RunMaginfo) -> None:
    file = tmp_path / "log.csv"
    file.write_text(f"person,date,dose\n{first},200 mg\n{second},200 mg\n", encoding="utf-8")
    _, read, told = groups(maginfo, file)
    assert len(read) == 2
    assert said in told


def test_several_days_in_one_group_are_told(tmp_path: Path, maginfo: RunMaginfo) -> None:
    file = tmp_path / "log.csv"
    file.write_text("person,Datum,dose\nAnn,1.12.2026,200 mg\nAnn,2.12.2026,200 mg\n", encoding="utf-8")
    told = maginfo("batch", str(file), "--group-by", "person").err
    assert "several days" in told
    assert "several days" not in maginfo("batch", str(file), "--group-by", "person,Datum").err
