# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The options of exo_snapshot_diff."""

from __future__ import annotations

from collections.abc import Mapping

from .._dataclass import dataclass
from .read_options import option, spec_of


@dataclass(frozen=True)
class SnapshotDiffOptions:
    """Each side is a list of objects, or the map that the action plugin makes of a folder's or a file's content."""

    before: object = option("raw", required=True)
    after: object = option("raw", required=True)
    kinds: list[str] = option("list", [], elements="str")
    families: Mapping[str, object] = option("dict", {})


SNAPSHOT_DIFF = spec_of(SnapshotDiffOptions)
