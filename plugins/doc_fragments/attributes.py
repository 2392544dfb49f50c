# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each module supports, documented once."""

from __future__ import annotations


class ModuleDocFragment:
    """What each module supports, documented once."""

    DOCUMENTATION = r"""
attributes:
  async:
    description: Supports being used with the C(async) keyword.
    support: full
  platform:
    description: The machines that it runs on.
    support: full
    platforms: posix
"""

    ACTION_GROUP = r"""
attributes:
  action_group:
    description: The action group for C(module_defaults).
    support: full
    membership:
      - m365.exchange.exo
"""
