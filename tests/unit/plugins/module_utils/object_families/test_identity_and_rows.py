# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._compare_objects.match_rows import (
    find_in_rows,
    rows_that_count,
)
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._json_types import JsonMap
from ansible_collections.m365.exchange.plugins.module_utils._object_families.facts_of_family import Family
from ansible_collections.m365.exchange.plugins.module_utils._object_families.family import family_of
from ansible_collections.m365.exchange.plugins.module_utils._object_families.names_of_objects import (
    ResolvedObject,
    resolve_nobody,
    resolved_among,
)
from ansible_collections.m365.exchange.plugins.module_utils._object_families.object_identity import (
    ObjectIdentity,
    address_parameters,
    create_parameters,
    read_identity,
    read_parameters,
    renamed_identity,
)
from support.rows import each_row

GUID = "0f2c7d1e-9a4b-4c5d-8e6f-1234567890ab"


def family(kind: str, **facts: Any) -> Family:
    verbs = {"read": "Get", "create": "New", "change": "Set", "remove": "Remove"}
    return Family(kind=kind, origin="rule", **{"cmdlets": {one: f"{verbs[one]}-{kind}" for one in verbs}, **facts})


RULE = family("TransportRule", create_as={"Identity": "Name"}, rename="Name")
RIGHT = family(
    "MailboxPermission",
    cmdlets={"read": "Get-MailboxPermission", "create": "Add-MailboxPermission", "remove": "Remove-MailboxPermission"},
    identity=("Identity", "User"),
    matched_by={"User": ["User"]},
    counts={"IsInherited": False, "Deny": False, "User": "!NT AUTHORITY\\SELF"},
    granted="AccessRights",
)
CONFIG = family("OrganizationConfig", identity=())
FILTER = family("HostedConnectionFilterPolicy", identity=("Identity",), fixed_identity="Default")
ENTRY = family(
    "TenantAllowBlockListItems",
    identity=("ListType", "Entries"),
    listed=True,
    matched_by={"Entries": ["Value"]},
    addressed_by=["Identity"],
)
MAILBOX = family("CASMailbox", read_with={"ResultSize": "Unlimited"})


@each_row(
    ("known", "identity", "parts"),
    [
        (RULE, "External banner", {"Identity": "External banner"}),
        (RULE, {"identity": " External banner "}, {"Identity": "External banner"}),
        (RIGHT, {"user": "adele", "Identity": "info"}, {"Identity": "info", "User": "adele"}),
        (CONFIG, None, {}),
        (CONFIG, "", {}),
        (FILTER, None, {"Identity": "Default"}),
        (FILTER, "default", {"Identity": "Default"}),
        (ENTRY, {"ListType": "Url", "Entries": "*.fabrikam.com"}, {"ListType": "Url", "Entries": "*.fabrikam.com"}),
    ],
)  # fmt: skip
def test_an_identity_is_a_text_a_map_or_nothing(known: Family, identity: object, parts: dict[str, str]) -> None:
    assert read_identity(known, identity).parts == parts


@each_row(
    ("known", "identity", "key", "said"),
    [
        (RULE, None, "resource-identity-missing", "identity: name"),
        (RULE, "", "resource-identity-missing", "named by Identity"),
        (RULE, "  ", "resource-identity-missing", "named by Identity"),
        (RULE, {}, "resource-identity-missing", "named by Identity"),
        (RULE, {"Identity": None}, "resource-identity-missing", "named by Identity"),
        (RULE, "*", "resource-identity-wildcard", "'*'"),
        (RULE, "Banner?", "resource-identity-wildcard", "'Banner?'"),
        (RULE, 1067, "resource-identity-not-text", "a number for Identity"),
        (RULE, ["a"], "resource-identity-not-text", "a list for Identity"),
        (RULE, {"Identity": "a", "Name": "b"}, "resource-identity-parts", "Name is none of them"),
        (RIGHT, "info", "resource-identity-parts", "{Identity: ..., User: ...}"),
        (RIGHT, {"Identity": "info"}, "resource-identity-parts", "User is missing"),
        (RIGHT, {"Identity": "info", "User": "*"}, "resource-identity-wildcard", "'*'"),
        (RIGHT, None, "resource-identity-missing", "named by Identity, User"),
        (CONFIG, "contoso", "resource-identity-none", "an organization has one of it"),
        (FILTER, "Strict", "resource-identity-none", "its name is Default"),
    ],
)
def test_an_identity_that_names_nothing_or_too_much_is_refused(
    known: Family, identity: object, key: str, said: str
) -> None:
    with pytest.raises(Failure) as caught:
        read_identity(known, identity)
    assert caught.value.key == key
    assert said in caught.value.line


