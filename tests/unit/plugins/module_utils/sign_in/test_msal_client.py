# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Repeats of a sign-in happen below msal: three, and only after what may pass."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._sign_in.aadsts_codes import codes_of
from ansible_collections.m365.exchange.plugins.module_utils._sign_in.msal_client import MsalReply, map_in
from ansible_collections.m365.exchange.plugins.module_utils._transport.retry_policy_and_backoff import RetryPolicy
from ansible_collections.m365.exchange.plugins.module_utils._transport.transport_error import TransportError
from support.rows import each_row

from .conftest import AUTHORITY, SECRET, Service, answer, key_of, refusal, silence

URL = f"{AUTHORITY}/contoso/oauth2/v2.0/token"
Happening = Callable[[], Any]


@each_row(
    ("happening", "tries"),
    [
        (silence, 4),
        (lambda: silence("connection-cut", sent=True), 4),
        (lambda: silence("read-timeout", sent=True), 4),
        (lambda: answer(status=429), 4),
        (lambda: answer(status=500), 4),
        (lambda: answer(b"<html>", 502), 4),
        (lambda: answer(status=503), 4),
        *((lambda code=code: refusal(code), 4) for code in (90033, 90055, 90006, 90024, 50033, 50087)),
        (lambda: refusal(7000215, 90033), 4),
        # what stays as it is
        (lambda: silence("certificate-refused"), 1),
        (lambda: silence("proxy-wants-password"), 1),
        (lambda: silence("host-refused"), 1),
        (lambda: refusal(7000215, status=401), 1),
        (lambda: refusal(50126), 1),
        (refusal, 1),
        (lambda: answer(b"<html>", 404), 1),
        (lambda: answer(status=302), 1),
        (lambda: answer({"error_codes": [90033]}), 1),
        (lambda: answer({"access_token": "x"}), 1),
    ],
)
def test_who_is_asked_again(happening: Happening, tries: int) -> None:
    service = Service(posts=[happening() for _try in range(5)])
    try:
        service.http.post(URL, data={"client_secret": SECRET})
    except (TransportError, Failure):
        pass
    assert len(service.edge.requests) == tries
    assert service.slept == [2.0, 4.0, 8.0][: tries - 1]


def test_the_last_answer_is_the_one_that_counts() -> None:
    service = Service(posts=[answer(status=503), silence(), answer({"access_token": "x"})])
    assert service.http.post(URL).status_code == 200


@pytest.mark.parametrize(("policy", "tries"), [(RetryPolicy(0), 1), (RetryPolicy(1), 2), (RetryPolicy(10), 4)])
def test_the_user_may_allow_less(policy: RetryPolicy, tries: int) -> None:
    service = Service(posts=[refusal(status=429) for _try in range(5)], policy=policy)
    assert service.http.post(URL).status_code == 429
    assert len(service.edge.requests) == tries


def test_a_wait_that_was_asked_for_is_never_shortened() -> None:
    service = Service(posts=[refusal(status=429, Retry_After="7"), answer({"token_type": "Bearer"})])
    service.http.post(URL)
    assert service.slept == pytest.approx([7.7])


@pytest.mark.parametrize("asked", ["121", "999999999"])
def test_a_wait_beyond_the_budget_is_not_begun(asked: str) -> None:
    service = Service(posts=[refusal(status=429, Retry_After=asked), answer({"token_type": "Bearer"})])
    assert service.http.post(URL).status_code == 429
    assert service.slept == []


@each_row("status", [200, 302, 400, 429, 500])
@each_row("body", [b"", b"<html>portal</html>", b'{"access_token":"eyJcanary"} x', b"[]"])
def test_msal_never_sees_a_text_that_it_would_write_into_its_log(status: int, body: bytes) -> None:
    service = Service(posts=[answer(body, status)], policy=RetryPolicy(retries=0))
    with pytest.raises(Failure) as caught:
        service.http.post(URL)
    assert caught.value.key == "sign-in-not-understood"
    assert str(status) in caught.value.line
    assert "canary" not in caught.value.line


def test_a_form_is_sent_as_msal_gives_it() -> None:
    service = Service(posts=[answer({"token_type": "Bearer"})])
    service.http.post(URL, params={"dc": "x"}, data={"scope": "a b", "client_secret": SECRET}, headers={"x-a": "b"})
    (request,) = service.edge.requests
    assert (request.method, request.url, request.hop) == ("POST", f"{URL}?dc=x", "sign-in")
    assert dict(request.headers) == {"Content-Type": "application/x-www-form-urlencoded", "x-a": "b"}
    assert parse_qs((request.body or b"").decode()) == {"scope": ["a b"], "client_secret": [SECRET]}


def test_a_body_of_text_is_sent_as_it_is() -> None:
    service = Service(posts=[answer({"token_type": "Bearer"})])
    service.http.post(URL, data="a=b")
    assert service.edge.requests[0].body == b"a=b"


def test_a_get_is_asked_once() -> None:
    service = Service(gets=[answer({"n": 1}), answer({"n": 2})])
    assert service.http.get(URL).text == service.http.get(URL).text
    assert service.http.get(URL, params={"a": "b"}).text != service.http.get(URL).text
    assert len(service.edge.requests) == 2


@pytest.mark.parametrize("status", [200, 204, 302])
def test_a_success_raises_nothing(status: int) -> None:
    MsalReply(answer(status=status)).raise_for_status()


@each_row("status", [400, 401, 404, 429, 503])
def test_what_is_no_success_raises(status: int) -> None:
    with pytest.raises(ValueError, match="the sign-in service answered"):
        MsalReply(answer(status=status)).raise_for_status()


@each_row("ask", ["get", "post"])
@each_row("body", [b"", b"<html>", b"{}", b"[]"])
def test_a_server_error_that_is_no_refusal_is_told_with_its_status(ask: str, body: bytes) -> None:
    """msal would raise an error of its own for it, without the status."""
    script = [answer(body, 503) for _try in range(4)]
    service = Service(script, script)
    failure = key_of(lambda: getattr(service.http, ask)(URL))
    assert failure.key == "sign-in-not-understood"
    assert "(status 503)" in failure.line
    assert AUTHORITY in failure.line


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.just("error_codes") | st.text(max_size=5), inner),
    max_leaves=8,
)


@given(JSON)
def test_codes_are_numbers_whatever_came(document: Any) -> None:
    for one in (document, {"error_codes": document}):
        assert all(isinstance(code, int) for code in codes_of(one))


@each_row("text", ["", "x", "[" * 100_000, "null", "[]", "\0", '"x"'])
def test_what_is_no_map_is_no_refusal(text: str) -> None:
    assert map_in(text) == {}
