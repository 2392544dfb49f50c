# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._compare_objects.compare_properties import (
    CompareSettings,
    Comparison,
    compare_properties,
)
from ansible_collections.m365.exchange.plugins.module_utils._compare_objects.desired_and_current_sides import (
    UnresolvedReference,
)
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._json_types import JsonMap
from ansible_collections.m365.exchange.plugins.module_utils._object_families.facts_of_family import Family
from ansible_collections.m365.exchange.plugins.module_utils._object_families.names_of_objects import (
    ResolvedObject,
    resolved_among,
)
from support.rows import each_row

ADELE: JsonMap = {
    "ExternalDirectoryObjectId": "11111111-0000-4000-8000-000000000001",
    "Name": "AdeleV",
    "Alias": "adele",
    "DisplayName": "Adele Vance",
    "PrimarySmtpAddress": "AdeleV@contoso.com",
    "UserPrincipalName": "adele.vance@contoso.com",
    "DistinguishedName": "CN=AdeleV,OU=contoso.onmicrosoft.com,DC=PROD",
    "LegacyExchangeDN": "/o=ExchangeLabs/ou=Group/cn=Recipients/cn=adelev",
    "EmailAddresses": ["SMTP:AdeleV@contoso.com", "smtp:av@contoso.com"],
}
LEE: JsonMap = {
    "ExternalDirectoryObjectId": "11111111-0000-4000-8000-000000000002",
    "Name": "LeeG",
    "DisplayName": "Lee Gu",
    "PrimarySmtpAddress": "LeeG@contoso.com",
}


def family(kind: str = "Mailbox", **facts: Any) -> Family:
    cmdlets = {"read": f"Get-{kind}", "create": f"New-{kind}", "change": f"Set-{kind}"}
    return Family(kind=kind, origin="rule", **{"cmdlets": cmdlets, **facts})


class Directory:
    """Recipients, and what was asked for."""

    def __init__(self, *rows: JsonMap) -> None:
        self.rows = rows
        self.asked: list[list[str]] = []

    def __call__(self, _kind: str, values: Sequence[str]) -> Mapping[str, ResolvedObject | None]:
        self.asked.append(list(values))
        return {value: resolved_among(value, self.rows) for value in values}


def against(known: Family, desired: Mapping[str, object], row: JsonMap | None, **means: Any) -> Comparison:
    return compare_properties(known, desired, row, Directory(ADELE, LEE), CompareSettings(**means))


def refused(known: Family, desired: Mapping[str, object], row: JsonMap | None, **means: Any) -> Failure:
    with pytest.raises(Failure) as caught:
        against(known, desired, row, **means)
    return caught.value


def test_each_property_has_one_of_three_answers() -> None:
    found = against(
        family(write_only=["SharedKey"]),
        {"DisplayName": "Sales", "MaxSendSize": "36MB", "Office": "18/2111", "SharedKey": "x", "Password": "y"},
        {"DisplayName": "sales", "MaxSendSize": "35 MB (36,700,160 bytes)"},
    )
    assert found.equal == ("DisplayName",)
    assert [(one.property, one.before, one.after, one.value) for one in found.changes] == [
        ("MaxSendSize", "35 MB", "36 MB", "36MB")
    ]
    assert found.unknown == ("Office",)
    assert found.unverifiable == ("SharedKey", "Password")
    assert found.after == {"DisplayName": "sales", "MaxSendSize": "36 MB"}


def test_of_what_is_not_there_yet_all_differs_but_what_is_cleared() -> None:
    found = against(family(), {"DisplayName": "Sales", "Office": None, "ModeratedBy": ["av@contoso.com"]}, None)
    assert [(one.property, one.before, one.after) for one in found.changes] == [
        ("DisplayName", None, "Sales"),
        ("ModeratedBy", [], ["av@contoso.com"]),
    ]
    assert found.equal == ("Office",)


