# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Properties that nobody writes: they follow from the object, its organisation, and who refers to whom."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from .compliance import PENDING, alert_of, identity_of, is_configuration, results_of, workload_of
from .compliance_searches import COLUMNS, told_of
from .devices import NOUNS, access_of, has_device, owner_of
from .directory import RECIPIENTS, Directory
from .families import properties
from .folders import LANGUAGE
from .inbox_rules import description_of
from .naming import words_of
from .places import classes_of, path_of
from .references import item_of, refer, resolved
from .store import Item
from .values import Ref, Value

Computed = Callable[[Item, Directory], Value]


def _category(item: Item, directory: Directory) -> Value:
    if is_configuration(item.noun, item.home):
        return None
    return f"{directory.names.root}/Configuration/Schema/ms-Exch-{words_of(item.noun).replace(' ', '-')}"


ACTIONS = re.compile(
    r"^(Add|Apply|BlindCopy|Copy|Delete|Generate|Moderate|Modify|Prepend|Quarantine|Redirect|Reject|Remove|Route|Set|Smtp|Stop)"
)
SETTINGS = frozenset(["SenderAddressLocation", "RuleErrorAction", "RuleSubType", "SetAuditSeverity"])


def _summary(item: Item, sort: str) -> Value:
    """A transport rule's Conditions, Exceptions and Actions: the class names behind what is set."""
    if item.noun != "TransportRule":
        return None
    rule_properties = properties("TransportRule")
    names = [name for name, value in item.own.items() if name in rule_properties and value not in (None, "", [], False)]
    chosen = [name for name in names if name not in RULE_TEXTS and name not in SETTINGS and _sort_of(name) == sort]
    suffix = "Action" if sort == "Action" else "Predicate"
    space = "Microsoft.Exchange.MessagingPolicies.Rules.Tasks"
    return [f"{space}.{name.removeprefix('ExceptIf')}{suffix}" for name in chosen] or None


RULE_TEXTS = frozenset(["ActivationDate", "Comments", "DlpPolicy", "ExpiryDate", "Mode", "Name", "Priority", "State"])


def _sort_of(name: str) -> str:
    if name.startswith("ExceptIf"):
        return "Exception"
    return "Action" if ACTIONS.match(name) else "Condition"


# What a computed property gives for an object that does not have it: the default of its kind stands.
NOTHING = object()


def _members(item: Item, directory: Directory) -> Value:
    if "_members" not in item.own:
        return NOTHING
    members = (
        directory.find((*RECIPIENTS, "ServicePrincipal", "RoleGroup"), str(guid)) for guid in item.get("_members") or ()
    )
    return [refer(items[0]) for items in members if items]


def _owners(item: Item, directory: Directory) -> Value:
    """The owners of a Microsoft 365 group; other groups keep who manages them as they were told."""
    if item.noun != "UnifiedGroup":
        return NOTHING
    owners = (directory.find(RECIPIENTS, str(guid)) for guid in item.get("_owners") or ())
    return [refer(items[0]) for items in owners if items]


def _groups_of(item: Item, directory: Directory) -> Value:
    return [refer(group) for noun in GROUPS for group in directory.table(noun).holders("_members", item.guid)]


def _reports(item: Item, directory: Directory) -> Value:
    """Who has this user for a manager."""
    mine = refer(item)
    return [refer(report) for noun in RECIPIENTS for report in directory.table(noun).holders("Manager", mine)]


def _assigned(item: Item, directory: Directory, *, roles: bool) -> Value:
    """The roles of a role group or an assignment policy, or their assignments, which are where this is kept."""
    if item.noun not in {"RoleGroup", "RoleAssignmentPolicy"}:
        return NOTHING
    assignments = directory.table("ManagementRoleAssignment").holders("RoleAssignee", refer(item), whole=True)
    return (
        list(dict.fromkeys(assignment.get("Role") for assignment in assignments))
        if roles
        else [refer(assignment) for assignment in assignments]
    )


def _policy_id(item: Item, _directory: Directory) -> Value:
    """Security & Compliance shows a rule's policy by its id, too, where another property has its name."""
    parent = item.get("ParentPolicyName")
    return Ref(parent.noun, parent.key, "guid") if isinstance(parent, Ref) else NOTHING


