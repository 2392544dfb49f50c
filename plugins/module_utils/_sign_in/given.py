# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Which options have a value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def given(options: Mapping[str, Any]) -> dict[str, Any]:
    """The options that have a value: AWX sends empty strings for fields that nobody filled."""
    return {name: value for name, value in options.items() if value not in (None, "", [], {})}
