# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How far it is from a task to its request: whoever follows one command reads so many functions and files."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any
from unittest.mock import patch

from ansible.playbook.play_context import PlayContext
from ansible.playbook.task import Task
from ansible.plugins.loader import connection_loader

from ansible_collections.m365.exchange.plugins.action.exo_command import ActionModule
from ansible_collections.m365.exchange.plugins.module_utils._transport.proxy_and_connections import TlsConnection
from support.box import Box
from support.desk import Desk

# The aim of both; they may only fall.
MOST_FUNCTIONS = 8
MOST_FILES = 25

_OURS = "/m365/exchange/plugins/"
# The methods that each dataclass has are the language's, wherever they are made: nobody follows them.
_MADE = "module_utils/_dataclass.py"
Place = tuple[str, str]


class Way:
    """The functions of ours that are called until the first request goes out, and those that stand around it."""

    def __init__(self) -> None:
        self.called: list[Place] = []
        self.around: list[Place] = []

    def see(self, frame: FrameType, event: str, _argument: Any) -> None:
        """For :func:`sys.setprofile`."""
        if event == "call" and not self.around:
            self.called += places_of(frame)

    def end(self, frame: FrameType | None) -> None:
        """``frame`` is about to hand the first request to its connection."""
        while frame is not None and self.around[-1:] != [RUN]:
            self.around += places_of(frame)
            frame = frame.f_back


def places_of(frame: FrameType) -> Iterator[Place]:
    """The file and the name of a function of ours; comprehensions are none, nor is the body of a file."""
    _before, ours, file = frame.f_code.co_filename.partition(_OURS)
    name = frame.f_code.co_name
    if ours and file != _MADE and not name.startswith("<"):
        yield file, name


RUN: Place = ("plugin_utils/_action.py", "run")


def way_of(desk: Desk, options: dict[str, Any]) -> Way:
    """The way of the task's first request."""
    way = Way()
    asked = TlsConnection.ask

    def ask(connection: TlsConnection, *arguments: Any) -> Any:
        if not way.around:
            way.end(sys._getframe(1))
        return asked(connection, *arguments)

    task = Task()
    task.action, task.args = "m365.exchange.exo_command", {"session": desk.session, **options}
    context = PlayContext()
    connection = connection_loader.get("local", context, os.devnull)
    action = ActionModule(task, connection, context, None, None, None)
    with patch.dict(os.environ, desk.environ), patch.object(TlsConnection, "ask", ask):
        sys.setprofile(way.see)
        try:
            result = action.run(None, {})
        finally:
            sys.setprofile(None)
    assert "failed" not in result, result
    return way


def test_a_reader_follows_a_command_to_its_request(box: Box, tmp_path: Path) -> None:
    """On a session of its own: the clock of the shared one has hours to come, which the real clock would wait for."""
    with Desk(box, tmp_path) as desk:
        _assert_short(desk)


def _assert_short(desk: Desk) -> None:
    way_of(desk, {"cmdlet": "Get-RemoteDomain"})  # what is read once is read now
    way = way_of(desk, {"cmdlet": "Get-Mailbox", "result_size": 5})
    assert way.around[-1] == RUN
    functions = [f"{file}: {name}" for file, name in way.around]
    files = sorted({file for file, _name in way.called})
    assert len(functions) <= MOST_FUNCTIONS, "\n".join(functions)
    assert len(files) <= MOST_FILES, "\n".join(files)
