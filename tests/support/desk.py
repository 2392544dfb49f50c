# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""exo_command in the process of the tests, against the box: the whole client, with clocks that nobody waits for."""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.m365.exchange.plugins.module_utils._client.sender import Sender
from ansible_collections.m365.exchange.plugins.module_utils._operations import (
    command,
    connect,
    connection,
    disconnect,
    signing_in,
)
from ansible_collections.m365.exchange.plugins.module_utils._operations.context import Context, Operation
from ansible_collections.m365.exchange.plugins.module_utils._outcome import outcome_of
from ansible_collections.m365.exchange.plugins.module_utils._session.clock import Clock as SessionClock
from ansible_collections.m365.exchange.plugins.module_utils._session.owner import Machine, Owner
from ansible_collections.m365.exchange.plugins.module_utils._session.store import SessionStore
from ansible_collections.m365.exchange.plugins.module_utils._session.surroundings import Surroundings
from ansible_collections.m365.exchange.plugins.module_utils._sign_in.http import SignInHttp
from ansible_collections.m365.exchange.plugins.module_utils._specs.command import COMMAND
from ansible_collections.m365.exchange.plugins.module_utils._specs.connect import CONNECT
from ansible_collections.m365.exchange.plugins.module_utils._specs.disconnect import DISCONNECT
from ansible_collections.m365.exchange.plugins.module_utils._specs.spec import Spec
from ansible_collections.m365.exchange.plugins.module_utils._transport.backoff import Clock
from ansible_collections.m365.exchange.plugins.module_utils._transport.network import Network

from .box import Box

Json = dict[str, Any]


class Hours:
    """Time that passes by sleeping: nobody waits, and waits are as long as they are told."""

    def __init__(self, seed: int = 0) -> None:
        self._gone = 0.0
        self.waited = 0.0  # by the client; sessions wait for their turn as well
        self._lock = threading.Lock()
        self._chance = random.Random(seed)

    @property
    def gone(self) -> float:
        """The seconds that were slept so far."""
        return self._gone

    def sleep(self, seconds: float) -> None:
        """Move on; a thread that polls lets others work meanwhile."""
        with self._lock:
            self._gone += seconds
        time.sleep(0.0005)

    def _wait(self, seconds: float) -> None:
        with self._lock:
            self.waited += seconds
        self.sleep(seconds)

    def client(self) -> Clock:
        """For the client."""
        return Clock(lambda: time.monotonic() + self._gone, time.time, self._wait, self._chance.uniform)

    def session(self) -> SessionClock:
        """For sessions and their pacing."""
        return SessionClock(
            lambda: time.time() + self._gone, lambda: time.monotonic() + self._gone, self.sleep, self._chance.random
        )


@dataclass(frozen=True)
class StillContext(Context):
    """A context whose sessions live in the tests' own time."""

    hours: Hours = field(default_factory=Hours)

    def store(self) -> SessionStore:
        """See :class:`Context`."""
        around = Surroundings.here(self.environ, self.environ["HOME"], self.owner, self.warn)
        return SessionStore(replace(around, clock=self.hours.session()))


class Desk:
    """A session in the box, and exo_command on it. ``slept`` are the seconds that the last command waited before
    further tries, those of a sign-in, too."""

    def __init__(self, box: Box, folder: Path) -> None:
        self.box = box
        self.environ = {**box.environment, "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
        os.chmod(folder, 0o700)
        self.warnings: list[str] = []
        self.session: str | None = None
        self.slept = 0.0

    def __enter__(self) -> Desk:
        return self.connect()

    def connect(self, **options: Any) -> Desk:
        """Open the session; ``options`` are those of exo_connect."""
        result = self._run(CONNECT, connect.run, options, self.context())
        assert "session" in result, result
        self.session = result["session"]
        return self

    def __exit__(self, *_exc: object) -> None:
        self.disconnect()

    def disconnect(self) -> None:
        """Close the session."""
        result = self._run(DISCONNECT, disconnect.run, {"session": [self.session]}, self.context())
        assert "failed" not in result, result

    def context(self, hours: Hours | None = None, **more: Any) -> StillContext:
        """What a task knows."""
        owner = Owner.of(os.getpid(), Machine.here())
        return StillContext(self.environ, owner, warn=self.warnings.append, hours=hours or Hours(), **more)

    def run(
        self,
        *,
        seed: int = 0,
        patience: float | None = None,
        context: Json | None = None,
        hours: Hours | None = None,
        **options: Any,
    ) -> Json:
        """exo_command's result, or the fields of its failure. ``patience``: a read time-out of this many seconds;
        ``hours``: the time in which it runs, where a test looks at it."""
        hours = hours or Hours(seed)
        made = self.context(hours, **(context or {}))
        given = {"session": self.session, **options}
        clock = hours.client()
        with (
            patch.object(connection, "Sender", partial(Sender, clock=clock)),
            patch.object(signing_in, "SignInHttp", partial(SignInHttp, clock=clock)),
            _impatient(patience),
        ):
            try:
                return self._run(COMMAND, command.run, given, made)
            finally:
                self.slept = hours.waited

    def _run(self, spec: Spec, operation: Operation, options: Json, context: Context) -> Json:
        with patch.dict(os.environ, self.environ):
            validated = ArgumentSpecValidator(dict(spec)).validate(options)
        assert not validated.error_messages, validated.error_messages
        self.warnings.clear()
        return outcome_of(operation, validated.validated_parameters, context)


@contextmanager
def _impatient(patience: float | None) -> Iterator[None]:
    if patience is None:
        yield
        return
    with patch.object(Network, "patience", lambda _network, _seconds: patience):
        yield