def test_each_cmdlet_gets_the_name_that_it_takes() -> None:
    rule = read_identity(RULE, "Banner")
    assert read_parameters(RULE, rule) == {"Identity": "Banner"}
    assert create_parameters(RULE, rule) == {"Name": "Banner"}
    assert address_parameters(RULE, rule, {"Guid": GUID}, "change") == {"Identity": "Banner"}
    right = read_identity(RIGHT, {"Identity": "info", "User": "adele"})
    assert read_parameters(RIGHT, right) == {"Identity": "info", "User": "adele"}
    assert create_parameters(RIGHT, right) == {"Identity": "info", "User": "adele"}
    entry = read_identity(ENTRY, {"ListType": "Sender", "Entries": "*.fabrikam.com"})
    assert read_parameters(ENTRY, entry) == {"ListType": "Sender"}
    assert read_parameters(MAILBOX, read_identity(MAILBOX, "adele")) == {"Identity": "adele", "ResultSize": "Unlimited"}
    assert read_parameters(CONFIG, read_identity(CONFIG, None)) == {}
    sealers = family("ArcConfig", identity=(), fixed_identity="Default")
    assert read_parameters(sealers, read_identity(sealers, None)) == {}
    assert address_parameters(sealers, read_identity(sealers, None), None, "change") == {"Identity": "Default"}
    by_guid = family("TransportRule", addressed_by=["ImmutableId", "Guid"])
    assert address_parameters(by_guid, rule, {"ImmutableId": None, "guid": GUID}, "change") == {"Identity": GUID}
    assert address_parameters(by_guid, rule, None, "change") == {"Identity": "Banner"}


def test_one_that_is_asked_for_by_its_address_gets_a_name_of_it() -> None:
    group = family("DistributionGroup", create_as={"Identity": "Name"}, address_as="PrimarySmtpAddress")
    by_address = read_identity(group, "sales@contoso.com")
    assert create_parameters(group, by_address) == {"Name": "sales", "PrimarySmtpAddress": "sales@contoso.com"}
    assert create_parameters(group, read_identity(group, "Sales @ home")) == {"Name": "Sales @ home"}


def test_what_comes_in_a_file_has_its_name_there() -> None:
    schema = family("DlpEdmSchema")
    assert create_parameters(schema, read_identity(schema, "Patients")) == {}


def test_a_name_of_the_service_s_own_goes_where_the_family_says() -> None:
    spoof = family(
        "TenantAllowBlockListSpoofItems",
        identity=("SpoofedUser", "SpoofType"),
        addressed_by=["Identity"],
        addressed_as="Ids",
    )
    wanted = read_identity(spoof, {"SpoofedUser": "contoso.com", "SpoofType": "External"})
    assert address_parameters(spoof, wanted, {"Identity": "RgAAAADV"}, "remove") == {"Ids": "RgAAAADV"}


def test_what_no_row_shows_is_asked_for_and_not_looked_for() -> None:
    status = family(
        "IPv6ForAcceptedDomain",
        cmdlets={"read": "Get-IPv6StatusForAcceptedDomain"},
        identity=("Domain",),
        matched_by={"Domain": []},
    )
    wanted = read_identity(status, "contoso.com")
    assert read_parameters(status, wanted) == {"Domain": "contoso.com"}
    assert find_in_rows(status, wanted, [{"Status": "Enabled"}], resolve_nobody).row == {"Status": "Enabled"}


