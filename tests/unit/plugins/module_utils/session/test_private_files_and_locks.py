# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What bears a record's name is read only if it is a record as we make them; nothing is written elsewhere."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._session.encrypted_store import SessionStore
from ansible_collections.m365.exchange.plugins.module_utils._session.handle_and_record import Handle
from ansible_collections.m365.exchange.plugins.module_utils._session.private_files_and_locks import LARGEST_FILE

from .conftest import CONTENT, CONTOSO, LATER, World, key_of, needs_root, renewed, stale


def make_symlink(path: Path) -> None:
    path.rename(path.with_name("aside"))
    path.symlink_to("aside")


def make_hard_link(path: Path) -> None:
    os.link(path, path.with_name("second"))


def make_fifo(path: Path) -> None:
    path.unlink()
    os.mkfifo(path, 0o600)


def make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def make_readable(path: Path) -> None:
    path.chmod(0o640)


def make_executable(path: Path) -> None:
    path.chmod(0o700)


def make_huge(path: Path) -> None:
    with path.open("ab") as file:
        file.truncate(LARGEST_FILE + 1)


def make_empty(path: Path) -> None:
    path.write_bytes(b"")


CHANGES = [make_symlink, make_hard_link, make_fifo, make_folder, make_readable, make_executable, make_huge, make_empty]


@pytest.mark.parametrize("change", CHANGES)
def test_a_record_that_is_not_as_we_make_it_is_not_read(
    world: World, store: SessionStore, change: Callable[[Path], None]
) -> None:
    handle = store.create(CONTENT, CONTOSO, LATER)
    change(world.folder / f"{handle.id}.rec")
    assert key_of(lambda: store.read(handle)) == "session-not-readable"
    assert key_of(lambda: store.renew(handle, stale, renewed)) == "session-not-readable"
    assert store.list_sessions() == []
    assert store.sweep() == 0


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (b'"version":1', b'"version":0'),
        (b'"version":1', b'"version":2'),
        (b'"renewable":true,', b""),
        (b'"uid"', b'"user"'),
    ],
)
def test_a_record_of_another_version_is_one_line_and_closes(
    world: World, store: SessionStore, ours: bytes, theirs: bytes
) -> None:
    handle = store.create(CONTENT, CONTOSO, LATER)
    path = world.folder / f"{handle.id}.rec"
    data = path.read_bytes()
    assert ours in data
    path.write_bytes(data.replace(ours, theirs))
    assert key_of(lambda: store.read(handle)) == "session-not-readable"
    assert store.close(handle)
    assert world.files() == []


@pytest.mark.parametrize("change", [c for c in CHANGES if c is not make_folder])
def test_a_broken_record_can_still_be_closed(world: World, store: SessionStore, change: Callable[[Path], None]) -> None:
    handle = store.create(CONTENT, CONTOSO, LATER)
    change(world.folder / f"{handle.id}.rec")
    assert store.close(handle)
    assert f"{handle.id}.rec" not in world.files()


@needs_root
def test_a_record_of_another_user_is_not_read(world: World, store: SessionStore) -> None:
    handle = store.create(CONTENT, CONTOSO, LATER)
    os.chown(world.folder / f"{handle.id}.rec", 65534, 65534)
    assert key_of(lambda: store.read(handle)) == "session-not-readable"


def test_a_record_under_another_sessions_name_is_not_read(world: World, store: SessionStore) -> None:
    one, two = (store.create({"who": n}, CONTOSO, LATER) for n in (1, 2))
    os.replace(world.folder / f"{one.id}.rec", world.folder / f"{two.id}.rec")
    assert key_of(lambda: store.read(two)) == "session-not-readable"
    forged = Handle(two.place, two.uid, two.id, one.key)
    assert key_of(lambda: store.read(forged)) == "session-not-readable"


@pytest.mark.parametrize("name", ["lock", "gate"])
@pytest.mark.parametrize("kind", ["symlink", "fifo", "folder"])
def test_a_planted_lock_or_gate_touches_no_other_file(
    world: World, store: SessionStore, tmp_path: Path, name: str, kind: str
) -> None:
    handle = store.create(CONTENT, CONTOSO, LATER)
    victim = tmp_path / "victim"
    victim.write_text("untouched")
    before = victim.stat()
    path = world.folder / f"{handle.id}.{name}"
    path.unlink(missing_ok=True)
    if kind == "symlink":
        path.symlink_to(victim)
    elif kind == "fifo":
        os.mkfifo(path, 0o600)
    else:
        path.mkdir()
    store.pacing(handle, store.read(handle)[0]).brake(60)
    assert store.renew(handle, stale, renewed)["token"] == "new"
    after = victim.stat()
    assert (victim.read_text(), after.st_mtime_ns) == ("untouched", before.st_mtime_ns)


def test_a_write_replaces_the_file_and_never_follows_it(world: World, store: SessionStore, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("untouched")
    handle = store.create(CONTENT, CONTOSO, LATER)
    folder = world.folder / f"{handle.id}.rec"
    data = folder.read_bytes()
    store.renew(handle, stale, renewed)
    assert folder.read_bytes() != data
    assert victim.read_text() == "untouched"
    assert [name for name in world.files() if name.endswith(".tmp")] == []
