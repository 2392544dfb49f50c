# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The options of exo_connect."""

from __future__ import annotations

from dataclasses import dataclass

from .connecting import ConnectionOptions
from .option import group, option, spec_of


@dataclass(frozen=True)
class ConnectOptions:
    """Times are seconds. Sessions are counted on this machine; the limit has no variable, because it belongs to the
    play that keeps it."""

    connection: ConnectionOptions = group(ConnectionOptions)
    return_refresh_token: bool = option("bool", default=False, no_log=False)
    page_size: int | None = option("int")
    session_limit: int = option("int", 0)
    session_wait: int = option("int", 0)
    show_progress: bool = option("bool", default=False, variable="EXO_SHOW_PROGRESS")


CONNECT = spec_of(ConnectOptions)
