# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.service_error import (
    CmdletError,
    errors_of,
    listed_error,
    split_message,
)
from support.rows import each_row

NOT_FOUND = "Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException"
PROXIED = "Microsoft.Exchange.Configuration.CmdletProxyException"
TEXT = "The operation couldn't be performed because object 'anna' couldn't be found on 'DC1'."


def body(**error: Any) -> dict[str, Any]:
    return {"error": {"code": "NotFound", "message": "Error executing cmdlet", **error}}


def detail(message: Any) -> dict[str, Any]:
    return {"code": "Client", "target": "", "message": message}


def inner(*levels: tuple[str, str | None]) -> dict[str, Any]:
    """innererror with internal exceptions in it, outermost first."""
    found: dict[str, Any] | None = None
    for message, kind in reversed(levels):
        level = {"message": message, "type": kind, "stacktrace": "   at Secret.Stack.Trace()"}
        found = {**level, "internalexception": found} if found else level
    return found or {}


@each_row(
    ("text", "kind", "words"),
    [
        (f"Ex6F9304|{NOT_FOUND}|{TEXT}", NOT_FOUND, TEXT),
        (f"|{NOT_FOUND}|{TEXT}", NOT_FOUND, TEXT),
        (f"  Ex6F9304|{NOT_FOUND}|{TEXT}", NOT_FOUND, TEXT),
        (f"Ex6F9304|{NOT_FOUND}|One | two || three|", NOT_FOUND, "One | two || three|"),
        (f"Ex6F9304|{NOT_FOUND}|One\nand two", NOT_FOUND, "One and two"),
        (f"Ex6F9304|{NOT_FOUND}|", NOT_FOUND, ""),
        ("|System.Nullable`1+Inner|x", "System.Nullable`1+Inner", "x"),
        ("Nothing typed", None, "Nothing typed"),
        ("Use a|b or c", None, "Use a|b or c"),
        ("The name 'a|b|c' is taken", None, "The name 'a|b|c' is taken"),
        ("||", None, "||"),
        ("", None, ""),
    ],
)
def test_a_message_is_taken_apart_at_its_first_two_bars(text: str, kind: str | None, words: str) -> None:
    assert split_message(text) == CmdletError(kind, words)


def as_json(*levels: tuple[str, str]) -> str:
    """The other form of a detail, outermost error first."""
    found: dict[str, Any] | None = None
    for message, kind in reversed(levels):
        found = {"Message": message, "TypeName": kind, "StackTrace": "   at Secret.Stack()", "InnerError": found}
    return json.dumps(found)


ODATA = "Microsoft.Exchange.Admin.OData.Core.ODataServiceException"


@each_row(
    ("text", "expected"),
    [
        (as_json((TEXT, NOT_FOUND)), CmdletError(NOT_FOUND, TEXT)),
        (as_json(("Error executing cmdlet", ODATA), (TEXT, NOT_FOUND)), CmdletError(NOT_FOUND, TEXT)),
        (as_json(("Error", ODATA), ("Outer", PROXIED), (TEXT, NOT_FOUND)), CmdletError(NOT_FOUND, TEXT)),
        (as_json((TEXT, ODATA)), CmdletError(None, TEXT)),
        ('{"Message": "cut', CmdletError(None, '{"Message": "cut')),
        ('{"Name": "no error"}', CmdletError(None, '{"Name": "no error"}')),
    ],
)
def test_the_innermost_error_of_a_json_text_counts(text: str, expected: CmdletError) -> None:
    assert split_message(text) == expected
    wrapped = body(details=[detail(text)], innererror=inner(("Error executing cmdlet", ODATA)))
    assert errors_of(wrapped) == expected


def proxied(passed_on: str) -> str:
    return (
        f"Ex9|{PROXIED}|Error on proxy command 'Get-Mailbox -Identity:'anna'' to server DB7.prod.outlook.com: "
        f"Server version 15.20. Proxy method PSWS: NotFound: Error executing cmdlet : {passed_on}."
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            proxied(json.dumps(body(details=[detail(f"Ex6F9304|{NOT_FOUND}|{TEXT}")]))),
            CmdletError(NOT_FOUND, TEXT),
        ),
        (
            proxied(json.dumps(json.dumps(body(details=[detail(f"|{NOT_FOUND}|{TEXT}")])))),
            CmdletError(NOT_FOUND, TEXT),
        ),
        (f"Ex9|{PROXIED}|The server is away.", CmdletError(PROXIED, "The server is away.")),
    ],
)
def test_an_error_that_was_passed_on_counts_by_its_inner_one(text: str, expected: CmdletError) -> None:
    assert split_message(text) == expected


