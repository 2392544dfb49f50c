# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The objects of whole kinds, in the form in which a task describes them: given back, they change nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timezone

from .._catalogue.cmdlets import find
from .._context_and_progress import Context, Result
from .._counts import count
from .._errors._advice.keeping import KEEPING
from .._errors._advice.many import MANY
from .._errors.failure import Failure, Failures
from .._json_types import Json, JsonMap
from .._resources.describe_objects import describe_as_task, lasting_objects, settable_properties
from .._resources.facts import Family
from .._resources.families.index import KINDS_OF
from .._resources.family import family_of
from .._resources.family_by_rule import cmdlet_of_service
from .._resources.match_rows import is_staying
from .._resources.object_identity import read_identity
from .._specs.read_options import pick_given
from .._specs.resources import ResourcesOptions
from .lines_of_progress import ProgressLines
from .listings_of_kinds import KindListings, why_not_whole
from .object_task import command_like
from .objects_at_work import ObjectKeepers, keepers_for

failure = Failures(KEEPING, MANY)


# What is said of one kind, and not of the connection: where nobody answers, nobody can tell what is there.
_FAILURES_OF_A_KIND = ("answer", "input", "not_found", "permission", "service", "session", "unknown")


# What says how objects are written, or which of them.
_OPTIONS_NOT_TAKEN = (
    "resources", "ignore", "plan_checksum", "max_changes", "max_removals", "allow_other_tenant", "create_only",
    "write_only", "remove_orphans",
)  # fmt: skip


def gather_objects(given: ResourcesOptions, context: Context, lines: ProgressLines) -> Result:
    """What is there of the kinds of a task, without kinds of all that can be listed. A kind that cannot be read is told
    with the reason.

    :raises Failure: a kind that cannot be meant or listed, none that can be read, or a connection that does not answer.
    """
    families = _families_of(given)
    found: list[Json] = []
    unread: dict[str, str] = {}
    with keepers_for(families, command_like(given.connection, given.keeping), context, tolerant=True) as keepers:
        first = next(iter(keepers.unreachable.values()), None) if given.kinds else None
        unread |= {kind: error.what for kind, error in keepers.unreachable.items() if given.kinds}
        families = [one for one in families if given.kinds or _is_kind_in_session(one, keepers)]
        listings = KindListings()
        listings.read(
            [(keepers.of_kind[one.kind].reader, one, {}) for one in families if one.kind not in unread], lines
        )
        for family in families:
            try:
                if family.kind not in unread and (listing := listings.of(family, {})) is not None:
                    objects, doubtful = _objects_of(family, listing.rows)
                    found += objects
                    unread |= {family.kind: doubtful} if doubtful else {}
            except Failure as error:
                if error.category not in _FAILURES_OF_A_KIND:
                    raise
                first, unread[family.kind] = first or error, error.what
        access = keepers.access
    if first is not None and not found and len(unread) == len(families):
        raise first
    for kind, reason in unread.items():
        context.warn(f"{kind} could not be read: {reason}")
    return {
        "changed": False,
        "resources": found,
        "kinds": sorted({family.kind for family in families} - unread.keys()),
        "unread": [{"kind": kind, "reason": reason} for kind, reason in unread.items()],
        "gathered_at": datetime.fromtimestamp(context.clock.wall(), timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "organization": access.organization,
        "tenant_id": access.tenant_id,
    }


def _families_of(given: ResourcesOptions) -> list[Family]:
    """:raises Failure: ``kind-not-listed``, ``resources-option-not-taken``."""
    named = pick_given(given)
    for option in _OPTIONS_NOT_TAKEN:
        if option in named:
            raise failure("resources-option-not-taken", option=option, state=given.state)
    off = given.safeguards.catalogue == "off"
    if not given.kinds:
        all_kinds = (family_of(kind, given.families) for kinds in KINDS_OF.values() for kind in kinds)
        # A tenant need not have cmdlets that no page tells of.
        known = [one for one in all_kinds if find(one.cmdlets.get("read") or "") is not None]
        return sorted((one for one in known if not why_not_whole(one)), key=lambda one: one.kind.lower())
    families = {one.kind: one for one in (family_of(kind, given.families, guess=off) for kind in given.kinds)}
    for kind, family in families.items():
        if reason := why_not_whole(family):
            cmdlet, _needs, names = reason.partition(" needs ")
            raise failure("kind-not-listed", kind=kind, cmdlet=cmdlet, parameters=names)
    return list(families.values())


def _is_kind_in_session(family: Family, keepers: ObjectKeepers) -> bool:
    """Whether a kind lives in a service of the session."""
    keeper = keepers.of_kind.get(family.kind)
    known = find(cmdlet_of_service(family) or "")
    return keeper is not None and (known is None or keeper.reader.connection.access.service in known.services)


def _objects_of(family: Family, rows: Sequence[JsonMap]) -> tuple[list[dict[str, Json]], str]:
    """The objects that a task could name, and what is wrong with the rest: no name, one of several, a wildcard."""
    names = settable_properties(family)
    found = [describe_as_task(family, row, names, {}) for row in rows if is_staying(family, row)]
    times = Counter(str(one["identity"]).casefold() for one in found)
    problems = [_problem_of_identity(family, one["identity"], times[str(one["identity"]).casefold()]) for one in found]
    named = [one for one, problem in zip(found, problems, strict=True) if not problem]
    lasting = [{"kind": family.kind, **one} for one in lasting_objects(family, named)]
    return lasting, next((problem for problem in problems if problem), "")


def _problem_of_identity(family: Family, identity: Json, times: int) -> str:
    if times > 1:
        return f"{count(times, 'object')} of the kind have the name {identity}"
    try:
        read_identity(family, identity)
    except Failure as error:
        return error.what
    return ""
