# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which implementation runs a cmdlet: a few by name, the others by verb and kind of family."""

from __future__ import annotations

from collections.abc import Callable

from . import crud
from .calls import Call, Outcome
from .catalogue import Cmdlet
from .families import Family
from .handlers import (
    application_access,
    block_list,
    calendar_folders,
    devices,
    dkim,
    files,
    folder_permissions,
    folders,
    groups,
    historical_searches,
    irm_access,
    labels,
    management_roles,
    own_pages,
    permissions,
    public_folders,
    recipients,
    removals,
    reports,
    retention_tags,
    role_assignments,
    role_entries,
    role_groups,
    settings_of,
    trees,
)

Handler = Callable[[Call], Outcome]
RECIPIENT_NOUNS = (
    "Mailbox",
    "MailUser",
    "MailContact",
    "DistributionGroup",
    "DynamicDistributionGroup",
    "UnifiedGroup",
)

BY_NAME: dict[str, Handler] = {
    "New-Mailbox": recipients.new_mailbox,
    "Remove-Mailbox": removals.remove_mailbox,
    "Remove-MailUser": removals.remove_mailbox,
    "Enable-Mailbox": recipients.enable_mailbox,
    "Disable-Mailbox": recipients.disable_mailbox,
    "Undo-SoftDeletedMailbox": removals.undo_mailbox,
    "New-DistributionGroup": recipients.new_group,
    "New-DynamicDistributionGroup": recipients.new_group,
    "New-UnifiedGroup": recipients.new_group,
    "Remove-UnifiedGroup": removals.remove_unified_group,
    "New-MailContact": recipients.new_contact,
    "New-MailUser": recipients.new_contact,
    "New-TenantAllowBlockListItems": block_list.new_items,
    "Get-TenantAllowBlockListItems": block_list.get_items,
    "Set-TenantAllowBlockListItems": block_list.set_items,
    "Remove-TenantAllowBlockListItems": block_list.remove_items,
    "Get-TenantAllowBlockListSpoofItems": block_list.get_spoof_items,
    "New-TenantAllowBlockListSpoofItems": block_list.new_spoof_item,
    "Set-TenantAllowBlockListSpoofItems": block_list.set_spoof_items,
    "Remove-TenantAllowBlockListSpoofItems": block_list.remove_spoof_items,
    "New-ManagementRole": role_entries.new_role,
    "Get-ManagementRoleEntry": role_entries.get_entries,
    "Add-ManagementRoleEntry": role_entries.add_entry,
    "Set-ManagementRoleEntry": role_entries.set_entry,
    "Remove-ManagementRoleEntry": role_entries.remove_entry,
    "Get-MailboxIRMAccess": irm_access.get_access,
    "Set-MailboxIRMAccess": irm_access.set_access,
    "Remove-MailboxIRMAccess": irm_access.remove_access,
    "Get-ManagementRole": management_roles.get_management_roles,
    "Get-ManagementRoleAssignment": role_assignments.get_role_assignments,
    "Set-RetentionPolicyTag": retention_tags.set_tag,
    "Set-MailboxRegionalConfiguration": settings_of.set_regional,
    "Set-MailboxCalendarFolder": calendar_folders.set_calendar_folder,
    "Set-Label": labels.set_label,
    "New-RoleGroup": role_groups.new_role_group,
    "New-RoleAssignmentPolicy": role_groups.new_assignment_policy,
    "Enable-OrganizationCustomization": reports.enable_customization,
    "Get-DynamicDistributionGroupMember": reports.dynamic_members,
    "Get-PublicFolder": public_folders.get_public_folders,
    "Remove-AddressList": trees.remove_tree,
    "Remove-ManagementRole": trees.remove_tree,
    "Remove-PublicFolder": public_folders.remove_public_folder,
    "Enable-MailPublicFolder": public_folders.enable_mail,
    "Disable-MailPublicFolder": public_folders.disable_mail,
    "Enable-ComplianceTagStorage": reports.act,  # what its rows show is not known
    "Get-RecoverableItems": reports.get_report,
    "Test-ServicePrincipalAuthorization": application_access.check_authorization,
    "Rotate-DkimSigningConfig": dkim.rotate_keys,
    "Start-HistoricalSearch": historical_searches.start_search,
    "Stop-HistoricalSearch": historical_searches.stop_search,
    "Test-ApplicationAccessPolicy": application_access.check_access,
    "Get-MobileDevice": devices.get_devices,
    "Get-MobileDeviceStatistics": devices.device_statistics,
    "Clear-MobileDevice": devices.clear_device,
    "New-MailboxFolder": folders.new_folder,
    "Get-MailboxFolder": folders.get_folders,
    "Get-MailboxStatistics": folders.mailbox_statistics,
    "Get-MailboxFolderStatistics": folders.folder_statistics,
    "Get-MailboxPermission": permissions.get_permissions,
    "Add-MailboxPermission": permissions.add_permission,
    "Remove-MailboxPermission": permissions.remove_permission,
    "Get-RecipientPermission": permissions.get_permissions,
    "Add-RecipientPermission": permissions.add_permission,
    "Remove-RecipientPermission": permissions.remove_permission,
}
for _noun in ("ClassificationRuleCollection", "DlpEdmSchema", "DlpSensitiveInformationTypeRulePackage"):
    BY_NAME[f"New-{_noun}"] = files.new_file
    BY_NAME[f"Set-{_noun}"] = files.set_file
