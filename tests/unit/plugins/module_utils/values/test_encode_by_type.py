# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values by the documented type of their parameter: each kind, on cmdlets of Microsoft's reference."""

from __future__ import annotations

import json
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.m365.exchange.plugins.module_utils._catalogue.cmdlets import find, types
from ansible_collections.m365.exchange.plugins.module_utils._catalogue.did_you_mean import documented_names
from ansible_collections.m365.exchange.plugins.module_utils._catalogue.parameter_types import (
    INTEGER_BOUNDS,
    kind_of_type,
    short_name,
)
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._redaction.secret_rules import is_secret
from ansible_collections.m365.exchange.plugins.module_utils._values.encode_by_type import with_constants
from ansible_collections.m365.exchange.plugins.module_utils._values.encode_parameters import encode
from ansible_collections.m365.exchange.plugins.module_utils._values.value_settings import ValueSettings
from support.rows import each_row

TAG = "#Exchange.GenericHashTable"
AS_SHIPPED = ValueSettings()


def sent(cmdlet: str, name: str, value: Any, settings: ValueSettings = AS_SHIPPED) -> Any:
    return encode(cmdlet, {name: value}, settings)[name]


def refused(cmdlet: str, name: str, value: Any) -> str:
    with pytest.raises(Failure) as caught:
        encode(cmdlet, {name: value})
    assert caught.value.key == "parameter-value"
    assert name in caught.value.line
    assert cmdlet in caught.value.line
    assert "\n" not in caught.value.line
    return caught.value.line


