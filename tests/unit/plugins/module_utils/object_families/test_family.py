# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is known of a kind: by rule, with a task's own table over it, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._object_families.family import family_of
from support.rows import each_row


@pytest.mark.parametrize("kind", ["TransportRule", "transportrule", "TRANSPORTRULE"])
def test_a_kind_is_known_in_any_case(kind: str) -> None:
    assert family_of(kind).kind == "TransportRule"


@pytest.mark.parametrize(
    ("kind", "near"),
    [("TransportRules", "TransportRule"), ("SafeLinksPolicies", "SafeLinksPolicy"), ("Mailbx", "Mailbox")],
)
def test_what_looks_like_a_typing_error_is_refused(kind: str, near: str) -> None:
    with pytest.raises(Failure, match=f"Did you mean .*{near}"):
        family_of(kind)


@each_row("kind", ["Mailbox Permission", "Get-Mailbox", "", "Mailbox;", "../Mailbox", "9Mailbox"])
def test_what_is_no_noun_is_refused(kind: str) -> None:
    with pytest.raises(Failure) as caught:
        family_of(kind)
    assert caught.value.key == "kind-not-valid"


@pytest.mark.parametrize(
    ("kind", "cmdlet"), [("MessageTrace", "Get-MessageTrace"), ("UnifiedAuditLog", "Search-UnifiedAuditLog")]
)
def test_a_kind_that_nothing_reads_or_writes_names_the_cmdlets(kind: str, cmdlet: str) -> None:
    with pytest.raises(Failure, match=f"exo_command with .*{cmdlet}") as caught:
        family_of(kind)
    assert caught.value.key == "kind-has-no-state"


def test_nobody_knows_a_kind_and_it_works_all_the_same() -> None:
    family = family_of("Zorblax")
    assert family.origin == "nobody"
    assert family.cmdlets["read"] == "Get-Zorblax"
    assert family.create_as == {"Identity": "Name"}


def test_a_near_name_is_taken_as_it_is_where_the_catalogue_is_off() -> None:
    assert family_of("TransportRules", guess=True).origin == "nobody"


def test_the_one_object_of_an_organization_has_no_name() -> None:
    assert family_of("TransportConfig").identity == ()
    assert family_of("ResourceConfig").never_absent


def test_an_entry_is_named_by_what_holds_it_and_by_itself() -> None:
    assert set(family_of("MailboxPermission").identity) == {"Identity", "User"}
    assert set(family_of("RoleGroupMember").identity) == {"Identity", "Member"}


def test_what_is_switched_is_shown_as_state() -> None:
    family = family_of("SafeLinksRule")
    assert (family.toggle, family.shown_as["Enabled"]) == ("Enabled", "State")


def test_a_task_says_more_than_we_know() -> None:
    tables = {"transportrule": {"create_only": ["UseLegacyRegex", "Comments"], "shown_as": {"Mode": "RuleMode"}}}
    family = family_of("TransportRule", tables)
    assert family.create_only == ("UseLegacyRegex", "Comments")
    assert family.shown_as["Mode"] == "RuleMode"
    assert family.shown_as["Enabled"] == "State", "maps are joined"


@each_row(
    ("facts", "place"),
    [
        (["create_only"], "RemoteDomain is no map"),
        ({"creat_only": []}, "RemoteDomain.creat_only is not known"),
        ({"create_only": "DomainName"}, "RemoteDomain.create_only must be a list"),
        ({"shown_as": ["x"]}, "RemoteDomain.shown_as must be a map"),
        ({"listed": "yes"}, "RemoteDomain.listed must be true or false"),
        ({"wait": True}, "RemoteDomain.wait must be a whole number"),
        ({"toggle": 1}, "RemoteDomain.toggle must be a text"),
        ({"compare": {"Name": "sizes"}}, "RemoteDomain.compare must be"),
        ({"cmdlets": {"delete": "Remove-RemoteDomain"}}, "RemoteDomain.cmdlets must be"),
    ],
)
def test_a_table_that_is_wrong_says_where_and_why(facts: Any, place: str) -> None:
    with pytest.raises(Failure, match=place) as caught:
        family_of("RemoteDomain", {"RemoteDomain": facts})
    assert caught.value.key == "families-not-valid"
