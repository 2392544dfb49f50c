# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""A file whose content is there at once: it takes the old one's place when it is whole."""

from __future__ import annotations

from .atomic_file import NewFile, TargetPlace, dest_not_written, differs_in_permissions, sweep_partial_files


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
    there, file = place.old(), NewFile(place)
    try:
        file.write(data)
        same = place.holds(file.size, file.checksum)
        if not check_mode and same:
            place.set_permissions(mode, None, None)
        elif not check_mode:
            file.take_the_place(mode, None, None)
    finally:
        file.close()
    return not same or there is None or differs_in_permissions(there, mode, None, None)
