# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parameters bind as PowerShell binds them: names, switches, coercion, hashtables, mandatory ones."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import pytest
from simulator.exchange.tenant import TABLE, TAG, Tenant, table

MANY = "#Collection(Exchange.GenericHashTable)"


def test_names_bind_in_any_case_and_only_whole(tenant: Tenant) -> None:
    assert tenant.run("gEt-mAiLbOx", identity="AdeleV").rows
    assert tenant.refusal("Get-Mailbox", Ident="AdeleV").text.endswith(" Ident")


@pytest.mark.parametrize("name", ["ErrorAction", "WarningAction", "Verbose", "debug"])
def test_common_parameters_do_no_harm(name: str, tenant: Tenant) -> None:
    assert len(tenant.send("Get-Mailbox", {"Identity": "AdeleV", name: "Stop"}).rows) == 1


@pytest.mark.parametrize("value", [True, "true", "True", "$true", 1])
def test_switches_and_booleans_take_many_forms_of_true(value: Any, tenant: Tenant) -> None:
    assert tenant.run("New-Mailbox", Name="Desk", Shared=value).rows[0]["IsShared"] is True
    tenant.run("Set-Mailbox", Identity="AdeleV", HiddenFromAddressListsEnabled=value)
    assert tenant.one("Get-Mailbox", Identity="AdeleV")["HiddenFromAddressListsEnabled"] is True


@pytest.mark.parametrize("value", ["yes", "", "maybe", [True]])
def test_other_words_are_no_boolean(value: Any, tenant: Tenant) -> None:
    assert "'AuditEnabled'" in tenant.refusal("Set-Mailbox", Identity="AdeleV", AuditEnabled=value).text


@pytest.mark.parametrize(("value", "shown"), [(100, 100), ("100", 100), ("0x10", 16), (7.0, 7)])
def test_numbers_come_from_text(value: Any, shown: int, tenant: Tenant) -> None:
    tenant.run("Set-Mailbox", Identity="AdeleV", ResourceCapacity=value)
    assert tenant.one("Get-Mailbox", Identity="AdeleV")["ResourceCapacity"] == shown


@pytest.mark.parametrize("value", ["ten", "1.5x", 2**31, "99999999999", None.__class__.__name__])
def test_what_is_no_number_of_its_width_fails(value: Any, tenant: Tenant) -> None:
    error = tenant.refusal("Set-Mailbox", Identity="AdeleV", ResourceCapacity=value)
    assert error.status == 400
    assert "System.Int32" in error.text


@pytest.mark.parametrize("value", ["50GB", "50 GB", 53687091200, "53687091200", "50 GB (53,687,091,200 bytes)"])
def test_sizes_are_kept_as_bytes_and_shown_both_ways(value: Any, tenant: Tenant) -> None:
    tenant.run("Set-Mailbox", Identity="AdeleV", ProhibitSendQuota=value)
    assert tenant.one("Get-Mailbox", Identity="AdeleV")["ProhibitSendQuota"] == "50 GB (53,687,091,200 bytes)"


@pytest.mark.parametrize(
    ("value", "shown"),
    [("30.00:00:00", "30.00:00:00"), ("06:30:00", "06:30:00"), (30, "30.00:00:00")],
)
def test_durations_have_one_form_when_read(value: Any, shown: str, tenant: Tenant) -> None:
    tenant.run("Set-Mailbox", Identity="AdeleV", RetainDeletedItemsFor=value)
    assert tenant.one("Get-Mailbox", Identity="AdeleV")["RetainDeletedItemsFor"] == shown


