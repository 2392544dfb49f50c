# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What exo_command makes of its options before anything is sent, and of the rows after."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._commands import command
from ansible_collections.m365.exchange.plugins.module_utils._commands.command import run
from ansible_collections.m365.exchange.plugins.module_utils._commands.prepare_command import prepare_call
from ansible_collections.m365.exchange.plugins.module_utils._connection.open_connection import Connection
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.listing_and_failure import Listing, Sink
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.request_and_route import Call
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.retries_and_rate_limits import Attempts
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.send_and_page import Sender
from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Owner
from ansible_collections.m365.exchange.plugins.module_utils._task.context_and_progress import Context, Options
from support.access import access_of
from support.options import command_of
from support.rows import each_row


@each_row(
    ("options", "parameters"),
    [
        ({"cmdlet": "get-mailbox"}, {"ResultSize": "Unlimited"}),
        ({"cmdlet": "Get-Mailbox", "result_size": "7"}, {"ResultSize": 7}),
        ({"cmdlet": "Get-Mailbox", "parameters": {"ResultSize": 7}}, {"ResultSize": 7}),
        ({"cmdlet": "Get-OrganizationConfig"}, {}),
        ({"cmdlet": "Set-Mailbox", "parameters": {"Identity": "anna"}}, {"Identity": "anna", "Confirm": False}),
        ({"cmdlet": "Set-Mailbox", "parameters": {"Confirm": True}}, {"Confirm": True}),
        ({"cmdlet": "Set-Mailbox", "parameters": {"WhatIf": True}}, {"WhatIf": True}),
        ({"cmdlet": "Set-Mailbox", "parameters": {"WhatIf": False}}, {"WhatIf": False, "Confirm": False}),
        ({"cmdlet": "Set-Unheardof", "parameters": {"Identity": "x"}}, {"Identity": "x"}),
        ({"cmdlet": "Get-Unheardof"}, {}),
    ],
)
def test_what_is_added_is_what_the_cmdlet_knows(options: Options, parameters: dict[str, Any]) -> None:
    assert prepare_call(command_of(options)).parameters == parameters


@pytest.mark.parametrize("name", ["resultsize", "RESULTSIZE"])
def test_a_parameter_in_another_case_is_not_added_again(name: str) -> None:
    parameters = prepare_call(command_of({"cmdlet": "Get-Mailbox", "parameters": {name: 7}})).parameters
    assert list(parameters.values()) == [7]


def test_a_call_has_the_cmdlets_own_spelling_and_columns() -> None:
    call = prepare_call(command_of({"cmdlet": "GET-MAILBOX", "properties": ["Name", "Guid"], "result_size": 3}))
    assert (call.cmdlet.lower(), call.kind, call.changes) == ("get-mailbox", "read", False)
    assert (call.properties, call.limit) == (("Name", "Guid"), 3)


def test_each_call_has_an_id_of_its_own() -> None:
    options = {"cmdlet": "Get-Mailbox"}
    assert prepare_call(command_of(options)).client_request_id != prepare_call(command_of(options)).client_request_id


@each_row(
    ("options", "key"),
    [
        ({"cmdlet": "Get Mailbox"}, "cmdlet-name"),
        ({"cmdlet": ""}, "cmdlet-name"),
        ({"cmdlet": "Get-Mailbox; Remove-Mailbox"}, "cmdlet-name"),
        ({"cmdlet": "Get-Mailbox\r\nX: y"}, "cmdlet-name"),
        ({"cmdlet": "Get-Mailbox", "parameters": {"-Identity": "x"}}, "parameter-name"),
        ({"cmdlet": "Get-Mailbox", "parameters": {"Identity": "a", "identity": "b"}}, "parameter-twice"),
        ({"cmdlet": "Get-Mailbox", "parameters": {"Identity": float("nan")}}, "parameter-value"),
        ({"cmdlet": "Get-Mailbox", "parameters": {"Identity": "\ud800"}}, "parameter-value"),
        ({"cmdlet": "Get-Mailbox", "properties": ["Name,Guid"]}, "property-name"),
        ({"cmdlet": "Get-Mailbox", "result_size": "some"}, "result-size-not-valid"),
        ({"cmdlet": "Get-Mailbox", "result_size": "1", "parameters": {"ResultSize": 2}}, "result-size-twice"),
    ],
)
def test_what_cannot_be_sent_is_told_before_anything_is(options: Options, key: str) -> None:
    with pytest.raises(Failure) as caught:
        prepare_call(command_of(options))
    assert (caught.value.key, caught.value.outcome) == (key, "did_not_run")
    assert "\n" not in caught.value.line


# The work itself, with the client's answer written down


