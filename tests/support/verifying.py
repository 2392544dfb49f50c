# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Have the box give another answer than the expected one to each question of the playbook verify_tenant."""

from __future__ import annotations

import json
from typing import Any

from .box import Control

EXCHANGE, COMPLIANCE = "outlook.office365.com", "ps.compliance.protection.outlook.com"
TASKS = "Microsoft.Exchange.Configuration.Tasks."
BINDING = "System.Management.Automation.ParameterBindingException"
# An error text with everything that is nobody's business.
TELLTALE = (
    "Adele Vance <AdeleV@contoso.com> (contoso.onmicrosoft.com, 7d1e5b90-2f38-4c6a-8b17-9e04a3c6d251) isn't in "
    "'contoso.onmicrosoft.com/Users/Adele Vance' on AM0PR01MB0001.eurprd01.prod.outlook.com [10.20.30.40]; "
    "CN=Adele Vance,OU=contoso.onmicrosoft.com|megan@fabrikam.com"
)
AS_JSON = json.dumps({"Message": TELLTALE, "TypeName": f"{TASKS}ManagementObjectNotFoundException"})
OTHER_SHAPES = {
    "DisplayName": "Adele Vance",
    "Guid": "7d1e5b90-2f38-4c6a-8b17-9e04a3c6d252",
    "ExtensionCustomAttribute5": None,
    "MaxSendSize": 36,
    "WhenCreated": "2026-11-29T08:00:00+00:00",
    "WhenCreatedUTC": "2026-11-29T08:00:00+00:00",
    "RetainDeletedItemsFor": "P14D",
}


def arm_the_others(control: Control) -> None:
    """Settings, and faults in the order of the questions where several meet one cmdlet."""
    control.settings(
        not_found="BadRequest",
        result_size="applied",
        paging_needs_anchor=False,
        rate_limit_headers=True,
        compliance_region="front_door",
        confirm_absent="ask",
        null_list="no_change",
        empty_hashtable="no_change",
        empty_list="clear",
    )
    # First of all: the same cmdlet is asked at other addresses too.
    control.fault("status", match={"kind": "invoke", "path": "/v2.0/"}, status=200, body={"value": []})
    _errors(control)
    _pages(control)
    _requests(control)
    _rows(control)
    _compliance(control)
    _writing(control)


def _answer(control: Control, cmdlet: str, body: Any = "", status: int = 200, skip: int = 0, **more: Any) -> None:
    control.fault("status", match={"cmdlet": cmdlet}, skip=skip, status=status, body=body, **more)


def _given(control: Control, cmdlet: str, *rows: dict[str, Any], skip: int = 0, times: int = 1) -> None:
    control.fault("status", match={"cmdlet": cmdlet}, skip=skip, times=times, status=200, body={"value": list(rows)})


def _error(control: Control, cmdlet: str, exception_type: str, **more: Any) -> None:
    control.fault("error", match={"cmdlet": cmdlet}, exception_type=exception_type, text=TELLTALE, **more)


def _refused(control: Control, *cmdlets: str) -> None:
    for cmdlet in cmdlets:
        _error(control, cmdlet, f"{TASKS}OtherException")


def _errors(control: Control) -> None:
    _error(control, "Get-MailContact", f"{TASKS}ManagementObjectNotFoundException")  # its code is "Client"
    _answer(control, "Get-MailUser", {"error": {"details": [{"code": "Context", "message": AS_JSON}]}}, 404)
    _error(control, "Get-CASMailbox", f"{TASKS}ManagementObjectNotFoundException")
    _answer(control, "Get-UnifiedGroup", {"error": {"message": TELLTALE}}, 404)
    control.fault("status", match={"cmdlet": "Get-M365xNothing", "host": EXCHANGE}, status=404)
    _error(control, "Get-RemoteDomain", BINDING)
    _error(control, "Get-TransportRule", BINDING)
    _error(control, "Get-User", BINDING)
    _error(control, "Get-Group", BINDING)
    _answer(control, "Get-AcceptedDomain", status=401, headers={"WWW-Authenticate": "Bearer"})
    _given(control, "Get-MessageTrace")


def _pages(control: Control) -> None:
    rows = [{"Name": "Adele Vance"}, {"Name": "Megan"}]
    _given(control, "Get-Recipient", *rows, skip=1)
    _answer(control, "Get-MailboxPlan", {"value": rows, "@odata.nextLink": "https://contoso.com/next"})
    _given(control, "Get-QuarantinePolicy", *rows)
    _given(control, "Get-OrganizationConfig", *rows)  # without the header Preference-Applied
    control.fault("expired_page", match={"cmdlet": "Get-ManagementRole", "page": True})
    control.fault("status", match={"kind": "invoke", "method": "GET"}, status=200, body={"value": []})
    control.fault("status", match={"cmdlet": "Get-RetentionPolicyTag", "page": True}, status=200, body={"value": []})
    control.fault("next_link", match={"cmdlet": "Get-SecurityPrincipal"}, url="https://contoso.com/next")


