# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Set-MailboxCalendarFolder: a calendar that is published has two addresses, for browsers and for calendars.

Sources: the parameters' words on the page (ResetUrl, UseHttps, SearchableUrlEnabled), and addresses that people have
published: `/owa/calendar/<mailbox>@<domain>/<key>/calendar.html` and `.ics`. The form of a searchable one is a guess.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..calls import Call, Outcome
from ..store import Item
from ..values import Value
from .settings_of import owner_of, set_settings

HOST = "outlook.office365.com"
KEY = "_published"  # the part of a published address that nobody can guess


def set_calendar_folder(call: Call) -> Outcome:
    """Set-MailboxCalendarFolder."""
    outcome = set_settings(call)
    item = call.directory.one(("Mailbox",), owner_of(str(call.text("Identity"))))
    noun = call.family.noun
    part = item.parts.get(noun, {})
    reset, secure = call.bound.switch("ResetUrl"), call.bound.switch("UseHttps")
    key = (
        part.get(KEY)
        if part.get(KEY) and not reset
        else f"{call.directory.ids.guid().hex}{call.directory.ids.number()}"
    )
    scheme = "https" if secure else str(part.get("PublishedCalendarUrl") or "http:").partition(":")[0]
    address = _address(item, part, f"{scheme}://{HOST}/owa/calendar", str(key)) if part.get("PublishEnabled") else ""
    addresses: dict[str, Value] = {
        "PublishedCalendarUrl": f"{address}/calendar.html" if address else "",
        "PublishedICalUrl": f"{address}/calendar.ics" if address else "",
        KEY: key if address else None,
    }
    if any(part.get(name) != value for name, value in addresses.items() if value or part.get(name)):
        call.directory.store.write(item, addresses, noun)
    return outcome


def _address(item: Item, part: Mapping[str, Value], above: str, key: str) -> str:
    primary = str(item.get("PrimarySmtpAddress"))
    if part.get("SearchableUrlEnabled"):
        return f"{above}/{primary}/Calendar"
    mailbox = str(item.get("ExchangeGuid")).replace("-", "")
    return f"{above}/{mailbox}@{primary.rpartition('@')[2]}/{key}"
