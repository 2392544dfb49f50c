# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A signal that comes at any moment of a connect takes back the session that nobody has a handle for."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Interrupted
from ansible_collections.m365.exchange.plugins.module_utils._session.encrypted_store import SessionLimit

from .conftest import CONTENT, CONTOSO, LATER, World
from .system_calls import Before, watched


def interrupt_at(number: int) -> Before:
    """Raise what the handler of a signal raises, ahead of the n-th call."""

    def before(count: int, name: str, args: tuple[Any, ...]) -> None:
        if count == number:
            raise Interrupted("SIGTERM")

    return before


@pytest.mark.parametrize("limit", [0, 5])
def test_interrupted_at_any_system_call_of_connect(world: World, limit: int) -> None:
    living = world.store().create(CONTENT, CONTOSO, LATER)
    kept = {f"{living.id}.lock", f"{living.id}.rec", "slots"}
    interrupted = 0
    for number in range(1, 500):
        ended = False
        with watched(interrupt_at(number)), suppress(Interrupted), world.store() as store:
            handle = store.create(CONTENT, CONTOSO, LATER, limit=SessionLimit(limit))
            ended = True
        if ended:
            assert world.store().close(handle)
            break
        interrupted += 1
        assert set(world.files()) <= kept
    assert interrupted > 15
    assert world.store().read(living)[1] == CONTENT


def test_what_was_made_before_the_failure_of_a_task_goes_and_nothing_else(world: World) -> None:
    other = world.store().create(CONTENT, CONTOSO, LATER)
    with suppress(Interrupted), world.store() as store:
        handles = [store.create(CONTENT, CONTOSO, LATER) for _number in range(2)]
        store.close(handles[0])
        raise Interrupted("SIGINT")
    assert world.files() == [f"{other.id}.lock", f"{other.id}.rec"]


def test_a_task_that_ends_well_keeps_its_session(world: World) -> None:
    with world.store() as store:
        handle = store.create(CONTENT, CONTOSO, LATER)
    assert world.files() == [f"{handle.id}.lock", f"{handle.id}.rec"]
