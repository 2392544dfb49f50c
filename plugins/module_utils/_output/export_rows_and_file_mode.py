# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Rows into a file: page by page, so that memory stays flat, and only a whole file takes the target's name.

Its mode, owner and group are what Ansible's users write. The bytes are made in ``file_formats.py``.
"""

from __future__ import annotations

import grp
import os
import pwd
import re
from collections.abc import Sequence
from types import TracebackType

from .._dataclass import dataclass
from .._errors._advice.output import failure
from .._json_types import Json, Row
from .._specs.command import OutputOptions
from .._specs.local_files import FormatName
from .._specs.read_options import pick_given
from .atomic_file import NewFile, TargetPlace, dest_not_written, differs_in_permissions, sweep_partial_files
from .file_formats import Format, format_of, make_format

_PRIVATE_MODE = 0o600
_OCTAL_MODE = re.compile(r"(0o)?[0-7]{3,5}")
_MODE_CLAUSE = re.compile(r"(?P<who>[ugoa]*)(?P<how>[=+-])(?P<what>[rwxXst]*|[ugo])")
_MODE_SHIFT = {"u": 6, "g": 3, "o": 0}
_MODE_BITS = {"r": 4, "w": 2, "x": 1, "X": 0, "s": 0, "t": 0}


def mode_of(value: object) -> int:
    """The bits of a mode: a number as YAML gives it, octal digits as text, or symbols that start from 0600.

    :raises Failure: ``mode-not-valid``.
    """
    if value is None or value == "":
        return _PRIVATE_MODE
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 0o7777:
        return value
    text = str(value).strip()
    bits = int(text.removeprefix("0o"), 8) if _OCTAL_MODE.fullmatch(text) else _symbolic_mode(text)
    if bits is None or bits > 0o7777:
        raise failure("mode-not-valid", mode=text[:80])
    return bits


def _symbolic_mode(text: str) -> int | None:
    """``u=rw,g=r`` and its like; None where it is none. A new file is nobody's program, so X is no bit."""
    bits = _PRIVATE_MODE
    for clause in text.split(","):
        mode_clause = _MODE_CLAUSE.fullmatch(clause)
        if mode_clause is None:
            return None
        who = mode_clause["who"].replace("a", "ugo") or "ugo"
        for class_of_users in dict.fromkeys(who):
            bits = _apply_mode_clause(bits, class_of_users, mode_clause["how"], mode_clause["what"])
    return bits


def _apply_mode_clause(bits: int, who: str, how: str, permissions: str) -> int:
    shift = _MODE_SHIFT[who]
    permission_bits = (
        bits >> _MODE_SHIFT[permissions] & 7
        if permissions in _MODE_SHIFT
        else sum({_MODE_BITS[permission] for permission in permissions if _MODE_BITS[permission]})
    )
    special = (0o4000 if who == "u" else 0o2000 if who == "g" else 0) if "s" in permissions else 0
    special |= 0o1000 if "t" in permissions else 0
    if how == "=":
        return bits & ~(7 << shift) | permission_bits << shift | special
    change = permission_bits << shift | special
    return bits | change if how == "+" else bits & ~change


def uid_of(value: object) -> int | None:
    """The number of an owner's name, or of a number as text; None where none is asked for.

    :raises Failure: ``owner-not-known``.
    """
    text = _owner_name(value)
    if text is None or text.isdecimal():
        return None if text is None else int(text)
    try:
        return pwd.getpwnam(text).pw_uid
    except KeyError as error:
        raise failure("owner-not-known", kind="owner", name=text) from error


def gid_of(value: object) -> int | None:
    """The number of a group, as :func:`uid_of`."""
    text = _owner_name(value)
    if text is None or text.isdecimal():
        return None if text is None else int(text)
    try:
        return grp.getgrnam(text).gr_gid
    except KeyError as error:
        raise failure("owner-not-known", kind="group", name=text) from error


def _owner_name(value: object) -> str | None:
    text = "" if value is None else str(value).strip()
    return text or None


_NEED_DEST = ("format", "mode", "owner", "group", "backup", "csv_safe")


@dataclass(frozen=True)
class Destination:
    """What the options say about the file."""

    dest: str
    format: FormatName
    properties: tuple[str, ...] = ()
    csv_safe: bool = False
    mode: int = 0o600
    uid: int | None = None
    gid: int | None = None
    backup: bool = False

    @classmethod
    def of(cls, options: OutputOptions, columns: tuple[str, ...] = ()) -> Destination | None:
        """The file that the options of one command ask for, None where they ask for none.

        ``columns`` are those of CSV, where there are none those of the rows. The folder is looked at now, so that a
        mistake is told before anything is sent.

        :raises Failure: an option that needs ``dest``, a value or a target that cannot be used.
        """
        dest = options.dest
        if not dest:
            alone = [name for name in pick_given(options) if name in _NEED_DEST]
            if alone:
                raise failure("option-needs-dest", option=alone[0])
            return None
        TargetPlace(dest).close()
        return cls(
            dest=dest,
            format=format_of(options.format, dest),
            properties=columns,
            csv_safe=options.csv_safe,
            mode=mode_of(options.mode),
            uid=uid_of(options.owner),
            gid=gid_of(options.group),
            backup=options.backup,
        )


