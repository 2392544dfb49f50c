# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may send again, how often, after which wait, and what became of the cmdlet: the contract, row by row.

The table below is written from the contract and not from the code's own, which it checks.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any, cast, get_args
from urllib.parse import urlsplit

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure, Outcome
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.request_and_route import Call
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.retries_and_rate_limits import (
    RULES,
    CmdletClass,
    Condition,
    Rule,
    worst,
)
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.send_and_page import nobody_looks
from ansible_collections.m365.exchange.plugins.module_utils._transport.retry_policy_and_backoff import (
    RetryPolicy,
    RetryQuota,
)
from support.rows import each_row

from .conftest import (
    BASE,
    HOST,
    NOT_FOUND,
    TARGET,
    TENANT,
    Bench,
    FakeTokens,
    Happening,
    answer,
    call_of,
    cmdlet_error,
    no_answer,
    page,
    refusal,
)

ALL = -1  # as often as the user allows
CONCURRENCY = "You have reached the maximum number of concurrent requests per tenant. Please wait and try again"
DC = "Microsoft.Exchange.Data.Directory.DCOverloadedException"


@dataclass(frozen=True)
class Row:
    """One row of the contract: repeats of a read, of an idempotent write with the switch on, of any other write;
    what a write's outcome is; what a person is told of; what a repeat costs."""

    name: str
    condition: Condition
    happening: Callable[[], Happening]
    read: int
    opt: int
    write: int
    outcome: Outcome
    key: str
    cost: int = 5

    def repeats(self, kind: CmdletClass, retry_writes: bool, allowed: int) -> int:
        number = self.read if kind == "read" else self.opt if retry_writes and kind != "write" else self.write
        return allowed if number == ALL else min(number, allowed)


def typed(kind: str, status: int, text: str = "It said no.") -> Callable[[], Happening]:
    return lambda: cmdlet_error(f"Microsoft.Exchange.{kind}", text, status)


def bare(status: int, body: bytes | str = b"") -> Callable[[], Happening]:
    return lambda: answer(body, status, Location="https://evil.example/")


def silent(kind: Any, sent: bool, status: int | None = None) -> Callable[[], Happening]:
    return lambda: no_answer(kind, sent=sent, status=status)


def listed(kind: str) -> Callable[[], Happening]:
    errors = [f"Ex1|Microsoft.Exchange.{kind}|It said no."]
    return lambda: answer({"value": [{"Name": "anna"}], "@adminapi.errors": errors})


