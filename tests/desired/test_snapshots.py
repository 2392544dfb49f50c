# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A tenant as files: what is gathered and applied again changes nothing, and what cannot be read is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ansible.parsing.dataloader import DataLoader

from ansible_collections.m365.exchange.plugins.plugin_utils._snapshot_options import objects_of_src, put_into_dest
from support.box import Box
from support.desk import Desk
from support.extent import choose
from support.yaml_texts import from_yaml

Json = dict[str, Any]

NAME = "Snapshot {{ 7 }}"
RULE: Json = {"kind": "TransportRule", "identity": NAME, "properties": {"PrependSubject": "[{{ 6 }}] ", "SetSCL": "5"}}
KINDS = ["TransportRule", "RemoteDomain", "TransportConfig"]
CLOUDS = ("O365Default", "O365USGovGCCHigh", "O365China")


def gather(desk: Desk, folder: Path, *, check_mode: bool = False, **options: Any) -> Json:
    """What a task returns that gathers into a folder."""
    result = desk.many(state="gathered", **options)
    if not result.get("failed"):
        put_into_dest(result, str(folder), check_mode=check_mode)
    return result


def apply(desk: Desk, folder: Path, *, context: Json | None = None, **options: Any) -> Json:
    """What a task returns whose src is the folder, or the card of what is wrong with the files."""
    given: Json = {"src": str(folder), **options}
    objects_of_src(given, lambda _kind, path: path, DataLoader())
    return desk.many(*given.pop("resources"), context=context, **given)


@pytest.fixture
def with_rule(desk: Desk, box: Box) -> Any:
    assert "failed" not in desk.resource(**RULE)
    box.control.forget()
    yield
    assert "failed" not in desk.resource(kind="TransportRule", identity=NAME, state="absent")


@pytest.mark.parametrize("number", choose((0, 2), (0, 1, 2)))
def test_a_whole_tenant_applied_to_itself_is_unchanged(shared_box: Box, tmp_path: Path, number: int) -> None:
    """Each tenant of the box, all kinds that can be listed; where nothing differs, check mode has nothing to tell."""
    tenant = shared_box.tenants[number]
    desk = Desk(shared_box, tmp_path)
    # The last session reaches Exchange alone: what lives elsewhere is not asked for.
    services = ["exchange", "compliance"][: 2 if number < 2 else 1]
    application = tenant.applications[0]
    desk.connect(
        service=services,
        organization=tenant.organization,
        environment=CLOUDS[number],
        app_id=application.app_id,
        client_secret=application.client_secret,
    )
    folder = tmp_path / "tenants" / tenant.organization
    gathered = gather(desk, folder)
    assert not gathered.get("failed"), gathered["msg"]
    assert gathered["changed"]
    assert len(gathered["files"]) > 40
    assert gathered["unread"] == []
    assert ("DlpCompliancePolicy" in gathered["kinds"]) == (number < 2)
    applied = apply(desk, folder, context={"check_mode": True})
    assert not applied.get("failed"), applied["msg"]
    assert {action for action, number in applied["numbers"].items() if number} == {"equal"}, applied["lines"]
    again = gather(desk, folder)
    assert (again["changed"], [one["path"] for one in again["files"] if one["changed"]]) == (False, [])
    desk.disconnect()


def test_what_looks_like_a_template_is_a_text(desk: Desk, with_rule: None, tmp_path: Path) -> None:
    gather(desk, tmp_path, kinds=KINDS)
    assert f'identity: !unsafe "{NAME}"' in (tmp_path / "TransportRule.yml").read_text(encoding="utf-8")
    assert "failed" not in desk.resource(kind="TransportRule", identity=NAME, state="absent")
    made = apply(desk, tmp_path)
    assert (made["changed"], made["numbers"]["create"]) == (True, 1)
    (found,) = desk.resources(kind="TransportRule", identity=NAME)["resources"]
    assert found["properties"]["PrependSubject"] == "[{{ 6 }}] "
    assert not apply(desk, tmp_path)["changed"]


def test_a_kind_is_asked_for_once_and_only_read(desk: Desk, box: Box, tmp_path: Path) -> None:
    box.control.forget()
    gathered = gather(desk, tmp_path / "new", kinds=KINDS, check_mode=True)
    asked = [one["cmdlet"] for one in box.control.journal() if one.get("cmdlet")]
    assert asked == [f"Get-{kind}" for kind in KINDS]
    assert (gathered["changed"], (tmp_path / "new").exists()) == (True, False)


