# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A signal ends an operation at once, a write in flight gets its seconds, and nobody works for a dead run."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from types import FrameType

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure, Interrupted
from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Machine, Owner
from ansible_collections.m365.exchange.plugins.module_utils._task import run_operation
from ansible_collections.m365.exchange.plugins.module_utils._task.context_and_progress import Context
from ansible_collections.m365.exchange.plugins.module_utils._task.run_operation import Ending, nobody_reads, outcome_of
from support.waiting import SECONDS

HERE = Machine.here()
THIS = Owner.of(os.getpid(), HERE)
SIGNALS = [signal.SIGTERM, signal.SIGINT]


@pytest.fixture(autouse=True)
def heard() -> Iterator[list[int]]:
    """The signals that reach whoever handled them before."""
    came: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        came.append(number)

    before = {one: signal.signal(one, note) for one in SIGNALS}
    yield came
    for one, handler in before.items():
        signal.signal(one, handler)


def ending(owner: Owner = THIS, *, orphaned: bool = False, passed_on: bool = False, grace: float = SECONDS) -> Ending:
    return Ending(owner, lambda: orphaned, passed_on=passed_on, grace=grace)


def send(number: int) -> None:
    os.kill(os.getpid(), number)


def wait_for(number: int) -> None:
    """Send a signal and wait far longer than any test may take."""
    send(number)
    time.sleep(SECONDS)


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_wakes_whoever_waits_and_is_passed_on_in_the_end(number: int, heard: list[int]) -> None:
    with pytest.raises(Interrupted) as caught, ending(passed_on=True):
        wait_for(number)
    assert caught.value.signal == signal.Signals(number).name
    assert not caught.value.may_have_run
    assert heard == [number]


def test_without_passing_on_the_process_is_left_to_tell_its_result(heard: list[int]) -> None:
    with pytest.raises(Interrupted), ending():
        wait_for(signal.SIGTERM)
    assert heard == []
    send(signal.SIGTERM)
    assert heard == [signal.SIGTERM]


def test_an_orphan_that_waits_for_an_answer_is_woken(monkeypatch: pytest.MonkeyPatch, heard: list[int]) -> None:
    monkeypatch.setattr(run_operation, "LOOK_EVERY", 0.01)
    with pytest.raises(Interrupted) as caught, ending(orphaned=True):
        time.sleep(SECONDS)
    assert caught.value.signal == "SIGTERM"
    assert heard == []


def test_who_is_no_orphan_waits_in_peace_and_leaves_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_operation, "LOOK_EVERY", 0.01)
    before = threading.active_count()
    with ending():
        time.sleep(0.1)
    assert threading.active_count() == before


def test_what_cleans_up_is_not_cut_short_by_a_second_signal() -> None:
    cleaned = []

    def work() -> None:
        try:
            wait_for(signal.SIGINT)
        finally:
            send(signal.SIGTERM)
            cleaned.append("all")

    with pytest.raises(Interrupted), ending():
        work()
    assert cleaned == ["all"]


def test_a_write_in_flight_gets_its_answer_and_nothing_follows(heard: list[int]) -> None:
    with ending(passed_on=True) as one:
        with one.in_flight():
            send(signal.SIGTERM)
            answer = "the answer"
        with pytest.raises(Interrupted):
            one.still_wanted()
    assert answer == "the answer"
    assert heard == [signal.SIGTERM]


def test_a_write_without_an_answer_ends_after_its_seconds_and_may_have_run() -> None:
    began = time.monotonic()
    with pytest.raises(Interrupted) as caught, ending(grace=0.2) as one, one.in_flight():
        wait_for(signal.SIGTERM)
    assert 0.2 <= time.monotonic() - began < SECONDS
    assert caught.value.may_have_run


def test_an_ignored_signal_stays_ignored() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with ending() as one:
        send(signal.SIGINT)
        one.still_wanted()


def test_handlers_are_as_before() -> None:
    before = [signal.getsignal(one) for one in SIGNALS]
    with ending():
        pass
    assert [signal.getsignal(one) for one in SIGNALS] == before


@pytest.mark.parametrize(
    ("made", "key"),
    [
        (lambda: ending(orphaned=True), "run-is-over"),
        (lambda: ending(replace(THIS, start=THIS.start + 1)), "run-is-over"),
    ],
)
def test_nobody_works_for_a_run_that_is_over(made: Callable[[], Ending], key: str) -> None:
    with made() as one, pytest.raises(Failure) as caught:
        one.still_wanted()
    assert caught.value.key == key
    assert caught.value.outcome == "did_not_run"


@pytest.mark.parametrize("owner", [THIS, Owner(), replace(THIS, namespace="pid:[another]")])
def test_a_run_that_lives_or_cannot_be_seen_is_worked_for(owner: Owner) -> None:
    with ending(owner) as one:
        one.still_wanted()


@pytest.mark.parametrize("in_flight", [True, False])
def test_an_interrupted_operation_is_a_failure_that_tells_its_outcome(*, in_flight: bool) -> None:
    with ending(grace=0.05) as one:

        def operation(_options: object, context: Context) -> dict[str, object]:
            around: AbstractContextManager[None] = context.in_flight()
            if in_flight:
                with around:
                    wait_for(signal.SIGTERM)
            wait_for(signal.SIGTERM)
            return {}

        result = outcome_of(operation, {}, Context({}, THIS, in_flight=one.in_flight))
    assert result["failed"]
    assert result["outcome"] == ("unknown" if in_flight else "did_not_run")
    assert result["error"]["documentation"].endswith("#interrupted")
    assert "SIGTERM" in result["msg"]


def test_a_module_sees_that_nobody_reads_its_output_any_more() -> None:
    reader, writer = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(reader)
        os.dup2(writer, 1)
        os.close(writer)
        end = time.monotonic() + SECONDS
        while not nobody_reads() and time.monotonic() < end:
            time.sleep(0.01)
        os._exit(0 if nobody_reads() else 1)
    os.close(writer)
    time.sleep(0.05)
    assert os.waitpid(pid, os.WNOHANG) == (0, 0)
    os.close(reader)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
