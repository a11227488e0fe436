"""Severities: words that are ordered by rank."""

from __future__ import annotations

import pytest

from maginfo.model.safety import Severity


def test_a_severity_is_its_word_and_is_ordered_by_rank() -> None:
    assert Severity.MAJOR == "major"
    assert f"{Severity.MAJOR}" == str(Severity.MAJOR) == "major"
    assert repr(Severity.MAJOR) == repr("major")
    assert {Severity.MAJOR: 1}["major"] == 1
    assert sorted(["avoid", "info", "minor"], key=Severity) == ["info", "minor", "avoid"]
    assert max(Severity.AVOID, Severity.INFO) is Severity.AVOID  # by their letters 'info' would be the higher
    assert Severity.OK < Severity.INFO
    assert Severity.INFO <= Severity.INFO < Severity.MINOR <= Severity.MODERATE
    assert Severity.AVOID > Severity.MAJOR >= Severity.MAJOR
    for compare in ("__lt__", "__le__", "__gt__", "__ge__"):
        with pytest.raises(TypeError, match="no order"):
            getattr(Severity.MAJOR, compare)("avoid")
