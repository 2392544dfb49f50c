# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""exo_resource: one object of any kind in its desired state."""

from __future__ import annotations

from .._connection.check_options_and_network import demand_in_place, demand_packages
from .._desired_state.desired_object import desired_object, result_of
from .._desired_state.keepers_by_kind import command_like, keeper_for
from .._specs.read_options import read
from .._specs.resources import ResourceOptions
from .._task.context_and_progress import Context, Options, Result


def run(options: Options, context: Context) -> Result:
    """The module's work. In check mode it reads, and tells what would be written.

    :raises Failure: what cannot be meant, before anything is sent; a read or a write that fails, with ``outcome`` and
        the steps so far.
    """
    demand_packages()
    demand_in_place(options)
    task = read(ResourceOptions(), options, context.environ)
    desired = desired_object(
        task.kind or "",
        task.identity,
        task.properties,
        task.keeping,
        context,
        present=task.state == "present",
    )
    command_options = command_like(task.connection, task.keeping)
    with keeper_for(desired, command_options, context) as keeper:
        kept_object = keeper.keep(desired)
        access = keeper.reader.connection.access
    result = result_of(desired, kept_object, diff=context.diff)
    return {**result, "organization": access.organization, "tenant_id": access.tenant_id}
