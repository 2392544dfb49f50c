# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the service's errors come to, in each shape that was seen, and what no error may come to."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest

from support.box import Box
from support.desk import Desk
from support.extent import each

Json = dict[str, Any]

TASKS = "Microsoft.Exchange.Configuration.Tasks."
INVOCATION = "Microsoft.Exchange.AdminApi.CommandInvocation."
AROUND = "Microsoft.Exchange.Admin.OData.Core.ODataServiceException"
STACK = "   at Microsoft.Exchange.Secret.Frame() on AM0PR00MB0000.eurprd00.prod.outlook.com"
GENERIC = "Error executing cmdlet"


class Error(NamedTuple):
    """What went wrong inside, and the card that it comes to."""

    type: str
    text: str
    status: int
    key: str
    category: str


ERRORS = [
    Error(f"{TASKS}ManagementObjectNotFoundException", "The object 'anna' couldn't be found on 'DB7'.", 404,
          "object-not-found", "not_found"),
    Error(f"{TASKS}ManagementObjectNotFoundException", "The recipient 'bo' doesn't exist.", 400, "object-not-found",
          "not_found"),
    Error(f"{TASKS}ManagementObjectAmbiguousException", "It failed because object: 'Jo | Jo' matches multiple entries.",
          400, "object-ambiguous", "input"),
    Error("Microsoft.Exchange.Management.Tasks.MemberAlreadyExistsException", 'The recipient "anna" is already a member'
          ' of the group "Sales".', 400, "already-a-member", "exists"),
    Error("Microsoft.Exchange.Data.Directory.ADObjectAlreadyExistsException", 'The name "Sales" is already being used.',
          400, "already-exists", "exists"),
    Error(f"{INVOCATION}AmbiguousParameterSetException", "Parameter set cannot be resolved using the specified named"
          " parameters. Invalid cmdlet parameters specified. MailTipp", 400, "bad-parameter", "input"),
    Error(f"{INVOCATION}ParameterTransformationException", "Cannot convert 'maybe'. The members are: On, Off.", 400,
          "bad-parameter", "input"),
    Error("", "Some of the parameters 'MailTip, HiddenFromAddressListsEnabled' aren't present in the role definition"
          " for the current user.", 400, "parameter-not-permitted", "permission"),
    Error("Microsoft.Exchange.X.StrangeException", "It is odd.", 400, "cmdlet-failed", "service"),
]  # fmt: skip


def detail(message: str, code: str = "Context") -> Json:
    return {"code": "BadRequest", "message": GENERIC, "details": [{"code": code, "target": "", "message": message}]}


def levels(*of: tuple[str, str]) -> Json:
    """A JSON error, outermost first, each of a message and a type."""
    found: Any = None
    for message, kind in reversed(of):
        found = {"Message": message, "TypeName": kind, "StackTrace": STACK, "InnerError": found}
    return dict(found)


def bars(error: Error) -> str:
    return f"{'Ex6F9304' if error.type else ''}|{error.type}|{error.text}"


def around(found: Json) -> Json:
    return {**found, "innererror": {"message": GENERIC, "type": AROUND, "stacktrace": STACK}}


def internal(error: Error) -> Json:
    inner = {"message": error.text, "type": error.type, "stacktrace": STACK}
    outer = {"message": "Invalid Operation", "type": AROUND, "stacktrace": STACK, "internalexception": inner}
    return {"code": "BadRequest", "message": "Invalid Operation", "innererror": outer}


