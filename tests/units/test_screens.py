"""Four whole screens that were looked at. Look at a change again, then keep it with `--snapshot-update`."""

from __future__ import annotations

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


@pytest.mark.parametrize("name", SCREENS)
def test_screen(name: str, maginfo: RunMaginfo, snapshot: SnapshotAssertion) -> None:
    outcome = maginfo(*SCREENS[name].split("|"), "--width", "80")
    assert outcome.status == 0
    assert "\n".join(outcome.out.splitlines()[:60]) == snapshot
