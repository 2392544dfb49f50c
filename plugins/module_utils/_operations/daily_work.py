# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The modules for objects that are worked with every day: their options as objects of the kinds that the engine keeps.

A mailbox, a group or a contact is more than one object to the service: what a task says of it as a whole is told here
as parts, which are kept one after the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from .._connection.check_options_and_network import demand_in_place, demand_packages
from .._desired_state.desired_object import DesiredObject, KeptObject, desired_object, result_of
from .._desired_state.keep_object import ObjectKeeper
from .._desired_state.keepers_by_kind import command_like, keeper_for
from .._errors._advice.desired_state import DESIRED_STATE
from .._errors.failure import Failures
from .._specs.connection import SessionOptions
from .._specs.daily_work import (
    CalendarPermissionOptions,
    DistributionGroupOptions,
    MailboxOptions,
    MailboxPermissionOptions,
    MailContactOptions,
    TransportRuleOptions,
)
from .._specs.read_options import Options as OptionsClass
from .._specs.read_options import parameters_given, read
from .._specs.resources import KeepingOptions
from .._task.context_and_progress import Context, Options, Result

failure = Failures(DESIRED_STATE)

_CALENDAR_FOLDER = "Calendar"

Given = TypeVar("Given", bound=OptionsClass)


class PartOfTask(NamedTuple):
    """An object of the whole that a task is about."""

    kind: str
    identity: object
    properties: Mapping[str, object]


def mailbox(options: Options, context: Context) -> Result:
    """exo_mailbox: a mailbox with who may use it, and what it answers by itself."""
    task = _read_options(MailboxOptions(), options, context)
    parts = [PartOfTask("Mailbox", task.identity, {**parameters_given(task), **task.properties})]
    if reply := parameters_given(task.auto_reply):
        parts.append(PartOfTask("MailboxAutoReplyConfiguration", task.identity, reply))
    return _keep_parts(parts, task.connection, task.keeping, context, present=task.state == "present")


def distribution_group(options: Options, context: Context) -> Result:
    """exo_distribution_group: a group with its members and owners, and who may write to it."""
    task = _read_options(DistributionGroupOptions(), options, context)
    parts = [PartOfTask("DistributionGroup", task.identity, {**parameters_given(task), **task.properties})]
    return _keep_parts(parts, task.connection, task.keeping, context, present=task.state == "present")


def mail_contact(options: Options, context: Context) -> Result:
    """exo_mail_contact: somebody elsewhere, with what is known of the person."""
    task = _read_options(MailContactOptions(), options, context)
    parts = [PartOfTask("MailContact", task.identity, {**parameters_given(task), **task.properties})]
    if person := parameters_given(task.person):
        parts.append(PartOfTask("Contact", task.identity, person))
    return _keep_parts(parts, task.connection, task.keeping, context, present=task.state == "present")


def transport_rule(options: Options, context: Context) -> Result:
    """exo_transport_rule: a rule for mail on its way."""
    task = _read_options(TransportRuleOptions(), options, context)
    parts = [PartOfTask("TransportRule", task.identity, {**parameters_given(task), **task.properties})]
    return _keep_parts(parts, task.connection, task.keeping, context, present=task.state == "present")


def mailbox_permission(options: Options, context: Context) -> Result:
    """exo_mailbox_permission: what one user may do with one mailbox. Each right is a list of the mailbox, of which the
    user is one entry."""
    task = _read_options(MailboxPermissionOptions(), options, context)
    rights = {
        "FullAccess": task.full_access,
        "SendAs": task.send_as,
        "GrantSendOnBehalfTo": task.send_on_behalf,
    }
    absent = task.state == "absent"
    if absent:
        rights = dict.fromkeys(rights, False)
    if not any(right is not None for right in rights.values()):
        raise failure("no-right-given")
    lists = {
        name: {"Add" if granted else "Remove": [task.user]} for name, granted in rights.items() if granted is not None
    }
    facts: dict[str, object] = {"never_present": "rights are given on a mailbox that is there"}
    if task.auto_mapping is not None:
        facts["kept_by"] = {"FullAccess": _full_access(task.auto_mapping)}
    keeping = _with_facts(task.keeping, "Mailbox", facts)
    return _keep_parts([PartOfTask("Mailbox", task.mailbox, lists)], task.connection, keeping, context, optional=absent)


def _full_access(maps: bool) -> Mapping[str, object]:
    """Full access that Outlook shows by itself, or does not: told when it is given, shown by no read."""
    fixed = {"AccessRights": ["FullAccess"], "AutoMapping": maps}
    return {"kind": "MailboxPermission", "owner": "Identity", "entry": "User", "fixed": fixed}


