# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of Microsoft Graph: whole or not at all, asked again only after what is transient."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._clock import Clock
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._graph.graph_reader import GraphReader
from ansible_collections.m365.exchange.plugins.module_utils._transport.retry_policy_and_backoff import RetryPolicy
from ansible_collections.m365.exchange.plugins.module_utils._transport.transport import Answer, Request
from ansible_collections.m365.exchange.plugins.module_utils._transport.transport_error import TransportError
from support.rows import each_row

from ..exchange_client.conftest import Edge, answer

HOST = "graph.microsoft.com"
PATH = "/v1.0/contracts"
SECRET = "a-token-that-nobody-may-see"


def reading(
    *script: Answer | TransportError, retries: int = 3, budget: float = 60.0
) -> tuple[GraphReader, list[float]]:
    waits: list[float] = []
    clock = Clock(sleep=waits.append, chance=lambda: 0.0)
    policy = RetryPolicy(retries, budget)
    return GraphReader(Edge(script, {HOST}), HOST, SECRET, policy, lambda: None, clock), waits


def page(*rows: Any, link: object = None) -> Answer:
    return answer({"value": list(rows), **({} if link is None else {"@odata.nextLink": link})})


def link(number: int) -> str:
    return f"https://{HOST}{PATH}?$skiptoken={number}"


def failing(reader: GraphReader) -> Failure:
    with pytest.raises(Failure) as caught:
        reader.rows("contracts", PATH)
    assert SECRET not in f"{caught.value.line} {caught.value.card()} {reader!r}"
    return caught.value


def sent(reader: GraphReader) -> list[Request]:
    assert isinstance(reader.transport, Edge)
    return reader.transport.requests


def test_pages_become_one_list_and_each_is_a_get() -> None:
    reader, _waits = reading(page({"id": 1}, link=link(1)), page(link=link(2)), page({"id": 2}, {"id": 3}))
    assert reader.rows("contracts", PATH, "?$top=1") == [{"id": 1}, {"id": 2}, {"id": 3}]
    assert [one.url for one in sent(reader)] == [f"https://{HOST}{PATH}?$top=1", link(1), link(2)]
    assert {one.method for one in sent(reader)} == {"GET"}
    assert {one.headers["Authorization"] for one in sent(reader)} == {f"Bearer {SECRET}"}


@each_row(
    "bad",
    [
        "https://evil.example/v1.0/contracts",
        f"https://a.{HOST}{PATH}",
        f"http://{HOST}{PATH}?$skiptoken=1",
        f"https://{HOST}:444{PATH}",
        f"https://user@{HOST}{PATH}",
        f"https://{HOST}/v1.0/users",
        f"https://{HOST}{PATH}",
        7,
        "",
    ],
)
def test_a_link_to_anything_but_another_page_is_an_error(bad: object) -> None:
    reader, _waits = reading(page({"id": 1}, link=bad))
    assert failing(reader).key == "graph-page-link"
    assert len(sent(reader)) == 1


def test_a_list_of_empty_pages_comes_to_an_end() -> None:
    reader, _waits = reading(*(page(link=link(number)) for number in range(20)))
    failed = failing(reader)
    assert failed.key == "graph-page-link"
    assert "page after page without a row" in failed.line
    assert len(sent(reader)) == 10


@pytest.mark.parametrize("trouble", [answer(status=429, Retry_After="7"), answer(status=503), answer(status=500)])
def test_transient_trouble_is_asked_again(trouble: Answer) -> None:
    reader, waits = reading(trouble, page({"id": 1}))
    assert reader.rows("contracts", PATH) == [{"id": 1}]
    assert waits == [7.0 if trouble.status == 429 else 1.0]


def test_a_wait_beyond_the_budget_fails_at_once() -> None:
    reader, waits = reading(answer(status=429, Retry_After="600"))
    error = failing(reader)
    assert (error.key, error.retry_safe, waits) == ("graph-refused", True, [])


def test_no_answer_is_asked_again_unless_it_will_stay_so() -> None:
    reader, _waits = reading(TransportError("connection-cut", "Microsoft Graph", HOST, was_sent=True), page())
    assert reader.rows("contracts", PATH) == []
    reader, waits = reading(TransportError("certificate-refused", "Microsoft Graph", HOST, was_sent=False))
    assert (failing(reader).key, waits) == ("certificate-refused", [])


def error(code: str, status: int) -> Answer:
    return answer({"error": {"code": code, "message": "No."}}, status)


@each_row(
    ("reply", "key"),
    [
        (error("Authorization_RequestDenied", 403), "graph-forbidden"),
        (error("ResourceNotFound", 404), "graph-forbidden"),
        (error("InvalidAuthenticationToken", 401), "graph-not-authorized"),
        (error("BadRequest", 400), "graph-refused"),
        (answer("<html>blocked</html>", 403), "graph-refused"),
        (answer(b"\0" * 64, 403, decoded=False), "graph-refused"),
        (answer("<html>portal</html>"), "graph-refused"),
        (answer('{"value": [{"id": 1}'), "graph-refused"),
        (answer({"value": {"id": 1}}), "graph-refused"),
        (answer({"value": ["text"]}), "graph-refused"),
        (answer({}), "graph-refused"),
        (answer("[" * 100 + "]" * 100), "graph-refused"),
        (answer(status=302, Location="https://evil.example/"), "graph-refused"),
    ],
)
def test_what_is_no_page_is_no_shorter_list(reply: Answer, key: str) -> None:
    reader, waits = reading(reply)
    found = failing(reader)
    assert (found.key, waits) == (key, [])
    assert found.trace.http_status == reply.status
