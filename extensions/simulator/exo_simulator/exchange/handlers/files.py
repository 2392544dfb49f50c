# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects that are a file: rule packages of sensitive information types and schemas of exact data match.

What identifies one stands inside of the file, so that Set- needs no identity: the RulePack's id, the DataStore's name
(Microsoft's pages "Create a custom sensitive information type" and "Create the schema for exact data match").
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from ..calls import Call, Outcome
from ..crud import blank
from ..store import Item
from ..values import Value

XML = "ClassificationRuleCollectionXml"
SHOWN = {"DlpEdmSchema": "EdmSchemaXml"}
TEXTS = {"PublisherName": "Publisher", "Name": "LocalizedName", "Description": "Description"}


def new_file(call: Call) -> Outcome:
    """New-X: the id must be free."""
    name, values = _parts(call)
    if call.directory.find((call.family.noun,), name):
        raise call.directory.errors.exists(name)
    item = blank(call, str(values.get("LocalizedName") or name))
    item.own.update(values)
    call.directory.store.add(item)
    return Outcome([item], call.family.noun)


def set_file(call: Call) -> Outcome:
    """Set-X: the object with the id of the file takes its place."""
    name, values = _parts(call)
    item: Item = call.directory.one((call.family.noun,), name)
    call.directory.store.write(item, values)
    return Outcome()


def _parts(call: Call) -> tuple[str, dict[str, Value]]:
    """The id of the file and the properties that are read from it."""
    data = bytes(call.values.get("FileData") or b"")
    try:
        root = ET.fromstring(data)  # noqa: S314 - the box is the tester's own, and expat bounds what entities grow to
    except ET.ParseError as problem:
        raise call.directory.errors.build("invalid", f"The file isn't valid XML: {problem}.") from None
    elements = {element.tag.rpartition("}")[2]: element for element in reversed(list(root.iter()))}
    package = elements.get("RulePack", elements.get("DataStore"))
    if package is None:
        raise call.directory.errors.build("invalid", "The file has neither a RulePack nor a DataStore.")
    name = package.get("id") or package.get("name") or ""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    values: dict[str, Value] = {"Identity": name, SHOWN.get(call.family.noun, XML): data.decode(encoding)}
    texts = {TEXTS[tag]: element.text for tag, element in elements.items() if tag in TEXTS and "RulePack" in elements}
    return name, {**values, **texts, **_counted(elements, len(data))}


def _counted(elements: dict[str, ET.Element], size: int) -> dict[str, Value]:
    """A rule package shows its version and its size."""
    version = elements.get("Version")
    if version is None:
        return {}
    numbers = (version.get(part, "0") for part in ("major", "minor", "build", "revision"))
    return {"Version": ".".join(numbers), "rulePackSize": size}
