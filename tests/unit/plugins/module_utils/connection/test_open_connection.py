# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which options count, and what is told before anything is sent."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._connection import fresh_sign_in as new_access_module
from ansible_collections.m365.exchange.plugins.module_utils._connection import open_connection
from ansible_collections.m365.exchange.plugins.module_utils._connection.check_options_and_network import (
    RequestSettings,
    demand_in_range,
    page_size_of,
    retry_policy_of,
)
from ansible_collections.m365.exchange.plugins.module_utils._connection.fresh_sign_in import new_access
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Owner
from ansible_collections.m365.exchange.plugins.module_utils._sign_in.credential_and_claims import (
    AccessToken,
    TokenIdentity,
    TokenRequest,
)
from ansible_collections.m365.exchange.plugins.module_utils._sign_in.tenant_and_authority import SignedIn
from ansible_collections.m365.exchange.plugins.module_utils._specs.command import COMMAND
from ansible_collections.m365.exchange.plugins.module_utils._specs.connection import CONNECT, RetryOptions
from ansible_collections.m365.exchange.plugins.module_utils._specs.info_and_conformance import CUSTOMER_INFO
from ansible_collections.m365.exchange.plugins.module_utils._task.context_and_progress import Context
from ansible_collections.m365.exchange.plugins.module_utils._transport.retry_policy_and_backoff import RetryPolicy
from support.access import APP, SECRET, TENANT, access_of, signed_in_of
from support.options import command_of, connection_of, variables_of
from support.rows import each_row

VARIABLES = variables_of(CUSTOMER_INFO)
WHO: dict[str, Any] = {
    "app_id": APP,
    "organization": "contoso.onmicrosoft.com",
    "retries": 5,
    "retry_budget": 120,
}


@pytest.mark.parametrize(
    ("retries", "budget", "policy"),
    [(5, 120, RetryPolicy()), (0, 0, RetryPolicy(0, 0.0)), (10, 900, RetryPolicy(10, 900.0))],
)
def test_patience_is_what_the_user_says(retries: int, budget: int, policy: RetryPolicy) -> None:
    assert retry_policy_of(RetryOptions(retries, budget)) == policy


@each_row(
    ("retries", "budget", "option"),
    [(-1, 120, "retries"), (11, 120, "retries"), (5, -1, "retry_budget"), (5, 901, "retry_budget")],
)
def test_patience_has_its_limits(retries: int, budget: int, option: str) -> None:
    with pytest.raises(Failure) as caught:
        retry_policy_of(RetryOptions(retries, budget))
    assert caught.value.key == "option-out-of-range"
    assert option in caught.value.line


def test_a_value_in_its_range_is_itself() -> None:
    assert [demand_in_range("x", value, 0, 2) for value in (0, 1, 2)] == [0, 1, 2]


@pytest.mark.parametrize("size", [None, 1, 1000])
def test_a_page_size_within_its_limits_is_itself(size: int | None) -> None:
    assert page_size_of(size) == size


@pytest.mark.parametrize("size", [0, -1, 1001])
def test_a_page_size_beyond_them_is_told(size: int) -> None:
    with pytest.raises(Failure) as caught:
        page_size_of(size)
    assert caught.value.key == "page-size-not-valid"


def test_each_variable_belongs_to_an_option_of_the_modules() -> None:
    for spec in (CONNECT, COMMAND, CUSTOMER_INFO):
        own = set() if spec is CUSTOMER_INFO else {"show_progress"}
        own |= {"journal_path"} if spec is COMMAND else set()
        assert set(variables_of(spec)) == {*VARIABLES, *own}


