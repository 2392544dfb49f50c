# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A session from its first to its last moment, in one process."""

from __future__ import annotations

import fcntl
import os
from dataclasses import replace
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._errors.all_advice import ADVICE
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._session.encrypted_store import SessionStore
from ansible_collections.m365.exchange.plugins.module_utils._session.handle_and_record import Handle
from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Machine, Owner
from ansible_collections.m365.exchange.plugins.module_utils._session.private_files_and_locks import try_lock
from ansible_collections.m365.exchange.plugins.module_utils._session.session_folders import open_place

from .conftest import CONTENT, CONTOSO, FABRIKAM, LATER, Hands, World, in_child, key_of, renewed, stale

HOUR = 3600.0


def test_what_was_created_is_read_by_another_process_with_the_handle_alone(world: World) -> None:
    text = world.store().create(CONTENT, CONTOSO, LATER).text()
    header, content = world.store().read(Handle.parse(text))
    assert content == CONTENT
    assert (header.organization, header.tenant_id) == (CONTOSO.organization, CONTOSO.tenant_id)
    assert header.expires == LATER


def test_no_secret_stands_in_the_file_and_no_key_anywhere(world: World, store: SessionStore) -> None:
    handle = store.create(CONTENT, CONTOSO, LATER)
    data = (world.folder / f"{handle.id}.rec").read_bytes()
    assert b"a token" not in data
    assert handle.key not in data
    assert world.files() == [f"{handle.id}.lock", f"{handle.id}.rec"]


def test_a_constructor_touches_nothing(world: World) -> None:
    world.store().release()
    assert world.files() == []
    assert not world.folder.exists()


def test_closing_twice_is_no_failure_and_leaves_nothing(world: World, store: SessionStore) -> None:
    handle = store.create(CONTENT, CONTOSO, LATER)
    store.renew(handle, stale, renewed)
    store.pacing(handle, store.read(handle)[0]).brake(5)
    assert [store.close(handle), store.close(handle)] == [True, False]
    assert world.files() == []
    assert key_of(lambda: store.read(handle)) == "session-closed"
    assert key_of(lambda: store.renew(handle, stale, renewed)) == "session-closed"
    assert key_of(lambda: store.put(handle, CONTENT, LATER)) == "session-closed"
    assert world.files() == []


# Renewal


def test_a_fresh_session_is_not_renewed(world: World, store: SessionStore) -> None:
    handle = store.create({"token": "new"}, CONTOSO, LATER)
    assert store.renew(handle, stale, lambda _content: pytest.fail("renewed")) == {"token": "new"}
    assert world.files() == [f"{handle.id}.lock", f"{handle.id}.rec"]


def test_a_renewal_is_seen_by_others(world: World, store: SessionStore) -> None:
    handle = store.create(CONTENT, CONTOSO, 5.0)
    assert store.renew(handle, stale, renewed)["token"] == "new"
    header, content = world.store().read(handle)
    assert (content["token"], header.generation, header.expires) == ("new", 1, LATER)
    world.store().put(handle, {"token": "newer"}, LATER)  # the lock is free again
    assert store.read(handle)[1] == {"token": "newer"}


def test_a_renewal_that_fails_leaves_the_record_and_the_lock_free(world: World, store: SessionStore) -> None:
    handle = store.create(CONTENT, CONTOSO, LATER)

    def fail(_unused: dict[str, Any]) -> tuple[dict[str, Any], float]:
        raise ConnectionError("no network")

    with pytest.raises(ConnectionError):
        store.renew(handle, stale, fail)
    assert store.read(handle)[1] == CONTENT
    assert store.renew(handle, stale, renewed)["token"] == "new"
    assert world.store().read(handle)[1]["token"] == "new"
    assert world.warnings == []


def test_a_lock_not_had_in_a_minute_means_a_token_for_this_process_only(
    world: World, store: SessionStore, hands: Hands
) -> None:
    handle = store.create(CONTENT, CONTOSO, LATER)
    with try_lock(open_place(world.places[0], world.uid, create=False), f"{handle.id}.lock") or pytest.fail("busy"):
        assert store.renew(handle, stale, renewed)["token"] == "new"
        assert 60 <= sum(hands.slept) < 61
        assert all(0.05 <= pause <= 0.25 for pause in hands.slept)
        assert store.read(handle)[1]["token"] == "new"
        assert world.store().read(handle)[1] == CONTENT
    assert len(world.warnings) == 1
    world.store().put(handle, {"token": "newer"}, LATER)
    assert store.read(handle)[1] == {"token": "newer"}


