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
  slices:
    description:
      - How many jobs on other machines or in other containers work in the organization as the same identity at the same
        time, this one included, such as slices of a job of AWX.
      - Each takes the same share of the three requests that are sent at once, of those that C(parallel) asks
        for, and of C(session_limit); one at least. Within a machine all jobs share them anyway.
      - Where each host of the inventory is an organization, an organization is in one slice only, and V(1) is right.
      - Reads E(EXO_SLICES).
    type: int
    default: 1
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
