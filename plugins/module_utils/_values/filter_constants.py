# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""$true and $false inside a filter, which the service does not expand.

Microsoft's module rewrites them before it sends the filter; what exactly it writes is not known (the parameters and the
tokens are, read off it by others).
"""

from __future__ import annotations

import re

from .settings import FilterConstants

PARAMETERS = frozenset({"filter", "recipientfilter", "recipientpreviewfilter"})

# What stands in quotation marks is passed over; a quotation mark in it is written twice.
_PIECES = re.compile(
    r"(?P<text>'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\")|(?P<group>\(\s*)?\$(?P<word>true|false)\b(?(group)\s*\))",
    re.IGNORECASE,
)


def with_constants(text: str, form: FilterConstants) -> str:
    """The filter with its constants as the service reads them."""
    if form == "as_given" or "$" not in text:
        return text
    quote = "'" if form == "quoted" else ""

    def replaced(found: re.Match[str]) -> str:
        word = found["word"]
        return found[0] if word is None else f"{quote}{word.capitalize()}{quote}"

    return _PIECES.sub(replaced, text)
