# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sweeping: what is over goes, everything else stays."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._clock import Clock
from ansible_collections.m365.exchange.plugins.module_utils._session import session_age_and_sweep
from ansible_collections.m365.exchange.plugins.module_utils._session.encrypted_store import SessionStore
from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Machine, Owner
from ansible_collections.m365.exchange.plugins.module_utils._session.private_files_and_locks import Folder, try_lock
from ansible_collections.m365.exchange.plugins.module_utils._session.session_age_and_sweep import (
    MOST_IN_USE,
    OwnerJudge,
    SessionEntry,
    entry_of_record,
)
from ansible_collections.m365.exchange.plugins.module_utils._session.session_folders import open_place

from .conftest import CONTENT, CONTOSO, LATER, Hands, World, key_of, renewed, stale

ID = "0123456789abcdef" * 2


def leave_dead(world: World) -> str:
    """A session whose run is gone, with its lock."""
    living, world.owner = world.owner, replace(world.owner, start=world.owner.start + 1)
    with world.store() as store:
        handle = store.create(CONTENT, CONTOSO, LATER)
        store.renew(handle, stale, renewed)
    world.owner = living
    return handle.id


def test_sessions_of_a_dead_run_go_and_those_of_a_living_one_stay(world: World, store: SessionStore) -> None:
    dead = [leave_dead(world) for _unused in range(3)]
    handle = store.create(CONTENT, CONTOSO, LATER)
    assert {entry.header.id: entry.state for entry in store.list_sessions()} == {
        **dict.fromkeys(dead, "ownerless"),
        handle.id: "open",
    }
    assert store.sweep() == 3
    assert world.files() == [f"{handle.id}.lock", f"{handle.id}.rec"]
    assert store.read(handle)[1] == CONTENT


def test_a_session_that_cannot_be_renewed_goes_with_its_token(world: World, store: SessionStore, hands: Hands) -> None:
    store.create(CONTENT, replace(CONTOSO, renewable=False), hands.wall + 60)
    assert store.sweep() == 0
    hands.pass_time(61)
    assert store.sweep() == 1
    assert world.files() == []


def test_a_session_that_somebody_renews_right_now_is_left_alone(world: World, store: SessionStore) -> None:
    dead = leave_dead(world)
    with try_lock(open_place(world.places[0], world.uid, create=False), f"{dead}.lock") or pytest.fail("busy"):
        assert store.sweep() == 0
    assert store.sweep() == 1


