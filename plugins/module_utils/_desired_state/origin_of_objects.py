# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Where the objects of a task come from that keeps many: whose snapshot it is, what came out of a
vault, and options that do not go together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from .._connection.access_and_tokens import Access
from .._context_and_progress import Context
from .._errors._advice.snapshots import failure
from .._resources.facts import Family
from .._specs.resources import ResourcesOptions
from .objects_at_work import PlanItem


def demand_of_files(given: ResourcesOptions) -> None:
    """Refuse what contradicts itself, before any network.

    :raises Failure: ``snapshot-options-apart``.
    """
    gathers = given.state == "gathered"
    apart = (
        ("dest", bool(given.dest) and not gathers, "only state: gathered writes files"),
        ("src", given.src is not None and gathers, "state: gathered reads the tenant, and no files"),
    )
    for name, wrong, reason in apart:
        if wrong:
            raise failure("snapshot-options-apart", name=name, state=given.state, reason=reason)


def demand_own_tenant(given: ResourcesOptions, access: Access) -> None:
    """Refuse the snapshot of another tenant, before the first read.

    :raises Failure: ``snapshot-of-another-tenant``.
    """
    told: Mapping[str, object] = given.src if isinstance(given.src, Mapping) else {}
    theirs, organization = told.get("tenant_id"), told.get("organization")
    if theirs:
        same = str(theirs).lower() == str(access.tenant_id).lower()
    else:
        same = not organization or str(organization).lower() == access.organization.lower()
    if not same and (given.state == "overridden" or not given.allow_other_tenant):
        raise failure(
            "snapshot-of-another-tenant",
            path=told.get("path"),
            theirs=organization or theirs,
            ours=access.organization,
        )


def without_partial(whole: Mapping[str, Family], given: ResourcesOptions, context: Context) -> dict[str, Family]:
    """The kinds of which what is not named may go: none that the snapshot says it has not read whole, which is told."""
    told: Mapping[str, object] = given.src if isinstance(given.src, Mapping) else {}
    unread = told.get("unread")
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
            if any(one in text for text in _texts_in_value(value) for one in hidden)
        ]
        item.desired = replace(item.desired, vaulted=tuple(holds))


def _texts_in_value(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts_in_value(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _texts_in_value(one)
