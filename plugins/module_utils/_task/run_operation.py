# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Run an operation to the fields of a task's result, whatever comes: a failure, a mistake of ours, a signal, or the end
of the run that it belongs to; and tell ansible-core what of it is secret.

Both edges, the module's and the action plugin's, use it, so that both give the same result to the letter.

Since ansible-core 2.19 a cancelled ansible-playbook passes SIGINT and SIGTERM on to its workers and their modules;
older ones leave them at work, and SIGKILL always does. So signals end an operation at once, except that a write in
flight gets some seconds for its answer; and before each request, and each second while an answer is awaited, is asked
whether anybody still waits for it.

Since 2.22 ansible-core has a register of secrets: what is in it is masked wherever output is made, while results and
what is written from them stay whole. Before, the texts are cut out of the result itself.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from pathlib import PurePath
from types import FrameType, TracebackType
from typing import Any

from .._errors._advice.connection import CONNECTION
from .._errors._advice.options import OPTIONS
from .._errors._advice.session import SESSION
from .._errors.failure import Failure, Failures, Interrupted, Trace
from .._libraries import NEEDED, too_old
from .._session.owner_and_machine import Machine, Owner
from .context_and_progress import Context, Operation, Options, Result

_cut_secrets_out: Callable[[Any, set[str]], Any] | None = None
_register_in_core: Callable[[Iterable[str]], None] | None = None
try:
    from ansible.module_utils.secrets import register_secrets

    _register_in_core = register_secrets
except ImportError:
    # Deprecated where there is the register, and gone in 2.25.
    from ansible.module_utils.common.parameters import remove_values

    _cut_secrets_out = remove_values

HAS_REGISTER = _register_in_core is not None

failure = Failures(CONNECTION, OPTIONS, SESSION)

_PLACEHOLDER_OF_OMIT = "__omit_place_holder__"


def outcome_of(operation: Operation, options: Options, context: Context) -> Result:
    """The operation's result, or the fields of a failure."""
    try:
        _demand_no_placeholder(options)
        return operation(options, context)
    except Failure as error:
        return failed_result(_explain_library(error))
    except Interrupted as error:
        return {**failed_result(_failure_of_interruption(error, context)), **context.so_far}
    except Exception as error:  # noqa: BLE001 - the last edge: a mistake of ours is one line, too
        return {**failed_result(_explain_library(_failure_of_mistake(error))), **context.so_far}


def _demand_no_placeholder(options: Options) -> None:
    """Refuse what ansible-core up to 2.18 leaves of ``default(omit)`` inside a list, a map or a text: it would be
    written to the tenant.

    :raises Failure: ``omit-inside-value``.
    """
    for name, value in options.items():
        if _has_omit(value):
            raise failure("omit-inside-value", option=name)


def _has_omit(value: object) -> bool:
    if isinstance(value, str):
        return _PLACEHOLDER_OF_OMIT in value
    if isinstance(value, Mapping):
        return any(_has_omit(part) for pair in value.items() for part in pair)
    return isinstance(value, (list, tuple)) and any(_has_omit(member) for member in value)


def failed_result(error: Failure) -> Result:
    """A failure as a result: the line, the card, and what became of the work."""
    return {"failed": True, "msg": error.line, "error": error.card(), "outcome": error.outcome, **error.more}


def misfit(text: str) -> Result:
    """The failure of options that do not fit the module; ``text`` is Ansible's own word for it."""
    return failed_result(failure("options-not-valid", text=text))


def _failure_of_interruption(error: Interrupted, context: Context) -> Failure:
    """What became of the work when a signal ended it."""
    return failure(
        "interrupted",
        outcome="unknown" if error.may_have_run else context.so_far.get("outcome", "did_not_run"),
        trace=Trace(client_request_id=error.client_request_id),
        signal=error.signal,
        where=", while a request that may have run had no answer yet" if error.may_have_run else "",
    )


