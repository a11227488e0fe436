"""Lines of label text read a second, on one core, beside a floor measured in the same run.

The floor splits the same lines into words and figures with one regular expression and does nothing with them. Every
line is different (its amount is changed), so that no reading comes from a cache.

    python benchmarks/labels.py [LINES]
"""

from __future__ import annotations

import gc
import re
import sys
from itertools import cycle, islice
from pathlib import Path
from time import process_time

import tomli

from maginfo import Catalogue
from maginfo.labels import read_line

LABELS = Path(__file__).parents[1] / "tests" / "units" / "labels" / "lines.toml"
GOAL = 25_000
"""Lines a second."""
_PARTS = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[^\w\s]")
_FIGURE = re.compile(r"\d+")


def different_lines(count: int) -> list[str]:
    """Returns `count` different lines."""
    printed = [line["text"] for line in tomli.loads(LABELS.read_text(encoding="utf-8"))["line"]]
    with_figure = [text for text in printed if _FIGURE.search(text)]
    return [
        _FIGURE.sub(str(100 + number), text, count=1) for number, text in enumerate(islice(cycle(with_figure), count))
    ]


def main() -> None:
    """Print lines a second of the reader and of the floor, and their ratio."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    lines = different_lines(count)
    gc.disable()  # as the command line does
    catalogue = Catalogue()
    read_line(catalogue, "High Magnesium 100 mg")  # reads the words and names, and the chemistry of every form
    start = process_time()
    for line in lines:
        _PARTS.findall(line)
    floor = process_time() - start
    start = process_time()
    for line in lines:
        read_line(catalogue, line)
    took = process_time() - start
    print(f"{count} lines, {sum(map(len, lines)) / count:.0f} characters each")
    print(f"floor (split into parts): {count / floor:,.0f} lines/s")
    print(f"read_line: {count / took:,.0f} lines/s, {took / floor:.1f} times the floor; the goal is {GOAL:,} lines/s")


if __name__ == "__main__":
    main()