TABLE = [
    Row("1 name", "not-sent", silent("name-unknown", False), ALL, ALL, ALL, "did_not_run", "name-unknown", 10),
    Row("1 refused", "not-sent", silent("unreachable", False), ALL, ALL, ALL, "did_not_run", "unreachable", 10),
    Row("1 slow", "not-sent", silent("connect-timeout", False), ALL, ALL, ALL, "did_not_run", "connect-timeout", 10),
    Row("1 TLS", "not-sent", silent("tls-failed", False), ALL, ALL, ALL, "did_not_run", "tls-failed", 10),
    Row("1 proxy", "not-sent", silent("proxy-refused", False), ALL, ALL, ALL, "did_not_run", "proxy-refused", 10),
    Row("1b cert", "not-verified", silent("certificate-refused", False), 0, 0, 0, "did_not_run", "certificate-refused"),
    Row("1b 407", "not-verified", silent("proxy-wants-password", False), 0, 0, 0, "did_not_run",
        "proxy-wants-password"),
    Row("1b CA", "not-verified", silent("ca-missing", False), 0, 0, 0, "did_not_run", "ca-missing"),
    Row("1b host", "not-verified", silent("host-refused", False), 0, 0, 0, "did_not_run", "host-refused"),
    Row("2", "cut", silent("connection-cut", True), ALL, 1, 0, "unknown", "connection-cut", 10),
    Row("3", "silent", silent("read-timeout", True), 1, 1, 0, "unknown", "read-timeout", 10),
    Row("4 cut", "truncated", silent("answer-cut", True, 200), ALL, 1, 0, "unknown", "answer-cut"),
    Row("4 JSON", "truncated", bare(200, '{"value": [{"Name"'), ALL, 1, 0, "unknown", "truncated-answer"),
    Row("4 UTF-8", "truncated", bare(200, b'{"value": ["\xff"]}'), ALL, 1, 0, "unknown", "truncated-answer"),
    Row("4 lone", "truncated", bare(200, b'{"value": ["\\ud800"]}'), ALL, 1, 0, "unknown", "truncated-answer"),
    Row("4 in 400", "truncated", bare(400, '{"error": {"deta'), ALL, 1, 0, "unknown", "truncated-answer"),
    Row("4 gzip lie", "truncated", lambda: answer(b"\0\0", decoded=False), ALL, 1, 0, "unknown", "truncated-answer"),
    Row("5 HTML", "not-json", bare(200, "<html>Sign in to the Wi-Fi</html>"), 1, 0, 0, "unknown", "unexpected-answer"),
    Row("5 text", "not-json", bare(200, "OK"), 1, 0, 0, "unknown", "unexpected-answer"),
    Row("5 early hints", "not-json", bare(103), 1, 0, 0, "unknown", "unexpected-answer"),
    Row("8", "forbidden", typed("StrangeException", 403), 0, 0, 0, "refused", "forbidden"),
    Row("9 blank", "not-available", bare(403), 0, 0, 0, "did_not_run", "cmdlet-not-available"),
    Row("9 NUL", "not-available", bare(403, b"\0" * 40), 0, 0, 0, "did_not_run", "cmdlet-not-available"),
    Row("9 lie", "not-available", lambda: answer(b"\0", 403, decoded=False), 0, 0, 0, "did_not_run",
        "cmdlet-not-available"),
    Row("10 absent", "cmdlet-error", typed("ManagementObjectNotFoundException", 404), 0, 0, 0, "refused",
        "object-not-found"),
    Row("10 there", "cmdlet-error", typed("MemberAlreadyExistsException", 409), 0, 0, 0, "refused",
        "already-a-member"),
    Row("10 binding", "cmdlet-error", typed("AmbiguousParameterSetException", 400), 0, 0, 0, "refused",
        "bad-parameter"),
    Row("10 read", "cmdlet-error", typed("ParameterBindingException", 400), 0, 0, 0, "refused", "cmdlet-failed"),
    Row("10 borne out", "cmdlet-error", typed("ParameterBindingException", 400, "No such parameter."), 0, 0, 0,
        "refused", "bad-parameter"),
    Row("10 other", "cmdlet-error", typed("StrangeException", 400), 0, 0, 0, "refused", "cmdlet-failed"),
    Row("11 404", "no-such-path", bare(404, "Not Found"), 0, 0, 0, "did_not_run", "method-not-allowed"),
    Row("11 405", "no-such-path", bare(405), 0, 0, 0, "did_not_run", "method-not-allowed"),
    Row("11 413", "no-such-path", bare(413, "<html>"), 0, 0, 0, "did_not_run", "method-not-allowed"),
    Row("12", "throttled", bare(429), ALL, ALL, ALL, "did_not_run", "throttled"),
    Row("12 typed", "throttled", typed("ManagementObjectNotFoundException", 429), ALL, ALL, ALL, "did_not_run",
        "throttled"),
    Row("13 in 500", "concurrency", bare(500, CONCURRENCY), ALL, ALL, ALL, "did_not_run", "concurrency"),
    Row("13 in 200", "concurrency", bare(200, CONCURRENCY), ALL, ALL, ALL, "did_not_run", "concurrency"),
    Row("14", "cmdlet-error", typed("ManagementObjectNotFoundException", 500), 0, 0, 0, "refused", "object-not-found"),
    Row("15 500", "server-error", bare(500), ALL, 1, 0, "unknown", "service-unavailable", 10),
    Row("15 typed", "server-error", typed("StrangeException", 500), ALL, 1, 0, "unknown", "service-unavailable", 10),
    Row("15 408", "server-error", bare(408), ALL, 1, 0, "unknown", "service-unavailable", 10),
    Row("15 408 typed", "server-error", typed("StrangeException", 408), ALL, 1, 0, "unknown",
        "service-unavailable", 10),
    Row("15 502", "server-error", bare(502, "<html>"), ALL, 1, 0, "unknown", "service-unavailable", 10),
    Row("15 503", "server-error", bare(503), ALL, 1, 0, "unknown", "service-unavailable", 10),
    Row("16", "gateway-timeout", bare(504), 1, 1, 0, "unknown", "gateway-timeout", 10),
    Row("17 400", "transient", typed("DCOverloadedException", 400, "It is overloaded."), ALL, 1, 0, "unknown",
        "transient-directory", 10),
    Row("10 doubt", "cmdlet-error", typed("DCOverloadedException", 400), 0, 0, 0, "refused", "cmdlet-failed"),
    Row("17 Entra", "transient", typed("UnableToWriteToAadException", 500), ALL, 1, 0, "unknown", "transient-directory",
        10),
    Row("17 proxy", "transient", typed("CmdletProxyException", 404), ALL, 1, 0, "unknown", "transient-directory", 10),
    Row("18 refused", "cmdlet-error", listed("ManagementObjectNotFoundException"), 0, 0, 0, "refused",
        "object-not-found"),
    Row("18 transient", "transient", listed("UnableToWriteToAadException"), ALL, 1, 0, "unknown",
        "transient-directory", 10),
    Row("19", "confirmation", lambda: answer({"@adminapi.confirmationmessage": "Sure?"}), 0, 0, 0,
        "did_not_run", "confirmation-only"),
    Row("20", "redirected", bare(302), 0, 0, 0, "unknown", "redirected"),
    Row("22 cursor", "expired-page", lambda: cmdlet_error("", "Expired or Invalid pagination request.", 400), 0, 0, 0,
        "refused", "expired-paging"),
    Row("cap", "too-much", silent("answer-too-large", True, 200), 0, 0, 0, "unknown", "answer-too-large"),
    Row("depth", "too-much", bare(200, "[" * 65 + "]" * 65), 0, 0, 0, "unknown", "too-deep-answer"),
]  # fmt: skip

