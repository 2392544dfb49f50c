# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Count what the store asks of the system, and let it die or fail at the n-th question."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from support.extent import choose

NAMES = (
    "close",
    "fchmod",
    "fstat",
    "fsync",
    "listdir",
    "lstat",
    "mkdir",
    "open",
    "read",
    "replace",
    "stat",
    "unlink",
    "urandom",
    "utime",
    "write",
)
DIED = 77

Before = Callable[[int, str, tuple[Any, ...]], None]


@contextmanager
def watched(before: Before) -> Iterator[list[str]]:
    """Call ``before`` with number, name and arguments ahead of each system call; gives the names so far."""
    seen: list[str] = []

    def wrap(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            seen.append(name)
            try:
                before(len(seen), name, args)
            except OSError:
                if name == "close":
                    real(*args)  # a close that fails has closed all the same
                raise
            return real(*args, **options)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in NAMES:
            patch.setattr(os, name, wrap(name, getattr(os, name)))
        patch.setattr(fcntl, "flock", wrap("flock", fcntl.flock))
        yield seen


def die_at(number: int) -> Before:
    """End the process before its n-th call; a write is half done."""
    write = os.write

    def before(count: int, name: str, args: tuple[Any, ...]) -> None:
        if count == number:
            if name == "write":
                write(args[0], bytes(args[1])[: len(args[1]) // 2])
            os._exit(DIED)

    return before


def fail_at(number: int, code: int) -> Before:
    """Let the n-th call fail."""

    def before(count: int, name: str, args: tuple[Any, ...]) -> None:
        if count == number:
            raise OSError(code, os.strerror(code))

    return before


# One for a disk, for a process and for a lock; M365_ALL=1 takes those that are met alike, too.
CODES = choose(
    [errno.ENOSPC, errno.EMFILE, errno.ENOLCK],
    [errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EIO, errno.EMFILE, errno.ENFILE, errno.ENOLCK, errno.EACCES],
)
