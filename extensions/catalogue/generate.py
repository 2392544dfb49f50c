# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the catalogue that modules carry from cmdlets.json.

    python extensions/catalogue/generate.py

cmdlets.json, which read_reference.py makes from Microsoft's pages, holds, for each cmdlet, ``s`` (its services), ``w``
(knows WhatIf and Confirm), ``m`` (lives only in Microsoft's own module) and ``p``: parameter -> [type, flags,
position], the flags being 1 mandatory, 2 mandatory in some parameter set, 4 documented with @{Add; Remove}.

Ansible packs only Python files with a module, and every module run compiles them anew, so the data becomes
one long text, which compiles in a millisecond; a record is taken apart when its cmdlet is asked for.
"""

from __future__ import annotations

import json
import sys
import textwrap
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "extensions" / "catalogue" / "cmdlets.json"
DOCUMENTED = json.loads(SOURCE.with_name("source.json").read_text(encoding="utf-8"))["documented"]
TARGET = ROOT / "plugins" / "module_utils" / "_cmdlets" / "_catalogue_data.py"

HEADER = f'''# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The cmdlets of Microsoft's Exchange PowerShell reference as of {DOCUMENTED}.

Generated from extensions/catalogue/cmdlets.json; do not edit, run: python extensions/catalogue/generate.py

A record is "name Name services parameters"; a line that begins with a space continues it. Services are e
(exchange), c (compliance), e again (protection); m marks a cmdlet of Microsoft's own module. A parameter is
"Name:type" where type is an index into TYPES, then "!" (mandatory), "?" (mandatory in some parameter set),
"+" (takes Add and Remove), "@n" (position).
"""

from __future__ import annotations

DOCUMENTED = "{DOCUMENTED}"
'''

_WIDTH = 112


def render(catalogue: Mapping[str, Any]) -> str:
    """The text of the generated file: the same input gives the same text."""
    types = _types(catalogue)
    index = {name: number for number, name in enumerate(types)}
    lines = ["TYPES: tuple[str, ...] = ("]
    lines += [f'    "{name}",' for name in types]
    lines += [")", "", 'CMDLETS = """']
    for name in sorted(catalogue, key=str.lower):
        lines += textwrap.wrap(
            _record(name, catalogue[name], index),
            _WIDTH,
            subsequent_indent=" ",
            break_long_words=False,
            break_on_hyphens=False,
        )
    lines.append('"""')
    return HEADER + "\n".join(lines) + "\n"


def _types(catalogue: Mapping[str, Any]) -> list[str]:
    """The frequent types first, so that their numbers are short."""
    counts = Counter(entry[0] for cmdlet in catalogue.values() for entry in cmdlet["p"].values())
    return sorted(counts, key=lambda name: (-counts[name], name))


def _record(name: str, cmdlet: Mapping[str, Any], index: Mapping[str, int]) -> str:
    services = cmdlet["s"] + ("m" if cmdlet.get("m") else "")
    parameters = [_parameter(key, entry, index) for key, entry in sorted(cmdlet["p"].items())]
    return " ".join([name.lower(), name, services, *parameters])


def _parameter(name: str, entry: tuple[str, int, int | None], index: Mapping[str, int]) -> str:
    kind, flags, position = entry
    marks = "".join(mark for bit, mark in ((1, "!"), (2, "?"), (4, "+")) if flags & bit)
    place = "" if position is None else f"@{position}"
    return f"{name}:{index[kind]}{marks}{place}"


def main() -> int:
    """Write the generated file."""
    TARGET.write_text(render(json.loads(SOURCE.read_text(encoding="utf-8"))), encoding="utf-8")
    sys.stdout.write(f"{TARGET.relative_to(ROOT)} written\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
