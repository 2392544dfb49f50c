# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Run a call: send its requests, each again only where that is safe, and follow its pages to their end.

What each condition allows stands in :mod:`retries_and_rate_limits`. A next link is sent by POST with the same body and
the same anchor (Microsoft Learn for v2.0; CIPP, ExoHelper); a GET, or another anchor, is answered with "Expired or
Invalid pagination request".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import field, replace
from threading import Lock
from typing import Protocol

from .._catalogue.paging_parameters import page_rows, rate_of
from .._clock import Clock
from .._dataclass import dataclass
from .._endpoints.clouds import MAX_PAGE_SIZE
from .._errors.failure import Failure, Interrupted
from .._transport.retry_policy_and_backoff import Backoff, RetryPolicy, RetryQuota
from .._transport.transport import Answer, BadLink, PageLinks, Request, Transport
from .._transport.transport_error import TransportError
from .listing_and_failure import EndOfAttempts, Listing, Prefetched, Sink, failure_after, tell_of, unknown_outcome
from .read_answer import AnswerFault, AnswerPage, fault_of_link, fault_of_network, read_answer
from .request_and_route import Call, Target, is_front_door, moved_target, rebase
from .retries_and_rate_limits import RULES, Attempts, Condition, Pacing, RateLimit, State, worst


class Tokens(Protocol):
    """Where access tokens come from."""

    def current(self) -> str:
        """A token that will live for some minutes; renewed first where it would not."""

    def renew(self, refused: str, claims: str | None) -> str | None:
        """Another token in place of the ``refused`` one; None where there can be none."""


def always() -> None:
    """Nothing to ask: the connection lives and ends with its task."""


def ignore(_target: Target) -> None:
    """Nobody to tell that the service has moved."""


def nobody_looks(_sender: Sender, _call: Call) -> bool:
    """Nobody to say what has become of a write: then it is not sent again."""
    return False


# A refusal that the service gave after it had looked at the cmdlet.
_CONDITIONS_SERVED: frozenset[Condition] = frozenset(
    ("cmdlet-error", "forbidden", "not-available", "confirmation", "expired-page", "too-much")
)


@dataclass
class LearnedWay:
    """What the requests of one connection have learned of its way: the target behind a redirect. A write that goes to
    the front door once more may have run there, for all that anybody knows.

    Until the way ``is_known``, by a redirect or by an answer of the service itself, whoever has ``first`` asks, and the
    others wait for what that one learns.
    """

    target: Target | None = None
    is_known: bool = False
    first: Lock = field(default_factory=Lock)

    def learn_from(self, answered: AnswerPage | AnswerFault) -> None:
        """Who gives rows, or refuses a cmdlet, serves here and leads nobody on."""
        if isinstance(answered, AnswerPage) or answered.condition in _CONDITIONS_SERVED:
            self.is_known = True


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
    learned: LearnedWay = field(default_factory=LearnedWay)
    clock: Clock = Clock()
    quota: RetryQuota = field(default_factory=RetryQuota)
    rate_limit: RateLimit = field(default_factory=RateLimit)
    lacks: Callable[[Sender, Call], bool] = nobody_looks
    prefetched: Prefetched | None = None

    def send(self, call: Call, url: str, page_size: int, attempts: Attempts) -> AnswerPage:
        """The page at ``url``, or a failure after the last attempt that is allowed.

        :raises Failure: with ``outcome`` telling what became of the cmdlet.
        """
        if self.prefetched is not None and not self.prefetched.is_taken:
            return self.prefetched.take(attempts)
        is_read, state = call.kind == "read", self.new_state()
        with self._note_earlier_writes(call, attempts, state):
            while True:
                with self.find_way():
                    if url.startswith(f"{self.target.rest_base}/"):
                        url = rebase(url, self.current_target.rest_base)
                    token = self.tokens.current()
                    request = self._request_of_call(call, url, page_size, token)
                    try:
                        with self._wait_for_turn(is_read=is_read):
                            answer = self.transport.send(request)
                    except TransportError as error:
                        result: AnswerPage | AnswerFault = fault_of_network(error)
                    else:
                        result = read_answer(
                            answer, is_read=is_read, what_if=call.asks_only, row_reader=call.row, as_text=call.as_text
                        )
                    attempts.requests += 1
                    self.learned.learn_from(result)
                    if isinstance(result, AnswerPage):
                        self.quota.success()
                        return result
                    if result.request_id:
                        attempts.request_ids.append(result.request_id)
                    base = self.new_base(result, state, url)
                if base is not None:
                    url = rebase(url, base)
                    continue
                fault = self.weigh_fault(call, result, token, state)
                self._pause_or_fail(call, fault, state, attempts)
                if not is_read and RULES[fault.condition].looks and not self.lacks(self, call):
                    raise failure_after(call, fault, self.target, EndOfAttempts(state.outcome, attempts))
                attempts.retries += 1

    @contextmanager
    def find_way(self) -> Iterator[None]:
        """Around a request and what is learned of its answer: at a front door that leads on, workers side by side ask
        one after the other until one knows the way, so that they are led on once."""
        learned = self.learned
        if not learned.is_known and is_front_door(self.target):
            with learned.first:
                if not learned.is_known:
                    yield
                    return
        yield

    @property
    def current_target(self) -> Target:
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
        headers = call.headers(self.current_target, token, page_size)
        fresh = call.kind != "read"
        return Request(call.method, url, self.target.hop, headers, call.body(), call.read_timeout, fresh=fresh)

    def exchange(self, request: Request, *, is_read: bool) -> Answer | AnswerFault:
        """The answer to a request that is no call, sent once when its turn has come, or what came instead of one."""
        try:
            with self._wait_for_turn(is_read=is_read):
                return self.transport.send(request)
        except TransportError as error:
            return fault_of_network(error)

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

    def new_base(self, fault: AnswerFault, state: State, url: str = "") -> str | None:
        """Where a redirect within the service leads, the first time: the front door runs nothing (ScubaGear, CIPP). One
        to the host of ``url``, which was asked, leads nowhere."""
        if fault.condition != "redirected" or state.moves:
            return None
        before, state.outcome = state.outcome, RULES["redirected"].outcome  # unless it is the front door's own
        elsewhere = moved_target(fault.headers, self.current_target)
        state.outcome = before
        if elsewhere is None or url.startswith(f"{elsewhere.rest_base}/"):
            return None
        state.moves += 1
        self.learned.target, self.learned.is_known = elsewhere, True
        self.moved(elsewhere)
        return elsewhere.rest_base

    def weigh_fault(self, call: Call, fault: AnswerFault, token: str, state: State) -> AnswerFault:
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
            self.pause(wait, [(state, attempts)])

    def pause(self, wait: float, who: Iterable[tuple[State, Attempts]]) -> None:
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
        wait, retry_after = backoff.next_wait(fault.headers)
        if fault.condition in ("throttled", "concurrency"):
            self.pacing.brake(wait)
        if (
            state.is_used_up(fault.condition, call.kind, retry_writes=self.retry_writes)
            or backoff.failed > self.policy.retries
        ):
            raise failure_after(call, fault, self.target, EndOfAttempts(state.outcome, attempts))
        if retry_after is not None and retry_after > backoff.left:
            raise failure_after(
                call, fault, self.target, EndOfAttempts(state.outcome, attempts, retry_after=retry_after)
            )
        wait = min(wait, backoff.left)
        if wait <= 0:
            raise failure_after(call, fault, self.target, EndOfAttempts(state.outcome, attempts))
        return wait


