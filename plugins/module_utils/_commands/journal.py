# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The journal (``journal_path``): lines of JSON that outlive the task, in the form of docs/journal.schema.json.

There is a line for each write before it is sent, and one for each command when it has ended: a write that began and has
no end may have run. Before them stands what a task with several writes is going to do, so that what a killed one left
can be told. A line is written at once and in one piece, so the forks of a play may share the file.

Only the names of parameters are written, and with ``journal_values`` the values of a write: before, as a read showed
them, and after. A journal outlives the task and is read by others. So no secret gets in, whatever else is wanted: what
a parameter or a property hides by its type or its name, what any map inside hides by the name of its key, and what is
secret by its shape or because it stands among the secrets of the task.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timezone

from .._catalogue.cmdlets import find
from .._clock import Clock
from .._connection.access_and_tokens import Access
from .._dataclass import dataclass
from .._errors._advice.commands import failure
from .._errors.failure import Failure
from .._exchange_client.request_and_route import Call
from .._json_types import JsonMap, Row
from .._redaction.secret_rules import HIDDEN, could_be_secret, is_hidden, nearly_secret, redact
from .._task.context_and_progress import Context, Result

_JOURNAL_FLAGS = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
_NOT_WRITABLE = "journal-not-writable"
_FIELDS_OF_END = ("outcome", "changed", "count", "attempts", "request_ids")


class Journal:
    """An open journal, or none (``fd`` is None): then nothing is written. ``has_values`` tells that it takes values."""

    def __init__(self, fd: int | None, path: str, clock: Clock, *, has_values: bool = False) -> None:
        self.has_values = has_values and fd is not None
        self._fd = fd
        self._path = path
        self._clock = clock
        self._lock = threading.Lock()

    def note_plan(self, access: Access, about: object, items: Sequence[Row]) -> str:
        """What a task is going to write, and the plan's id. ``about`` is all that the task is about: of two plans about
        the same the later one counts.

        :raises Failure: ``journal-not-writable``: then nothing must be sent.
        """
        plan = str(uuid.uuid4())
        text = json.dumps(about, sort_keys=True, default=str)
        mark = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
        self._write_line(
            {"event": "planned", "plan": plan, "about": mark, "items": list(items), **_tenant_in_journal(access)}
        )
        return plan

    def note_settled(self, access: Access, plan: str, item: Row, result: Result) -> None:
        """What became of an object of a plan.

        :raises Failure: ``journal-not-writable``.
        """
        outcome = {"outcome": result["outcome"], "changed": bool(result["changed"]), "error": _error_in_journal(result)}
        self._write_line({"event": "settled", "plan": plan, **item, **_tenant_in_journal(access), **outcome})

    def begin_of(self, access: Access, index: int | None, context: Context) -> Begin:
        """The note before a command, for whoever sends it."""
        return Begin(self, access, index, context)

    def note_begin(self, access: Access, call: Call, index: int | None, values: JournalValues | None = None) -> None:
        """A write is about to be sent.

        :raises Failure: ``journal-not-writable``: then it must not be.
        """
        if call.kind != "read":
            written_values = {"written_values": values} if self.has_values and values is not None else {}
            self._write_line({"event": "begun", **_identity_in_journal(access, call, index), **written_values})

    def note_end(self, access: Access, call: Call, index: int | None, result: Result) -> None:
        """What came of a command.

        :raises Failure: ``journal-not-writable``.
        """
        if self._fd is None:
            return
        ended = {name: result[name] for name in _FIELDS_OF_END if name in result}
        # What check mode kept back, or only asked about, counts as changed for the task, and has changed nothing.
        would_change = bool(ended.get("changed")) and (result["outcome"] == "did_not_run" or "what_if" in result)
        ended |= {"changed": bool(ended.get("changed")) and not would_change, "would_change": would_change}
        self._write_line(
            {"event": "ended", **_identity_in_journal(access, call, index), **ended, "error": _error_in_journal(result)}
        )

    def note_kept_back(self, access: Access, call: Call, index: int | None) -> None:
        """A signal came before a write was sent. Where that cannot be written, it may have run for all that is told."""
        if call.kind != "read":
            with suppress(Failure):
                self.note_end(access, call, index, {"outcome": "did_not_run", "changed": False})

    def _write_line(self, content: Mapping[str, object]) -> None:
        if self._fd is None:
            return
        with self._lock:  # of the moment as well: the lines are in the order of their times
            moment = datetime.fromtimestamp(self._clock.wall(), timezone.utc).isoformat(timespec="milliseconds")
            event = {"time": moment.replace("+00:00", "Z"), **content}
            line = json.dumps(event, ensure_ascii=False, default=str) + "\n"
            data = line.encode("utf-8", errors="replace")
            try:
                written = os.write(self._fd, data)
            except OSError as error:
                raise failure(_NOT_WRITABLE, path=self._path, detail=error.strerror) from error
        if written < len(data):
            raise failure(_NOT_WRITABLE, path=self._path, detail="the disk is full")


@dataclass(frozen=True)
class Begin:
    """The note before a command is sent, for whoever sends it: over which access, at which place of a list."""

    journal: Journal
    access: Access
    index: int | None
    context: Context

    def note_command(self, call: Call, parameters: Mapping[str, object], before: JsonMap | None) -> None:
        """``parameters`` are as the task gave them, ``before`` is what a read has shown of the object.

        :raises Failure: ``journal-not-writable``.
        """
        has_values = self.journal.has_values and call.kind != "read"
        values = values_of(call.cmdlet, parameters, before, self.context.hide) if has_values else None
        self.journal.note_begin(self.access, call, self.index, values)


