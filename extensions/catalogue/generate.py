# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the catalogue that modules carry from cmdlets.json.

    python extensions/catalogue/generate.py

cmdlets.json, which read_reference.py makes from Microsoft's pages, holds, for each cmdlet, ``s`` (its services), ``w``
(knows WhatIf and Confirm), ``m`` (lives only in Microsoft's own module) and ``p``: parameter -> [type, flags,
position], the flags being 1 mandatory, 2 mandatory in some parameter set, 4 documented with @{Add; Remove}.

Ansible packs only Python files with a module, and every module run carries them to its host and compiles them anew. So
the data becomes one compressed text: a third of the size, a constant for the compiler, and unpacked when it is first
asked for. Another zlib may compress it to other bytes; what is inside is the same from the same input.
"""

from __future__ import annotations

import base64
import json
import sys
import textwrap
import zlib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "extensions" / "catalogue" / "cmdlets.json"
DOCUMENTED = json.loads(SOURCE.with_name("source.json").read_text(encoding="utf-8"))["documented"]
TARGET = ROOT / "plugins" / "module_utils" / "_catalogue" / "data.py"

HEADER = f'''# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The cmdlets of Microsoft's Exchange PowerShell reference as of {DOCUMENTED}.

Generated from extensions/catalogue/cmdlets.json; do not edit, run: python extensions/catalogue/generate.py

PACKED is base64 of zlib of text. Its first line holds the names of types, tabs between them, each other line a record,
which is "name Name services parameters". Services are e (exchange), c (compliance), e again (protection); m marks a
cmdlet of Microsoft's own module. A parameter is "Name:type" where type is the number of one of the types, counted from
0, then "!" (mandatory), "?" (mandatory in some parameter set), "+" (takes Add and Remove), "@n" (position).
"""

from __future__ import annotations

DOCUMENTED = "{DOCUMENTED}"

'''

# The longest lines that ansible-test allows.
_WIDTH = 160


def render(catalogue: Mapping[str, Any]) -> str:
    """The text of the generated file: the same input gives the same text."""
    packed = base64.b64encode(zlib.compress(text(catalogue).encode("ascii"), 9)).decode("ascii")
    return HEADER + "\n".join(['PACKED = """', *textwrap.wrap(packed, _WIDTH), '"""']) + "\n"


def text(catalogue: Mapping[str, Any]) -> str:
    """What is packed."""
    types = _types(catalogue)
    index = {name: number for number, name in enumerate(types)}
    records = [_record(name, catalogue[name], index) for name in sorted(catalogue, key=str.lower)]
    return "\n".join(["\t".join(types), *records]) + "\n"


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