CLASSES: list[tuple[CmdletClass, bool]] = [(kind, opt) for kind in get_args(CmdletClass) for opt in (False, True)]
NORMAL = [2.0, 4.0, 8.0, 16.0, 30.0, 30.0, 30.0, 30.0, 30.0, 30.0]


def check(row: Row, kind: CmdletClass, retry_writes: bool, retries: int = 5) -> None:
    """Meet the row's condition for ever, and see what the client makes of it."""
    bench = Bench([row.happening() for _try in range(12)], RetryPolicy(retries, 900.0), retry_writes)
    failure = bench.failure(call_of(kind))
    repeats = row.repeats(kind, retry_writes, retries)
    assert len(bench.edge.requests) == 1 + repeats
    assert bench.slept == NORMAL[:repeats]
    assert failure.more["attempts"] == 1 + repeats
    assert failure.more["backoff_seconds"] == sum(NORMAL[:repeats])
    assert failure.outcome == row.outcome
    assert failure.key == ("write-unknown" if kind != "read" and row.outcome == "unknown" else row.key)
    assert failure.retry_safe == (kind == "read" or row.outcome == "did_not_run")
    assert bench.quota.level == 100 - repeats * row.cost
    assert bool(bench.pacing.brakes) == (row.condition in ("throttled", "concurrency"))
    assert bench.looks == (repeats if kind != "read" and row.condition == "transient" else 0)


@each_row(("kind", "retry_writes"), CLASSES)
@each_row("row", TABLE, ids=lambda row: row.name)
def test_each_row_of_the_contract(row: Row, kind: CmdletClass, retry_writes: bool) -> None:
    check(row, kind, retry_writes)


@each_row("retries", [0, 1, 10])
@each_row("row", TABLE, ids=lambda row: row.name)
def test_the_user_says_how_often(row: Row, retries: int) -> None:
    check(row, "read", False, retries)


