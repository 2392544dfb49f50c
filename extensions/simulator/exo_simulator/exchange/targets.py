# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which properties refer to other objects, of which nouns, and how such a reference is shown: from data.

A parameter's type tells its noun (references.json, ``types``); where it does not, the parameter's name or the noun's
own entry does. Null in an entry: the box does not look that parameter up.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

from .catalogue import Parameter
from .families import Family, family, written
from .tables import load


@dataclass(frozen=True)
class Target:
    """What a property refers to.

    ``form`` is how it is shown: name, address, guid or outlook (`"Name" [EX:/o=...]`). ``outside`` also takes an
    address that is no recipient here. With ``keep`` the object must exist and the text stays as it was written.
    """

    nouns: tuple[str, ...]
    form: str = "name"
    outside: bool = False
    keep: bool = False


@cache
def targets(noun: str) -> dict[str, Target]:
    """Property name to target, for all references of the noun."""
    fam = family(noun)
    by_property: dict[str, Target] = {}
    for parameter in written(noun):
        if target := target_of(fam, parameter):
            read = fam.read_name(parameter.name)
            before = by_property.get(read, target).nouns
            by_property[read] = replace(target, nouns=tuple(dict.fromkeys((*before, *target.nouns))))
    return by_property


def target_of(fam: Family, parameter: Parameter) -> Target | None:
    """What the parameter refers to, or None."""
    entry = _entry(fam, parameter)
    if entry is None:
        return None
    spec = entry if isinstance(entry, dict) else {"nouns": entry}
    nouns = load("references")["sets"][spec["nouns"]] if isinstance(spec["nouns"], str) else spec["nouns"]
    mailboxes_own = fam.context is not None and "Mailbox" in nouns
    return Target(
        tuple(nouns),
        spec.get("form") or _form(fam, parameter, nouns),
        bool(spec.get("outside", mailboxes_own)),
        bool(spec.get("keep")),
    )


def _entry(fam: Family, parameter: Parameter) -> Any:
    data, name = load("references"), parameter.name
    of_noun = data["nouns"].get(fam.noun, {})
    if name in of_noun:
        return of_noun[name]
    if name in fam.refs:
        return [fam.refs[name]]
    if name in fam.recipients:
        return "recipients"
    pattern = next((pattern for pattern in data["names"] if fnmatchcase(name, pattern)), None)
    return data["names"][pattern] if pattern else data["types"].get(parameter.type.strip("<>").removesuffix("[]"))


def _form(fam: Family, parameter: Parameter, nouns: list[str]) -> str:
    """Rules show addresses, those of a mailbox both names; Security & Compliance shows a rule's policy by its id."""
    if "Mailbox" in nouns or "DistributionGroup" in nouns:
        return "outlook" if fam.context else "address" if fam.rule else "name"
    own_name = parameter.name in fam.aliases
    return "guid" if parameter.type == "PolicyIdParameter" and not own_name else "name"
