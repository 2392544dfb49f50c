# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Killed at any moment: what is left is whole or swept, and the next run works."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._clock import Clock
from ansible_collections.m365.exchange.plugins.module_utils._json_types import Row
from ansible_collections.m365.exchange.plugins.module_utils._session.encrypted_store import SessionLimit, SessionStore
from ansible_collections.m365.exchange.plugins.module_utils._session.handle_and_record import Handle
from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Machine, Owner
from support.extent import choose
from support.seeds import seeds
from support.waiting import wait_until

from .conftest import CONTENT, CONTOSO, LATER, Hands, World, in_child, key_of, never, renewed, stale, start_child
from .system_calls import DIED, die_at, watched
from .test_session_age_and_sweep import ID, leave_dead

Work = Callable[[SessionStore], object]


def each_death(world: World, machine: Machine, work: Callable[[], Work], after: Callable[[], None]) -> int:
    """Do the work in a process that dies at its n-th system call, for each n (in make test for each third), until it
    has fewer; at most how many there were."""
    for number in range(1, 500, choose(3, 1)):
        todo = work()

        def child(todo: Work = todo, number: int = number) -> None:
            own = replace(world, owner=Owner.of(os.getpid(), machine))
            with watched(die_at(number)):
                todo(own.store())

        status = in_child(child)
        after()
        world.release()
        if status == 0:
            return number - 1
        assert status == DIED
    raise AssertionError("no end")


def settle(world: World, hands: Hands) -> None:
    """The next connect sweeps, and the one ten minutes later; nothing may be left but what lives."""
    world.store().sweep()
    hands.pass_time(601)
    world.store().sweep()


def works(world: World) -> None:
    """A whole run: connect, use, renew, disconnect."""
    with world.store() as store:
        handle = store.create(CONTENT, CONTOSO, LATER, limit=SessionLimit(5))
        assert store.read(handle)[1] == CONTENT
        assert store.renew(handle, stale, renewed)["token"] == "new"
        with store.pacing(handle, store.read(handle)[0]).turn():
            pass
        assert store.close(handle)


@pytest.mark.parametrize("limit", [0, 5])
def test_dying_in_connect_leaves_nothing_that_is_not_swept(
    world: World, machine: Machine, hands: Hands, limit: int
) -> None:
    def after() -> None:
        for name in world.files():
            if name.endswith(".rec"):
                (entry,) = world.store().list_sessions()
                assert entry.state == "ownerless"
        settle(world, hands)
        assert [name for name in world.files() if name != "slots"] == []
        works(world)

    def create(store: SessionStore) -> object:
        return store.create(CONTENT, CONTOSO, LATER, limit=SessionLimit(limit))

    assert each_death(world, machine, lambda: create, after) > 15


def test_dying_in_a_renewal_leaves_the_old_or_the_new_record_whole(
    world: World, machine: Machine, hands: Hands
) -> None:
    handles: list[Handle] = []

    def work() -> Work:
        handles.append(world.store().create(CONTENT, CONTOSO, LATER))
        return lambda store: store.renew(handles[-1], stale, renewed)

    def after() -> None:
        handle = handles[-1]
        assert world.store().read(handle)[1] in (CONTENT, renewed(CONTENT)[0])
        assert world.store().renew(handle, stale, renewed) == renewed(CONTENT)[0]
        assert world.store().read(handle)[1] == renewed(CONTENT)[0]
        assert world.store().close(handle)
        settle(world, hands)
        assert world.files() == []

    assert each_death(world, machine, work, after) > 25


def test_dying_in_disconnect_leaves_the_session_open_or_closed(world: World, machine: Machine, hands: Hands) -> None:
    handles: list[Handle] = []

    def work() -> Work:
        with world.store() as store:
            handles.append(store.create(CONTENT, CONTOSO, LATER))
            store.renew(handles[-1], stale, renewed)
            store.pacing(handles[-1], store.read(handles[-1])[0]).brake(3)
        return lambda store: store.close(handles[-1])

    def after() -> None:
        handle = handles[-1]
        if f"{handle.id}.lock" in world.files():
            assert world.store().read(handle)[1] == renewed(CONTENT)[0]
        else:
            assert key_of(lambda: world.store().read(handle)) == "session-closed"
        world.store().close(handle)
        settle(world, hands)
        assert world.files() == []

    assert each_death(world, machine, work, after) > 10


def test_dying_in_a_sweep_leaves_the_rest_to_the_next(world: World, machine: Machine, hands: Hands) -> None:
    living = world.store().create(CONTENT, CONTOSO, LATER)

    def work() -> Work:
        leave_dead(world)
        for name in (f"{ID}.lock", f"{ID}.gate", f".{ID}.{'ab' * 8}.tmp"):
            (world.folder / name).touch(0o600)
            os.utime(world.folder / name, (1.0, 1.0))
        return lambda store: store.sweep()

    def after() -> None:
        assert world.store().read(living)[1] == CONTENT
        settle(world, hands)
        assert world.files() == [f"{living.id}.lock", f"{living.id}.rec"]

    assert each_death(world, machine, work, after) > 40


@pytest.mark.parametrize("seed", seeds("killed_processes"))
def test_eight_processes_killed_at_random_tear_no_record_and_hold_no_lock(real_world: World, seed: int) -> None:
    chance = random.Random(seed)
    store = real_world.store()
    handle = store.create({"count": 0, "twice": [0, 0]}, CONTOSO, LATER)
    header = store.read(handle)[0]

    def work() -> None:
        with real_world.store() as own:
            pacing = own.pacing(handle, header)
            while True:
                with pacing.turn():
                    content = own.renew(handle, never, lambda old: (grown(old), LATER))
                    demand_whole(content)
                own.sweep()

    children = [start_child(work) for _unused in range(8)]
    try:
        wait_until(lambda: bool(store.read(handle)[1]["count"]), "a renewal")
        for _unused in range(choose(15, 40, 5000)):
            time.sleep(chance.uniform(0.0, 0.02))
            victim = chance.randrange(len(children))
            kill(children[victim])
            children[victim] = -1
            demand_whole(store.read(handle)[1])
            children[victim] = start_child(work)
    finally:
        for pid in children:
            kill(pid)
    real_world.clock = Clock(sleep=lambda _seconds: pytest.fail("A dead process holds a lock."))
    store = real_world.store()
    store.renew(handle, never, lambda old: (grown(old), LATER))
    pacing = store.pacing(handle, header)
    with pacing.turn(), pacing.turn(), pacing.turn():
        pass
    assert store.close(handle)
    assert {name for name in real_world.files() if not name.endswith(".tmp")} == {"slots"}
    assert real_world.warnings == []


def grown(content: Row) -> Row:
    count = content["count"]
    assert isinstance(count, int)
    return {"count": count + 1, "twice": [count + 1, count + 1], "padding": "x" * (count * 37 % 20000)}


def demand_whole(content: Row) -> None:
    assert content["twice"] == [content["count"]] * 2


def kill(pid: int) -> None:
    """End a child and demand that it had not failed by itself."""
    if pid > 0:
        os.kill(pid, signal.SIGKILL)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL
