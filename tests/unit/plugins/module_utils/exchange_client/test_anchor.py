# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a cmdlet is routed to."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._catalogue.cmdlets import all_names, find
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.request_and_route import (
    Call,
    Route,
    Target,
    anchor_for,
    application_anchor,
    route,
    route_to,
)
from support.rows import each_row

TENANT = "7d3c1f0e-52a4-4a3b-9f63-2f1c5a1e8b01"
MAILBOX = "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"
OWN = application_anchor(TENANT)


@each_row(
    ("asked", "anchor"),
    [
        ("AdeleV@contoso.com", "SMTP:AdeleV@contoso.com"),
        ("AdeleV@CONTOSO.com", "SMTP:AdeleV@contoso.com"),
        (MAILBOX, f"MBX:{MAILBOX}@{TENANT}"),
        (MAILBOX.upper(), f"MBX:{MAILBOX}@{TENANT}"),
        (f"MBX:{MAILBOX}", f"MBX:{MAILBOX}@{TENANT}"),
        (f"MBX:{MAILBOX}@{TENANT}", f"MBX:{MAILBOX}@{TENANT}"),
        ("UPN:operator@contoso.com", "UPN:operator@contoso.com"),
        ("AAD-SMTP:AdeleV@contoso.com", "AAD-SMTP:AdeleV@contoso.com"),
        (OWN, OWN),
    ],
)
def test_the_mailbox_that_the_task_asks_for_wins(asked: str, anchor: str) -> None:
    for cmdlet in ("Get-Mailbox", "Get-InboxRule", "Set-AdminAuditLogConfig"):
        _given, way = route(cmdlet, {"Mailbox": "MeganB@contoso.com"}, asked)
        assert anchor_for(cmdlet, OWN, TENANT, way) == anchor
        assert anchor_for(cmdlet, None, TENANT, way) == anchor


@each_row(
    "asked",
    ["adele", "Adele Vance", "XYZ:adele@contoso.com", "SMTP:", "SMTP:a b@contoso.com", "a@b\r\nX: y", "a" * 400],
)
def test_what_is_no_mailbox_is_refused(asked: str) -> None:
    with pytest.raises(Failure) as caught:
        route_to(asked)
    assert caught.value.key == "anchor-not-valid"


@each_row(
    ("cmdlet", "parameters", "anchor"),
    [
        ("Get-MailboxStatistics", {"Identity": "AdeleV@contoso.com"}, "SMTP:AdeleV@contoso.com"),
        ("get-mailboxfolderstatistics", {"identity": MAILBOX}, f"MBX:{MAILBOX}@{TENANT}"),
        ("Get-MailboxFolderPermission", {"Identity": "AdeleV@contoso.com:\\Calendar"}, "SMTP:AdeleV@contoso.com"),
        ("Get-MailboxFolderPermission", {"Identity": f"{MAILBOX}:\\Calendar"}, f"MBX:{MAILBOX}@{TENANT}"),
        ("Get-InboxRule", {"Mailbox": "AdeleV@contoso.com", "Identity": "Move"}, "SMTP:AdeleV@contoso.com"),
        ("Set-FocusedInbox", {"Identity": "AdeleV@contoso.com", "FocusedInboxOn": True}, "SMTP:AdeleV@contoso.com"),
        # No address, no GUID, or no mailbox at all: the connection's own anchor.
        ("Get-InboxRule", {"Identity": "AdeleV@contoso.com"}, OWN),
        ("Get-MailboxStatistics", {"Identity": "Adele Vance"}, OWN),
        ("Get-MailboxStatistics", {"Identity": "contoso\\adele"}, OWN),
        ("Get-MailboxStatistics", {"Identity": ["AdeleV@contoso.com"]}, OWN),
        ("Get-MailboxStatistics", {}, OWN),
        ("Get-MailboxStatistics", {"Identity": "AdeleV@contoso.com", "UseCustomRouting": False}, OWN),
        # Not documented for it.
        ("Get-Mailbox", {"Identity": "AdeleV@contoso.com"}, OWN),
        ("Get-Unheardof", {"Identity": "AdeleV@contoso.com"}, OWN),
    ],
)
def test_a_documented_cmdlet_goes_to_its_mailbox(cmdlet: str, parameters: dict[str, Any], anchor: str) -> None:
    _given, way = route(cmdlet, parameters, None)
    assert anchor_for(cmdlet, OWN, TENANT, way) == anchor
    assert (way is not None) == (anchor != OWN)
    assert anchor_for(cmdlet, None, TENANT, way) is None


def test_the_routing_switch_is_an_order_to_us_and_is_not_sent() -> None:
    given, _route = route("Get-MailboxStatistics", {"Identity": "x", "usecustomrouting": True}, None)
    assert given == {"Identity": "x"}
    given, _route = route("Get-Unheardof", {"UseCustomRouting": True}, None)
    assert given == {"UseCustomRouting": True}


def test_the_documentation_has_the_cmdlets() -> None:
    documented = [name for name in all_names() if (cmdlet := find(name)) and cmdlet.has("UseCustomRouting")]
    assert len(documented) == 16
    assert {"Get-InboxRule", "Get-MailboxFolderPermission", "Get-MailboxStatistics"} <= set(documented)


@each_row(
    ("route", "own", "header"),
    [
        (Route("SMTP:AdeleV@contoso.com", computed=True), OWN, "true"),
        (Route("SMTP:AdeleV@contoso.com"), OWN, None),
        (None, OWN, None),
        (Route("SMTP:AdeleV@contoso.com", computed=True), None, None),
    ],
)
def test_only_a_computed_anchor_is_marked(route: Route | None, own: str | None, header: str | None) -> None:
    target = Target("https://outlook.office365.com", ("outlook.office365.com",), TENANT, own, "connection")
    headers = Call("Get-MailboxStatistics", "read", "id", route=route).headers(target, "token", 1000)
    assert headers.get("parameter-based-routing") == header