def test_what_is_refused_makes_a_snapshot_partial(desk: Desk, box: Box, with_rule: None, tmp_path: Path) -> None:
    """The file of the kind stays as it was, and snapshot.yml says that it was not read, and why."""
    gather(desk, tmp_path, kinds=KINDS)
    before = (tmp_path / "TransportRule.yml").read_bytes()
    box.control.fault("status", match={"cmdlet": "get-transportrule"}, times=1, status=403)
    partial = gather(desk, tmp_path, kinds=KINDS)
    assert not partial.get("failed"), partial["msg"]
    head = from_yaml((tmp_path / "snapshot.yml").read_text(encoding="utf-8"))
    assert [(one["kind"], "403" in one["reason"]) for one in head["unread"]] == [("TransportRule", True)]
    assert (head["partial"], head["kinds"]) == (True, ["RemoteDomain", "TransportConfig"])
    assert (tmp_path / "TransportRule.yml").read_bytes() == before
    assert len(desk.warnings) == 1  # of the run, about the kind


def test_an_answer_that_never_comes_is_a_failure_and_leaves_the_old_snapshot(
    desk: Desk, box: Box, tmp_path: Path
) -> None:
    gather(desk, tmp_path, kinds=KINDS)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    box.control.fault("status", match={"cmdlet": "get-transportconfig"}, times=50, status=503)
    failed = gather(desk, tmp_path, kinds=KINDS)
    box.control.clear_faults()
    assert failed["failed"]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_the_snapshot_of_another_tenant_is_refused_before_the_first_read(desk: Desk, box: Box, tmp_path: Path) -> None:
    gather(desk, tmp_path, kinds=KINDS)
    head = tmp_path / "snapshot.yml"
    text = head.read_text(encoding="utf-8").replace("contoso", "fabrikam").replace(box.tenants[0].tenant_id, "0" * 8)
    head.write_text(text, encoding="utf-8")
    box.control.forget()
    refused = apply(desk, tmp_path)
    assert refused["error"]["documentation"].endswith("#snapshot-of-another-tenant")
    assert "fabrikam.onmicrosoft.com, and the session of contoso.onmicrosoft.com" in refused["msg"]
    assert [one for one in box.control.journal() if one.get("cmdlet")] == []
    assert not apply(desk, tmp_path, allow_other_tenant=True)["changed"]


@pytest.mark.parametrize(
    "options",
    [
        {"state": "merged", "dest": "somewhere"},
        {"state": "gathered", "src": {"path": "somewhere"}},
    ],
)
def test_what_contradicts_itself_is_refused(desk: Desk, options: Json) -> None:
    refused = desk.many(**options)
    assert refused["error"]["documentation"].endswith("#snapshot-options-apart")


def test_a_value_out_of_a_vault_is_in_no_plan(desk: Desk, with_rule: None) -> None:
    secret = {**RULE, "properties": {"Comments": "no-such-canary " * 9, "SetSCL": "7"}}
    for context in ({"check_mode": True, "diff": True}, {"diff": True}):
        result = desk.many(secret, hidden_values=["no-such-canary " * 9], context=context)
        assert (result["changed"], result["outcomes"][0]["changes"][0]["after"]) == (True, "********")
        plan = {name: result[name] for name in ("plan", "lines", "diff")}
        assert "no-such-canary" not in str(plan)
        assert "SetSCL" in str(plan)


def test_an_object_that_no_task_could_name_is_told(desk: Desk, box: Box, tmp_path: Path) -> None:
    """A wildcard in its name would be taken for one; the others are kept, and the kind counts as not whole."""
    odd = "What is this?"
    assert "failed" not in desk.run(cmdlet="New-TransportRule", parameters={"Name": odd, "PrependSubject": "[?] "})
    gathered = gather(desk, tmp_path, kinds=KINDS)
    assert [(one["kind"], odd in one["reason"]) for one in gathered["unread"]] == [("TransportRule", True)]
    assert "failed" not in apply(desk, tmp_path)
    assert "failed" not in desk.run(cmdlet="Remove-TransportRule", parameters={"Identity": odd})


def test_nothing_of_a_kind_goes_that_was_not_read_whole(desk: Desk, with_rule: None, tmp_path: Path) -> None:
    """The file of rules is without those that are there: with a whole snapshot they would go."""
    gather(desk, tmp_path, kinds=KINDS)
    there = len(desk.resources(kind="TransportRule")["resources"])
    (tmp_path / "TransportRule.yml").write_text("kind: TransportRule\nobjects: []\n", encoding="utf-8")
    override: Json = {"state": "overridden", "max_removals": there, "context": {"check_mode": True}}
    whole = apply(desk, tmp_path, **override, kinds=["TransportRule"])
    assert 0 < whole["numbers"]["remove"] <= there
    head = tmp_path / "snapshot.yml"
    text = head.read_text(encoding="utf-8").replace("unread: []", "unread:\n  - {kind: TransportRule, reason: why not}")
    head.write_text(text, encoding="utf-8")
    partial = apply(desk, tmp_path, **override, kinds=["TransportRule"])
    assert (partial["numbers"]["remove"], partial["changed"]) == (0, False)
    assert desk.warnings == [
        "Nothing of the kind TransportRule is removed: the snapshot does not have all of it (why not)."
    ]
