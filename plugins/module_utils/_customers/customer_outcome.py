# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What came of a customer: done, failed without leaving anything in doubt, or a write that may have run, until a person
says that it was looked at.

Told from the result of the task that failed (ours has a card and an outcome; others have a line) and from the journal.
The list of those in doubt is a file for a person, who takes a line out. As long as a name stands there, what its
journals told stays in the customer's folder, also where later runs serve the customer again.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Literal

from .._clock import Clock
from .._dataclass import dataclass
from .._errors.failure import Failure
from .._json import NotJson, loads
from .._json_types import JsonMap
from .._output.atomic_file import replace_file
from .._redaction.secret_rules import clean
from .customer_folder import JOURNAL_FILE, JOURNAL_IN_DOUBT, WritesOfCustomer, folder_of_customer, read_journal
from .run_ledger import RunCourse, RunLedger

CustomerOutcome = Literal["done", "failed", "may_have_run", "not_started"]
_WHY_IN_DOUBT = "A write may have run: the journal in its folder tells which."
LIST_IN_DOUBT = "may_have_run.txt"
SUMMARY_FILE = "summary.json"


@dataclass(frozen=True)
class EndOfCustomer:
    """A customer's end: why it is not done, in a line, the task that failed, and the card of its failure."""

    outcome: CustomerOutcome
    why: str | None = None
    task: str | None = None
    error: JsonMap | None = None


def end_of_customer(failure: object, written: WritesOfCustomer, task: str | None, *, hidden: bool) -> EndOfCustomer:
    """The end of a customer; ``failure`` is the result of the task that failed, None where none did.

    What a task with ``no_log`` said is not told.
    """
    if not isinstance(failure, Mapping):
        return EndOfCustomer("may_have_run", _WHY_IN_DOUBT) if written.may_have_run else EndOfCustomer("done")
    results = [result for result in _results_of_items(failure) if result.get("failed")] or [failure]
    in_doubt = written.may_have_run or any(map(_is_in_doubt, [failure, *results]))
    card = results[0].get("error")
    why = (
        f"The task '{task}' failed, and hides why (no_log)."
        if hidden
        else clean(results[0].get("msg") or "It failed and did not say why.")
    )
    return EndOfCustomer(
        "may_have_run" if in_doubt else "failed", why, task, card if isinstance(card, Mapping) and not hidden else None
    )


def _results_of_items(failure: Mapping[str, object]) -> Sequence[Mapping[str, object]]:
    """The results of a loop or of a list of commands, none where it was neither."""
    items = failure.get("results") or failure.get("outcomes")
    return [result for result in items if isinstance(result, Mapping)] if isinstance(items, Sequence) else []


def _is_in_doubt(result: Mapping[str, object]) -> bool:
    """Whether it may have run, and it may not be run again."""
    card = result.get("error")
    may_run_again = isinstance(card, Mapping) and bool(card.get("retry_safe"))
    return result.get("outcome") == "unknown" and not may_run_again


def end_of_cut_off(written: WritesOfCustomer) -> EndOfCustomer:
    """The end of a customer that began and did not end: the run was killed, or its host could not be reached."""
    why = "Its work was cut off: the run ended, or its host could not be reached, which Ansible has said itself."
    return EndOfCustomer("may_have_run" if written.may_have_run else "failed", why)


def names_in_doubt(results: str) -> list[str]:
    """The names that stand in the list."""
    with suppress(OSError), open(os.path.join(results, LIST_IN_DOUBT), encoding="utf-8", errors="replace") as stream:
        return [line for line in stream.read().split("\n") if line]
    return []


def write_names(results: str, file: str, names: list[str]) -> str:
    """A file of names for ``--limit @``; none where nobody is in it, so that no old one is taken for new."""
    path = os.path.join(results, file)
    if not names:
        with suppress(OSError):
            os.unlink(path)
        return ""
    replace_file(path, "".join(f"{name}\n" for name in names).encode())
    return path


def list_last_run(results: str, clock: Clock) -> None:
    """Bring the list up to date where the last run was killed, and so has no summary.

    :raises Failure: what the system said of the list.
    """
    try:
        last = RunLedger.find(results, None, clock)
        if last.run == _run_of_summary(results):
            return
        course = last.read()
    except (Failure, StopIteration):
        return  # there is none, or only its beginning
    names = dict.fromkeys([*names_in_doubt(results), *_customers_in_doubt(results, course)])
    write_names(results, LIST_IN_DOUBT, list(names))


def _run_of_summary(results: str) -> object:
    """The run that the summary is about."""
    with suppress(OSError, NotJson, TypeError, KeyError), open(os.path.join(results, SUMMARY_FILE), "rb") as stream:
        summary = loads(stream.read())
        return summary["run"]
    return None


def _customers_in_doubt(results: str, course: RunCourse) -> list[str]:
    ended = [name for name, end in course.ended.items() if end["outcome"] == "may_have_run"]
    return ended + [name for name in course.begun if read_journal(folder_of_customer(results, name)).may_have_run]


def clear_all_but_journals(folder: str) -> None:
    """Empty the folder of a customer in doubt; its journal joins those of earlier runs that were kept.

    :raises OSError: the system said no, or it is a link.
    """
    if os.path.islink(folder):
        raise NotADirectoryError(0, "it is a symbolic link", folder)
    journal, earlier_journals = os.path.join(folder, JOURNAL_FILE), os.path.join(folder, JOURNAL_IN_DOUBT)
    if os.path.exists(journal):
        with open(earlier_journals, "ab", opener=_open_private) as stream, open(journal, "rb") as lines:
            shutil.copyfileobj(lines, stream)
    for entry in os.scandir(folder):
        if entry.name == JOURNAL_IN_DOUBT:
            continue
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path)
        else:
            os.unlink(entry.path)


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW, 0o600)
