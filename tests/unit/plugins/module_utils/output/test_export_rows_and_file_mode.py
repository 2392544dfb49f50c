# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A file takes its place when it is whole; until then, and where anything goes wrong, the old one stays."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import signal
import socket
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._output import atomic_file
from ansible_collections.m365.exchange.plugins.module_utils._output.export_rows_and_file_mode import (
    Destination,
    Export,
    WrittenFile,
    gid_of,
    mode_of,
    uid_of,
)
from ansible_collections.m365.exchange.plugins.module_utils._specs.command import OutputOptions
from support.rows import each_row

ROWS = [{"Name": "anna", "Mail": "anna@contoso.com"}, {"Name": "ben", "Mail": "ben@contoso.com"}]
LINES = b'{"Name":"anna","Mail":"anna@contoso.com"}\n{"Name":"ben","Mail":"ben@contoso.com"}\n'

both_ways = pytest.mark.parametrize("anonymous", [True, False], ids=["without a name", "with a name"])


def wanted(dest: Path | str, **options: Any) -> Destination:
    found = Destination.of(OutputOptions(dest=str(dest), **options))
    assert found is not None
    return found


def exported(dest: Path, rows: list[Any] | None = None, *, anonymous: bool = True, **options: Any) -> WrittenFile:
    with Export(wanted(dest, **options), anonymous=anonymous) as export:
        export.add(ROWS if rows is None else rows)
        return export.finish(len(ROWS if rows is None else rows))


def key_of(work: Callable[[], object]) -> str:
    with pytest.raises(Failure) as caught:
        work()
    assert "\n" not in caught.value.line
    return caught.value.key


def names(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))


@both_ways
def test_a_new_file_is_for_its_owner_alone(tmp_path: Path, anonymous: bool) -> None:
    dest = tmp_path / "rows.jsonl"
    written = exported(dest, anonymous=anonymous)
    assert dest.read_bytes() == LINES
    assert stat.S_IMODE(dest.stat().st_mode) == 0o600
    checksum = hashlib.sha1(LINES, usedforsecurity=False).hexdigest()
    assert written == WrittenFile(2, len(LINES), checksum, changed=True)
    assert names(tmp_path) == ["rows.jsonl"]


@both_ways
def test_until_the_end_the_old_file_stands_and_no_other_is_seen(tmp_path: Path, anonymous: bool) -> None:
    dest = tmp_path / "rows.jsonl"
    dest.write_text("old")
    with Export(wanted(dest), anonymous=anonymous) as export:
        export.add(ROWS)
        assert dest.read_text() == "old"
        others = [name for name in names(tmp_path) if name != "rows.jsonl"]
        assert bool(others) is not anonymous
        assert all(stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600 for name in others)
    assert (dest.read_text(), names(tmp_path)) == ("old", ["rows.jsonl"])


def test_what_says_the_same_is_left_alone(tmp_path: Path) -> None:
    dest = tmp_path / "rows.jsonl"
    assert exported(dest).changed
    before = dest.stat()
    assert not exported(dest, backup=True).changed
    after = dest.stat()
    assert (after.st_ino, after.st_mtime_ns, after.st_ctime_ns) == (
        before.st_ino,
        before.st_mtime_ns,
        before.st_ctime_ns,
    )
    again = exported(dest, mode="0640")
    assert (again.changed, stat.S_IMODE(dest.stat().st_mode), dest.stat().st_ino) == (True, 0o640, before.st_ino)
    assert exported(dest, ROWS[:1], mode="0640").changed
    assert names(tmp_path) == ["rows.jsonl"]


def test_check_mode_tells_and_writes_nothing(tmp_path: Path) -> None:
    dest = tmp_path / "rows.jsonl"

    def asked() -> WrittenFile:
        with Export(wanted(dest)) as export:
            export.add(ROWS)
            return export.finish(2, check_mode=True)

    would = asked()
    assert (would.changed, would.size, names(tmp_path)) == (True, len(LINES), [])
    assert exported(dest).checksum == would.checksum
    assert not asked().changed


def test_the_old_file_is_kept_as_ansible_keeps_it(tmp_path: Path) -> None:
    dest = tmp_path / "rows.jsonl"
    assert exported(dest, backup=True).backup_file is None
    kept = exported(dest, ROWS[:1], backup=True).backup_file
    assert kept is not None
    assert kept.startswith(f"{dest}.{os.getpid()}.2")
    assert kept.endswith("~")
    assert Path(kept).read_bytes() == LINES
    assert dest.read_bytes() == LINES[: LINES.index(b"\n") + 1]


def test_a_reading_that_starts_again_starts_with_an_empty_file(tmp_path: Path) -> None:
    dest = tmp_path / "rows.csv"
    with Export(wanted(dest)) as export:
        export.add([{"Other": "x"}])
        export.restart()
        export.add(ROWS)
        export.finish(2)
    assert dest.read_text() == "Name,Mail\nanna,anna@contoso.com\nben,ben@contoso.com\n"


