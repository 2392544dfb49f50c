# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A client whose network answers what a test writes down, with clocks that nobody waits for."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import pytest
from requests.structures import CaseInsensitiveDict

from ansible_collections.m365.exchange.plugins.module_utils._clock import Clock
from ansible_collections.m365.exchange.plugins.module_utils._errors.all_advice import failure
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.read_answer import (
    AnswerFault,
    AnswerPage,
    read_answer,
)
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.request_and_route import Call, Target
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.retries_and_rate_limits import (
    Attempts,
    CmdletClass,
)
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.send_and_page import Sender
from ansible_collections.m365.exchange.plugins.module_utils._transport.proxy_and_connections import Network
from ansible_collections.m365.exchange.plugins.module_utils._transport.retry_policy_and_backoff import (
    RetryPolicy,
    RetryQuota,
)
from ansible_collections.m365.exchange.plugins.module_utils._transport.transport import Answer, Request, Transport
from ansible_collections.m365.exchange.plugins.module_utils._transport.transport_error import Kind, TransportError

HOST = "outlook.office365.com"
TENANT = "7d3c1f0e-52a4-4a3b-9f63-2f1c5a1e8b01"
BASE = f"https://{HOST}/adminapi/beta/{TENANT}/InvokeCommand"
TARGET = Target(f"https://{HOST}", (HOST, f".{HOST}"), TENANT, f"APP:SystemMailbox@{TENANT}", "connection-7")

NOT_FOUND = "Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException"
Happening: TypeAlias = "Answer | TransportError | Failure"


# What the service says


def answer(
    body: bytes | str | dict[str, Any] = b"", status: int = 200, *, decoded: bool = True, **headers: str
) -> Answer:
    """An answer; in the names of headers ``_`` stands for a hyphen."""
    if isinstance(body, dict):
        body = json.dumps(body)
    content = body.encode() if isinstance(body, str) else body
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, CaseInsensitiveDict({"Content-Length": str(len(content)), **named}), content, decoded)


def page(*rows: Any, link: str | None = None, warnings: Sequence[str] = (), **more: Any) -> Answer:
    """A success."""
    body: dict[str, Any] = {"@adminapi.warnings": list(warnings), "value": list(rows), **more}
    return answer({**body, "@odata.nextLink": link} if link is not None else body)


def cmdlet_error(
    kind: str = NOT_FOUND, text: str = "It said no.", status: int = 404, *, request_id: str = ""
) -> Answer:
    """An error as a cmdlet raises it."""
    detail = {"code": "Client", "target": "", "message": f"Ex6F9304|{kind}|{text}"}
    error = {"code": "NotFound", "message": "Error executing cmdlet", "details": [detail]}
    return answer({"error": error}, status, request_id=request_id)


def no_answer(kind: Kind, *, sent: bool, status: int | None = None) -> TransportError:
    return TransportError(kind, "Exchange", HOST, was_sent=sent, detail="in a test", status=status)


def judged(reply: Answer, *, is_read: bool = True, what_if: bool = False) -> AnswerPage | AnswerFault:
    return read_answer(reply, is_read=is_read, what_if=what_if)


def fault_of(reply: Answer, *, is_read: bool = True, what_if: bool = False) -> AnswerFault:
    found = judged(reply, is_read=is_read, what_if=what_if)
    assert isinstance(found, AnswerFault)
    return found


def page_of(reply: Answer, *, is_read: bool = True, what_if: bool = False) -> AnswerPage:
    found = judged(reply, is_read=is_read, what_if=what_if)
    assert isinstance(found, AnswerPage)
    return found


# The client's surroundings


class Edge(Transport):
    """The transport with its own rules about hosts, and a script in place of the network."""

    def __init__(self, script: Sequence[Happening], hosts: Collection[str] = TARGET.hosts) -> None:
        super().__init__(Network(), hosts)
        self.script = list(script)
        self.requests: list[Request] = []

    def send(self, request: Request) -> Answer:
        self.check_host(request.url, request.hop)
        self.requests.append(request)
        happening = self.script.pop(0)
        if isinstance(happening, Answer):
            return happening
        raise happening


@dataclass
class FakeTokens:
    """Tokens that count their renewals; ``happenings`` are raised by the next look at the token."""

    renewals: list[tuple[str, str | None]] = field(default_factory=list)
    renewable: bool = True
    happenings: list[Failure | None] = field(default_factory=list)
    broken: Failure | None = None

    def current(self) -> str:
        happening = self.happenings.pop(0) if self.happenings else None
        if happening:
            raise happening  # pylint: disable=raising-bad-type
        return f"token-{len(self.renewals)}"

    def renew(self, refused: str, claims: str | None) -> str | None:
        if self.broken:
            raise self.broken
        self.renewals.append((refused, claims))
        return self.current() if self.renewable else None


@dataclass
class FakePacing:
    """Lanes that count who is in them."""

    brakes: list[float] = field(default_factory=list)
    turns: int = 0
    inside: int = 0

    @contextmanager
    def turn(self, check: Callable[[], None]) -> Iterator[float]:
        self.turns += 1
        check()
        self.inside += 1
        try:
            yield 0.0
        finally:
            self.inside -= 1

    def widen(self, slots: int) -> None:
        assert (self.turns, slots > 0) == (0, True), "before the first turn"

    def brake(self, seconds: float) -> None:
        assert self.inside == 0, "others must get in meanwhile"
        self.brakes.append(seconds)


@dataclass
class Bench:
    """One connection under test; jitter takes the longest wait."""

    script: Sequence[Happening]
    policy: RetryPolicy = RetryPolicy()
    retry_writes: bool = False
    tokens: FakeTokens = field(default_factory=FakeTokens)
    pacing: FakePacing = field(default_factory=FakePacing)
    quota: RetryQuota = field(default_factory=RetryQuota)
    slept: list[float] = field(default_factory=list)
    target: Target = TARGET
    closed_after: int = 1000
    asked: int = 0
    missing: bool = True
    looks: int = 0

    def still_wanted(self) -> None:
        """The session is closed by another process after so many questions."""
        self.asked += 1
        if self.asked > self.closed_after:
            raise refusal()

    def lacks(self, _sender: Sender, _call: Call) -> bool:
        """What a look at a write shows: by default that it has not taken effect."""
        self.looks += 1
        return self.missing

    def __post_init__(self) -> None:
        self.edge = Edge(self.script)
        clock = Clock(lambda: 1_800_000_000.0, lambda: 0.0, self.slept.append, lambda: 1.0)
        self.sender = Sender(
            self.edge,
            self.target,
            self.tokens,
            self.pacing,
            self.policy,
            retry_writes=self.retry_writes,
            still_wanted=self.still_wanted,
            clock=clock,
            quota=self.quota,
            lacks=self.lacks,
        )
        self.attempts = Attempts()

    def send(self, call: Call) -> AnswerPage:
        return self.sender.send(call, call.url(self.target), 1000, self.attempts)

    def failure(self, call: Call) -> Failure:
        with pytest.raises(Failure) as caught:
            self.send(call)
        assert "\n" not in caught.value.line
        assert "token-" not in caught.value.line
        return caught.value


_CMDLETS: dict[CmdletClass, str] = {"read": "Get-Mailbox", "idempotent_write": "Set-Mailbox", "write": "New-Mailbox"}


def call_of(kind: CmdletClass = "read", **more: Any) -> Call:
    return Call(_CMDLETS[kind], kind, "client-request-7", parameters={"Identity": "anna"}, **more)


def refusal() -> Failure:
    """What a sign-in may end with."""
    return failure("session-not-connected")
