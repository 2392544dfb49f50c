# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was seen is compared with what others expect, and with the box where nobody does."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._conformance.observed_answer import ObservedAnswer
from ansible_collections.m365.exchange.plugins.module_utils._conformance.questions import judge_question, read_questions
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._redaction.anonymize import TenantBlanks
from support.rows import each_row

TYPE = "Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException"
URL = "https://outlook.office365.com/adminapi/beta/x/InvokeCommand"
BASE = {"id": "one", "question": "How?", "steps": [{"cmdlet": "Get-Mailbox"}], "plays": "404", "source": "a test"}


def seen(body: Any = b"", status: int = 200, headers: Mapping[str, str] | None = None, **more: Any) -> ObservedAnswer:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return ObservedAnswer(URL, status, headers or {}, content, **more)


def looked(see: str, answer: ObservedAnswer, of: str = "") -> Any:
    (question,) = read_questions([{**BASE, "see": see, "of": of, "expected": ["nothing of the kind"], "refusal": True}])
    return judge_question(question, [answer], "", TenantBlanks())["seen"]


def error(message: str, **more: Any) -> dict[str, Any]:
    details = [{"code": "Context", "message": message}]
    return {"error": {"code": "NotFound", "message": "Error", "details": details, **more}}


@each_row(
    ("answer", "expected", "verdict"),
    [
        (seen(status=404), ["404"], "as expected"),
        (seen(status=404), ["400", "404"], "as expected"),
        (seen(status=400), ["404"], "different"),
        (seen(status=404), [], "open, as the box"),
        (seen(status=400), [], "open, not as the box"),
        (seen(status=403), ["404"], "not answered"),
        (seen(status=429), [], "not answered"),
        (seen(status=403), ["403"], "as expected"),
        (None, ["404"], "not answered"),
    ],
)
def test_the_verdict(answer: ObservedAnswer | None, expected: list[str], verdict: str) -> None:
    (question,) = read_questions([{**BASE, "see": "status", "expected": expected}])
    told = judge_question(
        question, [answer] if answer else [], "" if answer else "nothing came from contoso.com", TenantBlanks()
    )
    assert told["verdict"] == verdict
    assert (told["seen"] is None) == (verdict == "not answered")
    assert answer or told["evidence"] == ["nothing came from <host>"]


def test_being_kept_out_is_an_answer_where_that_is_asked() -> None:
    (question,) = read_questions([{**BASE, "see": "status", "expected": ["404"], "refusal": True}])
    assert judge_question(question, [seen(status=403)], "", TenantBlanks())["verdict"] == "different"


def test_the_step_that_is_looked_at_may_be_any() -> None:
    steps = [{"cmdlet": "Get-Mailbox"}, {"cmdlet": "Get-User"}]
    (first,) = read_questions([{**BASE, "steps": steps, "see": "status", "at": 1, "expected": ["200"]}])
    (last,) = read_questions([{**BASE, "steps": steps, "see": "status", "expected": ["404"]}])
    answers = [seen(status=200), seen(status=404)]
    assert {judge_question(one, answers, "", TenantBlanks())["verdict"] for one in (first, last)} == {"as expected"}


NESTED = {"Message": "outer", "TypeName": "X.ODataServiceException", "InnerError": {"Message": "in", "TypeName": TYPE}}
INNER = {"error": {"innererror": {"type": "A", "internalexception": {"type": "B"}}}}
LISTED = {"value": [{"Name": None}, {"Name": ["a"], "Name@data.type": "System.String"}], "@odata.nextLink": URL + "?x"}
ONE = {"value": [{"Name": ""}], "@adminapi.warnings": ["There are more results available than are shown."]}


