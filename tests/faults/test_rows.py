# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each thing that can happen to a request, with each class of cmdlet, before it runs and after: tries, waits, outcome.

The table is written from the contract; the judge of what ran is the box's journal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from support.box import Box
from support.desk import Desk
from support.extent import choose

from .covering import proves

ALL = 2  # the option retries
ADELE = "AdeleV@contoso.onmicrosoft.com"
DIRECTORY = "Microsoft.Exchange.Data.Directory"
AAD = f"{DIRECTORY}.UnableToWriteToAadException"
INVOCATION = "Microsoft.Exchange.AdminApi.CommandInvocation"
CONFIGURATION = "Microsoft.Exchange.Configuration"
TASKS = f"{CONFIGURATION}.Tasks"
CONCURRENCY = "You have reached the maximum number of concurrent requests per tenant. Please wait and try again"
BOTH = ("before", "after")


@dataclass(frozen=True)
class Row:
    """A row of the contract: how often a read, an idempotent write where that is allowed, and any other write goes
    again; and what a write's outcome is.

    ``moments`` are those at which the fault can act: an answer that says "not executed" comes before. ``wait`` is the
    wait that the answer asks for. ``looks``: the idempotent write goes again only if a read shows that it has not run.
    """

    name: str
    fault: str
    read: int
    opt: int
    write: int
    outcome: str
    settings: dict[str, Any] = field(default_factory=dict)
    moments: tuple[str, ...] = ("before",)
    wait: float | None = None
    match: dict[str, Any] | None = None
    looks: bool = False


def of_type(kind: str, status: int) -> dict[str, Any]:
    return {"exception_type": kind, "status": status}


