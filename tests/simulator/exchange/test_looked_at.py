# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the data say that an implementation reads, it reads: each name is asked for while a cmdlet runs."""

from __future__ import annotations

import contextlib
from collections.abc import ItemsView, Iterator, Mapping
from functools import cache
from typing import Any, Literal

import pytest
from simulator.exchange.tenant import ADMIN, Tenant
from simulator.exchange.test_families import EXTRA, mandatory, sample

from exo_simulator.exchange import CmdletError
from exo_simulator.exchange.binding import Bound
from exo_simulator.exchange.calls import Call
from exo_simulator.exchange.catalogue import Cmdlet, nouns, numbered_reports, of_noun
from exo_simulator.exchange.coercion import convert
from exo_simulator.exchange.dispatch import handler_for
from exo_simulator.exchange.families import family
from exo_simulator.exchange.kinds import type_info
from exo_simulator.exchange.playing import implementation
from exo_simulator.exchange.tables import load
from support.extent import each


class Asked(Mapping[str, Any]):
    """Parameters that remember which of them were asked for by name."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        self.names.add(name)
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def items(self) -> ItemsView[str, Any]:
        """What goes through all of them asks for none."""
        return self._values.items()

    def __len__(self) -> int:
        return len(self._values)


GUID = "3f2504e0-4f89-11d3-9a0c-0305e82c3301"
# What else an implementation needs before it comes to the name.
WITH: dict[str, dict[str, Any]] = {
    "new_group": {"Type": None},
    "set_recipient": {"Identity": "Staff", "DisplayName": "All staff"},
    "new_items": {"ListType": "Sender", "Allow": False, "Block": True},
    "set_items": {"ListType": "Sender", "Entries": ["old@fabrikam.com"]},
    "remove_public_folder": {"Identity": "\\Plans"},
    "rotate_keys": {"Identity": "contoso.onmicrosoft.com"},
    "check_authorization": {"Identity": "Reader"},
    "add_permission": {"Owner": None, "User": "AlexW", "AccessRights": ["FullAccess"]},
}
READ = [(runner, name) for runner, names in load("playing")["read"].items() for name in names]
HANDLED = [
    (cmdlet, name)
    for cmdlet, rules in load("choosing").items()
    for name, rule in rules.items()
    if "handled" in rule and name != "Filter"
]


def cmdlets_of(runner: str, name: str) -> list[Cmdlet]:
    """The cmdlets that the implementation runs and that have the parameter."""
    found = [cmdlet for verbs in nouns().values() for cmdlet in verbs.values() if implementation(cmdlet) == runner]
    return [cmdlet for cmdlet in found if cmdlet.parameter(name)]


def fresh(name: str) -> dict[str, Any]:
    """What is not there yet when the parameter's turn comes."""
    return {
        "Name": f"{name} made",
        "DlIdentity": "Movers",
        "Entries": [f"{name}@fabrikam.com"],
        "SpoofedUser": f"{name}@fabrikam.com",
    }


def variants(cmdlet: Cmdlet, name: str) -> Iterator[dict[str, Any]]:
    """Values that bring an implementation as far as the name: alone, with each other one, and with all."""
    read = load("playing")["read"].get(implementation(cmdlet), [])
    known = {one: sample(parameter) for one in [*read, name] if (parameter := cmdlet.parameter(one))}
    more = {"Identity": "AdeleV", "Case": "Held"} if cmdlet.noun != "DistributionGroupMember" else {"Identity": "Staff"}
    base = {**mandatory(cmdlet), **EXTRA.get(cmdlet.noun, {})}
    base.update({key: value for key, value in more.items() if cmdlet.parameter(key)})
    base.update({key: value for key, value in fresh(name).items() if cmdlet.verb == "New" and cmdlet.parameter(key)})
    known.update({key: value for key, value in fresh(name).items() if key in known})
    for beside, value in known.items():
        for identity in ({}, {"Identity": None}, {"Identity": "AdeleV:\\Calendar"}, {"Identity": "team"}):
            yield {**base, name: known[name], beside: value, **identity}
    yield {**base, **known}
    yield {**base, **WITH.get(implementation(cmdlet), {}), name: known[name]}
    yield {**base, name: known[name], **WITH.get(implementation(cmdlet), {})}


