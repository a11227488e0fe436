"""What the program's own source must not hold: code out of data, other programs, other machines."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import maginfo

PACKAGE = Path(maginfo.__file__).parent
ASKS_GIT = PACKAGE / "catalogue" / "validation" / "revision.py"
"""`maginfo data check --since REV`, the one exception; SECURITY.md names it."""
MODULES = sorted(set(PACKAGE.rglob("*.py")) - {ASKS_GIT})
FORBIDDEN_MODULES = frozenset(
    [
        *("pickle", "cPickle", "dill", "shelve", "marshal", "copyreg", "code", "codeop", "runpy"),
        *("subprocess", "pty", "ctypes", "cffi", "multiprocessing"),
        *("socket", "socketserver", "ssl", "http", "urllib", "ftplib", "smtplib", "asyncio", "requests", "httpx"),
        *("webbrowser", "xmlrpc", "telnetlib", "imaplib", "poplib"),
    ]
)
FORBIDDEN_NAMES = frozenset(["eval", "exec", "compile", "__import__", "breakpoint"])
FORBIDDEN_OF_OS = ("system", "popen", "exec", "spawn", "fork", "posix_spawn", "startfile")


def findings(source: str) -> list[str]:
    """What of the forbidden a module holds, each with its line."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            named = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            named = [node.module or ""]
            named += [f"os.{alias.name}" for alias in node.names if node.module == "os"]
        elif isinstance(node, ast.Name):
            named = [f"({node.id})"] if node.id in FORBIDDEN_NAMES else []
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            named = [f"{node.value.id}.{node.attr}"]
        else:
            continue
        for name in named:
            first, _, rest = name.partition(".")
            if (
                first in FORBIDDEN_MODULES
                or name.startswith("(")
                or (first == "os" and rest.startswith(FORBIDDEN_OF_OS))
            ):
                found.append(f"line {node.lineno}: {name}")
    return found


def test_there_is_source_to_look_at() -> None:
    assert len(MODULES) > 100


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_module_runs_data_or_another_program_or_opens_a_connection(path: Path) -> None:
    assert findings(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        *("import pickle", "from subprocess import run", "import urllib.request", "eval('1')", "exec(text)"),
        *("import os\nos.system('ls')", "from os import execv", "os.popen(x)", "__import__('x')", "a = compile"),
    ],
)
def test_what_is_forbidden_is_found(source: str) -> None:
    assert findings(source) != []
