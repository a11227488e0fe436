"""One target under atheris: `instrumented.py TARGET [libFuzzer's options and folders]`; `run.py` starts it."""

from __future__ import annotations

import sys
from importlib import import_module
from pkgutil import walk_packages

import atheris

FUZZED = ("dosing", "labels", "profiles", "planning", "batch", "answers")
"""Packages of maginfo that are imported, and thereby instrumented, before the first input."""

with atheris.instrument_imports(include=["maginfo"]):
    for package in FUZZED:
        path = import_module(f"maginfo.{package}").__path__
        for module in walk_packages(path, f"maginfo.{package}."):
            import_module(module.name)
    from targets import TARGETS


def main() -> None:
    """Run the target; libFuzzer ends the process."""
    program, target, *options = sys.argv
    atheris.Setup([program, *options], TARGETS[target].read)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