def test_a_later_column_completes_the_file(tmp_path: Path) -> None:
    dest = tmp_path / "rows.csv"
    with Export(wanted(dest)) as export:
        for number in range(3):
            export.add([{"A": number, f"B{number}": "x\ny"}])
        written = export.finish(3)
    assert dest.read_text() == 'A,B0,B1,B2\n0,"x\ny",,\n1,,"x\ny",\n2,,,"x\ny"\n'
    assert written.size == dest.stat().st_size
    assert written.checksum == hashlib.sha1(dest.read_bytes(), usedforsecurity=False).hexdigest()
    assert names(tmp_path) == ["rows.csv"]


def test_rows_that_were_lost_on_the_way_are_noticed(tmp_path: Path) -> None:
    dest = tmp_path / "rows.jsonl"
    dest.write_text("old")

    def short() -> None:
        with Export(wanted(dest)) as export:
            export.add(ROWS)
            export.finish(3)

    assert (key_of(short), dest.read_text(), names(tmp_path)) == ("export-not-whole", "old", ["rows.jsonl"])


# What cannot be a target


def test_only_a_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    (tmp_path / "dangling").symlink_to(tmp_path / "nothing")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket"))
    for name in ("link", "dangling", "pipe", "folder", "socket", "folder/", "", ".", "\0"):
        assert key_of(lambda name=name: wanted(f"{tmp_path}/{name}")) == "dest-not-a-file", name  # type: ignore[misc]
    assert key_of(lambda: wanted("/dev/null")) == "dest-not-a-file"
    assert key_of(lambda: wanted(tmp_path / "no" / "file")) == "dest-folder-missing"
    assert key_of(lambda: wanted(tmp_path / "file" / "file")) == "dest-folder-missing"
    assert key_of(lambda: wanted(tmp_path / ("n" * 300))) == "dest-not-a-file"


def test_a_folder_that_may_not_be_written_is_told_before_anything_runs(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        # root may write everywhere but where nobody may
        assert key_of(lambda: Export(wanted("/proc/self/rows"))) in ("dest-forbidden", "dest-not-written")
        return
    tmp_path.chmod(0o500)
    assert key_of(lambda: wanted(tmp_path / "rows")) == "dest-forbidden"


def test_a_link_that_comes_meanwhile_is_not_followed(tmp_path: Path) -> None:
    dest, victim = tmp_path / "rows.jsonl", tmp_path / "victim"
    victim.write_text("victim")

    def swapped() -> None:
        with Export(wanted(dest)) as export:
            export.add(ROWS)
            dest.symlink_to(victim)
            export.finish(2)

    assert (key_of(swapped), victim.read_text()) == ("dest-not-a-file", "victim")


# A system that says no


@both_ways
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EPERM])
@pytest.mark.parametrize("call", ["write", "fsync", "fchmod", "replace", "link", "ftruncate"])
def test_a_refusal_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int, anonymous: bool
) -> None:
    dest = tmp_path / "rows.jsonl"
    dest.write_text("old")

    def refused(*_args: Any, **_options: Any) -> None:
        raise OSError(code, os.strerror(code))

    def work() -> None:
        with Export(wanted(dest), anonymous=anonymous) as export:
            monkeypatch.setattr(os, call, refused)
            try:
                export.restart()
                export.add(ROWS)
                export.finish(2)
            finally:
                monkeypatch.undo()

    if call == "link" and not anonymous:
        work()
        assert dest.read_bytes() == LINES
    else:
        expected = "dest-disk-full" if code in (errno.ENOSPC, errno.EDQUOT) else "dest-not-written"
        assert key_of(work) == expected
        assert dest.read_text() == "old"
    assert names(tmp_path) == ["rows.jsonl"]


