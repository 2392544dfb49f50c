# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Passwords where no option takes them: what must not be shown of a task that failed because its options do not fit.

Private to this collection: it may change in any release. Ansible shows the options of a task at -vvv, those that it
refuses as well; where a password stands in them nobody can know, so it is looked for by the names around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .._cmdlets.names import SOUNDS_SECRET
from .._cmdlets.values import texts_in
from .._command_line.secrets import secret_from

# They may hold passwords in places of their own; what all other options hold is not looked at.
_FREE = frozenset({"cmdlet", "command", "commands", "parameters"})
# A name and its value in a text that should have been a map: JSON, YAML, or PowerShell's own.
_ASSIGNED = re.compile(rf"(?:{SOUNDS_SECRET.pattern})\w*['\"]?\s*[:=]", re.IGNORECASE)


def misplaced_secrets(options: Mapping[str, Any], known: Iterable[str]) -> set[str]:
    """The texts among the options of a failed task that may be passwords; ``known`` are the names of its options."""
    passed_over = set(known) - _FREE
    looked_at = {name: value for name, value in options.items() if name not in passed_over}
    return {text for text in _below(looked_at) if text}


def _below(value: Any) -> Iterator[str]:
    """What may be secret at any depth of a value."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from texts_in(inner) if SOUNDS_SECRET.search(str(name)) else _below(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _below(inner)
    elif isinstance(value, str):
        assigned = _ASSIGNED.search(value)
        places = [place for place in (secret_from(value), assigned and assigned.end()) if place is not None]
        if places:
            yield value[min(places) :].strip(" :\t\r\n")
