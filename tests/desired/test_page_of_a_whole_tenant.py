# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan that docs/whole-tenant.md shows is the plan of the task above it."""

from __future__ import annotations

from support.desk import Desk
from support.pages import block
from support.yaml_texts import from_yaml

PAGE = "docs/whole-tenant.md"


def test_the_plan_of_the_page_is_what_comes(desk: Desk) -> None:
    (task,) = from_yaml(block(PAGE, "- name: Mail from outside is marked").text)
    rule, domain = task["m365.exchange.exo_resources"]["resources"]
    desk.resource(kind="TransportRule", identity=rule["identity"], state="absent")
    there = desk.resource(**{**domain, "properties": {**domain["properties"], "TNEFEnabled": True}})
    assert "failed" not in there, there
    planned = desk.many(rule, domain, context={"check_mode": True})
    assert planned["lines"] == block(PAGE, "+ TransportRule External banner").text.splitlines()
    desk.resource(kind="RemoteDomain", identity=domain["identity"], state="absent")
