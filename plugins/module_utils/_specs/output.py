# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The options about what becomes of the rows that a command reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from .option import option

FormatName = Literal["jsonl", "csv", "json"]
FORMATS: tuple[FormatName, ...] = get_args(FormatName)


@dataclass(frozen=True)
class OutputOptions:
    """Rows go into the file ``dest``, or into the result; more than ``max_rows_in_result`` (0: any) are warned of."""

    dest: str | None = option("path", item=(str,))
    format: FormatName | None = option("str", choices=list(FORMATS), item=(str,))
    mode: str | int | None = option("raw", item=(str, int))
    owner: str | None = option("str", item=(str,))
    group: str | None = option("str", item=(str,))
    backup: bool = option("bool", default=False, item=(bool,))
    csv_safe: bool = option("bool", default=False, item=(bool,))
    max_rows_in_result: int = option("int", 10_000)
