# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Send one request of a cmdlet, and again only where that is safe.

Private to this collection: it may change in any release.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from .._errors.failure import Outcome
from .._transport.backoff import Clock, Patience, Quota, asked_wait, normal_wait
from .._transport.no_answer import FINAL, NoAnswer
from .._transport.transport import Request, Transport
from .anchor import anchor_for
from .call import Call, Target
from .failing import End, failed
from .reading import Fault, Page, read
from .rules import RULES, Condition, worst
from .seams import Pacing, Tokens
from .timeouts import read_timeout
from .tries import Tries

_HOP = "Exchange"


@dataclass
class _State:
    """One request's repeats: by condition, the waiting, and the worst that may have become of it."""

    by_condition: Counter[str] = field(default_factory=Counter)
    waited: float = 0.0
    outcome: Outcome = "did_not_run"


@dataclass(frozen=True)
class Sender:
    """Requests on one connection. ``retry_writes`` allows the one repeat that an idempotent write may have."""

    transport: Transport
    target: Target
    tokens: Tokens
    pacing: Pacing
    patience: Patience = Patience()
    retry_writes: bool = False
    clock: Clock = Clock()
    quota: Quota = field(default_factory=Quota)

    def send(self, call: Call, url: str, page_size: int, tries: Tries) -> Page:
        """The page at ``url``.

        :raises Failure: after the last try, with the worst outcome of all tries.
        """
        state = _State()
        while True:
            token = self.tokens.current()
            result = self._once(call, url, page_size, token)
            if isinstance(result, Page):
                self.quota.success()
                return result
            if result.request_id:
                tries.request_ids.append(result.request_id)
            result = self._renewed(result, token, state)
            rule = RULES[result.condition]
            state.outcome = worst(state.outcome, rule.outcome)
            self._pause(call, result, state, tries)
            tries.repeats += 1

    def _once(self, call: Call, url: str, page_size: int, token: str) -> Page | Fault:
        target = self.target
        anchored = Target(
            target.rest_base,
            target.hosts,
            target.tenant_id,
            anchor_for(call.cmdlet, target.anchor),
            target.connection_id,
        )
        is_read = call.kind == "read"
        request = Request(
            "POST",
            url,
            _HOP,
            call.headers(anchored, token, page_size),
            call.body(),
            read_timeout(call.cmdlet),
            fresh=not is_read,
        )
        try:
            with self.pacing.turn():
                answer = self.transport.send(request)
        except NoAnswer as error:
            return _silence(error)
        return read(answer, is_read=is_read, what_if=call.parameters.get("WhatIf") is True)

    def _renewed(self, fault: Fault, token: str, state: _State) -> Fault:
        """A 401 turned into its final form where no other token helps."""
        if fault.condition != "unauthorized":
            return fault
        if not state.by_condition["unauthorized"] and self.tokens.renew(token, fault.claims) is not None:
            return fault
        return Fault("still-unauthorized", fault.advice, status=fault.status, request_id=fault.request_id)

    def _pause(self, call: Call, fault: Fault, state: _State, tries: Tries) -> None:
        """Wait before the next try, or raise where there is none."""
        seen = state.by_condition
        seen[fault.condition] += 1
        rule = RULES[fault.condition]
        allowed = rule.repeats(call.kind, retry_writes=self.retry_writes)
        if fault.condition == "unauthorized":
            return
        repeats = sum(seen.values()) - seen["unauthorized"]
        if seen[fault.condition] > allowed or repeats > self.patience.retries:
            raise failed(call, fault, self.target, End(state.outcome, tries))
        asked = asked_wait(fault.headers, self.clock) if fault.status else None
        wait = normal_wait(repeats - 1, self.clock) if asked is None else asked * self.clock.uniform(1.0, 1.1)
        left = self.patience.budget - state.waited
        if asked is not None and asked > left:
            self.pacing.brake(asked)
            raise failed(call, fault, self.target, End(state.outcome, tries, retry_after=asked))
        wait = min(wait, left)
        if wait <= 0 or not self.quota.take(costly=rule.costly):
            raise failed(call, fault, self.target, End(state.outcome, tries, exhausted=wait > 0))
        if fault.condition in ("throttled", "concurrency"):
            self.pacing.brake(wait)
        self.clock.sleep(wait)
        state.waited += wait
        tries.waited += wait


_SILENCE: dict[str, Condition] = {
    "connection-cut": "cut",
    "read-timeout": "silent",
    "answer-cut": "truncated",
    "answer-too-large": "too-much",
}


def _silence(error: NoAnswer) -> Fault:
    """A fault for what the network did; what was not sent did not run."""
    if not error.sent:
        condition: Condition = "not-verified" if error.kind in FINAL else "not-sent"
    else:
        condition = _SILENCE.get(error.kind, "cut")
    return Fault(condition, error.kind, error.detail, status=error.status)