def test_a_record_that_a_listing_missed_keeps_its_lock(
    world: World, store: SessionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    handle = store.create(CONTENT, CONTOSO, LATER)
    store.renew(handle, stale, renewed)
    before, real = world.files(), os.listdir
    with monkeypatch.context() as patch:
        patch.setattr(os, "listdir", lambda fd: [name for name in real(fd) if not name.endswith(".rec")])
        store.sweep()
    assert world.files() == before


def test_what_killed_processes_left_goes_in_its_time(world: World, store: SessionStore, hands: Hands) -> None:
    """A lock file or a temporary one may be that of a session which is just being made."""
    handle = store.create(CONTENT, CONTOSO, LATER)
    kept = [f"{handle.id}.lock", f"{handle.id}.rec"]
    young = [f".{ID}.{'ab' * 8}.tmp", f"{ID}.lock"]
    for name in (*young, f"{handle.id[::-1]}.gate"):
        (world.folder / name).touch(0o600)
    store.sweep()
    assert world.files() == sorted([*young, *kept])
    (world.folder / f"{ID}.gate").touch(0o600)
    hands.pass_time(601)
    store.sweep()
    store.sweep()
    assert world.files() == kept


def test_a_record_without_a_lock_file_is_closed_and_goes(world: World, store: SessionStore) -> None:
    """As a killed close leaves it, and as they were made before lock files were made first."""
    handle = store.create(CONTENT, CONTOSO, LATER)
    (world.folder / f"{handle.id}.lock").unlink()
    assert key_of(lambda: store.read(handle)) == "session-closed"
    assert store.list_sessions() == []
    store.sweep()
    assert world.files() == []


def test_a_session_that_loses_its_lock_file_while_it_is_renewed_ends(world: World, store: SessionStore) -> None:
    handle = store.create(CONTENT, CONTOSO, LATER)

    def lose_lock(content: dict[str, Any]) -> tuple[dict[str, Any], float]:
        (world.folder / f"{handle.id}.lock").unlink()
        world.store().sweep()
        return renewed(content)

    assert key_of(lambda: store.renew(handle, stale, lose_lock)) == "session-closed"
    assert world.files() == []


def test_a_session_in_use_keeps_its_lock_file_as_young_as_its_record(
    world: World, store: SessionStore, hands: Hands
) -> None:
    """What cleans a folder of old files, such as that of XDG_RUNTIME_DIR, must not close a session."""
    handle = store.create(CONTENT, CONTOSO, LATER)
    hands.pass_time(3600)
    store.read(handle)
    times = [(world.folder / f"{handle.id}.{kind}").stat().st_mtime for kind in ("rec", "lock")]
    assert times == [pytest.approx(hands.wall, abs=1)] * 2


def test_a_record_that_nobody_can_read_goes_after_a_day(world: World, store: SessionStore, hands: Hands) -> None:
    store.close(store.create(CONTENT, CONTOSO, LATER))
    for kind in ("rec", "lock"):
        (world.folder / f"{ID}.{kind}").touch(0o600)
    hands.pass_time(23 * 3600)
    assert store.sweep() == 0
    hands.pass_time(2 * 3600)
    assert store.sweep() == 1


def test_slots_that_nobody_holds_go_after_a_day(world: World, store: SessionStore, hands: Hands) -> None:
    handle = store.create(CONTENT, CONTOSO, LATER)
    with store.pacing(handle, store.read(handle)[0]).turn():
        pass
    slots = world.folder / "slots"
    store.sweep()
    assert len(list(slots.iterdir())) == 1
    hands.pass_time(25 * 3600)
    store.sweep()
    assert list(slots.iterdir()) == []


def test_nothing_else_is_touched(world: World, store: SessionStore, hands: Hands, tmp_path: Path) -> None:
    store.close(store.create(CONTENT, CONTOSO, LATER))
    others = ["notes.txt", "x.rec", f"{ID}.rec.bak", f"{ID.upper()}.rec", f".{ID}.tmp", f"{ID}.lock.d"]
    for name in others:
        (world.folder / name).touch(0o600)
    (world.folder / f".{ID}.{'ab' * 8}.tmp").mkdir()
    (world.folder / f".{ID}.{'cd' * 8}.tmp").symlink_to(tmp_path)
    hands.pass_time(10 * 86400)
    before = world.files()
    assert store.sweep() == 0
    assert world.files() == before


def test_a_sweep_without_any_folder_makes_none(world: World, store: SessionStore) -> None:
    assert store.sweep() == 0
    assert not world.folder.exists()


def test_a_sweep_is_short_and_reaches_everything_in_the_end(world: World, store: SessionStore, hands: Hands) -> None:
    store.close(store.create(CONTENT, CONTOSO, LATER))
    for number in range(1500):
        (world.folder / f".{number:032x}.{'ab' * 8}.tmp").touch(0o600)
    hands.pass_time(700)
    store.sweep()
    assert len(world.files()) == 500
    store.sweep()
    assert world.files() == []


def test_a_sweep_looks_at_few_sessions_in_use_and_the_next_ones_reach_the_rest(world: World) -> None:
    """In a run over many customers, each connect sweeps while hundreds are open."""
    with world.store() as store:
        living = {store.create(CONTENT, CONTOSO, LATER).id for _unused in range(MOST_IN_USE * 3)}
    dead = leave_dead(world)
    looked_at: list[str] = []

    def look(folder: Folder, identifier: str, clock: Clock, judge: OwnerJudge) -> SessionEntry | None:
        looked_at.append(identifier)
        return entry_of_record(folder, identifier, clock, judge)

    def chance_of(part: float) -> Callable[[], float]:
        return lambda: part

    # Wherever the sweeps begin, the names come round: each begins where the last one ended.
    with patch.object(session_age_and_sweep, "entry_of_record", look):
        for begin in range(4):
            world.clock = replace(world.clock, chance=chance_of(begin / 4))
            looked_at.clear()
            world.store().sweep()
            assert len(set(looked_at) & living) <= MOST_IN_USE
    assert {path.removesuffix(".rec") for path in world.files() if path.endswith(".rec")} == living
    assert dead not in living


def test_a_sweep_stops_after_a_fifth_of_a_second(world: World, hands: Hands) -> None:
    world.store().close(world.store().create(CONTENT, CONTOSO, LATER))
    for number in range(50):
        (world.folder / f".{number:032x}.{'ab' * 8}.tmp").touch(0o600)
    hands.pass_time(700)

    def slow() -> float:
        hands.pass_time(0.021)
        return hands.steady

    world.clock = replace(world.clock, steady=slow)
    world.store().sweep()
    assert 30 <= len(world.files()) <= 45


def test_sessions_of_other_namespaces_are_judged_by_age_alone(world: World, machine: Machine, hands: Hands) -> None:
    world.owner = Owner.of(os.getpid(), replace(machine, namespace="pid:[1]"))
    world.store().create(CONTENT, CONTOSO, LATER)
    assert world.store().sweep() == 0
    hands.pass_time(2.1 * 3600)
    assert world.store().sweep() == 1