def _role_type(item: Item, directory: Directory) -> Value:
    """A role is of the type of the role that it is made from; those that are built in are types of their own."""
    if item.noun != "ManagementRole":
        return NOTHING
    parent = item.get("Parent")
    parent_role = item_of(directory, parent) if isinstance(parent, Ref) else None
    return _role_type(parent_role, directory) if parent_role else re.sub(r"[^A-Za-z]", "", item.name)


def _case_of_search(item: Item, directory: Directory) -> Value:
    """An action of a search belongs to the search's case."""
    if item.noun != "ComplianceSearchAction":
        return NOTHING
    searches = directory.find(("ComplianceSearch",), str(resolved(directory, item.get("SearchName"))))
    return searches[0].get("Case") if searches else NOTHING


def _of_search(item: Item, directory: Directory, name: str) -> Value:
    return told_of(item, directory, name) if item.noun == "ComplianceSearch" else NOTHING


def _policy_of_exchange(item: Item, _directory: Directory) -> Value:
    return item.guid if item.noun == "InformationBarrierPolicy" else NOTHING


def _id(item: Item, directory: Directory) -> Value:
    """A sensitive information type's Id is its GUID, as scripts that fill conditions read it."""
    as_identity = is_configuration(item.noun, item.home) or item.noun == "DlpSensitiveInformationType"
    return identity_of(item, directory.names) if as_identity or path_of(item) else item.name


def _workload(item: Item, directory: Directory) -> Value:
    """A policy's services, and a rule's, which are its policy's."""
    for name in ("ParentPolicyName", "Policy"):
        parent = item.get(name)
        policy = item_of(directory, parent) if isinstance(parent, Ref) else None
        if policy is not None:
            return workload_of(policy)
    return workload_of(item) or NOTHING


def _enabled(item: Item, _directory: Directory) -> Value:
    """A policy without a switch of its own is on unless its Mode says else."""
    return item.get("Mode") not in {"Disable", PENDING} if item.noun in BY_MODE else NOTHING


def _alert(item: Item, _directory: Directory, name: str) -> Value:
    return alert_of(item, name) if item.noun == "ProtectionAlert" else NOTHING


def _display_name(item: Item, _directory: Directory) -> Value:
    """The role groups that Security & Compliance has from the start are shown as they are called."""
    is_from_the_start = item.noun == "RoleGroup" and item.home != item.noun and item.get("_seed")
    return item.name if is_from_the_start else NOTHING


def _of_device(item: Item, directory: Directory, name: str) -> Value:
    if item.noun not in NOUNS:
        return NOTHING
    if name == "UserDisplayName":
        owner = owner_of(directory, item)
        return owner.get("DisplayName") if owner else NOTHING
    return getattr(access_of(directory, item), ACCESS[name])


def _with_names(item: Item, directory: Directory, name: str) -> Value:
    """Addresses and display names of those to whom a property refers, as the pages say; the form is not verified."""
    value = _reports(item, directory) if name == "DirectReports" else item.get(name)
    people = (
        item_of(directory, reference)
        for reference in (value if isinstance(value, list) else [value])
        if isinstance(reference, Ref)
    )
    return [f"{person.get('PrimarySmtpAddress')} ({person.get('DisplayName')})" for person in people if person]


def _folders_match(item: Item, _directory: Directory) -> Value:
    """Whether the folders of a mailbox have names of its language."""
    languages = (
        item.parts.get(REGIONAL, {}).get("Language") or DEFAULT_LANGUAGE,
        item.get(LANGUAGE) or DEFAULT_LANGUAGE,
    )
    mine, theirs = (str(language).partition("-")[0].casefold() for language in languages)
    return mine == theirs


