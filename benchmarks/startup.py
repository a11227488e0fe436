"""Start-up: CPU and peak memory of whole answers, beside the bare interpreter and a hello-world in Typer.

Installs the project and a hello-world of two commands into a fresh environment, the newest Typer into another, runs
all of them in turn (so that a busy machine slows them alike) and prints medians, as ratios to the hello-world.

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
BUDGETS = {"check --json": 1.3, "show --json": 1.3, "check, text": 2.0, "show, text": 2.0}


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


def measure(command: list[str]) -> Run:
    """Run a command once, its output thrown away."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: status {process.returncode}")
    return Run(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def main() -> None:
    """Measure and print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        ours = environment(folder / "ours", str(PROJECT))
        newest = environment(folder / "newest", "--upgrade", "typer")
        hello = folder / "hello.py"
        hello.write_text(HELLO, encoding="utf-8")
        maginfo = str(ours / "maginfo")
        commands = {
            "bare interpreter": [str(ours / "python"), "-c", "pass"],
            "hello-world, same Typer": [str(ours / "python"), str(hello), "hello", "you"],
            "hello-world, newest Typer": [str(newest / "python"), str(hello), "hello", "you"],
            "check --json": [maginfo, "check", "--dose", "400", "--sex", "female", "--json"],
            "show --json": [maginfo, "show", "glycinate", "--json"],
            "check, text": [maginfo, "check", "--dose", "400", "--sex", "female"],
            "show, text": [maginfo, "show", "glycinate"],
            "--help": [maginfo, "--help"],
        }
        runs: dict[str, list[Run]] = {name: [] for name in commands}
        for command in commands.values():
            measure(command)  # the first run compiles and fills caches
        for _ in range(rounds):
            for name, command in commands.items():
                runs[name].append(measure(command))
    floor = statistics.median(run.cpu for run in runs["hello-world, same Typer"])
    print(f"Python {sys.version.split()[0]}, {rounds} rounds, medians\n")
    print("| what | CPU, ms | of the hello-world | allowed | peak, MiB |")
    print("|---|---:|---:|---:|---:|")
    for name, measured in runs.items():
        cpu = statistics.median(run.cpu for run in measured)
        memory = max(run.memory for run in measured)
        allowed = f"{BUDGETS[name]:.1f}" if name in BUDGETS else ""
        print(f"| {name} | {1000 * cpu:.0f} | {cpu / floor:.2f} | {allowed} | {memory:.0f} |")


if __name__ == "__main__":
    main()
