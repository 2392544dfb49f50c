# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Look cmdlets up."""

from __future__ import annotations

import json
from typing import Any

from ansible_collections.m365.exchange.plugins.module_utils._catalogue.cmdlets import all_names, find
from ansible_collections.m365.exchange.plugins.module_utils._catalogue.search_cmdlets import (
    CmdletSearch,
    facts_of,
    known_cmdlets,
    unheard_of,
)
from support.rows import each_row


def found(search: CmdletSearch) -> list[str]:
    return [one.name for one in known_cmdlets(search)]


@each_row(
    ("search", "names"),
    [
        (CmdletSearch("get-mailbox"), ["Get-Mailbox"]),
        (CmdletSearch("Get-*ActiveSyncDevice"), ["Get-ActiveSyncDevice"]),
        (CmdletSearch(verb="new", noun="mailbox"), ["New-Mailbox"]),
        (
            CmdletSearch(noun="DnssecForVerifiedDomain"),
            ["Disable-DnssecForVerifiedDomain", "Enable-DnssecForVerifiedDomain"],
        ),
        (CmdletSearch(verb="Set", parameter="LitigationHoldEnabled"), ["Set-Mailbox"]),
        (CmdletSearch("Get-EXOMail?ox"), ["Get-EXOMailbox"]),
        (CmdletSearch("Get-Mialbox"), []),
        (CmdletSearch("*", parameter="NoSuchParameter"), []),
    ],
)
def test_all_that_is_given_has_to_fit(search: CmdletSearch, names: list[str]) -> None:
    assert found(search) == names


def test_a_star_is_everything() -> None:
    assert found(CmdletSearch("*")) == list(all_names())
    assert len(all_names()) == 941 + 76


def test_names_that_only_the_service_lists_are_found_by_name() -> None:
    listed = ["Get-Unheardof", "Get-Mailbox", "Set-Unheardof"]
    assert unheard_of(CmdletSearch("Get-*"), listed) == ["Get-Unheardof"]
    assert unheard_of(CmdletSearch("Get-*", parameter="Identity"), listed) == []


def test_the_facts_of_a_cmdlet() -> None:
    cmdlet = find("Get-MessageTrace")
    assert cmdlet is not None
    facts: Any = facts_of(cmdlet, with_parameters=True)
    parameters = {one["name"]: one for one in facts.pop("parameters")}
    assert facts == {
        "name": "Get-MessageTrace",
        "verb": "Get",
        "noun": "MessageTrace",
        "documented": True,
        "evidence": None,
        "never_together": [],
        "services": ["exchange", "protection"],
        "client_module": False,
        "instead": None,
        "class": "read",
        "writes": False,
        "supports_what_if": False,
        "supports_confirm": False,
        "works_for_applications": True,
        "usual_role": "Message Tracking (role group: Recipient Management, or a view-only role)",
        "protected": [],
        "retired": {"replacement": "Get-MessageTraceV2", "date": "2025-09-01", "is_gone": False},
    }
    assert parameters["RecipientAddress"] == {
        "name": "RecipientAddress",
        "type": "MultiValuedProperty",
        "switch": False,
        "mandatory": False,
        "mandatory_in_some_set": False,
        "position": None,
        "adds_and_removes": False,
        "nullable": False,
        "words": [],
        "documented": True,
        "sure": True,
        "evidence": None,
    }


def test_a_write_says_so() -> None:
    cmdlet = find("set-mailbox")
    assert cmdlet is not None
    facts: Any = facts_of(cmdlet, with_parameters=True)
    parameters = {one["name"]: one for one in facts["parameters"]}
    assert (facts["class"], facts["writes"], facts["supports_what_if"]) == ("idempotent_write", True, True)
    assert (parameters["Identity"]["mandatory"], parameters["Identity"]["position"]) == (True, 1)
    assert parameters["EmailAddresses"]["adds_and_removes"]
    assert parameters["Force"]["switch"]


def test_every_cmdlet_has_facts_that_a_result_can_carry() -> None:
    for name in all_names():
        cmdlet = find(name)
        assert cmdlet is not None
        facts: Any = facts_of(cmdlet, with_parameters=True)
        assert json.loads(json.dumps(facts)) == facts
