# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Where secrets stand in a command line, found without parsing it: it may be one that cannot be parsed.

Private to this collection: it may change in any release.
"""

from __future__ import annotations

import re

from .._cmdlets.catalogue import Cmdlet, find
from .._cmdlets.names import SOUNDS_SECRET

_NAME = re.compile(r"(?<![^\s(;|,])[-\u2013-\u2015]([A-Za-z_]\w*)")
_CMDLET = re.compile(r"(?<![A-Za-z])([A-Za-z]{1,128})[-\u2013-\u2015]([A-Za-z0-9]{1,128})")
# What is longer is refused as a whole.
_LONGEST = 70_000
# Their arguments are secrets under any parameter.
_MAKES_A_SECRET = re.compile(r"SecureString|PSCredential|NetworkCredential|AsPlainText", re.IGNORECASE)


def secret_from(text: str) -> int | None:
    """From where on a command line must not be shown: behind the first name that a secret may follow."""
    text = text[:_LONGEST]
    known = find(cmdlet_named(text) or "")
    judged: dict[str, bool] = {}
    places = [found.start() for found in [_MAKES_A_SECRET.search(text)] if found]
    for found in _NAME.finditer(text):
        name = found[1].lower()
        if name not in judged:
            judged[name] = _takes_a_secret(known, name)
        if judged[name]:
            places.append(found.end())
            break
    return min(places, default=None)


def cmdlet_named(text: str) -> str | None:
    """The first name of a cmdlet in a text."""
    found = _CMDLET.search(text)
    return f"{found[1]}-{found[2]}" if found else None


def _takes_a_secret(known: Cmdlet | None, name: str) -> bool:
    """Whether the parameter is a secret one, by the catalogue or by its name, which may be shortened."""
    if SOUNDS_SECRET.search(name):
        return True
    if known is None or known.has(name):
        return known is not None and known.is_secret(name)
    return any(known.is_secret(full) for full in known.parameters if full.startswith(name))
