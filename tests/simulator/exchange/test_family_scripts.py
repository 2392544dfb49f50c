# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Families whose entries are addressed in their own way live the steps of tests/simulator/data/family_scripts.yml.

What does not yet stands in family_not_yet.yml.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import pytest
from simulator.exchange.family_spec import read
from simulator.exchange.tenant import Tenant

from exo_simulator.exchange import CmdletError, NotPlayed
from exo_simulator.exchange.catalogue import of_noun

OUTCOMES = frozenset(["rows", "none", "refused", "service", "keep"])


@pytest.mark.parametrize("noun", list(read("family_scripts")))
def test_a_family_lives_its_steps(noun: str) -> None:
    tenant = Tenant(mailboxes=6)
    kept: dict[str, str] = {}
    found = [(step, happens(tenant, step, kept)) for step in read("family_scripts")[noun]]
    assert [f"{next(iter(step))}: {said}" for step, said in found if said] == read("family_not_yet").get(noun, [])


def happens(tenant: Tenant, step: Mapping[str, Any], kept: dict[str, str]) -> str:
    """What went otherwise than the step says, or nothing; what the step keeps is kept."""
    ((name, values),) = ((key, value) for key, value in step.items() if key not in OUTCOMES)
    try:
        rows = tenant.run(name, at(step, name), **filled(values, kept)).rows
        kept.update({own: str(rows[0][key]) for own, key in step.get("keep", {}).items() if rows})
    except NotPlayed as refusal:
        return str(refusal)
    except CmdletError as refusal:
        said = f"{refusal.exception_type} {refusal.text}"
        return "" if step.get("refused", "\n") in said else said.partition(" on '")[0]
    if "refused" in step:
        return "taken"
    if "none" in step:
        return f"{len(rows)} rows" if len(rows) else ""
    return differing(list(rows), step["rows"]) if "rows" in step else ""


def filled(value: Any, kept: Mapping[str, str]) -> Any:
    """The value with what was kept for `<name>`, in lists and maps, too."""
    if isinstance(value, dict):
        return {key: filled(one, kept) for key, one in value.items()}
    if isinstance(value, list):
        return [filled(one, kept) for one in value]
    return kept.get(value[1:-1], value) if isinstance(value, str) and value[:1] == "<" else value


def at(step: Mapping[str, Any], name: str) -> Literal["exchange", "compliance"]:
    """The service that the step names, else Exchange, where the cmdlet is there."""
    verb, _dash, noun = name.partition("-")
    exchange = "exchange" in of_noun(noun)[verb].services and step.get("service") != "compliance"
    return "exchange" if exchange else "compliance"


def differing(rows: list[Mapping[str, Any]], wanted: list[Mapping[str, Any]]) -> str:
    """The rows, unless each wanted one is among them and there are no others."""
    there = all(any(all(row.get(key) == one[key] for key in one) for row in rows) for one in wanted)
    return "" if there and len(rows) == len(wanted) else f"{[{key: row.get(key) for key in wanted[0]} for row in rows]}"
