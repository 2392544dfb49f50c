# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Characters by what they are to PowerShell, which differs from what they look like.

Private to this collection: it may change in any release.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

# PowerShell takes these for a hyphen and for quotation marks; word processors and web pages put them there.
DASHES = "-\u2013\u2014\u2015"
SINGLE = "'\u2018\u2019\u201a\u201b"
DOUBLE = '"\u201c\u201d\u201e'

# PowerShell's blanks, for a class of a regular expression. The separators U+001C to U+001F, which are blank to Python,
# are letters of a word there.
BLANK = " \\t\\f\\v\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"

# Of web pages and word processors: they look like a hyphen, or like nothing, and are neither.
NAMES: Mapping[str, str] = {
    "\u00ad": "soft hyphen",
    "\u200b": "zero width space",
    "\u200c": "zero width non-joiner",
    "\u200d": "zero width joiner",
    "\u200e": "left-to-right mark",
    "\u200f": "right-to-left mark",
    "\u2010": "hyphen of a word processor",
    "\u2011": "non-breaking hyphen",
    "\u2012": "figure dash",
    "\u2060": "word joiner",
    "\u2212": "minus sign",
    "\ufeff": "zero width no-break space",
}
# PowerShell compares names without it.
SOFT_HYPHEN = "\u00ad"
ODD = re.compile(f"[{''.join(NAMES)}]")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
# What was meant as the hyphen in front of a name.
LOOKS_LIKE_A_NAME = re.compile(r"[\u2010-\u2012\u2212][A-Za-z]")


def described(character: str) -> str:
    """A character by its name and number."""
    return f"{NAMES[character]} (U+{ord(character):04X})"
