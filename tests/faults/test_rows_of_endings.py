# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows about the end of a run: what had not begun did not run, and of what was in flight nobody knows."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType, SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest

from ansible_collections.m365.exchange.plugins.action.exo_command import ActionModule
from ansible_collections.m365.exchange.plugins.module_utils._errors.all_advice import failure
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Interrupted
from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Machine, Owner
from ansible_collections.m365.exchange.plugins.module_utils._task.run_operation import GRACE, Ending, outcome_of
from support import desk as desk_module
from support.box import Box
from support.desk import Desk
from support.meanwhile import meanwhile, send, signal_while_held
from support.waiting import SECONDS, wait_until

from .covering import proves
from .test_rows import CLASSES, command_of

MOMENTS = ("before", "after")


def interrupted() -> None:
    raise Interrupted("SIGTERM")


def run_is_over() -> None:
    raise failure("run-is-over", pid=1)


ENDS: dict[str, tuple[Callable[[], None], str]] = {
    "signal": (interrupted, "#interrupted"),
    "dead parent": (run_is_over, "#run-is-over"),
}


class Later:
    """An end of the run that comes when the box has seen so many requests of cmdlets."""

    def __init__(self, box: Box, end: Callable[[], None], requests: int) -> None:
        self.box = box
        self.end = end
        self.requests = requests

    def __call__(self) -> None:
        if len(self.box.control.journal(kind="invoke")) >= self.requests:
            self.end()


# Before a request


@proves("24")
@pytest.mark.parametrize("kind", CLASSES)
@pytest.mark.parametrize("end", ENDS)
def test_what_had_not_begun_did_not_run(desk: Desk, box: Box, end: str, kind: str) -> None:
    ending, anchor = ENDS[end]
    result = desk.run(**command_of(kind), context={"still_wanted": ending})
    assert (result["failed"], result["outcome"]) == (True, "did_not_run"), result
    assert result["error"]["documentation"].endswith(anchor)
    assert box.control.journal() == []


@proves("24")
@pytest.mark.parametrize("kind", CLASSES)
@pytest.mark.parametrize("end", ENDS)
def test_the_rest_of_a_list_did_not_run(desk: Desk, box: Box, end: str, kind: str) -> None:
    items = [command_of(kind) for _more in range(4)]
    options = {"retry_writes": items[0].pop("retry_writes")} if "retry_writes" in items[0] else {}
    items = [{name: value for name, value in one.items() if name != "retry_writes"} for one in items]
    later = Later(box, ENDS[end][0], 2)
    result = desk.run(commands=items, **options, on_error="continue", context={"still_wanted": later})
    assert [one["outcome"] for one in result["outcomes"]] == ["ran", "ran", "did_not_run", "did_not_run"], result
    assert [one["executed"] for one in box.control.journal(kind="invoke")] == [True, True]


@proves("24")
@pytest.mark.parametrize("kind", CLASSES)
def test_a_session_that_was_closed_sends_nothing_more(shared_box: Box, box: Box, tmp_path: Path, kind: str) -> None:
    """By a task of another host, for example, while a list is at work."""
    desk = Desk(shared_box, tmp_path).connect()
    items = [{name: value for name, value in command_of(kind).items() if name != "retry_writes"} for _more in range(3)]
    box.control.forget()
    result = desk.run(commands=items, on_error="continue", context={"still_wanted": Later(box, desk.disconnect, 1)})
    assert [one["outcome"] for one in result["outcomes"]] == ["ran", "did_not_run", "did_not_run"], result
    assert [one["executed"] for one in box.control.journal(kind="invoke")] == [True]


@proves("24")
@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize(("moment", "executed"), [("before", 0), ("after", 1)])
def test_an_end_before_another_try_does_not_hide_the_first(
    desk: Desk, box: Box, moment: str, executed: int, end: str
) -> None:
    command = command_of("idempotent write, allowed")
    box.control.fault("status", match={"cmdlet": "set-mailbox"}, status=503, moment=moment)
    result = desk.run(**command, context={"still_wanted": Later(box, ENDS[end][0], 1)})
    assert (result["failed"], result["outcome"]) == (True, "unknown"), result
    assert [one["executed"] for one in box.control.journal(cmdlet="Set-Mailbox")] == [bool(executed)]


# In flight


@contextmanager
def soon(do: Callable[[], None], box: Box) -> Iterator[None]:
    """Do something when a request has arrived."""

    def wait() -> None:
        wait_until(lambda: bool(box.control.journal(kind="invoke")), "a request")
        do()

    with meanwhile(wait):
        yield


