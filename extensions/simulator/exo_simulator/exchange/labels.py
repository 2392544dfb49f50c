# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a sensitivity label reads: what its parameters say stands in LabelActions, as JSON texts, and in Settings.

Sources: a desired-state tool that reads both, and CIPP. Which Type, SubType and Key a parameter has: data/
label_actions.json, where the keys of Teams and of dynamic watermarks are unverified.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from .tables import load
from .values import Value

RIGHTS = "rightsdefinitions"


@cache
def retold(noun: str) -> frozenset[str]:
    """Parameters that a label's actions tell of; whether rows have them under their own names too is a switch."""
    if noun != "Label":
        return frozenset()
    actions = load("label_actions")["actions"]
    return frozenset(name for action in actions for name in (action["enabled"], *action["keys"]))


def label_actions(label: Mapping[str, Value], present: list[str]) -> list[str]:
    """The actions of a label with these properties: those that they make, and of ``present`` what is of other kinds."""
    actions = list(_made(label))
    kinds = {_kind(json.loads(text)) for text in actions}
    return [text for text in present if _kind(_read(text)) not in kinds] + actions


def _made(label: Mapping[str, Value]) -> Iterator[str]:
    for action in load("label_actions")["actions"]:
        on = label.get(action["enabled"])
        settings_of_action = {key: label.get(name) for name, key in action["keys"].items()}
        settings = [
            {"Key": key, "Value": _text(key, value)}
            for key, value in settings_of_action.items()
            if value not in (None, "")
        ]
        if on is None and not settings:
            continue
        settings.append({"Key": "disabled", "Value": "true" if on is False else "false"})
        whole = {"Type": action["Type"], "SubType": action["SubType"], "Settings": settings}
        yield json.dumps(whole, separators=(",", ":"))


def _text(key: str, value: Value) -> str:
    """A setting's value; rights are written as `who:rights;who:rights`, and read as a JSON text."""
    if key == RIGHTS:
        pairs = [entry.partition(":") for entry in str(value).split(";") if entry.strip()]
        return json.dumps([{"Identity": who.strip(), "Rights": rights.strip()} for who, _colon, rights in pairs])
    return str(value).lower() if isinstance(value, bool) else str(value)


def _read(text: str) -> Any:
    """An action that the caller wrote; what is no JSON is of no kind."""
    try:
        return json.loads(text)
    except ValueError:
        return {}


def _kind(action: Any) -> tuple[Any, Any]:
    return (action.get("Type"), action.get("SubType")) if isinstance(action, Mapping) else (None, None)


def merged_settings(current: list[str], table: Mapping[str, Any]) -> list[str]:
    """Settings as `[key, value]` texts after some are written; one without a value goes."""
    keys = {str(key).casefold() for key in table}
    left = [text for text in current if text.strip("[").partition(",")[0].casefold() not in keys]
    return left + [f"[{key}, {value}]" for key, value in table.items() if value not in (None, "")]
