# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The local connection under another name, so that the collection's modules run as processes of their own.

An action plugin sees a connection that is not local; nothing else differs. What was executed is written to the file
that M365_TEST_EXECUTIONS names, one JSON object a line: the pid of the process, its command, and the name of the module
that it got on its standard input.
"""

from __future__ import annotations

DOCUMENTATION = """
name: other_process
short_description: run modules on this machine, but as on another
description:
  - A connection for the tests of this collection.
author:
  - The m365.exchange contributors
extends_documentation_fragment:
  - connection_pipelining
"""

import json
import os
import re
import subprocess

from ansible.plugins.connection.local import Connection as LocalConnection

# How a packed module names itself where it is not a file.
PIPED = re.compile(rb"ansible_collections\.m365\.exchange\.plugins\.modules\.(\w+)")


class Connection(LocalConnection):
    """Executes as the local connection does, without become."""

    transport = "other_process"
    _remote_is_local = False

    def exec_command(
        self,
        cmd: str,
        in_data: bytes | None = None,
        sudoable: bool = True,  # noqa: ARG002 - the base class has it
    ) -> tuple[int, bytes, bytes]:
        """Run ``cmd`` and tell the journal: with the shell, or in the server of modules that the tests have."""
        if (where := os.environ.get("M365_TEST_MODULES")) and in_data:
            from support.piped import environment_of, run_piped  # noqa: PLC0415 - only there it can be found

            if (environment := environment_of(cmd)) is not None:
                return run_piped(where, in_data, environment, lambda pid: self._record(pid, cmd, in_data))
        process = subprocess.Popen(
            cmd,
            shell=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._record(process.pid, cmd, in_data)
        output, errors = process.communicate(in_data)
        return process.returncode, output, errors

    def _record(self, pid: int, command: str, in_data: bytes | None) -> None:
        path = os.environ.get("M365_TEST_EXECUTIONS")
        if path:
            with open(path, "a", encoding="utf-8") as journal:
                piped = PIPED.search(in_data or b"")
                line = {"pid": pid, "command": str(command), "piped": piped[1].decode() if piped else None}
                journal.write(json.dumps(line) + "\n")
