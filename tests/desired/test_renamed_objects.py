# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A new name together with all else that a task says: each write knows the object by the name that it has by then, and
the next run finds it by the new one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from support.box import Box
from support.desk import Desk

Given = dict[str, Any]
Sent = Callable[[], list[str]]

ADELE = "AdeleV@contoso.onmicrosoft.com"
ALEX = "AlexW@contoso.com"
CHECK: Given = {"check_mode": True}

# A module, what makes the object, and what renames it and changes the rest.
RENAMED: dict[str, tuple[str, Given, Given]] = {
    "a rule that is switched": (
        "exo_transport_rule",
        {"identity": "Old", "enabled": True, "properties": {"SetSCL": 5}},
        {"identity": "Old", "enabled": False, "comments": "c", "properties": {"Name": "New"}},
    ),
    "a rule whose place changes": (
        "exo_transport_rule",
        {"identity": "Old", "properties": {"SetSCL": 5}},
        {"identity": "Old", "priority": 0, "comments": "d", "properties": {"Name": "New"}},
    ),
    "a group with members": (
        "exo_distribution_group",
        {"identity": "Old", "members": [ADELE]},
        {"identity": "Old", "members": [ALEX], "alias": "newer", "properties": {"Name": "New"}},
    ),
    "a mailbox with rights": (
        "exo_mailbox",
        {"identity": "Old", "type": "shared"},
        {"identity": "Old", "full_access": [ADELE], "alias": "newer", "auto_reply": {"internal_message": "Soon"},
         "primary_smtp_address": "newer@contoso.onmicrosoft.com", "properties": {"Name": "New"}},
    ),
    "a contact with a person": (
        "exo_mail_contact",
        {"identity": "Old", "external_email_address": "old@fabrikam.com"},
        {"identity": "Old", "company": "Fabrikam", "mail_tip": "Hello", "properties": {"Name": "New"}},
    ),
}  # fmt: skip


@pytest.fixture(autouse=True)
def clean(desk: Desk, box: Box) -> None:
    for module in ("exo_transport_rule", "exo_distribution_group", "exo_mailbox", "exo_mail_contact"):
        for name in ("Old", "New"):
            desk.daily(module, identity=name, state="absent")
    box.control.reset()


@pytest.mark.parametrize("case", RENAMED)
def test_all_of_it_is_done_at_once_and_once(desk: Desk, cmdlets: Sent, case: str) -> None:
    module, made, changed = RENAMED[case]
    desk.daily(module, **made)
    planned = desk.daily(module, context=CHECK, **changed)
    done = desk.daily(module, **changed)
    assert "failed" not in done, done["msg"]
    assert [one["cmdlet"] for one in planned["steps"]] == [one["cmdlet"] for one in done["steps"]]
    cmdlets()
    again = desk.daily(module, **changed)
    assert (again.get("msg"), again["changed"], again["steps"]) == (None, False, [])
    assert [name for name in cmdlets() if not name.startswith("Get-")] == []


@pytest.mark.parametrize("case", RENAMED)
def test_the_next_change_finds_it_by_the_new_name(desk: Desk, case: str) -> None:
    module, made, changed = RENAMED[case]
    desk.daily(module, **made)
    desk.daily(module, **changed)
    more: dict[str, Given] = {"exo_transport_rule": {"comments": "more"}, "exo_mail_contact": {"mail_tip": "More"}}
    result = desk.daily(module, **{**changed, **more.get(module, {"hidden_from_address_lists": True})})
    assert (result.get("msg"), result["changed"]) == (None, True)


def test_members_are_read_from_the_group_that_is_there(desk: Desk) -> None:
    desk.daily("exo_distribution_group", identity="New", members=[ADELE])
    renamed: Given = {"identity": "Old", "properties": {"Name": "New"}}
    assert not desk.daily("exo_distribution_group", **renamed, members=[ADELE])["changed"]
    assert desk.daily("exo_distribution_group", **renamed, members=[])["changed"]


def test_a_list_that_cannot_be_read_is_not_empty(desk: Desk, box: Box) -> None:
    desk.daily("exo_distribution_group", identity="New", members=[ADELE])
    box.control.fault("error", match={"cmdlet": "get-distributiongroupmember"}, status=404,
                      exception_type="Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException",
                      text="It is not there.")  # fmt: skip
    result = desk.daily("exo_distribution_group", identity="New", members=[])
    assert result["error"]["documentation"].endswith("#object-not-found")
    assert (result["changed"], result["steps"]) == (False, [])
