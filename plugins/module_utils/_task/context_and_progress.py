# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What an operation knows of the task that runs it, and the option ``show_progress``: a line now and then."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import field
from threading import Lock
from typing import Any

from .._clock import Clock
from .._counts import count
from .._dataclass import dataclass
from .._session.owner_and_machine import Owner

SECONDS = 2.0


class Progress:
    """At most one line in two seconds for a whole task, of all that its commands have read together. A pipeline tells
    with :meth:`match` how far it is: its lines say what was read, matched, written and failed, and at which rate.

    ``of`` is what it is about: a cmdlet, or the number of commands in a list, of which lines tell how many have ended.
    ``most`` is how many rows there can be at most, None where nobody knows: no answer of the service tells how many
    there are. No line where nobody can be told (a module has no terminal).
    """

    def __init__(
        self,
        of: str | int,
        say: Callable[[str], None] | None,
        monotonic: Callable[[], float],
        most: int | None = None,
    ) -> None:
        self._of = of
        self._most = most
        self._say = say
        self._monotonic = monotonic
        self._ended = self._rows = self._pages = self._written = self._failed = 0
        self._start = self._last = self._since = monotonic()
        self._matched: int | None = None
        self._writes = False
        self._lately = 0
        self._lock = Lock()

    def add(self, rows: int, pages: int = 1) -> None:
        """A page of so many rows has come."""
        with self._lock:
            self._rows += rows
            self._lately += rows
            self._pages += pages
            self._tell()

    def end_command(self, outcome: str = "ran", *, failed: bool = False) -> None:
        """One of the commands is done; ``outcome`` is what became of it."""
        with self._lock:
            self._ended += 1
            self._failed += failed
            self._written += outcome == "ran" and not failed
            self._lately += self._writes
            self._tell()

    def match(self, objects: int, *, writes: bool) -> None:
        """So many objects of a pipeline go on to the next cmdlet, which ``writes`` or reads. The rate is of what comes
        from now on."""
        with self._lock:
            self._matched, self._writes = objects, writes
            self._since, self._lately = self._monotonic(), 0
            self._written = 0

    def part(self) -> Part:
        """The share of one listing."""
        return Part(self)

    def _tell(self) -> None:
        now = self._monotonic()
        if self._say is None or now - self._last < SECONDS:
            return
        self._last = now
        self._say(self._line(now - self._start) if self._matched is None else self._line_of_pipeline(now))

    def _line_of_pipeline(self, now: float) -> str:
        rate = self._lately / (now - self._since) if now > self._since else 0.0
        written = f", {self._written} written" if self._writes else ""
        counts = f"{self._rows} read, {self._matched} matched{written}, {self._failed} failed"
        return f"{self._of}: {counts}, {rate:.0f}/s, {now - self._start:.0f} s"

    def _line(self, elapsed: float) -> str:
        """Rows only where there are any: the unit of a list of writes is its commands."""
        title = self._of if isinstance(self._of, str) else f"{self._ended} of {count(self._of, 'command')}"
        if title != self._of and not self._rows:
            return f"{title}, {elapsed:.0f} s"
        rate = self._rows / elapsed if elapsed > 0 else 0.0
        rows = count(self._rows, "row") if self._most is None else f"{self._rows} of at most {count(self._most, 'row')}"
        return f"{title}: {rows} in {count(self._pages, 'page')}, {rate:.0f} rows/s, {elapsed:.0f} s"


class Part:
    """What one listing has added to the progress of its task."""

    def __init__(self, whole: Progress) -> None:
        self._whole = whole
        self._rows = self._pages = 0

    def add(self, rows: int) -> None:
        """A page of so many rows has come."""
        self._rows += rows
        self._pages += 1
        self._whole.add(rows)

    def restart(self) -> None:
        """The listing starts again; the time goes on."""
        self._whole.add(-self._rows, -self._pages)
        self._rows = self._pages = 0


Options = Mapping[str, Any]
Result = dict[str, Any]


def nobody_to_ask() -> None:
    """The brake of an operation whose end nobody looks for."""


@dataclass(frozen=True)
class Context:
    """``owner`` is the run of ansible-playbook that the task belongs to; ``environ`` holds the task's variables.

    ``still_wanted`` and ``in_flight`` are those of :class:`Ending`: the brake before a request, and the seconds that a
    write in flight has when a signal comes. ``so_far`` is for the operation to fill: fields of the result that are true
    where it is cut short. ``progress`` is what the commands of a list share where it is to be shown. ``clock`` is the
    one that all of it looks at. ``hide`` takes the task's secrets out of a text that somebody keeps; ``no_log`` tells
    that all of the task's values are secret.
    """

    environ: Mapping[str, str] = field(repr=False)
    owner: Owner
    check_mode: bool = False
    warn: Callable[[str], None] = warnings.warn
    say: Callable[[str], None] | None = None
    still_wanted: Callable[[], None] = nobody_to_ask
    in_flight: Callable[[], AbstractContextManager[None]] = nullcontext
    diff: bool = False
    so_far: dict[str, Any] = field(default_factory=dict)
    progress: Progress | None = None
    clock: Clock = field(default_factory=Clock)
    hide: Callable[[str], str] = str
    no_log: bool = False


class ProgressLines:
    """Says where a task that keeps many objects stands, if somebody wants to know and anybody can be told: at most one
    line in two seconds."""

    def __init__(self, context: Context, *, show_progress: bool) -> None:
        self._say: Callable[[str], None] | None = context.say if show_progress else None
        self._steady = context.clock.steady
        self._last = self._steady()

    def say(self, text: str) -> None:
        """A line, unless one was said a moment ago."""
        now = self._steady()
        if self._say is not None and now - self._last >= SECONDS:
            self._last = now
            self._say(text)


Operation = Callable[[Options, Context], Result]
