# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many processes, one session: one renews, all others take what it got."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from support.waiting import wait_until

from .conftest import CONTENT, CONTOSO, LATER, World, never, renewed, stale, start_child

FORKS = 8


def statuses_in_time(children: list[int]) -> list[int]:
    """The exit statuses of children; one that does not end is killed, so that a test fails instead of hanging."""
    ended: dict[int, int] = {}

    def have_all() -> bool:
        for pid in children:
            if pid not in ended:
                found, status = os.waitpid(pid, os.WNOHANG)
                ended.update({found: os.waitstatus_to_exitcode(status)} if found else {})
        return len(ended) == len(children)

    with suppress(AssertionError):
        wait_until(have_all, "the end of the children", 60.0)
    for pid in children:
        if pid not in ended:
            os.kill(pid, signal.SIGKILL)
            ended[pid] = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return [ended[pid] for pid in children]


@pytest.mark.parametrize("seconds", [0.0, 0.3])
def test_eight_processes_that_meet_an_old_token_renew_it_once(
    real_world: World, tmp_path: Path, seconds: float
) -> None:
    handle = real_world.store().create(CONTENT, CONTOSO, LATER)
    journal = tmp_path / "journal"
    journal.touch()
    ready, go = os.pipe()

    def renew(content: dict[str, Any]) -> tuple[dict[str, Any], float]:
        with journal.open("a") as file:
            file.write("renewed\n")
        time.sleep(seconds)
        return renewed(content)

    def work() -> None:
        os.read(ready, 1)
        with real_world.store() as store:
            assert store.renew(handle, stale, renew)["token"] == "new"
            assert store.read(handle)[0].generation == 1

    children = [start_child(work) for _unused in range(FORKS)]
    os.write(go, b"x" * FORKS)
    assert [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in children] == [0] * FORKS
    assert journal.read_text() == "renewed\n"
    os.close(ready)
    os.close(go)


def test_readers_never_see_a_torn_or_missing_record_while_it_is_written(real_world: World) -> None:
    store = real_world.store()
    handle = store.create({"n": 0, "m": 0}, CONTOSO, LATER)

    def read() -> None:
        with real_world.store() as own:
            for _unused in range(400):
                content = own.read(handle)[1]
                assert content["n"] == content["m"]

    children = [start_child(read) for _unused in range(3)]
    number = 0
    while children:
        number += 1
        store.put(handle, {"n": number, "m": number, "padding": "x" * (number % 7 * 9000)}, LATER)
        pid, status = os.waitpid(-1, os.WNOHANG) if number % 10 == 0 else (0, 0)
        if pid:
            children.remove(pid)
            assert status == 0
    assert store.read(handle)[1]["n"] == number


def test_a_session_closed_by_one_while_others_renew_is_closed_for_all(real_world: World) -> None:
    for _unused in range(5):
        handle = real_world.store().create(CONTENT, CONTOSO, LATER)

        def work(handle: Any = handle) -> None:
            with real_world.store() as store:
                while True:
                    store.renew(handle, never, renewed)

        def ends_closed(work: Any = work) -> None:
            with pytest.raises(Exception, match="is closed"):
                work()

        children = [start_child(ends_closed) for _unused in range(4)]
        time.sleep(0.02)
        # A renewer that finds the lock gone takes its write back, so it may be the one that removes the record.
        real_world.store().close(handle)
        assert statuses_in_time(children) == [0] * 4
        real_world.store().sweep()
        assert real_world.files() == []


def test_opening_and_reading_a_session_takes_less_than_a_millisecond(real_world: World) -> None:
    handle = real_world.store().create({"token": "x" * 4000}, CONTOSO, LATER)
    best = []
    for _unused in range(200):
        begun = time.thread_time()
        with real_world.store() as store:
            store.read(handle)
        best.append(time.thread_time() - begun)
    assert min(best) < 0.001


def test_a_turn_takes_less_than_a_tenth_of_a_millisecond(real_world: World) -> None:
    store = real_world.store()
    handle = store.create(CONTENT, CONTOSO, LATER)
    pacing = store.pacing(handle, store.read(handle)[0])
    best = []
    for _unused in range(200):
        begun = time.thread_time()
        with pacing.turn():
            best.append(time.thread_time() - begun)
    assert min(best) < 0.0001
