# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Send one request of a cmdlet, and again only where that is safe.

What each condition allows stands in :mod:`retries_and_rate_limits`; how pages follow each other is not told here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import field, replace
from threading import Lock
from typing import Protocol

from .._clock import Clock
from .._dataclass import dataclass
from .._errors.failure import Failure, Interrupted
from .._transport.retry_policy_and_backoff import Backoff, RetryPolicy, RetryQuota
from .._transport.transport import Answer, Request, Transport
from .._transport.transport_error import FINAL_KINDS, TransportError
from .fault_to_failure import EndOfAttempts, failure_after, unknown_outcome
from .read_answer import AnswerFault, AnswerPage, read_answer
from .request_and_route import Call, Target, is_front_door, moved_target, rebase
from .retries_and_rate_limits import RULES, Attempts, Condition, RateLimit, State, worst


class Tokens(Protocol):
    """Where access tokens come from."""

    def current(self) -> str:
        """A token that will live for some minutes; renewed first where it would not."""

    def renew(self, refused: str, claims: str | None) -> str | None:
        """Another token in place of the ``refused`` one; None where there can be none."""


class Pacing(Protocol):
    """The brake and the lanes that all processes of one tenant and identity share."""

    def turn(self, check: Callable[[], None]) -> AbstractContextManager[float]:
        """Hold one of the lanes, with no brake on, while a request is in flight.

        ``check`` is called while waiting, and ends the wait by raising.
        """

    def brake(self, seconds: float) -> None:
        """Let everybody wait: the service asked for it."""

    def widen(self, slots: int) -> None:
        """Have more lanes than usual, before the first turn."""


def always() -> None:
    """Nothing to ask: the connection lives and ends with its task."""


def ignore(_target: Target) -> None:
    """Nobody to tell that the service has moved."""


def nobody_looks(_sender: Sender, _call: Call) -> bool:
    """Nobody to say what has become of a write: then it is not sent again."""
    return False


@dataclass
class Prefetched:
    """The first page of a read, or why there is none, where it came together with others; given once."""

    came: AnswerPage | Failure
    attempts: Attempts
    taken: bool = False

    def take(self, attempts: Attempts) -> AnswerPage:
        """What came; ``attempts`` is told what that took."""
        self.taken = True
        attempts.add(self.attempts)
        if isinstance(self.came, Failure):
            raise self.came
        return self.came


# A refusal that the service gave after it had looked at the cmdlet.
_CONDITIONS_SERVED: frozenset[Condition] = frozenset(
    ("cmdlet-error", "forbidden", "not-available", "confirmation", "expired-page", "too-much")
)


@dataclass
class Learned:
    """What the requests of one connection have learned of its way: the target behind a redirect. A write that goes to
    the front door once more may have run there, for all that anybody knows.

    Until the way is ``known``, by a redirect or by an answer of the service itself, whoever has ``first`` asks, and the
    others wait for what that one learns.
    """

    target: Target | None = None
    known: bool = False
    first: Lock = field(default_factory=Lock)

    def see(self, answered: AnswerPage | AnswerFault) -> None:
        """Who gives rows, or refuses a cmdlet, serves here and leads nobody on."""
        if isinstance(answered, AnswerPage) or answered.condition in _CONDITIONS_SERVED:
            self.known = True


