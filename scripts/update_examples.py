"""Update the examples of README.md and docs/: what a command prints. With --check, fail where one is not current.

An example is a block that follows a line `<!-- run: COMMAND -->` or `<!-- run, first 12 lines: COMMAND -->`.
"""

from __future__ import annotations

import os
import re
import shlex
import sys
from pathlib import Path

from printing import WIDTH, printed

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(
    r"(?P<marker><!-- run(?:, first (?P<lines>\d+) lines)?: (?P<command>.*?) -->\n)```text\n.*?```\n", re.DOTALL
)


def pages_with_output() -> list[Path]:
    """The pages that show what a command prints."""
    written = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [path for path in written if BLOCK.search(path.read_text(encoding="utf-8"))]


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


def main() -> int:
    """Write or check every example; 1 where one is not current."""
    os.environ["COLUMNS"] = WIDTH
    checking, status = "--check" in sys.argv, 0
    for path in pages_with_output():
        text = path.read_text(encoding="utf-8")
        current = with_output(text)
        if current != text and checking:
            sys.stderr.write(f"{path.relative_to(ROOT)}: not current; run python scripts/update_examples.py\n")
            status = 1
        elif current != text:
            path.write_text(current, encoding="utf-8")
    return status


if __name__ == "__main__":
    sys.exit(main())
