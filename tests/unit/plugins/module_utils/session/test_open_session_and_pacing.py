# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The brake and the slots: all processes of a tenant wait for each other, and for nothing else."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._clock import Clock
from ansible_collections.m365.exchange.plugins.module_utils._session.encrypted_store import SessionStore
from ansible_collections.m365.exchange.plugins.module_utils._session.handle_and_record import SessionFacts
from ansible_collections.m365.exchange.plugins.module_utils._session.open_session_and_pacing import (
    ProcessPacing,
    SessionPacing,
)

from .conftest import CONTENT, CONTOSO, FABRIKAM, LATER, Hands, World, key_of, start_child


def pacing_of(world: World, facts: SessionFacts = CONTOSO) -> SessionPacing:
    store = world.store()
    handle = store.create(CONTENT, facts, LATER)
    return store.pacing(handle, store.read(handle)[0])


def test_who_is_not_braked_does_not_wait(world: World, hands: Hands) -> None:
    with pacing_of(world).turn() as waited:
        assert waited == 0
    assert hands.slept == []


def test_one_process_brakes_all(world: World, store: SessionStore, hands: Hands) -> None:
    handle = store.create(CONTENT, CONTOSO, LATER)
    header = store.read(handle)[0]
    store.pacing(handle, header).brake(30)
    other = world.store().pacing(handle, header)
    with other.turn() as waited:
        assert 29.9 < waited < 30.1
    assert other.wait_before_send() == 0


def test_a_longer_brake_stays_and_none_is_longer_than_two_minutes(world: World, hands: Hands) -> None:
    for pacing in (pacing_of(world), ProcessPacing(world.clock)):
        pacing.brake(60)
        pacing.brake(5)
        assert 59.9 < pacing.wait_before_send() < 60.1
        pacing.brake(10_000)
        assert 119.9 < pacing.wait_before_send() < 120.1
        pacing.brake(-5)
        assert pacing.wait_before_send() == 0


def test_a_shorter_brake_of_another_process_changes_nothing(world: World, store: SessionStore) -> None:
    handle = store.create(CONTENT, CONTOSO, LATER)
    header = store.read(handle)[0]
    for seconds in (60, 5):
        world.store().pacing(handle, header).brake(seconds)
    assert 59.9 < store.pacing(handle, header).wait_before_send() < 60.1


def test_a_gate_that_we_would_not_have_set_is_ignored(world: World, store: SessionStore, hands: Hands) -> None:
    handle = store.create(CONTENT, CONTOSO, LATER)
    pacing = store.pacing(handle, store.read(handle)[0])
    gate = world.folder / f"{handle.id}.gate"
    gate.touch(0o600)
    for ahead in (-10.0, 130.0, 86400.0, 1e9):
        os.utime(gate, (hands.wall + ahead, hands.wall + ahead))
        assert pacing.wait_before_send() == 0
    gate.unlink()
    gate.mkdir()
    os.utime(gate, (hands.wall + 10, hands.wall + 10))
    assert pacing.wait_before_send() == 0


def test_three_have_a_slot_and_the_fourth_waits(world: World, hands: Hands) -> None:
    with ExitStack() as stack:
        held = [stack.enter_context(ExitStack()) for _unused in range(3)]
        for one in held:
            one.enter_context(pacing_of(world).turn())

        def sleep(seconds: float) -> None:
            hands.sleep(seconds)
            if len(hands.slept) == 4:
                held[1].close()

        world.clock = replace(world.clock, sleep=sleep)
        with pacing_of(world).turn() as waited:
            assert waited == pytest.approx(sum(hands.slept))
        assert len(hands.slept) == 4
        assert all(0.05 <= pause <= 0.25 for pause in hands.slept)


@pytest.mark.parametrize("shared", [True, False])
@pytest.mark.parametrize(("slices", "wide", "mine"), [(2, 0, 1), (3, 0, 1), (50, 0, 1), (4, 16, 4), (1, 0, 3)])
def test_a_slice_takes_its_share_of_the_slots(
    world: World, store: SessionStore, shared: bool, slices: int, wide: int, mine: int
) -> None:
    pacing = ProcessPacing(world.clock, slices=slices)
    if shared:
        handle = store.create(CONTENT, CONTOSO, LATER)
        pacing = store.pacing(handle, store.read(handle)[0], slices=slices)
    pacing.widen(wide)

    class Enough(Exception):
        pass

    def enough() -> None:
        raise Enough

    with ExitStack() as stack:
        for _number in range(mine):
            stack.enter_context(pacing.turn(enough))
        with pytest.raises(Enough):
            stack.enter_context(pacing.turn(enough))