RULE = family(
    "HostedContentFilterRule",
    shown_as={"Enabled": "State"},
    shown_values={"Enabled": {"Enabled": True, "Disabled": False}},
)


@each_row(
    ("known", "desired", "row", "same"),
    [
        (RULE, {"Enabled": True}, {"State": "Enabled"}, True),
        (RULE, {"Enabled": True}, {"State": "Disabled"}, False),
        (RULE, {"enabled": "true"}, {"state": "enabled"}, True),
        (family(shown_as={"KeySize": "Key.Size"}), {"KeySize": 2048}, {"Key": {"Size": 2048}}, True),
        (family(shown_as={"Plan": "Meta.Plan"}), {"Plan": "A"}, {"Meta": '{"Plan": "a"}'}, True),
        (family(shown_as={"Where": "Location.Name"}, compare={"Where": "set"}), {"Where": ["All"]},
         {"Location": [{"Name": "All", "Guid": "1"}]}, True),
        (family("OrganizationConfig", null_is={"FocusedInboxOn": True}), {"FocusedInboxOn": True},
         {"FocusedInboxOn": None}, True),
        (family("OrganizationConfig"), {"FocusedInboxOn": True}, {"FocusedInboxOn": None}, False),
        (family("OrganizationConfig"), {"FocusedInboxOn": False}, {"FocusedInboxOn": None}, False),
        (family("OrganizationConfig", null_is={"FocusedInboxOn": True}), {"FocusedInboxOn": None},
         {"FocusedInboxOn": True}, True),
        (family(one_way=["MakeDefault"]), {"MakeDefault": False}, {"MakeDefault": None}, True),
        (family(compare={"*Message": "html"}), {"InternalMessage": "Away"},
         {"InternalMessage": "<html><body>Away</body></html>"}, True),
        (family(), {"CustomAttribute1": None}, {"CustomAttribute1": ""}, True),
        (family(), {"MaxSendSize": "as large as it gets"}, {"MaxSendSize": "as large as it gets"}, True),
        (family(), {"CustomAttribute1": ""}, {"CustomAttribute1": None}, True),
        (family(), {"CustomAttribute1": None}, {"CustomAttribute1": "x"}, False),
        (family(), {"AuditOwner": []}, {"AuditOwner": None}, True),
        (family(), {"AuditOwner": ["Move", "Create"]}, {"AuditOwner": ["create", "move"]}, True),
        (family(), {"AuditOwner": "Move"}, {"AuditOwner": ["Move"]}, True),
        (family(compare={"Words": "ordered"}), {"Words": ["a", "b"]}, {"Words": ["b", "a"]}, False),
        (family(compare={"Words": "words"}), {"Words": ["ReadPermission", "FullAccess"]},
         {"Words": ["FullAccess, ReadPermission"]}, True),
        (family(compare={"Words": "words"}), {"Words": "A, B"}, {"Words": "b,a"}, True),
        (family(compare={"Sites": "items"}), {"Sites": ["All"]}, {"Sites": [{"Name": "All", "Guid": "1"}]}, True),
        (family(compare={"Data": "object"}), {"Data": {"a": 1}}, {"Data": {"A": 1, "b": 2}}, True),
        (family(compare={"Data": "object"}), {"Data": {"a": 1}}, {"Data": '{"a": 1}'}, True),
        (family(compare={"Data": "object"}), {"Data": {"a": None}}, {"Data": {"b": 2}}, True),
        (family(compare={"Data": "object"}), {"Data": {"c": 1}}, {"Data": {"b": 2}}, False),
        (family(compare={"Data": "pairs"}), {"Data": {"color": "#40E0D0"}},
         {"Data": ["[color, #40e0d0]", "[tooltip, x]"]}, True),
        (family(compare={"Data": "pairs"}), {"Data": {"color": "red"}}, {"Data": ["[color, blue]"]}, False),
        (family(compare={"Data": "objects"}), {"Data": [{"name": "b"}, {"name": "a", "min": 1}]},
         {"Data": [[{"_key": "name", "_value": "A"}, {"_key": "min", "_value": "1"}, {"_key": "id", "_value": "7"}],
                   [{"_key": "name", "_value": "b"}]]}, True),
        (family(compare={"Data": "objects"}), {"Data": [{"n": "a"}]}, {"Data": [{"n": "a"}, {"n": "b"}]}, False),
    ],
)  # fmt: skip
def test_values_are_compared_as_the_family_says(
    known: Family, desired: dict[str, object], row: dict[str, Any], same: bool
) -> None:
    found = against(known, desired, row)
    assert (found.changes == ()) is same
    assert (found.equal == tuple(desired)) is same


