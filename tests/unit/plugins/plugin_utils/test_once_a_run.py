# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is done before any task is quiet, and can never be why a task fails."""

from __future__ import annotations

import socket
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from ansible._internal._task import UnifiedTaskResult

from ansible_collections.m365.exchange.plugins.plugin_utils import _once_a_run


def _refused(*_any: object) -> None:
    raise AssertionError("a connection was opened")


def test_it_works_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "socket", _refused)
    _once_a_run.go_through_a_task()


def test_a_template_and_a_result_of_the_newest_core_are_made_ready() -> None:
    """Here is that core; an older one has nothing of the second kind."""
    _once_a_run.fill_a_template()
    known = UnifiedTaskResult.get_result_key_to_resolved_field_mapping.__func__
    known.cache_clear()
    _once_a_run.read_a_result()
    assert known.cache_info().currsize == 1
    UnifiedTaskResult.from_action_result_dict({"changed": False})
    assert known.cache_info().hits == 1


def test_what_goes_wrong_is_left_to_the_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("go_through_a_task", "fill_a_template", "read_a_result"):
        monkeypatch.setattr(_once_a_run, name, _refused)
    _once_a_run.warm()


def test_what_every_task_compares_is_compared_before_it() -> None:
    """The pure-Python half of an abstract class, which is asked once for each kind, is not asked again."""
    asked: list[type] = []

    class Watched(Mapping[str, str]):
        @classmethod
        def __subclasshook__(cls, C: type) -> Any:  # noqa: N803 - as Python names it
            asked.append(C)
            return NotImplemented

    # To register a class makes each abstract one forget what it knows.
    Sequence.register(type("Another", (), {}))
    asked.clear()
    assert not isinstance([], Mapping)
    assert asked == [list]
    Sequence.register(type("Another", (), {}))
    _once_a_run.compare_types()
    asked.clear()
    values: tuple[object, ...] = (None, "", 1, True, [])
    assert not any(isinstance(value, Mapping) for value in values)
    assert asked == []