ROWS = [
    Row("1 refused", "reset", ALL, ALL, ALL, "did_not_run", match={"kind": "connect"}),
    Row("1 TLS", "tls_close", ALL, ALL, ALL, "did_not_run", match={"kind": "connect"}),
    Row("1 proxy", "status", ALL, ALL, ALL, "did_not_run", {"status": 502}, match={"kind": "connect"}),
    Row("1b 407", "status", 0, 0, 0, "did_not_run", {"status": 407}, match={"kind": "connect"}),
    Row("1b name", "certificate", 0, 0, 0, "did_not_run", {"problem": "name"}, match={"kind": "connect"}),
    Row("1b foreign", "certificate", 0, 0, 0, "did_not_run", {"problem": "foreign"}, match={"kind": "connect"}),
    Row("1b expired", "certificate", 0, 0, 0, "did_not_run", {"problem": "expired"}, match={"kind": "connect"}),
    Row("2 reset", "reset", ALL, 1, 0, "unknown", moments=BOTH),
    Row("2 abrupt", "reset", ALL, 1, 0, "unknown", {"end": "abrupt"}, BOTH),
    Row("2 in the head", "reset", ALL, 1, 0, "unknown", {"after_bytes": 20}, BOTH),
    Row("2 in a 404", "truncate", ALL, 1, 0, "unknown", {"after": 20, "whole": True}, ("after",)),
    Row("3 silence", "timeout", 1, 1, 0, "unknown", moments=BOTH),
    Row("3 in the head", "timeout", 1, 1, 0, "unknown", {"after_bytes": 20}, BOTH),
    Row("4 length", "truncate", ALL, 1, 0, "unknown", {"framing": "length"}, BOTH),
    Row("4 chunk", "truncate", ALL, 1, 0, "unknown", {"framing": "chunked"}, BOTH),
    Row("4 gzip", "truncate", ALL, 1, 0, "unknown", {"framing": "gzip"}, BOTH),
    Row("4 JSON", "incomplete_json", ALL, 1, 0, "unknown", {}, BOTH),
    Row("4 UTF-8", "invalid_utf8", ALL, 1, 0, "unknown", {}, BOTH),
    Row("5 HTML", "html", 1, 0, 0, "unknown", {}, BOTH),
    Row("5 text", "status", 1, 0, 0, "unknown", {"status": 200, "body": "OK"}, BOTH),
    Row("6b", "status", 1, 1, 1, "did_not_run", {"status": 401}, wait=0.0),
    Row("8", "error", 0, 0, 0, "refused", of_type("Some.StrangeException", 403)),
    Row("9", "nul", 0, 0, 0, "did_not_run"),
    Row("9 blank", "empty", 0, 0, 0, "did_not_run", {"status": 403}),
    Row("9 gzip", "nul", 0, 0, 0, "did_not_run", {"gzip": True}),
    Row("10 absent", "error", 0, 0, 0, "refused", of_type(f"{TASKS}.ManagementObjectNotFoundException", 404)),
    Row("10 other", "error", 0, 0, 0, "refused", of_type("Some.StrangeException", 400)),
    Row("10 there", "error", 0, 0, 0, "refused", of_type(f"{TASKS}.MemberAlreadyExistsException", 409)),
    Row("11 404", "status", 0, 0, 0, "did_not_run", {"status": 404, "body": "Not Found"}),
    Row("11 405", "status", 0, 0, 0, "did_not_run", {"status": 405}),
    Row("11 413", "html", 0, 0, 0, "did_not_run", {"status": 413}),
    Row("12", "throttle", ALL, ALL, ALL, "did_not_run"),
    Row("12 asked", "throttle", ALL, ALL, ALL, "did_not_run", {"retry_after": 9}, wait=9.0),
    Row("12 date", "throttle", ALL, ALL, ALL, "did_not_run", {"retry_after_date": 20}, wait=20.0),
    Row("13", "text", ALL, ALL, ALL, "did_not_run", {"text": CONCURRENCY}),
    Row("13 in 500", "text", ALL, ALL, ALL, "did_not_run", {"text": CONCURRENCY, "status": 500}),
    Row("13 in 200", "text", ALL, ALL, ALL, "did_not_run", {"text": CONCURRENCY, "status": 200}),
    Row("14", "error", 0, 0, 0, "refused", of_type(f"{TASKS}.ManagementObjectNotFoundException", 500)),
    Row("14 there", "error", 0, 0, 0, "refused",
        {**of_type(f"{DIRECTORY}.ADObjectAlreadyExistsException", 500), "text": "The name is already being used."}),
    Row("14 binding", "error", 0, 0, 0, "refused", of_type(f"{INVOCATION}.ParameterTransformationException", 500)),
    # A name that nobody saw, and nothing that bears it out: that it ran into a no is not known.
    Row("15 read", "error", ALL, 1, 0, "unknown", of_type(f"{DIRECTORY}.ADObjectAlreadyExistsException", 500), BOTH),
    Row("15 500", "status", ALL, 1, 0, "unknown", {"status": 500}, BOTH),
    Row("15 408", "status", ALL, 1, 0, "unknown", {"status": 408}, BOTH),
    Row("15 502", "html", ALL, 1, 0, "unknown", {"status": 502}, BOTH),
    Row("15 503", "status", ALL, 1, 0, "unknown", {"status": 503}, BOTH),
    Row("15 asked", "status", ALL, 1, 0, "unknown", {"status": 503, "retry_after": 5}, BOTH, wait=5.0),
    Row("16", "status", 1, 1, 0, "unknown", {"status": 504}, BOTH),
    Row("17", "error", ALL, 1, 0, "unknown", of_type(AAD, 400), BOTH, looks=True),
    Row("17 Entra", "error", ALL, 1, 0, "unknown", of_type(AAD, 500), BOTH,
        looks=True),
    Row("17 proxy", "error", ALL, 1, 0, "unknown", of_type(f"{CONFIGURATION}.CmdletProxyException", 404), BOTH,
        looks=True),
    Row("18 as 10", "errors_in_200", 0, 0, 0, "refused"),
    Row("18 as 17", "errors_in_200", ALL, 1, 0, "unknown",
        {"errors": [f"|{DIRECTORY}.SuitabilityDirectoryException|Not suitable."]}, BOTH, looks=True),
    Row("19", "confirmation", 0, 0, 0, "did_not_run"),
    Row("20", "redirect", 0, 0, 0, "unknown", {"location": "https://outlook.office365.com/x"}, BOTH),
]  # fmt: skip

