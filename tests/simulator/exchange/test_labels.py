# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sensitivity labels as rows tell them: actions and settings as texts, a parent by its id, a place in the order."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from simulator.exchange.tenant import Tenant, table

from exo_simulator.exchange import CmdletError


def label(tenant: Tenant, name: str) -> Mapping[str, Any]:
    row: Mapping[str, Any] = tenant.run("Get-Label", "compliance", Identity=name).rows[0]
    return row


def new(tenant: Tenant, name: str, **more: Any) -> Mapping[str, Any]:
    tenant.run("New-Label", "compliance", Name=name, DisplayName=name, Tooltip=name, **more)
    return label(tenant, name)


def change(tenant: Tenant, name: str, **more: Any) -> Mapping[str, Any]:
    tenant.run("Set-Label", "compliance", Identity=name, **more)
    return label(tenant, name)


def actions(row: Mapping[str, Any]) -> dict[tuple[str, str | None], dict[str, str]]:
    found = [json.loads(text) for text in row["LabelActions"]]
    return {(one["Type"], one["SubType"]): {s["Key"]: s["Value"] for s in one["Settings"]} for one in found}


@pytest.mark.parametrize(
    ("given", "kind", "told"),
    [
        (
            {"ApplyContentMarkingHeaderEnabled": True, "ApplyContentMarkingHeaderText": "Secret"},
            ("applycontentmarking", "header"),
            {"text": "Secret", "disabled": "false"},
        ),
        (
            {"ApplyWaterMarkingEnabled": False, "ApplyWaterMarkingLayout": "Diagonal", "ApplyWaterMarkingFontSize": 12},
            ("applywatermarking", None),
            {"layout": "Diagonal", "fontsize": "12", "disabled": "true"},
        ),
        (
            {
                "EncryptionEnabled": True,
                "EncryptionDoNotForward": False,
                "EncryptionRightsDefinitions": "a@contoso.com:VIEW,EDIT;b@contoso.com:VIEW",
            },
            ("encrypt", None),
            {
                "donotforward": "false",
                "rightsdefinitions": '[{"Identity": "a@contoso.com", "Rights": "VIEW,EDIT"}, '
                '{"Identity": "b@contoso.com", "Rights": "VIEW"}]',
                "disabled": "false",
            },
        ),
        (
            {"SiteAndGroupProtectionEnabled": True, "SiteAndGroupProtectionPrivacy": "Private"},
            ("protectgroup", None),
            {"privacy": "Private", "disabled": "false"},
        ),
    ],
)
def test_what_a_label_does_stands_in_its_actions(
    tenant: Tenant, given: Mapping[str, Any], kind: tuple[str, str | None], told: Mapping[str, str]
) -> None:
    row = new(tenant, "Secret", **given)
    assert actions(row)[kind] == told
    assert {name: row[name] for name in given} == given
    tenant.organization.settings.update({"label_rows": "actions"})
    assert not set(given) & set(label(tenant, "Secret"))
    assert not tenant.run("Set-Label", "compliance", Identity="Secret", **given).changed
    other = change(tenant, "Secret", ApplyContentMarkingFooterText="Bottom")
    assert actions(other)[kind] == told
    assert actions(other)["applycontentmarking", "footer"]["text"] == "Bottom"


def test_actions_that_are_written_whole_stay_beside_what_parameters_say(tenant: Tenant) -> None:
    own = json.dumps({"Type": "endpoint", "SubType": None, "Settings": [{"Key": "a", "Value": "b"}]})
    row = new(tenant, "Secret", LabelActions=[own], EncryptionEnabled=True)
    assert set(actions(row)) == {("endpoint", None), ("encrypt", None)}
    assert set(actions(change(tenant, "Secret", EncryptionPromptUser=True))) == set(actions(row))


def test_settings_are_texts_that_are_written_one_by_one(tenant: Tenant) -> None:
    assert new(tenant, "Secret", AdvancedSettings=table(color="#40e0d0"))["Settings"] == ["[color, #40e0d0]"]
    row = change(tenant, "Secret", Settings=table(Color="#000000", mandatory="true"))
    assert row["Settings"] == ["[Color, #000000]", "[mandatory, true]"]
    again = {"Identity": "Secret", "AdvancedSettings": table(mandatory="true")}
    assert change(tenant, "Secret", AdvancedSettings=table(color=""))["Settings"] == ["[mandatory, true]"]
    assert not tenant.run("Set-Label", "compliance", **again).changed
    tenant.run("New-LabelPolicy", "compliance", Name="All", Labels=["Secret"], Settings=table(siteandgroup="true"))
    tenant.run("Set-LabelPolicy", "compliance", Identity="All", AdvancedSettings=table(powerbi="true"))
    policy = tenant.run("Get-LabelPolicy", "compliance").rows[0]
    assert (policy["Settings"], policy["Labels"]) == (["[siteandgroup, true]", "[powerbi, true]"], ["Secret"])


def test_a_parent_is_known_by_its_id(tenant: Tenant) -> None:
    parent = new(tenant, "Secret")
    assert new(tenant, "Top", ParentId="Secret")["ParentId"] == parent["Guid"]
    assert new(tenant, "Low", ParentId=parent["Identity"])["ParentId"] == parent["Guid"]
    assert new(tenant, "Own", ParentId=parent["Guid"])["ParentId"] == parent["Guid"]
    assert change(tenant, "Top", RemoveParentLink=True)["ParentId"] is None
    with pytest.raises(CmdletError, match="couldn't be found"):
        new(tenant, "None", ParentId="nope")


def order(tenant: Tenant) -> list[str]:
    rows = tenant.run("Get-Label", "compliance").rows
    assert sorted(row["Priority"] for row in rows) == list(range(len(rows)))
    return [row["Name"] for row in sorted(rows, key=lambda row: int(row["Priority"]))]


@pytest.mark.parametrize(
    ("moved", "how", "after"),
    [
        ("C", {"Priority": 0}, "CABD"),
        ("A", {"Priority": 3}, "BCDA"),
        ("A", {"NextLabel": "D"}, "BCAD"),
        ("D", {"NextLabel": "A"}, "DABC"),
        ("A", {"PreviousLabel": "C"}, "BCAD"),
        ("D", {"PreviousLabel": "A"}, "ADBC"),
    ],
)
def test_a_label_moves_and_the_others_close_up(tenant: Tenant, moved: str, how: Mapping[str, Any], after: str) -> None:
    for name in "ABCD":
        new(tenant, name)
    change(tenant, moved, **how)
    assert order(tenant) == list(after)


@pytest.mark.parametrize("how", [{"Priority": 2}, {"Priority": 99}, {"NextLabel": "nope"}, {"PreviousLabel": "nope"}])
def test_a_label_cannot_go_where_nothing_is(tenant: Tenant, how: Mapping[str, Any]) -> None:
    new(tenant, "A")
    new(tenant, "B")
    with pytest.raises(CmdletError):
        change(tenant, "A", **how)
    assert order(tenant) == ["A", "B"]


def test_a_label_may_be_removed_by_force() -> None:
    tenant = Tenant()
    new(tenant, "Secret")
    assert tenant.run("Remove-Label", "compliance", Identity="Secret", ForceDeletion=True).changed
    assert not tenant.run("Get-Label", "compliance").rows
