# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects of Security & Compliance: their identities, their Mode and Status over time, rows of DLP and of alerts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
from simulator.exchange.tenant import CONTOSO, Tenant, table

from exo_simulator.exchange import CmdletError
from exo_simulator.exchange.compliance import mode_of
from exo_simulator.exchange.tables import load

PLACE = "FFO.extest.microsoft.com/Microsoft Exchange Hosted Organizations/contoso.onmicrosoft.com/Configuration"
MADE: dict[str, dict[str, Any]] = {
    "AutoSensitivityLabelPolicy": {"Name": "A", "ApplySensitivityLabel": "Secret"},
    "ComplianceRetentionEventType": {"Name": "B"},
    "ComplianceTag": {"Name": "C", "RetentionAction": "Keep"},
    "DlpCompliancePolicy": {"Name": "D / d", "ExchangeLocation": ["All"]},
    "FilePlanPropertyAuthority": {"Name": "E"},
    "LabelPolicy": {"Name": "F", "Labels": ["Secret"]},
    "ProtectionAlert": {"Name": "G", "Category": "Others", "NotifyUser": ["a@contoso.com"], "ThreatType": "Activity"},
    "RetentionCompliancePolicy": {"Name": "H"},
}


def rows(tenant: Tenant, cmdlet: str, **asked: Any) -> list[Mapping[str, Any]]:
    return list(tenant.run(cmdlet, "compliance", **asked).rows)


def refusal(tenant: Tenant, cmdlet: str, **asked: Any) -> str:
    with pytest.raises(CmdletError) as caught:
        tenant.run(cmdlet, "compliance", **asked)
    return caught.value.text


@pytest.fixture
def made(tenant: Tenant) -> Tenant:
    tenant.run("New-Label", "compliance", Name="Secret", DisplayName="Secret", Tooltip="Keep it")
    for noun, values in MADE.items():
        tenant.run(f"New-{noun}", "compliance", **values)
    return tenant


@pytest.mark.parametrize("noun", MADE)
def test_an_identity_is_a_path_and_finds_its_object(made: Tenant, noun: str) -> None:
    name = MADE[noun]["Name"]
    row = rows(made, f"Get-{noun}", Identity=name)[0]
    assert row["Identity"] == row["Id"] == f"{PLACE}/{name}"
    assert row["DistinguishedName"].startswith(f"CN={name},CN=Configuration,CN=contoso.onmicrosoft.com,OU=")
    assert row["DistinguishedName"].endswith(",DC=FFO,DC=extest,DC=microsoft,DC=com")
    for identity in (row["Identity"].upper(), row["DistinguishedName"], row["Guid"]):
        assert [one["Guid"] for one in rows(made, f"Get-{noun}", Identity=identity)] == [row["Guid"]]
    assert "couldn't be found" in refusal(made, f"Get-{noun}", Identity=f"Elsewhere/{name}")


def test_a_case_is_known_by_its_id_and_a_rule_names_its_policy_twice(made: Tenant) -> None:
    case = rows(made, "New-ComplianceCase", Name="Case")[0]
    assert case["Identity"] == case["Guid"]
    rows(made, "New-DlpComplianceRule", Name="Rule", Policy="D / d", BlockAccess=True)
    rule, policy = rows(made, "Get-DlpComplianceRule", Identity="Rule")[0], rows(made, "Get-DlpCompliancePolicy")[0]
    assert (rule["Policy"], rule["ParentPolicyName"]) == (policy["Guid"], policy["Name"])
    assert (rule["Workload"], policy["Workload"]) == ("Exchange", "Exchange")


@pytest.mark.parametrize("noun", MADE)
def test_what_is_removed_is_read_for_minutes_and_then_gone(made: Tenant, noun: str) -> None:
    name = MADE[noun]["Name"]
    assert rows(made, f"Get-{noun}", Identity=name)[0]["Mode"] == mode_of(noun)
    made.run(f"Remove-{noun}", "compliance", Identity=name)
    assert rows(made, f"Get-{noun}", Identity=name)[0]["Mode"] == "PendingDeletion"
    assert not made.run(f"Remove-{noun}", "compliance", Identity=name).changed
    assert "already being used" in refusal(made, f"New-{noun}", **MADE[noun])
    made.clock.advance(180)
    assert "couldn't be found" in refusal(made, f"Get-{noun}", Identity=name)
    assert rows(made, f"New-{noun}", **MADE[noun])