def test_an_id_is_told_from_a_name() -> None:
    assert read_identity(RULE, f"{{{GUID.upper()}}}").is_guid
    assert not read_identity(RULE, "Banner").is_guid
    assert not read_identity(CONFIG, None).is_guid
    assert read_identity(RIGHT, {"Identity": "info", "User": "adele"}).text == "info, adele"


@each_row(
    ("identity", "row", "counts"),
    [
        ("Banner", {"Name": "banner"}, True),
        ("Banner", {"Name": "Banner 2", "Identity": "Banner 2"}, False),
        ("Banner", {"Name": "x", "Comments": "Banner"}, False),
        ("Banner", {"Identity": "contoso.onmicrosoft.com/Rules/Banner"}, True),
        ("contoso.onmicrosoft.com\\Banner", {"Identity": "Banner"}, True),
        (f"{{{GUID.upper()}}}", {"Guid": GUID}, True),
        (GUID.replace("-", ""), {"Guid": GUID}, True),
        ("smtp:Info@contoso.com", {"PrimarySmtpAddress": "info@contoso.com"}, True),
        ("Banner", {}, False),
        ("Banner", {"Name": None}, False),
    ],
)
def test_a_row_counts_by_its_names_alone(identity: str, row: JsonMap, counts: bool) -> None:
    found = find_in_rows(RULE, read_identity(RULE, identity), [{"Name": "another"}, row], resolve_nobody)
    assert (found.row is row) is counts
    assert (found.row is None) is not counts


def test_two_objects_of_the_name_are_refused_and_shown() -> None:
    rows: list[JsonMap] = [{"Name": "Banner", "Guid": GUID}, {"Name": "x", "Identity": "banner"}]
    with pytest.raises(Failure) as caught:
        find_in_rows(RULE, read_identity(RULE, "Banner"), rows, resolve_nobody)
    assert caught.value.key == "resource-identity-ambiguous"
    assert f"2 objects of the kind TransportRule: Banner, {GUID}; banner, x" in caught.value.line


def test_what_an_organization_has_one_of_is_the_one_row() -> None:
    row: JsonMap = {"Identity": "contoso.onmicrosoft.com"}
    assert find_in_rows(CONFIG, read_identity(CONFIG, None), [row], resolve_nobody).row is row
    assert find_in_rows(FILTER, read_identity(FILTER, None), [row], resolve_nobody).row is row
    assert find_in_rows(FILTER, read_identity(FILTER, None), [row, {"Name": "Default"}], resolve_nobody).row == {
        "Name": "Default"
    }


def test_what_its_row_does_not_name_is_found_by_the_read_alone() -> None:
    known = family("MailboxRegionalConfiguration", matched_by={"Identity": []})
    wanted = read_identity(known, "adele@contoso.com")
    assert read_parameters(known, wanted) == {"Identity": "adele@contoso.com"}
    row: JsonMap = {"Identity": "AdeleV", "Language": "de-DE"}
    assert find_in_rows(known, wanted, [row], resolve_nobody).row is row
    with pytest.raises(Failure) as caught:
        find_in_rows(known, wanted, [row, row], resolve_nobody)
    assert caught.value.key == "resource-identity-ambiguous"


def test_rights_that_are_inherited_denied_or_one_s_own_do_not_count() -> None:
    wanted = read_identity(RIGHT, {"Identity": "info", "User": "adele@contoso.com"})
    right: dict[str, Any] = {"Identity": "info", "User": "adele@contoso.com", "AccessRights": ["FullAccess"]}
    as_map = {**right, "User": {"DisplayName": "Adele@contoso.com", "UserType": "Internal"}}
    assert rows_that_count(RIGHT, wanted, [as_map], resolve_nobody) == [as_map]
    assert rows_that_count(RIGHT, wanted, [{**right, "IsInherited": True, "Deny": False}], resolve_nobody) == []
    assert rows_that_count(RIGHT, wanted, [{**right, "IsInherited": False, "Deny": True}], resolve_nobody) == []
    own = {**right, "User": "NT AUTHORITY\\self"}
    assert (
        rows_that_count(
            RIGHT, ObjectIdentity({"Identity": "info", "User": "NT AUTHORITY\\SELF"}), [own], resolve_nobody
        )
        == []
    )
    other = {**right, "AccessRights": ["fullaccess, ReadPermission"], "Deny": False}
    found = find_in_rows(RIGHT, wanted, [{**right, "IsInherited": False}, other], resolve_nobody)
    assert found.row is not None
    assert found.row["AccessRights"] == ["FullAccess", "ReadPermission"]


