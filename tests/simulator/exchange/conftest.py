# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A fresh organisation for each test of the service half."""

from __future__ import annotations

import pytest
from simulator.exchange.tenant import Tenant


@pytest.fixture
def tenant() -> Tenant:
    return Tenant()