@pytest.mark.parametrize("noun", ["ComplianceRetentionEventType", "ComplianceTag", "FilePlanPropertyAuthority"])
def test_a_second_removal_by_force_ends_it_at_once(made: Tenant, noun: str) -> None:
    name = MADE[noun]["Name"]
    made.run(f"Remove-{noun}", "compliance", Identity=name)
    made.run(f"Remove-{noun}", "compliance", Identity=name, ForceDeletion=True)
    assert "couldn't be found" in refusal(made, f"Get-{noun}", Identity=name)
    rows(made, f"New-{noun}", **MADE[noun])
    made.clock.advance(180)
    assert rows(made, f"Get-{noun}", Identity=name), "the new one stays"


CARD = {"name": "Credit Card Number", "id": "50842eb7-edc8-4019-85dd-5a5c1f2bb085"}


@pytest.mark.parametrize(
    ("condition", "taken"),
    [
        (CARD, True),
        ({"id": CARD["id"]}, True),
        ({"name": "SWIFT Code", "id": "cb2ab58c-9cb8-4c81-baf8-a4e106791df4"}, True),
        ({"name": "Iceland Something", "id": "3f2504e0-4f89-11d3-9a0c-0305e82c3301"}, False),
        ({"name": "Finance", "id": "3f2504e0-4f89-11d3-9a0c-0305e82c3301", "classifiertype": "MLModel"}, True),
        ({"groups": [{"operator": "Or", "name": "Default", "sensitivetypes": [CARD]}], "operator": "And"}, True),
    ],
)
def test_a_condition_names_types_by_id_or_name(tenant: Tenant, condition: dict[str, Any], taken: bool) -> None:
    tenant.run("New-DlpCompliancePolicy", "compliance", Name="Cards", ExchangeLocation=["All"])
    rule = {"Name": "Rule", "Policy": "Cards", "ContentContainsSensitiveInformation": [condition]}
    if taken:
        assert tenant.run("New-DlpComplianceRule", "compliance", **rule).rows
        return
    with pytest.raises(CmdletError, match="couldn't be found"):
        tenant.run("New-DlpComplianceRule", "compliance", **rule)


def test_built_in_types_have_the_ids_of_their_pages_in_both_services(tenant: Tenant) -> None:
    row = tenant.run("Get-DlpSensitiveInformationType", "compliance", Identity=CARD["name"]).rows[0]
    assert {row["Id"], row["Identity"], row["Guid"]} == {CARD["id"]}
    tenant.run("Set-DataClassification", Identity=CARD["id"], Description="Cards", Name="Cards")
    assert tenant.one("Get-DataClassification", Identity=CARD["id"])["Description"] == "Cards"


def test_what_is_pending_cannot_be_changed_and_nobody_else_can_make_it_so(made: Tenant) -> None:
    made.run("Remove-DlpCompliancePolicy", "compliance", Identity="D / d")
    assert "pending deletion" in refusal(made, "Set-DlpCompliancePolicy", Identity="D / d", Comment="x")
    for cmdlet, asked in (
        ("New-DlpCompliancePolicy", {"Name": "X"}),
        ("Set-AutoSensitivityLabelPolicy", {"Identity": "A"}),
        ("New-AutoSensitivityLabelPolicy", {"Name": "X", "ApplySensitivityLabel": "Secret"}),
    ):
        assert "PendingDeletion" in refusal(made, cmdlet, **asked, Mode="PendingDeletion"), cmdlet


def test_a_policy_tells_by_its_mode_whether_it_is_on(made: Tenant) -> None:
    for mode, on in (("TestWithNotifications", True), ("Disable", False), ("Enable", True)):
        made.run("Set-DlpCompliancePolicy", "compliance", Identity="D / d", Mode=mode)
        assert rows(made, "Get-DlpCompliancePolicy")[0]["Enabled"] is on


