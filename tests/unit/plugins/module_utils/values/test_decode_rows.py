# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.m365.exchange.plugins.module_utils._values.decode_rows import decode_row, typed_row
from support.rows import each_row


@each_row(
    ("row", "expected"),
    [
        # by annotation
        ({"A@data.type": "System.DateTime", "A": "2026-06-14T17:23:32Z"}, "2026-06-14T17:23:32.0000000Z"),
        ({"A@data.type": "System.DateTime", "A": "2026-06-14T17:23:32"}, "2026-06-14T17:23:32"),
        ({"A@data.type": "System.Int64", "A": "9007199254740993"}, 9007199254740993),
        ({"A@data.type": "System.Int32", "A": 5}, 5),
        ({"A@data.type": "System.Boolean", "A": "True"}, True),
        ({"A@data.type": "System.TimeSpan", "A": "PT4H"}, 14400),
        ({"A@data.type": "Microsoft.Exchange.Data.ByteQuantifiedSize", "A": "2 KB (2,048 bytes)"}, 2048),
        ({"A@odata.type": "#Collection(String)", "A": ["10:00:00", "1 KB (1,024 bytes)"]},
         ["10:00:00", "1 KB (1,024 bytes)"]),
        ({"A@data.type": "System.Guid", "A": "00000000-0000-0000-0000-000000000000"},
         "00000000-0000-0000-0000-000000000000"),
        ({"A@data.type": 5, "A": "x"}, "x"),
        # by a form that only the service writes
        ({"A": "2 KB (2,048 bytes)"}, 2048),
        ({"A": "2026-06-14T19:23:32.1234567+02:00"}, "2026-06-14T17:23:32.1234567Z"),
        ({"A": "2026-06-14T19:23:32Z"}, "2026-06-14T19:23:32Z"),
        ({"A": "10:30:00"}, "10:30:00"),
        ({"A": "2 KB"}, "2 KB"),
        ({"A": ["2 KB (2,048 bytes)"]}, [2048]),
        ({"A": {"B@data.type": "System.Int32", "B": "7", "@odata.type": "#Exchange.GenericHashTable"}}, {"B": 7}),
        ({"A": None}, None),
    ],
)  # fmt: skip
def test_value_becomes_what_it_is(row: dict[str, Any], expected: Any) -> None:
    assert typed_row(row, "Get-Unheard") == {"A": expected}


@each_row(
    ("cmdlet", "name", "text", "expected"),
    [
        ("Get-Mailbox", "RecipientLimits", "500", 500),
        ("Get-Mailbox", "RecipientLimits", "Unlimited", "Unlimited"),
        ("Get-Mailbox", "LitigationHoldDuration", "90.00:00:00", 7_776_000),
        ("Get-Mailbox", "ProhibitSendQuota", "99 GB (106,300,440,576 bytes)", 106_300_440_576),
        ("Get-Mailbox", "Office", "500", "500"),
        ("Get-Mailbox", "Office", "1 KB (1,024 bytes)", "1 KB (1,024 bytes)"),
        ("Get-Mailbox", "Office", "2026-06-14T19:23:32.1234567+02:00", "2026-06-14T19:23:32.1234567+02:00"),
        ("Get-QuarantinePolicy", "EndUserSpamNotificationFrequency", "P1D", 86_400),
        ("Get-MailboxPermission", "AccessRights", ["FullAccess, ReadPermission"], ["FullAccess", "ReadPermission"]),
        ("Get-MailboxPermission", "AccessRights", "FullAccess", ["FullAccess"]),
        ("Get-AdminAuditLogConfig", "AdminAuditLogAgeLimit", "90.00:00:00", 7_776_000),
        ("Get-MessageTraceV2", "Subject", "10:30:00", "10:30:00"),
    ],
)
def test_type_of_the_writing_parameter_tells(cmdlet: str, name: str, text: Any, expected: Any) -> None:
    assert typed_row({name: text}, cmdlet) == {name: expected}


@each_row(
    "entries",
    [
        [("name", "Credit Card Number")],
        [("minCount", "1"), ("maxCount", "9"), ("confidencelevel", "High")],
        [("groups", [{"@odata.type": "#Exchange.GenericHashTable", "_key": "name", "_value": "Default"}])],
        [("operator", "And"), ("nothing", None)],
    ],
)
def test_a_table_inside_a_row_keeps_its_keys_and_values(entries: list[tuple[str, Any]]) -> None:
    """As a tenant's DLP rules come back: nested lists of tables of one key and one value each."""
    table = [{"@odata.type": "#Exchange.GenericHashTable", "_key": key, "_value": value} for key, value in entries]
    row: Any = decode_row(
        {"Name": "R", "ContentContainsSensitiveInformation": [table], "X@odata.type": "#Collection(x)"}
    )
    (shown,) = row["ContentContainsSensitiveInformation"]
    assert [one["_key"] for one in shown] == [key for key, _value in entries]
    assert "@odata" not in str(row)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab@.", max_size=4), inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(st.sampled_from(["Office", "AccessRights", "RecipientLimits", "Office@data.type", "x"]), JSON))
def test_any_row_has_the_same_properties_typed_and_not(row: dict[str, Any]) -> None:
    assert set(typed_row(row, "Get-Mailbox")) == set(decode_row(row))
