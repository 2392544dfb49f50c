# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A store in a folder of the test's own, with clocks that the test moves."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._clock import Clock
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._session.encrypted_store import SessionStore
from ansible_collections.m365.exchange.plugins.module_utils._session.handle_and_record import SessionFacts
from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Machine, Owner
from ansible_collections.m365.exchange.plugins.module_utils._session.session_folders import (
    StorePlace,
    Surroundings,
    store_places,
)
from support.extent import choose

CONTOSO = SessionFacts(
    tenant_id="7d3c1f0e-52a4-4a3b-9f63-2f1c5a1e8b01",
    identity="1b9a6c3d-0f42-4f0e-8a5b-6a0b7f3f2c11",
    organization="contoso.onmicrosoft.com",
    environment="O365Default",
)
FABRIKAM = replace(CONTOSO, tenant_id="c0ffee00-52a4-4a3b-9f63-2f1c5a1e8b02", organization="fabrikam.onmicrosoft.com")
CONTENT = {"token": "a token", "anchor": "APP:contoso"}
LATER = 4_000_000_000.0
EXAMPLES = choose(60, 200, 50_000)

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="a second user needs root")


def stale(content: dict[str, Any]) -> bool:
    """The test of a caller whose token is old until it was renewed."""
    return content.get("token") == "new"


def never(content: dict[str, Any]) -> bool:
    """The test of a caller whose token is always old."""
    return False


def renewed(content: dict[str, Any]) -> tuple[dict[str, Any], float]:
    """What a renewal gives."""
    return {**content, "token": "new"}, LATER


def key_of(call: Callable[[], object], *, line: bool = False) -> str:
    """The key (or the line) of the failure that a call must end with."""
    with pytest.raises(Failure) as caught:
        call()
    assert "\n" not in caught.value.line
    return caught.value.line if line else caught.value.key


def start_child(work: Callable[[], object]) -> int:
    """Fork a process that does ``work``; its id. It ends with 0, or with 1 where the work raised."""
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        work()
        status = 0
    except BaseException:  # noqa: BLE001 - the child must end here, whatever happened
        traceback.print_exc()
    finally:
        os._exit(status)


def in_child(work: Callable[[], object]) -> int:
    """Do ``work`` in a process of its own and wait; its exit status."""
    return os.waitstatus_to_exitcode(os.waitpid(start_child(work), 0)[1])


@dataclass
class Hands:
    """Both clocks of a machine; sleeping moves them at once."""

    wall: float = 1_800_000_000.0
    steady: float = 5_000.0
    slept: list[float] = field(default_factory=list)

    def pass_time(self, seconds: float) -> None:
        self.wall += seconds
        self.steady += seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.pass_time(seconds)

    def clock(self) -> Clock:
        return Clock(lambda: self.wall, lambda: self.steady, self.sleep, lambda: 0.5)


@dataclass
class World:
    """Everything around a store; ``store()`` is one more process's view of it."""

    places: Sequence[StorePlace]
    machine: Machine
    owner: Owner
    clock: Clock
    uid: int = field(default_factory=os.geteuid)
    warnings: list[str] = field(default_factory=list)

    opened: list[SessionStore] = field(default_factory=list)

    def store(self) -> SessionStore:
        around = Surroundings(self.places, self.machine, self.owner, self.uid, self.clock, self.warnings.append)
        self.opened.append(SessionStore(around))
        return self.opened[-1]

    def release(self) -> None:
        """Close what the stores hold open."""
        while self.opened:
            self.opened.pop().release()

    @property
    def folder(self) -> Path:
        return Path(self.places[0].path)

    def files(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir()) if self.folder.exists() else []


@pytest.fixture
def machine() -> Machine:
    """This machine; one that has no id (a container) gets one."""
    here = Machine.here()
    return replace(here, machine=here.machine or "a" * 32)


@pytest.fixture
def hands() -> Hands:
    """Clocks near the real ones, so that the times the kernel gives to files fit."""
    now = Clock()
    return Hands(now.wall(), now.steady())


@pytest.fixture
def new_world(tmp_path: Path, machine: Machine) -> Iterator[Callable[[Clock], World]]:
    tmp_path.chmod(0o700)
    runtime, home = tmp_path / "run", tmp_path / "home"
    runtime.mkdir(0o700)
    home.mkdir(0o700)
    found = store_places({"XDG_RUNTIME_DIR": str(runtime)}, str(home), os.geteuid(), str(tmp_path / "no-shm"))
    made: list[World] = []

    def build(clock: Clock) -> World:
        made.append(World(found, machine, Owner.of(os.getpid(), machine), clock))
        return made[-1]

    yield build
    for world in made:
        world.release()


@pytest.fixture
def world(new_world: Callable[[Clock], World], hands: Hands) -> World:
    return new_world(hands.clock())


@pytest.fixture
def real_world(new_world: Callable[[Clock], World]) -> World:
    """With the machine's own clocks, for tests with several processes."""
    return new_world(Clock())


@pytest.fixture
def store(world: World) -> Iterator[SessionStore]:
    with world.store() as opened:
        yield opened
