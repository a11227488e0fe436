"""Targets under atheris, each in a fork of one process, since instrumenting the package takes ten seconds.

`run.py` starts it, with a JSON array on standard input: for each target its name, the options and folders of libFuzzer,
and the file for what libFuzzer prints. The exit status of each is a line of standard output.
"""

from __future__ import annotations

import json
import os
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
    """Run the targets in turn."""
    for each in json.load(sys.stdin):
        child = os.fork()
        if child == 0:
            fuzz(**each)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def fuzz(target: str, options: list[str], log: str) -> None:
    """Run one target; libFuzzer ends the process."""
    written = os.open(log, os.O_WRONLY | os.O_CREAT)
    for stream in (sys.stdout.fileno(), sys.stderr.fileno()):
        os.dup2(written, stream)
    atheris.Setup([sys.argv[0], *options], TARGETS[target].read)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
