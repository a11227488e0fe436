"""The program in a process of its own: how it is started, and what it finds around it."""

from __future__ import annotations

import os
import sys

MAGINFO = (sys.executable, "-m", "maginfo")
SETTINGS = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "LC_ALL", "LANG")


def surroundings(**settings: str) -> dict[str, str]:
    """The environment without what changes the program's ways, and with these settings."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in SETTINGS and not name.startswith(("PYTHON", "MAGINFO", "_MAGINFO"))
    }
    # No test may leave a cache of modules behind that it has cut short.
    return kept | {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"} | settings
