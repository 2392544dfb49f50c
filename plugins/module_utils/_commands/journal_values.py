# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The values of a write for a journal that wants them (``journal_values``): before, as a read showed them, and after.

A journal outlives the task and is read by others. So no secret gets in, whatever else is wanted: what a parameter or a
property hides by its type or its name, what any map inside hides by the name of its key, and what is secret by its
shape or because it stands among the secrets of the task.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .._catalogue.cmdlets import find
from .._json_types import JsonMap
from .._redaction.secret_rules import HIDDEN, could_be_secret, is_hidden, nearly_secret, redact

# By property: maps of ``before``, which is missing where no read has shown it, and ``after``.
Values = Mapping[str, Mapping[str, object]]
Hide = Callable[[str], str]

# They name the object or steer how the cmdlet runs.
_PARAMETERS_WITHOUT_VALUES = frozenset(
    {"identity", "confirm", "whatif", "debug", "verbose", "erroraction", "warningaction"}
)

# A setting may be a pair of its name and its value.
_NAMING_KEYS = ("name", "key")


def values_of(cmdlet: str, parameters: Mapping[str, object], before: JsonMap | None, hide: Hide) -> Values:
    """What a command sets, by the names of its ``parameters``."""
    known = find(cmdlet)
    shown = {name.lower(): value for name, value in (before or {}).items()}
    found: dict[str, Mapping[str, object]] = {}
    for name, value in parameters.items():
        key = str(name).lower()
        if key in _PARAMETERS_WITHOUT_VALUES:
            continue
        told = {"before": shown[key], "after": value} if key in shown else {"after": value}
        found[str(name)] = hide_secrets(told, hide, whole=is_hidden(known, str(name)))
    return found


def hide_secrets(told: Mapping[str, object], hide: Hide, *, whole: bool = False) -> Mapping[str, object]:
    """What is told of a property without its secrets; with ``whole`` all of it is one."""
    return {name: HIDDEN if whole else _without_secrets(value, hide) for name, value in told.items()}


def _without_secrets(value: object, hide: Hide) -> object:
    if isinstance(value, str):
        return redact(hide(value))
    if isinstance(value, Mapping):
        called = next((one for name, one in value.items() if str(name).lower() in _NAMING_KEYS), None)
        return {
            redact(hide(str(name))): HIDDEN if _is_named_secret(name, one, called) else _without_secrets(one, hide)
            for name, one in value.items()
        }
    return [_without_secrets(one, hide) for one in value] if isinstance(value, (list, tuple)) else value


def _is_named_secret(name: object, value: object, called: object) -> bool:
    """Whether a key inside of a value sounds secret, or what the pair is ``called`` that the value is one of; what
    cannot be a secret stays."""
    plain = value is None or isinstance(value, bool) or (isinstance(value, str) and not could_be_secret(value))
    return not plain and nearly_secret(str(called if str(name).lower() == "value" else name))
