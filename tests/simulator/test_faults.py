# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults of answers: each kind, at the right request, as often as armed, before or after the cmdlet runs."""

from __future__ import annotations

import base64
import json
import time
import urllib.error
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
import requests
from simulator.wire import Wire

INVOKE = {"kind": "invoke"}
TRANSIENT = "Microsoft.Exchange.Data.Directory.SuitabilityDirectoryException"
WRITE = {"Identity": "AdeleV", "MailTip": "Fault", "Confirm": False}


@pytest.fixture
def token(wire: Wire) -> str:
    """A token of the healthy application."""
    return wire.token()


def arm(wire: Wire, kind: str, **options: Any) -> None:
    """Arm a fault at InvokeCommand, once, before the cmdlet runs."""
    wire.box.control.fault(kind, match=INVOKE, **options)


@pytest.mark.parametrize(
    "status", [301, 302, 308, 400, 401, 403, 404, 405, 408, 409, 413, 429, 500, 502, 503, 504, 599]
)
def test_any_status_comes_once_and_the_cmdlet_does_not_run(wire: Wire, token: str, status: int) -> None:
    arm(wire, "status", status=status)
    assert wire.invoke(token, "Set-Mailbox", WRITE).status_code == status
    assert wire.invoke(token, "Get-OrganizationConfig").status_code == 200
    first, second = wire.box.control.journal(kind="invoke")
    assert (first["status"], first["executed"], first["fault"]) == (status, False, "status")
    assert (second["status"], second["executed"], second["fault"]) == (200, True, None)


def test_status_with_headers_and_body_of_ones_own(wire: Wire, token: str) -> None:
    arm(wire, "status", status=418, headers={"X-Own": "yes", "request-id": None}, body={"error": {"code": "Teapot"}})
    answer = wire.invoke(token, "Get-Mailbox")
    assert answer.json() == {"error": {"code": "Teapot"}}
    assert answer.headers["X-Own"] == "yes"
    assert "request-id" not in answer.headers


def test_status_with_bytes_of_ones_own(wire: Wire, token: str) -> None:
    arm(wire, "status", status=200, body_base64=base64.b64encode(b"\xff\0\xfe").decode())
    assert wire.invoke(token, "Get-Mailbox").content == b"\xff\0\xfe"


def test_fault_after_the_execution_hides_a_write_that_happened(wire: Wire, token: str) -> None:
    tip = f"Written {time.monotonic_ns()}"
    arm(wire, "status", status=503, moment="after")
    assert wire.invoke(token, "Set-Mailbox", {**WRITE, "MailTip": tip}).status_code == 503
    (entry,) = wire.box.control.journal(kind="invoke")
    assert (entry["status"], entry["executed"], entry["changed"]) == (503, True, True)
    assert tip in wire.invoke(token, "Get-Mailbox", {"Identity": "AdeleV"}).text


@pytest.mark.parametrize(
    ("times", "skip", "expected"), [(1, 0, "fooo"), (2, 1, "offo"), (0, 0, "ffff"), (1, 3, "ooof")]
)
def test_times_and_skip_count_matching_requests(wire: Wire, token: str, times: int, skip: int, expected: str) -> None:
    wire.box.control.fault("empty", match={"cmdlet": "get-organizationconfig"}, times=times, skip=skip, status=500)
    wire.invoke(token, "Get-AcceptedDomain")
    seen = [wire.invoke(token, "Get-OrganizationConfig").status_code for _unused in range(4)]
    assert "".join("f" if status == 500 else "o" for status in seen) == expected


@pytest.mark.parametrize(
    ("match", "meets"),
    [
        ({}, True),
        ({"host": "outlook.office365.com"}, True),
        ({"host": "login.microsoftonline.com"}, False),
        ({"path": "/InvokeCommand"}, True),
        ({"path": "/EXOBanner"}, False),
        ({"cmdlet": "Get-OrganizationConfig"}, True),
        ({"cmdlet": "Get-Mailbox"}, False),
        ({"kind": "invoke", "page": False}, True),
        ({"page": True}, False),
        ({"kind": "banner"}, False),
    ],
)
def test_fault_meets_only_what_it_matches(wire: Wire, token: str, match: dict[str, Any], meets: bool) -> None:
    wire.box.control.fault("empty", match=match, status=500)
    assert wire.invoke(token, "Get-OrganizationConfig").status_code == (500 if meets else 200)