SHAPES: dict[str, Callable[[Error], Json]] = {
    "bars": lambda error: detail(bars(error), "Client"),
    "bars in the outer message": lambda error: {"code": "BadRequest", "message": bars(error)},
    "no details": internal,
    "JSON": lambda error: around(detail(json.dumps(levels((error.text, error.type))))),
    "JSON, nested": lambda error: around(
        detail(json.dumps(levels((GENERIC, AROUND), ("Outer words.", "System.AggregateException"),
                                 (error.text, error.type))), "Client")
    ),
    "JSON around bars": lambda error: around(detail(json.dumps(levels((GENERIC, AROUND), (bars(error), ""))))),
    "JSON in JSON": lambda error: around(
        detail(json.dumps({**levels((GENERIC, AROUND)), "InnerError": json.dumps(levels((error.text, error.type)))}))
    ),
    "a listed JSON": lambda error: detail(json.dumps(levels((error.text, error.type)), indent=2)),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("error", each(2, ERRORS), ids=lambda one: f"{one.type.rpartition('.')[2]} {one.text[:20]}")
def test_every_shape_of_an_error_gives_the_same_card(desk: Desk, box: Box, error: Error, shape: str) -> None:
    body = {"error": SHAPES[shape](error)}
    box.control.fault("status", match={"cmdlet": "set-mailbox"}, status=error.status, body=body)
    result = desk.run(cmdlet="Set-Mailbox", parameters={"Identity": "anna", "MailTip": "x"})
    card = result["error"]
    assert (card["documentation"].rpartition("#")[2], card["category"]) == (error.key, error.category)
    assert error.text in result["msg"]
    assert result["outcome"] == "refused"
    unknown = error.key == "cmdlet-failed" and shape == "JSON, nested"
    assert card["exception_type"] == (error.type or None) or unknown
    assert not [word for word in ("Secret.Frame", "TypeName", "StackTrace") if word in str(result)]
    assert "||" not in result["msg"]
    assert "{" not in result["msg"]


@pytest.mark.parametrize("form", ["json", "none"])
def test_the_box_gives_the_same_cards_with_the_header_and_without(desk: Desk, box: Box, form: str) -> None:
    """It answers who sends X-ResponseFormat with JSON texts, and others with bars."""
    for cmdlet, parameters, key in [
        ("Get-Mailbox", {"Identity": "nobody"}, "object-not-found"),
        ("Set-Mailbox", {"Identity": "AdeleV@contoso.onmicrosoft.com", "MailTipp": "x"}, "bad-parameter"),
        ("New-MailContact", {"Name": "x", "ExternalEmailAddress": "AdeleV@contoso.com"}, "already-exists"),
    ]:
        box.control.forget()
        encoding = {"response_format": form}
        result = desk.run(cmdlet=cmdlet, parameters=parameters, catalogue="off", encoding=encoding)
        assert result["error"]["documentation"].endswith(f"#{key}"), result["msg"]
        (sent,) = box.control.journal(cmdlet=cmdlet)
        assert sent["headers"].get("x-responseformat") == (form if form == "json" else None)


def test_a_batch_and_a_list_have_the_header_that_was_wanted(desk: Desk, box: Box) -> None:
    reads = [{"cmdlet": "Get-RemoteDomain"}, {"cmdlet": "Get-AcceptedDomain"}]
    for batch in (True, False):
        box.control.forget()
        result = desk.run(commands=reads, batch=batch, encoding={"response_format": "none"})
        assert [one["failed"] for one in result["outcomes"]] == [False, False]
        assert not [one for one in box.control.journal(kind="invoke") if "x-responseformat" in one["headers"]]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("The role assigned to application 8f1d0c52 isn't supported in this scenario. Please check the documentation.",
         "role-not-supported"),
        ("[AuthZRequestId=x] The role assigned to application 'Sync' isn\u2019t supported in this scenario.",
         "role-not-supported"),
        ("The role assigned to application a b c is not supported in this scenario", "role-not-supported"),
        ("It's out of the current user's write scope: The action 'Set-Mailbox', 'EmailAddresses', can't be performed.",
         "out-of-write-scope"),
        ("The operation on Identity \"Sales\" failed because it\u2019s out of the current user\u2019s write scope.",
         "out-of-write-scope"),
        ("'anna' isn't within your write scopes: out of the current user's write scope.", "out-of-write-scope"),
        ("The MailTip parameter can't be used because it isn't present in the role definition for the current user.",
         "parameter-not-permitted"),
        ("These are not present in the role definition: MailTip.", "parameter-not-permitted"),
        ("Some of the parameters aren\u2019t present in the role definition: MailTip", "parameter-not-permitted"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("status", [400, 403])
def test_a_missing_right_has_a_card_of_its_own(desk: Desk, box: Box, text: str, key: str, status: int) -> None:
    for message in (f"||{text}", f"|Some.StrangeException|{text}", json.dumps(levels((GENERIC, AROUND), (text, "")))):
        box.control.reset()
        box.control.fault("status", match={"cmdlet": "set-mailbox"}, status=status, body={"error": detail(message)})
        result = desk.run(cmdlet="Set-Mailbox", parameters={"Identity": "anna", "MailTip": "x"})
        assert result["error"]["documentation"].endswith(f"#{key}")
        assert (result["error"]["category"], result["outcome"]) == ("permission", "refused")
        assert text.rsplit(":", maxsplit=1)[-1].strip(" .") in result["msg"]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (f"{TASKS}ManagementObjectNotFoundException", "couldn't be found"),
        ("Microsoft.Exchange.Management.Tasks.MemberAlreadyExistsException", "is already a member"),
        ("Microsoft.Exchange.Data.Directory.ADObjectAlreadyExistsException", "is already being used"),
        ("Microsoft.Exchange.Management.Tasks.MemberNotFoundException", "isn't a member"),
    ],
)
def test_a_403_is_never_already_so(desk: Desk, box: Box, kind: str, text: str) -> None:
    box.control.fault("error", match={"cmdlet": "set-mailbox"}, exception_type=kind, text=text, status=403)
    result = desk.run(cmdlet="Set-Mailbox", parameters={"Identity": "anna", "MailTip": "x"})
    assert result["error"]["category"] == "permission"


