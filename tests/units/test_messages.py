"""Messages that name the option, the command or the name that would be right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from fixture_types import RunMaginfo


@pytest.mark.parametrize(
    ("line", "status", "message"),
    [
        ("intake --age", 2, "Option '--age' requires an argument; see 'maginfo intake --help'"),
        ("check 400 -a xyz", 2, "unknown authority 'xyz': write one of anses, anz, bfr, "),
        ("check 400 -a efsaa", 2, "unknown authority 'efsaa': did you mean efsa?"),
        (
            "check 400 --drug magnesium",
            2,
            "unknown medicine 'magnesium'; it is magnesium itself: it counts only as a --dose",
        ),
        ("interactions wobblium", 2, "unknown medicine 'wobblium'"),
    ],
)
def test_message(line: str, status: int, message: str, maginfo: RunMaginfo) -> None:
    outcome = maginfo(*line.split())
    assert outcome.status == status
    assert outcome.err.startswith(f"maginfo: {message}")


def test_stricter_limits_share_a_statement_by_amount(maginfo: RunMaginfo) -> None:
    lines = " ".join(maginfo("check", "450", "-a", "hc").out.split())
    assert lines.count("limits of ") == 2
    assert "ver the 250 mg limits of " in lines
    assert "the 400 mg limit of UK" in lines
