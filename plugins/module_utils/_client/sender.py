# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Send one request of a cmdlet, and again only where that is safe."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace

from .._errors.failure import Failure, Interrupted, Outcome
from .._transport.backoff import Clock, Patience, Quota, asked_wait, normal_wait
from .._transport.no_answer import FINAL, NoAnswer
from .._transport.transport import Answer, Request, Transport
from .anchor import anchor_for
from .call import Call, Target
from .failing import End, failed, unsure
from .queries import Queries
from .reading import Fault, Page, read
from .region import moved_base, rebased
from .rules import RULES, Condition, worst
from .seams import Pacing, Tokens
from .timeouts import read_timeout
from .tries import Tries


def always() -> None:
    """Nothing to ask: the connection lives and ends with its task."""


def ignored(_rest_base: str) -> None:
    """Nobody to tell that the service has moved."""


def nobody_looks(_sender: Sender, _call: Call) -> bool:
    """Nobody to say what has become of a write: then it is not sent again."""
    return False


@dataclass
class State:
    """One request's repeats: by condition, the waiting, and the worst that may have become of it."""

    by_condition: Counter[Condition] = field(default_factory=Counter)
    waited: float = 0.0
    outcome: Outcome = "did_not_run"
    moves: int = 0


@dataclass(frozen=True)
class Sender:
    """Requests on one connection.

    ``moved`` is told a new address of the service.

    ``retry_writes`` allows the one repeat that an idempotent write may have. ``still_wanted`` is asked before each
    request, and raises where nobody waits for it any more: a closed session, a run that was killed. ``in_flight``
    surrounds each write, which a signal does not cut short. ``lacks`` reads whether a write has not taken effect, where
    only that allows another try.
    """

    transport: Transport
    target: Target
    tokens: Tokens
    pacing: Pacing
    patience: Patience = Patience()
    retry_writes: bool = False
    still_wanted: Callable[[], None] = always
    in_flight: Callable[[], AbstractContextManager[None]] = nullcontext
    moved: Callable[[str], None] = ignored
    clock: Clock = Clock()
    quota: Quota = field(default_factory=Quota)
    queries: Queries = field(default_factory=Queries)
    lacks: Callable[[Sender, Call], bool] = nobody_looks

    def send(self, call: Call, url: str, page_size: int, tries: Tries) -> Page:
        """The page at ``url``.

        :raises Failure: after the last try, with the worst outcome of all tries.
        """
        state = State()
        try:
            return self._tried(call, url, page_size, tries, state)
        except Failure as error:
            # A sign-in, or the wait for a slot, may fail after a try that may have run.
            if call.kind == "read" or state.outcome != "unknown" or error.outcome == "unknown":
                raise
            raise unsure(call, error, self.target, tries) from error
        except Interrupted as error:
            error.client_request_id = call.client_request_id
            error.may_have_run |= call.kind != "read" and state.outcome == "unknown"
            raise

    def _tried(self, call: Call, url: str, page_size: int, tries: Tries, state: State) -> Page:
        while True:
            token = self.tokens.current()
            result = self._once(call, url, page_size, token)
            tries.sent += 1
            if isinstance(result, Page):
                self.quota.success()
                return result
            if result.request_id:
                tries.request_ids.append(result.request_id)
            base = self.new_base(result, state)
            if base is not None:
                url = rebased(url, base)
                continue
            fault = self.weighed(call, result, token, state)
            self._pause(call, fault, state, tries)
            if call.kind != "read" and RULES[fault.condition].looks and not self.lacks(self, call):
                raise failed(call, fault, self.target, End(state.outcome, tries))
            tries.repeats += 1

    def _once(self, call: Call, url: str, page_size: int, token: str) -> Page | Fault:
        anchor = anchor_for(call.cmdlet, self.target.anchor, self.target.tenant_id, call.route)
        anchored = self.target if anchor == self.target.anchor else replace(self.target, anchor=anchor)
        is_read = call.kind == "read"
        request = Request(
            call.method,
            url,
            self.target.hop,
            call.headers(anchored, token, page_size),
            call.body(),
            read_timeout(call.cmdlet),
            fresh=not is_read,
        )
        answer = self.exchange(request, is_read=is_read)
        if isinstance(answer, Fault):
            return answer
        return read(answer, is_read=is_read, what_if=call.asks_only, row_reader=call.row, as_text=call.as_text)

    def exchange(self, request: Request, *, is_read: bool) -> Answer | Fault:
        """The answer to one request, sent when its turn has come, or what came instead of one."""
        try:
            with self.pacing.turn(self.still_wanted):
                self.still_wanted()
                if is_read:
                    return self.transport.send(request)
                with self.in_flight():
                    self.still_wanted()  # a signal may have come in between
                    return self.transport.send(request)
        except NoAnswer as error:
            return _silence(error)

    def new_base(self, fault: Fault, state: State) -> str | None:
        """Where a redirect to another region leads, the first time: the front door runs nothing (ScubaGear, CIPP)."""
        if fault.condition != "redirected" or state.moves:
            return None
        before, state.outcome = state.outcome, RULES["redirected"].outcome  # unless it is the front door's own
        base = moved_base(fault.headers, self.target)
        state.outcome = before
        if base is not None:
            state.moves += 1
            self.moved(base)
        return base

    def weighed(self, call: Call, fault: Fault, token: str, state: State) -> Fault:
        """The fault in its final form; ``state`` knows then what it may mean that it happened."""
        fault = self._renewed(call, fault, token, state)
        state.outcome = worst(state.outcome, RULES[fault.condition].outcome)
        return fault

    def _renewed(self, call: Call, fault: Fault, token: str, state: State) -> Fault:
        """A 401 turned into its final form where no other token helps."""
        if fault.condition != "unauthorized":
            return fault
        allowed = RULES["unauthorized"].repeats(call.kind, retry_writes=self.retry_writes)
        if state.by_condition["unauthorized"] < allowed and self.tokens.renew(token, fault.claims) is not None:
            return fault
        return replace(fault, condition="still-unauthorized")

    def _pause(self, call: Call, fault: Fault, state: State, tries: Tries) -> None:
        """Wait before the next try, or raise where there is none."""
        wait = self.wait_before(call, fault, state, tries)
        if wait > 0 and not self.quota.take(costly=RULES[fault.condition].costly):
            raise failed(call, fault, self.target, End(state.outcome, tries, exhausted=True))
        if wait > 0:
            self.rest(wait, [(state, tries)])

    def rest(self, wait: float, who: Iterable[tuple[State, Tries]]) -> None:
        """Wait, and count it for all who wait."""
        self.clock.sleep(wait)
        for state, tries in who:
            state.waited += wait
            tries.waited += wait

    def wait_before(self, call: Call, fault: Fault, state: State, tries: Tries) -> float:
        """The seconds to wait before the next try; none where another token is all that it takes.

        :raises Failure: there is no next try.
        """
        state.by_condition[fault.condition] += 1
        if fault.condition == "unauthorized":
            return 0.0
        repeats = state.by_condition.total() - state.by_condition["unauthorized"]
        asked = asked_wait(fault.headers, self.clock)
        wait = normal_wait(repeats - 1, self.clock) if asked is None else asked * self.clock.uniform(1.0, 1.1)
        if fault.condition in ("throttled", "concurrency"):
            self.pacing.brake(wait)
        if self._too_often(call, fault.condition, state) or repeats > self.patience.retries:
            raise failed(call, fault, self.target, End(state.outcome, tries))
        left = self.patience.budget - state.waited
        if asked is not None and asked > left:
            raise failed(call, fault, self.target, End(state.outcome, tries, retry_after=asked))
        wait = min(wait, left)
        if wait <= 0:
            raise failed(call, fault, self.target, End(state.outcome, tries))
        return wait

    def _too_often(self, call: Call, condition: Condition, state: State) -> bool:
        """Whether this condition allows no further repeat."""
        rule = RULES[condition]
        times = state.by_condition[condition]
        if call.kind != "read" and rule.outcome == "unknown":
            # A write has one repeat that may be a second run, whatever the reasons are.
            times = sum(n for name, n in state.by_condition.items() if RULES[name].outcome == "unknown")
        return times > rule.repeats(call.kind, retry_writes=self.retry_writes)


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