def test_the_table_knows_every_condition() -> None:
    met = {row.condition for row in TABLE} | {"unauthorized", "still-unauthorized"}
    assert met == set(get_args(Condition)) == set(RULES)


# Mutations: each cell of the code's own table matters


def flipped(rule: Rule, cell: str) -> Rule:
    cells = {one.name: getattr(rule, one.name) for one in fields(Rule)}
    ranks = get_args(Outcome)
    if cell == "outcome":
        cells[cell] = ranks[(ranks.index(rule.outcome) + 1) % 3]
    else:
        cells[cell] = (not cells[cell]) if cell in ("costly", "looks") else (0 if cells[cell] else 1)
    return Rule(**cells)


def is_live(rule: Rule, cell: str) -> bool:
    """Whether a cell can be seen at all: price and look only where something is repeated, the switch only beyond the
    rest."""
    if cell == "costly":
        return bool(rule.read or rule.write)
    if cell == "looks":
        return bool(rule.write or rule.idempotent)
    return cell != "idempotent" or rule.write == 0


MUTANTS = [
    (condition, cell.name)
    for condition, rule in RULES.items()
    for cell in fields(Rule)
    if condition not in ("unauthorized", "still-unauthorized") and is_live(rule, cell.name)
]


def test_no_other_try_without_a_look_that_shows_a_gap() -> None:
    bench = Bench([typed("UnableToWriteToAadException", 400)(), page()], retry_writes=True, missing=False)
    failure = bench.failure(call_of("idempotent_write"))
    assert (failure.outcome, failure.more["attempts"], bench.looks) == ("unknown", 1, 1)
    assert failure.more["backoff_seconds"] == sum(bench.slept) == 2.0


def test_without_anybody_who_looks_a_write_is_not_sent_again() -> None:
    bench = Bench([typed("UnableToWriteToAadException", 400)(), page()], retry_writes=True)
    bench.sender = replace(bench.sender, lacks=nobody_looks)
    assert bench.failure(call_of("idempotent_write")).more["attempts"] == 1


@pytest.mark.parametrize(("condition", "cell"), MUTANTS)
def test_a_flipped_cell_is_noticed(monkeypatch: pytest.MonkeyPatch, condition: Condition, cell: str) -> None:
    monkeypatch.setitem(cast(dict[Condition, Rule], RULES), condition, flipped(RULES[condition], cell))
    with pytest.raises(AssertionError):
        check_all(condition)


def check_all(condition: Condition) -> None:
    for row in TABLE:
        if row.condition == condition:
            for kind, retry_writes in CLASSES:
                check(row, kind, retry_writes)


@pytest.mark.parametrize("cell", ["read", "write", "outcome"])
def test_a_flipped_cell_of_the_renewal_is_noticed(monkeypatch: pytest.MonkeyPatch, cell: str) -> None:
    monkeypatch.setitem(cast(dict[Condition, Rule], RULES), "unauthorized", flipped(RULES["unauthorized"], cell))
    with pytest.raises(AssertionError):
        all_renewals()


def all_renewals() -> None:
    for kind in get_args(CmdletClass):
        renewal(kind)


# 401


def renewal(kind: CmdletClass) -> None:
    bench = Bench([answer(status=401), answer(status=401), page()])
    failure = bench.failure(call_of(kind))
    assert bench.tokens.renewals == [("token-0", None)]
    assert [request.headers["Authorization"] for request in bench.edge.requests] == ["Bearer token-0", "Bearer token-1"]
    assert (failure.key, failure.outcome, failure.retry_safe) == ("not-authorized", "did_not_run", True)
    assert bench.slept == []


@pytest.mark.parametrize("kind", get_args(CmdletClass))
def test_a_401_is_answered_with_one_new_token(kind: CmdletClass) -> None:
    renewal(kind)


@pytest.mark.parametrize("kind", get_args(CmdletClass))
def test_after_the_renewal_the_same_request_goes_out(kind: CmdletClass) -> None:
    bench = Bench([answer(status=401), page({"Name": "anna"})])
    assert bench.send(call_of(kind)).rows == [{"Name": "anna"}]
    first, second = bench.edge.requests
    assert (first.url, first.body) == (second.url, second.body)
    assert bench.attempts.count == 2


