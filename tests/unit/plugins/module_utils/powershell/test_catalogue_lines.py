# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines made from the catalogue's source, with what they mean made beside them, not by our own renderer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import cycle
from typing import Any

from ansible_collections.m365.exchange.plugins.module_utils._powershell.parse_command import parse
from support.places import ROOT

# Text in a line and its value, for each kind of type; a type that is not here takes text.
SAMPLES: dict[str, list[tuple[str, Any]]] = {
    "Switch": [("", True), (":$false", False), (":$true", True)],
    "Boolean": [(" $true", True), (" $false", False), (":$true", True), (" 1", True), (" $null", None)],
    "Number": [(" 42", 42), (":7", 7), (" 0x10", 16), (" -3", -3), (" '8'", "8")],
    "Text": [
        (" word", "word"),
        (" 'two words'", "two words"),
        (' "it\'s ""so"""', 'it\'s "so"'),
        (" 'it''s `n $so'", "it's `n $so"),
        (' "a`tb"', "a\tb"),
        (" 200MB", "200MB"),
        (" 12", "12"),
        (" 7.00:00:00", "7.00:00:00"),
        (" 1/2/2027", "1/2/2027"),
        (" anna@contoso.com", "anna@contoso.com"),
        (" \u201ctypographic\u201d", "typographic"),
        (" $null", None),
    ],
    "List": [
        (" a,b", ["a", "b"]),
        (' "a b", c', ["a b", "c"]),
        (" @('a')", ["a"]),
        (" @()", []),
        (" ('a','b')", ["a", "b"]),
        (" single", "single"),
    ],
    "Change": [
        (" @{Add='a'; Remove=\"b\",'c'}", {"Add": "a", "Remove": ["b", "c"]}),
        (" @{Add=@('a')}", {"Add": ["a"]}),
    ],
    "Map": [
        (" @{Name='a'; Count=\"1\"}", {"Name": "a", "Count": "1"}),
        (" @{Inner=@{Deep=$true}}", {"Inner": {"Deep": True}}),
    ],
}
NUMBERS = {"Int16", "Int32", "Int64", "UInt16", "UInt32", "UInt64", "Double"}
SECRETS = {"SecureString", "PSCredential"}
PARAMETERS_IN_A_LINE = 8


def kind_of(parameter: list[Any]) -> str:
    type_name, flags, _position = parameter
    short = type_name.rpartition(".")[2].removesuffix("[]")
    if short in ("Switch", "Boolean"):
        return str(short)
    if short in NUMBERS:
        return "Number"
    if short in ("PswsHashtable", "Hashtable"):
        return "Map"
    if flags & 4:
        return "Change"
    return "List" if type_name.endswith("[]") or "MultiValued" in type_name else "Text"


def lines() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """A line, its cmdlet and its parameters: every parameter of every cmdlet once, and each first position."""
    samples = {kind: cycle(several) for kind, several in SAMPLES.items()}
    catalogue = json.loads((ROOT / "extensions" / "catalogue" / "cmdlets.json").read_text(encoding="utf-8"))
    for cmdlet, facts in catalogue.items():
        named = [name for name in facts["p"] if name not in ("UseCustomRouting", "ProgressAction")]
        for start in range(0, max(len(named), 1), PARAMETERS_IN_A_LINE):
            words, meant = cmdlet, {}
            for name in named[start : start + PARAMETERS_IN_A_LINE]:
                text, meant[name] = next(samples[kind_of(facts["p"][name])], ("", None))
                words += f" -{name}{text}"
            yield words, cmdlet, meant
        positions: dict[int, list[str]] = {}
        for name in named:
            if facts["p"][name][2] is not None:
                positions.setdefault(facts["p"][name][2], []).append(name)
        if positions and len(first := positions[min(positions)]) == 1 and kind_of(facts["p"][first[0]]) == "Text":
            yield f"{cmdlet} 'by position'", cmdlet, {first[0]: "by position"}


def test_lines_made_from_the_catalogue_mean_what_they_were_made_of() -> None:
    wrong, number = [], 0
    for line, cmdlet, meant in lines():
        number += 1
        found = parse(line)
        if (found.cmdlet, found.parameters, found.notes) != (cmdlet, meant, ()):
            wrong.append((line, found.parameters, meant))
    assert wrong[:5] == []
    assert number >= 1000