def _requests(control: Control) -> None:
    _given(control, "Get-AcceptedDomain", {"DomainName": "contoso.com", "Adele": "contoso.com"})
    _given(control, "Get-OrganizationConfig")
    _refused(control, "Get-TransportConfig", "Get-JournalRule", "Get-SharingPolicy", "Get-OwaMailboxPolicy")
    _refused(control, "Get-InboundConnector", "Get-HostedOutboundSpamFilterPolicy", "Get-QuarantineMessage")
    control.fault("status", match={"kind": "invoke", "path": "/v1.0/"}, status=200, body={"value": []})
    module_file = {"kind": "module_file", "host": EXCHANGE}
    control.fault("status", match=module_file, status=200, body={"value": [{"exportedCmdlets": "Get-Mailbox"}]})
    control.fault("status", match=module_file, status=400)
    control.fault("status", match={"kind": "banner", "host": EXCHANGE}, skip=1, status=404)
    _answer(control, "Get-MalwareFilterPolicy", headers={"request-id": None})
    _answer(control, "Get-AntiPhishPolicy", headers={"Set-Cookie": "contoso=AdeleV; path=/"})


def _rows(control: Control) -> None:
    _given(control, "Get-SafeLinksPolicy")
    _given(control, "Get-RoleAssignmentPolicy", {"Guid": "7d1e5b90-2f38-4c6a-8b17-9e04a3c6d251"})
    # One Get-Mailbox for the object that is not there, two for the sizes of pages, then five about values.
    _given(control, "Get-Mailbox", OTHER_SHAPES, skip=3, times=5)
    _given(control, "Get-MailboxRegionalConfiguration", {"Language": {"Name": "en-US"}})
    _given(control, "Get-MailboxMessageConfiguration", {"Identity": "Adele Vance"})
    _given(
        control, "Get-HostedContentFilterPolicy", {"AllowedSenders": [{"Sender": {"Address": "megan@fabrikam.com"}}]}
    )


def _compliance(control: Control) -> None:
    control.fault("nul", match={"cmdlet": "Get-M365xNothing", "host": COMPLIANCE})
    _answer(control, "Get-Label", status=401, headers={"WWW-Authenticate": "Bearer"})
    _refused(control, "Get-LabelPolicy", "Get-DlpCompliancePolicy", "Get-ComplianceCase", "Get-ComplianceCase")
    # The first one goes to the front door.
    _given(control, "Get-RetentionCompliancePolicy", {"ExchangeLocation": [{"Name": "Adele Vance"}]}, skip=1)


def _writing(control: Control) -> None:
    """The number of a request among those with its cmdlet, and what it is answered with."""
    nothing: dict[str, Any] = {"kind": "status", "status": 200, "body": {"value": []}}
    absent: dict[str, Any] = {"kind": "status", "status": 404}
    other: dict[str, Any] = {"kind": "error", "exception_type": f"{TASKS}OtherException", "text": TELLTALE}
    _in_turn(control, "New-DistributionGroup", {1: nothing, 3: nothing, 5: {**nothing, "moment": "after"}, 17: other})
    filled = {**nothing, "body": {"value": [{"ExtensionCustomAttribute1": ["Adele Vance"]}]}}
    alone = {**nothing, "body": {"value": [{"ExtensionCustomAttribute1": "Adele Vance"}]}}
    # The first is one that only reads.
    reads = {1: other, 2: nothing, 3: nothing, 4: absent, 7: nothing, 14: filled, 15: alone}
    _in_turn(control, "Get-DistributionGroup", reads)
    _in_turn(control, "Set-DistributionGroup", {1: absent, 12: nothing, 15: other})
    senders = [{"Sender": {"Address": "megan@fabrikam.com"}}]
    _given(control, "Get-HostedContentFilterPolicy", {"AllowedSenders": senders})


def _in_turn(control: Control, cmdlet: str, answers: dict[int, dict[str, Any]]) -> None:
    """A request that one fault meets is not counted by those armed after it."""
    for before, (number, answer) in enumerate(answers.items()):
        control.fault(match={"cmdlet": cmdlet}, skip=number - 1 - before, **answer)