REGIONAL, DEFAULT_LANGUAGE = "MailboxRegionalConfiguration", "en-US"
ACCESS = {"DeviceAccessState": "state", "DeviceAccessStateReason": "reason", "DeviceAccessControlRule": "rule"}
SEARCH_ACTION = "ComplianceSearchAction"
BY_MODE = ("DlpCompliancePolicy",)
ROOMS = {"EquipmentMailbox": "Equipment", "RoomMailbox": "Room"}
GROUPS = ("DistributionGroup", "UnifiedGroup", "RoleGroup")
WITH_NAMES = {
    f"{name}WithDisplayNames": name
    for name in (
        "AcceptMessagesOnlyFrom",
        "AcceptMessagesOnlyFromDLMembers",
        "AcceptMessagesOnlyFromSendersOrMembers",
        "BypassModerationFromSendersOrMembers",
        "ForwardingAddress",
        "GrantSendOnBehalfTo",
        "ManagedBy",
        "ModeratedBy",
        "RejectMessagesFromSendersOrMembers",
    )
} | {"ManagerWithDisplayName": "Manager", "DirectReportsWithDisplayName": "DirectReports"}
COMPUTED: dict[str, Computed] = {
    "Conditions": lambda item, _directory: _summary(item, "Condition"),
    "Exceptions": lambda item, _directory: _summary(item, "Exception"),
    "Actions": lambda item, _directory: _summary(item, "Action"),
    "Identity": lambda item, directory: identity_of(item, directory.names),
    "Id": _id,
    "IsValid": lambda _item, _directory: True,
    "ExchangeVersion": lambda _item, _directory: "0.20 (15.0.0.0)",
    "ObjectCategory": _category,
    "ObjectClass": lambda item, _directory: list(classes_of(item.noun)),
    "CreationTimeUtc": lambda item, _directory: item.get("WhenCreated"),
    "ModificationTimeUtc": lambda item, _directory: item.get("WhenChanged"),
    "WhenChangedUTC": lambda item, _directory: item.get("WhenChanged"),
    "WhenCreatedUTC": lambda item, _directory: item.get("WhenCreated"),
    "ExchangeObjectId": lambda item, _directory: item.guid,
    "ImmutableId": lambda item, _directory: item.guid,
    "OrganizationalUnitRoot": lambda _item, directory: directory.names.initial_domain,
    "OrganizationalUnit": lambda _item, directory: directory.names.unit_root,
    "OrganizationId": lambda _item, directory: directory.names.organization_id,
    "OriginatingServer": lambda _item, directory: directory.names.server.lower(),
    "MicrosoftOnlineServicesID": lambda item, _directory: item.get("UserPrincipalName"),
    "ObjectState": lambda _item, _directory: "Unchanged",
    "Organization": lambda _item, directory: str(directory.names.tenant_id),
    "ManagedBy": _owners,
    "AssignedRoles": lambda item, directory: _assigned(item, directory, roles=True),
    "Roles": lambda item, directory: _assigned(item, directory, roles=True),
    "RoleAssignments": lambda item, directory: _assigned(item, directory, roles=False),
    "Policy": _policy_id,
    "Description": lambda item, directory: description_of(item, directory) if item.noun == "InboxRule" else NOTHING,
    "Workload": _workload,
    "Enabled": _enabled,
    "DisplayName": _display_name,
    "Results": lambda item, _directory: results_of(item) if item.noun == SEARCH_ACTION else NOTHING,
    "Status": lambda item, _directory: "Completed" if item.noun == SEARCH_ACTION else NOTHING,
    **{name: partial(_of_device, name=name) for name in ("UserDisplayName", *ACCESS)},
    "HasActiveSyncDevicePartnership": lambda item, directory: has_device(directory, item),
    "AlertScenario": partial(_alert, name="AlertScenario"),
    "Scenario": partial(_alert, name="Scenario"),
    "StreamType": partial(_alert, name="StreamType"),
    "RuleEnabled": lambda item, _directory: item.get("State", "Enabled") == "Enabled",
    "CaseName": _case_of_search,
    **{name: partial(_of_search, name=name) for name in COLUMNS},
    "ExoPolicyId": _policy_of_exchange,
    "RoleType": _role_type,
    "Type": lambda item, _directory: ROOMS.get(str(item.get("RecipientTypeDetails")), NOTHING),
    "DirectReports": _reports,
    "Members": _members,
    "MemberOfGroup": _groups_of,
    **{name: partial(_with_names, name=of) for name, of in WITH_NAMES.items()},
    "DefaultFolderNameMatchingUserLanguage": _folders_match,
}
