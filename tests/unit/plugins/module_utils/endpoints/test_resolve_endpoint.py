# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._endpoints.name_and_url_syntax import (
    host_and_subdomains,
)
from ansible_collections.m365.exchange.plugins.module_utils._endpoints.resolve_endpoint import (
    Endpoint,
    environment_names,
    resolve_endpoint,
)
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._graph.graph_reader import graph_of
from ansible_collections.m365.exchange.plugins.module_utils._transport.transport import is_among
from support.rows import each_row


def resolved(**words: Any) -> Endpoint:
    given: dict[str, Any] = {"environment": None, "connection_uri": None, "authority_uri": None, **words}
    return resolve_endpoint(**given)


def refused(**words: Any) -> Failure:
    with pytest.raises(Failure) as caught:
        resolved(**words)
    return caught.value


def test_nothing_given_means_worldwide() -> None:
    found = resolved()
    assert found.environment == "O365Default"
    assert found.rest_base == found.resource == "https://outlook.office365.com"
    assert found.authority == "https://login.microsoftonline.com"
    assert found.sign_in_hosts == {"login.microsoftonline.com"}
    assert found.suffix == "outlook.office365.com"


def test_blank_options_count_as_not_given() -> None:
    assert resolved(environment="", connection_uri=" ", authority_uri="") == resolved()


def test_gcc_is_the_worldwide_cloud() -> None:
    assert resolved(environment="gcc") == resolved(environment="O365Default")


def test_unknown_environment_lists_the_choices() -> None:
    error = refused(environment="mars")
    assert error.key == "environment-unknown"
    for name in ("O365Default", "O365USGovGCCHigh", "O365USGovDoD", "O365China", "gcc", "21vianet"):
        assert name in error.line
    assert "Germany" not in error.line


def test_choices_for_the_documentation_hold_only_living_clouds() -> None:
    assert [line.split()[0] for line in environment_names()] == [
        "O365Default",
        "O365USGovGCCHigh",
        "O365USGovDoD",
        "O365China",
    ]


def test_conflict_names_both_clouds() -> None:
    error = refused(
        connection_uri="https://outlook.office365.us/powershell-liveID",
        authority_uri="https://login.microsoftonline.com/organizations",
    )
    assert "GCC High" in error.line
    assert "worldwide" in error.line


def test_three_words_of_which_the_last_disagrees_are_a_conflict() -> None:
    error = refused(
        environment="dod",
        connection_uri="https://webmail.apps.mil/powershell-liveID",
        authority_uri="https://login.chinacloudapi.cn/organizations",
    )
    assert error.key == "endpoint-conflict"
    assert "China" in error.line


def test_sign_in_host_of_two_clouds_does_not_choose_one() -> None:
    error = refused(authority_uri="https://login.microsoftonline.us/organizations")
    assert error.key == "environment-ambiguous"
    assert "O365USGovGCCHigh" in error.line
    assert "O365USGovDoD" in error.line


def test_sign_in_host_of_one_cloud_chooses_it() -> None:
    found = resolved(authority_uri="https://login.chinacloudapi.cn/organizations")
    assert found.environment == "O365China"
    assert found.sign_in_hosts == {"login.chinacloudapi.cn", "login.partner.microsoftonline.cn"}


def test_compliance_uri_with_service_exchange_points_to_service() -> None:
    error = refused(connection_uri="https://ps.compliance.protection.outlook.com/powershell-liveid/")
    assert error.key == "connection-uri-service"
    assert "service is 'exchange'" in error.line
    assert "Set service to 'compliance'" in error.line


def test_exchange_uri_with_service_compliance_points_to_service() -> None:
    error = refused(connection_uri="https://outlook.office365.com/powershell-liveid/", service="compliance")
    assert "Set service to 'exchange'" in error.line


def test_old_protection_uri_works_without_naming_the_service() -> None:
    found = resolved(connection_uri="https://ps.protection.outlook.com/powershell-liveid/")
    assert (found.service, found.rest_base) == ("protection", "https://outlook.office365.com")


def test_unknown_service_lists_the_choices() -> None:
    assert "exchange, compliance, protection" in refused(service="graph").line


def test_host_outside_the_map_is_refused_and_named() -> None:
    error = refused(connection_uri="https://outlook.office365.com.evil.example/powershell-liveid/")
    assert error.key == "connection-uri-host"
    assert "would have sent an access token to 'outlook.office365.com.evil.example'" in error.line
    assert "webmail.apps.mil" in error.line


@each_row(
    "host",
    ["evil-office365.com", "outlookoffice365.com", "a.b.outlook.office365.com", "office365.com", "login.live.com"],
)
def test_look_alike_hosts_are_refused(host: str) -> None:
    assert refused(connection_uri=f"https://{host}/powershell-liveid/").key == "connection-uri-host"
    assert refused(authority_uri=f"https://{host}/organizations").key == "authority-host"


def test_allowed_host_opens_the_connection_uri_with_the_clouds_own_token() -> None:
    found = resolved(connection_uri="https://gateway.example.com/", allowed_hosts=["Gateway.Example.com"])
    assert (found.rest_base, found.suffix) == ("https://gateway.example.com", "gateway.example.com")
    assert found.resource == "https://outlook.office365.com"
    assert found.authority == "https://login.microsoftonline.com"


def test_allowed_host_opens_the_authority_and_secrets_go_nowhere_else() -> None:
    found = resolved(authority_uri="https://login.example.com/organizations", allowed_hosts=["login.example.com"])
    assert found.authority == "https://login.example.com"
    assert found.sign_in_hosts == {"login.example.com"}
    assert found.environment == "O365Default"


