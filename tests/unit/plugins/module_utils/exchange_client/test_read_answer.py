# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An answer is rows or a fault; never half of one, and never an exception.

Conditions are met in test_send_and_page.py.
"""

from __future__ import annotations

import base64
import gzip
import json
from typing import Any
from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.read_answer import AnswerFault, AnswerPage
from ansible_collections.m365.exchange.plugins.module_utils._transport.transport import Answer
from support.extent import choose
from support.rows import each_row

from .conftest import NOT_FOUND, answer, cmdlet_error, fault_of, judged, page, page_of

CONCURRENT = "You have reached the maximum number of concurrent requests per tenant. Please wait and try again"
MORE = (
    "There are more results available than are currently displayed. To view them, increase the value for the "
    "ResultSize parameter."
)


def test_rows_come_without_annotations() -> None:
    row = {
        "Name": "anna",
        "Guid": "7",
        "Guid@data.type": "System.Guid",
        "Guid@odata.type": "#Guid",
        "Nested": {"A": 1, "A@odata.type": "#Int16"},
        "List": [{"B@data.type": "x", "B": None}],
    }
    assert page_of(page(row)).rows == [{"Name": "anna", "Guid": "7", "Nested": {"A": 1}, "List": [{"B": None}]}]


def test_a_row_that_is_no_map_becomes_one() -> None:
    assert page_of(page("text", 7, None)).rows == [{"value": "text"}, {"value": 7}, {"value": None}]


@each_row("is_read", [True, False])
@each_row(
    "reply",
    [
        page(),
        answer({"value": None}),
        answer({"@odata.context": "https://x/$metadata"}),
        answer({"@adminapi.warnings": []}),
        answer(status=204),
    ],
)
def test_no_rows_are_an_empty_page(reply: Answer, is_read: bool) -> None:
    assert page_of(reply, is_read=is_read) == AnswerPage()


def test_an_empty_answer_to_a_write_is_its_success() -> None:
    assert page_of(answer(b""), is_read=False) == AnswerPage()


def test_an_empty_answer_to_a_read_is_no_empty_list() -> None:
    assert fault_of(answer(b"")).condition == "truncated"


def test_an_empty_answer_that_declares_no_length_may_be_cut() -> None:
    assert fault_of(Answer(200, {}, b""), is_read=False).condition == "truncated"


@each_row(
    "body",
    [
        {},
        {"status": "blocked by policy"},
        {"value": {"Name": "anna"}},
        {"value": "anna"},
        {"value": 0},
        {"value": ""},
        {"value": [], "@odata.nextLink": 7},
        {"value": [], "@odata.nextLink": {"href": "x"}},
    ],
)
def test_json_that_is_not_the_services_is_never_an_empty_list(body: dict[str, Any]) -> None:
    assert fault_of(answer(body)).condition == "not-json"


@each_row("body", [b"[]", b"null", b"7", b'"text"', b"true"])
def test_json_of_another_kind_is_never_an_empty_list(body: bytes) -> None:
    assert fault_of(answer(body)).condition == "not-json"


def test_an_error_body_with_status_200_is_an_error() -> None:
    body = {"error": {"message": "Error executing cmdlet", "details": [{"message": f"|{NOT_FOUND}|No 'anna'."}]}}
    fault = fault_of(answer(body))
    assert (fault.condition, fault.advice, fault.exception_type) == ("cmdlet-error", "object-not-found", NOT_FOUND)


def test_of_several_errors_inside_a_success_the_open_one_counts() -> None:
    errors = [f"|{NOT_FOUND}|No 'anna'.", "|Microsoft.Exchange.ServerBusyException|Busy."]
    assert fault_of(answer({"value": [], "@adminapi.errors": errors})).condition == "transient"
    assert fault_of(answer({"value": [], "@adminapi.errors": errors[:1]})).condition == "cmdlet-error"
    assert fault_of(answer({"value": [], "@adminapi.errors": errors[0]})).condition == "cmdlet-error"


@each_row("status", [400, 403, 404, 409, 500])
def test_an_error_is_read_where_it_declares_an_encoding_that_it_has_not(status: int) -> None:
    """gzip declared on a plain body (azure_auth, 2026-09)."""
    for text in ("words", "|words", "{}"):
        kind = "Microsoft.Exchange.Configuration.Tasks.ManagementObjectAmbiguousException"
        body = {"error": {"code": "x", "message": "y", "details": [{"message": f"Ex1|{kind}|{text}"}]}}
        fault = fault_of(answer(body, status, decoded=False))
        assert (fault.advice, fault.exception_type, fault.text) == ("object-ambiguous", kind, text)
    assert fault_of(answer(CONCURRENT, status, decoded=False)).advice == "concurrency"


def test_a_success_that_declares_an_encoding_that_it_has_not_is_none() -> None:
    assert fault_of(answer({"value": [{"Name": "anna"}]}, decoded=False)).condition == "truncated"


@each_row("errors", [None, [], "", {}])
def test_no_errors_inside_a_success_are_none(errors: Any) -> None:
    assert page_of(answer({"value": [], "@adminapi.errors": errors})) == AnswerPage()


@each_row(
    ("warnings", "shown"),
    [
        (["one", "two\r\n"], ["one", "two"]),
        ("just one", ["just one"]),
        ([7, None, {"a": 1}], ["7", "None", "{'a': 1}"]),
        (7, ["7"]),
        (None, []),
        ([], []),
    ],
)
def test_warnings_are_texts_whatever_came(warnings: Any, shown: list[str]) -> None:
    assert page_of(answer({"value": [], "@adminapi.warnings": warnings})).warnings == shown


def test_the_truncation_warning_is_a_mark_and_no_warning() -> None:
    found = page_of(page({"Name": "anna"}, warnings=["other", MORE]))
    assert (found.cut, found.warnings) == (True, ["other"])


def test_a_name_like_the_concurrency_text_is_a_name() -> None:
    text = "You have reached the maximum number of concurrent requests per tenant. Please wait and try again"
    assert page_of(page({"Name": text})).rows == [{"Name": text}]
    assert fault_of(answer(f"<html>{'x' * 2000}{text}</html>")).condition == "not-json"


def test_a_confirmation_that_was_asked_for_is_no_fault() -> None:
    body = {"value": [], "@adminapi.confirmationmessage": "What if: removing"}
    assert page_of(answer(body), is_read=False, what_if=True) == AnswerPage(confirmation="What if: removing")


@each_row(
    ("reply", "key"),
    [
        (cmdlet_error(NOT_FOUND, status=403), "forbidden"),
        (cmdlet_error(NOT_FOUND, status=500), "object-not-found"),
        (cmdlet_error("Strange.Exception", status=404), "cmdlet-failed"),
        (answer({"error": {"code": "UnknownError", "message": "couldn't be found on"}}, 404), "cmdlet-failed"),
        (answer({"Message": "No HTTP resource was found"}, 404), "method-not-allowed"),
        (answer("<html>couldn't be found on</html>", 404), "method-not-allowed"),
        (answer("<html>Blocked</html>", 403), "forbidden"),
        (
            answer({"error": {"code": "Forbidden", "message": "No Get-Nothing for you"}}, 403),
            "cmdlet-not-available",
        ),
        (answer({"error": {"code": "Forbidden", "message": "Nothing for you"}}, 403), "forbidden"),
        (cmdlet_error("Strange.Exception", status=403), "forbidden"),
    ],
)
def test_absent_is_only_what_the_service_names_by_its_type(reply: Answer, key: str) -> None:
    assert fault_of(reply).advice == key


def challenge(claims: str) -> Answer:
    return answer(status=401, WWW_Authenticate=f'Bearer realm="", error="insufficient_claims", claims="{claims}"')


def encoded(value: Any) -> str:
    return base64.b64encode(json.dumps(value).encode()).decode()


CLAIMS = {"access_token": {"nbf": {"essential": True, "value": "1604106651"}, "k": "???>>>"}}


@pytest.mark.parametrize(
    "claims",
    [
        encoded(CLAIMS),
        encoded(CLAIMS).rstrip("="),
        encoded(CLAIMS).replace("+", "-").replace("/", "_"),
    ],
)
def test_claims_of_a_401_are_read(claims: str) -> None:
    assert json.loads(fault_of(challenge(claims)).claims or "") == CLAIMS


@each_row(
    "claims",
    ["", "a", "%%%", encoded([1]), encoded("x"), base64.b64encode(b"\xff").decode(), encoded(CLAIMS)[:-8], "A" * 9000],
)
def test_claims_that_cannot_be_read_count_as_absent(claims: str) -> None:
    fault = fault_of(challenge(claims))
    assert (fault.condition, fault.claims) == ("unauthorized", None)


def fit_to_read(text: str) -> bool:
    """One line without control characters."""
    return not any(category(char) in ("Cc", "Cs", "Zl", "Zp") for char in text)


HEADERS = st.dictionaries(
    st.sampled_from(["Content-Length", "WWW-Authenticate", "X-ExceptionType", "request-id", "Retry-After", "Date"]),
    st.text(max_size=30) | st.just('Bearer claims="e30="') | st.just(NOT_FOUND) | st.just("0"),
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=10,
)
NAMES = st.sampled_from(
    ["value", "error", "@odata.nextLink", "@adminapi.warnings", "@adminapi.errors", "@adminapi.confirmationmessage"]
)
DOCUMENTS = st.dictionaries(NAMES, VALUES, max_size=6).map(lambda value: json.dumps(value).encode())
BODIES = (
    st.binary(max_size=80)
    | DOCUMENTS
    | DOCUMENTS.map(lambda body: body[: len(body) // 2])
    | DOCUMENTS.map(gzip.compress)
    | st.just(b"[" * 1000)
    | st.just(b"\0" * 40)
)


@settings(max_examples=choose(80, 500, 100_000), deadline=None)
@given(BODIES, st.integers(100, 999), HEADERS, st.booleans(), st.booleans(), st.booleans())
def test_any_answer_is_a_page_or_a_fault(
    body: bytes, status: int, headers: dict[str, str], decoded: bool, is_read: bool, what_if: bool
) -> None:
    found = judged(Answer(status, headers, body, decoded), is_read=is_read, what_if=what_if)
    if isinstance(found, AnswerPage):
        assert 200 <= status < 300
        assert all(isinstance(row, dict) and not any("@" in key for key in row) for row in found.rows)
        assert all(fit_to_read(text) for text in found.warnings)
        assert isinstance(found.next_link, (str, type(None)))
        json.dumps(found.rows, allow_nan=False, ensure_ascii=False).encode()
    else:
        assert isinstance(found, AnswerFault)
        assert fit_to_read(found.text)


@settings(max_examples=choose(12, 50, 2000), deadline=None)
@given(
    st.lists(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), st.integers()), max_size=4)
)
def test_no_cut_of_a_listing_is_a_shorter_listing(rows: list[dict[str, int]]) -> None:
    body = json.dumps({"@odata.context": "x", "value": rows}).encode()
    for kept in range(1, len(body)):
        assert fault_of(answer(body[:kept])).condition == "truncated"