# What is given, and what JSON has; the type is in the comment.
CASES: list[tuple[str, str, Any, Any]] = [
    # Switch
    ("Get-Mailbox", "Archive", True, True),
    ("Get-Mailbox", "Archive", False, False),
    ("Get-Mailbox", "Archive", "true", True),
    ("Get-Mailbox", "Archive", "False", False),
    ("Get-Mailbox", "Archive", "$true", True),
    ("Get-Mailbox", "Archive", 1, True),
    # Boolean
    ("Set-Mailbox", "HiddenFromAddressListsEnabled", "$False", False),
    ("Set-Mailbox", "HiddenFromAddressListsEnabled", None, None),
    ("Set-Mailbox", "hiddenfromaddresslistsenabled", "TRUE", True),
    # Int32, Int64, UInt32
    ("Set-TransportRule", "Priority", "10", 10),
    ("Set-TransportRule", "Priority", 10, 10),
    ("Set-TransportRule", "Priority", 10.0, 10),
    ("Set-TransportRule", "Priority", "0x1F", 31),
    ("Set-TransportRule", "Priority", "1kb", 1024),
    ("Set-TransportRule", "Priority", "-1", -1),
    # String, and identities
    ("Set-Mailbox", "Office", "01067", "01067"),
    ("Set-Mailbox", "Office", "", ""),
    ("Set-Mailbox", "Office", "Off", "Off"),
    ("Set-Mailbox", "Office", "10.50", "10.50"),
    ("Set-Mailbox", "Identity", "4711", "4711"),
    ("Set-Mailbox", "Identity", "anna@contoso.com", "anna@contoso.com"),
    # MultiValuedProperty and arrays
    ("Set-Mailbox", "GrantSendOnBehalfTo", ["a", "b"], ["a", "b"]),
    ("Set-Mailbox", "GrantSendOnBehalfTo", "a", "a"),
    ("Set-Mailbox", "GrantSendOnBehalfTo", None, None),
    ("Set-Mailbox", "GrantSendOnBehalfTo", [], None),
    ("Set-Mailbox", "GrantSendOnBehalfTo", {"Add": ["a"], "Remove": "b"},
     {"@odata.type": TAG, "Add": ["a"], "Remove": "b"}),
    ("New-TransportRule", "SubjectContainsWords", ["2026", "secret"], ["2026", "secret"]),
    ("New-TransportRule", "From", ["a@contoso.com", "7"], ["a@contoso.com", "7"]),
    # PswsHashtable
    ("Set-Label", "AdvancedSettings", {"color": "#ff0000"}, {"@odata.type": TAG, "color": "#ff0000"}),
    # dates
    ("Set-MailboxAutoReplyConfiguration", "StartTime", "9/30/2026 5:00 PM", "2026-09-30T17:00:00.0000000Z"),
    ("Get-MessageTraceV2", "StartDate", "2026-09-01", "2026-09-01T00:00:00.0000000Z"),
    ("Get-AdaptiveScopeMembers", "StartDateTime", "2026-09-01T00:00:00+02:00", "2026-08-31T22:00:00.0000000Z"),
    # time spans
    ("Set-Mailbox", "RetainDeletedItemsFor", "14.00:00:00", "14.00:00:00"),
    ("Set-Mailbox", "RetainDeletedItemsFor", 30, "30.00:00:00"),
    ("New-QuarantinePolicy", "EndUserSpamNotificationFrequency", "P1D", "1.00:00:00"),
    # sizes
    ("Set-Mailbox", "RulesQuota", "256KB", "256KB"),
    ("Set-Mailbox", "RulesQuota", 262_144, "262144"),
    ("New-DlpComplianceRule", "DocumentSizeOver", "10 MB", "10 MB"),
    # Unlimited<T>
    ("Set-Mailbox", "ProhibitSendQuota", "unlimited", "Unlimited"),
    ("Set-Mailbox", "ProhibitSendQuota", "49.5GB", "49.5GB"),
    ("Set-Mailbox", "RecipientLimits", 500, "500"),
    ("Get-Mailbox", "ResultSize", 7, 7),
    ("Get-Mailbox", "ResultSize", "Unlimited", "Unlimited"),
    # Guid
    ("Set-MailUser", "ExchangeGuid", "0f2c7d1e-9a4b-4c5d-8e6f-1234567890ab", "0f2c7d1e-9a4b-4c5d-8e6f-1234567890ab"),
    # Byte[]
    ("New-DlpSensitiveInformationTypeRulePackage", "FileData", "AQL/", [1, 2, 255]),
    ("New-DlpSensitiveInformationTypeRulePackage", "FileData", [1, 2, 255], [1, 2, 255]),
    ("New-DlpSensitiveInformationTypeRulePackage", "FileData", b"\x00\x01", [0, 1]),
    ("New-DlpSensitiveInformationTypeRulePackage", "FileData", "", []),
    # enumerations
    ("New-TransportRule", "Mode", "Enforce", "Enforce"),
    ("New-RetentionPolicyTag", "RetentionAction", "PermanentlyDelete", "PermanentlyDelete"),
    # what the catalogue does not know
    ("Set-Mailbox", "Unheard", "10", "10"),
    ("Set-Mailbox", "Unheard", True, True),
    ("Invoke-Unheard", "Date", "1/2/2026", "1/2/2026"),
]  # fmt: skip


@each_row(("cmdlet", "name", "value", "expected"), CASES)
def test_each_kind_goes_out_as_documented(cmdlet: str, name: str, value: Any, expected: Any) -> None:
    (sent,) = list(encode(cmdlet, {name: value}).items())
    got_name, got = sent
    assert got_name.lower() == name.lower()
    assert got == expected
    assert type(got) is type(expected)


