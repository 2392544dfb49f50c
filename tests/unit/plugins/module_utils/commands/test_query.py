# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.m365.exchange.plugins.module_utils._commands.gather_rows_and_query import RowQuery
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._json_types import Json
from support.rows import each_row

ROWS: list[Json] = [{"Name": "anna", "Size": 3}, {"Name": "ben", "Size": None}]


@each_row(
    ("expression", "found"),
    [
        ("[]", ROWS),
        ("[].Name", ["anna", "ben"]),
        ("[?Name=='ben']", ROWS[1:]),
        ("[?Name=='nobody']", []),
        ("[0]", ROWS[:1]),
        ("[0].Name", ["anna"]),
        ("[9]", []),
        ("length(@)", [2]),
        ("[].Size", [3]),
        ("nothing", []),
        ("`false`", [False]),
        ("`0`", [0]),
        ("{n: length(@)}", [{"n": 2}]),
    ],
)
def test_what_a_query_yields_is_a_list(expression: str, found: list[Any]) -> None:
    assert RowQuery(expression).project(ROWS, "Get-Mailbox") == found


@each_row("expression", ["[", "[?Name=", "a b", " ", "\n", "nofunction(", "'", "`", "a.", "(" * 20_000, "\0"])
def test_a_query_that_is_no_jmespath_is_told_before_anything_is_sent(expression: str) -> None:
    with pytest.raises(Failure) as caught:
        RowQuery(expression)
    assert (caught.value.key, caught.value.outcome) == ("query-not-valid", "did_not_run")
    assert "\n" not in caught.value.line


@each_row("expression", ["nofunction(@)", "length(`7`)", "abs([0].Name)", "length()"])
def test_a_query_that_does_not_fit_the_rows_is_told(expression: str) -> None:
    with pytest.raises(Failure) as caught:
        RowQuery(expression).project(ROWS, "Get-Mailbox")
    assert caught.value.key in ("query-failed", "query-not-valid")


@each_row("expression", ["&Name", "[&Name]", "{a: &Name}", "[].{a: &Name}"])
def test_an_expression_is_no_value(expression: str) -> None:
    """JMESPath hands out an object of its own for it, which no result could carry."""
    with pytest.raises(Failure) as caught:
        RowQuery(expression).project(ROWS, "Get-Mailbox")
    assert caught.value.key == "query-failed"


@pytest.mark.filterwarnings("ignore:deprecated string literal:PendingDeprecationWarning")
@given(st.text("[]{}()?.,:|&!=<>'`\"@*-0123456789abN ", max_size=20))
def test_any_query_is_a_list_or_one_failure(expression: str) -> None:
    try:
        found = RowQuery(expression).project(ROWS, "Get-Mailbox")
    except Failure:
        return
    assert isinstance(found, list)
    json.dumps(found)
