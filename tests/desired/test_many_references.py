# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What objects of one task name: what nothing has, what is to be removed, and what cannot be made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from ansible.parsing.dataloader import DataLoader

from ansible_collections.m365.exchange.plugins.plugin_utils._snapshot_options import objects_of_src
from support.box import Box
from support.desk import Desk

Json = dict[str, Any]


def policy(name: str, **properties: Any) -> Json:
    return {"kind": "HostedContentFilterPolicy", "identity": name, "properties": properties}


def rule(name: str, of: str, **properties: Any) -> Json:
    named = {"HostedContentFilterPolicy": of, "RecipientDomainIs": ["contoso.com"]}
    return {"kind": "HostedContentFilterRule", "identity": name, "properties": {**named, **properties}}


def gone(row: Json) -> Json:
    return {"kind": row["kind"], "identity": row["identity"], "state": "absent"}


@pytest.fixture(autouse=True)
def _nothing_left(desk: Desk) -> Iterator[None]:
    yield
    for name in ("Named one", "Named two"):
        assert "failed" not in desk.resource(**gone(rule(name, name)))
        assert "failed" not in desk.resource(**gone(policy(name)))


def outcomes(result: Json) -> dict[str, Json]:
    return {f"{one['kind'].removeprefix('HostedContentFilter')} {one['identity']['Identity']}": one
            for one in result["outcomes"]}  # fmt: skip


OTHER: Json = {"kind": "RemoteDomain", "identity": "Named", "properties": {"DomainName": "named.example"}}
REFUSED = policy("Named one", QuarantineRetentionPeriod={"Add": ["1"]})
ROWS = [rule("Named one", "Named one", Priority=0), REFUSED, policy("Named two"), rule("Named two", "Named two")]


@pytest.mark.parametrize("check_mode", [True, False])
def test_what_names_an_object_that_is_refused_is_skipped_and_the_rest_is_done(desk: Desk, check_mode: bool) -> None:
    done = desk.many(*ROWS, context={"check_mode": check_mode})
    assert done["msg"].startswith("1 of 4 objects could not be brought to the desired state"), done["msg"]
    found = outcomes(done)
    assert (found["Policy Named one"]["failed"], found["Policy Named one"]["action"]) == (True, "refused")
    skipped = found["Rule Named one"]
    reason = "It depends on HostedContentFilterPolicy Named one, which is not as desired."
    assert (skipped["msg"], skipped["outcome"], skipped["changed"], skipped["failed"]) == (
        reason, "did_not_run", False, False,
    )  # fmt: skip
    assert f"+ HostedContentFilterRule Named one: {reason}" in done["lines"]
    assert found["Rule Named two"]["outcome"] == ("did_not_run" if check_mode else "ran")
    names = {row["Name"] for row in desk.run(cmdlet="Get-HostedContentFilterRule")["objects"]}
    assert names & {"Named one", "Named two"} == (set() if check_mode else {"Named two"})


def test_what_names_an_object_that_could_not_be_read_is_skipped(desk: Desk, box: Box) -> None:
    box.control.fault("status", match={"cmdlet": "get-hostedcontentfilterpolicy"}, times=1, status=403)
    done = desk.many(policy("Named one"), rule("Named one", "Named one"), OTHER)
    found = outcomes(done)
    assert found["Policy Named one"]["action"] == "unknown"
    assert (found["Rule Named one"]["outcome"], found["RemoteDomain Named"]["outcome"]) == ("did_not_run", "ran"), found
    assert "failed" not in desk.resource(**gone(OTHER))


def test_a_failed_write_keeps_the_priority_of_what_depends_on_it(desk: Desk, box: Box) -> None:
    """A rule that was never made has no place among the others."""
    box.control.fault("status", match={"cmdlet": "new-hostedcontentfilterpolicy"}, status=400)
    done = desk.many(policy("Named one"), rule("Named one", "Named one", Priority=0))
    found = outcomes(done)
    assert (found["Policy Named one"]["failed"], found["Rule Named one"]["outcome"]) == (True, "did_not_run"), done
    assert found["Rule Named one"]["steps"] == []


def test_a_file_whose_object_names_what_it_removes_is_refused_before_the_first_request(
    desk: Desk, cmdlets: Callable[[], list[str]], tmp_path: Path
) -> None:
    (tmp_path / "rules.yml").write_text(
        "- kind: HostedContentFilterPolicy\n  identity: Named one\n  state: absent\n"
        "- kind: HostedContentFilterRule\n  identity: Named one\n"
        "  properties: {HostedContentFilterPolicy: named ONE, RecipientDomainIs: [contoso.com]}\n",
        encoding="utf-8",
    )
    given: Json = {"src": str(tmp_path)}
    objects_of_src(given, lambda _kind, path: path, DataLoader())
    refused = desk.many(*given.pop("resources"), **given)
    assert refused["msg"].startswith(
        f"{tmp_path}/rules.yml, line 4: HostedContentFilterPolicy of HostedContentFilterRule 'Named one' names named"
        " ONE, which is to be removed."
    ), refused
    assert cmdlets() == []


def test_what_overridden_would_remove_may_not_be_named(desk: Desk, cmdlets: Callable[[], list[str]]) -> None:
    assert "failed" not in desk.many(policy("Named one"), rule("Named one", "Named one"))
    cmdlets()
    mine = {**rule("Named one", "Named one"), "at": "rules.yml, line 7"}
    kinds: Json = {"state": "overridden", "kinds": ["HostedContentFilterPolicy"], "max_removals": 99}
    refused = desk.many(mine, **kinds)
    assert refused["msg"].startswith("rules.yml, line 7: HostedContentFilterPolicy of HostedContentFilterRule"), refused
    assert all(name.startswith("Get-") for name in cmdlets())
    # A default stays, and so may be named.
    other = desk.many(rule("Named one", "Default"), **kinds, context={"check_mode": True})
    assert "is to be removed" not in other.get("msg", ""), other


@pytest.mark.parametrize("condition", ["FromMemberOf", "ExceptIfSentToMemberOf"])
def test_a_group_that_a_rule_looks_into_is_there_first(
    desk: Desk, cmdlets: Callable[[], list[str]], condition: str
) -> None:
    """Mail may be from any address, but nobody knows who is a member of one elsewhere."""
    rules: list[Json] = [
        {"kind": "TransportRule", "identity": "Named first", "properties": {"SetSCL": 5, "From": ["a@fabrikam.com"]}},
        {
            "kind": "TransportRule",
            "identity": "Named second",
            "properties": {"SetSCL": 5, "FromScope": "NotInOrganization", condition: ["nobody@contoso.com"]},
        },
    ]
    cmdlets()
    refused = desk.many(*rules)
    assert refused["error"]["documentation"].endswith("#resources-reference-missing"), refused["msg"]
    assert "nobody@contoso.com" in refused["msg"]
    assert all(name.startswith("Get-") for name in cmdlets())
    alone = desk.resource(**rules[1])
    assert alone["error"]["documentation"].endswith("#resource-recipient-unknown"), alone["msg"]