@each_row(
    ("cmdlet", "name", "value", "words"),
    [
        ("Set-Mailbox", "HiddenFromAddressListsEnabled", "yes", "true or false, and the value is 'yes'"),
        ("Set-Mailbox", "HiddenFromAddressListsEnabled", 2, "a number"),
        ("Set-Mailbox", "HiddenFromAddressListsEnabled", [True], "a list"),
        ("Set-Mailbox", "HiddenFromAddressListsEnabled", "", "''"),
        ("Get-Mailbox", "Archive", {"a": 1}, "a map"),
        ("Set-TransportRule", "Priority", "ten", "'ten'"),
        ("Set-TransportRule", "Priority", "1,000", "'1,000'"),
        ("Set-TransportRule", "Priority", 1.5, "'1.5'"),
        ("Set-TransportRule", "Priority", True, "true or false"),
        ("Set-TransportRule", "Priority", 2**31, "to 2147483647"),
        ("Set-TransportRule", "Priority", 10**500, "to 2147483647"),
        ("Set-TransportRule", "Priority", "9" * 400, "to 2147483647"),
        ("Set-TransportRule", "Priority", float("nan"), "'nan'"),
        ("Set-TransportRule", "Priority", float("inf"), "'inf'"),
        ("Set-Mailbox", "Office", False, "off"),
        ("Set-Mailbox", "Office", ["a"], "a list"),
        ("Set-Mailbox", "Office", {"a": 1}, "a map"),
        ("Set-Mailbox", "Office", float("nan"), "the number nan"),
        ("Set-Mailbox", "Office", 1e300, "the number 1e+300"),
        ("Set-Mailbox", "Identity", True, "quotation marks"),
        ("New-TransportRule", "Mode", False, "quotation marks"),
        ("New-TransportRule", "SubjectContainsWords", ["a", True], "quotation marks"),
        ("Set-Label", "AdvancedSettings", "color=red", "a map"),
        ("New-DlpComplianceRule", "ContentContainsSensitiveInformation", ["U.S. SSN"], "a map"),
        ("Get-MessageTraceV2", "StartDate", "1/2/2026", "two ways"),
        ("Get-MessageTraceV2", "StartDate", "yesterday", "'yesterday'"),
        ("Get-MessageTraceV2", "StartDate", True, "no date"),
        ("Set-Mailbox", "RetainDeletedItemsFor", "two weeks", "'two weeks'"),
        ("Set-Mailbox", "RetainDeletedItemsFor", 1_209_600, "seconds"),
        ("Set-Mailbox", "RulesQuota", "lots", "'lots'"),
        ("Set-MailUser", "ExchangeGuid", "not-a-guid", "8-4-4-4-12"),
        ("Set-Mailbox", "RecipientLimits", True, "quotation marks"),
        ("New-DlpSensitiveInformationTypeRulePackage", "FileData", "not base64!", "base64"),
        ("New-DlpSensitiveInformationTypeRulePackage", "FileData", "QQ", "base64"),
        ("New-DlpSensitiveInformationTypeRulePackage", "FileData", [1, 256], "256"),
        ("New-DlpSensitiveInformationTypeRulePackage", "FileData", True, "bytes"),
        ("Set-Mailbox", "Office", "a\x1bb", "U+001B"),
        ("Set-Mailbox", "Office", "\ud800", "surrogate"),
        ("Set-Mailbox", "MailTip", "x" * 70_000, "64 KB"),
    ],
)
def test_wrong_kind_is_explained(cmdlet: str, name: str, value: Any, words: str) -> None:
    assert words in refused(cmdlet, name, value)


@each_row(
    ("cmdlet", "name"),
    [
        ("Get-Mailbox", "Archive"),
        ("Set-Mailbox", "HiddenFromAddressListsEnabled"),
        ("Set-TransportRule", "Priority"),
        ("Set-DefaultTenantMyAnalyticsFeatureConfig", "SamplingRate"),
        ("Set-Mailbox", "MailTip"),
        ("Set-Mailbox", "WindowsEmailAddress"),
        ("Set-MailUser", "ExchangeGuid"),
        ("Get-MessageTraceV2", "StartDate"),
        ("Set-Mailbox", "RetainDeletedItemsFor"),
        ("Set-Mailbox", "RulesQuota"),
        ("Set-Mailbox", "RecipientLimits"),
        ("New-Mailbox", "Password"),
        ("Set-MailboxCalendarConfiguration", "WeekStartDay"),
        ("Set-MailboxAutoReplyConfiguration", "AutoReplyState"),
        ("New-RetentionPolicyTag", "RetentionAction"),
    ],
)
def test_a_list_is_refused_where_one_value_is_taken(cmdlet: str, name: str) -> None:
    assert "a list. Write one value; a text with commas" in refused(cmdlet, name, ["one", "other"])