def test_a_case_closes_after_a_while_unless_it_is_opened_again(tenant: Tenant) -> None:
    tenant.run("New-ComplianceCase", "compliance", Name="Case")
    seen = [rows(tenant, "Get-ComplianceCase")[0]["Status"]]
    for switch, wait in (("Close", 0), ("Reopen", 180), ("Close", 180), ("Reopen", 0)):
        tenant.run("Set-ComplianceCase", "compliance", Identity="Case", **{switch: True})
        tenant.clock.advance(wait)
        seen.append(rows(tenant, "Get-ComplianceCase")[0]["Status"])
    assert seen == ["Active", "Closing", "Active", "Closed", "Active"]


def test_everything_may_happen_at_once() -> None:
    tenant = Tenant(settings={**CONTOSO["settings"], "compliance_pace": "at_once"})
    tenant.run("New-ComplianceTag", "compliance", Name="C")
    tenant.run("New-ComplianceCase", "compliance", Name="Case")
    tenant.run("Remove-ComplianceTag", "compliance", Identity="C")
    tenant.run("Set-ComplianceCase", "compliance", Identity="Case", Close=True)
    assert not rows(tenant, "Get-ComplianceTag")
    assert rows(tenant, "Get-ComplianceCase")[0]["Status"] == "Closed"


GROUPS = {
    "operator": "And",
    "groups": [{"operator": "Or", "name": "Default", "sensitivetypes": [{"name": "IP Address"}]}],
}


@pytest.mark.parametrize(
    "condition",
    [
        [{"name": "Credit Card Number"}],
        [{"name": "EU Debit Card Number", "minCount": "1"}, {"name": "SWIFT Code"}],
        [GROUPS],
    ],
)
def test_conditions_need_no_types_and_read_back_as_pairs(made: Tenant, condition: list[dict[str, Any]]) -> None:
    name = "ContentContainsSensitiveInformation"
    rows(made, "New-DlpComplianceRule", Name="Rule", Policy="D / d", **{name: condition})
    row = rows(made, "Get-DlpComplianceRule", Identity="Rule")[0]
    assert [plain(entry) for entry in row[name]] == condition
    assert {pair["@odata.type"] for entry in row[name] for pair in entry} == {"#Exchange.GenericHashTable"}
    made.organization.settings.update({"rule_tables": "maps"})
    assert rows(made, "Get-DlpComplianceRule", Identity="Rule")[0][name] == condition


def plain(pairs: Any) -> Any:
    """Pairs of _key and _value as a map."""
    held = {pair["_key"]: pair["_value"] for pair in pairs}
    return {key: [plain(one) for one in value] if isinstance(value, list) else value for key, value in held.items()}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"ContentContainsSensitiveInformation": [{"name": "No such number"}]}, "No such number"),
        ({"ExceptIfContentContainsSensitiveInformation": [{"Name": "No such number"}]}, "No such number"),
        (
            {"ContentContainsSensitiveInformation": [{"groups": [{"sensitivetypes": [{"name": "Nor this"}]}]}]},
            "Nor this",
        ),
        ({"AdvancedRule": "{}", "AccessScope": "NotInOrganization"}, "AdvancedRule"),
        ({"AdvancedRule": "{}", "SubjectContainsWords": ["x"]}, "SubjectContainsWords"),
        ({"AdvancedRule": "{}", "ExceptIfFromScope": "InOrganization"}, "ExceptIfFromScope"),
    ],
)
def test_conditions_that_cannot_be_are_refused(made: Tenant, asked: Mapping[str, Any], said: str) -> None:
    assert said in refusal(made, "New-DlpComplianceRule", Name="Rule", Policy="D / d", **asked)
    rows(made, "New-DlpComplianceRule", Name="Rule", Policy="D / d", BlockAccess=True)
    assert said in refusal(made, "Set-DlpComplianceRule", Identity="Rule", **asked)


