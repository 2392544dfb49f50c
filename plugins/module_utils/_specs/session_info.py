# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The options of exo_session_info."""

from __future__ import annotations

from .spec import Spec

# It reads no variable: sign-in defaults must never choose what is shown.
SESSION_INFO: Spec = {
    "organization": {"type": "str"},
}
