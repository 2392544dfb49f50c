# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What came of each command: in the result, in the line of a list as a whole, and in the journal (``journal_path``).

The journal outlives the task. It has a line of JSON for each write before it is sent, and one for each command when it
has ended: a write that began and has no end may have run. Values are never written, only the names of parameters. A
line is written at once and in one piece, so the forks of a play may share the file.
"""

from __future__ import annotations

import json
import os
import stat
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timezone

from .._client.request_and_route import Call
from .._client.retries_and_rate_limits import worst
from .._clock import Clock
from .._connection.access_and_tokens import Access
from .._context_and_progress import Context, Result
from .._counts import count
from .._errors._advice.commands import failure
from .._errors.failure import Failure, Outcome, Trace
from .._json_types import Row

RAN = "ran"
_WORDS: Mapping[str, str] = {
    "ran": "ran",
    "refused": "ran into a refusal",
    "unknown": "may have run",
    "did_not_run": "did not run",
}


_WRITES = "Look at outcomes before you run the list again: what has run by now would run twice."
_READS = "Run the list again when the reason is gone: nothing in it changes anything."


def describe_success(result: Result) -> Result:
    """The outcome of a command that did what it should; one that check mode kept back did not run."""
    return {"failed": False, "outcome": RAN if result["attempts"] else "did_not_run", **result}


def describe_failure(call: Call, error: Failure) -> Result:
    """The outcome of a command that failed. What may have run may have changed something."""
    return {
        "failed": True,
        "outcome": error.outcome,
        "changed": call.changes and error.outcome == "unknown",
        "cmdlet": call.cmdlet,
        "client_request_id": call.client_request_id,
        "msg": error.line,
        "error": error.card(),
        **error.more,
    }


def describe_cut_short(call: Call, *, may_have_run: bool) -> Result:
    """The outcome of a command that was at work when the task ended."""
    return {
        "failed": True,
        "outcome": "unknown" if may_have_run else "did_not_run",
        "changed": may_have_run and call.changes,
        "cmdlet": call.cmdlet,
        "client_request_id": call.client_request_id,
        "msg": "The task ended before this command did.",
    }


def describe_not_started(call: Call) -> Result:
    """The outcome of a command whose turn never came."""
    return {
        "failed": False,
        "outcome": "did_not_run",
        "changed": False,
        "cmdlet": call.cmdlet,
        "client_request_id": None,
        "msg": "It was not started.",
    }


def whole(calls: Sequence[Call], outcomes: Sequence[Result]) -> Outcome:
    """One outcome for the list: the worst there is, and ``did_not_run`` only where no write has run."""
    found: Outcome = "did_not_run"
    for call, outcome in zip(calls, outcomes, strict=True):
        ran = outcome["outcome"]
        if outcome["failed"]:
            found = worst(found, ran)
        elif ran == RAN and call.changes:
            found = worst(found, "refused")
    return found


def fields_of(outcomes: Sequence[Result]) -> Result:
    """What a list's result has in any case."""
    differences = [outcome["diff"] for outcome in outcomes if "diff" in outcome]
    return {
        "changed": any(outcome["changed"] for outcome in outcomes),
        "outcomes": list(outcomes),
        **({"diff": differences} if differences else {}),
    }


def failure_of(calls: Sequence[Call], outcomes: Sequence[Result]) -> Failure | None:
    """The failure of a list, with all outcomes; None where no command failed."""
    numbers = [number for number, outcome in enumerate(outcomes) if outcome["failed"]]
    if not numbers:
        return None
    first = outcomes[numbers[0]]
    card = first.get("error") or {}
    trace = Trace(
        card.get("exception_type"), card.get("http_status"), card.get("request_id"), card.get("client_request_id")
    )
    return failure(
        "commands-failed",
        outcome=whole(calls, outcomes),
        retry_safe=not any(
            call.changes and one["outcome"] != "did_not_run" for call, one in zip(calls, outcomes, strict=True)
        ),
        trace=trace,
        more=fields_of(outcomes),
        failed=len(numbers),
        total=len(outcomes),
        number=numbers[0] + 1,
        cmdlet=first["cmdlet"],
        text=first["msg"],
        counted=_count(outcomes),
        again=_WRITES if any(call.changes for call in calls) else _READS,
    )


