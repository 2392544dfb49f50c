# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""How many rows are wanted: the option ``result_size`` and Microsoft's parameter ``ResultSize`` are one thing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .._errors._advice.input import failure

UNLIMITED = "Unlimited"
_DIGITS = re.compile(r"[1-9]\d{0,8}")


def limit_of(option: Any, parameters: Mapping[str, Any]) -> int | None:
    """The number of rows wanted, None for all.

    :raises Failure: ``result-size-not-valid``, or ``result-size-twice`` where the two say different things.
    """
    written = next((value for name, value in parameters.items() if name.lower() == "resultsize"), None)
    wanted = _number(option)
    if written is None:
        return wanted
    limit = _number(written)
    if wanted not in (None, limit):
        raise failure("result-size-twice", option=option, parameter=written)
    return limit


def _number(value: Any) -> int | None:
    text = str(value if value is not None else UNLIMITED).strip()
    if text.lower() == UNLIMITED.lower() or not text:
        return None
    if isinstance(value, bool) or not _DIGITS.fullmatch(text):
        raise failure("result-size-not-valid", value=text[:80])
    return int(text)