def test_an_object_on_its_way_out_is_told() -> None:
    known = family("RetentionCompliancePolicy", gone={"Mode": "PendingDeletion"})
    wanted = read_identity(known, "Keep")
    going: JsonMap = {"Name": "Keep", "Mode": "PendingDeletion"}
    assert find_in_rows(known, wanted, [going], resolve_nobody) == find_in_rows(known, wanted, [going], resolve_nobody)
    assert find_in_rows(known, wanted, [going], resolve_nobody).vanishing
    staying: JsonMap = {"Name": "Keep", "Mode": "Enforce"}
    found = find_in_rows(known, wanted, [going, staying], resolve_nobody)
    assert (found.row, found.vanishing) == (staying, False)


def test_a_recipient_is_found_by_a_name_that_its_row_lacks() -> None:
    adele: JsonMap = {"Guid": GUID, "Name": "AdeleV", "Alias": "adele", "PrimarySmtpAddress": "AdeleV@contoso.com"}
    other: JsonMap = {"Guid": GUID[::-1], "Name": "adele.backup"}

    def resolve(_kind: str, values: Sequence[str]) -> Mapping[str, ResolvedObject | None]:
        return {value: resolved_among(value, [adele, other]) for value in values}

    rows: list[JsonMap] = [{"Identity": "adele.backup"}, {"Identity": "AdeleV"}]
    assert find_in_rows(MAILBOX, read_identity(MAILBOX, "adelev@contoso.com"), rows, resolve).row == rows[1]
    assert find_in_rows(MAILBOX, read_identity(MAILBOX, "megan@contoso.com"), rows, resolve).row is None
    assert find_in_rows(MAILBOX, read_identity(MAILBOX, "adele"), rows, resolve).row == rows[1]
    # The service finds by the beginning of a name.
    assert (
        find_in_rows(MAILBOX, read_identity(MAILBOX, "ad"), rows, lambda *_: {"ad": ResolvedObject.from_row(adele)}).row
        is None
    )
    right = read_identity(RIGHT, {"Identity": "info", "User": "adelev@contoso.com"})
    assert find_in_rows(RIGHT, right, [{"Identity": "x", "User": "AdeleV"}], resolve).row is not None


def test_the_name_that_an_object_is_to_have_may_be_the_one_that_it_has() -> None:
    old = ObjectIdentity({"Identity": "Old"})
    assert renamed_identity(RULE, old, {"name": "Banner"}) == ObjectIdentity({"Identity": "Banner"})
    assert renamed_identity(RULE, old, {"Priority": 0}) is None
    assert renamed_identity(family("CASMailbox"), old, {"Name": "Banner"}) is None


def test_what_is_named_by_its_path_is_made_and_renamed_where_it_is() -> None:
    folder = family_of("PublicFolder")
    for identity, name, way in ((r"\Plans\2026", "2026", r"\Plans"), (r"\Plans", "Plans", "\\")):
        wanted = read_identity(folder, identity)
        assert create_parameters(folder, wanted) == {"Name": name, "Path": way}
        renamed = renamed_identity(folder, wanted, {"Name": "Old"})
        assert renamed is not None
        assert create_parameters(folder, renamed) == {"Name": "Old", "Path": way}
    assert create_parameters(folder, read_identity(folder, "Plans")) == {"Name": "Plans"}
