# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What happened in a run over many customers, as lines of JSON: its start, and each customer's begin and end.

Each customer's tasks run in processes of their own, and a run may be killed: so nothing is remembered but here. A line
is written at once and in one piece. A customer that began and has no end was cut off.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import field, fields
from datetime import datetime, timezone

from .._clock import Clock
from .._counts import count
from .._dataclass import dataclass
from .._errors._advice.customer_results import failure
from .._errors.failure import Failure
from .._json import loads, to_json
from .._json_types import JsonMap, Row

_RUNS_FOLDER, _LEDGER_SUFFIX = "runs", ".jsonl"
_NEW_LEDGER = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_APPEND_TO_LEDGER = os.O_WRONLY | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC
# As to_json writes them: inside of a text the quotation marks would have a backslash each.
_ENDED_IN_LEDGER, _DONE_IN_LEDGER = b'"event":"ended"', b'"outcome":"done"'


@dataclass(frozen=True)
class RunPlan:
    """What a run was started with: the customers in their order, and when no further one is started."""

    started: float
    customers: Sequence[str]
    first: int = 0
    first_may_fail: bool = False
    max_failures: int = 0
    check_mode: bool = False


@dataclass(frozen=True)
class RunCourse:
    """A run so far: its plan, and the last that is known of each customer. A customer is in one of the three."""

    plan: RunPlan
    begun: dict[str, JsonMap] = field(default_factory=dict)
    ended: dict[str, JsonMap] = field(default_factory=dict)
    not_started: dict[str, JsonMap] = field(default_factory=dict)

    def why_not(self, customer: str) -> str | None:
        """Why ``customer`` is not to be started any more, None where it is."""
        failed = sum(end["outcome"] != "done" for end in self.ended.values())
        plan = self.plan
        first = plan.customers[: plan.first]
        unserved = [name for name in first if name not in self.ended or self.ended[name]["outcome"] != "done"]
        if unserved and customer not in first and not plan.first_may_fail:
            return f"{unserved[0]} is one of the first {len(first)}, and was not served."
        if plan.max_failures and failed >= plan.max_failures:
            return f"{count(failed, 'customer')} failed before it, and customers_max_failures is {plan.max_failures}."
        return None


class RunLedger:
    """The file of one run below the folder of results."""

    def __init__(self, results: str, run: str, clock: Clock) -> None:
        self.run = run
        self.path = os.path.join(results, _RUNS_FOLDER, f"{run}{_LEDGER_SUFFIX}")
        self._results = results
        self._clock = clock

    @classmethod
    def start(cls, results: str, plan: RunPlan, clock: Clock) -> RunLedger:
        """A new run in ``results``, whose folder is made where it is missing.

        :raises Failure: ``results-folder-not-usable``.
        """
        moment = datetime.fromtimestamp(plan.started, timezone.utc).strftime("%Y%m%dT%H%M%S.%fZ")
        ledger = cls(results, moment, clock)
        try:
            make_private_folder(os.path.dirname(ledger.path))
            fd = os.open(ledger.path, _NEW_LEDGER, 0o600)
        except (OSError, ValueError) as error:
            raise results_not_usable(results, error) from error
        ledger._write_line(fd, {"event": "started", **vars(plan), "customers": list(plan.customers)})
        return ledger

    @classmethod
    def find(cls, results: str, run: str | None, clock: Clock) -> RunLedger:
        """The run of this name, or the latest where none is named.

        :raises Failure: ``customers-run-not-found``.
        """
        try:
            files = sorted(os.listdir(os.path.join(results, _RUNS_FOLDER)))
        except OSError:
            files = []
        runs = [name.removesuffix(_LEDGER_SUFFIX) for name in files if name.endswith(_LEDGER_SUFFIX)]
        if not runs or (run and run not in runs):
            raise failure("customers-run-not-found", path=results, which=f" '{run}'" if run else "")
        return cls(results, run or runs[-1], clock)

    def note(self, event: str, customer: str, **more: object) -> None:
        """Add a line about a customer.

        :raises Failure: ``results-folder-not-usable``.
        """
        try:
            fd = os.open(self.path, _APPEND_TO_LEDGER)
        except OSError as error:
            raise results_not_usable(self._results, error) from error
        self._write_line(fd, {"event": event, "time": self._clock.wall(), "customer": customer, **more})

    def _write_line(self, fd: int, line: Mapping[str, object]) -> None:
        try:
            os.write(fd, f"{to_json(line)}\n".encode("utf-8", "replace"))
        except OSError as error:
            raise results_not_usable(self._results, error) from error
        finally:
            os.close(fd)

    def read(self) -> RunCourse:
        """The run so far.

        :raises Failure: ``results-folder-not-usable``.
        """
        lines = self._lines_of_ledger()
        course = RunCourse(_plan_of_run(next(lines)))
        places = {"begun": course.begun, "ended": course.ended, "not_started": course.not_started}
        for text in lines:
            line: Row = loads(text)
            name = str(line["customer"])
            for place in places.values():
                place.pop(name, None)
            places[str(line["event"])][name] = line
        return course

    def plan(self) -> RunPlan:
        """What it was started with.

        :raises Failure: as :meth:`read`.
        """
        return _plan_of_run(next(self._lines_of_ledger()))

    def _lines_of_ledger(self) -> Iterator[bytes]:
        try:
            with open(self.path, "rb") as stream:
                for line in stream:
                    if line.endswith(b"\n"):  # what a full disk cut off is no line
                        yield line
        except OSError as error:
            raise results_not_usable(self._results, error) from error

    def may_say(self, seconds: float) -> bool:
        """Whether nobody has asked this for so many seconds: the processes of all customers share a file's time."""
        stamp, now = f"{self.path.removesuffix(_LEDGER_SUFFIX)}.said", self._clock.wall()
        try:
            if os.path.exists(stamp) and now - os.stat(stamp).st_mtime < seconds:
                return False
            os.close(os.open(stamp, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600))
            os.utime(stamp, (now, now))
        except OSError:
            return False
        return True

    def count_ended(self) -> tuple[int, int]:
        """How many customers have ended, and how many of them are done."""
        with open(self.path, "rb") as stream:
            content = stream.read()
        return content.count(_ENDED_IN_LEDGER), content.count(_DONE_IN_LEDGER)


def make_private_folder(folder: str) -> None:
    """The folder, and those above it that are missing, for this user alone.

    :raises OSError: the system said no.
    """
    above = os.path.dirname(folder)
    if not os.path.isdir(above):
        make_private_folder(above)
    with suppress(FileExistsError):
        os.mkdir(folder, 0o700)


def _plan_of_run(line: bytes) -> RunPlan:
    started = loads(line)
    return RunPlan(**{option.name: started[option.name] for option in fields(RunPlan)})


def results_not_usable(path: str, error: OSError | ValueError) -> Failure:
    """What the system said about the folder of results, as a failure."""
    detail = (getattr(error, "strerror", None) or "no file can have such a name").lower()
    return failure("results-folder-not-usable", path=path, detail=detail)
