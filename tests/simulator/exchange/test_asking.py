# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Confirm and WhatIf ask and do nothing."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from simulator.exchange.tenant import Tenant
from simulator.exchange.test_families import CORE, EXTRA, LISTS, create, identity_of, mandatory, service_of

from exo_simulator.exchange.catalogue import nouns
from support.extent import each

CALLS: list[tuple[str, dict[str, Any]]] = [
    ("New-Mailbox", {"Name": "Desk", "Shared": True}),
    ("Set-Mailbox", {"Identity": "AdeleV", "CustomAttribute1": "x"}),
    ("Remove-Mailbox", {"Identity": "AdeleV"}),
    ("Enable-Mailbox", {"Identity": "AdeleV", "Archive": True}),
    ("New-TransportRule", {"Name": "First", "Priority": 0}),
    ("Set-OrganizationConfig", {"AuditDisabled": True}),
    ("Add-MailboxPermission", {"Identity": "AdeleV", "User": "AlexW", "AccessRights": "FullAccess"}),
    ("Set-CASMailbox", {"Identity": "AdeleV", "PopEnabled": False}),
    ("Add-MailboxFolderPermission", {"Identity": "AdeleV:\\Inbox", "User": "AlexW", "AccessRights": "Editor"}),
    ("Add-DistributionGroupMember", {"Identity": "Sales Team", "Member": "AdeleV"}),
]


def picture(tenant: Tenant) -> list[str]:
    """Everything that is stored, in a form that compares."""
    store = tenant.organization._directory.store
    return [repr((item.own, item.parts)) for noun in sorted(store.tables) for item in store.tables[noun]]


@pytest.mark.parametrize("question", ["Confirm", "WhatIf"])
@pytest.mark.parametrize(("cmdlet", "parameters"), CALLS, ids=[call[0] for call in CALLS])
def test_a_question_changes_nothing(question: str, cmdlet: str, parameters: dict[str, Any]) -> None:
    tenant = Tenant(groups=1)
    tenant.run("New-TransportRule", Name="Old")
    tenant.run("Get-OrganizationConfig")
    before = picture(tenant)
    reply = tenant.send(cmdlet, {**parameters, question: True})
    assert reply.confirmation
    assert not reply.changed
    assert not reply.rows
    assert picture(tenant) == before
    assert tenant.send(cmdlet, {**parameters, question: False}).changed


@pytest.mark.parametrize(
    "noun", each(6, [noun for noun in CORE if noun not in LISTS and nouns()[noun]["Remove"].should_process])
)
def test_no_family_removes_under_what_if(noun: str) -> None:
    tenant, service = Tenant(mailboxes=3), service_of(noun)
    row = create(tenant, noun)
    extra = {name: value for name, value in EXTRA.get(noun, {}).items() if name == "Mailbox"}
    needed = {**mandatory(nouns()[noun]["Remove"]), **identity_of(noun, row), **extra, "WhatIf": True}
    assert tenant.run(f"Remove-{noun}", service, **needed).confirmation
    assert tenant.run(f"Remove-{noun}", service, **{**needed, "WhatIf": False}).changed


def test_the_question_names_the_object(tenant: Tenant) -> None:
    asked = tenant.run("Remove-Mailbox", Identity="AdeleV", Confirm=True)
    assert asked.confirmation == 'Are you sure you want to perform this action?\nRemoving Mailbox "AdeleV".'
    assert tenant.run("Remove-Mailbox", Identity="AdeleV", WhatIf=True).confirmation == 'Removing Mailbox "AdeleV".'


def test_what_cannot_work_fails_before_it_is_asked(tenant: Tenant) -> None:
    assert tenant.refusal("Remove-Mailbox", Identity="nobody", WhatIf=True).error_id == "Ex6F9304"


@pytest.mark.parametrize("question", ["Confirm", "WhatIf"])
def test_a_cmdlet_without_questions_does_not_bind_them(question: str, tenant: Tenant) -> None:
    assert tenant.refusal("Get-Mailbox", **{question: True}).text.endswith(question)


@pytest.mark.parametrize(("mode", "asked"), [("execute", False), ("ask", True)])
def test_what_happens_without_confirm_is_a_switch(mode: Literal["execute", "ask"], asked: bool) -> None:
    tenant = Tenant(settings={"confirm_absent": mode})
    assert bool(tenant.run("Remove-Mailbox", Identity="AdeleV").confirmation) == asked
    assert not tenant.run("Set-Mailbox", Identity="AlexW", CustomAttribute1="x").confirmation