def _count(outcomes: Sequence[Result]) -> str:
    numbers = Counter(outcome["outcome"] for outcome in outcomes)
    parts = [f"{numbers[name]} {words}" for name, words in _WORDS.items() if numbers[name]]
    return ", ".join(parts)


def tell_warnings(warnings: Sequence[Sequence[str]], context: Context) -> None:
    """Each warning once, however many commands it came from; in the order of the first of them."""
    numbers = Counter(text for texts in warnings for text in dict.fromkeys(texts))
    for text, times in numbers.items():
        context.warn(text if times == 1 else f"{text} (from {count(times, 'command')})")


def so_far(calls: Sequence[Call], outcomes: Sequence[Result]) -> Row:
    """What is true of a list that was cut short."""
    return {**fields_of(outcomes), "outcome": whole(calls, outcomes)}


_FLAGS = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK


class Journal:
    """An open journal, or none: then nothing is written."""

    def __init__(self, fd: int | None, path: str, clock: Clock) -> None:
        self._fd = fd
        self._path = path
        self._clock = clock
        self._lock = threading.Lock()

    def note_begin(self, access: Access, call: Call, index: int | None) -> None:
        """A write is about to be sent.

        :raises Failure: ``journal-not-writable``: then it must not be.
        """
        if call.kind != "read":
            self._write({"event": "begun", **_who(access, call, index)})

    def note_end(self, access: Access, call: Call, index: int | None, result: Result) -> None:
        """What came of a command.

        :raises Failure: ``journal-not-writable``.
        """
        names = ("outcome", "changed", "count", "attempts", "request_ids")
        told = {name: result[name] for name in names if name in result}
        # What check mode kept back, or only asked about, counts as changed for the task, and has changed nothing.
        would_change = bool(told.get("changed")) and (result["outcome"] == "did_not_run" or "what_if" in result)
        told |= {"changed": bool(told.get("changed")) and not would_change, "would_change": would_change}
        card = result.get("error") or {}
        anchor = str(card.get("documentation", "")).rpartition("#")[2]
        self._write({"event": "ended", **_who(access, call, index), **told, "error": anchor or None})

    def _write(self, content: Mapping[str, object]) -> None:
        if self._fd is None:
            return
        with self._lock:  # of the moment as well: the lines are in the order of their times
            moment = datetime.fromtimestamp(self._clock.wall(), timezone.utc).isoformat(timespec="milliseconds")
            line = json.dumps({"time": moment.replace("+00:00", "Z"), **content}, ensure_ascii=False) + "\n"
            data = line.encode("utf-8", errors="replace")
            try:
                written = os.write(self._fd, data)
            except OSError as error:
                raise failure("journal-not-writable", path=self._path, detail=error.strerror) from error
        if written < len(data):
            raise failure("journal-not-writable", path=self._path, detail="the disk is full")


def _who(access: Access, call: Call, index: int | None) -> Row:
    return {
        "index": index,
        "cmdlet": call.cmdlet,
        **_object(call),
        "parameters": sorted(name for name in call.parameters if "@" not in name),
        "organization": access.organization,
        "tenant_id": access.tenant_id,
        "identity": access.identity,
        "client_request_id": call.client_request_id,
    }


# What names an object, the surest first; nothing else of the values is written.
_NAMING = ("identity", "name", "mailbox")


def _object(call: Call) -> Row:
    """What a write is about: the noun of its cmdlet, and the name as it is sent."""
    if call.kind == "read":
        return {}
    given = {name.lower(): value for name, value in call.parameters.items()}
    named = next((value for name in _NAMING if isinstance(value := given.get(name), str)), None)
    return {"object": {"kind": call.cmdlet.partition("-")[2], "identity": named}}


@contextmanager
def journal_at(path: str | None, clock: Clock) -> Iterator[Journal]:
    """The journal at ``path``, made with mode 0600 where it is not there yet.

    :raises Failure: ``journal-not-writable``.
    """
    if not path:
        yield Journal(None, "", clock)
        return
    try:
        fd = os.open(path, _FLAGS, 0o600)
    except OSError as error:
        raise failure("journal-not-writable", path=path, detail=error.strerror) from error
    try:
        found = os.fstat(fd)
        if not stat.S_ISREG(found.st_mode) or found.st_uid != os.geteuid():
            raise failure("journal-not-writable", path=path, detail="it is no ordinary file of this user")
        yield Journal(fd, path, clock)
    finally:
        os.close(fd)