@pytest.mark.parametrize("value", [0, 1, 119, 121, 10**9, "-1", "soon", "Thu, 01 Jan 1970 00:00:00 GMT"])
def test_throttling_with_any_retry_after(wire: Wire, token: str, value: object) -> None:
    arm(wire, "throttle", retry_after=value)
    answer = wire.invoke(token, "Get-Mailbox")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, str(value))


def test_throttling_with_a_date_relative_to_the_answers_own(wire: Wire, token: str) -> None:
    wire.box.control.advance(86400)
    arm(wire, "throttle", retry_after_date=30)
    answer = wire.invoke(wire.token(), "Get-Mailbox")
    moments = [parsedate_to_datetime(answer.headers[name]) for name in ("Retry-After", "Date")]
    assert moments[0] - moments[1] == timedelta(seconds=30)


def test_throttling_without_retry_after(wire: Wire, token: str) -> None:
    arm(wire, "throttle")
    answer = wire.invoke(token, "Get-Mailbox")
    assert answer.status_code == 429
    assert "Retry-After" not in answer.headers


@pytest.mark.parametrize("status", [200, 400, 429, 503])
def test_concurrency_text_is_no_json_whatever_its_status(wire: Wire, token: str, status: int) -> None:
    arm(wire, "text", status=status)
    answer = wire.invoke(token, "Get-Mailbox")
    assert answer.status_code == status
    assert answer.text.startswith("You have reached the maximum number of concurrent requests per tenant.")
    assert answer.headers["Content-Type"].startswith("text/plain")


def test_cmdlet_error_of_any_type_under_any_status(wire: Wire, token: str) -> None:
    arm(wire, "error", status=400, exception_type=TRANSIENT, text="Try | again", error_id="")
    answer = wire.invoke(token, "Get-Mailbox")
    assert answer.status_code == 400
    assert answer.headers["X-ExceptionType"] == TRANSIENT
    assert answer.json()["error"]["details"][0]["message"] == f"|{TRANSIENT}|Try | again"


def test_cmdlet_error_without_details(wire: Wire, token: str) -> None:
    arm(wire, "error", status=500, exception_type=TRANSIENT, code="InternalServerError", details=False)
    error = wire.invoke(token, "Get-Mailbox").json()["error"]
    assert "details" not in error
    assert error["innererror"]["internalexception"]["type"] == TRANSIENT


def test_html_page(wire: Wire, token: str) -> None:
    arm(wire, "html")
    answer = wire.invoke(token, "Get-Mailbox")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert answer.text.startswith("<!DOCTYPE html>")


def test_nul_body(wire: Wire, token: str) -> None:
    arm(wire, "nul")
    answer = wire.invoke(token, "Get-Mailbox")
    assert answer.status_code == 403
    assert set(answer.content) == {0}


def test_nul_body_that_claims_to_be_gzip(wire: Wire, token: str) -> None:
    arm(wire, "nul", gzip=True)
    with pytest.raises(requests.exceptions.ContentDecodingError):
        wire.invoke(token, "Get-Mailbox")
    wire.box.control.settings(nul_body_declares_gzip=True)
    with pytest.raises(requests.exceptions.ContentDecodingError):
        wire.invoke(token, "Get-Mailboxx")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirect_anywhere(wire: Wire, token: str, status: int) -> None:
    arm(wire, "redirect", status=status, location="https://evil.example/adminapi")
    answer = wire.invoke(token, "Get-Mailbox")
    assert (answer.status_code, answer.headers["Location"]) == (status, "https://evil.example/adminapi")


