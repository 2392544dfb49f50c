# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""A snapshot of a tenant: the objects of whole kinds in the form in which a task describes them. Given back they change
nothing; then it is asked whose it is, what it does not have whole, and what in it came out of a vault."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timezone

from .._catalogue.cmdlets import find
from .._compare_objects.describe_objects import describe_as_task, lasting_objects, settable_properties
from .._compare_objects.match_rows import is_staying
from .._connection.access_and_tokens import Access
from .._counts import count
from .._errors._advice.desired_state import DESIRED_STATE
from .._errors._advice.many_objects import MANY_OBJECTS
from .._errors._advice.snapshots import SNAPSHOTS
from .._errors.failure import Failure, Failures
from .._json_types import Json, JsonMap
from .._object_families.facts_of_family import Family
from .._object_families.family import family_of
from .._object_families.family_by_rule import cmdlet_of_service
from .._object_families.object_identity import read_identity
from .._object_families.tables.all_families import KINDS_OF
from .._specs.read_options import pick_given
from .._specs.resources import ResourcesOptions
from .._task.context_and_progress import Context, ProgressLines, Result
from .keepers_by_kind import ObjectKeepers, command_like, keepers_for
from .listings_of_kinds import KindListings, why_not_whole
from .plan_items import PlanItem

failure = Failures(DESIRED_STATE, MANY_OBJECTS, SNAPSHOTS)


# What is said of one kind, and not of the connection: where nobody answers, nobody can tell what is there.
_FAILURES_OF_A_KIND = ("answer", "input", "not_found", "permission", "service", "session", "unknown")


# What says how objects are written, or which of them.
_OPTIONS_NOT_TAKEN = (
    "resources", "ignore", "plan_checksum", "max_changes", "max_removals", "allow_other_tenant", "create_only",
    "write_only", "remove_orphans",
)  # fmt: skip


