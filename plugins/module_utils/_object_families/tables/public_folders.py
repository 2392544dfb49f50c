# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Public folders, which are named by their paths."""

from __future__ import annotations

from collections.abc import Mapping

from ..facts_of_family import Facts

FAMILIES: Mapping[str, Facts] = {
    "PublicFolder": {
        # Several folders may have the name that stands at the end.
        "path_as": "Path",
        "matched_by": {"Identity": ["Identity", "EntryId"]},
        "write_only": ["Mailbox"],
        "addressed_by": ["Identity"],
        "sources": ["Microsoft's pages of New-PublicFolder and Get-PublicFolder"],
    },
}
