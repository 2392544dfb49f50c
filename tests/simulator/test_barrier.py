# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The barrier: requests that wait for one another, and an error where the others never come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

import pytest
import requests
from simulator.wire import Wire

from support.waiting import wait_until

INVOKE = {"kind": "invoke"}
Send = Callable[[], Future[requests.Response]]


@contextmanager
def senders(wire: Wire, count: int, cmdlet: str = "Get-OrganizationConfig") -> Iterator[Send]:
    """A way to send a request, each over a connection of its own."""
    token = wire.token()
    clients = [Wire(wire.box) for _one in range(count)]
    waiting = iter(clients)
    with ThreadPoolExecutor(count) as pool:
        yield lambda: pool.submit(next(waiting).invoke, token, cmdlet)
    for client in clients:
        client.close()


def test_requests_wait_until_so_many_are_inside(wire: Wire) -> None:
    wire.box.control.barrier(3, INVOKE)
    with senders(wire, 3) as send:
        first = [send(), send()]
        wait_until(lambda: wire.box.control.held() == 2, "two inside")
        assert not any(one.done() for one in first)
        assert [one["status"] for one in wire.box.control.journal(kind="invoke")] == [None, None]
        answers = [one.result() for one in (*first, send())]
    assert [one.status_code for one in answers] == [200] * 3
    (fault,) = wire.box.control.faults()
    assert (fault["inside"], fault["most"], fault["acted"]) == (0, 3, 3)
    assert wire.box.control.summary()["most_at_once"] == 3
    assert all(one["executed"] for one in wire.box.control.journal(kind="invoke"))


def test_the_next_ones_wait_for_one_another_again(wire: Wire) -> None:
    wire.box.control.barrier(2, INVOKE)
    with senders(wire, 4) as send:
        assert [one.result().status_code for one in (send(), send())] == [200, 200]
        third = send()
        wait_until(lambda: wire.box.control.held() == 1, "the third inside")
        assert not third.done()
        assert [one.result().status_code for one in (third, send())] == [200, 200]


def test_only_so_many_as_it_is_armed_for_are_held(wire: Wire) -> None:
    wire.box.control.barrier(2, INVOKE, times=2)
    with senders(wire, 3) as send:
        assert [one.result().status_code for one in (send(), send())] == [200, 200]
        assert send().result().status_code == 200


def test_a_barrier_that_is_disarmed_holds_nobody(wire: Wire) -> None:
    wire.box.control.barrier(9, INVOKE)
    with senders(wire, 2) as send:
        both = [send(), send()]
        wait_until(lambda: wire.box.control.held() == 2, "two inside")
        wire.box.control.clear_faults()
        assert [one.result().status_code for one in both] == [200, 200]


@pytest.mark.parametrize(("moment", "executed"), [("before", False), ("after", True)])
def test_a_barrier_whose_others_never_come_is_broken_with_a_clear_error(
    wire: Wire, moment: str, executed: bool
) -> None:
    number = wire.box.control.fault("barrier", match=INVOKE, times=0, requests=2, seconds=0.05, moment=moment)
    with senders(wire, 2) as send:
        for answer in (send().result(), send().result()):
            assert answer.status_code == 400
            assert answer.text == (
                f"The barrier of fault {number}: 1 of 2 requests were inside at once, and no other came within 0.05 s."
            )
    assert [one["executed"] for one in wire.box.control.journal(kind="invoke")] == [executed] * 2


def test_a_barrier_of_none_is_refused(wire: Wire) -> None:
    control = wire.box.environment["EXO_SIMULATOR_CONTROL"]
    for wrong in ({}, {"requests": 0}, {"requests": "2"}):
        answer = requests.post(f"{control}/faults", json={"fault": {"kind": "barrier", **wrong}}, timeout=60)
        assert answer.status_code == 400, wrong
        assert "requests" in answer.json()["error"]
    assert wire.box.control.faults() == []
