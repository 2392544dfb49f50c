# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What the service answers: what we tell a person."""

from __future__ import annotations

from collections.abc import Mapping

from ..failure import Advice

SERVICE: Mapping[str, Advice] = {}
