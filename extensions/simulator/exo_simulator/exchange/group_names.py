# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the organization says of new groups: how distribution groups are called, who sees Microsoft 365 groups.

Source: the page of Set-OrganizationConfig. New-UnifiedGroup's page says that groups are public unless something else is
asked for; the organization's own default, which is private, goes before it here.
"""

from __future__ import annotations

import re

from .calls import Call
from .columns import field_defaults
from .crud import own_mailbox
from .store import Item
from .values import Value

_PART = re.compile(r"<(\w+)>")
GROUP = "groupname"


def displayed(call: Call, name: str) -> str:
    """The display name that the policy makes of a name, with attributes of who creates the group.

    Raises where the name has a blocked word; its type and text are a guess. IgnoreNamingPolicy lets the name be.
    """
    settings = _settings(call)
    if call.bound.switch("IgnoreNamingPolicy") or settings is None:
        return name
    words = {str(word).casefold() for word in settings.get("DistributionGroupNameBlockedWordsList") or ()}
    blocked = sorted(words & set(re.findall(r"\w+", name.casefold())))
    if blocked:
        text = f"The group name contains the blocked word '{blocked[0]}'."
        raise call.directory.errors.build("invalid", text)
    pattern = str(settings.get("DistributionGroupNamingPolicy") or "")
    return _PART.sub(lambda part: _filled(call, part.group(1), name), pattern) if pattern else name


def default_access(call: Call) -> Value:
    """Who sees a Microsoft 365 group where its creation does not say so."""
    settings = _settings(call)
    name = "DefaultGroupAccessType"
    return settings.get(name) if settings else field_defaults("OrganizationConfig")[name]


def _settings(call: Call) -> Item | None:
    return next(iter(call.directory.table("OrganizationConfig").rows()), None)


def _filled(call: Call, part: str, name: str) -> str:
    if part.casefold() == GROUP:
        return name
    mailbox = own_mailbox(call)
    creator = call.directory.recipient(mailbox) if mailbox else None
    return str(_attribute(creator, part) or "") if creator else ""


def _attribute(creator: Item, name: str) -> Value:
    value = creator.get(name)
    return ",".join(str(entry) for entry in value) if isinstance(value, list) else value
