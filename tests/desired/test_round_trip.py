# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What exo_resource_info gives of a tenant, exo_resource takes, and finds nothing to change."""

from __future__ import annotations

import importlib
from typing import Any

import pytest

from support.desk import Desk
from support.places import ROOT

FAMILIES = "ansible_collections.m365.exchange.plugins.module_utils._resources.families"
FOLDER = ROOT / "plugins" / "module_utils" / "_resources" / "families"
MAILBOX = "AdeleV@contoso.onmicrosoft.com"
MOST = 2


def kinds() -> list[str]:
    """Those that have a table."""
    modules = (importlib.import_module(f"{FAMILIES}.{path.stem}") for path in sorted(FOLDER.glob("[a-z]*.py")))
    return sorted({kind for module in modules for kind in getattr(module, "FAMILIES", {})})


def objects(desk: Desk, kind: str) -> list[dict[str, Any]]:
    """What the tenant has of a kind, at most two; of what belongs to a mailbox, that of one."""
    for where in ({}, {"identity": MAILBOX}):
        found = desk.resources(kind=kind, **where)
        if not found.get("failed"):
            several: list[dict[str, Any]] = found["resources"]
            return several[:MOST]
    return []


@pytest.fixture(scope="module")
def gathered(shared_desk: Desk) -> dict[str, list[dict[str, Any]]]:
    return {kind: found for kind in kinds() if (found := objects(shared_desk, kind))}


def test_a_fresh_tenant_has_objects_of_many_kinds(gathered: dict[str, list[dict[str, Any]]]) -> None:
    assert len(gathered) > 40


def test_what_is_gathered_and_applied_is_unchanged(desk: Desk, gathered: dict[str, list[dict[str, Any]]]) -> None:
    told = {}
    for one in (one for several in gathered.values() for one in several if one["identity"] != ""):
        result = desk.resource(**one)
        if result.get("failed") or result["changed"] or result["steps"]:
            told[f"{one['kind']} {one['identity']}"] = result.get("msg") or result["changes"]
    assert told == {}
