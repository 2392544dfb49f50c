# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which service a connection or a cmdlet means, and where it is."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._connection.access_and_tokens import initial_domain
from ansible_collections.m365.exchange.plugins.module_utils._connection.open_connection import service_in_session
from ansible_collections.m365.exchange.plugins.module_utils._connection.sign_in_options import (
    endpoints_of,
    service_for_cmdlet,
    wanted_services,
)
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from support.options import command_of, connection_of
from support.rows import each_row

COMPLIANCE_URI = "https://ps.compliance.protection.outlook.com/powershell-liveid/"
BOTH = ["exchange", "compliance"]


@each_row(
    ("options", "services"),
    [
        ({}, ["exchange"]),
        ({"service": ["compliance"]}, ["compliance"]),
        ({"service": ["compliance", "exchange", "compliance"]}, ["compliance", "exchange"]),
        ({"connection_uri": COMPLIANCE_URI}, ["compliance"]),
        ({"connection_uri": "https://nam12b.ps.compliance.protection.outlook.com"}, ["compliance"]),
        ({"connection_uri": "https://outlook.office365.com/powershell-liveid/"}, ["exchange"]),
        ({"connection_uri": "no address"}, ["exchange"]),
    ],
)
def test_services_of_a_connection(options: dict[str, Any], services: list[str]) -> None:
    assert wanted_services(connection_of(options).endpoint) == services


@each_row(
    ("options", "service"),
    [
        ({"cmdlet": "Get-Mailbox"}, "exchange"),
        ({"cmdlet": "get-retentioncompliancepolicy"}, "compliance"),
        ({"cmdlet": "Get-RoleGroup"}, "exchange"),
        ({"cmdlet": "Get-Nonsense"}, "exchange"),
        ({"cmdlet": "Get-RoleGroup", "connection_uri": COMPLIANCE_URI}, "compliance"),
        ({"cmdlet": "Get-Mailbox", "service": ["compliance"]}, "compliance"),
        ({"cmdlet": "Get-RetentionCompliancePolicy", "service": BOTH}, "compliance"),
    ],
)
def test_service_of_a_task_that_signs_in_itself(options: dict[str, Any], service: str) -> None:
    assert service_for_cmdlet(command_of(options).connection.endpoint, options["cmdlet"]) == service


def test_an_explicit_service_wins_and_must_be_one_of_the_session() -> None:
    assert service_in_session("Get-Mailbox", [], BOTH, "contoso") == "exchange"
    assert service_in_session("Get-RetentionCompliancePolicy", [], BOTH, "contoso") == "compliance"
    assert service_in_session("Get-Mailbox", ["compliance"], BOTH, "contoso") == "compliance"
    with pytest.raises(Failure) as caught:
        service_in_session("Get-Mailbox", ["compliance"], ["exchange"], "contoso")
    assert caught.value.key == "service-not-in-session"


def test_all_services_are_in_the_cloud_that_one_option_names() -> None:
    uri = "https://ps.compliance.protection.office365.us/powershell-liveid/"
    exchange, compliance = endpoints_of(connection_of({"connection_uri": uri}).endpoint, BOTH)
    assert (exchange.environment, exchange.rest_base) == ("O365USGovGCCHigh", "https://outlook.office365.us")
    assert compliance.rest_base == "https://ps.compliance.protection.office365.us"
    dod = endpoints_of(connection_of({"environment": "dod"}).endpoint, BOTH)
    assert [one.resource for one in dod] == [
        "https://outlook-dod.office365.us",
        "https://ps.compliance.protection.office365.us",
    ]


def test_an_address_of_another_service_is_refused() -> None:
    with pytest.raises(Failure) as caught:
        endpoints_of(connection_of({"connection_uri": COMPLIANCE_URI}).endpoint, ["exchange"])
    assert caught.value.key == "connection-uri-service"


@pytest.mark.parametrize("name", ["contoso.onmicrosoft.com", "a.onmicrosoft.us", "b.partner.onmschina.cn"])
def test_an_initial_domain_is_known_by_its_ending(name: str) -> None:
    assert initial_domain(name) == name


@each_row(
    "name",
    [
        "contoso.com",
        "onmicrosoft.com",
        ".onmicrosoft.com",
        "contoso.mail.onmicrosoft.com",
        "b.mail.partner.onmschina.cn",
        "5e2c3a1f-7b64-4d0e-9a51-0c6f2b8d4e10",
    ],
)
def test_other_names_are_none(name: str) -> None:
    assert initial_domain(name) is None