@pytest.mark.parametrize(
    "value", ["2027-01-31T10:00:00Z", "2027-01-31T12:00:00+02:00", "1/31/2027 10:00 AM", "2027-01-31 10:00:00"]
)
def test_dates_are_kept_in_utc(value: str, tenant: Tenant) -> None:
    tenant.run("Set-Mailbox", Identity="AdeleV", StartDateForRetentionHold=value)
    assert (
        tenant.one("Get-Mailbox", Identity="AdeleV")["StartDateForRetentionHold"] == "2027-01-31T10:00:00.0000000+00:00"
    )


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("ProhibitSendQuota", "much"),
        ("RetainDeletedItemsFor", "25:61:00"),
        ("LitigationHoldDate", "soon"),
        ("RulesQuota", -1),
    ],
)
def test_other_texts_do_not_convert(parameter: str, value: Any, tenant: Tenant) -> None:
    error = tenant.refusal("Set-Mailbox", Identity="AdeleV", **{parameter: value})
    assert f"'{parameter}'" in error.text
    assert error.exception_type.endswith(".CommandInvocation.ParameterTransformationException")


@pytest.mark.parametrize(
    ("cmdlet", "parameter", "taken", "wrong"),
    [
        ("Set-TransportConfig", "ExternalPostmasterAddress", ["post@contoso.com", ""], ["post", "post @contoso.com"]),
        ("Set-TransportConfig", "JournalingReportNdrTo", ["<>", "AdeleV@contoso.com"], ["nobody"]),
        ("Set-Mailbox", "ForwardingSmtpAddress", ["smtp:ann@fabrikam.com", "ann@fabrikam.com"], ["fabrikam.com"]),
        ("New-MailContact", "ExternalEmailAddress", ["X400:c=DE;a= ;p=Fabrikam"], ["smtp:ann", "ann"]),
        (
            "New-RemoteDomain",
            "DomainName",
            ["*", "*.fabrikam.com", "adatum.com"],
            ["a domain", "*fabrikam.com.", "a@b"],
        ),
    ],
)
def test_an_address_has_the_form_of_its_type(
    cmdlet: str, parameter: str, taken: list[str], wrong: list[str], tenant: Tenant
) -> None:
    who = {"Identity": "AdeleV"} if cmdlet == "Set-Mailbox" else {}
    for number, value in enumerate([*taken, *wrong]):
        named = {"Name": f"Name {number}"} if cmdlet.startswith("New-") else who
        if value in taken:
            tenant.run(cmdlet, **named, **{parameter: value})
            continue
        error = tenant.refusal(cmdlet, **named, **{parameter: value})
        assert f"'{parameter}'" in error.text
        assert error.exception_type.endswith("ParameterTransformationException")


def test_a_wrong_enum_value_lists_the_members(tenant: Tenant) -> None:
    text = tenant.refusal("Set-Mailbox", Identity="AdeleV", Type="Castle").text
    assert "Regular, Room, Equipment, Shared, Workspace" in text


def test_enums_match_by_a_unique_beginning(tenant: Tenant) -> None:
    tenant.run("Set-Mailbox", Identity="AdeleV", Type="sha")
    assert tenant.one("Get-Mailbox", Identity="AdeleV")["RecipientTypeDetails"] == "SharedMailbox"
    assert "too ambiguous" in tenant.refusal("Set-Mailbox", Identity="AdeleV", Type="r").text.replace("it is ", "")


@pytest.mark.parametrize("value", [{"Add": "AlexW"}, {"x": 1}])
def test_an_untagged_hashtable_arrives_as_a_jobject(value: Any, tenant: Tenant) -> None:
    text = tenant.refusal("Set-Mailbox", Identity="AdeleV", GrantSendOnBehalfTo=value).text
    assert "Newtonsoft.Json.Linq.JObject" in text
    assert "Newtonsoft.Json.Linq.JObject" in tenant.refusal("Get-Mailbox", Identity=value).text


def test_a_hashtable_is_no_plain_value(tenant: Tenant) -> None:
    assert tenant.refusal("Set-Mailbox", Identity="AdeleV", CustomAttribute1=table(Add="x")).status == 400
    assert "Add and Remove" in tenant.refusal("Set-Mailbox", Identity="AdeleV", GrantSendOnBehalfTo=table(Put="x")).text