@each_row(
    ("document", "expected"),
    [
        (body(details=[detail(f"Ex6F9304|{NOT_FOUND}|{TEXT}")]), CmdletError(NOT_FOUND, TEXT)),
        (body(details=[detail("plain"), detail(f"|{NOT_FOUND}|{TEXT}")]), CmdletError(NOT_FOUND, TEXT)),
        (
            body(details=[detail(f"|{NOT_FOUND}|{TEXT}")], innererror=inner(("other", "Other.Exception"))),
            CmdletError(NOT_FOUND, TEXT),
        ),
        (
            body(innererror=inner(("Error executing cmdlet", ""), (TEXT, NOT_FOUND))),
            CmdletError(NOT_FOUND, TEXT),
        ),
        (
            body(innererror=inner(("outer", "A.OuterException"), ("middle", "A.MiddleException"), (TEXT, NOT_FOUND))),
            CmdletError(NOT_FOUND, TEXT),
        ),
        (body(details=[detail("only words")], innererror=inner((TEXT, NOT_FOUND))), CmdletError(NOT_FOUND, TEXT)),
        (body(details=[detail("only words")]), CmdletError(None, "only words")),
        (body(details=[]), CmdletError(None, "Error executing cmdlet")),
        (body(details=[], innererror=inner((TEXT, None))), CmdletError(None, TEXT)),
        (body(), CmdletError(None, "Error executing cmdlet")),
        (body(message=f"|{NOT_FOUND}|{TEXT}"), CmdletError(NOT_FOUND, TEXT)),
        (body(message=""), CmdletError(None, "The service gave no reason.")),
        ({"error": {}}, CmdletError(None, "The service gave no reason.")),
        ({"error": "invalid_request"}, CmdletError(None, "invalid_request")),
        # shapes that nobody has met
        (body(details="text"), CmdletError(None, "Error executing cmdlet")),
        (body(details=["text", None, 7]), CmdletError(None, "Error executing cmdlet")),
        (body(details=[detail(None), detail(7)]), CmdletError(None, "7")),
        (body(innererror=[1]), CmdletError(None, "Error executing cmdlet")),
        (
            body(innererror={"internalexception": {"message": None, "type": 7}}),
            CmdletError(None, "Error executing cmdlet"),
        ),
    ],
)
def test_the_reason_is_found_wherever_it_stands(document: Any, expected: CmdletError) -> None:
    assert errors_of(document) == expected


@each_row("document", [None, [], 7, "error", {}, {"error": None}, {"value": []}, {"error": []}])
def test_a_body_without_an_error_is_none(document: Any) -> None:
    assert errors_of(document) is None


def test_the_header_names_the_type_where_the_body_does_not() -> None:
    assert errors_of(body(details=[detail("words")]), "A.B") == CmdletError("A.B", "words")
    assert errors_of(body(details=[detail(f"|{NOT_FOUND}|words")]), "A.B") == CmdletError(NOT_FOUND, "words")
    assert errors_of({"error": {}}, "A.B") == CmdletError("A.B", "The service gave no reason.")


def test_no_stack_trace_and_no_control_character_reaches_a_person() -> None:
    found = errors_of(body(details=[detail(f"|{NOT_FOUND}|a\x1b[31m\r\nb")], innererror=inner(("x", "y"))))
    assert found == CmdletError(NOT_FOUND, "a [31m b")


@each_row(
    ("item", "expected"),
    [
        (f"Ex1|{NOT_FOUND}|{TEXT}", CmdletError(NOT_FOUND, TEXT)),
        (body(details=[detail(f"|{NOT_FOUND}|{TEXT}")]), CmdletError(NOT_FOUND, TEXT)),
        (detail(f"|{NOT_FOUND}|{TEXT}"), CmdletError(NOT_FOUND, TEXT)),
        (7, CmdletError(None, "7")),
        (None, CmdletError(None, "None")),
        ({}, CmdletError(None, "The service gave no reason.")),
        ({"error": None}, CmdletError(None, "{'error': None}")),
    ],
)
def test_an_error_inside_a_success_comes_as_text_or_as_a_map(item: Any, expected: CmdletError) -> None:
    assert listed_error(item) == expected


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda deeper: (
        st.lists(deeper, max_size=3)
        | st.dictionaries(
            st.sampled_from(["error", "message", "details", "innererror", "internalexception", "type", "code", "x"]),
            deeper,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(JSON)
def test_any_document_has_an_error_or_none(document: Any) -> None:
    for found in (errors_of(document), errors_of({"error": document}), listed_error(document)):
        assert found is None or ("\n" not in found.text and len(found.text) <= 2000)