CLASSES = ("read", "idempotent write", "idempotent write, allowed", "other write")
_number = iter(range(1_000_000))


def command_of(kind: str) -> dict[str, Any]:
    """A cmdlet of the class, with something of its own to write."""
    number = next(_number)
    if kind == "read":
        return {"cmdlet": "Get-RemoteDomain"}
    if kind == "other write":
        new = {"Name": f"Row {number}", "ExternalEmailAddress": f"row{number}@fabrikam.com"}
        return {"cmdlet": "New-MailContact", "parameters": new}
    allowed = {"retry_writes": "idempotent"} if kind.endswith("allowed") else {}
    return {"cmdlet": "Set-Mailbox", "parameters": {"Identity": ADELE, "CustomAttribute10": str(number)}, **allowed}


def repeats_of(row: Row, kind: str, moment: str = "before") -> int:
    if kind.endswith("allowed"):
        return 0 if row.looks and moment == "after" else row.opt
    return row.read if kind == "read" else row.write


def waits_of(row: Row, kind: str, moment: str) -> int:
    """How often is waited: before a look, too."""
    return row.opt if row.looks and kind.endswith("allowed") else repeats_of(row, kind, moment)


def bounds(row: Row, waits: int) -> tuple[float, float]:
    """The least and the most that all waits together may be."""
    if row.wait is not None:
        return row.wait * waits, row.wait * 1.1 * waits + 1.0
    longest = [2.0 * 2.0**number for number in range(waits)]
    return sum(longest) / 2, sum(longest)


def classes_for(row: Row, moment: str) -> Sequence[str]:
    """All in make test-all. In make test one of the two classes that are handled alike, as neither may be sent again:
    the one before, the other after, and by turns where a row has one moment."""
    alike = ("idempotent write", "other write")
    left_out = alike[(ROWS.index(row) + BOTH.index(moment)) % 2]
    return choose([one for one in CLASSES if one != left_out], CLASSES)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_each_row_holds_for_each_class(desk: Desk, box: Box, row: Row) -> None:
    for moment in row.moments:
        for kind in classes_for(row, moment):
            case = (row.name, moment, kind)
            box.control.reset()
            command = command_of(kind)
            match = row.match or {"cmdlet": command["cmdlet"].lower()}
            at = None if row.match else moment
            box.control.fault(row.fault, match=match, times=0, moment=at, **row.settings)
            result = desk.run(**command, retries=ALL)
            repeats = repeats_of(row, kind, moment)
            assert result["failed"], case
            assert (result["attempts"], result["outcome"]) == (1 + repeats, row.outcome), (case, result["msg"])
            least, most = bounds(row, waits_of(row, kind, moment))
            assert least - 0.1 <= result["backoff_seconds"] <= most + 0.1, (case, result["backoff_seconds"])
            if row.name.startswith("4 "):
                assert result["error"]["http_status"] == 200, case
            safe = kind == "read" or row.outcome == "did_not_run"
            assert result["error"]["retry_safe"] is safe, case
            sent = box.control.journal(cmdlet=command["cmdlet"])
            assert len(sent) == (0 if row.match else 1 + repeats), case
            assert len({one["headers"]["client-request-id"] for one in sent}) <= 1, case
            executed = sum(one["executed"] for one in sent)
            assert executed == (len(sent) if moment == "after" else 0) or row.fault == "errors_in_200", case
            if kind != "read":
                assert executed <= (2 if kind.endswith("allowed") else 1), f"{case} ran twice"