def test_add_and_remove_change_a_list(tenant: Tenant) -> None:
    tenant.run("Set-Mailbox", Identity="AdeleV", GrantSendOnBehalfTo=["AlexW", "LeeG"])
    tenant.run("Set-Mailbox", Identity="AdeleV", GrantSendOnBehalfTo=table(ADD="MeganB", remove=["AlexW@contoso.com"]))
    assert tenant.one("Get-Mailbox", Identity="AdeleV")["GrantSendOnBehalfTo"] == ["Lee Gu", "Megan Bowen"]


def test_one_value_will_do_for_a_list(tenant: Tenant) -> None:
    tenant.run("Set-Mailbox", Identity="AdeleV", ExtensionCustomAttribute1="one")
    assert tenant.one("Get-Mailbox", Identity="AdeleV")["ExtensionCustomAttribute1"] == ["one"]


@pytest.mark.parametrize("value", [None, {TAG: TABLE}])
def test_a_list_is_cleared_in_two_ways(value: Any, tenant: Tenant) -> None:
    tenant.run("Set-Mailbox", Identity="AdeleV", ExtensionCustomAttribute1=["one"])
    assert tenant.run("Set-Mailbox", Identity="AdeleV", ExtensionCustomAttribute1=value).changed
    assert tenant.one("Get-Mailbox", Identity="AdeleV")["ExtensionCustomAttribute1"] == []


def test_an_empty_list_clears_none_unless_it_is_switched_on(tenant: Tenant) -> None:
    for switch, left in ("no_change", ["one"]), ("clear", []):
        tenant.organization.settings.update({"empty_list": switch})
        tenant.run("Set-Mailbox", Identity="AdeleV", ExtensionCustomAttribute1=["one"])
        tenant.run("Set-Mailbox", Identity="AdeleV", ExtensionCustomAttribute1=[])
        assert tenant.one("Get-Mailbox", Identity="AdeleV")["ExtensionCustomAttribute1"] == left


@pytest.mark.parametrize(("switch", "value"), [("null_list", None), ("empty_hashtable", {TAG: TABLE})])
def test_two_of_them_can_be_switched_to_change_nothing(switch: str, value: Any) -> None:
    tenant = Tenant(settings={switch: "no_change"})
    tenant.run("Set-Mailbox", Identity="AdeleV", ExtensionCustomAttribute1=["one"])
    assert not tenant.run("Set-Mailbox", Identity="AdeleV", ExtensionCustomAttribute1=value).changed


def test_null_clears_a_plain_value(tenant: Tenant) -> None:
    tenant.run("Set-Mailbox", Identity="AdeleV", ForwardingAddress="AlexW")
    tenant.run("Set-Mailbox", Identity="AdeleV", ForwardingAddress=None)
    assert tenant.one("Get-Mailbox", Identity="AdeleV")["ForwardingAddress"] is None


def test_hashtables_bind_with_their_tag_and_lists_of_them_with_a_sibling(tenant: Tenant) -> None:
    parameters: dict[str, Any] = {"Name": "Cards", "Policy": "Dlp"}
    tenant.run("New-DlpCompliancePolicy", "compliance", Name="Dlp", ExchangeLocation="All")
    entry = {"Name": "Credit Card Number"}
    name = "ContentContainsSensitiveInformation"
    with pytest.raises(Exception, match="JObject"):
        tenant.run("New-DlpComplianceRule", "compliance", **parameters, **{name: entry})
    good = {name: [entry], f"{name}@odata.type": MANY}
    row = tenant.run("New-DlpComplianceRule", "compliance", **parameters, **good).rows[0]
    assert row[name] == [[{TAG: TABLE, "_key": "Name", "_value": "Credit Card Number"}]]
    assert row[f"{name}@odata.type"] == MANY
    assert row["ParentPolicyName"] == "Dlp"


PACK = b'<RulePackage><RulePack id="3f2504e0-4f89-11d3-9a0c-0305e82c3301"/></RulePackage>'


