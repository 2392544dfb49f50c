# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The measured shapes of answers, and what each must become: written from the shapes alone, not from our decoder."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from .places import SIMULATOR

_FILE = SIMULATOR / "exo_simulator" / "exchange" / "data" / "wire_shapes.json"

# For each measured form of text: one as the service writes it, and what it is.
FORMS: Mapping[str, tuple[str, Any]] = {
    "string": ("Some text, with a comma", "Some text, with a comma"),
    "guid": ("0f2c7d1e-9a4b-4c5d-8e6f-1234567890ab", "0f2c7d1e-9a4b-4c5d-8e6f-1234567890ab"),
    "iso-utc-Z": ("2026-06-14T17:23:32.0000000Z", "2026-06-14T17:23:32.0000000Z"),
    "iso-offset": ("2026-06-14T19:23:32.1234567+02:00", "2026-06-14T17:23:32.1234567Z"),
    "d.hh:mm:ss": ("90.00:00:00", 7_776_000),
    "Unlimited": ("Unlimited", "Unlimited"),
    "N unit (N bytes)": ("99 GB (106,300,440,576 bytes)", 106_300_440_576),
}
# Longer than a float holds.
NUMBER = 9_007_199_254_740_993
# Sets whose elements the service joins with commas (measured on mailbox and recipient permissions).
JOINED = frozenset({"AccessRights"})
_LIST = ["One", "Two, Three"]

# What the untyped and the typed text of each form look like.
SERVICE: Mapping[str, str] = {
    "guid": r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    "iso-utc-Z": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z",
    "iso-offset": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}[+-]\d\d:\d\d",
    "d.hh:mm:ss": r"(\d+\.)?\d\d:\d\d:\d\d",
    "Unlimited": r"Unlimited",
    "N unit (N bytes)": r"[\d.]+ (B|KB|MB|GB|TB) \([\d,]+ bytes\)",
    "string": r"(?s).*",
}


@dataclass(frozen=True)
class Shape:
    """One property of one cmdlet's rows: JSON kinds, forms of text, and annotations."""

    name: str
    kinds: tuple[str, ...]
    forms: tuple[str, ...]
    data_type: str | None
    odata_type: str | None

    def samples(self) -> list[tuple[Any, Any]]:
        """For each measured kind and form: the value as JSON has it, and what it is."""
        found: list[tuple[Any, Any]] = []
        for kind in self.kinds:
            if kind == "str":
                found += [FORMS[form] for form in self.forms or ("string",)]
            elif kind == "list":
                found += [([], []), (_LIST, ["One", "Two", "Three"] if self.name in JOINED else _LIST)]
            else:
                value = {"bool": True, "int": NUMBER, "null": None}[kind]
                found.append((value, value))
        return found

    def on_the_wire(self, value: Any) -> dict[str, Any]:
        """The property with its annotations."""
        pairs = {"@data.type": self.data_type, "@odata.type": self.odata_type}
        return {**{f"{self.name}{key}": one for key, one in pairs.items() if one}, self.name: value}

    def fits(self, value: Any) -> bool:
        """Whether a value of the service's own has this shape."""
        kinds = {"bool": bool, "int": int, "null": type(None), "list": list, "str": str}
        if type(value) not in [kinds[kind] for kind in self.kinds]:
            return False
        if not isinstance(value, str):
            return True
        return any(re.fullmatch(SERVICE[form], value) for form in self.forms or ("string",))


@cache
def shapes() -> Mapping[str, tuple[Shape, ...]]:
    """Every cmdlet with a measured answer, and its properties."""
    content = json.loads(_FILE.read_text(encoding="utf-8"))
    return {
        cmdlet: tuple(_shape(name, facts) for name, facts in entry["properties"].items())
        for cmdlet, entry in content.items()
    }


def _shape(name: str, facts: Mapping[str, list[str]]) -> Shape:
    data_type, odata_type = (next(iter(facts.get(key, ())), None) for key in ("data_type", "odata_type"))
    return Shape(name, tuple(facts["json"]), tuple(facts.get("fmt", ())), data_type, odata_type)
