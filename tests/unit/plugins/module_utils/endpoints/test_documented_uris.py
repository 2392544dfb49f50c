# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every documented connection URI in every spelling, with every form of the authority.

Typed by hand from Microsoft's pages (Connect-ExchangeOnline, Connect-IPPSSession, the articles on app-only
sign-in and on protection, 2020 to 2026), not from the collection's own table.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._endpoints.name_and_url_syntax import (
    host_and_subdomains,
)
from ansible_collections.m365.exchange.plugins.module_utils._endpoints.resolve_endpoint import resolve_endpoint
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._transport.transport import is_among
from support.rows import each_row

LIVING = ("O365Default", "O365USGovGCCHigh", "O365USGovDoD", "O365China")


class Documented(NamedTuple):
    environment: str
    service: str
    uri: str
    rest: str
    resource: str


EXCHANGE = [
    Documented(
        "O365Default",
        "exchange",
        "https://outlook.office365.com/powershell-liveid/",
        "https://outlook.office365.com",
        "https://outlook.office365.com",
    ),
    Documented(
        "O365USGovGCCHigh",
        "exchange",
        "https://outlook.office365.us/powershell-liveID",
        "https://outlook.office365.us",
        "https://outlook.office365.us",
    ),
    Documented(
        "O365USGovDoD",
        "exchange",
        "https://webmail.apps.mil/powershell-liveID",
        "https://outlook-dod.office365.us",
        "https://outlook-dod.office365.us",
    ),
    Documented(
        "O365China",
        "exchange",
        "https://partner.outlook.cn/PowerShell",
        "https://partner.outlook.cn",
        "https://partner.outlook.cn",
    ),
]
COMPLIANCE = [
    Documented(
        "O365Default",
        "compliance",
        "https://ps.compliance.protection.outlook.com/powershell-liveid/",
        "https://ps.compliance.protection.outlook.com",
        "https://ps.compliance.protection.outlook.com",
    ),
    Documented(
        "O365USGovGCCHigh",
        "compliance",
        "https://ps.compliance.protection.office365.us/powershell-liveid/",
        "https://ps.compliance.protection.office365.us",
        "https://ps.compliance.protection.office365.us",
    ),
    Documented(
        "O365USGovDoD",
        "compliance",
        "https://l5.ps.compliance.protection.office365.us/powershell-liveid/",
        "https://l5.ps.compliance.protection.office365.us",
        "https://ps.compliance.protection.office365.us",
    ),
    Documented(
        "O365USGovDoD",
        "compliance",
        "https://compliance.dod.microsoft.com/powershell-liveid",
        "https://l5.ps.compliance.protection.office365.us",
        "https://ps.compliance.protection.office365.us",
    ),
    Documented(
        "O365China",
        "compliance",
        "https://ps.compliance.protection.partner.outlook.cn/powershell-liveid",
        "https://ps.compliance.protection.partner.outlook.cn",
        "https://ps.compliance.protection.partner.outlook.cn",
    ),
]
PROTECTION = [
    Documented(
        "O365Default",
        "protection",
        "https://ps.protection.outlook.com/powershell-liveid/",
        "https://outlook.office365.com",
        "https://outlook.office365.com",
    ),
    *[row._replace(service="protection") for row in EXCHANGE],
]
DOCUMENTED = [*EXCHANGE, *COMPLIANCE, *PROTECTION]

AUTHORITY = {
    "O365Default": "https://login.microsoftonline.com",
    "O365USGovGCCHigh": "https://login.microsoftonline.us",
    "O365USGovDoD": "https://login.microsoftonline.us",
    "O365China": "https://login.chinacloudapi.cn",
}
TENANT = "adatum.onmicrosoft.com"
FORMS = ["", "/", "/organizations", "/organizations/", "/common", "/Common/", "/ORGANIZATIONS"]


def spellings(uri: str) -> Iterator[str]:
    """With and without the final slash, each in four ways to write it, and with the port said."""
    bare = uri.rstrip("/")
    host = bare.split("/")[2]
    for form in (bare, f"{bare}/"):
        yield form
        yield form.upper()
        yield form.lower()
        yield form.replace("powershell-liveid", "PowerShell-LiveId")
    yield bare.replace(host, f"{host}:443")
    yield f"https://{host}"
    yield f"https://{host}/"


def authorities(environment: str) -> Iterator[str | None]:
    yield None
    for form in FORMS:
        yield AUTHORITY[environment] + form
    yield AUTHORITY[environment].upper() + "/organizations"
    if environment == "O365China":
        yield "https://login.partner.microsoftonline.cn/organizations"


def sure(environment: str) -> list[str | None]:
    """The environment option left out, and each way to name it."""
    names: dict[str, list[str | None]] = {
        "O365Default": [None, "O365Default", "o365default", "worldwide", "commercial", "GCC", " gcc "],
        "O365USGovGCCHigh": [None, "O365USGovGCCHigh", "gcchigh", "gcc_high", "GCC High", "gcc-high"],
        "O365USGovDoD": [None, "O365USGovDoD", "DoD", "dod"],
        "O365China": [None, "O365China", "china", "21vianet", "21Vianet"],
    }
    return names[environment]


