# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What a task that describes many objects says: rows, each about one object and how it should be; and rules about what
is left alone although it differs, with a reason, and with a date after which they hold no longer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field
from datetime import date, datetime
from fnmatch import fnmatchcase
from typing import Literal

from .._dataclass import dataclass
from .._errors._advice.many_objects import failure
from .._errors.failure import Failure
from .._object_families.object_identity import ObjectIdentity
from .._object_families.property_rules import is_named
from .._values.secret_and_unsendable_values import kind_of

_KEYS_OF_ROW = ("kind", "identity", "state", "properties", "renamed_from", "at")
_KEYS_OF_IGNORE_RULE = ("kind", "identity", "properties", "reason", "until")
_DAY_OF_RULE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True)
class DesiredRow:
    """One object as a row has it. ``place`` tells a person where the row stands: its number, or its file and line."""

    place: str
    kind: str
    identity: object = None
    state: Literal["present", "absent"] = "present"
    properties: Mapping[str, object] = field(default_factory=dict)
    renamed_from: str | None = None


def read_desired_rows(rows: Sequence[object]) -> list[DesiredRow]:
    """The rows of a task. ``at`` of a row, where it came from a file, is its place there.

    :raises Failure: a row that is none; its line says which.
    """
    return [_read_row(row, f"Resource {number} of {len(rows)}") for number, row in enumerate(rows, 1)]


@contextmanager
def in_row(row: DesiredRow) -> Iterator[None]:
    """Says in the line of what is raised inside it which row it is about."""
    try:
        yield
    except Failure as error:
        error.what = f"{row.place}: {error.what}"
        raise


def _read_row(row: object, place: str) -> DesiredRow:
    if not isinstance(row, Mapping):
        raise failure("resources-row-not-a-map", place=place, said=kind_of(row))
    if isinstance(row.get("at"), str) and row["at"]:
        place = str(row["at"])
    for name in row:
        if name not in _KEYS_OF_ROW:
            raise failure("resources-row-key", place=place, name=name, known=", ".join(_KEYS_OF_ROW))
    row = {name: value for name, value in row.items() if value is not None}
    kind, state, properties = row.get("kind"), row.get("state", "present"), row.get("properties", {})
    renamed_from = row.get("renamed_from")
    if not isinstance(kind, str) or not kind.strip():
        raise failure("resources-row-value", place=place, name="kind", wanted="the noun of Microsoft's cmdlets")
    if state not in ("present", "absent"):
        raise failure("resources-row-value", place=place, name="state", wanted="present or absent")
    if not isinstance(properties, Mapping):
        raise failure("resources-row-value", place=place, name="properties", wanted="a map")
    if renamed_from is not None and not isinstance(renamed_from, str):
        raise failure("resources-row-value", place=place, name="renamed_from", wanted="a text")
    return DesiredRow(
        place, kind.strip(), row.get("identity"), "absent" if state == "absent" else "present", properties, renamed_from
    )


@dataclass(frozen=True)
class IgnoreRule:
    """Objects of a ``kind`` whose identity fits a pattern: all of each, or the named properties. Holds up to the day
    ``until`` and on it."""

    place: str
    kind: str
    identity: str
    properties: tuple[str, ...]
    reason: str
    until: date | None

    def fits(self, kind: str, identity: ObjectIdentity) -> bool:
        """Whether it is about the object."""
        pattern = _pattern_of_rule(self.identity)
        return fnmatchcase(kind.casefold(), _pattern_of_rule(self.kind)) and any(
            fnmatchcase(text.casefold(), pattern) for text in (identity.text, *identity.parts.values())
        )


def _pattern_of_rule(text: str) -> str:
    """For ``fnmatchcase``, to which a bracket is one: names such as ``[EXT] banner`` have them."""
    return text.casefold().replace("[", "[[]")


def read_ignore_rules(rows: Sequence[object]) -> list[IgnoreRule]:
    """The rows of the option.

    :raises Failure: ``ignore-row-not-valid``; its line says which.
    """
    return [_read_rule(row, f"Entry {number} of ignore") for number, row in enumerate(rows, 1)]


@dataclass(frozen=True)
class IgnoreRules:
    """All rules of a task, as they hold on a day."""

    rules: Sequence[IgnoreRule] = ()
    today: date = date.min

    def reason_for(self, kind: str, identities: Sequence[ObjectIdentity], name: str | None = None) -> str | None:
        """Why an object, or a property of it by its ``name``, is left alone; None where it is not. One that is renamed
        has several ``identities``."""
        return next((rule.reason for rule in self.rules if self._rule_holds(rule, kind, identities, name)), None)

    @property
    def ended(self) -> list[IgnoreRule]:
        """The rules whose day is over."""
        return [rule for rule in self.rules if rule.until is not None and self.today > rule.until]

    def _rule_holds(self, rule: IgnoreRule, kind: str, identities: Sequence[ObjectIdentity], name: str | None) -> bool:
        covered = not rule.properties if name is None else is_named(name, rule.properties)
        holds = covered and (rule.until is None or self.today <= rule.until)
        return holds and any(rule.fits(kind, identity) for identity in identities)


def _read_rule(row: object, place: str) -> IgnoreRule:
    if not isinstance(row, Mapping):
        raise failure("ignore-row-not-valid", place=place, reason=f"it is {kind_of(row)}, and no map")
    unknown = [str(name) for name in row if name not in _KEYS_OF_IGNORE_RULE]
    if unknown:
        raise failure("ignore-row-not-valid", place=place, reason=f"it has {unknown[0]}")
    for name in ("kind", "reason"):
        if not isinstance(row.get(name), str) or not row[name].strip():
            raise failure("ignore-row-not-valid", place=place, reason=f"{name} is no text")
    identity, properties = row.get("identity"), row.get("properties") or ()
    if identity is not None and not isinstance(identity, str):
        raise failure("ignore-row-not-valid", place=place, reason="identity is no text")
    if isinstance(properties, str):
        properties = (properties,)
    if not isinstance(properties, (list, tuple)) or not all(
        isinstance(property_name, str) for property_name in properties
    ):
        raise failure("ignore-row-not-valid", place=place, reason="properties is no list of names")
    return IgnoreRule(
        place,
        row["kind"].strip(),
        identity or "*",
        tuple(properties),
        row["reason"],
        _day_of_rule(row.get("until"), place),
    )


def _day_of_rule(value: object, place: str) -> date | None:
    if value is None:
        return None
    if isinstance(value, date) and not isinstance(value, datetime):
        return value  # YAML makes one of 2026-12-31 without quotation marks
    try:
        if isinstance(value, str) and _DAY_OF_RULE.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise failure("ignore-row-not-valid", place=place, reason="until is no day such as 2026-12-31")
