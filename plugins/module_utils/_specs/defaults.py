# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Defaults of options that an operation needs as well."""

from __future__ import annotations

# Of the option max_rows_in_result.
MAX_ROWS = 10_000
