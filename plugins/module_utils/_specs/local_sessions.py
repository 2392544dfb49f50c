# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The options of exo_disconnect and exo_session_info.

None reads a variable: sign-in defaults must never choose what is closed or shown.
"""

from __future__ import annotations

from .._dataclass import dataclass
from .read_options import option, spec_of


@dataclass(frozen=True)
class DisconnectOptions:
    """``all`` are those of this run, ``of_organization`` some of them."""

    session: list[str] | None = option("raw", no_log=True)
    all: bool = option("bool", default=False)
    of_organization: str | None = option("str")


DISCONNECT = spec_of(DisconnectOptions)


@dataclass(frozen=True)
class SessionInfoOptions:
    """All sessions where ``organization``, a domain or a tenant id, is None."""

    organization: str | None = option("str")


SESSION_INFO = spec_of(SessionInfoOptions)