def test_a_token_that_cannot_be_renewed_is_told_at_once() -> None:
    bench = Bench([answer(status=401)], tokens=FakeTokens(renewable=False))
    assert bench.failure(call_of()).key == "not-authorized"
    assert len(bench.edge.requests) == 1


def test_claims_of_a_401_reach_the_sign_in() -> None:
    claims = '{"access_token":{"nbf":{"essential":true}}}'
    encoded = b64encode(claims.encode()).decode()
    challenge = f'Bearer realm="", error="insufficient_claims", claims="{encoded}"'
    bench = Bench([answer(status=401, WWW_Authenticate=challenge), page()])
    bench.send(call_of())
    assert bench.tokens.renewals == [("token-0", claims)]


def test_a_401_costs_no_repeat_and_no_wait() -> None:
    bench = Bench([answer(status=401), *(answer(status=503) for _try in range(6))])
    assert bench.failure(call_of()).more["attempts"] == 7
    assert bench.slept == NORMAL[:5]


def test_with_no_retries_a_token_is_still_renewed() -> None:
    bench = Bench([answer(status=401), page()], RetryPolicy(0, 0.0))
    bench.send(call_of("write"))
    assert len(bench.edge.requests) == 2


# Several tries


@each_row(
    ("kind", "happenings", "outcome", "key"),
    [
        ("idempotent_write", [bare(503), typed("ManagementObjectNotFoundException", 404)], "unknown", "write-unknown"),
        ("idempotent_write", [bare(503), silent("certificate-refused", False)], "unknown", "write-unknown"),
        ("idempotent_write", [bare(503), bare(403)], "unknown", "write-unknown"),
        ("write", [bare(429), typed("ManagementObjectNotFoundException", 404)], "refused", "object-not-found"),
        ("write", [bare(429), bare(503)], "unknown", "write-unknown"),
        ("write", [silent("unreachable", False), bare(403)], "did_not_run", "cmdlet-not-available"),
        ("read", [bare(503), typed("ManagementObjectNotFoundException", 404)], "unknown", "object-not-found"),
    ],
)
def test_of_several_tries_the_worst_outcome_counts(
    kind: CmdletClass, happenings: list[Callable[[], Happening]], outcome: Outcome, key: str
) -> None:
    bench = Bench([happening() for happening in happenings], retry_writes=True)
    failure = bench.failure(call_of(kind))
    assert (failure.outcome, failure.key) == (outcome, key)
    assert failure.retry_safe == (kind == "read" or outcome == "did_not_run")


def test_a_write_is_repeated_once_whatever_the_reasons_are() -> None:
    """One repeat may be a second run; each further one, for another reason, would be a third."""
    script: list[Happening] = [no_answer("connection-cut", sent=True), answer(status=503), answer(status=504), page()]
    bench = Bench(script, retry_writes=True)
    assert bench.failure(call_of("idempotent_write")).outcome == "unknown"
    assert len(bench.edge.requests) == 2


def test_what_did_not_run_does_not_use_up_the_one_repeat() -> None:
    bench = Bench([answer(status=429), answer(status=503), answer(status=429), page()], retry_writes=True)
    bench.send(call_of("idempotent_write"))
    assert len(bench.edge.requests) == 4


@each_row("kind", ["read", "idempotent_write"])
@each_row("where", ["current", "renew"])
def test_a_sign_in_that_fails_later_does_not_make_a_write_harmless(kind: CmdletClass, where: str) -> None:
    tokens = FakeTokens(happenings=[None, refusal()]) if where == "current" else FakeTokens(broken=refusal())
    bench = Bench([answer(status=503), answer(status=401)], retry_writes=True, tokens=tokens)
    failure = bench.failure(call_of(kind))
    if kind == "read":
        assert failure.key == "session-not-connected"
    else:
        assert (failure.key, failure.outcome, failure.retry_safe) == ("write-unknown", "unknown", False)
        assert "exo_connect that did not connect" in failure.cause


