# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mobile devices are objects with an owner: found, let in or not, wiped, removed, and gone with their mailbox."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from simulator.exchange.tenant import Tenant

from exo_simulator.exchange.devices import Devices
from exo_simulator.exchange.store import Item

DESCRIBED = [
    {"Name": "phone", "UserDisplayName": "Adele Vance", "FriendlyName": "Adele's iPhone", "DeviceId": "A1",
     "DeviceOS": "iOS 19", "DeviceModel": "iPhone17C1", "DeviceType": "iPhone", "ClientType": "EAS",
     "FirstSyncTime": "2026-01-31T08:00:00.0000000+00:00"},
    {"Name": "tablet", "UserDisplayName": "Alex Wilber", "DeviceId": "B2", "DeviceOS": "Android 16"},
    {"Name": "stray", "DeviceId": "C3"},
]  # fmt: skip


@pytest.fixture
def busy() -> Tenant:
    return Tenant(reports={"MobileDevice": 50})


@pytest.fixture
def described() -> Tenant:
    return Tenant(objects={"MobileDevice": DESCRIBED})


def device(tenant: Tenant, name: str = "phone") -> Mapping[str, Any]:
    return tenant.one("Get-MobileDevice", Identity=name)


def test_a_row_has_what_a_device_has(described: Tenant) -> None:
    row = device(described)
    for name, value in DESCRIBED[0].items():
        assert row[name] == value
    assert (row["DeviceAccessState"], row["DeviceAccessStateReason"]) == ("Allowed", "Global")
    assert len(described.run("Get-MobileDevice").rows) == 3


@pytest.mark.parametrize("place", [0, 17, 49])
def test_a_listed_device_is_found_by_its_own_identities(busy: Tenant, place: int) -> None:
    row = busy.run("Get-MobileDevice").rows[place]
    for name in ("Identity", "Guid", "DeviceId"):
        assert busy.one("Get-MobileDevice", Identity=row[name]) == row
    assert busy.refusal("Get-MobileDevice", Identity=row["Identity"] + "0")
    seen = busy.one("Get-MobileDeviceStatistics", Identity=row["Identity"])
    assert [seen[name] for name in ("DeviceID", "DeviceOS", "Guid")] == [row["DeviceId"], row["DeviceOS"], row["Guid"]]


@pytest.mark.parametrize("who", ["AdeleV", "alexw@contoso.com", "Debra Berger"])
def test_a_mailbox_has_its_devices_and_they_go_with_it(busy: Tenant, who: str) -> None:
    mine = busy.run("Get-MobileDevice", Mailbox=who).rows
    assert 2 <= len(mine) <= 3
    display = busy.one("Get-Mailbox", Identity=who)["DisplayName"]
    assert {row["UserDisplayName"] for row in mine} == {display}
    assert len(busy.run("Get-MobileDeviceStatistics", Mailbox=who).rows) == len(mine)
    assert busy.one("Get-CASMailbox", Identity=who)["HasActiveSyncDevicePartnership"] is True
    busy.run("Set-Mailbox", Identity=who, DisplayName="Somebody Else")
    assert device(busy, mine[0]["Identity"])["UserDisplayName"] == "Somebody Else"
    busy.run("Remove-Mailbox", Identity=who)
    assert len(busy.run("Get-MobileDevice").rows) == 50 - len(mine)
    assert busy.refusal("Get-MobileDevice", Identity=mine[0]["Identity"])


def test_a_removed_device_is_gone(busy: Tenant) -> None:
    for row in list(busy.run("Get-MobileDevice", Mailbox="AdeleV").rows):
        busy.run("Remove-MobileDevice", Identity=row["Identity"])
        assert busy.refusal("Get-MobileDeviceStatistics", Identity=row["Identity"])
    assert not busy.run("Get-MobileDevice", Mailbox="AdeleV").rows
    assert busy.one("Get-CASMailbox", Identity="AdeleV")["HasActiveSyncDevicePartnership"] is False


