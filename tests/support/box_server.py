# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Boxes without Python's start-up: a process that has imported the box, and makes a copy of itself a box.

``python -m support.box_server CONTROL``, where CONTROL is the descriptor of a socket. Each message there is one box,
with the ``arguments`` of its command line: see ``support.fork_server``. A box ends when the server does, which is its
parent; and that when the other end of CONTROL is closed.
"""

from __future__ import annotations

import gc
import importlib
import socket
import sys
from datetime import datetime, timezone
from pathlib import Path

from exo_simulator import certificates, registration, runtime
from exo_simulator.cli import SHIPPED_TENANTS
from exo_simulator.cli import main as run_box
from exo_simulator.exchange import Organization
from exo_simulator.tenants import load

from .fork_server import Message, exit_code_of, serve

# What a box imports only once it runs.
PRELOADED = ("encodings.idna", "uvicorn.lifespan.off", "uvicorn.logging", "uvicorn.loops.asyncio")

# As many as a box of the integration tests has.
KEYS = 6


def read_tables() -> None:
    """Plant a tenant once, and leave it: what was looked up in the box's tables stays looked up."""
    name = SHIPPED_TENANTS["default"]
    tenant = load(Path(name).read_text(encoding="utf-8"), name).tenants[0]
    Organization.from_config(tenant.config, lambda: datetime.now(timezone.utc))


def share_keys() -> None:
    """Make keys once: a box takes a third of its start for them. All boxes have these, no two of one box the same."""
    waiting = iter([certificates.new_key() for _number in range(KEYS)])
    for module in (registration, runtime):
        vars(module)["new_key"] = lambda: next(waiting, None) or certificates.new_key()


def run(wanted: Message) -> int:
    """Be this box; its exit code."""
    try:
        return run_box(list(wanted["arguments"]), sys.stdout)
    except SystemExit as ended:
        return exit_code_of(ended)


def main() -> None:
    """Serve the socket of the first argument."""
    control = socket.socket(fileno=int(sys.argv[1]))
    control.set_inheritable(False)
    for name in PRELOADED:
        importlib.import_module(name)
    read_tables()
    share_keys()
    gc.collect()
    gc.freeze()
    serve(control, run)


if __name__ == "__main__":
    main()
