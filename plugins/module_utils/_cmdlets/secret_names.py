# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What secrets are called, and what is no secret whatever it is called.

Private to this collection: it may change in any release. A text that is taken for a secret is hidden wherever it stands
in a result: a wrong guess at a short one, such as 4, would leave nothing of it.
"""

from __future__ import annotations

import re

# What a text parameter that takes a secret is called. The address of a vault or of a service that gives tokens is none
# (AppSecretKeyVaultUrl), unless it holds its own signature (MRSContentFilterSasUri).
SOUNDS_SECRET = re.compile(
    r"(?:passw|secret|credential|passphrase|pwd|token)(?!\w*ur[il]\b)|sas_?ur[il]\b",
    re.IGNORECASE,
)

_SHORTEST = 3
# Up to five digits, a fraction, a time or a time span; longer numbers may be a password, and are rare in a result.
_NUMBER = re.compile(r"[-+]?\d{1,5}(?:[.,]\d+)?|-?(?:\d{1,5}\.)?\d{1,2}(?::\d{1,2}){1,2}(?:\.\d+)?")
_WORDS = frozenset(
    {"true", "false", "yes", "no", "on", "off", "null", "none", "default", "enabled", "disabled", "unlimited"}
)
# Quotes, brackets and the like around a value that was cut out of a line.
_AROUND = " \t\r\n'\"()[]{}$@,;:"


def sounds_secret(name: str) -> bool:
    """Whether a parameter of that name, of which nothing else is known, may take a secret."""
    return SOUNDS_SECRET.search(name) is not None


def could_be_secret(text: str) -> bool:
    """Whether a text may be a secret where only its name says so: no number, no truth value, no one or two letters."""
    core = text.strip(_AROUND)
    return len(core) >= _SHORTEST and core.lower() not in _WORDS and _NUMBER.fullmatch(core) is None
