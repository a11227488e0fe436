"""Four whole screens that were looked at, and the height of more. Keep a looked-at change with `--snapshot-update`."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from fixture_types import RunMaginfo
    from syrupy.assertion import SnapshotAssertion

SCREENS = {
    "check": "check|-d|2 x 200 mg glycinate|-d|250 mg oxide compound|--sex|male|--age|45|--diet|260|-a|nam|-a|efsa",
    "plan": "plan|-d|2x200mg|--drug|levothyroxine@07:00|--drug|ciprofloxacin@08:00,20:00",
    "show": "show|glycinate",
    "label": "label|Magnesium (as citrate) 150 mg 36%\nServing size: 2 capsules. Take 2 capsules twice daily.",
}

MAX_LINES = {
    "check --dose 400 --sex female": 24,
    "check -d 200 --sex f --age 34": 24,
    "check -d 300 --age 72 --egfr 29 --condition 'heart block' --drug 'thyroid tablet' --drug ciprofloxacin": 32,
    "check 'Mag-Ox 400 twice a day' --age 60 --drug omeprazole": 32,
    "check 300 --age 60 --drug amlodipine --drug ramipril --drug indapamide": 32,
    "check 300 --age 40 --drug Tivicay --drug Triumeq": 30,
    "compare glycinate citrate oxide --dose 400": 32,
    "interactions Tivicay Triumeq": 16,
    "show glycinate": 32,
    "show oxide": 32,
    "interactions ciprofloxacin": 32,
    "interactions ciprofloxacin levothyroxine alendronate": 32,
    "interactions": 70,
    "intake --sex male --age 45": 24,
    "intake -a all --sex female --age 34": 32,
    "plan -d 2x200mg --drug levothyroxine@07:00 --drug cipro@08:00 --drug cipro@20:00": 32,
    "use sleep": 32,
    "cautions 'kidney disease'": 32,
    "compare glycinate citrate oxide": 32,
    "list": 42,
}
"""Lines at 80 columns."""


@pytest.mark.parametrize("name", SCREENS)
def test_screen(name: str, maginfo: RunMaginfo, snapshot: SnapshotAssertion) -> None:
    outcome = maginfo(*SCREENS[name].split("|"), "--width", "80")
    assert outcome.status == 0
    assert "\n".join(outcome.out.splitlines()[:60]) == snapshot


@pytest.mark.parametrize("command", MAX_LINES)
def test_an_answer_fits_its_screen(command: str, maginfo: RunMaginfo) -> None:
    outcome = maginfo(*shlex.split(command), "--width", "80")
    assert outcome.status == 0
    assert len(outcome.out.splitlines()) <= MAX_LINES[command]


def test_one_reading_of_a_dose_is_said_once_on_the_screen(maginfo: RunMaginfo) -> None:
    words = ("check", "2000mg magnesium glycinate")
    shown, in_full = (" ".join(maginfo(*words, *more).out.split()) for more in ((), ("--why",)))
    assert "it looks like the compound: about 282 mg (200–400)" in shown
    assert "may be the mass of the compound" not in shown
    assert "may be the mass of the compound" in in_full
    codes = [finding["code"] for finding in maginfo(*words, "--json").json["findings"]]
    assert {"depends-on-label", "compound-suspected"} <= {*codes}


def test_the_same_total_or_block_is_said_once(maginfo: RunMaginfo) -> None:
    shown = " ".join(maginfo("check", "Mag-Ox 400 twice a day", "--age", "60").out.split())
    assert shown.count("is within: 241.3 mg") == 1
    block = " ".join(maginfo("interactions", "Armour Thyroid", "Cytomel").out.split())
    assert block.count("Kept at least 4 hours apart") == 1
    assert "desiccated thyroid (Armour Thyroid) and liothyronine (Cytomel), thyroid hormones" in block
    both = maginfo("check", "300", "--drug", "Tivicay", "--drug", "Triumeq", "--json").json
    assert "dolutegravir (Tivicay, Triumeq)" in both["findings"][0]["title"]


def test_stricter_limits_that_line_1_names_are_listed_by_why(maginfo: RunMaginfo) -> None:
    within = ("check", "300", "--sex", "f", "--age", "34")
    short, why = (maginfo(*within, *more).out for more in ((), ("--why",)))
    assert "OVER that of EFSA/SCF (EU) and 4 more" in " ".join(short.split())
    assert "BfR (Germany)" not in short
    assert "BfR (Germany)" in why
    over = (" ".join(maginfo("check", "400", *more).out.split()) for more in ((), ("--why",)))
    assert ["Over the 250 mg limits of EFSA/SCF (EU) and 4 more" in each for each in over] == [True, False]