@each_row("row", DOCUMENTED, ids=lambda row: f"{row.service}-{row.uri}")
def test_each_spelling_with_each_authority_gives_the_documented_endpoint(row: Documented) -> None:
    for uri in spellings(row.uri):
        for authority in authorities(row.environment):
            for environment in sure(row.environment):
                found = resolve_endpoint(environment, uri, authority, row.service)
                assert (found.environment, found.service) == (row.environment, row.service)
                assert (found.rest_base, found.resource) == (row.rest, row.resource)
                assert found.authority in (AUTHORITY[row.environment], "https://login.partner.microsoftonline.cn")
                assert found.authority.removeprefix("https://") in found.sign_in_hosts
                assert found.authority_tenant is None
                assert is_among(row.rest.removeprefix("https://"), host_and_subdomains(found.suffix))


@each_row("row", DOCUMENTED, ids=lambda row: f"{row.service}-{row.uri}")
def test_authority_may_end_in_the_customers_tenant(row: Documented) -> None:
    for end in (f"/{TENANT}", f"/{TENANT.upper()}/"):
        found = resolve_endpoint(None, row.uri, AUTHORITY[row.environment] + end, row.service)
        assert (found.authority, found.authority_tenant) == (AUTHORITY[row.environment], TENANT)
        assert found.rest_base == row.rest


@each_row("row", DOCUMENTED, ids=lambda row: f"{row.service}-{row.uri}")
def test_authority_of_another_cloud_is_a_conflict(row: Documented) -> None:
    for host in set(AUTHORITY.values()) - {AUTHORITY[row.environment]}:
        with pytest.raises(Failure) as caught:
            resolve_endpoint(None, row.uri, f"{host}/organizations", row.service)
        assert caught.value.key == "endpoint-conflict"


@each_row("row", DOCUMENTED, ids=lambda row: f"{row.service}-{row.uri}")
def test_environment_of_another_cloud_is_a_conflict(row: Documented) -> None:
    for environment in set(LIVING) - {row.environment}:
        with pytest.raises(Failure) as caught:
            resolve_endpoint(environment, row.uri, None, row.service)
        assert caught.value.key == "endpoint-conflict"


@each_row("row", [*EXCHANGE, *COMPLIANCE[:3], COMPLIANCE[4]], ids=lambda row: f"{row.service}-{row.uri}")
def test_environment_alone_is_enough(row: Documented) -> None:
    for environment in sure(row.environment)[1:]:
        found = resolve_endpoint(environment, None, None, row.service)
        assert (found.environment, found.rest_base, found.resource) == (row.environment, row.rest, row.resource)
        assert found.authority == AUTHORITY[row.environment]


GERMAN: list[dict[str, Any]] = [
    {"environment": "O365GermanyCloud"},
    {"environment": "germany"},
    {"connection_uri": "https://outlook.office.de/PowerShell-LiveID"},
    {"connection_uri": "https://outlook.office.de/powershell-liveid/"},
    {
        "connection_uri": "https://outlook.office.de/PowerShell-LiveID",
        "authority_uri": "https://login.microsoftonline.de/common",
    },
    {"connection_uri": "https://ps.compliance.protection.outlook.de/PowerShell-LiveID", "service": "compliance"},
    {"connection_uri": "https://ps.protection.outlook.de/powershell-liveid/", "service": "protection"},
    {"authority_uri": "https://login.microsoftonline.de/common"},
]


@each_row("words", GERMAN)
def test_germany_is_refused_with_its_reason(words: dict[str, Any]) -> None:
    given: dict[str, Any] = {"environment": None, "connection_uri": None, "authority_uri": None, **words}
    with pytest.raises(Failure, match="closed the Microsoft Cloud Deutschland") as caught:
        resolve_endpoint(**given)
    assert caught.value.key == "environment-retired"


@each_row("words", GERMAN)
def test_germany_is_opened_by_naming_its_host(words: dict[str, Any]) -> None:
    given: dict[str, Any] = {"environment": None, "connection_uri": None, "authority_uri": None, **words}
    service = words.get("service", "exchange")
    host = "ps.compliance.protection.outlook.de" if service == "compliance" else "outlook.office.de"
    found = resolve_endpoint(**given, allowed_hosts=[host])
    assert (found.environment, found.rest_base) == ("O365GermanyCloud", f"https://{host}")
    assert found.authority == "https://login.microsoftonline.de"


def test_the_host_of_another_cloud_is_used_where_both_are_named() -> None:
    """ScubaGear's address of DoD's Security & Compliance is that of GCC High in Microsoft's pages."""
    host = "ps.compliance.protection.office365.us"
    uri = f"https://{host}/powershell-liveid/"
    with pytest.raises(Failure) as caught:
        resolve_endpoint("O365USGovDoD", uri, None, "compliance")
    assert caught.value.key == "endpoint-conflict"
    found = resolve_endpoint("O365USGovDoD", uri, None, "compliance", [host])
    assert (found.environment, found.rest_base, found.resource) == (
        "O365USGovDoD",
        f"https://{host}",
        f"https://{host}",
    )
    assert found.suffix == host
    alone = resolve_endpoint(None, uri, None, "compliance", [host])
    assert alone.environment == "O365USGovGCCHigh"