# Names of several objects


@pytest.fixture
def janes(desk: Desk) -> Iterator[None]:
    """Two mailboxes and a contact with one display name, and an odd one."""
    for name in ("jane1", "jane2"):
        made = {"Name": name, "Shared": True, "PrimarySmtpAddress": f"{name}@contoso.com", "DisplayName": "Jane O'Doe"}
        assert "failed" not in desk.run(cmdlet="New-Mailbox", parameters=made)
    yield
    for name in ("jane1", "jane2"):
        desk.run(cmdlet="Remove-Mailbox", parameters={"Identity": f"{name}@contoso.com"})


@pytest.mark.parametrize(
    ("cmdlet", "more"),
    [
        ("Get-MailboxStatistics", {}),
        ("Set-Mailbox", {"MailTip": "x"}),
        ("Get-MailboxPermission", {}),
        ("Remove-Mailbox", {}),
    ],
)
@pytest.mark.usefixtures("janes")
def test_who_shares_a_name_is_told(desk: Desk, box: Box, cmdlet: str, more: Json) -> None:
    result = desk.run(cmdlet=cmdlet, parameters={"Identity": "Jane O'Doe", **more})
    assert result["error"]["documentation"].endswith("#object-ambiguous")
    assert (result["error"]["category"], result["outcome"]) == ("input", "refused")
    assert "address" in result["error"]["fix"][0]
    addresses = [one["PrimarySmtpAddress"] for one in result["candidates"]]
    assert sorted(addresses) == ["jane1@contoso.com", "jane2@contoso.com"]
    assert all(one["Guid"] for one in result["candidates"])
    assert [one["cmdlet"] for one in box.control.journal(kind="invoke")][-2:] == [cmdlet, "Get-Recipient"]


def test_a_read_that_fails_leaves_the_card_as_it_was(desk: Desk, box: Box) -> None:
    ambiguous: Json = {
        "exception_type": f"{TASKS}ManagementObjectAmbiguousException",
        "text": "It matches multiple entries.",
    }
    for trouble in (403, 500, 503):
        box.control.reset()
        box.control.fault("error", match={"cmdlet": "set-mailbox"}, **ambiguous)
        box.control.fault("status", match={"cmdlet": "get-recipient"}, status=trouble, times=0)
        result = desk.run(cmdlet="Set-Mailbox", parameters={"Identity": "Jane", "MailTip": "x"})
        assert result["error"]["documentation"].endswith("#object-ambiguous")
        assert result["candidates"] == []
        assert len(box.control.journal(cmdlet="Get-Recipient")) == 1


# Security & Compliance says with JSON what Exchange says with nothing