def test_a_fault_that_passes_is_not_seen(desk: Desk, box: Box) -> None:
    """What may be sent again comes through, and has run once; of a row one class by turns in make test."""
    for turn, row in enumerate(ROWS):
        again = [kind for kind in CLASSES if repeats_of(row, kind)]
        for kind in choose(again[turn % len(again) :][:1] if again else [], again):
            box.control.reset()
            command = command_of(kind)
            match = row.match or {"cmdlet": command["cmdlet"].lower()}
            fault = "claims" if row.name == "6b" else row.fault
            settings = {} if fault == "claims" else row.settings
            box.control.fault(fault, match=match, moment=None if row.match else "before", **settings)
            result = desk.run(**command, retries=ALL)
            assert "failed" not in result, (row.name, kind, result["msg"])
            assert result["attempts"] == 2, (row.name, kind)
            assert sum(one["executed"] for one in box.control.journal(cmdlet=command["cmdlet"])) == 1, (row.name, kind)


# What one row says besides


@proves("17")
@pytest.mark.parametrize("shown", ["nothing", "no such object", "two objects"])
def test_a_write_in_trouble_is_not_sent_again_where_a_look_does_not_show_a_gap(
    desk: Desk, box: Box, shown: str
) -> None:
    """The look may fail, or show something else: neither is a reason for a second run."""
    box.control.fault("error", match={"cmdlet": "set-mailbox"}, **of_type(AAD, 400))
    faults: dict[str, dict[str, Any]] = {
        "nothing": {"kind": "nul"},
        "no such object": {"kind": "error", **of_type(f"{TASKS}.ManagementObjectNotFoundException", 404)},
        "two objects": {"kind": "status", "status": 200, "body": {"value": [{"CustomAttribute10": "a"}] * 2}},
    }
    box.control.fault(match={"cmdlet": "get-mailbox"}, times=0, **faults[shown])
    result = desk.run(**command_of("idempotent write, allowed"), retries=ALL)
    assert (result["attempts"], result["outcome"]) == (1, "unknown"), result["msg"]
    assert len(box.control.journal(cmdlet="Set-Mailbox")) == 1
    assert len(box.control.journal(cmdlet="Get-Mailbox")) == 1


@proves("17")
def test_a_write_whose_values_nobody_can_compare_is_not_sent_again(desk: Desk, box: Box) -> None:
    box.control.fault("error", match={"cmdlet": "set-mailbox"}, **of_type(AAD, 400))
    addresses = {"Identity": ADELE, "EmailAddresses": [f"SMTP:{ADELE}", "smtp:adele@contoso.com"]}
    result = desk.run(cmdlet="Set-Mailbox", parameters=addresses, retry_writes="idempotent", retries=ALL)
    assert (result["attempts"], result["outcome"]) == (1, "unknown"), result["msg"]
    assert len(box.control.journal(cmdlet="Get-Mailbox")) == 1


@proves("18")
def test_rows_beside_an_error_are_kept_as_partial(desk: Desk, box: Box) -> None:
    rows = desk.run(cmdlet="Get-RemoteDomain")["objects"]
    box.control.fault("errors_in_200", match={"cmdlet": "get-remotedomain"})
    result = desk.run(cmdlet="Get-RemoteDomain")
    assert (result["failed"], result["partial"], result["outcome"]) == (True, rows, "refused")


@pytest.mark.parametrize("status", [200, 204])
@pytest.mark.parametrize("kind", CLASSES)
def test_an_answer_of_nothing_is_a_success_of_a_write(desk: Desk, box: Box, kind: str, status: int) -> None:
    """For a read 204 is an empty list, and 200 without a body is row 4."""
    command = command_of(kind)
    box.control.fault("empty", match={"cmdlet": command["cmdlet"].lower()}, moment="after", times=0, status=status)
    result = desk.run(**command, retries=ALL)
    if kind == "read" and status == 200:
        assert (result["attempts"], result["error"]["http_status"]) == (1 + ALL, 200)
    else:
        assert (result.get("failed", False), result["objects"], result["attempts"]) == (False, [], 1), result
