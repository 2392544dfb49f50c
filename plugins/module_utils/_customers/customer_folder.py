# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""A customer's own folder of results: its name, the files that cmdlets fill, and what its journal tells.

Rows are files of JSON Lines that exo_command makes (its option ``dest``); the journal is the one of ``journal_path``.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import re
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence

from .._catalogue.cmdlets import changes
from .._dataclass import dataclass
from .._errors._advice.customer_results import failure
from .._errors.failure import Failure
from .._json import NotJson, loads
from .._json_types import Row
from .run_ledger import make_private_folder

CUSTOMERS_FOLDER = "customers"
JOURNAL_FILE = "journal.jsonl"
# Journals of earlier runs, of a customer of whom a write may have run.
JOURNAL_IN_DOUBT = "may_have_run.jsonl"
ROWS_SUFFIX = ".jsonl"
_PLAIN_NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,99}", re.ASCII)
_CMDLET_NAME = re.compile(r"[A-Za-z]{1,20}-[A-Za-z]{1,60}\d?")
_SHOWABLE_KEY = re.compile(r"[A-Za-z_]{1,20}")
_KEYS_OF_COMMAND = ("cmdlet", "name", "parameters", "properties", "result_size", "query")


def folder_of_customer(results: str, customer: str) -> str:
    """Where a customer's results are; a name that is no plain name of a file gets one that nobody else has."""
    name = customer
    if not _PLAIN_NAME.fullmatch(customer):
        plain_part = re.sub(r"[^A-Za-z0-9.-]", "_", customer)[:60].lstrip(".")
        name = f"{plain_part}-{hashlib.sha256(customer.encode('utf-8', 'replace')).hexdigest()[:12]}"
    return os.path.join(results, CUSTOMERS_FOLDER, name)


def replace_folder(folder: str) -> None:
    """An empty folder for this user alone, in place of what an earlier run has left.

    :raises OSError: the system said no, or it is a link.
    """
    if os.path.lexists(folder):
        shutil.rmtree(folder)
    make_private_folder(folder)


def commands_into(folder: str, commands: Sequence[object]) -> list[dict[str, object]]:
    """The cmdlets as the role m365.exchange.run takes them, with a file for the rows of each that reads.

    :raises Failure: ``customers-command-not-valid``.
    """
    files: set[str] = set()
    with_files = []
    for number, entry in enumerate(commands, 1):
        # A cmdlet alone is its name, as the answer of a survey has it.
        command = (
            {"cmdlet": entry.strip()} if isinstance(entry, str) and _CMDLET_NAME.fullmatch(entry.strip()) else entry
        )
        if not isinstance(command, Mapping):
            raise _command_not_valid(number, "is neither the name of a cmdlet nor a map")
        cmdlet, name = _check_command(number, command)
        command_with_file = {str(key): value for key, value in command.items() if key != "name"}
        if "name" in command or not changes(cmdlet, {}):
            numbered = (f"{name}-{times}" for times in itertools.count(2))
            file = next(file for file in itertools.chain([name], numbered) if file.casefold() not in files)
            files.add(file.casefold())
            command_with_file["dest"] = os.path.join(folder, f"{file}{ROWS_SUFFIX}")
        with_files.append(command_with_file)
    return with_files


def _check_command(number: int, command: Mapping[object, object]) -> tuple[str, str]:
    """The cmdlet and the name of its file."""
    unknown = [key for key in command if key not in _KEYS_OF_COMMAND]
    cmdlet, name = command.get("cmdlet"), command.get("name", command.get("cmdlet"))
    if unknown:
        key_text = f"'{unknown[0]}'" if _SHOWABLE_KEY.fullmatch(str(unknown[0])) else "one that is not shown"
        raise _command_not_valid(number, f"has a key that is none of theirs, {key_text}")
    if not isinstance(cmdlet, str) or not cmdlet:
        raise _command_not_valid(number, "has no cmdlet")
    if (
        not isinstance(name, str)
        or not _PLAIN_NAME.fullmatch(name)
        or f"{name}{ROWS_SUFFIX}" in (JOURNAL_FILE, JOURNAL_IN_DOUBT)
    ):
        raise _command_not_valid(number, "has a name that is no plain name of a file, or a journal's")
    return cmdlet, name


def _command_not_valid(number: int, reason: str) -> Failure:
    return failure("customers-command-not-valid", number=number, reason=reason)


@dataclass(frozen=True)
class WritesOfCustomer:
    """What a journal tells: how often each cmdlet changed something, or would in a real run; and whether a write may
    have run of which nobody knows."""

    changes: Mapping[str, int]
    may_have_run: bool


def read_journal(folder: str) -> WritesOfCustomer:
    """What the journal of a customer tells; without one nothing was written."""
    changed: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    try:
        with open(os.path.join(folder, JOURNAL_FILE), "rb") as stream:
            for line in stream:
                try:
                    _count_write(loads(line), changed, unknown)
                except (NotJson, KeyError):
                    continue  # a line that a full disk has cut off
    except OSError:
        pass
    return WritesOfCustomer(dict(changed), any(number > 0 for number in unknown.values()))


def _count_write(line: Row, changed: Counter[str], unknown: Counter[str]) -> None:
    """A write is in doubt from its begin to its end, and after an end that does not know either."""
    if "object" not in line or line["event"] not in ("begun", "ended"):
        return
    write = str(line["client_request_id"])
    if line["event"] == "begun":
        unknown[write] += 1
        return
    if line["outcome"] != "unknown":
        unknown[write] -= 1
    if (line["changed"] and line["outcome"] == "ran") or line.get("would_change"):
        changed[str(line["cmdlet"])] += 1
