# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Passwords where no option takes them: what must not be shown of a task that failed because its options do not fit.

Ansible shows the options of a task at -vvv, those that it refuses as well; where a password stands in them nobody can
know, so it is looked for by the names around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from .._catalogue.cmdlets import Cmdlet, find
from .lines import Place, cmdlet_named, secret_place, secret_rest
from .names import Secrecy, secrecy, secret_texts

# The cmdlets that a name may belong to; None is one that the catalogue does not have, or that nobody named.
_Meant = tuple["Cmdlet | None", ...]
# They may hold passwords in places of their own; what all other options hold is not looked at.
_FREE = frozenset({"cmdlet", "command", "commands", "parameters"})
# A name and its value in a text that should have been a map: JSON, YAML, or PowerShell's own.
_ASSIGNED = re.compile(r"(?<!\w)(\w+)['\"]?\s*[:=]")


def misplaced_secrets(options: Mapping[str, object], known: Iterable[str]) -> set[str]:
    """The texts among the options of a failed task that may be passwords; ``known`` are the names of its options."""
    passed_over = set(known) - _FREE
    looked_at = {name: value for name, value in options.items() if name not in passed_over}
    return set(_below(looked_at, (None,)))


def _below(value: object, meant: _Meant) -> Iterator[str]:
    """What may be secret at any depth of a value."""
    if isinstance(value, Mapping):
        meant = _find_meant(value) or meant
        for name, inner in value.items():
            judged = _secrecy(meant, str(name))
            yield from secret_texts(judged, inner) if judged else _below(inner, meant)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _below(inner, meant)
    elif isinstance(value, str):
        yield from _in_text(value, meant)


def _in_text(text: str, meant: _Meant) -> set[str]:
    """What may be secret in a text: a command line, or names and values. Its own cmdlet is the one that it is for."""
    own = find(cmdlet_named(text) or "")
    meant = meant if own is None else (own,)
    return secret_rest(text, [_find_assigned(text, meant), secret_place(text, meant[0] if len(meant) == 1 else None)])


def _find_meant(options: Mapping[object, object]) -> _Meant:
    """The cmdlets that a task or an item names, itself or in its list of commands: its parameters are for them all."""
    items = options.get("commands")
    named: dict[str | None, Cmdlet | None] = {}
    for item in [options, *(items if isinstance(items, (list, tuple)) else [items])]:
        texts = [item.get("cmdlet"), item.get("command")] if isinstance(item, Mapping) else [item]
        for text in texts:
            if isinstance(text, str) and text:
                name = cmdlet_named(text)
                named[name] = find(name) if name else None
    return tuple(named.values())


def _secrecy(meant: _Meant, name: str) -> Secrecy:
    return max(secrecy(one, name) for one in meant)


def _find_assigned(text: str, meant: _Meant) -> Place | None:
    """The first place in a text where a secret is assigned to a name."""
    # A text may repeat a name thousands of times, and be for hundreds of cmdlets.
    judged: dict[str, Secrecy] = {}
    for found in _ASSIGNED.finditer(text):
        name = found[1].lower()
        if name not in judged:
            judged[name] = _secrecy(meant, name)
        if judged[name]:
            return Place(found.end(), judged[name])
    return None
