# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The option ``journal_path``: what ran, in a file that outlives the task.

A line of JSON for each write before it is sent, and one for each command when it has ended: a write that began and has
no end may have run. Values are never written, only the names of parameters. A line is written at once and in one piece,
so the forks of a play may share the file.
"""

from __future__ import annotations

import json
import os
import stat
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timezone
from typing import Any

from .._client.call import Call
from .._errors._advice.commands import failure
from .access import Access

_FLAGS = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK


class Journal:
    """An open journal, or none: then nothing is written."""

    def __init__(self, fd: int | None, path: str, now: Callable[[], float]) -> None:
        self._fd = fd
        self._path = path
        self._now = now
        self._lock = threading.Lock()

    def begun(self, access: Access, call: Call, index: int | None) -> None:
        """A write is about to be sent.

        :raises Failure: ``journal-not-writable``: then it must not be.
        """
        if call.kind != "read":
            self._write({"event": "begun", **_who(access, call, index)})

    def ended(self, access: Access, call: Call, index: int | None, result: Mapping[str, Any]) -> None:
        """What came of a command.

        :raises Failure: ``journal-not-writable``.
        """
        names = ("outcome", "changed", "count", "tries", "request_ids")
        told = {name: result[name] for name in names if name in result}
        card = result.get("error") or {}
        anchor = str(card.get("documentation", "")).rpartition("#")[2]
        self._write({"event": "ended", **_who(access, call, index), **told, "error": anchor or None})

    def _write(self, content: Mapping[str, Any]) -> None:
        if self._fd is None:
            return
        with self._lock:  # of the moment as well: the lines are in the order of their times
            moment = datetime.fromtimestamp(self._now(), timezone.utc).isoformat(timespec="milliseconds")
            line = json.dumps({"time": moment.replace("+00:00", "Z"), **content}, ensure_ascii=False) + "\n"
            data = line.encode("utf-8", errors="replace")
            try:
                written = os.write(self._fd, data)
            except OSError as error:
                raise failure("journal-not-writable", path=self._path, detail=error.strerror) from error
        if written < len(data):
            raise failure("journal-not-writable", path=self._path, detail="the disk is full")


def _who(access: Access, call: Call, index: int | None) -> dict[str, Any]:
    return {
        "index": index,
        "cmdlet": call.cmdlet,
        "parameters": sorted(name for name in call.parameters if "@" not in name),
        "organization": access.organization,
        "tenant_id": access.tenant_id,
        "identity": access.identity,
        "client_request_id": call.client_request_id,
    }


@contextmanager
def journal_at(path: str | None, now: Callable[[], float]) -> Iterator[Journal]:
    """The journal at ``path``, made with mode 0600 where it is not there yet.

    :raises Failure: ``journal-not-writable``.
    """
    if not path:
        yield Journal(None, "", now)
        return
    try:
        fd = os.open(path, _FLAGS, 0o600)
    except OSError as error:
        raise failure("journal-not-writable", path=path, detail=error.strerror) from error
    try:
        found = os.fstat(fd)
        if not stat.S_ISREG(found.st_mode) or found.st_uid != os.geteuid():
            raise failure("journal-not-writable", path=path, detail="it is no ordinary file of this user")
        yield Journal(fd, path, now)
    finally:
        os.close(fd)
