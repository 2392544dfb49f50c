# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What is seldom asked for, and so unpacked only then: the words that a parameter chooses among, and who has seen what
no page tells."""

from __future__ import annotations

import base64
import json
import zlib
from functools import lru_cache
from typing import TypedDict

from .cmdlet_facts_data import PACKED


class _Facts(TypedDict):
    """Cmdlet -> parameter -> the number of its words, or of the reason; the cmdlet itself stands under ""."""

    chosen: dict[str, dict[str, int]]
    words: list[list[str]]
    evidence: dict[str, dict[str, int]]
    reasons: list[str]


@lru_cache(maxsize=1)
def _facts() -> _Facts:
    facts: _Facts = json.loads(zlib.decompress(base64.b64decode(PACKED)))
    return facts


def words_of(cmdlet: str, parameter: str) -> list[str]:
    """The words that Microsoft's page lists for a parameter, both names in Microsoft's spelling; else none.

    The page may list examples only: the service knows its own words best.
    """
    facts = _facts()
    number = facts["chosen"].get(cmdlet, {}).get(parameter)
    return [] if number is None else list(facts["words"][number])


def evidence_for(cmdlet: str, parameter: str = "") -> str | None:
    """Who saw a cmdlet that has no page, or a parameter that is not as its page says, in a sentence; else None."""
    facts = _facts()
    number = facts["evidence"].get(cmdlet, {}).get(parameter)
    return None if number is None else str(facts["reasons"][number])
