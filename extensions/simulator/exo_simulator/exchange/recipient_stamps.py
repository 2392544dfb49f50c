# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What follows from what is written on a recipient: who may send to it, its MailTip, its hold, what is audited.

Sources: the page of each parameter (AcceptMessagesOnlyFrom and its siblings, MailTip, LitigationHoldDate and -Owner,
DefaultAuditSet).
"""

from __future__ import annotations

from collections.abc import Mapping

from .calls import Call
from .columns import field_defaults
from .store import Item
from .tables import load
from .values import Ref, Value

SENDERS = ("AcceptMessagesOnlyFrom", "RejectMessagesFrom")
AUDITED = ("Admin", "Delegate", "Owner")
DEFAULT = "default:"  # the language of the MailTip itself, among its translations


def senders(_call: Call, item: Item, values: Mapping[str, Value]) -> dict[str, Value]:
    """Senders and groups are copied to the list of both, and from there to the list of each."""
    groups = load("references")["sets"]["groups"]
    lists: dict[str, Value] = {}
    for people in SENDERS:
        members, both_list = f"{people}DLMembers", f"{people}SendersOrMembers"
        if both_list in values:
            of_groups = [
                sender for sender in values[both_list] or () if isinstance(sender, Ref) and sender.noun in groups
            ]
            lists[members] = of_groups
            lists[people] = [sender for sender in values[both_list] or () if sender not in of_groups]
        elif people in values or members in values:
            written = [values.get(name, item.get(name)) or [] for name in (people, members)]
            lists[both_list] = [*written[0], *written[1]]
    return lists


def mail_tip(_call: Call, item: Item, values: Mapping[str, Value]) -> dict[str, Value]:
    """The MailTip is the default one of its translations, whichever of the two is written."""
    if "MailTip" in values:
        tip, translations = values["MailTip"], values.get("MailTipTranslations", item.get("MailTipTranslations")) or []
        translated = [text for text in translations if not _is_default(text)]
        return {"MailTipTranslations": [*([f"{DEFAULT}{tip}"] if tip else []), *translated]}
    if "MailTipTranslations" in values:
        defaults = [str(text)[len(DEFAULT) :] for text in values["MailTipTranslations"] or () if _is_default(text)]
        return {"MailTip": defaults[0] if defaults else None}
    return {}


def _is_default(text: Value) -> bool:
    return str(text).casefold().startswith(DEFAULT)


def audited(_call: Call, item: Item, values: Mapping[str, Value]) -> dict[str, Value]:
    """DefaultAuditSet has those who are audited as Microsoft chose: a list of one's own takes them out."""
    stamps: dict[str, Value] = {}
    written = [name for name in AUDITED if f"Audit{name}" in values]
    if "DefaultAuditSet" in values:
        reverted = [name for name in values["DefaultAuditSet"] or () if name in AUDITED and name not in written]
        stamps.update({f"Audit{name}": field_defaults(item.noun)[f"Audit{name}"] for name in reverted})
    elif written:
        stamps["DefaultAuditSet"] = [name for name in item.get("DefaultAuditSet") or () if name not in written]
    return stamps


def litigation_hold(call: Call, item: Item, values: Mapping[str, Value]) -> dict[str, Value]:
    """Who placed a mailbox on hold, and when, unless the call says it."""
    if values.get("LitigationHoldEnabled") is not True or item.get("LitigationHoldEnabled") is True:
        return {}
    stamps: dict[str, Value] = {"LitigationHoldDate": call.directory.now(), "LitigationHoldOwner": call.caller.name}
    return {name: value for name, value in stamps.items() if not values.get(name)}
