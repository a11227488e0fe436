"""Pages of the site that are made from the data and the code: mkdocs asks for them when it builds.

- commands.md: the help of every command.
- specification.md: the cases of tests/spec, as tables.
- data/: what the data says, page by page.
"""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests" / "spec")]
from cases import expanded  # noqa: E402  # the tests' own reader of their tables
from printing import WIDTH, printed  # noqa: E402

from maginfo import Catalogue  # noqa: E402
from maginfo.answers.interactions import interaction_class_list  # noqa: E402
from maginfo.cli.app import COMMANDS  # noqa: E402
from maginfo.dosing.wording import separation  # noqa: E402
from maginfo.model.safety import Severity  # noqa: E402

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

SPOKEN = {
    "expect": "is",
    "contains": "contains",
    "lacks": "lacks",
    "at_least": "is at least",
    "at_most": "is at most",
}
"""How the checks of a case are read."""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages to those of docs/; mkdocs calls this hook by its name."""
    from mkdocs.structure.files import File

    os.environ["COLUMNS"] = WIDTH
    for name, text in {
        "commands.md": commands_page(),
        "specification.md": specification_page(),
        **data_pages(),
    }.items():
        files.append(File.generated(config, name, content=text))
    return files


def commands_page() -> str:
    """The help of every command."""
    parts = ["# Commands\n", "Made from the program's own help.\n"]
    inner = {"data": ("path", "check", "due", "schema"), "profile": ("new", "show", "check")}
    of_groups = [[group, name] for group, names in inner.items() for name in names]
    for words in ([], *([name] for name in COMMANDS), *of_groups):
        title = " ".join(["maginfo", *words])
        parts.append(f"## {title}\n\n```text\n{printed([*words, '--help']).rstrip()}\n```\n")
    return "\n".join(parts)


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
        "conditions": ["cautions", "--full"],
        "uses": ["use", "--why"],
        "claims": ["claims", "--why"],
    }
    pages = {f"data/{name}.md": (name.capitalize(), words) for name, words in topics.items()}
    pages |= {f"data/forms/{form_id}.md": ("", ["show", form_id, "--full"]) for form_id in Catalogue().form_ids}
    made = {"data/medicines.md": medicines_page()}
    for name, (title, words) in pages.items():
        heading = f"# {title}\n\n" if title else ""
        origin = f"Made from `data/`; the same as `{shlex.join(['maginfo', *words[:2]])}`.\n"
        made[name] = f"{heading}{printed([*words, '--format', 'markdown'])}\n{origin}"
    return made


def medicines_page() -> str:
    """The classes of medicines: a table by severity, then each class under an anchor of its own."""
    classes = interaction_class_list(Catalogue()).classes
    ranked = sorted(classes, key=lambda group: (-Severity(group.severity).rank, group.short.casefold()))
    parts = [
        "# Medicines\n",
        f"{len(ranked)} classes, worst first. Hours of a class are its longest; a medicine's own stand with it. "
        "A medicine that is not listed is not known here, which is not the same as harmless.\n",
        "| severity | class | the medicine is taken | medicines |\n|---|---|---|---|",
    ]
    for group in ranked:
        apart = separation(group.take_drug_before_h, group.take_drug_after_h, group.never_together) or "–"
        members = ", ".join(group.members[:MAX_MEMBERS])
        more = f" and {len(group.members) - MAX_MEMBERS} more" if len(group.members) > MAX_MEMBERS else ""
        cells = (group.severity, f"[{group.short}](#{group.id})", apart, f"{members}{more}")
        parts.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    for group in ranked:
        answer = printed(["interactions", group.id, "--full", "--format", "markdown"])
        parts.append(f"\n## {group.name} {{ #{group.id} }}\n\n{answer}")
    return "\n".join([*parts, "\nMade from `data/`; the same as `maginfo interactions NAME`.\n"])


MAX_MEMBERS = 12
"""Medicines named in a row of the table."""
