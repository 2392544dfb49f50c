# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What travels: a request as the parts read it, an answer as they give it, and how an answer is put on the wire."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal
from urllib.parse import parse_qsl

from .relay import Link

JSON = "application/json; charset=utf-8"

End = Literal["clean", "abrupt", "reset", "hold"]


@dataclass(frozen=True)
class Request:
    """One HTTP request; names of headers and query options are lower case, the latter decoded (`%24select`)."""

    link: Link
    host: str
    method: str
    path: str
    raw_query: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def query(self) -> dict[str, str]:
        """Query options by lower-case name; the last one wins."""
        return {name.lower(): value for name, value in parse_qsl(self.raw_query, keep_blank_values=True)}


@dataclass(frozen=True)
class Delivery:
    """How an answer leaves the box when a fault is at work.

    `cut_after` counts bytes of the body (or of the whole answer with `cut_head`); None = all of it. Then the
    connection ends: cleanly (TLS close), abruptly (TCP close without TLS close), by reset, or it is held open.
    `drip` sends that many bytes at a time with `pause` seconds in between.
    """

    framing: Literal["length", "chunked"] = "length"
    cut_after: int | None = None
    cut_head: bool = False
    end: End = "clean"
    drip: int = 0
    pause: float = 0.0
    hold: float | None = None


@dataclass(frozen=True)
class Answer:
    """Status, headers in order, body as it is sent. `chunked` chooses the framing of an ordinary delivery."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    chunked: bool = False
    delivery: Delivery | None = None

    def with_headers(self, *headers: tuple[str, str]) -> Answer:
        """The same answer with these headers set (replacing those of the same name)."""
        names = {name.lower() for name, _unused in headers}
        kept = tuple(pair for pair in self.headers if pair[0].lower() not in names)
        return replace(self, headers=(*kept, *headers))

    def without_headers(self, *names: str) -> Answer:
        """The same answer less these headers."""
        lowered = {name.lower() for name in names}
        return replace(self, headers=tuple(pair for pair in self.headers if pair[0].lower() not in lowered))

    def with_body(self, body: bytes) -> Answer:
        """The same answer with other bytes."""
        return replace(self, body=body)

    def header(self, name: str) -> str | None:
        """The first value of a header, or None."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


def json_answer(status: int, content: Any, content_type: str = JSON) -> Answer:
    """An answer with a JSON body, compact and in UTF-8."""
    body = json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode()
    return Answer(status, (("Content-Type", content_type),), body)


def text_answer(status: int, text: str, content_type: str = "text/plain; charset=utf-8") -> Answer:
    """An answer with a text body."""
    return Answer(status, (("Content-Type", content_type),), text.encode())


@dataclass
class Note:
    """What a part tells the journal about the request that it handles."""

    kind: str = "other"
    cmdlet: str | None = None
    parameters: Mapping[str, Any] | None = None
    passwords: Mapping[str, str] | None = None
    identity: str | None = None
    tenant: str | None = None
    executed: bool = False
    changed: bool = False
    fault: str | None = None
    error: str | None = None
    number: int | None = None  # of the journal's entry


@dataclass(frozen=True)
class Call:
    """A request that found its part: what faults match on, and the function that answers it."""

    kind: str
    run: Callable[[], Answer]
    cmdlet: str | None = None
    page: bool = False
    note: Note = field(default_factory=Note)