BY_NAME.update(own_pages.HANDLERS)
for _noun in ("MailboxFolderPermission", "PublicFolderClientPermission"):
    BY_NAME[f"Get-{_noun}"] = folder_permissions.get_folder_permissions
    BY_NAME[f"Add-{_noun}"] = folder_permissions.add_folder_permission
    BY_NAME[f"Set-{_noun}"] = folder_permissions.set_folder_permission
    BY_NAME[f"Remove-{_noun}"] = folder_permissions.remove_folder_permission
for _noun in groups.HOLDERS:
    BY_NAME[f"Get-{_noun}"] = groups.get_members
    BY_NAME[f"Add-{_noun}"] = groups.add_members
    BY_NAME[f"Remove-{_noun}"] = groups.remove_members
    BY_NAME[f"Update-{_noun}"] = groups.update_members
for _noun in RECIPIENT_NOUNS:
    BY_NAME[f"Get-{_noun}"] = settings_of.get_recipients
    BY_NAME[f"Set-{_noun}"] = recipients.set_recipient
for _noun, _status in {
    "DnssecForVerifiedDomain": "DnssecStatusForVerifiedDomain",
    "SmtpDaneInbound": "SmtpDaneInboundStatus",
    "IPv6ForAcceptedDomain": "IPv6StatusForAcceptedDomain",
}.items():
    BY_NAME[f"Enable-{_noun}"] = BY_NAME[f"Disable-{_noun}"] = reports.toggle_domain
    BY_NAME[f"Get-{_status}"] = reports.domain_status

BY_KIND: dict[str, dict[str, Handler]] = {
    "per": {"Get": settings_of.get_settings, "Set": settings_of.set_settings},
    "view": {"Get": settings_of.get_view, "Set": recipients.set_recipient},
}
BY_VERB: dict[str, Handler] = {
    "Get": crud.get_objects,
    "New": crud.new_object,
    "Add": crud.new_object,
    "Set": crud.set_object,
    "Remove": crud.remove_object,
}
STORED = frozenset({"crud", "fixed", "singleton", "member"})


def handler_for(cmdlet: Cmdlet, family: Family) -> Handler:
    """The implementation of a cmdlet; every cmdlet of the catalogue has one."""
    name, verb, kind = cmdlet.name, cmdlet.verb, family.kind
    if name in BY_NAME:
        return BY_NAME[name]
    if verb in family.states and verb != "New":
        return crud.set_state
    if kind in BY_KIND and verb in BY_KIND[kind]:
        return BY_KIND[kind][verb]
    if kind in STORED and verb in {"Enable", "Disable"}:
        return crud.toggle
    if kind in STORED and verb in BY_VERB:
        return BY_VERB[verb]
    return reports.get_report if verb == "Get" else reports.act
