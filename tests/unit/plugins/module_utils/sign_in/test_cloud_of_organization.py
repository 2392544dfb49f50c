# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which cloud an organization lives in: only a clear word counts as that it is not here."""

from __future__ import annotations

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._sign_in.msal_client import SignInHttp
from ansible_collections.m365.exchange.plugins.module_utils._sign_in.tenant_and_authority import (
    environment_of,
    tenant_id_of,
)
from ansible_collections.m365.exchange.plugins.module_utils._transport.proxy_and_connections import Network
from ansible_collections.m365.exchange.plugins.module_utils._transport.retry_policy_and_backoff import RetryPolicy
from ansible_collections.m365.exchange.plugins.module_utils._transport.transport import Answer, Request, Transport
from support.rows import each_row

from .conftest import TENANT, key_of, openid, refusal

COM, US = "https://login.microsoftonline.com", "https://login.microsoftonline.us"
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


@each_row(
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


# Who answers for whom was measured (azure_auth): always with the document of the tenant's own cloud


@each_row("organization", [TENANT, "adatum.partner.onmschina.cn", "adatum.example", TENANT.upper()])
@each_row(("home", "environment"), [(COM, "O365Default"), (CHINA, "O365China")])
@each_row("asked", [COM, US, CHINA])
def test_the_document_says_which_cloud_it_is_and_not_who_gave_it(
    organization: str, home: str, environment: str, asked: str
) -> None:
    clouds = Clouds({asked: openid(host=home)})
    assert environment_of(organization, http(clouds)) == environment


@each_row("organization", [TENANT, "adatum.partner.onmschina.cn", "adatum.example"])
@each_row(("asked", "home"), [(COM, CHINA), (US, COM), (CHINA, COM), (COM, US)])
def test_who_is_asked_for_a_tenant_of_another_cloud_is_told_so(organization: str, asked: str, home: str) -> None:
    """No credentials follow: the sign-in would be with the wrong service."""
    failure = key_of(lambda: tenant_id_of(organization, asked, http(Clouds({asked: openid(host=home)}))))
    assert failure.key == "organization-of-another-cloud"
    assert organization in failure.line


@pytest.mark.parametrize("organization", ["adatum.example", "adatum.onmicrosoft.com", TENANT])
def test_a_name_of_two_clouds_is_the_tenant_of_the_one_that_is_asked(organization: str) -> None:
    """With environment: auto the worldwide one is first; whoever names the cloud gets that one's tenant."""
    clouds = Clouds({COM: openid(host=COM), CHINA: openid(host=CHINA)})
    assert environment_of(organization, http(clouds)) == "O365Default"
    assert tenant_id_of(organization, CHINA, http(clouds)) == TENANT
    assert clouds.asked[-1] == "login.chinacloudapi.cn"