class SignIn:
    """The sign-in of these tests: it notes the request."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.requests: list[tuple[TokenRequest, frozenset[str]]] = []
        self.changes: list[dict[str, Any]] = []
        monkeypatch.setattr(new_access_module, "_sign_in", self)

    def __call__(self, request: TokenRequest, hosts: frozenset[str], *_more: object) -> SignedIn:
        self.requests.append((request, hosts))
        change = self.changes.pop(0) if self.changes else {}
        return replace(signed_in_of(AccessToken("a-token", 4e9, 3600.0), request.credential), **change)


@pytest.fixture
def signed(monkeypatch: pytest.MonkeyPatch) -> SignIn:
    return SignIn(monkeypatch)


def access(options: dict[str, Any], environ: dict[str, str] | None = None) -> Any:
    """As an edge calls it: what the task does not say, its variables complete."""
    environ = environ or {}
    completed = {name: environ[variable] for name, variable in VARIABLES.items() if variable in environ}
    found = connection_of({**completed, **WHO, **options}, environ)
    context = Context(environ, Owner())
    return new_access(found, RequestSettings.of(found, context), context, options.get("page_size"), show_progress=False)


def test_a_sign_in_goes_to_the_clouds_own_hosts(signed: SignIn) -> None:
    found = access({"client_secret": SECRET, "environment": "O365USGovGCCHigh"})
    ((request, hosts),) = signed.requests
    assert (request.authority, request.resource) == ("https://login.microsoftonline.us", "https://outlook.office365.us")
    assert "login.microsoftonline.us" in hosts
    assert "login.microsoftonline.com" not in hosts
    assert found.reach.rest_base == "https://outlook.office365.us"


def test_what_the_task_says_beats_the_environment(signed: SignIn) -> None:
    found = access({"client_secret": SECRET}, {"EXO_CERTIFICATE_PATH": "/none/at/all.pem", "EXO_APP_ID": "other"})
    assert found.auth_method == "client_secret"


def test_a_path_of_the_environment_is_known_after_ansible_expanded_it(
    signed: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/home/anna")
    environ = {"EXO_CERTIFICATE_PATH": "~/x.pem"}
    found = access({"client_secret": SECRET, "certificate_path": "/home/anna/x.pem"}, environ)
    assert found.auth_method == "client_secret"


DELEGATED = {"EXO_DELEGATED_ORGANIZATION": "tailspin.onmicrosoft.com"}
BOTH = {**DELEGATED, "EXO_ORGANIZATION": "proseware.com"}
TAILSPIN = "tailspin.onmicrosoft.com"


@pytest.mark.parametrize(
    ("options", "environ", "tenant"),
    [
        ({"organization": "fabrikam.com"}, DELEGATED, "fabrikam.com"),
        ({"organization": None}, DELEGATED, TAILSPIN),
        ({"organization": "proseware.com"}, BOTH, TAILSPIN),
        ({"organization": "proseware.com", "delegated_organization": "adatum.com"}, DELEGATED, "adatum.com"),
    ],
)
def test_a_task_works_in_the_organization_that_it_names_itself(
    signed: SignIn, options: dict[str, Any], environ: dict[str, str], tenant: str
) -> None:
    signed.changes = [{"identity": TokenIdentity("anna@proseware.com", is_user=True)}]
    found = access({"app_id": None, "refresh_token": "x", **options}, environ)
    ((request, _hosts),) = signed.requests
    assert (request.tenant, found.organization) == (tenant, tenant)
    assert found.delegated is (tenant != "fabrikam.com")


def test_an_application_works_where_the_task_says_whatever_customer_the_environment_names(signed: SignIn) -> None:
    assert access({"client_secret": SECRET, "organization": "fabrikam.com"}, DELEGATED).organization == "fabrikam.com"


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"tenant_id": "c0ffee00-52a4-4a3b-9f63-2f1c5a1e8b02"}, "wrong-tenant"),
        ({"identity": TokenIdentity("ben@contoso.com", is_user=True)}, "wrong-user"),
        ({}, None),
    ],
)
def test_all_services_of_a_session_are_one_identitys_in_one_tenant(
    signed: SignIn, change: dict[str, Any], key: str | None
) -> None:
    signed.changes = [{}, change]
    options = {"client_secret": SECRET, "service": ["exchange", "compliance"]}
    if key is None:
        assert access(options).services == ["exchange", "compliance"]
        return
    with pytest.raises(Failure) as caught:
        access(options)
    assert caught.value.key == key


@each_row(
    ("text", "service"),
    [
        ("compliance,protection", "exchange"),
        ("compliance, protection", "exchange"),
        (" compliance , protection ", "exchange"),
        ("protection", None),
    ],
)
def test_a_service_of_the_environment_yields_to_the_session(text: str, service: str | None) -> None:
    given = {"service": ["compliance", "protection"], "cmdlet": "Get-Mailbox"}
    options = command_of(given, {"EXO_SERVICE": text})
    if service is not None:
        assert open_connection._access_for_cmdlet(access_of(), options).service == service
        return
    with pytest.raises(Failure) as caught:
        open_connection._access_for_cmdlet(access_of(), options)
    assert caught.value.key == "service-not-in-session"


def test_two_ways_of_the_environment_are_two(signed: SignIn) -> None:
    with pytest.raises(Failure) as caught:
        access({}, {"EXO_CERTIFICATE_PATH": "/x.pem", "EXO_CLIENT_SECRET": SECRET})
    assert caught.value.key == "two-sign-in-methods"


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({}, "no-sign-in-method"),
        ({"client_secret": ""}, "no-sign-in-method"),
        ({"client_secret": SECRET, "organization": ""}, "sign-in-incomplete"),
        ({"client_secret": SECRET, "organization": "Contoso Ltd"}, "organization-not-valid"),
        ({"client_secret": SECRET, "organization": "../contoso.com"}, "organization-not-valid"),
        ({"client_secret": SECRET, "app_id": "my app"}, "app-id-not-valid"),
        ({"client_secret": SECRET, "page_size": 0}, "page-size-not-valid"),
        ({"client_secret": SECRET, "retries": 11}, "option-out-of-range"),
        ({"certificate_path": "/none/at/all.pem"}, "certificate-missing"),
    ],
)
def test_what_cannot_be_used_is_told_before_anything_is_sent(signed: SignIn, options: dict[str, Any], key: str) -> None:
    with pytest.raises(Failure) as caught:
        access(options)
    assert caught.value.key == key
    assert signed.requests == []
    assert SECRET not in caught.value.line


@each_row("expected", [None, "", "Contoso.onmicrosoft.com", TENANT.upper()])
def test_a_connection_to_the_expected_organization_is_used(expected: str | None) -> None:
    with open_connection.open_connection(
        command_of({**WHO, "expect_organization": expected}), Context({}, Owner()), access_of()
    ) as made:
        assert made.access.tenant_id == TENANT


@pytest.mark.parametrize("expected", ["fabrikam.onmicrosoft.com", "contoso", APP])
def test_a_connection_to_another_one_is_not(expected: str) -> None:
    options = command_of({**WHO, "expect_organization": expected})
    with pytest.raises(Failure) as caught, open_connection.open_connection(options, Context({}, Owner()), access_of()):
        pytest.fail("it could be used")
    assert caught.value.key == "organization-not-expected"
