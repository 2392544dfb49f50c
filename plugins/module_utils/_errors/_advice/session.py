# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Handles and session records: what we tell a person."""

from __future__ import annotations

from collections.abc import Mapping

from ..failure import Advice

SESSION: Mapping[str, Advice] = {}
