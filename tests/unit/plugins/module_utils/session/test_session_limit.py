# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""session_limit: counted under one lock, so that ten at once are never one too many."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._clock import Clock
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._session.encrypted_store import SessionLimit, SessionStore
from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Machine, Owner
from ansible_collections.m365.exchange.plugins.module_utils._session.private_files_and_locks import try_lock
from ansible_collections.m365.exchange.plugins.module_utils._session.session_folders import open_place

from .conftest import CONTENT, CONTOSO, FABRIKAM, LATER, Hands, World, key_of, start_child
from .test_session_age_and_sweep import leave_dead


def test_one_more_than_allowed_is_refused_with_a_list_of_the_open_ones(world: World, store: SessionStore) -> None:
    handles = [store.create(CONTENT, CONTOSO, LATER, limit=SessionLimit(2)) for _unused in range(2)]
    with pytest.raises(Failure) as caught:
        store.create(CONTENT, CONTOSO, LATER, limit=SessionLimit(2))
    assert caught.value.key == "session-limit"
    assert {shown["id"] for shown in caught.value.more["sessions"]} == {handle.id for handle in handles}
    assert {shown["owner_pid"] for shown in caught.value.more["sessions"]} == {os.getpid()}
    assert not any(handle.text().split(".")[4] in json.dumps(caught.value.more) for handle in handles)
    assert len(store.list_sessions()) == 2


def test_other_organizations_do_not_count(store: SessionStore) -> None:
    store.create(CONTENT, CONTOSO, LATER, limit=SessionLimit(1))
    store.create(CONTENT, FABRIKAM, LATER, limit=SessionLimit(1))
    store.create(CONTENT, replace(CONTOSO, identity="another"), LATER, limit=SessionLimit(1))


def test_without_a_limit_any_number_is_open(store: SessionStore) -> None:
    for _unused in range(10):
        store.create(CONTENT, CONTOSO, LATER)
    assert len(store.headers()) == 10


def test_sessions_of_dead_runs_and_ended_tokens_do_not_count(world: World, hands: Hands) -> None:
    dead = replace(world.owner, start=world.owner.start + 1)
    living, world.owner = world.owner, dead
    world.store().create(CONTENT, CONTOSO, LATER)
    world.owner = living
    world.store().create(CONTENT, replace(CONTOSO, renewable=False), hands.wall + 60)
    hands.pass_time(61)
    assert world.store().create(CONTENT, CONTOSO, LATER, limit=SessionLimit(1))
    assert len(world.store().list_sessions()) == 1


def test_a_dead_session_that_cannot_be_swept_yet_does_not_count(world: World) -> None:
    dead = leave_dead(world)
    folder = open_place(world.places[0], world.uid, create=False)
    with try_lock(folder, f"{dead}.lock") or pytest.fail("busy"):
        assert world.store().create(CONTENT, CONTOSO, LATER, limit=SessionLimit(1))
        assert len(world.store().list_sessions()) == 2
    folder.close()


def test_who_may_wait_asks_each_second_until_one_is_closed(world: World, hands: Hands) -> None:
    first = world.store().create(CONTENT, CONTOSO, LATER, limit=SessionLimit(1))

    def sleep(seconds: float) -> None:
        hands.sleep(seconds)
        if len(hands.slept) == 3:
            world.store().close(first)

    world.clock = replace(world.clock, sleep=sleep)
    assert world.store().create(CONTENT, CONTOSO, LATER, limit=SessionLimit(1, wait=30))
    assert hands.slept == [1.0, 1.0, 1.0]


def test_waiting_ends_in_the_same_failure(world: World, store: SessionStore, hands: Hands) -> None:
    store.create(CONTENT, CONTOSO, LATER, limit=SessionLimit(1))
    assert key_of(lambda: store.create(CONTENT, CONTOSO, LATER, limit=SessionLimit(1, wait=5))) == "session-limit"
    assert 5 <= sum(hands.slept) <= 6


def test_ten_processes_at_once_never_have_more_than_three_and_all_finish(
    real_world: World, machine: Machine, tmp_path: Path
) -> None:
    quick = Clock(sleep=lambda seconds: Clock().sleep(seconds / 20))
    ready, go = os.pipe()

    def work() -> None:
        os.read(ready, 1)
        real_world.owner, real_world.clock = Owner.of(os.getpid(), machine), quick
        with real_world.store() as store:
            handle = store.create(CONTENT, CONTOSO, LATER, limit=SessionLimit(3, wait=1200))
            count = len(store.list_sessions())
            (tmp_path / f"count-{os.getpid()}").write_text(str(count))
            Clock().sleep(0.02)
            store.close(handle)

    children = [start_child(work) for _unused in range(10)]
    os.write(go, b"x" * 10)
    assert [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in children] == [0] * 10
    counts = [int(path.read_text()) for path in tmp_path.glob("count-*")]
    assert len(counts) == 10
    assert max(counts) <= 3
    assert real_world.store().list_sessions() == []
    os.close(ready)
    os.close(go)
