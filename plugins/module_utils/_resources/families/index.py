# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Which file has the table of a kind."""

from __future__ import annotations

from ..facts import Facts


def facts_of(_kind: str) -> Facts | None:
    """What the tables say of a kind; None where the rule from the catalogue is all that is known."""
    return None
