# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for all cmdlets: questions under Confirm and WhatIf, ResultSize, sessions for searches."""

from __future__ import annotations

from .binding import Bound
from .catalogue import Cmdlet
from .contract import Caller
from .directory import Directory
from .roles import refused_app_only

# Cmdlets that ask before they run (ConfirmImpact High); general knowledge.
ASKING_VERBS = frozenset({"Remove", "Disable", "Clear", "Stop"})
# Cmdlets that need a search-only session (Connect to Security & Compliance PowerShell; app-only reference).
SEARCH_ONLY = frozenset(
    [
        "get-compliancesearchaction",
        "new-compliancesearch",
        "start-compliancesearch",
        "new-compliancesearchaction",
        "invoke-holdremovalaction",
        "invoke-compliancesecurityfilteraction",
        "invoke-compliancesearchactionstep",
    ]
)


def asks_without_confirm(cmdlet: Cmdlet) -> bool:
    """Whether PowerShell would ask before the cmdlet runs although nobody said Confirm."""
    return cmdlet.should_process and cmdlet.verb in ASKING_VERBS


def prompt(bound: Bound) -> str:
    """The text of `@adminapi.confirmationmessage`; the wording is general knowledge."""
    target = next(
        (str(bound.values[name]) for name in ("Identity", "Name") if bound.values.get(name)), bound.cmdlet.noun
    )
    doing = {"Remove": "Removing", "New": "Creating", "Set": "Setting", "Disable": "Disabling", "Enable": "Enabling"}
    verb = doing.get(bound.cmdlet.verb, bound.cmdlet.verb)
    question = "" if bound.what_if else "Are you sure you want to perform this action?\n"
    return f'{question}{verb} {bound.cmdlet.noun} "{target}".'


# What needs a customised organisation; Enable-OrganizationCustomization names the kinds, the list is not complete.
CUSTOM = frozenset(
    {"ManagementRole", "ManagementRoleAssignment", "ManagementScope", "OwaMailboxPolicy", "RetentionPolicy"}
    | {"RetentionPolicyTag", "RoleAssignmentPolicy", "RoleGroup", "SharingPolicy"}
)


def _check_customized(directory: Directory, bound: Bound) -> None:
    if bound.cmdlet.verb == "Get" or bound.cmdlet.noun not in CUSTOM:
        return
    rows = directory.table("OrganizationConfig").rows()
    if rows and rows[0].get("IsDehydrated") is True:
        text = (
            "The command you tried to run isn't currently allowed in your organization because customizations are "
            "disabled. To run this command, you first need to run the command: Enable-OrganizationCustomization."
        )
        raise directory.errors.build("dehydrated", text)


# What is listed and answers with 400 since it was retired (graph2otel, 2026-07); its words are not known.
RETIRED = frozenset({"Get-MessageTrace", "Get-MessageTraceDetail"})


def validate_common(directory: Directory, caller: Caller, bound: Bound) -> None:
    """Checks that every cmdlet makes before it starts; raises CmdletError."""
    if bound.cmdlet.name in RETIRED:
        raise directory.errors.build("invalid", f"{bound.cmdlet.name} is retired. Use {bound.cmdlet.name}V2.")
    _check_customized(directory, bound)
    size = bound.values.get("ResultSize")
    if isinstance(size, int) and not isinstance(size, bool) and size < 0:
        reason = "The value must be a positive number or Unlimited."
        raise directory.errors.conversion("ResultSize", str(size), "Microsoft.Exchange.Data.Unlimited", reason)
    if refused_app_only(caller, bound.cmdlet.name):
        text = f"The cmdlet {bound.cmdlet.name} isn't supported with app-only authentication."
        raise directory.errors.build("app_only", text)
    if bound.cmdlet.name.casefold() in SEARCH_ONLY and directory.settings.search_only_session == "required":
        text = f"To run {bound.cmdlet.name}, reconnect with Connect-IPPSSession -EnableSearchOnlySession."
        raise directory.errors.build("search_session", text)
