# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The system says no at any moment: a failure with a card or a warning, nothing half done, nothing left open."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._json_types import Row
from ansible_collections.m365.exchange.plugins.module_utils._session.encrypted_store import SessionLimit, SessionStore
from ansible_collections.m365.exchange.plugins.module_utils._session.handle_and_record import Handle
from support.extent import choose

from .conftest import CONTENT, CONTOSO, LATER, World, key_of, never, renewed, stale
from .system_calls import CODES, fail_at, watched
from .test_session_age_and_sweep import leave_dead

KEYS = {"session-folder-refused", "session-no-descriptors", "session-store-failed", "session-store-busy"}


def open_files() -> int:
    return len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0


def each_refusal(
    world: World, code: int, call: Callable[[SessionStore], object], after: Callable[[object], None]
) -> int:
    """Do the work with its n-th system call refused, for each n, until it has fewer; at most how many there were.

    In make test it is each third, another third for each code: all codes together refuse each call.
    """
    for number in choose(range(1 + CODES.index(code), 500, len(CODES)), range(1, 500)):
        world.release()
        world.warnings.clear()
        before = open_files()
        with world.store() as store, watched(fail_at(number, code)) as seen:
            result = outcome_of(lambda: call(store))
        assert open_files() == before
        after(result)
        if len(seen) < number:
            assert not isinstance(result, Failure)
            return number - 1
    raise AssertionError("no end")


def outcome_of(call: Callable[[], object]) -> object:
    """What a call returns, or the failure that it ends with."""
    try:
        return call()
    except Failure as exc:
        failed = exc
    assert failed.key in KEYS
    assert "\n" not in failed.line
    return failed


def leftovers(world: World) -> list[str]:
    return [name for place in world.places for name in _names(Path(place.path)) if name != "slots"]


def _names(path: Path) -> list[str]:
    return sorted(os.listdir(path)) if path.is_dir() else []


@pytest.mark.parametrize("code", CODES, ids=errno.errorcode.get)
@pytest.mark.parametrize("limit", [0, 5])
def test_connect_takes_the_next_place_or_fails_and_leaves_nothing(world: World, code: int, limit: int) -> None:
    def after(result: object) -> None:
        if isinstance(result, Handle):
            assert world.store().read(result)[1] == CONTENT
            assert world.store().close(result)
            assert result.place == "r" or world.warnings
        if code in (errno.EMFILE, errno.ENFILE) and isinstance(result, Failure):
            assert result.key == "session-no-descriptors"
        assert leftovers(world) == []

    each_refusal(world, code, lambda store: store.create(CONTENT, CONTOSO, LATER, limit=SessionLimit(limit)), after)


@pytest.mark.parametrize("code", CODES, ids=errno.errorcode.get)
def test_a_renewal_gives_its_token_or_fails_before_asking_for_one(world: World, code: int) -> None:
    handle = world.store().create(CONTENT, CONTOSO, LATER)
    asked: list[int] = []

    def renew(content: Row) -> tuple[Row, float]:
        asked.append(1)
        return renewed(content)

    def after(result: object) -> None:
        if asked:
            assert result == renewed(CONTENT)[0]
        on_disk = world.store().read(handle)[1]
        assert on_disk in (CONTENT, renewed(CONTENT)[0])
        assert on_disk == renewed(CONTENT)[0] or isinstance(result, Failure) or world.warnings
        assert [name for name in leftovers(world) if name.endswith(".tmp")] == []
        world.store().put(handle, CONTENT, LATER)
        asked.clear()

    each_refusal(world, code, lambda store: store.renew(handle, stale, renew), after)


@pytest.mark.parametrize("code", CODES, ids=errno.errorcode.get)
def test_disconnect_never_fails(world: World, code: int) -> None:
    handles: list[Handle] = []

    def close(store: SessionStore) -> bool:
        return store.close(handles[-1])

    def after(result: object) -> None:
        assert isinstance(result, bool)
        still_there = f"{handles[-1].id}.rec" in leftovers(world)
        assert result is not still_there
        assert bool(world.warnings) == still_there
        world.store().close(handles[-1])
        world.store().sweep()
        assert leftovers(world) == []
        handles.append(world.store().create(CONTENT, CONTOSO, LATER))

    handles.append(world.store().create(CONTENT, CONTOSO, LATER))
    each_refusal(world, code, close, after)


@pytest.mark.parametrize("code", CODES, ids=errno.errorcode.get)
def test_a_sweep_and_closing_all_never_fail(world: World, code: int) -> None:
    def after(result: object) -> None:
        assert not isinstance(result, Failure)
        # What a refusal has left goes first: a sweep ends after some sessions in use, and the calls would be ever more.
        world.store().close_owned(world.owner)
        world.store().sweep()
        assert leftovers(world) == []
        leave_dead(world)
        world.store().create(CONTENT, CONTOSO, LATER)

    after(None)
    each_refusal(world, code, lambda store: (store.sweep(), store.close_owned(world.owner)), after)


def test_a_file_system_without_locks_is_used_with_a_warning(world: World) -> None:
    def no_locks(count: int, name: str, args: tuple[object, ...]) -> None:
        if name == "flock":
            raise OSError(errno.EOPNOTSUPP, "Operation not supported")

    with world.store() as store, watched(no_locks):
        handle = store.create(CONTENT, CONTOSO, LATER, limit=SessionLimit(2))
        assert store.renew(handle, stale, renewed)["token"] == "new"
        with store.pacing(handle, store.read(handle)[0]).turn() as waited:
            assert waited == 0
        assert world.store().read(handle)[1]["token"] == "new"
        assert store.close(handle)
    assert len(world.warnings) == 3
    assert all("locks" in text for text in world.warnings)


def test_a_full_disk_is_warned_about_once_in_a_long_job(world: World) -> None:
    def full(count: int, name: str, args: tuple[object, ...]) -> None:
        if name == "write":
            raise OSError(errno.ENOSPC, "No space left on device")

    with world.store() as store:
        handle = store.create(CONTENT, CONTOSO, LATER)
        with watched(full):
            for number in range(5):
                content = store.renew(handle, never, lambda _content: ({"token": number}, LATER))  # noqa: B023 - called at once
                assert content == store.read(handle)[1] == {"token": number}
            assert key_of(lambda: store.put(handle, CONTENT, LATER)) == "session-store-failed"
            assert store.close(handle)
    assert len(world.warnings) == 1
    assert leftovers(world) == []
