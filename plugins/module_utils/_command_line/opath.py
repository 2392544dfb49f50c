# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""A value inside a filter such as Department -eq 'Sales'.

Microsoft's page "Recipient filters in Exchange Management Shell commands" has the quoting of texts and numbers.
Unverified: what the service makes of true and false. It does not expand PowerShell's $true, so Microsoft's module
replaces that before it sends a filter; the quoted words are what a double-quoted '$true' becomes in PowerShell. Also
unverified: that the service takes no typographic quotation mark for a straight one.
"""

from __future__ import annotations

import math

from .._errors._advice.line import failure


def opath(value: object) -> str:
    """The value as a filter has it, with its quotation marks where it needs them.

    :raises Failure: ``opath-value``: a list, a map, or what is no finite number.
    """
    if value is None:
        return "$null"
    if isinstance(value, bool):
        return f"'{value}'"
    if isinstance(value, (int, float)) and math.isfinite(value):
        return repr(value)
    if not isinstance(value, str):
        raise failure("opath-value", kind=type(value).__name__)
    doubled = value.replace("'", "''")
    return f"'{doubled}'"
