# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""exo_command in the process of the tests, against the box: the whole client, with clocks that nobody waits for."""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.m365.exchange.plugins.module_utils._clock import Clock
from ansible_collections.m365.exchange.plugins.module_utils._commands import command
from ansible_collections.m365.exchange.plugins.module_utils._connection import open_connection, sign_in_options
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.send_and_page import Sender
from ansible_collections.m365.exchange.plugins.module_utils._operations import (
    baseline_info,
    connect,
    daily_work,
    disconnect,
    journal_info,
    report_info,
    resource,
    resource_info,
    resources,
    session_info,
)
from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Machine, Owner
from ansible_collections.m365.exchange.plugins.module_utils._session.session_folders import STAND_IN
from ansible_collections.m365.exchange.plugins.module_utils._sign_in.msal_client import SignInHttp
from ansible_collections.m365.exchange.plugins.module_utils._specs import daily_work as specs_of_daily_work
from ansible_collections.m365.exchange.plugins.module_utils._specs.command import COMMAND
from ansible_collections.m365.exchange.plugins.module_utils._specs.connection import CONNECT
from ansible_collections.m365.exchange.plugins.module_utils._specs.info_and_conformance import (
    BASELINE_INFO,
    REPORT_INFO,
)
from ansible_collections.m365.exchange.plugins.module_utils._specs.local_files import (
    DISCONNECT,
    JOURNAL_INFO,
    SESSION_INFO,
)
from ansible_collections.m365.exchange.plugins.module_utils._specs.read_options import OptionsSpec
from ansible_collections.m365.exchange.plugins.module_utils._specs.resources import RESOURCE, RESOURCE_INFO, RESOURCES
from ansible_collections.m365.exchange.plugins.module_utils._task.context_and_progress import Context, Operation
from ansible_collections.m365.exchange.plugins.module_utils._task.run_operation import outcome_of, spec_for_core

from .box import Box
from .kept_adapters import KeptAdapters
from .silence import silence_seen

Json = dict[str, Any]

LONGEST_POLL = 0.25


class Hours:
    """Time that passes by sleeping: nobody waits, and waits are as long as they are told."""

    def __init__(self, seed: int = 0) -> None:
        self._gone = 0.0
        self._began = time.monotonic()
        self.waited = 0.0  # by the client; sessions wait for their turn as well
        self._lock = threading.Lock()
        self._chance = random.Random(seed)

    @property
    def gone(self) -> float:
        """The seconds that were slept so far."""
        return self._gone

    @property
    def passed(self) -> float:
        """Those, and what the work itself has taken."""
        return self._gone + time.monotonic() - self._began

    def sleep(self, seconds: float) -> None:
        """Move on."""
        with self._lock:
            self._gone += seconds

    def _look_again(self, seconds: float) -> None:
        """Who polls for a lock waits for real work of others: then time nearly stands still, or patience would end in
        half a second of theirs."""
        if seconds <= LONGEST_POLL:
            time.sleep(0.002)
            seconds /= 10
        self.sleep(seconds)

    def _wait(self, seconds: float) -> None:
        with self._lock:
            self.waited += seconds
        self.sleep(seconds)

    def client(self) -> Clock:
        """The same clock, whose waits count as the client's."""
        return replace(self.session(), sleep=self._wait)

    def session(self) -> Clock:
        """For all else: sessions and their pacing."""
        return Clock(
            lambda: time.time() + self._gone,
            lambda: time.monotonic() + self._gone,
            self._look_again,
            self._chance.random,
        )


def _by(clock: Clock, make: Callable[..., Any]) -> Callable[..., Any]:
    """``make``, by another clock than it is given."""
    return lambda *arguments, **options: make(*arguments, **{**options, "clock": clock})


@contextmanager
def _variables(wanted: Mapping[str, str]) -> Iterator[None]:
    """What a task reads of the environment. Only what differs is set and put back: ``patch.dict`` sets all anew."""
    before = {name: os.environ.get(name) for name in wanted}
    changed = [name for name, value in wanted.items() if before[name] != value]
    os.environ.update({name: wanted[name] for name in changed})
    try:
        yield
    finally:
        for name in changed:
            value = before[name]
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@cache
def owner_of(process: int) -> Owner:
    """Who a process is: read once, since a child of ``fork`` has another number."""
    return Owner.of(process, Machine.here())


