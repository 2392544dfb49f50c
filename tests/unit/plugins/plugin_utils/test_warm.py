# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is done before any task is quiet, and can never be why a task fails."""

from __future__ import annotations

import socket

import pytest

from ansible_collections.m365.exchange.plugins.plugin_utils import _warm


def _refused(*_any: object) -> None:
    raise AssertionError("a connection was opened")


def test_it_works_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "socket", _refused)
    _warm.go_through_a_task()


def test_what_goes_wrong_is_left_to_the_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_warm, "go_through_a_task", _refused)
    _warm.warm()
