# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Retries and pages, documented once."""

from __future__ import annotations


class ModuleDocFragment:
    """Retries and pages, documented once."""

    DOCUMENTATION = r"""
options:
  retries:
    description:
      - How often one request is sent again at most, V(0) to V(10).
      - What writes is sent again only where it did not run. Status 429 is taken to say so, its ordinary meaning, which
        no document promises for this service.
    type: int
    default: 5
  retry_budget:
    description:
      - How many seconds one request may wait for its retries in all, V(0) to V(900).
      - Where the service asks for a longer wait, the task fails at once and tells for how long.
    type: int
    default: 120
"""

    PAGES = r"""
options:
  page_size:
    description:
      - How many objects the service puts into one answer, V(1) to V(1000).
      - The default is what the session says, V(1000) otherwise.
      - Sets C(-PageSize).
    type: int
"""
