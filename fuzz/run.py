"""Coverage-guided fuzzing of the readers, from the committed corpus: a minute for a change, hours for a release.

python fuzz/run.py --seconds 60                 every target for its share
python fuzz/run.py --seconds 36000 --found DIR  for a night; what was found interesting is kept in DIR
python fuzz/run.py dose label --seconds 600     these targets alone

Every target runs in a process of its own, a fork of `instrumented.py`. Status 1 where one fails: the input lies in
`fuzz/crashes/`, and README.md says what is done with it.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from targets import TARGETS

HERE = Path(__file__).parent
CRASHES = HERE / "crashes"
SLOWEST_S = 5
"""Seconds for one instrumented input; without instrumentation it takes milliseconds."""
MAX_MEMORY_MB = 1024
PROGRESS = re.compile(r"^#(?P<runs>\d+).* cov: (?P<edges>\d+) ft: (?P<features>\d+) corp: (?P<kept>\d+)/")
PROGRESS_OR_GREETING = re.compile(r"#\d+|INFO: |WARNING: |NEW_FUNC|Dictionary: |stat::")
LAST_LINES = 40


def main() -> int:
    """Run the targets; return 0 if nothing was found."""
    options = _options()
    if importlib.util.find_spec("atheris") is None:
        sys.exit("fuzzing needs atheris: pip install -e '.[fuzz]' (it is built for Linux)")
    targets = options.targets or list(TARGETS)
    share = max(1, options.seconds // len(targets))
    CRASHES.mkdir(exist_ok=True)
    print(f"{'target':<8} {'runs':>9} {'edges':>6} {'features':>8} {'inputs':>6}", flush=True)
    with tempfile.TemporaryDirectory() as passing:
        failed = _fuzz(targets, share, options.seed, options.found, Path(passing))
    for target in failed:
        found = ", ".join(str(path) for path in sorted(CRASHES.glob(f"{target}-*")))
        print(f"{target}: failed; inputs found: {found or 'none, it does not start'}", file=sys.stderr)
    return 1 if failed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(TARGETS)} (default: all)")
    parser.add_argument("--seconds", type=int, default=60, help="in all, shared by the targets (default: 60)")
    parser.add_argument("--seed", type=int, default=1, help="of what is made up (default: 1)")
    parser.add_argument(
        "--found", type=Path, metavar="DIR", help="keep inputs that reached something new in DIR/TARGET"
    )
    options = parser.parse_args()
    unknown = [target for target in options.targets if target not in TARGETS]
    if unknown:
        parser.error(f"no target {', '.join(unknown)}: there are {', '.join(TARGETS)}")
    return options


def _fuzz(targets: list[str], seconds: int, seed: int, found: Path | None, passing: Path) -> list[str]:
    """Run the targets, print the progress of each, and return those with an input that failed."""
    logs = {target: passing / f"{target}.log" for target in targets}
    runs = []
    for target, log in logs.items():
        new = (found or passing) / target
        new.mkdir(parents=True, exist_ok=True)
        runs.append({"target": target, "options": _options_of(target, seconds, seed, new), "log": str(log)})
    how: dict[str, Any] = {"env": {**os.environ, "PYTHONHASHSEED": "0"}, "text": True}
    command, start = [sys.executable, str(HERE / "instrumented.py")], passing / "start.log"
    with (
        start.open("w") as told,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=told, **how) as running,
    ):
        assert running.stdin is not None
        assert running.stdout is not None
        with running.stdin as asked:
            json.dump(runs, asked)
        statuses = zip(targets, running.stdout, strict=False)
        passed = [target for target, status in statuses if _is_clean(target, int(status), logs[target])]
    if running.returncode:
        _print_outcome(_lines_of(start))
    return [target for target in targets if target not in passed]


def _is_clean(target: str, status: int, log: Path) -> bool:
    """Print the progress of a target that has ended, and return whether no input failed."""
    lines = _lines_of(log)
    progress = [match for line in lines if (match := PROGRESS.match(line))]
    if progress:
        last = progress[-1]
        print(f"{target:<8} {last['runs']:>9} {last['edges']:>6} {last['features']:>8} {last['kept']:>6}", flush=True)
    if status:
        _print_outcome(lines)
    return status == 0 and bool(progress)


def _lines_of(log: Path) -> list[str]:
    return log.read_text(encoding="utf-8", errors="replace").splitlines()


def _print_outcome(lines: list[str]) -> None:
    outcome = [line for line in lines if not PROGRESS_OR_GREETING.match(line)]
    print("\n".join(outcome[-LAST_LINES:]), file=sys.stderr)


def _options_of(target: str, seconds: int, seed: int, new: Path) -> list[str]:
    """Return the options of libFuzzer, which writes to the first folder and reads from both."""
    return [
        str(new),
        str(HERE / "corpus" / target),
        f"-dict={HERE / 'words' / target}.dict",
        f"-artifact_prefix={CRASHES / target}-",
        f"-max_total_time={seconds}",
        f"-max_len={TARGETS[target].longest}",
        f"-timeout={SLOWEST_S}",
        f"-rss_limit_mb={MAX_MEMORY_MB}",
        f"-seed={seed}",
        "-print_final_stats=1",
    ]


if __name__ == "__main__":
    sys.exit(main())
