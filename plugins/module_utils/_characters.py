# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Characters by what they are to PowerShell, which differs from what they look like."""

from __future__ import annotations

from collections.abc import Mapping

# PowerShell takes these for a hyphen and for quotation marks; word processors and web pages put them there.
DASHES = "-\u2013\u2014\u2015"
SINGLE = "'\u2018\u2019\u201a\u201b"
DOUBLE = '"\u201c\u201d\u201e'

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
_INVISIBLE = frozenset(NAMES) - frozenset("\u2010\u2011\u2012\u2212")
# The same for a pattern.
INVISIBLE = f"[{''.join(sorted(_INVISIBLE))}]"
# Blank to Python, letters of a word to PowerShell: refused between words, so that blanks are the same to both.
SEPARATORS = "[\x1c-\x1f]"


def odd_one(text: str) -> str | None:
    """The first character that is not what it looks like."""
    return None if text.isascii() else next((character for character in text if character in NAMES), None)


def invisible_one(text: str) -> str | None:
    """The first character that cannot be seen."""
    return None if text.isascii() else next((character for character in text if character in _INVISIBLE), None)


def looks_like_a_name(text: str) -> bool:
    """Whether a word begins with what was meant as the hyphen in front of a name."""
    return text[0] in "\u2010\u2011\u2012\u2212" and text[1:2].isalpha()


def describe(character: str) -> str:
    """A character by its name and number."""
    return f"{NAMES.get(character, 'separator')} (U+{ord(character):04X})"
