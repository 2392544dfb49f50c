# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an organisation has at the start: domains, default policies, and the objects of its description."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from functools import cache
from typing import Any

from .catalogue import Cmdlet, of_noun
from .contract import Caller, CmdletError, ConfigError, NotPlayed, Reply, Service
from .devices import DEVICES, NOUNS, Devices, owned
from .directory import Directory
from .families import family
from .messages import QUARANTINE, Quarantine, first_addresses
from .people import ExamplePeople
from .standing import Standing, standing_item
from .store import Table
from .tables import load
from .values import Ref

# How an organisation runs a cmdlet for a caller.
Invoke = Callable[[Caller, Service, str, Mapping[str, Any]], Reply]

PLANTER = Caller("user", "seeds", frozenset({"Global Administrator"}))
EXAMPLE_GROUPS = ("Sales Team", "Marketing", "All Employees", "Leadership", "Project Falcon", "Finance", "Retail")
ASSIGNMENT = "ManagementRoleAssignment"
DEFAULT_MAILBOXES = 25
ADDRESSEES = 24  # who gets mail in the reports: so many of the first mailboxes


def plant(invoke: Invoke, directory: Directory, config: Mapping[str, Any]) -> None:
    """Fill the organisation whose cmdlets ``invoke`` runs; raises ConfigError where the description's objects fail."""
    _plant_domains(directory)
    _plant_defaults(directory)
    if not config.get("customized", True):
        _add(directory, "OrganizationConfig", {"Name": directory.names.initial_domain, "IsDehydrated": True})
    _plant_mailboxes(invoke, directory, config.get("mailboxes", DEFAULT_MAILBOXES))
    directory.addressees += first_addresses(directory.table("Mailbox").rows(), ADDRESSEES)
    devices = directory.reports.get(DEVICES, 0)
    if devices:
        owners = [item.guid for item in directory.table("Mailbox").rows()[:ADDRESSEES]]
        directory.table(DEVICES).population = Devices(directory, devices, owners)
    messages = directory.reports.get(QUARANTINE, 0)
    if messages:
        directory.store.tables[QUARANTINE] = Table(QUARANTINE, Quarantine(directory, messages))
    for entry in _listed(config.get("groups", 0), EXAMPLE_GROUPS):
        _create(invoke, "New-DistributionGroup", "groups", entry)
    for entry in _listed(config.get("contacts", 0), ()):
        address = {"ExternalEmailAddress": f"{str(entry.get('Name', '')).replace(' ', '.').lower()}@fabrikam.com"}
        _create(invoke, "New-MailContact", "contacts", {**address, **entry})
    for noun, entries in config.get("objects", {}).items():
        for entry in entries:
            _plant_object(invoke, directory, noun, entry)
    for name, cmdlets in directory.role_groups.items():
        group = {"Name": name, "Description": f"Cmdlets or patterns that it allows: {len(cmdlets)}."}
        for view in (directory, directory.seen_from("compliance")):
            _add(view, "RoleGroup", group)