class Desk:
    """A session in the box, and exo_command on it. ``slept`` are the seconds that the last command waited before
    further tries, those of a sign-in, too."""

    def __init__(self, box: Box, folder: Path, *, keep: bool = True) -> None:
        """``keep``: connections to the box outlive a task, of which each would open its own. Not
        while a fault of connecting is armed."""
        self.box = box
        self._adapters = KeptAdapters() if keep else None
        # Nothing is seen of other runs of the same user, whose sessions may lie in /dev/shm.
        own = {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), STAND_IN: str(folder / "no-shm")}
        self.environ = {**box.environment, **own}
        os.chmod(folder, 0o700)
        self.warnings: list[str] = []
        self.session: str | None = None
        self.slept = 0.0

    def __enter__(self) -> Desk:
        return self.connect()

    def connect(self, **options: Any) -> Desk:
        """Open the session; ``options`` are those of exo_connect."""
        result = self.connected(**options)
        assert "session" in result, result
        self.session = result["session"]
        return self

    def connected(self, owner: Owner | None = None, **options: Any) -> Json:
        """exo_connect's result, or the fields of its failure; of this process, unless another owner is named."""
        context = self.context()
        return self._run(CONNECT, connect.run, options, replace(context, owner=owner or context.owner))

    def sessions(self, **options: Any) -> list[Json]:
        """What exo_session_info lists."""
        result = self._run(SESSION_INFO, session_info.run, options, self.context())
        found: list[Json] = result["sessions"]
        return found

    def disconnect_all(self, **options: Any) -> Json:
        """exo_disconnect's result for all sessions of this process, or those that ``options`` name."""
        return self._run(DISCONNECT, disconnect.run, {"all": True, **options}, self.context())

    def journal(self, **options: Any) -> Json:
        """exo_journal_info's result, or the fields of its failure."""
        return self._run(JOURNAL_INFO, journal_info.run, options, self.context())

    def __exit__(self, *_exc: object) -> None:
        self.disconnect()

    def disconnect(self) -> None:
        """Close the session."""
        if self._adapters:
            self._adapters.close()
        result = self._run(DISCONNECT, disconnect.run, {"session": [self.session]}, self.context())
        assert "failed" not in result, result

    def context(self, hours: Hours | None = None, **more: Any) -> Context:
        """What a task knows."""
        owner = owner_of(os.getpid())
        return Context(
            self.environ, owner, **{"warn": self.warnings.append, "clock": (hours or Hours()).session(), **more}
        )

    def run(
        self,
        *,
        seed: int = 0,
        patient: bool = False,
        context: Json | None = None,
        hours: Hours | None = None,
        **options: Any,
    ) -> Json:
        """exo_command's result, or the fields of its failure. ``patient``: whoever meets silence waits in it;
        ``hours``: the time in which it runs, where a test looks at it."""
        return self._on_session(COMMAND, command.run, options, hours or Hours(seed), context or {}, patient=patient)

    def resource(
        self, *, patient: bool = False, hours: Hours | None = None, context: Json | None = None, **options: Any
    ) -> Json:
        """exo_resource's result, or the fields of its failure; else as :meth:`run`."""
        return self._on_session(RESOURCE, resource.run, options, hours or Hours(), context or {}, patient=patient)

    def many(self, *given: Json, context: Json | None = None, hours: Hours | None = None, **more: Any) -> Json:
        """exo_resources' result, or the fields of its failure."""
        options = {"resources": list(given), **more}
        return self._on_session(RESOURCES, resources.run, options, hours or Hours(), context or {})

    def daily(self, module: str, *, patient: bool = False, context: Json | None = None, **options: Any) -> Json:
        """The result of one of the modules for daily work (``exo_mailbox``), or the fields of its failure."""
        name = module.removeprefix("exo_")
        spec: OptionsSpec = getattr(specs_of_daily_work, name.upper())
        operation = getattr(daily_work, name)
        return self._on_session(spec, operation, options, Hours(), context or {}, patient=patient)

    def resources(self, **options: Any) -> Json:
        """exo_resource_info's result, or the fields of its failure."""
        return self._on_session(RESOURCE_INFO, resource_info.run, options, Hours(), {})

    def baseline(self, **options: Any) -> Json:
        """exo_baseline_info's result, or the fields of its failure."""
        return self._on_session(BASELINE_INFO, baseline_info.run, options, Hours(), {})

    def report(self, **options: Any) -> Json:
        """exo_report_info's result, or the fields of its failure."""
        return self._on_session(REPORT_INFO, report_info.run, options, Hours(), {})

    def _on_session(
        self,
        spec: OptionsSpec,
        operation: Operation,
        options: Json,
        hours: Hours,
        context: Json,
        *,
        patient: bool = False,
    ) -> Json:
        made = self.context(hours, **context)
        given = {"session": self.session, **options}
        clock = hours.client()
        with (
            patch.object(open_connection, "Sender", _by(clock, Sender)),
            patch.object(sign_in_options, "SignInHttp", _by(clock, SignInHttp)),
            nullcontext() if patient else silence_seen(self.box),
            nullcontext() if not self._adapters or self.box.control.lets_none_in else self._adapters.in_use(),
        ):
            try:
                return self._run(spec, operation, given, made)
            finally:
                self.slept = hours.waited

    def _run(self, spec: OptionsSpec, operation: Operation, options: Json, context: Context) -> Json:
        with _variables(self.environ):
            validated = ArgumentSpecValidator(spec_for_core(spec)).validate(options)
        assert not validated.error_messages, validated.error_messages
        self.warnings.clear()
        return outcome_of(operation, validated.validated_parameters, context)
