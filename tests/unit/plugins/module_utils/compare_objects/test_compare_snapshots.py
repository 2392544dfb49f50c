# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two snapshots: what was added, removed or changed, and what nobody can tell."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._compare_objects.compare_snapshots import (
    SnapshotSide,
    compare_snapshots,
    numbers_of_verdicts,
)
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure


def rule(name: str, **properties: Any) -> dict[str, Any]:
    return {"kind": "TransportRule", "identity": name, "properties": properties}


def verdicts(before: SnapshotSide, after: SnapshotSide) -> list[tuple[Any, Any]]:
    return [(one["identity"], one["verdict"]) for one in compare_snapshots(before, after)]


def test_values_are_compared_as_those_of_a_tenant() -> None:
    """Whoever wrote one of the two by hand: names and words without case, sizes by their bytes, lists without order."""
    before = SnapshotSide([
        {"kind": "TransportRule", "identity": "Banner", "properties": {"FromScope": "InOrganization", "Comments": ""}},
        {"kind": "MailboxPlan", "identity": "Plan", "properties": {"MaxSendSize": "35 MB"}},
        {"kind": "TransportRule", "identity": "Lists", "properties": {"SenderDomainIs": ["adatum.com", "contoso.com"]}},
    ])  # fmt: skip
    after = SnapshotSide([
        {"kind": "TransportRule", "identity": "banner", "properties": {"fromscope": "inorganization"}},
        {"kind": "MailboxPlan", "identity": "Plan", "properties": {"MaxSendSize": "35840KB"}},
        {"kind": "TransportRule", "identity": "Lists", "properties": {"SenderDomainIs": ["Contoso.com", "adatum.com"]}},
    ])  # fmt: skip
    assert verdicts(before, after) == [("Plan", "equal"), ("banner", "equal"), ("Lists", "equal")]


def test_what_differs_is_told_property_by_property() -> None:
    before = SnapshotSide([rule("A", Enabled=True, Comments="old"), rule("B", Enabled=True)])
    after = SnapshotSide([rule("A", Enabled=False, Comments="old", Priority=2), rule("C", Enabled=True)])
    rows = compare_snapshots(before, after)
    assert [(one["identity"], one["verdict"], one["changes"]) for one in rows] == [
        ("A", "changed", [
            {"property": "Enabled", "before": True, "after": False},
            {"property": "Priority", "before": None, "after": 2},
        ]),
        ("B", "removed", [{"property": "Enabled", "before": True, "after": None}]),
        ("C", "added", [{"property": "Enabled", "before": None, "after": True}]),
    ]  # fmt: skip
    assert numbers_of_verdicts(rows) == {"added": 1, "removed": 1, "changed": 1, "equal": 0, "unknown": 0}


def test_what_one_could_unread_is_unknown_and_never_removed() -> None:
    whole, partial = (
        SnapshotSide([rule("A")]),
        SnapshotSide([], {"TransportRule": "the role is missing"}, frozenset({"RemoteDomain"})),
    )
    for before, after in ((whole, partial), (partial, whole)):
        (row,) = compare_snapshots(before, after)
        assert (row["verdict"], row["reason"]) == ("unknown", "the role is missing")
    (neither,) = compare_snapshots(partial, partial)
    assert (neither["identity"], neither["verdict"]) == (None, "unknown")
    assert compare_snapshots(partial, whole, kinds=["remotedomain"]) == []
    (not_asked,) = compare_snapshots(whole, SnapshotSide([], kinds=frozenset({"RemoteDomain"})))
    assert (not_asked["verdict"], not_asked["reason"]) == ("unknown", "the kind was not asked for")


def test_a_kind_that_is_asked_for_and_that_one_did_not_read_is_unknown() -> None:
    """Nothing else would tell that nobody has looked."""
    side = SnapshotSide([rule("A")], kinds=frozenset({"TransportRule"}))
    assert compare_snapshots(side, side, kinds=["remotedomain"]) == [
        {
            "kind": "RemoteDomain",
            "identity": None,
            "verdict": "unknown",
            "changes": [],
            "reason": "the kind was not asked for",
        }
    ]
    assert [row["verdict"] for row in compare_snapshots(side, side, kinds=["transportrule"])] == ["equal"]
    with pytest.raises(Failure, match=r"no kind of object called 'TransportRules'\. Did you mean TransportRule\?"):
        compare_snapshots(side, side, kinds=["TransportRules"])


def test_what_is_to_be_absent_is_no_object() -> None:
    there, absent = SnapshotSide([rule("A", Enabled=True)]), SnapshotSide([{**rule("A"), "state": "absent"}])
    assert verdicts(absent, there) == [("A", "added")]
    assert verdicts(there, absent) == [("A", "removed")]
    assert verdicts(absent, SnapshotSide([])) == []


def test_another_primary_address_is_a_change() -> None:
    """The same addresses: capital letters say which one it is."""

    def mailbox(*addresses: str) -> SnapshotSide:
        return SnapshotSide([{"kind": "Mailbox", "identity": "A", "properties": {"EmailAddresses": list(addresses)}}])

    before = mailbox("SMTP:sales@contoso.com", "smtp:shop@contoso.com", "SIP:sales@contoso.com")
    after = mailbox("smtp:sales@contoso.com", "SMTP:shop@contoso.com", "SIP:sales@contoso.com")
    assert verdicts(before, after) == [("A", "changed")]
    same = mailbox("SIP:Sales@contoso.com", "shop@Contoso.com", "SMTP:Sales@contoso.com")
    assert verdicts(before, same) == [("A", "equal")]


def test_an_object_that_both_have_is_compared_although_its_kind_was_unread_whole() -> None:
    partial = SnapshotSide([rule("A", Enabled=True)], {"TransportRule": "rows were kept back"})
    assert verdicts(partial, SnapshotSide([rule("A", Enabled=False)])) == [("A", "changed")]


def test_what_is_secret_is_not_shown() -> None:
    before = SnapshotSide([{**rule("A", Comments="no-such-canary"), "vaulted": ["Comments"]}])
    (row,) = compare_snapshots(before, SnapshotSide([rule("A", Comments="other")]))
    assert row["changes"] == [{"property": "Comments", "before": "(not shown)", "after": "(not shown)"}]