@dataclass(frozen=True)
class Sender:
    """Requests on one connection.

    ``moved`` is told where the service has moved to; ``learned`` keeps it, also for all that :func:`replace` makes of
    this sender.

    ``retry_writes`` allows the one retry that an idempotent write may have. ``still_wanted`` is asked before each
    request, and raises where nobody waits for it any more: a closed session, a run that was killed. ``in_flight``
    surrounds each write, which a signal does not cut short. ``lacks`` reads whether a write has not taken effect, where
    only that allows another attempt. ``prefetched`` stands for the first request of the next call.
    """

    transport: Transport
    target: Target
    tokens: Tokens
    pacing: Pacing
    policy: RetryPolicy = RetryPolicy()
    retry_writes: bool = False
    still_wanted: Callable[[], None] = always
    in_flight: Callable[[], AbstractContextManager[None]] = nullcontext
    moved: Callable[[Target], None] = ignore
    learned: Learned = field(default_factory=Learned)
    clock: Clock = Clock()
    quota: RetryQuota = field(default_factory=RetryQuota)
    rate_limit: RateLimit = field(default_factory=RateLimit)
    lacks: Callable[[Sender, Call], bool] = nobody_looks
    prefetched: Prefetched | None = None

    def send(self, call: Call, url: str, page_size: int, attempts: Attempts) -> AnswerPage:
        """The page at ``url``, or a failure after the last attempt that is allowed.

        :raises Failure: with ``outcome`` telling what became of the cmdlet.
        """
        if self.prefetched is not None and not self.prefetched.taken:
            return self.prefetched.take(attempts)
        is_read, state = call.kind == "read", self.new_state()
        with self._note_earlier_writes(call, attempts, state):
            while True:
                with self.find_way():
                    if url.startswith(f"{self.target.rest_base}/"):
                        url = rebase(url, self.here.rest_base)
                    token = self.tokens.current()
                    request = self._request_of_call(call, url, page_size, token)
                    try:
                        with self._wait_for_turn(is_read=is_read):
                            answer = self.transport.send(request)
                    except TransportError as error:
                        result: AnswerPage | AnswerFault = _fault_of_network(error)
                    else:
                        result = read_answer(
                            answer, is_read=is_read, what_if=call.asks_only, row_reader=call.row, as_text=call.as_text
                        )
                    attempts.sent += 1
                    self.learned.see(result)
                    if isinstance(result, AnswerPage):
                        self.quota.success()
                        return result
                    if result.request_id:
                        attempts.request_ids.append(result.request_id)
                    base = self.new_base(result, state)
                if base is not None:
                    url = rebase(url, base)
                    continue
                fault = self.weigh(call, result, token, state)
                self._pause_or_fail(call, fault, state, attempts)
                if not is_read and RULES[fault.condition].looks and not self.lacks(self, call):
                    raise failure_after(call, fault, self.target, EndOfAttempts(state.outcome, attempts))
                attempts.retries += 1

    @contextmanager
    def find_way(self) -> Iterator[None]:
        """Around a request and what is learned of its answer: at a front door that leads on, workers side by side ask
        one after the other until one knows the way, so that they are led on once."""
        learned = self.learned
        if not learned.known and is_front_door(self.target):
            with learned.first:
                if not learned.known:
                    yield
                    return
        yield

    @property
    def here(self) -> Target:
        """The target, as the connection knows it by now."""
        return self.learned.target or self.target

    def new_state(self) -> State:
        """That of a request which has not been sent yet."""
        return State(Backoff(self.policy, self.clock))

    @contextmanager
    def _note_earlier_writes(self, call: Call, attempts: Attempts, state: State) -> Iterator[None]:
        """Say in whatever ends a write that an earlier attempt may have run: a sign-in may fail after it, the wait for
        a slot, or a signal comes."""
        try:
            yield
        except Failure as error:
            if call.kind == "read" or state.outcome != "unknown" or error.outcome == "unknown":
                raise
            raise unknown_outcome(call, error, self.target, attempts) from error
        except Interrupted as error:
            error.client_request_id = call.client_request_id
            error.may_have_run |= call.kind != "read" and state.outcome == "unknown"
            raise

    def _request_of_call(self, call: Call, url: str, page_size: int, token: str) -> Request:
        headers = call.headers(self.here, token, page_size)
        fresh = call.kind != "read"
        return Request(call.method, url, self.target.hop, headers, call.body(), call.read_timeout, fresh=fresh)

    def exchange(self, request: Request, *, is_read: bool) -> Answer | AnswerFault:
        """The answer to a request that is no call, sent once when its turn has come, or what came instead of one."""
        try:
            with self._wait_for_turn(is_read=is_read):
                return self.transport.send(request)
        except TransportError as error:
            return _fault_of_network(error)

    @contextmanager
    def _wait_for_turn(self, *, is_read: bool) -> Iterator[None]:
        """Around a request: wait for its turn, and let no signal cut a write short."""
        with self.pacing.turn(self.still_wanted):
            self.still_wanted()
            if is_read:
                yield
                return
            with self.in_flight():
                self.still_wanted()  # a signal may have come in between
                yield

    def new_base(self, fault: AnswerFault, state: State) -> str | None:
        """Where a redirect to another region leads, the first time: the front door runs nothing (ScubaGear, CIPP)."""
        if fault.condition != "redirected" or state.moves:
            return None
        before, state.outcome = state.outcome, RULES["redirected"].outcome  # unless it is the front door's own
        elsewhere = moved_target(fault.headers, self.here)
        state.outcome = before
        if elsewhere is None:
            return None
        state.moves += 1
        self.learned.target, self.learned.known = elsewhere, True
        self.moved(elsewhere)
        return elsewhere.rest_base

    def weigh(self, call: Call, fault: AnswerFault, token: str, state: State) -> AnswerFault:
        """The fault in its final form; ``state`` knows then what it may mean that it happened."""
        fault = self._renew_token(call, fault, token, state)
        state.outcome = worst(state.outcome, RULES[fault.condition].outcome)
        return fault

    def _renew_token(self, call: Call, fault: AnswerFault, token: str, state: State) -> AnswerFault:
        """A 401 turned into its final form where no other token helps."""
        if fault.condition != "unauthorized":
            return fault
        allowed = RULES["unauthorized"].retries(call.kind, retry_writes=self.retry_writes)
        if state.by_condition["unauthorized"] < allowed and self.tokens.renew(token, fault.claims) is not None:
            return fault
        return replace(fault, condition="still-unauthorized")

    def _pause_or_fail(self, call: Call, fault: AnswerFault, state: State, attempts: Attempts) -> None:
        """Wait before the next attempt, or raise where there is none."""
        wait = self.wait_before(call, fault, state, attempts)
        if wait > 0 and not self.quota.take(costly=RULES[fault.condition].costly):
            raise failure_after(call, fault, self.target, EndOfAttempts(state.outcome, attempts, exhausted=True))
        if wait > 0:
            self.rest(wait, [(state, attempts)])

    def rest(self, wait: float, who: Iterable[tuple[State, Attempts]]) -> None:
        """Wait, and count it for all who wait."""
        self.clock.sleep(wait)
        for state, attempts in who:
            state.backoff.waited += wait
            attempts.waited += wait

    def wait_before(self, call: Call, fault: AnswerFault, state: State, attempts: Attempts) -> float:
        """The seconds to wait before the next attempt; none where another token is all that it takes.

        :raises Failure: there is no next attempt.
        """
        state.by_condition[fault.condition] += 1
        if fault.condition == "unauthorized":
            return 0.0
        backoff = state.backoff
        wait, asked = backoff.next_wait(fault.headers)
        if fault.condition in ("throttled", "concurrency"):
            self.pacing.brake(wait)
        if self._too_often(call, fault.condition, state) or backoff.failed > self.policy.retries:
            raise failure_after(call, fault, self.target, EndOfAttempts(state.outcome, attempts))
        if asked is not None and asked > backoff.left:
            raise failure_after(call, fault, self.target, EndOfAttempts(state.outcome, attempts, retry_after=asked))
        wait = min(wait, backoff.left)
        if wait <= 0:
            raise failure_after(call, fault, self.target, EndOfAttempts(state.outcome, attempts))
        return wait

    def _too_often(self, call: Call, condition: Condition, state: State) -> bool:
        """Whether this condition allows no further retry."""
        rule = RULES[condition]
        times = state.by_condition[condition]
        if call.kind != "read" and rule.outcome == "unknown":
            # A write has one retry that may be a second run, whatever the reasons are.
            times = sum(n for name, n in state.by_condition.items() if RULES[name].outcome == "unknown")
        return times > rule.retries(call.kind, retry_writes=self.retry_writes)


_CONDITION_OF_SILENCE: dict[str, Condition] = {
    "connection-cut": "cut",
    "read-timeout": "silent",
    "answer-cut": "truncated",
    "answer-too-large": "too-much",
}


def _fault_of_network(error: TransportError) -> AnswerFault:
    """A fault for what the network did; what was not sent did not run."""
    if not error.sent:
        condition: Condition = "not-verified" if error.kind in FINAL_KINDS else "not-sent"
    else:
        condition = _CONDITION_OF_SILENCE.get(error.kind, "cut")
    return AnswerFault(condition, error.kind, error.detail, status=error.status)
