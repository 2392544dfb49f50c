# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every failure's card has, as it is promised to users."""

from __future__ import annotations

# In the order in which they are shown.
FIELDS = (
    "category",
    "cause",
    "fix",
    "retry_safe",
    "exception_type",
    "http_status",
    "request_id",
    "client_request_id",
    "documentation",
)
