# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""How secrets are kept out of what a task shows, by the version of ansible-core.

Since 2.22 the core has a register of secrets: what is in it is masked wherever output is made, while results and what
is written from them stay whole. Before, the texts are cut out of the result itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from typing import Any

_cut_out: Callable[[Any, set[str]], Any] | None = None
_register: Callable[[Iterable[str]], None] | None = None
try:
    from ansible.module_utils.secrets import register_secrets

    _register = register_secrets
except ImportError:
    # Deprecated where there is the register, and gone in 2.25.
    from ansible.module_utils.common.parameters import remove_values

    _cut_out = remove_values

# What holds nothing but what its text shows; what is none of it is left to the core.
_PLAIN = (str, int, float, bool)

HAS_REGISTER = _register is not None


def keep_secret(secrets: set[str]) -> None:
    """Put texts into the core's register, where it has one; before anything that holds them is shown or sent on."""
    if _register is not None:
        _register(secrets)


def hide_secrets(result: dict[str, Any], secrets: set[str]) -> dict[str, Any]:
    """The result of a task as the core may get it."""
    keep_secret(secrets)
    if _cut_out is None or not _may_hold(result, secrets):
        return result
    kept: dict[str, Any] = _cut_out(result, secrets)
    return kept


def _may_hold(result: dict[str, object], secrets: set[str]) -> bool:
    """Whether one of the texts may stand in a result. Where none does, the core, which makes a copy of all of it and
    looks at each value several times, would change nothing."""
    waiting: list[object] = [result]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
        elif isinstance(value, _PLAIN):
            text = str(value)
            for secret in secrets:
                if secret in text:
                    return True
        elif value is not None:
            return True
    return False


def spec_for_core(spec: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """The options as the core should know them: it would register whatever an option of secrets holds, also the name
    or the id of who swapped two of them, and mask that in all that the run shows.

    A default is a new one each time: the core writes into one that is a map, and a loop validates each of its items by
    the same specification.
    """
    more = {"no_log": False} if HAS_REGISTER else {}
    return {name: {**option, **_default_for_core(option), **more} for name, option in spec.items()}


def _default_for_core(option: Mapping[str, object]) -> dict[str, object]:
    default = option.get("default")
    return {"default": deepcopy(default)} if isinstance(default, (dict, list)) else {}