@pytest.mark.parametrize(
    "data",
    [
        list(PACK),
        {TAG: "#Exchange.ByteArrayType", "Data": list(PACK)},
        {TAG: "#Exchange.ByteArrayType", "Data": b64encode(PACK).decode()},
    ],
)
def test_bytes_come_as_numbers_or_tagged(data: Any, tenant: Tenant) -> None:
    assert tenant.run("New-ClassificationRuleCollection", FileData=data).changed


@pytest.mark.parametrize("data", [[300], "no base64!", {"Data": [1]}, [80, 75], list(b"<Rules/>")])
def test_other_bytes_fail(data: Any, tenant: Tenant) -> None:
    assert tenant.refusal("New-ClassificationRuleCollection", FileData=data).status == 400


def test_missing_mandatory_parameters_are_named(tenant: Tenant) -> None:
    text = tenant.refusal("New-MailContact").text
    assert "missing mandatory parameters" in text
    assert "Name" in text
    assert "ExternalEmailAddress" in text


def test_mandatory_in_a_set_is_missed_where_nothing_else_names_the_object(tenant: Tenant) -> None:
    assert "Identity" in tenant.refusal("Remove-Mailbox").text


@pytest.mark.parametrize("size", [0, 1, 1000, "10", "Unlimited", "unlimited", None])
def test_result_size_is_checked_and_not_applied(size: Any, tenant: Tenant) -> None:
    assert len(tenant.run("Get-Mailbox", ResultSize=size).rows) == 40


@pytest.mark.parametrize("size", ["many", -1, [5], True and "1GB"])
def test_a_wrong_result_size_fails(size: Any, tenant: Tenant) -> None:
    assert "'ResultSize'" in tenant.refusal("Get-Mailbox", ResultSize=size).text


def test_secrets_are_taken_and_never_shown(tenant: Tenant) -> None:
    row = tenant.run("New-Mailbox", Name="Desk", Password="hunter2", MicrosoftOnlineServicesID="desk@contoso.com").rows[
        0
    ]
    assert "hunter2" not in str(row)


def test_plain_text_can_be_refused_where_ciphertext_is_due() -> None:
    tenant = Tenant(settings={"secure_string": "ciphertext"})
    error = tenant.refusal("New-Mailbox", Name="Desk", Password="hunter2")
    assert "could not be decrypted" in error.text
    assert "hunter2" not in error.text
    assert tenant.run("New-Mailbox", Name="Desk", Password="A" * 342 + "==").changed


def test_text_of_64_kb_fits_and_more_does_not(tenant: Tenant) -> None:
    tenant.run("New-TransportRule", Name="Long", ApplyHtmlDisclaimerText="x" * 65536)
    assert (
        "exceeds the maximum allowed size (64KB)"
        in tenant.refusal("New-TransportRule", Name="L", ApplyHtmlDisclaimerText="ü" * 40000).text
    )


@pytest.mark.parametrize(
    ("cmdlet", "values", "wrong"),
    [
        ("New-AntiPhishPolicy", {"TargetedDomainProtectionAction": "Quarantine"}, ["Quarantine", "MoveToJmf"]),
        ("New-AntiPhishPolicy", {"TargetedUserProtectionAction": "MoveToJmf"}, ["MoveToJmf", "Delete"]),
        ("Set-MailboxCalendarConfiguration", {"WeatherEnabled": "Disabled"}, True),
    ],
)
def test_a_type_is_the_one_that_was_seen_where_the_page_is_wrong(
    tenant: Tenant, cmdlet: str, values: dict[str, Any], wrong: object
) -> None:
    who = {"Name": "Shield"} if cmdlet.startswith("New-") else {"Identity": "AdeleV"}
    assert tenant.refusal(cmdlet, **who, **dict.fromkeys(values, wrong)).exception_type.endswith("Exception")
    tenant.run(cmdlet, **who, **values)
    shown = tenant.run(cmdlet.replace("New-", "Get-").replace("Set-", "Get-"), Identity=next(iter(who.values()))).rows[
        0
    ]
    assert {name: shown[name] for name in values} == values
