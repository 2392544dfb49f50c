# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Which options only the environment gives: they yield to what a task or a session says."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

_TRUE = frozenset({"1", "on", "t", "true", "y", "yes"})


def inherited(options: Mapping[str, Any], environ: Mapping[str, str], variables: Mapping[str, str]) -> frozenset[str]:
    """The options whose value is the one that the environment holds."""
    return frozenset(
        name
        for name, variable in variables.items()
        if variable in environ and _is(options.get(name), environ[variable])
    )


def _is(value: Any, text: str) -> bool:
    """Whether an option's value is what Ansible makes of a variable's text."""
    if isinstance(value, bool):
        return value == (text.strip().lower() in _TRUE)
    if isinstance(value, list):
        return [str(one).strip() for one in value] == [part.strip() for part in text.split(",")]
    return str(value) in (text, os.path.expanduser(os.path.expandvars(text)))
