# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several reads in one request: what is sent, and what becomes of each part where the whole or a part fails."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.batch import BatchPart, fetch_batch
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.read_answer import AnswerPage
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.request_and_route import Call
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.retries_and_rate_limits import Attempts
from ansible_collections.m365.exchange.plugins.module_utils._transport.retry_policy_and_backoff import (
    RetryPolicy,
    RetryQuota,
)
from ansible_collections.m365.exchange.plugins.module_utils._transport.transport import Answer
from support.rows import each_row

from .conftest import BASE, HOST, TARGET, TENANT, Bench, Happening, answer, no_answer, page

ROWS: dict[str, Any] = {"@adminapi.warnings": [], "value": [{"Name": "anna"}]}


def response(name: str, status: Any = 200, body: Any = None, **headers: str) -> dict[str, Any]:
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    return {"id": name, "status": status, "headers": named, "body": ROWS if body is None else body}


def batch(*responses: dict[str, Any]) -> Answer:
    return answer({"responses": list(responses)})


def calls(number: int) -> list[Call]:
    return [Call("Get-Mailbox", "read", f"request-{n}", parameters={"Identity": str(n)}) for n in range(1, number + 1)]


def ids(bench: Bench) -> list[list[str]]:
    """The ids of each request's parts."""
    return [[one["id"] for one in json.loads(sent.body or b"")["requests"]] for sent in bench.edge.requests]


def came(part: BatchPart) -> str:
    return (
        part.page_or_failure.key
        if isinstance(part.page_or_failure, Failure)
        else "page"
        if isinstance(part.page_or_failure, AnswerPage)
        else "nothing"
    )


def test_each_part_has_all_that_it_would_have_alone() -> None:
    bench = Bench([batch(response("1"), response("2"))])
    first, second = calls(2)
    fetch_batch(bench.sender, [replace(first, properties=("Name",), limit=7), second])
    (sent,) = bench.edge.requests
    assert (sent.method, sent.url) == ("POST", f"https://{HOST}/adminapi/beta/{TENANT}/$batch")
    assert sent.headers["Prefer"] == "odata.continue-on-error"
    assert sent.headers["X-AnchorMailbox"] == TARGET.anchor
    one, two = json.loads(sent.body or b"")["requests"]
    assert (one["method"], one["url"], two["url"]) == ("POST", f"{BASE}?%24select=Name", BASE)
    assert one["headers"]["Authorization"] == sent.headers["Authorization"] == "Bearer token-0"
    assert (one["headers"]["Prefer"], two["headers"]["Prefer"]) == ("odata.maxpagesize=7", "odata.maxpagesize=1000")
    assert [part["headers"]["client-request-id"] for part in (one, two)] == ["request-1", "request-2"]
    assert one["body"] == {"CmdletInput": {"CmdletName": "Get-Mailbox", "Parameters": {"Identity": "1"}}}


OUTER: list[tuple[Happening, str, int]] = [
    (no_answer("unreachable", sent=False), "unreachable", 2),
    (no_answer("certificate-refused", sent=False), "certificate-refused", 0),
    (no_answer("connection-cut", sent=True), "connection-cut", 2),
    (no_answer("read-timeout", sent=True), "read-timeout", 1),
    (answer('{"responses": ['), "truncated-answer", 2),
    (answer("<html>Sign in</html>"), "unexpected-answer", 1),
    (answer(status=401), "not-authorized", 1),
    (answer(b"\0" * 9, 403), "cmdlet-not-available", 0),
    (answer("Not Found", 404), "method-not-allowed", 0),
    (answer(status=429), "throttled", 2),
    (answer(status=503), "service-unavailable", 2),
    (answer(status=504), "gateway-timeout", 1),
    (answer(status=302, Location="https://evil.example/"), "redirected", 0),
    (page({"Name": "anna"}), "truncated-answer", 2),
    (answer({"responses": "none"}), "unexpected-answer", 1),
    (batch(), "truncated-answer", 2),
    (batch(response("1"), response("2"), response("3")), "truncated-answer", 2),
    (batch(response("01"), response("2")), "truncated-answer", 2),
    (batch(response("1", True), response("2", "200")), "truncated-answer", 2),
]


