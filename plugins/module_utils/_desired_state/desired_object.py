# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""An object as it should be, what became of it, and how a result tells that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from .._context_and_progress import Result
from .._dataclass import dataclass
from .._json_types import Json, JsonMap, Row
from .._redaction.secret_rules import HIDDEN
from .._resources.compare_properties import Change, CompareSettings
from .._resources.facts import Family
from .._resources.object_identity import ObjectIdentity
from .._resources.property_rules import is_named, is_secret
from .._resources.sides_and_references import UnresolvedReference
from .._specs.resource import OnCreateOnly, OnWriteOnly

# How long a new object may take to be shown, in seconds, where the task does not say.
_SECONDS_OF_NEW_OBJECT = 60


@dataclass(frozen=True)
class DesiredObject:
    """One object as it should be. ``wait`` is in seconds, None for what is usual.

    ``optional``: what is not there needs nothing. ``late`` is how many seconds one may take to be shown that came with
    another one a moment ago. ``vaulted`` are properties whose values nobody is shown.
    """

    family: Family
    wanted: ObjectIdentity
    properties: Mapping[str, object] = field(default_factory=dict)
    present: bool = True
    create_only: OnCreateOnly = "fail"
    write_only: OnWriteOnly = "on_create"
    wait: int | None = None
    means: CompareSettings = CompareSettings()
    optional: bool = False
    late: int = 0
    vaulted: tuple[str, ...] = ()

    def hides(self, name: str) -> bool:
        """Whether a property is secret: to the cmdlets that write it, or because its value comes out of a vault."""
        return is_named(name, self.vaulted) or is_secret(self.family, name)

    @property
    def title(self) -> str:
        """The object for a sentence: its kind, and its name where it has one."""
        return f"{self.family.kind} '{self.wanted.text}'" if self.wanted.text else self.family.kind

    @property
    def name(self) -> str:
        """What the object is called: what an organization has one of is called as its kind."""
        return self.wanted.text or self.family.kind

    @property
    def patience(self) -> int:
        """How many seconds a new object may take to be shown."""
        return max(_SECONDS_OF_NEW_OBJECT, self.family.wait) if self.wait is None else self.wait


@dataclass
class KeptObject:
    """What was found, and what became of it; ``before`` is None where there was none, ``wanted`` the name by which it
    is known. ``was`` is what it had, where it was made anew."""

    wanted: ObjectIdentity
    before: JsonMap | None = None
    after: JsonMap | None = None
    changes: tuple[Change, ...] = ()
    changed: bool = False
    equal: Mapping[str, Json] = field(default_factory=dict)
    unverifiable: tuple[str, ...] = ()
    ignored: tuple[Change, ...] = ()
    unknown: tuple[str, ...] = ()
    unresolved: tuple[UnresolvedReference, ...] = ()
    steps: list[Result] = field(default_factory=list)
    waited: float = 0.0
    was: Mapping[str, Json] | None = None


def result_of(desired: DesiredObject, kept: KeptObject, *, diff: bool) -> Result:
    """The fields of a result about one object."""
    family = desired.family
    changes = [tell_change(desired, one) for one in kept.changes]
    equal = {name: HIDDEN if desired.hides(name) else value for name, value in kept.equal.items()}
    resource = {**equal, **{str(one["property"]): one["after"] for one in changes}}
    result: Result = {
        "changed": kept.changed,
        "kind": family.kind,
        "identity": dict(desired.wanted.parts),
        "found": kept.before is not None,
        "changes": changes,
        "unverifiable": list(kept.unverifiable),
        "ignored": [tell_change(desired, one) for one in kept.ignored],
        "steps": kept.steps,
        "resource": resource if desired.present else {},
        "waited": round(kept.waited, 1),
    }
    if kept.unknown:
        result["unknown"] = list(kept.unknown)
    if kept.unresolved:
        result["unresolved"] = [one._asdict() for one in kept.unresolved]
    if kept.was is not None:
        result["was"] = dict(kept.was)
    if diff:
        header = f"{family.kind} {desired.wanted.text}".strip()
        before = {one["property"]: one["before"] for one in changes} if kept.before is not None else {}
        after = {one["property"]: one["after"] for one in changes} if desired.present else {}
        result["diff"] = {"before": before, "after": after, "before_header": header, "after_header": header}
    return result


def tell_change(desired: DesiredObject, change: Change) -> Row:
    """A change for a result and a diff; a secret is not shown."""
    hidden = desired.hides(change.property)
    before, after = (HIDDEN, HIDDEN) if hidden else (change.before, change.after)
    return {"property": change.property, "before": before, "after": after}
