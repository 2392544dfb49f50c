# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Make cmdlets.json from a checkout of Microsoft's cmdlet reference.

    python extensions/catalogue/read_reference.py FOLDER 2026-11

FOLDER holds the pages of the reference, one Markdown file a cmdlet (source.json names the repository); the second
argument is their month. Only names, types and flags are taken, no prose. A page is read like this:

- ``applicable`` in its front matter names the services; a page of on-premises Exchange alone is left out.
- Each "### -Name" below "## PARAMETERS" is a parameter, with its own "> Applicable:" line and, for each group of
  parameter sets, a block with Type, Parameter Sets, Required and Position.

Whether a cmdlet lives only in Microsoft's own module is not said on its page: what is known of it stays, and the names
of new cmdlets are printed for a person to look at. What is known besides the pages is laid over what they say
(overlay.py); corrections that no longer fit are printed.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from changes import differences
from overlay import TARGET, dump, laid_over, outdated

SOURCE = TARGET.with_name("source.json")

# What the pages call a service, in the order of the letters in ``s``.
_SERVICES = (
    ("e", ("exchange online",)),
    ("c", ("security & compliance",)),
    ("e", ("exchange online protection", "built-in security add-on for on-premises mailboxes")),
)
_MANDATORY, _MANDATORY_IN_SOME_SET, _ADDS_AND_REMOVES = 1, 2, 4
_SHORT_TYPES = {"SwitchParameter": "Switch"}

_APPLICABLE = re.compile(r"^(?:> )?applicable: *(.+)$", re.IGNORECASE | re.MULTILINE)
_TITLE = re.compile(r"^title: *(\S+)$", re.MULTILINE)
_PARAMETERS = re.compile(r"^## PARAMETERS$(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_PARAMETER = re.compile(r"^### -(\w+)$(.*?)(?=^### |\Z)", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r"^```yaml$(.*?)^```$", re.MULTILINE | re.DOTALL)
_FIELD = re.compile(r"^([\w ]+): *(.*?) *$", re.MULTILINE)
_ADD_OR_REMOVE = re.compile(r"@\{ *(?:Add|Remove) *=", re.IGNORECASE)
_MONTH = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])")


def read_page(text: str) -> tuple[str, dict[str, Any]] | None:
    """The cmdlet's name and its entry of cmdlets.json; None for a page that is none of the service's."""
    title, applicable = _TITLE.search(text), _APPLICABLE.search(text)
    services = _services(applicable[1]) if applicable else ""
    if title is None or "-" not in title[1] or not services:
        return None
    parameters = dict(_parameters(text))
    entry: dict[str, Any] = {"p": dict(sorted(parameters.items())), "s": services}
    return title[1], {**entry, "w": 1} if "WhatIf" in parameters else entry


def read_folder(folder: Path, known: Mapping[str, Any]) -> dict[str, Any]:
    """All pages of a folder; ``known`` is the catalogue so far, which tells the cmdlets of Microsoft's own module."""
    pages = (read_page(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*-*.md")))
    found: dict[str, Any] = {}
    for name, entry in (page for page in pages if page is not None):
        is_client = known.get(name, {}).get("m")
        found[name] = {"m": 1, **entry} if is_client else entry
    return found


def _services(applicable: str) -> str:
    named = {one.strip().lower() for one in applicable.split(",")}
    return "".join(letter for letter, words in _SERVICES if named & set(words))


def _parameters(text: str) -> Iterator[tuple[str, list[Any]]]:
    section = _PARAMETERS.search(text)
    for name, body in _PARAMETER.findall(section[1] if section else ""):
        applicable = _APPLICABLE.search(body)
        blocks = [dict(_FIELD.findall(block)) for block in _BLOCK.findall(body)]
        if blocks and (applicable is None or _services(applicable[1])):
            yield name, [_type(blocks[0]), _flags(blocks, body), _position(blocks)]


def _type(block: Mapping[str, str]) -> str:
    return _SHORT_TYPES.get(block.get("Type", ""), block.get("Type", ""))


def _flags(blocks: list[dict[str, str]], body: str) -> int:
    required = [block.get("Required", "").lower() == "true" for block in blocks]
    everywhere = all(required) and any(block.get("Parameter Sets") == "(All)" for block in blocks)
    flags = _MANDATORY if everywhere else _MANDATORY_IN_SOME_SET if any(required) else 0
    return flags | (_ADDS_AND_REMOVES if _ADD_OR_REMOVE.search(body) else 0)


def _position(blocks: list[dict[str, str]]) -> int | None:
    places = [block["Position"] for block in blocks if block.get("Position", "").isdigit()]
    return int(places[0]) if places else None


def main(arguments: list[str]) -> int:
    """Write cmdlets.json and source.json, and say what has changed."""
    if len(arguments) != 2 or not _MONTH.fullmatch(arguments[1]):
        sys.stderr.write("usage: read_reference.py FOLDER YYYY-MM\n")
        return 2
    known = json.loads(TARGET.read_text(encoding="utf-8"))
    found = read_folder(Path(arguments[0]), known)
    if not found:
        sys.stderr.write(f"{arguments[0]} holds no page of a cmdlet\n")
        return 1
    catalogue = laid_over(found)
    for title, lines in (("outdated", outdated(found)), ("changed", differences(known, catalogue))):
        sys.stdout.write("".join(f"{title}: {line}\n" for line in lines) or f"{title}: nothing\n")
    TARGET.write_text(dump(catalogue), encoding="utf-8")
    source = {**json.loads(SOURCE.read_text(encoding="utf-8")), "documented": arguments[1]}
    SOURCE.write_text(json.dumps(source, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
