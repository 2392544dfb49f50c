# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The types of the catalogue against what rows of live tenants had in the same properties."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from ansible_collections.m365.exchange.plugins.module_utils._catalogue.cmdlets import Parameter, find
from ansible_collections.m365.exchange.plugins.module_utils._catalogue.parameter_types import kind_of_type
from support.places import ROOT
from support.yaml_texts import from_yaml

DATA = ROOT / "tests" / "unit" / "data"
# What a row has where a parameter of that kind was written; all others are texts there.
SHOWN_AS: Mapping[str, set[str]] = {
    "boolean": {"truth"},
    "integer": {"number"},
    "list": {"list"},
    "hashtable": {"object"},
    "anything": {"truth", "number", "list", "object", "text"},
    "unlimited": {"text", "number"},
}


def observed() -> Iterator[tuple[str, str, set[str]]]:
    """Noun, property, and the kinds of value that rows had there."""
    for noun, kinds in json.loads((DATA / "observed_kinds.json").read_text(encoding="utf-8")).items():
        for kind, names in kinds.items():
            yield from ((noun, name, set(kind.split(" or "))) for name in names)


def writers(noun: str, name: str) -> Iterator[tuple[str, Parameter]]:
    """The cmdlets that write a property, with its parameter."""
    for cmdlet in (find(f"Set-{noun}"), find(f"New-{noun}")):
        parameter = cmdlet.parameter(name) if cmdlet else None
        if cmdlet and parameter:
            yield cmdlet.name, parameter


def expected_kinds(parameter: Parameter) -> set[str]:
    """The kinds of value that a row has, by the type of the parameter."""
    if parameter.type.endswith(("[]", "Collection")):
        return {"list"}
    return SHOWN_AS.get(kind_of_type(parameter.type), {"text"})


def test_catalogue_and_live_rows_differ_in_these_and_no_others() -> None:
    found = {
        f"{cmdlet} {parameter.name}": f"{parameter.type}, shown as {' or '.join(sorted(kinds))}"
        for noun, name, kinds in observed()
        for cmdlet, parameter in writers(noun, name)
        if not kinds <= expected_kinds(parameter)
    }
    listed = from_yaml((DATA / "observed_differences.yml").read_text(encoding="utf-8"))
    assert found == {name: told["differs"] for name, told in listed.items()}
    assert all(told["why"] for told in listed.values())


def test_most_of_what_is_written_was_observed() -> None:
    compared = sum(1 for noun, name, _kinds in observed() for _writer in writers(noun, name))
    assert compared > 1000
