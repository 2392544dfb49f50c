# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a read shows of a value that the service does not keep as it was written."""

from __future__ import annotations


def as_page(text: str) -> str:
    """A MailTip, which the service makes a page of (Microsoft's page of Set-Mailbox)."""
    return f"<html><body>{text}</body></html>"
