# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""extensions/audit/event_query.yml: each query over what its module really gives, as AWX runs it and joins the nodes
(awx/main/tasks/host_indirect.py, read 2026-11-30)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import jq
import yaml
from desired.told import ADELE, ALEX

from support.box import Box
from support.desk import Desk
from support.places import ROOT

Json = dict[str, Any]
QUERIES: dict[str, Json] = yaml.safe_load((ROOT / "extensions/audit/event_query.yml").read_text(encoding="utf-8"))
NAMED = "event-query@fabrikam.com"


def nodes_of(module: str, result: object) -> list[Json]:
    """What AWX makes of a task's result: the values that the query gives."""
    query = jq.compile(QUERIES[f"m365.exchange.{module}"]["query"])
    found: list[Json] = query.input_text(json.dumps(result, default=str)).all()
    return found


def results(desk: Desk) -> Iterator[tuple[str, Json]]:
    """A result of each module, of those that change something and of one that only reads."""
    tip: Json = {"cmdlet": "Set-Mailbox", "parameters": {"Identity": ADELE, "MailTip": "counted"}}
    yield "exo_command", desk.run(**tip)
    yield "exo_command", desk.run(cmdlet="Get-AcceptedDomain")
    yield "exo_command", desk.run(commands=[tip, "Get-AcceptedDomain"])
    yield "exo_command", desk.run(command="Get-Mailbox -ResultSize 1 | Set-Mailbox -MailTip piped")
    contact: Json = {"identity": NAMED, "external_email_address": NAMED}
    yield "exo_mail_contact", desk.daily("exo_mail_contact", **contact)
    yield "exo_mailbox", desk.daily("exo_mailbox", identity=ADELE, properties={"MailTip": "kept"})
    yield "exo_mailbox_permission", desk.daily("exo_mailbox_permission", mailbox=ADELE, user=ALEX, send_as=True)
    yield "exo_distribution_group", desk.daily("exo_distribution_group", identity="Event query", state="absent")
    yield "exo_transport_rule", desk.daily("exo_transport_rule", identity="Event query", state="absent")
    yield "exo_calendar_permission", desk.daily("exo_calendar_permission", mailbox=ADELE, user="Default",
                                                access_rights=["AvailabilityOnly"])  # fmt: skip
    yield "exo_resource", desk.resource(kind="MailContact", identity=NAMED, state="absent")
    yield "exo_resources", desk.many({"kind": "MailContact", "identity": NAMED, "state": "absent"})


def test_each_module_that_writes_has_a_query_and_none_that_only_tells() -> None:
    modules = {path.stem for path in (ROOT / "plugins" / "modules").glob("exo_*.py")}
    counted = {name.removeprefix("m365.exchange.") for name in QUERIES}
    assert counted <= modules
    others = {"exo_connect", "exo_disconnect", "exo_conformance", "exo_customer_results", "exo_report",
              "exo_snapshot_diff"}  # fmt: skip
    assert modules - counted == others | {name for name in modules if name.endswith("_info")}
    # Two that told a node by other facts would make AWX drop all nodes of a job.
    assert len({told["query"] for told in QUERIES.values()}) == 1
    assert all(set(told) == {"query"} for told in QUERIES.values())


def test_each_result_is_one_node_and_all_are_the_same(desk: Desk, box: Box) -> None:
    found = []
    for module, result in results(desk):
        assert "failed" not in result, (module, result["msg"])
        (node,) = nodes_of(module, result)
        found.append(node)
    assert len({module for module, _result in results(desk)}) == len(QUERIES)
    tenant = box.tenants[0]
    assert {json.dumps(node, sort_keys=True) for node in found} == {json.dumps(found[0], sort_keys=True)}
    assert (found[0]["name"], found[0]["canonical_facts"]) == (tenant.organization, {"tenant_id": tenant.tenant_id})
    assert all(isinstance(value, str) for value in {**found[0]["facts"], **found[0]["canonical_facts"]}.values())


def test_what_was_not_worked_on_is_not_counted(desk: Desk) -> None:
    refused = desk.run(cmdlet="Set-Mailbox", parameters={"Identity": "nobody@contoso.com", "MailTip": "x"})
    half = desk.run(commands=[{"cmdlet": "Set-Mailbox", "parameters": {"Identity": ADELE, "MailTip": "half"}},
                              {"cmdlet": "Set-Mailbox", "parameters": {"Identity": "nobody@contoso.com"}}])  # fmt: skip
    assert (refused["failed"], half["failed"], half["changed"]) == (True, True, True)
    assert nodes_of("exo_command", refused) == []
    assert len(nodes_of("exo_command", half)) == 1
    # A task with no_log, one that was skipped, the sum of a loop, and a result whose tenant is not known.
    for other in ({"censored": "the output has been hidden"}, {"skipped": True}, {"results": [], "changed": True},
                  {"tenant_id": None, "changed": True}, {"tenant_id": "", "organization": "contoso.com"}):  # fmt: skip
        assert nodes_of("exo_command", other) == []
    (node,) = nodes_of("exo_command", {"tenant_id": "AB", "organization": None})
    assert (node["name"], node["canonical_facts"]) == ("AB", {"tenant_id": "ab"})