LIST = {"AuditOwner": ["Create", "Move"]}


@each_row(
    ("value", "after", "add", "remove"),
    [
        (["Move", "Update"], ["Move", "Update"], ("Update",), ("Create",)),
        (None, [], (), ("Create", "Move")),
        ([], [], (), ("Create", "Move")),
        ({"Add": ["Update", "move"]}, ["Create", "Move", "Update"], ("Update",), ()),
        ({"add": "Update", "REMOVE": ["Create", "Copy"]}, ["Move", "Update"], ("Update",), ("Create",)),
    ],
)
def test_a_list_differs_by_its_entries(
    value: object, after: list[str], add: tuple[str, ...], remove: tuple[str, ...]
) -> None:
    [change] = against(family(), {"AuditOwner": value}, LIST).changes
    assert change.before == ["Create", "Move"]
    assert change.after == after
    assert change.value == after
    assert (change.by_entries, change.add, change.remove) == (True, add, remove)


# A kind of which nobody has told the types.
UNTOLD = family("DspmPolicy")


@pytest.mark.parametrize(
    ("value", "shown", "change"),
    [
        ({"Add": ["b"]}, ["A", "B"], None),
        ({"add": ["c"], "remove": "x"}, ["a"], ["a", "c"]),
        ({"Remove": ["A"]}, ["a", "b"], ["b"]),
        ([], ["a"], []),
        (None, ["a"], []),
        ([], [], None),
        # A map is one where the read shows a map, or no list of texts.
        ({"Add": 1}, {"Add": 1}, None),
        ({"Add": 1}, [{"Add": 2}], {"Add": 1}),
        ({"Add": 1, "Other": 2}, ["a"], {"Add": 1, "Other": 2}),
    ],
)
def test_of_a_type_that_nobody_told_a_list_is_what_a_read_shows_as_one(value: object, shown: Any, change: Any) -> None:
    found = against(UNTOLD, {"Words": value}, {"Words": shown})
    assert [one.after for one in found.changes] == ([] if change is None else [change])


def test_a_map_that_is_shown_as_the_text_of_one_is_removed_as_it_is_shown() -> None:
    known = family("DspmPolicy", compare={"Rules": "objects", "Settings": "object"})
    texts = ['{"Name": "a", "On": true}', '{"Name": "b", "On": true}']
    [change] = against(known, {"Rules": {"Remove": [{"Name": "a", "On": True}]}}, {"Rules": texts}).changes
    assert (change.value, change.remove) == (texts[1:], (texts[0],))
    assert not against(known, {"Rules": {"Add": [{"Name": "a"}]}}, {"Rules": texts}).changes
    assert not against(known, {"Settings": {"On": True}}, {"Settings": ['{"on": true, "Off": 1}']}).changes


def test_what_no_listing_shows_is_compared_by_its_name_where_the_family_says_so() -> None:
    known = family("X", compare={"Unit": "name"}, refers_to={"Unit": "AdministrativeUnit"})
    assert refused(known, {"Unit": "Elsewhere"}, {"Unit": "x"}).key == "resource-reference-unknown"
    loose = family("X", compare={"Unit": "name"}, refers_to={"Unit": "AdministrativeUnit"}, may_be_unlisted=["Unit"])
    assert [one.after for one in against(loose, {"Unit": "Elsewhere"}, {"Unit": "x"}).changes] == ["Elsewhere"]
    # By any of its names it is the same.
    assert not against(loose, {"Unit": "Adele Vance"}, {"Unit": ADELE["ExternalDirectoryObjectId"]}).changes