def test_who_waits_for_the_lock_takes_the_others_token(world: World, hands: Hands) -> None:
    handle = world.store().create(CONTENT, CONTOSO, LATER)

    def renew_elsewhere(seconds: float) -> None:
        hands.sleep(seconds)
        held.release()
        with world.store() as other:
            other.renew(handle, stale, renewed)

    held = try_lock(open_place(world.places[0], world.uid, create=False), f"{handle.id}.lock") or pytest.fail("busy")
    world.clock = replace(world.clock, sleep=renew_elsewhere)
    assert world.store().renew(handle, stale, lambda _content: pytest.fail("renewed twice"))["token"] == "new"


def test_a_session_closed_during_its_renewal_stays_closed(world: World, store: SessionStore) -> None:
    handle = store.create(CONTENT, CONTOSO, LATER)

    def close_meanwhile(content: dict[str, Any]) -> tuple[dict[str, Any], float]:
        assert world.store().close(handle)
        return renewed(content)

    assert key_of(lambda: store.renew(handle, stale, close_meanwhile)) == "session-closed"
    assert world.files() == []


def test_a_record_that_is_gone_is_not_brought_back_by_a_renewal(world: World, store: SessionStore) -> None:
    handle = store.create(CONTENT, CONTOSO, LATER)

    def lose_record(content: dict[str, Any]) -> tuple[dict[str, Any], float]:
        (world.folder / f"{handle.id}.rec").unlink()
        return renewed(content)

    assert key_of(lambda: store.renew(handle, stale, lose_record)) == "session-closed"
    assert f"{handle.id}.rec" not in world.files()