@pytest.fixture(scope="module")
def compliance(shared_box: Box, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = Desk(shared_box, tmp_path_factory.mktemp("both")).connect(service=["exchange", "compliance"])
    yield desk
    desk.disconnect()


@pytest.mark.parametrize(
    ("cmdlet", "key"),
    [
        ("Get-Labell", "cmdlet-misspelt"),
        ("Get-Mailbox", "cmdlet-elsewhere"),
        ("Get-TransportRule", "cmdlet-elsewhere"),
        ("New-ComplianceThing", "cmdlet-misspelt"),
        ("Set-DlpComplaincePolicy", "cmdlet-misspelt"),
    ],
)
@pytest.mark.parametrize("refusal", ["json", "blank"])
def test_what_compliance_does_not_run_is_told_apart(
    compliance: Desk, box: Box, cmdlet: str, key: str, refusal: str
) -> None:
    if refusal == "blank":
        box.control.fault("nul", match={"cmdlet": cmdlet.lower()})
    result = compliance.run(cmdlet=cmdlet, service=["compliance"])
    assert result["error"]["documentation"].endswith(f"#{key}"), result["msg"]
    assert (result["outcome"], result["error"]["http_status"]) == ("did_not_run", 403)


def test_another_403_of_compliance_stays_a_refusal(compliance: Desk, box: Box) -> None:
    for body in ({"code": "Forbidden", "message": "Not today."}, {"code": "Other", "message": "Get-Label is shut."}):
        box.control.fault("status", match={"cmdlet": "get-label"}, status=403, body={"error": body})
        result = compliance.run(cmdlet="Get-Label", service=["compliance"])
        assert result["error"]["documentation"].endswith("#forbidden"), result["msg"]


# Names that nobody saw on a live tenant

_DIRECTORY = "Microsoft.Exchange.Data.Directory."
ONLY_READ = (
    f"{_DIRECTORY}DCOverloadedException",
    f"{_DIRECTORY}SuitabilityDirectoryException",
    f"{_DIRECTORY}ADServerSettingsChangedException",
    "Microsoft.Exchange.Data.Storage.StorageTransientException",
    "Microsoft.Exchange.Data.Storage.ServerInMMException",
    "CmdletProxyNotAvailableFailure",
    "Microsoft.Exchange.X.ServerBusyException",
    "Microsoft.Exchange.X.BackendCommunicationException",
)


@pytest.mark.parametrize(("text", "status"), [("It said no.", 400), ("The value is wrong.", 409), ("No.", 404)])
@pytest.mark.parametrize("kind", ONLY_READ)
def test_a_name_that_was_only_read_puts_no_write_in_doubt(
    desk: Desk, box: Box, kind: str, text: str, status: int
) -> None:
    """Neither is a read sent again for it; the service's own words are shown."""
    for cmdlet, more in (("Set-Mailbox", {"MailTip": "x"}), ("Get-Mailbox", {})):
        box.control.reset()
        box.control.fault("error", match={"cmdlet": cmdlet.lower()}, exception_type=kind, text=text, status=status)
        result = desk.run(
            cmdlet=cmdlet, parameters={"Identity": "anna", **more}, retries=3, retry_writes="idempotent", verify=True
        )
        assert (result["outcome"], result["attempts"]) == ("refused", 1), result["msg"]
        assert result["error"]["documentation"].endswith("#cmdlet-failed")
        assert text in result["msg"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The server is overloaded.", 400),
        ("It is not available now; try again later.", 404),
        ("The operation timed out.", 409),
        ("It said no.", 500),
        ("It said no.", 503),
    ],
)
@pytest.mark.parametrize("kind", ONLY_READ[::3])
def test_words_or_a_status_bear_such_a_name_out(desk: Desk, box: Box, kind: str, text: str, status: int) -> None:
    box.control.fault("error", match={"cmdlet": "set-mailbox"}, exception_type=kind, text=text, status=status)
    result = desk.run(cmdlet="Set-Mailbox", parameters={"Identity": "anna", "MailTip": "x"}, retries=3)
    assert (result["outcome"], result["attempts"], result["error"]["category"]) == ("unknown", 1, "unknown")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("The service is unavailable.\r\n", "The service is unavailable."),
        ("<html><body>Sorry</body></html>", "It gave no reason."),
        ('{"half', "It gave no reason."),
        ("", "It gave no reason."),
    ],
)
def test_what_a_gateway_says_in_plain_text_is_told(desk: Desk, box: Box, body: str, said: str) -> None:
    box.control.fault("status", match={"kind": "invoke"}, status=503, body=body, times=0)
    read = desk.run(cmdlet="Get-RemoteDomain", retries=0)
    assert read["error"]["documentation"].endswith("#service-unavailable")
    assert f"(HTTP 503) and did not finish Get-RemoteDomain: {said}" in read["msg"]
    write = desk.run(cmdlet="Set-RemoteDomain", parameters={"Identity": "Default", "AutoReplyEnabled": False})
    assert write["outcome"] == "unknown"
    assert (said if body.startswith("The") else "HTTP 503 and no reason") in write["error"]["cause"]
