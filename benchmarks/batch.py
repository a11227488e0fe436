"""`maginfo batch` beside a copy of the same CSV by the csv module: CPU, rows a second and peak memory.

Three tables are made: a realistic one, in which some thousand people and doses recur; a hard one, in which most rows
differ; and an adverse one, in which their parts differ too (no ratio is asked of it). Copy, batch, and polars and
frictionless where they are installed (reading and writing the table, and validating it) run in turn, each in its own
process, so that a busy machine slows all; the least CPU of the rounds counts. Exits 1 if a budget is exceeded; the
goals are printed beside it.

    python benchmarks/batch.py [--rows 200000] [--rounds 3] [--large]

`--large` measures 2,000,000 rows as well.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from maginfo import Catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PROJECT = Path(__file__).parents[1]
GOALS = {"realistic": 3.5, "hard": 8.0}
"""Times the CPU of the copy that `batch` is meant to take."""
TIMES_THE_COPY = 10.0
"""Times the CPU of the copy that must not be exceeded."""
MAX_MIB = 120.0
LARGE = 2_000_000
COLUMNS = (
    "id", "dose", "form", "basis", "times", "sex", "age", "weight", "pregnant", "lactating", "diet", "egfr",
    "conditions", "drugs",
)  # fmt: skip
COPY = """\
import csv, sys
with open(sys.argv[1], newline="") as source, open(sys.argv[2], "w", newline="") as target:
    writer = csv.writer(target)
    for row in csv.reader(source):
        writer.writerow(row)
"""
PEERS = {
    "polars": "import polars, sys; polars.read_csv(sys.argv[1], infer_schema=False).write_csv(sys.argv[2])",
    "frictionless": (
        "import frictionless, sys\n"
        "with frictionless.system.use_context(trusted=True):\n"
        "    sys.exit(not frictionless.validate(sys.argv[1]).valid)"
    ),
}
"""What Python runs of each peer, with the table and the file to write."""
Row = tuple[object, ...]


class Run(NamedTuple):
    """One run: CPU seconds of user and system, peak resident memory in MiB."""

    cpu: float
    memory: float


def realistic(catalogue: Catalogue, rows: int) -> Iterator[Row]:
    """A survey: people of a few hundred kinds take products of a few dozen kinds; few state a condition or a drug."""
    chance = random.Random(1)
    forms = ["", *_forms(catalogue)[:12]]
    doses = [(f"{mg} mg", chance.choice(forms), "", chance.choice(("", "1", "2"))) for mg in range(50, 650, 25)]
    conditions, drugs = _conditions(catalogue, chance, 6), _medicines(catalogue, chance, 12)
    people = []
    for _ in range(400):
        sex = chance.choice(("female", "male"))
        pregnant = "yes" if sex == "female" and chance.random() < 0.05 else ""
        person = (sex, chance.randint(18, 85), "", pregnant, "", chance.choice(("", "", 230, 260, 310)))
        people.append(
            (*person, "", _mostly_none(chance, conditions, 0.1), _mostly_none(chance, drugs, 0.3)),
        )
    for number in range(rows):
        yield (f"P{number:07d}", *chance.choice(doses), *chance.choice(people))


def hard(catalogue: Catalogue, rows: int) -> Iterator[Row]:
    """Every column drawn by itself from the values that people write: hardly a row is like another."""
    chance = random.Random(2)
    forms = ["", *chance.sample(_forms(catalogue), 15)]
    conditions, drugs = _conditions(catalogue, chance, 8), _medicines(catalogue, chance, 15)
    for number in range(rows):
        sex = chance.choice(("female", "male", ""))
        yield (
            f"P{number:07d}",
            chance.choice(
                ("50 mg", "100", "150 mg", "200 mg", "250 mg", "300", "350 mg", "400 mg", "12 mmol", "0.5 g")
            ),
            chance.choice(forms),
            chance.choice(("", "", "elemental")),
            chance.choice(("", "1", "2", "3")),
            sex,
            chance.choice(("", *range(1, 95))),
            chance.choice(("", "", chance.randint(40, 110))),
            "yes" if sex == "female" and chance.random() < 0.05 else "",
            "",
            chance.choice(("", 10 * chance.randint(15, 45))),
            chance.choice(("", "", "", 5 * chance.randint(4, 24))),
            _mostly_none(chance, conditions, 0.1),
            _mostly_none(chance, drugs, 0.3),
        )


def adverse(catalogue: Catalogue, rows: int) -> Iterator[Row]:
    """The same with many more values, and figures to a decimal that nobody measures: shown, and held to no budget."""
    chance = random.Random(2)
    forms = ["", *chance.sample(_forms(catalogue), 15)]
    conditions, drugs = _conditions(catalogue, chance, 12), _medicines(catalogue, chance, 30)
    for number in range(rows):
        sex = chance.choice(("female", "male", ""))
        state = chance.random() if sex == "female" else 1.0
        yield (
            f"P{number:07d}",
            f"{chance.randint(2, 40) * 25} mg",
            chance.choice(forms),
            chance.choice(("", "", "elemental")),
            chance.choice(("", "1", "2", "3")),
            sex,
            chance.choice(("", *range(1, 95))),
            chance.choice(("", "", round(chance.uniform(10, 120), 1))),
            "yes" if state < 0.05 else "",
            "yes" if 0.05 <= state < 0.1 else "",
            chance.choice(("", chance.randint(80, 600))),
            chance.choice(("", "", "", chance.randint(15, 120))),
            _mostly_none(chance, conditions, 0.2),
            _mostly_none(chance, drugs, 0.3),
        )


def _forms(catalogue: Catalogue) -> list[str]:
    """Return the forms in full, such as 'magnesium creatine': a few short names alone are another substance's."""
    return [f"magnesium {form_id.removeprefix('magnesium-')}" for form_id in catalogue.form_ids]


