# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The sessions of this user on this machine, to be listed and ended: none of it needs a key.

What needs one, to make and to use them, starts at ``store_of`` in ``access.py``.
"""

from __future__ import annotations

import os
from dataclasses import replace

from .._session.keyless_store import KeylessStore, Surroundings
from .context import Context


def around(context: Context) -> Surroundings:
    """What a store of sessions knows of the task's user and machine."""
    home = context.environ.get("HOME") or os.path.expanduser("~")
    return replace(Surroundings.here(context.environ, home, context.owner, context.warn), clock=context.clock)


def sessions_of(context: Context) -> KeylessStore:
    """The sessions; nothing is opened yet."""
    return KeylessStore(around(context))
