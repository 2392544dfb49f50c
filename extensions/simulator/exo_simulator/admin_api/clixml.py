# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows as CLIXML, PowerShell's own serialization, for `X-ResponseFormat: clixml`: each row is one `_clixml` text.

The elements are those of MS-PSRP, section 2.2.5. That the module asks for it and how the text is wrapped was seen by
others; which type names the service writes was not, so these are PowerShell's for an object without a type.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any
from xml.sax.saxutils import escape

NAMESPACE = "http://schemas.microsoft.com/powershell/2004/04"
# .NET type to element; everything else is told apart by its JSON.
ELEMENTS: Mapping[str, str] = {
    "System.Guid": "G",
    "System.DateTime": "DT",
    "System.Int16": "I16",
    "System.Int32": "I32",
    "System.Int64": "I64",
    "System.UInt16": "U16",
    "System.UInt32": "U32",
    "System.UInt64": "U64",
}
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)")


def as_clixml(row: Mapping[str, Any]) -> dict[str, str]:
    """A row of an answer as one text; its annotations have become elements."""
    numbers = count(1)
    names = [name for name in row if "@" not in name]
    properties = "".join(_element(row[name], numbers, name, str(row.get(f"{name}@data.type", ""))) for name in names)
    types = '<TN RefId="0"><T>System.Management.Automation.PSCustomObject</T><T>System.Object</T></TN>'
    whole = f'<Obj RefId="0">{types}<MS>{properties}</MS></Obj>'
    return {"_clixml": f'<Objs Version="1.1.0.1" xmlns="{NAMESPACE}">{whole}</Objs>'}


def _element(value: Any, numbers: Iterator[int], name: str = "", kind: str = "") -> str:
    name_attribute = f' N="{_text(name, quoted=True)}"' if name else ""
    if value is None:
        return f"<Nil{name_attribute} />"
    if isinstance(value, list):
        entries = "".join(_element(entry, numbers) for entry in value)
        return f'<Obj{name_attribute} RefId="{next(numbers)}"><LST>{entries}</LST></Obj>'
    if isinstance(value, dict):
        pairs = ((key, entry) for key, entry in value.items() if "@" not in key)
        entries = "".join(
            f"<En>{_element(key, numbers, 'Key')}{_element(entry, numbers, 'Value')}</En>" for key, entry in pairs
        )
        return f'<Obj{name_attribute} RefId="{next(numbers)}"><DCT>{entries}</DCT></Obj>'
    tag, text = _plain(value, kind)
    return f"<{tag}{name_attribute}>{text}</{tag}>"


def _plain(value: Any, kind: str) -> tuple[str, str]:
    if isinstance(value, bool):
        return "B", str(value).lower()
    if isinstance(value, int):
        return ELEMENTS.get(kind, "I32" if -(2**31) <= value < 2**31 else "I64" if value < 2**63 else "U64"), str(value)
    if isinstance(value, float):
        return "Db", repr(value)
    return ELEMENTS.get(kind, "S"), _text(str(value))


def _text(text: str, *, quoted: bool = False) -> str:
    """Escaped as MS-PSRP 2.2.5.3.2 says: what XML cannot hold is `_xHHHH_`."""
    plain = _UNPRINTABLE.sub(lambda character: f"_x{ord(character[0]):04X}_", text)
    return escape(plain, {'"': "&quot;"} if quoted else {})
