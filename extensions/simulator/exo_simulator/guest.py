# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A command that runs inside the box: started when the box is ready, and the box ends with it."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Mapping, Sequence

# What a shell answers for a command that is not there, and for one that a signal ended.
NOT_FOUND = 127
BY_SIGNAL = 128


async def run(command: Sequence[str], environment: Mapping[str, str], stop: asyncio.Event) -> int:
    """Its exit code as a shell has it; what would end the box ends the command first.

    None of the EXO_ variables around it reach the command beside those of the box: they may lead to a real tenant.
    Ctrl-C reaches the command by itself, and the box stays for what the command still has to do.
    """
    asyncio.get_running_loop().add_signal_handler(signal.SIGINT, lambda: None)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("EXO_")}
    process = await asyncio.create_subprocess_exec(*command, env={**kept, **environment})
    ended = asyncio.ensure_future(process.wait())
    stopped = asyncio.ensure_future(stop.wait())
    await asyncio.wait((ended, stopped), return_when=asyncio.FIRST_COMPLETED)
    if not ended.done():
        process.terminate()
    stopped.cancel()
    code = await ended
    return code if code >= 0 else BY_SIGNAL - code
