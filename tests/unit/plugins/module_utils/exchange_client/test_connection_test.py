# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._clock import Clock
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.request_and_route import Target
from ansible_collections.m365.exchange.plugins.module_utils._operations.connect import probe_service
from ansible_collections.m365.exchange.plugins.module_utils._transport.retry_policy_and_backoff import RetryPolicy
from support.rows import each_row

from .conftest import HOST, TARGET, TENANT, Edge, Happening, answer, no_answer, page

CLAIMS = '{"access_token":{"nbf":{"essential":true,"value":"1"}}}'
CHALLENGE = answer(
    status=401, WWW_Authenticate=f'Bearer error="insufficient_claims", claims="{b64encode(CLAIMS.encode()).decode()}"'
)


def probed(
    script: Sequence[Happening], policy: RetryPolicy = RetryPolicy()
) -> tuple[tuple[Target, str | None], Edge, list[float]]:
    slept: list[float] = []
    edge = Edge(script)
    return probe_service(edge, TARGET, "a-token", policy, Clock(sleep=slept.append, chance=lambda: 1.0)), edge, slept


def test_the_banner_is_asked_for_with_the_anchor_and_the_token() -> None:
    found, edge, _slept = probed([page()])
    (request,) = edge.requests
    assert found == (TARGET, None)
    assert (request.method, request.body) == ("GET", None)
    assert request.url == f"https://{HOST}/adminapi/v1.0/{TENANT}/EXOBanner('AutogenSession')?Version=3.9.2"
    assert request.headers["Authorization"] == "Bearer a-token"
    assert request.headers["X-AnchorMailbox"] == TARGET.anchor


def test_a_401_proves_that_the_sign_in_is_of_no_use() -> None:
    with pytest.raises(Failure) as caught:
        probed([answer(status=401, request_id="7")])
    assert (caught.value.key, caught.value.outcome) == ("not-authorized", "refused")
    assert (caught.value.trace.http_status, caught.value.trace.request_id) == (401, "7")


@each_row("reply", [answer(status=403), answer(status=500), answer("<html>"), answer(status=302)])
def test_any_other_answer_is_a_warning_and_moves_nothing(reply: Happening) -> None:
    (target, warning), _edge, _slept = probed([reply])
    assert target == TARGET
    assert warning is not None
    assert "a-token" not in warning


def test_no_answer_is_asked_again_and_then_told() -> None:
    found, _edge, slept = probed([no_answer("unreachable", sent=False), no_answer("read-timeout", sent=True), page()])
    assert (found, slept) == ((TARGET, None), [2.0, 4.0])


@pytest.mark.parametrize(("policy", "tries"), [(RetryPolicy(), 6), (RetryPolicy(0), 1), (RetryPolicy(5, 10.0), 3)])
def test_patience_ends(policy: RetryPolicy, tries: int) -> None:
    slept: list[float] = []
    edge = Edge([no_answer("unreachable", sent=False) for _try in range(tries)])
    with pytest.raises(Failure) as caught:
        probe_service(edge, TARGET, "a-token", policy, Clock(sleep=slept.append, chance=lambda: 1.0))
    assert (caught.value.key, caught.value.retry_safe) == ("unreachable", True)
    assert edge.script == []


def test_what_stays_as_it_is_is_told_at_once() -> None:
    with pytest.raises(Failure) as caught:
        probed([no_answer("certificate-refused", sent=False)])
    assert caught.value.key == "certificate-refused"


@pytest.mark.parametrize(("answers", "good"), [([page()], True), ([CHALLENGE], False)])
def test_a_claims_challenge_is_answered_once(answers: list[Happening], good: bool) -> None:
    asked: list[tuple[str, str | None]] = []

    def renew(refused: str, claims: str | None) -> str:
        asked.append((refused, claims))
        return "a-better-token"

    edge = Edge([CHALLENGE, *answers])
    if good:
        assert probe_service(edge, TARGET, "a-token", RetryPolicy(), renew=renew) == (TARGET, None)
    else:
        with pytest.raises(Failure) as caught:
            probe_service(edge, TARGET, "a-token", RetryPolicy(), renew=renew)
        assert caught.value.key == "not-authorized"
    assert asked == [("a-token", CLAIMS)]
    assert [one.headers["Authorization"] for one in edge.requests] == ["Bearer a-token", "Bearer a-better-token"]


def test_a_claims_challenge_to_a_sign_in_without_another_token_is_a_refusal() -> None:
    with pytest.raises(Failure) as caught:
        probed([CHALLENGE])
    assert caught.value.key == "not-authorized"