class Service:
    """What the client does in these tests: it notes the call, and gives the rows."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.calls: list[Call] = []
        self.rows: list[dict[str, Any]] = [{"Name": "anna"}, {"Name": "ben"}]
        self.listing = Listing(attempts=Attempts(retries=1))
        self.warnings: list[str] = []
        monkeypatch.setattr(command, "open_connection", self.opened)
        monkeypatch.setattr(command, "run_call", self.run_call)

    @contextmanager
    def opened(self, _options: Options, _context: Context) -> Iterator[Connection]:
        nothing: Any = None
        yield Connection(access_of(page_size=200), Sender(nothing, nothing, nothing, nothing))

    def run_call(self, _sender: Sender, call: Call, sink: Sink) -> Listing:
        self.calls.append(call)
        sink.add(self.rows)
        return self.listing

    def run(self, *, check_mode: bool = False, **options: Any) -> dict[str, Any]:
        return run({"retries": 5, **options}, Context({}, Owner(), check_mode, self.warnings.append))


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Service:
    return Service(monkeypatch)


def test_a_read_gives_its_rows_and_who_was_asked(service: Service) -> None:
    result = service.run(cmdlet="Get-Mailbox")
    assert result == {
        "changed": False,
        "objects": [{"Name": "anna"}, {"Name": "ben"}],
        "count": 2,
        "truncated": False,
        "cmdlet": "Get-Mailbox",
        "organization": "contoso.onmicrosoft.com",
        "tenant_id": "7d3c1f0e-52a4-4a3b-9f63-2f1c5a1e8b01",
        "client_request_id": service.calls[0].client_request_id,
        "attempts": 2,
        "service_warnings": [],
    }


@pytest.mark.parametrize(("page_size", "asked"), [(None, 200), (7, 7)])
def test_the_page_size_of_the_task_beats_the_sessions(service: Service, page_size: int | None, asked: int) -> None:
    service.run(cmdlet="Get-Mailbox", page_size=page_size)
    assert service.calls[0].page_size == asked


@pytest.mark.parametrize(
    ("options", "warnings", "changed"),
    [
        ({"cmdlet": "Set-Mailbox"}, [], True),
        ({"cmdlet": "New-Mailbox"}, ["some"], True),
        ({"cmdlet": "Set-Unheardof"}, [], True),
        ({"cmdlet": "Set-Mailbox", "parameters": {"WhatIf": True}}, [], False),
        ({"cmdlet": "Set-Unheardof", "parameters": {"whatif": True}}, [], False),
        (
            {"cmdlet": "Set-Mailbox"},
            ["The command completed successfully but no settings of 'anna' have been modified."],
            False,
        ),
    ],
)
def test_a_write_has_changed_something_unless_the_service_says_otherwise(
    service: Service, options: dict[str, Any], warnings: list[str], changed: bool
) -> None:
    service.listing.warnings = warnings
    result = service.run(**options)
    assert (result["changed"], result["service_warnings"]) == (changed, warnings)
    assert service.warnings == warnings


def test_check_mode_sends_no_write(service: Service) -> None:
    result = service.run(cmdlet="Set-Mailbox", check_mode=True)
    assert service.calls == []
    assert (result["changed"], result["objects"], result["attempts"], result["client_request_id"]) == (
        True,
        [],
        0,
        None,
    )


def test_check_mode_runs_reads(service: Service) -> None:
    assert service.run(cmdlet="Get-Mailbox", check_mode=True)["count"] == 2


def test_a_query_projects_the_rows(service: Service) -> None:
    result = service.run(cmdlet="Get-Mailbox", query="[].Name")
    assert (result["objects"], result["count"]) == (["anna", "ben"], 2)


def test_a_query_that_does_not_fit_fails_a_read(service: Service) -> None:
    with pytest.raises(Failure) as caught:
        service.run(cmdlet="Get-Mailbox", query="abs([0].Name)")
    assert caught.value.key == "query-failed"


@pytest.mark.parametrize("query", ["abs([0].Name)", "floor(to_number('1e999'))", "to_number('nan')", "&Name"])
def test_a_query_that_does_not_fit_does_not_lose_the_answer_of_a_write(service: Service, query: str) -> None:
    result = service.run(cmdlet="New-Mailbox", query=query)
    assert (result["changed"], result["count"]) == (True, 2)
    assert len(service.warnings) == 1


def test_a_wrong_query_is_told_before_anything_is_sent(service: Service) -> None:
    with pytest.raises(Failure):
        service.run(cmdlet="New-Mailbox", query="[")
    assert service.calls == []


@pytest.mark.parametrize("page_size", [0, 1001, -1])
def test_a_wrong_page_size_is_told_before_anything_is_sent(service: Service, page_size: int) -> None:
    with pytest.raises(Failure) as caught:
        service.run(cmdlet="New-Mailbox", page_size=page_size)
    assert (caught.value.key, service.calls) == ("page-size-not-valid", [])
