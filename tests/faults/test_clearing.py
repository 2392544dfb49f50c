# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An empty list clears a list, because it goes out in another form: as itself it was measured to change nothing."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from support.box import Box
from support.desk import Desk

ADELE = "AdeleV@contoso.onmicrosoft.com"


class Kept(NamedTuple):
    """A list that an object keeps: who writes and who reads it, and what is in it before."""

    set: str
    read: str
    identity: str
    name: str
    values: list[str]


LISTS = [
    Kept("Set-Mailbox", "Get-Mailbox", ADELE, "GrantSendOnBehalfTo", ["AlexW@contoso.onmicrosoft.com"]),
    Kept("Set-Mailbox", "Get-Mailbox", ADELE, "ExtensionCustomAttribute2", ["a", "b"]),
    Kept("Set-HostedContentFilterPolicy", "Get-HostedContentFilterPolicy", "Default", "BlockedSenderDomains",
         ["fabrikam.com"]),
    Kept("Set-HostedConnectionFilterPolicy", "Get-HostedConnectionFilterPolicy", "Default", "IPAllowList",
         ["192.0.2.7"]),
]  # fmt: skip


def value(desk: Desk, one: Kept) -> Any:
    (row,) = desk.run(cmdlet=one.read, parameters={"Identity": one.identity})["objects"]
    return row[one.name]


def write(desk: Desk, one: Kept, values: Any, **options: Any) -> dict[str, Any]:
    return desk.run(cmdlet=one.set, parameters={"Identity": one.identity, one.name: values}, **options)


@pytest.mark.parametrize("one", LISTS, ids=lambda one: f"{one.set} {one.name}")
def test_an_empty_list_clears_and_can_still_be_sent_as_one(desk: Desk, box: Box, one: Kept) -> None:
    forms: list[tuple[dict[str, str], Any, bool]] = [
        ({}, None, True),
        ({"clear_list": "empty_hashtable"}, {"@odata.type": "#Exchange.GenericHashTable"}, True),
        ({"clear_list": "empty_list"}, [], False),
    ]
    for encoding, sent, cleared in forms:
        assert "failed" not in write(desk, one, one.values)
        before = value(desk, one)
        assert before
        box.control.forget()
        assert "failed" not in write(desk, one, [], encoding=encoding)
        (request,) = box.control.journal(cmdlet=one.set)
        assert request["parameters"][one.name] == sent
        assert (value(desk, one) or []) == ([] if cleared else before)


@pytest.mark.parametrize("one", LISTS, ids=lambda one: f"{one.set} {one.name}")
def test_a_look_knows_that_a_list_was_cleared(desk: Desk, box: Box, one: Kept) -> None:
    """Null that was written and a list without entries that is read are the same."""
    assert "failed" not in write(desk, one, one.values)
    box.control.fault("status", match={"cmdlet": one.set.lower()}, moment="after", status=504)
    assert write(desk, one, [], verify=True)["read_back"]["matches"] is True
    assert "failed" not in write(desk, one, one.values)
    box.control.fault("status", match={"cmdlet": one.set.lower()}, moment="before", status=504)
    assert write(desk, one, [], verify=True)["read_back"]["matches"] is None  # what is there may be the rest of it
