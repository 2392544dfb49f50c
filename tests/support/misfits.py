# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of exo_command that do not fit together, each with a password in it that nothing may show; and such that
sound like passwords and are none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# All passwords hold this word.
WORD = "canary"
_LINE = f"New-Mailbox Anna -Password '{WORD}-line'"
_GIVEN = {"Name": "Anna", "Password": f"{WORD}-parameter"}

# By name: the options, and the key of the failure.
MISFITS: Mapping[str, tuple[Mapping[str, Any], str]] = {
    "both forms": ({"cmdlet": "New-Mailbox", "command": _LINE, "parameters": _GIVEN}, "which-command"),
    "two other forms": (
        {"command": _LINE, "commands": [_LINE, {"cmdlet": "X", "parameters": _GIVEN}]},
        "which-command",
    ),
    "no form": ({"parameters": _GIVEN}, "which-command"),
    "an unknown option": ({"cmdlet": "New-Mailbox", "paramters": _GIVEN}, "options-not-valid"),
    "an unknown option that is a list": ({"cmdlet": "New-Mailbox", "params": [_GIVEN]}, "options-not-valid"),
    "an unknown option that is a text": ({"cmdlet": "New-Mailbox", "line": _LINE}, "options-not-valid"),
    "a password as an option": ({"cmdlet": "New-Mailbox", "new_password": f"{WORD}-option"}, "options-not-valid"),
    "a choice that is none": (
        {"commands": [_LINE, {"cmdlet": "New-Mailbox", "parameters": _GIVEN}], "on_error": "perhaps"},
        "options-not-valid",
    ),
    "a number that is none": ({"command": _LINE, "parameters": _GIVEN, "retries": "many"}, "options-not-valid"),
    "a hashtable as text": (
        {"cmdlet": "New-Mailbox", "parameters": f"@{{Name='Anna'; Password='{WORD}-hashtable'}}"},
        "parameter-name",
    ),
    "YAML as text": (
        {"cmdlet": "New-Mailbox", "parameters": f"{{Name: Anna, Password: {WORD}-yaml}}"},
        "options-not-valid",
    ),
    "parameters as a line": (
        {"cmdlet": "New-Mailbox", "parameters": f"-Name Anna -Password {WORD}-dash"},
        "options-not-valid",
    ),
    "commands as a map": ({"commands": {"cmdlet": "New-Mailbox", "parameters": _GIVEN}}, "commands-not-a-list"),
    "commands as a text": (
        {"commands": f'x [{{"cmdlet": "New-Mailbox", "parameters": {{"Password": "{WORD}-json"}}}}]'},
        "commands-not-a-list",
    ),
    "commands as a line": ({"commands": _LINE}, "commands-not-a-list"),
    "a list in the list": ({"commands": [[{"cmdlet": "New-Mailbox", "parameters": _GIVEN}]]}, "item-not-a-command"),
    "an item without a cmdlet": ({"commands": [{"parameters": _GIVEN}]}, "item-which-command"),
    "an item with both": (
        {"commands": [{"cmdlet": "New-Mailbox", "command": _LINE, "parameters": _GIVEN}]},
        "item-which-command",
    ),
    "an unknown option of an item": ({"commands": [{"cmdlet": "New-Mailbox", "param": _GIVEN}]}, "item-option-unknown"),
    "parameters of an item as a list": (
        {"commands": [{"cmdlet": "New-Mailbox", "parameters": [_GIVEN]}]},
        "item-option-not-valid",
    ),
    "a line as a cmdlet": ({"cmdlet": _LINE}, "cmdlet-name"),
    "a line that cannot be read": ({"command": f"{_LINE} | Set-Mailbx"}, "line-pipeline"),
    "a parameter that the cmdlet does not have": (
        {"cmdlet": "Get-Mailbox", "parameters": _GIVEN, "page_size": 0},
        "page-size-not-valid",
    ),
    "a token that is a text by its type": (
        {"cmdlet": "New-App", "parameters": {"Etoken": f"{WORD}-etoken"}, "page_size": 0},
        "page-size-not-valid",
    ),
    "a token that all commands get": (
        {"commands": [{"cmdlet": "New-App", "param": {}}], "parameters": {"Etoken": f"{WORD}-shared"}},
        "item-option-unknown",
    ),
    "a line with a token that is a text": (
        {"command": f"Set-MailboxImportRequest Anna -AzureSharedAccessSig {WORD}-sas | Set-Mailbx"},
        "line-pipeline",
    ),
}

_POLICY = "Set-MobileDeviceMailboxPolicy"
_SETTINGS = {"MinPasswordLength": 4, "PasswordHistory": 0, "AllowSimplePassword": True, "PasswordExpiration": "90"}

# By name: options of exo_command with names that sound secret, and no secret under them.
HARMLESS: Mapping[str, Mapping[str, Any]] = {
    "parameters": {"cmdlet": _POLICY, "parameters": {"Identity": "Default", **_SETTINGS}},
    "parameters as texts": {"cmdlet": _POLICY, "parameters": {name: str(one) for name, one in _SETTINGS.items()}},
    "a line": {"command": f"{_POLICY} Default -AllowSimplePassword true -MinPasswordLength 4"},
    "a shortened line": {"command": f"{_POLICY} Default -MinPasswordL 4"},
    "a line with colons": {"command": f"{_POLICY} Default -AllowSimplePassword:$true -MinPasswordLength:4"},
    "a switch": {"command": "Get-MobileDeviceStatistics -Mailbox anna -ShowRecoveryPassword"},
    "times and numbers": {
        "cmdlet": "Set-DeviceConfigurationRule",
        "parameters": {"Identity": "x", "PasswordTimeout": "00:15:00", "PasswordQuality": 400000},
    },
    "parameters of all commands": {
        "commands": [{"cmdlet": _POLICY}, f"{_POLICY} Default -MinPass 4"],
        "parameters": _SETTINGS,
    },
    "a list": {"commands": [{"cmdlet": _POLICY, "parameters": _SETTINGS}, f"{_POLICY} Default -MinPasswordLength 4"]},
    "a misspelt cmdlet": {"cmdlet": "Set-MobilDeviceMailboxPolicy", "parameters": _SETTINGS},
    "a misspelt cmdlet of a line": {"command": "Set-MobilDeviceMailboxPolicy x -PasswordEnabled true"},
    "parameters of another cmdlet": {"cmdlet": "Get-Mailbox", "parameters": _SETTINGS},
    "the address of a vault": {
        "cmdlet": "New-MigrationEndpoint",
        "parameters": {"Name": "x", "AppSecretKeyVaultUrl": "https://vault.contoso.com/4"},
    },
}