def _conditions(catalogue: Catalogue, chance: random.Random, count: int) -> list[str]:
    """Draw conditions that no other column can contradict: none that is only of pregnancy, or of an age."""
    ids = [caution.id for caution in catalogue.cautions if caution.kind == "condition"]
    return chance.sample([name for name in ids if not catalogue.resolve_condition(name).tells_of_the_person], count)


def _medicines(catalogue: Catalogue, chance: random.Random, count: int) -> list[str]:
    names = [member.name for group in catalogue.interaction_classes() for member in group.members]
    return chance.sample(sorted(set(names)), count)


def _mostly_none(chance: random.Random, names: list[str], share: float) -> str:
    if chance.random() >= share:
        return ""
    return ";".join(chance.sample(names, chance.choice((1, 1, 2))))


TABLES: dict[str, Callable[[Catalogue, int], Iterator[Row]]] = {
    "realistic": realistic,
    "hard": hard,
    "adverse": adverse,
}
WITHOUT_RATIO = ("adverse",)


def measure(command: list[str]) -> Run:
    """Run a command once, what it prints thrown away."""
    surroundings = {**os.environ, "PYTHONPATH": str(PROJECT / "src")}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=surroundings)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: status {process.returncode}")
    return Run(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def compared(folder: Path, name: str, rows: int, rounds: int) -> bool:
    """Make the table, measure both and print a line; return whether the budgets are met."""
    table = folder / f"{name}.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(TABLES[name](Catalogue(), rows))
    copy = [sys.executable, "-c", COPY, str(table), str(folder / "copy.csv")]
    batch = [sys.executable, "-m", "maginfo", "batch", str(table), "-o", str(folder / "checked.csv")]
    peers = {peer: [sys.executable, "-c", code, *copy[-2:]] for peer, code in PEERS.items() if find_spec(peer)}
    runs: dict[str, list[Run]] = {what: [] for what in ("copy", "batch", *peers)}
    for _ in range(rounds):
        for what, command in {"copy": copy, "batch": batch, **peers}.items():
            runs[what].append(measure(command))
    least = {what: min(run.cpu for run in measured) for what, measured in runs.items()}
    copying, checking = least["copy"], least["batch"]
    memory, ratio = max(run.memory for run in runs["batch"]), checking / copying
    others = " | ".join(f"{least[peer]:.2f}" if peer in least else "" for peer in PEERS)
    print(
        f"| {name} | {rows:,} | {copying:.2f} | {checking:.2f} | {ratio:.1f} | {GOALS.get(name, '')} |"
        f" {rows / checking:,.0f} | {memory:.0f} | {others} |",
        flush=True,
    )
    return (ratio <= TIMES_THE_COPY or name in WITHOUT_RATIO) and memory <= MAX_MIB


def main() -> int:
    """Measure and print the table; return 1 if a budget is exceeded."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--large", action="store_true", help=f"measure {LARGE:,} rows as well")
    options = parser.parse_args()
    print(f"Python {sys.version.split()[0]}; allowed: {TIMES_THE_COPY:.0f} times the copy, {MAX_MIB:.0f} MiB\n")
    print("| table | rows | copy, CPU s | batch, CPU s | times | goal | rows a CPU second | peak, MiB |", end="")
    print("".join(f" {peer}, CPU s |" for peer in PEERS))
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    met = []
    with tempfile.TemporaryDirectory() as temporary:
        for name in TABLES:
            met.append(compared(Path(temporary), name, options.rows, options.rounds))
            if options.large:
                met.append(compared(Path(temporary), name, LARGE, 1))
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
