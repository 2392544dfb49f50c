# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Text that a service sent, made fit to be read by a person.

Private to this collection: it may change in any release.
"""

from __future__ import annotations

import re

from .quoting import blanked

_LONGEST = 2000
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_SERVER = re.compile(
    r"\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.prod\.(?:(?:protection\.)?outlook\.com|exchangelabs\.com|partner\.outlook\.cn)\b",
    re.IGNORECASE,
)


def clean(text: object) -> str:
    """One line of at most 2,000 characters, without control characters, Microsoft's server names and secrets."""
    plain = _CONTROL.sub(" ", blanked(str(text)))
    plain = _SERVER.sub("(server)", plain)
    plain = re.sub(r" {2,}", " ", plain).strip()
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"
