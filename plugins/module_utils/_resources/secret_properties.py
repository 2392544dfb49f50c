# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Which properties of an object are secret: no result, diff or file shows what they are."""

from __future__ import annotations

from .._catalogue.cmdlets import find
from .._redaction.secret_rules import is_hidden
from .facts import Family


def is_secret(family: Family, name: str) -> bool:
    """Whether a property is secret to one of the cmdlets that write it; one that they do not know, by its name."""
    cmdlets = [find(cmdlet or "") for cmdlet in (family.cmdlets.get("create"), family.cmdlets.get("change"))]
    known = [one for one in cmdlets if one is not None and one.has(name)]
    return any(is_hidden(one, name) for one in known) if known else is_hidden(None, name)