def test_claims_challenge_until_a_token_with_claims_comes(wire: Wire, token: str) -> None:
    arm(wire, "claims", times=0, until_renewed=True)
    answer = wire.invoke(token, "Get-Mailbox")
    assert answer.status_code == 401
    header = answer.headers["WWW-Authenticate"]
    assert 'error="insufficient_claims"' in header
    claims = base64.b64decode(header.partition('claims="')[2].rstrip('"')).decode()
    assert "nbf" in json.loads(claims)["access_token"]
    assert wire.invoke(wire.token(), "Get-OrganizationConfig").status_code == 401
    renewed = wire.ask_token({**wire.secret_form(), "claims": claims}).json()["access_token"]
    assert wire.invoke(renewed, "Get-OrganizationConfig").status_code == 200


def test_errors_inside_a_success_with_the_rows_that_came(wire: Wire, token: str) -> None:
    arm(wire, "errors_in_200", moment="after", errors=["Ex1|Some.Exception|went wrong"])
    content = wire.invoke(token, "Get-OrganizationConfig").json()
    assert content["@adminapi.errors"] == ["Ex1|Some.Exception|went wrong"]
    assert len(content["value"]) == 1


def test_success_without_a_body(wire: Wire, token: str) -> None:
    arm(wire, "empty")
    answer = wire.invoke(token, "Set-Mailbox", WRITE)
    assert (answer.status_code, answer.content, answer.headers["Content-Length"]) == (200, b"", "0")


def test_confirmation_nobody_asked_for(wire: Wire, token: str) -> None:
    arm(wire, "confirmation", text="Really?")
    content = wire.invoke(token, "Set-Mailbox", WRITE).json()
    assert (content["@adminapi.confirmationmessage"], content["value"]) == ("Really?", [])
    assert wire.box.control.journal(kind="invoke")[0]["executed"] is False


@pytest.mark.parametrize("url", ["https://evil.example/next", "http://outlook.office365.com/next", "javascript:1"])
def test_hostile_next_link(wire: Wire, token: str, url: str) -> None:
    arm(wire, "next_link", moment="after", url=url)
    content = wire.invoke(token, "Get-OrganizationConfig").json()
    assert content["@odata.nextLink"] == url
    assert len(content["value"]) == 1


def test_next_link_that_repeats_its_own_address(wire: Wire, token: str) -> None:
    arm(wire, "next_link", moment="after", repeat=True)
    answer = wire.invoke(token, "Get-OrganizationConfig", url=wire.invoke_url() + "?%24select=Name")
    assert answer.json()["@odata.nextLink"] == wire.invoke_url() + "?%24select=Name"


def test_expired_page_on_the_second_page_only(wire: Wire, token: str) -> None:
    wire.box.control.fault("expired_page", match={"page": True})
    first = wire.invoke(token, "Get-Mailbox", {}, Prefer="odata.maxpagesize=2")
    link = first.json()["@odata.nextLink"]
    second = wire.invoke(token, "Get-Mailbox", {}, url=link, Prefer="odata.maxpagesize=2")
    assert second.status_code == 400
    text = second.json()["error"]["innererror"]["internalexception"]["message"]
    assert text == "Expired or Invalid pagination request. Default Expiry time is 00:30:00"
    assert wire.invoke(token, "Get-Mailbox", {}, url=link, Prefer="odata.maxpagesize=2").status_code == 200


def test_bytes_that_are_no_utf8(wire: Wire, token: str) -> None:
    arm(wire, "invalid_utf8", moment="after")
    answer = wire.invoke(token, "Get-OrganizationConfig")
    with pytest.raises(UnicodeDecodeError):
        answer.content.decode()
    assert json.loads(answer.content.decode(errors="replace"))["value"]


def test_json_that_ends_too_early_in_a_whole_body(wire: Wire, token: str) -> None:
    arm(wire, "incomplete_json", moment="after")
    answer = wire.invoke(token, "Get-OrganizationConfig")
    assert answer.status_code == 200
    with pytest.raises(requests.exceptions.JSONDecodeError):
        answer.json()


def test_gzip_bomb_is_small_on_the_wire(wire: Wire, token: str) -> None:
    arm(wire, "bomb", bytes=50_000_000)
    headers = {**wire.headers(token), "Accept-Encoding": "gzip"}
    answer = wire.send("POST", wire.invoke_url(), headers=headers, data=b"{}", stream=True)
    assert len(answer.raw.read(decode_content=False)) < 100_000


