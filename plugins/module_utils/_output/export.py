# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Rows into a file: page by page, so that memory stays flat, and only a whole file takes the target's name."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType

from .._errors._advice.output import failure
from .._json_types import Json, Row
from .._specs.option import pick_given
from .._specs.output import FormatName, OutputOptions
from .formats import Format, format_of, make
from .new_file import NewFile, sweep
from .permissions import gid_of, mode_of, uid_of
from .target import Place, differs, not_written

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
        Place(dest).close()
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
class Written:
    """What became of the file: ``changed`` tells whether it is another than before; ``backup_file`` a path."""

    count: int
    size: int
    checksum: str
    changed: bool
    backup_file: str | None = None


class Export:
    """One file that is being written; use it with ``with``, whose end removes what has not become the target."""

    def __init__(self, wanted: Destination, *, anonymous: bool = True) -> None:
        """Open it.

        :raises Failure: a folder or target that cannot be used.
        """
        self._wanted = wanted
        self._place = Place(wanted.dest)
        try:
            sweep(self._place)
            self._file = NewFile(self._place, anonymous=anonymous)
        except OSError as error:
            self._place.close()
            raise not_written(wanted.dest, error) from error
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
        return make(self._wanted.format, self._wanted.properties, csv_safe=self._wanted.csv_safe)

    @property
    def rows(self) -> int:
        """The rows written so far."""
        return self._format.rows

    def add(self, rows: Sequence[Json]) -> None:
        """Append the rows of a page.

        :raises Failure: ``dest-disk-full`` or ``dest-not-written``.
        """
        self._write(self._format.add(rows))

    def restart(self) -> None:
        """Begin again with an empty file: the reading begins again."""
        try:
            self._file.empty()
        except OSError as error:
            raise not_written(self._wanted.dest, error) from error
        self._format = self._new_format()

    def finish(self, expected: int, *, check_mode: bool = False) -> Written:
        """Put the file into its place, if it is another than the one there. In check mode, say what would be.

        ``expected`` is the number of rows by the count of whoever read them.

        :raises Failure: ``export-not-whole``, or what the system said; the old file is untouched.
        """
        self._write(self._format.end())
        try:
            self._settle()
            self._demand_whole(expected)
            return self._publish(check_mode)
        except OSError as error:
            raise not_written(self._wanted.dest, error) from error

    def _write(self, data: bytes) -> None:
        try:
            self._file.write(data)
        except OSError as error:
            raise not_written(self._wanted.dest, error) from error

    def _settle(self) -> None:
        """Write the file a second time where its last rows changed what its first ones look like."""
        old = self._file
        again = self._format.settle(old.read_lines())
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
            raise failure("export-not-whole", dest=self._wanted.dest, read=expected, written=form.rows)

    def _publish(self, check_mode: bool) -> Written:
        wanted, file, place = self._wanted, self._file, self._place
        there = place.old()
        same = place.holds(file.size, file.checksum)
        dressed = (wanted.mode, wanted.uid, wanted.gid)
        changed, backup = not same or there is None or differs(there, *dressed), None
        if not check_mode:
            if same:
                place.set_permissions(*dressed)
            else:
                backup = place.keep_old() if wanted.backup and there is not None else None
                file.take_the_place(*dressed)
        return Written(self._format.rows, file.size, file.checksum, changed, backup)


def describe(wanted: Destination, written: Written) -> Row:
    """The fields of a result that tell of a file."""
    told: Row = {
        "dest": os.path.abspath(wanted.dest),
        "format": wanted.format,
        "size": written.size,
        "checksum": written.checksum,
        "mode": f"0{wanted.mode:03o}",
    }
    if written.backup_file:
        told["backup_file"] = written.backup_file
    return told
