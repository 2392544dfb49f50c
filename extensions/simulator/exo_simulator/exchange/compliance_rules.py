# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Security & Compliance refuses when an object is written.

Sources: a desired-state tool on live tenants (the sensitive information types of a condition must exist), and
Microsoft's page of the default alert policies (what can be changed of them).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .calls import Call
from .compliance import PENDING
from .store import Item
from .values import Value

TYPES = "DlpSensitiveInformationType"
SENSITIVE = ("ContentContainsSensitiveInformation", "ExceptIfContentContainsSensitiveInformation")
# What an administrator may change of an alert that the service made.
OF_SYSTEM_ALERTS = frozenset(
    [
        "Disabled",
        "NotificationCulture",
        "NotificationEnabled",
        "NotifyUser",
        "NotifyUserSuppressionExpiryDate",
        "NotifyUserThrottleThreshold",
        "NotifyUserThrottleWindow",
    ]
)


def check_compliance(call: Call, item: Item | None, values: Mapping[str, Value]) -> None:
    """Raise where the values that are about to be written cannot be."""
    if call.service != "compliance":
        return
    if values.get("Mode") == PENDING:
        raise call.directory.errors.build("invalid", f"The Mode {PENDING} is the service's own and can't be set.")
    for name in SENSITIVE:
        for named_type in _types(values.get(name)):
            if not any(call.directory.table(TYPES).find(key) for key in named_type):
                text = f"The sensitive information type '{named_type[0]}' couldn't be found."
                raise call.directory.errors.build("invalid", text)
    if item is not None and item.get("IsSystemRule") and not set(values) <= OF_SYSTEM_ALERTS:
        text = f"'{item.name}' is a system alert: {', '.join(sorted(set(values) - OF_SYSTEM_ALERTS))} can't be changed."
        raise call.directory.errors.build("invalid", text)


def _types(value: Any) -> Iterator[list[str]]:
    """The types that a condition names, each by its id, its name, or both; keys are read in any case.

    Also those within groups. The id of a built-in type may be one that the box does not know, so that its name is
    enough; trainable classifiers (``MLModel``) are no such types.
    """
    for entry in value if isinstance(value, list) else [value]:
        if not isinstance(entry, Mapping):
            continue
        condition = {str(key).casefold(): part for key, part in entry.items()}
        if "groups" in condition:
            for group in condition["groups"] if isinstance(condition["groups"], list) else [condition["groups"]]:
                folded = {str(key).casefold(): part for key, part in group.items()}
                yield from _types(folded.get("sensitivetypes"))
        elif str(condition.get("classifiertype")).casefold() != "mlmodel":
            keys = [str(condition[key]) for key in ("id", "name") if condition.get(key)]
            yield from [keys] if keys else []
