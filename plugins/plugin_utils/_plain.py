# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Task arguments as plain values.

A module gets its arguments as JSON; the action plugin gets Ansible's own kinds of text, maps and dates, and must give
the operation the same as the module.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

_TEXTS = frozenset({"str", "path"})


def plain(value: Any) -> Any:
    """``value`` as JSON would carry it: dates as ISO text, vaulted text in the clear, everything else by kind."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return int(value) if isinstance(value, int) else float(value)
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(one) for one in value]
    if isinstance(value, Mapping):
        return {_key(plain(key)): plain(one) for key, one in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (bytes, bytearray)):
        return bytes(value).decode("utf-8", "surrogateescape")
    # A vaulted value is no text before it is asked for one, and then it is one of Ansible's own kind.
    return str.__str__(str(value))


def without_blanks(arguments: Mapping[str, Any], spec: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The arguments without empty texts that are no value of their option: a number's, a switch's, one of some choices.

    AWX sends an empty text for a field or an answer of a survey that nobody filled. Where a text is a value, the
    operation knows that an empty one counts as not given; it also keeps the environment's from being read.
    """
    options = {name: option for known, option in spec.items() for name in (known, *option.get("aliases", ()))}
    return {name: value for name, value in arguments.items() if value != "" or _stays(options.get(name))}


def _stays(option: Mapping[str, Any] | None) -> bool:
    if option is None or option["type"] == "raw" or option.get("required"):
        return True
    # A default without a variable is the one thing that an empty text can mean.
    is_set = option.get("default") is not None and "fallback" not in option
    return option["type"] in _TEXTS and "choices" not in option and not is_set


def _key(key: Any) -> str:
    """A key as a map in JSON has it: true and null in JSON's own words."""
    return key if isinstance(key, str) else json.dumps(key)