def stop_this_process() -> None:
    send(signal.SIGTERM)


@proves("24")
@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("kind", CLASSES)
def test_what_is_in_flight_has_its_seconds_then_nobody_knows(desk: Desk, box: Box, kind: str, moment: str) -> None:
    command = command_of(kind)
    box.control.fault("timeout", match={"cmdlet": command["cmdlet"].lower()}, moment=moment, times=0)
    owner = Owner.of(os.getpid(), Machine.here())
    with Ending(owner, lambda: False, passed_on=False, grace=0.1) as ending, soon(stop_this_process, box):
        context = {"still_wanted": ending.still_wanted, "in_flight": ending.in_flight}
        result = desk.run(**command, context=context, patient=True)
    told = "did_not_run" if kind == "read" else "unknown"
    assert (result["failed"], result["outcome"]) == (True, told), result
    assert result["error"]["documentation"].endswith("#interrupted")
    (sent,) = box.control.journal(cmdlet=command["cmdlet"])
    assert sent["executed"] is (moment == "after")
    if kind != "read":
        assert result["error"]["client_request_id"] == sent["headers"]["client-request-id"]


@proves("24")
def test_the_seconds_are_ten() -> None:
    assert GRACE == 10.0


@proves("24")
@pytest.mark.parametrize("kind", CLASSES[1:])
def test_a_write_that_is_answered_within_its_seconds_ran(desk: Desk, box: Box, kind: str) -> None:
    command = command_of(kind)
    box.control.barrier(2, {"cmdlet": command["cmdlet"].lower()})
    owner = Owner.of(os.getpid(), Machine.here())
    with Ending(owner, lambda: False, passed_on=False, grace=SECONDS) as ending, signal_while_held(box, 1):
        context = {"still_wanted": ending.still_wanted, "in_flight": ending.in_flight}
        result = desk.run(**command, context=context)
    assert ("failed" in result, result["changed"]) == (False, True), result


# The task's own timeout


class TaskTimeoutError(BaseException):
    """What ansible-core raises where the keyword ``timeout`` fires; the name is all that its versions share."""


@contextmanager
def task_timeout(box: Box, requests: int) -> Iterator[None]:
    """The alarm of ansible-core, when the box has seen so many requests of cmdlets, and the edge that tells of it."""

    def arrived() -> bool:
        return len(box.control.journal(kind="invoke")) >= requests

    def ring() -> None:
        wait_until(arrived, "the last request")
        send(signal.SIGALRM)

    def fire(_number: int, _frame: FrameType | None) -> None:
        raise TaskTimeoutError

    action = ActionModule.__new__(ActionModule)
    action._task = SimpleNamespace(action="m365.exchange.exo_command", retries=None, until=None)

    def edge(operation: Any, options: Any, context: Any) -> Any:
        try:
            return outcome_of(operation, options, context)
        except TaskTimeoutError as error:
            return action._time_out(error, context.so_far)

    before = signal.signal(signal.SIGALRM, fire)
    try:
        with patch.object(desk_module, "outcome_of", edge), meanwhile(ring):
            yield
    finally:
        signal.signal(signal.SIGALRM, before)


@proves("25")
@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("kind", CLASSES)
def test_a_task_whose_time_is_over_in_flight_leaves_open_what_ran(desk: Desk, box: Box, kind: str, moment: str) -> None:
    command = command_of(kind)
    box.control.fault("timeout", match={"cmdlet": command["cmdlet"].lower()}, moment=moment, times=0)
    with task_timeout(box, 1):
        result = desk.run(**command, patient=True)
    assert (result["failed"], result["outcome"], result["error"]["retry_safe"]) == (True, "unknown", False), result
    assert result["error"]["documentation"].endswith("#task-timeout")
    assert result["changed"] is (kind != "read")
    (sent,) = box.control.journal(cmdlet=command["cmdlet"])
    assert sent["executed"] is (moment == "after")


@proves("25")
def test_a_list_whose_time_is_over_tells_what_ran(desk: Desk, box: Box) -> None:
    items = [command_of("idempotent write") for _more in range(3)]
    box.control.fault("timeout", match={"cmdlet": "set-mailbox"}, skip=1, times=0)
    with task_timeout(box, 2):
        result = desk.run(commands=items, patient=True)
    assert [one["outcome"] for one in result["outcomes"]] == ["ran", "unknown", "did_not_run"], result
    assert (result["outcome"], len(box.control.journal(cmdlet="Set-Mailbox"))) == ("unknown", 2)
