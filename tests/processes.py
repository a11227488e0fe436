"""The program in a process of its own: how it is started, and what it finds around it."""

from __future__ import annotations

import atexit
import compileall
import os
import shutil
import sys
import tempfile
from functools import cache
from pathlib import Path

import maginfo
from maginfo.catalogue.store import source_tree
from maginfo.labels.compiling import compile_wheel

MAGINFO = (sys.executable, "-m", "maginfo")
SETTINGS = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "LC_ALL", "LANG")


@cache
def packaged() -> Path:
    """The folder of a copy of the package as a wheel carries it, whose processes start in half the time.

    The folder of the package itself where it comes from a wheel.
    """
    package, data = Path(maginfo.__file__).parent, source_tree()
    if data is None:
        return package.parent
    folder = Path(tempfile.mkdtemp(prefix="maginfo-package-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    copy = folder / "maginfo"
    shutil.copytree(package, copy, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(data, copy / "data", ignore=shutil.ignore_patterns("figures.tsv"))
    compiled = copy / "data" / "compiled"
    compiled.mkdir()
    for name, content in compile_wheel(data):
        (compiled / name).write_text(content, encoding="ascii", newline="\n")
    compileall.compile_dir(copy, quiet=2)
    return folder


def surroundings(**settings: str) -> dict[str, str]:
    """The environment without what changes the program's ways, and with these settings."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in SETTINGS and not name.startswith(("PYTHON", "MAGINFO", "_MAGINFO"))
    }
    # No test may leave a cache of modules behind that it has cut short.
    return kept | {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(packaged())} | settings