def _listed(value: Any, examples: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """A number stands for example objects, a text for a name."""
    if isinstance(value, int):
        for number in range(value):
            yield {"Name": examples[number] if number < len(examples) else f"Example {number + 1}"}
        return
    for entry in value:
        yield {"Name": entry} if isinstance(entry, str) else dict(entry)


def _plant_domains(directory: Directory) -> None:
    for place, domain in enumerate(directory.domains):
        initial = domain == directory.names.initial_domain
        values = {"Name": domain, "DomainName": domain, "Default": place == 0, "InitialDomain": initial}
        _add(directory, "AcceptedDomain", values)
        if initial:
            names = directory.names.dkim_names(domain)
            signing = {"Name": domain, "Domain": domain, "Enabled": True, "IsDefault": True, **names}
            _add(directory, "DkimSigningConfig", signing)


def _plant_defaults(directory: Directory) -> None:
    """The policies that every organisation has, from data."""
    for view, seeds in ((directory, "seeds"), (directory.seen_from("compliance"), "seeds_compliance")):
        for noun, entries in load(seeds).items():
            for entry in entries:
                _add(view, noun, {**entry, **_short_name(view, noun, entry)})
    _plant_names(directory)
    for holder, groups in load("standing_members").items():
        _join(directory, holder, groups)
    for noun, holders in load("assignments").items():
        for holder, roles in holders.items():
            for role in roles:
                _assign(directory, role, Ref(noun, holder))
    theirs = directory.seen_from("compliance")
    assignments = [
        _assignment(role, Ref(noun, holder))
        for noun, holders in load("assignments_compliance").items()
        for holder, roles in holders.items()
        for role in roles
    ]
    for noun, entries in {**load("seeds_lazy"), ASSIGNMENT: assignments}.items():
        theirs.table(noun).population = Standing(theirs, noun, entries)
    types = load("seeds_lazy")["DlpSensitiveInformationType"]  # Exchange shows the same types under the older noun
    directory.table("DataClassification").population = Standing(directory, "DataClassification", types)


def _plant_names(directory: Directory) -> None:
    """What the defaults have of the organisation's own names, or of an object of another noun."""
    template = f"@{directory.names.initial_domain}"
    policy = directory.one(("EmailAddressPolicy",), "Default Policy").own
    policy.update({"EnabledPrimarySMTPAddressTemplate": template, "EnabledEmailAddressTemplates": [f"SMTP:{template}"]})
    everybody = Ref("GlobalAddressList", "Default Global Address List", "path")
    directory.one(("OfflineAddressBook",), "Default Offline Address Book").own["AddressLists"] = [everybody]


def _short_name(directory: Directory, noun: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    """Role groups of Security & Compliance are found without their spaces as well: `eDiscoveryManager`.

    Source: Microsoft's page "Set up app-only access for Microsoft Purview eDiscovery", and graph2otel.
    """
    theirs = noun == "RoleGroup" and directory.service == "compliance"
    return {"SamAccountName": entry["Name"].replace(" ", "")} if theirs else {}


def _join(directory: Directory, holder: str, groups: list[str]) -> None:
    """Roles of Entra ID are members here: groups with a suffix that is the tenant's (general knowledge)."""
    members = []
    for group in groups:
        name = f"{group}_{directory.names.stable_guid(group).hex[:5]}"
        kind = {"RecipientType": "Group", "RecipientTypeDetails": "RoleGroup"}
        item = standing_item(directory, "RoleGroup", {"Name": name, "DisplayName": name, **kind})
        directory.store.add(item)
        members.append(item.guid)
    directory.one(("RoleGroup",), holder).own["_members"] = members


def _assign(directory: Directory, role: str, holder: Ref) -> None:
    """A role of a group or policy that every organisation has (Microsoft's page "Permissions in Exchange Online").

    Which of them may hand their roles on is not known here, so no assignment says so.
    """
    _add(directory, ASSIGNMENT, _assignment(role, holder))


@cache
def _assignment(role: str, holder: Ref) -> dict[str, Any]:
    assignee = {"RoleAssignee": holder, "RoleAssigneeName": holder, "User": holder, "RoleAssigneeType": holder.noun}
    return {"Name": f"{role}-{holder.key}", "Role": Ref("ManagementRole", role), **assignee}


def _add(directory: Directory, noun: str, values: Mapping[str, Any]) -> None:
    """The guard of the store does not matter here."""
    directory.store.add(standing_item(directory, noun, values))


def _plant_mailboxes(invoke: Invoke, directory: Directory, value: Any) -> None:
    if isinstance(value, int):
        since = directory.now() - timedelta(days=400)
        people = ExamplePeople(value, directory.names, directory.default_domain(), since)
        directory.store.tables["Mailbox"] = Table("Mailbox", people)
        return
    for entry in _listed(value, ()):
        _create(invoke, "New-Mailbox", "mailboxes", entry)


def _create(invoke: Invoke, cmdlet: str, section: str, entry: Mapping[str, Any]) -> None:
    """Run New-X with what it takes, then Set-X with the rest."""
    noun = cmdlet.partition("-")[2]
    new, later = of_noun(noun)["New"], of_noun(noun).get("Set")
    first = {name: value for name, value in entry.items() if new.parameter(name)}
    rest = {name: value for name, value in entry.items() if not new.parameter(name)}
    for name in rest:
        if later is None or not later.parameter(name):
            raise ConfigError(f"{section}: {entry.get('Name', noun)}: there is no parameter {name!r}")
    service = _service(new)
    try:
        rows = invoke(PLANTER, service, cmdlet, first).rows
        if rest:
            invoke(PLANTER, service, f"Set-{noun}", {"Identity": rows[0]["Guid"], **rest})
    except (CmdletError, NotPlayed) as problem:
        raise ConfigError(f"{section}: {entry.get('Name', noun)}: {_said(problem)}") from None


def _said(problem: CmdletError | NotPlayed) -> str:
    return problem.text if isinstance(problem, CmdletError) else str(problem)


def _service(cmdlet: Cmdlet) -> Service:
    return "exchange" if "exchange" in cmdlet.services else "compliance"


def _plant_object(invoke: Invoke, directory: Directory, noun: str, entry: Mapping[str, Any]) -> None:
    """By New-X where it binds, else as it stands (a report's row, an object that only the service makes).

    What is said without a name is said of the only object, or of the default one.
    """
    verbs, fam = of_noun(noun), family(noun)
    default = next((item.name for item in directory.table(noun) if item.get("IsDefault") is True), None)
    if "Set" in verbs and (fam.kind == "singleton" or (default and "Name" not in entry)):
        identity = {"Identity": default or "Default"} if verbs["Set"].parameter("Identity") else {}
        try:
            invoke(PLANTER, _service(verbs["Set"]), f"Set-{noun}", {**identity, **entry})
        except (CmdletError, NotPlayed) as problem:
            raise ConfigError(f"objects.{noun}: {_said(problem)}") from None
        return
    if "New" in verbs and fam.kind == "crud":
        _create(invoke, f"New-{noun}", f"objects.{noun}", entry)
        return
    if noun in NOUNS:
        try:
            entry = owned(directory, entry)
        except ConfigError as problem:
            raise ConfigError(f"objects.{noun}: {problem}") from None
    number = len(directory.table(noun).rows())
    _add(directory, noun, {"Name": str(entry.get("Name") or entry.get("Identity") or f"{noun} {number + 1}"), **entry})
