# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The addresses of a calendar that is published to the internet."""

from __future__ import annotations

import re
from typing import Any

import pytest
from simulator.exchange.tenant import Tenant

WHERE = {"Identity": "AdeleV:\\Calendar"}
BOTH = ("PublishedCalendarUrl", "PublishedICalUrl")


def addresses(tenant: Tenant, **asked: Any) -> tuple[str, str]:
    """The addresses after a change: for browsers, for calendars."""
    if asked:
        tenant.run("Set-MailboxCalendarFolder", **WHERE, **asked)
    row = tenant.one("Get-MailboxCalendarFolder", **WHERE)
    return row["PublishedCalendarUrl"], row["PublishedICalUrl"]


@pytest.mark.parametrize(("asked", "scheme"), [({}, "http"), ({"UseHttps": True}, "https")])
def test_a_published_calendar_has_two_addresses(asked: dict[str, bool], scheme: str) -> None:
    tenant = Tenant(mailboxes=3)
    assert not any(addresses(tenant))
    page, feed = addresses(tenant, PublishEnabled=True, **asked)
    assert re.fullmatch(
        rf"{scheme}://outlook\.office365\.com/owa/calendar/[0-9a-f]{{32}}@contoso\.com/\w+/calendar\.html", page
    )
    assert feed == page.replace(".html", ".ics")
    assert addresses(tenant, DetailLevel="LimitedDetails") == (page, feed)
    assert not any(addresses(tenant, PublishEnabled=False))


def test_an_address_that_is_reset_is_another_one() -> None:
    tenant = Tenant(mailboxes=3)
    first = addresses(tenant, PublishEnabled=True, UseHttps=True)
    second = addresses(tenant, ResetUrl=True)
    assert not set(first) & set(second)
    assert all(one.startswith("https://") for one in second)
    assert addresses(tenant) == second


def test_an_address_that_can_be_found_tells_whose_calendar_it_is() -> None:
    tenant = Tenant(mailboxes=3)
    hidden = addresses(tenant, PublishEnabled=True)
    shown = addresses(tenant, SearchableUrlEnabled=True)
    assert all("AdeleV@contoso.com" in one for one in shown)
    assert addresses(tenant, SearchableUrlEnabled=False) == hidden
