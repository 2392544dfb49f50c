# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is closed stays closed, in whatever order a close and two renewals come between each other."""

from __future__ import annotations

import errno
import fcntl
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._session.encrypted_store import SessionStore
from ansible_collections.m365.exchange.plugins.module_utils._session.handle_and_record import Handle
from support.extent import choose

from .conftest import CONTENT, CONTOSO, LATER, Hands, World, in_child, never, renewed
from .system_calls import DIED

PATIENCE = 20.0
RENEWAL = ("before replace", "behind replace")
CLOSE = ("behind unlink",)


class Actor(threading.Thread):
    """A thread that stops at the system calls it was given, one after the other, until it is told to go on."""

    def __init__(self, stops: tuple[str, ...], work: Callable[[], object]) -> None:
        super().__init__(daemon=True)
        self.outcome: object = None
        self._ended = False
        self._stops = list(stops)
        self._work = work
        self._go = threading.Semaphore(0)
        self._stopped = threading.Semaphore(0)
        self.start()

    def run(self) -> None:
        try:
            assert self._go.acquire(timeout=PATIENCE)
            self.outcome = self._work()
        except Failure as exc:
            self.outcome = exc.key
        finally:
            self._ended = True
            self._stopped.release()

    def at(self, moment: str) -> None:
        """Called by the work itself."""
        if self._stops and self._stops[0] == moment:
            del self._stops[0]
            self._stopped.release()
            assert self._go.acquire(timeout=PATIENCE)

    def step(self) -> None:
        """Let the work go on to its next stop or its end; nothing where it has ended."""
        if not self._ended:
            self._go.release()
            assert self._stopped.acquire(timeout=PATIENCE)


@pytest.fixture
def stopping(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every actor stop where it should."""

    def wrap(name: str, real: Callable[..., None]) -> Callable[..., None]:
        def call(*args: Any, **options: Any) -> None:
            actor = threading.current_thread()
            if isinstance(actor, Actor):
                actor.at(f"before {name}")
            real(*args, **options)
            if isinstance(actor, Actor):
                actor.at(f"behind {name}")

        return call

    for name in ("replace", "unlink"):
        monkeypatch.setattr(os, name, wrap(name, getattr(os, name)))


@pytest.fixture
def quick_world(world: World, hands: Hands) -> World:
    """Where a minute's patience ends with the first look at a lock that is held."""
    world.clock = replace(world.clock, sleep=lambda _seconds: hands.pass_time(60))
    return world


def orders() -> Iterator[str]:
    """All orders of the three steps of A and of B, who are alike, and the two of a close."""
    for order in sorted(set(permutations("AAABBBcc"))):
        if order.index("A") < order.index("B"):
            yield "".join(order)


def chosen_orders(locks: bool) -> Sequence[str]:
    """All in make test-all; in make test each fifth with locks, and others of them without."""
    found = list(orders())
    assert len(found) == 280
    return choose(found[0 if locks else 2 :: 5], found)


def uses(store: SessionStore, handle: Handle) -> list[Callable[[], object]]:
    """All that a session is good for; the first two are of readers."""
    header = store.read(handle)[0]
    return [
        lambda: store.read(handle),
        lambda: store.still_open(handle, header),
        lambda: store.renew(handle, never, renewed),
        lambda: store.put(handle, CONTENT, LATER),
    ]


def is_closed(call: Callable[[], object]) -> bool:
    try:
        call()
    except Failure as exc:
        return exc.key == "session-closed"
    return False


@pytest.mark.usefixtures("stopping")
@pytest.mark.parametrize("locks", [True, False])
def test_in_every_order_a_closed_session_is_closed_for_all(
    quick_world: World, monkeypatch: pytest.MonkeyPatch, locks: bool
) -> None:
    def no_locks(_fd: int, _operation: int) -> None:
        raise OSError(errno.EOPNOTSUPP, "Operation not supported")

    if not locks:
        monkeypatch.setattr(fcntl, "flock", no_locks)
    wrong = [order for order in chosen_orders(locks) if not stays_closed(quick_world, order)]
    assert wrong == []


def stays_closed(world: World, order: str) -> bool:
    """Let a close and two renewals take their steps in this order; whether nothing is open from the close's end on."""
    handle = world.store().create(CONTENT, CONTOSO, LATER)
    actors = {name: Actor(RENEWAL, lambda: world.store().renew(handle, never, renewed)) for name in "AB"}
    actors["c"] = Actor(CLOSE, lambda: world.store().close(handle))
    use = uses(world.store(), handle)
    closed = order.rindex("c")
    good = True
    for number, name in enumerate(order):
        actors[name].step()
        good = good and (number < closed or all(map(is_closed, use[:2])))
    late = [actors[name].outcome for name in "AB" if order.index(name) > closed]
    good = good and set(late) <= {"session-closed"} and all(map(is_closed, use)) and world.files() == []
    world.release()
    return good


def test_a_renewal_killed_behind_its_write_brings_nothing_back(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with world.store() as store:
        handle = store.create(CONTENT, CONTOSO, LATER)
    real = os.replace

    def close_write_and_die(source: str, target: str, **folders: int) -> None:
        assert world.store().close(handle)
        real(source, target, **folders)
        os._exit(DIED)

    def child() -> None:
        monkeypatch.setattr(os, "replace", close_write_and_die)
        world.store().renew(handle, never, renewed)

    use = uses(world.store(), handle)
    assert in_child(child) == DIED
    assert world.files() == [f"{handle.id}.rec"]
    assert all(map(is_closed, use))
    assert world.store().list_sessions() == []
    world.store().sweep()
    assert world.files() == []
