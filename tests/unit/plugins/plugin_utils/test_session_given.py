# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a task's option ``session`` may be: a session that is none is told, and never replaced by another sign-in."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.plugin_utils._action import OperationAction
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from support.rows import each_row


class OneSession(OperationAction):
    takes = "one"


class AnyNumber(OperationAction):
    takes = "any number"


def settled(action: type[OperationAction], arguments: dict[str, Any]) -> dict[str, Any]:
    """The arguments as the operation gets them."""
    action.__new__(action)._settle_session(arguments)
    return arguments


@each_row("given", [None, "", "  ", [], {}, {"failed": True}, {"skipped": True, "session": None}])
def test_a_session_that_is_none_is_told(given: Any) -> None:
    with pytest.raises(Failure) as caught:
        settled(OneSession, {"session": given})
    assert caught.value.key == "session-not-connected"
    assert settled(AnyNumber, {"session": given}) == {"session": []}


def test_a_session_is_taken_out_of_what_it_came_in_and_may_be_left_out() -> None:
    assert settled(OneSession, {"session": {"session": "a-handle", "id": "1"}}) == {"session": "a-handle"}
    assert settled(OneSession, {"cmdlet": "Get-Mailbox"}) == {"cmdlet": "Get-Mailbox"}


def test_of_two_sessions_none_is_taken() -> None:
    two = {"results": [{"session": "a-handle"}, {"session": "another"}]}
    with pytest.raises(Failure) as caught:
        settled(OneSession, {"session": two})
    assert caught.value.key == "several-sessions"
    assert settled(AnyNumber, {"session": two}) == {"session": ["a-handle", "another"]}
