# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run every target of the Makefile that tests, two at a time, and end with a table of what each took.

What a stage prints goes to .build/logs/<stage>.log; of one that fails, the end is shown at once. The last line has
the form of a test runner's summary: the tests that pytest counted, and each other stage as one check.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

LOGS = Path(".build/logs")
AT_ONCE = 2
LONGEST_SECONDS = 3600
LINES_OF_A_FAILURE = 60

# The longest first, so that nothing long is left over for one core at the end.
STAGES = (
    "integration",
    "units",
    "sanity-3.11",
    "sanity-3.13",
    "lint",
    "sanity-3.10",
    "sanity-3.12",
    "galaxy-check",
    "docs-lint",
    "types",
    "changelog-lint",
)
# Filled before the stages start, so that the table shows what a stage itself takes.
PREPARATION = ("venvs", "installed")

COUNTS = re.compile(r"(\d+) (passed|failed|error|errors|skipped)\b")


@dataclass(frozen=True)
class Outcome:
    """What became of one stage; counts are pytest's own, empty for a stage that is no pytest run."""

    stage: str
    seconds: float
    ok: bool
    counts: dict[str, int]


def pytest_counts(output: str) -> dict[str, int]:
    """The numbers of pytest's last summary line, or nothing."""
    for line in reversed(output.splitlines()):
        if " in " in line and (found := COUNTS.findall(line)):
            return {"failed" if word.startswith("error") else word: int(number) for number, word in found}
    return {}


def run(stage: str) -> Outcome:
    """One target, with its output in a file; a stage that takes too long is ended with all that it started."""
    log = LOGS / f"{stage}.log"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    started = time.monotonic()
    with log.open("wb") as output:
        process = subprocess.Popen(
            ["make", "--no-print-directory", stage],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment,
            start_new_session=True,
        )
        try:
            code = process.wait(LONGEST_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            code = process.wait()
            output.write(f"\nEnded after {LONGEST_SECONDS} s.\n".encode())
    seconds = time.monotonic() - started
    return Outcome(stage, seconds, code == 0, pytest_counts(log.read_text(errors="replace")))


def show(outcome: Outcome) -> None:
    """One line for a stage that is done, and the end of its output where it failed."""
    word = "ok" if outcome.ok else "FAILED"
    print(f"{outcome.stage:<16} {outcome.seconds:6.1f} s  {word}", flush=True)
    if not outcome.ok:
        log = LOGS / f"{outcome.stage}.log"
        print(f"--- the end of {log}")
        for line in log.read_text(errors="replace").splitlines()[-LINES_OF_A_FAILURE:]:
            print(f"    {line}")
        print("---", flush=True)


def run_all() -> Iterator[Outcome]:
    """Each stage's outcome, in the order in which they end."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for future in as_completed([pool.submit(run, stage) for stage in STAGES]):
            outcome = future.result()
            show(outcome)
            yield outcome


def summary(outcomes: list[Outcome]) -> str:
    """One line such as ``812 passed, 0 failed, 3 skipped``."""
    total = {"passed": 0, "failed": 0, "skipped": 0}
    for outcome in outcomes:
        counts = outcome.counts or {"passed" if outcome.ok else "failed": 1}
        if not outcome.ok and not counts.get("failed"):
            counts = {**counts, "failed": 1}
        for word, number in counts.items():
            total[word] += number
    return f"{total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped"


def main() -> int:
    LOGS.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    outcomes = []
    for stage in PREPARATION:
        outcomes.append(run(stage))
        show(outcomes[-1])
        if not outcomes[-1].ok:
            break
    else:
        outcomes.extend(run_all())

    print(f"\n{'stage':<16} {'seconds':>8}  result")
    for outcome in sorted(outcomes, key=lambda one: -one.seconds):
        print(f"{outcome.stage:<16} {outcome.seconds:8.1f}  {'ok' if outcome.ok else 'FAILED'}")
    print(f"{'all':<16} {time.monotonic() - started:8.1f}\n")
    print(summary(outcomes))
    return 0 if all(outcome.ok for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
