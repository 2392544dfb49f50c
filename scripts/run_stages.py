# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run every target of the Makefile that tests, three at a time, and end with a table of what each took.

``run_stages.py`` runs what each change must pass; ``run_stages.py all`` every test in every setting that it knows.
What a stage prints goes to .build/logs/<stage>.log; of one that fails, the end is shown at once. Every half minute a
line says what is at work and how far it is. The last lines are the slowest tests, and a line in the form of a runner's
summary: the tests that pytest counted, and each other stage as one check.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

LOGS = Path(".build/logs")
# For two cores: tests wait at times, for a signal or for a clock.
AT_ONCE = 3
LONGEST_SECONDS = 3600
LINES_OF_A_FAILURE = 60

SECONDS_OF_SILENCE = 30
SLOWEST = 10

# The longest first, so that nothing long is left over for one core at the end.
STAGES = (
    "integration",
    "units-box",
    "units-client",
    "sanity-3.13",
    "lint",
    "types",
    "sanity-3.10",
    "docs-lint",
    "changelog-lint",
    "galaxy-check",
)
# What make test-all runs besides, with M365_ALL, which widens the tests of the others.
MORE_STAGES = (
    "integration-3.10",
    "integration-3.11",
    "integration-3.13",
    "integration-beta",
    "units-beta",
    "sanity-3.11",
    "sanity-3.12",
    "molecule",
)
# What reads what the others leave.
LAST = ("successors",)
# What most stages begin with; the environments that only some need are made while others run.
PREPARATION = ("installed",)

DURATION = re.compile(r"^(\d+\.\d+)s (?:call|setup|teardown) +(\S.*)$", re.MULTILINE)
PROGRESS = re.compile(r"\[ *(\d+%)\]")
NOT_RUN = re.compile(r"^not run: .*", re.MULTILINE)
COUNTS = re.compile(r"(\d+) (passed|failed|error|errors|skipped)\b")


@dataclass(frozen=True)
class Outcome:
    """What became of one stage.

    ``counts`` are pytest's own, empty for a stage that is no pytest run; ``slowest`` the seconds and the names of its
    slowest tests; ``not_run`` is why it did nothing, if it says so.
    """

    stage: str
    seconds: float
    ok: bool
    counts: dict[str, int]
    slowest: tuple[tuple[float, str], ...] = ()
    not_run: str = ""

    @property
    def word(self) -> str:
        """In a word or a few."""
        return (self.not_run or "ok") if self.ok else "FAILED"


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
    return outcome_of(stage, seconds, log.read_text(errors="replace"), ok=code == 0)


def outcome_of(stage: str, seconds: float, text: str, *, ok: bool) -> Outcome:
    """What its output tells. Whoever counts tests has run, even where an environment that it can do without was not
    made."""
    slowest = tuple((float(one), name) for one, name in DURATION.findall(text))
    counts, not_run = pytest_counts(text), NOT_RUN.search(text)
    return Outcome(stage, seconds, ok, counts, slowest, not_run[0] if not_run and not counts else "")


def show(outcome: Outcome) -> None:
    """One line for a stage that is done, and the end of its output where it failed."""
    print(f"{outcome.stage:<16} {outcome.seconds:6.1f} s  {outcome.word}", flush=True)
    if not outcome.ok:
        log = LOGS / f"{outcome.stage}.log"
        print(f"--- the end of {log}")
        for line in log.read_text(errors="replace").splitlines()[-LINES_OF_A_FAILURE:]:
            print(f"    {line}")
        print("---", flush=True)


def run_all(stages: Sequence[str]) -> Iterator[Outcome]:
    """Each stage's outcome, in the order in which they end."""
    over = threading.Event()
    at_work: list[str] = []
    threading.Thread(target=_tell_progress, args=(at_work, over), daemon=True).start()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for future in as_completed([pool.submit(_run_listed, stage, at_work) for stage in stages]):
            outcome = future.result()
            show(outcome)
            yield outcome
    over.set()


def _run_listed(stage: str, at_work: list[str]) -> Outcome:
    at_work.append(stage)
    try:
        return run(stage)
    finally:
        at_work.remove(stage)


def _tell_progress(at_work: list[str], over: threading.Event) -> None:
    """Say every half minute what is at work."""
    started = time.monotonic()
    while not over.wait(SECONDS_OF_SILENCE):
        shown = ", ".join(f"{stage}{_progress(stage)}" for stage in tuple(at_work))
        print(f"{'':<16} {time.monotonic() - started:6.1f} s  at work: {shown}", flush=True)


def _progress(stage: str) -> str:
    """How far pytest is in a stage, such as " 40%", or nothing."""
    found = PROGRESS.findall((LOGS / f"{stage}.log").read_text(errors="replace"))
    return f" {found[-1]}" if found else ""


def slowest(outcomes: Iterable[Outcome]) -> list[tuple[float, str]]:
    """The slowest tests of all stages, with their seconds."""
    return sorted((one for outcome in outcomes for one in outcome.slowest), reverse=True)[:SLOWEST]


def summary(outcomes: list[Outcome]) -> str:
    """One line such as ``812 passed, 0 failed, 3 skipped``."""
    total = {"passed": 0, "failed": 0, "skipped": 0}
    for outcome in outcomes:
        counts = outcome.counts or {_one_check(outcome): 1}
        if not outcome.ok and not counts.get("failed"):
            counts = {**counts, "failed": 1}
        for word, number in counts.items():
            total[word] += number
    return f"{total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped"


def _one_check(outcome: Outcome) -> str:
    if not outcome.ok:
        return "failed"
    return "skipped" if outcome.not_run else "passed"


def main() -> int:
    every = sys.argv[1:] == ["all"]
    if every:
        os.environ["M365_ALL"] = "1"
    LOGS.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    outcomes = []
    for stage in PREPARATION:
        outcomes.append(run(stage))
        show(outcomes[-1])
        if not outcomes[-1].ok:
            break
    else:
        outcomes.extend(run_all((*STAGES, *MORE_STAGES) if every else STAGES))
        outcomes.extend(run_all(LAST))

    print(f"\n{'stage':<16} {'seconds':>8}  result")
    for outcome in sorted(outcomes, key=lambda one: -one.seconds):
        print(f"{outcome.stage:<16} {outcome.seconds:8.1f}  {outcome.word}")
    print(f"{'all':<16} {time.monotonic() - started:8.1f}\n\nThe slowest tests:")
    for seconds, name in slowest(outcomes):
        print(f"{seconds:8.1f} s  {name}")
    print()
    print(summary(outcomes))
    return 0 if all(outcome.ok for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