def test_a_disk_that_is_full_is_met_half_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write that takes only a part of what it is given, and then nothing."""
    dest, real = tmp_path / "rows.jsonl", os.write
    room = [50]

    def small(fd: int, data: bytes) -> int:
        if not room[0]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        taken = real(fd, bytes(data[: min(room[0], 20)]))
        room[0] -= taken
        return taken

    monkeypatch.setattr(os, "write", small)
    assert key_of(lambda: exported(dest)) == "dest-disk-full"
    room[0] = 10_000
    assert exported(dest).size == len(LINES)
    assert dest.read_bytes() == LINES


def test_without_unnamed_files_a_named_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic_file, "_ANONYMOUS_FILE", 0)
    dest = tmp_path / "rows.jsonl"
    assert exported(dest).changed
    assert (dest.read_bytes(), names(tmp_path)) == (LINES, ["rows.jsonl"])


# A process that is killed


def killed_while_writing(dest: Path, *, anonymous: bool) -> None:
    """Let a process die in the middle of an export, by SIGKILL."""
    ready, tell = os.pipe()
    pid = os.fork()
    if not pid:
        try:
            export = Export(wanted(dest), anonymous=anonymous)
            export.add(ROWS * 1000)
            os.write(tell, b"x")
            signal.pause()
        finally:
            os._exit(1)
    os.read(ready, 1)
    before = set(names(dest.parent))
    exported(dest, anonymous=anonymous)  # of somebody else, to the same target: what lives is left alone
    assert before <= {*names(dest.parent), dest.name}
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(ready)
    os.close(tell)


def test_a_kill_leaves_no_half_file_in_the_clear(tmp_path: Path) -> None:
    dest = tmp_path / "rows.jsonl"
    killed_while_writing(dest, anonymous=True)
    assert (names(tmp_path), dest.read_bytes()) == (["rows.jsonl"], LINES)


def test_what_a_kill_leaves_is_swept_by_the_next_export_to_the_same_target(tmp_path: Path) -> None:
    dest = tmp_path / "rows.jsonl"
    killed_while_writing(dest, anonymous=False)
    (left,) = set(names(tmp_path)) - {"rows.jsonl"}
    assert stat.S_IMODE((tmp_path / left).stat().st_mode) == 0o600
    exported(tmp_path / "another")
    assert left in names(tmp_path)
    exported(dest)
    assert names(tmp_path) == ["another", "rows.jsonl"]


def test_an_export_to_the_same_target_that_is_still_at_work_is_left_alone(tmp_path: Path) -> None:
    dest = tmp_path / "rows.jsonl"
    with Export(wanted(dest), anonymous=False) as longer:
        longer.add(ROWS)
        exported(dest, ROWS[:1])
        assert len(names(tmp_path)) == 2
        longer.finish(len(ROWS))
    assert (dest.read_bytes(), names(tmp_path)) == (LINES, ["rows.jsonl"])


def test_a_death_at_any_call_leaves_a_whole_file_and_what_is_swept(tmp_path: Path) -> None:
    """The process ends before its n-th call to the system, for each n and either kind of file."""
    dest = tmp_path / "rows.jsonl"
    calls = ("write", "fsync", "fchmod", "link", "replace", "unlink", "close", "open")
    for anonymous in (True, False):
        for number in range(1, 40):
            dest.write_text("old")
            pid = os.fork()
            if not pid:
                _die_at(number, calls)
                exported(dest, anonymous=anonymous)
                os._exit(0)
            status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            assert dest.read_bytes() in (b"old", LINES)
            exported(dest, ROWS[:1])
            assert names(tmp_path) == ["rows.jsonl"], number
            if status == 0:
                break
            assert status == 77
        else:
            raise AssertionError("no end")


def _die_at(number: int, calls: tuple[str, ...]) -> None:
    seen = [0]

    def wrap(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            seen[0] += 1
            if seen[0] == number:
                os._exit(77)
            return real(*args, **options)

        return call

    for name in calls:
        setattr(os, name, wrap(getattr(os, name)))


# Options


@each_row(
    ("value", "mode"),
    [
        (None, 0o600),
        ("", 0o600),
        ("0640", 0o640),
        ("640", 0o640),
        ("0o644", 0o644),
        (0o640, 0o640),
        ("1755", 0o1755),
        ("u=rw,g=r", 0o640),
        ("g+r,o=", 0o640),
        ("a=r", 0o444),
        ("ug+x", 0o710),
        ("u-w", 0o400),
        ("+r", 0o644),
        ("g=u", 0o660),
        ("u=rwX,g=rX", 0o640),
        ("g+s,+t", 0o3600),
    ],
)
def test_a_mode_is_understood_as_ansible_users_write_it(value: Any, mode: int) -> None:
    assert mode_of(value) == mode


@each_row("value", ["rw", "0999", "99999", -1, 0o10000, True, "u=q", "u=rw;g=r", "777777"])
def test_a_mode_that_is_none_is_refused(value: Any) -> None:
    assert key_of(lambda: mode_of(value)) == "mode-not-valid"


def test_owners_are_names_or_numbers() -> None:
    assert (uid_of("root"), uid_of("7"), uid_of(None), gid_of("0"), gid_of("")) == (0, 7, None, 0, None)
    assert key_of(lambda: uid_of("no such user")) == key_of(lambda: gid_of("no such group")) == "owner-not-known"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_a_file_can_belong_to_somebody_else(tmp_path: Path) -> None:
    dest = tmp_path / "rows.jsonl"
    exported(dest, owner="65534", group="65534", mode="0640")
    found = dest.stat()
    assert (found.st_uid, found.st_gid, stat.S_IMODE(found.st_mode)) == (65534, 65534, 0o640)
    assert not exported(dest, owner="65534", group="65534", mode="0640").changed


@each_row("option", [{"format": "csv"}, {"mode": "0640"}, {"backup": True}, {"owner": "root"}, {"csv_safe": True}])
def test_an_option_of_files_needs_a_file(option: dict[str, Any]) -> None:
    assert key_of(lambda: Destination.of(OutputOptions(**option))) == "option-needs-dest"


def test_a_large_number_of_rows_is_written_as_it_is(tmp_path: Path) -> None:
    dest = tmp_path / "rows.json"
    with Export(wanted(dest)) as export:
        for number in range(20):
            export.add([{"Number": number * 1000 + one} for one in range(1000)])
        export.finish(20_000)
    assert [row["Number"] for row in json.loads(dest.read_bytes())] == list(range(20_000))