def test_a_rule_that_has_an_advanced_rule_takes_no_condition_beside_it(made: Tenant) -> None:
    rows(made, "New-DlpComplianceRule", Name="Rule", Policy="D / d", AdvancedRule="{}")
    for name, value in (("AccessScope", "NotInOrganization"), ("ContentIsNotLabeled", True)):
        assert name in refusal(made, "Set-DlpComplianceRule", Identity="Rule", **{name: value})
    made.run("Set-DlpComplianceRule", "compliance", Identity="Rule", BlockAccess=True)
    made.run("Set-DlpComplianceRule", "compliance", Identity="Rule", AdvancedRule="", AccessScope="NotInOrganization")
    assert rows(made, "Get-DlpComplianceRule", Identity="Rule")[0]["AccessScope"] == "NotInOrganization"


def test_a_maps_own_settings_do_need_a_type(made: Tenant) -> None:
    assert "JObject" in refusal(made, "Set-Label", Identity="Secret", AdvancedSettings={"color": "#40e0d0"})
    rows(made, "Set-Label", Identity="Secret", AdvancedSettings=table(color="#40e0d0"))


def test_a_type_of_ones_own_can_be_asked_for(made: Tenant) -> None:
    kinds = rows(made, "Get-DlpSensitiveInformationType")
    assert len(kinds) == len(load("seeds_lazy")["DlpSensitiveInformationType"])
    own = rows(made, "New-DlpSensitiveInformationType", Name="Badge number", Description="Ours")[0]
    for wanted in ({"name": "Badge number"}, {"id": own["Guid"]}, {"id": kinds[3]["Guid"]}):
        condition = [wanted]
        name = f"Rule {wanted}"
        rows(made, "New-DlpComplianceRule", Name=name, Policy="D / d", ContentContainsSensitiveInformation=condition)


def test_there_are_fifty_system_alerts_that_stay_what_they_are(made: Tenant) -> None:
    alerts = rows(made, "Get-ProtectionAlert")
    system = [row for row in alerts if row["IsSystemRule"]]
    assert (len(system), len(alerts)) == (50, 51)
    delayed = rows(made, "Get-ProtectionAlert", Identity="Messages have been delayed")[0]
    assert (delayed["Threshold"], delayed["TimeWindow"], delayed["StreamType"]) == (2000, 60, "Mail")
    for name in ("Messages have been delayed", "Creation of forwarding/redirect rule", system[7]["Identity"]):
        assert "remove the default" in refusal(made, "Remove-ProtectionAlert", Identity=name, ForceDeletion=True)
        assert "Severity" in refusal(made, "Set-ProtectionAlert", Identity=name, Severity="Medium", Threshold=7)
        made.run("Set-ProtectionAlert", "compliance", Identity=name, NotifyUser=["soc@contoso.com"], Disabled=True)
        row = rows(made, "Get-ProtectionAlert", Identity=name)[0]
        assert (row["NotifyUser"], row["Disabled"]) == (["soc@contoso.com"], True)
    own = rows(made, "Get-ProtectionAlert", Identity="G")[0]
    assert (own["IsSystemRule"], own["Scenario"], own["CreatedBy"]) == (False, "AuditProtectionAlert", made.caller.name)


@pytest.mark.parametrize("noun", ["DlpCompliancePolicy", "DlpComplianceRule", "ProtectionAlert"])
def test_rows_have_what_live_rows_have(made: Tenant, noun: str) -> None:
    rows(made, "New-DlpComplianceRule", Name="Rule", Policy="D / d", BlockAccess=True)
    row, kinds = rows(made, f"Get-{noun}")[-1], load("observed")[noun]
    assert {name for names in kinds.values() for name in names} <= set(row)
    assert all(isinstance(row[name], bool) for name in kinds["bool"])
    assert all(isinstance(row[name], list) for name in kinds["list"])