def test_a_session_closed_in_the_moment_of_writing_stays_closed(
    world: World, store: SessionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    handle = store.create(CONTENT, CONTOSO, LATER)
    real = os.replace

    def close_and_replace(source: str, target: str, **folders: int) -> None:
        assert world.store().close(handle)
        real(source, target, **folders)

    monkeypatch.setattr(os, "replace", close_and_replace)
    assert key_of(lambda: store.renew(handle, stale, renewed)) == "session-closed"
    assert world.files() == []


@pytest.mark.parametrize("held", [False, True])
def test_a_close_removes_the_lock_file_first(
    world: World, store: SessionStore, monkeypatch: pytest.MonkeyPatch, held: bool
) -> None:
    """A renewal that still finds its lock after writing must have written before the record is removed."""
    handle = store.create(CONTENT, CONTOSO, LATER)
    folder = open_place(world.places[0], world.uid, create=False)
    lock = try_lock(folder, f"{handle.id}.lock") if held else None
    real, order = os.unlink, list[str]()

    def note(name: str, *, dir_fd: int | None = None) -> None:
        order.append(name.rpartition(".")[2])
        real(name, dir_fd=dir_fd)

    monkeypatch.setattr(os, "unlink", note)
    assert store.close(handle)
    assert order[:2] == ["lock", "rec"]
    if lock is not None:
        assert not lock.is_current()
        lock.release()
    folder.close()


def test_a_record_replaced_while_it_is_opened_is_read_again(
    world: World, store: SessionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    handle = store.create(CONTENT, CONTOSO, LATER)
    other, real, met = world.store(), os.fstat, list[int]()

    def replace_and_look(fd: int) -> os.stat_result:
        if not met:
            met.append(fd)
            other.put(handle, {"token": "newer"}, LATER)
        return real(fd)

    monkeypatch.setattr(os, "fstat", replace_and_look)
    assert store.read(handle)[1] == {"token": "newer"}


@pytest.mark.parametrize("make", [False, True])
def test_a_lock_file_removed_before_it_was_locked_is_made_again_only_where_it_may_be(
    world: World, store: SessionStore, monkeypatch: pytest.MonkeyPatch, make: bool
) -> None:
    store.create(CONTENT, CONTOSO, LATER)
    (world.folder / "x.lock").touch(0o600)
    folder = open_place(world.places[0], world.uid, create=False)
    real, met = fcntl.flock, list[int]()

    def remove_and_lock(fd: int, operation: int) -> None:
        if not met:
            met.append(fd)
            (world.folder / "x.lock").unlink()
        real(fd, operation)

    monkeypatch.setattr(fcntl, "flock", remove_and_lock)
    if make:
        with try_lock(folder, "x.lock", make=True) or pytest.fail("busy") as lock:
            assert lock.is_current()
            assert try_lock(folder, "x.lock") is None
    else:
        with pytest.raises(FileNotFoundError):
            try_lock(folder, "x.lock")
        assert not (world.folder / "x.lock").exists()
    folder.close()


def test_a_reservation_is_filled_later(world: World, store: SessionStore) -> None:
    handle = store.create({}, CONTOSO, 0.0)
    store.put(handle, CONTENT, LATER)
    header, content = world.store().read(handle)
    assert (content, header.expires) == (CONTENT, LATER)


# Where and when


def test_a_session_of_another_machine_says_which(world: World, machine: Machine) -> None:
    world.machine = Machine("builder", "f" * 32, "another", "pid:[1]")
    handle = world.store().create(CONTENT, CONTOSO, LATER)
    world.machine = machine
    assert "made on builder" in key_of(lambda: world.store().read(handle), line=True)
    assert key_of(lambda: world.store().read(handle)) == "session-of-another-host"


def test_a_handle_that_travelled_alone_says_so(world: World, machine: Machine) -> None:
    handle = Handle.new("r", world.uid, replace(machine, machine="f" * 32))
    for call in (world.store().read, world.store().close):
        with pytest.raises(Failure) as caught:
            call(handle)
        assert caught.value.key == "session-of-another-host"


def test_a_session_of_an_earlier_boot_says_so(world: World, machine: Machine) -> None:
    world.machine = replace(machine, boot="earlier")
    handle = world.store().create(CONTENT, CONTOSO, LATER)
    world.machine = machine
    assert key_of(lambda: world.store().read(handle)) == "session-before-restart"


def test_where_nothing_is_known_of_the_machine_nothing_is_refused(world: World) -> None:
    world.machine, world.owner = Machine("mac"), Owner()
    handle = world.store().create(CONTENT, CONTOSO, LATER)
    assert world.store().read(handle)[1] == CONTENT
    assert world.store().list_sessions()[0].state == "open"


def test_a_session_whose_run_cannot_be_seen_ends_after_two_hours_without_use(world: World, hands: Hands) -> None:
    world.owner = Owner()
    handle = world.store().create(CONTENT, CONTOSO, LATER)
    for _unused in range(5):
        hands.pass_time(1.9 * HOUR)
        world.store().read(handle)
    hands.pass_time(2.1 * HOUR)
    assert key_of(lambda: world.store().read(handle)) == "session-expired"


def test_and_after_a_day_in_all(world: World, hands: Hands) -> None:
    world.owner = Owner()
    handle = world.store().create(CONTENT, CONTOSO, LATER)
    for _unused in range(23):
        hands.pass_time(HOUR)
        world.store().read(handle)
    hands.pass_time(1.1 * HOUR)
    assert key_of(lambda: world.store().read(handle)) == "session-expired"


def test_a_session_of_a_living_run_does_not_end_by_age(world: World, hands: Hands) -> None:
    handle = world.store().create(CONTENT, CONTOSO, LATER)
    hands.pass_time(30 * HOUR)
    assert world.store().list_sessions()[0].state == "open"
    assert world.store().read(handle)[1] == CONTENT


@pytest.mark.parametrize("jump", [-86400.0, 86400.0])
@pytest.mark.parametrize("known", [True, False])
def test_a_jump_of_the_clock_neither_ends_a_session_nor_keeps_one(
    world: World, hands: Hands, machine: Machine, jump: float, known: bool
) -> None:
    if not machine.boot:
        pytest.skip("this machine has no boot id")
    world.owner = world.owner if known else Owner()
    store = world.store()
    handle = store.create(CONTENT, CONTOSO, hands.wall + HOUR)
    hands.wall += jump
    header, content = store.read(handle)
    assert content == CONTENT
    assert store.seconds_left(header) == pytest.approx(HOUR, abs=1)
    assert store.sweep() == 0
    hands.pass_time(2.1 * HOUR)
    assert store.list_sessions()[0].state == ("open" if known else "expired")
    assert store.sweep() == (0 if known else 1)


def test_a_use_is_noted_at_most_once_a_minute(world: World, store: SessionStore, hands: Hands) -> None:
    handle = store.create(CONTENT, CONTOSO, LATER)
    path = world.folder / f"{handle.id}.rec"
    first = path.stat().st_mtime_ns
    hands.pass_time(50)
    store.read(handle)
    assert path.stat().st_mtime_ns == first
    hands.pass_time(20)
    store.read(handle)
    assert path.stat().st_mtime_ns > first + 60 * 10**9


# The brake before a write


def test_the_brake_lets_a_living_session_pass_and_stops_a_closed_one(world: World, store: SessionStore) -> None:
    handle = store.create(CONTENT, CONTOSO, LATER)
    header = store.read(handle)[0]
    store.still_open(handle, header)
    world.store().close(handle)
    assert key_of(lambda: store.still_open(handle, header)) == "session-closed"


def test_the_brake_stops_when_the_run_is_gone(world: World) -> None:
    world.owner = replace(world.owner, start=world.owner.start + 1)
    with world.store() as store:
        handle = store.create(CONTENT, CONTOSO, LATER)
        assert key_of(lambda: store.still_open(handle, store.read(handle)[0])) == "session-owner-gone"


# Listing and closing by owner


def test_the_listing_shows_who_and_how_old_and_no_key(world: World, store: SessionStore, hands: Hands) -> None:
    handle = store.create(CONTENT, CONTOSO, hands.wall + HOUR)
    hands.pass_time(90)
    (entry,) = store.list_sessions()
    shown = entry.as_map()
    assert (shown["id"], shown["organization"], shown["identity"], shown["tenant_id"]) == (
        handle.id,
        CONTOSO.organization,
        CONTOSO.identity,
        CONTOSO.tenant_id,
    )
    assert (shown["age"], shown["owner_pid"], shown["state"]) == (90, os.getpid(), "open")
    assert handle.text().split(".")[4] not in repr(shown)


def test_what_another_run_made_is_not_closed_with_mine(world: World, machine: Machine) -> None:
    mine = world.owner
    handles = [world.store().create(CONTENT, facts, LATER) for facts in (CONTOSO, FABRIKAM)]
    world.owner = Owner.of(os.getppid(), machine)
    theirs = world.store().create(CONTENT, CONTOSO, LATER)
    store = world.store()
    assert store.close_owned(mine, "FABRIKAM.onmicrosoft.com") == [handles[1].id]
    assert store.close_owned(mine, "nobody.example") == []
    assert store.close_owned(mine, CONTOSO.tenant_id) == [handles[0].id]
    assert store.close_owned(mine) == []
    assert store.read(theirs)[1] == CONTENT
    assert store.close_owned(Owner()) == []


def test_sessions_are_listed_wherever_they_are(world: World) -> None:
    world.store().create(CONTENT, CONTOSO, LATER)
    world.folder.chmod(0o755)
    with world.store() as store:
        store.create(CONTENT, CONTOSO, LATER)
        assert [entry.place for entry in store.list_sessions()] == ["h"]
        world.folder.chmod(0o700)
    assert [entry.place for entry in world.store().list_sessions()] == ["r", "h"]


# Forks


def test_a_forked_child_may_not_use_its_parents_store(world: World, store: SessionStore) -> None:
    handle = store.create(CONTENT, CONTOSO, LATER)
    pacing = store.pacing(handle, store.read(handle)[0])

    def use() -> None:
        for call in (
            lambda: store.read(handle),
            lambda: store.close(handle),
            pacing.turn().__enter__,
            store.list_sessions,
        ):
            assert key_of(call) == "session-in-a-child"

    assert in_child(use) == 0
    assert store.read(handle)[1] == CONTENT


def test_a_child_that_ends_does_not_unlock_its_parent(world: World, store: SessionStore) -> None:
    handle = store.create(CONTENT, CONTOSO, LATER)
    folder = open_place(world.places[0], world.uid, create=False)
    lock = try_lock(folder, f"{handle.id}.lock")
    assert lock is not None
    assert in_child(lock.release) == 0
    assert try_lock(folder, f"{handle.id}.lock") is None
    lock.release()


def test_descriptors_do_not_reach_a_program_that_is_started(world: World, store: SessionStore) -> None:
    handle = store.create(CONTENT, CONTOSO, LATER)
    with store.pacing(handle, store.read(handle)[0]).turn():
        numbers = [int(name) for name in os.listdir("/proc/self/fd")] if os.path.isdir("/proc/self/fd") else []
        ours = [fd for fd in numbers if fd > 2 and str(world.folder) in _target(fd)]
        assert ours
        assert not any(os.get_inheritable(fd) for fd in ours)


def _target(fd: int) -> str:
    try:
        return os.readlink(f"/proc/self/fd/{fd}")
    except OSError:
        return ""


def test_every_failure_of_a_session_says_what_to_do() -> None:
    ours = {key: advice for key, advice in ADVICE.items() if key.startswith(("session-", "handle-"))}
    assert len(ours) >= 15
    for advice in ours.values():
        assert advice.what.endswith(".")
        assert advice.cause.endswith(".")
        assert advice.fix
        assert all(line.endswith(".") for line in advice.fix)