def run_call(sender: Sender, call: Call, sink: Sink) -> Listing:
    """Run ``call`` and give its rows to ``sink``, all of them or ``call.limit``.

    A cursor that died restarts the reading once; rows are not delivered twice. Where its cmdlet has a rate limit, it
    waits for its turn first.

    :raises Failure: with ``pages`` and ``rows``, their numbers, where some pages had come.
    """
    may_restart = call.kind == "read"
    with _wait_for_rate(sender, call) as attempts:
        listing = Listing(attempts=attempts)
        while True:
            links = PageLinks(sender.transport, call.url(sender.target), "Exchange")
            try:
                for url in links:
                    with _tell_how_far(listing):
                        page = sender.send(call, url, page_size(call, listing.rows), listing.attempts)
                    if listing.take(page, call, sink) and page.next_link is not None:
                        links.follow(page.next_link, len(page.rows))
                return listing
            except BadLink as error:
                stopped = failure_after(
                    call, fault_of_link(error), sender.target, EndOfAttempts("did_not_run", listing.attempts)
                )
                tell_of(listing, stopped)
                raise stopped from error
            except Failure as error:
                if error.key != "expired-paging" or not may_restart:
                    raise
            may_restart = False
            sink.restart()
            listing.attempts.retries += 1
            listing = Listing(attempts=listing.attempts)


def _wait_for_rate(sender: Sender, call: Call) -> AbstractContextManager[Attempts]:
    """Around the requests of a call: where its cmdlet has a rate limit, it has its places for all of them."""
    rate = rate_of(call.cmdlet)
    if rate is None:
        return nullcontext(Attempts())
    rows = page_rows(call.cmdlet, call.parameters)
    most_rows = rows if call.limit is None else min(rows, call.limit)
    most_answers = max(1, -(-most_rows // max(1, call.page_size)))
    return sender.rate_limit.turn(call.cmdlet, rate, most_answers, sender.clock, sender.still_wanted)


@contextmanager
def _tell_how_far(listing: Listing) -> Iterator[None]:
    """Around a request: its failure says how far the listing had come, where it had."""
    try:
        yield
    except Failure as error:
        if listing.pages:
            tell_of(listing, error)
        raise


def page_size(call: Call, had: int = 0) -> int:
    """As many rows as are still wanted, within what the service takes."""
    size = min(call.page_size, MAX_PAGE_SIZE)
    return size if call.limit is None else max(1, min(size, call.limit - had))
