# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The options of exo_connect."""

from __future__ import annotations

from .connecting import ANCHORING, ENDPOINT, NETWORK, PAGE_SIZE, PATIENCE, PROGRESS, SIGN_IN
from .spec import Spec

# Counted on this machine: neither has a variable, because a limit belongs to the play that keeps it.
_LIMIT: Spec = {
    "session_limit": {"type": "int", "default": 0},
    "session_wait": {"type": "int", "default": 0},
}

_RETURN: Spec = {"return_refresh_token": {"type": "bool", "default": False, "no_log": False}}

CONNECT: Spec = {
    **SIGN_IN,
    **_RETURN,
    **ENDPOINT,
    **ANCHORING,
    **NETWORK,
    **PATIENCE,
    **PAGE_SIZE,
    **_LIMIT,
    **PROGRESS,
}
