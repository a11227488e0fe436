"""Start-up: CPU and peak memory of whole answers, beside the bare interpreter, a hello-world in Typer, and peers.

Installs the project and a hello-world of two commands into a fresh environment, the newest Typer and each peer into
others, runs all of them in turn (so that a busy machine slows all of them) and prints medians, as ratios to the
hello-world, and the peers that cannot be installed.

    python benchmarks/startup.py [ROUNDS]
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import NamedTuple

PROJECT = Path(__file__).parents[1]
ROUNDS = 25
HELLO = """\
import typer

app = typer.Typer()


@app.command()
def hello(name: str, loud: bool = False) -> None:
    print(f"Hello {name}")


@app.command()
def goodbye(name: str) -> None:
    print(f"Goodbye {name}")


if __name__ == "__main__":
    app()
"""
FLOOR = "hello-world, same Typer"
ANSWERS = {
    "check --json": ("check --dose 400 --sex female --json", 1.25),
    "show --json": ("show glycinate --json", 1.5),
    "interactions --json": ("interactions ciprofloxacin --json", 1.3),
    "label --json": ("label Magnesium(200mg,48%DV) --json", 1.3),
    "label, text": ("label Magnesium(200mg,48%DV)", 1.3),
    "check, text": ("check --dose 400 --sex female", 1.6),
    "check, text, a dose in words": ("check --dose 2x200mg --sex female", None),
    "show, text": ("show glycinate", 1.5),
    "interactions, text": ("interactions ciprofloxacin", 1.5),
    "plan, text": ("plan --dose 200 --drug levothyroxine@07:00", 1.5),
    "--help": ("--help", 1.5),
    "check --help": ("check --help", 1.5),
}
"""Command lines of ours, with the ratio to the hello-world that each may cost."""
COMPLETION = ("completion of a medicine", "maginfo check --drug cipro", 1.3)
PEERS = {
    "nutra, its version": ("nutra", ["-m", "ntclient", "--version"]),
    "mendeleev, an element": ("mendeleev", ["-m", "mendeleev.cli", "Mg"]),
    "drug-interaction-mcp, its look-up alone": (
        "drug-interaction-mcp",
        [
            "-c",
            "from drug_interaction_mcp.search import check_interaction as c; print(c('magnesium', 'ciprofloxacin'))",
        ],
    ),
}
"""Packages, and what Python runs of each: nutra answers nothing more without a download, the look-up has no command."""


class Command(NamedTuple):
    """A command line with what it needs in the environment, and the ratio to the hello-world that it may cost."""

    words: list[str]
    allowed: float | None = None
    setting: dict[str, str] = {}  # noqa: RUF012  # read only


class Run(NamedTuple):
    """One run: CPU seconds of user and system, peak resident memory in MiB."""

    cpu: float
    memory: float


def environment(folder: Path, *packages: str) -> Path:
    """A fresh virtual environment with these packages; the folder of its programs."""
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([programs / "python", "-m", "pip", "install", "--quiet", *packages], check=True)
    return programs


def peer_environment(folder: Path, package: str) -> Path | None:
    """The same for a peer; None where it cannot be installed."""
    try:
        return environment(folder / package, package)
    except subprocess.CalledProcessError:
        return None


def measure(command: Command) -> Run:
    """Run a command once, its output thrown away."""
    process = subprocess.Popen(
        command.words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, **command.setting}
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command.words)}: status {process.returncode}")
    return Run(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def installed(folder: Path) -> tuple[dict[str, Command], list[str]]:
    """Every command of the table, and the peers that cannot be installed here."""
    ours, newest = environment(folder / "ours", str(PROJECT)), environment(folder / "newest", "--upgrade", "typer")
    hello = folder / "hello.py"
    hello.write_text(HELLO, encoding="utf-8")
    maginfo = str(ours / "maginfo")
    commands = {
        "bare interpreter": Command([str(ours / "python"), "-c", "pass"]),
        FLOOR: Command([str(ours / "python"), str(hello), "hello", "you"]),
        "hello-world, newest Typer": Command([str(newest / "python"), str(hello), "hello", "you"]),
    }
    commands |= {name: Command([maginfo, *words.split()], allowed) for name, (words, allowed) in ANSWERS.items()}
    name, line, allowed = COMPLETION
    asked = {"_MAGINFO_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(line.split()) - 1)}
    commands[name] = Command([maginfo], allowed, asked)
    missing = []
    for name, (package, words) in PEERS.items():
        programs = peer_environment(folder, package)
        if programs is None:
            missing.append(package)
        else:
            commands[name] = Command([str(programs / "python"), *words])
    return commands, missing


def main() -> None:
    """Measure and print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as temporary:
        commands, missing = installed(Path(temporary))
        runs: dict[str, list[Run]] = {name: [] for name in commands}
        for command in commands.values():
            measure(command)  # the first run compiles and fills caches
        for _ in range(rounds):
            for name, command in commands.items():
                runs[name].append(measure(command))
    floor = statistics.median(run.cpu for run in runs[FLOOR])
    print(f"Python {sys.version.split()[0]}, {rounds} rounds, medians\n")
    print("| what | CPU, ms | of the hello-world | allowed | peak, MiB |")
    print("|---|---:|---:|---:|---:|")
    for name, measured in runs.items():
        cpu = statistics.median(run.cpu for run in measured)
        memory = max(run.memory for run in measured)
        allowed = commands[name].allowed or ""
        print(f"| {name} | {1000 * cpu:.0f} | {cpu / floor:.2f} | {allowed} | {memory:.0f} |")
    for package in missing:
        print(f"\n{package} cannot be installed here.")


if __name__ == "__main__":
    main()
