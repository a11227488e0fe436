"""Shrink a failing input: `python fuzz/shrink.py fuzz/crashes/label-crash-...`.

Pieces are taken out, from halves down to single bytes, as long as the same exception comes from the same place.
"""

from __future__ import annotations

import sys
import traceback
from pathlib import Path

from targets import TARGETS

Failure = tuple[str, str, int | None]


def failure_of(target: str, content: bytes) -> Failure | None:
    """Return the class of the exception and where it was raised; None if the target does not fail."""
    try:
        TARGETS[target].read(content)
    except Exception as error:  # noqa: BLE001  # any exception is a finding
        raised = traceback.extract_tb(error.__traceback__)[-1]
        return type(error).__name__, raised.filename, raised.lineno
    return None


def shrunk(target: str, content: bytes) -> bytes:
    """Return the shortest content found with the same failure."""
    wanted = failure_of(target, content)
    size = max(1, len(content) // 2)
    while wanted is not None and size:
        place = 0
        while place < len(content):
            without = content[:place] + content[place + size :]
            if failure_of(target, without) == wanted:
                content = without
            else:
                place += size
        size //= 2
    return content


def main() -> int:
    """Print the shrunk input and its failure; return 1 if it does not fail."""
    finding = Path(sys.argv[1])
    target = finding.name.partition("-")[0]
    content = shrunk(target, finding.read_bytes())
    print(repr(content))
    try:
        TARGETS[target].read(content)
    except Exception:  # noqa: BLE001  # any exception is a finding
        traceback.print_exc(file=sys.stdout)
        return 0
    print("does not fail here: too slow, too large, or mended")
    return 1


if __name__ == "__main__":
    sys.exit(main())
