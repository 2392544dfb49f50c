# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A module that Ansible pipes to Python, run by ``support.module_server`` in place of a shell and a new Python."""

from __future__ import annotations

import json
import os
import re
import shlex
import socket
import sys
import tempfile
from collections.abc import Callable

ASSIGNMENT = re.compile(r"([A-Za-z_]\w*)=(.*)", re.DOTALL)


def environment_of(command: str) -> dict[str, str] | None:
    """What the command adds to the environment of a Python of ours that reads its program from standard input.

    Nothing where the command is another one.
    """
    words = shlex.split(command)
    if len(words) != 3 or words[:2] != ["/bin/sh", "-c"]:
        return None
    added: dict[str, str] = {}
    rest = shlex.split(words[2])
    while rest and (found := ASSIGNMENT.fullmatch(rest[0])):
        added[found[1]] = found[2]
        rest = rest[1:]
    ours = rest[1:] in ([], ["&&", "sleep", "0"]) and rest[:1] == [sys.executable]
    return added if ours else None


def run_piped(
    where: str, program: bytes, environment: dict[str, str], started: Callable[[int], None]
) -> tuple[int, bytes, bytes]:
    """Run it to its end; ``started`` hears the process's id. Its exit code, and what it wrote.

    Its output is a pipe, as Ansible's is: whoever gives up the wait closes it, and the module sees that nobody reads.
    """
    message = {"folder": os.getcwd(), "environment": {**os.environ, **environment}}
    reading, writing = os.pipe()
    with (
        open(reading, "rb") as output,
        open(writing, "wb") as written,
        socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as asker,
        tempfile.TemporaryFile() as source,
        tempfile.TemporaryFile() as errors,
    ):
        source.write(program)
        source.seek(0)
        asker.connect(where)
        ours, theirs = socket.socketpair()
        with ours, ours.makefile("r", encoding="ascii") as told:
            with theirs:
                descriptors = [one.fileno() for one in (source, written, errors, theirs)]
                socket.send_fds(asker, [json.dumps(message).encode()], descriptors)
            written.close()
            started(int(told.readline()))
            content = output.read()
            code = int(told.readline())
        errors.seek(0)
        return code, content, errors.read()
