# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The options of exo_session_info. None reads a variable: sign-in defaults must never choose what is shown."""

from __future__ import annotations

from dataclasses import dataclass

from .option import option, spec_of


@dataclass(frozen=True)
class SessionInfoOptions:
    """All sessions where ``organization``, a domain or a tenant id, is None."""

    organization: str | None = option("str")


SESSION_INFO = spec_of(SessionInfoOptions)
