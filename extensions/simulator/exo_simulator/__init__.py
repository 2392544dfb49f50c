# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Microsoft 365 in a box: sign-in service and Exchange admin API on this machine, for tests and for learning.

Built from public knowledge of the wire (see README.md for the source of each behaviour), never from a client.
"""

from __future__ import annotations
