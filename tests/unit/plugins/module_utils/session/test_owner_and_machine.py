# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a run still lives: yes, no, or not to be judged from here."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Machine, Owner, parse_stat
from support.rows import each_row

STAT = b"123 (%s) S 1 123 123 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 98765 1000 2000 18446744073709551615"


@each_row("name", [b"ansible-playboo", b"a b", b") S 1 2 3", b"((", b"\xff\n)"])
def test_the_start_time_is_found_whatever_the_process_is_called(name: bytes) -> None:
    assert parse_stat(STAT % name) == ("S", 98765)


@each_row("line", [b"", b"123", b"1 (a) S 1 2", b"1 (a) " + b"x " * 30])
def test_a_line_that_is_cut_is_no_process(line: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_stat(line)


def test_this_process_lives(machine: Machine) -> None:
    assert Owner.of(os.getpid(), machine).alive(machine) is True


def test_a_process_that_ended_is_dead_as_a_zombie_and_after(machine: Machine) -> None:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.read(reading, 1)
        os._exit(0)
    owner = Owner.of(pid, machine)
    assert owner.alive(machine) is True
    os.write(writing, b"x")
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    assert owner.alive(machine) is False
    os.waitpid(pid, 0)
    assert owner.alive(machine) is False
    os.close(reading)
    os.close(writing)


def test_a_number_that_was_used_again_is_another_process(machine: Machine) -> None:
    here = Owner.of(os.getpid(), machine)
    assert replace(here, start=here.start + 1).alive(machine) is False


def test_another_boot_of_the_same_machine_is_the_end(machine: Machine) -> None:
    assert Owner.of(os.getpid(), machine).alive(replace(machine, boot="another")) is False


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"namespace": "pid:[1]"},
        {"namespace": ""},
        {"boot": ""},
        {"machine": "f" * 32, "boot": "another"},
        {"machine": "", "boot": "another"},
    ],
)
def test_what_cannot_be_seen_is_not_judged(machine: Machine, elsewhere: dict[str, str]) -> None:
    assert Owner.of(os.getpid(), machine).alive(replace(machine, **elsewhere)) is None


def test_an_unknown_owner_is_not_judged(machine: Machine) -> None:
    assert Owner().alive(machine) is None
    assert Owner().alive(Machine()) is None
    assert Owner.of(2**30, machine).alive(machine) is None


def test_an_owner_travels_as_plain_values(machine: Machine) -> None:
    here = Owner.of(os.getpid(), machine)
    assert Owner.from_map(here.as_map()) == here
    wrongs: list[object] = [{}, [], None, {**here.as_map(), "pid": True}, {**here.as_map(), "boot": "a\nb"}, {"pid": 1}]
    for wrong in wrongs:
        with pytest.raises(ValueError, match=r"."):
            Owner.from_map(wrong)


def test_the_id_of_the_machine_is_not_given_away(machine: Machine) -> None:
    try:
        with open("/etc/machine-id", encoding="ascii") as file:
            real = file.read().strip()
    except OSError:
        pytest.skip("this machine has no id")
    assert real not in repr(machine)