def gather_objects(task: ResourcesOptions, context: Context, lines: ProgressLines) -> Result:
    """What is there of the kinds of a task, without kinds of all that can be listed. A kind that cannot be read is told
    with the reason.

    :raises Failure: a kind that cannot be meant or listed, none that can be read, or a connection that does not answer.
    """
    families = _families_of(task)
    resources: list[Json] = []
    unread: dict[str, str] = {}
    with keepers_for(families, command_like(task.connection, task.keeping), context, tolerant=True) as keepers:
        first_failure = next(iter(keepers.unreachable.values()), None) if task.kinds else None
        unread |= {kind: error.what for kind, error in keepers.unreachable.items() if task.kinds}
        families = [family for family in families if task.kinds or _is_kind_in_session(family, keepers)]
        listings = KindListings()
        listings.read_listings(
            [(keepers.of_kind[family.kind].reader, family, {}) for family in families if family.kind not in unread],
            lines,
        )
        for family in families:
            try:
                if family.kind not in unread and (listing := listings.listing_of(family, {})) is not None:
                    objects, doubtful = _objects_of(family, listing.rows)
                    resources += objects
                    unread |= {family.kind: doubtful} if doubtful else {}
            except Failure as error:
                if error.category not in _FAILURES_OF_A_KIND:
                    raise
                first_failure, unread[family.kind] = first_failure or error, error.what
        access = keepers.access
    if first_failure is not None and not resources and len(unread) == len(families):
        raise first_failure
    for kind, reason in unread.items():
        context.warn(f"{kind} could not be read: {reason}")
    return {
        "changed": False,
        "resources": resources,
        "kinds": sorted({family.kind for family in families} - unread.keys()),
        "unread": [{"kind": kind, "reason": reason} for kind, reason in unread.items()],
        "gathered_at": datetime.fromtimestamp(context.clock.wall(), timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "organization": access.organization,
        "tenant_id": access.tenant_id,
    }


def _families_of(task: ResourcesOptions) -> list[Family]:
    """:raises Failure: ``kind-not-listed``, ``resources-option-not-taken``."""
    options_of_task = pick_given(task)
    for option in _OPTIONS_NOT_TAKEN:
        if option in options_of_task:
            raise failure("resources-option-not-taken", option=option, state=task.state)
    off = task.safeguards.catalogue == "off"
    if not task.kinds:
        all_kinds = (family_of(kind, task.families) for kinds in KINDS_OF.values() for kind in kinds)
        # A tenant need not have cmdlets that no page tells of.
        documented = [family for family in all_kinds if find(family.cmdlets.get("read") or "") is not None]
        return sorted(
            (family for family in documented if not why_not_whole(family)), key=lambda family: family.kind.lower()
        )
    families = {family.kind: family for family in (family_of(kind, task.families, guess=off) for kind in task.kinds)}
    for kind, family in families.items():
        if reason := why_not_whole(family):
            cmdlet, _needs, names = reason.partition(" needs ")
            raise failure("kind-not-listed", kind=kind, cmdlet=cmdlet, parameters=names)
    return list(families.values())


def _is_kind_in_session(family: Family, keepers: ObjectKeepers) -> bool:
    """Whether a kind lives in a service of the session."""
    keeper = keepers.of_kind.get(family.kind)
    cmdlet = find(cmdlet_of_service(family) or "")
    return keeper is not None and (cmdlet is None or keeper.reader.connection.access.service in cmdlet.services)


def _objects_of(family: Family, rows: Sequence[JsonMap]) -> tuple[list[dict[str, Json]], str]:
    """The objects that a task could name, and what is wrong with the rest: no name, one of several, a wildcard."""
    names = settable_properties(family)
    described = [describe_as_task(family, row, names, {}) for row in rows if is_staying(family, row)]
    times = Counter(str(description["identity"]).casefold() for description in described)
    problems = [
        _problem_of_identity(family, description["identity"], times[str(description["identity"]).casefold()])
        for description in described
    ]
    nameable = [description for description, problem in zip(described, problems, strict=True) if not problem]
    lasting = [{"kind": family.kind, **description} for description in lasting_objects(family, nameable)]
    return lasting, next((problem for problem in problems if problem), "")


def _problem_of_identity(family: Family, identity: Json, times: int) -> str:
    if times > 1:
        return f"{count(times, 'object')} of the kind have the name {identity}"
    try:
        read_identity(family, identity)
    except Failure as error:
        return error.what
    return ""


def demand_of_files(task: ResourcesOptions) -> None:
    """Refuse what contradicts itself, before any network.

    :raises Failure: ``snapshot-options-apart``.
    """
    gathers = task.state == "gathered"
    apart = (
        ("dest", bool(task.dest) and not gathers, "only state: gathered writes files"),
        ("src", task.src is not None and gathers, "state: gathered reads the tenant, and no files"),
    )
    for name, wrong, reason in apart:
        if wrong:
            raise failure("snapshot-options-apart", name=name, state=task.state, reason=reason)


def demand_own_tenant(task: ResourcesOptions, access: Access) -> None:
    """Refuse the snapshot of another tenant, before the first read.

    :raises Failure: ``snapshot-of-another-tenant``.
    """
    snapshot: Mapping[str, object] = task.src if isinstance(task.src, Mapping) else {}
    theirs, organization = snapshot.get("tenant_id"), snapshot.get("organization")
    if theirs:
        same = str(theirs).lower() == str(access.tenant_id).lower()
    else:
        same = not organization or str(organization).lower() == access.organization.lower()
    if not same and (task.state == "overridden" or not task.allow_other_tenant):
        raise failure(
            "snapshot-of-another-tenant",
            path=snapshot.get("path"),
            theirs=organization or theirs,
            ours=access.organization,
        )


def without_partial(whole: Mapping[str, Family], task: ResourcesOptions, context: Context) -> dict[str, Family]:
    """The kinds of which what is not named may go: none that the snapshot says it has not read whole, which is told."""
    snapshot: Mapping[str, object] = task.src if isinstance(task.src, Mapping) else {}
    unread = snapshot.get("unread")
    partial = unread if isinstance(unread, Mapping) else {}
    for kind in (kind for kind in whole if kind in partial):
        reason = str(partial[kind]).rstrip(".")
        context.warn(f"Nothing of the kind {kind} is removed: the snapshot does not have all of it ({reason}).")
    return {kind: family for kind, family in whole.items() if kind not in partial}


def hide_values(items: Sequence[PlanItem], hidden: Sequence[str]) -> None:
    """Have no plan show a property that holds one of the texts; what is cut short would not be found as a whole."""
    for item in items:
        holds = [
            name
            for name, value in item.desired.properties.items()
            if any(hidden_text in text for text in _texts_in_value(value) for hidden_text in hidden)
        ]
        item.desired = replace(item.desired, vaulted=tuple(holds))


def _texts_in_value(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for entry in value.values():
            yield from _texts_in_value(entry)
    elif isinstance(value, (list, tuple)):
        for entry in value:
            yield from _texts_in_value(entry)
