"""Names that mean ill: looked up, never joined to a path; shown in every format, and acted on in none."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from fixture_types import IsOneLine, RunMaginfo

NAMES = (
    "../forms/oxide",
    "forms/oxide",
    "oxide.toml",
    "../../../../../../../etc/passwd",
    "/etc/passwd",
    "..",
    "oxide/../citrate",
)
LOOKED_UP = (
    *("show", "compare oxide", "interactions", "cautions", "sources", "use", "schema", "data schema"),
    *("convert 100 --form", "intake --authority", "sources --style", "list --format"),
    *(f"check -d 1 --{option}" for option in ("form", "drug", "condition", "authority", "eat", "label", "fail-on")),
    *("check -d", "plan -d 1 --drug", "plan -d", "plan -d 1 --wake", "compare oxide --dose"),
)
ANSWERED = ("interactions", "cautions", "check -d 1 --drug", "check -d 1 --condition")
"""They answer what is known beside an unknown name."""
# For rich's markup, HTML and SVG, Markdown and spreadsheets; then for terminals, and what is read from right to left.
MARKUP = "[red]X[/red]</text><script>alert(1)</script>\"'&|`a`=1+1"
IGNORED = "\x1b\x07\u202e\u2066\u200b [/]"
ILL = f"\x1b[31m\x9b{IGNORED}{MARKUP}"
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
PROFILE = f"""[person]
sex = "female"
[[dose]]
name = {json.dumps(MARKUP)}
amount = "200 mg citrate"
[[drug]]
name = "Cipro [/]"
at = ["08:00"]
"""


@pytest.mark.parametrize("line", LOOKED_UP)
@pytest.mark.parametrize("name", NAMES)
def test_no_name_is_a_path(
    name: str, line: str, maginfo: RunMaginfo, is_one_line: IsOneLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    real = Path.open

    def noted(self: Path, *how: Any, **more: Any) -> Any:
        opened.append(str(self))
        return real(self, *how, **more)

    monkeypatch.setattr(Path, "open", noted)
    outcome = maginfo(*line.split(), name)
    assert (outcome.status, is_one_line(outcome.err)) == (2, True), outcome
    assert outcome.out == "" or line in ANSWERED, outcome
    assert "\0" not in outcome.err
    assert [path for path in opened if "passwd" in path or ".." in path] == []


@pytest.mark.parametrize("line", ["food", "claims", "search"])
def test_a_text_is_no_path(line: str, maginfo: RunMaginfo) -> None:
    for name in NAMES:
        outcome = maginfo(line, name)
        assert outcome.status in (0, 2), outcome.err
        assert "root:" not in outcome.out


@pytest.fixture
def told(tmp_path: Path) -> dict[str, list[str]]:
    """Every way to bring such a text into an answer, by the command."""
    (tmp_path / "me.toml").write_text(PROFILE, encoding="utf-8")
    record = tmp_path / "record.json"
    row = {"name": "Magnesium", "ingredientGroup": "Magnesium", "quantity": [{"quantity": 100, "unit": "mg"}]}
    record.write_text(json.dumps({"fullName": ILL, "brandName": ILL, "ingredientRows": [row]}), encoding="utf-8")
    (tmp_path / "doses.csv").write_text('dose,note\n400,"' + ILL.replace('"', '""') + '"\n', encoding="utf-8")
    mine = ["--profile", str(tmp_path / "me.toml")]
    return {
        "check": [*mine, "--label", f"Magnesium 100 mg {ILL}", "--dsld", str(record)],
        "plan": [*mine, "--drug", f"Cipro{IGNORED}@08:00"],
        "compare": ["oxide", *mine],
        "label": [f"Magnesium 100 mg {ILL}"],
        "profile": ["show", str(tmp_path / "me.toml")],
        "search": [f"nerve {ILL}"],
        "food": [f"spinach:100g {ILL}"],
        "claims": [ILL],
        "interactions": [f"Cipro{IGNORED}"],
    }


COMMANDS = ("check", "plan", "compare", "label", "profile", "search", "food", "claims", "interactions")


@pytest.mark.parametrize("form", ["text", "markdown", "tsv", "json"])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_text_is_shown_and_does_nothing(
    command: str, form: str, told: dict[str, list[str]], maginfo: RunMaginfo
) -> None:
    outcome = maginfo(command, *told[command], "--format", form)
    assert outcome.status in ((0,) if command not in ("food", "claims") else (0, 2)), outcome.err
    assert CONTROLS.findall(outcome.out + outcome.err) == []
    if form == "json":
        json.loads(outcome.out)
    elif command in ("profile", "label") or (form != "tsv" and command in ("check", "compare")):
        # What stands in square brackets is text to us, and would be a colour to the library that prints it.
        assert "[red]X[/red]" in outcome.out.replace("\\[", "[").replace("\\]", "]").replace("\n", ""), outcome.out
    if form == "tsv" and outcome.out:
        assert len({line.count("\t") for line in outcome.out.splitlines()}) == 1
    if form == "markdown":
        assert re.search(r"(?<!\\)<script", outcome.out) is None


DRAWN = ("check", "plan", "compare")


@pytest.mark.parametrize(
    ("command", "suffix"), [*((each, "html") for each in COMMANDS), *((each, "svg") for each in DRAWN)]
)
def test_a_page_and_a_picture_show_it_and_do_nothing(
    command: str, suffix: str, told: dict[str, list[str]], maginfo: RunMaginfo, tmp_path: Path
) -> None:
    target = tmp_path / f"answer.{suffix}"
    outcome = maginfo(command, *told[command], "-o", str(target))
    assert outcome.status in ((0,) if command not in ("food", "claims") else (0, 2)), outcome.err
    if outcome.status != 0:
        return
    page = target.read_text(encoding="utf-8")
    assert CONTROLS.findall(page) == []
    assert "<script" not in page
    if suffix == "html" and command in ("check", "compare", "label", "profile"):
        assert "<script>alert(1)</script>" in html.unescape(page)


def test_a_cell_is_guarded_and_kept(told: dict[str, list[str]], maginfo: RunMaginfo, tmp_path: Path) -> None:
    cells = ["=1+1", "+1+cmd|' /C calc'!A0", "-1+1", "@SUM(1)", "\t=1", "\r=1", "-5", "+1.5e3", "plain"]
    rows = tmp_path / "rows.jsonl"
    rows.write_text("".join(json.dumps({"dose": 1, "note": cell}) + "\n" for cell in cells), encoding="utf-8")
    lines = maginfo("batch", str(rows), "-f", "csv").out
    for cell in cells[:6]:
        assert f"'{cell}" in lines
    assert all(f"{number}," in lines and f"'{number}" not in lines for number in cells[6:])


@pytest.mark.parametrize(
    "line", ["check --profile {}", "check --dsld {}", "batch {}", "data check {}", "list --data {}", "profile check {}"]
)
@pytest.mark.parametrize("json_", [[], ["--json"]], ids=["text", "json"])
def test_a_file_s_name_in_an_error_does_nothing(
    line: str, json_: list[str], maginfo: RunMaginfo, is_one_line: IsOneLine
) -> None:
    words = [word.format(f"nowhere/{ILL}") for word in line.split()]
    outcome = maginfo(*words, *(json_ if words[0] not in ("data", "profile") else []))
    assert (outcome.status, is_one_line(outcome.err)) == (3, True), outcome
    assert CONTROLS.findall(outcome.out + outcome.err) == []
    assert "[red]X[/red]" in outcome.err
