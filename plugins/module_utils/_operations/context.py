# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What an operation knows of the task that runs it."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from .._clock import Clock
from .._session.owner import Owner
from .progress import Progress

Options = Mapping[str, Any]
Result = dict[str, Any]


def nobody_to_ask() -> None:
    """The brake of an operation whose end nobody looks for."""


@dataclass(frozen=True)
class Context:
    """``owner`` is the run of ansible-playbook that the task belongs to; ``environ`` holds the task's variables.

    ``still_wanted`` and ``in_flight`` are those of :class:`Ending`: the brake before a request, and the seconds that a
    write in flight has when a signal comes. ``so_far`` is for the operation to fill: fields of the result that are true
    where it is cut short. ``progress`` is what the commands of a list share where it is to be shown. ``clock`` is that
    of sessions and of the pace of requests.
    """

    environ: Mapping[str, str] = field(repr=False)
    owner: Owner
    check_mode: bool = False
    warn: Callable[[str], None] = warnings.warn
    now: Callable[[], float] = time.time
    say: Callable[[str], None] | None = None
    monotonic: Callable[[], float] = time.monotonic
    still_wanted: Callable[[], None] = nobody_to_ask
    in_flight: Callable[[], AbstractContextManager[None]] = nullcontext
    diff: bool = False
    so_far: dict[str, Any] = field(default_factory=dict)
    progress: Progress | None = None
    clock: Clock = field(default_factory=Clock)


Operation = Callable[[Options, Context], Result]