def test_a_part_of_a_list_that_is_there_changes_nothing() -> None:
    wanted = {"AuditOwner": {"Add": ["move"], "Remove": ["Update"]}}
    assert against(family(), wanted, LIST).equal == ("AuditOwner",)


@each_row(
    ("wanted", "there", "after", "value", "by_entries"),
    [
        (["a@contoso.com"], ["SMTP:A@contoso.com", "SIP:a@contoso.com"], None, None, True),
        (["a@contoso.com", "smtp:b@contoso.com"], ["SMTP:a@contoso.com"], ["SMTP:a@contoso.com", "smtp:b@contoso.com"],
         ["SMTP:a@contoso.com", "smtp:b@contoso.com"], True),
        (["smtp:b@contoso.com"], ["SMTP:a@contoso.com", "smtp:c@contoso.com", "SPO:x"], ["smtp:b@contoso.com"],
         ["smtp:b@contoso.com", "SMTP:a@contoso.com", "SPO:x"], True),
        (["SMTP:b@contoso.com", "a@contoso.com"], ["SMTP:a@contoso.com"], ["SMTP:b@contoso.com", "smtp:a@contoso.com"],
         ["SMTP:b@contoso.com", "smtp:a@contoso.com"], False),
        (["SMTP:a@contoso.com", "X500:/o=x"], ["SMTP:a@contoso.com", "x500:/o=X"], None, None, True),
        ({"Add": ["b@contoso.com"], "Remove": ["smtp:c@contoso.com"]}, ["SMTP:a@contoso.com", "smtp:c@contoso.com"],
         ["SMTP:a@contoso.com", "smtp:b@contoso.com"], ["SMTP:a@contoso.com", "smtp:b@contoso.com"], True),
        ({"Add": ["SMTP:b@contoso.com"]}, ["SMTP:a@contoso.com", "SIP:a@contoso.com"],
         ["smtp:a@contoso.com", "SMTP:b@contoso.com"],
         ["smtp:a@contoso.com", "SIP:a@contoso.com", "SMTP:b@contoso.com"], False),
        ({"Add": ["smtp:A@contoso.com"]}, ["SMTP:a@contoso.com"], None, None, True),
    ],
)  # fmt: skip
def test_addresses_are_compared_by_the_prefixes_that_are_named(
    wanted: object, there: list[str], after: list[str] | None, value: list[str] | None, by_entries: bool
) -> None:
    changes = against(family(), {"EmailAddresses": wanted}, {"EmailAddresses": there}).changes
    if after is None:
        assert changes == ()
        return
    [change] = changes
    assert set(as_texts(change.value)) == set(value or [])
    assert set(as_texts(change.after)) == set(after)
    assert change.by_entries is by_entries


def as_texts(value: object) -> list[str]:
    assert isinstance(value, list)
    return [str(one) for one in value]


@each_row(
    "shown",
    [
        "AdeleV",
        "Adele Vance",
        "adele.vance@contoso.com",
        "contoso.onmicrosoft.com/Users/AdeleV",
        "11111111-0000-4000-8000-000000000001",
        "CN=AdeleV,OU=contoso.onmicrosoft.com,DC=PROD",
        '"Adele Vance" [EX:/o=ExchangeLabs/ou=Group/cn=Recipients/cn=adelev]',
    ],
)
def test_recipients_are_equal_by_any_of_their_names(shown: str) -> None:
    directory = Directory(ADELE, LEE)
    wanted = {"ForwardingAddress": "av@contoso.com", "GrantSendOnBehalfTo": ["adele", "LeeG"]}
    found = compare_properties(
        family(), wanted, {"ForwardingAddress": shown, "GrantSendOnBehalfTo": [shown, "LeeG"]}, directory
    )
    assert found.changes == ()
    assert len(directory.asked) == 1