def test_a_sign_in_that_fails_before_anything_is_sent_stays_harmless() -> None:
    bench = Bench([], tokens=FakeTokens(happenings=[refusal()]))
    failure = bench.failure(call_of("write"))
    assert (failure.key, failure.outcome) == ("session-not-connected", "did_not_run")


def test_worst_is_the_same_in_both_orders() -> None:
    ranks: list[Outcome] = ["did_not_run", "refused", "unknown"]
    for one in ranks:
        for other in ranks:
            # pylint: disable-next=arguments-out-of-order
            assert worst(one, other) == worst(other, one) == max(one, other, key=ranks.index)


# Waits


@each_row(
    ("asked", "slept"), [("1", [1.1]), ("60", [66.0]), ("119", [120.0]), ("120", [120.0]), ("0", [2.0]), ("x", [2.0])]
)
def test_a_wait_that_was_asked_for_is_never_shortened(asked: str, slept: list[float]) -> None:
    bench = Bench([answer(status=429, Retry_After=asked), page()])
    bench.send(call_of("write"))
    assert bench.slept == pytest.approx(slept)
    assert bench.pacing.brakes == pytest.approx([1.1 * float(asked)] if asked.strip("0x") else [2.0])


@each_row("status", [429, 503])
@each_row(("asked", "seconds"), [("121", 121), ("999999999", 999999999)])
def test_a_wait_beyond_the_budget_ends_at_once(status: int, asked: str, seconds: int) -> None:
    bench = Bench([answer(status=status, Retry_After=asked), page()])
    failure = bench.failure(call_of())
    assert (failure.key, failure.more["retry_after"], bench.slept) == ("retry-after-too-long", seconds, [])
    assert len(bench.edge.requests) == 1
    assert len(bench.pacing.brakes) == (status == 429)


def test_what_was_waited_counts_against_the_budget() -> None:
    bench = Bench([answer(status=429, Retry_After="60"), answer(status=429, Retry_After="60"), page()])
    failure = bench.failure(call_of())
    assert (failure.key, failure.more["retry_after"], bench.slept) == ("retry-after-too-long", 60, [66.0])


def test_the_budget_ends_the_normal_waits() -> None:
    bench = Bench([answer(status=503) for _try in range(9)], RetryPolicy(10, 20.0))
    failure = bench.failure(call_of())
    assert bench.slept == [2.0, 4.0, 8.0, 6.0]
    assert failure.key == "service-unavailable"


def test_without_a_budget_nothing_is_waited_for() -> None:
    bench = Bench([answer(status=429)], RetryPolicy(5, 0.0))
    assert bench.failure(call_of()).key == "throttled"
    assert bench.slept == []


def test_the_brake_is_on_for_all_also_when_this_task_gives_up() -> None:
    bench = Bench([answer(status=429, Retry_After="7")], RetryPolicy(0, 120.0))
    assert bench.failure(call_of()).key == "throttled"
    assert bench.pacing.brakes == pytest.approx([7.7])


def test_an_empty_purse_ends_the_repeats_and_says_so() -> None:
    bench = Bench([answer(status=503) for _try in range(3)], quota=RetryQuota(15))
    failure = bench.failure(call_of())
    assert (failure.key, failure.more["retry_quota"]) == ("retry-quota-exhausted", "exhausted")
    assert len(bench.edge.requests) == 2


def test_each_request_takes_a_lane_and_leaves_it() -> None:
    bench = Bench([answer(status=429), no_answer("read-timeout", sent=True), page()])
    bench.send(call_of())
    assert (bench.pacing.turns, bench.pacing.inside) == (3, 0)


# What goes out


