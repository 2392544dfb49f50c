# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The journal: each request the box saw, without secrets, readable while it runs."""

from __future__ import annotations

import hashlib
import re
import time
from collections import Counter, deque
from collections.abc import Callable, Mapping
from typing import Any

from .clock import BoxClock
from .wire import Call, Note, Request

LIMIT = 50_000
BLANK = "(blanked)"
FINGERPRINT_LENGTH = 16

_SECRET_NAME = re.compile(
    r"password|passphrase|secret|credential|assertion|token|pincode|privatekey|device_code|^code$", re.IGNORECASE
)
_HIDDEN_HEADERS = frozenset({"proxy-authorization", "cookie", "x-identity-header", "metadata-secret"})

Describe = Callable[[str], Mapping[str, Any]]


def fingerprint(token: str) -> str:
    """A short name for a token, to tell two of them apart without showing either."""
    return hashlib.sha256(token.encode()).hexdigest()[:FINGERPRINT_LENGTH]


def blanked(value: Any, name: str = "") -> Any:
    """The same JSON value with what looks like a secret by its name replaced."""
    if _SECRET_NAME.search(name) and value is not None and not isinstance(value, bool) and value != "":
        return BLANK
    if isinstance(value, Mapping):
        return {key: blanked(entry, str(key)) for key, entry in value.items()}
    if isinstance(value, list):
        return [blanked(entry) for entry in value]
    return value


def _bearer(entry: Mapping[str, Any]) -> tuple[str, str]:
    """Tenant and application of a request's token: among their requests it counts as one in flight."""
    shown = entry["headers"].get("authorization") or {}
    return (shown.get("tenant") or "", shown.get("app_id") or "")


class Journal:
    """Entries in order of arrival; an entry is there from the first byte on and fills in as the request goes."""

    def __init__(self, clock: BoxClock, describe_token: Describe) -> None:
        self._clock = clock
        self._describe = describe_token
        self._entries: deque[dict[str, Any]] = deque(maxlen=LIMIT)
        self._next = 1
        self._in_flight: Counter[tuple[str, str]] = Counter()
        self.requests: dict[str, Counter[str]] = {}
        self.refused: Counter[str] = Counter()
        self.tokens_issued = 0
        self.most_at_once = 0

    def open(self, request: Request, call: Call) -> dict[str, Any]:
        """Begin the entry of a request."""
        entry = self._entry(request, call)
        self._in_flight[_bearer(entry)] += 1
        entry["in_flight"] = self._in_flight[_bearer(entry)]
        self.most_at_once = max(self.most_at_once, entry["in_flight"])
        return entry

    def open_part(self, request: Request, call: Call, batch: int | None) -> dict[str, Any]:
        """Begin the entry of a command inside a batch: no request of its own, so it is not in flight by itself."""
        entry = self._entry(request, call)
        entry["batch"] = batch
        return entry

    def end(self, entry: dict[str, Any]) -> None:
        """The request is over: it no longer counts among those in flight."""
        self._in_flight[_bearer(entry)] -= 1

    def close(self, entry: dict[str, Any], note: Note, status: int | None) -> None:
        """Complete the entry with what became of the request."""
        if note.passwords:
            entry["passwords"] = dict(note.passwords)  # fingerprints of what was decrypted
        entry.update(
            parameters=blanked(note.parameters) if note.parameters is not None else None,
            identity=note.identity,
            tenant=note.tenant,
            status=status,
            executed=note.executed,
            changed=note.changed,
            fault=note.fault,
            error=note.error,
            duration=round(time.monotonic() - entry["started"], 6),
        )

    def refuse(self, host: str, port: int, status: int, fault: str | None) -> None:
        """Record a CONNECT (or plain request) that the proxy turned down."""
        self.refused[host] += 1
        entry = self._append(
            {
                "host": host,
                "connection": None,
                "method": "CONNECT",
                "path": f"{host}:{port}",
                "query": "",
                "headers": {},
            }
            | {"kind": "connect", "cmdlet": None, "started": time.monotonic()}
        )
        self.close(entry, Note(fault=fault), status)

    def since(self, number: int) -> tuple[list[dict[str, Any]], int]:
        """Entries from this number on, and the number to ask for next."""
        chosen = [
            {key: value for key, value in entry.items() if key != "started"}
            for entry in self._entries
            if entry["n"] >= number
        ]
        return chosen, self._next

    def clear(self) -> None:
        """Forget entries and counters; numbers go on."""
        self._entries.clear()
        self.requests.clear()
        self.refused.clear()
        self.tokens_issued = 0
        self.most_at_once = 0

    def _entry(self, request: Request, call: Call) -> dict[str, Any]:
        name = call.cmdlet or call.kind
        self.requests.setdefault(request.host, Counter())[name] += 1
        return self._append(
            {
                "host": request.host,
                "connection": request.link.number,
                "method": request.method,
                "path": request.path,
                "query": request.raw_query,
                "headers": self._headers(request.headers),
                "kind": call.kind,
                "cmdlet": call.cmdlet,
                "started": time.monotonic(),
            }
        )

    def _append(self, content: dict[str, Any]) -> dict[str, Any]:
        empty = {"parameters": None, "identity": None, "tenant": None, "status": None, "executed": False}
        rest = {"changed": False, "fault": None, "error": None, "duration": None, "in_flight": None, "batch": None}
        entry = {"n": self._next, "time": self._clock.iso(), **content, **empty, **rest}
        self._next += 1
        self._entries.append(entry)
        return entry

    def _headers(self, headers: Mapping[str, str]) -> dict[str, Any]:
        shown: dict[str, Any] = {}
        for name, value in headers.items():
            if name == "authorization":
                scheme, _unused, token = value.partition(" ")
                shown[name] = {"scheme": scheme, **self._describe(token)}
            elif name in _HIDDEN_HEADERS:
                shown[name] = BLANK
            else:
                shown[name] = value
        return shown
