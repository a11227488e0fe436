"""What an assistant gets where the default text is longer than 4 kB; tests/package/test_mcp.py asks the server."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from maginfo.errors import UsageError
from maginfo.mcp.answer import MAX_BYTES, tool_answer
from maginfo.mcp.arguments import MAX_ENTRIES
from maginfo.mcp.tools import BY_NAME

if TYPE_CHECKING:
    from maginfo import Catalogue
    from maginfo.cli.rendering import Rendering
    from maginfo.mcp.answer import ToolAnswer

DRUGS = [
    *("levothyroxine", "ciprofloxacin", "digoxin", "furosemide", "metformin", "omeprazole", "doxycycline"),
    *("alendronic acid", "gabapentin", "tacrolimus", "mycophenolate", "penicillamine", "patiromer", "amiodarone"),
]


def answer(catalogue: Catalogue, tool: str, **arguments: Any) -> ToolAnswer:
    return tool_answer(BY_NAME[tool].call(catalogue, arguments))


def test_short_answer_is_whole(catalogue: Catalogue) -> None:
    whole = answer(catalogue, "check_dose", dose=["400 mg"], drug=["ciprofloxacin"])
    assert "Left out" not in whole.text
    assert {finding["code"] for finding in whole.structured["figures"]["findings"]} >= {
        "above-upper-limit",
        "interaction:fluoroquinolone",
    }


def test_a_question_is_looked_up_and_the_answer_says_how_it_was_read(catalogue: Catalogue) -> None:
    assert "read as: maginfo compare oxide citrate" in answer(catalogue, "look_up", text="oxide or citrate?").text
    assert "maginfo intake --pregnant" in answer(catalogue, "look_up", text="how much magnesium when pregnant").text
    assert "read as" not in answer(catalogue, "look_up", text="cipro").text


def answer_or_refusal(rendering: Rendering) -> ToolAnswer | str:
    try:
        return tool_answer(rendering)
    except UsageError as refused:
        return refused.message


@pytest.mark.parametrize("number", range(1, len(DRUGS) + 1))
def test_no_finding_is_left_out_and_no_action_of_a_major_one(number: int, catalogue: Catalogue) -> None:
    rendering = BY_NAME["check_dose"].call(catalogue, {"dose": ["400 mg"], "drug": DRUGS[:number], "age": 70})
    report = rendering.data
    shown = answer_or_refusal(rendering)
    if isinstance(shown, str):
        assert number > 8
        assert shown.startswith(f"{report.severity.upper()}: ")
        return
    assert len(shown.text.encode()) <= MAX_BYTES
    assert len(json.dumps(shown.structured, ensure_ascii=False).encode()) <= MAX_BYTES
    facts = " ".join(shown.structured["facts"])
    for finding in report.findings:
        if finding.severity != "info" and finding.code != "limit-does-not-hold":
            assert finding.title in facts
        if finding.severity in ("major", "avoid") and finding.action:
            assert (finding.short_action or finding.action) in facts


def test_long_answer_says_what_is_left_out(catalogue: Catalogue) -> None:
    cut = answer(catalogue, "reference_values", authority=["all"])
    assert cut.structured["facts"][-1].startswith("Left out for length: ")
    assert "figures" not in cut.structured
    assert "none set" in cut.text


def test_refusal_names_the_severity_and_no_calm_line(catalogue: Catalogue) -> None:
    drugs = [f"{'z' * 150}{number}@08:00" for number in range(MAX_ENTRIES)]
    with pytest.raises(UsageError, match=r"^MAJOR: .*4 kB") as refused:
        answer(catalogue, "plan_day", dose=["200 mg"], drug=drugs)
    assert "kept" not in refused.value.message


def test_long_label_is_quoted_in_part_and_read_whole(catalogue: Catalogue) -> None:
    label = f"{'Magnesium (as magnesium citrate) ' * 200} 150 mg 36%"
    shown = answer(catalogue, "read_label", text=label)
    assert len(shown.text.encode()) <= MAX_BYTES
    assert "…" in shown.text
    assert "lines" in shown.structured["figures"]


def test_default_authorities_stand_for_those_not_named(catalogue: Catalogue) -> None:
    tool = BY_NAME["check_dose"]
    of_server = tool.call(catalogue, {"dose": ["200 mg"]}, ["efsa", "uk"]).data
    named = tool.call(catalogue, {"dose": ["200 mg"], "authority": ["nnr"]}, ["efsa", "uk"]).data
    assert [each.authority for each in of_server.references] == ["efsa", "uk"]
    assert [each.authority for each in named.references] == ["nnr"]