@pytest.mark.parametrize(
    ("cmdlet", "name"),
    [
        ("Set-MailboxCalendarConfiguration", "WeekStartDay"),
        ("Set-MailboxAutoReplyConfiguration", "ExternalAudience"),
        ("New-InboxRule", "MarkImportance"),
    ],
)
def test_several_words_are_refused_where_one_is_chosen(cmdlet: str, name: str) -> None:
    assert "several. Write one of the words." in refused(cmdlet, name, "Monday, Tuesday")
    assert sent("Set-MailboxCalendarConfiguration", "WorkDays", "Monday, Tuesday") == "Monday, Tuesday"


def test_huge_values_are_not_shown_whole() -> None:
    assert len(refused("Set-TransportRule", "Priority", "9" * 400)) < 500
    assert len(refused("Get-MessageTraceV2", "StartDate", "x" * 10_000)) < 500


@pytest.mark.parametrize(
    ("form", "expected"),
    [("empty_list", []), ("no_value", None), ("empty_hashtable", {"@odata.type": TAG})],
)
def test_empty_list_clears_in_the_chosen_form(
    form: Literal["empty_list", "no_value", "empty_hashtable"], expected: Any
) -> None:
    for cmdlet, name in (("Set-Mailbox", "GrantSendOnBehalfTo"), ("Set-TransportRule", "SubjectContainsWords")):
        assert sent(cmdlet, name, [], ValueSettings(clear_list=form)) == expected
    assert sent("Set-Mailbox", "Unheard", [], ValueSettings(clear_list=form)) == []


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("numbers", [1, 2]),
        ("tagged_numbers", {"@odata.type": "#Exchange.ByteArrayType", "Data": [1, 2]}),
        ("tagged_base64", {"@odata.type": "#Exchange.ByteArrayType", "Data": "AQI="}),
    ],
)
def test_bytes_in_the_chosen_form(form: Literal["numbers", "tagged_numbers", "tagged_base64"], expected: Any) -> None:
    settings = ValueSettings(byte_form=form)
    assert sent("New-DlpSensitiveInformationTypeRulePackage", "FileData", "AQI=", settings) == expected
    several = encode("New-DlpSensitiveInformationTypeRulePackage", {"FileData": ["AQI=", "Aw=="]}, settings)
    data = ["AQI=", "Aw=="] if form == "tagged_base64" else [[1, 2], [3]]
    assert several == {
        "FileData@odata.type": "#Collection(Exchange.ByteArrayType)",
        "FileData": [{"Data": one} for one in data],
    }


def test_long_bytes_are_no_long_text() -> None:
    for form in ("numbers", "tagged_base64"):
        got = sent(
            "New-DlpSensitiveInformationTypeRulePackage", "FileData", b"x" * 100_000, ValueSettings(byte_form=form)
        )
        assert json.dumps(got)


@each_row(
    ("form", "text", "expected"),
    [
        ("quoted", "IsDirSynced -eq $true", "IsDirSynced -eq 'True'"),
        ("plain", "IsDirSynced -eq $true", "IsDirSynced -eq True"),
        ("as_given", "IsDirSynced -eq $true", "IsDirSynced -eq $true"),
        ("quoted", "(A -eq $FALSE) -and (B -eq ($true))", "(A -eq 'False') -and (B -eq 'True')"),
        ("quoted", "A -eq '$true' -or B -eq $true", "A -eq '$true' -or B -eq 'True'"),
        ("quoted", "A -eq 'it''s $true' -or B -ne $null", "A -eq 'it''s $true' -or B -ne $null"),
        ("quoted", "A -eq $truest", "A -eq $truest"),
        ("quoted", "", ""),
    ],
)
def test_constants_in_filters(form: Literal["quoted", "plain", "as_given"], text: str, expected: str) -> None:
    assert with_constants(text, form) == expected
    assert sent("Get-Mailbox", "Filter", text, ValueSettings(filter_constants=form)) == expected
    assert sent("Set-Mailbox", "Office", text, ValueSettings(filter_constants=form)) == text


