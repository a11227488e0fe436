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
