# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""$batch as CIPP and Microsoft's module use it: ten commands in one request, each answered under its id."""

from __future__ import annotations

import json
from typing import Any

import pytest
import requests

from support.box import Box

from .wire import Wire

CONTINUE = {"Prefer": "odata.continue-on-error"}


def entry(wire: Wire, token: str, name: str, cmdlet: str, **parameters: Any) -> dict[str, Any]:
    body = {"CmdletInput": {"CmdletName": cmdlet, "Parameters": parameters}}
    return {"id": name, "method": "POST", "url": wire.invoke_url(), "headers": wire.headers(token), "body": body}


def post(wire: Wire, token: str, *entries: dict[str, Any], **headers: str) -> requests.Response:
    url = wire.invoke_url().replace("InvokeCommand", "$batch")
    return wire.send(
        "POST", url, data=json.dumps({"requests": entries}), headers={**wire.headers(token), **CONTINUE, **headers}
    )


def answers(response: requests.Response) -> dict[str, dict[str, Any]]:
    assert response.status_code == 200, response.text
    return {one["id"]: one for one in response.json()["responses"]}


@pytest.fixture
def token(wire: Wire) -> str:
    return wire.token()


def test_each_command_is_answered_and_noted_by_itself(box: Box, wire: Wire, token: str) -> None:
    found = answers(
        post(
            wire,
            token,
            entry(wire, token, "a", "Get-OrganizationConfig"),
            entry(wire, token, "b", "Get-Mailbox", Identity="nobody"),
            entry(wire, token, "c", "Set-Mailbox", Identity="AdeleV@contoso.com", CustomAttribute1="x"),
            entry(wire, token, "d", "Get-Nothing"),
        )
    )
    assert {name: one["status"] for name, one in found.items()} == {"a": 200, "b": 404, "c": 200, "d": 403}
    assert len(found["a"]["body"]["value"]) == 1
    assert "ManagementObjectNotFoundException" in found["b"]["body"]["error"]["details"][0]["message"]
    outer, *inner = (one for one in box.control.journal() if one["kind"] in ("batch", "invoke"))
    assert [one["cmdlet"] for one in inner] == ["Get-OrganizationConfig", "Get-Mailbox", "Set-Mailbox", "Get-Nothing"]
    assert {one["batch"] for one in inner} == {outer["n"]}
    assert [one["executed"] for one in inner] == [True, True, True, False]
    assert (outer["executed"], outer["changed"], outer["in_flight"]) == (True, True, 1)


def test_without_continue_the_first_failure_is_the_last_answer(wire: Wire, token: str) -> None:
    entries = [entry(wire, token, "a", "Get-Nothing"), entry(wire, token, "b", "Get-OrganizationConfig")]
    assert list(answers(post(wire, token, *entries, Prefer=""))) == ["a"]


def test_each_command_needs_a_token_of_its_own(wire: Wire, token: str) -> None:
    bare = entry(wire, token, "a", "Get-OrganizationConfig")
    del bare["headers"]["Authorization"]
    assert answers(post(wire, token, bare))["a"]["status"] == 401
    assert post(wire, "nonsense", entry(wire, token, "a", "Get-OrganizationConfig")).status_code == 401


def test_a_command_pages_on_by_itself(wire: Wire, token: str) -> None:
    one = entry(wire, token, "a", "Get-Mailbox", ResultSize="Unlimited")
    one["headers"]["Prefer"] = "odata.maxpagesize=600"
    body = answers(post(wire, token, one))["a"]["body"]
    assert len(body["value"]) == 600
    following = wire.invoke(token, "Get-Mailbox", {"ResultSize": "Unlimited"}, url=body["@odata.nextLink"])
    assert following.status_code == 200, following.text


@pytest.mark.parametrize("count", [0, 11])
def test_a_batch_holds_one_to_ten(wire: Wire, token: str, count: int) -> None:
    entries = [entry(wire, token, str(number), "Get-OrganizationConfig") for number in range(count)]
    assert post(wire, token, *entries).status_code == 400


def test_what_is_no_batch_is_refused(wire: Wire, token: str) -> None:
    url = wire.invoke_url().replace("InvokeCommand", "$batch")
    one = entry(wire, token, "a", "Get-OrganizationConfig")
    assert wire.send("GET", url, headers=wire.headers(token)).status_code == 405
    assert wire.send("POST", url.replace("beta", "v1.0"), headers=wire.headers(token)).status_code == 405
    assert wire.send("POST", url, data="x", headers=wire.headers(token)).status_code == 400
    assert post(wire, token, one, one).status_code == 400
    assert (
        answers(post(wire, token, {**one, "url": "https://outlook.office365.us/x/InvokeCommand"}))["a"]["status"] == 400
    )


def test_without_a_wish_for_json_the_answer_has_another_form(wire: Wire, token: str) -> None:
    answer = post(wire, token, entry(wire, token, "a", "Get-OrganizationConfig"), Accept="*/*")
    assert answer.headers["Content-Type"].startswith("multipart/mixed")


def test_a_fault_meets_one_command_of_a_batch(box: Box, wire: Wire, token: str) -> None:
    box.control.fault("throttle", match={"cmdlet": "get-mailbox"}, retry_after=7)
    box.control.fault("nul", match={"cmdlet": "get-user"})
    box.control.fault("reset", match={"cmdlet": "get-acceptedDomain"})
    names = {"a": "Get-Mailbox", "b": "Get-AcceptedDomain", "c": "Get-User"}
    found = answers(post(wire, token, *(entry(wire, token, name, cmdlet) for name, cmdlet in names.items())))
    assert {name: one["status"] for name, one in found.items()} == {"a": 429, "b": 200, "c": 403}
    assert found["a"]["headers"]["Retry-After"] == "7"
    assert found["c"]["body"].strip("\0") == ""


@pytest.mark.parametrize(
    ("how", "ids"),
    [
        ("missing", ["b"]),
        ("double", ["a", "b", "a"]),
        ("foreign", ["b", "a0"]),
        ("reversed", ["b", "a"]),
    ],
)
def test_answers_can_be_made_not_to_fit(box: Box, wire: Wire, token: str, how: str, ids: list[str]) -> None:
    box.control.fault("batch_ids", match={"kind": "batch"}, how=how)
    entries = [entry(wire, token, name, "Get-OrganizationConfig") for name in ("a", "b")]
    assert [one["id"] for one in post(wire, token, *entries).json()["responses"]] == ids
