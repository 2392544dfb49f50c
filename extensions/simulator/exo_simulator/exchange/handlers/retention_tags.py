# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Set-RetentionPolicyTag: a tag, or, with -Mailbox, the personal tags that a mailbox has beside its policy's."""

from __future__ import annotations

from ..calls import Call, Outcome
from ..changes import unchanged
from ..choosing import OPTIONAL_TAGS
from ..crud import set_object


def set_tag(call: Call) -> Outcome:
    """-Mailbox with -OptionalInMailbox replaces the mailbox's own choice; null takes it away (its reference)."""
    mailbox = call.text("Mailbox")
    if mailbox is None:
        return set_object(call)
    named_tags = call.values.get("OptionalInMailbox") or []
    tags = [
        call.directory.one(("RetentionPolicyTag",), name)
        for name in (named_tags if isinstance(named_tags, list) else [named_tags])
    ]
    item = call.directory.one(("Mailbox",), mailbox)
    chosen = [tag.guid for tag in tags]
    if chosen == (item.get(OPTIONAL_TAGS) or []):
        return Outcome(warnings=[unchanged(item.name)])
    call.directory.store.write(item, {OPTIONAL_TAGS: chosen})
    return Outcome()
