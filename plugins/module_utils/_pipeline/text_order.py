# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Whether texts are the same to PowerShell, and which comes first: by letters, not by the numbers of characters.

.NET compares with the rules of the Unicode Collation Algorithm (ICU's root order, Unicode's UTS 10). Of these are here:
the order of ASCII's marks in front of digits and letters, case that does not count, and accents that count only where
the letters are the same. Measured with PowerShell 7.6.9: Åse stands between adele2 and Lee, and is not the same as Ase.
"""

from __future__ import annotations

import unicodedata

_PUNCTUATION_MARKS = "\t\n\v\f\r _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"
# Digits and letters keep their numbers, which lie above; they are in the map because a miss costs ten times as much.
_RANK_OF_CHARACTER = {number: chr(number) for number in range(128)} | {
    ord(mark): chr(number) for number, mark in enumerate(_PUNCTUATION_MARKS, 1)
}
_EXACT = ""


def is_same_text(one: str, other: str, *, with_case: bool) -> bool:
    """Whether PowerShell's -eq, or -ceq, finds them the same."""
    if one.isascii() and other.isascii():
        return one == other if with_case else one.lower() == other.lower()
    first, second = unicodedata.normalize("NFC", one), unicodedata.normalize("NFC", other)
    return first == second if with_case else first.casefold() == second.casefold()


def key_of_text(text: str, *, with_case: bool = False) -> tuple[str, str, str]:
    """What texts are ordered by: the letters, then the accents, then small letters before capitals where they count."""
    case = text.swapcase() if with_case else _EXACT
    folded = text.casefold()
    if folded.isascii():
        return folded.translate(_RANK_OF_CHARACTER), "", case
    apart = unicodedata.normalize("NFD", folded)
    letters = "".join(one for one in apart if not unicodedata.combining(one))
    accents = "".join(one for one in apart if unicodedata.combining(one))
    return letters.translate(_RANK_OF_CHARACTER), accents, case
