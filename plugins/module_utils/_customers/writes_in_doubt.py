# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Whose write may have run, until a person says that it was looked at: the list of names, and the journals that tell.

The list is a file for a person, who takes a line out. As long as a name stands there, what its journals told stays in
the customer's folder, also where later runs serve the customer again.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress

from .._clock import Clock
from .._errors.failure import Failure
from .._json import NotJson, loads
from .._output.atomic_file import replace_file
from .customer_folder import JOURNAL_FILE, JOURNAL_IN_DOUBT, folder_of_customer, read_journal
from .run_ledger import RunCourse, RunLedger

LIST_IN_DOUBT = "may_have_run.txt"
SUMMARY_FILE = "summary.json"


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
        told = loads(stream.read())
        return told["run"]
    return None


def _customers_in_doubt(results: str, course: RunCourse) -> list[str]:
    ended = [name for name, told in course.ended.items() if told["outcome"] == "may_have_run"]
    return ended + [name for name in course.begun if read_journal(folder_of_customer(results, name)).may_have_run]


def clear_all_but_journals(folder: str) -> None:
    """Empty the folder of a customer in doubt; its journal joins those of earlier runs that were kept.

    :raises OSError: the system said no, or it is a link.
    """
    if os.path.islink(folder):
        raise NotADirectoryError(0, "it is a symbolic link", folder)
    journal, kept = os.path.join(folder, JOURNAL_FILE), os.path.join(folder, JOURNAL_IN_DOUBT)
    if os.path.exists(journal):
        with open(kept, "ab", opener=_open_private) as stream, open(journal, "rb") as lines:
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