def test_another_organization_has_slots_of_its_own(world: World, hands: Hands) -> None:
    with ExitStack() as stack:
        for _unused in range(3):
            stack.enter_context(pacing_of(world).turn())
        assert stack.enter_context(pacing_of(world, FABRIKAM).turn()) == 0


class Stop(Exception):
    pass


def stop() -> None:
    raise Stop


@pytest.mark.parametrize("shared", [True, False])
def test_a_check_ends_the_waiting(world: World, hands: Hands, shared: bool) -> None:
    pacing: ProcessPacing = pacing_of(world) if shared else ProcessPacing(world.clock)
    with pacing.turn(stop), pacing.turn(stop), pacing.turn(stop), pytest.raises(Stop), pacing.turn(stop):
        pass
    pacing.brake(10)
    with pytest.raises(Stop):
        pacing.wait_before_send(stop)
    assert hands.slept == []


@pytest.mark.parametrize("shared", [True, False])
def test_a_brake_that_comes_while_waiting_for_a_slot_is_obeyed(world: World, hands: Hands, shared: bool) -> None:
    pacing: ProcessPacing = pacing_of(world) if shared else ProcessPacing(world.clock)
    with ExitStack() as stack:
        for _unused in range(3):
            stack.enter_context(pacing.turn())
        calls = []

        def check() -> None:
            calls.append(1)
            if len(calls) == 2:
                pacing.brake(20)
                stack.close()

        with pacing.turn(check) as waited:
            assert waited >= 20


def test_a_turn_that_fails_gives_its_slot_back(world: World) -> None:
    for pacing in (pacing_of(world), ProcessPacing(world.clock)):
        for _unused in range(5):
            with pytest.raises(Stop), pacing.turn():
                raise Stop


def test_a_killed_process_gives_its_slots_back(real_world: World) -> None:
    store = real_world.store()
    handle = store.create(CONTENT, CONTOSO, LATER)
    header = store.read(handle)[0]
    reading, writing = os.pipe()

    def hold() -> None:
        with real_world.store() as own, ExitStack() as stack:
            for _unused in range(3):
                stack.enter_context(own.pacing(handle, header).turn())
            os.write(writing, b"x")
            signal.pause()

    pid = start_child(hold)
    os.read(reading, 1)
    with pytest.raises(Stop), store.pacing(handle, header).turn(stop):
        pass
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    with store.pacing(handle, header).turn(stop) as waited:
        assert waited == 0
    os.close(reading)
    os.close(writing)


@pytest.mark.parametrize("shared", [True, False])
def test_threads_of_one_process_share_the_slots(real_world: World, shared: bool) -> None:
    pacing: ProcessPacing = pacing_of(real_world) if shared else ProcessPacing(Clock())
    now: list[int] = []
    most: list[int] = []
    guard = threading.Lock()

    def send() -> None:
        with pacing.turn():
            with guard:
                now.append(1)
                most.append(len(now))
            Clock().sleep(0.01)
            with guard:
                now.pop()

    threads = [threading.Thread(target=send) for _unused in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) <= 3
    assert len(most) == 8


def test_without_a_usable_folder_the_process_counts_for_itself(world: World, tmp_path: Path) -> None:
    pacing = pacing_of(world)
    (world.folder / "slots").symlink_to(tmp_path)
    with pacing.turn(stop), pacing.turn(stop), pacing.turn(stop), pytest.raises(Stop), pacing.turn(stop):
        pass
    assert len(world.warnings) == 1


def test_the_brake_of_a_process_does_not_cross_a_fork(world: World) -> None:
    pacing = ProcessPacing(world.clock)

    def use() -> None:
        assert key_of(lambda: pacing.brake(1)) == "session-in-a-child"
        assert key_of(pacing.turn().__enter__) == "session-in-a-child"

    assert os.waitstatus_to_exitcode(os.waitpid(start_child(use), 0)[1]) == 0
