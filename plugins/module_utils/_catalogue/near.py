# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What may have been meant where the catalogue does not have a parameter."""

from __future__ import annotations

import re

from .cmdlets import Cmdlet, names, records

_MOST = 3


def near_parameters(cmdlet: Cmdlet, name: str) -> list[str]:
    """At most three parameters of ``cmdlet`` that may have been meant, the likeliest first."""
    known = {key: parameter.name for key, parameter in cmdlet.parameters.items()}
    key = name.lower()
    begun = sorted(one for one in known if len(key) > _MOST and one.startswith(key))
    # Only an error needs it, and loading it takes longer than the whole catalogue.
    from difflib import get_close_matches  # noqa: PLC0415

    close = get_close_matches(key, known, n=_MOST, cutoff=0.84)
    return [known[one] for one in dict.fromkeys([*begun, *close])][:_MOST]


def cmdlets_with(parameter: str, like: str) -> list[str]:
    """At most three cmdlets of the service that have ``parameter``: those with the verb of ``like``, the closest noun
    first. Without one of that verb there is none that could do the work."""
    verb, _hyphen, noun = like.lower().partition("-")
    having = []
    known = records()
    for found in re.finditer(rf" {re.escape(parameter)}:\d", known, re.IGNORECASE):
        start = known.rindex("\n", 0, found.start()) + 1
        key = known[start : known.index(" ", start)]
        if key.startswith(f"{verb}-") and key in names():
            having.append(key)
    shared = noun.removeprefix("cas")
    ordered = sorted(dict.fromkeys(having), key=lambda key: (shared not in key, len(key), key))
    return [names()[key] for key in ordered[:_MOST]]
