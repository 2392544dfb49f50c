# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the items of ``commands`` come to, and what none of them may be."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._operations.context import Context
from ansible_collections.m365.exchange.plugins.module_utils._operations.items import items_of
from ansible_collections.m365.exchange.plugins.module_utils._operations.result_size import limit_of
from ansible_collections.m365.exchange.plugins.module_utils._operations.rows import RowsKept
from ansible_collections.m365.exchange.plugins.module_utils._redaction.names import secrets_in
from ansible_collections.m365.exchange.plugins.module_utils._session.owner import Owner
from support.options import command_of


@pytest.mark.parametrize(
    ("commands", "key"),
    [
        ({"cmdlet": "Get-Mailbox"}, "commands-not-a-list"),
        ("Get-Mailbox", "commands-not-a-list"),
        ([""], "item-which-command"),
        ([{"command": ""}], "item-which-command"),
        ([5], "item-not-a-command"),
        ([{"cmdlet": "Get-Mailbox", "format": "xml"}], "item-option-not-valid"),
        ([{"cmdlet": "Get-Mailbox", "unheard": 1}], "item-option-unknown"),
        (
            [{"cmdlet": "Get-Mailbox", "dest": "a"}, {"cmdlet": "Get-User", "dest": "./a"}],
            "dest-of-several",
        ),
    ],
)
def test_what_no_list_may_hold(commands: Any, key: str) -> None:
    with pytest.raises(Failure) as caught:
        items_of(command_of({"commands": commands}), {})
    assert caught.value.key == key


def test_an_item_beats_the_task_and_leaves_it_the_rest() -> None:
    shared = {"result_size": "5", "typed": True, "parameters": {"Identity": "anna"}}
    own = {"cmdlet": "Get-Mailbox", "parameters": {"ResultSize": 4}, "result_size": None}
    (line,) = items_of(command_of({**shared, "commands": [own]}), {})
    assert line.options.parameters == {"Identity": "anna", "ResultSize": 4}
    assert (limit_of(line.options.result_size, {}), line.options.values.typed) == (None, True)
    (line,) = items_of(command_of({**shared, "commands": [{"cmdlet": "Get-User", "result_size": None}]}), {})
    assert line.options.result_size == "5"


def test_what_the_filter_gives_is_an_item() -> None:
    told = {"cmdlet": "Get-Mailbox", "parameters": {}, "properties": ["Name"], "notes": ["x"], "warnings": []}
    (line,) = items_of(command_of({"commands": [told]}), {})
    assert (line.options.cmdlet, line.options.properties) == ("Get-Mailbox", ["Name"])


def test_a_place_below_home_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/anna")
    (line,) = items_of(command_of({"commands": [{"cmdlet": "Get-Mailbox", "dest": "~/a.csv"}]}), {})
    assert line.options.output.dest == "/home/anna/a.csv"


def test_rows_are_counted_over_the_list_and_told_once() -> None:
    told: list[str] = []
    rows = RowsKept(100, Context({}, Owner(), warn=told.append))
    for _command in range(5):
        rows.add({"objects": [{}] * 60})
    assert len(told) == 1
    assert "120 objects" in told[0]


def test_a_password_of_a_misspelt_cmdlet_is_hidden() -> None:
    assert secrets_in("New-Mailbx", {"Password": "canary-Pa55", "Name": "Anna"}) == {"canary-Pa55"}