def _with_facts(keeping: KeepingOptions, kind: str, facts: Mapping[str, object]) -> KeepingOptions:
    """The options with what this task says of a kind, over which the task's own tables stand."""
    other_kinds = {name: table for name, table in keeping.families.items() if str(name).lower() != kind.lower()}
    own_table = next((table for name, table in keeping.families.items() if str(name).lower() == kind.lower()), {})
    if not isinstance(own_table, Mapping):
        return keeping  # it is refused with its place
    joined = dict(facts)
    for name, fact in own_table.items():
        ours = joined.get(name)
        joined[name] = {**ours, **fact} if isinstance(ours, Mapping) and isinstance(fact, Mapping) else fact
    return replace(keeping, families={**other_kinds, kind: joined})


def calendar_permission(options: Options, context: Context) -> Result:
    """exo_calendar_permission: what one user, or all others, may see of a calendar."""
    task = _read_options(CalendarPermissionOptions(), options, context)
    present = task.state == "present"

    def of(folder: str) -> DesiredObject:
        identity = {"Identity": f"{task.mailbox}:\\{folder}", "User": task.user}
        return desired_object(
            "MailboxFolderPermission",
            identity,
            parameters_given(task),
            task.keeping,
            context,
            present=present,
        )

    first = of(task.folder or _CALENDAR_FOLDER)
    with keeper_for(first, command_like(task.connection, task.keeping), context) as keeper:
        folder = task.folder or _calendar_of(keeper, task.mailbox or "")
        if folder is None and present and not context.check_mode:
            raise failure("calendar-not-found", mailbox=task.mailbox)
        if folder is None and present:
            context.warn(f"{task.mailbox} shows no calendar yet: in check mode an earlier task may make it.")
        desired = of(folder or _CALENDAR_FOLDER)
        return _result_of_parts([(desired, keeper.keep(desired))], keeper, context)


def _calendar_of(keeper: ObjectKeeper, mailbox: str) -> str | None:
    """The path of a mailbox's calendar, which is called in its owner's language; found by the type of the folder. None
    where there is no such mailbox."""
    rows = keeper.reader.rows_from("Get-MailboxFolderStatistics", {"Identity": mailbox, "FolderScope": "Calendar"})
    path = next((row.get("FolderPath") for row in rows if row.get("FolderType") == "Calendar"), None)
    return path.strip("/").replace("/", "\\") if isinstance(path, str) else None


# -- What all of them do


def _read_options(over: Given, options: Options, context: Context) -> Given:
    demand_packages()
    demand_in_place(options)
    return read(over, options, context.environ)


def _keep_parts(
    parts: Sequence[PartOfTask],
    connection: SessionOptions,
    keeping: KeepingOptions,
    context: Context,
    *,
    present: bool = True,
    optional: bool = False,
) -> Result:
    """Keep each part in turn; what is absent is so with its first part. Where the first is made or renamed, the others
    wait for it and go by its new name.

    :raises Failure: with the steps so far.
    """
    first, *other_parts = (
        desired_object(part.kind, part.identity, part.properties, keeping, context, present=present)
        for part in (parts if present else parts[:1])
    )
    first = replace(first, optional=optional)
    with keeper_for(first, command_like(connection, keeping), context) as keeper:
        kept_parts = [(first, keeper.keep(first))]
        head = kept_parts[0][1]
        for other_part in other_parts:
            desired = replace(other_part, identity=head.identity, late=first.patience if head.before is None else 0)
            planned = context.check_mode and head.before is None
            kept_parts.append((desired, keeper.rehearse(desired) if planned else keeper.keep(desired)))
        return _result_of_parts(kept_parts, keeper, context)


def _result_of_parts(
    kept_parts: Sequence[tuple[DesiredObject, KeptObject]], keeper: ObjectKeeper, context: Context
) -> Result:
    """One result for all parts: the first is what the task is about, and the others add to it."""
    access = keeper.reader.connection.access
    results = [result_of(desired, kept_object, diff=context.diff) for desired, kept_object in kept_parts]
    whole = dict(results[0])
    for more in results[1:]:
        whole["changed"] = whole["changed"] or more["changed"]
        for name in ("changes", "unverifiable", "ignored"):
            whole[name] = [*whole[name], *more[name]]
        whole["resource"] = {**whole["resource"], **more["resource"]}
        if "diff" in whole:
            for side in ("before", "after"):
                whole["diff"][side] = {**whole["diff"][side], **more["diff"][side]}
    whole["steps"] = [step for _desired, kept_object in kept_parts for step in kept_object.steps]
    return {**whole, "organization": access.organization, "tenant_id": access.tenant_id}