@pytest.mark.parametrize(("code", "status"), [(90033, 503), (50087, 400), (7000215, 401), (53003, 400)])
def test_sign_in_service_refuses_with_any_code(wire: Wire, code: int, status: int) -> None:
    wire.box.control.fault("sign_in", match={"kind": "token"}, code=code)
    answer = wire.ask_token(wire.secret_form())
    assert answer.status_code == status
    assert answer.json()["error_codes"] == [code]
    assert answer.json()["error_description"].startswith(f"AADSTS{code}: ")
    assert wire.box.control.summary()["tokens_issued"] == 0


@pytest.mark.parametrize("status", [429, 500, 503, 504])
def test_sign_in_service_is_unwell(wire: Wire, status: int) -> None:
    wire.box.control.fault("status", match={"kind": "token"}, status=status, retry_after=3)
    answer = wire.ask_token(wire.secret_form())
    assert (answer.status_code, answer.headers["Retry-After"]) == (status, "3")
    assert wire.ask_token(wire.secret_form()).status_code == 200


def test_token_issued_but_its_answer_lost(wire: Wire) -> None:
    wire.box.control.fault("status", match={"kind": "token"}, moment="after", status=502)
    assert wire.ask_token(wire.secret_form()).status_code == 502
    assert wire.box.control.summary()["tokens_issued"] == 1


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"fault": {"kind": "nonsense"}}, "fault.kind is one of"),
        ({"fault": {"kind": "status"}}, "needs status"),
        ({"fault": {"kind": "status", "status": "500"}}, "status of the fault status is int"),
        ({"fault": {"kind": "status", "status": 500, "colour": "red"}}, "has no option colour"),
        ({"fault": {"kind": "truncate", "framing": "morse"}}, "is one of length, chunked, gzip"),
        ({"fault": {"kind": "next_link"}}, "needs url, or repeat"),
        ({"fault": {"kind": "empty"}, "match": {"verb": "Get"}}, "match has no verb"),
        ({"fault": {"kind": "empty"}, "match": {"kind": "smtp"}}, "match.kind is one of"),
        ({"fault": {"kind": "empty"}, "times": -1}, "times is a whole number"),
        ({"fault": {"kind": "empty"}, "moment": "during"}, "moment is before or after"),
        ({"fault": {"kind": "html"}, "match": {"kind": "connect"}}, "fault.kind is one of certificate"),
        ({}, "fault is a map"),
        ({"faults": []}, "a fault has no faults"),
    ],
)
def test_fault_that_makes_no_sense_is_refused_with_one_line(wire: Wire, rule: dict[str, Any], words: str) -> None:
    answer = requests.post(wire.box.environment["EXO_SIMULATOR_CONTROL"] + "/faults", json=rule, timeout=60)
    assert answer.status_code == 400
    assert words in answer.json()["error"]
    assert "\n" not in answer.json()["error"]


def test_faults_are_listed_and_disarmed_one_by_one(wire: Wire, token: str) -> None:
    number = wire.box.control.fault("empty", match=INVOKE, times=0)
    wire.invoke(token, "Get-OrganizationConfig")
    control = wire.box.environment["EXO_SIMULATOR_CONTROL"]
    (rule,) = requests.get(f"{control}/faults", timeout=60).json()["faults"]
    assert (rule["id"], rule["seen"], rule["acted"], rule["fault"]) == (number, 1, 1, {"kind": "empty"})
    assert requests.delete(f"{control}/faults/{number}", timeout=60).status_code == 204
    assert requests.delete(f"{control}/faults/{number}", timeout=60).status_code == 404
    assert wire.invoke(token, "Get-OrganizationConfig").content


def test_first_armed_fault_acts_first_and_alone(wire: Wire, token: str) -> None:
    arm(wire, "empty", status=501)
    arm(wire, "empty", status=502)
    seen = [wire.invoke(token, "Get-OrganizationConfig").status_code for _unused in range(3)]
    assert seen == [501, 502, 200]


def test_unknown_setting_is_refused(wire: Wire) -> None:
    with pytest.raises(urllib.error.HTTPError):
        wire.box.control.settings(page_size=0)
    with pytest.raises(urllib.error.HTTPError):
        wire.box.control.settings(colour="red")
