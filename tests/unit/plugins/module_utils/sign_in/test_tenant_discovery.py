# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which cloud an organization lives in: only a clear word counts as that it is not here."""

from __future__ import annotations

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._sign_in.msal_http import SignInHttp
from ansible_collections.m365.exchange.plugins.module_utils._sign_in.tenant_discovery import environment_of
from ansible_collections.m365.exchange.plugins.module_utils._transport.backoff import RetryPolicy
from ansible_collections.m365.exchange.plugins.module_utils._transport.connections import Network
from ansible_collections.m365.exchange.plugins.module_utils._transport.transport import Answer, Request, Transport

from .conftest import key_of, openid, refusal

CHINA = "https://login.chinacloudapi.cn"
UNKNOWN = refusal(90002, error="invalid_tenant")


class Clouds(Transport):
    """Answers by the host of a request; a host that is not named does not know the organization."""

    def __init__(self, answers: dict[str, Answer]) -> None:
        super().__init__(Network(), [])
        self.answers = answers
        self.asked: list[str] = []

    def send(self, request: Request) -> Answer:
        host = request.url.split("/")[2]
        self.asked.append(host)
        return self.answers.get(f"https://{host}", UNKNOWN)


def http(clouds: Clouds) -> SignInHttp:
    return SignInHttp(clouds, RetryPolicy(0, 0.0))


@pytest.mark.parametrize("codes", [(90002,), (50059,), (90038,)])
def test_a_cloud_that_does_not_know_an_organization_lets_the_next_one_be_asked(codes: tuple[int, ...]) -> None:
    clouds = Clouds({"https://login.microsoftonline.com": refusal(*codes), CHINA: openid(host=CHINA)})
    assert environment_of("adatum.partner.onmschina.cn", http(clouds)) == "O365China"
    assert clouds.asked[0] == "login.microsoftonline.com"


@pytest.mark.parametrize(
    ("reply", "key"),
    [
        (refusal(90055, status=429, error="temporarily_unavailable"), "sign-in-unavailable"),
        (refusal(90033, status=503, error="temporarily_unavailable"), "sign-in-unavailable"),
        (refusal(7654321), "sign-in-refused"),
        (refusal(status=500), "sign-in-refused"),
    ],
)
def test_any_other_refusal_is_told_and_nobody_else_is_asked(reply: Answer, key: str) -> None:
    clouds = Clouds({"https://login.microsoftonline.com": reply, CHINA: openid(host=CHINA)})
    assert key_of(lambda: environment_of("adatum.partner.onmschina.cn", http(clouds))).key == key
    assert clouds.asked == ["login.microsoftonline.com"]


def test_an_organization_that_nobody_knows_is_not_found() -> None:
    clouds = Clouds({})
    failure = key_of(lambda: environment_of("nowhere.example", http(clouds)))
    assert failure.key == "environment-not-found"
    assert len(set(clouds.asked)) == len(clouds.asked) == 3