@each_row(("happening", "key", "repeats"), OUTER)
def test_what_is_wrong_with_the_whole_is_wrong_with_each_part(happening: Happening, key: str, repeats: int) -> None:
    bench = Bench([happening] * (repeats + 1), policy=RetryPolicy(2, 120))
    parts = fetch_batch(bench.sender, calls(2))
    assert [came(part) for part in parts] == [key] * 2
    assert [part.attempts.count for part in parts] == [repeats + 1] * 2
    assert (bench.edge.script, ids(bench)) == ([], [["1", "2"]] * (repeats + 1))


def test_only_what_failed_goes_again() -> None:
    refused = {"error": {"message": "x", "details": [{"message": "|Some.StrangeException|no"}]}}
    bench = Bench(
        [
            batch(
                response("4", 400, refused), response("2", 503), response("1"), response("3", 429, "", Retry_After="9")
            ),
            batch(response("3"), response("2", 504)),
            batch(response("2")),
        ]
    )
    parts = fetch_batch(bench.sender, calls(4))
    assert [came(part) for part in parts] == ["page", "page", "page", "cmdlet-failed"]
    assert ids(bench) == [["1", "2", "3", "4"], ["2", "3"], ["2"]]
    assert [part.attempts.count for part in parts] == [1, 3, 2, 1]
    # The one that may come back soonest waits with the one that was told to wait.
    assert bench.slept == [pytest.approx(9.9), 4.0]
    assert bench.pacing.brakes == [pytest.approx(9.9)]


def test_a_repeat_of_many_parts_costs_one() -> None:
    bench = Bench([batch(*(response(str(n), 503) for n in range(1, 11)))] * 2, quota=RetryQuota(15))
    parts = fetch_batch(bench.sender, calls(10))
    assert {came(part) for part in parts} == {"retry-quota-exhausted"}
    assert len(bench.edge.requests) == 2


def test_a_refused_token_is_renewed_for_the_parts_that_met_it() -> None:
    bench = Bench([batch(response("1", 401), response("2")), batch(response("1"))])
    assert [came(part) for part in fetch_batch(bench.sender, calls(2))] == ["page", "page"]
    assert (len(bench.tokens.renewals), bench.slept) == (1, [])
    assert "token-1" in (bench.edge.requests[1].body or b"").decode()


@each_row(
    ("body", "status", "key"),
    [
        ("<html>", 200, "unexpected-answer"),
        ("\0\0", 403, "cmdlet-not-available"),
        ("You have reached the maximum number of concurrent requests per tenant. Please wait", 429, "concurrency"),
        ('{"value": [', 200, "truncated-answer"),
        ({"value": [], "@adminapi.errors": ["|Some.StrangeException|no"]}, 200, "cmdlet-failed"),
        ({"value": [], "@adminapi.confirmationmessage": "Sure?"}, 200, "confirmation-only"),
    ],
)
def test_a_part_is_judged_as_if_it_had_come_alone(body: Any, status: int, key: str) -> None:
    bench = Bench([batch(response("1", status, body))], policy=RetryPolicy(0, 120))
    (part,) = fetch_batch(bench.sender, calls(1))
    assert came(part) == key


def test_a_closed_session_ends_what_is_not_there_yet() -> None:
    bench = Bench([batch(response("1"), response("2", 503))], closed_after=2)
    assert [came(part) for part in fetch_batch(bench.sender, calls(2))] == ["page", "session-not-connected"]


def test_a_sender_that_has_the_first_page_sends_the_others() -> None:
    bench = Bench([batch(response("1", 503)), batch(response("1")), page({"Name": "ben"})])
    (call,) = calls(1)
    (part,) = fetch_batch(bench.sender, [call])
    sender, attempts = part.hand_to(bench.sender), Attempts()
    assert sender.send(call, BASE, 1000, attempts).rows == [{"Name": "anna"}]
    assert (attempts.count, attempts.waited) == (2, 2.0)
    assert sender.send(call, BASE, 1000, attempts).rows == [{"Name": "ben"}]
    assert bench.edge.requests[-1].url == BASE
