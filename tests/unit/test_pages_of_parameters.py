# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/from-connect-exchangeonline.md names every parameter of Microsoft's two cmdlets, and options that exist; every
option's variable stands in its documentation and in the pages."""

from __future__ import annotations

import re

from ansible_collections.m365.exchange.plugins.module_utils._powershell.parse_command import parse
from ansible_collections.m365.exchange.plugins.module_utils._specs.connection import CONNECT
from support.options import variables_of
from support.pages import block
from support.places import ROOT

PAGE = ROOT / "docs" / "from-connect-exchangeonline.md"
ROW = re.compile(r"^\| `-(\w+)` \| (.*?) \| ?(.*?) ?\|$", re.MULTILINE)

# Microsoft Learn, the reference of Connect-ExchangeOnline and of Connect-IPPSSession, 2026-08.
PARAMETERS = {
    "AccessToken", "AppId", "AzureADAuthorizationEndpointUri", "BypassMailboxAnchoring", "Certificate",
    "CertificateFilePath", "CertificatePassword", "CertificateThumbprint", "CommandName", "ConnectionUri", "Credential",
    "DelegatedOrganization", "Device", "DisableWAM", "EnableErrorReporting", "EnableSearchOnlySession",
    "ExchangeEnvironmentName", "EXOModuleBasePath", "FormatTypeName", "InlineCredential", "LoadCmdletHelp",
    "LogDirectoryPath", "LogLevel", "ManagedIdentity", "ManagedIdentityAccountId", "Organization", "PageSize", "Prefix",
    "PSSessionOption", "ShowBanner", "ShowProgress", "SigningCertificate", "SkipLoadingCmdletHelp",
    "SkipLoadingFormatData", "TrackPerformance", "UseMultithreading", "UserPrincipalName", "UseRPSSession",
}  # fmt: skip


def rows() -> dict[str, tuple[str, str]]:
    found = ROW.findall(PAGE.read_text(encoding="utf-8"))
    assert len({name for name, _option, _remark in found}) == len(found)
    return {name: (option, remark) for name, option, remark in found}


def test_each_parameter_has_its_row() -> None:
    assert set(rows()) == PARAMETERS


def test_options_exist() -> None:
    for name, (option, _remark) in rows().items():
        options = re.findall(r"`(\w+)`", option)
        assert options or option == "none", name
        assert set(options) <= set(CONNECT), name


def test_each_variable_is_documented() -> None:
    pages = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md"))
    plugins = [*(ROOT / "plugins" / "doc_fragments").glob("*.py"), ROOT / "plugins" / "modules" / "exo_connect.py"]
    documentation = "".join(path.read_text(encoding="utf-8") for path in plugins)
    for option, variable in variables_of(CONNECT).items():
        assert variable == f"EXO_{option.upper()}"
        assert (
            f"Reads E({variable})" in documentation or f"Reads the environment variable E({variable})" in documentation
        )
        assert f"`{variable}`" in pages, variable


def test_the_line_and_the_task_say_the_same() -> None:
    name = "docs/from-connect-exchangeonline.md"
    line = parse(block(name, "Connect-ExchangeOnline ").text).parameters
    (task,) = block(name, "- name: Connect").content
    options = task["m365.exchange.exo_connect"]
    translated = {rows()[parameter][0].strip("`"): value for parameter, value in line.items()}
    # A path of Windows has its own spelling here.
    assert str(translated.pop("certificate_path")).endswith("\\exchange.pfx")
    assert options.pop("certificate_path").endswith("/exchange.pfx")
    assert translated == options
