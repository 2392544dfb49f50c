# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of all kinds, for the parent of all workers: a worker is forked from a process that has them, where a
module process loads the one of its kind only."""

from __future__ import annotations

from ansible_collections.m365.exchange.plugins.module_utils._resources.families.index import KINDS_OF
from ansible_collections.m365.exchange.plugins.module_utils._resources.family import family_of

for kinds in KINDS_OF.values():
    family_of(kinds[0])
