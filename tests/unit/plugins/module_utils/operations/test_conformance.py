# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions are read before anything is opened, and none writes unless that is wanted."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._conformance.ask_question import fill_names
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._json_types import JsonMap
from ansible_collections.m365.exchange.plugins.module_utils._operations import conformance
from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Owner
from ansible_collections.m365.exchange.plugins.module_utils._task.context_and_progress import Context

BASE = {"id": "one", "question": "How?", "see": "status", "plays": "200", "source": "a test"}
WRITE = {**BASE, "steps": [{"cmdlet": "Get-Mailbox"}, {"cmdlet": "Set-Mailbox"}]}


def run(questions: list[Any], *, check_mode: bool = False, writes: bool = False) -> dict[str, Any]:
    context = Context({}, Owner(), check_mode=check_mode)
    return conformance.run({"questions": questions, "writes": writes}, context)


@pytest.mark.parametrize(
    ("question", "cmdlet"),
    [
        (WRITE, "Set-Mailbox"),
        ({**BASE, "steps": [{"cmdlet": "Get-Mailbox"}], "cleanup": [{"cmdlet": "Remove-Mailbox"}]}, "Remove-Mailbox"),
        ({**BASE, "steps": [{"cmdlet": "New-M365xNothing"}]}, "New-M365xNothing"),
    ],
)
def test_a_question_that_writes_is_refused_before_anything_is_sent(question: dict[str, Any], cmdlet: str) -> None:
    with pytest.raises(Failure, match=cmdlet) as caught:
        run([{**BASE, "steps": [{"cmdlet": "Get-Mailbox"}]}, question])
    assert (caught.value.key, caught.value.outcome) == ("question-writes", "did_not_run")


def test_check_mode_leaves_out_what_writes() -> None:
    assert run([WRITE], check_mode=True, writes=True)["answers"] == []


def test_a_name_in_braces_is_replaced_wherever_it_stands() -> None:
    value: JsonMap = {
        "Identity": "{mark}-1",
        "Names": ["{mark}", 5],
        "Other": "{unknown} {bb558c35-97f1}",
        "None": None,
    }
    filled = {"Identity": "x-1", "Names": ["x", 5], "Other": "{unknown} {bb558c35-97f1}", "None": None}
    assert fill_names(value, {"mark": "x"}) == filled
