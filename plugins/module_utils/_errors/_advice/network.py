# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The way to a host: what we tell a person."""

from __future__ import annotations

from collections.abc import Mapping

from ..failure import Advice

NETWORK: Mapping[str, Advice] = {}
