# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The options of exo_conformance."""

from __future__ import annotations

from dataclasses import dataclass

from .connecting import SessionOptions
from .option import group, option, spec_of


@dataclass(frozen=True)
class ConformanceOptions:
    """The questions as they are given, and whether they may write."""

    connection: SessionOptions = group(SessionOptions)
    questions: list[object] | None = option("list", elements="raw", required=True)
    writes: bool = option("bool", default=False)


CONFORMANCE = spec_of(ConformanceOptions)
