# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""How values are read and sent, where a user decides; the options are read in ``_commands/prepare_command.py``."""

from __future__ import annotations

from datetime import timezone, tzinfo
from typing import Literal

from .._dataclass import dataclass

ClearList = Literal["no_value", "empty_hashtable", "empty_list"]
ByteForm = Literal["numbers", "tagged_numbers", "tagged_base64"]
FilterConstants = Literal["quoted", "plain", "as_given"]
# The header X-ResponseFormat: none leaves it out.
ResponseFormat = Literal["json", "none"]
DateOrder = Literal["mdy", "dmy"]


@dataclass(frozen=True)
class ValueSettings:
    """``zone`` is where a date without one is read; ``date_order`` settles what 1/2/2026 means, None refuses it.

    ``clear_list``, ``byte_form`` and ``filter_constants`` are forms on the wire that public sources do not agree on:
    docs/values.md tells what is known of each. ``by_catalogue`` false sends every value as it was given.
    """

    zone: tzinfo = timezone.utc
    date_order: DateOrder | None = None
    clear_list: ClearList = "no_value"
    byte_form: ByteForm = "numbers"
    filter_constants: FilterConstants = "quoted"
    by_catalogue: bool = True
