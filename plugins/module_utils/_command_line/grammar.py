# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The tokens of what stands in braces, as regular expressions.

Microsoft's pages "about_Parsing" and "about_Operators".
"""

from __future__ import annotations

import re

from .._characters import DASHES, DOUBLE, SINGLE
from . import constructs

# What separates tokens inside a line.
BLANKS = re.compile(r"(?:`[^\S\r\n]*(?:\r\n|\n|\r)|`?[^\S\r\n]+)+")
LINES = re.compile(r"\s+")
COMMENT = re.compile(r"#[^\r\n]*|<#.*?#>", re.DOTALL)
QUOTES = SINGLE + DOUBLE
# What ends a word.
STOP = r"\s(){},;|&"
# A piece of a word without anything special in it.
PLAIN = re.compile(rf"[^{STOP}`${QUOTES}]+")
# A parameter, with the colon behind it.
NAME = re.compile(rf"[{DASHES}](?:[^\W\d]|\?)[^{STOP}.\[:{QUOTES}]*:?")
NUMBER = re.compile(
    rf"(?:0x[0-9a-f]+|0b[01]+|\d+(?:\.(?!\.)\d*)?(?:e[-+]?\d+)?|\.\d+(?:e[-+]?\d+)?)(?:u?[lsyn]|[ud])?(?:[kmgtp]b)?"
    rf"(?=[{DASHES}{STOP}+*/%=.\[]|\Z)",
    re.IGNORECASE,
)
# In front of an operand; a word begins with ! where a letter follows.
UNARY_WORD = re.compile(rf"[{DASHES}](?:not|bnot|[ic]?split|join)(?!\w)", re.IGNORECASE)
UNARY = re.compile(rf"{UNARY_WORD.pattern}|!(?![^\W\d])|[{DASHES}]{{1,2}}|\+{{1,2}}|,", re.IGNORECASE)
BINARY = re.compile(
    rf"[{DASHES}](?:and|or|xor|band|bor|bxor|as|f|is|isnot|shl|shr|join|[ic]?(?:eq|ne|gt|ge|lt|le|like|notlike|match|"
    rf"notmatch|contains|notcontains|in|notin|replace|split))(?![\w])|\.\.|[{DASHES}+*/%,]",
    re.IGNORECASE,
)
KEYWORD = re.compile(rf"{constructs.KEYWORDS}(?=[{STOP}]|\Z)", re.IGNORECASE)
# What asks for something of a value.
MEMBER = re.compile(rf"\.[A-Za-z_{QUOTES}]|::|\[")
