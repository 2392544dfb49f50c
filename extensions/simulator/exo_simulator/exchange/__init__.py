# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The stateful Exchange organisation behind the admin API: pure Python, no HTTP."""

from __future__ import annotations

from .contract import Caller, CmdletError, CmdletNotAvailable, ConfigError, NotPlayed, Reply
from .organization import Organization

__all__ = ["Caller", "CmdletError", "CmdletNotAvailable", "ConfigError", "NotPlayed", "Organization", "Reply"]
