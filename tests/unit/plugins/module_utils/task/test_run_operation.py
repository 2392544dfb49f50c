# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from pathlib import Path

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._commands import command
from ansible_collections.m365.exchange.plugins.module_utils._connection import check_options_and_network
from ansible_collections.m365.exchange.plugins.module_utils._errors.all_advice import failure
from ansible_collections.m365.exchange.plugins.module_utils._operations import connect, disconnect
from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Owner
from ansible_collections.m365.exchange.plugins.module_utils._task.context_and_progress import (
    Context,
    Operation,
    Options,
    Result,
)
from ansible_collections.m365.exchange.plugins.module_utils._task.run_operation import misfit, outcome_of
from support.card import FIELDS
from support.rows import each_row

CONTEXT = Context({}, Owner())


def test_a_result_is_the_operations_own() -> None:
    def operation(options: Options, context: Context) -> Result:
        return {"changed": False, "got": dict(options)}

    assert outcome_of(operation, {"a": 1}, CONTEXT) == {"changed": False, "got": {"a": 1}}


def test_a_failure_is_a_line_a_card_and_an_outcome() -> None:
    def operation(options: Options, context: Context) -> Result:
        raise failure("session-not-connected", more={"rows": 7})

    result = outcome_of(operation, {}, CONTEXT)
    assert (result["failed"], result["outcome"], result["rows"]) == (True, "did_not_run", 7)
    assert set(result["error"]) == set(FIELDS)
    assert "\n" not in result["msg"]


@each_row("error", [KeyError("s3cret"), TypeError("s3cret"), RecursionError("s3cret"), OSError("s3cret")])
def test_a_mistake_of_ours_is_one_line_that_quotes_no_value(error: Exception) -> None:
    def operation(options: Options, context: Context) -> Result:
        raise error

    result = outcome_of(operation, {"client_secret": "s3cret"}, CONTEXT)
    assert (result["failed"], result["outcome"]) == (True, "unknown")
    assert type(error).__name__ in result["msg"]
    assert "test_run_operation.py:" in result["msg"]
    assert "s3cret" not in str(result)
    assert "/" not in result["msg"].replace("docs/", "")


@pytest.mark.parametrize("operation", [command.run, connect.run])
def test_missing_packages_are_named_with_their_interpreter(
    monkeypatch: pytest.MonkeyPatch, operation: Operation
) -> None:
    monkeypatch.setattr(check_options_and_network, "MISSING", ("msal", "requests"))
    result = outcome_of(operation, {}, CONTEXT)
    assert result["error"]["documentation"].endswith("#library-missing")
    assert "msal, requests" in result["msg"]
    assert "python" in result["msg"]


def test_to_forget_a_session_needs_no_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(check_options_and_network, "MISSING", ("cryptography", "jmespath", "msal", "requests"))
    here = Context({"HOME": str(tmp_path)}, Owner())
    options = {"session": None, "all": True, "of_organization": None}
    assert outcome_of(disconnect.run, options, here) == {"changed": False, "disconnected": []}


def test_options_that_do_not_fit_have_a_card_too() -> None:
    result = misfit("missing required arguments: cmdlet")
    assert result["msg"].startswith("missing required arguments: cmdlet")
    assert set(result["error"]) == set(FIELDS)