@pytest.mark.parametrize(
    ("action", "told"),
    [
        ({"Purge": True, "PurgeType": "SoftDelete"}, "Purge Type: SoftDelete;"),
        ({"Export": True, "EnableDedupe": True}, "EnableDedupe: True;"),
        ({"Report": True, "Scope": "IndexedItemsOnly"}, "Scope: IndexedItemsOnly;"),
    ],
)
def test_an_action_of_a_search_tells_what_it_did(tenant: Tenant, action: Mapping[str, Any], told: str) -> None:
    tenant.run("New-ComplianceSearch", "compliance", Name="S", ExchangeLocation=["All"])
    seen = [rows(tenant, "Get-ComplianceSearch")[0]["Status"]]
    tenant.run("Start-ComplianceSearch", "compliance", Identity="S")
    seen.append(rows(tenant, "Get-ComplianceSearch")[0]["Status"])
    assert seen == ["NotStarted", "Completed"]
    rows(tenant, "New-ComplianceSearchAction", SearchName=["S"], **action)
    row = rows(tenant, "Get-ComplianceSearchAction")[0]
    assert told in row["Results"]
    assert (row["Status"], row["Name"]) == ("Completed", f"S_{next(iter(action))}")


def test_role_groups_of_the_service_have_roles_of_their_own(tenant: Tenant) -> None:
    groups = {row["Name"]: row for row in rows(tenant, "Get-RoleGroup")}
    for name, role in (
        ("eDiscovery Manager", "Custodian"),
        ("Reviewer", "Review"),
        ("Audit Reader", "View-Only Audit Logs"),
    ):
        assert role in groups[name]["Roles"]
        assert groups[name]["DisplayName"] == name
    of_exchange = tenant.run("Get-RoleGroup").rows
    assert "Custodian" not in {role for row in of_exchange for role in row["Roles"]}
    rows(tenant, "New-RoleGroup", Name="Ours", Roles=["Review"], Members=["AdeleV"])
    assert [row["Name"] for row in rows(tenant, "Get-RoleGroupMember", Identity="Ours")] == ["Adele Vance"]
    assert tenant.refusal("Get-RoleGroup", Identity="Ours")


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ({"ExchangeLocation": ["AdeleV@contoso.com"]}, ["AdeleV@contoso.com"]),
        ({"ExchangeLocation": ["All"]}, ["AdeleV@contoso.com", "AlexW@contoso.com"]),
        (
            {"ExchangeLocation": ["AlexW@contoso.com"], "SharePointLocation": ["https://contoso.sharepoint.com"]},
            ["AlexW@contoso.com", "https://contoso.sharepoint.com"],
        ),
    ],
)
def test_a_search_that_is_completed_tells_of_each_place(where: dict[str, Any], told: list[str]) -> None:
    tenant = Tenant(mailboxes=2)

    def seen() -> Mapping[str, Any]:
        row: Mapping[str, Any] = tenant.run("Get-ComplianceSearch", "compliance", Identity="S").rows[0]
        return row

    tenant.run("New-ComplianceSearch", "compliance", Name="S", **where)
    assert (seen()["Items"], seen()["JobProgress"], seen()["JobEndTime"], seen()["SuccessResults"]) == (
        0,
        0,
        None,
        None,
    )
    tenant.run("Start-ComplianceSearch", "compliance", Identity="S")
    assert re.findall(r"Location: (\S+), Item count: 0, Total size: 0", seen()["SuccessResults"]) == told
    assert (seen()["JobProgress"], seen()["JobEndTime"] is None) == (100, False)


def test_actions_go_with_their_search_and_places_one_by_one(tenant: Tenant) -> None:
    tenant.run("New-ComplianceSearch", "compliance", Name="S", ExchangeLocation=["All"], PublicFolderLocation=["All"])
    tenant.run("Set-ComplianceSearch", "compliance", Identity="S", RemovePublicFolderLocation=["All"])
    row = tenant.run("Get-ComplianceSearch", "compliance", Identity="S").rows[0]
    assert (row["PublicFolderLocation"], "RemovePublicFolderLocation" in row) == ([], False)
    tenant.run("Start-ComplianceSearch", "compliance", Identity="S")
    tenant.run("New-ComplianceSearchAction", "compliance", SearchName="S", Purge=True, PurgeType="SoftDelete")
    tenant.run("Remove-ComplianceSearch", "compliance", Identity="S")
    assert not tenant.run("Get-ComplianceSearchAction", "compliance").rows