@pytest.mark.parametrize(
    ("characteristic", "query", "level", "state"),
    [
        ("DeviceOS", "iOS 19", "Block", "Blocked"),
        ("DeviceModel", "iphone17c1", "Quarantine", "Quarantined"),
        ("DeviceType", "iPhone", "Allow", "Allowed"),
    ],
)
def test_rules_decide_which_devices_come_in(
    described: Tenant, characteristic: str, query: str, level: str, state: str
) -> None:
    rule = {"Characteristic": characteristic, "QueryString": query, "AccessLevel": level}
    described.run("New-ActiveSyncDeviceAccessRule", **rule)
    row = device(described)
    told = [row[name] for name in ("DeviceAccessState", "DeviceAccessStateReason", "DeviceAccessControlRule")]
    assert told == [state, "DeviceRule", f"{query} ({characteristic})"]
    assert device(described, "tablet")["DeviceAccessStateReason"] == "Global"
    assert described.one("Get-MobileDeviceStatistics", Identity="phone")["DeviceAccessState"] == state


def test_the_mailbox_says_more_than_a_rule_and_a_rule_more_than_the_organisation(described: Tenant) -> None:
    described.run("Set-ActiveSyncOrganizationSettings", DefaultAccessLevel="Quarantine")
    assert device(described)["DeviceAccessState"] == "Quarantined"
    described.run(
        "New-ActiveSyncDeviceAccessRule", Characteristic="DeviceOS", QueryString="iOS 19", AccessLevel="Block"
    )
    assert device(described)["DeviceAccessState"] == "Blocked"
    for name, state in (("ActiveSyncAllowedDeviceIDs", "Allowed"), ("ActiveSyncBlockedDeviceIDs", "Blocked")):
        described.run("Set-CASMailbox", Identity="AdeleV", **{name: ["A1"]})
        row = device(described)
        assert (row["DeviceAccessState"], row["DeviceAccessStateReason"]) == (state, "Individual")


@pytest.mark.parametrize(
    ("how", "status"), [({}, "DeviceWipePending"), ({"AccountOnly": True}, "AccountOnlyDeviceWipePending")]
)
def test_a_wipe_waits_and_can_be_taken_back(described: Tenant, how: Mapping[str, Any], status: str) -> None:
    described.run("Clear-MobileDevice", Identity="phone", **how)
    seen = described.one("Get-MobileDeviceStatistics", Identity="phone")
    assert (seen["Status"], seen["LastDeviceWipeRequestor"]) == (status, described.caller.name)
    described.run("Clear-MobileDevice", Identity="phone", Cancel=True)
    assert described.one("Get-MobileDeviceStatistics", Identity="phone")["Status"] == "DeviceOk"


def test_statistics_are_of_one_kind_of_client_where_it_is_asked_for(busy: Tenant) -> None:
    all_of_them = busy.run("Get-MobileDeviceStatistics", Mailbox="AdeleV").rows
    for switch, client in (("ActiveSync", "EAS"), ("UniversalOutlook", "Outlook"), ("RestApi", "REST")):
        rows = busy.run("Get-MobileDeviceStatistics", Mailbox="AdeleV", **{switch: True}).rows
        assert [row for row in all_of_them if row["ClientType"] == client] == list(rows)
    assert busy.refusal("Get-MobileDeviceStatistics")


def test_who_has_a_device_is_looked_up_once_for_all_mailboxes(busy: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    make = Devices.make

    def counted(self: Devices, index: int) -> Item:
        made.append(index)
        return make(self, index)

    monkeypatch.setattr(Devices, "make", counted)
    for _round in range(2):
        assert {row["HasActiveSyncDevicePartnership"] for row in busy.run("Get-CASMailbox").rows} == {True, False}
    assert len(made) == 50


def test_who_has_a_device_follows_its_devices(busy: Tenant) -> None:
    def has() -> bool:
        return bool(busy.one("Get-CASMailbox", Identity="AdeleV")["HasActiveSyncDevicePartnership"])

    mine = [row["Identity"] for row in busy.run("Get-MobileDevice", Mailbox="AdeleV").rows]
    assert has()
    for identity in mine:
        busy.run("Clear-MobileDevice", Identity=identity)
        assert has()
        busy.run("Remove-MobileDevice", Identity=identity)
        assert has() is (identity != mine[-1])
