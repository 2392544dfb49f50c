# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Roles and who has them: groups, policies, assignments, scopes, and applications that act by themselves."""

from __future__ import annotations

from collections.abc import Mapping

from ..facts_of_family import Facts, Protected

# Role groups that Microsoft made; no property of a row tells them from others.
_BUILT_IN = (
    "Compliance Management", "Discovery Management", "Help Desk", "Hygiene Management", "Organization Management",
    "Recipient Management", "Records Management", "Security Administrator", "Security Operator", "Security Reader",
    "TenantAdmins", "View-Only Organization Management",
)  # fmt: skip
_BUILT_IN_GROUPS: tuple[Protected, ...] = tuple(
    {"property": "Name", "equals": name, "reason": "Microsoft made it"} for name in _BUILT_IN
)
_BYPASS = {"BypassSecurityGroupManagerCheck": True}

FAMILIES: Mapping[str, Facts] = {
    "RoleGroup": {
        "listed": True,
        "create_only": ["CustomRecipientWriteScope", "Id"],
        # A number of the service's own, which a row shows under the name of another property.
        "write_only": ["Id"],
        "compare": {"ManagedBy": "recipients", "Members": "recipients", "Roles": "names"},
        "kept_by": {
            "Members": {"kind": "RoleGroupMember", "owner": "Identity", "entry": "Member"},
            "Roles": {
                "kind": "ManagementRoleAssignment",
                "owner": "SecurityGroup",
                "asked_by": "RoleAssignee",
                "entry": "Role",
                "entry_name": "{entry}-{owner}",
            },
        },
        "with_each": {"change": _BYPASS, "remove": {**_BYPASS, "Force": True}},
        "protected": _BUILT_IN_GROUPS,
        "wait": 60,
        "refers_to": {"CustomRecipientWriteScope": "ManagementScope", "Roles": "ManagementRole"},
        "sources": ["Microsoft365DSC EXORoleGroup and SCRoleGroup", "live rows of 2026"],
    },
    "RoleAssignmentPolicy": {
        "listed": True,
        "shown_as": {"Roles": "AssignedRoles"},
        "compare": {"Roles": "names"},
        "create_only": [],
        "one_way": ["IsDefault"],
        "kept_by": {
            "Roles": {
                "kind": "ManagementRoleAssignment",
                "owner": "Policy",
                "asked_by": "RoleAssignee",
                "entry": "Role",
                "entry_name": "{entry}-{owner}",
            }
        },
        "refers_to": {"Roles": "ManagementRole"},
        "sources": ["Microsoft365DSC EXORoleAssignmentPolicy", "live rows of 2026"],
    },
    "ManagementRole": {
        "listed": True,
        "compare": {"Parent": "name"},
        "write_only": ["EnabledCmdlets"],
        "with_each": {"remove": {"Force": True}},
        "protected": [{"property": "IsRootRole", "equals": True, "reason": "Microsoft made it"}],
        "refers_to": {"Parent": "ManagementRole"},
        "sources": ["Microsoft365DSC EXOManagementRole"],
    },
    "ManagementRoleAssignment": {
        # Whom a role was given to is shown under one name for all kinds of assignees, and for applications not at all.
        "write_only": ["App", "Delegating", "Policy", "SecurityGroup", "User"],
        "shown_as": {
            "RecipientAdministrativeUnitScope": "CustomRecipientWriteScope",
            "RecipientGroupScope": "CustomRecipientWriteScope",
            "RecipientRelativeWriteScope": "RecipientWriteScope",
        },
        "compare": {
            "CustomRecipientWriteScope": "name",
            "CustomResourceScope": "name",
            "ExclusiveRecipientWriteScope": "name",
            "RecipientAdministrativeUnitScope": "name",
            "RecipientGroupScope": "recipient",
            "Role": "name",
        },
        "with_each": {"remove": {"Force": True}},
        "wait": 120,
        "refers_to": {
            "App": "ServicePrincipal",
            "CustomRecipientWriteScope": "ManagementScope",
            "CustomResourceScope": "ManagementScope",
            "Policy": "RoleAssignmentPolicy",
            "RecipientGroupScope": "Recipient",
            "Role": "ManagementRole",
        },
        "sources": ["Microsoft365DSC EXOManagementRoleAssignment", "live rows of 2026"],
    },
    "ManagementRoleEntry": {
        # Named "<role>\\<cmdlet>"; a row has the two apart. Overwrite gives an entry the parameters that it shall have.
        "cmdlets": {"change": "Add-ManagementRoleEntry"},
        "identity": ["Identity"],
        "matched_by": {"Identity": []},
        "create_only": ["ParentRoleEntry", "Role", "Type"],
        "write_only": ["ParentRoleEntry"],
        "compare": {"Parameters": "set"},
        "with_each": {"change": {"Overwrite": True}},
        "refers_to": {"Role": "ManagementRole"},
        "sources": ["Microsoft365DSC EXOManagementRoleEntry", "Microsoft's page of Add-ManagementRoleEntry"],
    },
    "ManagementScope": {
        "shown_as": {"RecipientRestrictionFilter": "RecipientFilter"},
        "compare": {"RecipientRestrictionFilter": "filter", "RecipientRoot": "name"},
        "sources": ["Microsoft365DSC EXOManagementScope"],
    },
    "ServicePrincipal": {
        "create_as": {"Identity": "AppId"},
        "create_only": ["ObjectId", "ServiceId"],
        "matched_by": {"Identity": ["AppId", "ObjectId", "Identity", "Name", "Guid", "Id", "DisplayName"]},
        "write_only": ["Organization", "OverrideEnforceExoAppRbacPermissions", "ServiceId"],
        "wait": 60,
        "sources": ["Microsoft's page of New-ServicePrincipal"],
    },
    "ApplicationAccessPolicy": {
        # Its identity is "<tenant>\\<AppId>:<SID>;<GUID>", which nobody can say beforehand.
        "identity": ["AppId", "PolicyScopeGroupID", "AccessRight"],
        "matched_by": {
            "AppId": ["AppId"],
            "PolicyScopeGroupID": ["ScopeIdentity", "ScopeName", "ScopeIdentityRaw"],
            "AccessRight": ["AccessRight"],
        },
        "addressed_by": ["Identity"],
        "listed": True,
        "create_as": {},
        "create_only": [],
        "recreatable": True,
        "refers_to": {"PolicyScopeGroupID": "Recipient"},
        "sources": ["Microsoft365DSC EXOApplicationAccessPolicy"],
    },
    "AvailabilityAddressSpace": {
        "identity": ["Identity"],
        "create_as": {"Identity": "ForestName"},
        "matched_by": {"Identity": ["ForestName", "Name", "Identity", "Guid", "Id", "DistinguishedName"]},
        "create_only": [
            "AccessMethod",
            "Credentials",
            "TargetAutodiscoverEpr",
            "TargetServiceEpr",
            "TargetTenantId",
        ],
        "write_only": ["Credentials"],
        "replaced": True,
        "recreatable": True,
        "sources": ["Microsoft365DSC EXOAvailabilityAddressSpace"],
    },
}