def test_every_request_carries_what_the_service_needs() -> None:
    bench = Bench([page()])
    bench.send(call_of("write"))
    (request,) = bench.edge.requests
    assert (request.method, request.url) == ("POST", f"https://{HOST}/adminapi/beta/{TENANT}/InvokeCommand")
    assert json.loads(request.body or b"") == {
        "CmdletInput": {"CmdletName": "New-Mailbox", "Parameters": {"Identity": "anna"}}
    }
    assert dict(request.headers) == {
        "Authorization": "Bearer token-0",
        "Content-Type": "application/json; charset=utf-8",
        "Accept": "application/json",
        "Accept-Encoding": "gzip",
        "Accept-Language": "en-US",
        "Prefer": "odata.maxpagesize=1000",
        "X-CmdletName": "New-Mailbox",
        "X-ResponseFormat": "json",
        "X-AnchorMailbox": f"APP:SystemMailbox@{TENANT}",
        "connection-id": "connection-7",
        "client-request-id": "client-request-7",
    }


@pytest.mark.parametrize(("kind", "fresh"), [("read", False), ("idempotent_write", True), ("write", True)])
def test_only_reads_may_ride_a_connection_that_rested(kind: CmdletClass, fresh: bool) -> None:
    bench = Bench([page()])
    bench.send(call_of(kind))
    assert bench.edge.requests[0].fresh is fresh


def test_the_read_time_out_is_the_cmdlets_own() -> None:
    bench = Bench([page(), page()])
    bench.send(call_of())
    bench.send(Call("Set-OrganizationConfig", "write", "id"))
    assert [request.read_timeout for request in bench.edge.requests] == [960.0, 1860.0]


def test_without_an_anchor_none_is_sent() -> None:
    bench = Bench([page()], target=replace(TARGET, anchor=None))
    bench.send(call_of())
    assert "X-AnchorMailbox" not in bench.edge.requests[0].headers


def test_a_failure_holds_what_support_asks_for() -> None:
    script = [answer(status=429, request_id="a"), cmdlet_error(NOT_FOUND, "No 'anna'.", 404, request_id="b")]
    failure = Bench(script).failure(call_of())
    assert failure.more["request_ids"] == ["a", "b"]
    assert failure.more["client_request_id"] == "client-request-7"
    card = failure.card()
    assert (card["exception_type"], card["http_status"], card["request_id"]) == (NOT_FOUND, 404, "b")


def test_rows_that_came_with_an_error_are_kept_apart() -> None:
    failure = Bench([listed("ManagementObjectNotFoundException")()]).failure(call_of())
    assert failure.more["partial"] == [{"Name": "anna"}]


# Each try asks twice, before its wait for a lane and after it; a write once more when a signal will wait for it
@each_row("closed_after", range(6))
@each_row("kind", get_args(CmdletClass))
def test_each_try_of_any_cmdlet_asks_whether_it_is_still_wanted(kind: CmdletClass, closed_after: int) -> None:
    asks = 2 if kind == "read" else 3
    closed_after = min(closed_after, 2 * asks - 1)
    sent = closed_after // asks
    bench = Bench([answer(status=429), page()], closed_after=closed_after)
    failure = bench.failure(call_of(kind))
    assert (failure.key, failure.outcome, len(bench.edge.requests)) == ("session-not-connected", "did_not_run", sent)
    assert bench.pacing.inside == 0


OWN_HOST = f"nam12.{HOST}"


def sent_on(kind: CmdletClass, *asked: str) -> Bench:
    """A session whose tenant Exchange has led to a host of its own: what is asked there is led there again."""
    there = answer(status=302, Location=f"https://{OWN_HOST}/adminapi")
    bench = Bench([there, page({"Name": "Anna"})], target=replace(TARGET, rest_base=f"https://{OWN_HOST}", suffix=HOST))
    for host in asked:
        bench.sender.send(call_of(kind), BASE.replace(HOST, host), 1000, bench.attempts)
    return bench


@each_row("kind", ["read", "write"])
def test_a_host_that_leads_to_itself_is_asked_once(kind: CmdletClass) -> None:
    with pytest.raises(Failure) as caught:
        sent_on(kind, OWN_HOST)
    assert (caught.value.key, caught.value.outcome) == ("redirected" if kind == "read" else "write-unknown", "unknown")


def test_a_link_to_the_front_door_is_led_back() -> None:
    hosts = [urlsplit(request.url).hostname for request in sent_on("read", HOST).edge.requests]
    assert hosts == [HOST, OWN_HOST]