def _failure_of_mistake(error: Exception) -> Failure:
    """Where it happened, without any value: a value may be a secret."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return failure(
        "internal-error",
        outcome="unknown",
        what=type(error).__name__,
        where=f"{PurePath(last.filename).name}:{last.lineno}",
        advice="what the task had done by then is not known",
    )


def _explain_library(error: Failure) -> Failure:
    """The failure, or ``library-too-old`` where that is the likelier cause: an old package's errors are taken for those
    of a certificate, of the sign-in service, or of ours."""
    old_libraries = too_old() if error.may_be_a_library else {}
    if not old_libraries:
        return error
    return failure(
        "library-too-old",
        outcome=error.outcome,
        trace=error.trace,
        more=error.more,
        interpreter=sys.executable,
        found=", ".join(f"{name} {version}" for name, version in old_libraries.items()),
        needed=", ".join(f"{name} {NEEDED[name]} or later" for name in old_libraries),
        wanted=" ".join(f"'{name}>={NEEDED[name]}'" for name in old_libraries),
        text=error.what,
    )


SIGNALS = (signal.SIGTERM, signal.SIGINT)
GRACE = 10.0
LOOK_EVERY = 1.0
_STDOUT = 1


class Ending:
    """Use it with ``with`` around an operation, in the main thread of the process.

    ``orphaned`` tells whether nobody waits for this process any more. ``passed_on`` says whether a signal that came
    in meanwhile is sent to this process again at the end, for whoever handled it before.
    """

    def __init__(self, owner: Owner, orphaned: Callable[[], bool], *, passed_on: bool, grace: float = GRACE) -> None:
        self._owner = owner
        self._orphaned = orphaned
        self._passed_on = passed_on
        self._grace = grace
        self._before: dict[int, Any] = {}
        self._machine: Machine | None = None
        self._came: signal.Signals | None = None
        # One mark for each request that may change something: the commands of a list may be in several threads, and
        # adding to a set takes no lock, which a signal's handler could not wait for.
        self._in_flight: set[object] = set()
        self._waited_enough = False
        self._timer: threading.Timer | None = None
        self._over = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="ending", daemon=True)

    def __enter__(self) -> Ending:
        if threading.current_thread() is threading.main_thread():
            for signal_kind in SIGNALS:
                before = signal.getsignal(signal_kind)
                # None is a handler that Python did not set; an ignored signal (nohup) stays ignored.
                if before not in (None, signal.SIG_IGN):
                    self._before[signal_kind] = before
                    signal.signal(signal_kind, self._on_signal)
        if signal.SIGTERM in self._before:
            self._watcher.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        if self._watcher.is_alive():
            self._watcher.join()
        if self._timer is not None:
            self._timer.cancel()
        for signal_kind, before in self._before.items():
            signal.signal(signal_kind, before)
        if self._came is not None and self._passed_on:
            os.kill(os.getpid(), self._came)

    def still_wanted(self) -> None:
        """The brake before each request.

        :raises Interrupted: a signal came while a write was in flight.
        :raises Failure: ``run-is-over``: the run of ansible-playbook or the connection to it is gone.
        """
        if self._came is not None:
            raise Interrupted(self._came.name)
        if self._machine is None:
            self._machine = Machine.here()
        if self._orphaned() or self._owner.alive(self._machine) is False:
            raise failure("run-is-over", pid=self._owner.pid or "unknown")

    @contextmanager
    def in_flight(self) -> Iterator[None]:
        """Around a request that may change something: a signal waits for its answer, some seconds at most.

        :raises Interrupted: the answer did not come in time; it may have run.
        """
        mark = object()
        self._in_flight.add(mark)
        try:
            yield
        except Interrupted as error:
            error.may_have_run = True
            raise
        finally:
            self._in_flight.discard(mark)

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        if self._came is None:
            self._came = signal.Signals(number)
            if self._in_flight:
                self._timer = threading.Timer(self._grace, self._end_grace)
                self._timer.daemon = True
                self._timer.start()
        elif not self._waited_enough:
            return  # the operation is ending already, and what it removes must not be cut short
        if not self._in_flight or self._waited_enough:
            self._waited_enough = False
            raise Interrupted(self._came.name)

    def _watch(self) -> None:
        """In a thread of its own: end an orphan that waits for an answer, which may be long in coming, by SIGTERM."""
        while not self._over.wait(LOOK_EVERY):
            if self._orphaned():
                os.kill(os.getpid(), signal.SIGTERM)
                return

    def _end_grace(self) -> None:
        """In the timer's thread: a handler runs in the main one, and wakes it from its wait for an answer."""
        if self._in_flight and self._came is not None:
            self._waited_enough = True
            os.kill(os.getpid(), self._came)


def nobody_reads() -> bool:
    """Whether the other end of a module's output is closed: its worker was killed, or the connection is down."""
    poll = select.poll()
    poll.register(_STDOUT, 0)
    return any(event & (select.POLLERR | select.POLLHUP) for _fd, event in poll.poll(0))


# What holds nothing but what its text shows; what is none of it is left to the core.
_KINDS_SHOWN_AS_TEXT = (str, int, float, bool)


def keep_secret(secrets: set[str]) -> None:
    """Put texts into the core's register, where it has one; before anything that holds them is shown or sent on."""
    if _register_in_core is not None:
        _register_in_core(secrets)


def hide_secrets(result: dict[str, Any], secrets: set[str]) -> dict[str, Any]:
    """The result of a task as the core may get it."""
    keep_secret(secrets)
    if _cut_secrets_out is None or not _may_hold_secret(result, secrets):
        return result
    readable: dict[str, Any] = _cut_secrets_out(result, secrets)
    return readable


def _may_hold_secret(result: dict[str, object], secrets: set[str]) -> bool:
    """Whether one of the texts may stand in a result. Where none does, the core, which makes a copy of all of it and
    looks at each value several times, would change nothing."""
    waiting: list[object] = [result]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
        elif isinstance(value, _KINDS_SHOWN_AS_TEXT):
            text = str(value)
            for secret in secrets:
                if secret in text:
                    return True
        elif value is not None:
            return True
    return False


def spec_for_core(spec: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """The options as the core should know them: it would register whatever an option of secrets holds, also the name
    or the id of who swapped two of them, and mask that in all that the run shows.

    A default is a new one each time: the core writes into one that is a map, and a loop validates each of its items by
    the same specification.
    """
    more = {"no_log": False} if HAS_REGISTER else {}
    return {name: {**option, **_default_for_core(option), **more} for name, option in spec.items()}


def _default_for_core(option: Mapping[str, object]) -> dict[str, object]:
    default = option.get("default")
    return {"default": deepcopy(default)} if isinstance(default, (dict, list)) else {}