def tell_call(call: Call, index: int) -> Row:
    """A command of a list, as an item of a plan."""
    return {"index": index, **_command_in_journal(call), "client_request_id": call.client_request_id}


def _error_in_journal(result: Result) -> str | None:
    card = result.get("error") or {}
    return str(card.get("documentation", "")).rpartition("#")[2] or None


def _tenant_in_journal(access: Access) -> Row:
    return {"organization": access.organization, "tenant_id": access.tenant_id, "identity": access.identity}


def _identity_in_journal(access: Access, call: Call, index: int | None) -> Row:
    return {
        "index": index,
        **_command_in_journal(call),
        **_tenant_in_journal(access),
        "client_request_id": call.client_request_id,
    }


def _command_in_journal(call: Call) -> Row:
    names = sorted(name for name in call.parameters if "@" not in name)
    return {"cmdlet": call.cmdlet, **_object_in_journal(call), "parameters": names}


# What names an object, the surest first; nothing else of the values is written.
_NAMING_PARAMETERS = ("identity", "name", "mailbox")


def _object_in_journal(call: Call) -> Row:
    """What a write is about: the noun of its cmdlet, and the name as it is sent."""
    if call.kind == "read":
        return {}
    parameters = {name.lower(): value for name, value in call.parameters.items()}
    identity = next((value for name in _NAMING_PARAMETERS if isinstance(value := parameters.get(name), str)), None)
    return {"object": {"kind": call.cmdlet.partition("-")[2], "identity": identity}}


@contextmanager
def journal_at(path: str | None, context: Context, *, values: bool = False) -> Iterator[Journal]:
    """The journal at ``path``, made with mode 0600 where it is not there yet; with ``values``, unless the task has
    ``no_log``, which says that they are nobody's.

    :raises Failure: ``journal-not-writable``.
    """
    if not path:
        yield Journal(None, "", context.clock)
        return
    if values and context.no_log:
        context.warn("The task has no_log, so its values are not written into the journal.")
    try:
        fd = os.open(path, _JOURNAL_FLAGS, 0o600)
    except OSError as error:
        raise failure(_NOT_WRITABLE, path=path, detail=error.strerror) from error
    try:
        status = os.fstat(fd)
        if not stat.S_ISREG(status.st_mode) or status.st_uid != os.geteuid():
            raise failure(_NOT_WRITABLE, path=path, detail="it is no ordinary file of this user")
        _end_cut_line(fd, status.st_size)
        yield Journal(fd, path, context.clock, has_values=values and not context.no_log)
    finally:
        os.close(fd)


def _end_cut_line(fd: int, size: int) -> None:
    """End a line that a killed process or a full disk has cut off: the next one would be lost behind it."""
    with suppress(OSError):  # then no line can be written either, which is told
        if size and os.pread(fd, 1, size - 1) != b"\n":
            os.write(fd, b"\n")


# By property: maps of ``before``, which is missing where no read has shown it, and ``after``.
JournalValues = Mapping[str, Mapping[str, object]]
HideSecrets = Callable[[str], str]

# They name the object or steer how the cmdlet runs.
_PARAMETERS_WITHOUT_VALUES = frozenset(
    {"identity", "confirm", "whatif", "debug", "verbose", "erroraction", "warningaction"}
)

# A setting may be a pair of its name and its value.
_NAMING_KEYS = ("name", "key")


def values_of(
    cmdlet: str, parameters: Mapping[str, object], before: JsonMap | None, hide: HideSecrets
) -> JournalValues:
    """What a command sets, by the names of its ``parameters``."""
    catalogued = find(cmdlet)
    shown_values = {name.lower(): value for name, value in (before or {}).items()}
    values: dict[str, Mapping[str, object]] = {}
    for name, value in parameters.items():
        key = str(name).lower()
        if key in _PARAMETERS_WITHOUT_VALUES:
            continue
        before_and_after = {"before": shown_values[key], "after": value} if key in shown_values else {"after": value}
        values[str(name)] = hide_secrets(before_and_after, hide, whole=is_hidden(catalogued, str(name)))
    return values


def hide_secrets(
    before_and_after: Mapping[str, object], hide: HideSecrets, *, whole: bool = False
) -> Mapping[str, object]:
    """What is told of a property without its secrets; with ``whole`` all of it is one."""
    return {name: HIDDEN if whole else _without_secrets(value, hide) for name, value in before_and_after.items()}


def _without_secrets(value: object, hide: HideSecrets) -> object:
    if isinstance(value, str):
        return redact(hide(value))
    if isinstance(value, Mapping):
        called = next((inner_value for name, inner_value in value.items() if str(name).lower() in _NAMING_KEYS), None)
        return {
            redact(hide(str(name))): HIDDEN
            if _is_named_secret(name, inner_value, called)
            else _without_secrets(inner_value, hide)
            for name, inner_value in value.items()
        }
    return [_without_secrets(element, hide) for element in value] if isinstance(value, (list, tuple)) else value


def _is_named_secret(name: object, value: object, called: object) -> bool:
    """Whether a key inside of a value sounds secret, or what the pair is ``called`` that the value is one of; what
    cannot be a secret stays."""
    plain = value is None or isinstance(value, bool) or (isinstance(value, str) and not could_be_secret(value))
    return not plain and nearly_secret(str(called if str(name).lower() == "value" else name))
