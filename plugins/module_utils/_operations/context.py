# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What an operation knows of the task that runs it.

Private to this collection: it may change in any release.
"""

from __future__ import annotations

import os
import sys
import time
import warnings
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from .._client.sender import always
from .._errors.advice import failure
from .._libraries import MISSING
from .._session.owner import Owner
from .._session.store import SessionStore
from .._session.surroundings import Surroundings
from .reading_progress import Progress

Options = Mapping[str, Any]
Result = dict[str, Any]


@dataclass(frozen=True)
class Context:
    """``owner`` is the run of ansible-playbook that the task belongs to; ``environ`` holds the task's variables.

    ``still_wanted`` and ``in_flight`` are those of :class:`Ending`: the brake before a request, and the seconds that a
    write in flight has when a signal comes. ``so_far`` is for the operation to fill: fields of the result that are true
    where it is cut short. ``progress`` is what the commands of a list share where it is to be shown.
    """

    environ: Mapping[str, str] = field(repr=False)
    owner: Owner
    check_mode: bool = False
    warn: Callable[[str], None] = warnings.warn
    now: Callable[[], float] = time.time
    say: Callable[[str], None] | None = None
    monotonic: Callable[[], float] = time.monotonic
    still_wanted: Callable[[], None] = always
    in_flight: Callable[[], AbstractContextManager[None]] = nullcontext
    diff: bool = False
    so_far: dict[str, Any] = field(default_factory=dict)
    progress: Progress | None = None

    def store(self) -> SessionStore:
        """The sessions of this user on this machine."""
        home = self.environ.get("HOME") or os.path.expanduser("~")
        return SessionStore(Surroundings.here(self.environ, home, self.owner, self.warn))


def demand_packages() -> None:
    """Ask for what a request needs; to forget a session needs nothing.

    :raises Failure: ``library-missing``.
    """
    if MISSING:
        raise failure("library-missing", packages=", ".join(MISSING), interpreter=sys.executable)


Operation = Callable[[Options, Context], Result]