@pytest.mark.parametrize("service", ["exchange", "compliance"])
def test_cloud_of_allowed_hosts_only_asks_for_tokens_of_its_own_host(service: str) -> None:
    hosts = ["exchange.example.com", "login.example.com"]
    found = resolved(
        connection_uri="https://exchange.example.com",
        authority_uri="https://login.example.com/contoso.com",
        allowed_hosts=hosts,
        service=service,
    )
    assert (found.environment, found.service) == ("custom", service)
    assert found.rest_base == found.resource == "https://exchange.example.com"
    assert (found.authority, found.authority_tenant) == ("https://login.example.com", "contoso.com")


def test_allowing_another_host_opens_nothing() -> None:
    assert refused(connection_uri="https://a.example.com", allowed_hosts=["example.com"]).key == "connection-uri-host"
    assert refused(environment="germany", allowed_hosts=["outlook.office365.com"]).key == "environment-retired"


@each_row("entry", ["https://a.example.com", "*.example.com", "a.example.com:8443", "10.0.0.1", "a", ""])
def test_allowed_hosts_takes_whole_host_names_only(entry: str) -> None:
    assert refused(allowed_hosts=[entry]).key == "allowed-host-not-valid"


@pytest.mark.parametrize(("name", "host"), [("Bleu", "outlook.sovcloud.fr"), ("delos", "outlook.sovcloud.de")])
def test_sovereign_cloud_without_documented_interface_says_how_to_try_it(name: str, host: str) -> None:
    error = refused(environment=name)
    assert error.key == "environment-not-documented"
    assert f"'{host}' to allowed_hosts" in error.line
    assert resolved(environment=name, allowed_hosts=[host]).rest_base == f"https://{host}"
    assert refused(environment=name, service="compliance", allowed_hosts=[host]).key == "environment-not-documented"


def test_other_documented_rest_host_of_china_is_chosen_by_naming_it() -> None:
    found = resolved(connection_uri="https://outlook.office365.cn/")
    assert (found.environment, found.rest_base) == ("O365China", "https://outlook.office365.cn")
    assert (found.resource, found.suffix) == ("https://partner.outlook.cn", "outlook.office365.cn")


def test_regional_host_is_used_as_given() -> None:
    found = resolved(connection_uri="https://nam12b.ps.compliance.protection.outlook.com", service="compliance")
    assert found.rest_base == "https://nam12b.ps.compliance.protection.outlook.com"
    assert found.suffix == "ps.compliance.protection.outlook.com"


def test_regional_host_of_two_clouds_needs_the_environment() -> None:
    uri = "https://xyz01.ps.compliance.protection.office365.us"
    assert refused(connection_uri=uri, service="compliance").key == "environment-ambiguous"
    assert resolved(environment="dod", connection_uri=uri, service="compliance").rest_base == uri


def test_customer_in_the_query_is_not_ignored() -> None:
    uri = "https://outlook.office365.com/powershell-liveid/?DelegatedOrg=adatum.onmicrosoft.com"
    assert refused(connection_uri=uri).key == "connection-uri-customer"


@each_row("path", ["/ecp", "/adminapi/beta", "/powershell-liveid/x", "/powershell-liveid/../x", "//"])
def test_path_that_nobody_documents_is_refused(path: str) -> None:
    if path == "//":
        assert resolved(connection_uri=f"https://outlook.office365.com{path}") == resolved()
    else:
        assert refused(connection_uri=f"https://outlook.office365.com{path}").key == "connection-uri-path"


@each_row(
    "path", ["/consumers", "/contoso.com/oauth2/v2.0/token", "/organizations?x=1", "/contoso.com/v2.0", "/Consumers/"]
)
def test_authority_ends_in_a_tenant_at_most(path: str) -> None:
    assert refused(authority_uri=f"https://login.microsoftonline.com{path}").key == "authority-path"


@each_row("path", ["/contoso", "/..", "/%2e%2e", "/a@b.com", "/contoso.com;x"])
def test_tenant_in_the_authority_follows_the_grammar(path: str) -> None:
    assert refused(authority_uri=f"https://login.microsoftonline.com{path}").key == "organization-not-valid"


def test_anchor_follows_the_service() -> None:
    tenant, domain = "11111111-2222-3333-4444-555555555555", "contoso.onmicrosoft.com"
    mailbox = "SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}"
    assert resolved().anchor.text(tenant, domain) == f"APP:{mailbox}@{tenant}"
    assert resolved(service="protection").anchor.text(tenant, domain) == f"APP:{mailbox}@{tenant}"
    assert resolved(service="compliance").anchor.text(tenant, domain) == f"UPN:{mailbox}@{domain}"


def test_token_goes_to_the_host_and_one_label_in_front_of_it() -> None:
    names = host_and_subdomains(resolved().suffix)
    assert is_among("outlook.office365.com", names)
    assert is_among("eurprd01.outlook.office365.com", names)
    for host in ("a.b.outlook.office365.com", "office365.com", "xoutlook.office365.com", "outlook.office365.us", ""):
        assert not is_among(host, names)


@each_row(
    ("environment", "host"),
    [
        ("O365Default", "graph.microsoft.com"),
        ("O365USGovGCCHigh", "graph.microsoft.us"),
        ("O365USGovDoD", "dod-graph.microsoft.us"),
        ("O365China", "microsoftgraph.chinacloudapi.cn"),
    ],
)
def test_each_cloud_has_its_own_graph(environment: str, host: str) -> None:
    assert graph_of(resolved(environment=environment)).resource == f"https://{host}"
