"""Writes the generated parts of the documentation; with --check, fails where one is not current.

- Blocks of Markdown files that follow a line `<!-- run: COMMAND -->` (or `<!-- run, first 12 lines: COMMAND -->`):
  what that command prints.
- docs/commands.md: the help of every command.
- docs/architecture.md: its table of the commands that answer.
- docs/maginfo.1: the manual page (scripts/man_page.py).
- docs/specification.md: the cases of tests/spec, as tables.
- docs/data/: what the data says, page by page.
"""

from __future__ import annotations

import contextlib
import inspect
import io
import os
import re
import shlex
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import tomli
from man_page import man_page

from maginfo import Catalogue
from maginfo.cli.app import COMMANDS
from maginfo.cli.main import run
from maginfo.render.schemas import OUTPUTS

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "spec"))
from cases import expanded  # noqa: E402  # the tests' own reader of their tables

WIDTH = "88"
BLOCK = re.compile(
    r"(?P<marker><!-- run(?:, first (?P<lines>\d+) lines)?: (?P<command>.*?) -->\n)```text\n.*?```\n", re.DOTALL
)


COMMANDS_TABLE = re.compile(r"<!-- commands -->\n.*?<!-- end -->", re.DOTALL)
PAGE_IMPORT = re.compile(r"from maginfo\.render\.pages\.(\w+) import (?:\w+, )*(\w+_page)\b")
SPOKEN = {
    "expect": "is",
    "contains": "contains",
    "lacks": "lacks",
    "at_least": "is at least",
    "at_most": "is at most",
}
"""How the checks of a case are read."""


def pages_with_output() -> list[Path]:
    """The pages that show what a command prints."""
    written = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [path for path in written if BLOCK.search(path.read_text(encoding="utf-8"))]


def printed(words: list[str]) -> str:
    """What the command line prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        run(words)
    return out.getvalue()


def with_output(text: str) -> str:
    """A page with the output of its commands."""

    def block(match: re.Match[str]) -> str:
        words = shlex.split(match["command"])[1:]
        output = printed([*words, "--width", WIDTH])
        lines = output.rstrip("\n").split("\n")
        if match["lines"] and len(lines) > int(match["lines"]):
            lines = [*lines[: int(match["lines"])], "..."]
        shown = "\n".join(line.rstrip() for line in lines)
        return f"{match['marker']}```text\n$ {match['command']}\n{shown}\n```\n"

    return BLOCK.sub(block, text)


def commands_page() -> str:
    """The help of every command."""
    parts = ["# Commands\n", "Made from the program's own help by `scripts/generate_docs.py`.\n"]
    inner = {"data": ("path", "check", "schema"), "profile": ("new", "show", "check")}
    of_groups = [[group, name] for group, names in inner.items() for name in names]
    for words in ([], *([name] for name in COMMANDS), *of_groups):
        title = " ".join(["maginfo", *words])
        parts.append(f"## {title}\n\n```text\n{printed([*words, '--help']).rstrip()}\n```\n")
    return "\n".join(parts)


def with_commands(text: str) -> str:
    """A page with the table of the commands that answer: where the parts of each are."""
    answers = {record.__name__: (name, record) for name, records in OUTPUTS.items() for record in records}
    lines = [
        "| command | module in `cli/` | answer | `maginfo schema` | page in `render/pages/` |",
        "|---|---|---|---|---|",
    ]
    for command, module in COMMANDS.items():
        source = (ROOT / "src" / "maginfo" / "cli" / f"{module}.py").read_text(encoding="utf-8")
        for home, page in dict.fromkeys(PAGE_IMPORT.findall(source)):
            function = getattr(import_module(f"maginfo.render.pages.{home}"), page)
            shown = next(iter(inspect.signature(function).parameters.values())).annotation
            schema, record = answers[shown]
            answer = f"`{shown}` in `{record.__module__.removeprefix('maginfo.')}`"
            lines.append(f"| `{command}` | `{module}.py` | {answer} | `{schema}` | `{page}` in `{home}.py` |")
    return COMMANDS_TABLE.sub("\n".join(["<!-- commands -->", *lines, "<!-- end -->"]), text)


def specification_page() -> str:
    """The cases of tests/spec as tables."""
    parts = [
        "# Specification\n",
        "Every row is a test: the command is run and must answer so. Made from `tests/spec/*.toml`. "
        "A figure with decimals is compared to the decimals it is written with, and to 0.1 %.\n",
    ]
    for path in sorted((ROOT / "tests" / "spec").glob("*.toml")):
        cases = tomli.loads(path.read_text(encoding="utf-8"))["case"]
        parts.append(f"## {path.stem.replace('_', ' ').capitalize()}\n")
        parts.append("| what | why | command | answer |\n|---|---|---|---|")
        parts += [_row(case) for written in cases for case in expanded(written)]
        parts.append("")
    return "\n".join(parts)


def _row(case: dict[str, Any]) -> str:
    answers = [f"status {case['status']}"] if case.get("status") else []
    for check, words in SPOKEN.items():
        answers += [f"{path} {words} {_shown(value)}".replace("  ", " ") for path, value in case.get(check, {}).items()]
    answers += [f"{path} is not known" for path in case.get("null", [])]
    cells = (case["title"], case["because"], f"`{case['command']}`", "; ".join(answers))
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _shown(value: object) -> str:
    return "`" + str(value).replace("`", "'") + "`"


def data_pages() -> dict[str, str]:
    """What the data says, as Markdown: a page a form, and one each for the other topics."""
    topics = {
        "forms": ["list"],
        "authorities": ["intake", "--authority", "all"],
        "medicines": ["interactions", *Catalogue().interaction_ids],
        "conditions": ["cautions"],
        "uses": ["use"],
        "claims": ["claims"],
    }
    pages = {f"{name}.md": (name.capitalize(), words) for name, words in topics.items()}
    pages |= {f"forms/{form_id}.md": ("", ["show", form_id]) for form_id in Catalogue().form_ids}
    made = {}
    for name, (title, words) in pages.items():
        heading = f"# {title}\n\n" if title else ""
        origin = (
            f"Made from `data/` by `scripts/generate_docs.py`; the same as `{shlex.join(['maginfo', *words[:2]])}`.\n"
        )
        made[name] = f"{heading}{printed([*words, '--format', 'markdown'])}\n{origin}"
    return made


def main() -> int:
    """Write or check every generated part; 1 where one is not current."""
    os.environ["COLUMNS"] = WIDTH
    made = {path: with_output(path.read_text(encoding="utf-8")) for path in pages_with_output()}
    made[ROOT / "docs" / "commands.md"] = commands_page()
    architecture = ROOT / "docs" / "architecture.md"
    made[architecture] = with_commands(made.get(architecture, architecture.read_text(encoding="utf-8")))
    made[ROOT / "docs" / "maginfo.1"] = man_page()
    made[ROOT / "docs" / "specification.md"] = specification_page()
    made |= {ROOT / "docs" / "data" / name: text for name, text in data_pages().items()}
    stale = [path for path, text in made.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if "--check" not in sys.argv:
        for path in stale:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(made[path], encoding="utf-8")
        return 0
    for path in stale:
        sys.stderr.write(f"{path.relative_to(ROOT)}: not current; run python scripts/generate_docs.py\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
