# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Outlook says of an inbox rule: its Description, and the rule of the service that only IncludeHidden shows.

Phrases: data/rule_phrases.json, in Outlook's words as far as they are known; what has no phrase is told by its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .directory import Directory
from .families import properties
from .references import resolved
from .store import Item
from .tables import load
from .values import Size, Value, size_text

HIDDEN = "Junk E-mail Rule"
_SHOWN = re.compile(r'^"(.*)" \[(?:EX|SMTP):.*\]$')
_NEITHER = frozenset(["Name", "Priority", "Enabled", "AlwaysDeleteOutlookRulesBlob"])


def description_of(item: Item, directory: Directory) -> str:
    """Which messages a rule takes, what it does with them, and which it leaves alone."""
    phrases = load("rule_phrases")
    values = {name: resolved(directory, value) for name, value in item.own.items() if _says_something(name, value)}
    exceptions = {name.removeprefix("ExceptIf"): values[name] for name in values if name.startswith("ExceptIf")}
    actions = {name: value for name, value in values.items() if name in phrases["actions"]}
    conditions = {name: values[name] for name in values if name not in actions and not name.startswith("ExceptIf")}
    text = _part("If the message:", conditions, phrases["conditions"])
    text += _part("Take the following actions:", actions, phrases["actions"])
    return text + _part("Except if the message:", exceptions, phrases["conditions"])


def _says_something(name: str, value: Value) -> bool:
    return name in properties("InboxRule") and name not in _NEITHER and value not in (None, "", [], False)


def _part(head: str, clauses: dict[str, Value], phrases: dict[str, str]) -> str:
    lines = list(_lines(clauses, phrases))
    joined = "".join(f"\t{'and ' if number else ''}{line}\r\n" for number, line in enumerate(lines))
    return f"{head}\r\n{joined}" if lines else ""


def _lines(clauses: dict[str, Value], phrases: dict[str, str]) -> Iterator[str]:
    order = {name: place for place, name in enumerate(phrases)}
    for name in sorted(clauses, key=lambda clause: order.get(clause, len(order))):
        value = clauses[name]
        values = value if isinstance(value, list) else [value]
        texts = " or ".join(f"'{_plain(entry)}'" for entry in values)
        yield phrases.get(name, name if value is True else f"{name} {{}}").format(texts)


def _plain(value: Value) -> str:
    """A person by name, a size as it is shown."""
    if isinstance(value, Size):
        return size_text(value)
    person = _SHOWN.match(str(value))
    return person.group(1) if person else str(value)


def hidden_rule(directory: Directory, owner: Item) -> Item:
    """The service's own rule of a mailbox (graph2otel)."""
    guid = directory.names.stable_guid(HIDDEN, str(owner.guid))
    number = guid.int % 2**64
    whose = owner.get("ExternalDirectoryObjectId")
    columns: dict[str, Value] = {
        "Guid": guid,
        "Name": HIDDEN,
        "_owner": owner.guid,
        "_identity": f"{whose}\\{number}",
        "RuleIdentity": number,
        "MailboxOwnerId": whose,
        "Enabled": True,
        "Priority": 0,
        "SupportedByTask": False,
    }
    return Item("InboxRule", columns)
