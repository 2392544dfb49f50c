# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where records may lie: a folder that anybody else could have touched is not used, and the user is told."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._clock import Clock
from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Machine, Owner
from ansible_collections.m365.exchange.plugins.module_utils._session.private_files_and_locks import Refused
from ansible_collections.m365.exchange.plugins.module_utils._session.session_folders import (
    StorePlace,
    open_place,
    store_places,
)

from .conftest import CONTENT, CONTOSO, LATER, World, in_child, key_of, needs_root

NOBODY = 65534


@pytest.fixture
def common() -> Iterator[Path]:
    """A folder like /dev/shm: everybody may write, nobody may touch what is another's."""
    path = Path(tempfile.mkdtemp(dir="/dev/shm" if os.path.isdir("/dev/shm") else "/tmp"))
    path.chmod(0o1777)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def shared(common: Path, tmp_path: Path, machine: Machine) -> Callable[[int], World]:
    """The world of a user whose first place is in the common folder and whose second is a home."""

    def build(uid: int) -> World:
        home = common / f"home-{uid}"
        home.mkdir(0o700, exist_ok=True)
        if os.geteuid() == 0:
            os.chown(home, uid, uid)
        found = store_places({}, str(home), uid, str(common))
        return World(found, machine, Owner.of(os.getpid(), machine), Clock(), uid)

    return build


def test_memory_comes_before_the_disk() -> None:
    found = store_places({"XDG_RUNTIME_DIR": "/run/user/7"}, "/home/anna", 7)
    assert [place.path for place in found] == [
        "/run/user/7/m365.exchange",
        "/dev/shm/m365.exchange-7",
        "/home/anna/.ansible/m365.exchange",
    ]


@pytest.mark.parametrize("runtime", ["", "relative", "./x"])
def test_a_runtime_folder_that_is_no_absolute_path_is_no_place(runtime: str) -> None:
    assert [place.letter for place in store_places({"XDG_RUNTIME_DIR": runtime}, "/home/anna", 7)] == ["s", "h"]


def test_folders_are_made_closed_to_others_under_any_umask(world: World) -> None:
    for mask in (0, 0o022, 0o077, 0o177, 0o777):
        old = os.umask(mask)
        try:
            handle = world.store().create(CONTENT, CONTOSO, LATER)
        finally:
            os.umask(old)
        assert world.folder.stat().st_mode & 0o777 == 0o700
        assert (world.folder / f"{handle.id}.rec").stat().st_mode & 0o777 == 0o600
        shutil.rmtree(world.folder)
    assert world.warnings == []


def plant_symlink(path: Path) -> None:
    (path.parent / "victim").mkdir(0o700)
    path.symlink_to(path.parent / "victim")


def plant_broken_symlink(path: Path) -> None:
    path.symlink_to(path.parent / "nothing")


def plant_file(path: Path) -> None:
    path.write_text("")


def plant_fifo(path: Path) -> None:
    os.mkfifo(path, 0o700)


def plant_wide(path: Path) -> None:
    path.mkdir()
    path.chmod(0o755)


def plant_group(path: Path) -> None:
    path.mkdir()
    path.chmod(0o770)


def plant_writable_parent(path: Path) -> None:
    path.mkdir(0o700)
    path.parent.chmod(0o770)


PLANTED = [
    plant_symlink,
    plant_broken_symlink,
    plant_file,
    plant_fifo,
    plant_wide,
    plant_group,
    plant_writable_parent,
]


@pytest.mark.parametrize("plant", PLANTED)
def test_a_planted_folder_is_left_for_the_next_place_with_a_warning(
    world: World, plant: Callable[[Path], None]
) -> None:
    plant(world.folder)
    with world.store() as store:
        handle = store.create(CONTENT, CONTOSO, LATER)
        assert handle.place == "h"
        assert store.read(handle)[1] == CONTENT
    assert len(world.warnings) == 1
    assert str(world.folder) in world.warnings[0]
    victim = world.folder.parent / "victim"
    assert not victim.exists() or list(victim.iterdir()) == []


@pytest.mark.parametrize("plant", PLANTED)
def test_a_handle_does_not_follow_its_folder_elsewhere(world: World, plant: Callable[[Path], None]) -> None:
    handle = world.store().create(CONTENT, CONTOSO, LATER)
    shutil.rmtree(world.folder)
    plant(world.folder)
    expected = "session-closed" if plant is plant_broken_symlink else "session-folder-refused"
    assert key_of(lambda: world.store().read(handle)) in (expected, "session-folder-refused")


