# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The options of exo_disconnect."""

from __future__ import annotations

from .spec import Spec

# None of these reads a variable: sign-in defaults must never choose what is closed.
DISCONNECT: Spec = {
    "session": {"type": "raw", "no_log": True},
    "all": {"type": "bool", "default": False},
    "of_organization": {"type": "str"},
}
