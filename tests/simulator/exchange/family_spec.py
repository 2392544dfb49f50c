# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the data say of a family beyond the types of its parameters; tests/simulator/data/family_lives.yml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from exo_simulator.exchange.catalogue import Cmdlet
from support.places import ROOT
from support.yaml_texts import from_yaml

DATA = ROOT / "tests" / "simulator" / "data"


@dataclass(frozen=True)
class Spec:
    """One family; the keys are told in the file."""

    before: tuple[Mapping[str, Mapping[str, Any]], ...] = ()
    needed: Mapping[str, Any] = field(default_factory=dict)
    identity: Mapping[str, Any] = field(default_factory=dict)
    context: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    apart: tuple[tuple[str, str], ...] = ()
    companions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    reads: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    telling: tuple[str, ...] = ()
    starts: Mapping[str, Any] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)
    twins: str = ""
    references: tuple[str, ...] = ()
    unchecked: Mapping[str, str] = field(default_factory=dict)
    not_shown: Mapping[str, str] = field(default_factory=dict)
    not_properties: Mapping[str, str] = field(default_factory=dict)

    def beside(self, cmdlet: Cmdlet, name: str) -> dict[str, Any]:
        """What a call with that parameter needs beside it, as far as the cmdlet has it."""
        return {key: value for key, value in self.companions.get(name, {}).items() if cmdlet.parameter(key)}

    def filled(self, values: Mapping[str, Any], number: int) -> dict[str, Any]:
        """The values with the object's number for {n}."""
        return {name: filled(value, number) for name, value in values.items()}


def filled(value: Any, number: int) -> Any:
    """A text with the number for {n}, in lists, too."""
    if isinstance(value, list):
        return [filled(entry, number) for entry in value]
    return value.replace("{n}", str(number)) if isinstance(value, str) else value


@cache
def read(name: str) -> dict[str, Any]:
    """A table of tests/simulator/data."""
    table: dict[str, Any] = from_yaml((DATA / f"{name}.yml").read_text(encoding="utf-8")) or {}
    return table


def spec_of(noun: str) -> Spec:
    """What stands of the family, over what stands of all."""
    table = read("family_lives")
    own, all_of_them = table.get(noun) or {}, table["everywhere"]
    merged = {**own}
    for key in ("values", "reads", "kept", "unchecked", "not_shown", "not_properties"):
        merged[key] = {**all_of_them.get(key, {}), **own.get(key, {})}
    merged["references"] = all_of_them["references"]
    merged["apart"] = [*all_of_them["apart"], *own.get("apart", ())]
    return Spec(**merged)