def test_no_place_at_all_is_a_failure_that_names_each(world: World) -> None:
    for letter in ("run", "home"):
        (world.folder.parent.parent / letter).chmod(0o777)
    with world.store() as store:
        assert key_of(lambda: store.create(CONTENT, CONTOSO, LATER)) == "session-folder-refused"
    assert len(world.warnings) == 2


def test_a_missing_place_is_passed_over_silently(world: World) -> None:
    Path(world.places[0].base).rmdir()
    assert world.store().create(CONTENT, CONTOSO, LATER).place == "h"
    assert world.warnings == []


def test_a_folder_swapped_after_it_was_opened_changes_nothing(world: World) -> None:
    with world.store() as store:
        first = store.create(CONTENT, CONTOSO, LATER)
        world.folder.rename(world.folder.with_name("aside"))
        victim = world.folder.with_name("victim")
        victim.mkdir(0o700)
        world.folder.symlink_to(victim)
        second = store.create(CONTENT, CONTOSO, LATER)
        assert [store.read(handle)[1] for handle in (first, second)] == [CONTENT, CONTENT]
        assert list(victim.iterdir()) == []


def test_a_folder_swapped_between_making_and_opening_is_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    victim = world.folder.with_name("victim")
    victim.mkdir(0o700)
    real = os.mkdir

    def mkdir_and_swap(path: str, mode: int = 0o777, **options: int) -> None:
        real(path, mode, **options)
        if path == str(world.folder):
            os.rmdir(path)
            os.symlink(victim, path)

    monkeypatch.setattr(os, "mkdir", mkdir_and_swap)
    assert world.store().create(CONTENT, CONTOSO, LATER).place == "h"
    assert list(victim.iterdir()) == []


def test_a_symlink_on_the_way_is_followed_only_to_a_safe_folder(world: World, tmp_path: Path) -> None:
    way = tmp_path / "way"
    way.symlink_to(Path(world.places[0].base))
    place = StorePlace("r", str(way), ("m365.exchange",))
    open_place(place, world.uid, create=True).close()
    assert world.folder.is_dir()
    world.folder.parent.chmod(0o777)
    with pytest.raises(Refused, match="can be written by others"):
        open_place(place, world.uid, create=True)


@needs_root
def test_a_folder_taken_first_by_another_user_is_not_used(common: Path, shared: Callable[[int], World]) -> None:
    taken = common / "m365.exchange-0"

    def take() -> None:
        os.setuid(NOBODY)
        taken.mkdir(0o700)

    assert in_child(take) == 0
    world = shared(0)
    assert world.store().create(CONTENT, CONTOSO, LATER).place == "h"
    assert [str(taken) in text and "belongs to uid 65534" in text for text in world.warnings] == [True]
    assert list(taken.iterdir()) == []


@needs_root
def test_a_folder_below_a_foreign_one_is_not_used(common: Path, machine: Machine) -> None:
    foreign = common / "foreign"
    foreign.mkdir(0o755)
    os.chown(foreign, NOBODY, NOBODY)
    world = World(store_places({"XDG_RUNTIME_DIR": str(foreign)}, "", 0, "/nowhere"), machine, Owner(), Clock(), 0)
    assert key_of(lambda: world.store().create(CONTENT, CONTOSO, LATER)) == "session-folder-refused"


@needs_root
def test_another_user_has_sessions_of_their_own_and_cannot_use_mine(shared: Callable[[int], World]) -> None:
    mine = shared(0).store().create(CONTENT, CONTOSO, LATER)
    theirs = shared(NOBODY)

    def use() -> None:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        with theirs.store() as store:
            own = store.create(CONTENT, CONTOSO, LATER)
            assert store.read(own)[1] == CONTENT
            assert [entry.header.id for entry in store.list_sessions()] == [own.id]
            for call in (store.read, store.close):
                assert key_of(lambda call=call: call(mine)) == "session-of-another-user"  # type: ignore[misc]

    assert in_child(use) == 0
    assert shared(0).store().read(mine)[1] == CONTENT


def test_the_wrong_user_reads_who_made_the_session(world: World) -> None:
    handle = world.store().create(CONTENT, CONTOSO, LATER)
    world.uid += 1000
    line = key_of(lambda: world.store().read(handle), line=True)
    assert line.startswith(f"The session was made by uid {handle.uid}, you are {world.uid}.")


def test_a_handle_of_a_place_that_is_not_here_says_so(world: World) -> None:
    handle = world.store().create(CONTENT, CONTOSO, LATER)
    world.places = world.places[1:]
    assert key_of(lambda: world.store().read(handle)) == "session-place-not-here"
