# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What nobody set is what Microsoft's reference says it is, and null where null says "not configured"."""

from __future__ import annotations

from typing import Any

import pytest
from simulator.exchange.making import Making, known, pairs
from simulator.exchange.tenant import Tenant
from simulator.exchange.test_families import create, mandatory, service_of

from exo_simulator.exchange.columns import nullable
from exo_simulator.exchange.families import family

# Where a row of a live tenant says otherwise, or where the property is shown in another way.
OTHERWISE: dict[tuple[str, str], Any] = {
    ("AtpPolicyForO365", "EnableATPForSPOTeamsODB"): True,  # live rows
    ("AtpPolicyForO365", "EnableSafeDocs"): True,  # live rows
    ("CASMailbox", "EwsEnabled"): True,  # live rows are never null, as the other three
    ("CASMailbox", "MacOutlookEnabled"): True,
    ("CASMailbox", "OutlookMobileEnabled"): True,
    ("CASMailbox", "UniversalOutlookEnabled"): True,
    ("DistributionGroup", "Type"): None,  # shown as GroupType
    ("Mailbox", "AuditEnabled"): True,  # on for every mailbox since 2019; the page's default is older
    ("MailboxCalendarConfiguration", "WeatherEnabled"): "FirstRun",  # no truth: FirstRun, Disabled, Enabled
    ("MailboxRegionalConfiguration", "TimeFormat"): "h:mm tt",  # the page's "h" is half of it
    ("OrganizationConfig", "BookingsEnabled"): True,  # live rows
    ("OrganizationConfig", "DelayedDelicensingEnabled"): "Disabled",  # shown as a state, in live rows
    ("OrganizationConfig", "EndUserMailNotificationForDelayedDelicensingEnabled"): "Disabled",
    ("OrganizationConfig", "TenantAdminNotificationForDelayedDelicensingEnabled"): "Disabled",
    ("TransportConfig", "MaxRecipientEnvelopeLimit"): "Unlimited",  # live rows
}
DEFAULTS = list(pairs("documented_defaults"))
NULLS = [(cmdlet, name) for cmdlet, name, _value in pairs("null_truths")]


@pytest.fixture(scope="module")
def making() -> Making:
    return Making(Tenant(mailboxes=3))


@pytest.mark.parametrize(("cmdlet", "parameter", "documented"), DEFAULTS)
def test_a_documented_default(making: Making, cmdlet: str, parameter: str, documented: Any) -> None:
    noun = cmdlet.partition("-")[2]
    read = family(noun).read_name(parameter)
    expected = None if read in nullable(noun) else documented
    expected = OTHERWISE.get((noun, parameter), expected)
    shown = making.row(noun)[read]
    assert (shown if isinstance(shown, (bool, list)) else str(shown)) == (
        expected if isinstance(expected, (bool, list)) else str(expected)
    )


@pytest.mark.parametrize(
    ("noun", "name", "started"),
    [
        ("AppRetentionCompliancePolicy", "Enabled", True),
        ("InboundConnector", "Enabled", True),
        ("IntraOrganizationConnector", "Enabled", True),
        ("PartnerApplication", "Enabled", True),
        ("SharingPolicy", "Enabled", True),
        ("SweepRule", "Enabled", True),
        ("TeamsProtectionPolicyRule", "State", "Enabled"),
        ("JournalRule", "Enabled", False),  # its page: the default value is $false
    ],
)
def test_what_is_on_by_its_page_starts_on(making: Making, noun: str, name: str, started: object) -> None:
    assert making.row(noun)[name] == started


def test_the_lines_are_all_there_and_few_are_otherwise() -> None:
    assert (len(DEFAULTS), len(NULLS)) == (519, 171)
    assert len(OTHERWISE) <= 60


@pytest.mark.parametrize(("cmdlet", "parameter"), NULLS)
def test_null_at_a_truth_reads_back_as_null(making: Making, cmdlet: str, parameter: str) -> None:
    verb, _dash, noun = cmdlet.partition("-")
    read = family(noun).read_name(parameter)
    if noun == "MailboxPermission":
        assert making.tenant.run(cmdlet, Identity="AdeleV", User="AlexW", AccessRights=["FullAccess"], AutoMapping=None)
        return
    if verb == "New":
        for value in (True, None):
            assert create(Tenant(mailboxes=3), noun, **{parameter: value})[read] is value
        return
    needed = {**mandatory(known(cmdlet)), **making.named(noun)}
    service = service_of(noun)
    set_to = "Enabled" if parameter == "WeatherEnabled" else True
    making.tenant.run(cmdlet, service, **needed, **{parameter: set_to})
    assert making.again(noun)[read] == set_to
    making.tenant.run(cmdlet, service, **needed, **{parameter: None})
    assert making.again(noun)[read] is None
