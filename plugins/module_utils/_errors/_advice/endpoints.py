# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""An endpoint that cannot be settled: what we tell a person."""

from __future__ import annotations

from collections.abc import Mapping

from ..failure import Advice

ENDPOINTS: Mapping[str, Advice] = {}
