# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The sessions of this user on this machine, to be made and used."""

from __future__ import annotations

from .._session.store import SessionStore
from .context import Context
from .kept import around


def store_of(context: Context) -> SessionStore:
    """The sessions; nothing is opened yet."""
    return SessionStore(around(context))
