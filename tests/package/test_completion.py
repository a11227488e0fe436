"""Completion, asked of the shells themselves: what a person sees after a press of the tab key."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BASH = """
source <(_MAGINFO_COMPLETE=source_bash maginfo)
COMP_WORDS=({line}); COMP_CWORD={last}
_maginfo_completion maginfo
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
ZSH = """
compdef() {{ :; }}
_arguments() {{ print -r -- "$@"; }}
eval "$(_MAGINFO_COMPLETE=source_zsh maginfo)"
words=({line}); CURRENT={last}
_maginfo_completion
"""
"""What zsh's own `_arguments` is given; it shows it under the line, which only a person at a terminal sees."""
FISH = """
_MAGINFO_COMPLETE=source_fish maginfo | source
complete --do-complete '{typed}'
"""
SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH}


@pytest.fixture(params=list(SCRIPTS))
def shell(request: pytest.FixtureRequest) -> str:
    if shutil.which(request.param) is None:
        pytest.skip(f"{request.param} is not installed")
    return str(request.param)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("maginfo che", "check"),
        ("maginfo show glyci", "glycinate"),
        ("maginfo check --drug levothyr", "levothyroxine"),
        ("maginfo check --condition kidney-disease-s", "kidney-disease-severe"),
        ("maginfo intake --authority ef", "efsa"),
        ("maginfo check --dos", "--dose"),
        ("maginfo check --sex fem", "female"),
        ("maginfo check --fail-on maj", "major"),
    ],
)
def test_tab_offers(shell: str, typed: str, offered: str, tmp_path: Path) -> None:
    words = typed.split()
    script = SCRIPTS[shell].format(line=" ".join(words), last=len(words) - (shell == "bash"), typed=typed)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MAGINFO_", "_MAGINFO"))}
    path = f"{Path(sys.executable).parent}{os.pathsep}{kept['PATH']}"
    done = subprocess.run(
        [shell, "-c", script],
        env={**kept, "PATH": path, "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert offered in re.split(r"[\s\"():\\]+", done.stdout), (done.stdout, done.stderr)