def asked_for(tenant: Tenant, cmdlet: Cmdlet, values: Mapping[str, Any]) -> set[str]:
    """The names that the implementation asks for; what comes of it does not matter."""
    service: Literal["exchange", "compliance"] = "exchange" if "exchange" in cmdlet.services else "compliance"
    directory = tenant.organization._directory.seen_from(service)
    typed = ((name, value, cmdlet.parameter(name)) for name, value in values.items())
    asked = Asked({name: convert(type_info(known), value) for name, value, known in typed if known})
    call = Call(directory, ADMIN, service, Bound(cmdlet, asked), family(cmdlet.noun))
    with contextlib.suppress(CmdletError, ValueError, TypeError, AttributeError):
        handler_for(cmdlet, call.family)(call)
    return asked.names


REPORTS = dict.fromkeys(
    ["MessageTraceV2", "MobileDevice", "QuarantineMessage", "UnifiedAuditLog", *numbered_reports()], 5
)


@cache
def furnished(_runner: str) -> Tenant:
    """A tenant for each implementation, since it may remove what it finds."""
    tenant = Tenant(mailboxes=5, groups=1, reports=REPORTS)
    tenant.run("New-DistributionGroup", Name="Staff")
    tenant.run("New-DistributionGroup", Name="Movers")
    tenant.run("New-UnifiedGroup", DisplayName="Team", Alias="team")
    tenant.run("New-TenantAllowBlockListItems", ListType="Sender", Entries=["old@fabrikam.com"], Block=True)
    tenant.run("New-ManagementRole", Name="Mine", Parent="Mail Recipients")
    tenant.run("New-ComplianceCase", "compliance", Name="Held")
    tenant.run("New-ServicePrincipal", AppId=GUID, ObjectId=GUID, DisplayName="Reader")
    tenant.run("New-PublicFolder", Name="Plans")
    tenant.run("New-MoveRequest", Identity="AdeleV")
    tenant.run("New-PublicFolder", Name="2026", Path="\\Plans")
    tenant.run("Add-MailboxFolderPermission", Identity="AdeleV:\\Calendar", User="Adele Vance", AccessRights=["Editor"])
    tenant.run("Add-MailboxPermission", Identity="AdeleV", User="Adele Vance", AccessRights=["ChangeOwner"])
    return tenant


def test_each_name_is_of_a_cmdlet() -> None:
    assert not [f"{runner}: {name}" for runner, name in READ if not cmdlets_of(runner, name)]


def of_a_row(runner: str) -> dict[str, Any]:
    """What names one row of a report or a list."""
    if runner == "trace_detail":
        row = furnished(runner).run("Get-MessageTraceV2").rows[0]
        return {name: row[name] for name in ("MessageTraceId", "RecipientAddress")}
    if runner == "set_spoof_items":
        pair = {"SpoofedUser": "a@fabrikam.com", "SendingInfrastructure": "fabrikam.com", "SpoofType": "External"}
        made = furnished(runner).run("New-TenantAllowBlockListSpoofItems", Identity="Default", Action="Allow", **pair)
        return {"Ids": [made.rows[0]["Identity"]]}
    if runner in {"delete", "export", "header", "preview", "release"}:
        return {"Identity": furnished(runner).run("Get-QuarantineMessage").rows[0]["Identity"]}
    if runner == "clear_device":
        return {"Identity": furnished(runner).run("Get-MobileDevice").rows[0]["Identity"]}
    if runner == "remove_object":
        furnished(runner).run("New-FilePlanPropertyAuthority", "compliance", Name="Law")
        return {"Identity": "Law"}
    if runner == "undo_mailbox":
        with contextlib.suppress(CmdletError):  # it is gone since the former name's turn
            furnished(runner).run("Remove-Mailbox", Identity="DebraB")
        return {"SoftDeletedObject": "DebraB"}
    if runner == "remove_tree":
        with contextlib.suppress(CmdletError):
            furnished(runner).run("New-AddressList", Name="Mine", IncludedRecipients="AllRecipients")
        return {"Identity": "Mine"}
    if runner in {"add_entry", "set_entry"}:
        return {"Identity": "Mine\\Get-Mailbox"}
    return {}


@pytest.mark.parametrize(("runner", "name"), each(5, READ))
def test_what_is_said_to_be_read_is_asked_for(runner: str, name: str) -> None:
    row = of_a_row(runner) if name != "Ids" else {}
    assert any(
        name in asked_for(furnished(runner), cmdlet, {**values, **row})
        for cmdlet in cmdlets_of(runner, name)
        for values in variants(cmdlet, name)
    )


@pytest.mark.parametrize(("cmdlet", "name"), each(4, HANDLED))
def test_what_an_implementation_handles_is_asked_for(cmdlet: str, name: str) -> None:
    verb, _dash, noun = cmdlet.partition("-")
    known = of_noun(noun)[verb]
    assert any(name in asked_for(furnished(cmdlet), known, values) for values in variants(known, name))