def test_without_the_catalogue_values_go_as_they_are() -> None:
    settings = ValueSettings(by_catalogue=False)
    values: list[Any] = ["1/2/2026", True, 5, [], {"a": 1}]
    for value in values:
        got = sent("Get-MessageTraceV2", "StartDate", value, settings)
        assert got == ({"@odata.type": TAG, **value} if isinstance(value, dict) else value)


def test_every_type_of_the_catalogue_has_a_kind() -> None:
    kinds = {one: kind_of_type(one) for one in types()}
    assert kinds["System.DateTime"] == kinds["ExDateTime"] == "date"
    assert kinds["Microsoft.Exchange.Data.ByteQuantifiedSize"] == "size"
    assert kinds["Microsoft.Exchange.Data.EnhancedTimeSpan"] == "time span"
    assert kinds["System.UInt64"] == "integer"
    assert kinds["<MultiValuedProperty>"] == "list"
    assert kinds["Microsoft.Exchange.Management.RestApiClient.Unlimited`1[System.UInt32]"] == "unlimited"
    assert kinds["System.Collections.Hashtable[]"] == "hashtable"
    assert kinds["System.String"] == kinds["string"] == "text"
    assert {short_name(one) for one, kind in kinds.items() if kind == "integer"} == set(INTEGER_BOUNDS)


ANYTHING: st.SearchStrategy[Any] = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.just([]) | st.just({})
)


@given(st.sampled_from(sorted(documented_names().values())), st.data())
def test_any_value_for_any_parameter_is_json_or_one_clear_line(cmdlet: str, data: st.DataObject) -> None:
    known = find(cmdlet)
    assert known is not None
    if not known.parameters:
        return
    name = data.draw(st.sampled_from(sorted(known.parameters)))
    value = data.draw(ANYTHING | st.lists(ANYTHING, max_size=3))
    if is_secret(known, name):
        return
    line = ""
    try:
        got = encode(cmdlet, {name: value})
        assert json.loads(json.dumps(got, allow_nan=False)) == got
    except Failure as error:
        line = error.line
    assert "\n" not in line


@each_row(
    ("cmdlet", "name"),
    [
        ("Set-Mailbox", "LitigationHoldDuration"),
        ("New-RetentionComplianceRule", "RetentionDuration"),
        ("New-MobileDeviceMailboxPolicy", "PasswordExpiration"),
        ("Set-Mailbox", "MaxSendSize"),
    ],
)
@each_row(
    ("written", "expected"),
    [
        ("PT31536000S", "365.00:00:00"),
        ("P1DT12H", "1.12:00:00"),
        ("P2W", "14.00:00:00"),
        ("7:30", "07:30:00"),
        (" 30.00:00:00 ", "30.00:00:00"),
        ("unlimited", "Unlimited"),
        ("2555", "2555"),
        (2555, "2555"),
        ("35 MB", "35 MB"),
        ("99 GB (106,300,440,576 bytes)", "99 GB (106,300,440,576 bytes)"),
        ("Policy", "Policy"),
        ("PST", "PST"),
    ],
)
def test_a_span_is_one_inside_its_unlimited_form_as_well(cmdlet: str, name: str, written: Any, expected: str) -> None:
    assert sent(cmdlet, name, written) == expected


@each_row("written", ["36:00:00", "P1Y", "1:99", "P1M2D", "10:15:99"])
def test_what_looks_like_a_span_and_is_none_is_refused_there_too(written: str) -> None:
    with pytest.raises(Failure, match=r"span|two ways"):
        sent("Set-Mailbox", "LitigationHoldDuration", written)