@each_row(
    ("see", "of", "answer", "words"),
    [
        ("answer", "", seen(b"\0" * 64, 403), "403 with NUL bytes"),
        ("answer", "", seen(b"<html>", 502), "502 with a page"),
        ("answer", "", seen(b"busy", 429), "429 with a text"),
        ("answer", "", seen(b"", 302), "302 without a body"),
        ("error shape", "", seen(error(f"Ex1|{TYPE}|gone"), 404), "Id|Type|text"),
        ("error shape", "", seen(error("||Some of the parameters"), 400), "Id|Type|text"),
        ("error shape", "", seen(error(json.dumps(NESTED)), 404), "a JSON text"),
        ("error shape", "", seen(error("gone"), 404), "a plain text"),
        ("error shape", "", seen({"error": {"code": "x"}}, 404), "no details"),
        ("error shape", "", seen({"value": []}), None),
        ("error type", "", seen(error(f"Ex1|{TYPE}|gone"), 404), TYPE),
        ("error type", "", seen(error(json.dumps(NESTED)), 404), TYPE),
        ("error type", "", seen(INNER, 400), "B"),
        ("error type", "", seen({"error": {"code": "x"}}, 400), "no type"),
        ("detail code", "", seen(error("x"), 404), "Context"),
        ("listing", "", seen(LISTED), "more rows, a link, no warning"),
        ("listing", "", seen(ONE), "one row, no link, the warning that there is more"),
        ("rows", "", seen({"value": []}), "no row"),
        ("rows", "", seen(b"", 500), None),
        ("page", "", seen(b"Expired or Invalid pagination request.", 400), "expired or invalid"),
        ("page", "", seen(b"no", 405), "refused"),
        ("link host", "", seen(LISTED), "the same host"),
        ("link host", "", seen({"@odata.nextLink": "https://am0.outlook.office365.com/x"}), "a host below it"),
        ("link host", "", seen({"@odata.nextLink": "https://outlook.office365.com.example.com/x"}), "another host"),
        ("property", "Name", seen(LISTED), "a list of texts"),
        ("property", "Name", seen(ONE), "an empty text"),
        ("full property", "Name", seen(ONE), None),
        ("property", "Nothing", seen(ONE), None),
        ("properties", "", seen({"value": [{"B": 1, "A": 2, "A@data.type": "x"}]}), "A, B"),
        ("annotation", "Name@data.type", seen({"value": [{"Name@data.type": "System.Guid"}]}), "System.Guid"),
        ("envelope", "", seen({"value": [], "@odata.context": "x"}), "@odata.context, value"),
        ("header", "X-Y", seen(headers={"X-Y": "1"}), "present"),
        ("cookies", "", seen(headers={"Set-Cookie": "a=1; expires=Wed, 21 Oct 2026, b=2"}), "set"),
        ("cookies", "", seen(), "none"),
        ("challenge", "", seen(b"", 401, {"WWW-Authenticate": 'Basic realm="", Bearer x="y"'}), "Basic and Bearer"),
        ("challenge", "", seen(b"", 500), "500 without a challenge"),
        ("redirect", "", seen(b"", 302, {"Location": "https://example.com/"}), "elsewhere"),
        ("redirect", "", seen(), "none"),
        ("confirmation", "", seen({"@adminapi.confirmationmessage": "Sure?"}), "a confirmation message"),
        ("waited", "", seen(seconds=30.0), "within a minute"),
    ],
)  # fmt: skip
def test_what_is_looked_at(see: str, of: str, answer: ObservedAnswer, words: str | None) -> None:
    assert looked(see, answer, of) == words


def test_the_evidence_tells_an_answer_in_a_line() -> None:
    (question,) = read_questions([{**BASE, "see": "status"}])
    answer = seen(error(f"Ex1|{TYPE}|'Adele' is gone"), 404, {"Set-Cookie": "affinity=secret; path=/"})
    evidence = judge_question(question, [answer], "", TenantBlanks())["evidence"]
    assert evidence == [f"Get-Mailbox: 404 with JSON; code NotFound; type {TYPE}; '<value>' is gone; cookies affinity"]


@each_row(
    ("wrong", "problem"),
    [
        ("text", "It is no map"),
        ({**BASE, "see": "nothing"}, "'see' is one of"),
        ({**BASE, "see": "status", "colour": "blue"}, "It has no colour"),
        ({**BASE, "see": "status", "source": ""}, "It lacks source"),
        ({**BASE, "see": "status", "service": "graph"}, "'service' is one of"),
        ({**BASE, "see": "status", "steps": ["Get-Mailbox"]}, "no list of maps"),
        ({**BASE, "see": "status", "steps": [{"cmdlets": "x"}]}, "It has no cmdlets"),
        ({**BASE, "see": "status", "at": 2}, "'at' is no number from 0 to 1"),
    ],
)
def test_a_question_that_is_none_is_one_line(wrong: Any, problem: str) -> None:
    with pytest.raises(Failure, match=problem) as caught:
        read_questions([wrong])
    assert caught.value.key == "question-not-usable"