def test_recipients_that_are_named_alike_are_not_looked_up() -> None:
    directory = Directory()
    row: JsonMap = {"GrantSendOnBehalfTo": ["LeeG", "contoso.onmicrosoft.com/Users/AdeleV"]}
    assert compare_properties(family(), {"GrantSendOnBehalfTo": ["adelev", "leeg"]}, row, directory).changes == ()
    assert directory.asked == []


def test_recipients_that_are_no_more_are_left_alone_unless_a_task_says_so() -> None:
    wanted = {"GrantSendOnBehalfTo": ["LeeG@contoso.com"]}
    row: JsonMap = {"GrantSendOnBehalfTo": ["S-1-5-21-1", "Adele Vance"]}
    [change] = against(family(), wanted, row).changes
    assert (change.add, change.remove) == (("LeeG@contoso.com",), ("AdeleV@contoso.com",))
    assert (change.left_alone, change.value) == (("S-1-5-21-1",), ["LeeG@contoso.com", "S-1-5-21-1"])
    [change] = against(family(), wanted, row, remove_orphans=True).changes
    assert set(change.remove) == {"S-1-5-21-1", "AdeleV@contoso.com"}


def test_a_recipient_that_nobody_is_is_refused_and_told_in_a_rehearsal() -> None:
    wanted = {"GrantSendOnBehalfTo": {"Add": ["megan"], "Remove": ["nobody"]}}
    row: JsonMap = {"GrantSendOnBehalfTo": ["LeeG"]}
    assert refused(family(), wanted, row).key == "resource-recipient-unknown"
    assert refused(family(), {"ForwardingAddress": "megan"}, None).key == "resource-recipient-unknown"
    assert refused(family(), {"ForwardingAddress": "megan"}, {}).key == "resource-recipient-unknown"
    found = against(family(), wanted, row, rehearsal=True)
    assert found.unresolved == (UnresolvedReference("GrantSendOnBehalfTo", "megan", "Recipient"),)
    assert found.changes[0].add == ("megan",)


def test_an_address_of_elsewhere_may_be_nobody_where_the_family_says_so() -> None:
    known = family(refers_to={"GrantSendOnBehalfTo": "Address"})
    wanted = {"GrantSendOnBehalfTo": ["x@fabrikam.com"]}
    [change] = against(known, wanted, {"GrantSendOnBehalfTo": ["y@fabrikam.com"]}).changes
    assert (change.add, change.remove) == (("x@fabrikam.com",), ("y@fabrikam.com",))


@each_row(
    ("known", "desired", "row", "key", "said"),
    [
        (family(), {"MaxSendSize": "big"}, {}, "resource-value-kind", "'big' is no size"),
        (family(), {"DisplayName": ["a"]}, None, "resource-value-kind", "the value is a list"),
        (
            family("Thing", compare={"*": "size"}),
            {"Password": "hush"},
            {},
            "resource-value-kind",
            "another kind than text",
        ),
        (family(), {"AuditOwner": {"Add": ["a"], "Delete": ["b"]}}, {}, "resource-value-kind", "the key Delete"),
        (family(), {"AuditOwner": {"a": 1}}, {}, "resource-value-kind", "the value is a map"),
        (family(), {"AuditOwner": {"Add": ["a"], "Remove": ["A"]}}, {}, "resource-added-and-removed", "'a' in Add"),
        (family(one_way=["MakeDefault"]), {"MakeDefault": False}, {"MakeDefault": True}, "resource-one-way", "is on"),
    ],
)
def test_what_cannot_be_is_one_line(known: Family, desired: dict[str, object], row: Any, key: str, said: str) -> None:
    error = refused(known, desired, row)
    assert error.key == key
    assert said in error.line
    assert "hush" not in error.line