@dataclass(frozen=True)
class WrittenFile:
    """What became of the file: ``changed`` tells whether it is another than before; ``backup_file`` a path."""

    count: int
    size: int
    checksum: str
    changed: bool
    backup_file: str | None = None


class Export:
    """One file that is being written; use it with ``with``, whose end removes what has not become the target."""

    def __init__(self, destination: Destination, *, anonymous: bool = True) -> None:
        """Open it.

        :raises Failure: a folder or target that cannot be used.
        """
        self._destination = destination
        self._place = TargetPlace(destination.dest)
        try:
            sweep_partial_files(self._place)
            self._file = NewFile(self._place, anonymous=anonymous)
        except OSError as error:
            self._place.close()
            raise dest_not_written(destination.dest, error) from error
        self._anonymous = anonymous
        self._format = self._new_format()

    def __enter__(self) -> Export:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        self._place.close()

    def _new_format(self) -> Format:
        return make_format(self._destination.format, self._destination.properties, csv_safe=self._destination.csv_safe)

    @property
    def rows(self) -> int:
        """The rows written so far."""
        return self._format.rows

    def add(self, rows: Sequence[Json]) -> None:
        """Append the rows of a page.

        :raises Failure: ``dest-disk-full`` or ``dest-not-written``.
        """
        self._write_bytes(self._format.add(rows))

    def restart(self) -> None:
        """Begin again with an empty file: the reading begins again."""
        try:
            self._file.empty()
        except OSError as error:
            raise dest_not_written(self._destination.dest, error) from error
        self._format = self._new_format()

    def finish(self, expected: int, *, check_mode: bool = False) -> WrittenFile:
        """Put the file into its place, if it is another than the one there. In check mode, say what would be.

        ``expected`` is the number of rows by the count of whoever read them.

        :raises Failure: ``export-not-whole``, or what the system said; the old file is untouched.
        """
        self._write_bytes(self._format.closing_bytes())
        try:
            self._complete_earlier_rows()
            self._demand_whole(expected)
            return self._put_in_place(check_mode)
        except OSError as error:
            raise dest_not_written(self._destination.dest, error) from error

    def _write_bytes(self, data: bytes) -> None:
        try:
            self._file.write(data)
        except OSError as error:
            raise dest_not_written(self._destination.dest, error) from error

    def _complete_earlier_rows(self) -> None:
        """Write the file a second time where its last rows changed what its first ones look like."""
        old = self._file
        again = self._format.settle_earlier_rows(old.read_lines())
        if again is None:
            return
        self._file = NewFile(self._place, anonymous=self._anonymous)
        try:
            for data in again:
                self._file.write(data)
        finally:
            old.close()

    def _demand_whole(self, expected: int) -> None:
        """The rows that were read are the rows in the file, counted at both ends."""
        file, form = self._file, self._format
        if form.rows != expected or file.lines != form.lines or not file.whole():
            raise failure("export-not-whole", dest=self._destination.dest, read=expected, written=form.rows)

    def _put_in_place(self, check_mode: bool) -> WrittenFile:
        destination, file, place = self._destination, self._file, self._place
        old_file = place.old()
        same = place.holds(file.size, file.checksum)
        dressed = (destination.mode, destination.uid, destination.gid)
        changed, backup = not same or old_file is None or differs_in_permissions(old_file, *dressed), None
        if not check_mode:
            if same:
                place.set_permissions(*dressed)
            else:
                backup = place.keep_old() if destination.backup and old_file is not None else None
                file.take_the_place(*dressed)
        return WrittenFile(self._format.rows, file.size, file.checksum, changed, backup)


def describe_file(destination: Destination, written: WrittenFile) -> Row:
    """The fields of a result that tell of a file."""
    fields: Row = {
        "dest": os.path.abspath(destination.dest),
        "format": destination.format,
        "size": written.size,
        "checksum": written.checksum,
        "mode": f"0{destination.mode:03o}",
    }
    if written.backup_file:
        fields["backup_file"] = written.backup_file
    return fields


def replace_if_changed(dest: str, data: bytes, mode: int, *, check_mode: bool) -> bool:
    """Make ``data`` the content of ``dest``, unless it is that already; whether anything changes, or would.

    :raises Failure: a folder or target that cannot be used, or what the system said; the old file is untouched.
    """
    with TargetPlace(dest) as place:
        sweep_partial_files(place)
        try:
            return _replace_unless_same(place, data, mode, check_mode=check_mode)
        except OSError as error:
            raise dest_not_written(dest, error) from error


def _replace_unless_same(place: TargetPlace, data: bytes, mode: int, *, check_mode: bool) -> bool:
    old_file, file = place.old(), NewFile(place)
    try:
        file.write(data)
        same = place.holds(file.size, file.checksum)
        if not check_mode and same:
            place.set_permissions(mode, None, None)
        elif not check_mode:
            file.take_the_place(mode, None, None)
    finally:
        file.close()
    return not same or old_file is None or differs_in_permissions(old_file, mode, None, None)
